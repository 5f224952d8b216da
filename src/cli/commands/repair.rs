//! `remit repair`: the smallest set of changes that mends what is wrong, as the file of a reform.

use super::super::args::RepairArgs;
use super::super::files::Disk;
use super::super::output::deliver_plain;
use super::super::patience::Shell;
use super::super::{Error, Outcome, choose};
use super::{answer, load, shown};
use crate::checks::codes;
use crate::reform::read_with;
use crate::render::words;
use crate::report::repair::repair_report;
use crate::study::repair::{Asked, Costs, Heading, NoRepair, read_costs, repair};

/// Runs it.
pub fn run(args: &RepairArgs) -> Result<Outcome, Error> {
    let shell = Shell::new("repair").within(args.time);
    let disk = Disk::open(&args.landscape).map_err(Error::usage)?;
    let costs = match &args.costs {
        Some(path) => read_costs(&disk, path)
            .map_err(|(problems, sources)| Error::Invalid { problems, sources: Box::new(sources) })?,
        None => Costs::default(),
    };
    let worlds = load(&args.landscape, &choose::reforms_of([args.scenario.as_deref()]))?;
    let scene = choose::scenario(worlds, args.scenario.as_deref())?;
    let landscape = scene.landscape;
    let asked = Asked {
        only: args.only.iter().map(|code| choose::code(code)).collect::<Result<_, _>>()?,
        findings: args.findings.iter().map(|key| choose::finding(key)).collect::<Result<_, _>>()?,
        services: choose::services(landscape, &args.scope.services)?,
        actor: args.actor.as_deref().map(|kind| choose::kind(landscape, kind)).transpose()?,
        max: args.max.map(|max| max as usize),
        costs: if args.scope.bare_law { costs.by_law_alone() } else { costs },
        bare_law: args.scope.bare_law,
    };
    let heading = Heading { title: format!("Repair: {}", scene.chosen.title), scenario: scene.chosen.title.clone() };
    let chain: Vec<_> =
        landscape.applied.iter().map(|applied| landscape.reforms[applied.reform].wanted.clone()).collect();
    let read = |text: &str| read_with(&disk, &codes(), &chain, text);
    let found = repair(landscape, scene.chosen.on, &asked, &heading, &read, &shell).map_err(|none| match none {
        NoRepair::Stopped => Error::work("the time was over before any repair was found; allow more with --time"),
        NoRepair::Broken(what) => Error::work(format!("what was found did not stand up to being applied: {what}")),
    })?;
    if let Some(path) = args.output.out.as_ref().filter(|_| args.writes_reform()) {
        deliver_plain(&found.text, Some(path))?;
        return Ok(Outcome::Fine);
    }
    let situation = landscape.at(scene.chosen.on, asked.bare_law);
    let report = repair_report(landscape, &situation, &scene.chosen, &asked.costs, found);
    let path = shown(&args.landscape);
    let command = format!("remit repair {path} {}", scene.chosen.asked);
    answer(&args.output, &report, |report| words::repair::document(report, &path, &command), words::repair::table)?;
    Ok(Outcome::Fine)
}
