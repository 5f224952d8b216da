//! `remit measure`: how fragmented, in numbers.

use super::super::args::{FailOn, MeasureArgs};
use super::super::{Error, Outcome, choose};
use super::{answer, load, outcome, shown};
use crate::analysis::Facts;
use crate::checks::judge;
use crate::landscape::Situation;
use crate::render::words;
use crate::report::Chosen;
use crate::report::measure::{Asked, measure};
use crate::study::sensitivity::Variant;

/// Runs it.
pub fn run(args: &MeasureArgs) -> Result<Outcome, Error> {
    let names: Vec<Option<&str>> = match args.scenarios.as_slice() {
        [] => vec![None],
        some => some.iter().map(|name| Some(name.as_str())).collect(),
    };
    let worlds = load(&args.landscape, &choose::reforms_of(names.iter().copied()))?;
    let landscape = worlds.base();
    let services = choose::services(landscape, &args.scope.services)?;
    let mut asked = Asked::default();
    if let Some(by) = &args.by {
        asked.by = Some(choose::kind(landscape, by)?);
    }
    for pair in &args.align {
        asked.align.push(choose::two_kinds(landscape, pair)?);
    }
    for name in &args.leave_out {
        asked.variants.push(Variant::Without(choose::source(landscape, name)?));
    }
    if args.coarse {
        asked.variants.push(Variant::Coarse);
    }
    let scenes = choose::scenarios(worlds, &names)?;
    let chosen: Vec<Chosen> = scenes.iter().map(|scene| scene.chosen.clone()).collect();
    let situations: Vec<Situation<'_>> =
        scenes.iter().map(|scene| scene.landscape.at(scene.chosen.on, args.scope.bare_law)).collect();
    let facts: Vec<Facts<'_>> = situations.iter().map(Facts::new).collect();
    let sides: Vec<(&Chosen, &Facts<'_>)> = chosen.iter().zip(&facts).collect();
    let report = measure(&sides, services.as_deref(), &asked);
    let path = shown(&args.landscape);
    answer(&args.output, &report, |report| words::measure::document(report, &path), words::measure::table)?;
    let fail_on = args.output.fail_on(FailOn::Never);
    if fail_on == FailOn::Never {
        return Ok(Outcome::Fine);
    }
    let judged: Vec<_> = facts.iter().map(|facts| judge(facts, services.as_deref())).collect();
    Ok(outcome(judged.iter().flat_map(|judged| &judged.findings), fail_on))
}
