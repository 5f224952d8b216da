//! What the claims at each cell come to: settled units, overlap, lawful sharing (docs/method.md).

use std::sync::Arc;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::coverage::{Claim, NOT_NEEDED, Shape};
use super::units::{Unit, UnitSetId, UnitSets, units};
use crate::landscape::{ComponentId, LiveArrangement, OrganisationId, Situation};
use crate::model::Strength;

/// How two or more units stand beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Overlap {
    /// Settled duties alone make two or more units.
    Certain,
    /// Duties do, settled or contested.
    Possible,
    /// All claims together do: several may, at most one must.
    Concurrent,
}

/// What a claim set comes to where certain arrangements are in force.
#[derive(Debug)]
pub struct SetVerdict {
    /// The claim set, by its place in the shape.
    pub set: u32,
    /// The units of the settled claims alone.
    pub settled_units: UnitSetId,
    /// The units of all claims.
    pub all_units: UnitSetId,
    /// Of an exclusive function: whether there is an overlap.
    pub overlap: Option<Overlap>,
    /// Of an exclusive function without overlap: units of two or more.
    pub shared: Vec<Unit>,
}

/// Verdicts cell by cell.
#[derive(Debug)]
pub struct Verdicts {
    verdicts: Vec<SetVerdict>,
    of_cell: Vec<u32>,
}

impl Verdicts {
    /// The different verdicts.
    pub fn verdicts(&self) -> &[SetVerdict] {
        &self.verdicts
    }

    /// The verdict at a cell; `None` where nobody needs the component there.
    pub fn at(&self, cell: usize) -> Option<&SetVerdict> {
        let place = *self.of_cell.get(cell)?;
        (place != NOT_NEEDED).then(|| &self.verdicts[place as usize])
    }

    /// For each cell the place of its verdict, or [`NOT_NEEDED`].
    pub fn of_cell(&self) -> &[u32] {
        &self.of_cell
    }
}

/// Gives verdicts, each different one once.
pub(super) struct Judge<'s> {
    situation: &'s Situation<'s>,
    known: FxHashMap<(*const Shape, Vec<usize>, bool), Arc<Verdicts>>,
    /// The component asked for last, and the arrangements that join holders of it.
    last: Option<(ComponentId, Vec<usize>)>,
}

impl<'s> Judge<'s> {
    pub(super) fn new(situation: &'s Situation<'s>) -> Self {
        Judge { situation, known: FxHashMap::default(), last: None }
    }

    pub(super) fn verdicts(
        &mut self,
        shape: &Arc<Shape>,
        component: ComponentId,
        exclusive: bool,
        sets: &mut UnitSets,
    ) -> Arc<Verdicts> {
        let joining = match &self.last {
            Some((last, joining)) if *last == component => joining.clone(),
            _ => {
                let joining = self.joining(component);
                self.last = Some((component, joining.clone()));
                joining
            }
        };
        let situation = self.situation;
        let known = self.known.entry((Arc::as_ptr(shape), joining, exclusive));
        let verdicts =
            known.or_insert_with_key(|(_, joining, _)| Arc::new(judge(situation, shape, joining, exclusive, sets)));
        Arc::clone(verdicts)
    }

    /// The arrangements that join holders of a component, by their place among those that are live.
    fn joining(&self, component: ComponentId) -> Vec<usize> {
        let live = self.situation.arrangements.iter().enumerate();
        live.filter(|(_, live)| {
            let arrangement = self.situation.arrangement(live.id);
            arrangement.joins() && arrangement.covers(component)
        })
        .map(|(place, _)| place)
        .collect()
    }
}

fn judge(
    situation: &Situation<'_>,
    shape: &Shape,
    joining: &[usize],
    exclusive: bool,
    sets: &mut UnitSets,
) -> Verdicts {
    let grid = situation.landscape.grid();
    let mut verdicts = Vec::new();
    let mut of_cell = vec![NOT_NEEDED; shape.of_cell.len()];
    // Arrangements for all areas are in force everywhere; only those for some make two places differ.
    let is_local = |place: &usize| situation.arrangement_is_local(&situation.arrangements[*place]);
    let in_force: Vec<Vec<usize>> = match joining.iter().any(is_local) {
        true => situation
            .landscape
            .grid_classes()
            .map(|class| {
                let here = |place: &&usize| situation.arrangement_is_in(&situation.arrangements[**place], class);
                joining.iter().filter(here).copied().collect()
            })
            .collect(),
        false => Vec::new(),
    };
    let mut add = |set: u32, in_force: &[usize]| {
        let arrangements: Vec<&LiveArrangement> = in_force.iter().map(|p| &situation.arrangements[*p]).collect();
        verdicts.push(verdict(situation, shape, set, &arrangements, exclusive, sets));
        u32::try_from(verdicts.len() - 1).unwrap_or(u32::MAX)
    };
    let needed = shape.of_cell.iter().enumerate().filter(|(_, set)| **set != NOT_NEEDED);
    if in_force.is_empty() {
        let mut of_set: Vec<Option<u32>> = vec![None; shape.sets.len()];
        for (cell, set) in needed {
            of_cell[cell] = *of_set[*set as usize].get_or_insert_with(|| add(*set, joining));
        }
    } else {
        let mut known: FxHashMap<(u32, &[usize]), u32> = FxHashMap::default();
        for (cell, set) in needed {
            let here = in_force[grid.class(cell).index()].as_slice();
            of_cell[cell] = *known.entry((*set, here)).or_insert_with(|| add(*set, here));
        }
    }
    Verdicts { verdicts, of_cell }
}

fn verdict(
    situation: &Situation<'_>,
    shape: &Shape,
    set: u32,
    arrangements: &[&LiveArrangement],
    exclusive: bool,
    sets: &mut UnitSets,
) -> SetVerdict {
    let claims = &shape.sets[set as usize].claims;
    let mut verdict = SetVerdict {
        set,
        settled_units: UnitSetId::NOBODY,
        all_units: UnitSetId::NOBODY,
        overlap: None,
        shared: Vec::new(),
    };
    // Mostly there is one claim or none, and then nothing to join and nobody to meet.
    if let [] | [_] = claims.as_slice() {
        if let Some(claim) = claims.first() {
            verdict.all_units = sets.intern_one(claim.holder);
            if claim.settled {
                verdict.settled_units = verdict.all_units;
            }
        }
        return verdict;
    }
    let units_of = |chosen: &dyn Fn(&Claim) -> bool| {
        let holders: SmallVec<[OrganisationId; 8]> = claims.iter().filter(|c| chosen(c)).map(|c| c.holder).collect();
        units(situation, &holders, arrangements)
    };
    let of_settled = units_of(&|claim| claim.settled);
    // Mostly nothing is disputed, and then all claims are the settled ones.
    let all;
    (verdict.settled_units, verdict.all_units, all) = if claims.iter().all(|claim| claim.settled) {
        let id = sets.intern(&of_settled);
        (id, id, of_settled)
    } else {
        let all = units_of(&|_| true);
        (sets.intern(&of_settled), sets.intern(&all), all)
    };
    if exclusive {
        let is_duty = |claim: &Claim| claim.strength == Strength::Duty;
        verdict.overlap = if units_of(&|claim| claim.settled && is_duty(claim)).len() > 1 {
            Some(Overlap::Certain)
        } else if units_of(&is_duty).len() > 1 {
            Some(Overlap::Possible)
        } else if all.len() > 1 {
            Some(Overlap::Concurrent)
        } else {
            None
        };
        if verdict.overlap.is_none() {
            verdict.shared = all.into_iter().filter(|unit| unit.len() > 1).collect();
        }
    }
    verdict
}
