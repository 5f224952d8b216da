//! What `remit journey` says.

use super::shared::{counted, sources, under};
use crate::checks::{list_in_words, name_in_sentence};
use crate::render::{Column, Document, Table, Tone};
use crate::report::journey::{JourneyReport, StepView};

/// The report in words.
pub fn document(report: &JourneyReport, path: &str) -> Document {
    let mut document = Document::new(format!("{} – people as tests{}", report.landscape, under(&report.reforms)));
    let passed = report.journeys.iter().filter(|journey| journey.passed).count();
    document.lead(match report.journeys.len() {
        0 => "The landscape has no journeys.".to_owned(),
        all if passed == all => format!("{} as expected.", counted(all, "journey goes", "journeys all go")),
        1 => "The one journey does not go as expected.".to_owned(),
        all => format!("{passed} of {all} journeys go as expected; the others do not."),
    });
    for journey in &report.journeys {
        document.heading(format!("{}: {}", journey.journey, if journey.passed { "passed" } else { "FAILED" }));
        document.paragraph(journey.story.clone());
        let mut table = Table::new(["", "on", "needs", "answers", "under"].map(Column::words).to_vec());
        for step in &journey.steps {
            table.toned(
                if step.passed { Tone::Plain } else { Tone::Bad },
                vec![
                    if step.passed { "ok" } else { "FAILED" }.to_owned(),
                    step.day.clone(),
                    name_in_sentence(&step.name),
                    answers(step),
                    sources(&step.basis),
                ],
            );
        }
        document.table(table);
    }
    document.next("Published claims, as tests", format!("remit expect {path}"));
    document
}

fn answers(step: &StepView) -> String {
    let found = match (step.needed, step.found_names.as_slice()) {
        (false, _) => "not there on this day, or not for this person".to_owned(),
        (true, []) => match step.disputed_names.as_slice() {
            [] => "nobody".to_owned(),
            [one] => format!("nobody for certain: whether {one} does is disputed"),
            several => format!("nobody for certain: disputed between {}", list_in_words(several)),
        },
        (true, names) => list_in_words(names),
    };
    if step.passed {
        return found;
    }
    let expected = if step.expected.is_empty() { "nobody".to_owned() } else { list_in_words(&step.expected) };
    format!("{found}; expected {expected}")
}

/// The steps for a spreadsheet.
pub fn table(report: &JourneyReport) -> Table {
    let columns = ["journey", "story", "component", "on", "expected", "found", "passed", "basis"];
    let mut table = Table::new(columns.map(Column::words).to_vec());
    for journey in &report.journeys {
        for step in &journey.steps {
            table.row(vec![
                journey.journey.clone(),
                journey.story.clone(),
                step.component.clone(),
                step.on.clone(),
                step.expected.join(";"),
                step.found.join(";"),
                step.passed.to_string(),
                step.basis.join(";"),
            ]);
        }
    }
    table
}
