//! What went from whom to whom as an SVG alluvial: holders before on the left, after on the right, bands as thick as
//! people times parts between them.

#[cfg(test)]
mod tests;

use super::picture::page::{LINE, MARGIN, Page, SMALL, WIDE, name_of};
use super::picture::pen::{INK, Letters, Pen, Spot, colours, number};
use super::picture::text::{BOLD, width, wrap};
use super::words::transfers::became_in_words;
use crate::report::network::Family;
use crate::report::transfers::{Became, Flow, Side, TransfersReport, parts};

/// How wide the names of the holders are.
const NAMES: f64 = 172.0;
/// How wide the bar of a holder is.
const BAR: f64 = 16.0;
/// How high all bars of a side are together.
const HIGH: f64 = 460.0;
/// A bar and its name have at least this room.
const LEAST: f64 = 46.0;
/// Between two bars.
const GAP: f64 = 10.0;
/// What did not change.
const UNCHANGED: &str = "#B1B4B6";

/// The picture, with a line end.
pub fn render(report: &TransfersReport) -> String {
    let service = report.services.first().map_or("", String::as_str);
    let name = format!("transfers-{service}-{}", report.services.len());
    let mut page = Page::new(&name_of(&name, [&report.from, &report.to]), &report.title, &report.about);
    page.pen.hatchings();
    page.y += 8.0;
    let heads = [(MARGIN, &report.from.day), (WIDE - MARGIN - NAMES, &report.to.day)];
    for (x, day) in heads {
        page.pen.text(Spot { x, y: page.y + 14.0 }, Letters::bold(16.0, INK), day);
    }
    let top = page.y + 28.0;
    let all: f64 = report.before.iter().map(|side| side.people_parts).sum();
    let scale = if all > 0.0 { HIGH / all } else { 0.0 };
    let (left, right) = (stack(&report.before, scale, top), stack(&report.after, scale, top));
    bands(&mut page.pen, report, [&left, &right], scale);
    for (bars, sides, at_right) in [(&left, &report.before, false), (&right, &report.after, true)] {
        for (bar, side) in bars.iter().zip(sides) {
            draw_side(&mut page.pen, side, *bar, at_right);
        }
    }
    page.y = left.iter().chain(&right).map(|bar| bar.0 + bar.1.max(LEAST)).fold(top, f64::max) + 6.0;
    page.key(&signs(report), sample);
    page.source(&report.source);
    page.finish(&report.title, &report.description)
}

/// Where a bar begins, and how high it is.
type Bar = (f64, f64);

/// Where the bars of a side begin, and how high they are.
fn stack(sides: &[Side], scale: f64, top: f64) -> Vec<Bar> {
    let mut y = top;
    let mut bars = Vec::new();
    for side in sides {
        let high = (side.people_parts * scale).max(1.5);
        bars.push((y, high));
        y += high.max(LEAST) + GAP;
    }
    bars
}

/// `1 part`, `2.5 parts`.
fn counted(of: f64) -> String {
    let shown = parts(of);
    let noun = if shown == "1" { "part" } else { "parts" };
    format!("{shown} {noun}")
}

/// A bar with its name beside it.
fn draw_side(pen: &mut Pen, side: &Side, (y, high): Bar, at_right: bool) {
    let bar = if at_right { WIDE - MARGIN - NAMES - BAR - 10.0 } else { MARGIN + NAMES + 10.0 };
    let fill = side.family.map_or(INK, |family| colours(family).0);
    pen.open(&format!("{}: {} for one person on average", side.mark, counted(side.parts)));
    pen.rect(Spot { x: bar, y }, BAR, high, &format!("fill=\"{fill}\""));
    let x = if at_right { bar + BAR + 8.0 } else { MARGIN };
    let mut base = y + 1.0;
    for line in wrap(&side.mark, 16.0 * BOLD, NAMES - 4.0, 0.0, 2) {
        base += 17.0;
        pen.text(Spot { x, y: base }, Letters::bold(16.0, INK), &line);
    }
    pen.text(Spot { x, y: base + LINE }, Letters::plain(SMALL, INK), &counted(side.parts));
    pen.close();
}

/// The bands between the bars.
fn bands(pen: &mut Pen, report: &TransfersReport, [left, right]: [&[Bar]; 2], scale: f64) {
    let mut from: Vec<f64> = left.iter().map(|(y, _)| *y).collect();
    let mut to: Vec<f64> = right.iter().map(|(y, _)| *y).collect();
    // On the right the bands arrive in the order of where they come from, so that few of them cross.
    for flow in &report.flows {
        let thick = flow.people_parts * scale;
        let (start, end) = (from[flow.from], to[flow.to]);
        from[flow.from] += thick;
        to[flow.to] += thick;
        band(pen, report, flow, (start, end, thick));
    }
}

fn band(pen: &mut Pen, report: &TransfersReport, flow: &Flow, (start, end, thick): (f64, f64, f64)) {
    let (x, far) = (MARGIN + NAMES + 10.0 + BAR, WIDE - MARGIN - NAMES - 10.0 - BAR);
    let middle = (x + far) / 2.0;
    let thick = thick.max(1.0);
    let family = report.after[flow.to].family;
    let says = format!(
        "{} to {}: {}, {}",
        report.before[flow.from].mark,
        report.after[flow.to].mark,
        became_in_words(flow.is),
        counted(flow.parts)
    );
    pen.open(&says);
    let n = number;
    pen.out.push_str(&format!(
        "<path d=\"M{x},{a} C{m},{a} {m},{b} {far},{b} L{far},{c} C{m},{c} {m},{d} {x},{d} Z\" {looks} \
         stroke=\"#FFFFFF\" stroke-width=\"1.2\"/>\n",
        x = n(x),
        m = n(middle),
        far = n(far),
        a = n(start),
        b = n(end),
        c = n(end + thick),
        d = n(start + thick),
        looks = looks(pen, flow.is, family),
    ));
    if thick >= 19.0 {
        let text = parts(flow.parts);
        let wide = width(&text, SMALL) + 10.0;
        let at = Spot { x: far - wide - 8.0, y: end + thick / 2.0 - 9.0 };
        pen.rect(at, wide, 18.0, "rx=\"3\" fill=\"#FFFFFF\"");
        pen.middle(Spot { x: at.x + wide / 2.0, y: at.y + 14.0 }, Letters::plain(SMALL, INK), &text);
    }
    pen.close();
}

/// Unchanged grey, moved in the colour of those who have it now, lost and gained hatched.
fn looks(pen: &Pen, is: Became, family: Option<Family>) -> String {
    let colour = family.map_or(INK, |family| colours(family).0);
    match is {
        Became::Unchanged => format!("fill=\"{UNCHANGED}\""),
        Became::Moved => format!("fill=\"{colour}\""),
        Became::Lost => pen.hatch(None),
        Became::Gained => pen.hatch(family),
        Became::Other => "fill=\"#F3F2F1\"".to_owned(),
    }
}

/// The key: what occurs.
fn signs(report: &TransfersReport) -> Vec<((Became, Option<Family>), &'static str)> {
    let has = |is: Became, family: Option<Family>| {
        report.flows.iter().any(|flow| flow.is == is && (is != Became::Moved || report.after[flow.to].family == family))
    };
    let all = [
        ((Became::Unchanged, None), "unchanged: the same kinds of body"),
        ((Became::Moved, Some(Family::National)), "moved to a national body"),
        ((Became::Moved, Some(Family::NhsLocal)), "moved within or to the local NHS"),
        ((Became::Moved, Some(Family::Council)), "moved to councils"),
        ((Became::Moved, Some(Family::Other)), "moved to others"),
        ((Became::Lost, None), "lost: nobody has it for certain"),
        ((Became::Gained, Some(Family::National)), "gained: nobody had it for certain"),
        ((Became::Other, None), "not needed on one of the days"),
    ];
    all.into_iter().filter(|((is, family), _)| has(*is, *family)).collect()
}

fn sample(pen: &mut Pen, (is, family): (Became, Option<Family>), at: Spot) {
    let corner = Spot { x: at.x + 6.0, y: at.y - 9.0 };
    pen.rect(corner, 44.0, 18.0, &looks(pen, is, family));
}
