//! Units: one organisation, or holders joined by arrangements (docs/method.md).

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::landscape::{LiveArrangement, OrganisationId, Situation};

/// The organisations of one unit, in order. Two units are the same when they have the same organisations.
pub type Unit = SmallVec<[OrganisationId; 2]>;

/// Some units, in order.
#[derive(Debug, Default)]
pub struct UnitSet {
    /// The units.
    pub units: Vec<Unit>,
    /// All their organisations, in order, each once.
    pub organisations: Vec<OrganisationId>,
}

/// A set of units of one situation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnitSetId(u32);

impl UnitSetId {
    /// No unit at all.
    pub const NOBODY: UnitSetId = UnitSetId(0);
}

/// Every different set of units of a situation, once.
#[derive(Debug)]
pub struct UnitSets {
    sets: Vec<UnitSet>,
    known: FxHashMap<Vec<Unit>, UnitSetId>,
    /// The sets of one organisation alone: most are.
    ones: FxHashMap<OrganisationId, UnitSetId>,
}

impl Default for UnitSets {
    fn default() -> Self {
        let mut known = FxHashMap::default();
        known.insert(Vec::new(), UnitSetId::NOBODY);
        UnitSets { sets: vec![UnitSet::default()], known, ones: FxHashMap::default() }
    }
}

impl UnitSets {
    /// The set behind an id.
    pub fn get(&self, id: UnitSetId) -> &UnitSet {
        &self.sets[id.0 as usize]
    }

    /// The id of the set of one organisation alone.
    pub fn intern_one(&mut self, organisation: OrganisationId) -> UnitSetId {
        if let Some(id) = self.ones.get(&organisation) {
            return *id;
        }
        let id = self.intern(&[SmallVec::from_slice(&[organisation])]);
        self.ones.insert(organisation, id);
        id
    }

    /// The id of a set.
    pub fn intern(&mut self, units: &[Unit]) -> UnitSetId {
        let mut sorted = Cow::Borrowed(units);
        if !units.is_sorted() {
            sorted.to_mut().sort_unstable();
        }
        if let Some(id) = self.known.get(&*sorted) {
            return *id;
        }
        let units = sorted.into_owned();
        let id = UnitSetId(u32::try_from(self.sets.len()).unwrap_or(u32::MAX));
        let mut organisations: Vec<OrganisationId> = units.iter().flatten().copied().collect();
        organisations.sort_unstable();
        organisations.dedup();
        self.known.insert(units.clone(), id);
        self.sets.push(UnitSet { units, organisations });
        id
    }
}

/// Whether two lists in order have something in common.
pub(crate) fn meet(left: &[OrganisationId], right: &[OrganisationId]) -> bool {
    let (mut l, mut r) = (0, 0);
    while l < left.len() && r < right.len() {
        match left[l].cmp(&right[r]) {
            std::cmp::Ordering::Less => l += 1,
            std::cmp::Ordering::Greater => r += 1,
            std::cmp::Ordering::Equal => return true,
        }
    }
    false
}

/// How many things two lists in order have in common.
pub(crate) fn in_common(left: &[OrganisationId], right: &[OrganisationId]) -> usize {
    left.iter().filter(|one| right.binary_search(one).is_ok()).count()
}

/// The units that some holders (in order, each once) make where these arrangements are in force.
pub(crate) fn units(
    situation: &Situation<'_>,
    holders: &[OrganisationId],
    arrangements: &[&LiveArrangement],
) -> SmallVec<[Unit; 4]> {
    let mut group: SmallVec<[usize; 4]> = (0..holders.len()).collect();
    if holders.len() > 1 {
        for arrangement in arrangements {
            join(situation, holders, arrangement, &mut group);
        }
    }
    let mut units: SmallVec<[Unit; 4]> = SmallVec::new();
    let mut unit_of: SmallVec<[(usize, usize); 4]> = SmallVec::new();
    for (place, holder) in holders.iter().enumerate() {
        match unit_of.iter().find(|(of, _)| *of == group[place]) {
            Some((_, unit)) => units[*unit].push(*holder),
            None => {
                unit_of.push((group[place], units.len()));
                units.push(SmallVec::from_slice(&[*holder]));
            }
        }
    }
    units
}

fn join(
    situation: &Situation<'_>,
    holders: &[OrganisationId],
    arrangement: &LiveArrangement,
    group: &mut SmallVec<[usize; 4]>,
) {
    let kind = |holder: &OrganisationId| situation.landscape.organisations[holder.index()].kind;
    // Two holders selected by one `kind:` member: nobody can say which of them it joins, so it joins none.
    for of_kind in arrangement.kinds() {
        if holders.iter().filter(|holder| kind(holder) == of_kind).count() > 1 {
            return;
        }
    }
    let mut first = None;
    for place in 0..holders.len() {
        if arrangement.has_member(holders[place], kind(&holders[place])) {
            match first {
                None => first = Some(place),
                Some(first) => {
                    let (from, into) = (group[place], group[first]);
                    for of in group.iter_mut() {
                        if *of == from {
                            *of = into;
                        }
                    }
                }
            }
        }
    }
}
