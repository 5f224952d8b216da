//! The key: what every sign of the picture means, in the picture itself.

use super::tiers::family_name;
use super::{MARGIN, Sheet};
use crate::render::picture::marks::pill;
use crate::render::picture::pen::{Badge, Exit, ExitTo, GREY, INK, Letters, Pen, RULE, Spot, colours, number};
use crate::render::picture::text::wrap;
use crate::report::network::{Family, Hold, NetworkReport, Networks, StepFate, Trouble};

const SAMPLE: f64 = 98.0;
const HIGH: f64 = 44.0;
const SMALL: f64 = 16.0;

/// One sign.
#[derive(Clone, Copy)]
enum Sign {
    Family(Family),
    Only,
    Absent,
    Held(Hold),
    Together,
    Marked(&'static str, bool),
    Idle,
    Step(StepFate),
    Exit,
}

const FAMILIES: [Family; 4] = [Family::National, Family::NhsLocal, Family::Council, Family::Other];

const SIGNS: [(Sign, &str); 19] = [
    (Sign::Held(Hold::Must), "must commission it"),
    (Sign::Held(Hold::May), "may, need not"),
    (Sign::Only, "in the tiers: commissions nothing of it"),
    (Sign::Held(Hold::Disputed), "its claim or duty is disputed"),
    (Sign::Together, "hold it together under an arrangement"),
    (Sign::Idle, "needs nobody to commission it"),
    (Sign::Absent, "not there on this day"),
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

/// Draws the key of what occurs from a height on, and says where it ends; `exits` says whether a step stands as a number
/// in its box.
pub(super) fn draw(pen: &mut Pen, sheet: Sheet, (report, exits): (&Networks, bool), top: f64) -> f64 {
    let rule = format!("stroke=\"{RULE}\" stroke-width=\"1.5\"");
    pen.line(Spot { x: MARGIN, y: top }, Spot { x: sheet.wide - MARGIN, y: top }, &rule);
    let across = sheet.room() / sheet.signs as f64;
    let first = top + 8.0;
    let families = FAMILIES.iter().map(|family| (Sign::Family(*family), family_name(*family)));
    let signs: Vec<(Sign, &str)> = families
        .chain(SIGNS)
        .filter(|(sign, _)| report.scenarios.iter().any(|one| occurs(one, *sign, exits)))
        .collect();
    for (place, (sign, says)) in signs.iter().enumerate() {
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
    first + signs.len().div_ceil(sheet.signs) as f64 * HIGH
}

/// Whether a sign is in a picture.
fn occurs(report: &NetworkReport, sign: Sign, exits: bool) -> bool {
    let parts = || report.services.iter().flat_map(|strip| &strip.parts);
    let marked = |trouble: Trouble, certain: bool| {
        parts().any(|part| part.marks.iter().any(|mark| mark.trouble == trouble && mark.certain == certain))
    };
    match sign {
        Sign::Family(family) => report.bodies.iter().any(|body| body.family == family),
        Sign::Held(hold) => parts().any(|part| part.holders.iter().any(|holder| holder.hold == hold)),
        Sign::Only => report.bodies.iter().any(|body| body.here && body.commissions + body.disputed == 0),
        Sign::Together => parts().any(|part| part.holders.iter().any(|holder| holder.together)),
        Sign::Idle => parts().any(|part| part.here && part.holders.is_empty() && !part.needed),
        Sign::Absent => parts().any(|part| !part.here),
        Sign::Marked("Gap", certain) => marked(Trouble::Gap, certain),
        Sign::Marked("Gap?", _) => marked(Trouble::Gap, false),
        Sign::Marked("2", certain) => marked(Trouble::Overlap, certain),
        Sign::Marked("2?", _) => marked(Trouble::Overlap, false),
        Sign::Marked("?", _) => parts().any(|part| part.contested && part.marks.iter().all(|mark| mark.certain)),
        Sign::Marked(..) => parts().any(|part| part.marks.iter().any(|mark| mark.share <= 0.9995)),
        Sign::Step(fate) => report.services.iter().flat_map(|strip| &strip.steps).any(|step| step.fate == fate),
        Sign::Exit => exits,
    }
}

/// Draws a sign in a field of `SAMPLE` by `HIGH`.
fn draw_sign(pen: &mut Pen, at: Spot, sign: Sign) {
    let middle = at.y + 20.0;
    let badge = |hold| Badge { mark: "LA", family: Family::Council, hold };
    match sign {
        Sign::Family(family) => {
            let corner = Spot { x: at.x + (SAMPLE - 46.0) / 2.0, y: middle - 11.0 };
            pen.rect(corner, 46.0, 22.0, &format!("rx=\"3\" fill=\"{}\"", colours(family).0));
        }
        Sign::Only => {
            let badge = Badge { mark: "HWB", family: Family::Council, hold: Hold::May };
            pen.badge(Spot { x: at.x + (SAMPLE - badge.width()) / 2.0, y: middle - 12.5 }, &badge);
        }
        Sign::Absent => {
            let looks =
                format!("rx=\"4\" fill=\"#FFFFFF\" stroke=\"{GREY}\" stroke-width=\"1\" stroke-dasharray=\"2 4\"");
            pen.rect(Spot { x: at.x + 2.0, y: middle - 14.0 }, SAMPLE - 4.0, 28.0, &looks);
        }
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
    use super::super::NARROW;
    use super::*;

    #[test]
    fn every_text_of_the_key_fits() {
        let room = NARROW.room() / NARROW.signs as f64 - SAMPLE - 18.0;
        for (_, says) in SIGNS {
            assert_eq!(wrap(says, SMALL, room, 0.0, 2).join(" "), says);
        }
    }
}
