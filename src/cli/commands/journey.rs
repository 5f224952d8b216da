//! `remit journey`: people as tests.

use super::super::args::{FailOn, TestArgs};
use super::super::{Error, Outcome};
use super::{answer, load, shown};
use crate::render::words;
use crate::report::journey::journey_report;
use crate::study::journeys::journeys;

/// Runs it.
pub fn run(args: &TestArgs) -> Result<Outcome, Error> {
    let landscape = load(&args.landscape, &[])?.base();
    let results = journeys(landscape, args.bare_law);
    let report = journey_report(landscape, &results);
    let path = shown(&args.landscape);
    answer(&args.output, &report, |report| words::journey::document(report, &path), words::journey::table)?;
    let failed = report.journeys.iter().any(|journey| !journey.passed);
    let fails = failed && args.output.fail_on(FailOn::Error) != FailOn::Never;
    Ok(if fails { Outcome::Found } else { Outcome::Fine })
}
