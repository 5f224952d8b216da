//! What a page and a document say in the same words: how far numbers move, and how sure the facts are.

use super::shared::people_in_column;
use crate::render::digest;
use crate::report::common::people_in_words;
use crate::report::measure::MeasureView;
use crate::report::page::front::{Matter, Value, figure};
use crate::report::page::receipt::Receipt;
use crate::report::page::{PageReport, ScenarioOnPage};

/// What a range is.
const RANGE: &str = "In brackets: how far the number moves if disputed facts go either way.";

/// What the table of facts is about.
pub const HOW_SURE: &str = "Responsibilities in force on the day, by how sure they are";

/// What certainty means.
pub const CERTAIN: &str = "“Certain” in this report means that nobody disputes it on the facts recorded. It does not mean that the source \
                           was opened.";

/// Where nothing matters.
pub const NOTHING: &str = "Nothing is wrong on the facts recorded, beyond what is worth knowing.";

/// A number of the front.
pub fn value(value: Option<Value>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| figure(value.mean))
}

/// `2.63 to 3.05`, where disputes move a number.
pub fn range(value: Option<Value>) -> Option<String> {
    let moves = |value: &Value| (value.range[1] - value.range[0]).abs() > 0.005;
    value.filter(moves).map(|value| format!("{} to {}", figure(value.range[0]), figure(value.range[1])))
}

/// What the brackets are, where a number of the front has some.
pub fn brackets(report: &PageReport) -> Option<&'static str> {
    report.front.numbers.iter().flat_map(|number| &number.values).any(|value| range(*value).is_some()).then_some(RANGE)
}

/// All files of a receipt in one fingerprint: that of their list, as `sha256sum` writes it.
pub fn of_all_files(receipt: &Receipt) -> String {
    let list: String = receipt.files.iter().map(|file| format!("{}  {}\n", file.sha256, file.file)).collect();
    digest::sha256(&list)
}

/// For whom something matters, and how many others are like it: `For 240,000 people; and 2 others like it.`
pub fn whom(one: &Matter) -> String {
    let people = one.people.filter(|people| *people > 0.0).map(|people| format!("For {}", people_in_words(people)));
    let more = (one.more > 0).then(|| one.more_in_words.clone());
    let said: Vec<String> = people.into_iter().chain(more).collect();
    if said.is_empty() { String::new() } else { format!("{}.", said.join("; ")) }
}

/// The means of the numbers of the front for each service by itself, from scenario to scenario.
pub fn by_service(report: &PageReport) -> Vec<(String, Vec<String>)> {
    let mean = |service: &str, measure: &str| {
        let of = report.measures.scenarios.iter().map(|one| {
            let known = one.services.iter().find(|known| known.service == service);
            known.and_then(|of| of.measure(measure)).map_or_else(|| "–".to_owned(), with_range)
        });
        of.collect::<Vec<_>>().join(" → ")
    };
    let row = |id: &str| report.front.numbers.iter().map(|number| mean(id, number.measure)).collect();
    report.services.iter().map(|service| (service.name.clone(), row(&service.id))).collect()
}

/// `11 (11 to 14)`, or `11` where disputes don't move it.
fn with_range(view: &MeasureView) -> String {
    let range = range(Some(Value { mean: view.mean, range: view.range, exact: view.exact }));
    figure(view.mean) + &range.map_or_else(String::new, |range| format!(" ({range})"))
}

/// The scenarios as the numbers of a service follow each other.
pub fn by_service_caption(report: &PageReport) -> String {
    let days: Vec<&str> = report.scenarios.iter().map(|one| one.scenario.asked.as_str()).collect();
    let moves = by_service(report).iter().any(|(_, numbers)| numbers.iter().any(|number| number.contains('(')));
    let brackets = if moves { "; in brackets, how far a number moves if disputed facts go either way" } else { "" };
    format!("Each service by itself: {}{brackets}", days.join(" → "))
}

/// A line of the table: what is counted, and how many there are in a scenario.
type Sure = (&'static str, fn(&ScenarioOnPage) -> usize);

/// How sure the facts are: what is counted, and how many of them there are in each scenario.
pub fn how_sure(report: &PageReport) -> Vec<(&'static str, Vec<String>)> {
    let rows: [Sure; 6] = [
        ("Verified: the source was seen to say it", |one| one.evidence.verified),
        ("Known: believed right", |one| one.evidence.known),
        ("Doubtful", |one| one.evidence.doubtful),
        ("Does not say", |one| one.evidence.unstated),
        ("All", |one| one.evidence.total()),
        ("Of these, contested: somebody disputes it", |one| one.evidence.contested),
    ];
    let mut said = Vec::new();
    for (words, of) in rows {
        let counts: Vec<usize> = report.scenarios.iter().map(of).collect();
        if counts.iter().any(|count| *count > 0) || words.starts_with("Of these") {
            said.push((words, counts.iter().map(|count| people_in_column(Some(*count as f64))).collect()));
        }
    }
    said
}
