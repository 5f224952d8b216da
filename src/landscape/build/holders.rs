//! Whoever holds something must on some day have somewhere to hold it.

use std::cell::OnceCell;

use fixedbitset::FixedBitSet;
use rustc_hash::FxHashSet;

use crate::day::{Day, Period};
use crate::landscape::areas::Areas;
use crate::landscape::facts::{Organisation, OwnFootprint, Responsibility, Selector};
use crate::landscape::footprint::{days_of_change, inherits_on};
use crate::landscape::geography::Geography;
use crate::landscape::ids::{ClassId, OrganisationId};
use crate::model::Model;
use crate::source::{Problem, Problems};

/// A holder (each one, of a kind) that on no day has any area is a problem; so is one of `areas` that on no day is in
/// the footprint of any holder.
pub(super) fn check(
    model: &Model,
    organisations: &[Organisation],
    (areas, geography): (&Areas, &Geography),
    responsibilities: &[Option<Responsibility>],
    problems: &mut Problems,
) {
    if areas.is_empty() {
        return;
    }
    let ever = Ever::new(organisations, geography);
    let mut asked: FxHashSet<Selector> = FxHashSet::default();
    for (written, responsibility) in model.responsibilities.iter().zip(responsibilities) {
        let Some(responsibility) = responsibility else { continue };
        let areas_named = written.areas.as_deref().unwrap_or_default();
        let is_new = asked.insert(responsibility.holder);
        if !is_new && areas_named.is_empty() {
            continue;
        }
        let holders = holders(organisations, responsibility.holder);
        if is_new {
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
        for name in areas_named {
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
            .filter(|place| organisations[*place].kind == kind && !organisations[*place].period.is_empty())
            .map(OrganisationId::new)
            .collect(),
    }
}

/// What organisations have on any day at all.
struct Ever<'a> {
    organisations: &'a [Organisation],
    geography: &'a Geography,
    /// For each organisation, the classes that it has by `footprint` or `within`, and when.
    own: Vec<Vec<(ClassId, Period)>>,
    /// For each organisation, those that name it as a successor.
    followed: Vec<Vec<OrganisationId>>,
    /// One day in each stretch of time on which footprints do not change; seldom asked for.
    days: OnceCell<Vec<Day>>,
}

impl<'a> Ever<'a> {
    fn new(organisations: &'a [Organisation], geography: &'a Geography) -> Self {
        let mut own = vec![Vec::new(); organisations.len()];
        let mut followed = vec![Vec::new(); organisations.len()];
        for (number, within) in geography.within.iter().enumerate() {
            for (_, within, period) in within {
                if organisations[within.index()].footprint.is_none() {
                    own[within.index()].push((ClassId::new(number), *period));
                }
            }
        }
        for (place, body) in organisations.iter().enumerate() {
            let all = (0..geography.classes()).map(ClassId::new);
            let classes: Vec<ClassId> = match body.footprint {
                Some(OwnFootprint::Everywhere) => all.collect(),
                Some(OwnFootprint::Listed(list)) => geography.list(list).collect(),
                None => Vec::new(),
            };
            own[place].extend(classes.into_iter().map(|class| (class, Period::ALWAYS)));
            for successor in &body.successors {
                followed[successor.index()].push(OrganisationId::new(place));
            }
        }
        Ever { organisations, geography, own, followed, days: OnceCell::new() }
    }

    fn has_any(&self, organisation: OrganisationId) -> bool {
        let life = self.organisations[organisation.index()].period;
        self.own[organisation.index()].iter().any(|(_, period)| period.meets(life)) || self.inherits(organisation, None)
    }

    fn has(&self, organisation: OrganisationId, class: ClassId) -> bool {
        let life = self.organisations[organisation.index()].period;
        self.own[organisation.index()].iter().any(|(own, period)| *own == class && period.meets(life))
            || self.inherits(organisation, Some(class))
    }

    /// Whether the organisation on some day has a class (any, where none is given) from those it follows.
    fn inherits(&self, organisation: OrganisationId, wanted: Option<ClassId>) -> bool {
        let body = &self.organisations[organisation.index()];
        if body.footprint.is_some() {
            return false;
        }
        let before = self.predecessors(organisation);
        if before.is_empty() {
            return false;
        }
        let mut classes: Vec<ClassId> = before
            .iter()
            .flat_map(|one| self.own[one.index()].iter().map(|(class, _)| *class))
            .filter(|class| wanted.is_none_or(|wanted| wanted == *class))
            .collect();
        classes.sort_unstable();
        classes.dedup();
        let covers = |day: Day| {
            let inherits =
                |class: &ClassId| inherits_on(self.organisations, self.geography, *class, day, organisation, &before);
            classes.iter().any(inherits)
        };
        // The day on which it begins is the likeliest, and mostly the only one that is asked.
        body.period.from().is_some_and(covers)
            || self
                .days
                .get_or_init(|| days_of_change(self.organisations, self.geography))
                .iter()
                .any(|day| body.period.includes(*day) && covers(*day))
    }

    /// All that the organisation may follow, directly or through others: those of them that end.
    fn predecessors(&self, organisation: OrganisationId) -> Vec<OrganisationId> {
        let ends = |one: &OrganisationId| self.organisations[one.index()].period.until().is_some();
        let mut seen = FixedBitSet::with_capacity(self.organisations.len());
        let mut all = Vec::new();
        let mut open = vec![organisation];
        while let Some(one) = open.pop() {
            for before in self.followed[one.index()].iter().copied().filter(ends) {
                if !seen.put(before.index()) {
                    all.push(before);
                    open.push(before);
                }
            }
        }
        all
    }
}
