//! How far each mean moves when disputed facts go either way (docs/method.md).
//!
//! Each cell is tabulated over the choices that touch it, and the tables are added up: never all readings over all cells.

use rustc_hash::FxHashMap;

use super::measures::{Diversity, Slots, Values};
use super::pathway::{Fate, any_bridge};
use super::units::{UnitSetId, UnitSets, meet, units};
use super::{Facts, FunctionFacts};
use crate::landscape::{COMMISSION, Cells, LiveArrangement, OrganisationId, ResponsibilityId, ServiceId, sum_in_order};
use crate::model::Status;

/// Least and most of a mean over all readings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// The least.
    pub least: f64,
    /// The most.
    pub most: f64,
    /// Whether all readings were looked at; else only that with all disputed facts and that with none.
    pub exact: bool,
}

/// Up to so many disputed responsibilities every reading is looked at.
const MOST_EXACT: usize = 12;

/// The choices that touch a cell, and its values under each of them, as bits.
type Alike = (u32, Vec<[u64; 12]>);

/// The range of every measure's mean, by measure; `None` where nobody needs the service.
pub fn ranges(facts: &Facts<'_>, service: ServiceId) -> Option<[Range; 12]> {
    let measures = facts.measures(service)?;
    let pathway = facts.pathway(service);
    let contested = contested(facts, service);
    let exact = contested.len() <= MOST_EXACT;
    let mut table = Tabulator::new(facts, service, &contested);
    // Cells with the same choices and the same values under each of them count together.
    let mut together: FxHashMap<Alike, Cells> = FxHashMap::default();
    for cell in measures.needing.iter() {
        let mask = table.touching(cell);
        let readings: Vec<u32> = if exact { subsets(mask) } else { vec![0, u32::MAX] };
        let values: Vec<[u64; 12]> =
            readings.iter().map(|reading| table.values(cell, *reading).map(f64::to_bits)).collect();
        let grid = facts.situation.landscape.grid();
        together.entry((mask, values)).or_insert_with(|| Cells::none(grid)).insert(cell);
    }
    debug_assert!(!pathway.components.is_empty());
    let mut groups: Vec<(Alike, Cells)> = together.into_iter().collect();
    groups.sort_by(|(a, _), (b, _)| a.cmp(b));
    let weights: Vec<f64> = groups.iter().map(|(_, cells)| facts.situation.landscape.people(cells)).collect();
    let count = if exact { 1_u32 << contested.len() } else { 2 };
    let mut ranges = [Range { least: f64::INFINITY, most: f64::NEG_INFINITY, exact }; 12];
    for reading in 0..count {
        for (measure, range) in ranges.iter_mut().enumerate() {
            let parts = groups.iter().zip(&weights).map(|(((mask, values), _), people)| {
                let row = if exact { place_of(reading & mask, *mask) } else { reading as usize };
                (f64::from_bits(values[row][measure]), *people)
            });
            let mean = mean(parts);
            range.least = range.least.min(mean);
            range.most = range.most.max(mean);
        }
    }
    Some(ranges)
}

/// The people-weighted mean; values that are all the same give that value, to the last digit.
fn mean(parts: impl Iterator<Item = (f64, f64)>) -> f64 {
    let (mut sum, mut people, mut first, mut same) = (Vec::new(), Vec::new(), None, true);
    for (value, weight) in parts {
        same &= *first.get_or_insert(value) == value;
        sum.push(value * weight);
        people.push(weight);
    }
    match first {
        Some(value) if same => value,
        _ => sum_in_order(sum) / sum_in_order(people),
    }
}

/// The live contested responsibilities to commission an existing component of the service, in order.
fn contested(facts: &Facts<'_>, service: ServiceId) -> Vec<ResponsibilityId> {
    let situation = facts.situation;
    let components = &facts.pathway(service).components;
    situation
        .responsibilities
        .iter()
        .copied()
        .filter(|id| {
            let responsibility = situation.responsibility(*id);
            responsibility.status == Status::Contested
                && responsibility.function == COMMISSION
                && responsibility.components.iter().any(|component| components.contains(component))
        })
        .collect()
}

/// All subsets of a mask, so that a subset stands at the place that [`place_of`] gives.
fn subsets(mask: u32) -> Vec<u32> {
    let bits: Vec<u32> = (0..u32::BITS).filter(|bit| mask & (1 << bit) != 0).collect();
    (0..1_u32 << bits.len())
        .map(|place| {
            let chosen = bits.iter().enumerate().filter(|(n, _)| place & (1 << n) != 0);
            chosen.map(|(_, bit)| 1 << bit).sum()
        })
        .collect()
}

/// The bits of `subset` that `mask` has, put side by side.
fn place_of(subset: u32, mask: u32) -> usize {
    let (mut place, mut next) = (0, 0);
    for bit in (0..u32::BITS).filter(|bit| mask & (1 << bit) != 0) {
        if subset & (1 << bit) != 0 {
            place |= 1 << next;
        }
        next += 1;
    }
    place
}

/// The measures of one cell under one reading.
struct Tabulator<'f> {
    facts: &'f Facts<'f>,
    slots: Slots<'f>,
    functions: Vec<Option<&'f FunctionFacts>>,
    /// For each slot, of each of its tables: the number of the choice it is, where it is one.
    choices: Vec<Vec<Option<u32>>>,
    joining: Vec<Vec<&'f LiveArrangement>>,
    sets: UnitSets,
    /// Units of a slot for a claim set, arrangements in force, and choices that hold.
    known: FxHashMap<(usize, u32, u32), UnitSetId>,
}

impl<'f> Tabulator<'f> {
    fn new(facts: &'f Facts<'f>, service: ServiceId, contested: &[ResponsibilityId]) -> Self {
        let slots = Slots::new(facts, facts.pathway(service));
        let functions = slots.functions.clone();
        let choice = |id: &ResponsibilityId| {
            let place = contested.iter().position(|known| known == id)?;
            Some(u32::try_from(place).unwrap_or(u32::MAX))
        };
        let situation = facts.situation;
        Tabulator {
            choices: functions
                .iter()
                .map(|function| {
                    function.map_or_else(Vec::new, |f| f.coverage.responsibilities.iter().map(choice).collect())
                })
                .collect(),
            joining: slots
                .components
                .iter()
                .map(|component| {
                    let covers = |live: &&LiveArrangement| {
                        let arrangement = situation.arrangement(live.id);
                        arrangement.joins() && arrangement.covers(*component)
                    };
                    situation.arrangements.iter().filter(covers).collect()
                })
                .collect(),
            functions,
            slots,
            facts,
            sets: UnitSets::default(),
            known: FxHashMap::default(),
        }
    }

    /// The choices that change who commissions anything at a cell.
    fn touching(&self, cell: usize) -> u32 {
        let mut mask = 0;
        for slot in 0..self.slots.components.len() {
            if let (true, Some(function)) = (self.slots.needs(slot, cell), self.functions[slot])
                && let Some(verdict) = function.at(cell)
            {
                for (table, _) in &function.coverage.shape.sets[verdict.set as usize].pairs {
                    if let Some(choice) = self.choices[slot][*table as usize]
                        && choice < u32::BITS
                    {
                        mask |= 1 << choice;
                    }
                }
            }
        }
        mask
    }

    fn values(&mut self, cell: usize, reading: u32) -> Values {
        let row: Vec<Option<UnitSetId>> = (0..self.slots.components.len())
            .map(|slot| self.slots.needs(slot, cell).then(|| self.units(slot, cell, reading)))
            .collect();
        let landscape = self.facts.situation.landscape;
        let class = landscape.grid().class(cell);
        let (facts, joining, sets) = (self.facts, &self.joining, &self.sets);
        let edges = &self.slots.edges;
        let mut diversity = Diversity::new(landscape, sets);
        self.slots.values(&row, &mut diversity, |edge, left, right| {
            let (left, right) = (&sets.get(left).organisations, &sets.get(right).organisations);
            if meet(left, right) {
                return None;
            }
            let (from, to, _) = edges[edge];
            let has = |live: &LiveArrangement, side: &[OrganisationId]| {
                side.iter().any(|one| live.has_member(*one, landscape.organisations[one.index()].kind))
            };
            let joined = joining[from].iter().any(|live| {
                joining[to].iter().any(|other| other.id == live.id)
                    && facts.situation.arrangement_is_in(live, class)
                    && has(live, left)
                    && has(live, right)
            });
            Some(if joined {
                Fate::Joined
            } else if any_bridge(facts, left, right, class) {
                Fate::Bridged
            } else {
                Fate::Unbridged
            })
        })
    }

    /// The units of a slot at a cell, where settled claims hold and so do the disputed ones that the reading chooses.
    fn units(&mut self, slot: usize, cell: usize, reading: u32) -> UnitSetId {
        let Some(function) = self.functions[slot] else {
            return UnitSetId::NOBODY;
        };
        let Some(place) = function.verdicts.of_cell().get(cell).copied() else {
            return UnitSetId::NOBODY;
        };
        let Some(verdict) = function.at(cell) else {
            return UnitSetId::NOBODY;
        };
        let shape = &function.coverage.shape;
        let set = &shape.sets[verdict.set as usize];
        let choices = &self.choices[slot];
        let all = reading == u32::MAX;
        let holds = |table: u32| {
            let responsibility = function.coverage.responsibilities[table as usize];
            self.facts.situation.responsibility(responsibility).status == Status::Settled
                || choices[table as usize]
                    .is_some_and(|choice| all || (choice < u32::BITS && reading & (1 << choice) != 0))
        };
        let here = set.pairs.iter().filter_map(|(table, _)| choices[*table as usize]);
        let chosen = if all {
            u32::MAX
        } else {
            here.filter(|c| *c < u32::BITS).map(|c| 1 << c).fold(0, |a, b| a | b) & reading
        };
        if let Some(known) = self.known.get(&(slot, place, chosen)) {
            return *known;
        }
        let mut holders: Vec<OrganisationId> =
            set.pairs.iter().filter(|(table, _)| holds(*table)).map(|(_, holder)| *holder).collect();
        holders.sort_unstable();
        holders.dedup();
        let situation = self.facts.situation;
        let class = situation.landscape.grid().class(cell);
        let in_force: Vec<&LiveArrangement> =
            self.joining[slot].iter().copied().filter(|live| situation.arrangement_is_in(live, class)).collect();
        let id = self.sets.intern(&units(situation, &holders, &in_force));
        self.known.insert((slot, place, chosen), id);
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subset_stands_at_its_place() {
        for mask in [0, 0b1, 0b1010, 0b1101] {
            for (place, subset) in subsets(mask).into_iter().enumerate() {
                assert_eq!(subset & !mask, 0);
                assert_eq!(place_of(subset, mask), place);
            }
        }
    }
}
