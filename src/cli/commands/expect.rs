//! `remit expect`: published claims as tests.

use super::super::args::{FailOn, TestArgs};
use super::super::{Error, Outcome, choose};
use super::{answer, load, load_whole, shown};
use crate::day::Day;
use crate::landscape::Landscape;
use crate::reform::{Replay, Wanted, Worlds};
use crate::render::words;
use crate::report::expect::expect_report;
use crate::study::expectations::{Reformed, expectations, reforms_asked};

/// Runs it.
pub fn run(args: &TestArgs) -> Result<Outcome, Error> {
    let wanted = choose::reforms(&args.reforms);
    let mut worlds = load_whole(&args.landscape, &wanted)?;
    let mut with: Vec<Wanted> = wanted.clone();
    with.extend(reforms_asked(worlds.base()).into_iter().map(|(_, name)| Wanted::Named(name.to_owned())));
    if with.len() > wanted.len() {
        // What claims ask about is known only now.
        worlds = load(&args.landscape, &with)?;
    }
    let landscape = worlds.base();
    let reformed: Vec<Reformed> = reforms_asked(landscape)
        .into_iter()
        .map(|(place, name)| reformed(worlds, place, name))
        .collect::<Result<_, Error>>()?;
    let scenes: Vec<(&Landscape, Day)> = (0..landscape.scenarios.len())
        .map(|place| choose::scene_under(worlds, place, &wanted))
        .collect::<Result<_, Error>>()?;
    let results = expectations(landscape, &scenes, &reformed, args.bare_law);
    let names: Vec<String> = wanted.iter().map(|wanted| wanted.name().to_owned()).collect();
    let report = expect_report(landscape, &names, &results);
    let path = shown(&args.landscape);
    answer(&args.output, &report, |report| words::expect::document(report, &path), words::expect::table)?;
    let failed = landscape.expectations.iter().zip(&results).any(|(claim, tested)| tested.fails(claim));
    let fails = failed && args.output.fail_on(FailOn::Error) != FailOn::Never;
    Ok(if fails { Outcome::Found } else { Outcome::Fine })
}

/// A scenario of the landscape with a reform that a claim asks about, ready to be applied step by step.
fn reformed(worlds: &'static Worlds, place: usize, name: &str) -> Result<Reformed, Error> {
    let scenario = worlds.base().scenarios[place].id.to_string();
    let (chosen, chain) = choose::chain_under(worlds, Some(&scenario), &Wanted::Named(name.to_owned()))?;
    let replay = Replay::new(worlds, &chain)
        .map_err(|problems| Error::Invalid { problems, sources: Box::new((*worlds.base().files).clone()) })?
        .ok_or_else(|| Error::work("the reform was not read"))?;
    Ok((place, name.to_owned(), replay, chosen.on))
}
