//! What a map says, as an equal table.

use super::shared::{exact, of_picture};
use crate::render::{Column, Document, Table};
use crate::report::map::MapReport;

/// The table with what it is about.
pub fn document(report: &MapReport) -> Document {
    of_picture([&report.title, &report.about, &report.description, &report.source], table(report))
}

/// A row for each tile in each scenario.
pub fn table(report: &MapReport) -> Table {
    let mut table = Table::new(vec![
        Column::words("scenario"),
        Column::words("on"),
        Column::words("code"),
        Column::words("organisation"),
        Column::words("name"),
        Column::numbers("row"),
        Column::numbers("column"),
        Column::numbers("people"),
        Column::words("measure"),
        Column::numbers("value"),
        Column::numbers("class"),
        Column::words("class_label"),
        Column::words("live"),
    ]);
    for (place, scenario) in report.scenarios.iter().enumerate() {
        for tile in &report.tiles {
            let class = tile.classes[place];
            table.row(vec![
                scenario.id.clone(),
                scenario.on.clone(),
                tile.code.clone(),
                tile.organisation.clone().unwrap_or_default(),
                tile.name.clone(),
                tile.row.to_string(),
                tile.column.to_string(),
                exact(Some(tile.people)),
                report.measure.clone(),
                exact(tile.values[place]),
                class.map_or_else(String::new, |class| (class + 1).to_string()),
                class.map_or_else(String::new, |class| report.classes[class].label.clone()),
                tile.live[place].to_string(),
            ]);
        }
    }
    table
}
