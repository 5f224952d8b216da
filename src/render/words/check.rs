//! What `remit check` says.

use super::shared::{
    ILLUSTRATIVE, MOST_ROWS, bare_law, by_code, counted, evidence, finding_columns, finding_row, finding_table, mark,
    people_in_column, title, tone,
};
use crate::render::{Column, Document, Table, Tone};
use crate::report::FindingView;
use crate::report::check::CheckReport;
use crate::report::common::people_in_words;

/// The report in words; `path` is the landscape as the next command names it.
pub fn document(report: &CheckReport, path: &str) -> Document {
    let scenario = &report.scenario;
    let mut document = Document::new(title(&report.services, &report.landscape, &[scenario], report.population));
    document.paragraph(format!("Facts live on the day: {}", evidence(&report.evidence)));
    bare_law(&mut document, scenario);
    document.lead(lead(report));
    let groups = [("error", "Errors"), ("warning", "Warnings"), ("note", "Worth knowing")];
    for (severity, heading) in groups {
        let list: Vec<&FindingView> =
            report.findings.iter().filter(|finding| finding.severity == severity && !finding.accepted).collect();
        section(&mut document, heading, &list);
    }
    let accepted: Vec<&FindingView> = report.findings.iter().filter(|finding| finding.accepted).collect();
    accepted_section(&mut document, &accepted);
    shared_section(&mut document, report);
    if report.findings.iter().any(|finding| finding.illustrative) {
        document.paragraph(ILLUSTRATIVE);
    }
    document.paragraph(format!(
        "Asked: {} (component × needed function × area × cohort). Not coded by anybody yet: {}.",
        counted(report.counts.cells_checked, "question", "questions"),
        counted(report.counts.not_coded, "function of a component", "functions of components"),
    ));
    match worst(report) {
        Some(finding) => match &finding.component {
            Some(component) => document.next(
                "Who holds it, and why nobody else does",
                format!(
                    "remit who {path} {} --component {component} --area {} --why",
                    scenario.asked,
                    finding.areas.first().map_or("AREA", String::as_str)
                ),
            ),
            None => document.next("What this means", format!("remit explain {}", finding.code)),
        },
        None => document.next("How fragmented it is", format!("remit measure {path} {}", scenario.asked)),
    }
    document
}

fn worst(report: &CheckReport) -> Option<&FindingView> {
    let severity = report.findings.iter().find(|finding| !finding.accepted)?.severity;
    let open = report.findings.iter().filter(|finding| !finding.accepted && finding.severity == severity);
    let list: Vec<&FindingView> = open.collect();
    by_code(&list).first().and_then(|(group, _)| group.first().copied())
}

fn lead(report: &CheckReport) -> String {
    let counts = report.counts;
    let mut text = match (counts.error, counts.warning) {
        (0, 0) if counts.note == 0 && report.since.is_some() => "Nothing.".to_owned(),
        (0, 0) if counts.note == 0 => "Nothing is wrong on the facts recorded.".to_owned(),
        (0, 0) => format!("No error and no warning; {} worth knowing.", counted(counts.note, "thing", "things")),
        (error, warning) => format!(
            "{}, {} and {}.",
            counted(error, "error", "errors"),
            counted(warning, "warning", "warnings"),
            counted(counts.note, "note", "notes")
        ),
    };
    if let Some((since, standing)) = &report.since {
        let stand = match standing {
            0 => "Nothing that was wrong then still is".to_owned(),
            count => {
                let what = counted(*count, "error or warning", "errors and warnings");
                format!(
                    "{what} of then still {} not shown",
                    if *count == 1 { "stands, and is" } else { "stand, and are" }
                )
            }
        };
        text = format!("New since {since}: {}{} {stand}.", text[..1].to_lowercase(), &text[1..]);
    }
    if counts.accepted > 0 {
        let (are, fail) = if counts.accepted == 1 { ("finding is", "fails") } else { ("findings are", "fail") };
        text = format!("{text} {} {are} accepted, and {fail} nothing.", counts.accepted);
    }
    if let Some(finding) = worst(report).filter(|finding| finding.severity != "note") {
        let people =
            finding.people.filter(|people| *people > 0.0).map(|people| format!(", for {}", people_in_words(people)));
        text = format!("{text} First of all: {}{}.", finding.sentence, people.unwrap_or_default());
    }
    text
}

/// One group of findings, by code; what is above the cap is counted.
fn section(document: &mut Document, heading: &str, list: &[&FindingView]) {
    if list.is_empty() {
        return;
    }
    document.heading(format!("{heading} ({})", list.len()));
    let mut table = finding_table("");
    let mut hidden = 0;
    for (group, more) in by_code(list) {
        for finding in group.iter() {
            table.toned(
                tone(finding.severity, false),
                vec![
                    finding.certainty.to_owned(),
                    finding.sentence.clone(),
                    format!("{}{}", people_in_column(finding.people), mark(finding)),
                    finding.key.clone(),
                ],
            );
        }
        if more > 0 {
            hidden += more;
            let code = group.first().map_or("", |finding| finding.code.as_str());
            table.toned(
                Tone::Quiet,
                vec![String::new(), format!("and {more} more like these"), String::new(), code.to_owned()],
            );
        }
    }
    document.table(table);
    if hidden > 0 {
        document.paragraph("All of them: --format csv");
    }
}

fn accepted_section(document: &mut Document, list: &[&FindingView]) {
    if list.is_empty() {
        return;
    }
    document.heading(format!("Accepted ({})", list.len()));
    let mut table = Table::new(vec![
        Column::words("reason"),
        Column::words("what"),
        Column::numbers("people"),
        Column::words("key"),
    ]);
    for finding in list.iter().take(MOST_ROWS) {
        table.toned(
            tone("note", true),
            vec![
                finding.reason.clone().unwrap_or_default(),
                finding.sentence.clone(),
                format!("{}{}", people_in_column(finding.people), mark(finding)),
                finding.key.clone(),
            ],
        );
    }
    document.table(table);
    if list.len() > MOST_ROWS {
        document.paragraph(format!("and {} more: --format csv lists them all", list.len() - MOST_ROWS));
    }
}

/// Lawful sharing, by component: how many bodies share it, and for how many people.
fn shared_section(document: &mut Document, report: &CheckReport) {
    let mut rows: Vec<(String, usize, f64)> = Vec::new();
    for shared in &report.shared {
        let name = if shared.function == "commission" {
            shared.component.clone()
        } else {
            format!("{} ({})", shared.component, shared.function)
        };
        match rows.iter_mut().find(|(known, _, _)| *known == name) {
            Some((_, units, people)) => {
                *units += 1;
                *people += shared.people;
            }
            None => rows.push((name, 1, shared.people)),
        }
    }
    if rows.is_empty() {
        return;
    }
    document.heading("Shared lawfully, by arrangement: no overlap");
    let mut table =
        Table::new(vec![Column::words("component"), Column::numbers("sets of bodies"), Column::numbers("people")]);
    for (name, units, people) in rows.iter().take(MOST_ROWS) {
        table.row(vec![name.clone(), units.to_string(), people_in_column(Some(*people))]);
    }
    document.table(table);
    if rows.len() > MOST_ROWS {
        document.paragraph(format!("and {} more: --format json lists them all", rows.len() - MOST_ROWS));
    }
}

/// The findings for a spreadsheet.
pub fn table(report: &CheckReport) -> Table {
    let mut table = Table::new(finding_columns(&["scenario", "on"]));
    for finding in &report.findings {
        table.row(finding_row(&[&report.scenario.asked, &report.scenario.on], finding));
    }
    table
}
