//! Arrangements that a repair could make: bodies that act as one, or that pay for each other's residents.

use crate::landscape::{ComponentId, Selector};
use crate::model::{ArrangementType, ChangeKind};
use crate::reform::Proposed;

use super::choices::Deed;

/// An arrangement that a repair could make.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pact {
    /// Whether its members only pay for each other's residents.
    pub charging: bool,
    /// For which components, in order.
    pub components: Vec<ComponentId>,
    /// Who, in order.
    pub members: Vec<Selector>,
}

impl Pact {
    /// As a change; `required`: a law would lay it on its members.
    pub fn deed(&self, required: bool) -> Deed {
        let (kind, arrangement_type) = if self.charging {
            (ChangeKind::CrossCharge, ArrangementType::CrossCharging)
        } else {
            (ChangeKind::Arrange, ArrangementType::JointCommittee)
        };
        let (components, members) = (self.components.clone(), self.members.clone());
        Deed { kind, steps: vec![Proposed::Arrange { arrangement_type, components, members, required }] }
    }

    /// The same with more members.
    pub(super) fn with(&self, more: &[Selector]) -> Self {
        let mut members: Vec<Selector> = self.members.iter().chain(more).copied().collect();
        members.sort_unstable();
        members.dedup();
        Pact { members, ..self.clone() }
    }

    /// Whether it is for all components and has all members of another of its sort.
    pub(super) fn holds(&self, other: &Pact) -> bool {
        self.charging == other.charging
            && other.components.iter().all(|one| self.components.contains(one))
            && other.members.iter().all(|one| self.members.contains(one))
    }

    /// Whether it does what one for a component with some members would do.
    pub fn serves(&self, need: &Need, component: ComponentId) -> bool {
        self.charging == need.charging
            && self.components.contains(&component)
            && need.members.iter().all(|member| self.members.contains(member))
    }
}

/// What a choice about a component needs besides to be right: that some bodies act as one there, or pay for each other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Need {
    /// Whether it is enough that they pay.
    pub charging: bool,
    /// Who, in order.
    pub members: Vec<Selector>,
}

impl Need {
    /// The smallest arrangement that meets it.
    pub fn pact(&self, component: ComponentId) -> Pact {
        Pact { charging: self.charging, components: vec![component], members: self.members.clone() }
    }

    /// Whether the arrangement can be written: bodies act as one with somebody else.
    pub fn can_be_met(&self) -> bool {
        self.members.len() > 1 || (self.charging && matches!(self.members.as_slice(), [Selector::Kind(_)]))
    }
}

/// All sets of two or more of some things, the smaller ones first.
pub(super) fn sets_of_two_or_more(all: &[Selector]) -> Vec<Vec<Selector>> {
    let mut sets: Vec<Vec<Selector>> = (0_usize..1 << all.len())
        .filter(|bits| bits.count_ones() > 1)
        .map(|bits| (0..all.len()).filter(|place| bits >> place & 1 == 1).map(|place| all[place]).collect())
        .collect();
    sets.sort_by_key(Vec::len);
    sets
}
