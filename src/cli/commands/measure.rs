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

/// Runs it.
pub fn run(args: &MeasureArgs) -> Result<Outcome, Error> {
    let landscape = load(&args.landscape)?;
    let services = choose::services(landscape, &args.scope.services)?;
    let mut asked = Asked::default();
    if let Some(by) = &args.by {
        asked.by = Some(choose::kind(landscape, by)?);
    }
    for pair in &args.align {
        asked.align.push(choose::two_kinds(landscape, pair)?);
    }
    let chosen: Vec<Chosen> = if args.scenarios.is_empty() {
        vec![choose::scenario(landscape, None)?]
    } else {
        let each = args.scenarios.iter().map(|name| choose::scenario(landscape, Some(name)));
        each.collect::<Result<_, _>>()?
    };
    let situations: Vec<Situation<'_>> =
        chosen.iter().map(|chosen| landscape.at(chosen.on, args.scope.bare_law)).collect();
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
