//! What `remit timeline` says.

use super::shared::{MOST_ROWS, counted, people_in_column, sources, tone};
use crate::checks::{list_in_words, name_in_sentence};
use crate::render::{Column, Document, Table, Tone};
use crate::report::common::number_of_people;
use crate::report::timeline::{SpanView, TimelineReport};

/// At most so many days are shown.
const MOST_DAYS: usize = 24;

/// The report in words.
pub fn document(report: &TimelineReport, path: &str) -> Document {
    let of = if report.services.is_empty() { String::new() } else { format!("{} – ", report.services.join(", ")) };
    let [from, to] = &report.window_in_words;
    let mut document = Document::new(format!("{of}{}, from {from} to {to}", report.landscape));
    let serious: Vec<&SpanView> = report.spans.iter().filter(|span| span.severity != "note").collect();
    document.lead(lead(report, &serious));
    document.heading("How long each gap and overlap stood");
    spans(&mut document, &serious);
    let notes = report.spans.len() - serious.len();
    if notes > 0 {
        document.paragraph(format!("Besides {} worth knowing: --format csv.", counted(notes, "note", "notes")));
    }
    document.heading("Day by day");
    days(&mut document, report);
    let depend: Vec<_> = report.lapses.iter().filter(|lapse| !lapse.opens.is_empty()).collect();
    if !depend.is_empty() {
        document.heading("Arrangements that keep bodies from overlapping, by their last day");
        let mut table =
            Table::new(vec![Column::words("last day"), Column::words("arrangement"), Column::words("overlaps then")]);
        for lapse in depend.iter().take(MOST_ROWS) {
            table.row(vec![lapse.last.clone(), lapse.arrangement.clone(), list_in_words(&lapse.opens)]);
        }
        document.table(table);
    }
    document.heading("Who held the commissioning of each component");
    held(&mut document, report);
    let day = report.days.last().map_or(report.window[1].as_str(), |day| day.on.as_str());
    document.next("What is wrong on one of the days", format!("remit check {path} {day}"));
    document
}

fn lead(report: &TimelineReport, serious: &[&SpanView]) -> String {
    let count = |beginning: &str| serious.iter().filter(|span| span.key.starts_with(beginning)).count();
    let (gaps, overlaps) = (count("gap/"), count("overlap/"));
    let mut text = format!(
        "{} and {} stood at some time; something begins or ends on {}.",
        counted(gaps, "gap", "gaps"),
        counted(overlaps, "overlap", "overlaps"),
        counted(report.days.len(), "day", "days")
    );
    let short: Vec<&&SpanView> = serious.iter().filter(|span| span.days == 1 && span.cut == [false, false]).collect();
    if let Some(first) = short.first() {
        text.push_str(&format!(
            " {} of a single day, the first on {}: {}.",
            counted(short.len(), "of them is", "of them are"),
            first.from,
            first.sentence
        ));
    }
    text
}

fn spans(document: &mut Document, serious: &[&SpanView]) {
    let mut list = serious.to_vec();
    list.sort_by(|a, b| {
        b.people_days.total_cmp(&a.people_days).then_with(|| (&a.key, &a.from).cmp(&(&b.key, &b.from)))
    });
    let mut table = Table::new(vec![
        Column::words("from"),
        Column::words("until"),
        Column::numbers("days"),
        Column::words("what"),
        Column::numbers("people, at most"),
        Column::numbers("person-days"),
        Column::words("key"),
        Column::words("under"),
    ]);
    for span in list.iter().take(MOST_ROWS) {
        let [begins, ends] = span.cut;
        table.toned(
            tone(span.severity, false),
            vec![
                format!("{}{}", if begins { "≤ " } else { "" }, span.from),
                format!("{}{}", if ends { "≥ " } else { "" }, span.until),
                span.days.to_string(),
                span.sentence.clone(),
                people_in_column(Some(span.most_people)),
                number_of_people(span.people_days).replace(" million", " m"),
                span.key.clone(),
                sources(&span.basis),
            ],
        );
    }
    if list.len() > MOST_ROWS {
        let mut row = vec![String::new(); 8];
        row[3] = format!("and {} more: --format csv", list.len() - MOST_ROWS);
        table.toned(Tone::Quiet, row);
    }
    document.table(table);
    if list.iter().any(|span| span.cut.contains(&true)) {
        document.paragraph(
            "≤ and ≥: it stands when the window begins, or when it ends; how long before or after is not asked.",
        );
    }
}

fn days(document: &mut Document, report: &TimelineReport) {
    let mut table = Table::new(vec![
        Column::words("on"),
        Column::numbers("opens"),
        Column::numbers("closes"),
        Column::numbers("bodies begun"),
        Column::numbers("ended"),
        Column::words("such as"),
        Column::words("under"),
    ]);
    for day in report.days.iter().take(MOST_DAYS) {
        let such = day.opens.first().map(|key| format!("opens {key}"));
        let such = such.or_else(|| day.closes.first().map(|key| format!("closes {key}")));
        table.row(vec![
            day.day.clone(),
            day.opens.len().to_string(),
            day.closes.len().to_string(),
            day.begun.len().to_string(),
            day.ended.len().to_string(),
            such.unwrap_or_default(),
            sources(&day.basis),
        ]);
    }
    document.table(table);
    if report.days.len() > MOST_DAYS {
        document.paragraph(format!("and {} more days: --format json.", report.days.len() - MOST_DAYS));
    }
}

/// Of a service, every component with what each holder held it under; of all of them, folded.
fn held(document: &mut Document, report: &TimelineReport) {
    if report.services.is_empty() { folded(document, report) } else { one_by_one(document, report) }
}

fn one_by_one(document: &mut Document, report: &TimelineReport) {
    let mut table = Table::new(["component", "held by", "from", "until", "under"].map(Column::words).to_vec());
    let mut before = "";
    for held in report.held.iter().filter(|held| held.function == "commission") {
        let name = if held.component == before { String::new() } else { name_in_sentence(&held.name) };
        before = &held.component;
        let by = match (held.by.is_empty(), held.basis.is_empty()) {
            (true, true) => "nobody".to_owned(),
            (true, false) => "disputed".to_owned(),
            _ => held.by.clone(),
        };
        table.row(vec![name, by, held.from.clone(), held.until.clone(), sources(&held.basis)]);
    }
    document.table(table);
}

/// Components that were with the same kinds at the same times are one row.
fn folded(document: &mut Document, report: &TimelineReport) {
    let mut of: Vec<(&str, &str, Vec<String>)> = Vec::new();
    for held in report.held.iter().filter(|held| held.function == "commission") {
        let by = if held.by.is_empty() { "nobody, or disputed".to_owned() } else { held.by.clone() };
        let period = format!("{by} ({} to {})", held.from, held.until);
        match of.last_mut() {
            Some((component, _, list)) if *component == held.component => list.push(period),
            _ => of.push((&held.component, &held.name, vec![period])),
        }
    }
    let mut groups: Vec<(Vec<String>, Vec<&str>)> = Vec::new();
    for (_, name, list) in of {
        match groups.iter_mut().find(|(known, _)| *known == list) {
            Some((_, names)) => names.push(name),
            None => groups.push((list, vec![name])),
        }
    }
    groups.sort_by_key(|(_, names)| std::cmp::Reverse(names.len()));
    let mut table = Table::new(vec![
        Column::numbers("components"),
        Column::words("such as"),
        Column::words("held by, one after the other"),
    ]);
    for (list, names) in groups.iter().take(MOST_ROWS) {
        let some: Vec<String> = names.iter().take(2).map(|name| name_in_sentence(name)).collect();
        table.row(vec![names.len().to_string(), list_in_words(&some), list.join(", then ")]);
    }
    if groups.len() > MOST_ROWS {
        table.toned(
            Tone::Quiet,
            vec![String::new(), format!("and {} more: --format json", groups.len() - MOST_ROWS), String::new()],
        );
    }
    document.table(table);
}

/// The spans for a spreadsheet.
pub fn table(report: &TimelineReport) -> Table {
    let mut columns: Vec<Column> = ["key", "certainty", "severity", "from", "until"].map(Column::words).to_vec();
    columns.extend(["days", "people_days", "most_people"].map(Column::numbers));
    columns.extend(["message", "basis"].map(Column::words));
    let mut table = Table::new(columns);
    for span in &report.spans {
        table.row(vec![
            span.key.clone(),
            span.certainty.to_owned(),
            span.severity.to_owned(),
            span.from.clone(),
            span.until.clone(),
            span.days.to_string(),
            span.people_days.to_string(),
            span.most_people.to_string(),
            span.sentence.clone(),
            span.basis.join(";"),
        ]);
    }
    table
}
