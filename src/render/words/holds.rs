//! What `remit holds` says.

use super::shared::{bare_law, counted, exact, people_in_column};
use crate::checks::name_in_sentence;
use crate::render::{Column, Document, Table, Tone};
use crate::report::common::people_in_words;
use crate::report::holds::{HeldView, HoldsReport};

/// At most so many components of a service are shown.
const MOST: usize = 14;

/// The report in words.
pub fn document(report: &HoldsReport, path: &str) -> Document {
    let mut document = Document::new(format!("{}, {} – {}", report.name, report.scenario.day, report.landscape));
    bare_law(&mut document, &report.scenario);
    if report.organisations.is_empty() {
        document.lead(format!("It does not exist on {}: it holds nothing.", report.scenario.day));
        return document;
    }
    document.lead(lead(report));
    let mut services: Vec<&str> = Vec::new();
    for held in &report.responsibilities {
        if !services.contains(&held.service_name.as_str()) {
            services.push(&held.service_name);
        }
    }
    for service in services {
        let list: Vec<&HeldView> = report.responsibilities.iter().filter(|held| held.service_name == service).collect();
        document.heading(format!("{service} ({})", list.len()));
        let mut table = Table::new(vec![
            Column::words("component"),
            Column::words("what is done"),
            Column::words("how"),
            Column::numbers("people"),
            Column::numbers("left with nobody"),
            Column::words("since"),
            Column::words("sure"),
            Column::words("under"),
        ]);
        for held in list.iter().take(MOST) {
            let disputed = held.status == "contested";
            table.toned(
                if disputed { Tone::Careful } else { Tone::Plain },
                vec![
                    held.name.clone(),
                    held.function_name.clone(),
                    format!("{}{}", held.strength, if disputed { ", disputed" } else { "" }),
                    people_in_column(Some(held.people)),
                    people_in_column(Some(held.left_with_nobody)),
                    held.from.clone().unwrap_or_else(|| "–".to_owned()),
                    held.evidence.to_owned(),
                    held.basis.join("; "),
                ],
            );
        }
        document.table(table);
        if list.len() > MOST {
            document.paragraph(format!("and {} more: --format csv lists them all", list.len() - MOST));
        }
    }
    ties(&mut document, report);
    document.next("What is wrong", format!("remit check {path} {}", report.scenario.asked));
    document
}

fn lead(report: &HoldsReport) -> String {
    let bodies = match report.organisations.len() {
        1 => String::new(),
        count => format!("{count} bodies: "),
    };
    let alone = report
        .responsibilities
        .iter()
        .filter(|held| held.left_with_nobody > 0.0)
        .max_by(|a, b| a.left_with_nobody.total_cmp(&b.left_with_nobody));
    let mut text = format!(
        "{bodies}{} in {}, for {}.",
        counted(report.responsibilities.len(), "responsibility", "responsibilities"),
        counted(report.services, "service", "services"),
        people_in_words(report.people)
    );
    let count = report.responsibilities.iter().filter(|held| held.left_with_nobody > 0.0).count();
    if let Some(held) = alone {
        text = format!(
            "{text} If no provision for transfer were made, {count} of these responsibilities would be with nobody, such as \
             {} for {}.",
            name_in_sentence(&held.name),
            people_in_words(held.left_with_nobody)
        );
    }
    text
}

fn ties(document: &mut Document, report: &HoldsReport) {
    if !report.arrangements.is_empty() {
        document.heading(format!("With whom: arrangements ({})", report.arrangements.len()));
        let mut table =
            Table::new(vec![Column::words("arrangement"), Column::words("type"), Column::words("required by law")]);
        for arrangement in report.arrangements.iter().take(MOST) {
            let required = match arrangement.voluntary {
                Some(true) => "no",
                Some(false) => "yes",
                None => "not said",
            };
            table.row(vec![
                arrangement.arrangement.clone(),
                arrangement.arrangement_type.to_owned(),
                required.to_owned(),
            ]);
        }
        document.table(table);
        if report.arrangements.len() > MOST {
            document.paragraph(format!("and {} more: --format json lists them all", report.arrangements.len() - MOST));
        }
    }
    if !report.relations.is_empty() {
        document.heading(format!("Ties that end with it ({})", report.relations.len()));
        let mut table =
            Table::new(vec![Column::words("who"), Column::words("tie"), Column::words("to"), Column::words("under")]);
        for relation in report.relations.iter().take(MOST) {
            table.row(vec![
                relation.names[0].clone(),
                relation.relation_type.replace('-', " "),
                relation.names[1].clone(),
                relation.basis.join("; "),
            ]);
        }
        document.table(table);
        if report.relations.len() > MOST {
            document.paragraph(format!("and {} more: --format json lists them all", report.relations.len() - MOST));
        }
    }
}

/// What is held, for a spreadsheet.
pub fn table(report: &HoldsReport) -> Table {
    let mut columns: Vec<Column> =
        ["scenario", "on", "organisation", "service", "component", "function", "strength", "status", "population"]
            .map(Column::words)
            .to_vec();
    columns.extend(["people", "left_with_nobody"].map(Column::numbers));
    columns.extend(["with", "from", "until", "basis", "evidence"].map(Column::words));
    let mut table = Table::new(columns);
    for held in &report.responsibilities {
        table.row(vec![
            report.scenario.asked.clone(),
            report.scenario.on.clone(),
            report.organisation.clone(),
            held.service.clone(),
            held.component.clone(),
            held.function.clone(),
            held.strength.to_owned(),
            held.status.to_owned(),
            held.population.to_owned(),
            exact(Some(held.people)),
            exact(Some(held.left_with_nobody)),
            held.with.join(";"),
            held.from.clone().unwrap_or_default(),
            held.until.clone().unwrap_or_default(),
            held.basis.join(";"),
            held.evidence.to_owned(),
        ]);
    }
    table
}
