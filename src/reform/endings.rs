//! Steps about facts: assign, arrange, relate, end.

use super::world::World;
use crate::day::Period;
use crate::landscape::{Arrangement, ArrangementId, Ending, Named, Relation, RelationId, Responsibility, Selector};
use crate::model::Name;
use crate::source::{Problem, Span};

impl World<'_> {
    /// A responsibility begins.
    pub(super) fn assign(&mut self, fact: &Responsibility, holder_at: Span, areas: &[Name]) {
        if !self.may_start(fact.period, holder_at) {
            return;
        }
        // What begins later may be held by a body that begins later.
        if self.starts_today(fact.period) && self.live(Named { what: fact.holder, at: holder_at }).is_empty() {
            return;
        }
        let fact = Responsibility { period: self.start(fact.period), ..fact.clone() };
        let id = self.begin_responsibility(fact, holder_at);
        self.done.responsibilities.push(id);
        self.areas_named(id, holder_at, areas);
    }

    /// An arrangement begins.
    pub(super) fn arrange(&mut self, fact: &Arrangement, id_at: Span, members_at: &[Span]) {
        if let Some(known) = self.landscape.arrangements.iter().find(|known| known.id == fact.id) {
            let problem = Problem::new(id_at, format!("there is already an arrangement with the id `{}`", fact.id))
                .also(known.at, "the other one")
                .help("give this one another id");
            self.say(problem);
            return;
        }
        if !self.may_start(fact.period, id_at) {
            return;
        }
        if self.starts_today(fact.period) {
            for (member, at) in fact.members.iter().zip(members_at) {
                self.live(Named { what: *member, at: *at });
            }
            if self.failed() {
                return;
            }
        }
        let id = ArrangementId::new(self.landscape.arrangements.len());
        self.landscape.arrangements.push(Arrangement { period: self.start(fact.period), ..fact.clone() });
        self.landscape.touched.arrangements.insert(id);
        self.done.arrangements.push(id);
    }

    /// A relation begins.
    pub(super) fn relate(&mut self, fact: &Relation, sides_at: [Span; 2]) {
        if !self.may_start(fact.period, sides_at[0]) {
            return;
        }
        if self.starts_today(fact.period) {
            self.live(Named { what: fact.who, at: sides_at[0] });
            self.live(Named { what: fact.to, at: sides_at[1] });
            if self.failed() {
                return;
            }
        }
        let id = RelationId::new(self.landscape.relations.len());
        self.landscape.relations.push(Relation { period: self.start(fact.period), ..fact.clone() });
        self.landscape.touched.relations.insert(id);
        self.done.relations.push(id);
    }

    /// Nothing that a step begins may begin before the reform does.
    fn may_start(&mut self, period: Period, at: Span) -> bool {
        let early = period.from().is_some_and(|from| from < self.on);
        let over = period.ended_by(self.on);
        if early || over {
            let day = self.on.in_words();
            let (message, help) = if early {
                let message = format!("this would begin before the reform does, on {day}");
                (message, "leave `from` out: what a step begins is in force from the reform's day")
            } else {
                let message = format!("this would end before the reform begins, on {day}");
                (message, "give it a later `until`, or none")
            };
            self.say_at(at, message, help);
        }
        !(early || over)
    }

    fn starts_today(&self, period: Period) -> bool {
        period.begun_by(self.on)
    }

    fn start(&self, period: Period) -> Period {
        if self.starts_today(period) { self.onwards(period.until()) } else { period }
    }

    /// Facts end.
    pub(super) fn end(&mut self, ending: &Ending) {
        match ending {
            Ending::Responsibility { components, holder, function, strength, population, status, areas, cohorts } => {
                if let Some(holder) = holder
                    && self.live(*holder).is_empty()
                {
                    return;
                }
                let wanted = |fact: &Responsibility| {
                    function.is_none_or(|function| function == fact.function)
                        && strength.is_none_or(|strength| strength == fact.strength)
                        && population.is_none_or(|population| population == fact.population)
                        && status.is_none_or(|status| status == fact.status)
                        && areas.is_none_or(|areas| areas == fact.areas)
                        && cohorts.as_ref().is_none_or(|cohorts| *cohorts == fact.cohorts)
                };
                let matches = self.matching(holder.map(|holder| holder.what), components.as_deref(), &wanted);
                if matches.is_empty() {
                    self.nothing_ends("responsibility", holder.as_ref().map(|holder| holder.at));
                }
                for found in &matches {
                    self.take(found, true);
                }
            }
            Ending::Arrangement { id, arrangement_type, members, components } => {
                let wanted = |fact: &Arrangement| {
                    id.as_ref().is_none_or(|id| id.what == fact.id)
                        && arrangement_type.is_none_or(|of| of == fact.arrangement_type)
                        && members.as_ref().is_none_or(|members| same(members, &fact.members))
                        && components.as_ref().is_none_or(|of| of.iter().all(|one| fact.covers(*one)))
                };
                let found: Vec<ArrangementId> = self
                    .landscape
                    .arrangements
                    .iter()
                    .enumerate()
                    .filter(|(_, fact)| fact.period.includes(self.on) && wanted(fact))
                    .map(|(place, _)| ArrangementId::new(place))
                    .collect();
                if found.is_empty() {
                    self.nothing_ends("arrangement", id.as_ref().map(|id| id.at));
                }
                for id in found {
                    self.end_arrangement(id);
                }
            }
            Ending::Relation { relation_type, who, to } => {
                let wanted = |fact: &Relation| {
                    relation_type.is_none_or(|of| of == fact.relation_type)
                        && who.is_none_or(|who| who == fact.who)
                        && to.is_none_or(|to| to == fact.to)
                };
                let found: Vec<RelationId> = self
                    .landscape
                    .relations
                    .iter()
                    .enumerate()
                    .filter(|(_, fact)| self.standing.is_live(fact.period, &[fact.who, fact.to]) && wanted(fact))
                    .map(|(place, _)| RelationId::new(place))
                    .collect();
                if found.is_empty() {
                    self.nothing_ends("relation", None);
                }
                for id in found {
                    self.end_relation(id);
                }
            }
        }
    }

    fn nothing_ends(&mut self, noun: &str, at: Option<Span>) {
        let day = self.on.in_words();
        let at = at.unwrap_or(self.at);
        self.say_at(
            at,
            format!("no {noun} that is live on {day} matches, so nothing ends"),
            "every key that the step gives must match; a step above may have ended it already",
        );
    }
}

fn same(a: &[Selector], b: &[Selector]) -> bool {
    a.len() == b.len() && a.iter().all(|one| b.contains(one))
}
