//! The box of a component: its number and name, who commissions it, where people go from it, what is wrong with it.

use crate::render::picture::marks::{Say, mark_texts, pills};
use crate::render::picture::pen::{BADGE, Badge, Exit, GREY, INK, Letters, Pen, Spot};
use crate::render::picture::text::{width, wrap};
use crate::report::network::{Body, Hold, Part, Trouble};

const NAME: f64 = 16.5;
const LINE: f64 = 19.5;
/// At most so many lines of a name. Most take three; three in England’s sexual health say only in the fourth what
/// tells them apart.
const LINES: usize = 5;
/// Between the border and what stands in the box.
const PAD: f64 = 11.0;
const GAP: f64 = 6.0;

/// What stands in the lower part of a box.
enum Foot<'a> {
    Badge(Badge<'a>),
    And,
    Exit(Exit<'a>),
    Says(&'static str),
}

impl Foot<'_> {
    fn width(&self) -> f64 {
        match self {
            Foot::Badge(badge) => badge.width(),
            Foot::And => 8.0,
            Foot::Exit(exit) => exit.width(),
            Foot::Says(text) => width(text, 16.0),
        }
    }
}

/// A component's box before it has its place.
pub(super) struct PartBox<'a> {
    part: &'a Part,
    wide: f64,
    says: String,
    lines: Vec<String>,
    feet: Vec<Vec<Foot<'a>>>,
}

/// How high the boxes of a row are.
pub(super) fn high(boxes: &[PartBox<'_>]) -> f64 {
    let most = |count: fn(&PartBox<'_>) -> usize| boxes.iter().map(count).max().unwrap_or(0) as f64;
    let lines = most(|one| one.lines.len()).max(1.0);
    2.0 * PAD + 5.0 + lines * LINE + most(|one| one.feet.len()) * (BADGE + GAP)
}

impl<'a> PartBox<'a> {
    /// The box of a part from which the exits lead elsewhere.
    pub(super) fn new(bodies: &'a [Body], part: &'a Part, exits: Vec<Exit<'a>>, wide: f64) -> Self {
        let mut foot: Vec<Foot<'a>> = Vec::new();
        for (place, holder) in part.holders.iter().enumerate() {
            if place > 0 && holder.together {
                foot.push(Foot::And);
            }
            let body = &bodies[holder.body];
            foot.push(Foot::Badge(Badge { mark: &body.mark, family: body.family, hold: holder.hold }));
        }
        if foot.is_empty() {
            foot.push(Foot::Says(match (part.here, part.needed) {
                (false, _) => "not on this day",
                (true, true) => "nobody",
                (true, false) => "needs no commissioner",
            }));
        }
        foot.extend(exits.into_iter().map(Foot::Exit));
        let room = wide - 2.0 * PAD;
        PartBox {
            part,
            wide,
            says: says(bodies, part),
            lines: wrap(&part.name, NAME, room, indent(part), LINES),
            feet: in_rows(foot, room),
        }
    }

    /// Draws it.
    pub(super) fn draw(&self, pen: &mut Pen, at: Spot, high: f64) {
        let part = self.part;
        pen.open(&self.says);
        self.border(pen, at, high);
        let mut y = at.y + PAD - 2.0 + LINE;
        pen.text(Spot { x: at.x + PAD, y }, Letters::bold(NAME, GREY), &part.number.to_string());
        for (place, line) in self.lines.iter().enumerate() {
            let x = at.x + PAD + if place == 0 { indent(part) } else { 0.0 };
            let colour = if part.here { INK } else { GREY };
            pen.text(Spot { x, y }, Letters::plain(NAME, colour), line);
            y += LINE;
        }
        let mut y = at.y + high - PAD + 3.0 - self.feet.len() as f64 * (BADGE + GAP) + GAP - 3.0;
        for row in &self.feet {
            let mut x = at.x + PAD;
            for foot in row {
                let spot = Spot { x, y };
                match foot {
                    Foot::Badge(badge) => pen.badge(spot, badge),
                    Foot::Exit(exit) => pen.exit(spot, exit),
                    Foot::And => pen.middle(Spot { x: x + 4.0, y: y + 18.0 }, Letters::bold(16.0, INK), "+"),
                    Foot::Says(text) => pen.text(Spot { x, y: y + 18.0 }, Letters::plain(16.0, GREY), text),
                }
                x += foot.width() + GAP;
            }
            y += BADGE + GAP;
        }
        pills(pen, Spot { x: at.x + self.wide - 8.0, y: at.y }, self.wide - 12.0, (&part.marks, part.contested));
        pen.close();
    }

    fn border(&self, pen: &mut Pen, at: Spot, high: f64) {
        let part = self.part;
        let wide = self.wide;
        let dash = if part.has(Trouble::Gap) { " stroke-dasharray=\"9 5\"" } else { "" };
        let plain = part.holders.is_empty() && !part.needed;
        let dash = if part.here { dash } else { " stroke-dasharray=\"2 4\"" };
        let (stroke, thick) = match (part.marks.is_empty(), plain) {
            (false, _) => (INK, 2.5),
            (true, false) => (INK, 1.3),
            (true, true) => (GREY, 1.0),
        };
        frame(pen, at, (wide, high), &format!("fill=\"#FFFFFF\" stroke=\"{stroke}\" stroke-width=\"{thick}\"{dash}"));
        if part.has(Trouble::Overlap) {
            let inner = Spot { x: at.x + 5.0, y: at.y + 5.0 };
            let looks = format!("fill=\"none\" stroke=\"{INK}\" stroke-width=\"1.5\"{dash}");
            frame(pen, inner, (wide - 10.0, high - 10.0), &looks);
        }
    }
}

fn frame(pen: &mut Pen, at: Spot, (wide, high): (f64, f64), looks: &str) {
    pen.rect(at, wide, high, &format!("rx=\"4\" {looks}"));
}

fn indent(part: &Part) -> f64 {
    width(&part.number.to_string(), NAME) + 8.0
}

/// The lower part of a box in rows that fit.
fn in_rows(foot: Vec<Foot<'_>>, room: f64) -> Vec<Vec<Foot<'_>>> {
    let mut rows: Vec<Vec<Foot<'_>>> = Vec::new();
    let mut used = 0.0;
    for one in foot {
        let wide = one.width();
        match rows.last_mut() {
            Some(row) if used + GAP + wide <= room => {
                used += GAP + wide;
                row.push(one);
            }
            _ => {
                used = wide;
                rows.push(vec![one]);
            }
        }
    }
    rows
}

/// All of it in words, for whoever points at the box.
fn says(bodies: &[Body], part: &Part) -> String {
    let mut text = format!("{}. {}: ", part.number, part.name);
    let holders: Vec<String> = part
        .holders
        .iter()
        .map(|holder| {
            let name = &bodies[holder.body].name;
            match holder.hold {
                Hold::Must => name.clone(),
                Hold::May => format!("{name} (may, need not)"),
                Hold::Disputed => format!("{name} (disputed)"),
            }
        })
        .collect();
    text.push_str(match (holders.is_empty(), part.needed) {
        (false, _) => "commissioned by ",
        (true, true) => "nobody commissions it",
        (true, false) if !part.here => "it does not exist on this day",
        (true, false) => "nobody there needs it commissioned",
    });
    text.push_str(&holders.join("; "));
    for (mark, _) in mark_texts(&part.marks, part.contested, Say::All) {
        text.push_str(&format!(" [{mark}]"));
    }
    text
}
