//! Edges of pathways between components that a repair may change: which pairs of commissioners make a handoff that nobody
//! bridges, and which arrangements would bridge it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::choices::kind_of;
use super::pacts::Pact;
use super::trials::Faces;
use crate::analysis::{Crossing, Edge, Facts};
use crate::landscape::{Cells, OrganisationId, Selector};

/// Of more bodies than these of one kind no arrangement is considered.
const MOST_BODIES: usize = 4;

/// What stands on one side of a handoff.
type Bodies = Arc<[OrganisationId]>;

/// The same as kinds.
type Side = BTreeSet<Selector>;

/// An edge that a repair must look at.
pub(super) struct Passage {
    pub(super) edge: Edge,
    /// Of the finding that is to go, its place among all that are.
    pub(super) target: Option<usize>,
    /// Where nobody bridges it now.
    pub(super) before: Cells,
}

/// Finds what becomes of edges, each pair of faces once.
pub(super) struct Crossings<'f> {
    facts: &'f Facts<'f>,
    faces: &'f Faces,
    may_arrange: &'f (dyn Fn(&[Selector]) -> bool + Sync),
    crossings: BTreeMap<Edge, Crossing<'f>>,
    known: FxHashMap<(Edge, usize, usize, bool), Option<Vec<Pact>>>,
}

impl<'f> Crossings<'f> {
    pub(super) fn new(
        facts: &'f Facts<'f>,
        faces: &'f Faces,
        may_arrange: &'f (dyn Fn(&[Selector]) -> bool + Sync),
    ) -> Self {
        Crossings { facts, faces, may_arrange, crossings: BTreeMap::new(), known: FxHashMap::default() }
    }

    /// Whether an edge between two faces would be wrong: `None` where it is not, else the arrangements any of which would mend
    /// it. An edge that is to be mended may have no handoff that nobody bridges, any other none where there is none now.
    pub(super) fn wrong(&mut self, way: &Passage, mend: bool, from: usize, to: usize) -> Option<Vec<Pact>> {
        let key = (way.edge, from, to, mend);
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let found = self.find(way, mend, from, to);
        self.known.insert(key, found.clone());
        found
    }

    fn find(&mut self, way: &Passage, mend: bool, from: usize, to: usize) -> Option<Vec<Pact>> {
        let situation = self.facts.situation;
        let grid = situation.landscape.grid();
        let facts = self.facts;
        let crossing = self.crossings.entry(way.edge).or_insert_with(|| Crossing::new(facts, way.edge));
        let mut sides: BTreeSet<(Side, Side)> = BTreeSet::new();
        let mut bodies: BTreeSet<OrganisationId> = BTreeSet::new();
        let mut is_wrong = false;
        let mut known: FxHashMap<(Bodies, Bodies, usize), bool> = FxHashMap::default();
        let (left, right) = (self.faces.get(from), self.faces.get(to));
        for cell in 0..grid.len() {
            let (l, r) = (&left[cell], &right[cell]);
            if l.is_empty() || r.is_empty() {
                continue;
            }
            let class = grid.class(cell);
            let key = (Arc::clone(l), Arc::clone(r), class.index());
            if *known.entry(key).or_insert_with(|| crossing.is_unbridged(l, r, class)) {
                is_wrong |= mend || !way.before.contains(cell);
                let kinds = |list: &[OrganisationId]| list.iter().map(|one| kind_of(situation, *one)).collect();
                sides.insert((kinds(l), kinds(r)));
                bodies.extend(l.iter().chain(r.iter()));
            }
        }
        is_wrong.then(|| self.pacts(way.edge, &sides, &bodies))
    }

    /// The smallest arrangements with a member from each side wherever nobody bridges it: among kinds, or among the bodies
    /// themselves where they are all of one kind.
    fn pacts(&self, edge: Edge, sides: &BTreeSet<(Side, Side)>, bodies: &BTreeSet<OrganisationId>) -> Vec<Pact> {
        let mut components = vec![edge.from, edge.to];
        components.sort_unstable();
        let pact = |members: Vec<Selector>| Pact { charging: false, components: components.clone(), members };
        let mends = |members: &[Selector]| {
            let has = |side: &Side| members.iter().any(|member| side.contains(member));
            sides.iter().all(|(left, right)| has(left) && has(right))
        };
        let all: BTreeSet<Selector> = sides.iter().flat_map(|(left, right)| left | right).collect();
        let all: Vec<Selector> = all.into_iter().collect();
        let mut found: Vec<Pact> = Vec::new();
        for (place, one) in all.iter().enumerate() {
            for other in &all[place + 1..] {
                let pair = vec![*one, *other];
                if mends(&pair) {
                    found.push(pact(pair));
                }
            }
        }
        if found.is_empty() && all.len() > 2 {
            found.push(pact(all.clone()));
        }
        if all.len() == 1 && (2..=MOST_BODIES).contains(&bodies.len()) {
            found.push(pact(bodies.iter().map(|one| Selector::Organisation(*one)).collect()));
        }
        found.retain(|pact| (self.may_arrange)(&pact.members));
        found
    }
}
