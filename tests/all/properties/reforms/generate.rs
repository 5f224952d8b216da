//! Random reforms out of a list of numbers. Each step is chosen among what lives when its turn comes, so that most can be
//! done; one that cannot is left out, or left in where mistakes are wanted.

use std::collections::BTreeSet;

use proptest::prelude::*;
use remit::day::Day;

use super::super::generate::{Choices, arrangement, days, relation, responsibility, selector, worlds};
use super::super::places::{covers, live, selected};
use super::super::world::{Dates, FUNCTIONS, RELATIONS, Selector, Strength, World};
use super::apply::State;
use super::{Ending, Passing, Reform, Step};

/// Landscapes with reforms, and whether some step cannot be done.
pub fn reformed(mistakes: bool) -> impl Strategy<Value = (World, Vec<Reform>, bool)> {
    (worlds(), proptest::collection::vec(any::<u16>(), 0..400)).prop_map(move |(world, genes)| {
        let c = &mut Choices::new(&genes);
        let (reforms, wrong) = reforms(c, &world, mistakes);
        (world, reforms, wrong)
    })
}

/// A landscape with numbers for whoever wants to make reforms of his own.
pub fn worlds_and_many_genes() -> impl Strategy<Value = (World, Vec<u16>)> {
    (worlds(), proptest::collection::vec(any::<u16>(), 0..200))
}

/// The days on which reforms begin: those of the scenarios, one between them and one late.
pub fn reform_days() -> [Day; 5] {
    [days()[3], days()[4], days()[3], days()[6], days()[9]]
}

fn reforms(c: &mut Choices<'_>, world: &World, mistakes: bool) -> (Vec<Reform>, bool) {
    let count = [1, 1, 2, 3][c.below(4)];
    let mut on: Vec<Day> = (0..count).map(|_| c.one_of(&reform_days())).collect();
    on.sort_unstable();
    let mut state = State::new(world);
    let mut wrong = false;
    let mut all = Vec::new();
    for (number, on) in on.into_iter().enumerate() {
        let mut reform =
            Reform { id: format!("r{number}"), on, freeze: !c.chance(40), sourced: c.chance(80), steps: Vec::new() };
        state.begin(&reform);
        for _ in 0..1 + c.below(6) {
            let Some(step) = step(c, &state) else { continue };
            let mut next = state.clone();
            match next.step(reform.steps.len(), &step) {
                Ok(()) => state = next,
                Err(_) if mistakes && !creates(&step) => wrong = true,
                Err(_) => continue,
            }
            reform.steps.push(step);
        }
        all.push(reform);
    }
    (all, wrong)
}

fn creates(step: &Step) -> bool {
    matches!(step, Step::Create { .. } | Step::Merge { .. } | Step::Split { .. })
}

/// Any step; `None` where nothing of its sort makes sense.
pub fn step(c: &mut Choices<'_>, state: &State) -> Option<Step> {
    let world = &state.world;
    let on = state.on();
    let alive = live(world, on);
    if alive.is_empty() {
        return Some(Step::Bring(vec![Selector::Kind(c.below(world.kinds.len()))]));
    }
    let one = c.one_of(&alive);
    let new = |n: usize| format!("n{}", world.organisations.len() + n);
    Some(match c.below(14) {
        0 => Step::Transfer(passing(c, state)?),
        1 => Step::Abolish {
            who: if c.chance(30) { Selector::Kind(world.organisations[one].kind) } else { Selector::One(one) },
            heirs: c.maybe(50, |c| {
                let heirs: BTreeSet<usize> = (0..c.below(3)).map(|_| c.one_of(&alive)).collect();
                heirs.into_iter().collect()
            }),
        },
        2 => {
            let waiting: Vec<usize> = state.dropped.keys().copied().collect();
            if waiting.is_empty() {
                return None;
            }
            let one = c.one_of(&waiting);
            Step::Bring(vec![if c.chance(50) {
                Selector::Kind(world.organisations[one].kind)
            } else {
                Selector::One(one)
            }])
        }
        3 => Step::Create { id: new(0), kind: c.below(world.kinds.len()), footprint: c.some(world.areas.len()) },
        4 => {
            let kind = world.organisations[one].kind;
            let mut who = selected(world, Selector::Kind(kind), on);
            while who.len() > 3 || who.len() > 2 && c.chance(50) {
                who.remove(c.below(who.len()));
            }
            Step::Merge { who, id: new(0), kind }
        }
        5 => {
            let all: Vec<usize> = (0..world.areas.len()).filter(|area| covers(world, one, *area, on)).collect();
            let (mut left, mut right) = (Vec::new(), Vec::new());
            for area in all {
                let side = if left.is_empty() || !right.is_empty() && c.chance(50) { &mut left } else { &mut right };
                side.push(area);
            }
            if right.is_empty() {
                return None;
            }
            Step::Split { who: one, parts: vec![(new(0), left), (new(1), right)] }
        }
        6 => Step::Delegate(passing(c, state)?),
        7 | 8 => {
            let mut fact = responsibility(c, world, 0, 25);
            fact.dates.until = c.maybe(20, |_| days()[9]).filter(|day| *day >= on);
            // Names of areas that no holder has are for another test.
            fact.areas = None;
            Step::Assign(fact)
        }
        9 => {
            let mut fact = arrangement(c, world, 0, 0)?;
            fact.id = format!("k{}", world.arrangements.len() + 100 * world.organisations.len());
            (fact.dates, fact.sourced) = (Dates::default(), true);
            Step::Arrange(fact)
        }
        10 => Step::Relate(relation(c, world, 0)?),
        11 | 12 => end(c, state)?,
        _ => Step::Redraw { areas: c.some(world.areas.len()), kind: world.organisations[one].kind, to: one },
    })
}

/// A responsibility that lives, its holder as written or one of those, and to whom it could pass.
fn passing(c: &mut Choices<'_>, state: &State) -> Option<Passing> {
    let world = &state.world;
    let alive = live(world, state.on());
    let lives: Vec<_> = world
        .responsibilities
        .iter()
        .filter(|fact| fact.dates.on(state.on()) && !selected(world, fact.holder, state.on()).is_empty())
        .collect();
    if lives.is_empty() {
        return None;
    }
    let fact = c.one_of(&lives);
    let from = match fact.holder {
        Selector::Kind(_) if c.chance(50) => Selector::One(c.one_of(&selected(world, fact.holder, state.on()))),
        other => other,
    };
    let from = if c.chance(10) { selector(c, world) } else { from };
    let to = c.one_of(&alive);
    let to = if c.chance(40) { Selector::Kind(world.organisations[to].kind) } else { Selector::One(to) };
    // A kind and one of it: what passes where is for the cases.
    let kind = |side: Selector| match side {
        Selector::One(one) => (world.organisations[one].kind, false),
        Selector::Kind(kind) => (kind, true),
    };
    let meets = kind(from).0 == kind(to).0 && kind(from).1 != kind(to).1;
    let components = c.maybe(60, |c| {
        let mut list = vec![c.one_of(&fact.components)];
        if c.chance(20) {
            list.push(c.below(world.components.len()));
        }
        list.dedup();
        list
    });
    let function = c.maybe(40, |_| fact.function);
    (!meets).then_some(Passing { components, function, from, to })
}

fn end(c: &mut Choices<'_>, state: &State) -> Option<Step> {
    let world = &state.world;
    let (on, choice) = (state.on(), c.below(4));
    if choice == 0 && !world.relations.is_empty() {
        let fact = c.one_of(&world.relations);
        let sort = if c.chance(30) { c.below(RELATIONS.len()) } else { fact.sort };
        return Some(Step::EndRelation {
            sort: Some(sort),
            who: c.maybe(60, |_| fact.who),
            to: c.maybe(40, |_| fact.to),
        });
    }
    if choice == 1 && !world.arrangements.is_empty() {
        return Some(Step::EndArrangement(c.one_of(&world.arrangements).id));
    }
    let lives: Vec<_> = world.responsibilities.iter().filter(|fact| fact.dates.on(on)).collect();
    if lives.is_empty() {
        return None;
    }
    let fact = c.one_of(&lives);
    let holder = match fact.holder {
        Selector::Kind(_) if c.chance(40) => {
            let bodies = selected(world, fact.holder, on);
            if bodies.is_empty() { fact.holder } else { Selector::One(c.one_of(&bodies)) }
        }
        other => other,
    };
    Some(Step::End(Ending {
        components: c.maybe(50, |c| vec![c.one_of(&fact.components)]),
        function: c.maybe(40, |c| if c.chance(20) { c.below(FUNCTIONS.len()) } else { fact.function }),
        holder: Some(holder),
        strength: c.maybe(15, |c| c.one_of(&[Strength::Duty, Strength::Power])),
        contested: c.maybe(15, |c| c.chance(50)),
    }))
}
