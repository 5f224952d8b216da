//! `remit expect`: published claims as tests.

use super::super::args::{FailOn, TestArgs};
use super::super::{Error, Outcome, choose};
use super::{answer, load_whole, shown};
use crate::day::Day;
use crate::landscape::Landscape;
use crate::render::words;
use crate::report::expect::expect_report;
use crate::study::expectations::expectations;

/// Runs it.
pub fn run(args: &TestArgs) -> Result<Outcome, Error> {
    let wanted = choose::reforms(&args.reforms);
    let worlds = load_whole(&args.landscape, &wanted)?;
    let landscape = worlds.base();
    let scenes: Vec<(&Landscape, Day)> = (0..landscape.scenarios.len())
        .map(|place| choose::scene_under(worlds, place, &wanted))
        .collect::<Result<_, Error>>()?;
    let results = expectations(landscape, &scenes, args.bare_law);
    let names: Vec<String> = wanted.iter().map(|wanted| wanted.name().to_owned()).collect();
    let report = expect_report(landscape, &names, &results);
    let path = shown(&args.landscape);
    answer(&args.output, &report, |report| words::expect::document(report, &path), words::expect::table)?;
    let failed = landscape.expectations.iter().zip(&results).any(|(claim, tested)| tested.fails(claim));
    let fails = failed && args.output.fail_on(FailOn::Error) != FailOn::Never;
    Ok(if fails { Outcome::Found } else { Outcome::Fine })
}
