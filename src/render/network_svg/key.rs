//! The key: what every sign of the picture means, in the picture itself.

use super::part::pill;
use super::pen::{Badge, Exit, ExitTo, GREY, INK, Letters, Pen, RULE, Spot, colours, number};
use super::text::wrap;
use super::tiers::family_name;
use super::{MARGIN, WIDE};
use crate::report::network::{Family, Hold, StepFate};

/// How many signs stand beside each other.
const BESIDE: usize = 4;
const SAMPLE: f64 = 74.0;
const HIGH: f64 = 45.0;
const SMALL: f64 = 15.5;

/// One sign.
#[derive(Clone, Copy)]
enum Sign {
    Family(Family),
    Held(Hold),
    Together,
    Marked(&'static str, bool),
    Idle,
    Step(StepFate),
    Exit,
}

const SIGNS: [(Sign, &str); 20] = [
    (Sign::Family(Family::National), "national body"),
    (Sign::Family(Family::NhsLocal), "local body of the NHS"),
    (Sign::Family(Family::Council), "council, or a board of it"),
    (Sign::Family(Family::Other), "any other body"),
    (Sign::Held(Hold::Must), "has the duty to commission it"),
    (Sign::Held(Hold::May), "may commission it, need not; above: commissions nothing here"),
    (Sign::Held(Hold::Disputed), "claims it or is said to have it: disputed"),
    (Sign::Together, "hold it together under a formal arrangement, for some or all"),
    (Sign::Marked("Gap", true), "gap: nobody commissions it"),
    (Sign::Marked("Gap?", false), "possible gap: all who might are disputed"),
    (Sign::Marked("2", true), "overlap: two have the duty for the same people"),
    (Sign::Marked("2?", false), "possible overlap: two, if disputed facts hold"),
    (Sign::Marked("?", false), "somebody disputes who commissions it"),
    (Sign::Marked("2 40%", true), "for 40% of those who need it; no number: for all"),
    (Sign::Idle, "nobody there needs it commissioned"),
    (Sign::Exit, "people go on to box 7; its line tells what becomes of the step"),
    (Sign::Step(StepFate::SameHands), "step in the same hands"),
    (Sign::Step(StepFate::Joined), "changes hands: a formal arrangement joins both"),
    (Sign::Step(StepFate::Bridged), "changes hands: both sit with a coordinating body"),
    (Sign::Step(StepFate::Unbridged), "changes hands, and nobody bridges it"),
];

/// The last sign stands alone in its row's first place.
const LAST: (Sign, &str) = (Sign::Step(StepFate::Nobody), "from or to a part that nobody commissions");

/// Draws the key from a height on, and says where it ends.
pub(super) fn draw(pen: &mut Pen, top: f64) -> f64 {
    let wide = WIDE - 2.0 * MARGIN;
    pen.line(Spot { x: MARGIN, y: top }, Spot { x: WIDE - MARGIN, y: top }, &format!("stroke=\"{RULE}\" stroke-width=\"1.5\""));
    pen.text(Spot { x: MARGIN, y: top + 26.0 }, Letters::bold(17.0, INK), "Key");
    let across = wide / BESIDE as f64;
    let signs: Vec<(Sign, &str)> = SIGNS.iter().copied().chain([LAST]).collect();
    for (place, (sign, says)) in signs.iter().enumerate() {
        let x = MARGIN + (place % BESIDE) as f64 * across;
        let y = top + 38.0 + (place / BESIDE) as f64 * HIGH;
        draw_sign(pen, Spot { x, y }, *sign);
        let lines = wrap(says, SMALL, across - SAMPLE - 24.0, 0.0, 2);
        let lead = if lines.len() == 1 { 9.0 } else { 0.0 };
        for (line, text) in (0_u32..).zip(&lines) {
            let base = Spot { x: x + SAMPLE + 8.0, y: y + 15.0 + lead + f64::from(line) * 18.0 };
            pen.text(base, Letters::plain(SMALL, INK), text);
        }
    }
    top + 38.0 + signs.len().div_ceil(BESIDE) as f64 * HIGH
}

/// Draws a sign in a field of `SAMPLE` by `HIGH`.
fn draw_sign(pen: &mut Pen, at: Spot, sign: Sign) {
    let middle = at.y + 19.0;
    let badge = |hold| Badge { mark: "LA", family: Family::Council, hold };
    match sign {
        Sign::Family(family) => {
            let spot = Spot { x: at.x + 14.0, y: middle - 12.0 };
            pen.rect(spot, 46.0, 24.0, &format!("rx=\"3\" fill=\"{}\"", colours(family).0));
        }
        Sign::Held(hold) => {
            let badge = badge(hold);
            pen.badge(Spot { x: at.x + (SAMPLE - badge.width()) / 2.0, y: middle - 12.5 }, &badge);
        }
        Sign::Together => {
            pen.badge(Spot { x: at.x - 6.0, y: middle - 12.5 }, &badge(Hold::Must));
            pen.middle(Spot { x: at.x + 38.0, y: middle + 5.5 }, Letters::bold(16.0, INK), "+");
            let other = Badge { mark: "CCG", family: Family::NhsLocal, hold: Hold::Must };
            pen.badge(Spot { x: at.x + 46.0, y: middle - 12.5 }, &other);
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
            pen.step(&[Spot { x: at.x + 4.0, y: middle }, Spot { x: at.x + SAMPLE - 4.0, y: middle }], fate, false);
        }
        Sign::Exit => {
            let exit = Exit { to: ExitTo::Number(7), fate: StepFate::SameHands, room: SAMPLE };
            pen.exit(Spot { x: at.x + (SAMPLE - exit.width()) / 2.0, y: middle - 12.5 }, &exit);
        }
    }
}

/// The names of the families, which the key and the tiers share.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_family_has_a_name_and_a_sign() {
        for family in [Family::National, Family::NhsLocal, Family::Council, Family::Other] {
            assert!(!family_name(family).is_empty());
            assert!(SIGNS.iter().any(|(sign, _)| matches!(sign, Sign::Family(one) if *one == family)));
        }
    }
}
