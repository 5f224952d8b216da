//! remit, asked through its library: the reports of a landscape in memory, as JSON.

use std::collections::BTreeMap;

use remit::analysis::Facts;
use remit::checks::{codes, judge};
use remit::day::Day;
use remit::landscape::{KindId, Landscape, Situation};
use remit::report::{Chosen, check, compare, measure};
use serde_json::Value;

/// Reads files in memory; a panic shows the first mistake.
pub fn read(files: &[(&str, String)]) -> Landscape {
    match try_read(files) {
        Ok(landscape) => landscape,
        Err(problems) => panic!("not valid: {}\n{}", problems.join("\n"), files[0].1),
    }
}

/// Reads files in memory, or says what is wrong with them.
pub fn try_read(files: &[(&str, String)]) -> Result<Landscape, Vec<String>> {
    let files: BTreeMap<String, Vec<u8>> =
        files.iter().map(|(name, text)| ((*name).to_owned(), text.clone().into_bytes())).collect();
    remit::landscape::read(&files, &codes(), &[])
        .map_err(|(problems, _)| problems.into_iter().map(|problem| problem.message).collect())
}

pub fn chosen(day: Day) -> Chosen {
    Chosen {
        asked: day.to_string(),
        id: day.to_string(),
        title: String::new(),
        on: day,
        reforms: Vec::new(),
        apart: String::new(),
    }
}

pub fn kind(landscape: &Landscape, id: &str) -> KindId {
    let mut kinds = landscape.organisations.iter().map(|one| one.kind);
    kinds.find(|kind| &*landscape.kinds[kind.index()].id == id).expect("a kind with an organisation")
}

fn json(report: &impl serde::Serialize) -> Value {
    serde_json::to_value(report).expect("JSON")
}

pub fn check_json(situation: &Situation<'_>) -> Value {
    let facts = Facts::new(situation);
    json(&check::check(&chosen(situation.day), &facts, &judge(&facts, None), None))
}

pub fn measure_json(situation: &Situation<'_>, align: &[(KindId, KindId)]) -> Value {
    let facts = Facts::new(situation);
    let asked =
        measure::Asked { by: align.first().map(|(kind, _)| *kind), align: align.to_vec(), ..Default::default() };
    let chosen = chosen(situation.day);
    json(&measure::measure(&[(&chosen, &facts)], None, &asked))["scenarios"][0].clone()
}

pub fn compare_json(from: &Situation<'_>, to: &Situation<'_>, origin: Option<(KindId, KindId)>) -> Value {
    let (before, after) = (Facts::new(from), Facts::new(to));
    let (found, finds) = (judge(&before, None), judge(&after, None));
    let (one, other) = (chosen(from.day), chosen(to.day));
    let sides = [(&one, &before, found.findings.as_slice()), (&other, &after, finds.findings.as_slice())];
    json(&compare::compare_report(sides[0], &sides[1..], None, origin))["comparisons"][0].clone()
}
