//! What a picture is drawn with: rectangles, text, lines, badges; each with its looks as attributes, which survive
//! where style sheets do not.

use super::patterns;
use super::text::{BOLD, clean, escape, fit, width};
use crate::report::network::{Family, Hold, StepFate};

/// Text.
pub(in crate::render) const INK: &str = "#0B0C0C";
/// Text that stands back.
pub(in crate::render) const GREY: &str = "#505A5F";
/// Thin lines.
pub(in crate::render) const RULE: &str = "#B1B4B6";
/// What is broken.
pub(in crate::render) const RED: &str = "#D4351C";
/// What is joined.
pub(in crate::render) const BLUE: &str = "#12436D";

/// How high a badge is.
pub(in crate::render) const BADGE: f64 = 25.0;
/// The size of the text in a badge.
const BADGE_TEXT: f64 = 16.0;

/// The colour of a family, and of text on it: the palette of the UK Government Analysis Function, dark text where
/// white would be too faint.
pub(in crate::render) fn colours(family: Family) -> (&'static str, &'static str) {
    match family {
        Family::National => ("#12436D", "#FFFFFF"),
        Family::NhsLocal => ("#28A197", INK),
        Family::Council => ("#801650", "#FFFFFF"),
        Family::Other => ("#F46A25", INK),
    }
}

/// A place in the picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::render) struct Spot {
    pub(in crate::render) x: f64,
    pub(in crate::render) y: f64,
}

/// Text of a size, heavy or not, in a colour.
#[derive(Debug, Clone, Copy)]
pub(in crate::render) struct Letters {
    pub(in crate::render) size: f64,
    pub(in crate::render) bold: bool,
    pub(in crate::render) colour: &'static str,
}

impl Letters {
    /// Plain text.
    pub(in crate::render) fn plain(size: f64, colour: &'static str) -> Self {
        Letters { size, bold: false, colour }
    }

    /// Heavy text.
    pub(in crate::render) fn bold(size: f64, colour: &'static str) -> Self {
        Letters { size, bold: true, colour }
    }
}

/// Writes the picture.
#[derive(Default)]
pub(in crate::render) struct Pen {
    pub(in crate::render) out: String,
    /// The name of the picture, with which every name in it begins.
    name: String,
}

/// A number with one digit behind the point, where it needs it.
pub(in crate::render) fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

impl Pen {
    /// A pen for the picture of a name, of which letters, digits and `-` are taken.
    pub(in crate::render) fn of(name: &str) -> Pen {
        let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '-' };
        Pen { out: String::new(), name: name.chars().map(plain).collect() }
    }

    /// The name of the picture.
    pub(in crate::render) fn name(&self) -> &str {
        &self.name
    }

    /// Lays hatchings out, to stand in front of what uses them.
    pub(in crate::render) fn hatchings(&mut self) {
        self.out.push_str(&patterns::defs(&self.name));
    }

    /// The hatching of a family, or of nobody, as a filling.
    pub(in crate::render) fn hatch(&self, family: Option<Family>) -> String {
        format!("fill=\"url(#{})\"", patterns::name(&self.name, family))
    }

    /// A rectangle with its looks as attributes.
    pub(in crate::render) fn rect(&mut self, at: Spot, wide: f64, high: f64, looks: &str) {
        self.out.push_str(&format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" {looks}/>\n",
            number(at.x),
            number(at.y),
            number(wide),
            number(high)
        ));
    }

    /// A text that begins at a spot on its base line.
    pub(in crate::render) fn text(&mut self, at: Spot, letters: Letters, text: &str) {
        self.text_at(at, letters, text, "");
    }

    /// A text that begins at a spot and has so much room: where it is cut, the whole of it can be asked for.
    pub(in crate::render) fn fitted(&mut self, at: Spot, letters: Letters, text: &str, room: f64) {
        let heavy = if letters.bold { BOLD } else { 1.0 };
        let shown = fit(text, letters.size * heavy, room);
        let cut = shown != clean(text);
        if cut {
            self.open(text);
        }
        self.text(at, letters, &shown);
        if cut {
            self.close();
        }
    }

    /// A text whose middle is at a spot on its base line.
    pub(in crate::render) fn middle(&mut self, at: Spot, letters: Letters, text: &str) {
        self.text_at(at, letters, text, " text-anchor=\"middle\"");
    }

    /// A text that begins at a spot and runs upwards.
    pub(in crate::render) fn upwards(&mut self, at: Spot, letters: Letters, text: &str) {
        let turn = format!(" transform=\"rotate(-90 {} {})\"", number(at.x), number(at.y));
        self.text_at(at, letters, text, &turn);
    }

    fn text_at(&mut self, at: Spot, letters: Letters, text: &str, anchor: &str) {
        let weight = if letters.bold { " font-weight=\"bold\"" } else { "" };
        self.out.push_str(&format!(
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{}\"{weight}{anchor}>{}</text>\n",
            number(at.x),
            number(at.y),
            number(letters.size),
            letters.colour,
            escape(text)
        ));
    }

    /// Opens a group that says in full what it shows.
    pub(in crate::render) fn open(&mut self, says: &str) {
        self.out.push_str(&format!("<g><title>{}</title>\n", escape(says)));
    }

    /// Closes the group.
    pub(in crate::render) fn close(&mut self) {
        self.out.push_str("</g>\n");
    }

    /// Opens a group that leads elsewhere.
    pub(in crate::render) fn open_link(&mut self, says: &str, link: &Link) {
        let current = if link.chosen { " aria-current=\"true\"" } else { "" };
        let (href, says) = (escape(&link.to), escape(says));
        self.out.push_str(&format!("<a href=\"{href}\" aria-label=\"{says}\"{current}><title>{says}</title>\n"));
    }

    /// Closes it.
    pub(in crate::render) fn close_link(&mut self) {
        self.out.push_str("</a>\n");
    }

    /// A line through some spots.
    fn path(&mut self, through: &[Spot], looks: &str) {
        let points: Vec<String> = through.iter().map(|spot| format!("{},{}", number(spot.x), number(spot.y))).collect();
        self.out.push_str(&format!("<polyline points=\"{}\" fill=\"none\" {looks}/>\n", points.join(" ")));
    }

    /// A straight line.
    pub(in crate::render) fn line(&mut self, from: Spot, to: Spot, looks: &str) {
        self.path(&[from, to], looks);
    }

    /// A step through some spots, with an arrow at its end and, where people go both ways, at its start.
    pub(in crate::render) fn step(&mut self, through: &[Spot], fate: StepFate, both_ways: bool) {
        let [first, second, ..] = through else { return };
        let [.., last_but_one, last] = through else { return };
        let mut line = through.to_vec();
        let place = line.len() - 1;
        line[place] = towards(*last, *last_but_one, HEAD);
        if both_ways {
            line[0] = towards(*first, *second, HEAD);
        }
        let colour = match fate {
            StepFate::Unbridged => {
                self.path(&line, &format!("stroke=\"{RED}\" stroke-width=\"3.5\""));
                RED
            }
            StepFate::Bridged => {
                self.path(&line, &format!("stroke=\"{INK}\" stroke-width=\"2\" stroke-dasharray=\"6 3.5\""));
                INK
            }
            StepFate::Joined => {
                self.path(&line, &format!("stroke=\"{BLUE}\" stroke-width=\"6\""));
                self.path(&line, "stroke=\"#FFFFFF\" stroke-width=\"2.2\"");
                BLUE
            }
            StepFate::Nobody => {
                self.path(&line, &format!("stroke=\"{GREY}\" stroke-width=\"2\" stroke-dasharray=\"1.5 4\""));
                GREY
            }
            StepFate::SameHands => {
                self.path(&line, &format!("stroke=\"{GREY}\" stroke-width=\"1.5\""));
                GREY
            }
        };
        self.head(*last_but_one, *last, colour);
        if both_ways {
            self.head(*second, *first, colour);
        }
    }

    /// The head of an arrow.
    fn head(&mut self, from: Spot, tip: Spot, colour: &str) {
        let foot = towards(tip, from, HEAD);
        let (x, y) = ((foot.y - tip.y) * 0.55, (tip.x - foot.x) * 0.55);
        self.out.push_str(&format!(
            "<polygon points=\"{},{} {},{} {},{}\" fill=\"{colour}\"/>\n",
            number(tip.x),
            number(tip.y),
            number(foot.x + x),
            number(foot.y + y),
            number(foot.x - x),
            number(foot.y - y)
        ));
    }

    /// The mark of a break, so that colour never stands alone.
    pub(in crate::render) fn cross(&mut self, at: Spot) {
        const ARM: f64 = 5.0;
        self.out.push_str(&format!(
            "<circle cx=\"{}\" cy=\"{}\" r=\"8\" fill=\"#FFFFFF\"/>\n",
            number(at.x),
            number(at.y)
        ));
        for down in [ARM, -ARM] {
            let (from, to) = (Spot { x: at.x - ARM, y: at.y - down }, Spot { x: at.x + ARM, y: at.y + down });
            self.line(from, to, &format!("stroke=\"{RED}\" stroke-width=\"3\""));
        }
    }

    /// A badge; the spot is its upper left corner.
    pub(in crate::render) fn badge(&mut self, at: Spot, badge: &Badge<'_>) {
        let (fill, text) = colours(badge.family);
        let wide = badge.width();
        let shown = badge.text();
        let (at_line, colour) = match badge.hold {
            Hold::Must => {
                self.rect(at, wide, BADGE, &format!("rx=\"3\" fill=\"{fill}\""));
                (at, text)
            }
            hold => {
                let dash = if hold == Hold::Disputed { " stroke-dasharray=\"4 2.5\"" } else { "" };
                let inside = Spot { x: at.x + 1.0, y: at.y + 1.0 };
                let looks = format!("rx=\"3\" fill=\"#FFFFFF\" stroke=\"{fill}\" stroke-width=\"2\"{dash}");
                self.rect(inside, wide - 2.0, BADGE - 2.0, &looks);
                (at, INK)
            }
        };
        let base = Spot { x: at_line.x + wide / 2.0, y: at_line.y + 18.0 };
        self.middle(base, Letters::bold(BADGE_TEXT, colour), &shown);
    }

    /// Where a step leads that is not drawn as a line: its number, or its name.
    pub(in crate::render) fn exit(&mut self, at: Spot, exit: &Exit<'_>) {
        let wide = exit.width();
        let border = match exit.fate {
            StepFate::Unbridged => format!("stroke=\"{RED}\" stroke-width=\"2.5\""),
            StepFate::Bridged => format!("stroke=\"{INK}\" stroke-width=\"1.7\" stroke-dasharray=\"5 3\""),
            StepFate::Joined => format!("stroke=\"{BLUE}\" stroke-width=\"1.5\""),
            StepFate::Nobody => format!("stroke=\"{GREY}\" stroke-width=\"1.7\" stroke-dasharray=\"1.5 3\""),
            StepFate::SameHands => format!("stroke=\"{GREY}\" stroke-width=\"1\""),
        };
        let inside = Spot { x: at.x + 1.0, y: at.y + 1.0 };
        let round = (BADGE - 2.0) / 2.0;
        self.rect(inside, wide - 2.0, BADGE - 2.0, &format!("rx=\"{}\" fill=\"#FFFFFF\" {border}", number(round)));
        if exit.fate == StepFate::Joined {
            let inner = Spot { x: at.x + 4.0, y: at.y + 4.0 };
            let looks = format!("rx=\"{}\" fill=\"#FFFFFF\" {border}", number(round - 3.0));
            self.rect(inner, wide - 8.0, BADGE - 8.0, &looks);
        }
        let mut x = at.x + 10.0;
        if exit.fate == StepFate::Unbridged {
            self.cross(Spot { x: x + 5.0, y: at.y + BADGE / 2.0 });
            x += 14.0;
        }
        let letters = Letters { size: BADGE_TEXT, bold: exit.fate == StepFate::Unbridged, colour: INK };
        self.text(Spot { x, y: at.y + 18.0 }, letters, &exit.text());
    }
}

/// Where a part of a picture leads, in a page that has more to say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The address.
    pub to: String,
    /// Whether it is what the page speaks of already.
    pub chosen: bool,
}

/// How long the head of an arrow is.
const HEAD: f64 = 10.0;

/// The spot at a distance from one spot towards another.
fn towards(from: Spot, to: Spot, distance: f64) -> Spot {
    let (x, y) = (to.x - from.x, to.y - from.y);
    let length = x.hypot(y).max(0.001);
    Spot { x: from.x + x / length * distance, y: from.y + y / length * distance }
}

/// Who commissions something: a short name on the colour of its family.
#[derive(Debug, Clone, Copy)]
pub(in crate::render) struct Badge<'a> {
    pub(in crate::render) mark: &'a str,
    pub(in crate::render) family: Family,
    pub(in crate::render) hold: Hold,
}

impl Badge<'_> {
    fn text(&self) -> String {
        let ask = if self.hold == Hold::Disputed { " ?" } else { "" };
        format!("{}{ask}", fit(self.mark, BADGE_TEXT, 126.0))
    }

    /// How wide it is.
    pub(in crate::render) fn width(&self) -> f64 {
        (width(&self.text(), BADGE_TEXT * BOLD) + 12.0).max(34.0)
    }
}

/// Where a step leads that is not drawn as a line.
#[derive(Debug, Clone)]
pub(in crate::render) struct Exit<'a> {
    pub(in crate::render) to: ExitTo<'a>,
    pub(in crate::render) fate: StepFate,
    /// How wide it may be.
    pub(in crate::render) room: f64,
}

/// What an exit names.
#[derive(Debug, Clone, Copy)]
pub(in crate::render) enum ExitTo<'a> {
    /// A box of the picture.
    Number(usize),
    /// What is not in it.
    Name(&'a str),
    /// So many that are not in it.
    Elsewhere(usize),
}

impl Exit<'_> {
    fn text(&self) -> String {
        match self.to {
            ExitTo::Number(number) => format!("→ {number}"),
            ExitTo::Elsewhere(count) => format!("→ {count} elsewhere"),
            ExitTo::Name(name) => fit(&format!("→ {}", clean(name)), BADGE_TEXT, self.room - 36.0),
        }
    }

    /// How wide it is.
    pub(in crate::render) fn width(&self) -> f64 {
        let cross = if self.fate == StepFate::Unbridged { 14.0 } else { 0.0 };
        (width(&self.text(), BADGE_TEXT) + 20.0 + cross).min(self.room)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::picture::check::contrast;

    #[test]
    fn text_on_every_colour_can_be_read() {
        let families = [Family::National, Family::NhsLocal, Family::Council, Family::Other].map(colours);
        for (back, text) in families.into_iter().chain([("#FFFFFF", INK), ("#FFFFFF", GREY), ("#FFFFFF", RED)]) {
            assert!(contrast(back, text) >= 4.5, "{text} on {back}");
        }
    }
}
