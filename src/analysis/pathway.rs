//! Pathway edges, and what becomes of each handoff (docs/method.md).

use std::sync::{Arc, PoisonError};

use rustc_hash::FxHashMap;

use super::units::{UnitSetId, meet};
use super::{Facts, FunctionFacts};
use crate::landscape::{
    ArrangementId, COMMISSION, Cells, ClassId, ComponentId, LiveArrangement, OrganisationId, ServiceId, Situation,
};

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
    pub edges: Vec<(Edge, Arc<[Handoff]>)>,
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
        let mut known = facts.handoffs.lock().unwrap_or_else(PoisonError::into_inner);
        let edges = edges.into_iter().map(|edge| (edge, known.of(facts, edge))).collect();
        Pathway { components, edges, needing }
    }
}

/// What the two ends of an edge share, by where it stands in memory, and the arrangements that cover both.
type Ends = ([usize; 2], Vec<ArrangementId>);

/// The handoffs of a situation that are known: of edges between functions that are held alike, in whatever service, they
/// are found only once.
#[derive(Debug, Default)]
pub(super) struct KnownHandoffs {
    of_ends: FxHashMap<Ends, Arc<[Handoff]>>,
    bridged: FxHashMap<(UnitSetId, UnitSetId, ClassId), bool>,
}

impl KnownHandoffs {
    fn of(&mut self, facts: &Facts<'_>, edge: Edge) -> Arc<[Handoff]> {
        let situation = facts.situation;
        let ends = [edge.from, edge.to].map(|end| facts.function(end, COMMISSION));
        let [Some(from), Some(to)] = ends else { return Arc::default() };
        let joining = joining(situation, edge);
        let alike = [from, to].map(|end| Arc::as_ptr(&end.verdicts).addr());
        let known = self.of_ends.entry((alike, joining.iter().map(|live| live.id).collect()));
        Arc::clone(known.or_insert_with(|| handoffs(facts, [from, to], &joining, &mut self.bridged).into()))
    }
}

fn handoffs(
    facts: &Facts<'_>,
    [from, to]: [&FunctionFacts; 2],
    joining: &[&LiveArrangement],
    bridged: &mut FxHashMap<(UnitSetId, UnitSetId, ClassId), bool>,
) -> Vec<Handoff> {
    let situation = facts.situation;
    let grid = situation.landscape.grid();
    let mut list = Vec::new();
    for cell in 0..grid.len() {
        // Both are needed there.
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
        let mut bridge = || {
            facts.tables().any
                && *bridged.entry((l, r, class)).or_insert_with(|| any_bridge(facts, of_left, of_right, class))
        };
        let fate = if joined(situation, joining, [of_left, of_right], class) {
            Fate::Joined
        } else if bridge() {
            Fate::Bridged
        } else {
            Fate::Unbridged
        };
        list.push(Handoff { cell, left: l, right: r, fate });
    }
    list
}

/// The arrangements that join and cover both ends of an edge.
fn joining<'s>(situation: &'s Situation<'_>, edge: Edge) -> Vec<&'s LiveArrangement> {
    let covers_both = |live: &&LiveArrangement| {
        let arrangement = situation.arrangement(live.id);
        arrangement.joins() && arrangement.covers(edge.from) && arrangement.covers(edge.to)
    };
    situation.arrangements.iter().filter(covers_both).collect()
}

/// Whether one of some arrangements has a member from each side of a handoff.
fn joined(
    situation: &Situation<'_>,
    joining: &[&LiveArrangement],
    sides: [&[OrganisationId]; 2],
    class: ClassId,
) -> bool {
    let has = |live: &LiveArrangement, side: &[OrganisationId]| {
        side.iter().any(|one| live.has_member(*one, situation.landscape.organisations[one.index()].kind))
    };
    let both = |live: &LiveArrangement| sides.iter().all(|side| has(live, side));
    joining.iter().any(|live| situation.arrangement_is_in(live, class) && both(live))
}

/// What would become of the handoffs of one edge if other bodies stood on its sides.
pub struct Crossing<'f> {
    facts: &'f Facts<'f>,
    joining: Vec<&'f LiveArrangement>,
}

impl<'f> Crossing<'f> {
    /// An edge, with the arrangements and the coordinating bodies of the day.
    pub fn new(facts: &'f Facts<'f>, edge: Edge) -> Self {
        Crossing { facts, joining: joining(facts.situation, edge) }
    }

    /// Whether there would be a handoff in a class that nobody bridges, with these commissioners on the two sides.
    pub fn is_unbridged(&self, left: &[OrganisationId], right: &[OrganisationId], class: ClassId) -> bool {
        if left.is_empty() || right.is_empty() || meet(left, right) {
            return false;
        }
        let bridged = || self.facts.tables().any && any_bridge(self.facts, left, right, class);
        !joined(self.facts.situation, &self.joining, [left, right], class) && !bridged()
    }
}

/// At which tables of coordinating bodies each organisation sits: of those that it is a member of or answers to, and its
/// own where it is one.
#[derive(Debug)]
pub(super) struct Tables {
    of: Vec<Vec<OrganisationId>>,
    /// Whether any coordinating body lives.
    any: bool,
}

impl Tables {
    pub(super) fn new(facts: &Facts<'_>) -> Self {
        let (situation, landscape) = (facts.situation, facts.situation.landscape);
        let coordinates =
            |one: &OrganisationId| landscape.kinds[landscape.organisations[one.index()].kind.index()].coordinates;
        let mut tables = Tables { of: vec![Vec::new(); landscape.organisations.len()], any: false };
        if !situation.live_organisations().any(|one| coordinates(&one)) {
            return tables;
        }
        tables.any = true;
        let (members, accountable) = (facts.members(), facts.accountable());
        for one in situation.live_organisations() {
            let ends = members.from(one).into_iter().chain(accountable.from(one)).chain([one]);
            tables.of[one.index()].extend(ends.filter(|end| situation.lives(*end) && coordinates(end)));
        }
        tables
    }
}

/// Whether a coordinating body that covers the class has both sides at its table.
pub(super) fn any_bridge(facts: &Facts<'_>, left: &[OrganisationId], right: &[OrganisationId], class: ClassId) -> bool {
    let tables = facts.tables();
    let of_right = || right.iter().flat_map(|one| &tables.of[one.index()]);
    left.iter()
        .flat_map(|one| &tables.of[one.index()])
        .any(|table| of_right().any(|other| other == table) && facts.situation.covers(*table, class))
}
