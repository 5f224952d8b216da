//! Whoever holds something must on some day have somewhere to hold it.

use fixedbitset::FixedBitSet;
use rustc_hash::FxHashSet;

use crate::landscape::areas::Areas;
use crate::landscape::facts::{Organisation, OwnFootprint, Responsibility, Selector};
use crate::landscape::footprint::{Places, days_of_change};
use crate::landscape::ids::{ClassId, OrganisationId};
use crate::model::Model;
use crate::source::{Problem, Problems};

/// A holder (each one, of a kind) that on no day has any area is a problem; so is one of `areas` that on no day is in
/// the footprint of any holder.
pub(super) fn check(
    model: &Model,
    organisations: &[Organisation],
    areas: &Areas,
    responsibilities: &[Option<Responsibility>],
    problems: &mut Problems,
) {
    if areas.is_empty() {
        return;
    }
    let mut ever = Ever {
        organisations,
        areas,
        inherited: None,
    };
    let mut asked: FxHashSet<Selector> = FxHashSet::default();
    for (written, responsibility) in model.responsibilities.iter().zip(responsibilities) {
        let Some(responsibility) = responsibility else { continue };
        let holders = holders(organisations, responsibility.holder);
        if asked.insert(responsibility.holder) {
            for holder in &holders {
                if !ever.has_any(*holder) {
                    let organisation = &organisations[holder.index()];
                    problems.push(
                        Problem::new(
                            written.holder.at,
                            format!("the holder `{}` on no day has any area", organisation.id),
                        )
                        .also(organisation.at, "declared here")
                        .help("name it in the `within` of an area, or give it a `footprint`"),
                    );
                }
            }
        }
        for name in written.areas.as_deref().unwrap_or_default() {
            if let Some(area) = areas.find(&name.value)
                && !holders.iter().any(|holder| ever.has(*holder, areas.class(area)))
            {
                problems.push(
                    Problem::new(
                        name.at,
                        format!(
                            "`{}` is on no day in the footprint of the holder `{}`",
                            name.value,
                            written.holder.text()
                        ),
                    )
                    .also(written.holder.at, "the holder"),
                );
            }
        }
    }
}

fn holders(organisations: &[Organisation], selector: Selector) -> Vec<OrganisationId> {
    match selector {
        Selector::Organisation(one) => vec![one],
        Selector::Kind(kind) => (0..organisations.len())
            .filter(|place| organisations[*place].kind == kind)
            .map(OrganisationId::new)
            .collect(),
    }
}

/// What organisations have on any day at all.
struct Ever<'a> {
    organisations: &'a [Organisation],
    areas: &'a Areas,
    /// Organisation × class over all days; worked out only when the plain facts do not settle the question.
    inherited: Option<FixedBitSet>,
}

impl Ever<'_> {
    fn has_any(&mut self, organisation: OrganisationId) -> bool {
        let classes = self.areas.classes.len();
        (0..classes).any(|class| self.has_of_its_own(organisation, class))
            || (0..classes).any(|class| self.inherits(organisation, class))
    }

    fn has(&mut self, organisation: OrganisationId, class: ClassId) -> bool {
        self.has_of_its_own(organisation, class.index()) || self.inherits(organisation, class.index())
    }

    fn has_of_its_own(&self, organisation: OrganisationId, class: usize) -> bool {
        let class = &self.areas.classes[class];
        let body = &self.organisations[organisation.index()];
        match body.footprint {
            Some(OwnFootprint::Everywhere) => true,
            Some(OwnFootprint::Listed(list)) => class.lists.contains(&list),
            None => class
                .within
                .iter()
                .any(|(_, within, period)| *within == organisation && period.meets(body.period)),
        }
    }

    fn inherits(&mut self, organisation: OrganisationId, class: usize) -> bool {
        let (organisations, areas) = (self.organisations, self.areas);
        let classes = areas.classes.len();
        let inherited = self.inherited.get_or_insert_with(|| {
            let mut ever = FixedBitSet::with_capacity(organisations.len() * classes);
            for day in days_of_change(organisations, &areas.classes) {
                let places = Places::on(organisations, &areas.classes, day);
                for body in 0..organisations.len() {
                    for class in places.of(OrganisationId::new(body)) {
                        ever.insert(body * classes + class.index());
                    }
                }
            }
            ever
        });
        inherited.contains(organisation.index() * classes + class)
    }
}
