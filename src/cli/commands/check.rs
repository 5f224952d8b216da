//! `remit check`: what is wrong.

use super::super::args::{CheckArgs, FailOn};
use super::super::choose::{self, Scene};
use super::super::{Error, Outcome};
use super::{answer, load_whole, outcome, shown};
use crate::analysis::Facts;
use crate::checks::{Severity, judge};
use crate::render::words;
use crate::report::check;

/// Runs it.
pub fn run(args: &CheckArgs) -> Result<Outcome, Error> {
    let asked = [args.scenario.as_deref(), args.new_since.as_deref()];
    let worlds = load_whole(&args.landscape, &choose::reforms_of(asked))?;
    let Scene { chosen, landscape } = choose::scenario(worlds, args.scenario.as_deref())?;
    let services = choose::services(landscape, &args.scope.services)?;
    let situation = landscape.at(chosen.on, args.scope.bare_law);
    let facts = Facts::new(&situation);
    let mut judged = judge(&facts, services.as_deref());
    let mut since_when = None;
    if let Some(since) = &args.new_since {
        let Scene { chosen: before, landscape } = choose::scenario(worlds, Some(since))?;
        let earlier = landscape.at(before.on, args.scope.bare_law);
        let known = judge(&Facts::new(&earlier), services.as_deref()).findings;
        let mut standing = 0;
        judged.findings.retain(|finding| {
            let stood = known.iter().any(|known| known.key == finding.key && known.certainty == finding.certainty);
            standing += usize::from(stood && !finding.accepted && finding.severity != Severity::Note);
            !stood
        });
        since_when = Some((before.asked, standing));
    }
    let mut report = check::check(&chosen, &facts, &judged, services.as_deref());
    report.since = since_when;
    let path = shown(&args.landscape);
    answer(&args.output, &report, |report| words::check::document(report, &path), words::check::table)?;
    Ok(outcome(&judged.findings, args.output.fail_on(FailOn::Error)))
}
