//! What is live on one day: organisations, who covers what, responsibilities, arrangements, relations.

use smallvec::SmallVec;

use super::footprint::ever_had;
use super::ids::{
    AreaListId, ArrangementId, ClassId, ComponentId, KindId, OrganisationId, RelationId, ResponsibilityId,
};
use super::standing::Standing;
use super::{Arrangement, Cells, ExactSum, Landscape, Organisation, Relation, Responsibility, Selector};
use crate::day::Day;

/// A landscape on one day.
#[derive(Debug)]
pub struct Situation<'l> {
    /// The landscape.
    pub landscape: &'l Landscape,
    /// The day.
    pub day: Day,
    /// Whether what no law requires is left out.
    pub bare_law: bool,
    /// Who lives, and where.
    pub standing: Standing,
    /// Live responsibilities.
    pub responsibilities: Vec<ResponsibilityId>,
    /// Live arrangements.
    pub arrangements: Vec<LiveArrangement>,
    /// Live relations.
    pub relations: Vec<RelationId>,
    /// How many live facts do not say whether any law requires them.
    pub unsaid: Unsaid,
}

/// How many live facts do not say whether a law requires them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unsaid {
    /// Arrangements.
    pub arrangements: usize,
    /// Relations.
    pub relations: usize,
}

/// An arrangement on a day on which it is live.
#[derive(Debug)]
pub struct LiveArrangement {
    /// Which.
    pub id: ArrangementId,
    /// For each member as written, the live organisations that it stands for: of one that has ended, its successors.
    members: Vec<(Selector, SmallVec<[OrganisationId; 2]>)>,
    areas: Option<AreaListId>,
}

impl LiveArrangement {
    /// Whether an organisation is a member.
    pub fn has_member(&self, organisation: OrganisationId, kind: KindId) -> bool {
        self.members.iter().any(|(selector, bodies)| match selector {
            Selector::Kind(of) => *of == kind,
            Selector::Organisation(_) => bodies.contains(&organisation),
        })
    }

    /// The kinds that it has as members, of which two in one place are joined to nobody.
    pub fn kinds(&self) -> impl Iterator<Item = KindId> + '_ {
        self.members.iter().filter_map(|(selector, _)| match selector {
            Selector::Kind(kind) => Some(*kind),
            Selector::Organisation(_) => None,
        })
    }
}

impl<'l> Situation<'l> {
    pub(super) fn new(landscape: &'l Landscape, day: Day, bare_law: bool) -> Self {
        let mut situation = Situation {
            landscape,
            day,
            bare_law,
            standing: Standing::on(landscape, day),
            responsibilities: Vec::new(),
            arrangements: Vec::new(),
            relations: Vec::new(),
            unsaid: Unsaid::default(),
        };
        situation.responsibilities = (0..landscape.responsibilities.len())
            .filter(|place| situation.standing.responsibility_is_live(&landscape.responsibilities[*place]))
            .map(ResponsibilityId::new)
            .collect();
        situation.add_arrangements();
        situation.add_relations();
        situation
    }

    fn add_arrangements(&mut self) {
        for (place, arrangement) in self.landscape.arrangements.iter().enumerate() {
            if !arrangement.period.includes(self.day) {
                continue;
            }
            let members: Vec<_> =
                arrangement.members.iter().map(|member| (*member, self.standing_for(*member))).collect();
            let mut bodies: Vec<OrganisationId> =
                members.iter().flat_map(|(_, bodies)| bodies.iter().copied()).collect();
            bodies.sort_unstable();
            bodies.dedup();
            if bodies.len() < 2 {
                continue;
            }
            self.unsaid.arrangements += usize::from(arrangement.voluntary.is_none());
            // An arrangement that does not say is voluntary, a relation that does not say is not (docs/method.md).
            if !(self.bare_law && arrangement.voluntary.unwrap_or(true)) {
                self.arrangements.push(LiveArrangement {
                    id: ArrangementId::new(place),
                    members,
                    areas: arrangement.areas,
                });
            }
        }
    }

    fn add_relations(&mut self) {
        for (place, relation) in self.landscape.relations.iter().enumerate() {
            if self.standing.is_live(relation.period, &[relation.who, relation.to]) {
                self.unsaid.relations += usize::from(relation.voluntary.is_none());
                if !(self.bare_law && relation.voluntary.unwrap_or(false)) {
                    self.relations.push(RelationId::new(place));
                }
            }
        }
    }

    /// The live organisations that a member of an arrangement stands for.
    fn standing_for(&self, member: Selector) -> SmallVec<[OrganisationId; 2]> {
        match member {
            Selector::Kind(_) => self.live_of(member).iter().copied().collect(),
            Selector::Organisation(organisation) => self.itself_or_live_successors(organisation),
        }
    }

    /// The organisation while it lives; once it has ended, its live successors, through any that have ended too.
    pub fn itself_or_live_successors(&self, organisation: OrganisationId) -> SmallVec<[OrganisationId; 2]> {
        if self.lives(organisation) {
            SmallVec::from_slice(&[organisation])
        } else if self.organisation(organisation).period.ended_by(self.day) {
            self.live_successors(organisation)
        } else {
            SmallVec::new()
        }
    }

    /// The live successors of an organisation, through any that have ended too; in order.
    pub fn live_successors(&self, organisation: OrganisationId) -> SmallVec<[OrganisationId; 2]> {
        let mut found = SmallVec::new();
        let mut seen = vec![organisation];
        let mut open = vec![organisation];
        while let Some(next) = open.pop() {
            for successor in &self.organisation(next).successors {
                if seen.contains(successor) {
                    continue;
                }
                seen.push(*successor);
                if self.lives(*successor) {
                    found.push(*successor);
                } else if self.organisation(*successor).period.ended_by(self.day) {
                    open.push(*successor);
                }
            }
        }
        found.sort_unstable();
        found
    }

    fn organisation(&self, organisation: OrganisationId) -> &'l Organisation {
        &self.landscape.organisations[organisation.index()]
    }

    /// Whether an organisation is live.
    pub fn lives(&self, organisation: OrganisationId) -> bool {
        self.standing.lives(organisation)
    }

    /// How many of a kind are live.
    pub fn count_of_kind(&self, kind: KindId) -> usize {
        self.standing.count_of_kind(kind)
    }

    /// The live organisations, in the order of the landscape.
    pub fn live_organisations(&self) -> impl Iterator<Item = OrganisationId> + '_ {
        self.standing.live_organisations()
    }

    /// The live organisations that a selector selects, in the order of the landscape.
    pub fn live_of(&self, selector: Selector) -> SmallVec<[OrganisationId; 1]> {
        self.standing.live_of(selector)
    }

    /// Whether a component exists on the day.
    pub fn exists(&self, component: ComponentId) -> bool {
        self.landscape.components[component.index()].period.includes(self.day)
    }

    /// Whether an organisation covers a class.
    pub fn covers(&self, organisation: OrganisationId, class: ClassId) -> bool {
        self.standing.covers(organisation, class)
    }

    /// The live organisations of a kind that cover a class.
    pub fn of_kind_at(&self, kind: KindId, class: ClassId) -> impl Iterator<Item = OrganisationId> + '_ {
        self.standing.of_kind_at(kind, class)
    }

    /// The live organisations that cover a class, each with its kind, by kind.
    pub fn covering(&self, class: ClassId) -> &[(KindId, OrganisationId)] {
        self.standing.covering(class)
    }

    /// The classes where people live that an organisation covers.
    pub fn footprint(&self, organisation: OrganisationId) -> impl Iterator<Item = ClassId> + '_ {
        let populated = self.landscape.areas.populated;
        self.standing.footprint(organisation).filter(move |class| class.index() < populated)
    }

    /// How many people live in an organisation's footprint.
    pub fn residents(&self, organisation: OrganisationId) -> f64 {
        let mut sum = ExactSum::default();
        for class in self.footprint(organisation) {
            sum.add_sum(&self.landscape.areas.classes[class.index()].population);
        }
        sum.value()
    }

    /// The cells of an organisation's footprint.
    pub fn footprint_cells(&self, organisation: OrganisationId) -> Cells {
        self.landscape.cells_of(self.footprint(organisation))
    }

    /// The classes where people live that an organisation had by `footprint` or `within`, whatever the day.
    pub fn ever_had(&self, organisation: OrganisationId) -> Vec<ClassId> {
        let populated = self.landscape.areas.populated;
        let mut had = ever_had(self.landscape, organisation);
        had.retain(|class| class.index() < populated);
        had
    }

    /// Whether a list of areas (none: all of them) has a class.
    pub fn in_list_of_areas(&self, list: Option<AreaListId>, class: ClassId) -> bool {
        list.is_none_or(|list| self.landscape.geography.lists(list, class))
    }

    /// The responsibility behind an id.
    pub fn responsibility(&self, id: ResponsibilityId) -> &'l Responsibility {
        &self.landscape.responsibilities[id.index()]
    }

    /// The arrangement behind an id.
    pub fn arrangement(&self, id: ArrangementId) -> &'l Arrangement {
        &self.landscape.arrangements[id.index()]
    }

    /// The relation behind an id.
    pub fn relation(&self, id: RelationId) -> &'l Relation {
        &self.landscape.relations[id.index()]
    }

    /// Whether an arrangement's areas have a class.
    pub fn arrangement_is_in(&self, arrangement: &LiveArrangement, class: ClassId) -> bool {
        self.in_list_of_areas(arrangement.areas, class)
    }

    /// Whether an arrangement is limited to some areas.
    pub fn arrangement_is_local(&self, arrangement: &LiveArrangement) -> bool {
        arrangement.areas.is_some()
    }

    /// Whether a selector selects an organisation.
    pub fn selects(&self, selector: Selector, organisation: OrganisationId) -> bool {
        match selector {
            Selector::Organisation(one) => one == organisation,
            Selector::Kind(kind) => self.organisation(organisation).kind == kind && self.lives(organisation),
        }
    }
}
