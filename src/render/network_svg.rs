//! Who commissions what as an SVG picture: bodies in tiers, under them each service along its pathway; title, key,
//! source and day in the picture, and a text alternative. Needs nothing but itself: no script, no style sheet, no font
//! to load, no program to lay it out.
//!
//! Whatever a landscape calls things is shown and not obeyed. The same data gives the same bytes.

mod key;
mod part;
mod pen;
mod strip;
mod text;
mod tiers;
mod tracks;

use self::pen::{GREY, INK, Letters, Pen, Spot, number};
use self::text::{escape, wrap};
use crate::report::network::NetworkReport;

/// How wide the picture is.
const WIDE: f64 = 1600.0;
/// Around it.
const MARGIN: f64 = 36.0;

/// The picture, with a line end.
pub fn render(report: &NetworkReport) -> String {
    let mut pen = Pen::default();
    let mut y = 30.0;
    for line in &[
        (report.title.as_str(), Letters::bold(29.0, INK), 3),
        (report.summary.as_str(), Letters::plain(19.0, INK), 3),
        (report.subtitle.as_str(), Letters::plain(17.0, GREY), 2),
        (report.caption.as_str(), Letters::plain(17.0, GREY), 2),
    ] {
        y = paragraph(&mut pen, *line, y);
    }
    y = tiers::draw(&mut pen, report, y + 12.0);
    let grid = strip::Grid::new(&report.services);
    for strip in &report.services {
        y = strip::draw(&mut pen, report, grid, strip, y + 8.0);
    }
    y = key::draw(&mut pen, y + 14.0);
    y = paragraph(&mut pen, (report.source.as_str(), Letters::plain(16.0, GREY), 3), y + 4.0);
    let high = y + 18.0;
    let id: String = report.on.chars().filter(|letter| letter.is_ascii_alphanumeric()).collect();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high}\" viewBox=\"0 0 {wide} {high}\" \
         role=\"img\" aria-labelledby=\"network-{id}-title network-{id}-desc\" \
         font-family=\"Helvetica Neue, Arial, sans-serif\">\n\
         <title id=\"network-{id}-title\">{title}</title>\n\
         <desc id=\"network-{id}-desc\">{description}</desc>\n\
         <rect width=\"{wide}\" height=\"{high}\" fill=\"#FFFFFF\"/>\n{body}</svg>\n",
        wide = number(WIDE),
        high = number(high),
        title = escape(&report.title),
        description = escape(&report.description),
        body = pen.out,
    )
}

/// Writes a text in lines, and says where it ends.
fn paragraph(pen: &mut Pen, (text, letters, most): (&str, Letters, usize), top: f64) -> f64 {
    let wider = if letters.bold { 1.06 } else { 1.0 };
    let mut y = top;
    for line in wrap(text, letters.size * wider, WIDE - 2.0 * MARGIN, 0.0, most) {
        y += letters.size * 1.28;
        pen.text(Spot { x: MARGIN, y }, letters, &line);
    }
    y + 3.0
}

#[cfg(test)]
mod tests;
