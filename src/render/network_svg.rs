//! Who commissions what as an SVG picture: bodies in tiers, under them each service along its pathway; title, key,
//! source and day in the picture, and a text alternative. Needs nothing but itself: no script, no style sheet, no font
//! to load, no program to lay it out.
//!
//! Whatever a landscape calls things is shown and not obeyed. The same data gives the same bytes.

mod key;
mod part;
mod strip;
mod tiers;
mod tracks;

use super::picture::page;
use super::picture::pen::{GREY, INK, Letters, Pen, Spot};
use super::picture::text::{BOLD, wrap};
use crate::report::network::{NetworkReport, Networks};

/// Around the picture.
const MARGIN: f64 = 20.0;

/// The sheet: so wide that the smallest letters are 7 points high where it is as wide as A4 between its margins. One of
/// many parts is broad, for a screen or A3.
#[derive(Debug, Clone, Copy)]
struct Sheet {
    /// How wide it is.
    wide: f64,
    /// At most so many boxes stand in a row.
    boxes: usize,
    /// So many bodies stand beside each other.
    bodies: usize,
    /// So many signs of the key do.
    signs: usize,
}

/// The sheet of most pictures.
const NARROW: Sheet = Sheet { wide: 1080.0, boxes: 5, bodies: 3, signs: 3 };

impl Sheet {
    fn new(report: &NetworkReport) -> Sheet {
        let parts: usize = report.services.iter().map(|strip| strip.parts.len()).sum();
        if parts > MOST_ON_NARROW { Sheet { wide: 2080.0, boxes: 8, bodies: 4, signs: 6 } } else { NARROW }
    }

    /// Between the margins.
    fn room(self) -> f64 {
        self.wide - 2.0 * MARGIN
    }
}

/// With more parts the sheet is broad.
const MOST_ON_NARROW: usize = 60;

/// The picture, with a line end: one scenario, or several below each other with everything in the same place.
pub fn render(report: &Networks) -> String {
    let Some(first) = report.scenarios.first() else { return String::new() };
    let sheet = Sheet::new(first);
    let mut pen = Pen::of(&page::name_of(&format!("network-{}", report.about), &report.scenarios));
    let mut y = paragraph(&mut pen, sheet, (&report.title, Letters::bold(27.0, INK), 3), 16.0);
    let several = report.scenarios.len() > 1;
    let grid = strip::Grid::new(sheet, &first.services);
    for (place, one) in report.scenarios.iter().enumerate() {
        y = if several { heading(&mut pen, sheet, one, y) } else { around(&mut pen, sheet, one, y) };
        y = tiers::draw(&mut pen, sheet, (report, place), y + 10.0);
        for strip in 0..one.services.len() {
            y = strip::draw(&mut pen, (report, place), grid, strip, y + 8.0);
        }
    }
    y = key::draw(&mut pen, sheet, (report, strip::any_exit(report, grid)), y + 14.0);
    if several {
        y = paragraph(&mut pen, sheet, (&first.caption, Letters::plain(16.0, GREY), 2), y + 4.0);
    }
    for one in &report.scenarios {
        y = paragraph(&mut pen, sheet, (&one.source, Letters::plain(16.0, GREY), 3), y + 4.0);
    }
    page::picture(&pen, (sheet.wide, y + 14.0), (&report.title, &report.description))
}

/// What stands above one scenario by itself.
fn around(pen: &mut Pen, sheet: Sheet, report: &NetworkReport, top: f64) -> f64 {
    let y = paragraph(pen, sheet, (&report.summary, Letters::plain(18.0, INK), 3), top);
    let y = paragraph(pen, sheet, (&report.subtitle, Letters::plain(16.0, GREY), 2), y);
    paragraph(pen, sheet, (&report.caption, Letters::plain(16.0, GREY), 2), y)
}

/// What stands above one of several.
fn heading(pen: &mut Pen, sheet: Sheet, report: &NetworkReport, top: f64) -> f64 {
    let y = top + 14.0;
    pen.line(
        Spot { x: MARGIN, y },
        Spot { x: sheet.wide - MARGIN, y },
        &format!("stroke=\"{INK}\" stroke-width=\"2\""),
    );
    let y = paragraph(pen, sheet, (&report.subtitle, Letters::bold(18.0, INK), 2), y + 2.0);
    paragraph(pen, sheet, (&report.summary, Letters::plain(16.0, INK), 3), y)
}

/// Writes a text in lines, and says where it ends.
fn paragraph(pen: &mut Pen, sheet: Sheet, (text, letters, most): (&str, Letters, usize), top: f64) -> f64 {
    let wider = if letters.bold { BOLD } else { 1.0 };
    let mut y = top;
    for line in wrap(text, letters.size * wider, sheet.room(), 0.0, most) {
        y += letters.size * 1.28;
        pen.text(Spot { x: MARGIN, y }, letters, &line);
    }
    y + 3.0
}

#[cfg(test)]
mod tests;
