//! Relations between organisations on a day, as graphs: who answers to whom, who sits where.

use fixedbitset::FixedBitSet;
use petgraph::Direction;
use petgraph::algo::{kosaraju_scc, toposort};
use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::FxHashMap;

use super::ids::{OrganisationId, RelationId};
use super::people::{ExactSum, reaches};
use super::{Relation, Selector, Situation};
use crate::model::RelationType;

/// The pairs of one type of relation, without repetition, as a directed graph over all organisations.
#[derive(Debug)]
pub struct Ties {
    graph: DiGraph<(), ()>,
    /// In order.
    pairs: Vec<(OrganisationId, OrganisationId)>,
}

impl Ties {
    /// The live pairs of a type on the day of a situation.
    pub fn of_type(situation: &Situation<'_>, relation_type: RelationType) -> Ties {
        let mut pairs = Vec::new();
        for id in &situation.relations {
            let relation = situation.relation(*id);
            if relation.relation_type == relation_type {
                add_pairs(situation, relation, &mut pairs);
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        let mut graph = DiGraph::with_capacity(situation.landscape.organisations.len(), pairs.len());
        for _ in &situation.landscape.organisations {
            graph.add_node(());
        }
        for (who, to) in &pairs {
            graph.add_edge(node(*who), node(*to), ());
        }
        Ties { graph, pairs }
    }

    /// How many distinct pairs there are.
    pub fn len(&self) -> usize {
        self.pairs.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Whether one is tied to the other.
    pub fn joins(&self, who: OrganisationId, to: OrganisationId) -> bool {
        self.pairs.binary_search(&(who, to)).is_ok()
    }

    /// The pairs, in order.
    pub fn pairs(&self) -> Vec<(OrganisationId, OrganisationId)> {
        self.pairs.clone()
    }

    /// To whom an organisation is tied.
    pub fn from(&self, who: OrganisationId) -> Vec<OrganisationId> {
        let mut to: Vec<_> = self.graph.neighbors(node(who)).map(|n| OrganisationId::new(n.index())).collect();
        to.sort_unstable();
        to
    }

    /// How many steps lead to each organisation that can be reached from one, itself with 0 included.
    pub fn steps_from(&self, who: OrganisationId) -> FxHashMap<OrganisationId, u32> {
        let mut steps = FxHashMap::default();
        steps.insert(who, 0);
        let mut ring = vec![who];
        let mut distance = 0;
        while !ring.is_empty() {
            distance += 1;
            let mut next = Vec::new();
            for here in ring {
                for to in self.graph.neighbors(node(here)) {
                    let to = OrganisationId::new(to.index());
                    if let std::collections::hash_map::Entry::Vacant(new) = steps.entry(to) {
                        new.insert(distance);
                        next.push(to);
                    }
                }
            }
            ring = next;
        }
        steps
    }

    /// Every organisation from which some chain leads to one of these, they themselves included.
    pub fn reaching(&self, ends: impl IntoIterator<Item = OrganisationId>) -> FixedBitSet {
        let mut reaching = FixedBitSet::with_capacity(self.graph.node_count());
        let mut open: Vec<NodeIndex> = ends.into_iter().map(node).collect();
        open.iter().for_each(|end| reaching.insert(end.index()));
        while let Some(here) = open.pop() {
            for before in self.graph.neighbors_directed(here, Direction::Incoming) {
                if !reaching.put(before.index()) {
                    open.push(before);
                }
            }
        }
        reaching
    }

    /// Groups of two or more that are tied to each other in a circle, each in order.
    pub fn circles(&self) -> Vec<Vec<OrganisationId>> {
        // Mostly there is none, and an order in which nobody comes before those they are tied to is found sooner.
        if toposort(&self.graph, None).is_ok() {
            return Vec::new();
        }
        let mut circles: Vec<Vec<OrganisationId>> = kosaraju_scc(&self.graph)
            .into_iter()
            .filter(|group| group.len() > 1)
            .map(|group| {
                let mut members: Vec<_> = group.into_iter().map(|n| OrganisationId::new(n.index())).collect();
                members.sort_unstable();
                members
            })
            .collect();
        circles.sort_unstable();
        circles
    }
}

impl Situation<'_> {
    /// The live relations of a type that make at least one of some pairs, in order.
    pub fn relations_behind(
        &self,
        relation_type: RelationType,
        wanted: impl Fn(OrganisationId, OrganisationId) -> bool,
    ) -> Vec<RelationId> {
        let of_type = |id: &&RelationId| self.relation(**id).relation_type == relation_type;
        let makes_one = |id: &&RelationId| {
            let mut pairs = Vec::new();
            add_pairs(self, self.relation(**id), &mut pairs);
            pairs.into_iter().any(|(who, to)| wanted(who, to))
        };
        self.relations.iter().filter(of_type).filter(makes_one).copied().collect()
    }
}

fn node(organisation: OrganisationId) -> NodeIndex {
    NodeIndex::new(organisation.index())
}

/// The ordered pairs of different organisations that a live relation joins; some of them more than once.
pub(super) fn add_pairs(
    situation: &Situation<'_>,
    relation: &Relation,
    pairs: &mut Vec<(OrganisationId, OrganisationId)>,
) {
    match (relation.who, relation.to) {
        (Selector::Kind(a), Selector::Kind(b)) => {
            let mut shared: FxHashMap<(OrganisationId, OrganisationId), ExactSum> = FxHashMap::default();
            for class in situation.landscape.grid_classes() {
                for who in situation.of_kind_at(a, class) {
                    for to in situation.of_kind_at(b, class).filter(|to| *to != who) {
                        if relation.min_share > 0.0 {
                            let people = &situation.landscape.areas.classes[class.index()].population;
                            shared.entry((who, to)).or_default().add_sum(people);
                        } else {
                            pairs.push((who, to));
                        }
                    }
                }
            }
            let enough = shared.into_iter().filter(|((who, to), shared)| {
                let smaller = situation.residents(*who).min(situation.residents(*to));
                reaches(shared.value(), relation.min_share * smaller)
            });
            pairs.extend(enough.map(|(pair, _)| pair));
        }
        (who, to) => {
            let to = situation.live_of(to);
            for who in situation.live_of(who) {
                pairs.extend(to.iter().copied().filter(|to| *to != who).map(|to| (who, to)));
            }
        }
    }
}
