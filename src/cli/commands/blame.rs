//! `remit blame`: which steps of a reform are responsible for what it changes.

use super::super::args::BlameArgs;
use super::super::patience::Shell;
use super::super::{Error, Outcome, choose};
use super::{answer, load, quoted, shown};
use crate::reform::Replay;
use crate::render::words;
use crate::report::blame::{blame_report, overview_report};
use crate::study::blame::{Effort, Subject, blame, overview};

/// Runs it.
pub fn run(args: &BlameArgs) -> Result<Outcome, Error> {
    let reform = choose::reform(&args.reform);
    let mut wanted = choose::reforms_of([args.scenario.as_deref()]);
    wanted.push(reform.clone());
    let worlds = load(&args.landscape, &wanted)?;
    let (chosen, chain) = choose::chain_under(worlds, args.scenario.as_deref(), &reform)?;
    let replay = Replay::new(worlds, &chain)
        .map_err(|problems| Error::Invalid { problems, sources: Box::new((*worlds.base().files).clone()) })?
        .ok_or_else(|| Error::work("the reform was not read"))?;
    let landscape = replay.with(|_| true);
    let applied = landscape.applied.last().ok_or_else(|| Error::work("the reform was not applied"))?;
    let scenario = args.scenario.as_ref().map_or_else(String::new, |scenario| format!(" {scenario}"));
    let bare = if args.bare_law { " --bare-law" } else { "" };
    let asked = format!("{}{scenario} --reform {}{bare}", shown(&args.landscape), quoted(&args.reform));
    let shell = Shell::new("blame");
    let subject = match (&args.measure, &args.service, &args.finding) {
        (Some(measure), Some(service), _) => {
            Some(Subject::Measure(choose::measure(measure)?, choose::service(&landscape, service)?))
        }
        (_, _, Some(key)) => Some(Subject::Finding(choose::finding_of(&landscape, key)?)),
        _ => None,
    };
    match subject {
        Some(subject) => {
            let effort = Effort { orders: args.orders as usize, ..Effort::default() };
            let blamed = blame(&replay, chosen.on, args.bare_law, &subject, effort, &shell);
            let report = blame_report(&landscape, &chosen, applied, args.bare_law, &subject, &blamed);
            let plan = format!("remit plan {asked}");
            answer(&args.output, &report, |report| words::blame::document(report, &plan), words::blame::table)?;
        }
        None => {
            let found = overview(&replay, chosen.on, args.bare_law, &shell);
            let report = overview_report(&landscape, &chosen, applied, &found);
            let command = format!("remit blame {asked}");
            answer(
                &args.output,
                &report,
                |report| words::blame::overview(report, &command),
                words::blame::overview_table,
            )?;
        }
    }
    Ok(Outcome::Fine)
}
