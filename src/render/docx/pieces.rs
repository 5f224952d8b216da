//! The pieces that a Word document is made of: paragraphs in a style, tables with a head that is repeated on each page, and
//! pictures with an alternative text and a caption that counts.

use super::package::picture as name_of_picture;
use super::xml::Xml;
use crate::render::Align;

/// How wide a page is between its margins, in twentieths of a point: 170 millimetres.
const WIDE: usize = 9638;
/// The units of a drawing in a millimetre.
const EMU: f64 = 36_000.0;
/// The room of a picture in millimetres, each way: beneath it stands its source.
const ROOM: (f64, f64) = (170.0, 226.0);
/// How many pixels of a picture fill the page from margin to margin.
const ACROSS: f64 = 2000.0;

/// A part of a paragraph.
pub(super) enum Run<'a> {
    /// As all others.
    Plain(&'a str),
    /// In a style of letters.
    Styled(&'a str, &'a str),
    /// A number that Word counts: what is counted, and how many there were up to here.
    Counted(&'a str, usize),
}

/// The text of a document, as far as it is written.
pub(super) struct Body<'x> {
    xml: &'x mut Xml,
    pictures: Vec<Vec<u8>>,
    tables: usize,
}

/// A table.
pub(super) struct Grid<'a> {
    /// What it shows.
    pub(super) caption: &'a str,
    /// Its columns: the heading, to which side cells stand, and how wide it is against the others.
    pub(super) columns: Vec<(String, Align, usize)>,
    /// Its rows; of each cell its paragraphs, all but the first in smaller letters.
    pub(super) rows: Vec<Vec<Vec<String>>>,
}

/// A picture.
pub(super) struct Figure<'a> {
    /// What it finds, in a few words.
    pub(super) title: &'a str,
    /// For those who cannot see it.
    pub(super) description: &'a str,
    /// What it is about, and what it rests on.
    pub(super) source: &'a str,
    /// Its pixels.
    pub(super) png: Vec<u8>,
}

impl<'x> Body<'x> {
    pub(super) fn new(xml: &'x mut Xml) -> Body<'x> {
        Body { xml, pictures: Vec::new(), tables: 0 }
    }

    /// The pictures, in order.
    pub(super) fn pictures(self) -> Vec<Vec<u8>> {
        self.pictures
    }

    /// A paragraph in a style.
    pub(super) fn paragraph(&mut self, style: &str, text: &str) {
        self.runs(style, &[Run::Plain(text)]);
    }

    /// A paragraph of several parts.
    pub(super) fn runs(&mut self, style: &str, all: &[Run<'_>]) {
        paragraph(self.xml, style, None, all);
    }

    /// A picture with its caption above and its source below.
    pub(super) fn figure(&mut self, figure: Figure<'_>) {
        let count = self.pictures.len() + 1;
        self.caption("Figure", count, figure.title);
        let inside = |xml: &mut Xml| drawing(xml, &figure, count);
        self.xml.element("w:p", &[], |xml| {
            properties(xml, "Picture", None);
            xml.element("w:r", &[], inside);
        });
        self.paragraph("Source", figure.source);
        self.pictures.push(figure.png);
    }

    /// A table with its caption above.
    pub(super) fn table(&mut self, grid: &Grid<'_>) {
        self.tables += 1;
        self.caption("Table", self.tables, grid.caption);
        let all: usize = grid.columns.iter().map(|(_, _, share)| share).sum();
        let widths: Vec<String> =
            grid.columns.iter().map(|(_, _, share)| (WIDE * share / all.max(1)).to_string()).collect();
        self.xml.element("w:tbl", &[], |xml| {
            about_table(xml, grid.caption);
            xml.element("w:tblGrid", &[], |xml| {
                widths.iter().for_each(|wide| xml.empty("w:gridCol", &[("w:w", wide)]))
            });
            row(xml, true, |xml| {
                for ((name, align, _), wide) in grid.columns.iter().zip(&widths) {
                    cell(xml, wide, |xml| paragraph(xml, "TableText", Some(*align), &[Run::Plain(name)]));
                }
            });
            for cells in &grid.rows {
                row(xml, false, |xml| grid.cells(xml, cells, &widths));
            }
        });
        // Two tables that touch would be one.
        self.paragraph("TableNote", "");
    }

    fn caption(&mut self, what: &str, count: usize, text: &str) {
        let begins = format!("{what} ");
        self.runs("Caption", &[Run::Plain(&begins), Run::Counted(what, count), Run::Plain(": "), Run::Plain(text)]);
    }
}

impl Grid<'_> {
    fn cells(&self, xml: &mut Xml, cells: &[Vec<String>], widths: &[String]) {
        for (place, (paragraphs, wide)) in cells.iter().zip(widths).enumerate() {
            let align = Some(self.columns[place].1);
            cell(xml, wide, |xml| {
                for (line, text) in paragraphs.iter().enumerate() {
                    let style = if line == 0 { "TableText" } else { "TableNote" };
                    paragraph(xml, style, align, &[Run::Plain(text)]);
                }
            });
        }
    }
}

fn paragraph(xml: &mut Xml, style: &str, align: Option<Align>, all: &[Run<'_>]) {
    xml.element("w:p", &[], |xml| {
        properties(xml, style, align);
        all.iter().for_each(|one| run(xml, one));
    });
}

fn properties(xml: &mut Xml, style: &str, align: Option<Align>) {
    xml.element("w:pPr", &[], |xml| {
        xml.value("w:pStyle", style);
        if align == Some(Align::Right) {
            xml.value("w:jc", "right");
        }
    });
}

fn run(xml: &mut Xml, run: &Run<'_>) {
    match run {
        Run::Plain("") => {}
        Run::Plain(text) => xml.element("w:r", &[], |xml| letters(xml, text)),
        Run::Styled(text, style) => xml.element("w:r", &[], |xml| {
            xml.element("w:rPr", &[], |xml| xml.value("w:rStyle", style));
            letters(xml, text);
        }),
        Run::Counted(what, count) => field(xml, &format!(" SEQ {what} \\* ARABIC "), &count.to_string()),
    }
}

/// What Word works out, and what it came to when the document was written.
pub(super) fn field(xml: &mut Xml, asks: &str, gives: &str) {
    xml.element("w:fldSimple", &[("w:instr", asks)], |xml| xml.element("w:r", &[], |xml| letters(xml, gives)));
}

pub(super) fn letters(xml: &mut Xml, text: &str) {
    xml.element("w:t", &[("xml:space", "preserve")], |xml| xml.text(text));
}

/// How a table looks, and what it is called for those who cannot see it.
fn about_table(xml: &mut Xml, caption: &str) {
    xml.element("w:tblPr", &[], |xml| {
        xml.value("w:tblStyle", "PlainLines");
        xml.empty("w:tblW", &[("w:w", &WIDE.to_string()), ("w:type", "dxa")]);
        xml.empty("w:tblLayout", &[("w:type", "fixed")]);
        let looks = [("w:val", "0020"), ("w:firstRow", "1"), ("w:lastRow", "0"), ("w:firstColumn", "0")];
        let rest = [("w:lastColumn", "0"), ("w:noHBand", "1"), ("w:noVBand", "1")];
        xml.empty("w:tblLook", &[&looks[..], &rest[..]].concat());
        xml.value("w:tblCaption", caption);
    });
}

/// A row that no page break cuts; the first of a table stands on every page that the table reaches.
fn row(xml: &mut Xml, head: bool, cells: impl FnOnce(&mut Xml)) {
    xml.element("w:tr", &[], |xml| {
        xml.element("w:trPr", &[], |xml| {
            xml.empty("w:cantSplit", &[]);
            if head {
                xml.empty("w:tblHeader", &[]);
            }
        });
        cells(xml);
    });
}

fn cell(xml: &mut Xml, wide: &str, inside: impl FnOnce(&mut Xml)) {
    xml.element("w:tc", &[], |xml| {
        xml.element("w:tcPr", &[], |xml| xml.empty("w:tcW", &[("w:w", wide), ("w:type", "dxa")]));
        inside(xml);
    });
}

/// How large a picture is on paper, in units of a drawing: from margin to margin, unless it would be too high.
fn size(png: &[u8]) -> (String, String) {
    let pixels =
        |at: usize| png.get(at..at + 4).map_or(1.0, |b| f64::from(u32::from_be_bytes([b[0], b[1], b[2], b[3]])));
    let (wide, high) = (pixels(16), pixels(20));
    let scale = (ROOM.0 / wide.max(ACROSS)).min(ROOM.1 / high.max(1.0));
    let units = |pixels: f64| format!("{:.0}", pixels * scale * EMU);
    (units(wide), units(high))
}

fn drawing(xml: &mut Xml, figure: &Figure<'_>, count: usize) {
    let (wide, high) = size(&figure.png);
    let (id, name) = (count.to_string(), format!("Picture {count}"));
    let about = [("id", id.as_str()), ("name", name.as_str()), ("descr", figure.description)];
    let main = "http://schemas.openxmlformats.org/drawingml/2006/main";
    let kind = "http://schemas.openxmlformats.org/drawingml/2006/picture";
    let size = [("cx", wide.as_str()), ("cy", high.as_str())];
    xml.element("w:drawing", &[], |xml| {
        xml.element("wp:inline", &[("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")], |xml| {
            xml.empty("wp:extent", &size);
            xml.empty("wp:docPr", &about);
            xml.element("wp:cNvGraphicFramePr", &[], |xml| {
                xml.empty("a:graphicFrameLocks", &[("xmlns:a", main), ("noChangeAspect", "1")]);
            });
            xml.element("a:graphic", &[("xmlns:a", main)], |xml| {
                xml.element("a:graphicData", &[("uri", kind)], |xml| {
                    xml.element("pic:pic", &[("xmlns:pic", kind)], |xml| pixels(xml, &about, &size, count));
                });
            });
        });
    });
}

fn pixels(xml: &mut Xml, about: &[(&str, &str)], size: &[(&str, &str)], count: usize) {
    xml.element("pic:nvPicPr", &[], |xml| {
        xml.empty("pic:cNvPr", about);
        xml.empty("pic:cNvPicPr", &[]);
    });
    xml.element("pic:blipFill", &[], |xml| {
        xml.empty("a:blip", &[("r:embed", &name_of_picture(count - 1))]);
        xml.element("a:stretch", &[], |xml| xml.empty("a:fillRect", &[]));
    });
    xml.element("pic:spPr", &[], |xml| {
        xml.element("a:xfrm", &[], |xml| {
            xml.empty("a:off", &[("x", "0"), ("y", "0")]);
            xml.empty("a:ext", size);
        });
        xml.element("a:prstGeom", &[("prst", "rect")], |xml| xml.empty("a:avLst", &[]));
    });
}
