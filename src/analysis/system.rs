//! The whole system: how many bodies and ties, how many commissioners a person has, which bodies hold it together.

use petgraph::algo::articulation_points::articulation_points;
use petgraph::graph::{NodeIndex, UnGraph};
use rustc_hash::{FxHashMap, FxHashSet};

use super::Facts;
use crate::landscape::{COMMISSION, Cells, KindId, OrganisationId, ServiceId, Ties};
use crate::model::{RelationType, Word};

/// The system on a day.
#[derive(Debug)]
pub struct System {
    /// Live organisations by kind, kinds without any left out, in the order of the landscape.
    pub organisations: Vec<(KindId, usize)>,
    /// Live relations by type, as distinct pairs, types without any left out.
    pub relations: Vec<(RelationType, usize)>,
    /// The people-weighted mean number of distinct organisations that commission for one person.
    pub commissioners_per_person: f64,
    /// Organisations whose removal splits the graph of memberships and handoffs, by id.
    pub cut_points: Vec<OrganisationId>,
}

/// The system on the day of a situation; commissioners and handoffs are those of the given services.
pub fn system(facts: &Facts<'_>, services: &[ServiceId]) -> System {
    let situation = facts.situation;
    let kinds = (0..situation.landscape.kinds.len()).map(KindId::new);
    let relations = RelationType::ALL.iter().map(|(_, relation)| (*relation, count(facts, *relation)));
    System {
        organisations: kinds
            .map(|kind| (kind, situation.count_of_kind(kind)))
            .filter(|(_, count)| *count > 0)
            .collect(),
        relations: relations.filter(|(_, count)| *count > 0).collect(),
        commissioners_per_person: commissioners_per_person(facts, services),
        cut_points: cut_points(facts, services),
    }
}

fn count(facts: &Facts<'_>, relation: RelationType) -> usize {
    match relation {
        RelationType::AccountableTo => facts.accountable().len(),
        RelationType::MemberOf => facts.members().len(),
        other => Ties::of_type(facts.situation, other).len(),
    }
}

fn commissioners_per_person(facts: &Facts<'_>, services: &[ServiceId]) -> f64 {
    let landscape = facts.situation.landscape;
    let commissioning: Vec<_> = facts
        .functions()
        .iter()
        .filter(|function| {
            function.function == COMMISSION
                && landscape.components[function.component.index()].services.iter().any(|s| services.contains(s))
        })
        .collect();
    let mut by_count: Vec<Cells> = Vec::new();
    let everyone = landscape.everyone();
    let mut known: FxHashMap<Vec<super::UnitSetId>, usize> = FxHashMap::default();
    for cell in everyone.iter() {
        let mut sets: Vec<_> = commissioning
            .iter()
            .filter_map(|function| function.at(cell))
            .map(|verdict| verdict.settled_units)
            .collect();
        sets.sort_unstable();
        sets.dedup();
        let count = *known.entry(sets).or_insert_with_key(|sets| {
            let mut bodies: Vec<OrganisationId> =
                sets.iter().flat_map(|set| facts.units().get(*set).organisations.iter().copied()).collect();
            bodies.sort_unstable();
            bodies.dedup();
            bodies.len()
        });
        if by_count.len() <= count {
            by_count.resize_with(count + 1, || Cells::none(landscape.grid()));
        }
        by_count[count].insert(cell);
    }
    let people = landscape.population();
    let sum: f64 = by_count.iter().enumerate().map(|(count, cells)| count as f64 * landscape.people(cells)).sum();
    if people > 0.0 { sum / people } else { 0.0 }
}

/// Pairs of organisations that stand across a handoff from each other for somebody, over the given services.
fn across(facts: &Facts<'_>, services: &[ServiceId]) -> FxHashSet<(OrganisationId, OrganisationId)> {
    let mut sides = FxHashSet::default();
    for service in services {
        for (_, handoffs) in &facts.pathway(*service).edges {
            sides.extend(handoffs.iter().map(|handoff| (handoff.left, handoff.right)));
        }
    }
    let mut pairs = FxHashSet::default();
    #[expect(clippy::iter_over_hash_type, reason = "pairs are put into a set, which has no order")]
    for (left, right) in sides {
        for one in &facts.units().get(left).organisations {
            for other in &facts.units().get(right).organisations {
                pairs.insert((*one, *other));
                pairs.insert((*other, *one));
            }
        }
    }
    pairs
}

/// For each live organisation, how many others stand across a handoff from it for somebody; by id.
pub fn coordination(facts: &Facts<'_>, services: &[ServiceId]) -> Vec<(OrganisationId, usize)> {
    let mut count: FxHashMap<OrganisationId, usize> = FxHashMap::default();
    #[expect(clippy::iter_over_hash_type, reason = "pairs are counted, which has no order")]
    for (one, _) in across(facts, services) {
        *count.entry(one).or_default() += 1;
    }
    let organisations = &facts.situation.landscape.organisations;
    let mut list: Vec<(OrganisationId, usize)> =
        facts.situation.live_organisations().map(|one| (one, count.get(&one).copied().unwrap_or(0))).collect();
    list.sort_by_key(|(one, _)| &organisations[one.index()].id);
    list
}

/// Organisations whose removal splits the graph whose edges are memberships and the handoffs of some services; by id.
pub fn cut_points(facts: &Facts<'_>, services: &[ServiceId]) -> Vec<OrganisationId> {
    let landscape = facts.situation.landscape;
    let mut edges: Vec<(OrganisationId, OrganisationId)> =
        across(facts, services).into_iter().chain(facts.members().pairs()).collect();
    edges.sort_unstable();
    let mut graph: UnGraph<(), ()> = UnGraph::default();
    for _ in &landscape.organisations {
        graph.add_node(());
    }
    for (one, other) in edges {
        graph.update_edge(NodeIndex::new(one.index()), NodeIndex::new(other.index()), ());
    }
    let mut points: Vec<OrganisationId> =
        articulation_points(&graph).into_iter().map(|point| OrganisationId::new(point.index())).collect();
    points.sort_by_key(|one| &landscape.organisations[one.index()].id);
    points
}
