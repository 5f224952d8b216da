//! Which steps are drawn as lines: between boxes of one column, or of two beside each other, as many as there is room
//! for; what changes hands comes first. The others stand as numbers in the box where they start.
//!
//! A line between the same two boxes runs the same way in every scenario.

use std::collections::BTreeMap;

use super::Place;
use super::layout::{Cell, GUTTER, Grid, Layout, NOBODY, lanes_of};
use crate::render::picture::pen::{Pen, Spot};
use crate::report::network::StepFate;
use crate::report::pathway::{Panel, PanelStep, PathwayReport};

/// At most so many lines run beside each other between two columns.
const TRACKS: usize = 3;

/// A step that is not drawn as a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tag {
    /// To this box; none out of the picture.
    pub(super) to: Option<usize>,
    /// What becomes of it.
    pub(super) fate: StepFate,
    /// To so many parts of other services.
    pub(super) times: usize,
}

/// How a line runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Straight to the neighbour beside it.
    Beside,
    /// Straight to the neighbour below or above it.
    Below,
    /// By a track between two columns.
    Track(usize),
}

/// The lines of all scenarios.
#[derive(Debug)]
pub(super) struct Links {
    ways: BTreeMap<(Place, Place), Way>,
    cells: BTreeMap<Place, Cell>,
}

/// The boxes that a step joins in a scenario: the nearest, and of different lanes where it changes hands.
fn ends(panel: &Panel, step: &PanelStep) -> Option<(Place, Place)> {
    let to = step.to?;
    let (left, right) = (panel.part(step.from)?, panel.part(to)?);
    let differ = matches!(step.fate, StepFate::Unbridged | StepFate::Bridged | StepFate::Joined);
    let mut best: Option<((bool, usize), (usize, usize))> = None;
    for from in lanes_of(left) {
        for to in lanes_of(right) {
            let far = if from == NOBODY || to == NOBODY { 100 } else { from.abs_diff(to) };
            let rank = (differ == (from == to), far);
            if best.is_none_or(|(known, _)| rank < known) {
                best = Some((rank, (from, to)));
            }
        }
    }
    let (_, (from_lane, to_lane)) = best?;
    Some((Place { lane: from_lane, number: step.from }, Place { lane: to_lane, number: to }))
}

/// A line that is wanted: what becomes of it at worst, and in which scenarios it runs.
type Wanted = (StepFate, Vec<usize>);

/// What runs on a track: from row to row, in these scenarios.
type Taken = Vec<(Row, Row, Vec<usize>)>;

impl Links {
    /// Chooses the lines.
    pub(super) fn new(report: &PathwayReport, grid: &Grid) -> Links {
        let mut wanted: BTreeMap<(Place, Place), Wanted> = BTreeMap::new();
        for (panel, of) in report.scenarios.iter().enumerate() {
            for step in &of.steps {
                if let Some((from, to)) = ends(of, step).filter(|(from, to)| from != to) {
                    let (fate, panels) = wanted.entry((from, to)).or_insert((step.fate, Vec::new()));
                    *fate = (*fate).min(step.fate);
                    panels.push(panel);
                }
            }
        }
        let mut links = Links { ways: BTreeMap::new(), cells: grid.cells.clone() };
        let mut order: Vec<((Place, Place), Wanted)> = wanted.into_iter().collect();
        order.sort_by_key(|((from, to), (fate, _))| (*fate, links.far(*from, *to), *from, *to));
        let mut tracks: BTreeMap<(usize, usize, usize), Taken> = BTreeMap::new();
        for (ends, (_, panels)) in order {
            if let Some(way) = links.way(grid, ends, &panels, &mut tracks) {
                links.ways.insert(ends, way);
            }
        }
        links
    }

    fn far(&self, from: Place, to: Place) -> (usize, usize) {
        let (one, other) = (self.cells[&from], self.cells[&to]);
        (one.column.abs_diff(other.column), one.row.abs_diff(other.row))
    }

    fn way(
        &self,
        grid: &Grid,
        (from, to): (Place, Place),
        panels: &[usize],
        tracks: &mut BTreeMap<(usize, usize, usize), Taken>,
    ) -> Option<Way> {
        let (one, other) = (self.cells[&from], self.cells[&to]);
        if one.band != other.band || one.column.abs_diff(other.column) > 1 || self.ways.contains_key(&(to, from)) {
            return None;
        }
        if one.column == other.column && from.lane == to.lane && one.row.abs_diff(other.row) == 1 {
            return Some(Way::Below);
        }
        if one.column != other.column && from.lane == to.lane && one.row == 0 && other.row == 0 {
            return Some(Way::Beside);
        }
        let gutter = one.column.min(other.column);
        let (from, to) = (Row(grid.rank(from.lane), one.row), Row(grid.rank(to.lane), other.row));
        let (upper, lower) = (from.min(to), from.max(to));
        let apart = |(first, last, others): &(Row, Row, Vec<usize>)| {
            lower.above(*first) || last.above(upper) || !panels.iter().any(|panel| others.contains(panel))
        };
        let free = |track: &usize| tracks.get(&(one.band, gutter, *track)).is_none_or(|taken| taken.iter().all(apart));
        let track = (0..TRACKS).find(free)?;
        tracks.entry((one.band, gutter, track)).or_default().push((upper, lower, panels.to_vec()));
        Some(Way::Track(track))
    }

    /// The steps from a part that are not drawn as lines: to other boxes each, out of the picture as often as they occur.
    pub(super) fn tags(&self, panel: &Panel, number: usize) -> Vec<Tag> {
        let mut tags: Vec<Tag> = Vec::new();
        for step in panel.steps.iter().filter(|step| step.from == number && !self.drawn(panel, step)) {
            let known = tags.iter_mut().find(|tag| step.to.is_none() && tag.to.is_none() && tag.fate == step.fate);
            match known {
                Some(tag) => tag.times += 1,
                None => tags.push(Tag { to: step.to, fate: step.fate, times: 1 }),
            }
        }
        tags
    }

    fn drawn(&self, panel: &Panel, step: &PanelStep) -> bool {
        ends(panel, step).is_some_and(|ends| self.ways.contains_key(&ends))
    }

    /// Draws the lines of a scenario.
    pub(super) fn draw(&self, pen: &mut Pen, panel: &Panel, layout: &Layout, top: f64) {
        let mut steps: Vec<&PanelStep> = panel.steps.iter().collect();
        // What changes hands lies above what does not.
        steps.sort_by_key(|step| std::cmp::Reverse(step.fate));
        for step in steps {
            let Some(ends) = ends(panel, step) else { continue };
            let Some(way) = self.ways.get(&ends) else { continue };
            let (line, middle) = self.line(ends, *way, layout, top);
            pen.step(&line, step.fate, false);
            if step.fate == StepFate::Unbridged {
                pen.cross(middle);
            }
        }
    }

    /// The spots of a line, and where its middle is.
    fn line(&self, (from, to): (Place, Place), way: Way, layout: &Layout, top: f64) -> (Vec<Spot>, Spot) {
        let (one, other) = (layout.boxes[&from], layout.boxes[&to]);
        let wide = layout.box_wide;
        let (from_column, to_column) = (self.cells[&from].column, self.cells[&to].column);
        let middle = |a: Spot, b: Spot| Spot { x: (a.x + b.x) / 2.0, y: (a.y + b.y) / 2.0 };
        match way {
            Way::Below => {
                let x = one.x + wide * 0.4;
                let down = one.y < other.y;
                let (from, to) = if down { (one.y + one.high, other.y) } else { (one.y, other.y + other.high) };
                let line = vec![Spot { x, y: top + from }, Spot { x, y: top + to }];
                let at = middle(line[0], line[1]);
                (line, at)
            }
            Way::Beside => {
                let y = top + one.y + 11.0;
                let (from, to) =
                    if from_column < to_column { (one.x + wide, other.x) } else { (one.x, other.x + wide) };
                let line = vec![Spot { x: from, y }, Spot { x: to, y }];
                let at = middle(line[0], line[1]);
                (line, at)
            }
            Way::Track(track) => {
                let gutter = from_column.min(to_column);
                let x = layout.left_of(gutter) + wide + GUTTER / 2.0 + (track as f64 - 1.0) * 8.0;
                let side = |column: usize, left: f64| if column == gutter { left + wide } else { left };
                let port = |high: f64| high.min(60.0) / 2.0 + 4.0 + (track as f64 - 1.0) * 8.0;
                let (y, end) = (top + one.y + port(one.high), top + other.y + port(other.high));
                let line = vec![
                    Spot { x: side(from_column, one.x), y },
                    Spot { x, y },
                    Spot { x, y: end },
                    Spot { x: side(to_column, other.x), y: end },
                ];
                let at = middle(line[1], line[2]);
                (line, at)
            }
        }
    }

    /// Whether any step of a scenario is a number in a box.
    pub(super) fn any_tag(&self, report: &PathwayReport) -> bool {
        report.scenarios.iter().any(|panel| panel.steps.iter().any(|step| !self.drawn(panel, step)))
    }
}

/// A row of the picture: its lane and its row there, from above.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Row(usize, usize);

impl Row {
    /// Whether a row lies so far above another that boxes of theirs never stand beside each other.
    fn above(self, other: Row) -> bool {
        self.0 < other.0 || (self.0 == other.0 && self.1 + 1 < other.1)
    }
}
