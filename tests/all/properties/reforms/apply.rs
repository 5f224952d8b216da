//! Reforms the naive way: step by step on plain lists, area by area, out of the words of docs/method.md and
//! docs/format.md. Shares no code with remit but the calendar.

use std::collections::{BTreeMap, BTreeSet};

use remit::day::Day;

use super::super::generate::days;
use super::super::places::{covers, lives, selected};
use super::super::world::{Arrangement, Dates, Organisation, Relation, Responsibility, Selector, Within, World};
use super::{Ending, Passing, Reform, Step};

/// A world while reforms change it.
#[derive(Debug, Clone)]
pub struct State {
    pub world: World,
    /// What freezes dropped: bodies with their dates, and what areas would have been within.
    pub dropped: BTreeMap<usize, Dates>,
    dropped_within: Vec<(usize, Within)>,
    /// Heirs that have their areas as a list of their own, which a `redraw` changes.
    listed: BTreeSet<usize>,
    on: Day,
    sourced: bool,
    reform: String,
}

/// Why a step cannot be done.
pub type Wrong = &'static str;

fn cut(dates: Dates, on: Day) -> Dates {
    if dates.from.is_some_and(|from| from > on) {
        return Dates { fixed: true, ..Dates::never() };
    }
    Dates { from: dates.from, until: Some(on.previous()), fixed: true }
}

/// What passes on begins with the reform; what begins later still does.
fn rest(dates: Dates, on: Day) -> Dates {
    let from = dates.from.filter(|from| *from > on).or(Some(on));
    Dates { from, until: dates.until, fixed: true }
}

impl State {
    pub fn new(world: &World) -> Self {
        State {
            world: world.clone(),
            dropped: BTreeMap::new(),
            dropped_within: Vec::new(),
            listed: BTreeSet::new(),
            on: days()[0],
            sourced: false,
            reform: String::new(),
        }
    }

    pub fn on(&self) -> Day {
        self.on
    }

    /// Begins a reform: the world as it stood, where it freezes.
    pub fn begin(&mut self, reform: &Reform) {
        (self.on, self.sourced, self.reform) = (reform.on, reform.sourced, reform.id.clone());
        if !reform.freeze {
            return;
        }
        let before = reform.on.previous();
        // None: it would begin later.
        let frozen = |dates: Dates| -> Option<Dates> {
            if dates.fixed || dates.ended(before) {
                Some(dates)
            } else if dates.on(before) {
                Some(Dates { until: None, ..dates })
            } else {
                None
            }
        };
        for (place, one) in self.world.organisations.iter_mut().enumerate() {
            match frozen(one.dates) {
                Some(dates) => one.dates = dates,
                None => {
                    self.dropped.entry(place).or_insert(one.dates);
                    one.dates = Dates::never();
                }
            }
        }
        for component in &mut self.world.components {
            component.dates = frozen(component.dates).unwrap_or_else(Dates::never);
        }
        macro_rules! freeze_all {
            ($list:expr) => {
                $list.retain_mut(|fact| match frozen(fact.dates) {
                    Some(dates) => {
                        fact.dates = dates;
                        true
                    }
                    None => false,
                })
            };
        }
        freeze_all!(self.world.responsibilities);
        freeze_all!(self.world.arrangements);
        freeze_all!(self.world.relations);
        for (area, of) in self.world.areas.iter_mut().enumerate() {
            let gone = of.within.iter().filter(|within| frozen(within.dates).is_none());
            self.dropped_within.extend(gone.map(|within| (area, within.clone())));
            freeze_all!(of.within);
        }
    }

    /// Does a step, or says why it cannot be done; then nothing has changed.
    pub fn step(&mut self, place: usize, step: &Step) -> Result<(), Wrong> {
        match step {
            Step::Abolish { who, heirs } => self.abolish(*who, heirs.as_deref()),
            Step::Bring(who) => who.iter().try_for_each(|one| self.bring(*one)),
            Step::Create { id, kind, footprint } => {
                self.add(id, *kind, Some(footprint.clone()));
                Ok(())
            }
            Step::Merge { who, id, kind } => self.merge(who, id, *kind),
            Step::Split { who, parts } => self.split(*who, parts),
            Step::Transfer(passing) => self.transfer(passing),
            Step::Delegate(passing) => self.delegate(passing, place),
            Step::Assign(fact) => {
                self.named(fact.holder)?;
                let dates = rest(fact.dates, self.on);
                let sourced = fact.sourced || self.sourced;
                self.world.responsibilities.push(Responsibility { dates, sourced, ..fact.clone() });
                Ok(())
            }
            Step::Arrange(fact) => {
                fact.members.iter().try_for_each(|member| self.named(*member).map(drop))?;
                let dates = rest(fact.dates, self.on);
                let sourced = fact.sourced || self.sourced;
                self.world.arrangements.push(Arrangement { dates, sourced, ..fact.clone() });
                Ok(())
            }
            Step::Relate(fact) => {
                self.named(fact.who)?;
                self.named(fact.to)?;
                let dates = rest(fact.dates, self.on);
                let sourced = fact.sourced || self.sourced;
                self.world.relations.push(Relation { dates, sourced, ..fact.clone() });
                Ok(())
            }
            Step::End(ending) => self.end(ending),
            Step::EndArrangement(id) => {
                let on = self.on;
                let found = self.world.arrangements.iter_mut().find(|fact| fact.id == *id && fact.dates.on(on));
                let found = found.ok_or("no such arrangement")?;
                found.dates = cut(found.dates, on);
                Ok(())
            }
            Step::EndRelation { sort, who, to } => self.end_relations(*sort, *who, *to),
            Step::Redraw { areas, kind, to } => self.redraw(areas, *kind, *to),
        }
    }

    /// The live bodies that a step names.
    fn named(&self, who: Selector) -> Result<Vec<usize>, Wrong> {
        let live = selected(&self.world, who, self.on);
        if live.is_empty() { Err("nobody of that name lives") } else { Ok(live) }
    }

    fn areas_of(&self, one: usize) -> Vec<usize> {
        (0..self.world.areas.len()).filter(|area| covers(&self.world, one, *area, self.on)).collect()
    }

    fn add(&mut self, id: &str, kind: usize, footprint: Option<Vec<usize>>) -> usize {
        let dates = Dates { from: Some(self.on), until: None, fixed: true };
        self.world.organisations.push(Organisation {
            id: id.to_owned(),
            kind,
            dates,
            successors: Vec::new(),
            footprint,
        });
        self.world.organisations.len() - 1
    }

    fn abolish(&mut self, who: Selector, heirs: Option<&[usize]>) -> Result<(), Wrong> {
        let (on, ended) = (self.on, self.named(who)?);
        let mut after = self.world.clone();
        if let Some(heirs) = heirs {
            if heirs.iter().any(|heir| ended.contains(heir)) {
                return Err("follows itself");
            }
            if heirs.iter().any(|heir| self.world.organisations[*heir].dates.ended(on)) {
                return Err("the heir has ended");
            }
            for one in &ended {
                after.organisations[*one].successors = heirs.to_vec();
            }
            if ended.iter().any(|one| follows(&after, *one, *one, &mut BTreeSet::new())) {
                return Err("a circle");
            }
        }
        self.world = after;
        for one in &ended {
            self.world.organisations[*one].dates = cut(self.world.organisations[*one].dates, on);
        }
        let world = self.world.clone();
        let alive = |kind: usize| {
            let dropped = |place: &usize| world.organisations[*place].dates.from == Dates::never().from;
            let of_kind = (0..world.organisations.len()).filter(|place| world.organisations[*place].kind == kind);
            of_kind.into_iter().any(|place| !world.organisations[place].dates.ended(on) && !dropped(&place))
        };
        let gone = |side: Selector| match side {
            Selector::One(one) => ended.contains(&one),
            Selector::Kind(kind) => ended.iter().any(|one| world.organisations[*one].kind == kind) && !alive(kind),
        };
        for fact in self.world.responsibilities.iter_mut().filter(|fact| !fact.dates.ended(on) && gone(fact.holder)) {
            fact.dates = cut(fact.dates, on);
        }
        let ties = self.world.relations.iter_mut();
        for fact in ties.filter(|fact| !fact.dates.ended(on) && (gone(fact.who) || gone(fact.to))) {
            fact.dates = cut(fact.dates, on);
        }
        Ok(())
    }

    fn bring(&mut self, who: Selector) -> Result<(), Wrong> {
        let on = self.on;
        let waits = |one: &usize| self.world.organisations[*one].dates == Dates::never();
        let waiting: Vec<usize> = self.dropped.keys().copied().filter(waits).collect();
        let chosen: Vec<usize> = match who {
            Selector::One(one) => waiting.into_iter().filter(|other| *other == one).collect(),
            Selector::Kind(kind) => {
                let of_kind: Vec<usize> =
                    waiting.into_iter().filter(|one| self.world.organisations[*one].kind == kind).collect();
                let today: Vec<usize> = of_kind.iter().copied().filter(|one| self.dropped[one].on(on)).collect();
                if today.is_empty() { of_kind } else { today }
            }
        };
        if chosen.is_empty() {
            return Err("nothing to bring back");
        }
        for one in &chosen {
            self.world.organisations[*one].dates = Dates { from: Some(on), until: None, fixed: true };
        }
        for one in &chosen {
            for area in 0..self.world.areas.len() {
                let dropped = self.dropped_within.iter().any(|(place, w)| *place == area && w.organisation == *one);
                let stands = self.world.areas[area].within.iter().any(|w| w.organisation == *one && !w.dates.ended(on));
                let today = |one: usize| {
                    let dropped = self.dropped_within.iter().filter(|(place, _)| *place == area).map(|(_, w)| w);
                    let mut all = self.world.areas[area].within.iter().chain(dropped);
                    all.any(|w| w.organisation == one && w.dates.on(on))
                };
                let anothers = !today(*one) && chosen.iter().any(|other| other != one && today(*other));
                if (dropped || stands) && !anothers {
                    self.give(area, self.world.organisations[*one].kind, *one);
                }
            }
        }
        Ok(())
    }

    /// From the day on an area lies within one body of a kind.
    fn give(&mut self, area: usize, kind: usize, one: usize) {
        let on = self.on;
        let within = &mut self.world.areas[area].within;
        let always = |w: &Within| w.organisation == one && w.dates.from.is_none() && w.dates.until.is_none();
        if within.iter().any(always) {
            return;
        }
        for w in within.iter_mut().filter(|w| w.kind == kind && !w.dates.ended(on)) {
            w.dates = cut(w.dates, on);
        }
        // What never began is nothing.
        within.retain(|w| w.kind != kind || w.dates.from.is_none_or(|from| from < on));
        within.push(Within { kind, organisation: one, dates: Dates { from: Some(on), until: None, fixed: true } });
        self.dropped_within.retain(|(place, w)| *place != area || w.organisation != one);
    }

    fn merge(&mut self, who: &[usize], id: &str, kind: usize) -> Result<(), Wrong> {
        let distinct: BTreeSet<usize> = who.iter().copied().collect();
        if distinct.iter().any(|one| !lives(&self.world, *one, self.on)) {
            return Err("one has ended");
        }
        if distinct.iter().any(|one| self.world.organisations[*one].kind != kind) {
            return Err("across kinds");
        }
        if distinct.len() < 2 {
            return Err("one alone");
        }
        let had: BTreeMap<usize, Vec<usize>> = distinct.iter().map(|one| (*one, self.areas_of(*one))).collect();
        let all: BTreeSet<usize> = had.values().flatten().copied().collect();
        let itself: BTreeSet<usize> = all.iter().copied().filter(|area| self.own(&distinct, *area)).collect();
        let listed = distinct.iter().any(|one| self.world.organisations[*one].footprint.is_some());
        let new = self.add(id, kind, listed.then(|| all.iter().copied().collect()));
        let of = |one: usize, areas: &Option<Vec<usize>>| -> Option<Vec<usize>> {
            let inside = |area: &usize| areas.as_ref().is_none_or(|areas| areas.contains(area));
            Some(had[&one].iter().copied().filter(inside).collect())
        };
        self.pass_facts(&distinct, &[new], of);
        self.pass_ties(&distinct, &[new]);
        for one in &distinct {
            self.hand_over(*one, &[new]);
        }
        if listed {
            self.listed.insert(new);
        } else {
            itself.into_iter().for_each(|area| self.hand(area, &distinct, kind, new));
        }
        Ok(())
    }

    fn split(&mut self, who: usize, parts: &[(String, Vec<usize>)]) -> Result<(), Wrong> {
        if !lives(&self.world, who, self.on) {
            return Err("it has ended");
        }
        let all = self.areas_of(who);
        let mut given: Vec<usize> = parts.iter().flat_map(|(_, areas)| areas.iter().copied()).collect();
        given.sort_unstable();
        if given != all {
            return Err("not each area in one part");
        }
        let (kind, whole) = (self.world.organisations[who].kind, BTreeSet::from([who]));
        let listed = self.world.organisations[who].footprint.is_some();
        let new: Vec<usize> =
            parts.iter().map(|(id, areas)| self.add(id, kind, listed.then(|| areas.clone()))).collect();
        self.pass_facts(&whole, &new, |_, areas| areas.clone());
        self.pass_ties(&whole, &new);
        self.hand_over(who, &new);
        for (one, (_, areas)) in new.iter().zip(parts) {
            if listed {
                self.listed.insert(*one);
            } else {
                areas.iter().for_each(|area| self.hand(*area, &whole, kind, *one));
            }
        }
        Ok(())
    }

    /// Whether one of some bodies has an area by its footprint or by `within`.
    fn own(&self, bodies: &BTreeSet<usize>, area: usize) -> bool {
        bodies.iter().any(|one| match &self.world.organisations[*one].footprint {
            Some(areas) => areas.contains(&area),
            None => self.world.areas[area].within.iter().any(|w| w.organisation == *one && w.dates.on(self.on)),
        })
    }

    fn hand_over(&mut self, one: usize, heirs: &[usize]) {
        let body = &mut self.world.organisations[one];
        // What it had by a list of its own its heirs have by theirs; nothing is left for those who follow them.
        body.footprint = None;
        body.successors = heirs.to_vec();
        body.dates = cut(body.dates, self.on);
    }

    fn hand(&mut self, area: usize, from: &BTreeSet<usize>, kind: usize, to: usize) {
        let on = self.on;
        let within = &mut self.world.areas[area].within;
        for w in within.iter_mut().filter(|w| from.contains(&w.organisation) && !w.dates.ended(on)) {
            w.dates = cut(w.dates, on);
        }
        within.retain(|w| !from.contains(&w.organisation) || w.dates.from.is_none_or(|from| from < on));
        within.push(Within { kind, organisation: to, dates: Dates { from: Some(on), until: None, fixed: true } });
    }

    /// Responsibilities of some bodies go on with those that follow.
    fn pass_facts(
        &mut self,
        from: &BTreeSet<usize>,
        to: &[usize],
        areas: impl Fn(usize, &Option<Vec<usize>>) -> Option<Vec<usize>>,
    ) {
        let on = self.on;
        let mut new = Vec::new();
        for fact in self.world.responsibilities.iter_mut().filter(|fact| !fact.dates.ended(on)) {
            let Selector::One(one) = fact.holder else { continue };
            if !from.contains(&one) {
                continue;
            }
            for heir in to {
                let (holder, areas) = (Selector::One(*heir), areas(one, &fact.areas));
                new.push(Responsibility { holder, areas, dates: rest(fact.dates, on), ..fact.clone() });
            }
            fact.dates = cut(fact.dates, on);
        }
        self.world.responsibilities.extend(new);
    }

    /// So do relations and memberships.
    fn pass_ties(&mut self, from: &BTreeSet<usize>, to: &[usize]) {
        let on = self.on;
        let leaves = |side: Selector| matches!(side, Selector::One(one) if from.contains(&one));
        let follow = |side: Selector| -> Vec<Selector> {
            if leaves(side) { to.iter().map(|one| Selector::One(*one)).collect() } else { vec![side] }
        };
        let mut new = Vec::new();
        let ties = self.world.relations.iter_mut().filter(|fact| !fact.dates.ended(on));
        for fact in ties.filter(|fact| leaves(fact.who) || leaves(fact.to)) {
            for who in follow(fact.who) {
                for other in
                    follow(fact.to).into_iter().filter(|other| *other != who || !matches!(who, Selector::One(_)))
                {
                    new.push(Relation { who, to: other, dates: rest(fact.dates, on), ..fact.clone() });
                }
            }
            fact.dates = cut(fact.dates, on);
        }
        self.world.relations.extend(new);
        let ties = self.world.arrangements.iter_mut().filter(|fact| !fact.dates.ended(on));
        for fact in ties.filter(|fact| fact.members.iter().any(|member| leaves(*member))) {
            let mut members: Vec<Selector> = Vec::new();
            for member in fact.members.iter().flat_map(|member| follow(*member)) {
                if !members.contains(&member) {
                    members.push(member);
                }
            }
            if let [Selector::One(_)] = members.as_slice() {
                fact.dates = cut(fact.dates, on);
            } else {
                (fact.members, fact.dates.fixed) = (members, true);
            }
        }
    }

    fn redraw(&mut self, areas: &[usize], kind: usize, to: usize) -> Result<(), Wrong> {
        self.named(Selector::One(to))?;
        let loses = |one: &usize| *one != to && areas.iter().any(|area| covers(&self.world, *one, *area, self.on));
        let of_kind = selected(&self.world, Selector::Kind(kind), self.on);
        let losers: Vec<usize> = of_kind.into_iter().filter(loses).filter(|one| self.listed.contains(one)).collect();
        for one in losers {
            if let Some(list) = &mut self.world.organisations[one].footprint {
                list.retain(|area| !areas.contains(area));
            }
        }
        if self.listed.contains(&to)
            && let Some(list) = &mut self.world.organisations[to].footprint
        {
            list.extend(areas);
            list.sort_unstable();
            list.dedup();
        }
        areas.iter().for_each(|area| self.give(*area, kind, to));
        Ok(())
    }
}

fn follows(world: &World, from: usize, wanted: usize, seen: &mut BTreeSet<usize>) -> bool {
    world.organisations[from]
        .successors
        .iter()
        .any(|heir| *heir == wanted || seen.insert(*heir) && follows(world, *heir, wanted, seen))
}

/// What passes on and what ends.
mod passing;
