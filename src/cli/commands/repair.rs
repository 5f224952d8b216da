//! `remit repair`: the smallest set of changes that mends what is wrong, as the file of a reform.

use super::super::args::RepairArgs;
use super::super::files::Disk;
use super::super::output::deliver_plain;
use super::super::patience::Shell;
use super::super::{Error, Outcome, choose};
use super::{answer, load, quoted, shown};
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
        findings: args.findings.iter().map(|key| choose::finding_of(landscape, key)).collect::<Result<_, _>>()?,
        services: choose::services(landscape, &args.scope.services)?,
        actor: args.actor.as_deref().map(|kind| choose::kind(landscape, kind)).transpose()?,
        max: args.max.map(|max| max as usize),
        no_regret: args.no_regret,
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
    let report = repair_report(landscape, &situation, &scene.chosen, &asked, found);
    let path = shown(&args.landscape);
    let command = format!("remit repair {path} {}{}", quoted(&scene.chosen.asked), options(args));
    answer(&args.output, &report, |report| words::repair::document(report, &path, &command), words::repair::table)?;
    Ok(Outcome::Fine)
}

/// What was asked besides, so that a next command asks the same.
fn options(args: &RepairArgs) -> String {
    let RepairArgs { only, findings, actor, max, time, costs, scope, .. } = args;
    let list = |name: &'static str, words: &[String]| {
        words.iter().map(|word| format!(" --{name} {}", quoted(word))).collect::<String>()
    };
    let mut text = list("only", only) + &list("finding", findings) + &list("service", &scope.services);
    text += &list("actor", actor.as_slice());
    text += &list("max", max.map(|max| max.to_string()).as_slice());
    if *time != super::super::args::REPAIR_SECONDS {
        text += &list("time", &[time.to_string()]);
    }
    text += &list("costs", costs.as_slice());
    for (name, asked) in [("no-regret", args.no_regret), ("bare-law", scope.bare_law)] {
        if asked {
            text += &format!(" --{name}");
        }
    }
    text
}
