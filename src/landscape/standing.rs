//! Who lives on a day, and who covers what: all that liveness of a fact depends on.

use fixedbitset::FixedBitSet;
use smallvec::SmallVec;

use super::footprint::Places;
use super::ids::{ClassId, KindId, OrganisationId};
use super::{Landscape, Responsibility, Selector};
use crate::day::{Day, Period};

/// Organisations and their footprints on one day.
#[derive(Debug)]
pub struct Standing {
    day: Day,
    live: FixedBitSet,
    live_of_kind: Vec<Vec<OrganisationId>>,
    places: Places,
}

impl Standing {
    /// Works out who lives and where.
    pub fn on(landscape: &Landscape, day: Day) -> Self {
        let mut live = FixedBitSet::with_capacity(landscape.organisations.len());
        let mut live_of_kind = vec![Vec::new(); landscape.kinds.len()];
        for (place, organisation) in landscape.organisations.iter().enumerate() {
            if organisation.period.includes(day) {
                live.insert(place);
                live_of_kind[organisation.kind.index()].push(OrganisationId::new(place));
            }
        }
        let places = Places::on(&landscape.organisations, &landscape.geography, day);
        Standing { day, live, live_of_kind, places }
    }

    /// Whether a fact with these dates that names these bodies is live: asked here only.
    pub fn is_live(&self, period: Period, bodies: &[Selector]) -> bool {
        period.includes(self.day)
            && bodies.iter().all(|selector| match selector {
                Selector::Organisation(organisation) => self.lives(*organisation),
                Selector::Kind(kind) => self.count_of_kind(*kind) > 0,
            })
    }

    /// Whether a responsibility is live.
    pub fn responsibility_is_live(&self, fact: &Responsibility) -> bool {
        self.is_live(fact.period, &[fact.holder])
            && fact.only.as_ref().is_none_or(|only| only.iter().any(|one| self.lives(*one)))
    }

    /// The live holders of a responsibility, in order.
    pub fn holders(&self, fact: &Responsibility) -> SmallVec<[OrganisationId; 1]> {
        let mut holders = self.live_of(fact.holder);
        if let Some(only) = &fact.only {
            holders.retain(|one| only.contains(one));
        }
        holders
    }

    /// Whether an organisation is live.
    pub fn lives(&self, organisation: OrganisationId) -> bool {
        self.live.contains(organisation.index())
    }

    /// How many of a kind are live.
    pub fn count_of_kind(&self, kind: KindId) -> usize {
        self.live_of_kind[kind.index()].len()
    }

    /// The live organisations, in the order of the landscape.
    pub fn live_organisations(&self) -> impl Iterator<Item = OrganisationId> + '_ {
        self.live.ones().map(OrganisationId::new)
    }

    /// The live organisations that a selector selects, in the order of the landscape.
    pub fn live_of(&self, selector: Selector) -> SmallVec<[OrganisationId; 1]> {
        match selector {
            Selector::Organisation(one) if self.lives(one) => SmallVec::from_slice(&[one]),
            Selector::Organisation(_) => SmallVec::new(),
            Selector::Kind(kind) => SmallVec::from_slice(&self.live_of_kind[kind.index()]),
        }
    }

    /// Whether an organisation covers a class.
    pub fn covers(&self, organisation: OrganisationId, class: ClassId) -> bool {
        self.places.covers(organisation, class)
    }

    /// The live organisations of a kind that cover a class.
    pub fn of_kind_at(&self, kind: KindId, class: ClassId) -> impl Iterator<Item = OrganisationId> + '_ {
        self.places.of_kind(class, kind).iter().map(|(_, organisation)| *organisation)
    }

    /// The live organisations that cover a class, each with its kind, by kind.
    pub fn covering(&self, class: ClassId) -> &[(KindId, OrganisationId)] {
        self.places.all(class)
    }

    /// The classes that an organisation covers, those without people included.
    pub fn footprint(&self, organisation: OrganisationId) -> impl Iterator<Item = ClassId> + '_ {
        self.places.of(organisation)
    }
}
