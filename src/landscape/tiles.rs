//! Tile-grid maps: where the bodies of a kind stand in one, as `tiles/KIND.csv` says. No fact hangs on it.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::ids::{ClassId, KindId, OrganisationId};
use super::{Landscape, Situation, Standing};
use crate::day::Day;
use crate::source::{Files, Problem, Problems, Sources};
use crate::text::csv::{CsvTable, Row};

/// No map has more rows or columns.
const MOST: u32 = 99;

/// The tiles of a kind.
#[derive(Debug, Clone)]
pub struct TileMap {
    /// Whose tiles.
    pub kind: KindId,
    /// The tiles, by row and column.
    pub tiles: Vec<Tile>,
}

/// A tile.
#[derive(Debug, Clone)]
pub struct Tile {
    /// The code that stands in the file.
    pub code: String,
    /// The body of the kind with that id or official code.
    pub organisation: Option<OrganisationId>,
    /// The row, from 0.
    pub row: u32,
    /// The column, from 0.
    pub column: u32,
}

/// Where the tiles of a kind stand.
pub fn path(kind: &str) -> String {
    format!("tiles/{kind}.csv")
}

/// All tile maps that come with a landscape, in the order of its kinds.
///
/// # Errors
/// When one of the files has mistakes: all of them, with their places.
pub fn read(landscape: &Landscape, files: &dyn Files) -> Result<Vec<TileMap>, (Vec<Problem>, Sources)> {
    let mut maps = Vec::new();
    let mut problems = Problems::default();
    let mut sources = Sources::default();
    for place in 0..landscape.kinds.len() {
        let path = path(&landscape.kinds[place].id);
        let Ok(bytes) = files.read(&path) else { continue };
        let text = String::from_utf8_lossy(&bytes).trim_start_matches('\u{FEFF}').to_owned();
        let file = sources.add(path, text);
        let table = CsvTable::open(file, sources.file(file).text.clone(), &mut problems);
        if let Some(tiles) = table.and_then(|table| tiles(landscape, KindId::new(place), &table, &mut problems)) {
            maps.push(TileMap { kind: KindId::new(place), tiles });
        }
    }
    if problems.is_empty() { Ok(maps) } else { Err((problems.sorted(&sources), sources)) }
}

fn tiles(landscape: &Landscape, kind: KindId, table: &CsvTable, problems: &mut Problems) -> Option<Vec<Tile>> {
    let wanted = ["code", "row", "column"];
    let [code, row_at, column_at] = wanted.map(|name| table.column(name));
    let (Some(code), Some(row_at), Some(column_at)) = (code, row_at, column_at) else {
        let says = "a map of tiles has the columns code, row and column";
        problems.push(Problem::new(table.header_span(0), says).help("row 0 is in the north, column 0 in the west"));
        return None;
    };
    let of_kind = || landscape.organisations.iter().enumerate().filter(|(_, one)| one.kind == kind);
    let mut known: FxHashMap<&str, OrganisationId> = FxHashMap::default();
    for (place, one) in of_kind() {
        if let Some(ods) = &one.ods {
            known.entry(ods).or_insert(OrganisationId::new(place));
        }
    }
    known.extend(of_kind().map(|(place, one)| (&*one.id, OrganisationId::new(place))));
    let mut tiles: Vec<Tile> = Vec::new();
    let mut taken: FxHashMap<(u32, u32), ()> = FxHashMap::default();
    table.for_each_row(problems, |row, problems| {
        let code_here = row.cell(code).unwrap_or_default();
        let (Some(y), Some(x)) = (whole(row, row_at, problems), whole(row, column_at, problems)) else { return };
        if taken.insert((y, x), ()).is_some() {
            problems.push(Problem::new(row.span(row_at), format!("two tiles stand in row {y}, column {x}")));
        }
        let organisation = known.get(code_here).copied();
        tiles.push(Tile { code: code_here.to_owned(), organisation, row: y, column: x });
    });
    tiles.sort_by_key(|tile| (tile.row, tile.column));
    Some(tiles)
}

/// A small whole number of a row.
fn whole(row: &Row<'_>, column: usize, problems: &mut Problems) -> Option<u32> {
    let number = row.cell(column).and_then(|cell| cell.parse().ok()).filter(|number| *number <= MOST);
    if number.is_none() {
        let says = format!("the place of a tile is a whole number from 0 to {MOST}");
        problems.push(Problem::new(row.span(column), says));
    }
    number
}

/// What a tile stands for.
#[derive(Debug, Clone)]
pub struct Ground {
    /// The classes where people live.
    pub classes: Vec<ClassId>,
    /// In each situation, whether its body is live.
    pub live: Vec<bool>,
    /// Whether the body has other areas in a later one.
    pub moved: bool,
}

/// What the tiles of a map stand for, the same in every situation: what the body has in the first of them in which it
/// is live; of one that is live in none, what it had on its last day, or has on its first.
pub fn grounds(situations: &[&Situation<'_>], map: &TileMap) -> Vec<Ground> {
    let mut days: BTreeMap<Day, Standing> = BTreeMap::new();
    let mut ground = |tile: &Tile| {
        let Some(organisation) = tile.organisation else {
            return Ground { classes: Vec::new(), live: vec![false; situations.len()], moved: false };
        };
        let live: Vec<bool> = situations.iter().map(|situation| situation.lives(organisation)).collect();
        if let Some(place) = live.iter().position(|live| *live) {
            let classes: Vec<ClassId> = situations[place].footprint(organisation).collect();
            let later = situations[place..].iter().filter(|situation| situation.lives(organisation));
            let moved = later.skip(1).any(|situation| !situation.footprint(organisation).eq(classes.iter().copied()));
            return Ground { classes, live, moved };
        }
        let landscape = situations[0].landscape;
        let period = landscape.organisations[organisation.index()].period;
        let ended = period.ended_by(situations[0].day);
        let day = if ended { period.until() } else { period.from() };
        let classes = day.filter(|_| !period.is_empty()).map_or_else(Vec::new, |day| {
            let then = days.entry(day).or_insert_with(|| Standing::on(landscape, day));
            then.footprint(organisation).filter(|class| class.index() < landscape.areas.populated).collect()
        });
        Ground { classes, live, moved: false }
    };
    map.tiles.iter().map(&mut ground).collect()
}
