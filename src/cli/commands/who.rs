//! `remit who`: who answers for this person, under which law.

use super::super::args::{FailOn, WhoArgs};
use super::super::choose::{self, Scene};
use super::super::{Error, Outcome};
use super::{answer, load, outcome, shown};
use crate::analysis::Facts;
use crate::checks::judge;
use crate::landscape::ComponentId;
use crate::render::words;
use crate::report::who::{Question, who_report};

/// Runs it.
pub fn run(args: &WhoArgs) -> Result<Outcome, Error> {
    let worlds = load(&args.landscape, &choose::reforms_of([args.scenario.as_deref()]))?;
    let Scene { chosen, landscape } = choose::scenario(worlds, args.scenario.as_deref())?;
    let (components, service): (Vec<ComponentId>, _) = match (&args.component, &args.service) {
        (Some(name), _) => (vec![choose::component(landscape, name)?], None),
        (None, Some(name)) => {
            let service = &landscape.services[choose::service(landscape, name)?.index()];
            (service.components.clone(), Some((service.id.to_string(), service.name.to_string())))
        }
        (None, None) => return Err(Error::usage("name a --component or a --service")),
    };
    let cohort = match &args.cohort {
        Some(name) => Some(choose::cohort(landscape, name)?),
        None => None,
    };
    let situation = landscape.at(chosen.on, args.bare_law);
    let facts = Facts::new(&situation);
    let question = Question {
        components: &components,
        service,
        place: choose::place(&situation, &args.area)?,
        cohort,
        why: args.why,
    };
    let report = who_report(&chosen, &facts, &question);
    let path = shown(&args.landscape);
    answer(&args.output, &report, |report| words::who::document(report, &path), words::who::table)?;
    let fail_on = args.output.fail_on(FailOn::Never);
    if fail_on == FailOn::Never {
        return Ok(Outcome::Fine);
    }
    let judged = judge(&facts, None);
    let asked = judged.findings.iter().filter(|f| f.component().is_some_and(|c| components.contains(&c)));
    Ok(outcome(asked, fail_on))
}
