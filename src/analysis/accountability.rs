//! Who holds the ring: the nearest body to which both sides of a handoff answer (docs/method.md).

use rustc_hash::FxHashMap;

use super::Facts;
use super::units::UnitSetId;
use crate::landscape::{Cells, KindId, OrganisationId, ServiceId, sum_in_order};

/// A share of a service's handoffs, by who stands above both sides.
#[derive(Debug, Clone, PartialEq)]
pub struct Superior {
    /// The kind of the nearest body to which both sides answer; `None` where there is none.
    pub kind: Option<KindId>,
    /// Whether it is itself on one of the two sides.
    pub party: bool,
    /// The share of the handoffs, weighted by people.
    pub share: f64,
}

/// The kind of the body above both sides, and whether it is a party.
type Above = (Option<KindId>, bool);

/// For the handoffs of a service, who holds the ring; empty without handoffs.
pub fn superiors(facts: &Facts<'_>, service: ServiceId) -> Vec<Superior> {
    let landscape = facts.situation.landscape;
    let mut finder = Finder { facts, steps: FxHashMap::default(), known: FxHashMap::default() };
    // Cells by kind, party and edge: on one edge a cell has one handoff.
    let mut parts: Vec<(Above, Cells)> = Vec::new();
    for (_, handoffs) in &facts.pathway(service).edges {
        let start = parts.len();
        for handoff in handoffs.iter() {
            let key = finder.above(handoff.left, handoff.right);
            let place = match parts[start..].iter().position(|(known, _)| *known == key) {
                Some(place) => start + place,
                None => {
                    parts.push((key, Cells::none(landscape.grid())));
                    parts.len() - 1
                }
            };
            parts[place].1.insert(handoff.cell);
        }
    }
    let mut people: Vec<(Above, Vec<f64>)> = Vec::new();
    for (key, cells) in &parts {
        let here = landscape.people(cells);
        match people.iter_mut().find(|(known, _)| known == key) {
            Some((_, parts)) => parts.push(here),
            None => people.push((*key, vec![here])),
        }
    }
    let people: Vec<_> = people.into_iter().map(|(key, parts)| (key, sum_in_order(parts))).collect();
    let all = sum_in_order(people.iter().map(|(_, people)| *people).collect());
    let mut superiors: Vec<Superior> =
        people.into_iter().map(|((kind, party), people)| Superior { kind, party, share: people / all }).collect();
    let id = |kind: Option<KindId>| kind.map(|kind| &*landscape.kinds[kind.index()].id);
    superiors
        .sort_by(|a, b| (id(a.kind).is_none(), id(a.kind), a.party).cmp(&(id(b.kind).is_none(), id(b.kind), b.party)));
    superiors
}

struct Finder<'f> {
    facts: &'f Facts<'f>,
    steps: FxHashMap<OrganisationId, FxHashMap<OrganisationId, u32>>,
    known: FxHashMap<(UnitSetId, UnitSetId), Above>,
}

impl Finder<'_> {
    fn above(&mut self, left: UnitSetId, right: UnitSetId) -> Above {
        if let Some(known) = self.known.get(&(left, right)) {
            return *known;
        }
        let units = self.facts.units();
        let (of_left, of_right) = (&units.get(left).organisations, &units.get(right).organisations);
        let (from_left, from_right) = (self.steps_from(of_left), self.steps_from(of_right));
        let landscape = self.facts.situation.landscape;
        let nearest = from_left
            .iter()
            .filter_map(|(body, steps)| Some((steps + from_right.get(body)?, body)))
            .min_by_key(|(steps, body)| (*steps, &*landscape.organisations[body.index()].id));
        let above = match nearest {
            Some((_, body)) => {
                (Some(landscape.organisations[body.index()].kind), of_left.contains(body) || of_right.contains(body))
            }
            None => (None, false),
        };
        self.known.insert((left, right), above);
        above
    }

    /// Steps to each body above any of one side.
    fn steps_from(&mut self, side: &[OrganisationId]) -> FxHashMap<OrganisationId, u32> {
        let mut all: FxHashMap<OrganisationId, u32> = FxHashMap::default();
        for one in side {
            let ties = self.facts.accountable();
            let steps = self.steps.entry(*one).or_insert_with(|| ties.steps_from(*one));
            #[expect(clippy::iter_over_hash_type, reason = "the least of each body does not depend on the order")]
            for (body, distance) in steps.iter() {
                let least = all.entry(*body).or_insert(*distance);
                *least = (*least).min(*distance);
            }
        }
        all
    }
}
