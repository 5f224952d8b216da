//! `remit holds`: everything that a body holds.

use super::super::args::HoldsArgs;
use super::super::choose::{self, Scene};
use super::super::{Error, Outcome};
use super::{answer, load, shown};
use crate::analysis::Facts;
use crate::landscape::Selector;
use crate::render::words;
use crate::report::holds::holds_report;
use crate::study::place::Place;

/// Runs it.
pub fn run(args: &HoldsArgs) -> Result<Outcome, Error> {
    let worlds = load(&args.landscape, &choose::reforms_of([args.scenario.as_deref()]))?;
    let Scene { chosen, landscape } = choose::scenario(worlds, args.scenario.as_deref())?;
    let situation = landscape.at(chosen.on, args.bare_law);
    let selector = choose::selector(landscape, &args.organisation).or_else(|unknown| {
        // As a person calls a place: `Leeds`.
        match Place::find(&situation, &args.organisation) {
            Ok(Place::Footprint(one)) => Ok(Selector::Organisation(one)),
            _ => Err(unknown),
        }
    })?;
    let facts = Facts::new(&situation);
    let report = holds_report(&chosen, &facts, selector);
    let path = shown(&args.landscape);
    answer(&args.output, &report, |report| words::holds::document(report, &path), words::holds::table)?;
    Ok(Outcome::Fine)
}
