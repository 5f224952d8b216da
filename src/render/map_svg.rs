//! A map of tiles in SVG, or two beside each other with the same classes: the darker a tile, the higher its value. The
//! number of its class stands in every tile, so that nothing is told by colour alone.

#[cfg(test)]
mod tests;

use super::picture::page::{LINE, MARGIN, Page, ROOM, SMALL, WIDE, name_of};
use super::picture::pen::{GREY, INK, Letters, Pen, RULE, Spot};
use super::picture::text::{BOLD, width, wrap};
use crate::report::map::{MapReport, TileView};

/// From light to dark: the three blues for sequential data of the UK Government Analysis Function, and two lighter ones
/// for maps of more classes; with the colour of the number on each.
const BLUES: [(&str, &str); 5] =
    [("#E3EFFA", INK), ("#B3D4F0", INK), ("#6BACE6", INK), ("#2073BC", "#FFFFFF"), ("#12436D", "#FFFFFF")];
/// Between two tiles.
const GAP: f64 = 2.0;
/// A tile is at most so large.
const LARGEST: f64 = 40.0;
/// A map is at most so high.
const HIGHEST: f64 = 900.0;
/// Between two maps, or a map and its list.
const BETWEEN: f64 = 28.0;
/// How wide the list beside a single map is.
const LIST: f64 = 320.0;
/// At most so many tiles stand in a list.
const LISTED: usize = 8;

/// The picture, with a line end.
pub fn render(report: &MapReport) -> String {
    let about = [&report.align, &report.service, &report.finding].into_iter().flatten().next();
    let name = format!("map-{}-{}-{}", report.by, report.measure, about.map_or("", String::as_str));
    let mut page = Page::new(&name_of(&name, &report.scenarios), &report.title, &report.about);
    let frame = Frame::new(report);
    key(&mut page, report, frame.values);
    page.y += 6.0;
    let top = page.y;
    for place in 0..report.scenarios.len() {
        frame.draw(&mut page.pen, report, place, top);
    }
    let mut bottom = top + HEADING + frame.high();
    if report.scenarios.len() == 1 {
        let mut y = top + HEADING + 4.0;
        let left = MARGIN + frame.wide() + BETWEEN;
        let mut order = ordered(report);
        y = list(&mut page.pen, "Highest", &order, (left, y));
        order.reverse();
        let last = order.first().map(|tile| tile.says[0].clone());
        let high = order.last().map(|tile| tile.says[0].clone());
        if last != high {
            y = list(&mut page.pen, "Lowest", &order, (left, y + 14.0));
        }
        bottom = bottom.max(y);
    } else {
        bottom = changes(&mut page.pen, report, bottom + 10.0);
    }
    page.y = bottom + 6.0;
    let rule = format!("stroke=\"{RULE}\" stroke-width=\"1.5\"");
    page.pen.line(Spot { x: MARGIN, y: page.y }, Spot { x: WIDE - MARGIN, y: page.y }, &rule);
    page.y += 4.0;
    page.source(&report.source);
    page.finish(&report.title, &report.description)
}

/// How high the name of a scenario above its map is.
const HEADING: f64 = 30.0;

/// How large the tiles are, and where.
struct Frame {
    tile: f64,
    rows: (u32, u32),
    columns: (u32, u32),
    beside: f64,
    /// Whether there is room for the values; else the number of the class stands in each tile.
    values: bool,
}

impl Frame {
    fn new(report: &MapReport) -> Frame {
        let ends = |of: fn(&TileView) -> u32| {
            let all = report.tiles.iter().map(of);
            (all.clone().min().unwrap_or(0), all.max().unwrap_or(0) + 1)
        };
        let (rows, columns) = (ends(|tile| tile.row), ends(|tile| tile.column));
        let count = report.scenarios.len() as f64;
        let room = if count < 2.0 { ROOM - LIST - BETWEEN } else { (ROOM - BETWEEN * (count - 1.0)) / count };
        let across = f64::from(columns.1 - columns.0);
        let down = f64::from(rows.1 - rows.0);
        let tile = (room / across).min(HIGHEST / down).min(LARGEST);
        let texts = report.tiles.iter().flat_map(|tile| &tile.says);
        let values = texts.map(|text| width(text, SMALL)).fold(0.0, f64::max) <= tile - GAP - 3.0;
        Frame { tile, rows, columns, beside: room + BETWEEN, values }
    }

    fn wide(&self) -> f64 {
        self.tile * f64::from(self.columns.1 - self.columns.0)
    }

    fn high(&self) -> f64 {
        self.tile * f64::from(self.rows.1 - self.rows.0)
    }

    /// The map of a scenario.
    fn draw(&self, pen: &mut Pen, report: &MapReport, scenario: usize, top: f64) {
        let left = MARGIN + scenario as f64 * self.beside;
        let of = &report.scenarios[scenario];
        let mean = match report.means[scenario].as_str() {
            "" => String::new(),
            mean => format!(": {mean} on average"),
        };
        let room = if report.scenarios.len() == 1 { ROOM } else { self.beside - BETWEEN };
        let heading = format!("{}{mean}", of.day);
        pen.fitted(Spot { x: left, y: top + 19.0 }, Letters::bold(16.0, INK), &heading, room);
        for tile in &report.tiles {
            let x = left + f64::from(tile.column - self.columns.0) * self.tile;
            let y = top + HEADING + f64::from(tile.row - self.rows.0) * self.tile;
            pen.open(&says(report, tile, scenario));
            let class = tile.classes[scenario];
            square(pen, Spot { x, y }, self.tile - GAP, class, report.classes.len());
            let text = match class {
                None => "–".to_owned(),
                Some(_) if self.values => tile.says[scenario].clone(),
                Some(class) => (class + 1).to_string(),
            };
            inscribe(pen, Spot { x, y }, self.tile - GAP, (class, report.classes.len()), &text);
            pen.close();
        }
    }
}

/// A tile of a class; without one where it has no value.
fn square(pen: &mut Pen, at: Spot, side: f64, class: Option<usize>, classes: usize) {
    let (fill, _) = class.map_or(("#FFFFFF", GREY), |class| colours(class, classes));
    let dash = if class.is_none() { " stroke-dasharray=\"3 3\"" } else { "" };
    let inside = Spot { x: at.x + 0.5, y: at.y + 0.5 };
    pen.rect(inside, side - 1.0, side - 1.0, &format!("fill=\"{fill}\" stroke=\"{GREY}\" stroke-width=\"1\"{dash}"));
}

/// What stands in a tile.
fn inscribe(pen: &mut Pen, at: Spot, side: f64, (class, classes): (Option<usize>, usize), text: &str) {
    let (_, colour) = class.map_or(("#FFFFFF", GREY), |class| colours(class, classes));
    // On a map of very many tiles there is room for colours alone; the table has the rest.
    if side < SMALL {
        return;
    }
    let middle = Spot { x: at.x + side / 2.0, y: at.y + side / 2.0 + SMALL * 0.36 };
    pen.middle(middle, Letters::plain(SMALL, colour), text);
}

/// The colours of a class among so many: as far apart as they can be.
fn colours(class: usize, classes: usize) -> (&'static str, &'static str) {
    let place = match classes {
        0 | 1 => 2,
        2 => [2, 4][class.min(1)],
        3..=4 => 5 - classes + class,
        _ => class,
    };
    BLUES[place.min(BLUES.len() - 1)]
}

/// The tiles that have a value, the highest first.
fn ordered(report: &MapReport) -> Vec<&TileView> {
    let mut order: Vec<&TileView> = report.tiles.iter().filter(|tile| tile.values[0].is_some()).collect();
    let value = |tile: &TileView| tile.values[0].unwrap_or(0.0);
    order.sort_by(|one, other| value(other).total_cmp(&value(one)).then_with(|| one.name.cmp(&other.name)));
    order
}

/// The first of some tiles with their values; where more have the value of the last, how many. Says where it ends.
fn list(pen: &mut Pen, title: &str, order: &[&TileView], (left, top): (f64, f64)) -> f64 {
    let mut y = top + 14.0;
    pen.text(Spot { x: left, y }, Letters::bold(SMALL, INK), title);
    let Some(first) = order.first() else { return y };
    let alike = order.iter().filter(|tile| tile.says[0] == first.says[0]).count();
    let most = if alike > LISTED { 0 } else { LISTED };
    if most == 0 {
        y += LINE + 3.0;
        pen.text(Spot { x: left, y }, Letters::plain(SMALL, INK), &format!("{}: {alike} tiles", first.says[0]));
    }
    let shown = &order[..most.min(order.len())];
    let lead = shown.iter().map(|tile| width(&tile.says[0], SMALL * BOLD)).fold(0.0, f64::max) + 12.0;
    for tile in shown {
        let value = &tile.says[0];
        let room = LIST - lead - 10.0;
        let lines = wrap(&tile.name, SMALL, room, 0.0, 2);
        let cut = lines.last().is_some_and(|last| last.ends_with('…') && !tile.name.trim_end().ends_with('…'));
        if cut {
            pen.open(&tile.name);
        }
        for (line, text) in lines.iter().enumerate() {
            y += if line == 0 { LINE + 3.0 } else { LINE };
            if line == 0 {
                pen.text(Spot { x: left, y }, Letters::bold(SMALL, INK), value);
            }
            pen.text(Spot { x: left + lead, y }, Letters::plain(SMALL, INK), text);
        }
        if cut {
            pen.close();
        }
    }
    let more =
        shown.last().map_or(0, |last| order[shown.len()..].iter().filter(|tile| tile.says[0] == last.says[0]).count());
    if let Some(last) = shown.last().filter(|_| more > 0) {
        y += LINE + 3.0;
        let says = format!("and {more} more with {}", last.says[0]);
        pen.text(Spot { x: left, y }, Letters::plain(SMALL, GREY), &says);
    }
    y
}

/// The tiles that change most, in two columns. Says where it ends.
fn changes(pen: &mut Pen, report: &MapReport, top: f64) -> f64 {
    let last = report.scenarios.len() - 1;
    let change = |tile: &TileView| tile.values[last].unwrap_or(0.0) - tile.values[0].unwrap_or(0.0);
    let both = |tile: &&TileView| tile.values[0].is_some() && tile.values[last].is_some();
    let mut order: Vec<&TileView> =
        report.tiles.iter().filter(both).filter(|tile| tile.says[0] != tile.says[last]).collect();
    order.sort_by(|one, other| {
        change(other).abs().total_cmp(&change(one).abs()).then_with(|| one.name.cmp(&other.name))
    });
    let text = |tile: &TileView| format!("{} → {}", tile.says[0], tile.says[last]);
    let mut y = top + 14.0;
    let Some(first) = order.first() else { return top };
    let alike = order.iter().filter(|tile| text(tile) == text(first)).count();
    let title = if alike > LISTED { "Largest change" } else { "Largest changes" };
    pen.text(Spot { x: MARGIN, y }, Letters::bold(SMALL, INK), title);
    if alike > LISTED {
        let says = format!("{} in {alike} tiles", text(first));
        pen.text(Spot { x: MARGIN + 130.0, y }, Letters::plain(SMALL, INK), &says);
        return y + 6.0;
    }
    let shown = order.len().min(LISTED);
    let down = shown.div_ceil(2);
    let half = (ROOM - BETWEEN) / 2.0;
    for (place, tile) in order.iter().take(shown).enumerate() {
        let x = MARGIN + (place / down) as f64 * (half + BETWEEN);
        let at = y + (place % down + 1) as f64 * (LINE + 3.0);
        let value = text(tile);
        pen.text(Spot { x, y: at }, Letters::bold(SMALL, INK), &value);
        let lead = 120.0_f64.max(width(&value, SMALL * BOLD) + 10.0);
        pen.fitted(Spot { x: x + lead, y: at }, Letters::plain(SMALL, INK), &tile.name, half - lead);
    }
    y += down as f64 * (LINE + 3.0);
    y + 6.0
}

/// The key, above the maps: what the colours stand for.
fn key(page: &mut Page, report: &MapReport, values: bool) {
    page.y += 2.0;
    let inside = if values { "the value stands in the tile" } else { "the number of the class stands in the tile" };
    let mut legend = wrap(&report.legend, SMALL * BOLD, ROOM, 0.0, 2);
    let last = legend.pop().unwrap_or_default();
    legend.iter().for_each(|line| page.paragraph(line, Letters::bold(SMALL, INK), 1));
    page.paragraph(&last, Letters::bold(SMALL, INK), 1);
    let x = MARGIN + width(&last, SMALL * BOLD) + 10.0;
    if x + width(inside, SMALL) < WIDE - MARGIN {
        page.pen.text(Spot { x, y: page.y - 4.0 }, Letters::plain(SMALL, GREY), inside);
    }
    let empty = report.tiles.iter().any(|tile| tile.classes.iter().any(Option::is_none));
    let signs: Vec<(Option<usize>, &str)> = report
        .classes
        .iter()
        .enumerate()
        .map(|(place, class)| (Some(place), class.label.as_str()))
        .chain(empty.then_some((None, "no value")))
        .collect();
    let across = (ROOM / signs.len().max(1) as f64).min(190.0);
    for (place, (class, says)) in signs.iter().enumerate() {
        let at = Spot { x: MARGIN + place as f64 * across, y: page.y + 2.0 };
        square(&mut page.pen, at, 26.0, *class, report.classes.len());
        let number = match class {
            None => "–".to_owned(),
            Some(_) if values => String::new(),
            Some(class) => (class + 1).to_string(),
        };
        inscribe(&mut page.pen, at, 26.0, (*class, report.classes.len()), &number);
        let text = Spot { x: at.x + 34.0, y: at.y + 18.0 };
        page.pen.fitted(text, Letters::plain(SMALL, INK), says, across - 40.0);
    }
    page.y += 32.0;
}

/// A tile in words, for whoever points at it.
fn says(report: &MapReport, tile: &TileView, scenario: usize) -> String {
    let day = &report.scenarios[scenario].on;
    match (tile.classes[scenario], &tile.organisation) {
        (Some(_), _) => format!("{}, {day}: {}", tile.name, tile.says[scenario]),
        (None, Some(_)) => format!("{}, {day}: no value", tile.name),
        (None, None) => format!("{}, {day}: no such body", tile.name),
    }
}
