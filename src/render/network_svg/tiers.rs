//! The bodies in tiers, family by family: national above local.

use super::{MARGIN, Sheet};
use crate::render::picture::pen::{Badge, GREY, INK, Letters, Pen, RULE, Spot, colours};
use crate::render::picture::text::{BOLD, wrap};
use crate::report::common::with_commas;
use crate::report::network::{Body, Family, Hold, NetworkReport, Networks, TieType};

/// How wide the names of the tiers are.
const LABEL: f64 = 92.0;
const GAP: f64 = 14.0;
const NAME: f64 = 17.0;
const SMALL: f64 = 16.0;

/// The name of a family.
pub(super) fn family_name(family: Family) -> &'static str {
    match family {
        Family::National => "National",
        Family::NhsLocal => "Local NHS",
        Family::Council => "Councils",
        Family::Other => "Others",
    }
}

/// Draws the tiers from a height on, and says where they end.
pub(super) fn draw(pen: &mut Pen, sheet: Sheet, (of, scenario): (&Networks, usize), top: f64) -> f64 {
    let wide = card_width(sheet);
    let report = &of.scenarios[scenario];
    let mut y = top;
    for tier in &report.tiers {
        let start = y;
        for row in tier.bodies.chunks(sheet.bodies) {
            let cards: Vec<Card<'_>> = row.iter().map(|body| Card::new(report, *body, wide)).collect();
            // As high as the highest in any scenario, so that all stand in the same place.
            let all = of.scenarios.iter().flat_map(|one| row.iter().map(move |body| Card::new(one, *body, wide)));
            let high = all.map(|card| card.height()).fold(0.0, f64::max);
            for (column, card) in (0_u32..).zip(&cards) {
                let x = MARGIN + LABEL + f64::from(column) * (wide + GAP);
                card.draw(pen, Spot { x, y }, high);
            }
            y += high + 8.0;
        }
        let name = wrap(family_name(tier.family), NAME, LABEL - 12.0, 0.0, 2);
        for (line, text) in (0_u32..).zip(&name) {
            let at = Spot { x: MARGIN, y: start + 25.0 + f64::from(line) * 20.0 };
            pen.text(at, Letters::bold(NAME, INK), text);
        }
        y += 4.0;
    }
    y
}

fn card_width(sheet: Sheet) -> f64 {
    let gaps = (sheet.bodies as f64 - 1.0) * GAP;
    (sheet.room() - LABEL - gaps) / sheet.bodies as f64
}

/// One body with what it does and to whom it answers.
struct Card<'a> {
    wide: f64,
    body: &'a Body,
    badge: Badge<'a>,
    name: Vec<String>,
    says: Vec<String>,
}

impl<'a> Card<'a> {
    fn new(report: &'a NetworkReport, place: usize, wide: f64) -> Self {
        let body = &report.bodies[place];
        let hold = if body.commissions + body.disputed > 0 { Hold::Must } else { Hold::May };
        let badge = Badge { mark: &body.mark, family: body.family, hold };
        let room = wide - badge.width() - 34.0;
        let says = wrap(&says(report, place), SMALL, room, 0.0, 4);
        Card { wide, body, badge, name: wrap(&body.name, NAME * BOLD, room, 0.0, 3), says }
    }

    fn height(&self) -> f64 {
        16.0 + self.name.len() as f64 * 21.0 + self.says.len() as f64 * 19.0
    }

    fn draw(&self, pen: &mut Pen, at: Spot, high: f64) {
        pen.open(&self.body.name);
        pen.rect(at, self.wide, high, &format!("fill=\"#FFFFFF\" stroke=\"{RULE}\" stroke-width=\"1\""));
        if self.body.here {
            pen.rect(at, 6.0, high, &format!("fill=\"{}\"", colours(self.body.family).0));
        }
        pen.badge(Spot { x: at.x + 14.0, y: at.y + 8.0 }, &self.badge);
        let x = at.x + 24.0 + self.badge.width();
        let mut y = at.y + 4.0;
        for line in &self.name {
            y += 21.0;
            let letters = if self.body.here { Letters::bold(NAME, INK) } else { Letters::plain(NAME, GREY) };
            pen.text(Spot { x, y }, letters, line);
        }
        for line in &self.says {
            y += 19.0;
            pen.text(Spot { x, y }, Letters::plain(SMALL, GREY), line);
        }
        pen.close();
    }
}

/// `211 bodies; commission 5 of 29, disputed for 2 more; answer to NHSE; sit on HWB`.
fn says(report: &NetworkReport, place: usize) -> String {
    let body = &report.bodies[place];
    if !body.here {
        return "not in the picture of this day".to_owned();
    }
    let many = body.count.is_some_and(|count| count > 1);
    let (commission, answer, sit) =
        if many { ("commission", "answer to", "sit on") } else { ("commissions", "answers to", "sits on") };
    let mut words = Vec::new();
    match body.count {
        Some(1) => words.push("1 body".to_owned()),
        Some(count) => words.push(format!("{} bodies", with_commas(count as u64))),
        None => {}
    }
    let of = report.components;
    words.push(match (body.commissions, body.disputed) {
        (0, 0) => format!("{commission} none of the {of}"),
        (0, disputed) => format!("disputed for {disputed} of {of}"),
        (settled, 0) => format!("{commission} {settled} of {of}"),
        (settled, disputed) => format!("{commission} {settled} of {of}, disputed for {disputed} more"),
    });
    for (verb, tie) in [(answer, TieType::AnswersTo), (sit, TieType::SitsOn)] {
        let ends = report.ties.iter().filter(|one| one.who == place && one.tie == tie);
        let marks: Vec<&str> = ends.map(|one| report.bodies[one.to].mark.as_str()).collect();
        if !marks.is_empty() {
            words.push(format!("{verb} {}", marks.join(", ")));
        }
    }
    words.join("; ")
}
