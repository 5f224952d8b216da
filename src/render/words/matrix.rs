//! What the picture of a matrix says, as an equal table.

use super::shared::{exact, of_picture};
use crate::render::{Column, Document, Table};
use crate::report::matrix::MatrixReport;
use crate::report::network::{Hold, Trouble};

/// The table with what it is about.
pub fn document(report: &MatrixReport) -> Document {
    of_picture([&report.title, &report.about, &report.description, &report.source], table(report))
}

/// A row for everything that is held, and for what nobody holds.
pub fn table(report: &MatrixReport) -> Table {
    let mut table = Table::new(vec![
        Column::words("component"),
        Column::words("name"),
        Column::words("service"),
        Column::words("function"),
        Column::words("holder"),
        Column::words("scenario"),
        Column::words("hold"),
        Column::numbers("people"),
        Column::numbers("share"),
    ]);
    for cell in &report.cells {
        let (row, column) = (&report.rows[cell.row], &report.columns[cell.column]);
        table.row(vec![
            row.component.clone(),
            row.name.clone(),
            row.service.clone(),
            column.function.clone(),
            column.organisation.clone().unwrap_or_else(|| match column.trouble {
                Some(Trouble::Gap) => "nobody".to_owned(),
                Some(Trouble::Overlap) => "two or more".to_owned(),
                None => column.kind.clone(),
            }),
            report.scenarios[cell.scenario].id.clone(),
            hold_in_words(cell.hold, column.trouble).to_owned(),
            exact(Some(cell.people)),
            exact(Some(cell.share)),
        ]);
    }
    table
}

/// How binding, in a word; of what is wrong, whether it is certain.
pub(in crate::render) fn hold_in_words(hold: Hold, trouble: Option<Trouble>) -> &'static str {
    match (hold, trouble) {
        (Hold::Must, None) => "must",
        (Hold::May, None) => "may",
        (Hold::Disputed, None) => "disputed",
        (Hold::Must | Hold::May, Some(Trouble::Gap)) => "gap",
        (Hold::Disputed, Some(Trouble::Gap)) => "possible gap",
        (Hold::Must | Hold::May, Some(Trouble::Overlap)) => "overlap",
        (Hold::Disputed, Some(Trouble::Overlap)) => "possible overlap",
    }
}
