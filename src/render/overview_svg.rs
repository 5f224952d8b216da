//! Who commissions how much, at a glance, in SVG: a square for each part in the lane of whoever holds it, services (or
//! the stages of one) beside each other, scenarios above each other with everything that is in both in the same place.

mod key;
mod layout;
#[cfg(test)]
mod tests;

use self::layout::{Band, DOWN, Field, HIGH, LABEL, LETTERS, LINES, Layout, NOBODY, Row};
use super::picture::page::{MARGIN, Page, ROOM, WIDE, name_of};
use super::picture::pen::{GREY, INK, Letters, Pen, RULE, Spot, colours};
use super::picture::text::{BOLD, fit, width, wrap};
use super::words::pathway::in_lane;
use crate::report::common::with_commas;
use crate::report::network::{Family, Hold, Mark, Trouble};
use crate::report::overview::{OverviewReport, SidePart};

/// A page of A4 between its margins is so high where it is as wide as a picture.
const A4: f64 = WIDE * 257.0 / 170.0;

/// The picture, with a line end.
pub fn render(report: &OverviewReport) -> String {
    let layout = Layout::new(report);
    let all: Vec<usize> = (0..layout.bands.len()).collect();
    page(report, &layout, &all, None).0
}

/// The picture for print: where it is higher than a page of A4, on several, each with some of the services.
pub fn pages(report: &OverviewReport) -> Vec<String> {
    let layout = Layout::new(report);
    let all: Vec<usize> = (0..layout.bands.len()).collect();
    let (whole, high) = page(report, &layout, &all, None);
    if high <= A4 || all.len() < 2 {
        return vec![whole];
    }
    let mut pages: Vec<Vec<usize>> = Vec::new();
    for band in all {
        match pages.last_mut() {
            Some(bands) if page(report, &layout, &[&bands[..], &[band]].concat(), None).1 <= A4 => bands.push(band),
            _ => pages.push(vec![band]),
        }
    }
    let count = pages.len();
    pages.iter().enumerate().map(|(place, bands)| page(report, &layout, bands, Some((place + 1, count))).0).collect()
}

/// A page with some bands, and how high it is.
fn page(report: &OverviewReport, layout: &Layout, bands: &[usize], number: Option<(usize, usize)>) -> (String, f64) {
    let of = number.map_or_else(String::new, |(place, _)| format!("-page-{place}"));
    let subject =
        format!("overview-{}-{}{of}", report.services.first().map_or("", String::as_str), report.services.len());
    let name = name_of(&subject, report.scenarios.iter().map(|side| &side.scenario));
    let about = number.map_or_else(String::new, |(place, count)| format!(" Page {place} of {count}."));
    let mut page = Page::new(&name, &report.title, &format!("{}{about}", report.about));
    for (place, band) in bands.iter().enumerate() {
        if place > 0 {
            page.y += 14.0;
        }
        let band = &layout.bands[*band];
        heads(&mut page, report, band);
        for side in 0..report.scenarios.len() {
            // What it comes to as a whole is said once.
            heading(&mut page, report, side, place == 0);
            let top = page.y;
            draw(&mut page.pen, report, (layout, band), side, top);
            page.y = top + band.high[side] + 4.0;
            handoffs(&mut page, report, band, side);
        }
    }
    key::draw(&mut page, report);
    page.source(&report.source);
    let high = page.y;
    (page.finish(&report.title, &report.description), high)
}

/// The names of what stands beside each other, once above all scenarios.
fn heads(page: &mut Page, report: &OverviewReport, band: &Band) {
    page.y += 6.0;
    let names: Vec<Vec<String>> = band
        .fields
        .iter()
        .map(|field| {
            let name = report.groups[field.group].name.as_str();
            wrap(if name.is_empty() { "No stage" } else { name }, LETTERS * BOLD, field.wide, 0.0, LINES)
        })
        .collect();
    let most = names.iter().map(Vec::len).max().unwrap_or(1);
    for (field, lines) in band.fields.iter().zip(&names) {
        let is_cut = lines.last().is_some_and(|line| line.ends_with('…'));
        if is_cut {
            page.pen.open(&report.groups[field.group].name);
        }
        for (place, line) in lines.iter().enumerate() {
            let y = page.y + (most - lines.len() + place + 1) as f64 * 20.0 - 4.0;
            page.pen.text(Spot { x: field.x, y }, Letters::bold(LETTERS, INK), line);
        }
        if is_cut {
            page.pen.close();
        }
    }
    page.y += most as f64 * 20.0 + 4.0;
}

/// The scenario, and what it comes to: beside it where there is room, else below.
fn heading(page: &mut Page, report: &OverviewReport, side: usize, whole: bool) {
    let of = &report.scenarios[side];
    let (day, title) = (&of.scenario.day, &of.scenario.title);
    let (first, rest) = match title.split_once(day.as_str()) {
        Some(("", rest)) => (day.as_str(), rest),
        Some(_) => ("", title.as_str()),
        None => (day.as_str(), title.as_str()),
    };
    let rest = rest.trim_start_matches([':', ' ']);
    page.pen.rect(Spot { x: MARGIN, y: page.y }, ROOM, 26.0, "fill=\"#F3F2F1\"");
    let at = Spot { x: MARGIN + 8.0, y: page.y + 19.0 };
    page.pen.text(at, Letters::bold(LETTERS, INK), first);
    let behind = if first.is_empty() { at.x } else { at.x + width(first, LETTERS * BOLD) + 6.0 };
    let summary = width(&of.summary, LETTERS);
    let (room, end) = (WIDE - MARGIN - 8.0 - behind, WIDE - MARGIN - 8.0 - summary);
    let beside = width(rest, LETTERS) + 20.0 + summary <= room;
    page.pen.fitted(Spot { x: behind, ..at }, Letters::plain(LETTERS, INK), rest, room);
    page.y += 26.0;
    if whole && beside {
        page.pen.text(Spot { x: end, ..at }, Letters::plain(LETTERS, INK), &of.summary);
    } else if whole {
        page.paragraph(&of.summary, Letters::plain(LETTERS, INK), 2);
    }
    page.y += 5.0;
}

/// One scenario, where everything has its place below a height.
fn draw(pen: &mut Pen, report: &OverviewReport, (layout, band): (&Layout, &Band), side: usize, top: f64) {
    let of = &report.scenarios[side];
    for field in &band.fields[1..] {
        let x = field.x - 5.0;
        let looks = format!("stroke=\"{RULE}\" stroke-width=\"1\"");
        pen.line(Spot { x, y: top }, Spot { x, y: top + band.high[side] }, &looks);
    }
    for row in &band.rows[side] {
        label(pen, report, (side, row), top);
        for field in &band.fields {
            for one in of.groups[field.group].parts.iter().filter(|one| layout::lanes_of(one).contains(&row.lane)) {
                let (x, y) = layout.square(band, (field, one.part.number), row);
                square(pen, report, (field, row), one, (Spot { x, y: y + top }, layout.across - 2.5));
            }
        }
        let y = top + row.top + row.high + 2.5;
        let looks = format!("stroke=\"{RULE}\" stroke-width=\"1\"");
        pen.line(Spot { x: MARGIN, y }, Spot { x: WIDE - MARGIN, y }, &looks);
    }
}

/// The name of a lane, on the colour of its family.
fn label(pen: &mut Pen, report: &OverviewReport, (side, row): (usize, &Row), top: f64) {
    let (at, room) = (Spot { x: MARGIN, y: top + row.top }, LABEL - 10.0);
    let letters = |colour| Letters::bold(LETTERS, colour);
    let base = at.y + 16.5;
    if row.lane == NOBODY {
        let looks = format!("fill=\"#FFFFFF\" stroke=\"{INK}\" stroke-width=\"1.5\" stroke-dasharray=\"6 4\"");
        pen.rect(Spot { x: at.x + 0.8, y: at.y + 0.8 }, room - 1.6, row.high - 1.6, &looks);
        pen.text(Spot { x: at.x + 5.0, y: base }, letters(INK), "Nobody");
        return;
    }
    let lane = &report.lanes[row.lane];
    let (fill, ink) = colours(lane.family);
    pen.open(&lane.name);
    pen.rect(at, room, row.high, &format!("rx=\"2\" fill=\"{fill}\""));
    let shown = fit(&lane.mark, LETTERS * BOLD, room - 6.0);
    pen.text(Spot { x: at.x + 5.0, y: base }, letters(ink), &shown);
    let count = report.scenarios[side].bodies[row.lane].filter(|count| *count > 1);
    if let Some(count) = count.filter(|_| row.high > DOWN + HIGH - 1.0) {
        let shown = fit(&format!("× {}", with_commas(count as u64)), LETTERS, room - 6.0);
        pen.text(Spot { x: at.x + 5.0, y: base + DOWN }, Letters::plain(LETTERS, ink), &shown);
    }
    pen.close();
}

/// How a square looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// Held, of a family, in some way.
    Held(Family, Hold),
    /// Two must, for the same people.
    Twice(Family),
    /// Nobody for certain.
    Gap,
    /// Perhaps nobody.
    PossibleGap,
    /// Nobody needs it.
    NotNeeded,
}

/// How the square of a part looks in a lane.
fn look(report: &OverviewReport, lane: usize, one: &SidePart) -> Look {
    let marked = |trouble: Trouble| one.part.marks.iter().any(|mark| mark.trouble == trouble && mark.certain);
    let hold = one.part.holders.iter().find(|holder| holder.lane == lane);
    match hold.map(|holder| (report.lanes[lane].family, holder.hold)) {
        Some((family, Hold::Must)) if marked(Trouble::Overlap) => Look::Twice(family),
        Some((family, hold)) => Look::Held(family, hold),
        None if marked(Trouble::Gap) => Look::Gap,
        None if one.part.marks.iter().any(|mark| mark.trouble == Trouble::Gap) => Look::PossibleGap,
        None => Look::NotNeeded,
    }
}

fn square(
    pen: &mut Pen,
    report: &OverviewReport,
    (field, row): (&Field, &Row),
    one: &SidePart,
    (at, wide): (Spot, f64),
) {
    let number = one.part.number;
    let name = report.groups[field.group].parts.iter().find(|part| part.number == number);
    let holder = one.part.holders.iter().find(|holder| holder.lane == row.lane);
    let here = |mark: &&Mark| (mark.trouble == Trouble::Gap) == (row.lane == NOBODY);
    let marks: Vec<Mark> = one.part.marks.iter().filter(here).copied().collect();
    let says = in_lane(&one.part, holder.map(|holder| (holder, &report.lanes[holder.lane])), &marks);
    pen.open(&format!("{number}. {}: {says}", name.map_or("", |part| part.name.as_str())));
    mark(pen, at, wide, look(report, row.lane, one), &number.to_string());
    pen.close();
}

/// A square with what stands in it.
fn mark(pen: &mut Pen, at: Spot, wide: f64, look: Look, text: &str) {
    let frame = |pen: &mut Pen, inset: f64, looks: &str| {
        let inside = Spot { x: at.x + inset, y: at.y + inset };
        pen.rect(inside, wide - 2.0 * inset, HIGH - 2.0 * inset, looks);
    };
    let colour = match look {
        Look::Held(family, Hold::Must) | Look::Twice(family) => {
            frame(pen, 0.0, &format!("fill=\"{}\"", colours(family).0));
            colours(family).1
        }
        Look::Held(family, hold) => {
            let dash = if hold == Hold::May { "" } else { " stroke-dasharray=\"4 2.6\"" };
            frame(pen, 1.0, &format!("fill=\"#FFFFFF\" stroke=\"{}\" stroke-width=\"2\"{dash}", colours(family).0));
            INK
        }
        Look::Gap => {
            frame(pen, 0.0, &format!("fill=\"{INK}\""));
            "#FFFFFF"
        }
        Look::PossibleGap => {
            frame(
                pen,
                1.0,
                &format!("fill=\"#FFFFFF\" stroke=\"{INK}\" stroke-width=\"2\" stroke-dasharray=\"4 2.6\""),
            );
            INK
        }
        Look::NotNeeded => {
            frame(pen, 0.5, &format!("fill=\"#FFFFFF\" stroke=\"{RULE}\" stroke-width=\"1\""));
            GREY
        }
    };
    if let Look::Twice(family) = look {
        frame(pen, 2.5, &format!("fill=\"none\" stroke=\"{}\" stroke-width=\"1.4\"", colours(family).1));
    }
    pen.middle(Spot { x: at.x + wide / 2.0, y: at.y + 16.6 }, Letters::plain(LETTERS, colour), text);
}

/// How many steps change hands with nobody to bridge them, group by group.
fn handoffs(page: &mut Page, report: &OverviewReport, band: &Band, side: usize) {
    let groups = &report.scenarios[side].groups;
    if band.fields.iter().all(|field| groups[field.group].steps == 0) {
        page.y += 6.0;
        return;
    }
    let y = page.y + 17.0;
    page.pen.cross(Spot { x: MARGIN + 14.0, y: y - 6.5 });
    page.pen.text(Spot { x: MARGIN + 27.0, y }, Letters::plain(LETTERS, INK), "steps");
    for field in &band.fields {
        let group = &groups[field.group];
        if group.steps == 0 {
            continue;
        }
        let letters = Letters { size: LETTERS, bold: group.unbridged > 0, colour: INK };
        page.pen.text(Spot { x: field.x, y }, letters, &format!("{} of {}", group.unbridged, group.steps));
    }
    page.y += 30.0;
}
