//! The key of a pathway: the signs that occur in it.

use super::cards::{draw_mark, draw_tag};
use super::links::{Links, Tag};
use crate::render::picture::page::{Page, SAMPLE};
use crate::render::picture::pen::{Pen, Spot, colours};
use crate::report::network::{Family, Hold, StepFate, Trouble};
use crate::report::pathway::{PanelPart, PathwayReport};

/// One sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Held(Hold),
    Marked(&'static str, bool),
    Step(StepFate),
    Tag,
}

const SIGNS: [(Sign, &str); 14] = [
    (Sign::Held(Hold::Must), "has the duty to commission it"),
    (Sign::Held(Hold::May), "may commission it, need not"),
    (Sign::Held(Hold::Disputed), "whether it must is disputed"),
    (Sign::Marked("Gap", true), "gap: nobody commissions it"),
    (Sign::Marked("Gap?", false), "possible gap: all who might are disputed"),
    (Sign::Marked("2", true), "overlap: two must, for the same people"),
    (Sign::Marked("2?", false), "possible overlap, if disputed facts hold"),
    (Sign::Marked("?", false), "who has it is disputed"),
    (Sign::Step(StepFate::SameHands), "step in the same hands"),
    (Sign::Step(StepFate::Joined), "changes hands, joined by an arrangement"),
    (Sign::Step(StepFate::Bridged), "changes hands, bridged by a board"),
    (Sign::Step(StepFate::Unbridged), "changes hands, nobody bridges it"),
    (Sign::Step(StepFate::Nobody), "from or to a gap, or a possible one"),
    (Sign::Tag, "step to box 7; border as for the lines"),
];

/// Draws the key.
pub(super) fn draw(page: &mut Page, report: &PathwayReport, links: &Links) {
    let signs: Vec<(Sign, &str)> = SIGNS.into_iter().filter(|(sign, _)| occurs(*sign, report, links)).collect();
    page.key(&signs, sample);
}

fn occurs(sign: Sign, report: &PathwayReport, links: &Links) -> bool {
    let parts = || report.scenarios.iter().flat_map(|panel| &panel.parts);
    let marked = |trouble: Trouble, certain: bool| {
        let mark = |part: &PanelPart| part.marks.iter().any(|mark| mark.trouble == trouble && mark.certain == certain);
        parts().any(mark)
    };
    match sign {
        Sign::Held(hold) => parts().any(|part| part.holders.iter().any(|holder| holder.hold == hold)),
        Sign::Marked("Gap", _) => marked(Trouble::Gap, true),
        Sign::Marked("Gap?", _) => marked(Trouble::Gap, false),
        Sign::Marked("2", _) => marked(Trouble::Overlap, true),
        Sign::Marked("2?", _) => marked(Trouble::Overlap, false),
        Sign::Marked(..) => parts().any(|part| part.contested && part.marks.iter().all(|mark| mark.certain)),
        Sign::Step(fate) => report.scenarios.iter().any(|panel| panel.steps.iter().any(|step| step.fate == fate)),
        Sign::Tag => links.any_tag(report),
    }
}

/// Draws a sign into its field, whose left middle is given.
fn sample(pen: &mut Pen, sign: Sign, at: Spot) {
    let corner = Spot { x: at.x + 2.0, y: at.y - 11.0 };
    let colour = colours(Family::National).0;
    match sign {
        Sign::Held(Hold::Must) => {
            pen.rect(
                corner,
                SAMPLE - 8.0,
                22.0,
                &format!("rx=\"3\" fill=\"#FFFFFF\" stroke=\"{colour}\" stroke-width=\"1.5\""),
            );
            pen.rect(corner, 5.0, 22.0, &format!("fill=\"{colour}\""));
        }
        Sign::Held(hold) => {
            let dash = if hold == Hold::May { "" } else { " stroke-dasharray=\"7 4\"" };
            let looks = format!("rx=\"3\" fill=\"#FFFFFF\" stroke=\"{colour}\" stroke-width=\"1.8\"{dash}");
            pen.rect(corner, SAMPLE - 8.0, 22.0, &looks);
        }
        Sign::Marked(text, certain) => {
            draw_mark(pen, Spot { x: at.x + 4.0, y: at.y - 9.0 }, text, certain);
        }
        Sign::Step(fate) => {
            let (from, to) = (Spot { x: at.x + 2.0, y: at.y }, Spot { x: at.x + SAMPLE - 6.0, y: at.y });
            pen.step(&[from, to], fate, false);
            if fate == StepFate::Unbridged {
                pen.cross(Spot { x: (from.x + to.x) / 2.0, y: at.y });
            }
        }
        Sign::Tag => {
            let tag = Tag { to: Some(7), fate: StepFate::SameHands, times: 1 };
            draw_tag(pen, Spot { x: at.x + 6.0, y: at.y - 9.0 }, &tag);
        }
    }
}
