//! A service as a strip: its parts from left to right in rows, who commissions each in it, the steps between them.

use super::part::{PartBox, high};
use super::tracks::{Route, Routes};
use super::{MARGIN, Sheet};
use crate::render::picture::pen::{Exit, ExitTo, GREY, INK, Letters, Pen, RULE, Spot};
use crate::render::picture::text::{fit, width};
use crate::report::network::{NetworkReport, Networks, Part, Step, StepEnd, StepFate, Strip};

/// There is room for so many at least, so that boxes do not become wider than their names.
const LEAST: usize = 5;
/// Between two boxes: room for an arrow with a break.
const BETWEEN: f64 = 31.0;
/// Above each row: room for the names of the stages, and for marks that stand on the boxes' borders.
const STAGES: f64 = 31.0;
/// Between two lines that run below a row.
const TRACK: f64 = 13.0;
const STAGE_TEXT: f64 = 16.0;

/// The columns in which the boxes of all services stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grid {
    sheet: Sheet,
    columns: usize,
    /// How wide a box is.
    wide: f64,
}

impl Grid {
    /// As many columns as the longest row needs: rows of a service are about equally long.
    pub(super) fn new(sheet: Sheet, strips: &[Strip]) -> Grid {
        let columns = strips.iter().map(|strip| beside(strip.parts.len(), sheet.boxes)).max().unwrap_or(0).max(LEAST);
        let wide = (sheet.room() - BETWEEN * (columns as f64 - 1.0)) / columns as f64;
        Grid { sheet, columns, wide }
    }

    fn left_of(self, column: usize) -> f64 {
        MARGIN + column as f64 * (self.wide + BETWEEN)
    }
}

/// How many of some boxes stand in a row.
fn beside(boxes: usize, most: usize) -> usize {
    boxes.div_ceil(boxes.div_ceil(most).max(1))
}

/// Draws a service from a height on, and says where it ends.
pub(super) fn draw(pen: &mut Pen, (of, scenario): (&Networks, usize), grid: Grid, place: usize, top: f64) -> f64 {
    let strip = &of.scenarios[scenario].services[place];
    let wide = grid.sheet.room();
    pen.rect(Spot { x: MARGIN, y: top }, wide, 36.0, "fill=\"#F3F2F1\"");
    pen.fitted(Spot { x: MARGIN + 12.0, y: top + 25.0 }, Letters::bold(21.0, INK), &strip.name, wide - 24.0);
    let mut y = top + 36.0;
    if strip.parts.is_empty() {
        let none = "None of its components exists on this day.";
        pen.text(Spot { x: MARGIN + 12.0, y: y + 28.0 }, Letters::plain(17.0, GREY), none);
        return y + 44.0;
    }
    let beside = beside(strip.parts.len(), grid.columns);
    let routes = |report: &NetworkReport| Routes::new(&report.services[place].steps, beside);
    let all: Vec<Routes> = of.scenarios.iter().map(routes).collect();
    let boxes: Vec<Vec<PartBox<'_>>> =
        of.scenarios.iter().zip(&all).map(|(report, routes)| boxes(report, place, routes, grid)).collect();
    for (row, places) in boxes[scenario].chunks(beside).enumerate() {
        let first = row * beside;
        stages(pen, grid, &strip.parts[first..first + places.len()], y);
        y += STAGES;
        // As high as in any scenario, so that all stand in the same place.
        let high = boxes.iter().map(|boxes| high(&boxes[first..first + places.len()])).fold(0.0, f64::max);
        for (column, one) in places.iter().enumerate() {
            one.draw(pen, Spot { x: grid.left_of(column), y }, high);
        }
        lines(pen, grid, &all[scenario], (row, beside), (y, high));
        let below = all.iter().map(|routes| below(routes, row, beside)).fold(0.0, f64::max);
        y += high + below;
    }
    y + 10.0
}

/// Whether any step stands as a number or a name in its box.
pub(super) fn any_exit(report: &Networks, grid: Grid) -> bool {
    let strips = report.scenarios.iter().flat_map(|report| &report.services);
    strips.into_iter().any(|strip| {
        let routes = Routes::new(&strip.steps, beside(strip.parts.len(), grid.columns).max(1));
        (0..strip.parts.len()).any(|place| !exits(strip, &routes, place, grid).is_empty())
    })
}

/// The boxes of a service.
fn boxes<'a>(report: &'a NetworkReport, place: usize, routes: &Routes, grid: Grid) -> Vec<PartBox<'a>> {
    let strip = &report.services[place];
    let one = |(at, part)| PartBox::new(&report.bodies, part, exits(strip, routes, at, grid), grid.wide);
    strip.parts.iter().enumerate().map(one).collect()
}

/// How much room the lines of a row take below it.
fn below(routes: &Routes, row: usize, beside: usize) -> f64 {
    let deepest = routes.of_row(row, beside).filter_map(|route| route.track).max();
    deepest.map_or(7.0, |track| 22.0 + track as f64 * TRACK)
}

/// The steps from a part that are not drawn as lines, where they lead and what becomes of them.
fn exits<'a>(strip: &'a Strip, routes: &Routes, place: usize, grid: Grid) -> Vec<Exit<'a>> {
    let left = strip.steps.iter().enumerate().filter(|(number, step)| step.from == place && !routes.drawn(*number));
    let left: Vec<&Step> = left.map(|(_, step)| step).collect();
    let outside = |fate: StepFate| left.iter().filter(move |step| step.fate == fate && is_outside(step)).count();
    let mut exits: Vec<Exit<'a>> = Vec::new();
    for step in &left {
        let to = match &step.to {
            StepEnd::Here(to) if *to == place => continue,
            StepEnd::Here(to) => ExitTo::Number(strip.parts[*to].number),
            StepEnd::Numbered(number) => ExitTo::Number(*number),
            StepEnd::Outside(name) => match outside(step.fate) {
                1 => ExitTo::Name(name),
                count => ExitTo::Elsewhere(count),
            },
        };
        // Those of one fate that lead out of the picture have one exit together.
        let known = |exit: &Exit<'_>| exit.fate == step.fate && matches!(exit.to, ExitTo::Elsewhere(_));
        if !(matches!(to, ExitTo::Elsewhere(_)) && exits.iter().any(known)) {
            exits.push(Exit { to, fate: step.fate, room: grid.wide - 20.0 });
        }
    }
    exits
}

fn is_outside(step: &Step) -> bool {
    matches!(step.to, StepEnd::Outside(_))
}

/// The names of the stages above the boxes of a row, each as wide as its boxes.
fn stages(pen: &mut Pen, grid: Grid, parts: &[Part], y: f64) {
    let mut column = 0;
    for group in parts.chunk_by(|one, next| one.stage == next.stage) {
        let (left, right) = (grid.left_of(column), grid.left_of(column + group.len() - 1) + grid.wide);
        column += group.len();
        let Some(name) = &group[0].stage else { continue };
        pen.fitted(Spot { x: left, y: y + 17.0 }, Letters::plain(STAGE_TEXT, GREY), name, right - left);
        let used = width(&fit(name, STAGE_TEXT, right - left), STAGE_TEXT) + 10.0;
        if left + used < right - 8.0 {
            let (from, to) = (Spot { x: left + used, y: y + 12.0 }, Spot { x: right, y: y + 12.0 });
            pen.line(from, to, &format!("stroke=\"{RULE}\" stroke-width=\"1.5\""));
        }
    }
}

/// Draws the lines of a row, the broken ones last.
fn lines(pen: &mut Pen, grid: Grid, routes: &Routes, (row, beside): (usize, usize), (y, high): (f64, f64)) {
    let bottom = y + high;
    let mut here: Vec<(&Route, Vec<Spot>)> = Vec::new();
    for route in routes.of_row(row, beside) {
        let (left, right) = (route.left % beside, route.right % beside);
        let through = match route.track {
            None => {
                let height = y + high.min(96.0) / 2.0;
                [(grid.left_of(left) + grid.wide, height), (grid.left_of(right), height)].to_vec()
            }
            Some(track) => {
                let height = bottom + 16.0 + track as f64 * TRACK;
                let from = grid.left_of(left) + port(routes, route, route.left, grid);
                let to = grid.left_of(right) + port(routes, route, route.right, grid);
                [(from, bottom), (from, height), (to, height), (to, bottom)].to_vec()
            }
        };
        here.push((route, through.into_iter().map(|(x, y)| Spot { x, y }).collect()));
    }
    here.sort_by_key(|(route, _)| std::cmp::Reverse(route.fate));
    for (route, through) in &here {
        let mut through = through.clone();
        if !route.forward {
            through.reverse();
        }
        pen.step(&through, route.fate, route.forward && route.backward);
    }
    for (route, through) in here.iter().filter(|(route, _)| route.fate == StepFate::Unbridged) {
        let others = here.iter().filter(|(other, _)| other != route && other.track.is_some());
        let crossing: Vec<f64> = others.flat_map(|(_, other)| [other[0].x, other[other.len() - 1].x]).collect();
        pen.cross(free_spot(through, &crossing));
    }
}

/// Where the mark of a break stands: in the middle, or beside it where another line crosses there.
fn free_spot(through: &[Spot], crossing: &[f64]) -> Spot {
    let (from, to) = if through.len() > 2 { (through[1], through[2]) } else { (through[0], through[1]) };
    let at = |share: f64| Spot { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
    let shares = [0.5, 0.44, 0.56, 0.38, 0.62, 0.3, 0.7];
    let free = |spot: &Spot| crossing.iter().all(|x| (x - spot.x).abs() > 14.0);
    shares.into_iter().map(at).find(free).unwrap_or(at(0.5))
}

/// Where on the lower border of a box a line begins or ends: those to the left first, so that lines at one box do not
/// cross each other.
fn port(routes: &Routes, route: &Route, place: usize, grid: Grid) -> f64 {
    let order = |other: &Route| {
        let track = other.track.unwrap_or_default() as i64;
        if other.right == place { (0, track) } else { (1, -track) }
    };
    let mut here: Vec<&Route> = routes.below(place).collect();
    here.sort_by_key(|other| order(other));
    let number = here.iter().position(|other| *other == route).unwrap_or_default();
    let apart = (grid.wide - 40.0) / here.len().max(4) as f64;
    grid.wide / 2.0 + (number as f64 - (here.len() as f64 - 1.0) / 2.0) * apart
}
