//! Who answers for this person; and of every other body, why it does not.

use crate::analysis::{Facts, FunctionFacts, Unit};
use crate::day::Day;
use crate::landscape::{ArrangementId, ClassId, CohortId, ComponentId, FunctionId, OrganisationId, ResponsibilityId};
use crate::model::{PopulationBasis, Strength};

/// Who holds a function of a component for the people of one cohort in some classes.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The classes for which it is the same.
    pub classes: Vec<ClassId>,
    /// The cohort.
    pub cohort: CohortId,
    /// The function.
    pub function: FunctionId,
    /// Whether somebody must hold it.
    pub needed: bool,
    /// Who, over all claims.
    pub units: Vec<UnitAnswer>,
    /// Of every other live body, and of those that need not act, why not.
    pub why_not: Vec<(OrganisationId, WhyNot)>,
}

/// One unit that claims it.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitAnswer {
    /// Its organisations.
    pub organisations: Unit,
    /// Whether one of its claims is settled.
    pub settled: bool,
    /// The strongest of its settled claims, else of its contested ones.
    pub strength: Strength,
    /// The tables that say so.
    pub responsibilities: Vec<ResponsibilityId>,
    /// The arrangements that join two of its members there.
    pub arrangements: Vec<ArrangementId>,
}

/// Why a body does not hold a function of a component for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyNot {
    /// It may, and need not.
    PowerOnly,
    /// Its claim is disputed.
    Disputed,
    /// It has it for its own areas, of which this is none.
    WrongPlace,
    /// The responsibility is limited to areas of which this is none.
    OutsideTheAreasNamed,
    /// It has it for other cohorts.
    WrongPeople,
    /// It has it for registered people only.
    RegisteredOnly,
    /// It had it until this day, and these have it now.
    Ended(Day, Vec<OrganisationId>),
    /// It will have it from this day.
    NotYet(Day),
    /// It holds other functions of the component here.
    OtherFunction(Vec<FunctionId>),
    /// Nothing in the landscape gives it this function of this component on any day.
    Nothing,
}

/// Who holds the functions of a component for the people of some classes, split where the answer differs.
pub fn who(
    facts: &Facts<'_>,
    component: ComponentId,
    classes: &[ClassId],
    cohort: Option<CohortId>,
    why: bool,
) -> Vec<Answer> {
    let landscape = facts.situation.landscape;
    let grid = landscape.grid();
    let Some(needing) = facts.needing(component) else {
        return Vec::new();
    };
    let mut cohorts: Vec<CohortId> = (0..landscape.cohorts.len())
        .map(CohortId::new)
        .filter(|one| cohort.is_none_or(|wanted| wanted == *one))
        .collect();
    cohorts.sort_by_key(|one| &landscape.cohorts[one.index()].id);
    let mut answers: Vec<Answer> = Vec::new();
    for cohort in cohorts {
        let Some(stratum) = landscape.stratum(cohort) else { continue };
        for function in functions(facts, component) {
            let start = answers.len();
            for class in classes.iter().filter(|class| needing.contains(grid.cell(**class, stratum))) {
                let cell = grid.cell(*class, stratum);
                let units = units(facts, function, cell);
                if units.is_empty() && !function.needed {
                    continue;
                }
                let why_not = if why { why_not(facts, function, cell, cohort) } else { Vec::new() };
                let same = |known: &&mut Answer| known.units == units && known.why_not == why_not;
                match answers[start..].iter_mut().find(same) {
                    Some(known) => known.classes.push(*class),
                    None => answers.push(Answer {
                        classes: vec![*class],
                        cohort,
                        function: function.function,
                        needed: function.needed,
                        units,
                        why_not,
                    }),
                }
            }
        }
    }
    answers
}

/// The functions of a component: those needed in the order written, then those claimed by id.
fn functions<'f>(facts: &'f Facts<'_>, component: ComponentId) -> Vec<&'f FunctionFacts> {
    let landscape = facts.situation.landscape;
    let needs = &landscape.components[component.index()].needs;
    let mut list: Vec<&FunctionFacts> =
        facts.functions().iter().filter(|f| f.component == component && (f.needed || f.claimed())).collect();
    list.sort_by_key(|f| {
        let place = needs.iter().position(|need| *need == f.function).unwrap_or(needs.len());
        (place, &landscape.functions[f.function.index()].id)
    });
    list
}

fn units(facts: &Facts<'_>, function: &FunctionFacts, cell: usize) -> Vec<UnitAnswer> {
    let situation = facts.situation;
    let landscape = situation.landscape;
    let Some(verdict) = function.at(cell) else {
        return Vec::new();
    };
    let set = &function.coverage.shape.sets[verdict.set as usize];
    let class = landscape.grid().class(cell);
    let units = &facts.units().get(verdict.all_units).units;
    let mut answers: Vec<UnitAnswer> = units
        .iter()
        .map(|unit| {
            let claims = || set.claims.iter().filter(|claim| unit.contains(&claim.holder));
            let settled = claims().any(|claim| claim.settled);
            let strength = claims().filter(|claim| claim.settled == settled).map(|claim| claim.strength).max();
            let mut responsibilities: Vec<ResponsibilityId> = set
                .pairs
                .iter()
                .filter(|(_, holder)| unit.contains(holder))
                .map(|(table, _)| function.coverage.responsibilities[*table as usize])
                .collect();
            responsibilities.sort_unstable();
            responsibilities.dedup();
            let arrangements = situation
                .arrangements
                .iter()
                .filter(|live| {
                    let arrangement = situation.arrangement(live.id);
                    let is_member =
                        |one: &&OrganisationId| live.has_member(**one, landscape.organisations[one.index()].kind);
                    let of_kind = |kind| {
                        let holders = set.claims.iter().map(|claim| claim.holder);
                        holders.filter(|one| landscape.organisations[one.index()].kind == kind).count()
                    };
                    unit.len() > 1
                        && live.kinds().all(|kind| of_kind(kind) < 2)
                        && arrangement.joins()
                        && arrangement.covers(function.component)
                        && situation.arrangement_is_in(live, class)
                        && unit.iter().filter(is_member).count() > 1
                })
                .map(|live| live.id)
                .collect();
            UnitAnswer {
                organisations: unit.clone(),
                settled,
                strength: strength.unwrap_or(Strength::Power),
                responsibilities,
                arrangements,
            }
        })
        .collect();
    answers.sort_by_key(|unit| {
        let mut ids: Vec<&str> =
            unit.organisations.iter().map(|one| &*landscape.organisations[one.index()].id).collect();
        ids.sort_unstable();
        ids
    });
    answers
}

/// Of every live body that has no settled duty there, why not; by id.
fn why_not(
    facts: &Facts<'_>,
    function: &FunctionFacts,
    cell: usize,
    cohort: CohortId,
) -> Vec<(OrganisationId, WhyNot)> {
    let situation = facts.situation;
    let landscape = situation.landscape;
    let claims =
        function.at(cell).map_or(&[][..], |verdict| &function.coverage.shape.sets[verdict.set as usize].claims);
    let now: Vec<OrganisationId> = claims.iter().map(|claim| claim.holder).collect();
    let mut list = Vec::new();
    for body in situation.live_organisations() {
        match claims.iter().find(|claim| claim.holder == body) {
            Some(claim) if !claim.settled => list.push((body, WhyNot::Disputed)),
            Some(claim) if claim.strength == Strength::Power => list.push((body, WhyNot::PowerOnly)),
            Some(_) => {}
            None => list.push((body, reason(facts, function, (cell, cohort), body, &now))),
        }
    }
    list.sort_by_key(|(body, _)| &landscape.organisations[body.index()].id);
    list
}

/// Why a live body without a claim has none: the nearest that any responsibility comes to giving it one.
fn reason(
    facts: &Facts<'_>,
    function: &FunctionFacts,
    (cell, cohort): (usize, CohortId),
    body: OrganisationId,
    now: &[OrganisationId],
) -> WhyNot {
    let situation = facts.situation;
    let landscape = situation.landscape;
    let grid = landscape.grid();
    let class = grid.class(cell);
    let mut nearest: Option<(u8, WhyNot)> = None;
    let mut propose = |nearness: u8, reason: WhyNot| {
        if nearest.as_ref().is_none_or(|(known, _)| nearness < *known) {
            nearest = Some((nearness, reason));
        }
    };
    for responsibility in &landscape.responsibilities {
        if !responsibility.names(body, landscape.organisations[body.index()].kind)
            || responsibility.function != function.function
            || !responsibility.components.contains(&function.component)
        {
            continue;
        }
        if responsibility.period.ended_by(situation.day) {
            if let Some(last) = responsibility.period.until() {
                propose(4, WhyNot::Ended(last, now.to_vec()));
            }
        } else if !responsibility.period.begun_by(situation.day) {
            if let Some(first) = responsibility.period.from() {
                propose(5, WhyNot::NotYet(first));
            }
        } else if !situation.covers(body, class) {
            propose(2, WhyNot::WrongPlace);
        } else if !situation.in_list_of_areas(responsibility.areas, class) {
            propose(3, WhyNot::OutsideTheAreasNamed);
        } else if responsibility.population == PopulationBasis::Registered
            && !landscape.cohorts[cohort.index()].registered
        {
            propose(0, WhyNot::RegisteredOnly);
        } else {
            propose(1, WhyNot::WrongPeople);
        }
    }
    if let Some((_, reason)) = nearest {
        return reason;
    }
    let others: Vec<FunctionId> = facts
        .functions()
        .iter()
        .filter(|other| other.component == function.component && other.function != function.function)
        .filter(|other| {
            other.at(cell).is_some_and(|verdict| {
                other.coverage.shape.sets[verdict.set as usize].claims.iter().any(|claim| claim.holder == body)
            })
        })
        .map(|other| other.function)
        .collect();
    if others.is_empty() { WhyNot::Nothing } else { WhyNot::OtherFunction(others) }
}
