//! What a finding is about, and which facts it can depend on. Two findings on different topics are decided apart: what
//! becomes of facts outside a topic changes nothing in it.

use std::collections::BTreeSet;

use super::facts::Side;
use crate::analysis::{Edge, Facts};
use crate::checks::{Finding, Subject};
use crate::landscape::{
    COMMISSION, ComponentId, FUND, FunctionId, KindId, Landscape, OrganisationId, Responsibility, ServiceId,
};

/// A topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// Who holds a function of a component.
    Function(ComponentId, FunctionId),
    /// Whether who commissions a component also pays for it.
    Payer(ComponentId),
    /// What becomes of a handoff.
    Handoff(ComponentId, ComponentId),
    /// How fragmented a service is.
    Service(ServiceId),
    /// Who commissions anything at all, and to whom they answer.
    Commissioners,
    /// What no responsibility decides: circles of accountability, arrangements and relations without source, acceptances.
    Rest,
}

impl Topic {
    /// A finding's topic.
    pub fn of(finding: &Finding) -> Self {
        match &finding.subject {
            Subject::Component(component) if finding.code == "fragmentation/payer" => Topic::Payer(*component),
            Subject::Component(component) => Topic::Function(*component, finding.function.unwrap_or(COMMISSION)),
            Subject::Handoff(Edge { from, to }, _) => Topic::Handoff(*from, *to),
            Subject::Service(service) => Topic::Service(*service),
            Subject::Kind(..) | Subject::Organisations(_) if finding.code != "accountability/cycle" => {
                Topic::Commissioners
            }
            _ => Topic::Rest,
        }
    }

    /// The topic of a finding that may not be there, by its key; `None` where the landscape has nothing of that name.
    pub fn of_key(landscape: &Landscape, key: &str) -> Option<Self> {
        let (code, about) = key.split_once(':')?;
        let mut parts = about.split(':');
        let place = parts.next()?;
        let component = |id: &str| {
            let found = landscape.components.iter().position(|component| &*component.id == id);
            found.map(ComponentId::new)
        };
        match code {
            "fragmentation/handoff" => {
                let (from, to) = place.split_once('>')?;
                Some(Topic::Handoff(component(from)?, component(to)?))
            }
            "fragmentation/pathway" => {
                let found = landscape.services.iter().position(|service| &*service.id == place);
                found.map(|service| Topic::Service(ServiceId::new(service)))
            }
            "accountability/none" | "overlap/accountability" => Some(Topic::Commissioners),
            "fragmentation/payer" => component(place).map(Topic::Payer),
            code if ["gap/", "overlap/", "evidence/"].iter().any(|family| code.starts_with(family)) => {
                if place.contains('/') {
                    return Some(Topic::Rest);
                }
                let function = |id: &str| landscape.functions.iter().position(|function| &*function.id == id);
                let function = parts.next().and_then(function).map_or(COMMISSION, FunctionId::new);
                component(place).map(|component| Topic::Function(component, function))
            }
            _ => Some(Topic::Rest),
        }
    }

    /// Whether findings of a code can be on the topic.
    pub fn has_code(&self, code: &str) -> bool {
        match self {
            Topic::Function(..) => {
                code.starts_with("gap/")
                    || (code.starts_with("overlap/") && code != "overlap/accountability")
                    || code.starts_with("evidence/")
            }
            Topic::Payer(_) => code == "fragmentation/payer",
            Topic::Handoff(..) => code == "fragmentation/handoff",
            Topic::Service(_) => code == "fragmentation/pathway",
            Topic::Commissioners => matches!(code, "accountability/none" | "overlap/accountability"),
            Topic::Rest => true,
        }
    }

    /// The components whose coverage it depends on; `None`: all.
    pub fn components(&self, landscape: &Landscape) -> Option<BTreeSet<ComponentId>> {
        match self {
            Topic::Function(component, _) | Topic::Payer(component) => Some(BTreeSet::from([*component])),
            Topic::Handoff(from, to) => Some(BTreeSet::from([*from, *to])),
            Topic::Service(service) => Some(of_service(landscape, *service)),
            Topic::Commissioners | Topic::Rest => None,
        }
    }

    /// Whether it can depend on a responsibility, on one side.
    pub fn asks(self, side: Side<'_>) -> Box<dyn Fn(&Responsibility) -> bool> {
        let commission = |fact: &Responsibility| fact.function == COMMISSION;
        match self {
            Topic::Function(component, function) => {
                Box::new(move |fact| fact.function == function && fact.components.contains(&component))
            }
            Topic::Payer(component) => Box::new(move |fact| {
                (commission(fact) || fact.function == FUND) && fact.components.contains(&component)
            }),
            Topic::Handoff(..) | Topic::Service(_) => {
                let components = self.components(side.landscape).unwrap_or_default();
                Box::new(move |fact| commission(fact) && fact.components.iter().any(|one| components.contains(one)))
            }
            Topic::Commissioners => {
                let of_interest = unanswering(side);
                Box::new(move |fact| commission(fact) && of_interest.iter().any(|(one, kind)| fact.names(*one, *kind)))
            }
            Topic::Rest => Box::new(|_| false),
        }
    }

    /// Whether its findings can be those of a reform's ledger.
    pub fn asks_the_ledger(&self) -> bool {
        matches!(self, Topic::Function(..))
    }
}

/// A service's components, and those where its pathway leads.
pub fn of_service(landscape: &Landscape, service: ServiceId) -> BTreeSet<ComponentId> {
    let own = landscape.components.iter().enumerate().filter(|(_, component)| component.services.contains(&service));
    own.flat_map(|(place, component)| {
        std::iter::once(ComponentId::new(place)).chain(component.leads_to.iter().copied())
    })
    .collect()
}

/// Live bodies, each with its kind, for whom it matters whether they commission anything: no chain leads from them to
/// where accountability may end, or they answer to several.
fn unanswering(side: Side<'_>) -> Vec<(OrganisationId, KindId)> {
    let situation = side.landscape.at(side.day, side.bare_law);
    let facts = Facts::about(&situation, std::sync::Arc::default(), |_| false);
    let ties = facts.accountable();
    let kind = |one: OrganisationId| side.landscape.organisations[one.index()].kind;
    let top = |one: &OrganisationId| side.landscape.kinds[kind(*one).index()].top;
    let answering = ties.reaching(situation.live_organisations().filter(top));
    let any_top = side.landscape.kinds.iter().any(|kind| kind.top);
    situation
        .live_organisations()
        .filter(|one| (any_top && !answering.contains(one.index())) || ties.from(*one).len() > 1)
        .map(|one| (one, kind(one)))
        .collect()
}
