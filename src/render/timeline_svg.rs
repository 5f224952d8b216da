//! Who held each part, when, as SVG: a row for each part, bars for those who commission it, marks for gaps and overlaps,
//! lines for the days on which bodies begin and end.

#[cfg(test)]
mod tests;

use super::picture::page::{LINE, MARGIN, Page, ROOM, SMALL, WIDE};
use super::picture::pen::{GREY, INK, Letters, Pen, RULE, Spot, colours};
use super::picture::text::{BOLD, fit, width, wrap};
use crate::report::common::capital;
use crate::report::network::Family;
use crate::report::timeline::{HeldView, SpanView, TimelineReport};
use crate::report::titles::{counted, first_that_fits, number};

/// How wide the names of the parts are.
const NAMES: f64 = 268.0;
/// How high a bar is.
const BAR: f64 = 19.0;
/// At most so many days have their names above a line.
const LINES: usize = 12;

/// The picture, with a line end.
pub fn render(report: &TimelineReport) -> String {
    let rows = rows(report);
    let (title, says) = words(report, &rows);
    let [first, last] = &report.window_in_words;
    let about = format!(
        "{}, {first} to {last}: who commissions each part, when. Lines are days on which bodies begin or end.",
        subject(report)
    );
    let bare = if report.bare_law { "-bare-law" } else { "" };
    let name = format!("timeline-{}-{}{bare}", report.service.as_deref().unwrap_or("all"), report.window.join("-"));
    let mut page = Page::new(&name, &title, &about);
    page.pen.hatchings();
    let top = axis(&mut page, report);
    let mut body = Pen::of(&name);
    for row in &rows {
        draw_row(&mut body, &mut page.y, report, row);
    }
    for day in days(report) {
        let x = at(report, day.place);
        let looks = format!("stroke=\"{GREY}\" stroke-width=\"1\" stroke-dasharray=\"3 3\"");
        page.pen.line(Spot { x, y: top }, Spot { x, y: page.y }, &looks);
    }
    page.pen.out.push_str(&body.out);
    page.key(&signs(&rows), sample);
    page.source(&format!("Source: the landscape “{}”, all its responsibilities within these days.", report.landscape));
    page.finish(&title, &says)
}

/// A part with all that is so of it.
struct Row<'a> {
    name: &'a str,
    held: Vec<&'a HeldView>,
    gaps: Vec<&'a SpanView>,
    overlaps: Vec<&'a SpanView>,
}

fn rows(report: &TimelineReport) -> Vec<Row<'_>> {
    let commissioned: Vec<&HeldView> = report.held.iter().filter(|held| held.function == "commission").collect();
    let spans = |code: &str, component: &str| -> Vec<&SpanView> {
        let key = format!("{code}:{component}");
        let is = |span: &&SpanView| span.key == key || span.key.starts_with(&format!("{key}:"));
        report.spans.iter().filter(is).collect()
    };
    let mut rows: Vec<Row<'_>> = commissioned
        .chunk_by(|one, other| one.component == other.component)
        .map(|held| Row {
            name: &held[0].name,
            held: held.to_vec(),
            gaps: spans("gap/uncommissioned", &held[0].component),
            overlaps: spans("overlap/commissioners", &held[0].component),
        })
        .collect();
    rows.sort_by_key(|row| row.held[0].written);
    rows
}

fn subject(report: &TimelineReport) -> String {
    match report.services.as_slice() {
        [one] => one.clone(),
        [] => "All services".to_owned(),
        many => format!("{} services", capital(&number(many.len()))),
    }
}

/// The title and the text alternative.
fn words(report: &TimelineReport, rows: &[Row<'_>]) -> (String, String) {
    let certain = |spans: &[&SpanView]| spans.iter().any(|span| span.certainty == "certain");
    let gaps = rows.iter().filter(|row| certain(&row.gaps)).count();
    let possible = rows.iter().filter(|row| !row.gaps.is_empty()).count();
    let overlaps = rows.iter().filter(|row| !row.overlaps.is_empty()).count();
    let of = counted(rows.len(), "part", "parts");
    let said = match (gaps, possible) {
        (0, 0) => format!("none of {of} ever had a gap"),
        (0, possible) => format!("{possible} of {of} had a possible gap"),
        (gaps, _) => format!("{gaps} of {of} had a gap"),
    };
    let title = first_that_fits(&[format!("{}: {said}", subject(report)), capital(&said)]);
    let [first, last] = &report.window_in_words;
    let turns = counted(days(report).count(), "day", "days");
    let says = format!(
        "From {first} to {last} {said}, {possible} a gap or a possible one, and {overlaps} an overlap or a possible one. \
         Bodies begin or end on {turns}.",
    );
    (title, says)
}

/// The days on which bodies begin or end.
fn days(report: &TimelineReport) -> impl Iterator<Item = &crate::report::timeline::DayView> {
    report.days.iter().filter(|day| !day.begun.is_empty() || !day.ended.is_empty())
}

/// Where a day stands.
fn at(report: &TimelineReport, place: i64) -> f64 {
    let share = place as f64 / report.length.max(1) as f64;
    MARGIN + NAMES + share.clamp(0.0, 1.0) * (ROOM - NAMES)
}

/// The days above the lines, as many as there is room for, the busiest first; says where the lines begin.
fn axis(page: &mut Page, report: &TimelineReport) -> f64 {
    let mut busiest: Vec<(usize, f64, &str)> =
        days(report).map(|day| (day.begun.len() + day.ended.len(), at(report, day.place), day.on.as_str())).collect();
    busiest.push((usize::MAX, at(report, 0), &report.window[0]));
    busiest.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.total_cmp(&other.1)));
    let mut taken: Vec<f64> = Vec::new();
    page.y += 4.0;
    let high = width("2013-04-01", SMALL) + 4.0;
    for (_, x, day) in busiest {
        let inside = x.clamp(MARGIN + NAMES + 8.0, WIDE - MARGIN - 4.0);
        if taken.len() < LINES && taken.iter().all(|other| (other - inside).abs() > LINE) {
            taken.push(inside);
            page.pen.upwards(Spot { x: inside + 5.0, y: page.y + high }, Letters::plain(SMALL, INK), day);
        }
    }
    page.y += high + 4.0;
    page.y
}

fn draw_row(pen: &mut Pen, y: &mut f64, report: &TimelineReport, row: &Row<'_>) {
    let name = wrap(row.name, SMALL, NAMES - 10.0, 0.0, 2);
    let high = (name.len().max(1) as f64 * LINE + 6.0).max(BAR + 12.0);
    pen.open(&says(row));
    for (line, text) in name.iter().enumerate() {
        let base = *y + 15.0 + line as f64 * LINE;
        pen.text(Spot { x: MARGIN, y: base }, Letters::plain(SMALL, INK), text);
    }
    for held in &row.held {
        let Some(family) = held.family else { continue };
        let (x, end) = (at(report, held.place[0]), at(report, held.place[1] + 1));
        let (fill, ink) = colours(family);
        let wide = (end - x - 1.2).max(1.0);
        pen.rect(Spot { x, y: *y + 3.0 }, wide, BAR, &format!("fill=\"{fill}\""));
        let shown = fit(&held.by, SMALL * BOLD, wide - 8.0);
        if width(&held.by, SMALL * BOLD) <= wide - 8.0 || (wide > 60.0 && shown.len() > 3) {
            pen.text(Spot { x: x + 4.0, y: *y + 17.5 }, Letters::bold(SMALL, ink), &shown);
        }
    }
    for (spans, gap) in [(&row.gaps, true), (&row.overlaps, false)] {
        for span in spans {
            let (x, end) = (at(report, span.place[0]), at(report, span.place[1] + 1));
            let at = Spot { x, y: *y + if gap { 3.0 } else { 4.0 + BAR } };
            mark(pen, at, (end - x).max(3.0), (gap, span.certainty == "certain"));
        }
    }
    pen.close();
    *y += high;
    let looks = format!("stroke=\"{RULE}\" stroke-width=\"0.6\"");
    pen.line(Spot { x: MARGIN, y: *y }, Spot { x: WIDE - MARGIN, y: *y }, &looks);
}

/// A gap where a bar would be, an overlap below it; hatched and dashed where it is only possible.
fn mark(pen: &mut Pen, at: Spot, wide: f64, (gap, certain): (bool, bool)) {
    let high = if gap { BAR } else { 5.0 };
    match (gap, certain) {
        (true, true) | (false, true) => pen.rect(at, wide, high, &format!("fill=\"{INK}\"")),
        (true, false) => {
            let looks = format!("{} stroke=\"{INK}\" stroke-width=\"0.8\"", pen.hatch(None));
            pen.rect(at, wide, high, &looks);
        }
        (false, false) => {
            let y = at.y + high / 2.0;
            let looks = format!("stroke=\"{INK}\" stroke-width=\"{high}\" stroke-dasharray=\"3 2\"");
            pen.line(Spot { x: at.x, y }, Spot { x: at.x + wide, y }, &looks);
        }
    }
}

/// A row in words, for whoever points at it.
fn says(row: &Row<'_>) -> String {
    let held = row.held.iter().map(|held| {
        let by = if held.by.is_empty() { "nobody for certain" } else { &held.by };
        format!("{by} {} to {}", held.from, held.until)
    });
    let spans = row.gaps.iter().map(|span| (span, "gap")).chain(row.overlaps.iter().map(|span| (span, "overlap")));
    let spans = spans.map(|(span, what)| format!("{} {what} {} to {}", span.certainty, span.from, span.until));
    format!("{}: {}", row.name, held.chain(spans).collect::<Vec<_>>().join("; "))
}

/// A sign of the key.
#[derive(Debug, Clone, Copy)]
enum Sign {
    Held(Family),
    Mark(bool, bool),
    Line,
}

fn signs(rows: &[Row<'_>]) -> Vec<(Sign, &'static str)> {
    let held = |family: Family| rows.iter().any(|row| row.held.iter().any(|held| held.family == Some(family)));
    let marked = |gap: bool, certain: bool| {
        rows.iter().any(|row| {
            if gap { &row.gaps } else { &row.overlaps }.iter().any(|span| (span.certainty == "certain") == certain)
        })
    };
    let all = [
        (Sign::Held(Family::National), "a national body commissions it"),
        (Sign::Held(Family::NhsLocal), "a local NHS body does"),
        (Sign::Held(Family::Council), "a council does"),
        (Sign::Held(Family::Other), "another body does"),
        (Sign::Mark(true, true), "gap for somebody: nobody commissions it"),
        (Sign::Mark(true, false), "possible gap: all who might are disputed"),
        (Sign::Mark(false, true), "overlap: two must"),
        (Sign::Mark(false, false), "possible overlap, if disputed facts hold"),
        (Sign::Line, "a day on which bodies begin or end"),
    ];
    let occurs = |sign: Sign| match sign {
        Sign::Held(family) => held(family),
        Sign::Mark(gap, certain) => marked(gap, certain),
        Sign::Line => true,
    };
    all.into_iter().filter(|(sign, _)| occurs(*sign)).collect()
}

fn sample(pen: &mut Pen, sign: Sign, at: Spot) {
    let corner = Spot { x: at.x + 8.0, y: at.y - BAR / 2.0 };
    match sign {
        Sign::Held(family) => pen.rect(corner, 44.0, BAR, &format!("fill=\"{}\"", colours(family).0)),
        Sign::Mark(true, certain) => mark(pen, corner, 44.0, (true, certain)),
        Sign::Mark(false, certain) => mark(pen, Spot { x: corner.x, y: at.y - 2.5 }, 44.0, (false, certain)),
        Sign::Line => {
            let looks = format!("stroke=\"{GREY}\" stroke-width=\"1\" stroke-dasharray=\"3 3\"");
            pen.line(Spot { x: at.x + 30.0, y: at.y - 12.0 }, Spot { x: at.x + 30.0, y: at.y + 12.0 }, &looks);
        }
    }
}
