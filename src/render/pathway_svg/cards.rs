//! The box of a part in a lane: its number and name, where people go from it, what is wrong with it.

use super::Place;
use super::layout::{NOBODY, lanes_of};
use super::links::{Links, Tag};
use crate::render::picture::marks::{Say, mark_texts};
use crate::render::picture::page::{LINE, SMALL};
use crate::render::picture::pen::{BLUE, GREY, INK, Letters, Link, Pen, RED, Spot, colours};
use crate::render::picture::text::{BOLD, width, wrap};
use crate::render::words::pathway::in_lane;
use crate::report::network::{Hold, Mark, State, StepFate, Trouble};
use crate::report::pathway::{Panel, PanelPart, PathwayReport};

/// At most so many lines of a name.
const LINES: usize = 5;
const PAD: f64 = 7.0;
/// How high the sign of a step is that leads elsewhere.
pub(super) const TAG: f64 = 18.5;
const TAG_GAP: f64 = 4.0;

/// A box before it has its place.
pub(super) struct Card<'a> {
    report: &'a PathwayReport,
    part: &'a PanelPart,
    place: Place,
    tags: Vec<Tag>,
    /// What of its marks belongs here: a gap where nobody is, the others where somebody is.
    marks: Vec<Mark>,
}

impl<'a> Card<'a> {
    /// The box of a part in a lane, where it stands there in a scenario.
    pub(super) fn of(report: &'a PathwayReport, panel: &'a Panel, place: Place, links: &Links) -> Option<Card<'a>> {
        let part = panel.part(place.number)?;
        let lanes = lanes_of(part);
        if !lanes.contains(&place.lane) {
            return None;
        }
        // Where it stands in several lanes, it says once where people go from it.
        let tags = if lanes[0] == place.lane { links.tags(panel, place.number) } else { Vec::new() };
        let here = |mark: &&Mark| {
            let gap = mark.trouble == Trouble::Gap && mark.certain;
            if place.lane == NOBODY { gap } else { !gap }
        };
        Some(Card { report, part, place, tags, marks: part.marks.iter().filter(here).copied().collect() })
    }

    fn name(&self, wide: f64) -> Vec<String> {
        let name = &self.report.component(self.place.number).name;
        wrap(name, SMALL, wide - 2.0 * PAD, self.indent(), LINES)
    }

    fn indent(&self) -> f64 {
        width(&self.place.number.to_string(), SMALL * BOLD) + 6.0
    }

    /// Its signs: what is wrong, then where people go.
    fn signs(&self) -> Vec<Sign> {
        let disputed = self.part.contested && self.place.lane != NOBODY;
        let marks = mark_texts(&self.marks, disputed, Say::Shares);
        let marks = marks.into_iter().map(|(text, certain)| Sign::Mark(text, certain));
        marks.chain(self.tags.iter().map(|tag| Sign::Tag(*tag))).collect()
    }

    /// The signs with where they stand from the left and in which row; row 0 is the last line of the name.
    fn places(&self, wide: f64) -> Vec<(Sign, f64, usize)> {
        let room = wide - 2.0 * PAD;
        let name = self.name(wide);
        let first = if name.len() == 1 { self.indent() } else { 0.0 };
        let (mut x, mut row) = (name.last().map_or(0.0, |last| first + width(last, SMALL) + 8.0), 0);
        let mut places = Vec::new();
        for sign in self.signs() {
            if x > 0.0 && x + sign.width() > room {
                (x, row) = (0.0, row + 1);
            }
            let next = x + sign.width() + TAG_GAP;
            places.push((sign, x, row));
            x = next;
        }
        places
    }

    /// How high it must be at least.
    pub(super) fn height(&self, wide: f64) -> f64 {
        let lines = self.name(wide).len().max(1) as f64;
        let rows = self.places(wide).last().map_or(0, |(_, _, row)| *row) as f64;
        let frame = if self.overlaps() { 4.0 } else { 0.0 };
        (lines * LINE + 2.0 * PAD - 1.0 + rows * (TAG + TAG_GAP) + frame).max(36.0)
    }

    /// Draws it.
    pub(super) fn draw(&self, pen: &mut Pen, at: Spot, (wide, high): (f64, f64), link: Option<&Link>) {
        match link {
            Some(link) => pen.open_link(&self.says_what_is_seen(), link),
            None => pen.open(&self.says()),
        }
        self.border(pen, at, (wide, high));
        let mut y = at.y + PAD - 4.0;
        let number = self.place.number.to_string();
        pen.text(Spot { x: at.x + PAD, y: y + LINE }, Letters::bold(SMALL, INK), &number);
        for (place, line) in self.name(wide).iter().enumerate() {
            y += LINE;
            let x = at.x + PAD + if place == 0 { self.indent() } else { 0.0 };
            pen.text(Spot { x, y }, Letters::plain(SMALL, INK), line);
        }
        for (sign, x, row) in self.places(wide) {
            let y = y - 13.5 + row as f64 * (TAG + TAG_GAP);
            sign.draw(pen, Spot { x: at.x + PAD + x, y });
        }
        if link.is_some() {
            pen.close_link();
        } else {
            pen.close();
        }
    }

    fn border(&self, pen: &mut Pen, at: Spot, (wide, high): (f64, f64)) {
        let hold = self.part.holders.iter().find(|holder| holder.lane == self.place.lane);
        let family = self.report.lanes.get(self.place.lane).map(|lane| colours(lane.family).0);
        let colour = family.unwrap_or(INK);
        let looks = match hold.map(|holder| holder.hold) {
            Some(Hold::Must | Hold::May) => format!("stroke=\"{colour}\" stroke-width=\"1.5\""),
            Some(Hold::Disputed) => format!("stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"7 4\""),
            None if self.part.state == State::NotNeeded => format!("stroke=\"{GREY}\" stroke-width=\"1\""),
            None => format!("stroke=\"{INK}\" stroke-width=\"2.5\" stroke-dasharray=\"9 5\""),
        };
        pen.rect(at, wide, high, &format!("rx=\"3\" fill=\"#FFFFFF\" {looks}"));
        if hold.is_some_and(|holder| holder.hold == Hold::Must) {
            pen.rect(at, 5.0, high, &format!("fill=\"{colour}\""));
        }
        if self.overlaps() {
            let inner = Spot { x: at.x + 3.5, y: at.y + 3.5 };
            pen.rect(
                inner,
                wide - 7.0,
                high - 7.0,
                &format!("rx=\"2\" fill=\"none\" stroke=\"{INK}\" stroke-width=\"1.3\""),
            );
        }
    }

    fn overlaps(&self) -> bool {
        self.marks.iter().any(|mark| mark.trouble == Trouble::Overlap)
    }

    /// What can be read in the box, and all of it in words: whoever speaks to the machine says what is seen.
    fn says_what_is_seen(&self) -> String {
        let name = &self.report.component(self.place.number).name;
        let signs = self.signs().into_iter().map(|sign| match sign {
            Sign::Mark(text, _) => format!(" {text}"),
            Sign::Tag(tag) => format!(" {}", tag_text(&tag)),
        });
        format!("{} {name}{}: {}", self.place.number, signs.collect::<String>(), self.in_words())
    }

    /// All of it in words, for whoever points at the box.
    fn says(&self) -> String {
        let name = &self.report.component(self.place.number).name;
        format!("{}. {name}: {}", self.place.number, self.in_words())
    }

    /// Who holds it, and what is wrong with it.
    fn in_words(&self) -> String {
        let holder = self.part.holders.iter().find(|holder| holder.lane == self.place.lane);
        in_lane(self.part, holder.map(|holder| (holder, &self.report.lanes[holder.lane])), &self.marks)
    }
}

/// A sign in a box.
enum Sign {
    /// What is wrong, and whether it is certain.
    Mark(String, bool),
    /// Where people go.
    Tag(Tag),
}

impl Sign {
    fn width(&self) -> f64 {
        match self {
            Sign::Mark(text, _) => width(text, SMALL * BOLD) + 12.0,
            Sign::Tag(tag) => tag_width(tag),
        }
    }

    fn draw(&self, pen: &mut Pen, at: Spot) {
        match self {
            Sign::Tag(tag) => draw_tag(pen, at, tag),
            Sign::Mark(text, certain) => draw_mark(pen, at, text, *certain),
        }
    }
}

/// Draws the sign of what is wrong.
pub(super) fn draw_mark(pen: &mut Pen, at: Spot, text: &str, certain: bool) {
    let wide = Sign::Mark(text.to_owned(), certain).width();
    let (fill, colour) = if certain { (INK, "#FFFFFF") } else { ("#FFFFFF", INK) };
    pen.rect(at, wide, TAG, &format!("rx=\"3\" fill=\"{fill}\" stroke=\"{INK}\" stroke-width=\"2\""));
    pen.middle(Spot { x: at.x + wide / 2.0, y: at.y + 14.2 }, Letters::bold(SMALL, colour), text);
}

fn tag_text(tag: &Tag) -> String {
    match (tag.to, tag.times) {
        (Some(number), _) => format!("→ {number}"),
        (None, 1) => "→ elsewhere".to_owned(),
        (None, times) => format!("→ {times} elsewhere"),
    }
}

fn cross(tag: &Tag) -> f64 {
    if tag.fate == StepFate::Unbridged { 14.0 } else { 0.0 }
}

fn tag_width(tag: &Tag) -> f64 {
    width(&tag_text(tag), SMALL) + 12.0 + cross(tag)
}

/// Draws the sign of a step that leads elsewhere.
pub(super) fn draw_tag(pen: &mut Pen, at: Spot, tag: &Tag) {
    let wide = tag_width(tag);
    let border = match tag.fate {
        StepFate::Unbridged => format!("stroke=\"{RED}\" stroke-width=\"2\""),
        StepFate::Bridged => format!("stroke=\"{INK}\" stroke-width=\"1.5\" stroke-dasharray=\"5 3\""),
        StepFate::Joined => format!("stroke=\"{BLUE}\" stroke-width=\"1.3\""),
        StepFate::Nobody => format!("stroke=\"{GREY}\" stroke-width=\"1.6\" stroke-dasharray=\"1.5 3\""),
        StepFate::SameHands => format!("stroke=\"{GREY}\" stroke-width=\"0.8\""),
    };
    pen.rect(at, wide, TAG, &format!("rx=\"9\" fill=\"#FFFFFF\" {border}"));
    if tag.fate == StepFate::Joined {
        pen.rect(
            Spot { x: at.x + 2.5, y: at.y + 2.5 },
            wide - 5.0,
            TAG - 5.0,
            &format!("rx=\"7\" fill=\"none\" {border}"),
        );
    }
    if tag.fate == StepFate::Unbridged {
        pen.cross(Spot { x: at.x + 11.0, y: at.y + TAG / 2.0 });
    }
    let letters = Letters { size: SMALL, bold: false, colour: INK };
    pen.text(Spot { x: at.x + 6.0 + cross(tag), y: at.y + 14.2 }, letters, &tag_text(tag));
}
