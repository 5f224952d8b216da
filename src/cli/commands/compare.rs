//! `remit compare`: what changed, for whom.

use super::super::args::{CompareArgs, FailOn, Format};
use super::super::{Error, Outcome, choose};
use super::{answer, examine, load, outcome, shown};
use crate::analysis::Facts;
use crate::render::words;
use crate::report::Chosen;
use crate::report::compare::{Examined, compare_report};
use crate::report::measure::{Asked, measure};

/// Runs it.
pub fn run(args: &CompareArgs) -> Result<Outcome, Error> {
    let names: Vec<Option<&str>> =
        std::iter::once(&args.from).chain(&args.to).map(|name| Some(name.as_str())).collect();
    let worlds = load(&args.landscape, &choose::reforms_of(names.iter().copied()))?;
    let landscape = worlds.base();
    let services = choose::services(landscape, &args.scope.services)?;
    let origin = match &args.origin {
        Some(pair) => Some(choose::two_kinds(landscape, pair)?),
        None => None,
    };
    let scenes = choose::scenarios(worlds, &names)?;
    let chosen: Vec<Chosen> = scenes.iter().map(|scene| scene.chosen.clone()).collect();
    let examined = examine(&scenes, args.scope.bare_law, services.as_deref())?;
    let sides: Vec<Examined<'_>> = chosen
        .iter()
        .zip(examined)
        .map(|(chosen, (facts, judged))| (chosen, facts, judged.findings.as_slice()))
        .collect();
    let report = compare_report(sides[0], &sides[1..], services.as_deref(), origin);
    let path = shown(&args.landscape);
    // Readers want ranges and who holds the ring beside the means; programs ask `measure` for them.
    let measures = matches!(args.output.format(), Format::Text | Format::Markdown).then(|| {
        let sides: Vec<(&Chosen, &Facts<'_>)> = sides.iter().map(|(chosen, facts, _)| (*chosen, *facts)).collect();
        measure(&sides, services.as_deref(), &Asked::default())
    });
    answer(
        &args.output,
        &report,
        |report| words::compare::document(report, measures.as_ref(), &path),
        words::compare::table,
    )?;
    // It would be taken apart text by text.
    std::mem::forget(report);
    let last = sides[1..].iter().flat_map(|(_, _, findings)| *findings);
    Ok(outcome(last, args.output.fail_on(FailOn::Never)))
}
