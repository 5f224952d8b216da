//! What is asked of a repair: which findings are to go, and who may do what.

use super::choices::{Deed, kind};
use crate::analysis::Facts;
use crate::checks::{Finding, Severity, judge};
use crate::landscape::{KindId, Landscape, Selector, ServiceId};
use crate::model::{Costs, MAKERS, Vehicle};
use crate::reform::Proposed;

/// What is asked of a repair.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Findings of these codes; none: all gaps and overlaps, and handoffs that nobody bridges.
    pub only: Vec<String>,
    /// These findings, by key; none: all of those codes.
    pub findings: Vec<String>,
    /// Findings of these services.
    pub services: Option<Vec<ServiceId>>,
    /// What this kind of body can do by itself.
    pub actor: Option<KindId>,
    /// At most so many changes.
    pub max: Option<usize>,
    /// Only changes that do what they should in every reading of disputes.
    pub no_regret: bool,
    /// What changes cost.
    pub costs: Costs,
    /// Whether what no law requires is left out.
    pub bare_law: bool,
}

/// The findings that are to go: errors and warnings that nobody has accepted, by severity, key and certainty.
pub(super) fn targets(facts: &Facts<'_>, asked: &Asked) -> Vec<Finding> {
    let mut findings = judge(facts, asked.services.as_deref()).findings;
    findings.retain(|finding| {
        let code = finding.code;
        let by_itself = code.starts_with("gap/") || code.starts_with("overlap/") || code == "fragmentation/handoff";
        let of_code = match asked.only.as_slice() {
            [] => by_itself || asked.findings.contains(&finding.key),
            codes => codes.iter().any(|wanted| wanted == code),
        };
        let named = asked.findings.is_empty() || asked.findings.contains(&finding.key);
        !finding.accepted && finding.severity != Severity::Note && of_code && named
    });
    findings
}

impl Asked {
    /// Whether whoever is asked about may make a change by itself.
    pub(super) fn may(&self, landscape: &Landscape, deed: &Deed) -> bool {
        let Some(actor) = self.actor else { return true };
        match self.costs.vehicle(deed.kind) {
            Vehicle::Agreement => parties(deed).iter().all(|one| kind(landscape, *one) == actor),
            Vehicle::Delegation => {
                let holders = deed.steps.iter().filter_map(|step| match step {
                    Proposed::Delegate { from, .. } | Proposed::Transfer { from, .. } => Some(*from),
                    Proposed::Assign { holder, .. } | Proposed::End { holder, .. } => Some(*holder),
                    Proposed::Arrange { .. } => None,
                });
                let members = deed.steps.iter().flat_map(members);
                holders.chain(members.copied()).all(|one| kind(landscape, one) == actor)
            }
            vehicle => maker(vehicle).is_some_and(|maker| maker.kinds.contains(&&*landscape.kinds[actor.index()].id)),
        }
    }

    /// Whether it may make some bodies agree.
    pub(super) fn may_agree(&self, landscape: &Landscape, members: &[Selector]) -> bool {
        let pact = super::Pact { charging: false, components: Vec::new(), members: members.to_vec() };
        self.may(landscape, &pact.deed(self.bare_law))
    }
}

/// The bodies that a change is about.
pub(super) fn parties(deed: &Deed) -> Vec<Selector> {
    let mut parties: Vec<Selector> = Vec::new();
    for step in &deed.steps {
        match step {
            Proposed::Assign { holder, .. } | Proposed::End { holder, .. } => parties.push(*holder),
            Proposed::Transfer { from, to, .. } | Proposed::Delegate { from, to, .. } => parties.extend([*from, *to]),
            Proposed::Arrange { members, .. } => parties.extend(members),
        }
    }
    parties.sort_unstable();
    parties.dedup();
    parties
}

fn members(step: &Proposed) -> &[Selector] {
    match step {
        Proposed::Arrange { members, .. } => members,
        _ => &[],
    }
}

/// Who makes what the bodies concerned cannot make themselves.
pub(super) fn maker(vehicle: Vehicle) -> Option<&'static crate::model::Maker> {
    MAKERS.iter().find(|maker| maker.vehicles.contains(&vehicle))
}
