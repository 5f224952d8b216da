//! The key of an overview: the signs that occur in it, in letters as large as those of the picture.

use super::layout::{HIGH, LETTERS, lanes_of};
use super::{Look, look, mark};
use crate::render::picture::page::{MARGIN, Page, ROOM, WIDE};
use crate::render::picture::pen::{INK, Letters, RULE, Spot};
use crate::render::picture::text::width;
use crate::report::network::{Family, Hold};
use crate::report::overview::OverviewReport;

const COLOUR: Family = Family::National;
/// What a square or a number can be.
const SIGNS: [(Option<Look>, &str, &str); 8] = [
    (Some(Look::Held(COLOUR, Hold::Must)), "7", "must commission part 7"),
    (Some(Look::Held(COLOUR, Hold::May)), "7", "may, need not"),
    (Some(Look::Held(COLOUR, Hold::Disputed)), "7", "disputed"),
    (Some(Look::Twice(COLOUR)), "7", "two must, for the same people"),
    (Some(Look::Gap), "7", "nobody"),
    (Some(Look::PossibleGap), "7", "perhaps nobody, all disputed"),
    (Some(Look::NotNeeded), "7", "needs no commissioner"),
    (None, "", "steps between bodies that nobody bridges"),
];
const SAMPLE: f64 = 23.0;

/// Draws the key.
pub(super) fn draw(page: &mut Page, report: &OverviewReport) {
    page.y += 2.0;
    let rule = format!("stroke=\"{RULE}\" stroke-width=\"1.5\"");
    page.pen.line(Spot { x: MARGIN, y: page.y }, Spot { x: WIDE - MARGIN, y: page.y }, &rule);
    let (mut x, mut y) = (MARGIN, page.y + 8.0);
    for (sign, text, says) in SIGNS.into_iter().filter(|(sign, _, _)| occurs(*sign, report)) {
        let room = SAMPLE + 7.0 + width(says, LETTERS);
        if x > MARGIN && x + room > MARGIN + ROOM {
            (x, y) = (MARGIN, y + 26.0);
        }
        match sign {
            Some(look) => mark(&mut page.pen, Spot { x, y }, SAMPLE, look, text),
            None => page.pen.cross(Spot { x: x + 12.0, y: y + HIGH / 2.0 }),
        }
        page.pen.text(Spot { x: x + SAMPLE + 6.0, y: y + 16.6 }, Letters::plain(LETTERS, INK), says);
        x += room + 16.0;
    }
    page.y = y + 28.0;
}

fn occurs(sign: Option<Look>, report: &OverviewReport) -> bool {
    let mut groups = report.scenarios.iter().flat_map(|side| &side.groups);
    let Some(sign) = sign else { return groups.any(|group| group.steps > 0) };
    let plain = |look: Look| match look {
        Look::Held(_, hold) => Look::Held(COLOUR, hold),
        Look::Twice(_) => Look::Twice(COLOUR),
        other => other,
    };
    let mut parts = groups.flat_map(|group| &group.parts);
    parts.any(|one| lanes_of(one).into_iter().any(|lane| plain(look(report, lane, one)) == sign))
}
