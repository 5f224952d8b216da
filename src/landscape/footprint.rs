//! Who covers which classes on a day: footprints, `within`, and what passes to successors.

use fixedbitset::FixedBitSet;
use smallvec::{SmallVec, smallvec};

use super::Landscape;
use super::facts::{Organisation, OwnFootprint};
use super::geography::{Geography, Within};
use super::ids::{ClassId, KindId, OrganisationId};
use crate::day::{Day, Period};

/// Who covers each class on one day.
#[derive(Debug)]
pub(super) struct Places {
    /// For each class, who covers it: by kind, then by id; each once.
    at: Vec<Vec<(KindId, OrganisationId)>>,
    classes: usize,
    /// Organisation × class.
    covered: FixedBitSet,
}

impl Places {
    pub(super) fn on(organisations: &[Organisation], geography: &Geography, day: Day) -> Places {
        let own = OwnFootprints::new(organisations);
        let classes = geography.classes();
        let mut covered = FixedBitSet::with_capacity(organisations.len() * classes);
        let mut at = Vec::with_capacity(classes);
        for (number, within) in geography.within.iter().enumerate() {
            let mut here = Vec::new();
            let settle = Settle { organisations, within, day };
            for (_, organisation, period) in within {
                if period.includes(day) && organisations[organisation.index()].footprint.is_none() {
                    settle.give(*organisation, &mut here);
                }
            }
            for organisation in own.covering(geography, ClassId::new(number)) {
                settle.give(organisation, &mut here);
            }
            here.sort_unstable();
            here.dedup();
            for (_, organisation) in &here {
                covered.insert(organisation.index() * classes + number);
            }
            at.push(here);
        }
        Places { at, classes, covered }
    }

    /// Those of a kind that cover a class.
    pub(super) fn of_kind(&self, class: ClassId, kind: KindId) -> &[(KindId, OrganisationId)] {
        let here = &self.at[class.index()];
        let start = here.partition_point(|(k, _)| *k < kind);
        let len = here[start..].iter().take_while(|(k, _)| *k == kind).count();
        &here[start..start + len]
    }

    /// All that cover a class.
    pub(super) fn all(&self, class: ClassId) -> &[(KindId, OrganisationId)] {
        &self.at[class.index()]
    }

    /// Whether an organisation covers a class.
    pub(super) fn covers(&self, organisation: OrganisationId, class: ClassId) -> bool {
        self.covered.contains(organisation.index() * self.classes + class.index())
    }

    /// The classes that an organisation covers, those without people included.
    pub(super) fn of(&self, organisation: OrganisationId) -> impl Iterator<Item = ClassId> + '_ {
        let start = organisation.index() * self.classes;
        (0..self.classes).filter(move |class| self.covered.contains(start + class)).map(ClassId::new)
    }
}

/// Organisations that give their own footprint.
struct OwnFootprints {
    everywhere: Vec<OrganisationId>,
    listed: Vec<(super::ids::AreaListId, OrganisationId)>,
}

impl OwnFootprints {
    fn new(organisations: &[Organisation]) -> Self {
        let mut own = OwnFootprints { everywhere: Vec::new(), listed: Vec::new() };
        for (index, organisation) in organisations.iter().enumerate() {
            match organisation.footprint {
                Some(OwnFootprint::Everywhere) => own.everywhere.push(OrganisationId::new(index)),
                Some(OwnFootprint::Listed(list)) => own.listed.push((list, OrganisationId::new(index))),
                None => {}
            }
        }
        own.listed.sort_unstable();
        own
    }

    fn covering<'a>(&'a self, geography: &'a Geography, class: ClassId) -> impl Iterator<Item = OrganisationId> + 'a {
        let listed = self.listed.iter().filter(move |(list, _)| geography.lists(*list, class));
        self.everywhere.iter().copied().chain(listed.map(|(_, organisation)| *organisation))
    }
}

/// Gives one class to whoever has it on the day.
struct Settle<'a> {
    organisations: &'a [Organisation],
    /// What its areas lie within.
    within: &'a Within,
    day: Day,
}

impl Settle<'_> {
    /// `organisation` has the class by its own footprint or by `within`: it keeps it while it lives, and its live
    /// successors have it afterwards.
    fn give(&self, organisation: OrganisationId, here: &mut Vec<(KindId, OrganisationId)>) {
        let holder = &self.organisations[organisation.index()];
        if holder.period.includes(self.day) {
            here.push((holder.kind, organisation));
        } else if holder.period.ended_by(self.day) {
            let mut seen: SmallVec<[OrganisationId; 8]> = smallvec![organisation];
            let mut open: SmallVec<[OrganisationId; 8]> = smallvec![organisation];
            while let Some(ended) = open.pop() {
                for successor in &self.organisations[ended.index()].successors {
                    if seen.contains(successor) {
                        continue;
                    }
                    seen.push(*successor);
                    let heir = &self.organisations[successor.index()];
                    if heir.period.ended_by(self.day) {
                        open.push(*successor);
                    } else if heir.period.includes(self.day) && self.may_inherit(heir) {
                        here.push((heir.kind, *successor));
                    }
                }
            }
        }
    }

    /// An heir inherits nothing where it gives its own footprint, or where somebody live of its kind already is.
    fn may_inherit(&self, heir: &Organisation) -> bool {
        heir.footprint.is_none()
            && !self.within.iter().any(|(kind, organisation, period)| {
                *kind == heir.kind
                    && period.includes(self.day)
                    && self.organisations[organisation.index()].period.includes(self.day)
            })
    }
}

/// Whether an organisation that gives no footprint of its own covers a class on a day by following one of `before`.
pub(super) fn inherits_on(
    organisations: &[Organisation],
    geography: &Geography,
    class: ClassId,
    day: Day,
    organisation: OrganisationId,
    before: &[OrganisationId],
) -> bool {
    let mut here = Vec::new();
    let within = &geography.within[class.index()];
    let settle = Settle { organisations, within, day };
    for one in before {
        let has = match organisations[one.index()].footprint {
            Some(OwnFootprint::Everywhere) => true,
            Some(OwnFootprint::Listed(list)) => geography.lists(list, class),
            None => within.iter().any(|(_, within, period)| within == one && period.includes(day)),
        };
        if has {
            settle.give(*one, &mut here);
        }
    }
    here.iter().any(|(_, heir)| *heir == organisation)
}

/// The classes that an organisation had by `footprint` or `within`, whatever the day; inherited ones not included.
/// What a freeze dropped it never had.
pub(super) fn ever_had(landscape: &Landscape, organisation: OrganisationId) -> Vec<ClassId> {
    classes_of(landscape, organisation, |period| !period.is_empty())
}

/// The same with what it would have had, if it had not been dropped or given to another.
pub(super) fn ever_meant(landscape: &Landscape, organisation: OrganisationId) -> Vec<ClassId> {
    classes_of(landscape, organisation, |_| true)
}

fn classes_of(landscape: &Landscape, organisation: OrganisationId, counts: impl Fn(Period) -> bool) -> Vec<ClassId> {
    let geography = &landscape.geography;
    let footprint = landscape.organisations[organisation.index()].footprint;
    let has = |class: &ClassId| match footprint {
        Some(OwnFootprint::Everywhere) => true,
        Some(OwnFootprint::Listed(list)) => geography.lists(list, *class),
        None => {
            let within = &geography.within[class.index()];
            within.iter().any(|(_, within, period)| *within == organisation && counts(*period))
        }
    };
    (0..geography.classes()).map(ClassId::new).filter(has).collect()
}

/// One day in each stretch of time on which footprints do not change.
pub(super) fn days_of_change(organisations: &[Organisation], geography: &Geography) -> Vec<Day> {
    let mut days = Vec::new();
    let periods = organisations
        .iter()
        .map(|organisation| organisation.period)
        .chain(geography.within.iter().flatten().map(|(_, _, period)| *period));
    for period in periods {
        days.extend(period.from());
        days.extend(period.until().map(Day::next));
    }
    days.sort_unstable();
    days.dedup();
    match days.first() {
        Some(first) => days.insert(0, first.previous()),
        None => days.extend(Day::from_ymd(2000, 1, 1)),
    }
    days
}
