//! The page of a picture: as wide as a page of A4 between its margins, so that its smallest letters are 7 points high in
//! print; title and what it is about above, key and source below, and a text alternative.

use super::pen::{GREY, INK, Letters, Pen, RULE, Spot, number};
use super::text::{BOLD, escape, wrap};
use crate::report::common::ScenarioView;
use crate::report::network::NetworkReport;

/// How wide a page is; in print 170 millimetres.
pub(in crate::render) const WIDE: f64 = 1000.0;
/// Around what stands on it.
pub(in crate::render) const MARGIN: f64 = 16.0;
/// Between the margins.
pub(in crate::render) const ROOM: f64 = WIDE - 2.0 * MARGIN;
/// The smallest letters: just above 7 points where the page is 170 millimetres wide.
pub(in crate::render) const SMALL: f64 = 14.6;
/// From one line of the smallest letters to the next.
pub(in crate::render) const LINE: f64 = 17.4;

/// A page that is filled from above.
pub(in crate::render) struct Page {
    /// What draws on it.
    pub(in crate::render) pen: Pen,
    /// How far it is filled.
    pub(in crate::render) y: f64,
}

impl Page {
    /// The page of a picture of a name, with its title, and below it what the picture is about. The name tells what
    /// stands in the picture from what stands in others on a page.
    pub(in crate::render) fn new(name: &str, title: &str, about: &str) -> Page {
        let mut page = Page { pen: Pen::of(name), y: 12.0 };
        page.paragraph(title, Letters::bold(25.0, INK), 3);
        page.paragraph(about, Letters::plain(16.0, GREY), 3);
        page
    }

    /// Writes a text in lines below what stands there already.
    pub(in crate::render) fn paragraph(&mut self, text: &str, letters: Letters, most: usize) {
        let wider = if letters.bold { BOLD } else { 1.0 };
        for line in wrap(text, letters.size * wider, ROOM, 0.0, most) {
            self.y += letters.size * 1.25;
            self.pen.text(Spot { x: MARGIN, y: self.y }, letters, &line);
        }
        self.y += 4.0;
    }

    /// Draws the key: for each sign a sample, which is drawn into a field of its own, and what it means.
    pub(in crate::render) fn key<S: Copy>(&mut self, signs: &[(S, &str)], sample: impl Fn(&mut Pen, S, Spot)) {
        self.y += 10.0;
        let rule = format!("stroke=\"{RULE}\" stroke-width=\"1.5\"");
        self.pen.line(Spot { x: MARGIN, y: self.y }, Spot { x: WIDE - MARGIN, y: self.y }, &rule);
        let across = ROOM / SIGNS as f64;
        let mut row_top = self.y + 8.0;
        for row in signs.chunks(SIGNS) {
            let says: Vec<Vec<String>> =
                row.iter().map(|(_, says)| wrap(says, SMALL, across - SAMPLE - 16.0, 0.0, 4)).collect();
            let lines = says.iter().map(Vec::len).max().unwrap_or(0).max(1);
            let high = (lines as f64 * LINE + 6.0).max(30.0);
            for (column, ((sign, _), says)) in row.iter().zip(&says).enumerate() {
                let at = Spot { x: MARGIN + column as f64 * across, y: row_top };
                sample(&mut self.pen, *sign, Spot { x: at.x, y: at.y + high / 2.0 });
                let mut y = at.y + (high - says.len() as f64 * LINE) / 2.0 - 4.0;
                for line in says {
                    y += LINE;
                    self.pen.text(Spot { x: at.x + SAMPLE + 8.0, y }, Letters::plain(SMALL, INK), line);
                }
            }
            row_top += high;
        }
        self.y = row_top;
    }

    /// What the picture rests on, in the smallest letters.
    pub(in crate::render) fn source(&mut self, text: &str) {
        self.paragraph(text, Letters::plain(SMALL, GREY), 4);
    }

    /// The picture, with a line end.
    pub(in crate::render) fn finish(self, title: &str, description: &str) -> String {
        picture(&self.pen, (WIDE, self.y + 10.0), (title, description))
    }
}

/// How many signs of a key stand beside each other.
const SIGNS: usize = 4;
/// How wide a sample of a key is.
pub(in crate::render) const SAMPLE: f64 = 62.0;

/// A name for a picture of some scenarios: no other of a page has it.
pub(in crate::render) fn name_of<'s, S: Asked + 's>(
    picture: &str,
    scenarios: impl IntoIterator<Item = &'s S>,
) -> String {
    let asked = scenarios.into_iter().map(|scenario| format!("-{}{}", scenario.asked(), scenario.apart()));
    std::iter::once(picture.to_owned()).chain(asked).collect()
}

/// A scenario as the command line asks for it.
pub(in crate::render) trait Asked {
    /// The words.
    fn asked(&self) -> &str;
    /// What tells its pictures from others of the same words: an area, bare law.
    fn apart(&self) -> &str;
}

impl Asked for ScenarioView {
    fn asked(&self) -> &str {
        &self.asked
    }

    fn apart(&self) -> &str {
        &self.apart
    }
}

impl Asked for NetworkReport {
    fn asked(&self) -> &str {
        &self.asked
    }

    fn apart(&self) -> &str {
        &self.apart
    }
}

/// A picture of a size around what a pen drew.
pub(in crate::render) fn picture(pen: &Pen, (wide, high): (f64, f64), (title, description): (&str, &str)) -> String {
    let (name, body) = (pen.name(), &pen.out);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high}\" viewBox=\"0 0 {wide} {high}\" \
         role=\"img\" aria-labelledby=\"{name}-title {name}-desc\" \
         font-family=\"Helvetica Neue, Arial, sans-serif\">\n\
         <title id=\"{name}-title\">{title}</title>\n\
         <desc id=\"{name}-desc\">{description}</desc>\n\
         <rect width=\"{wide}\" height=\"{high}\" fill=\"#FFFFFF\"/>\n{body}</svg>\n",
        wide = number(wide),
        high = number(high),
        title = escape(title),
        description = escape(description),
    )
}
