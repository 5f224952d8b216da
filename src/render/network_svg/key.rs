//! The key: what every sign of the picture means, in the picture itself.

use super::tiers::family_name;
use super::{MARGIN, Sheet};
use crate::render::picture::marks::pill;
use crate::render::picture::pen::{Badge, Exit, ExitTo, GREY, INK, Letters, Pen, RULE, Spot, colours, number};
use crate::render::picture::text::wrap;
use crate::report::network::{Family, Hold, StepFate};

const SAMPLE: f64 = 98.0;
const HIGH: f64 = 44.0;
const SMALL: f64 = 16.0;

/// One sign.
#[derive(Clone, Copy)]
enum Sign {
    Held(Hold),
    Together,
    Marked(&'static str, bool),
    Idle,
    Step(StepFate),
    Exit,
}

const FAMILIES: [Family; 4] = [Family::National, Family::NhsLocal, Family::Council, Family::Other];

const SIGNS: [(Sign, &str); 17] = [
    (Sign::Held(Hold::Must), "must commission it"),
    (Sign::Held(Hold::May), "may, need not; in the tiers: does not"),
    (Sign::Held(Hold::Disputed), "its claim or duty is disputed"),
    (Sign::Together, "hold it together under an arrangement"),
    (Sign::Idle, "needs nobody to commission it"),
    (Sign::Marked("Gap", true), "gap: nobody commissions it"),
    (Sign::Marked("Gap?", false), "possible gap: all who might are disputed"),
    (Sign::Marked("2", true), "overlap: two must, for the same people"),
    (Sign::Marked("2?", false), "possible overlap: two, if disputed facts hold"),
    (Sign::Marked("?", false), "who has it is disputed"),
    (Sign::Step(StepFate::SameHands), "step in the same hands"),
    (Sign::Step(StepFate::Joined), "changes hands: an arrangement joins both"),
    (Sign::Step(StepFate::Bridged), "changes hands: both sit on one board"),
    (Sign::Step(StepFate::Unbridged), "changes hands, and nobody bridges it"),
    (Sign::Step(StepFate::Nobody), "from or to a gap, or a possible one"),
    (Sign::Exit, "step to box 7; border as for the arrows"),
    (Sign::Marked("2 40%", true), "so for 40% of those who need it; else for all"),
];

/// Draws the key from a height on, and says where it ends.
pub(super) fn draw(pen: &mut Pen, sheet: Sheet, top: f64) -> f64 {
    let rule = format!("stroke=\"{RULE}\" stroke-width=\"1.5\"");
    pen.line(Spot { x: MARGIN, y: top }, Spot { x: sheet.wide - MARGIN, y: top }, &rule);
    let base = top + 27.0;
    pen.text(Spot { x: MARGIN, y: base }, Letters::bold(17.0, INK), "Key");
    let across = sheet.room() / sheet.signs as f64;
    for (column, family) in (1_u32..).zip(FAMILIES) {
        let x = MARGIN + f64::from(column) * across;
        let corner = Spot { x: x + (SAMPLE - 46.0) / 2.0, y: base - 17.0 };
        pen.rect(corner, 46.0, 22.0, &format!("rx=\"3\" fill=\"{}\"", colours(family).0));
        pen.text(Spot { x: x + SAMPLE + 8.0, y: base }, Letters::plain(SMALL, INK), family_name(family));
    }
    let first = base + 14.0;
    for (place, (sign, says)) in SIGNS.iter().enumerate() {
        let x = MARGIN + (place % sheet.signs) as f64 * across;
        let y = first + (place / sheet.signs) as f64 * HIGH;
        draw_sign(pen, Spot { x, y }, *sign);
        let lines = wrap(says, SMALL, across - SAMPLE - 18.0, 0.0, 2);
        let lead = if lines.len() == 1 { 9.0 } else { 0.0 };
        for (line, text) in (0_u32..).zip(&lines) {
            let base = Spot { x: x + SAMPLE + 8.0, y: y + 15.0 + lead + f64::from(line) * 18.0 };
            pen.text(base, Letters::plain(SMALL, INK), text);
        }
    }
    first + SIGNS.len().div_ceil(sheet.signs) as f64 * HIGH
}

/// Draws a sign in a field of `SAMPLE` by `HIGH`.
fn draw_sign(pen: &mut Pen, at: Spot, sign: Sign) {
    let middle = at.y + 20.0;
    let badge = |hold| Badge { mark: "LA", family: Family::Council, hold };
    match sign {
        Sign::Held(hold) => {
            let badge = badge(hold);
            pen.badge(Spot { x: at.x + (SAMPLE - badge.width()) / 2.0, y: middle - 12.5 }, &badge);
        }
        Sign::Together => {
            let other = Badge { mark: "CCG", family: Family::NhsLocal, hold: Hold::Must };
            pen.badge(Spot { x: at.x, y: middle - 12.5 }, &badge(Hold::Must));
            let plus = Spot { x: at.x + badge(Hold::Must).width() + 6.0, y: middle + 5.5 };
            pen.middle(plus, Letters::bold(16.0, INK), "+");
            pen.badge(Spot { x: plus.x + 6.0, y: middle - 12.5 }, &other);
        }
        Sign::Marked(text, certain) => {
            let dash = if text.starts_with("Gap") { " stroke-dasharray=\"9 5\"" } else { "" };
            let thick = if text == "?" { 1.3 } else { 2.5 };
            let corner = Spot { x: at.x + 2.0, y: middle - 10.0 };
            let looks = format!("rx=\"4\" fill=\"#FFFFFF\" stroke=\"{INK}\" stroke-width=\"{}\"{dash}", number(thick));
            pen.rect(corner, SAMPLE - 4.0, 28.0, &looks);
            if text.starts_with('2') {
                let inner = Spot { x: corner.x + 5.0, y: corner.y + 5.0 };
                let looks = format!("rx=\"4\" fill=\"none\" stroke=\"{INK}\" stroke-width=\"1.5\"");
                pen.rect(inner, SAMPLE - 14.0, 18.0, &looks);
            }
            pill(pen, Spot { x: at.x + SAMPLE - 6.0, y: corner.y }, text, certain);
        }
        Sign::Idle => {
            let looks = format!("rx=\"4\" fill=\"#FFFFFF\" stroke=\"{GREY}\" stroke-width=\"1\"");
            pen.rect(Spot { x: at.x + 2.0, y: middle - 14.0 }, SAMPLE - 4.0, 28.0, &looks);
        }
        Sign::Step(fate) => {
            let (from, to) = (Spot { x: at.x + 6.0, y: middle }, Spot { x: at.x + SAMPLE - 6.0, y: middle });
            pen.step(&[from, to], fate, false);
            if fate == StepFate::Unbridged {
                pen.cross(Spot { x: (from.x + to.x) / 2.0, y: middle });
            }
        }
        Sign::Exit => {
            let exit = Exit { to: ExitTo::Number(7), fate: StepFate::SameHands, room: SAMPLE };
            pen.exit(Spot { x: at.x + (SAMPLE - exit.width()) / 2.0, y: middle - 12.5 }, &exit);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_of_the_key_fits() {
        let room = (1600.0 - 2.0 * MARGIN) / 5.0 - SAMPLE - 18.0;
        for (_, says) in SIGNS {
            assert_eq!(wrap(says, SMALL, room, 0.0, 2).join(" "), says);
        }
    }
}
