//! Maps of given names, for the tests of every format.

use super::{Class, MapReport, TileView};
use crate::report::pathway::sample::scenario;

/// One scenario or two, of so many tiles with five classes and some without a value.
pub(crate) fn map(names: &[String], scenarios: usize, tiles: u32) -> MapReport {
    let class = |place: usize| Class {
        least: place as f64,
        most: place as f64 + 0.5,
        label: names[place % names.len()].clone(),
    };
    let tile = |place: u32| {
        let at = place as usize;
        let value = |scenario: usize| (!(at + scenario).is_multiple_of(7)).then_some((at + scenario) % 5);
        let classes: Vec<Option<usize>> = (0..scenarios).map(value).collect();
        TileView {
            code: format!("t{place}"),
            organisation: (!at.is_multiple_of(7)).then(|| format!("o{place}")),
            name: names[at % names.len()].clone(),
            row: place / 12,
            column: place % 12,
            people: 1.0,
            live: vec![true; scenarios],
            values: classes.iter().map(|class| class.map(|class| class as f64)).collect(),
            says: classes.iter().map(|class| class.map_or_else(String::new, |class| format!("{class}.0"))).collect(),
            classes,
        }
    };
    MapReport {
        schema: "remit/map/1",
        landscape: names[0].clone(),
        by: "k".to_owned(),
        measure: "effective".to_owned(),
        service: Some("s".to_owned()),
        align: None,
        finding: None,
        title: names[0].clone(),
        about: names[6].clone(),
        description: names[2].clone(),
        source: names[7].clone(),
        legend: names[1].clone(),
        mark: names[3].clone(),
        classes: (0..5).map(class).collect(),
        scenarios: (0..scenarios).map(|place| scenario(place, &names[0])).collect(),
        means: vec!["2.0".to_owned(); scenarios],
        tiles: (0..tiles).map(tile).collect(),
    }
}
