//! `remit verify`: whether a page or a document is what its receipt says.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::super::args::{FailOn, VerifyArgs};
use super::super::files::words as in_words;
use super::super::{Error, Outcome};
use super::answer;
use super::report::{Made, make};
use crate::render::{html, json, words};
use crate::report::page::receipt::Receipt;
use crate::report::verify::{Difference, verify};

/// The longest file that is read: many times the longest report.
const LONGEST: u64 = 64 << 20;
/// How a zip begins.
const ZIP: &[u8] = b"PK";
/// How old Word documents begin, and new ones that somebody has locked.
const OLD: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];

/// Runs it.
pub fn run(args: &VerifyArgs) -> Result<Outcome, Error> {
    let shown = args.file.display();
    let no_report = |why: &str| {
        Error::usage(format!("{shown} is no report of remit: {why}"))
            .help(Some("`remit report LANDSCAPE SCENARIO… --out report.html` writes one".to_owned()))
    };
    let given = Given::of(read(&args.file)?).map_err(|why| no_report(&why))?;
    let receipt = given.receipt().map_err(|why| no_report(&why))?;
    let landscape = match &args.landscape {
        Some(path) => path.clone(),
        None => find(&args.file, &receipt)?,
    };
    // Whatever the page asks for: it is not the person at the terminal who asked it wrongly.
    let made = make(&landscape, &receipt.asked).map_err(|error| match error {
        Error::Usage { message, help } => {
            Error::work(format!("the {} cannot be made again: {message}", given.is())).help(help)
        }
        other => other,
    })?;
    let (same, differences) = given.against(&made, &receipt)?.map_err(|why| no_report(&why))?;
    let report = verify(given.is(), &receipt, &made.receipt, same, differences);
    answer(&args.output, &report, words::verify::document, words::verify::table)?;
    let fails = !report.same && args.output.fail_on(FailOn::Error) != FailOn::Never;
    Ok(if fails { Outcome::Found } else { Outcome::Fine })
}

fn read(file: &Path) -> Result<Vec<u8>, Error> {
    let shown = file.display();
    let mut bytes = Vec::new();
    let read = File::open(file).and_then(|open| open.take(LONGEST + 1).read_to_end(&mut bytes));
    read.map_err(|error| Error::work(format!("cannot read {shown}: {}", in_words(&error))))?;
    if bytes.len() as u64 > LONGEST {
        return Err(Error::usage(format!("{shown} is longer than any report: more than {} megabytes", LONGEST >> 20)));
    }
    Ok(bytes)
}

/// What is to be verified.
enum Given {
    Page(String),
    Document(Vec<u8>),
}

impl Given {
    /// By how it begins; not by its name, which anybody may change.
    fn of(bytes: Vec<u8>) -> Result<Given, String> {
        if bytes.starts_with(ZIP) {
            return Ok(Given::Document(bytes));
        }
        if bytes.starts_with(OLD) {
            return Err("it is an old Word document, or one that is locked with a password".to_owned());
        }
        let page = String::from_utf8(bytes).map_err(|_| "it is no text in UTF-8")?;
        // Mail and editors may change line ends; nobody reads those.
        Ok(Given::Page(page.trim_start_matches('\u{feff}').replace("\r\n", "\n")))
    }

    fn is(&self) -> &'static str {
        match self {
            Given::Page(_) => "page",
            Given::Document(_) => "document",
        }
    }

    fn receipt(&self) -> Result<Receipt, String> {
        match self {
            Given::Page(page) => html::read_receipt(page),
            Given::Document(document) => of_document::receipt(document),
        }
    }

    /// Whether it is what was made again, and what differs; or why it cannot be read.
    fn against(&self, made: &Made, receipt: &Receipt) -> Result<Result<(bool, Vec<Difference>), String>, Error> {
        match self {
            Given::Page(page) => {
                let should = made.html()?;
                let same = *page == should;
                let differences = if same { Vec::new() } else { html::differences(page, &should) };
                Ok(Ok((same, differences)))
            }
            // A program that saves a document again writes other bytes: what counts is what it shows.
            Given::Document(document) => {
                let should = made.docx()?;
                if *document == should {
                    return Ok(Ok((true, Vec::new())));
                }
                let told = of_document::differences(document, &should);
                Ok(told.map(|mut told| {
                    told.extend(of_receipts(receipt, &made.receipt));
                    (told.is_empty(), told)
                }))
            }
        }
    }
}

/// Nobody sees the receipt that a document has for programs; but they read it.
fn of_receipts(says: &Receipt, should: &Receipt) -> Option<Difference> {
    let line = |receipt: &Receipt| json::line(receipt).trim_end().to_owned();
    (says != should).then(|| Difference {
        section: "The receipt for programs".to_owned(),
        anchor: "customXml".to_owned(),
        says: line(says),
        should: line(should),
    })
}

#[cfg(feature = "word")]
mod of_document {
    pub use crate::render::docx::{differences, read_receipt as receipt};
}

#[cfg(not(feature = "word"))]
mod of_document {
    use super::{Difference, Receipt};

    const WITHOUT: &str = "it is a zip, and this remit was built without Word documents";

    pub fn receipt(_document: &[u8]) -> Result<Receipt, String> {
        Err(WITHOUT.to_owned())
    }

    pub fn differences(_document: &[u8], _should: &[u8]) -> Result<Vec<Difference>, String> {
        Err(WITHOUT.to_owned())
    }
}

/// Where the landscape lies: as the receipt names it, from here or from beside the page.
fn find(file: &Path, receipt: &Receipt) -> Result<PathBuf, Error> {
    let named = Path::new(&receipt.asked.landscape);
    let beside = file.parent().map(|folder| folder.join(named));
    let found = std::iter::once(named.to_path_buf()).chain(beside).find(|path| path.exists());
    found.ok_or_else(|| {
        Error::work(format!(
            "the landscape `{}` is neither here nor beside {}",
            receipt.asked.landscape,
            file.display()
        ))
        .help(Some("say where it lies: remit verify FILE LANDSCAPE".to_owned()))
    })
}
