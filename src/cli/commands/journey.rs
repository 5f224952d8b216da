//! `remit journey`: people as tests.

use super::super::args::{FailOn, TestArgs};
use super::super::{Error, Outcome, choose};
use super::{answer, load_whole, shown};
use crate::render::words;
use crate::report::journey::journey_report;
use crate::study::journeys::{Reformed, journeys};

/// Runs it.
pub fn run(args: &TestArgs) -> Result<Outcome, Error> {
    let wanted = choose::reforms(&args.reforms);
    let worlds = load_whole(&args.landscape, &wanted)?;
    let landscape = worlds.base();
    let reformed = choose::reformed(worlds, &[], &wanted)?;
    let reformed = reformed.map(|(landscape, from)| Reformed { landscape, from });
    let results = journeys(landscape, reformed, args.bare_law);
    let names: Vec<String> = wanted.iter().map(|wanted| wanted.name().to_owned()).collect();
    let report = journey_report(landscape, &names, &results);
    let path = shown(&args.landscape);
    answer(&args.output, &report, |report| words::journey::document(report, &path), words::journey::table)?;
    let failed = report.journeys.iter().any(|journey| !journey.passed);
    let fails = failed && args.output.fail_on(FailOn::Error) != FailOn::Never;
    Ok(if fails { Outcome::Found } else { Outcome::Fine })
}
