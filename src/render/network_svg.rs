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
use crate::report::network::NetworkReport;

/// Around the picture.
const MARGIN: f64 = 36.0;

/// The sheet: as wide as it takes for the picture to come near the shape of a page on its side. Even the broad one,
/// shown 1,600 pixels wide, has no text below 12 pixels, which are 9 points.
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

impl Sheet {
    fn new(report: &NetworkReport) -> Sheet {
        let parts: usize = report.services.iter().map(|strip| strip.parts.len()).sum();
        if parts > MOST_ON_NARROW {
            Sheet { wide: 2080.0, boxes: 8, bodies: 4, signs: 6 }
        } else {
            Sheet { wide: 1600.0, boxes: 6, bodies: 3, signs: 5 }
        }
    }

    /// Between the margins.
    fn room(self) -> f64 {
        self.wide - 2.0 * MARGIN
    }
}

/// With more parts the sheet is broad.
const MOST_ON_NARROW: usize = 18;

/// The picture, with a line end.
pub fn render(report: &NetworkReport) -> String {
    let sheet = Sheet::new(report);
    let mut pen = Pen::of(&format!("network-{}", report.on));
    let mut y = 24.0;
    for line in &[
        (report.title.as_str(), Letters::bold(29.0, INK), 3),
        (report.summary.as_str(), Letters::plain(19.0, INK), 3),
        (report.subtitle.as_str(), Letters::plain(17.0, GREY), 2),
        (report.caption.as_str(), Letters::plain(17.0, GREY), 2),
    ] {
        y = paragraph(&mut pen, sheet, *line, y);
    }
    y = tiers::draw(&mut pen, sheet, report, y + 12.0);
    let grid = strip::Grid::new(sheet, &report.services);
    for strip in &report.services {
        y = strip::draw(&mut pen, report, grid, strip, y + 8.0);
    }
    y = key::draw(&mut pen, sheet, y + 14.0);
    y = paragraph(&mut pen, sheet, (report.source.as_str(), Letters::plain(16.0, GREY), 3), y + 4.0);
    let high = y + 18.0;
    page::picture(&pen, (sheet.wide, high), (&report.title, &report.description))
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
