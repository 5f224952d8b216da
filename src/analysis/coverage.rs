//! Who claims what for whom: docs/method.md.
//!
//! Functions of components that are held alike have one value between them: what differs is only which table says so.

use std::sync::Arc;

use fixedbitset::FixedBitSet;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::shapes::{Grounds, Shapes};
use crate::landscape::{
    AreaListId, Cells, ClassId, Component, ComponentId, FunctionId, OrganisationId, ResponsibilityId, Selector,
    Situation, StratumId,
};
use crate::model::{PopulationBasis, Status, Strength};

/// What one holder claims at a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// Who.
    pub holder: OrganisationId,
    /// Whether one of its responsibilities there is settled.
    pub settled: bool,
    /// The strongest of its settled ones, else of its contested ones.
    pub strength: Strength,
}

/// All that is claimed at a cell.
#[derive(Debug)]
pub struct ClaimSet {
    /// The responsibility, by its place among those of the function, and the holder.
    pub pairs: SmallVec<[(u32, OrganisationId); 2]>,
    /// The claims, by holder.
    pub claims: SmallVec<[Claim; 2]>,
    /// Whether there are settled responsibilities, and all of them are bought from providers.
    pub provider_only: bool,
}

/// Cells that nobody needs the component for have this in the place of a claim set.
pub const NOT_NEEDED: u32 = u32::MAX;

/// Claims cell by cell, without saying which tables they come from.
#[derive(Debug)]
pub struct Shape {
    /// The different claim sets; the first is of nobody.
    pub sets: Vec<ClaimSet>,
    /// For each cell the place of its claim set, or [`NOT_NEEDED`].
    pub of_cell: Vec<u32>,
    /// Whether anybody claims it at any cell.
    pub claimed: bool,
}

impl Shape {
    /// The places, among those of the function, of the responsibilities behind the claims at some cells; in order.
    pub fn slots_at(&self, cells: &Cells) -> Vec<usize> {
        let mut seen = vec![false; self.sets.len()];
        for cell in cells.iter() {
            // Where nobody needs the component there is no claim set.
            if let Some(seen) = seen.get_mut(self.of_cell[cell] as usize) {
                *seen = true;
            }
        }
        let mut slots: Vec<usize> = Vec::new();
        for (set, _) in self.sets.iter().zip(&seen).filter(|(_, seen)| **seen) {
            for (slot, _) in &set.pairs {
                let slot = *slot as usize;
                if !slots.contains(&slot) {
                    slots.push(slot);
                }
            }
        }
        slots.sort_unstable();
        slots
    }
}

/// Claims cell by cell, and the tables they come from.
#[derive(Debug)]
pub struct Coverage {
    /// The tables, in order; `pairs` of a claim set point here.
    pub responsibilities: Vec<ResponsibilityId>,
    /// The claims.
    pub shape: Arc<Shape>,
}

impl Coverage {
    /// The responsibilities behind the claims at some cells, in order.
    pub fn responsibilities_at(&self, cells: &Cells) -> Vec<ResponsibilityId> {
        self.responsibilities_in(&self.shape.slots_at(cells))
    }

    /// The responsibilities in some slots of its shape.
    pub fn responsibilities_in(&self, slots: &[usize]) -> Vec<ResponsibilityId> {
        slots.iter().map(|slot| self.responsibilities[*slot]).collect()
    }

    /// The responsibilities by which some holders, in order, claim at some cells; in order.
    pub fn responsibilities_of(&self, holders: &[OrganisationId], cells: &Cells) -> Vec<ResponsibilityId> {
        let mut sets = FixedBitSet::with_capacity(self.shape.sets.len());
        for cell in cells.iter() {
            sets.insert(self.shape.of_cell[cell] as usize);
        }
        let mut slots = FixedBitSet::with_capacity(self.responsibilities.len());
        for set in sets.ones() {
            let pairs = self.shape.sets[set].pairs.iter();
            pairs
                .filter(|(_, one)| holders.binary_search(one).is_ok())
                .for_each(|(slot, _)| slots.insert(*slot as usize));
        }
        slots.ones().map(|slot| self.responsibilities[slot]).collect()
    }

    /// The cells that one of the tables covers.
    pub fn cells_of(&self, responsibility: ResponsibilityId, mut none: Cells) -> Cells {
        let Some(slot) = self.responsibilities.iter().position(|id| *id == responsibility) else {
            return none;
        };
        let has: Vec<bool> =
            self.shape.sets.iter().map(|set| set.pairs.iter().any(|(s, _)| *s as usize == slot)).collect();
        for (cell, set) in self.shape.of_cell.iter().enumerate() {
            if *set != NOT_NEEDED && has[*set as usize] {
                none.insert(cell);
            }
        }
        none
    }
}

/// Live responsibilities by component and function, each list in order.
pub(super) fn live_by_component(
    situation: &Situation<'_>,
) -> FxHashMap<(ComponentId, FunctionId), Vec<ResponsibilityId>> {
    let mut live: FxHashMap<_, Vec<ResponsibilityId>> = FxHashMap::default();
    for id in &situation.responsibilities {
        let responsibility = situation.responsibility(*id);
        for component in &responsibility.components {
            live.entry((*component, responsibility.function)).or_default().push(*id);
        }
    }
    live
}

/// All of a responsibility that matters for who is covered.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Slot {
    pub(super) holder: Selector,
    only: Option<Arc<[OrganisationId]>>,
    pub(super) areas: Option<AreaListId>,
    strata: Vec<bool>,
    strength: Strength,
    status: Status,
    provider: bool,
}

impl Slot {
    /// The same for whatever list of areas.
    pub(super) fn without_list(&self) -> Self {
        Slot { areas: None, ..self.clone() }
    }
}

/// Makes coverages, each different shape once.
pub(super) struct Maker<'s> {
    situation: &'s Situation<'s>,
    known: FxHashMap<(Vec<Slot>, Vec<bool>), Arc<Shape>>,
    /// Shapes that other situations may have worked out already.
    shapes: &'s Shapes,
    grounds: Grounds,
}

impl<'s> Maker<'s> {
    pub(super) fn new(situation: &'s Situation<'s>, shapes: &'s Shapes) -> Self {
        Maker { situation, known: FxHashMap::default(), shapes, grounds: Grounds::default() }
    }

    pub(super) fn coverage(&mut self, component: &Component, held: &[ResponsibilityId]) -> Coverage {
        let landscape = self.situation.landscape;
        let first = |stratum: usize| landscape.strata[stratum].first().index();
        let needs: Vec<bool> =
            (0..landscape.strata.len()).map(|stratum| component.cohorts.contains(first(stratum))).collect();
        let slots: Vec<Slot> = held
            .iter()
            .map(|id| {
                let responsibility = self.situation.responsibility(*id);
                let registered_only = responsibility.population == PopulationBasis::Registered;
                Slot {
                    holder: responsibility.holder,
                    only: responsibility.only.clone(),
                    areas: responsibility.areas,
                    strata: (0..needs.len())
                        .map(|stratum| {
                            let cohort = first(stratum);
                            needs[stratum]
                                && responsibility.cohorts.as_ref().is_none_or(|set| set.contains(cohort))
                                && (!registered_only || landscape.cohorts[cohort].registered)
                        })
                        .collect(),
                    strength: responsibility.strength,
                    status: responsibility.status,
                    provider: responsibility.population == PopulationBasis::Provider,
                }
            })
            .collect();
        let (situation, shapes, grounds) = (self.situation, self.shapes, &mut self.grounds);
        let shape = self.known.entry((slots, needs)).or_insert_with_key(|(slots, needs)| {
            shapes.get(grounds.key(situation, slots, needs), || shape(situation, slots, needs))
        });
        Coverage { responsibilities: held.to_vec(), shape: Arc::clone(shape) }
    }
}

type Pairs = SmallVec<[(u32, OrganisationId); 2]>;

fn shape(situation: &Situation<'_>, slots: &[Slot], needs: &[bool]) -> Shape {
    let grid = situation.landscape.grid();
    let mut of_cell = vec![NOT_NEEDED; grid.len()];
    let mut sets = vec![claim_set(SmallVec::new(), slots)];
    let mut known: FxHashMap<Pairs, u32> = FxHashMap::default();
    known.reserve(grid.classes);
    known.insert(SmallVec::new(), 0);
    let mut done: Vec<(Vec<u32>, usize)> = Vec::new();
    for stratum in (0..needs.len()).filter(|stratum| needs[*stratum]) {
        let here: Vec<u32> = (0_u32..).zip(slots).filter(|(_, slot)| slot.strata[stratum]).map(|(n, _)| n).collect();
        // A stratum that the same tables cover as an earlier one is covered like it.
        if let Some((_, like)) = done.iter().find(|(slots, _)| *slots == here) {
            let start = like * grid.classes;
            of_cell.copy_within(start..start + grid.classes, stratum * grid.classes);
            continue;
        }
        for class in situation.landscape.grid_classes() {
            let pairs = pairs_at(situation, slots, &here, class);
            let next = u32::try_from(sets.len()).unwrap_or(u32::MAX);
            let set = match known.get(&pairs) {
                Some(set) => *set,
                None => {
                    sets.push(claim_set(pairs.clone(), slots));
                    known.insert(pairs, next);
                    next
                }
            };
            of_cell[grid.cell(class, StratumId::new(stratum))] = set;
        }
        done.push((here, stratum));
    }
    let claimed = of_cell.iter().any(|set| *set != NOT_NEEDED && *set > 0);
    Shape { sets, of_cell, claimed }
}

fn pairs_at(situation: &Situation<'_>, slots: &[Slot], here: &[u32], class: ClassId) -> Pairs {
    let mut pairs = Pairs::new();
    for number in here {
        let slot = &slots[*number as usize];
        if !situation.in_list_of_areas(slot.areas, class) {
            continue;
        }
        match slot.holder {
            Selector::Organisation(one) if situation.covers(one, class) => pairs.push((*number, one)),
            Selector::Organisation(_) => {}
            Selector::Kind(kind) => {
                let among = |one: &OrganisationId| slot.only.as_ref().is_none_or(|only| only.contains(one));
                pairs.extend(situation.of_kind_at(kind, class).filter(among).map(|holder| (*number, holder)));
            }
        }
    }
    pairs
}

fn claim_set(pairs: Pairs, slots: &[Slot]) -> ClaimSet {
    let mut claims: SmallVec<[Claim; 2]> = SmallVec::new();
    let (mut settled_any, mut provider_only) = (false, true);
    for (slot, holder) in &pairs {
        let slot = &slots[*slot as usize];
        let settled = slot.status == Status::Settled;
        if settled {
            settled_any = true;
            provider_only &= slot.provider;
        }
        match claims.iter_mut().find(|claim| claim.holder == *holder) {
            Some(claim) if claim.settled == settled => claim.strength = claim.strength.max(slot.strength),
            Some(claim) if settled => {
                claim.settled = true;
                claim.strength = slot.strength;
            }
            Some(_) => {}
            None => claims.push(Claim { holder: *holder, settled, strength: slot.strength }),
        }
    }
    claims.sort_unstable_by_key(|claim| claim.holder);
    ClaimSet { pairs, claims, provider_only: settled_any && provider_only }
}
