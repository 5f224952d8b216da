//! Steps that make one body of several, or several of one; and what passes to those that follow.

use std::sync::Arc;

use super::world::World;
use crate::day::Period;
use crate::landscape::{
    ArrangementId, ClassId, KindId, Named, NewBody, OrganisationId, OwnFootprint, PartOfSplit, RelationId,
    Responsibility, ResponsibilityId, Selector,
};
use crate::source::Problem;

impl World<'_> {
    /// Makes one body of several, with all they had, each thing for the cells it covered.
    pub(super) fn merge(&mut self, named: &[Named<Selector>], into: &NewBody) {
        let mut merged: Vec<OrganisationId> = Vec::new();
        for name in named {
            for one in self.live(*name) {
                let kind = self.organisation(one).kind;
                if kind != into.kind {
                    let (id, of, to) = (self.id_of(one), self.kind_id(kind), self.kind_id(into.kind));
                    let problem = Problem::new(
                        name.at,
                        format!("`{id}` is of the kind `{of}` and cannot merge into one of the kind `{to}`"),
                    )
                    .also(into.at, "what begins")
                    .help("bodies merge with others of their kind; to pass responsibilities to another kind, transfer them");
                    self.say(problem);
                }
                if !merged.contains(&one) {
                    merged.push(one);
                }
            }
        }
        if merged.len() < 2 && !self.failed() && !named.iter().any(|name| self.is_unsure(name.what)) {
            let at = named.first().map_or(self.at, |name| name.at);
            self.say_at(at, "a merger needs two bodies or more", "name all that merge in `organisations`");
        }
        if !self.may_begin(into) || self.failed() || merged.len() < 2 {
            self.give_up_on(merged.into_iter().chain([into.id]));
            return;
        }
        let all = self.footprint(&merged);
        let own = merged.iter().any(|one| self.organisation(*one).footprint.is_some());
        self.pass_on(&merged, &[into.id], into.kind);
        self.add_heir(into, own.then_some(all.as_slice()));
        for one in &merged {
            self.landscape.organisations[one.index()].successors = vec![into.id];
            self.hand_over(*one);
        }
        // What they had only inherited comes to it as to their successor.
        for class in self.named_in_within(&merged) {
            self.hand_class(class, &merged, into.kind, into.id);
        }
        self.touch_bodies(merged, None);
        self.look_again();
    }

    /// Makes several bodies of one, each with what it had, within its areas.
    pub(super) fn split(&mut self, named: Named<OrganisationId>, into: &[PartOfSplit]) {
        let one = named.what;
        let lives = !self.live(Named { what: Selector::Organisation(one), at: named.at }).is_empty();
        for part in into {
            self.may_begin(&part.body);
        }
        let all = if lives { self.footprint(&[one]) } else { Vec::new() };
        let parts: Vec<(OrganisationId, Vec<ClassId>)> = into
            .iter()
            .map(|part| {
                let listed =
                    |class: &ClassId| part.areas.is_none_or(|list| self.landscape.geography.lists(list, *class));
                (part.body.id, all.iter().copied().filter(listed).collect())
            })
            .collect();
        if lives {
            self.check_parts(named, into, &all, &parts);
        }
        if !lives || self.failed() {
            self.give_up_on(into.iter().map(|part| part.body.id).chain([one]));
            return;
        }
        let kind = into[0].body.kind;
        let of_one_kind = into.iter().all(|part| part.body.kind == kind) && self.organisation(one).kind == kind;
        let named_in = self.named_in_within(&[one]);
        // What it had only inherited, others may inherit beside it: then its parts have lists, and take nothing from them.
        let own = self.organisation(one).footprint.is_some() || all.iter().any(|class| !named_in.contains(class));
        for (part, (_, classes)) in into.iter().zip(&parts) {
            self.add_heir(&part.body, own.then_some(classes.as_slice()));
        }
        let heirs: Vec<OrganisationId> = parts.iter().map(|(id, _)| *id).collect();
        if of_one_kind {
            self.pass_on(&[one], &heirs, kind);
        } else {
            self.pass_on_across_kinds(one, &heirs);
        }
        self.landscape.organisations[one.index()].successors = heirs;
        self.hand_over(one);
        for class in named_in {
            let place = parts.iter().position(|(_, classes)| classes.contains(&class)).unwrap_or(0);
            self.hand_class(class, &[one], into[place].body.kind, parts[place].0);
        }
        self.touch_bodies(vec![one], None);
        self.look_again();
    }

    /// Each area must be in exactly one part, and no part may have another's.
    fn check_parts(
        &mut self,
        named: Named<OrganisationId>,
        into: &[PartOfSplit],
        all: &[ClassId],
        parts: &[(OrganisationId, Vec<ClassId>)],
    ) {
        let id = self.id_of(named.what).to_owned();
        let example = |world: &Self, class: ClassId| {
            let area = world.landscape.areas.classes[class.index()].areas[0];
            world.landscape.areas.id(area).to_owned()
        };
        for class in all {
            let has: Vec<usize> = (0..parts.len()).filter(|place| parts[*place].1.contains(class)).collect();
            let area = example(self, *class);
            match has.as_slice() {
                [_] => continue,
                [] => {
                    let count: usize = all
                        .iter()
                        .filter(|class| parts.iter().all(|(_, classes)| !classes.contains(class)))
                        .map(|class| self.landscape.areas.classes[class.index()].areas.len())
                        .sum();
                    let others = match count {
                        1 => "one area".to_owned(),
                        count => format!("{count} areas, the first of them"),
                    };
                    self.say_at(
                        named.at,
                        format!("the split of `{id}` leaves {others} `{area}`, in no part"),
                        "put every area of the body into exactly one [[step.into]]",
                    );
                }
                [first, second, ..] => {
                    let problem = Problem::new(
                        into[*second].areas_at,
                        format!("the split of `{id}` puts the area `{area}` into two parts"),
                    )
                    .also(into[*first].areas_at, "the other part")
                    .help("put every area of the body into exactly one [[step.into]]");
                    self.say(problem);
                }
            }
            // One is enough to show what is wrong.
            return;
        }
        for part in into {
            let Some(list) = part.areas else { continue };
            let outside = self.landscape.geography.list(list).find(|class| !all.contains(class));
            if let Some(class) = outside {
                let area = example(self, class);
                self.say_at(
                    part.areas_at,
                    format!("the area `{area}` is not one of `{id}`, so no part of it can have it"),
                    "name only areas that the body covers; do = \"redraw\" moves areas between bodies",
                );
                return;
            }
        }
    }

    /// Passes what bodies hold, are tied to and take part in to those that follow; all are of one kind.
    fn pass_on(&mut self, from: &[OrganisationId], heirs: &[OrganisationId], kind: KindId) {
        let merger = from.len() > 1;
        for place in 0..self.landscape.responsibilities.len() {
            let fact = self.landscape.responsibilities[place].clone();
            let id = ResponsibilityId::new(place);
            let named: Vec<OrganisationId> = from.iter().copied().filter(|one| fact.names(*one, kind)).collect();
            if fact.period == Period::NEVER || fact.period.ended_by(self.on) || named.is_empty() {
                continue;
            }
            self.done.responsibilities.push(id);
            // What all of the kind hold, those that follow hold too.
            if matches!(fact.holder, Selector::Kind(_)) && fact.only.is_none() {
                continue;
            }
            let classes = self.classes_held(&fact, &named);
            match (&fact.holder, &fact.only) {
                (Selector::Kind(_), Some(only)) => {
                    let rest: Vec<OrganisationId> = only.iter().copied().filter(|one| !named.contains(one)).collect();
                    if rest.is_empty() {
                        self.end_responsibility(id);
                    } else {
                        self.changed(id).only = Some(Arc::from(rest));
                    }
                }
                _ => self.end_responsibility(id),
            }
            for heir in heirs {
                let areas = if merger { Some(self.geography().add_list(classes.iter().copied())) } else { fact.areas };
                let passed = Responsibility {
                    holder: Selector::Organisation(*heir),
                    only: None,
                    areas,
                    period: self.rest(fact.period),
                    at: self.at,
                    ..fact.clone()
                };
                self.begin_responsibility(passed, self.at);
            }
        }
        self.pass_relations(from, heirs);
        self.pass_memberships(from, heirs);
    }

    /// The same where the parts are of other kinds than the whole: what its kind holds, they hold one by one.
    fn pass_on_across_kinds(&mut self, one: OrganisationId, heirs: &[OrganisationId]) {
        let kind = self.organisation(one).kind;
        for place in 0..self.landscape.responsibilities.len() {
            let fact = self.landscape.responsibilities[place].clone();
            if fact.period == Period::NEVER || fact.period.ended_by(self.on) || !fact.names(one, kind) {
                continue;
            }
            let id = ResponsibilityId::new(place);
            self.done.responsibilities.push(id);
            let by_kind = matches!(fact.holder, Selector::Kind(_)) && fact.only.is_none();
            if !by_kind && !self.somebody_else(&fact, one) {
                self.end_responsibility(id);
            }
            for heir in heirs {
                if by_kind && self.organisation(*heir).kind == kind {
                    continue;
                }
                let passed = Responsibility {
                    holder: Selector::Organisation(*heir),
                    only: None,
                    period: self.rest(fact.period),
                    at: self.at,
                    ..fact.clone()
                };
                self.begin_responsibility(passed, self.at);
            }
        }
        self.pass_relations(&[one], heirs);
        self.pass_memberships(&[one], heirs);
    }

    fn somebody_else(&self, fact: &Responsibility, one: OrganisationId) -> bool {
        fact.only.as_ref().is_some_and(|only| only.iter().any(|other| *other != one))
    }

    /// Relations of the bodies become relations of those that follow.
    fn pass_relations(&mut self, from: &[OrganisationId], to: &[OrganisationId]) {
        for place in 0..self.landscape.relations.len() {
            let relation = self.landscape.relations[place].clone();
            let names = |side: Selector| matches!(side, Selector::Organisation(one) if from.contains(&one));
            if relation.period.ended_by(self.on) || !(names(relation.who) || names(relation.to)) {
                continue;
            }
            let sides = |side: Selector| -> Vec<Selector> {
                if names(side) { to.iter().map(|one| Selector::Organisation(*one)).collect() } else { vec![side] }
            };
            let id = RelationId::new(place);
            self.end_relation(id);
            for who in sides(relation.who) {
                for other in sides(relation.to) {
                    if who == other && matches!(who, Selector::Organisation(_)) {
                        continue;
                    }
                    let mut passed = relation.clone();
                    (passed.who, passed.to) = (who, other);
                    if names(relation.who) {
                        passed.who_text = self.selector_text(who).into();
                    }
                    if names(relation.to) {
                        passed.to_text = self.selector_text(other).into();
                    }
                    passed.period = self.rest(relation.period);
                    passed.at = self.at;
                    self.landscape.touched.relations.insert(RelationId::new(self.landscape.relations.len()));
                    self.landscape.relations.push(passed);
                }
            }
        }
    }

    /// Those that follow take the bodies' places in arrangements; one that is left with a single member ends.
    fn pass_memberships(&mut self, from: &[OrganisationId], to: &[OrganisationId]) {
        for place in 0..self.landscape.arrangements.len() {
            let arrangement = &self.landscape.arrangements[place];
            let leaves = |member: &Selector| matches!(member, Selector::Organisation(one) if from.contains(one));
            if arrangement.period.ended_by(self.on) || !arrangement.members.iter().any(leaves) {
                continue;
            }
            let mut members: Vec<Selector> = Vec::new();
            for member in &arrangement.members {
                let follow: Vec<Selector> = if leaves(member) {
                    to.iter().map(|one| Selector::Organisation(*one)).collect()
                } else {
                    vec![*member]
                };
                for one in follow {
                    if !members.contains(&one) {
                        members.push(one);
                    }
                }
            }
            let id = ArrangementId::new(place);
            if matches!(members.as_slice(), [Selector::Organisation(_)]) {
                self.end_arrangement(id);
            } else {
                self.landscape.arrangements[place].members = members;
                self.landscape.touched.arrangements.insert(id);
                self.done.arrangements.push(id);
            }
        }
    }

    /// Begins an heir: of bodies that gave their own footprint with a list of its own, else by `within`.
    fn add_heir(&mut self, body: &NewBody, listed: Option<&[ClassId]>) {
        let footprint = listed.map(|classes| OwnFootprint::Listed(self.geography().add_list(classes.iter().copied())));
        self.add_body(body, footprint);
        if footprint.is_some() {
            self.landscape.touched.listed.insert(body.id);
        }
    }

    /// Ends a body whose areas its heirs have already: nothing is left to pass on from its own footprint.
    fn hand_over(&mut self, one: OrganisationId) {
        self.landscape.organisations[one.index()].footprint = None;
        self.end_organisation(one);
    }

    /// The classes whose `within` names one of some bodies on the day.
    fn named_in_within(&self, bodies: &[OrganisationId]) -> Vec<ClassId> {
        let names = |within: &[(KindId, OrganisationId, Period)]| {
            within.iter().any(|(_, organisation, period)| bodies.contains(organisation) && period.includes(self.on))
        };
        let classes = self.landscape.geography.within.iter().enumerate();
        classes.filter(|(_, within)| names(within)).map(|(place, _)| ClassId::new(place)).collect()
    }

    /// From the day on, the areas of a class lie within one body in the place of those that it follows.
    fn hand_class(&mut self, class: ClassId, from: &[OrganisationId], kind: KindId, to: OrganisationId) {
        let mut within = self.landscape.geography.within[class.index()].clone();
        for (of, organisation, period) in &mut within {
            if from.contains(organisation) && *period != Period::NEVER && !period.ended_by(self.on) {
                let cut = self.cut(*period);
                *period = if cut.is_empty() { Period::NEVER } else { cut };
                self.landscape.touched.within.insert((class, *of, *organisation, *period));
            }
        }
        let begun = self.onwards(None);
        within.push((kind, to, begun));
        self.landscape.touched.within.insert((class, kind, to, begun));
        within.sort_unstable();
        within.dedup();
        self.geography().within[class.index()] = within;
    }
}
