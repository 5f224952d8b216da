//! Where everything stands, once for all scenarios: stages in columns, folded into bands where they do not fit beside
//! each other; lanes in rows.
//!
//! What is in several scenarios stands in the same place in each. So lanes of all of them come first, those that differ
//! most from scenario to scenario last; below them each scenario has its own.

use std::collections::BTreeMap;

use super::Place;
use super::cards::Card;
use super::links::Links;
use crate::render::picture::page::{MARGIN, WIDE};
use crate::report::network::Trouble;
use crate::report::pathway::{Panel, PanelPart, PathwayReport};

/// The lane of what nobody holds.
pub(super) const NOBODY: usize = usize::MAX;
/// At most so many boxes stand beside each other.
const COLUMNS: usize = 5;
/// How wide the names of the lanes are.
pub(super) const LABEL: f64 = 80.0;
/// Between two boxes beside each other: room for lines.
pub(super) const GUTTER: f64 = 28.0;
/// Between two boxes below each other.
const ROW_GAP: f64 = 8.0;
/// Between two lanes.
const LANE_GAP: f64 = 8.0;
/// A lane is at least so high: its name and how many it stands for.
const LEAST: f64 = 44.0;
/// Above each band: the names of the stages.
const STAGES: f64 = 27.0;

/// Which lanes of a scenario a part stands in.
pub(super) fn lanes_of(part: &PanelPart) -> Vec<usize> {
    let gap = part.marks.iter().any(|mark| mark.trouble == Trouble::Gap && mark.certain);
    let mut lanes: Vec<usize> = part.holders.iter().map(|holder| holder.lane).collect();
    if lanes.is_empty() || gap {
        lanes.push(NOBODY);
    }
    lanes
}

/// Whether a part stands in a lane of a scenario.
pub(super) fn stands(panel: &Panel, place: Place) -> bool {
    panel.part(place.number).is_some_and(|part| lanes_of(part).contains(&place.lane))
}

/// The parts of a lane and a stage, by slot and scenario: one that is in several has the same slot in all of them.
type Slots = Vec<Vec<Option<usize>>>;

/// A lane of a stage, its slots, and the column and the row of each of them.
type Placed<'s> = (usize, &'s Slots, Vec<(usize, usize)>);

/// The stages of a band, each with how many columns it has.
type Widths = Vec<(usize, usize)>;

/// The order of things, before anything is measured.
#[derive(Debug)]
pub(super) struct Grid {
    /// For each band the stage of each of its columns.
    bands: Vec<Vec<usize>>,
    /// Each box with its band, its column and its row in the lane.
    pub(super) cells: BTreeMap<Place, Cell>,
    /// Lanes that are in every scenario, in order.
    common: Vec<usize>,
    /// For each scenario those that are not, in order.
    alone: Vec<Vec<usize>>,
}

/// The place of a box in the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) band: usize,
    pub(super) column: usize,
    pub(super) row: usize,
}

impl Grid {
    /// Puts the parts of all scenarios into columns and rows.
    pub(super) fn new(report: &PathwayReport) -> Grid {
        let slots = slots(report);
        let (common, alone) = lanes(report, &slots);
        let mut grid = Grid { bands: Vec::new(), cells: BTreeMap::new(), common, alone };
        for (band, columns) in grid.fold(report.stages.len(), &slots).into_iter().enumerate() {
            let mut first = 0;
            for (stage, beside) in &columns {
                for (lane, slots, places) in columns_of(&slots, (*stage, *beside)) {
                    for (slot, (column, row)) in slots.iter().zip(places) {
                        let cell = Cell { band, column: first + column, row };
                        for number in slot.iter().flatten() {
                            grid.cells.insert(Place { lane, number: *number }, cell);
                        }
                    }
                }
                first += beside;
            }
            grid.bands.push(columns.iter().flat_map(|(stage, beside)| vec![*stage; *beside]).collect());
        }
        grid
    }

    /// In which order the lanes stand above each other.
    pub(super) fn rank(&self, lane: usize) -> usize {
        let common = self.common.iter().position(|known| *known == lane);
        let alone = || self.alone.iter().find_map(|lanes| lanes.iter().position(|known| *known == lane));
        common.or_else(|| Some(self.common.len() + alone()?)).unwrap_or(usize::MAX)
    }

    /// Folds the stages into bands, each stage with so many columns that all of it becomes as low as can be.
    fn fold(&self, stages: usize, slots: &BTreeMap<(usize, usize), Slots>) -> Vec<Widths> {
        // For each number of stages from the left, the lowest way to put them.
        let mut best: Vec<(usize, Vec<Widths>)> = vec![(0, Vec::new())];
        for end in 1..=stages {
            let mut lowest: Option<(usize, Vec<Widths>)> = None;
            for (start, (so_far, bands)) in best.iter().enumerate().skip(end.saturating_sub(COLUMNS)) {
                for widths in compositions(COLUMNS, end - start) {
                    let band: Widths = (start..end).zip(widths).collect();
                    // A band costs the names of its stages too.
                    let cost = so_far + self.rows(&band, slots) * 2 + 1;
                    if lowest.as_ref().is_none_or(|(known, _)| cost < *known) {
                        let mut bands = bands.clone();
                        bands.push(band);
                        lowest = Some((cost, bands));
                    }
                }
            }
            best.push(lowest.unwrap_or_default());
        }
        best.pop().map(|(_, bands)| bands).unwrap_or_default()
    }

    /// How many rows high a band is, where each stage has so many columns.
    fn rows(&self, band: &[(usize, usize)], slots: &BTreeMap<(usize, usize), Slots>) -> usize {
        let of_lane = |lane: usize, panel: usize| {
            let rows = |(stage, beside): &(usize, usize)| {
                let Some(slots) = slots.get(&(lane, *stage)) else { return 0 };
                let down = slots.len().div_ceil(*beside);
                let last = slots.iter().rposition(|slot| slot[panel].is_some());
                last.map_or(0, |last| (last + 1).min(down))
            };
            band.iter().map(rows).max().unwrap_or(0)
        };
        let mut filled = vec![0; self.alone.len()];
        for lane in &self.common {
            let top = filled.iter().copied().max().unwrap_or(0);
            for (panel, filled) in filled.iter_mut().enumerate() {
                *filled = top + of_lane(*lane, panel);
            }
        }
        for (panel, filled) in filled.iter_mut().enumerate() {
            *filled += self.alone[panel].iter().map(|lane| of_lane(*lane, panel)).sum::<usize>();
        }
        filled.into_iter().max().unwrap_or(0)
    }
}

/// The lanes of a stage with the column and the row of each of their slots. A lane is no higher than it has to be; but
/// where that leaves a choice, a part that goes from lane to lane stays in its column.
fn columns_of(slots: &BTreeMap<(usize, usize), Slots>, (stage, beside): (usize, usize)) -> Vec<Placed<'_>> {
    let mut lanes: Vec<(usize, &Slots)> =
        slots.iter().filter(|((_, of), _)| *of == stage).map(|((lane, _), slots)| (*lane, slots)).collect();
    // The fullest has the least choice.
    lanes.sort_by_key(|(lane, slots)| (std::cmp::Reverse(slots.len()), *lane));
    let mut known: BTreeMap<usize, usize> = BTreeMap::new();
    let place = |(_, slots): (usize, &Slots)| {
        let down = slots.len().div_ceil(beside);
        let mut filled = vec![0; beside];
        let mut columns: Vec<Option<usize>> = vec![None; slots.len()];
        for (slot, column) in slots.iter().zip(&mut columns) {
            let wanted = slot.iter().flatten().find_map(|number| known.get(number)).copied();
            *column = wanted.filter(|wanted| filled[*wanted] < down);
            column.iter().for_each(|column| filled[*column] += 1);
        }
        for column in columns.iter_mut().filter(|column| column.is_none()) {
            *column = filled.iter().position(|count| *count < down);
            column.iter().for_each(|column| filled[*column] += 1);
        }
        let mut rows = vec![0; beside];
        let mut places = Vec::new();
        for (slot, column) in slots.iter().zip(columns.into_iter().map(|column| column.unwrap_or(0))) {
            slot.iter().flatten().for_each(|number| {
                known.entry(*number).or_insert(column);
            });
            places.push((column, rows[column]));
            rows[column] += 1;
        }
        places
    };
    let places: Vec<Vec<(usize, usize)>> = lanes.iter().copied().map(place).collect();
    lanes.into_iter().zip(places).map(|((lane, slots), places)| (lane, slots, places)).collect()
}

/// All ways to share so many columns among so many stages, at least one for each.
fn compositions(columns: usize, stages: usize) -> Vec<Vec<usize>> {
    if stages <= 1 {
        return vec![vec![columns; stages]];
    }
    let mut all = Vec::new();
    for first in 1..=columns + 1 - stages {
        for mut rest in compositions(columns - first, stages - 1) {
            rest.insert(0, first);
            all.push(rest);
        }
    }
    all
}

/// The slots of each lane and stage.
fn slots(report: &PathwayReport) -> BTreeMap<(usize, usize), Slots> {
    let mut held: BTreeMap<(usize, usize), BTreeMap<usize, Vec<usize>>> = BTreeMap::new();
    for (panel, of) in report.scenarios.iter().enumerate() {
        for part in &of.parts {
            for lane in lanes_of(part) {
                let cell = held.entry((lane, report.component(part.number).stage)).or_default();
                cell.entry(part.number).or_default().push(panel);
            }
        }
    }
    let fill = |parts: BTreeMap<usize, Vec<usize>>| {
        let mut order: Vec<(usize, Vec<usize>)> = parts.into_iter().collect();
        order.sort_by_key(|(number, panels)| (std::cmp::Reverse(panels.len()), *number));
        let mut slots: Slots = Vec::new();
        for (number, panels) in order {
            let free = |slot: &Vec<Option<usize>>| panels.iter().all(|panel| slot[*panel].is_none());
            let place = slots.iter().position(free).unwrap_or_else(|| {
                slots.push(vec![None; report.scenarios.len()]);
                slots.len() - 1
            });
            panels.iter().for_each(|panel| slots[place][*panel] = Some(number));
        }
        slots
    };
    held.into_iter().map(|(cell, parts)| (cell, fill(parts))).collect()
}

/// The lanes that are in every scenario, and for each scenario those that are not.
fn lanes(report: &PathwayReport, slots: &BTreeMap<(usize, usize), Slots>) -> (Vec<usize>, Vec<Vec<usize>>) {
    let count = |lane: usize, panel: usize| {
        let of_lane = slots.iter().filter(|((of, _), _)| *of == lane);
        of_lane.flat_map(|(_, slots)| slots).filter(|slot| slot[panel].is_some()).count()
    };
    let panels = report.scenarios.len();
    // Nobody comes first: what is missing is what a reader looks for.
    let all: Vec<usize> = std::iter::once(NOBODY).chain(0..report.lanes.len()).collect();
    let (mut common, others): (Vec<usize>, Vec<usize>) =
        all.into_iter().partition(|lane| (0..panels).all(|panel| count(*lane, panel) > 0));
    common.sort_by_key(|lane| {
        let counts = (0..panels).map(|panel| count(*lane, panel));
        let (most, least) = (counts.clone().max().unwrap_or(0), counts.min().unwrap_or(0));
        (*lane != NOBODY, most - least)
    });
    let alone = (0..panels).map(|panel| others.iter().copied().filter(|lane| count(*lane, panel) > 0).collect());
    (common, alone.collect())
}

/// A lane within a band.
#[derive(Debug)]
pub(super) struct LaneBox {
    pub(super) lane: usize,
    pub(super) top: f64,
    pub(super) high: f64,
}

/// A band of stages.
#[derive(Debug)]
pub(super) struct Band {
    pub(super) top: f64,
    /// For each scenario its lanes.
    pub(super) lanes: Vec<Vec<LaneBox>>,
    columns: Vec<usize>,
}

/// Where a box stands below the top of its scenario, and how high it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Box {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) high: f64,
}

/// Where everything stands below the top of a scenario.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) bands: Vec<Band>,
    pub(super) boxes: BTreeMap<Place, Box>,
    pub(super) box_wide: f64,
    /// How high each scenario is.
    pub(super) high: Vec<f64>,
}

impl Layout {
    /// Measures all boxes in all scenarios and gives them their places.
    pub(super) fn new(report: &PathwayReport, grid: &Grid, links: &Links) -> Layout {
        let columns = COLUMNS as f64;
        // Behind the last column there is room for lines only.
        let box_wide = (WIDE - 2.0 * MARGIN - LABEL - (columns - 0.4) * GUTTER) / columns;
        let mut layout = Layout { bands: Vec::new(), boxes: BTreeMap::new(), box_wide, high: Vec::new() };
        let mut top = 0.0;
        for (band, columns) in grid.bands.iter().enumerate() {
            let mut filled = vec![top + STAGES; report.scenarios.len()];
            let mut lanes: Vec<Vec<LaneBox>> = report.scenarios.iter().map(|_| Vec::new()).collect();
            for lane in &grid.common {
                let start = filled.iter().copied().fold(0.0, f64::max);
                for (panel, high) in layout.lane(report, (grid, links), (band, *lane), start).into_iter().enumerate() {
                    if high > 0.0 {
                        lanes[panel].push(LaneBox { lane: *lane, top: start, high });
                        filled[panel] = start + high + LANE_GAP;
                    }
                }
            }
            for (panel, alone) in grid.alone.iter().enumerate() {
                for lane in alone {
                    let start = filled[panel];
                    let high = layout.lane(report, (grid, links), (band, *lane), start)[panel];
                    if high > 0.0 {
                        lanes[panel].push(LaneBox { lane: *lane, top: start, high });
                        filled[panel] = start + high + LANE_GAP;
                    }
                }
            }
            layout.bands.push(Band { top, lanes, columns: columns.clone() });
            top = filled.iter().copied().fold(0.0, f64::max) + 6.0;
            layout.high = filled;
        }
        layout
    }

    /// Gives the boxes of a lane in a band their places, and says how high the lane is in each scenario; 0 where it has
    /// none there.
    fn lane(
        &mut self,
        report: &PathwayReport,
        (grid, links): (&Grid, &Links),
        (band, lane): (usize, usize),
        top: f64,
    ) -> Vec<f64> {
        let mut cells: Vec<(Cell, Place)> = grid
            .cells
            .iter()
            .filter(|(place, cell)| place.lane == lane && cell.band == band)
            .map(|(place, cell)| (*cell, *place))
            .collect();
        cells.sort_by_key(|(cell, place)| (cell.column, cell.row, *place));
        let mut highs = vec![0.0_f64; report.scenarios.len()];
        let mut y = top;
        let mut column = usize::MAX;
        for slot in cells.chunk_by(|(one, _), (other, _)| one == other) {
            let (cell, _) = slot[0];
            if cell.column != column {
                (column, y) = (cell.column, top);
            }
            let cards = |panel| slot.iter().filter_map(move |(_, place)| Card::of(report, panel, *place, links));
            let tallest = report.scenarios.iter().flat_map(cards).map(|card| card.height(self.box_wide));
            let high = tallest.fold(0.0, f64::max);
            for (_, place) in slot {
                self.boxes.insert(*place, Box { x: self.left_of(column), y, high });
                for (panel, filled) in report.scenarios.iter().zip(&mut highs) {
                    if stands(panel, *place) {
                        *filled = filled.max((y + high - top).max(LEAST));
                    }
                }
            }
            y += high + ROW_GAP;
        }
        highs
    }

    /// Where a column begins.
    pub(super) fn left_of(&self, column: usize) -> f64 {
        MARGIN + LABEL + column as f64 * (self.box_wide + GUTTER)
    }

    /// The stages of a band with where their columns begin and end.
    pub(super) fn stages_of(&self, band: usize) -> Vec<(usize, (f64, f64))> {
        let mut stages: Vec<(usize, (f64, f64))> = Vec::new();
        for (place, column) in self.bands[band].columns.iter().enumerate() {
            let (left, right) = (self.left_of(place), self.left_of(place) + self.box_wide);
            match stages.last_mut() {
                Some((stage, (_, end))) if stage == column => *end = right,
                _ => stages.push((*column, (left, right))),
            }
        }
        stages
    }
}
