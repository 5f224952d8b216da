//! Steps about organisations: abolish, create; and what ends with them.

use super::world::World;
use crate::day::Period;
use crate::landscape::{
    ArrangementId, ClassId, KindId, Named, NewBody, Organisation, OrganisationId, OwnFootprint, RelationId,
    ResponsibilityId, Selector,
};
use crate::source::Problem;

impl World<'_> {
    /// Ends organisations the day before; their responsibilities and relations end with them.
    pub(super) fn abolish(&mut self, named: Named<Selector>, successors: Option<&[Named<OrganisationId>]>) {
        let ended = self.live(named);
        if let Some(successors) = successors {
            for successor in successors {
                let body = self.organisation(successor.what);
                if ended.contains(&successor.what) {
                    let message = format!("successors in a circle: `{}` cannot follow itself", body.id);
                    self.say_at(successor.at, message, "name the bodies that come after it");
                } else if body.period != Period::NEVER && body.period.ended_by(self.on) {
                    let problem = self.not_live(successor.what, successor.at);
                    self.say(problem);
                }
            }
            for one in &ended {
                self.landscape.organisations[one.index()].successors =
                    successors.iter().map(|named| named.what).filter(|successor| successor != one).collect();
            }
            self.check_circle(&ended, successors.first().map_or(named.at, |successor| successor.at));
        }
        if self.failed() || ended.is_empty() {
            self.give_up_on(ended);
            return;
        }
        let held = self.footprint(&ended);
        let cells = self.landscape.cells_of(held.into_iter().filter(|class| class.index() < self.grid_classes()));
        for one in &ended {
            self.end_organisation(*one);
        }
        self.touch_bodies(ended.clone(), Some(cells));
        self.look_again();
        self.end_with(&ended);
    }

    fn grid_classes(&self) -> usize {
        self.landscape.grid().classes
    }

    /// Ends what has lost all its holders, or one of its sides; counts what has lost some.
    fn end_with(&mut self, ended: &[OrganisationId]) {
        for place in 0..self.landscape.responsibilities.len() {
            let fact = &self.landscape.responsibilities[place];
            if fact.period.ended_by(self.on) || !ended.iter().any(|one| fact.names(*one, self.organisation(*one).kind))
            {
                continue;
            }
            let id = ResponsibilityId::new(place);
            if self.somebody_left(fact.holder, fact.only.as_deref()) {
                self.done.responsibilities.push(id);
                // Of one that was taken apart, the part of each body ends with it.
                if let Some(only) = &fact.only {
                    let left = only.iter().copied().filter(|one| !ended.contains(one)).collect();
                    self.landscape.responsibilities[place].only = Some(left);
                    self.landscape.touched.responsibilities.insert(id);
                }
            } else {
                self.end_responsibility(id);
            }
        }
        for place in 0..self.landscape.relations.len() {
            let relation = &self.landscape.relations[place];
            let names = |side: Selector| match side {
                Selector::Organisation(one) => ended.contains(&one),
                Selector::Kind(kind) => ended.iter().any(|one| self.organisation(*one).kind == kind),
            };
            if relation.period.ended_by(self.on) || !(names(relation.who) || names(relation.to)) {
                continue;
            }
            let lost = |side: Selector| names(side) && !self.somebody_left(side, None);
            if lost(relation.who) || lost(relation.to) {
                self.end_relation(RelationId::new(place));
            } else {
                self.done.relations.push(RelationId::new(place));
            }
        }
        for place in 0..self.landscape.arrangements.len() {
            let arrangement = &self.landscape.arrangements[place];
            let is_member = |one: &OrganisationId| arrangement.members.contains(&Selector::Organisation(*one));
            if !arrangement.period.ended_by(self.on) && ended.iter().any(is_member) {
                self.done.arrangements.push(ArrangementId::new(place));
            }
        }
    }

    /// Whether any of those named lives, or will.
    fn somebody_left(&self, named: Selector, only: Option<&[OrganisationId]>) -> bool {
        let comes = |one: OrganisationId| {
            let period = self.organisation(one).period;
            period != Period::NEVER && !period.ended_by(self.on)
        };
        match (named, only) {
            (Selector::Organisation(one), _) => comes(one),
            (Selector::Kind(_), Some(only)) => only.iter().any(|one| comes(*one)),
            (Selector::Kind(kind), None) => {
                let all = (0..self.landscape.organisations.len()).map(OrganisationId::new);
                all.into_iter().any(|one| self.organisation(one).kind == kind && comes(one))
            }
        }
    }

    pub(super) fn end_relation(&mut self, id: RelationId) {
        let period = self.cut(self.landscape.relations[id.index()].period);
        self.landscape.relations[id.index()].period = period;
        self.landscape.touched.relations.insert(id);
        self.done.relations.push(id);
    }

    /// Following successors must never lead back.
    fn check_circle(&mut self, from: &[OrganisationId], at: crate::source::Span) {
        for start in from {
            let mut seen = vec![*start];
            let mut open = vec![*start];
            while let Some(one) = open.pop() {
                for successor in &self.landscape.organisations[one.index()].successors {
                    if successor == start {
                        let id = self.id_of(*start).to_owned();
                        let message = format!("successors in a circle: this makes `{id}` follow itself");
                        if !self.failed() {
                            self.say_at(at, message, "a body is followed by bodies that came after it");
                        }
                        return;
                    }
                    if !seen.contains(successor) {
                        seen.push(*successor);
                        open.push(*successor);
                    }
                }
            }
        }
    }

    /// Begins organisations: those that the landscape knows, or new ones.
    pub(super) fn create(&mut self, known: &[Named<Selector>], new: &[NewBody]) {
        let mut losers: Vec<OrganisationId> = Vec::new();
        for named in known {
            losers.extend(self.bring_back(*named));
        }
        for body in new {
            if self.may_begin(body) {
                self.add_body(body, body.footprint);
            } else {
                self.give_up_on([body.id]);
            }
        }
        self.look_again_at(losers);
    }

    /// Who may lose areas by it.
    fn bring_back(&mut self, named: Named<Selector>) -> Vec<OrganisationId> {
        let dropped = |world: &Self, one: OrganisationId| match world.landscape.touched.dropped.get(&one) {
            Some(period) if world.organisation(one).period == Period::NEVER => Some(*period),
            _ => None,
        };
        let waiting: Vec<OrganisationId> = match named.what {
            Selector::Organisation(one) => vec![one].into_iter().filter(|one| dropped(self, *one).is_some()).collect(),
            Selector::Kind(kind) => {
                let all: Vec<(OrganisationId, Period)> = (0..self.landscape.organisations.len())
                    .map(OrganisationId::new)
                    .filter(|one| self.organisation(*one).kind == kind)
                    .filter_map(|one| Some((one, dropped(self, one)?)))
                    .collect();
                // Those that the landscape has live on the day; where it has none, all that it knows.
                let today = |(_, period): &&(OrganisationId, Period)| period.includes(self.on);
                let some_today = all.iter().any(|one| today(&one));
                all.iter().filter(|one| !some_today || today(one)).map(|(one, _)| *one).collect()
            }
        };
        if waiting.is_empty() {
            if self.is_unsure(named.what) {
                return Vec::new();
            }
            let live = self.standing.live_of(named.what);
            let text = self.selector_text(named.what);
            let problem = match named.what {
                Selector::Organisation(one) if !live.is_empty() => {
                    Problem::new(named.at, format!("`{text}` is already live on {}", self.on.in_words()))
                        .also(self.organisation(one).at, "declared here")
                        .help("leave the step out: what is live goes on")
                }
                Selector::Organisation(one) if self.organisation(one).period.begun_by(self.on) => {
                    self.not_live(one, named.at)
                }
                Selector::Organisation(one) => Problem::new(
                    named.at,
                    format!("`{text}` is nothing that a freeze has dropped, so there is nothing to bring back"),
                )
                .also(self.organisation(one).at, "declared here")
                .help("with freeze = false it begins by itself, on its own day"),
                Selector::Kind(_) if !live.is_empty() => Problem::new(
                    named.at,
                    format!("those of `{text}` are already live on {}: there is none to create", self.on.in_words()),
                )
                .help("leave the step out, or create new ones with [[step.organisation]]"),
                Selector::Kind(kind) if self.begins_later(kind) => Problem::new(
                    named.at,
                    format!("no freeze has dropped any organisation of `{text}`, so there is nothing to bring back"),
                )
                .help("with freeze = false each begins by itself, on its own day"),
                Selector::Kind(_) => Problem::new(
                    named.at,
                    format!("the landscape knows no organisation of `{text}` that would begin later"),
                )
                .help("create new ones with [[step.organisation]]"),
            };
            self.say(problem);
            return Vec::new();
        }
        for one in &waiting {
            self.landscape.organisations[one.index()].period = self.onwards(None);
            self.begin_organisation(*one);
        }
        waiting.iter().flat_map(|one| self.bring_back_within(*one, &waiting)).collect()
    }

    /// Whether some organisation of a kind begins after the day of the reform.
    fn begins_later(&self, kind: KindId) -> bool {
        let later = |period: Period| period != Period::NEVER && !period.begun_by(self.on);
        self.landscape.organisations.iter().any(|one| one.kind == kind && later(one.period))
    }

    /// Whether the landscape has a class within a body on the day of the reform, by a `within` of its own.
    fn has_today(&self, class: ClassId, kind: KindId, one: OrganisationId) -> bool {
        let stands = self.landscape.geography.within[class.index()]
            .iter()
            .any(|(k, o, period)| *k == kind && *o == one && period.includes(self.on));
        let dropped = self.landscape.touched.dropped_within.get(&(class, kind, one));
        stands || dropped.is_some_and(|periods| periods.iter().any(|period| period.includes(self.on)))
    }

    /// Gives a body the areas whose `within` ever names it, in place of any other of its kind there; but for those that are,
    /// on the day, another's that comes back with it.
    fn bring_back_within(&mut self, one: OrganisationId, together: &[OrganisationId]) -> Vec<OrganisationId> {
        let kind = self.organisation(one).kind;
        let mut losers: Vec<OrganisationId> = Vec::new();
        let comes = |period: Period| period == Period::NEVER || !period.ended_by(self.on);
        let names_it: Vec<bool> = self
            .landscape
            .geography
            .within
            .iter()
            .map(|within| within.iter().any(|(_, organisation, period)| *organisation == one && comes(*period)))
            .collect();
        for (class, named) in names_it.into_iter().enumerate() {
            let class_id = ClassId::new(class);
            let anothers = |world: &Self| {
                !world.has_today(class_id, kind, one)
                    && together.iter().any(|other| *other != one && world.has_today(class_id, kind, *other))
            };
            if named && !anothers(self) {
                // Also one of another kind, which has the area as a successor.
                losers.extend(self.standing.covering(class_id).iter().map(|(_, other)| *other));
                self.give_class(ClassId::new(class), kind, one);
            }
        }
        losers.sort_unstable();
        losers.dedup();
        losers
    }

    /// From the day on, the areas of a class lie within one body of a kind and no other.
    pub(super) fn give_class(&mut self, class: ClassId, kind: KindId, one: OrganisationId) {
        let within = self.landscape.geography.within[class.index()].clone();
        if within.iter().any(|(k, o, period)| *k == kind && *o == one && *period == Period::ALWAYS) {
            return;
        }
        let mut after = Vec::with_capacity(within.len() + 1);
        for (k, o, period) in within {
            if k != kind || period == Period::NEVER || period.ended_by(self.on) {
                if k != kind || o != one || period != Period::NEVER {
                    after.push((k, o, period));
                }
                continue;
            }
            let cut = self.cut(period);
            let cut = if cut.is_empty() { Period::NEVER } else { cut };
            after.push((k, o, cut));
            self.landscape.touched.within.insert((class, k, o, cut));
        }
        let begun = self.onwards(None);
        after.push((kind, one, begun));
        self.landscape.touched.within.insert((class, kind, one, begun));
        after.sort_unstable();
        after.dedup();
        self.geography().within[class.index()] = after;
    }

    /// Whether a body that a step declares may begin; a problem where not.
    pub(super) fn may_begin(&mut self, body: &NewBody) -> bool {
        let known = self.organisation(body.id);
        let (id, declared_at) = (known.id.clone(), known.at);
        let problem = if self.standing.lives(body.id) {
            Some((
                format!("`{id}` is already live on {}: it cannot be created again", self.on.in_words()),
                "give the new body another id, or leave the step out".to_owned(),
            ))
        } else if body.id.index() < self.landscape.declared {
            Some((
                format!("the landscape already has an organisation `{id}`, so a new one needs another id"),
                if known.period == Period::NEVER {
                    format!("to bring back one that would begin later: do = \"create\", organisation = \"{id}\"")
                } else {
                    "give the new body another id".to_owned()
                },
            ))
        } else if known.period != Period::NEVER {
            Some((
                format!("`{id}` was created and ended by steps before: a new body needs another id"),
                "give it another id".to_owned(),
            ))
        } else if body.period.from().is_some_and(|from| from < self.on) {
            Some((
                format!("`{id}` would begin before the reform does, on {}", self.on.in_words()),
                "leave `from` out: what a step creates begins on the reform's day".to_owned(),
            ))
        } else {
            None
        };
        match problem {
            Some((message, help)) => {
                let problem = Problem::new(body.at, message).help(help);
                self.say(if declared_at == body.at { problem } else { problem.also(declared_at, "declared here") });
                false
            }
            None => true,
        }
    }

    pub(super) fn add_body(&mut self, body: &NewBody, footprint: Option<OwnFootprint>) {
        let from = body.period.from().unwrap_or(self.on);
        self.landscape.organisations[body.id.index()] = Organisation {
            id: self.organisation(body.id).id.clone(),
            name: body.name.clone(),
            kind: body.kind,
            ods: body.ods.clone(),
            period: Period::new(Some(from), body.period.until()),
            successors: body.successors.clone(),
            footprint,
            at: body.at,
        };
        self.begin_organisation(body.id);
    }

    pub(super) fn end_arrangement(&mut self, id: ArrangementId) {
        let period = self.cut(self.landscape.arrangements[id.index()].period);
        self.landscape.arrangements[id.index()].period = period;
        self.landscape.touched.arrangements.insert(id);
        self.done.arrangements.push(id);
    }
}
