//! Steps that pass responsibilities on: transfer and delegate.

use std::sync::Arc;

use super::world::World;
use crate::landscape::{
    Arrangement, ArrangementId, ComponentId, Named, OrganisationId, Passing, Responsibility, ResponsibilityId,
    Selector, Touch,
};
use crate::model::ArrangementType;
use crate::source::Problem;

/// A live responsibility that a step touches.
pub(super) struct Match {
    pub(super) id: ResponsibilityId,
    /// Those of its live holders that the step speaks of.
    pub(super) holders: Vec<OrganisationId>,
    /// Those of its components that the step speaks of.
    pub(super) components: Vec<ComponentId>,
    /// Whether those are all its live holders.
    pub(super) all_holders: bool,
}

impl World<'_> {
    /// Responsibilities pass on, for the cells the old holder covered.
    pub(super) fn transfer(&mut self, passing: &Passing) {
        let Some(matches) = self.passing(passing) else { return };
        let list = self.whole_areas(&matches);
        for (found, areas) in matches.iter().zip(list) {
            let fact = self.landscape.responsibilities[found.id.index()].clone();
            self.take(found, false);
            let passed = self.passed(&fact, found, areas, passing.to);
            self.begin_responsibility(passed, passing.to.at);
        }
    }

    /// The delegate gains the claim beside the holder, and the two act as one.
    pub(super) fn delegate(&mut self, passing: &Passing) {
        let Some(matches) = self.passing(passing) else { return };
        let mut components: Vec<ComponentId> = Vec::new();
        let mut classes = Vec::new();
        let list = self.whole_areas(&matches);
        for (found, areas) in matches.iter().zip(list) {
            let fact = self.landscape.responsibilities[found.id.index()].clone();
            classes.extend(self.classes_held(&fact, &found.holders));
            components.extend(found.components.iter().copied());
            let passed = self.passed(&fact, found, areas, passing.to);
            let id = self.begin_responsibility(passed, passing.to.at);
            self.done.responsibilities.push(id);
        }
        components.sort_unstable();
        components.dedup();
        let members = vec![passing.from.what, passing.to.what];
        let areas = self.geography().add_list(classes);
        let id = ArrangementId::new(self.landscape.arrangements.len());
        let arrangement = Arrangement {
            id: self.name_of_delegation().into(),
            arrangement_type: ArrangementType::Delegation,
            members,
            components: Some(components),
            areas: Some(areas),
            voluntary: None,
            period: self.onwards(None),
            basis: self.basis(),
            evidence: None,
            at: self.at,
        };
        self.landscape.arrangements.push(arrangement);
        self.landscape.touched.arrangements.insert(id);
        self.done.arrangements.push(id);
    }

    fn name_of_delegation(&self) -> String {
        let wanted = format!("{}-step-{}", self.reform.id, self.step + 1);
        let taken = |id: &str| self.landscape.arrangements.iter().any(|arrangement| &*arrangement.id == id);
        let mut name = wanted.clone();
        let mut number = 2;
        while taken(&name) {
            name = format!("{wanted}-{number}");
            number += 1;
        }
        name
    }

    pub(super) fn basis(&self) -> Vec<crate::landscape::Basis> {
        self.reform.steps[self.step].basis.clone()
    }

    /// What passes; nothing where the step has a mistake.
    fn passing(&mut self, passing: &Passing) -> Option<Vec<Match>> {
        let from = self.live(passing.from);
        let to = self.live(passing.to);
        if from.is_empty() || to.is_empty() {
            return None;
        }
        let components: Option<Vec<ComponentId>> =
            passing.components.as_ref().map(|list| list.iter().map(|named| named.what).collect());
        let wanted = |fact: &Responsibility| passing.function.is_none_or(|function| function == fact.function);
        let matches = self.matching(Some(passing.from.what), components.as_deref(), &wanted);
        if matches.is_empty() {
            let problem = self.never_held(passing);
            self.say(problem);
            return None;
        }
        if passing.from.what == passing.to.what {
            let text = self.selector_text(passing.to.what);
            self.say_at(
                passing.to.at,
                format!("`{text}` would pass its responsibilities to itself"),
                "name another body",
            );
            return None;
        }
        if let Some(named) = &passing.components {
            let idle = named.iter().map(|named| named.what);
            let idle: Vec<ComponentId> =
                idle.filter(|one| !matches.iter().any(|found| found.components.contains(one))).collect();
            self.done.idle = idle;
        }
        Some(matches)
    }

    /// Live responsibilities of some bodies (of any, where none are named), for some components.
    pub(super) fn matching(
        &self,
        holder: Option<Selector>,
        components: Option<&[ComponentId]>,
        wanted: &dyn Fn(&Responsibility) -> bool,
    ) -> Vec<Match> {
        let chosen = holder.map(|holder| self.standing.live_of(holder));
        let mut matches = Vec::new();
        for (place, fact) in self.landscape.responsibilities.iter().enumerate() {
            if !wanted(fact) || !self.standing.responsibility_is_live(fact) {
                continue;
            }
            let of: Vec<ComponentId> = fact
                .components
                .iter()
                .copied()
                .filter(|one| components.is_none_or(|components| components.contains(one)))
                .collect();
            if of.is_empty() {
                continue;
            }
            let all = self.standing.holders(fact);
            let holders: Vec<OrganisationId> =
                all.iter().copied().filter(|one| chosen.as_ref().is_none_or(|chosen| chosen.contains(one))).collect();
            if !holders.is_empty() {
                matches.push(Match {
                    id: ResponsibilityId::new(place),
                    all_holders: holders.len() == all.len(),
                    holders,
                    components: of,
                });
            }
        }
        matches
    }

    /// For each match, the areas in which it passes: those the old holders covered. Asked before anything changes.
    fn whole_areas(&mut self, matches: &[Match]) -> Vec<crate::landscape::AreaListId> {
        let mut lists = Vec::with_capacity(matches.len());
        for found in matches {
            let fact = self.landscape.responsibilities[found.id.index()].clone();
            let classes = self.classes_held(&fact, &found.holders);
            lists.push(self.geography().add_list(classes));
        }
        lists
    }

    fn passed(
        &self,
        fact: &Responsibility,
        found: &Match,
        areas: crate::landscape::AreaListId,
        to: Named<Selector>,
    ) -> Responsibility {
        Responsibility {
            components: found.components.clone(),
            holder: to.what,
            only: None,
            areas: Some(areas),
            period: self.onwards(fact.period.until()),
            basis: self.basis(),
            at: self.at,
            ..fact.clone()
        }
    }

    /// Takes a responsibility from some of its holders, for some of its components; the rest of it goes on.
    pub(super) fn take(&mut self, found: &Match, on_purpose: bool) {
        let fact = self.landscape.responsibilities[found.id.index()].clone();
        let rest: Vec<ComponentId> =
            fact.components.iter().copied().filter(|one| !found.components.contains(one)).collect();
        let others = (!found.all_holders).then(|| self.others(&fact, found));
        self.touch(&fact, found, on_purpose);
        match (rest.is_empty(), others) {
            (true, None) => self.end_responsibility(found.id),
            (true, Some(others)) => self.changed(found.id).only = Some(others),
            (false, None) => self.changed(found.id).components = rest,
            (false, Some(others)) => {
                let of_others = Responsibility {
                    components: found.components.clone(),
                    only: Some(others),
                    period: self.onwards(fact.period.until()),
                    ..fact
                };
                self.changed(found.id).components = rest;
                self.begin_responsibility(of_others, self.at);
            }
        }
    }

    /// Remembers from whom a step takes a responsibility: not where somebody has another one to the same effect.
    fn touch(&mut self, fact: &Responsibility, found: &Match, on_purpose: bool) {
        // Other live responsibilities for the same, each with its holders.
        let others_for = |component: &ComponentId| -> Vec<(&Responsibility, Vec<OrganisationId>)> {
            let facts = self.landscape.responsibilities.iter().enumerate();
            facts
                .filter(|(place, other)| {
                    *place != found.id.index()
                        && other.function == fact.function
                        && other.components.contains(component)
                        && self.standing.responsibility_is_live(other)
                })
                .map(|(_, other)| (other, self.standing.holders(other).to_vec()))
                .collect()
        };
        let mut touches = Vec::new();
        let cells_of = |fact: &Responsibility, holders: &[OrganisationId]| {
            self.cells_held(fact, &self.classes_held(fact, holders))
        };
        let mut touch = |components: &[ComponentId], holders: &[OrganisationId], cells| {
            let (components, function) = (Some(components.to_vec()), Some(fact.function));
            touches.push(Touch { components, function, holders: holders.to_vec(), cells: Some(cells), on_purpose });
        };
        // Of what ends on purpose it is asked whose it was, cell by cell.
        let mut touch_all = |components: &[ComponentId], holders: &[OrganisationId]| {
            let at_once = if on_purpose { 1 } else { holders.len().max(1) };
            holders.chunks(at_once).for_each(|some| touch(components, some, cells_of(fact, some)));
        };
        let (mut alike, mut narrowed) = (Vec::new(), Vec::new());
        for component in &found.components {
            let others = others_for(component);
            let also = |one: &OrganisationId| others.iter().any(|(_, holders)| holders.contains(one));
            let (also_otherwise, alone): (Vec<OrganisationId>, Vec<OrganisationId>) =
                found.holders.iter().partition(|one| also(one));
            for one in &also_otherwise {
                let mut cells = cells_of(fact, &[*one]);
                for (other, _) in others.iter().filter(|(_, holders)| holders.contains(one)) {
                    cells.remove(&cells_of(other, &[*one]));
                }
                narrowed.push((*component, *one, cells));
            }
            if also_otherwise.is_empty() {
                alike.push(*component);
            } else if !alone.is_empty() {
                touch_all(&[*component], &alone);
            }
        }
        if !alike.is_empty() {
            touch_all(&alike, &found.holders);
        }
        narrowed.into_iter().for_each(|(component, one, cells)| touch(&[component], &[one], cells));
        self.done.touches.append(&mut touches);
    }

    /// The live holders of a kind's responsibility that a step does not speak of.
    fn others(&self, fact: &Responsibility, found: &Match) -> Arc<[OrganisationId]> {
        self.standing.holders(fact).iter().copied().filter(|one| !found.holders.contains(one)).collect()
    }

    /// Says that nothing can pass from a body, and who does hold it.
    fn never_held(&self, passing: &Passing) -> Problem {
        let from = self.selector_text(passing.from.what);
        let day = self.on.in_words();
        let function = passing.function.map_or_else(
            || "no responsibility".to_owned(),
            |function| format!("no responsibility to `{}`", self.landscape.functions[function.index()].id),
        );
        let Some(named) = &passing.components else {
            return Problem::new(passing.from.at, format!("`{from}` holds {function} on {day}, so nothing can pass"))
                .help("name the body that holds it; `remit holds` lists what a body has");
        };
        let components: Vec<&str> =
            named.iter().map(|named| &*self.landscape.components[named.what.index()].id).collect();
        let problem = Problem::new(
            passing.from.at,
            format!("`{from}` holds {function} for `{}` on {day}, so nothing can pass", components.join("`, `")),
        );
        let ids: Vec<ComponentId> = named.iter().map(|named| named.what).collect();
        let wanted = |fact: &Responsibility| passing.function.is_none_or(|function| function == fact.function);
        let mut holders: Vec<String> = self
            .matching(None, Some(&ids), &wanted)
            .iter()
            .map(|found| {
                let fact = &self.landscape.responsibilities[found.id.index()];
                self.selector_text(fact.holder)
            })
            .collect();
        holders.sort_unstable();
        holders.dedup();
        problem.help(if holders.is_empty() {
            "nobody holds it then: use do = \"assign\"".to_owned()
        } else {
            format!("it is held by {}", holders.join(", "))
        })
    }
}
