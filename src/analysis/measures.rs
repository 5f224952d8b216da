//! How fragmented a service is for each person, and for people together (docs/method.md).
//!
//! `effective` and `entropy` are the similarity-sensitive diversities of order 2 and 1 of Leinster and Cobbold,
//! "Measuring diversity: the importance of species similarity", Ecology 93(3), 2012.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::pathway::{Fate, Pathway};
use super::units::{UnitSetId, UnitSets, in_common, meet};
use super::{Facts, FunctionFacts, Handoff};
use crate::landscape::{
    COMMISSION, Cells, ComponentId, KindId, Landscape, OrganisationId, ServiceId, ServiceMeasure, reaches, sum_in_order,
};

/// Every measure for one person, by [`ServiceMeasure`].
pub type Values = [f64; 12];

/// A service's measures, cell by cell.
#[derive(Debug)]
pub struct ServiceMeasures {
    /// The cells that need one of its components.
    pub needing: Cells,
    /// How many people those are.
    pub people: f64,
    /// Cells with the same values together, in the order of the values.
    groups: Vec<(Values, Cells)>,
}

/// A measure over many people, each counted by themselves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Summary {
    /// The people-weighted mean.
    pub mean: f64,
    /// The least that anybody has.
    pub min: f64,
    /// The smallest value with at least half of the people at or below it.
    pub median: f64,
    /// The most that anybody has.
    pub max: f64,
}

/// Of the handoffs of a service, weighted by people, how many somebody holds together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Congruence {
    /// The share joined or bridged.
    pub any: f64,
    /// The share joined.
    pub binding: f64,
}

impl ServiceMeasures {
    pub(super) fn new(facts: &Facts<'_>, service: ServiceId) -> Option<Self> {
        let pathway = facts.pathway(service);
        if pathway.needing.is_empty() {
            return None;
        }
        let landscape = facts.situation.landscape;
        let (slots, handoffs) = Slots::alike(facts, pathway);
        let mut diversity = Diversity::new(landscape, facts.units());
        let mut next: Vec<std::slice::Iter<'_, Handoff>> = handoffs.iter().map(|handoffs| handoffs.iter()).collect();
        let mut row = Vec::new();
        Some(Self::of_cells(facts, &pathway.needing, |cell| {
            slots.row(cell, &mut row);
            slots.values(&row, &mut diversity, |edge, _, _| {
                // Handoffs stand by cell, and cells are visited in order: the next one is the one asked for.
                let handoff = next[edge].as_slice().first().filter(|handoff| handoff.cell == cell)?;
                next[edge].next();
                Some(handoff.fate)
            })
        }))
    }

    /// Of the cells that need a service, visited in order, each with its values.
    pub(super) fn of_cells(facts: &Facts<'_>, needing: &Cells, mut values: impl FnMut(usize) -> Values) -> Self {
        let landscape = facts.situation.landscape;
        let mut groups: Vec<(Values, Cells)> = Vec::new();
        let mut place_of: FxHashMap<[u64; 12], usize> = FxHashMap::default();
        let mut last: Option<([u64; 12], usize)> = None;
        for cell in needing.iter() {
            let values = values(cell);
            let bits = values.map(f64::to_bits);
            // Mostly a cell has the values of the one before.
            let place = match last {
                Some((known, place)) if known == bits => place,
                _ => *place_of.entry(bits).or_insert_with(|| {
                    groups.push((values, Cells::none(landscape.grid())));
                    groups.len() - 1
                }),
            };
            groups[place].1.insert(cell);
            last = Some((bits, place));
        }
        groups.sort_by_key(|(values, _)| values.map(f64::to_bits));
        ServiceMeasures { people: landscape.people(needing), needing: needing.clone(), groups }
    }

    /// A measure over all who need the service.
    pub fn summary(&self, landscape: &Landscape, measure: ServiceMeasure) -> Summary {
        self.summary_of(landscape, measure, None).unwrap_or(Summary { mean: 0.0, min: 0.0, median: 0.0, max: 0.0 })
    }

    /// A measure over those who need the service among some cells; `None` where nobody does.
    pub fn summary_within(&self, landscape: &Landscape, measure: ServiceMeasure, cells: &Cells) -> Option<Summary> {
        self.summary_of(landscape, measure, Some(cells))
    }

    fn summary_of(&self, landscape: &Landscape, measure: ServiceMeasure, within: Option<&Cells>) -> Option<Summary> {
        let mut by_value: Vec<(f64, Cells)> = Vec::new();
        for (values, cells) in &self.groups {
            let cells = match within {
                Some(within) => cells.and(within),
                None => cells.clone(),
            };
            if cells.is_empty() {
                continue;
            }
            let value = values[measure as usize];
            match by_value.iter_mut().find(|(known, _)| known.to_bits() == value.to_bits()) {
                Some((_, known)) => known.add(&cells),
                None => by_value.push((value, cells)),
            }
        }
        by_value.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        let weighted: Vec<(f64, f64)> =
            by_value.iter().map(|(value, cells)| (*value, landscape.people(cells))).collect();
        summary(&weighted)
    }

    /// The cells with each value of a measure, by value.
    pub fn cells_by_value(&self, measure: ServiceMeasure) -> Vec<(f64, Cells)> {
        let mut list: Vec<(f64, Cells)> =
            self.groups.iter().map(|(values, cells)| (values[measure as usize], cells.clone())).collect();
        list.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        list
    }
}

/// The summary of (value, people), in the order of the values; `None` where there is nobody.
pub(super) fn summary(weighted: &[(f64, f64)]) -> Option<Summary> {
    let (first, last) = (weighted.first()?, weighted.last()?);
    let people: f64 = weighted.iter().map(|(_, people)| people).sum();
    if people <= 0.0 {
        return None;
    }
    let mean = if weighted.len() == 1 {
        first.0
    } else {
        weighted.iter().map(|(value, people)| value * people).sum::<f64>() / people
    };
    let mut at_or_below = 0.0;
    let mut median = last.0;
    for (value, people_here) in weighted {
        at_or_below += people_here;
        if reaches(at_or_below, people / 2.0) {
            median = *value;
            break;
        }
    }
    Some(Summary { mean, min: first.0, median, max: last.0 })
}

impl Facts<'_> {
    /// Of the service's handoffs, the share held together; `None` without handoffs.
    pub fn congruence(&self, service: ServiceId) -> Option<Congruence> {
        let landscape = self.situation.landscape;
        let grid = landscape.grid();
        // By fate and by how many handoffs of that fate a cell has: then each cell's people are added once.
        let mut count: FxHashMap<(Fate, usize), u32> = FxHashMap::default();
        for (_, handoffs) in &self.pathway(service).edges {
            for handoff in handoffs.iter() {
                *count.entry((handoff.fate, handoff.cell)).or_default() += 1;
            }
        }
        let mut by_count: FxHashMap<(Fate, u32), Cells> = FxHashMap::default();
        #[expect(clippy::iter_over_hash_type, reason = "cells are put into sets, which have no order")]
        for ((fate, cell), times) in count {
            by_count.entry((fate, times)).or_insert_with(|| Cells::none(grid)).insert(cell);
        }
        let mut parts: Vec<((Fate, u32), Cells)> = by_count.into_iter().collect();
        parts.sort_by_key(|(key, _)| *key);
        let of = |wanted: &[Fate]| -> f64 {
            let parts = parts.iter().filter(|((fate, _), _)| wanted.contains(fate));
            parts.map(|((_, times), cells)| f64::from(*times) * landscape.people(cells)).sum::<f64>() + 0.0
        };
        let all = of(&[Fate::Joined, Fate::Bridged, Fate::Unbridged]);
        (all > 0.0)
            .then(|| Congruence { any: of(&[Fate::Joined, Fate::Bridged]) / all, binding: of(&[Fate::Joined]) / all })
    }
}

/// The components that a service's measures look at: its own, then those of other services that its edges lead to.
#[derive(Default)]
pub(super) struct Slots<'f> {
    pub(super) components: Vec<ComponentId>,
    /// For how many of the service's own components each slot stands.
    pub(super) own: Vec<u32>,
    pub(super) needing: Vec<Option<&'f Cells>>,
    pub(super) functions: Vec<Option<&'f FunctionFacts>>,
    pub(super) needs_commission: Vec<bool>,
    /// From which slot to which, and for how many edges this one stands.
    pub(super) edges: Vec<(usize, usize, u32)>,
}

impl<'f> Slots<'f> {
    /// Each component and each edge by itself.
    pub(super) fn new(facts: &'f Facts<'_>, pathway: &Pathway) -> Self {
        let mut slots = Slots::default();
        for component in &pathway.components {
            slots.add(facts, *component, 1);
        }
        for (edge, _) in &pathway.edges {
            let [from, to] = [edge.from, edge.to].map(|end| {
                let known = slots.components.iter().position(|known| *known == end);
                known.unwrap_or_else(|| slots.add(facts, end, 0))
            });
            slots.edges.push((from, to, 1));
        }
        slots
    }

    /// Components that are needed alike and commissioned alike in one slot, and edges between such as one, with their
    /// handoffs.
    fn alike(facts: &'f Facts<'_>, pathway: &'f Pathway) -> (Self, Vec<&'f Arc<[Handoff]>>) {
        let each = Slots::new(facts, pathway);
        let held = |slots: &Slots<'f>, slot: usize| {
            let verdicts = slots.functions[slot].map(|function| Arc::as_ptr(&function.verdicts));
            (verdicts, slots.needs_commission[slot], slots.needing[slot])
        };
        let mut slots = Slots::default();
        let place: Vec<usize> = (0..each.components.len())
            .map(|slot| {
                let known = (0..slots.components.len()).find(|known| held(&slots, *known) == held(&each, slot));
                let place = known.unwrap_or_else(|| slots.add(facts, each.components[slot], 0));
                slots.own[place] += each.own[slot];
                place
            })
            .collect();
        let mut handoffs: Vec<&Arc<[Handoff]>> = Vec::new();
        for ((from, to, _), (_, here)) in each.edges.iter().zip(&pathway.edges) {
            let (from, to) = (place[*from], place[*to]);
            let mut known = slots.edges.iter_mut().zip(&handoffs);
            match known.find(|((f, t, _), known)| (*f, *t) == (from, to) && Arc::ptr_eq(known, here)) {
                Some(((_, _, times), _)) => *times += 1,
                None => {
                    slots.edges.push((from, to, 1));
                    handoffs.push(here);
                }
            }
        }
        (slots, handoffs)
    }

    /// Adds a slot for a component, which stands for so many of the service's own.
    fn add(&mut self, facts: &'f Facts<'_>, component: ComponentId, own: u32) -> usize {
        let landscape = facts.situation.landscape;
        self.components.push(component);
        self.own.push(own);
        self.needing.push(facts.needing(component));
        self.functions.push(facts.function(component, COMMISSION));
        self.needs_commission.push(landscape.components[component.index()].needs.contains(&COMMISSION));
        self.components.len() - 1
    }

    /// Whether a cell needs the component of a slot.
    pub(super) fn needs(&self, slot: usize, cell: usize) -> bool {
        self.needing[slot].is_some_and(|cells| cells.contains(cell))
    }

    /// The units of each slot at a cell; `None` where it is not needed.
    pub(super) fn row(&self, cell: usize, row: &mut Vec<Option<UnitSetId>>) {
        row.clear();
        let units = |function: &FunctionFacts| function.at(cell).map_or(UnitSetId::NOBODY, |v| v.settled_units);
        row.extend(
            (0..self.components.len())
                .map(|slot| self.needs(slot, cell).then(|| self.functions[slot].map_or(UnitSetId::NOBODY, units))),
        );
    }

    /// Every measure at one cell, from the units of each slot; `fate` says what becomes of an edge between two sets of
    /// units, by the edge's place, and `None` where it is no handoff.
    pub(super) fn values(
        &self,
        row: &[Option<UnitSetId>],
        diversity: &mut Diversity<'_>,
        mut fate: impl FnMut(usize, UnitSetId, UnitSetId) -> Option<Fate>,
    ) -> Values {
        let mut counts: SmallVec<[(UnitSetId, u32); 16]> = SmallVec::new();
        let mut empty = 0;
        for (slot, units) in row.iter().enumerate() {
            let times = self.own[slot];
            match *units {
                Some(UnitSetId::NOBODY) => empty += times * u32::from(self.needs_commission[slot]),
                Some(units) if times > 0 => match counts.iter_mut().find(|(known, _)| *known == units) {
                    Some((_, count)) => *count += times,
                    None => counts.push((units, times)),
                },
                _ => {}
            }
        }
        counts.sort_unstable();
        let [commissioners, kinds, effective, entropy, apart] = diversity.of(&counts);
        let (mut edges, mut broken, mut fates) = (0, 0, [0_u32; 3]);
        for (place, (from, to, times)) in self.edges.iter().enumerate() {
            let (Some(left), Some(right)) = (row[*from], row[*to]) else { continue };
            match (left == UnitSetId::NOBODY, right == UnitSetId::NOBODY) {
                (true, true) => {}
                (false, false) => {
                    edges += times;
                    if let Some(fate) = fate(place, left, right) {
                        fates[fate as usize] += times;
                    }
                }
                (left_empty, _) => {
                    let side = if left_empty { *from } else { *to };
                    broken += times * u32::from(self.needs_commission[side]);
                }
            }
        }
        let [joined, bridged, unbridged] = fates.map(f64::from);
        [
            commissioners,
            kinds,
            effective,
            entropy,
            apart,
            f64::from(edges),
            joined + bridged + unbridged,
            joined,
            bridged,
            unbridged,
            f64::from(broken),
            f64::from(empty),
        ]
    }
}

/// Works out how a pathway's components are spread over units, each different spread once.
pub(super) struct Diversity<'u> {
    landscape: &'u Landscape,
    units: &'u UnitSets,
    /// By all that matters for it: which of the units share organisations, not which organisations those are.
    known: FxHashMap<SmallVec<[u32; 32]>, [f64; 5]>,
}

impl<'u> Diversity<'u> {
    pub(super) fn new(landscape: &'u Landscape, units: &'u UnitSets) -> Self {
        Diversity { landscape, units, known: FxHashMap::default() }
    }

    /// `commissioners`, `kinds`, `effective`, `entropy` and `apart` of so many components with these sets of units.
    fn of(&mut self, counts: &[(UnitSetId, u32)]) -> [f64; 5] {
        let alike = self.alike(counts);
        if let Some(known) = self.known.get(&alike) {
            return *known;
        }
        let spread = self.spread(counts);
        self.known.insert(alike, spread);
        spread
    }

    /// Sets of units with each organisation as the number of those that came before it, their counts, and how many kinds
    /// they are of. Where that is the same, so are the measures: sums are added up in the order of their parts' size.
    fn alike(&self, counts: &[(UnitSetId, u32)]) -> SmallVec<[u32; 32]> {
        let mut organisations: SmallVec<[OrganisationId; 16]> = SmallVec::new();
        let mut kinds: SmallVec<[KindId; 8]> = SmallVec::new();
        let mut alike = SmallVec::new();
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        for (id, count) in counts {
            let units = &self.units.get(*id).units;
            alike.extend([*count, number(units.len())]);
            for unit in units {
                alike.push(number(unit.len()));
                for one in unit {
                    let place = organisations.iter().position(|known| known == one).unwrap_or_else(|| {
                        organisations.push(*one);
                        let kind = self.landscape.organisations[one.index()].kind;
                        if !kinds.contains(&kind) {
                            kinds.push(kind);
                        }
                        organisations.len() - 1
                    });
                    alike.push(number(place));
                }
            }
        }
        alike.push(number(kinds.len()));
        alike
    }

    fn spread(&self, counts: &[(UnitSetId, u32)]) -> [f64; 5] {
        let mut organisations: Vec<OrganisationId> = Vec::new();
        let mut units: Vec<(&[OrganisationId], Vec<f64>)> = Vec::new();
        let (mut components, mut pairs_apart) = (0, 0);
        for (place, (id, count)) in counts.iter().enumerate() {
            let set = self.units.get(*id);
            organisations.extend_from_slice(&set.organisations);
            components += count;
            let share = f64::from(*count) / set.units.len() as f64;
            for unit in &set.units {
                match units.iter_mut().find(|(known, _)| *known == unit.as_slice()) {
                    Some((_, shares)) => shares.push(share),
                    None => units.push((unit, vec![share])),
                }
            }
            for (other, other_count) in &counts[..place] {
                if !meet(&set.organisations, &self.units.get(*other).organisations) {
                    pairs_apart += count * other_count;
                }
            }
        }
        organisations.sort_unstable();
        organisations.dedup();
        let mut kinds: Vec<KindId> =
            organisations.iter().map(|one| self.landscape.organisations[one.index()].kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let units: Vec<(&[OrganisationId], f64)> =
            units.into_iter().map(|(unit, shares)| (unit, sum_in_order(shares))).collect();
        let (effective, entropy) = diversity(&units);
        let pairs = components * components.saturating_sub(1) / 2;
        let apart = if pairs == 0 { 0.0 } else { f64::from(pairs_apart) / f64::from(pairs) };
        [organisations.len() as f64, kinds.len() as f64, effective, entropy, apart]
    }
}

/// Diversities of order 2 and 1 of units with these weights, where two units are as similar as
/// `|u ∩ v| / |u ∪ v|` of their organisations; 0 where there is no unit.
fn diversity(units: &[(&[OrganisationId], f64)]) -> (f64, f64) {
    let total = sum_in_order(units.iter().map(|(_, weight)| *weight).collect());
    if total <= 0.0 {
        return (0.0, 0.0);
    }
    let (mut order2, mut order1) = (Vec::new(), Vec::new());
    for (u, weight) in units {
        let similar = |(v, other): &(&[OrganisationId], f64)| {
            let shared = in_common(u, v) as f64;
            shared / (u.len() as f64 + v.len() as f64 - shared) * other / total
        };
        let ordinary = sum_in_order(units.iter().map(similar).collect());
        order2.push(weight / total * ordinary);
        order1.push(weight / total * ordinary.ln());
    }
    let (order2, order1) = (sum_in_order(order2), sum_in_order(order1));
    (1.0 / order2, (-order1).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(list: &[u32]) -> Vec<OrganisationId> {
        list.iter().map(|id| OrganisationId(*id)).collect()
    }

    #[test]
    fn without_shared_organisations_it_is_the_inverse_herfindahl_index() {
        let (a, b) = (ids(&[1]), ids(&[2]));
        let (effective, entropy) = diversity(&[(&a, 3.0), (&b, 1.0)]);
        assert!((effective - 1.6).abs() < 1e-12);
        assert!((entropy - (0.75_f64 * (4.0_f64 / 3.0).ln() + 0.25 * 4.0_f64.ln()).exp()).abs() < 1e-12);
        assert_eq!(diversity(&[]), (0.0, 0.0));
    }

    #[test]
    fn units_that_share_an_organisation_count_for_less() {
        let (joint, alone) = (ids(&[1, 2]), ids(&[1]));
        let (effective, entropy) = diversity(&[(&joint, 1.0), (&alone, 1.0)]);
        assert!((effective - 4.0 / 3.0).abs() < 1e-12);
        assert!((entropy - 4.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn the_median_is_the_smallest_value_that_half_of_the_people_reach() {
        let at = |weighted: &[(f64, f64)]| summary(weighted).map(|s| s.median);
        assert_eq!(at(&[(1.0, 50.0), (2.0, 50.0)]), Some(1.0));
        assert_eq!(at(&[(1.0, 49.0), (2.0, 51.0)]), Some(2.0));
        assert_eq!(at(&[]), None);
    }
}
