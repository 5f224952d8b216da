//! What the picture of an overview says, as an equal table.

use super::pathway::{held_by_lanes, state_in_words};
use super::shared::of_picture;
use crate::render::picture::marks::percent;
use crate::render::{Column, Document, Table};
use crate::report::overview::OverviewReport;

/// The table with what it is about.
pub fn document(report: &OverviewReport) -> Document {
    of_picture([&report.title, &report.about, &report.description, &report.source], table(report))
}

/// A row for each part of each service in each scenario.
pub fn table(report: &OverviewReport) -> Table {
    let mut table = Table::new(vec![
        Column::words("scenario"),
        Column::words("on"),
        Column::words("service"),
        Column::words("stage"),
        Column::numbers("number"),
        Column::words("component"),
        Column::words("name"),
        Column::words("held_by"),
        Column::words("state"),
        Column::words("share"),
        Column::numbers("steps"),
        Column::numbers("unbridged"),
    ]);
    for side in &report.scenarios {
        for (of, group) in report.groups.iter().zip(&side.groups) {
            for one in &group.parts {
                let Some(named) = of.parts.iter().find(|part| part.number == one.part.number) else { continue };
                table.row(vec![
                    side.scenario.id.clone(),
                    side.scenario.on.clone(),
                    of.service.clone(),
                    named.stage.clone(),
                    named.number.to_string(),
                    named.component.clone(),
                    named.name.clone(),
                    held_by_lanes(&report.lanes, &one.part),
                    state_in_words(one.part.state).to_owned(),
                    one.part.marks.first().map_or_else(String::new, |mark| percent(mark.share)),
                    one.steps.to_string(),
                    one.unbridged.to_string(),
                ]);
            }
        }
    }
    table
}
