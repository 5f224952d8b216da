//! Who holds which function of which part, as an SVG matrix: parts down, holders across, before and after beside each
//! other in one cell. How much of a field is filled says for which share of the people.

#[cfg(test)]
mod tests;

use super::picture::marks::percent;
use super::picture::page::{LINE, MARGIN, Page, ROOM, SMALL, WIDE, name_of};
use super::picture::pen::{INK, Letters, Pen, RULE, Spot, colours};
use super::picture::text::{BOLD, fit, width, wrap};
use super::words::matrix::hold_in_words;
use crate::report::matrix::{Cell, Holder, MatrixReport};
use crate::report::network::{Family, Hold, Trouble};

/// At most so many columns stand beside each other; more follow below, with the parts once more.
const COLUMNS: usize = 21;
/// How wide the names of the parts are at least.
const NAMES: f64 = 268.0;
/// How wide a column is at most.
const BROADEST: f64 = 62.0;
/// And at most.
const BROADEST_NAMES: f64 = 460.0;
/// How high a field is.
const FIELD: f64 = 18.0;
/// How high the names of the holders may be.
const HEAD: f64 = 210.0;
/// How high a group's name stands above its rows.
const GROUP: f64 = 26.0;

/// The picture, with a line end.
pub fn render(report: &MatrixReport) -> String {
    let services = report.services.first().map_or("", String::as_str);
    let name = name_of(&format!("matrix-{}-{}", services, report.services.len()), &report.scenarios);
    let mut page = Page::new(&name, &report.title, &report.about);
    page.pen.hatchings();
    for columns in blocks(report) {
        Block::new(report, columns).draw(&mut page);
    }
    let pair = report.scenarios.len() > 1;
    let signs: Vec<(Sign, String)> = signs(report, pair);
    let signs: Vec<(Sign, &str)> = signs.iter().map(|(sign, says)| (*sign, says.as_str())).collect();
    page.key(&signs, sample);
    page.source(&report.source);
    page.finish(&report.title, &report.description)
}

/// The columns in blocks that fit beside each other, functions whole where they can be.
fn blocks(report: &MatrixReport) -> Vec<std::ops::Range<usize>> {
    let mut blocks: Vec<std::ops::Range<usize>> = Vec::new();
    let functions = report.columns.chunk_by(|one, other| one.function == other.function);
    for chunk in functions.flat_map(|function| function.chunks(COLUMNS)) {
        match blocks.last_mut() {
            Some(last) if last.len() + chunk.len() <= COLUMNS => last.end += chunk.len(),
            last => {
                let start = last.map_or(0, |last| last.end);
                blocks.push(start..start + chunk.len());
            }
        }
    }
    blocks
}

/// Some columns with all rows.
struct Block<'a> {
    report: &'a MatrixReport,
    columns: std::ops::Range<usize>,
    wide: f64,
    names: f64,
}

impl<'a> Block<'a> {
    fn new(report: &'a MatrixReport, columns: std::ops::Range<usize>) -> Self {
        let count = columns.len().max(1) as f64;
        let wide = ((ROOM - NAMES) / count).min(BROADEST);
        Block { report, columns, wide, names: (ROOM - wide * count).min(BROADEST_NAMES) }
    }

    fn left_of(&self, column: usize) -> f64 {
        MARGIN + self.names + (column - self.columns.start) as f64 * self.wide
    }

    fn draw(&self, page: &mut Page) {
        page.y += 6.0;
        let top = page.y;
        self.head(page);
        let below = page.y;
        let mut group = None;
        let rows = self.report.rows.iter().enumerate().filter(|(place, _)| self.shows(*place));
        for (place, row) in rows {
            if group != Some(&row.group) {
                group = Some(&row.group);
                self.group(page, &row.group);
            }
            let name = wrap(&row.name, SMALL, self.names - 10.0, 0.0, 2);
            let high = (name.len().max(1) as f64 * LINE + 5.0).max(FIELD + 6.0);
            page.pen.open(&self.says(place));
            let base = page.y + 15.5;
            for (line, text) in name.iter().enumerate() {
                let at = Spot { x: MARGIN + 4.0, y: base + line as f64 * LINE };
                page.pen.text(at, Letters::plain(SMALL, INK), text);
            }
            for column in self.columns.clone() {
                self.cell(
                    &mut page.pen,
                    place,
                    column,
                    Spot { x: self.left_of(column), y: page.y + (high - FIELD) / 2.0 },
                );
            }
            page.pen.close();
            page.y += high;
            let looks = format!("stroke=\"{RULE}\" stroke-width=\"0.6\"");
            page.pen.line(Spot { x: MARGIN, y: page.y }, Spot { x: WIDE - MARGIN, y: page.y }, &looks);
        }
        for column in self.columns.clone() {
            let (colour, thick) = if self.begins(column) { (INK, 1.2) } else { (RULE, 0.6) };
            let x = self.left_of(column) - 2.0;
            let looks = format!("stroke=\"{colour}\" stroke-width=\"{thick}\"");
            let start = if self.begins(column) { top } else { below };
            page.pen.line(Spot { x, y: start }, Spot { x, y: page.y }, &looks);
        }
    }

    /// Whether a row stands in the block: in the first all do, further below those of which something is held.
    fn shows(&self, row: usize) -> bool {
        let held = |cell: &Cell| cell.row == row && self.columns.contains(&cell.column);
        self.columns.start == 0 || self.report.cells.iter().any(held)
    }

    /// Whether a function begins with a column.
    fn begins(&self, column: usize) -> bool {
        let function = |column: usize| &self.report.columns[column].function;
        column == self.columns.start || function(column) != function(column - 1)
    }

    /// The functions, and the holders under them.
    fn head(&self, page: &mut Page) {
        let columns: Vec<usize> = self.columns.clone().collect();
        let turned =
            columns.iter().any(|column| width(&self.report.columns[*column].mark, SMALL * BOLD) > self.wide - 6.0);
        let longest = columns.iter().map(|column| width(&self.report.columns[*column].mark, SMALL * BOLD));
        let high = if turned { longest.fold(0.0, f64::max).min(HEAD) } else { LINE };
        let starts: Vec<usize> = columns.iter().copied().filter(|column| self.begins(*column)).collect();
        let room_of = |place: usize| {
            let end = starts.get(place + 1).copied().unwrap_or(self.columns.end);
            (end - starts[place]) as f64 * self.wide - 6.0
        };
        let name_of = |place: usize| width(&self.report.columns[starts[place]].function_name, SMALL * BOLD);
        let broad = (0..starts.len()).filter(|place| name_of(*place) > room_of(*place)).map(name_of);
        let raised = broad.fold(LINE, f64::max).min(HEAD);
        for (place, start) in starts.iter().enumerate() {
            let room = room_of(place);
            let name = &self.report.columns[*start].function_name;
            // A name that is broader than its columns stands upwards.
            let x = self.left_of(*start) + 3.0;
            if width(name, SMALL * BOLD) <= room {
                page.pen.text(Spot { x, y: page.y + 14.0 }, Letters::bold(SMALL, INK), name);
            } else {
                let shown = fit(name, SMALL * BOLD, raised);
                page.pen.open(name);
                page.pen.upwards(Spot { x: x + 12.0, y: page.y + raised }, Letters::bold(SMALL, INK), &shown);
                page.pen.close();
            }
        }
        page.y += raised + 8.0;
        for column in columns {
            let of = &self.report.columns[column];
            let middle = self.left_of(column) + self.wide / 2.0 - 2.0;
            page.pen.open(&of.name);
            if turned {
                let shown = fit(&of.mark, SMALL * BOLD, HEAD);
                page.pen.upwards(Spot { x: middle + 5.0, y: page.y + high }, Letters::bold(SMALL, INK), &shown);
            } else {
                page.pen.middle(Spot { x: middle, y: page.y + 13.0 }, Letters::bold(SMALL, INK), &of.mark);
            }
            page.pen.close();
        }
        page.y += high + 6.0;
    }

    fn group(&self, page: &mut Page, name: &str) {
        page.pen.rect(Spot { x: MARGIN, y: page.y }, ROOM, GROUP - 4.0, "fill=\"#F3F2F1\"");
        let name = if name.is_empty() { "No stage" } else { name };
        page.pen.fitted(Spot { x: MARGIN + 4.0, y: page.y + 16.0 }, Letters::bold(SMALL, INK), name, self.names);
        page.y += GROUP;
    }

    /// The fields of a cell, one for each scenario; where it is held in one of them, the others stand empty.
    fn cell(&self, pen: &mut Pen, row: usize, column: usize, at: Spot) {
        let scenarios = self.report.scenarios.len();
        let count = scenarios.max(1) as f64;
        let wide = (self.wide - 7.0 - (count - 1.0) * 2.0) / count;
        let held = (0..scenarios).any(|scenario| self.find(row, column, scenario).is_some());
        for scenario in 0..scenarios {
            let at = Spot { x: at.x + 1.0 + scenario as f64 * (wide + 2.0), y: at.y };
            let of = &self.report.columns[column];
            match (self.find(row, column, scenario), of.trouble) {
                (Some(cell), None) => field(pen, at, wide, (cell.hold, cell.share), of.family),
                (Some(cell), Some(trouble)) => trouble_field(pen, at, wide, (cell.hold, cell.share), trouble),
                (None, _) if held => empty(pen, at, wide),
                (None, _) => {}
            }
        }
    }

    fn find(&self, row: usize, column: usize, scenario: usize) -> Option<&'a Cell> {
        let key = (row, column, scenario);
        let found = self.report.cells.binary_search_by_key(&key, |cell| (cell.row, cell.column, cell.scenario));
        found.ok().map(|place| &self.report.cells[place])
    }

    /// A row in words, for whoever points at it.
    fn says(&self, row: usize) -> String {
        let mut text = format!("{}:", self.report.rows[row].name);
        for column in self.columns.clone() {
            for scenario in 0..self.report.scenarios.len() {
                let Some(cell) = self.find(row, column, scenario) else { continue };
                let Holder { mark, function, trouble, .. } = &self.report.columns[column];
                let hold = hold_in_words(cell.hold, *trouble);
                let share = if cell.share > 0.9995 { String::new() } else { format!(" for {}", percent(cell.share)) };
                let on = &self.report.scenarios[scenario].on;
                text.push_str(&format!(" {on} {function} {mark} {hold}{share};"));
            }
        }
        text
    }
}

/// Where the other of two scenarios has something.
fn empty(pen: &mut Pen, at: Spot, wide: f64) {
    let inner = Spot { x: at.x + 0.5, y: at.y + 0.5 };
    pen.rect(inner, wide - 1.0, FIELD - 1.0, &format!("fill=\"none\" stroke=\"{RULE}\" stroke-width=\"1\""));
}

/// One field: filled for a duty, empty for a power, hatched where it is disputed; as far as people are covered.
fn field(pen: &mut Pen, at: Spot, wide: f64, (hold, share): (Hold, f64), family: Option<Family>) {
    let colour = family.map_or(INK, |family| colours(family).0);
    let filled = if share > 0.9995 { wide } else { (wide * share).clamp(2.0, wide - 2.0) };
    match hold {
        Hold::Must => pen.rect(at, filled, FIELD, &format!("fill=\"{colour}\"")),
        Hold::Disputed => pen.rect(at, filled, FIELD, &pen.hatch(family)),
        Hold::May => pen.rect(Spot { x: at.x, y: at.y + FIELD - 5.0 }, filled, 5.0, &format!("fill=\"{colour}\"")),
    }
    let inner = Spot { x: at.x + 0.8, y: at.y + 0.8 };
    pen.rect(inner, wide - 1.6, FIELD - 1.6, &format!("fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.6\""));
}

/// One field of what is wrong: a gap with broken edges, an overlap as two above each other; hatched where it is only
/// possible.
fn trouble_field(pen: &mut Pen, at: Spot, wide: f64, (hold, share): (Hold, f64), trouble: Trouble) {
    let filled = if share > 0.9995 { wide } else { (wide * share).clamp(2.0, wide - 2.0) };
    let fill = if hold == Hold::Disputed { pen.hatch(None) } else { format!("fill=\"{INK}\"") };
    let edge = format!("fill=\"none\" stroke=\"{INK}\" stroke-width=\"1.4\"");
    match trouble {
        Trouble::Gap => {
            pen.rect(at, filled, FIELD, &fill);
            let inner = Spot { x: at.x + 0.7, y: at.y + 0.7 };
            pen.rect(inner, wide - 1.4, FIELD - 1.4, &format!("{edge} stroke-dasharray=\"4 2\""));
        }
        Trouble::Overlap => {
            let high = FIELD / 2.0 - 1.5;
            for y in [at.y, at.y + FIELD - high] {
                pen.rect(Spot { x: at.x, y }, filled, high, &fill);
                pen.rect(Spot { x: at.x + 0.7, y: y + 0.7 }, wide - 1.4, high - 1.4, &edge);
            }
        }
    }
}

/// A sign of the key.
#[derive(Debug, Clone, Copy)]
enum Sign {
    Field(Hold, f64, Family),
    Trouble(Hold, Trouble),
    Pair,
}

fn signs(report: &MatrixReport, pair: bool) -> Vec<(Sign, String)> {
    let mut signs: Vec<(Sign, String)> = Vec::new();
    if pair {
        let days: Vec<&str> = report.scenarios.iter().map(|scenario| scenario.day.as_str()).collect();
        let says = match days.as_slice() {
            [left, right] => format!("left {left}, right {right}"),
            all => format!("from left to right: {}", all.join(", ")),
        };
        signs.push((Sign::Pair, says));
    }
    let some = Family::National;
    let all: [(Sign, &str); 4] = [
        (Sign::Field(Hold::Must, 1.0, some), "has the duty, for all who need it"),
        (Sign::Field(Hold::Must, 0.4, some), "for some of them: as far as it is filled"),
        (Sign::Field(Hold::May, 1.0, some), "may, need not"),
        (Sign::Field(Hold::Disputed, 1.0, some), "disputed"),
    ];
    let wrong: [(Sign, &str); 4] = [
        (Sign::Trouble(Hold::Must, Trouble::Gap), "gap: nobody holds it"),
        (Sign::Trouble(Hold::Disputed, Trouble::Gap), "possible gap: all who might are disputed"),
        (Sign::Trouble(Hold::Must, Trouble::Overlap), "overlap: two must, for the same people"),
        (Sign::Trouble(Hold::Disputed, Trouble::Overlap), "possible overlap, if disputed facts hold"),
    ];
    for (sign, says) in all.into_iter().chain(wrong) {
        let occurs = |cell: &Cell| match (sign, report.columns[cell.column].trouble) {
            (Sign::Field(hold, share, _), None) => cell.hold == hold && (cell.share < 0.9995) == (share < 1.0),
            (Sign::Trouble(hold, trouble), Some(known)) => cell.hold == hold && trouble == known,
            _ => false,
        };
        if report.cells.iter().any(occurs) {
            signs.push((sign, says.to_owned()));
        }
    }
    let families = [
        (Family::National, "national"),
        (Family::NhsLocal, "local NHS"),
        (Family::Council, "councils"),
        (Family::Other, "others"),
    ];
    for (family, says) in families {
        if report.columns.iter().any(|column| column.family == Some(family)) {
            signs.push((Sign::Field(Hold::Must, 1.0, family), says.to_owned()));
        }
    }
    signs
}

fn sample(pen: &mut Pen, sign: Sign, at: Spot) {
    let corner = Spot { x: at.x + 14.0, y: at.y - FIELD / 2.0 };
    match sign {
        Sign::Field(hold, share, family) => field(pen, corner, 32.0, (hold, share), Some(family)),
        Sign::Trouble(hold, trouble) => trouble_field(pen, corner, 32.0, (hold, 1.0), trouble),
        Sign::Pair => {
            field(pen, Spot { x: at.x + 12.0, ..corner }, 17.0, (Hold::Must, 1.0), Some(Family::NhsLocal));
            empty(pen, Spot { x: at.x + 31.0, ..corner }, 17.0);
        }
    }
}
