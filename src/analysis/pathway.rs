//! Pathway edges, and what becomes of each handoff (docs/method.md).

use rustc_hash::FxHashMap;

use super::Facts;
use super::units::{UnitSetId, meet};
use crate::landscape::{COMMISSION, Cells, ClassId, ComponentId, LiveArrangement, OrganisationId, ServiceId};

/// Where people go from one component to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edge {
    /// From here.
    pub from: ComponentId,
    /// To there, which may be in another service.
    pub to: ComponentId,
}

/// What becomes of a handoff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// A formal arrangement joins the two sides.
    Joined,
    /// A coordinating body has both sides at its table.
    Bridged,
    /// Nobody bridges it.
    Unbridged,
}

/// An edge with no organisation on both sides, at one cell.
#[derive(Debug, Clone, Copy)]
pub struct Handoff {
    /// The cell.
    pub cell: usize,
    /// Who commissions what people come from.
    pub left: UnitSetId,
    /// Who commissions what they go to.
    pub right: UnitSetId,
    /// What becomes of it.
    pub fate: Fate,
}

/// A service on the day: its components, the edges between them, the handoffs.
#[derive(Debug)]
pub struct Pathway {
    /// Its existing components, in the order written.
    pub components: Vec<ComponentId>,
    /// Its edges whose two ends exist, and the handoffs on each, by cell.
    pub edges: Vec<(Edge, Vec<Handoff>)>,
    /// The cells that need one of its components.
    pub needing: Cells,
}

impl Pathway {
    pub(super) fn new(facts: &Facts<'_>, service: ServiceId) -> Self {
        let situation = facts.situation;
        let landscape = situation.landscape;
        let service = &landscape.services[service.index()];
        let components: Vec<ComponentId> =
            service.components.iter().copied().filter(|component| situation.exists(*component)).collect();
        let mut edges: Vec<Edge> = Vec::new();
        if service.explicit_edges {
            for from in &components {
                for to in &landscape.components[from.index()].leads_to {
                    if situation.exists(*to) {
                        edges.push(Edge { from: *from, to: *to });
                    }
                }
            }
        } else {
            edges.extend(components.windows(2).map(|pair| Edge { from: pair[0], to: pair[1] }));
        }
        let mut needing = Cells::none(landscape.grid());
        for component in &components {
            if let Some(cells) = facts.needing(*component) {
                needing.add(cells);
            }
        }
        let mut bridges = Bridges::new(facts);
        let edges = edges.into_iter().map(|edge| (edge, handoffs(facts, edge, &mut bridges))).collect();
        Pathway { components, edges, needing }
    }
}

fn handoffs(facts: &Facts<'_>, edge: Edge, bridges: &mut Bridges<'_>) -> Vec<Handoff> {
    let situation = facts.situation;
    let (Some(left), Some(right)) = (facts.needing(edge.from), facts.needing(edge.to)) else {
        return Vec::new();
    };
    let joining: Vec<&LiveArrangement> = situation
        .arrangements
        .iter()
        .filter(|live| {
            let arrangement = situation.arrangement(live.id);
            arrangement.joins() && arrangement.covers(edge.from) && arrangement.covers(edge.to)
        })
        .collect();
    let grid = situation.landscape.grid();
    let mut list = Vec::new();
    let (Some(from), Some(to)) = (facts.function(edge.from, COMMISSION), facts.function(edge.to, COMMISSION)) else {
        return Vec::new();
    };
    for cell in left.and(right).iter() {
        let (Some(l), Some(r)) = (from.at(cell), to.at(cell)) else { continue };
        let (l, r) = (l.settled_units, r.settled_units);
        if l == UnitSetId::NOBODY || r == UnitSetId::NOBODY || l == r {
            continue;
        }
        let (of_left, of_right) = (&facts.units().get(l).organisations, &facts.units().get(r).organisations);
        if meet(of_left, of_right) {
            continue;
        }
        let class = grid.class(cell);
        let has = |live: &LiveArrangement, side: &[OrganisationId]| {
            side.iter().any(|one| live.has_member(*one, situation.landscape.organisations[one.index()].kind))
        };
        let joined = joining
            .iter()
            .any(|live| situation.arrangement_is_in(live, class) && has(live, of_left) && has(live, of_right));
        let fate = if joined {
            Fate::Joined
        } else if bridges.bridged(l, r, class) {
            Fate::Bridged
        } else {
            Fate::Unbridged
        };
        list.push(Handoff { cell, left: l, right: r, fate });
    }
    list
}

/// Which coordinating bodies each side of a handoff sits with.
pub(super) struct Bridges<'f> {
    facts: &'f Facts<'f>,
    coordinators: Vec<OrganisationId>,
    tables_of: FxHashMap<OrganisationId, Vec<OrganisationId>>,
    known: FxHashMap<(UnitSetId, UnitSetId, ClassId), bool>,
}

impl<'f> Bridges<'f> {
    pub(super) fn new(facts: &'f Facts<'f>) -> Self {
        let landscape = facts.situation.landscape;
        let coordinates =
            |one: &OrganisationId| landscape.kinds[landscape.organisations[one.index()].kind.index()].coordinates;
        Bridges {
            facts,
            coordinators: facts.situation.live_organisations().filter(coordinates).collect(),
            tables_of: FxHashMap::default(),
            known: FxHashMap::default(),
        }
    }

    fn bridged(&mut self, left: UnitSetId, right: UnitSetId, class: ClassId) -> bool {
        if self.coordinators.is_empty() {
            return false;
        }
        if let Some(known) = self.known.get(&(left, right, class)) {
            return *known;
        }
        let facts = self.facts;
        let (of_left, of_right) = (&facts.units().get(left).organisations, &facts.units().get(right).organisations);
        let bridged = self.any_bridge(of_left, of_right, class);
        self.known.insert((left, right, class), bridged);
        bridged
    }

    /// Whether a coordinating body that covers the class has both sides at its table.
    pub(super) fn any_bridge(&mut self, left: &[OrganisationId], right: &[OrganisationId], class: ClassId) -> bool {
        self.find_tables(left);
        self.find_tables(right);
        let situation = self.facts.situation;
        let of_right = || right.iter().flat_map(|one| &self.tables_of[one]);
        left.iter()
            .flat_map(|one| &self.tables_of[one])
            .any(|table| of_right().any(|other| other == table) && situation.covers(*table, class))
    }

    /// For each of one side, the coordinating bodies that it is part of: itself, or what it is a member of or answers to.
    fn find_tables(&mut self, side: &[OrganisationId]) {
        for one in side {
            if !self.tables_of.contains_key(one) {
                let (members, accountable) = (self.facts.members(), self.facts.accountable());
                let mut ends = members.from(*one);
                ends.extend(accountable.from(*one));
                ends.push(*one);
                ends.retain(|end| self.coordinators.binary_search(end).is_ok());
                self.tables_of.insert(*one, ends);
            }
        }
    }
}
