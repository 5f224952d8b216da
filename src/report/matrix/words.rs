//! What stands around a matrix, in words.

use std::collections::BTreeMap;

use super::{Cell, MatrixReport};
use crate::checks::list_in_words;
use crate::landscape::ServiceId;
use crate::report::common::{EvidenceCounts, capital, people_in_words};
use crate::report::network::{Hold, Trouble};
use crate::report::pathway::Seen;
use crate::report::titles::{counted, first_that_fits, number, place_in_words};
use crate::study::place::Place;

/// Fills in the sentences.
pub(super) fn say(report: &mut MatrixReport, seen: &[Seen<'_>], services: &[ServiceId]) {
    let situation = seen[0].facts.situation;
    let landscape = situation.landscape;
    let subject = match services {
        [one] => landscape.services[one.index()].name.to_string(),
        many => format!("{} services", capital(&number(many.len()))),
    };
    let said = finding(report);
    report.title = first_that_fits(&[format!("{subject}: {said}"), capital(&said)]);
    let days: Vec<String> = report.scenarios.iter().map(|scenario| scenario.day.clone()).collect();
    let people = match seen[0].place {
        Some(Place::Area(area)) => landscape.areas.population(area),
        Some(Place::Footprint(one)) => situation.residents(one),
        None => landscape.population(),
    };
    report.about = format!(
        "{subject}{}, {}: who holds which function of each part, for how many of {}.",
        place_in_words(landscape, seen[0].place),
        list_in_words(&days),
        people_in_words(people),
    );
    report.description = format!(
        "{} of {subject}, who holds which function of each on {}: {said}. {}.",
        capital(&counted(report.rows.len(), "part", "parts")),
        list_in_words(&days),
        capital(&list_in_words(&troubles(report))),
    );
    let counts: Vec<String> = seen
        .iter()
        .zip(&days)
        .map(|(one, day)| {
            let total = EvidenceCounts::of(one.facts.situation, Some(services)).total();
            format!("{} in force on {day}", counted(total, "responsibility", "responsibilities"))
        })
        .collect();
    report.source = format!("Source: the landscape “{}”, {}.", report.landscape, list_in_words(&counts));
}

/// What the matrix comes to.
fn finding(report: &MatrixReport) -> String {
    let held = |cell: &&Cell| report.columns[cell.column].trouble.is_none();
    let kinds = |row: usize, scenario: usize| -> Vec<usize> {
        let here = |cell: &&Cell| cell.row == row && cell.scenario == scenario && cell.hold != Hold::Disputed;
        let commissions = |cell: &&Cell| report.columns[cell.column].function == "commission";
        report.cells.iter().filter(held).filter(here).filter(commissions).map(|cell| cell.column).collect()
    };
    let rows = report.rows.len();
    if let [_, .., _] = report.scenarios.as_slice() {
        let last = report.scenarios.len() - 1;
        let moved = (0..rows).filter(|row| kinds(*row, 0) != kinds(*row, last)).count();
        return format!("{moved} of {} change hands", counted(rows, "part", "parts"));
    }
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    let duties = report.cells.iter().filter(|cell| cell.hold == Hold::Must);
    for cell in duties.filter(|cell| report.columns[cell.column].function == "commission") {
        *counts.entry(cell.column).or_default() += 1;
    }
    let most = counts.iter().filter(|(column, _)| report.columns[**column].family.is_some());
    match most.max_by_key(|(column, count)| (**count, std::cmp::Reverse(**column))) {
        Some((column, count)) => {
            format!("{} must commission {count} of {}", report.columns[*column].mark, counted(rows, "part", "parts"))
        }
        None => "nobody must commission any of it".to_owned(),
    }
}

/// `1 gap and no overlaps on 31 March 2013`: how many parts lack a commissioner or have two, for somebody.
fn troubles(report: &MatrixReport) -> Vec<String> {
    let count = |scenario: usize, trouble: Trouble, hold: Hold| {
        let is = |cell: &&Cell| {
            let column = &report.columns[cell.column];
            cell.scenario == scenario
                && cell.hold == hold
                && column.trouble == Some(trouble)
                && column.function == "commission"
        };
        report.cells.iter().filter(is).count()
    };
    let say = |(place, scenario): (usize, &crate::report::common::ScenarioView)| {
        let gaps = counted(count(place, Trouble::Gap, Hold::Must), "gap", "gaps");
        let possible = counted(count(place, Trouble::Gap, Hold::Disputed), "possible gap", "possible gaps");
        let overlaps = counted(count(place, Trouble::Overlap, Hold::Must), "overlap", "overlaps");
        format!("{gaps}, {possible}, {overlaps} on {}", scenario.day)
    };
    report.scenarios.iter().enumerate().map(say).collect()
}
