//! Journeys: people as tests.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::analysis::{Facts, Shapes};
use crate::day::Day;
use crate::landscape::{Basis, COMMISSION, Cells, ComponentId, Landscape, OrganisationId};

/// What came of one step.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StepResult {
    /// Who commissions the component for the person, by settled claims.
    pub found: Vec<OrganisationId>,
    /// Whether every one found is selected by an entry, and every entry selects one.
    pub passed: bool,
    /// Who claims it, where all claims are disputed.
    pub disputed: Vec<OrganisationId>,
    /// What the claims of those rest on, each source once.
    pub basis: Vec<Basis>,
    /// Whether the component exists on the day and the person needs it.
    pub needed: bool,
}

/// A landscape under reforms, and the day from which they have effect.
#[derive(Debug, Clone, Copy)]
pub struct Reformed<'l> {
    /// The landscape.
    pub landscape: &'l Landscape,
    /// The last of the reforms' days.
    pub from: Day,
}

/// What came of every step of every journey, in the order of the landscape. Under reforms, every step from their day on
/// is asked of the landscape that they make.
pub fn journeys(landscape: &Landscape, reformed: Option<Reformed<'_>>, bare_law: bool) -> Vec<Vec<StepResult>> {
    journeys_wanted(landscape, reformed, bare_law, |_| true)
}

/// The same of some journeys alone, by place: what is said of the others is nothing.
pub fn journeys_wanted(
    landscape: &Landscape,
    reformed: Option<Reformed<'_>>,
    bare_law: bool,
    wanted: impl Fn(usize) -> bool,
) -> Vec<Vec<StepResult>> {
    let mut results: Vec<Vec<StepResult>> =
        landscape.journeys.iter().map(|journey| vec![StepResult::default(); journey.steps.len()]).collect();
    // Each day once, however many people meet on it.
    let mut by_day: BTreeMap<Day, Vec<(usize, usize)>> = BTreeMap::new();
    for (number, journey) in landscape.journeys.iter().enumerate().filter(|(number, _)| wanted(*number)) {
        for (place, step) in journey.steps.iter().enumerate() {
            by_day.entry(step.on).or_default().push((number, place));
        }
    }
    let shapes: Arc<Shapes> = Arc::default();
    for (day, steps) in by_day {
        let on_the_day =
            reformed.filter(|reformed| reformed.from <= day).map_or(landscape, |reformed| reformed.landscape);
        let situation = on_the_day.at(day, bare_law);
        // Only what somebody needs that day.
        let needs: BTreeSet<ComponentId> =
            steps.iter().map(|(number, place)| landscape.journeys[*number].steps[*place].component).collect();
        let facts = Facts::about(&situation, Arc::clone(&shapes), |component| needs.contains(&component));
        for (number, place) in steps {
            results[number][place] = step(&facts, number, place);
        }
    }
    results
}

fn step(facts: &Facts<'_>, number: usize, place: usize) -> StepResult {
    let situation = facts.situation;
    let landscape = situation.landscape;
    let journey = &landscape.journeys[number];
    let step = &journey.steps[place];
    let class = landscape.areas.class(journey.area);
    let grid = landscape.grid();
    let stratum = landscape.stratum(journey.cohort).filter(|_| class.index() < grid.classes);
    let cell = stratum.map_or(0, |stratum| grid.cell(class, stratum));
    let needed = stratum.is_some() && facts.needing(step.component).is_some_and(|cells| cells.contains(cell));
    let mut found = if needed {
        facts.units().get(facts.commissioning(step.component, cell)).organisations.clone()
    } else {
        Vec::new()
    };
    let mut disputed = match facts.function(step.component, COMMISSION).and_then(|held| held.at(cell)) {
        Some(verdict) if needed && found.is_empty() => facts.units().get(verdict.all_units).organisations.clone(),
        _ => Vec::new(),
    };
    let answer = if found.is_empty() { &disputed } else { &found };
    let mut basis: Vec<Basis> = Vec::new();
    if let Some(held) = facts.function(step.component, COMMISSION).filter(|_| needed) {
        let mut here = Cells::none(grid);
        here.insert(cell);
        for fact in held.coverage.responsibilities_of(answer, &here) {
            for one in &landscape.responsibilities[fact.index()].basis {
                if !basis.contains(one) {
                    basis.push(one.clone());
                }
            }
        }
    }
    for list in [&mut found, &mut disputed] {
        list.sort_by_key(|one| &landscape.organisations[one.index()].id);
    }
    let each_is_expected = found.iter().all(|one| step.expect.iter().any(|entry| situation.selects(*entry, *one)));
    let each_is_found = step.expect.iter().all(|entry| found.iter().any(|one| situation.selects(*entry, *one)));
    StepResult { found, passed: each_is_expected && each_is_found, disputed, basis, needed }
}
