//! Who lives on a day, who covers which area (docs/format.md, footprints), and what the contract forbids of holders.

use remit::day::Day;

use super::generate::days;
use super::world::{Responsibility, Selector, World};

pub fn lives(world: &World, organisation: usize, day: Day) -> bool {
    world.organisations[organisation].dates.on(day)
}

pub fn live(world: &World, day: Day) -> Vec<usize> {
    (0..world.organisations.len()).filter(|one| lives(world, *one, day)).collect()
}

/// Those whom a selector selects on a day.
pub fn selected(world: &World, selector: Selector, day: Day) -> Vec<usize> {
    let chosen = |one: &usize| match selector {
        Selector::One(wanted) => *one == wanted,
        Selector::Kind(kind) => world.organisations[*one].kind == kind,
    };
    live(world, day).into_iter().filter(chosen).collect()
}

/// The live successors of a body, through such as have ended too.
pub fn heirs(world: &World, organisation: usize, day: Day) -> Vec<usize> {
    let mut found = Vec::new();
    for heir in &world.organisations[organisation].successors {
        if lives(world, *heir, day) {
            found.push(*heir);
        } else if world.organisations[*heir].dates.ended(day) {
            found.extend(heirs(world, *heir, day));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether an area is a body's own on a day, living or not: by its footprint, else by `within`.
fn own(world: &World, organisation: usize, area: usize, day: Day) -> bool {
    match &world.organisations[organisation].footprint {
        Some(areas) => areas.contains(&area),
        None => world.areas[area].within.iter().any(|w| w.organisation == organisation && w.dates.on(day)),
    }
}

/// Whether a body covers an area on a day.
pub fn covers(world: &World, organisation: usize, area: usize, day: Day) -> bool {
    if !lives(world, organisation, day) {
        return false;
    }
    if own(world, organisation, area, day) {
        return true;
    }
    let body = &world.organisations[organisation];
    let settled = world.areas[area]
        .within
        .iter()
        .any(|w| w.kind == body.kind && w.dates.on(day) && lives(world, w.organisation, day));
    if body.footprint.is_some() || settled {
        return false;
    }
    let ended = (0..world.organisations.len()).filter(|one| world.organisations[*one].dates.ended(day));
    ended.into_iter().any(|one| own(world, one, area, day) && heirs(world, one, day).contains(&organisation))
}

/// The people of a body's footprint.
pub fn residents(world: &World, organisation: usize, day: Day) -> f64 {
    let areas = (0..world.areas.len()).filter(|area| covers(world, organisation, *area, day));
    areas.map(|area| world.areas[area].population).sum()
}

/// A day in every stretch of time in which nothing changes.
fn every_stretch() -> Vec<Day> {
    let mut all = vec![days()[0].previous()];
    all.extend(days().iter().flat_map(|day| [*day, day.next()]));
    all
}

/// What the contract has against the holders of a responsibility: those that on no day have any area, and those of
/// its areas that on no day are in the footprint of any holder.
pub fn forbidden(world: &World, fact: &Responsibility) -> (Vec<usize>, Vec<usize>) {
    let holders: Vec<usize> = match fact.holder {
        Selector::One(one) => vec![one],
        Selector::Kind(kind) => {
            (0..world.organisations.len()).filter(|one| world.organisations[*one].kind == kind).collect()
        }
    };
    let ever = |one: usize, area: usize| every_stretch().into_iter().any(|day| covers(world, one, area, day));
    let nowhere = |one: &usize| !(0..world.areas.len()).any(|area| ever(*one, area));
    let nobodys = |area: &usize| !holders.iter().any(|one| ever(*one, *area));
    let areas = fact.areas.iter().flatten().copied().filter(nobodys).collect();
    (holders.iter().copied().filter(nowhere).collect(), areas)
}

/// The responsibility, unless one of its holders on no day has an area; areas that no holder ever has are taken out.
pub fn allowed(world: &World, mut fact: Responsibility) -> Option<Responsibility> {
    let (nowhere, nobodys) = forbidden(world, &fact);
    if let Some(areas) = &mut fact.areas {
        areas.retain(|area| !nobodys.contains(area));
    }
    let empty = fact.areas.as_ref().is_some_and(Vec::is_empty);
    (nowhere.is_empty() && !empty).then_some(fact)
}
