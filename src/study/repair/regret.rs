//! No regret: whether a repair does what it says whichever way the disputes go that it leaves open, and which arrangements
//! might help where it does not.

use std::collections::BTreeSet;

use super::Work;
use super::choices::{Deed, kind_of};
use super::pacts::Pact;
use super::written::Change;
use crate::checks::{Finding, Subject};
use crate::landscape::{ComponentId, FunctionId, Landscape, Selector, ServiceId};
use crate::reform::Proposed;
use crate::study::blame::Workers;
use crate::study::tipping::{Held, Side, Topic, holds_in_every_reading};

impl Work<'_> {
    /// Whether some changes clear what they should and open nothing in every reading of the disputes that are open under
    /// them.
    pub(super) fn in_every_reading(
        &self,
        after: &Landscape,
        changes: &[Change],
        cleared: &[String],
        workers: &dyn Workers,
    ) -> Held {
        let deeds: Vec<Deed> = changes.iter().map(|change| change.deed.clone()).collect();
        self.of_deeds(after, &deeds, cleared, workers)
    }

    pub(super) fn of_deeds(
        &self,
        after: &Landscape,
        deeds: &[Deed],
        cleared: &[String],
        workers: &dyn Workers,
    ) -> Held {
        let (day, bare_law) = (self.lab.day, self.asked.bare_law);
        let side = |landscape| Side { landscape, day, bare_law };
        holds_in_every_reading(side(self.lab.landscape), side(after), cleared, &self.topics(deeds), workers)
    }

    /// All that changes can open: what is found of the components that they are about, and of the edges there.
    fn topics(&self, deeds: &[Deed]) -> Vec<Topic> {
        let landscape = self.lab.landscape;
        let steps = deeds.iter().flat_map(|deed| &deed.steps);
        let components: BTreeSet<ComponentId> = steps.flat_map(about).collect();
        let functions = (0..landscape.functions.len()).map(FunctionId::new);
        let mut topics: Vec<Topic> = functions
            .flat_map(|function| components.iter().map(move |component| Topic::Function(*component, function)))
            .collect();
        let touched = self.edges.iter().filter(|edge| components.contains(&edge.from) || components.contains(&edge.to));
        topics.extend(touched.map(|edge| Topic::Handoff(edge.from, edge.to)));
        if landscape.effective_limit.is_some() {
            let services: BTreeSet<ServiceId> = (0..landscape.services.len())
                .map(ServiceId::new)
                .filter(|service| {
                    let own = &landscape.services[service.index()].components;
                    own.iter().any(|component| components.contains(component))
                })
                .collect();
            topics.extend(services.into_iter().map(Topic::Service));
        }
        topics.push(Topic::Commissioners);
        topics
    }

    /// Arrangements among those who hold what a finding is about, by which it may go.
    pub(super) fn arrangements_for(&self, finding: &Finding) -> Vec<Pact> {
        let mut components = match &finding.subject {
            Subject::Component(component) => vec![*component],
            Subject::Handoff(edge, _) => vec![edge.from, edge.to],
            _ => return Vec::new(),
        };
        components.sort_unstable();
        let kinds: BTreeSet<Selector> = finding.holders.iter().map(|one| kind_of(self.facts.situation, *one)).collect();
        let kinds: Vec<Selector> = kinds.into_iter().collect();
        let pairs = kinds
            .iter()
            .enumerate()
            .flat_map(|(place, one)| kinds[place + 1..].iter().map(move |other| vec![*one, *other]));
        let mut members: Vec<Vec<Selector>> = pairs.collect();
        if kinds.len() > 2 {
            members.push(kinds.clone());
        }
        members.retain(|members| (self.lab.may_arrange)(members));
        let pact = |members| Pact { charging: false, components: components.clone(), members };
        let mut pacts: Vec<Pact> = members.into_iter().map(pact).collect();
        if finding.code == "gap/cross-boundary" {
            let paying = Pact { charging: true, components: components.clone(), members: kinds };
            let can_be = paying.members.len() > 1 || matches!(paying.members[..], [Selector::Kind(_)]);
            pacts.extend(Some(paying).filter(|paying| can_be && (self.lab.may_arrange)(&paying.members)));
        }
        pacts
    }
}

/// The components that a step can change something of.
fn about(step: &Proposed) -> Vec<ComponentId> {
    match step {
        Proposed::Assign { component, .. }
        | Proposed::End { component, .. }
        | Proposed::Transfer { component, .. }
        | Proposed::Delegate { component, .. } => vec![*component],
        Proposed::Arrange { components, .. } => components.clone(),
    }
}
