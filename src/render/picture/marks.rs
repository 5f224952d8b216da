//! What is wrong with a part, as marks on the border of its box: gaps, overlaps, disputes.

use super::pen::{INK, Letters, Pen, Spot};
use super::text::{BOLD, width};
use crate::report::network::{Mark, Trouble};

/// The marks on the upper border, from the right: gaps, overlaps; a dispute where neither says it.
pub(in crate::render) fn pills(pen: &mut Pen, right: Spot, room: f64, (marks, contested): (&[Mark], bool)) {
    let wide = |texts: &[(String, bool)]| texts.iter().map(|(text, _)| pill_width(text) + PILL_GAP).sum::<f64>();
    let said = [Say::All, Say::Shares, Say::Marks].map(|say| mark_texts(marks, contested, say));
    let fitting = said.into_iter().find(|texts| wide(texts) <= room);
    let mut x = right.x;
    for (text, certain) in fitting.unwrap_or_default().iter().rev() {
        x -= pill(pen, Spot { x, y: right.y }, text, *certain) + PILL_GAP;
    }
}

const PILL_GAP: f64 = 5.0;

fn pill_width(text: &str) -> f64 {
    (width(text, 16.0 * BOLD) + 12.0).max(26.0)
}

/// Draws a mark that ends at a spot on a border, and says how wide it is.
pub(in crate::render) fn pill(pen: &mut Pen, right: Spot, text: &str, certain: bool) -> f64 {
    let wide = pill_width(text);
    let (fill, colour) = if certain { (INK, "#FFFFFF") } else { ("#FFFFFF", INK) };
    let at = Spot { x: right.x - wide, y: right.y - 12.0 };
    pen.rect(at, wide, 24.0, &format!("rx=\"4\" fill=\"{fill}\" stroke=\"{INK}\" stroke-width=\"2\""));
    pen.middle(Spot { x: at.x + wide / 2.0, y: at.y + 17.5 }, Letters::bold(16.0, colour), text);
    wide
}

/// How much the marks of one box say: less where there is no room for all.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::render) enum Say {
    /// The marks alone.
    Marks,
    /// And for which share.
    Shares,
    /// And whether somebody lives with it.
    All,
}

/// What the marks say, and whether that is certain.
pub(in crate::render) fn mark_texts(marks: &[Mark], contested: bool, say: Say) -> Vec<(String, bool)> {
    let text = |mark: &Mark| {
        let word = match mark.trouble {
            Trouble::Gap => "Gap",
            Trouble::Overlap => "2",
        };
        let ask = if mark.certain { "" } else { "?" };
        let for_all = mark.share > 0.9995 || say < Say::Shares;
        let share = if for_all { String::new() } else { format!(" {}", percent(mark.share)) };
        let accepted = if mark.accepted && say == Say::All { " accepted" } else { "" };
        (format!("{word}{ask}{share}{accepted}"), mark.certain)
    };
    let mut texts: Vec<(String, bool)> = marks.iter().map(text).collect();
    if contested && marks.iter().all(|mark| mark.certain) {
        texts.push(("?".to_owned(), false));
    }
    texts
}

/// A share as a reader says it: never 0% of somebody, never all of nearly all.
pub(in crate::render) fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent < 1.0 {
        "<1%".to_owned()
    } else if percent > 99.0 {
        ">99%".to_owned()
    } else {
        format!("{percent:.0}%")
    }
}
