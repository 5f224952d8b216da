//! What `remit law` says.

use super::shared::{MOST_ROWS, counted, people_in_column};
use crate::checks::{list_in_words, name_in_sentence};
use crate::render::{Column, Document, Table, Tone};
use crate::report::law::{FactView, LawReport, ProvisionView};

/// The report in words.
pub fn document(report: &LawReport, path: &str) -> Document {
    match &report.provision {
        Some(provision) => of_provision(report, provision, path),
        None => all(report, path),
    }
}

/// Every source, those that most rests on alone first.
fn all(report: &LawReport, path: &str) -> Document {
    let mut document = Document::new(format!("{} – what it rests on", report.landscape));
    let facts: usize = report.sources.iter().map(|source| source.facts).sum();
    let unchecked = report.sources.iter().filter(|source| source.checked.is_none()).count();
    document.lead(format!(
        "{} are cited {} times; {} of them say when somebody last looked.",
        counted(report.sources.len(), "source", "sources"),
        facts,
        report.sources.len() - unchecked
    ));
    let mut table = Table::new(vec![
        Column::words("source"),
        Column::words("title"),
        Column::words("type"),
        Column::words("checked"),
        Column::numbers("facts"),
        Column::numbers("on it alone"),
    ]);
    let mut sources: Vec<_> = report.sources.iter().collect();
    sources.sort_by(|a, b| b.alone.cmp(&a.alone).then_with(|| a.source.cmp(&b.source)));
    const MOST: usize = 30;
    for source in sources.iter().take(MOST) {
        table.row(vec![
            source.source.clone(),
            source.title.clone(),
            source.source_type.unwrap_or("–").to_owned(),
            source.checked.clone().unwrap_or_else(|| "–".to_owned()),
            source.facts.to_string(),
            source.alone.to_string(),
        ]);
    }
    document.table(table);
    if sources.len() > MOST {
        document.paragraph(format!("and {} more: --format csv", sources.len() - MOST));
    }
    if let Some(first) = sources.first() {
        document.next("What rests on one of them", format!("remit law {path} {}", first.source));
    }
    document
}

fn of_provision(report: &LawReport, provision: &ProvisionView, path: &str) -> Document {
    let mut document = Document::new(format!("{} – {}", provision.name, report.landscape));
    let alone = provision.facts.iter().filter(|fact| fact.alone).count();
    document.lead(if provision.facts.is_empty() {
        "Nothing in this landscape rests on it.".to_owned()
    } else {
        format!("{} on it, {alone} of them on it alone.", counted(provision.facts.len(), "fact rests", "facts rest"))
    });
    if let Some(checked) = report.sources.first().and_then(|source| source.checked.as_deref()) {
        document.paragraph(format!("Somebody last saw on {checked} that it still says so."));
    }
    for (sort, heading) in
        [("responsibility", "Responsibilities"), ("arrangement", "Arrangements"), ("relation", "Relations")]
    {
        let list: Vec<&FactView> = provision.facts.iter().filter(|fact| fact.sort == sort).collect();
        if !list.is_empty() {
            document.heading(format!("{heading} ({})", list.len()));
            facts(&mut document, &list);
        }
    }
    document.heading(format!("Without it, on {}", report.scenario.day));
    without(&mut document, provision);
    document.next("Every source", format!("remit law {path}"));
    document
}

fn facts(document: &mut Document, list: &[&FactView]) {
    let mut table = Table::new(vec![
        Column::words("what"),
        Column::words("who"),
        Column::words("where"),
        Column::words("since"),
        Column::words("until"),
        Column::words("sure"),
        Column::words("alone"),
    ]);
    let most = 2 * MOST_ROWS;
    for fact in list.iter().take(most) {
        table.row(vec![
            fact.words.clone(),
            match (fact.sort, fact.names.as_slice()) {
                ("relation", [who, to]) => format!("{who} → {to}"),
                (_, names) => list_in_words(names),
            },
            fact.places.join(", "),
            fact.from.clone().unwrap_or_else(|| "–".to_owned()),
            fact.until.clone().unwrap_or_else(|| "–".to_owned()),
            fact.evidence.to_owned(),
            if fact.alone { "yes" } else { "" }.to_owned(),
        ]);
    }
    document.table(table);
    if list.len() > most {
        document.paragraph(format!("and {} more: --format csv", list.len() - most));
    }
}

fn without(document: &mut Document, provision: &ProvisionView) {
    if provision.without.is_empty() {
        document.paragraph("Everything that somebody holds would still be held by somebody.");
        return;
    }
    let mut names: Vec<String> = provision.without.iter().map(|bare| name_in_sentence(&bare.name)).collect();
    names.dedup();
    document.lead(format!(
        "Nobody would hold {}: {}.",
        counted(provision.without.len(), "function of a component", "functions of components"),
        list_in_words(&names)
    ));
    let mut table = Table::new(vec![Column::words("component"), Column::words("function"), Column::numbers("people")]);
    for bare in provision.without.iter().take(2 * MOST_ROWS) {
        table.row(vec![bare.name.clone(), bare.function.clone(), people_in_column(Some(bare.people))]);
    }
    if provision.without.len() > 2 * MOST_ROWS {
        let more = format!("and {} more: --format json", provision.without.len() - 2 * MOST_ROWS);
        table.toned(Tone::Quiet, vec![more, String::new(), String::new()]);
    }
    document.table(table);
}

/// For a spreadsheet: every source; of a provision the facts that rest on it.
pub fn table(report: &LawReport) -> Table {
    let Some(provision) = &report.provision else {
        let mut columns: Vec<Column> = ["source", "title", "type", "year", "checked"].map(Column::words).to_vec();
        columns.extend(["facts", "alone"].map(Column::numbers));
        let mut table = Table::new(columns);
        for source in &report.sources {
            table.row(vec![
                source.source.clone(),
                source.title.clone(),
                source.source_type.unwrap_or_default().to_owned(),
                source.year.map_or_else(String::new, |year| year.to_string()),
                source.checked.clone().unwrap_or_default(),
                source.facts.to_string(),
                source.alone.to_string(),
            ]);
        }
        return table;
    };
    let columns = ["sort", "what", "function", "who", "places", "from", "until", "alone", "evidence"];
    let mut table = Table::new(columns.map(Column::words).to_vec());
    for fact in &provision.facts {
        table.row(vec![
            fact.sort.to_owned(),
            fact.what.join(";"),
            fact.function.clone().unwrap_or_default(),
            fact.who.join(";"),
            fact.places.join(";"),
            fact.from.clone().unwrap_or_default(),
            fact.until.clone().unwrap_or_default(),
            fact.alone.to_string(),
            fact.evidence.to_owned(),
        ]);
    }
    table
}
