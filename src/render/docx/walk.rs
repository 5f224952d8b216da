//! A walk through a part of a Word document, from front to back, that gathers what is shown. What is hidden is not gathered,
//! and what is brought in from elsewhere is, under its name: no document of ours does so.

use super::shown::{Piece, plain, vanishes};
use super::tree::Element;
use super::unpack::{Package, Relation};
use crate::render::digest;

/// What Word works out anew whenever it shows a page.
const PAGES: [&str; 2] = ["PAGE", "NUMPAGES"];
/// What else ours ask Word to work out.
const COUNTS: [&str; 2] = ["SEQ Table \\* ARABIC", "SEQ Figure \\* ARABIC"];
/// What shows something that does not stand in the part.
const BROUGHT_IN: [&str; 5] = ["altChunk", "subDoc", "contentPart", "control", "dataBinding"];
/// What is drawn in a picture; a second one would be shown in place of the first.
const DRAWN: [&str; 3] = ["blip", "svgBlip", "imagedata"];

/// A field that Word works out.
#[derive(Default)]
struct Field {
    asks: String,
    /// What it came to; `None` as long as it is being asked.
    gives: Option<String>,
}

/// A table, as far as the walk has come in it.
#[derive(Default)]
struct Table {
    number: usize,
    row: usize,
    column: usize,
    /// What the cell says, paragraph by paragraph.
    says: Vec<String>,
}

/// The walk.
pub(super) struct Walk<'w, 'b> {
    package: &'w Package<'b>,
    relations: &'w [Relation],
    /// Styles whose text is hidden.
    hidden: &'w [String],
    pieces: Vec<Piece>,
    section: String,
    /// How many there were: paragraphs of the section, pictures, tables.
    paragraphs: usize,
    pictures: usize,
    tables: usize,
    /// Paragraphs, tables and fields that have begun: they lie within each other.
    texts: Vec<String>,
    within: Vec<Table>,
    fields: Vec<Field>,
}

impl<'w, 'b> Walk<'w, 'b> {
    pub(super) fn new(package: &'w Package<'b>, relations: &'w [Relation], hidden: &'w [String]) -> Walk<'w, 'b> {
        Walk {
            package,
            relations,
            hidden,
            pieces: Vec::new(),
            section: "Before the first heading".to_owned(),
            paragraphs: 0,
            pictures: 0,
            tables: 0,
            texts: Vec::new(),
            within: Vec::new(),
            fields: Vec::new(),
        }
    }

    /// What a part shows.
    pub(super) fn pieces(mut self, part: &Element) -> Result<Vec<Piece>, String> {
        self.go(part)?;
        Ok(self.pieces)
    }

    fn all(&mut self, of: &Element) -> Result<(), String> {
        of.elements().try_for_each(|one| self.go(one))
    }

    fn go(&mut self, one: &Element) -> Result<(), String> {
        match one.name.as_str() {
            "p" => self.paragraph(one)?,
            "tbl" => self.table(one)?,
            "tr" => self.row(one)?,
            "tc" => self.cell(one)?,
            "r" if self.is_hidden(one, "rPr", "rStyle") => {}
            "t" => self.say(&one.text()),
            "tab" | "br" | "cr" => self.say(" "),
            "noBreakHyphen" => self.say("-"),
            "sym" => self.say(&format!("\u{FFFC}{}", one.attribute("char").unwrap_or_default())),
            "drawing" | "pict" | "object" => self.picture(one)?,
            "fldSimple" => {
                self.fields.push(Field { asks: one.attribute("instr").unwrap_or_default().to_owned(), gives: None });
                self.field("separate");
                self.all(one)?;
                self.field("end");
            }
            "fldChar" => self.field(one.attribute("fldCharType").unwrap_or_default()),
            "instrText" => {
                if let Some(field) = self.fields.last_mut() {
                    field.asks.push_str(&one.text());
                }
            }
            name if BROUGHT_IN.contains(&name) => self.piece(format!("{{{name}}}"), "brought in from elsewhere", None),
            // What was taken out while Word took note of it; and what nobody knows.
            "del" | "moveFrom" | "" => {}
            // Properties say how something looks; those of a control may bind it to what stands elsewhere.
            "sdtPr" => self.all(one)?,
            name if name.ends_with("Pr") => {}
            _ => self.all(one)?,
        }
        Ok(())
    }

    /// Whether a paragraph or a run is hidden, by itself or by its style.
    fn is_hidden(&self, one: &Element, properties: &str, style: &str) -> bool {
        let properties = one.first(properties);
        let style = properties.and_then(|all| all.first(style)).and_then(|style| style.attribute("val"));
        style.is_some_and(|style| self.hidden.iter().any(|known| known == style))
            || (one.name == "r" && vanishes(properties))
    }

    fn paragraph(&mut self, one: &Element) -> Result<(), String> {
        if self.is_hidden(one, "pPr", "pStyle") {
            return Ok(());
        }
        self.texts.push(String::new());
        self.all(one)?;
        let text = plain(&self.texts.pop().unwrap_or_default());
        if text.is_empty() {
            return Ok(());
        }
        if let Some(table) = self.within.last_mut() {
            table.says.push(text);
            return Ok(());
        }
        let style = one.first("pPr").and_then(|all| all.first("pStyle")).and_then(|style| style.attribute("val"));
        if style.is_some_and(|style| style == "Title" || style.starts_with("Heading")) {
            (self.section, self.paragraphs) = (text.clone(), 0);
        }
        self.paragraphs += 1;
        let place = format!("paragraph {}", self.paragraphs);
        self.piece(text, &place, None);
        Ok(())
    }

    fn table(&mut self, one: &Element) -> Result<(), String> {
        self.tables += 1;
        self.within.push(Table { number: self.tables, ..Table::default() });
        self.all(one)?;
        self.within.pop();
        Ok(())
    }

    fn row(&mut self, one: &Element) -> Result<(), String> {
        if one.first("trPr").is_some_and(|all| all.first("hidden").is_some()) {
            return Ok(());
        }
        if let Some(table) = self.within.last_mut() {
            (table.row, table.column) = (table.row + 1, 0);
        }
        self.all(one)
    }

    /// A cell is a piece though it be empty: otherwise a number could go to the next.
    fn cell(&mut self, one: &Element) -> Result<(), String> {
        if let Some(table) = self.within.last_mut() {
            table.column += 1;
        }
        self.all(one)?;
        let Some(table) = self.within.last_mut() else { return Ok(()) };
        let text = std::mem::take(&mut table.says).join("\n");
        let (column, place) =
            (table.column, format!("table {}, row {}, column {}", table.number, table.row, table.column));
        self.piece(text, &place, Some(column));
        Ok(())
    }

    fn piece(&mut self, text: String, place: &str, column: Option<usize>) {
        let section = self.section.clone();
        self.pieces.push(Piece { section, place: place.to_owned(), text, column, drawn: None });
    }

    /// Text, in the paragraph or in what a field comes to.
    fn say(&mut self, text: &str) {
        match self.fields.last_mut() {
            Some(field) => {
                if let Some(gives) = &mut field.gives {
                    gives.push_str(text);
                }
            }
            None => {
                if let Some(paragraph) = self.texts.last_mut() {
                    paragraph.push_str(text);
                }
            }
        }
    }

    /// A mark of a field: what it is asked ends, or it ends itself.
    fn field(&mut self, mark: &str) {
        match mark {
            "begin" => self.fields.push(Field::default()),
            "separate" => {
                if let Some(field) = self.fields.last_mut() {
                    field.gives = Some(String::new());
                }
            }
            "end" => {
                let Some(field) = self.fields.pop() else { return };
                let (asks, gives) = (plain(&field.asks), field.gives.unwrap_or_default());
                let number = gives.chars().all(|letter| letter.is_ascii_digit());
                if PAGES.contains(&asks.as_str()) && number {
                    self.say("#");
                } else if COUNTS.contains(&asks.as_str()) {
                    self.say(&gives);
                } else {
                    // It may come to something else whenever it is worked out.
                    self.say(&format!("{{{asks}}}{gives}"));
                }
            }
            _ => {}
        }
    }

    /// A picture: its alternative and a fingerprint of what is drawn; and the texts in it, if it is no picture but a frame.
    fn picture(&mut self, one: &Element) -> Result<(), String> {
        let mut below = Vec::new();
        one.descendants(&mut below);
        self.pictures += 1;
        let about =
            below.iter().find(|one| one.name == "docPr" && !matches!(one.attribute("hidden"), Some("1" | "true")));
        let text = plain(about.and_then(|about| about.attribute("descr")).unwrap_or_default());
        let mut drawn = Vec::new();
        for one in below.iter().filter(|one| DRAWN.contains(&one.name.as_str())) {
            drawn.push(self.fingerprint(one)?);
        }
        let place = format!("figure {}", self.pictures);
        let drawn = Some(if about.is_some() { drawn.join(" and ") } else { "not shown".to_owned() });
        self.pieces.push(Piece { section: self.section.clone(), place, text, column: None, drawn });
        self.all(one)
    }

    fn fingerprint(&self, drawn: &Element) -> Result<String, String> {
        if drawn.attribute("link").is_some() {
            return Ok("a picture that lies elsewhere".to_owned());
        }
        let id = drawn.attribute("embed").or_else(|| drawn.attribute("id"));
        let part = self.relations.iter().find(|one| Some(one.id.as_str()) == id).and_then(|one| one.part.as_ref());
        let bytes = part.map_or(Ok(None), |part| self.package.part(part))?;
        Ok(bytes.map_or_else(|| "no picture".to_owned(), |bytes| digest::sha256_of(&bytes)))
    }
}
