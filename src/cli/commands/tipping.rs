//! `remit tipping`: which facts an answer hangs on.

use super::super::args::TippingArgs;
use super::super::choose::Scene;
use super::super::patience::Shell;
use super::super::{Error, Outcome, choose};
use super::{answer, load, shown};
use crate::landscape::{Landscape, ServiceId, ServiceMeasure};
use crate::render::words;
use crate::report::tipping::{Parts, Teller, tipping_report};
use crate::study::tipping::{Effort, Record, Side, Which, findings, order, verdict};

/// Runs it.
pub fn run(args: &TippingArgs) -> Result<Outcome, Error> {
    let mut names = vec![args.scenario.as_deref()];
    names.extend(args.to.as_deref().map(Some));
    if args.verdict && args.to.is_none() {
        return Err(Error::usage("a verdict compares two scenarios, and one is named").help(Some(
            "name the scenario to compare with first: remit tipping LANDSCAPE FROM TO --verdict".to_owned(),
        )));
    }
    let worlds = load(&args.landscape, &choose::reforms_of(names.iter().copied()))?;
    let services = choose::services(worlds.base(), &args.scope.services)?;
    let scenes = choose::scenarios(worlds, &names)?;
    let sides: Vec<Side<'_>> = scenes.iter().map(|scene| side(scene, args.scope.bare_law)).collect();
    let Some((last, before)) = sides.split_last() else { return Err(Error::work("no scenario was read")) };
    let effort = effort(args.effort as usize);
    let shell = Shell::new("tipping");
    let record = Record::new(vec![*last]);
    let mut teller = Teller::new(last.landscape);
    let all = !(args.verdict || args.order || args.finding.is_some());
    let mut parts = Parts { one: args.finding.clone(), ..Parts::default() };
    if let (Some(from), true) = (before.first(), all || args.verdict) {
        let both = Record::new(vec![*from, *last]);
        let hangs = verdict(&both, services.as_deref(), effort, &shell);
        parts.verdict = hangs.map(|hangs| teller.verdict(&both, &hangs));
    }
    if all || args.finding.is_some() {
        let which = which(args, services.as_deref())?;
        let list = findings(&record, &which, effort, &shell).ok_or_else(|| unknown(args))?;
        parts.findings = Some(list.iter().map(|hangs| teller.finding(&record, hangs)).collect());
    }
    if all || args.order {
        let measure = args.measure.as_deref().map_or(Ok(ServiceMeasure::Effective), choose::measure)?;
        let ranked = ranked(last.landscape, services.as_deref(), args.order)?;
        let pairs = order(&record, &ranked, measure, effort, &shell);
        parts.order = Some(teller.order(&record, measure, &pairs));
    }
    let situations: Vec<_> = sides.iter().map(|side| side.landscape.at(side.day, side.bare_law)).collect();
    let told: Vec<_> = scenes.iter().map(|scene| &scene.chosen).zip(&situations).collect();
    let Some((to, from)) = told.split_last() else { return Err(Error::work("no scenario was read")) };
    let report = tipping_report(from.first().copied(), *to, services.as_deref(), &record, parts, teller);
    let path = shown(&args.landscape);
    answer(&args.output, &report, |report| words::tipping::document(report, &path), words::tipping::table)?;
    Ok(Outcome::Fine)
}

fn side(scene: &Scene, bare_law: bool) -> Side<'static> {
    Side { landscape: scene.landscape, day: scene.chosen.on, bare_law }
}

fn effort(times: usize) -> Effort {
    let Effort { sets, means, verdicts, pairs } = Effort::default();
    Effort { sets: sets * times, means: means * times, verdicts: verdicts * times, pairs: pairs * times }
}

fn which<'a>(args: &'a TippingArgs, services: Option<&'a [ServiceId]>) -> Result<Which<'a>, Error> {
    let Some(key) = &args.finding else { return Ok(Which::All(services)) };
    choose::finding(key)?;
    if key.starts_with("accepted/") {
        return Err(Error::usage(format!("`{key}` is about an acceptance, and hangs on what somebody accepted"))
            .help(Some("name a finding about the world, as `remit check` shows it".to_owned())));
    }
    Ok(Which::Key(key))
}

fn unknown(args: &TippingArgs) -> Error {
    let key = args.finding.as_deref().unwrap_or_default();
    Error::usage(format!("`{key}` names nothing of this landscape"))
        .help(Some("write the key as `remit check` shows it: CODE:COMPONENT".to_owned()))
}

/// The services whose order is asked about: those named, or else the tracers.
fn ranked(landscape: &Landscape, named: Option<&[ServiceId]>, wanted: bool) -> Result<Vec<ServiceId>, Error> {
    let all = (0..landscape.services.len()).map(ServiceId::new);
    let list: Vec<ServiceId> = match named {
        Some(named) => named.to_vec(),
        None => all.filter(|one| landscape.services[one.index()].tracer).collect(),
    };
    if wanted && list.len() < 2 {
        let help = match named {
            Some(_) => "give --service twice",
            None => "no two services of this landscape are tracers: give --service twice",
        };
        return Err(Error::usage("an order is of two services or more").help(Some(help.to_owned())));
    }
    Ok(list)
}
