//! A service as a strip: its parts from left to right in rows, who commissions each in it, the steps between them.

use super::part::{Box, high};
use super::pen::{Exit, ExitTo, GREY, INK, Letters, Pen, RULE, Spot};
use super::text::{fit, width};
use super::tracks::{Route, Routes};
use super::{MARGIN, WIDE};
use crate::report::network::{NetworkReport, StepEnd, Strip};

/// At most so many boxes stand in a row.
const BESIDE: usize = 6;
/// Between two boxes: room for an arrow with a break.
pub(super) const BETWEEN: f64 = 34.0;
/// Above each row: room for the names of the stages, and for marks that stand on the boxes' borders.
const STAGES: f64 = 34.0;
/// Between two lines that run below a row.
const TRACK: f64 = 13.0;
const STAGE_TEXT: f64 = 15.5;

/// How wide a box is.
pub(super) fn box_width() -> f64 {
    (WIDE - 2.0 * MARGIN - BETWEEN * (BESIDE as f64 - 1.0)) / BESIDE as f64
}

fn left_of(column: usize) -> f64 {
    MARGIN + column as f64 * (box_width() + BETWEEN)
}

/// Draws a service from a height on, and says where it ends.
pub(super) fn draw(pen: &mut Pen, report: &NetworkReport, strip: &Strip, top: f64) -> f64 {
    let wide = WIDE - 2.0 * MARGIN;
    pen.rect(Spot { x: MARGIN, y: top }, wide, 36.0, "fill=\"#F3F2F1\"");
    let name = fit(&strip.name, 21.0, wide - 24.0);
    pen.text(Spot { x: MARGIN + 12.0, y: top + 25.0 }, Letters::bold(21.0, INK), &name);
    let mut y = top + 36.0;
    if strip.parts.is_empty() {
        let none = "None of its components exists on this day.";
        pen.text(Spot { x: MARGIN + 12.0, y: y + 28.0 }, Letters::plain(17.0, GREY), none);
        return y + 44.0;
    }
    let rows = strip.parts.len().div_ceil(BESIDE);
    let beside = strip.parts.len().div_ceil(rows);
    let routes = Routes::new(&strip.steps, beside);
    let boxes: Vec<Box<'_>> = (0..strip.parts.len())
        .map(|place| Box::new(&report.bodies, &strip.parts[place], exits(strip, &routes, place)))
        .collect();
    for (row, places) in boxes.chunks(beside).enumerate() {
        let first = row * beside;
        stages(pen, strip, first, places.len(), y);
        y += STAGES;
        let high = high(places);
        for (column, one) in places.iter().enumerate() {
            one.draw(pen, Spot { x: left_of(column), y }, high);
        }
        let below = lines(pen, &routes, row, beside, (y, high));
        y += high + below;
    }
    y + 10.0
}

/// The steps from a part that are not drawn as lines, where they lead and what becomes of them.
fn exits<'a>(strip: &'a Strip, routes: &Routes, place: usize) -> Vec<Exit<'a>> {
    let left = strip.steps.iter().enumerate().filter(|(number, step)| step.from == place && !routes.drawn(*number));
    left.filter_map(|(_, step)| {
        let to = match &step.to {
            StepEnd::Here(to) if *to == place => return None,
            StepEnd::Here(to) => ExitTo::Number(strip.parts[*to].number),
            StepEnd::Numbered(number) => ExitTo::Number(*number),
            StepEnd::Outside(name) => ExitTo::Name(name),
        };
        Some(Exit { to, fate: step.fate, room: box_width() - 20.0 })
    })
    .collect()
}

/// The names of the stages above the boxes of a row, each as wide as its boxes.
fn stages(pen: &mut Pen, strip: &Strip, first: usize, count: usize, y: f64) {
    let stage = |column: usize| strip.parts[first + column].stage.as_deref();
    let mut column = 0;
    while column < count {
        let here = stage(column);
        let mut end = column + 1;
        while end < count && stage(end) == here {
            end += 1;
        }
        if let Some(name) = here {
            let (left, right) = (left_of(column), left_of(end - 1) + box_width());
            let name = fit(name, STAGE_TEXT, right - left);
            let used = width(&name, STAGE_TEXT) + 10.0;
            pen.text(Spot { x: left, y: y + 19.0 }, Letters::plain(STAGE_TEXT, GREY), &name);
            if left + used < right - 8.0 {
                let height = y + 14.0;
                let looks = format!("stroke=\"{RULE}\" stroke-width=\"1.5\"");
                pen.line(Spot { x: left + used, y: height }, Spot { x: right, y: height }, &looks);
            }
        }
        column = end;
    }
}

/// Draws the lines of a row, and says how much room they take below it.
fn lines(pen: &mut Pen, routes: &Routes, row: usize, beside: usize, (y, high): (f64, f64)) -> f64 {
    let bottom = y + high;
    let mut deepest = None;
    for route in routes.of_row(row, beside) {
        let (left, right) = (route.left % beside, route.right % beside);
        let mut through = match route.track {
            None => {
                let height = y + high.min(96.0) / 2.0;
                vec![Spot { x: left_of(left) + box_width(), y: height }, Spot { x: left_of(right), y: height }]
            }
            Some(track) => {
                deepest = deepest.max(Some(track));
                let height = bottom + 16.0 + track as f64 * TRACK;
                let from = left_of(left) + port(routes, route, route.left);
                let to = left_of(right) + port(routes, route, route.right);
                [(from, bottom), (from, height), (to, height), (to, bottom)].map(|(x, y)| Spot { x, y }).to_vec()
            }
        };
        if !route.forward {
            through.reverse();
        }
        pen.step(&through, route.fate, route.forward && route.backward);
    }
    deepest.map_or(4.0, |track| 22.0 + track as f64 * TRACK)
}

/// Where on the lower border of a box a line begins or ends: those to the left first, so that lines at one box do not
/// cross each other.
fn port(routes: &Routes, route: &Route, place: usize) -> f64 {
    let order = |other: &Route| {
        let track = other.track.unwrap_or_default() as i64;
        if other.right == place { (0, track) } else { (1, -track) }
    };
    let mut here: Vec<&Route> = routes.below(place).collect();
    here.sort_by_key(|other| order(other));
    let number = here.iter().position(|other| *other == route).unwrap_or_default();
    let apart = (box_width() - 40.0) / here.len().max(4) as f64;
    box_width() / 2.0 + (number as f64 - (here.len() as f64 - 1.0) / 2.0) * apart
}
