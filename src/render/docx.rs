//! The brief as a Word document: what the front of a page says, in the styles that Word's navigation, its lists of figures
//! and a screen reader know. It is written part by part: the crates that write whole documents (`docx-rs`) can give
//! pictures no alternative text, tables no head and a document no language.

mod differences;
mod package;
mod pieces;
mod receipt;
mod shown;
mod tables;
mod tree;
mod unpack;
mod walk;
mod xml;

pub use self::differences::differences;
pub use self::receipt::read as read_receipt;

use self::package::{FOOTER, Parts, pack};
use self::pieces::{Body, Figure, Grid, Run, field, letters};
use self::xml::Xml;
use super::html::picture::Framed;
use super::words::report as said;
use super::{Align, overview_svg, pathway_svg, print, transfers_svg};
use crate::report::common::{capital, with_commas};
use crate::report::page::PageReport;
use crate::report::page::receipt::Receipt;

/// A4 in twentieths of a point, and the room around the text.
const PAPER: (&str, &str) = ("11906", "16838");
const MARGIN: &str = "1134";
const WORDS: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";

/// The brief.
///
/// # Errors
/// In words, where a picture cannot be made.
pub fn brief(report: &PageReport, receipt: &Receipt) -> Result<Vec<u8>, String> {
    let figures = figures(report)?;
    let mut xml = Xml::new();
    let names = [("xmlns:w", WORDS), ("xmlns:r", RELATIONS), ("xmlns:wp", DRAWING)];
    let mut pictures = Vec::new();
    xml.element("w:document", &names, |xml| {
        xml.element("w:body", &[], |xml| {
            let mut body = Body::new(xml);
            front(&mut body, report);
            matter(&mut body, report);
            drawn(&mut body, figures);
            trust(&mut body, report);
            tables::equal(&mut body, report);
            receipt_of(&mut body, receipt);
            pictures = body.pictures();
            paper(xml);
        });
    });
    let title = format!("{} – {}", report.front.title, report.landscape);
    pack(&Parts {
        document: xml.bytes(),
        footer: footer(&title),
        core: core(&title, &report.front.verdict),
        receipt: receipt::part(receipt),
        pictures,
    })
}

/// A picture with its words.
struct Drawn {
    framed: Framed,
    /// Of a picture that is one of several, which.
    day: Option<String>,
    png: Vec<u8>,
    description: String,
}

impl Drawn {
    fn new(svg: &str, description: String, day: Option<String>) -> Result<Drawn, String> {
        let framed = Framed::new("picture", svg);
        Ok(Drawn { png: print::png(&framed.svg, &print::alone)?, framed, day, description })
    }

    fn title(&self) -> String {
        self.day.as_ref().map_or_else(|| self.framed.title.clone(), |day| format!("{} ({day})", self.framed.title))
    }
}

/// The pictures: all at a glance; what went from whom to whom; and of one service its pathway, on a page for each scenario where one page
/// cannot hold them all.
fn figures(report: &PageReport) -> Result<Vec<Drawn>, String> {
    let mut all = Vec::new();
    if let Some(one) = &report.overview {
        let pages = overview_svg::pages(one);
        for (place, svg) in pages.iter().enumerate() {
            let part = (pages.len() > 1).then(|| format!("{} of {}", place + 1, pages.len()));
            all.push(Drawn::new(svg, one.description.clone(), part)?);
        }
    }
    for one in &report.flows {
        all.push(Drawn::new(&transfers_svg::render(one), one.description.clone(), None)?);
    }
    let [one] = report.pathways.as_slice() else { return Ok(all) };
    match pathway_svg::pages(one).as_slice() {
        [whole] => all.push(Drawn::new(whole, one.description.clone(), None)?),
        pages => {
            for (svg, panel) in pages.iter().zip(&one.scenarios) {
                let day = &panel.scenario.day;
                let description = format!("Who commissions each part of the pathway on {day}. {}", panel.summary);
                all.push(Drawn::new(svg, description, Some(day.clone()))?);
            }
        }
    }
    Ok(all)
}

/// What a reader takes away who reads nothing else.
fn front(body: &mut Body<'_>, report: &PageReport) {
    body.paragraph("Title", &report.front.title);
    body.paragraph("Subtitle", &report.landscape);
    body.paragraph("Heading1", "In short");
    body.paragraph("Verdict", &report.front.verdict);
    body.paragraph("Normal", &report.front.says);
    body.paragraph("Heading1", "In four numbers");
    let mut columns = vec![("Number".to_owned(), Align::Left, 4)];
    columns.extend(days(report).into_iter().map(|day| (day, Align::Right, 2)));
    let rows = report.front.numbers.iter().map(|number| {
        let mut row = vec![vec![capital(number.label), number.says.clone()]];
        row.extend(number.values.iter().map(|value| {
            let range = said::range(*value).map(|range| format!("({range})"));
            std::iter::once(said::value(*value)).chain(range).collect()
        }));
        row
    });
    let caption = "How many hands care is in, and where nobody has it in hand";
    body.table(&Grid { caption, columns, rows: rows.collect() });
    if let Some(brackets) = said::brackets(report) {
        body.paragraph("Source", brackets);
    }
    if report.services.len() > 1 {
        by_service(body, report);
    }
}

/// The same numbers, service by service.
fn by_service(body: &mut Body<'_>, report: &PageReport) {
    body.paragraph("Heading2", "By service");
    let mut columns = vec![("Service".to_owned(), Align::Left, 3)];
    columns.extend(report.front.numbers.iter().map(|number| (capital(number.label), Align::Right, 2)));
    let rows = said::by_service(report)
        .into_iter()
        .map(|(name, means)| std::iter::once(vec![name]).chain(means.into_iter().map(|mean| vec![mean])).collect());
    let caption = said::by_service_caption(report);
    body.table(&Grid { caption: &caption, columns, rows: rows.collect() });
}

/// The days of the scenarios, with the names of those that are of the same day.
fn days(report: &PageReport) -> Vec<String> {
    let name = |place: usize| {
        let one = &report.scenarios[place].scenario;
        let same = report.scenarios.iter().filter(|other| other.scenario.day == one.day).count();
        if same > 1 { format!("{}, {}", one.asked, one.day) } else { one.day.clone() }
    };
    (0..report.scenarios.len()).map(name).collect()
}

/// The pictures.
fn drawn(body: &mut Body<'_>, figures: Vec<Drawn>) {
    if !figures.is_empty() {
        body.paragraph("Heading1", "In pictures");
    }
    for one in figures {
        let title = one.title();
        // On paper a picture is cut into pages; here each is a figure.
        let about = one.framed.about.split(" Page ").next().unwrap_or_default();
        let source = format!("{about} {}", one.framed.source);
        body.figure(Figure { title: &title, description: &one.description, source: &source, png: one.png });
    }
}

/// The findings that matter most.
fn matter(body: &mut Body<'_>, report: &PageReport) {
    body.paragraph("Heading1", "What matters most");
    if report.front.matter.is_empty() {
        body.paragraph("Normal", said::NOTHING);
    }
    for one in &report.front.matter {
        let (says, whom) = (format!("{}.", one.says), format!(" {}", said::whom(one)));
        body.runs("ListNumber", &[Run::Styled(&says, "Strong"), Run::Plain(&whom)]);
    }
}

/// How far all of this is to be trusted.
fn trust(body: &mut Body<'_>, report: &PageReport) {
    body.paragraph("Heading1", "How sure the facts are");
    let mut columns = vec![("How sure".to_owned(), Align::Left, 4)];
    columns.extend(days(report).into_iter().map(|day| (day, Align::Right, 2)));
    let rows = said::how_sure(report).into_iter().map(|(words, counts)| {
        std::iter::once(vec![words.to_owned()]).chain(counts.into_iter().map(|count| vec![count])).collect()
    });
    body.table(&Grid { caption: said::HOW_SURE, columns, rows: rows.collect() });
    body.paragraph("Source", said::CERTAIN);
    body.paragraph("Heading1", "What the model does not cover");
    for limit in &report.limits {
        let (title, text) = (format!("{}.", limit.title), format!(" {}", limit.text));
        body.runs("ListBullet", &[Run::Styled(&title, "Strong"), Run::Plain(&text)]);
    }
    let shorts: Vec<String> = report
        .kinds
        .iter()
        .filter(|kind| kind.commissions && kind.short != kind.name)
        .map(|kind| format!("{}: {}", kind.short, kind.name))
        .collect();
    if !shorts.is_empty() {
        body.paragraph("Heading1", "What the short names stand for");
        body.paragraph("Normal", &format!("{}.", shorts.join("; ")));
    }
}

/// By which version it was made, from which files, by which command.
fn receipt_of(body: &mut Body<'_>, receipt: &Receipt) {
    body.paragraph("Heading1", "How to check this document");
    body.paragraph(
        "Normal",
        &format!(
            "Remit {} made it. Anybody with the same files can make it again, byte for byte, with the command below. With the name \
             of this file behind it, remit verify runs that command again and names every number that differs.",
            receipt.version
        ),
    );
    let command = receipt.command.replace(" --audience brief", "");
    body.paragraph("Command", &format!("{command} --out brief.docx"));
    body.runs(
        "Normal",
        &[
            Run::Plain(&format!(
                "With --format json instead of --out brief.docx the same command prints the {} numbers behind it. The SHA-256 fingerprint \
                 of what it prints is ",
                with_commas(receipt.figures.count as u64)
            )),
            Run::Styled(&receipt.figures.sha256, "Fingerprint"),
            Run::Plain("."),
        ],
    );
    body.runs(
        "Normal",
        &[
            Run::Plain(&format!(
                "It was made from {} files. The fingerprint of the list of them all, as sha256sum writes it, is ",
                with_commas(receipt.files.len() as u64)
            )),
            Run::Styled(&said::of_all_files(receipt), "Fingerprint"),
            Run::Plain(
                ". The list itself stands at the end of the page that the same command writes with --out brief.html: \
                 remit verify brief.html holds each file against it.",
            ),
        ],
    );
}

/// The paper, its margins and what stands at its foot.
fn paper(xml: &mut Xml) {
    xml.element("w:sectPr", &[], |xml| {
        xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", FOOTER)]);
        xml.empty("w:pgSz", &[("w:w", PAPER.0), ("w:h", PAPER.1)]);
        let sides = ["w:top", "w:right", "w:bottom", "w:left"].map(|side| (side, MARGIN));
        let rest = [("w:header", "567"), ("w:footer", "567"), ("w:gutter", "0")];
        xml.empty("w:pgMar", &[&sides[..], &rest[..]].concat());
    });
}

/// What the document is, and its page.
fn footer(title: &str) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.element("w:ftr", &[("xmlns:w", WORDS)], |xml| {
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| xml.value("w:pStyle", "Footer"));
            xml.element("w:r", &[], |xml| letters(xml, title));
            xml.element("w:r", &[], |xml| {
                xml.empty("w:tab", &[]);
                letters(xml, "Page ");
            });
            field(xml, " PAGE ", "1");
            xml.element("w:r", &[], |xml| letters(xml, " of "));
            field(xml, " NUMPAGES ", "1");
        });
    });
    xml.bytes()
}

/// What programs that list documents show of it. No day: the same document is the same on every day.
fn core(title: &str, verdict: &str) -> Vec<u8> {
    let mut xml = Xml::new();
    let names = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ];
    xml.element("cp:coreProperties", &names, |xml| {
        for (name, text) in
            [("dc:title", title), ("dc:creator", "Remit"), ("dc:description", verdict), ("dc:language", "en-GB")]
        {
            xml.element(name, &[], |xml| xml.text(text));
        }
    });
    xml.bytes()
}
