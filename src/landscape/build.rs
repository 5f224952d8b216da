//! From what the files declare to a landscape: every name resolved, every rule of the contract checked.

mod areas;
mod claims;
mod holders;
mod names;
mod nouns;
mod organisations;
mod reforms;
mod unread;

use std::sync::Arc;

use self::areas::AreaNames;
use self::names::Names;
use self::organisations::Bodies;
use self::reforms::with_those_of_reforms;
use super::Landscape;
use super::facts::{OwnFootprint, Responsibility};
use super::reform::Touched;
use super::strata::strata;
use crate::model::{Model, Wanted};
use crate::source::{Files, Problem, Problems, Sources};

/// Reads a landscape, the reforms that its scenarios name and those wanted besides; `codes` are the codes of findings
/// that an acceptance or a claim may name. No reform is applied yet.
///
/// # Errors
/// Every mistake in the files, in the order of file and position, with the files they point into.
pub fn read(files: &dyn Files, codes: &[&str], wanted: &[Wanted]) -> Result<Landscape, (Vec<Problem>, Sources)> {
    let mut sources = Sources::default();
    let mut problems = Problems::default();
    let model = crate::model::read(files, wanted, &mut sources, &mut problems);
    let landscape = build(model, codes, &mut problems);
    match landscape {
        Some(mut landscape) if problems.is_empty() => {
            landscape.files = Arc::new(sources);
            Ok(landscape)
        }
        _ => {
            let problems = problems.sorted(&sources);
            Err((problems, sources))
        }
    }
}

/// Resolves and checks; what it gives is to be used only where no problem was found.
fn build(mut model: Model, codes: &[&str], problems: &mut Problems) -> Option<Landscape> {
    let readable = problems.is_empty();
    let store = std::mem::take(&mut model.areas);
    if readable {
        check_there_is_something(&model, &store, problems);
    }
    let bodies = Bodies::new(&model, problems);
    let sources = Names::new("sources", model.sources.iter().map(|s| &s.id), problems).besides(&model.unread);
    let of_reforms = model.reforms.iter().map(|reform| reform.sources.iter().map(|source| &source.id));
    let sources = with_those_of_reforms(sources, of_reforms, problems);
    let declared = model.organisations.len();
    let mut organisations = bodies.resolve(declared, problems);
    let mut area_names = AreaNames::new(&store, &model.unread, problems);
    for (organisation, written) in organisations.iter_mut().zip(&model.organisations) {
        organisation.footprint = written
            .footprint
            .as_ref()
            .map(|names| area_names.list(names, problems).map_or(OwnFootprint::Everywhere, OwnFootprint::Listed));
    }
    let within = area_names.resolve(&bodies, problems);

    let cohorts = nouns::cohorts(&model, &sources, problems);
    let functions = nouns::functions(&model, problems);
    let services = nouns::services(&model, problems);
    let components = nouns::components(&model, &cohorts, &functions, &services, &sources, problems);
    let mut builder = nouns::FactBuilder {
        bodies: &bodies,
        sources: &sources,
        cohorts: &cohorts,
        functions: &functions.names,
        components: &components.names,
        areas: &mut area_names,
    };
    let responsibilities: Vec<_> =
        model.responsibilities.iter().map(|written| builder.responsibility(written, problems)).collect();
    let arrangements = builder.arrangements(&model.arrangements, problems);
    let relations: Vec<_> = model.relations.iter().filter_map(|written| builder.relation(written, problems)).collect();
    let journeys = builder.journeys(&model.journeys, problems);
    let kinds = nouns::kinds(&model, &bodies.kinds);
    let reforms = reforms::reforms(&model, &mut builder, problems);
    builder.look_up(&model.unread.references, &services.names, problems);

    let scenarios = claims::scenarios(&model, problems);
    let accepted = claims::accepted(&model, codes, problems);
    let expectations = claims::expectations(&model, codes, &bodies, &services.names, &sources, &scenarios, problems);
    let source_facts = nouns::sources(&model, &sources);
    let parts = area_names.into_parts();
    // Without names the checks below would only repeat what is already said.
    if !problems.is_empty() && (!readable || responsibilities.iter().any(Option::is_none)) {
        return None;
    }
    let (areas, geography) = areas::classes(store, parts, &within);
    holders::check(&model, &organisations, (&areas, &geography), &responsibilities, problems);
    let header = model.header.as_ref()?;
    let responsibilities: Vec<Responsibility> = responsibilities.into_iter().flatten().collect();
    let (strata, stratum_of) =
        strata(&cohorts.list, &components.list, responsibilities.iter().chain(reforms::begun(&reforms)));
    let landscape = Landscape {
        title: header.title.clone(),
        default: scenarios.default,
        effective_limit: header.effective_limit,
        scenarios: scenarios.list,
        sources: source_facts,
        kinds,
        organisations,
        declared,
        areas: Arc::new(areas),
        geography,
        cohorts: cohorts.list,
        strata,
        stratum_of,
        functions: functions.list,
        services: services.list,
        components: components.list,
        responsibilities,
        arrangements,
        relations,
        accepted,
        journeys,
        expectations,
        reforms: reforms.into_iter().map(Arc::new).collect(),
        reform_names: model.reform_names,
        applied: Vec::new(),
        touched: Touched::default(),
        files: Arc::default(),
    };
    if problems.is_empty() {
        check_somebody_lives_there(&landscape, problems);
    }
    Some(landscape)
}

fn check_there_is_something(model: &Model, store: &crate::model::AreaStore, problems: &mut Problems) {
    if store.is_empty() {
        problems.push(
            Problem::general("the landscape has no area, so nobody lives in it")
                .help("add an [[area]] with a population, or an [[area_table]]"),
        );
    }
    if model.components.is_empty() {
        problems.push(
            Problem::general("the landscape has no component, so there is nothing to commission")
                .help("add a [[service]] and its [[component]]s"),
        );
    }
}

fn check_somebody_lives_there(landscape: &Landscape, problems: &mut Problems) {
    let population = landscape.population();
    if landscape.areas.is_empty() {
        return;
    }
    if population <= 0.0 {
        problems.push(
            Problem::general("nobody is living in the landscape: the population of every area is 0")
                .help("give at least one area a population"),
        );
    } else if !population.is_finite() {
        problems.push(Problem::general("the population of all areas together is too large a number"));
    }
}
