//! What several reports say in the same way.

use crate::render::{Column, Document, Table, Tone};
use crate::report::common::{
    EvidenceCounts, FindingView, ScenarioView, number_of_people, people_in_words, with_commas,
};

/// At most so many rows of a group are shown in text; the rest are counted.
pub const MOST_ROWS: usize = 12;

/// `Sexual health in England, 1 April 2013 · rules covering 55.6 million residents`.
pub fn title(services: &[String], landscape: &str, days: &[&ScenarioView], population: f64) -> String {
    let of = if services.is_empty() { String::new() } else { format!("{} – ", services.join(", ")) };
    let mut days: Vec<&str> = days.iter().map(|scenario| scenario.day.as_str()).collect();
    days.dedup();
    format!("{of}{landscape}, {} · rules covering {}", days.join(" to "), residents(population))
}

fn residents(population: f64) -> String {
    let people = people_in_words(population);
    people.replace(" people", " residents").replace(" person", " resident")
}

/// `34 (19 verified, 12 known, 3 doubtful; 3 contested)`.
pub fn evidence(counts: &EvidenceCounts) -> String {
    let parts: Vec<String> = [
        (counts.verified, "verified"),
        (counts.known, "known"),
        (counts.doubtful, "doubtful"),
        (counts.unstated, "not saying how sure"),
    ]
    .iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, word)| format!("{count} {word}"))
    .collect();
    if counts.total() == 0 {
        return "none".to_owned();
    }
    let contested = match counts.contested {
        0 => "none contested".to_owned(),
        count => format!("{count} of them contested"),
    };
    format!("{} ({}; {contested})", counts.total(), parts.join(", "))
}

/// Says what bare law left out, what it could not know, and where a day lies outside what the landscape dates.
pub fn bare_law(document: &mut Document, scenario: &ScenarioView) {
    if let Some(outside) = &scenario.outside {
        document.paragraph(outside);
    }
    if let Some(unsaid) = scenario.unsaid {
        document.paragraph(format!(
            "Statute alone, on {}: arrangements and relations that no law requires are left out. Not saying whether a law \
             requires them: {}, left out too; {}, kept.",
            scenario.day,
            counted(unsaid.arrangements, "arrangement", "arrangements"),
            counted(unsaid.relations, "relation", "relations"),
        ));
    }
}

/// ` under “a” and “b”`, behind a title.
pub fn under(reforms: &[String]) -> String {
    if reforms.is_empty() { String::new() } else { format!(", under the reform {}", reforms.join(", then ")) }
}

/// `1 error`, `3 errors`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    let noun = if count == 1 { one } else { many };
    format!("{} {noun}", with_commas(count as u64))
}

/// People in a narrow column: `55.6 m`, `240,000`, `–`.
pub fn people_in_column(people: Option<f64>) -> String {
    match people {
        None => "–".to_owned(),
        Some(people) => number_of_people(people).replace(" million", " m"),
    }
}

/// The first few of some sources.
pub fn sources(basis: &[String]) -> String {
    const MOST: usize = 3;
    match basis {
        [] => "–".to_owned(),
        few if few.len() <= MOST + 1 => few.join(", "),
        many => format!("{} and {} more", many[..MOST].join(", "), many.len() - MOST),
    }
}

/// How a severity stands out.
pub fn tone(severity: &str, accepted: bool) -> Tone {
    match severity {
        _ if accepted => Tone::Quiet,
        "error" => Tone::Bad,
        "warning" => Tone::Careful,
        _ => Tone::Plain,
    }
}

/// A number of a measure, with two digits where it needs them.
pub fn value(value: Option<f64>) -> String {
    match value {
        None => "–".to_owned(),
        Some(value) if (value - value.round()).abs() < 0.005 => format!("{:.1}", value.round() + 0.0),
        Some(value) => format!("{value:.2}"),
    }
}

/// A number as a spreadsheet reads it: all its digits.
pub fn exact(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// A share of everyone in question.
pub fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent > 99.95 && percent < 100.0 {
        return "over 99.9%".to_owned();
    }
    if percent > 0.0 && percent < 0.05 {
        return "under 0.1%".to_owned();
    }
    if (percent - percent.round()).abs() < 0.05 { format!("{:.0}%", percent.round()) } else { format!("{percent:.1}%") }
}

/// At most so many findings of one code are shown in a group; the rest are counted.
const MOST_OF_A_CODE: usize = 4;

/// Findings by code, errors first, then those with most people; of each code the first few, then how many more there are.
pub fn by_code<'f>(list: &[&'f FindingView]) -> Vec<(Vec<&'f FindingView>, usize)> {
    let mut groups: Vec<(&str, Vec<&FindingView>)> = Vec::new();
    for finding in list {
        match groups.iter_mut().find(|(code, _)| *code == finding.code) {
            Some((_, group)) => group.push(finding),
            None => groups.push((&finding.code, vec![finding])),
        }
    }
    let people = |finding: &FindingView| finding.people.unwrap_or(0.0);
    let rank =
        |finding: &FindingView| ["error", "warning"].iter().position(|word| *word == finding.severity).unwrap_or(2);
    for (_, group) in &mut groups {
        group.sort_by(|a, b| {
            rank(a).cmp(&rank(b)).then_with(|| people(b).total_cmp(&people(a))).then_with(|| a.key.cmp(&b.key))
        });
    }
    // What is worst first, and what concerns most people; among equals, what is rarer says more.
    groups.sort_by(|(a, x), (b, y)| {
        rank(x[0])
            .cmp(&rank(y[0]))
            .then_with(|| people(y[0]).total_cmp(&people(x[0])))
            .then(x.len().cmp(&y.len()))
            .then(a.cmp(b))
    });
    let capped = groups.into_iter().map(|(_, mut group)| {
        let count = group.len();
        if count > MOST_OF_A_CODE + 1 {
            group.truncate(MOST_OF_A_CODE);
        }
        let more = count - group.len();
        (group, more)
    });
    capped.collect()
}

/// Whether a finding's people rest on a share that nobody has sourced, as a mark behind the number.
pub fn mark(finding: &FindingView) -> &'static str {
    if finding.illustrative { "*" } else { "" }
}

/// The footnote to the mark.
pub const ILLUSTRATIVE: &str =
    "* Illustrative: the share of these people among all residents has no source in the landscape.";

/// The columns of findings in CSV.
pub fn finding_columns(first: &[&str]) -> Vec<Column> {
    let words = first.iter().copied().chain([
        "key",
        "code",
        "severity",
        "certainty",
        "accepted",
        "service",
        "component",
        "to_component",
        "function",
        "organisations",
        "holders",
    ]);
    let mut columns: Vec<Column> = words.map(Column::words).collect();
    columns.extend(["people", "share", "area_count"].map(Column::numbers));
    columns.extend(["cohorts", "basis", "evidence", "message"].map(Column::words));
    columns
}

/// A finding as a row of CSV, behind some first cells.
pub fn finding_row(first: &[&str], finding: &FindingView) -> Vec<String> {
    let option = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut row: Vec<String> = first.iter().map(|cell| (*cell).to_owned()).collect();
    row.extend([
        finding.key.clone(),
        finding.code.clone(),
        finding.severity.to_owned(),
        finding.certainty.to_owned(),
        finding.accepted.to_string(),
        option(&finding.service),
        option(&finding.component),
        option(&finding.to_component),
        option(&finding.function),
        finding.organisations.join(";"),
        finding.holders.join(";"),
        exact(finding.people),
        exact(finding.share),
        finding.area_count.to_string(),
        finding.cohorts.join(";"),
        finding.basis.join(";"),
        finding.evidence.unwrap_or_default().to_owned(),
        finding.message.clone(),
    ]);
    row
}

/// The columns of findings in text.
pub fn finding_table(first: &str) -> Table {
    Table::new(vec![Column::words(first), Column::words("what"), Column::numbers("people"), Column::words("key")])
}

/// What a picture says, as its equal table between its words.
pub(super) fn of_picture([title, about, description, source]: [&String; 4], table: Table) -> Document {
    let mut document = Document::new(title.clone());
    document.paragraph(about.clone());
    document.lead(description.clone());
    document.table(table);
    document.paragraph(source.clone());
    document
}
