//! `remit verify`: whether a page is what its receipt says.

use std::path::{Path, PathBuf};

use super::super::args::{FailOn, VerifyArgs};
use super::super::files::words as in_words;
use super::super::{Error, Outcome};
use super::answer;
use super::report::make;
use crate::render::{html, words};
use crate::report::page::receipt::Receipt;
use crate::report::verify::verify;

/// Runs it.
pub fn run(args: &VerifyArgs) -> Result<Outcome, Error> {
    let shown = args.file.display();
    let bytes =
        std::fs::read(&args.file).map_err(|error| Error::work(format!("cannot read {shown}: {}", in_words(&error))))?;
    let no_report = |why: &str| {
        Error::usage(format!("{shown} is no report of remit: {why}"))
            .help(Some("`remit report LANDSCAPE SCENARIO… --out report.html` writes one".to_owned()))
    };
    let page = String::from_utf8(bytes).map_err(|_| no_report("it is no text in UTF-8"))?;
    // Mail and editors may change line ends; nobody reads those.
    let page = page.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let receipt = html::read_receipt(&page).map_err(|why| no_report(&why))?;
    let landscape = match &args.landscape {
        Some(path) => path.clone(),
        None => find(&args.file, &receipt)?,
    };
    // Whatever the page asks for: it is not the person at the terminal who asked it wrongly.
    let made = make(&landscape, &receipt.asked).map_err(|error| match error {
        Error::Usage { message, help } => Error::work(format!("the page cannot be made again: {message}")).help(help),
        other => other,
    })?;
    let should = made.html()?;
    let same = page == should;
    let differences = if same { Vec::new() } else { html::differences(&page, &should) };
    let report = verify(&receipt, &made.receipt, same, differences);
    answer(&args.output, &report, words::verify::document, words::verify::table)?;
    let fails = !report.same && args.output.fail_on(FailOn::Error) != FailOn::Never;
    Ok(if fails { Outcome::Found } else { Outcome::Fine })
}

/// Where the landscape lies: as the receipt names it, from here or from beside the page.
fn find(file: &Path, receipt: &Receipt) -> Result<PathBuf, Error> {
    let named = Path::new(&receipt.asked.landscape);
    let beside = file.parent().map(|folder| folder.join(named));
    let found = std::iter::once(named.to_path_buf()).chain(beside).find(|path| path.exists());
    found.ok_or_else(|| {
        Error::work(format!("the landscape `{}` is neither here nor beside the page", receipt.asked.landscape))
            .help(Some("say where it lies: remit verify FILE LANDSCAPE".to_owned()))
    })
}
