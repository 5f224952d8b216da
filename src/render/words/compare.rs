//! What `remit compare` says.

use super::measure::{RANGE, READABLE, range, ring};
use super::options;
use super::shared::{
    ILLUSTRATIVE, MOST_ROWS, bare_law, by_code, counted, evidence, finding_columns, finding_row, mark,
    people_in_column, title, tone, value,
};
use crate::checks::{list_in_words, name_in_sentence, plural};
use crate::render::{Column, Document, Table, Tone};
use crate::report::FindingView;
use crate::report::common::people_in_words;
use crate::report::compare::{CompareReport, ComparisonView, FindingsView, MeasureChangeView, VerdictView};
use crate::report::measure::{MeasureReport, ServiceView};

/// The report in words; `measures` are of the same scenarios in the same order.
pub fn document(report: &CompareReport, measures: Option<&MeasureReport>, path: &str) -> Document {
    let Some(first) = report.comparisons.first() else {
        return Document::new(report.landscape.clone());
    };
    let mut days = vec![&first.from];
    days.extend(report.comparisons.iter().map(|comparison| &comparison.to));
    let mut document = Document::new(title(&report.services, &report.landscape, &days, report.population));
    let facts: Vec<String> = days
        .iter()
        .filter_map(|scenario| Some(format!("{} {}", scenario.asked, evidence(scenario.evidence.as_ref()?))))
        .collect();
    document.paragraph(format!("Facts: {}", facts.join("; ")));
    for scenario in &days {
        bare_law(&mut document, scenario);
    }
    match report.comparisons.as_slice() {
        [only] => one(&mut document, only, measures),
        several => side_by_side(&mut document, report, several),
    }
    let found = first.findings.new.iter().filter(|finding| finding.severity != "note");
    let serious: Vec<&FindingView> = found.collect();
    let groups = by_code(&serious);
    let worst = groups.iter().flat_map(|(group, _)| group).find_map(|finding| finding.component.as_deref());
    if let Some(component) = worst.or_else(|| most_moved(first)) {
        match first.verdict.witnesses.first() {
            Some(witness) => document.next(
                "Who holds a part now, and why nobody else does",
                format!("remit who {path} {} --component {component} --area {} --why", first.to.asked, witness.area),
            ),
            // Without a place that differs, the whole scenario.
            None => document.next("What is wrong now", format!("remit check {path} {}", first.to.asked)),
        }
    }
    document
}

/// Several options: one table of what differs between them, then what is new and mended in each.
fn side_by_side(document: &mut Document, report: &CompareReport, several: &[ComparisonView]) {
    document.table(options::legend(report));
    let (table, alike, more) = options::table(report);
    document.table(table);
    let mut left_out = Vec::new();
    if more > 0 {
        left_out
            .push(format!("{} newly wrong somewhere, of fewer people", counted(more, "more finding", "more findings")));
    }
    if alike > 0 {
        left_out.push(format!("{} in which they do not differ", counted(alike, "measure", "measures")));
    }
    if !left_out.is_empty() {
        document.paragraph(format!("Not shown: {}. All of it: --format csv.", left_out.join("; ")));
    }
    document
        .paragraph("Of what is newly wrong: how many people it concerns in each scenario; – where it is not found.");
    for comparison in several {
        document.heading(format!("{} against {}", comparison.to.asked, comparison.from.asked));
        document.lead(verdict(&comparison.verdict, &comparison.findings));
        findings(document, &comparison.findings, "--format csv");
    }
}

fn one(document: &mut Document, of: &ComparisonView, measures: Option<&MeasureReport>) {
    let changed = three_things(of);
    if !changed.is_empty() {
        document.lead(changed);
    }
    document.lead(verdict(&of.verdict, &of.findings));
    findings(document, &of.findings, "--format csv");
    if !of.findings.persisting.is_empty() {
        document.paragraph(format!(
            "{} on both days.",
            counted(of.findings.persisting.len(), "finding stands", "findings stand")
        ));
    }
    if let Some(measures) = measures {
        measures_tables(document, measures, 1);
    }
    document.table(transfers(of));
    origins(document, of);
    bodies(document, of);
}

/// What is new and what is resolved among errors and warnings, by code; notes are only counted.
pub(super) fn findings(document: &mut Document, of: &FindingsView, all_of_them: &str) {
    let mut table = Table::new(vec![
        Column::words("change"),
        Column::words("severity"),
        Column::words("what"),
        Column::numbers("people"),
        Column::words("key"),
    ]);
    let (mut hidden, mut notes) = (0, Vec::new());
    for (what, list) in [("new", &of.new), ("resolved", &of.resolved)] {
        let serious: Vec<&FindingView> = list.iter().filter(|finding| finding.severity != "note").collect();
        notes.push(format!("{} {what}", list.len() - serious.len()));
        for (group, more) in by_code(&serious) {
            for finding in &group {
                table.toned(
                    if what == "resolved" { Tone::Good } else { tone(finding.severity, finding.accepted) },
                    vec![
                        what.to_owned(),
                        finding.severity.to_owned(),
                        finding.sentence.clone(),
                        format!("{}{}", people_in_column(finding.people), mark(finding)),
                        finding.key.clone(),
                    ],
                );
            }
            if more > 0 {
                hidden += more;
                let code = group.first().map_or("", |finding| finding.code.as_str());
                let words = format!("and {more} more like these");
                table.toned(Tone::Quiet, vec![what.to_owned(), String::new(), words, String::new(), code.to_owned()]);
            }
        }
    }
    document.table(table);
    let all = if hidden > 0 { format!(" All of them: {all_of_them}.") } else { String::new() };
    document.paragraph(format!("Notes worth knowing: {}.{all}", notes.join(", ")));
    let illustrative = |list: &[FindingView]| list.iter().any(|finding| finding.illustrative);
    if illustrative(&of.new) || illustrative(&of.resolved) {
        document.paragraph(ILLUSTRATIVE);
    }
}

/// `Mixed: something new for 55.6 million residents, something mended for 1.2 million.`
pub(super) fn verdict(verdict: &VerdictView, of: &FindingsView) -> String {
    let residents =
        |people: f64| people_in_words(people).replace(" people", " residents").replace(" person", " resident");
    let new = residents(verdict.people_new);
    let mended = residents(verdict.people_resolved);
    let mut text = match verdict.is {
        "same" => "The same: what is wrong is wrong for the same people on both days.".to_owned(),
        "better" if verdict.people_resolved > 0.0 => format!("Better: something mended for {mended}, nothing new."),
        "better" => "Better: something mended, nothing new.".to_owned(),
        "worse" if verdict.people_new > 0.0 => format!("Worse: something new for {new}, nothing mended."),
        "worse" => "Worse: something new, nothing mended.".to_owned(),
        _ => format!("Mixed: something new for {new}, something mended for {mended}."),
    };
    if let Some(witness) = verdict.witnesses.first() {
        let what = if witness.is == "new" { "new" } else { "mended" };
        let list = if witness.is == "new" { &of.new } else { &of.resolved };
        let sentence = list.iter().find(|finding| finding.key == witness.key).map(|finding| finding.sentence.as_str());
        text = format!("{text} For example, {what} in {}: {}.", witness.area_name, sentence.unwrap_or(&witness.key));
    }
    text
}

/// What changed most, in a sentence: of one service its hands, its handoffs and its gaps; of several, those whose
/// hands changed most.
fn three_things(of: &ComparisonView) -> String {
    let change = |service: &str, measure: &str| {
        let row = of.measures.iter().find(|row| row.service == service && row.measure == measure)?;
        (row.change?.abs() > 0.005).then_some(row)
    };
    let hands = |row: &MeasureChangeView| {
        let name = name_in_sentence(&row.name);
        format!("{name} went from {} to {} hands, counted as if in equal shares", value(row.from), value(row.to))
    };
    let mut services: Vec<&str> = of.measures.iter().map(|row| row.service.as_str()).collect();
    services.dedup();
    let said: Vec<String> = match services.as_slice() {
        [service] => {
            let went = |row: &MeasureChangeView, what: &str| {
                format!("{what} went from {} to {}", value(row.from), value(row.to))
            };
            let others = [
                ("unbridged", "handoffs that nobody bridges"),
                ("commissioners", "the bodies that commission for one person"),
                ("empty", "components with no settled commissioner"),
            ];
            let first = change(service, "effective").map(hands);
            let others = others.iter().filter_map(|(measure, what)| Some(went(change(service, measure)?, what)));
            first.into_iter().chain(others).take(3).collect()
        }
        services => {
            let mut rows: Vec<&MeasureChangeView> =
                services.iter().filter_map(|service| change(service, "effective")).collect();
            let by = |row: &MeasureChangeView| row.change.unwrap_or(0.0).abs();
            rows.sort_by(|a, b| by(b).total_cmp(&by(a)).then_with(|| a.service.cmp(&b.service)));
            let mut said: Vec<String> = rows.iter().take(3).map(|row| hands(row)).collect();
            for text in said.iter_mut().skip(1) {
                *text = text.replace(" went", "").replace(" hands, counted as if in equal shares", "");
            }
            said
        }
    };
    match said.len() {
        0 => String::new(),
        1 => format!("One thing changed most: {}.", said[0]),
        2 => format!("Two things changed most: {}.", said.join("; ")),
        _ => format!("Three things changed most: {}.", said.join("; ")),
    }
}

/// Means before and after, with ranges and who holds the ring: in full for one service, one line each for several.
fn measures_tables(document: &mut Document, measures: &MeasureReport, place: usize) {
    let (Some(from), Some(to)) = (measures.scenarios.first(), measures.scenarios.get(place)) else { return };
    let pairs: Vec<(Option<&ServiceView>, Option<&ServiceView>)> = {
        let mut ids: Vec<&str> = from.services.iter().chain(&to.services).map(|s| s.service.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        let find = |list: &'_ [ServiceView], id: &str| list.iter().position(|service| service.service == id);
        ids.iter()
            .map(|id| {
                (
                    find(&from.services, id).map(|at| &from.services[at]),
                    find(&to.services, id).map(|at| &to.services[at]),
                )
            })
            .collect()
    };
    if let [(before, after)] = pairs.as_slice() {
        let sides = [(before, from), (after, to)].map(|(service, of)| {
            let moves = |(_, name): &(&str, &str)| !range(service.and_then(|s| s.measure(name))).is_empty();
            (service, &of.scenario.asked, READABLE.iter().any(moves))
        });
        let mut columns = vec![Column::words("")];
        for (_, asked, moves) in &sides {
            columns.push(Column::numbers(*asked));
            columns.extend(moves.then(|| Column::words(RANGE)));
        }
        let mut table = Table::new(columns);
        for (words, name) in READABLE {
            let views = sides.map(|(service, ..)| service.and_then(|s| s.measure(name)));
            if views.iter().flatten().all(|view| view.mean == 0.0 && view.max == 0.0) {
                continue;
            }
            let mut row = vec![words.to_owned()];
            for (view, (.., moves)) in views.iter().zip(&sides) {
                row.push(value(view.map(|view| view.mean)));
                row.extend(moves.then(|| range(*view)));
            }
            table.row(row);
        }
        document.table(table);
        for (service, asked, _) in sides {
            document.paragraph(match service.map(|service| service.superiors.as_slice()) {
                None => continue,
                Some([]) => format!("In “{asked}” it does not change hands."),
                Some(superiors) => {
                    format!("Who holds the ring where it changes hands, in “{asked}”: {}.", ring(superiors))
                }
            });
        }
        return;
    }
    let mut table = Table::new(vec![
        Column::words("service"),
        Column::numbers("bodies for one person"),
        Column::numbers("as if in equal shares"),
        Column::words(""),
        Column::numbers("handoffs"),
        Column::numbers("unbridged"),
        Column::numbers("no settled commissioner"),
    ]);
    for (before, after) in &pairs {
        let name = after.or(*before).map_or_else(String::new, |service| service.name.clone());
        let view = |name: &str| [before.and_then(|s| s.measure(name)), after.and_then(|s| s.measure(name))];
        let both = |name: &str| {
            let [from, to] = view(name).map(|view| value(view.map(|view| view.mean)));
            format!("{from} → {to}")
        };
        let views = view("effective");
        let ranges = views.map(range);
        let range = if ranges.iter().all(String::is_empty) {
            String::new()
        } else {
            let [from, to] = [0, 1].map(|side| match ranges[side].as_str() {
                "" => value(views[side].map(|view| view.mean)),
                range => range.to_owned(),
            });
            format!("({from} → {to})")
        };
        table.row(vec![
            name,
            both("commissioners"),
            both("effective"),
            range,
            both("handoffs"),
            both("unbridged"),
            both("empty"),
        ]);
    }
    document.table(table);
    document.paragraph("In brackets: how far the mean moves if disputed facts go either way.");
}

/// Which components changed hands: those that moved alike are one row.
pub(super) fn transfers(of: &ComparisonView) -> Table {
    let side = |kinds: &Option<Vec<String>>| match kinds {
        None => "not needed".to_owned(),
        Some(kinds) if kinds.is_empty() => "nobody, or disputed".to_owned(),
        Some(kinds) => kinds.join(" + "),
    };
    let mut groups: Vec<(String, String, Vec<&str>, f64)> = Vec::new();
    let commissioning = of.transfers.iter().filter(|t| t.function == "commission" && t.from != t.to);
    for transfer in commissioning.filter(|transfer| transfer.people > 0.0) {
        let [from, to] = transfer.short.each_ref().map(side);
        match groups.iter_mut().find(|(f, t, _, _)| *f == from && *t == to) {
            Some((_, _, names, people)) => {
                names.push(&transfer.name);
                *people = people.max(transfer.people);
            }
            None => groups.push((from, to, vec![&transfer.name], transfer.people)),
        }
    }
    groups.sort_by(|a, b| b.2.len().cmp(&a.2.len()).then_with(|| (&a.0, &a.1).cmp(&(&b.0, &b.1))));
    let mut table = Table::new(vec![
        Column::words("commissioned by"),
        Column::words("then by"),
        Column::numbers("components"),
        Column::words("such as"),
        Column::numbers("people, at most"),
    ]);
    for (from, to, names, people) in groups.iter().take(MOST_ROWS) {
        let names: Vec<String> = names.iter().take(2).map(|name| name_in_sentence(name)).collect();
        table.row(vec![
            from.clone(),
            to.clone(),
            groups.iter().find(|(f, t, _, _)| f == from && t == to).map_or(0, |(_, _, list, _)| list.len()).to_string(),
            list_in_words(&names),
            people_in_column(Some(*people)),
        ]);
    }
    table
}

fn most_moved(of: &ComparisonView) -> Option<&str> {
    let moved = of.transfers.iter().filter(|t| t.function == "commission" && t.from != t.to && t.to.is_some());
    let mut most: Option<(f64, &str)> = None;
    for transfer in moved {
        if most.is_none_or(|(people, _)| transfer.people > people) {
            most = Some((transfer.people, &transfer.component));
        }
    }
    most.map(|(_, component)| component)
}

fn origins(document: &mut Document, of: &ComparisonView) {
    for origins in &of.origins {
        let [before, after] = &origins.short;
        document.heading(format!("Where each {after} comes from among {}", plural(before)));
        let describe = |rows: &[crate::report::compare::EffectiveView], whose: &str, verb: &str, of: &str| {
            let values: Vec<f64> = rows.iter().filter_map(|row| row.effective).collect();
            let whole = values.iter().filter(|value| (**value - 1.0).abs() < 1e-9).count();
            let most = values.iter().copied().fold(0.0, f64::max);
            let rest = if whole == rows.len() {
                String::new()
            } else {
                format!("; the most divided, as if {} had equal shares of it", value(Some(most)))
            };
            format!("Of {}, {whole} {verb} one {of}{rest}.", counted(rows.len(), whose, &plural(whose)))
        };
        document.paragraph(describe(&origins.origin, after, "came wholly from", before));
        document.paragraph(describe(&origins.dispersal, before, "went wholly to", after));
        document.paragraph(
            "Churn is not harm, and exposure is not outcome. This is as exact as the areas that the landscape gives to these \
             bodies.",
        );
    }
}

fn bodies(document: &mut Document, of: &ComparisonView) {
    let bodies = &of.organisations;
    if bodies.ended.is_empty() && bodies.begun.is_empty() {
        return;
    }
    document.paragraph(format!(
        "{} ended ({} with live successors), {} began, {} went on.",
        counted(bodies.ended.len(), "organisation", "organisations"),
        bodies.succeeded.len(),
        bodies.begun.len(),
        bodies.continued.len()
    ));
}

/// For a spreadsheet: new, resolved and persisting findings; of several scenarios the options side by side.
pub fn table(report: &CompareReport) -> Table {
    if report.comparisons.len() > 1 {
        return options::csv(report);
    }
    let mut columns = finding_columns(&["from", "to", "change"]);
    columns.extend(["people_from", "people_to"].map(Column::numbers));
    let width = columns.len();
    let mut table = Table::new(columns);
    for of in &report.comparisons {
        let lists = [("new", &of.findings.new), ("resolved", &of.findings.resolved)];
        for (what, list) in lists {
            for finding in list {
                let mut row = finding_row(&[&of.from.asked, &of.to.asked, what], finding);
                let people = super::shared::exact(finding.people);
                row.extend(if what == "new" { [String::new(), people] } else { [people, String::new()] });
                table.row(row);
            }
        }
        for finding in &of.findings.persisting {
            let mut row = vec![String::new(); width];
            row[0].clone_from(&of.from.asked);
            row[1].clone_from(&of.to.asked);
            row[2] = "persisting".to_owned();
            row[3].clone_from(&finding.key);
            row[4] = finding.key.split(':').next().unwrap_or_default().to_owned();
            row[5] = finding.severity.to_owned();
            row[6] = finding.certainty.to_owned();
            row[width - 3].clone_from(&finding.sentence);
            row[width - 2] = super::shared::exact(finding.people_from);
            row[width - 1] = super::shared::exact(finding.people_to);
            table.row(row);
        }
    }
    table
}
