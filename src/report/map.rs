//! A measure, a finding or how boundaries lie, on a map of tiles: one tile for each body of a kind, one scenario or two.
//!
//! Must not know colours or where a tile stands on the page.

mod classes;
#[cfg(test)]
pub(crate) mod sample;
mod values;
mod words;

use serde::Serialize;

pub use self::classes::Class;
use super::common::ScenarioView;
use super::pathway::Seen;
use crate::landscape::tiles::{TileMap, grounds};
use crate::landscape::{KindId, ServiceId, ServiceMeasure, Situation};

/// What colours the tiles.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown {
    /// A measure of a service: its mean over the people of a tile.
    Measure(ServiceId, ServiceMeasure),
    /// How many of another kind share people with the body of a tile.
    Boundary(KindId, Boundary),
    /// How many others stand across a handoff from the body of a tile.
    Coordination,
    /// The share of a tile's people whom findings concern: those of a code, or one by its key.
    Finding(String),
}

/// How the boundaries of one body lie to those of another kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Boundary {
    /// How many it shares people with.
    Meets,
    /// How many of them hold at least 5% of its people.
    MeetsFivePercent,
    /// As if its people were spread evenly over so many.
    Effective,
}

impl Boundary {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Boundary::Meets => "meets",
            Boundary::MeetsFivePercent => "meets_5pct",
            Boundary::Effective => "effective",
        }
    }

    /// The one with a name.
    pub fn named(name: &str) -> Option<Boundary> {
        [Boundary::Meets, Boundary::MeetsFivePercent, Boundary::Effective].into_iter().find(|one| one.name() == name)
    }
}

/// `remit/map/1`.
#[derive(Debug, Clone, Serialize)]
pub struct MapReport {
    /// The name and version of this shape.
    pub schema: &'static str,
    /// The landscape's title.
    pub landscape: String,
    /// Whose tiles they are: a kind.
    pub by: String,
    /// The measure; of a finding `share`.
    pub measure: String,
    /// The service that the measure is of.
    pub service: Option<String>,
    /// The other kind, where it is about boundaries.
    pub align: Option<String>,
    /// The key or code, where it is about findings.
    pub finding: Option<String>,
    /// What the picture shows, in at most ten words.
    pub title: String,
    /// What it is about: measure, place, days.
    pub about: String,
    /// For those who cannot see it: at most two sentences.
    pub description: String,
    /// What it rests on, and what the tiles do not say.
    pub source: String,
    /// What the colours stand for, in one word or a few.
    #[serde(skip)]
    pub legend: String,
    /// The kind's short name.
    #[serde(skip)]
    pub mark: String,
    /// At most five, from the least on, the same for all scenarios.
    pub classes: Vec<Class>,
    /// The scenarios.
    pub scenarios: Vec<ScenarioView>,
    /// For each scenario its mean over all people of the tiles, in words.
    #[serde(skip)]
    pub means: Vec<String>,
    /// The tiles, by row and column.
    pub tiles: Vec<TileView>,
}

/// A tile.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TileView {
    /// The code as the file of tiles has it.
    pub code: String,
    /// The body; null where the landscape has none of that code.
    pub organisation: Option<String>,
    /// Its name; the code where there is no body.
    pub name: String,
    /// The row, from 0 in the north.
    pub row: u32,
    /// The column, from 0 in the west.
    pub column: u32,
    /// How many people live there.
    pub people: f64,
    /// By scenario, whether its body is live.
    pub live: Vec<bool>,
    /// By scenario; null where there is nothing to measure.
    pub values: Vec<Option<f64>>,
    /// By scenario the class, by place in `classes`.
    pub classes: Vec<Option<usize>>,
    /// By scenario the value as the picture says it.
    #[serde(skip)]
    pub says: Vec<String>,
}

/// Draws up the map; `None` where nothing has a value anywhere.
pub fn map(seen: &[Seen<'_>], tiles: &TileMap, services: &[ServiceId], shown: &Shown) -> Option<MapReport> {
    let situations: Vec<&Situation<'_>> = seen.iter().map(|one| one.facts.situation).collect();
    let landscape = situations[0].landscape;
    let grounds = grounds(&situations, tiles);
    let by_scenario: Vec<Vec<Option<f64>>> =
        seen.iter().map(|one| values::values(one, (tiles, &grounds), services, shown)).collect();
    let all: Vec<f64> = by_scenario.iter().flatten().flatten().copied().collect();
    if all.is_empty() {
        return None;
    }
    let scale = classes::Scale::new(&all, shown);
    let view = |(place, (tile, ground)): (usize, (&crate::landscape::tiles::Tile, &_))| {
        let body = tile.organisation.map(|one| &landscape.organisations[one.index()]);
        let ground: &crate::landscape::tiles::Ground = ground;
        let values: Vec<Option<f64>> = by_scenario.iter().map(|values| values[place]).collect();
        TileView {
            code: tile.code.clone(),
            organisation: body.map(|body| body.id.to_string()),
            name: body.map_or_else(|| tile.code.clone(), |body| body.name.to_string()),
            row: tile.row,
            column: tile.column,
            people: landscape.people(&landscape.cells_of(ground.classes.iter().copied())),
            live: ground.live.clone(),
            classes: values.iter().map(|value| value.map(|value| scale.class(value))).collect(),
            says: values.iter().map(|value| value.map_or_else(String::new, |value| scale.says(value))).collect(),
            values,
        }
    };
    let views: Vec<TileView> = tiles.tiles.iter().zip(&grounds).enumerate().map(view).collect();
    let service = match shown {
        Shown::Measure(service, _) => Some(*service),
        _ => None,
    };
    let mut report = MapReport {
        schema: "remit/map/1",
        landscape: landscape.title.to_string(),
        by: landscape.kinds[tiles.kind.index()].id.to_string(),
        measure: values::name(shown).to_owned(),
        service: service.map(|service: ServiceId| landscape.services[service.index()].id.to_string()),
        align: match shown {
            Shown::Boundary(with, _) => Some(landscape.kinds[with.index()].id.to_string()),
            _ => None,
        },
        finding: match shown {
            Shown::Finding(key) => Some(key.clone()),
            _ => None,
        },
        title: String::new(),
        about: String::new(),
        description: String::new(),
        source: String::new(),
        legend: String::new(),
        mark: landscape.kinds[tiles.kind.index()].short.to_string(),
        classes: scale.classes(),
        scenarios: seen.iter().map(|one| ScenarioView::new(one.chosen, one.facts.situation, None)).collect(),
        means: Vec::new(),
        tiles: views,
    };
    words::say(&mut report, seen, (tiles, &grounds), shown, &scale);
    Some(report)
}

/// The tiles that suit some scenarios best: of the kind of which most bodies are live in all of them.
pub fn suiting<'t>(seen: &[Seen<'_>], maps: &'t [TileMap], not: Option<KindId>) -> Option<&'t TileMap> {
    let live = |map: &TileMap| {
        let everywhere = |one| seen.iter().all(|seen| seen.facts.situation.lives(one));
        map.tiles.iter().filter_map(|tile| tile.organisation).filter(|one| everywhere(*one)).count()
    };
    let maps = maps.iter().filter(|map| Some(map.kind) != not);
    maps.max_by_key(|map| (live(map), std::cmp::Reverse(map.kind)))
}
