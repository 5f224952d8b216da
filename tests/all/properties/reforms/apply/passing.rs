//! Transfer, delegate and end the naive way.

use super::{Arrangement, Dates, Ending, Passing, Responsibility, Selector, State, Wrong, cut, selected};

/// A live responsibility that a step touches: its place, those of its holders and of its components of whom and of which
/// the step speaks, and the areas that these holders cover by it.
struct Found {
    fact: usize,
    holders: Vec<usize>,
    components: Vec<usize>,
    areas: Vec<usize>,
}

impl State {
    fn found(
        &self,
        holder: Option<Selector>,
        components: Option<&[usize]>,
        wanted: impl Fn(&Responsibility) -> bool,
    ) -> Vec<Found> {
        let named = holder.map(|holder| selected(&self.world, holder, self.on));
        let mut list = Vec::new();
        for (place, fact) in self.world.responsibilities.iter().enumerate() {
            let asked = |one: &usize| components.is_none_or(|components| components.contains(one));
            let of: Vec<usize> = fact.components.iter().copied().filter(asked).collect();
            let mut holders = selected(&self.world, fact.holder, self.on);
            holders.retain(|one| named.as_ref().is_none_or(|named| named.contains(one)));
            if fact.dates.on(self.on) && wanted(fact) && !of.is_empty() && !holders.is_empty() {
                let mut areas: Vec<usize> = holders.iter().flat_map(|one| self.areas_of(*one)).collect();
                areas.retain(|area| fact.areas.as_ref().is_none_or(|areas| areas.contains(area)));
                areas.sort_unstable();
                areas.dedup();
                list.push(Found { fact: place, holders, components: of, areas });
            }
        }
        list
    }

    fn passing(&self, passing: &Passing) -> Result<Vec<Found>, Wrong> {
        self.named(passing.from)?;
        self.named(passing.to)?;
        let of = |fact: &Responsibility| passing.function.is_none_or(|function| function == fact.function);
        let found = self.found(Some(passing.from), passing.components.as_deref(), of);
        if found.is_empty() { Err("it never held it") } else { Ok(found) }
    }

    fn passed(&self, found: &Found, to: Selector) -> Responsibility {
        let fact = &self.world.responsibilities[found.fact];
        Responsibility {
            components: found.components.clone(),
            holder: to,
            areas: Some(found.areas.clone()),
            sourced: self.sourced,
            dates: Dates { from: Some(self.on), until: fact.dates.until, fixed: true },
            ..fact.clone()
        }
    }

    pub(super) fn transfer(&mut self, passing: &Passing) -> Result<(), Wrong> {
        let found = self.passing(passing)?;
        if passing.from == passing.to {
            return Err("to itself");
        }
        for one in &found {
            let passed = self.passed(one, passing.to);
            self.take(one);
            self.world.responsibilities.push(passed);
        }
        Ok(())
    }

    pub(super) fn delegate(&mut self, passing: &Passing, step: usize) -> Result<(), Wrong> {
        let found = self.passing(passing)?;
        if passing.from == passing.to {
            return Err("to itself");
        }
        for one in &found {
            let passed = self.passed(one, passing.to);
            self.world.responsibilities.push(passed);
        }
        let each = |of: fn(&Found) -> &Vec<usize>| {
            let mut all: Vec<usize> = found.iter().flat_map(|one| of(one).iter().copied()).collect();
            all.sort_unstable();
            all.dedup();
            Some(all)
        };
        self.world.arrangements.push(Arrangement {
            id: format!("{}-step-{}", self.reform, step + 1),
            charging: false,
            members: vec![passing.from, passing.to],
            components: each(|one| &one.components),
            areas: each(|one| &one.areas),
            voluntary: None,
            sourced: self.sourced,
            dates: Dates { from: Some(self.on), until: None, fixed: true },
        });
        Ok(())
    }

    pub(super) fn end(&mut self, ending: &Ending) -> Result<(), Wrong> {
        if let Some(holder) = ending.holder {
            self.named(holder)?;
        }
        let wanted = |fact: &Responsibility| {
            ending.function.is_none_or(|function| function == fact.function)
                && ending.strength.is_none_or(|strength| strength == fact.strength)
                && ending.contested.is_none_or(|contested| contested == fact.contested)
        };
        let found = self.found(ending.holder, ending.components.as_deref(), wanted);
        if found.is_empty() {
            return Err("nothing ends");
        }
        found.iter().for_each(|one| self.take(one));
        Ok(())
    }

    /// Takes a responsibility from some of its holders, for some of its components. A kind's is taken apart.
    fn take(&mut self, found: &Found) {
        let on = self.on;
        let mut others = selected(&self.world, self.world.responsibilities[found.fact].holder, on);
        others.retain(|one| !found.holders.contains(one));
        let fact = &mut self.world.responsibilities[found.fact];
        let before = fact.clone();
        fact.components.retain(|component| !found.components.contains(component));
        if fact.components.is_empty() {
            (fact.components, fact.dates) = (before.components.clone(), cut(before.dates, on));
        } else {
            fact.dates.fixed = true;
        }
        for one in others {
            self.world.responsibilities.push(Responsibility {
                components: found.components.clone(),
                holder: Selector::One(one),
                dates: Dates { from: Some(on), until: before.dates.until, fixed: true },
                ..before.clone()
            });
        }
    }

    pub(super) fn end_relations(
        &mut self,
        sort: Option<usize>,
        who: Option<Selector>,
        to: Option<Selector>,
    ) -> Result<(), Wrong> {
        let (on, world) = (self.on, self.world.clone());
        let some = |side| !selected(&world, side, on).is_empty();
        let mut ended = 0;
        for fact in &mut self.world.relations {
            let wanted = sort.is_none_or(|sort| sort == fact.sort)
                && who.is_none_or(|who| who == fact.who)
                && to.is_none_or(|to| to == fact.to);
            if wanted && fact.dates.on(on) && some(fact.who) && some(fact.to) {
                fact.dates = cut(fact.dates, on);
                ended += 1;
            }
        }
        if ended > 0 { Ok(()) } else { Err("no such relation") }
    }
}
