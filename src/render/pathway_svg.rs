//! A service as a swimlane in SVG: stages from left to right, a lane for each commissioner, the parts where they are
//! held, the steps between them. Several scenarios stand above each other, and what is in two of them stands in the
//! same place in both.
//!
//! A line is drawn where it is short; where else a step leads stands in the box, as the number of the box.

mod cards;
mod key;
mod layout;
mod links;
#[cfg(test)]
mod tests;

use self::cards::Card;
use self::layout::{Layout, NOBODY};
use super::picture::page::{MARGIN, Page, ROOM, SMALL, WIDE, name_of};
pub use super::picture::pen::Link;
use super::picture::pen::{INK, Letters, Pen, RULE, Spot, colours};
use super::picture::text::{BOLD, fit, wrap};
use crate::report::common::with_commas;
use crate::report::pathway::{Component, Panel, PathwayReport};

/// A page of A4 between its margins is so high where it is as wide as a picture.
const A4: f64 = WIDE * 257.0 / 170.0;

/// The picture, with a line end.
pub fn render(report: &PathwayReport) -> String {
    let all: Vec<usize> = (0..report.scenarios.len()).collect();
    Plan::new(report, &|_| None).page(&all, "").0
}

/// The same for a page in which every part leads somewhere.
pub fn linked(report: &PathwayReport, link: &dyn Fn(&Component) -> Option<Link>) -> String {
    let all: Vec<usize> = (0..report.scenarios.len()).collect();
    // What is an image as a whole has nothing in it that can be followed.
    Plan::new(report, link).page(&all, "").0.replacen("role=\"img\"", "role=\"group\"", 1)
}

/// The picture for print: where it is higher than a page of A4, a page for each scenario, on which everything stands in
/// the same place.
pub fn pages(report: &PathwayReport) -> Vec<String> {
    let plan = Plan::new(report, &|_| None);
    let all: Vec<usize> = (0..report.scenarios.len()).collect();
    let (whole, high) = plan.page(&all, "");
    if high <= A4 || all.len() < 2 {
        return vec![whole];
    }
    let page = |place: &usize| plan.page(&[*place], &format!(" Page {} of {}.", place + 1, all.len())).0;
    all.iter().map(page).collect()
}

/// Where everything stands.
struct Plan<'a> {
    report: &'a PathwayReport,
    /// Where a part leads, if anywhere.
    link: &'a dyn Fn(&Component) -> Option<Link>,
    links: links::Links,
    layout: Layout,
}

impl<'a> Plan<'a> {
    fn new(report: &'a PathwayReport, link: &'a dyn Fn(&Component) -> Option<Link>) -> Plan<'a> {
        let grid = layout::Grid::new(report);
        let links = links::Links::new(report, &grid);
        let layout = Layout::new(report, &grid, &links);
        Plan { report, link, links, layout }
    }

    /// A page with some scenarios, and how high it is.
    fn page(&self, panels: &[usize], number: &str) -> (String, f64) {
        let report = self.report;
        let scenarios = panels.iter().map(|place| &report.scenarios[*place].scenario);
        let name = name_of(&format!("pathway-{}", report.service), scenarios);
        let mut page = Page::new(&name, &report.title, &format!("{}{number}", report.about));
        for place in panels {
            heading(&mut page, &report.scenarios[*place]);
            let top = page.y;
            draw(&mut page.pen, (report, *place), &self.layout, &self.links, self.link, top);
            page.y = top + self.layout.high[*place];
        }
        key::draw(&mut page, report, &self.links);
        page.source(&report.source);
        let high = page.y;
        (page.finish(&report.title, &report.description), high)
    }
}

/// The scenario, and what it comes to.
fn heading(page: &mut Page, panel: &Panel) {
    let scenario = &panel.scenario;
    let title = if scenario.title.contains(&scenario.day) {
        scenario.title.clone()
    } else {
        format!("{}: {}", scenario.day, scenario.title)
    };
    page.y += 8.0;
    page.pen.rect(Spot { x: MARGIN, y: page.y }, ROOM, 28.0, "fill=\"#F3F2F1\"");
    page.pen.fitted(Spot { x: MARGIN + 8.0, y: page.y + 20.0 }, Letters::bold(18.0, INK), &title, ROOM - 16.0);
    page.y += 28.0;
    page.paragraph(&panel.summary, Letters::plain(SMALL, INK), 2);
}

/// One scenario, where everything has its place below a height.
fn draw(
    pen: &mut Pen,
    (report, panel): (&PathwayReport, usize),
    layout: &Layout,
    links: &links::Links,
    link: &dyn Fn(&Component) -> Option<Link>,
    top: f64,
) {
    let of = &report.scenarios[panel];
    for (place, band) in layout.bands.iter().enumerate() {
        if !band.lanes[panel].is_empty() {
            stages(pen, report, layout, place, top + band.top);
        }
        band.lanes[panel].iter().for_each(|lane| lane_label(pen, report, of, lane, top));
    }
    links.draw(pen, of, layout, top);
    for (place, at) in &layout.boxes {
        if let Some(card) = Card::of(report, of, *place, links) {
            let link = link(report.component(place.number));
            card.draw(pen, Spot { x: at.x, y: at.y + top }, (layout.box_wide, at.high), link.as_ref());
        }
    }
}

/// The names of the stages above their columns.
fn stages(pen: &mut Pen, report: &PathwayReport, layout: &Layout, band: usize, y: f64) {
    for (stage, (from, to)) in layout.stages_of(band) {
        let name = &report.stages[stage];
        let name = if name.is_empty() { "No stage" } else { name };
        pen.fitted(Spot { x: from, y: y + 15.0 }, Letters::bold(SMALL, INK), name, to - from);
        let looks = format!("stroke=\"{INK}\" stroke-width=\"1.5\"");
        pen.line(Spot { x: from, y: y + 20.0 }, Spot { x: to, y: y + 20.0 }, &looks);
    }
}

/// The name of a lane, on the colour of its family, and the line above it.
fn lane_label(pen: &mut Pen, report: &PathwayReport, panel: &Panel, lane: &layout::LaneBox, top: f64) {
    let (y, high) = (top + lane.top, lane.high);
    let looks = format!("stroke=\"{RULE}\" stroke-width=\"1\"");
    pen.line(Spot { x: MARGIN, y: y - 5.0 }, Spot { x: WIDE - MARGIN, y: y - 5.0 }, &looks);
    let at = Spot { x: MARGIN, y };
    let room = layout::LABEL - 12.0;
    if lane.lane == NOBODY {
        pen.rect(
            at,
            room,
            high,
            &format!("fill=\"#FFFFFF\" stroke=\"{INK}\" stroke-width=\"1.5\" stroke-dasharray=\"6 4\""),
        );
        pen.text(Spot { x: at.x + 6.0, y: y + 19.0 }, Letters::bold(SMALL, INK), "Nobody");
        return;
    }
    let of = &report.lanes[lane.lane];
    let (fill, ink) = colours(of.family);
    pen.open(&of.name);
    pen.rect(at, room, high, &format!("rx=\"2\" fill=\"{fill}\""));
    let mut y = y + 3.0;
    for line in wrap(&of.mark, 16.0 * BOLD, room - 10.0, 0.0, 2) {
        y += 17.0;
        pen.text(Spot { x: at.x + 6.0, y }, Letters::bold(16.0, ink), &line);
    }
    let count = panel.bodies[lane.lane].filter(|count| *count > 1);
    if let Some(count) = count.filter(|_| y + 20.0 < top + lane.top + high) {
        let shown = fit(&format!("× {}", with_commas(count as u64)), SMALL, room - 10.0);
        pen.text(Spot { x: at.x + 6.0, y: y + 18.0 }, Letters::plain(SMALL, ink), &shown);
    }
    pen.close();
}

/// What a box is about: a part in a lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    /// The lane, or [`NOBODY`].
    lane: usize,
    /// The number of the part.
    number: usize,
}
