//! `remit plan`: what a reform would do.

use super::super::args::{FailOn, PlanArgs};
use super::super::{Error, Outcome, choose};
use super::{answer, examine, load, outcome, shown};
use crate::render::words;
use crate::report::plan::plan;

/// Runs it.
pub fn run(args: &PlanArgs) -> Result<Outcome, Error> {
    let reform = choose::reform(&args.reform);
    let mut wanted = choose::reforms_of([args.scenario.as_deref()]);
    wanted.push(reform.clone());
    let worlds = load(&args.landscape, &wanted)?;
    let from = choose::scenario(worlds, args.scenario.as_deref())?;
    let to = choose::under(worlds, args.scenario.as_deref(), &reform)?;
    let services = choose::services(to.landscape, &args.scope.services)?;
    let scenes = [from, to];
    let examined = examine(&scenes, args.scope.bare_law, services.as_deref())?;
    let side = |place: usize| {
        let (facts, judged) = &examined[place];
        (&scenes[place].chosen, facts, judged.findings.as_slice())
    };
    let report =
        plan(side(0), side(1), services.as_deref()).ok_or_else(|| Error::work("the reform was not applied"))?;
    let path = shown(&args.landscape);
    answer(&args.output, &report, |report| words::plan::document(report, &path), words::plan::table)?;
    Ok(outcome(&examined[1].1.findings, args.output.fail_on(FailOn::Never)))
}
