//! `remit compare`: what changed, for whom.

use super::super::args::{CompareArgs, FailOn, Format};
use super::super::{Error, Outcome, choose};
use super::{answer, load, outcome, shown};
use crate::analysis::Facts;
use crate::checks::{Judged, judge};
use crate::landscape::{Landscape, ServiceId, Situation};
use crate::render::words;
use crate::report::Chosen;
use crate::report::compare::{Examined, compare_report};
use crate::report::measure::{Asked, measure};

/// Runs it.
pub fn run(args: &CompareArgs) -> Result<Outcome, Error> {
    let landscape = load(&args.landscape)?;
    let services = choose::services(landscape, &args.scope.services)?;
    let origin = match &args.origin {
        Some(pair) => Some(choose::two_kinds(landscape, pair)?),
        None => None,
    };
    let names = std::iter::once(&args.from).chain(&args.to);
    let chosen: Vec<Chosen> = names.map(|name| choose::scenario(landscape, Some(name))).collect::<Result<_, _>>()?;
    let examined = examine(landscape, &chosen, args.scope.bare_law, services.as_deref())?;
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

/// Works out every scenario, each in a thread of its own: they do not depend on each other.
///
/// As the landscape, they live as long as the process: to take them apart again would only keep the reader waiting.
fn examine(
    landscape: &'static Landscape,
    chosen: &[Chosen],
    bare_law: bool,
    services: Option<&[ServiceId]>,
) -> Result<&'static [(Facts<'static>, Judged)], Error> {
    let one = |chosen: &Chosen| {
        let situation: &'static Situation<'static> = Box::leak(Box::new(landscape.at(chosen.on, bare_law)));
        let facts = Facts::new(situation);
        let judged = judge(&facts, services);
        // The comparison will ask for the means of every service.
        for service in (0..landscape.services.len()).map(ServiceId::new) {
            facts.measures(service);
        }
        (facts, judged)
    };
    std::thread::scope(|scope| {
        let (first, others) = chosen.split_first().ok_or_else(|| Error::usage("name two scenarios"))?;
        let others: Vec<_> = others.iter().map(|chosen| scope.spawn(move || one(chosen))).collect();
        let mut examined = vec![one(first)];
        for other in others {
            examined.push(other.join().map_err(|_| Error::work("a scenario could not be worked out"))?);
        }
        Ok(&*Vec::leak(examined))
    })
}
