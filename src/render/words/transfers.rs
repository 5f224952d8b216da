//! What the picture of transfers says, as an equal table.

use super::shared::{exact, of_picture};
use crate::render::{Column, Document, Table};
use crate::report::transfers::{Became, TransfersReport};

/// The table with what it is about.
pub fn document(report: &TransfersReport) -> Document {
    of_picture([&report.title, &report.about, &report.description, &report.source], table(report))
}

/// A row for each flow.
pub fn table(report: &TransfersReport) -> Table {
    let mut table = Table::new(vec![
        Column::words("before"),
        Column::words("after"),
        Column::words("became"),
        Column::numbers("components"),
        Column::numbers("people_parts"),
        Column::numbers("parts"),
    ]);
    for flow in &report.flows {
        table.row(vec![
            report.before[flow.from].mark.clone(),
            report.after[flow.to].mark.clone(),
            became_in_words(flow.is).to_owned(),
            flow.components.to_string(),
            exact(Some(flow.people_parts)),
            exact(Some(flow.parts)),
        ]);
    }
    table
}

/// What became of it, in a word.
pub(in crate::render) fn became_in_words(is: Became) -> &'static str {
    match is {
        Became::Unchanged => "unchanged",
        Became::Moved => "moved",
        Became::Lost => "lost",
        Became::Gained => "gained",
        Became::Other => "not needed on one of the days",
    }
}
