//! `remit expect`: published claims as tests.

use super::super::args::{FailOn, TestArgs};
use super::super::{Error, Outcome};
use super::{answer, load, shown};
use crate::render::words;
use crate::report::expect::expect_report;
use crate::study::expectations::expectations;

/// Runs it.
pub fn run(args: &TestArgs) -> Result<Outcome, Error> {
    let landscape = load(&args.landscape, &[])?.base();
    let results = expectations(landscape, args.bare_law);
    let report = expect_report(landscape, &results);
    let path = shown(&args.landscape);
    answer(&args.output, &report, |report| words::expect::document(report, &path), words::expect::table)?;
    let failed = landscape.expectations.iter().zip(&results).any(|(claim, tested)| tested.fails(claim));
    let fails = failed && args.output.fail_on(FailOn::Error) != FailOn::Never;
    Ok(if fails { Outcome::Found } else { Outcome::Fine })
}
