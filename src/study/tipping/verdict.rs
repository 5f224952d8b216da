//! Which facts would have to be otherwise for the verdict of a comparison to be another one.
//!
//! The verdict asks two things: is anything new, is anything mended. Each is so when it is so on one topic at least. So a
//! smallest set that makes it so lies within the facts of one topic; and one that makes it not so must reach every topic on
//! which it is so, together with topics that share facts with those. That is what is searched, and no more.

use std::collections::{BTreeMap, BTreeSet};

use super::Effort;
use super::facts::{Bench, Change, Record, Unsettled};
use super::search::{Board, Tips, any_fate, count_ways, part_of, ways};
use super::topic::Topic;
use crate::analysis::Facts;
use crate::checks::{Finding, judge};
use crate::compare::{self, Is};
use crate::landscape::{FunctionId, Landscape, ServiceId};
use crate::study::blame::Workers;

/// Whether anything is new, and whether anything is mended.
type Flags = [bool; 2];

/// A verdict, and what it hangs on.
#[derive(Debug, Clone)]
pub struct VerdictHangs {
    /// The verdict as the facts are recorded.
    pub is: Is,
    /// The smallest sets of facts that make it another one.
    pub tips: Tips<Is>,
    /// Where something is new, or mended, whatever becomes of any of these facts: by this alone half of the verdict stands.
    pub fast: [Option<Topic>; 2],
}

/// Asks the verdict of the second scenario against the first what it hangs on; of some services, or of all.
pub fn verdict(
    record: &Record<'_>,
    services: Option<&[ServiceId]>,
    effort: Effort,
    workers: &dyn Workers,
) -> Option<VerdictHangs> {
    let [from, to] = record.sides.as_slice() else { return None };
    let situations = [from, to].map(|side| side.landscape.at(side.day, side.bare_law));
    let facts = situations.each_ref().map(Facts::new);
    let findings = facts.each_ref().map(|facts| judge(facts, services).findings);
    let recorded = recorded(&facts, &findings);
    let mut search = Search::new(record, workers, effort, recorded, topics(&facts, services));
    let is = is(search.overall(&[]));
    let mut hangs = VerdictHangs { is, tips: Tips::of(search.matters()), fast: [None, None] };
    search.run(&mut hangs, effort);
    Some(hangs)
}

/// The flags of each topic as the facts are recorded; a topic without findings has none.
fn recorded(facts: &[Facts<'_>; 2], findings: &[Vec<Finding>; 2]) -> BTreeMap<Topic, Flags> {
    let mut by_topic: BTreeMap<Topic, [Vec<Finding>; 2]> = BTreeMap::new();
    for (side, findings) in findings.iter().enumerate() {
        for finding in findings {
            by_topic.entry(Topic::of(finding)).or_default()[side].push(finding.clone());
        }
    }
    by_topic
        .into_iter()
        .map(|(topic, [before, after])| (topic, flags([&facts[0], &facts[1]], [&before, &after])))
        .collect()
}

fn flags(facts: [&Facts<'_>; 2], findings: [&[Finding]; 2]) -> Flags {
    let side = |place: usize| compare::Side { facts: facts[place], findings: findings[place] };
    match compare::verdict(side(0), side(1)).is {
        Is::Same => [false, false],
        Is::Better => [false, true],
        Is::Worse => [true, false],
        Is::Mixed => [true, true],
    }
}

fn is([new, mended]: Flags) -> Is {
    match (new, mended) {
        (false, false) => Is::Same,
        (false, true) => Is::Better,
        (true, false) => Is::Worse,
        (true, true) => Is::Mixed,
    }
}

/// The flags of a topic on two benches.
fn see(topic: Topic, benches: &[Bench]) -> Flags {
    let [before, after] = benches else { return [false, false] };
    before.look(topic, |facts_before, found_before| {
        after.look(topic, |facts_after, found_after| flags([facts_before, facts_after], [found_before, found_after]))
    })
}

/// Every topic on which there may be an error or a warning, on one of two sides.
fn topics(facts: &[Facts<'_>; 2], services: Option<&[ServiceId]>) -> BTreeSet<Topic> {
    let mut topics = BTreeSet::new();
    let landscape = facts[0].situation.landscape;
    let asked = |of: &[ServiceId]| services.is_none_or(|services| of.iter().any(|one| services.contains(one)));
    for (component, facts_of) in (0..landscape.components.len()).zip(&landscape.components) {
        let id = crate::landscape::ComponentId::new(component);
        if asked(&facts_of.services) && facts.iter().any(|facts| facts.needing(id).is_some()) {
            topics
                .extend((0..landscape.functions.len()).map(|function| Topic::Function(id, FunctionId::new(function))));
        }
    }
    for service in (0..landscape.services.len()).map(ServiceId::new).filter(|service| asked(&[*service])) {
        let edges = facts.iter().flat_map(|facts| &facts.pathway(service).edges);
        topics.extend(edges.map(|(edge, _)| Topic::Handoff(edge.from, edge.to)));
        if landscape.effective_limit.is_some() {
            topics.insert(Topic::Service(service));
        }
    }
    let top = |landscape: &Landscape| landscape.kinds.iter().any(|kind| kind.top);
    if services.is_none() && facts.iter().any(|facts| top(facts.situation.landscape)) {
        topics.insert(Topic::Commissioners);
    }
    topics
}

struct Search<'r, 'l> {
    record: &'r Record<'l>,
    board: Board<'r, 'l, Flags>,
    /// As the facts are recorded; what is not listed has no flag.
    recorded: BTreeMap<Topic, Flags>,
    /// The facts on which each topic can depend, where there are any.
    players: BTreeMap<Topic, Vec<usize>>,
    /// The topics that each fact can tip.
    of_fact: BTreeMap<usize, Vec<Topic>>,
}

impl<'r, 'l> Search<'r, 'l> {
    fn new(
        record: &'r Record<'l>,
        workers: &'r dyn Workers,
        effort: Effort,
        recorded: BTreeMap<Topic, Flags>,
        topics: BTreeSet<Topic>,
    ) -> Self {
        let mut players = BTreeMap::new();
        let mut of_fact: BTreeMap<usize, Vec<Topic>> = BTreeMap::new();
        for topic in topics {
            let facts = record.players(topic);
            facts.iter().for_each(|fact| of_fact.entry(*fact).or_default().push(topic));
            if !facts.is_empty() {
                players.insert(topic, facts);
            }
        }
        Search { record, board: Board::new(record, workers, effort.verdicts, &see), recorded, players, of_fact }
    }

    /// How many facts can matter.
    fn matters(&self) -> usize {
        self.of_fact.len()
    }

    fn of_topic(&self, topic: Topic, changes: &[Change]) -> Flags {
        let part = self.players.get(&topic).map_or_else(Vec::new, |players| part_of(changes, players));
        let recorded = self.recorded.get(&topic).copied().unwrap_or_default();
        if part.is_empty() { recorded } else { self.board.get(topic, &part).copied().unwrap_or(recorded) }
    }

    /// The topics that some changes can tip, each with the changes that concern it.
    fn touched(&self, changes: &[Change]) -> Vec<(Topic, Vec<Change>)> {
        let topics: BTreeSet<Topic> =
            changes.iter().filter_map(|(fact, _)| self.of_fact.get(fact)).flatten().copied().collect();
        topics.into_iter().map(|topic| (topic, part_of(changes, &self.players[&topic]))).collect()
    }

    /// The flags of everything together; the touched topics must be worked out.
    fn overall(&self, changes: &[Change]) -> Flags {
        let touched: BTreeSet<Topic> = self.touched(changes).into_iter().map(|(topic, _)| topic).collect();
        let mut flags = [false, false];
        let mut add = |of: Flags| flags = [flags[0] || of[0], flags[1] || of[1]];
        self.recorded.iter().filter(|(topic, _)| !touched.contains(topic)).for_each(|(_, of)| add(*of));
        touched.iter().for_each(|topic| add(self.of_topic(*topic, changes)));
        flags
    }

    fn run(&mut self, hangs: &mut VerdictHangs, effort: Effort) {
        let recorded = self.overall(&[]);
        let off: Vec<Option<Off>> =
            [0, 1].map(|flag| if recorded[flag] { self.way_off(flag, &mut hangs.fast[flag]) } else { None }).into();
        let switch_on = recorded.contains(&false);
        let most = self.matters();
        for size in 1..=most {
            let mut found: BTreeSet<Vec<Change>> = BTreeSet::new();
            let mut done = true;
            if switch_on {
                done &= self.switched_on(size, recorded, &mut found);
            }
            for way in off.iter().flatten() {
                done &= size < way.least || self.switched_off(size, way, recorded, effort, &mut found);
            }
            if !done {
                return;
            }
            for set in found {
                let flags = self.overall(&set);
                hangs.tips.found(set, is(flags));
            }
            hangs.tips.none_up_to = if hangs.tips.sets.is_empty() { size } else { size - 1 };
            if !hangs.tips.sets.is_empty() {
                return;
            }
            // Nothing can be switched on or off any more: what is left is proved.
            let larger_topics = self.players.values().any(|players| players.len() > size);
            let larger_ways = off.iter().flatten().any(|way| way.players.len() > size);
            if !(switch_on && larger_topics || larger_ways) {
                hangs.tips.none_up_to = most;
                return;
            }
        }
    }

    /// Sets of one size that make something so that is so nowhere. `false`: too many to try.
    fn switched_on(&mut self, size: usize, recorded: Flags, found: &mut BTreeSet<Vec<Change>>) -> bool {
        let mut tried: Vec<(Topic, Vec<Change>)> = Vec::new();
        for (topic, players) in &self.players {
            if tried.len() + count_ways(&self.record.facts, players, size, &any_fate) > self.board.left {
                return false;
            }
            tried.extend(ways(&self.record.facts, players, size, &any_fate).into_iter().map(|way| (*topic, way)));
        }
        if !self.board.work_out(tried.iter().cloned()) {
            return false;
        }
        let lit = |of: Flags| (of[0] && !recorded[0]) || (of[1] && !recorded[1]);
        let hits: BTreeSet<Vec<Change>> =
            tried.into_iter().filter(|(topic, way)| lit(self.of_topic(*topic, way))).map(|(_, way)| way).collect();
        // What else they do decides what the verdict then is.
        let all: Vec<(Topic, Vec<Change>)> = hits.iter().flat_map(|way| self.touched(way)).collect();
        if !self.board.work_out(all) {
            return false;
        }
        found.extend(hits);
        true
    }

    /// Sets of one size that make something nowhere so that is so somewhere. `false`: too many to try.
    fn switched_off(
        &mut self,
        size: usize,
        way: &Off,
        recorded: Flags,
        effort: Effort,
        found: &mut BTreeSet<Vec<Change>>,
    ) -> bool {
        if count_ways(&self.record.facts, &way.players, size, &any_fate) > effort.pairs {
            return false;
        }
        let all = ways(&self.record.facts, &way.players, size, &any_fate);
        let wanted: BTreeSet<(Topic, Vec<Change>)> = all.iter().flat_map(|set| self.touched(set)).collect();
        if !self.board.work_out(wanted) {
            return false;
        }
        found.extend(all.into_iter().filter(|set| {
            let then = self.overall(set);
            then != recorded && !then[way.flag]
        }));
        true
    }

    /// How something could be made to be so nowhere; `None` where it cannot, and then a topic that shows it.
    fn way_off(&mut self, flag: usize, fast: &mut Option<Topic>) -> Option<Off> {
        let lit: Vec<Topic> = self.recorded.iter().filter(|(_, of)| of[flag]).map(|(topic, _)| *topic).collect();
        *fast = lit.iter().copied().find(|topic| !self.players.contains_key(topic));
        if fast.is_some() {
            return None;
        }
        let mut by_size: Vec<(usize, Topic)> = lit.iter().map(|topic| (self.all_ways(*topic), *topic)).collect();
        by_size.sort_unstable();
        let mut least: BTreeMap<Topic, usize> = BTreeMap::new();
        for (count, topic) in by_size {
            if count > MOST_WAYS {
                break;
            }
            let Some(size) = self.least_off(topic, flag) else { break };
            if size > self.players[&topic].len() {
                *fast = Some(topic);
                return None;
            }
            least.insert(topic, size);
        }
        Some(Off { flag, least: self.packed(&lit, &least), players: self.island(&lit) })
    }

    /// In how many ways the facts of a topic may be otherwise.
    fn all_ways(&self, topic: Topic) -> usize {
        let choices = |fact: &Unsettled| any_fate(fact).len() + 1;
        self.players[&topic]
            .iter()
            .fold(1_usize, |product, place| product.saturating_mul(choices(&self.record.facts[*place])))
    }

    /// How many facts it takes until something is not so on a topic; more than it has where nothing does it. `None`: the
    /// budget is spent.
    fn least_off(&mut self, topic: Topic, flag: usize) -> Option<usize> {
        let players = self.players[&topic].clone();
        for size in 1..=players.len() {
            let all = ways(&self.record.facts, &players, size, &any_fate);
            if !self.board.work_out(all.iter().map(|way| (topic, way.clone()))) {
                return None;
            }
            if all.iter().any(|way| !self.of_topic(topic, way)[flag]) {
                return Some(size);
            }
        }
        Some(players.len() + 1)
    }

    /// No set of fewer facts reaches every one of some topics: those that share no facts need their own each.
    fn packed(&self, lit: &[Topic], least: &BTreeMap<Topic, usize>) -> usize {
        let mut order: Vec<Topic> = lit.to_vec();
        order.sort_by_key(|topic| (self.players[topic].len(), *topic));
        let mut taken: BTreeSet<usize> = BTreeSet::new();
        let mut sum = 0;
        for topic in order {
            let players = &self.players[&topic];
            if players.iter().all(|fact| !taken.contains(fact)) {
                taken.extend(players);
                sum += least.get(&topic).copied().unwrap_or(1);
            }
        }
        sum
    }

    /// The facts of some topics, and of all topics that share facts with them, directly or through others.
    fn island(&self, lit: &[Topic]) -> Vec<usize> {
        let mut facts: BTreeSet<usize> = BTreeSet::new();
        let mut seen: BTreeSet<Topic> = lit.iter().copied().collect();
        let mut open: Vec<Topic> = lit.to_vec();
        while let Some(topic) = open.pop() {
            for fact in &self.players[&topic] {
                if facts.insert(*fact) {
                    open.extend(self.of_fact[fact].iter().copied().filter(|other| seen.insert(*other)));
                }
            }
        }
        facts.into_iter().collect()
    }
}

/// How something could be made to be so nowhere.
struct Off {
    /// What: 0 something new, 1 something mended.
    flag: usize,
    /// It takes so many facts at least.
    least: usize,
    /// The facts that can have a part in it.
    players: Vec<usize>,
}

/// Of topics whose facts may be otherwise in more ways, it is not proved that nothing moves them.
const MOST_WAYS: usize = 243;
