//! The search for a repair, from what was tried to what was read again and checked: what cannot go together is left out, and
//! a combination that came out wrong is not chosen again.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::crossings::Crossings;
use super::pacts::Pact;
use super::puzzle::{Chosen, Cut, Puzzle};
use super::search::{self, Found, Search, search, ties, to_live_with};
use super::trials::{Group, Lab, try_all};
use super::written::{self, Change};
use super::{Heading, Impossible, NoRepair, Reader, Reason, Repair, Work};
use crate::analysis::{Facts, Shapes};
use crate::checks::{Finding, Subject};
use crate::landscape::{COMMISSION, ComponentId, Landscape, Responsibility};
use crate::reform::{Proposed, try_out};
use crate::study::blame::Workers;
use crate::study::tipping::{Becomes, Held};
use crate::study::trouble::Trouble;

/// So many combinations that open the same thing are tried before a finding is given up.
const MOST_CUTS: usize = 40;

/// How far a search has come.
struct State {
    groups: Vec<Group>,
    /// Whether everything worth it was tried.
    finished: bool,
    /// Which findings are still to go.
    active: Vec<bool>,
    impossible: Vec<Impossible>,
    cuts: Vec<Cut>,
    /// How many of them since the same thing was last given up, by key of what they open.
    wrong: BTreeMap<String, usize>,
    /// At most so many changes, once it is known that this matters.
    max: Option<usize>,
    /// Arrangements that may help where a reading of disputes went wrong.
    offers: Vec<Pact>,
}

impl State {
    /// The findings that go, by key, each once.
    fn cleared(&self, lab: &Lab<'_>) -> Vec<String> {
        let targets = lab.targets.iter().zip(&self.active);
        let mut cleared: Vec<String> =
            targets.filter(|(_, active)| **active).map(|(target, _)| target.key.clone()).collect();
        cleared.sort();
        cleared.dedup();
        cleared
    }

    /// Lets arrangements be chosen that nothing else asks for.
    fn offer(&mut self, pacts: Vec<Pact>) {
        for pact in pacts {
            if !self.offers.contains(&pact) {
                self.offers.push(pact);
            }
        }
    }
}

impl Work<'_> {
    /// Searches with what was tried.
    pub(super) fn solve(
        mut self,
        groups: Vec<Group>,
        finished: bool,
        heading: &Heading,
        read: &Reader<'_>,
        workers: &dyn Workers,
    ) -> Result<Repair, NoRepair> {
        let mut active = vec![true; self.lab.targets.len()];
        let impossible = self.hopeless(&mut active);
        let (cuts, wrong) = (Vec::new(), BTreeMap::new());
        let offers = Vec::new();
        let mut state = State { groups, finished, active, impossible, cuts, wrong, max: None, offers };
        loop {
            let (passages, fixed) = self.passages(&state.groups);
            let (edges, costs, max) = (self.edges, &self.asked.costs, state.max);
            let (groups, passages, offers) = (state.groups.as_slice(), passages.as_slice(), state.offers.as_slice());
            let puzzle = Puzzle { groups, passages, edges, fixed: &fixed, costs, max, offers };
            let mut crossings = Crossings::new(self.facts, &self.faces, self.lab.may_arrange);
            let found = match search(&puzzle, &state.active, &state.cuts, &mut crossings, workers) {
                Search::Found(found) => found,
                Search::OutOfTime => return Err(NoRepair::Stopped),
                Search::Conflict(conflict) => {
                    let stays = to_live_with(&conflict, self.lab.targets).ok_or(NoRepair::Stopped)?;
                    let one = self.conflict(&state, &conflict, stays);
                    self.give_up(&mut state, stays, one);
                    continue;
                }
            };
            let chosen = found.built.chosen(&found.values);
            let changes = written::changes(&self, groups, passages, &chosen, &state.active);
            if self.asked.max.is_some_and(|most| changes.len() > most) && state.max.is_none() {
                state.max = self.asked.max;
                continue;
            }
            let after = self.applied(&state, &chosen);
            if let Some(wrong) = self.wrong_when_applied(&state, &after) {
                self.not_again(&mut state, chosen, &wrong, None, workers)?;
                continue;
            }
            let held = (!changes.is_empty())
                .then(|| self.in_every_reading(&after, &changes, &state.cleared(self.lab), workers));
            if let Some(fails) = held.as_ref().filter(|_| self.asked.no_regret).and_then(|held| held.fails.first()) {
                state.offer(self.arrangements_for(&fails.finding));
                self.not_again(&mut state, chosen, &fails.finding, Some(fails.decides.clone()), workers)?;
                continue;
            }
            let text = written::text(self.situation().landscape, self.lab.day, heading, &changes, &state.impossible);
            let (before, after) = read(&text).map_err(|problems| NoRepair::Broken(problems.join("; ")))?;
            // Another landscape, of the same files: it shares nothing with this one.
            let before = self.trouble_in(&before, Arc::default());
            return match self.wrong(&before, &after, &state.active, Arc::default()) {
                None => Ok(self.repaired(state, &found, changes, held, text, workers)),
                Some(wrong) => Err(NoRepair::Broken(wrong.key)),
            };
        }
    }

    /// Lives with a finding, under its key: one of which the certain part goes and the possible one does not is not mended.
    fn give_up(&self, state: &mut State, stays: usize, why: Impossible) {
        let key = &self.lab.targets[stays].key;
        let same = self.lab.targets.iter().zip(&mut state.active).filter(|(target, _)| target.key == *key);
        same.for_each(|(_, active)| *active = false);
        state.impossible.push(why);
    }

    /// Forbids a combination that came out wrong, as far as it matters. After too many that open the same thing, one of the
    /// findings that they were to mend is given up.
    fn not_again(
        &mut self,
        state: &mut State,
        chosen: Chosen,
        wrong: &Finding,
        decides: Option<Vec<(Responsibility, Becomes)>>,
        workers: &dyn Workers,
    ) -> Result<(), NoRepair> {
        let about = self.about(wrong);
        let tried = state.wrong.entry(wrong.key.clone()).or_insert(0);
        *tried += 1;
        if !workers.go_on("combinations that open something else", *tried, MOST_CUTS) {
            return Err(NoRepair::Stopped);
        }
        let function = match wrong.subject {
            Subject::Handoff(..) | Subject::Service(_) | Subject::Kind(..) => Some(COMMISSION),
            _ => wrong.function,
        };
        let cut = Cut { chosen, about: about.clone(), function, opens: wrong.key.clone(), decides };
        if *tried < MOST_CUTS {
            state.finished &= self.look_again(&mut state.groups, &cut, workers);
            state.cuts.push(cut);
            return Ok(());
        }
        let because = cut.reasons(*tried);
        *tried = 0;
        let touches = |target: &usize| {
            state.active[*target]
                && about.as_ref().is_none_or(|about| match &self.lab.targets[*target].subject {
                    Subject::Component(component) => about.contains(component),
                    Subject::Handoff(edge, _) => about.contains(&edge.from) || about.contains(&edge.to),
                    _ => false,
                })
        };
        let near: Vec<usize> = (0..state.active.len()).filter(touches).collect();
        let stays = to_live_with(&near, self.lab.targets).ok_or_else(|| NoRepair::Broken(wrong.key.clone()))?;
        let finding = self.lab.targets[stays].key.clone();
        self.give_up(state, stays, Impossible { finding, together_with: Vec::new(), because });
        Ok(())
    }

    /// Findings that no change of those considered is about.
    fn hopeless(&self, active: &mut [bool]) -> Vec<Impossible> {
        let mut found = Vec::new();
        for (place, target) in self.lab.targets.iter().enumerate() {
            if !matches!(target.subject, Subject::Component(_) | Subject::Handoff(..)) {
                active[place] = false;
                let because = vec![Reason::NoSuchChange];
                found.push(Impossible { finding: target.key.clone(), together_with: Vec::new(), because });
            }
        }
        found
    }

    /// Something done: tried in memory.
    fn applied(&self, state: &State, chosen: &Chosen) -> Landscape {
        let deeds = written::deeds(&state.groups, chosen, self.asked.bare_law);
        let steps: Vec<Proposed> = deeds.into_iter().flat_map(|deed| deed.steps).collect();
        try_out(self.lab.landscape.clone(), self.lab.day, &steps).0
    }

    /// What is wrong once it is done.
    fn wrong_when_applied(&self, state: &State, after: &Landscape) -> Option<Finding> {
        self.wrong(self.trouble, after, &state.active, Arc::clone(&self.lab.shapes))
    }

    /// Whether something stands up to being applied; where that is asked, in every reading of disputes.
    fn stands(&self, state: &State, chosen: &Chosen, cleared: &[String], workers: &dyn Workers) -> bool {
        let after = self.applied(state, chosen);
        let deeds = written::deeds(&state.groups, chosen, self.asked.bare_law);
        self.wrong_when_applied(state, &after).is_none()
            && (!self.asked.no_regret || self.of_deeds(&after, &deeds, cleared, workers).holds)
    }

    fn trouble_in(&self, landscape: &Landscape, shapes: Arc<Shapes>) -> Trouble {
        let situation = landscape.at(self.lab.day, self.asked.bare_law);
        Trouble::of(&Facts::sharing(&situation, shapes))
    }

    /// What is wrong afterwards: something that should have gone, or something new.
    fn wrong(&self, before: &Trouble, after: &Landscape, active: &[bool], shapes: Arc<Shapes>) -> Option<Finding> {
        let trouble = self.trouble_in(after, shapes);
        let targets = self.lab.targets.iter().zip(active).filter(|(_, active)| **active);
        let stands = targets.into_iter().find_map(|(target, _)| trouble.left_of(target, after));
        stands.or_else(|| trouble.opened(before).next()).cloned()
    }

    /// The components that a finding depends on; `None`: all.
    fn about(&self, wrong: &Finding) -> Option<Vec<ComponentId>> {
        let landscape = self.situation().landscape;
        match &wrong.subject {
            Subject::Component(component) => Some(vec![*component]),
            Subject::Handoff(edge, _) => Some(vec![edge.from, edge.to]),
            Subject::Service(service) => Some(landscape.services[service.index()].components.clone()),
            _ => None,
        }
    }

    /// Where a combination was wrong, what was too dear beside it may be worth it after all.
    fn look_again(&mut self, groups: &mut [Group], cut: &Cut, workers: &dyn Workers) -> bool {
        let about = |group: &&mut Group| cut.about.as_ref().is_none_or(|about| about.contains(&group.component));
        groups.iter_mut().filter(about).for_each(|group| group.thrifty = false);
        try_all(groups, self.lab, self.facts.situation, &mut self.faces, workers)
    }

    fn conflict(&self, state: &State, conflict: &[usize], stays: usize) -> Impossible {
        let key = |target: &usize| self.lab.targets[*target].key.clone();
        let others: Vec<String> = conflict.iter().filter(|target| **target != stays).map(key).collect();
        let group = state.groups.iter().find(|group| group.targets.contains(&stays));
        // Where combinations have come out wrong, it is not proved that any one of them could go without the others.
        if let Some(cut) = state.cuts.last() {
            let because = cut.reasons(state.cuts.len());
            return Impossible { finding: key(&stays), together_with: Vec::new(), because };
        }
        let because = match (state.max, group) {
            (Some(most), _) => vec![Reason::TooMany(most)],
            (None, Some(group)) => self.reasons(group, state.finished),
            (None, None) if self.asked.actor.is_some() => vec![Reason::NotForActor],
            (None, None) => Vec::new(),
        };
        Impossible { finding: key(&stays), together_with: others, because }
    }

    /// What was tried about a group and why it is no way, the cheapest first, each outcome once.
    fn reasons(&self, group: &Group, finished: bool) -> Vec<Reason> {
        const MOST: usize = 3;
        let mut reasons: Vec<Reason> = Vec::new();
        if !finished && !group.is_done(&self.asked.costs) {
            return vec![Reason::OutOfTime];
        }
        for wrong in &group.wrong {
            let deeds = group.choices[wrong.choice].deeds.clone();
            if deeds.is_empty() || reasons.len() == MOST {
                continue;
            }
            reasons.push(if wrong.opens.is_empty() {
                Reason::Leaves(deeds, wrong.leaves.clone())
            } else {
                Reason::Opens(deeds, wrong.opens.clone())
            });
        }
        if reasons.is_empty() {
            reasons.push(if self.asked.actor.is_some() { Reason::NotForActor } else { Reason::Nobody });
        }
        reasons
    }

    fn repaired(
        &self,
        state: State,
        found: &Found,
        changes: Vec<Change>,
        held: Option<Held>,
        text: String,
        workers: &dyn Workers,
    ) -> Repair {
        let cleared = state.cleared(self.lab);
        let stands = |chosen: &Chosen| self.stands(&state, chosen, &cleared, workers);
        let ties = if found.proved { ties(found, &stands, workers) } else { search::Ties::default() };
        let deeds = |chosen: &Chosen| written::deeds(&state.groups, chosen, self.asked.bare_law);
        let instead = ties.examples.iter().map(|(ours, theirs)| (deeds(ours), deeds(theirs))).collect();
        let mut impossible = state.impossible;
        impossible.sort_by(|a, b| a.finding.cmp(&b.finding));
        Repair {
            wanted: self.lab.targets.len(),
            cleared,
            cost: found.cost,
            bound: if state.finished { found.bound } else { self.untried(&state.groups).min(found.bound) },
            optimal: state.finished && found.proved,
            ties: ties.count,
            instead,
            impossible,
            changes,
            held,
            text,
            tried: state.groups.iter().map(|group| group.ways.len() + group.wrong.len()).sum(),
        }
    }

    /// What all groups cost at the least, where not everything was tried: each the cheapest way, or the next one to try.
    fn untried(&self, groups: &[Group]) -> u64 {
        let least = |group: &Group| {
            let ways = group.ways.iter().filter(|way| way.clears == group.all()).map(|way| way.cost).min();
            ways.into_iter().chain(group.next_cost(&self.asked.costs)).min().unwrap_or(0)
        };
        groups.iter().map(least).sum()
    }
}
