//! What a page shows on a map: the number of its front that differs from place to place; where none does, how the
//! boundaries of commissioners lie.

use super::{KindName, Named};
use crate::landscape::tiles::{Tile, TileMap};
use crate::landscape::{KindId, ServiceId, ServiceMeasure};
use crate::report::map::{Boundary, MapReport, Shown, map, suiting};
use crate::report::measure::MeasureReport;
use crate::report::pathway::Seen;

/// The maps of a page, and what is to be said of them.
#[derive(Debug, Default)]
pub struct Maps {
    /// Why these.
    pub says: String,
    /// The maps.
    pub maps: Vec<MapReport>,
}

/// The numbers of the front, those first in which places differ most readily.
const MEASURES: [ServiceMeasure; 4] =
    [ServiceMeasure::Effective, ServiceMeasure::Unbridged, ServiceMeasure::Empty, ServiceMeasure::Commissioners];

/// Draws up the maps; none where a landscape does not say how its bodies lie on one.
pub(super) fn maps(
    seen: &[Seen<'_>],
    tiles: &[TileMap],
    services: (&[ServiceId], &[Named]),
    measures: &MeasureReport,
    kinds: &[KindName],
) -> Maps {
    let differing = differing(seen, tiles, services, measures);
    if !differing.is_empty() {
        let says = "The number in which places differ, service by service; a service that is not here has the same numbers \
                    everywhere in each scenario.";
        return Maps { says: says.to_owned(), maps: differing };
    }
    let maps = boundaries(seen, tiles, kinds);
    if maps.is_empty() {
        return Maps::default();
    }
    let says = "The numbers on the front of this page are the same in every place. What differs from place to place is \
                with how many others a body shares its people.";
    Maps { says: says.to_owned(), maps }
}

/// A map of each service in whose numbers places differ: of the first of its numbers that does.
fn differing(
    seen: &[Seen<'_>],
    tiles: &[TileMap],
    (services, names): (&[ServiceId], &[Named]),
    measures: &MeasureReport,
) -> Vec<MapReport> {
    let Some(tiles) = suiting(seen, tiles, None).filter(|_| seen.len() <= 2) else { return Vec::new() };
    let differs = |name: &str, measure: &str| {
        measures
            .scenarios
            .iter()
            .flat_map(|one| &one.services)
            .filter(|one| one.service == name)
            .any(|one| one.measure(measure).is_some_and(|view| (view.max - view.min).abs() > 0.005))
    };
    let of = |(service, name): (&ServiceId, &Named)| {
        let measure = MEASURES.into_iter().find(|measure| differs(&name.id, measure.name()))?;
        map(seen, tiles, &[*service], &Shown::Measure(*service, measure))
    };
    services.iter().zip(names).filter_map(of).collect()
}

/// How the boundaries of commissioners lie to those of the kind that is in all scenarios: of each scenario in which
/// other kinds live, a map.
fn boundaries(seen: &[Seen<'_>], tiles: &[TileMap], kinds: &[KindName]) -> Vec<MapReport> {
    let landscape = seen[0].facts.situation.landscape;
    let live = |one: &Seen<'_>, map: &TileMap| {
        let lives = |tile: &&Tile| tile.organisation.is_some_and(|body| one.facts.situation.lives(body));
        map.tiles.iter().filter(lives).count()
    };
    let commissions = |map: &&TileMap| {
        let id = &*landscape.kinds[map.kind.index()].id;
        kinds.iter().any(|kind| kind.commissions && kind.id == id)
    };
    let maps: Vec<&TileMap> = tiles.iter().filter(commissions).collect();
    let common = maps.iter().filter(|map| seen.iter().all(|one| live(one, map) > 1));
    let Some(with) = common.max_by_key(|map| seen.iter().map(|one| live(one, map)).sum::<usize>()) else {
        return Vec::new();
    };
    let mut drawn: Vec<(KindId, Vec<Seen<'_>>)> = Vec::new();
    for one in seen {
        let others = maps.iter().filter(|map| map.kind != with.kind && live(one, map) > 1);
        let Some(by) = others.max_by_key(|map| live(one, map)) else { continue };
        match drawn.iter_mut().find(|(kind, of)| *kind == by.kind && of.len() < 2) {
            Some((_, of)) => of.push(*one),
            None => drawn.push((by.kind, vec![*one])),
        }
    }
    let shown = Shown::Boundary(with.kind, Boundary::MeetsFivePercent);
    let of = |(kind, seen): &(KindId, Vec<Seen<'_>>)| {
        let tiles = maps.iter().find(|map| map.kind == *kind)?;
        map(seen, tiles, &[], &shown)
    };
    drawn.iter().filter_map(of).collect()
}
