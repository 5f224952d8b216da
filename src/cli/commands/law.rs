//! `remit law`: what rests on a source or a provision.

use super::super::args::LawArgs;
use super::super::choose::{self, Scene};
use super::super::{Error, Outcome};
use super::{answer, load, shown};
use crate::analysis::Facts;
use crate::render::words;
use crate::report::law::law_report;

/// Runs it.
pub fn run(args: &LawArgs) -> Result<Outcome, Error> {
    let worlds = load(&args.landscape, &choose::reforms_of([args.scenario.as_deref()]))?;
    if args.scenario.is_none() && worlds.base().default.is_none() {
        let help = "what is in force depends on the day: name a scenario or a date with --scenario";
        return Err(Error::usage("which day? The landscape names no default scenario").help(Some(help.to_owned())));
    }
    let Scene { chosen, landscape } = choose::scenario(worlds, args.scenario.as_deref())?;
    let provision = match &args.provision {
        Some(text) => Some(choose::provision(landscape, text)?),
        None => None,
    };
    let situation = landscape.at(chosen.on, args.bare_law);
    let report = law_report(&chosen, &Facts::new(&situation), provision.as_ref());
    let path = shown(&args.landscape);
    answer(&args.output, &report, |report| words::law::document(report, &path), words::law::table)?;
    Ok(Outcome::Fine)
}
