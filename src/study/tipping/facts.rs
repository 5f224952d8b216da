//! The facts that may turn out otherwise, and a scenario in which some of them have.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::topic::Topic;
use crate::analysis::{Facts, Shapes};
use crate::checks::{Finding, judge_codes};
use crate::day::Day;
use crate::landscape::{Landscape, Responsibility};
use crate::model::{Evidence, Status};

/// A landscape, under its reforms, on a day: what one side of a question is asked of.
#[derive(Debug, Clone, Copy)]
pub struct Side<'l> {
    /// The landscape under the scenario's reforms.
    pub landscape: &'l Landscape,
    /// The day.
    pub day: Day,
    /// Whether what no law requires is left out.
    pub bare_law: bool,
}

/// What becomes of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Becomes {
    /// The dispute ends, and it holds.
    Settled,
    /// It turns out not to be there.
    Absent,
}

impl Becomes {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Becomes::Settled => "settled",
            Becomes::Absent => "absent",
        }
    }
}

/// One fact otherwise, by its place in a list of unsettled facts.
pub type Change = (usize, Becomes);

/// A responsibility in force that is disputed, or whose source nobody has seen to say it.
#[derive(Debug, Clone)]
pub struct Unsettled {
    /// The fact, as it stands in the first scenario that has it. What reforms have passed on or taken apart is one fact
    /// with what it came from.
    pub fact: Responsibility,
}

impl Unsettled {
    /// Whether somebody disputes it.
    pub fn contested(&self) -> bool {
        self.fact.status == Status::Contested
    }

    /// What may become of it: a dispute may go either way, an unverified fact may turn out not to be there.
    pub fn fates(&self) -> &'static [Becomes] {
        if self.contested() { &[Becomes::Settled, Becomes::Absent] } else { &[Becomes::Absent] }
    }
}

/// What one or two scenarios record, and what of it is unsettled.
#[derive(Debug)]
pub struct Record<'l> {
    /// The scenarios: one, or the two of a comparison.
    pub sides: Vec<Side<'l>>,
    /// The unsettled facts, in the order of the landscape; then those of reforms.
    ///
    /// What a reform itself assigns, undisputed and without saying how sure that is, is a decision and no claim about the
    /// world, and is left aside.
    pub facts: Vec<Unsettled>,
    /// For each scenario the facts in force that are unsettled, by their places in `facts`.
    in_force: Vec<Vec<(usize, &'l Responsibility)>>,
}

impl<'l> Record<'l> {
    /// Looks for the unsettled facts of some scenarios.
    pub fn new(sides: Vec<Side<'l>>) -> Self {
        let mut known = FxHashMap::default();
        let mut facts: Vec<Unsettled> = Vec::new();
        let mut in_force = Vec::new();
        for side in &sides {
            let mut here = Vec::new();
            for fact in in_question(side) {
                let place = *known.entry(fact.written).or_insert_with(|| {
                    facts.push(Unsettled { fact: fact.clone() });
                    facts.len() - 1
                });
                here.push((place, fact));
            }
            in_force.push(here);
        }
        Record { sides, facts, in_force }
    }

    /// The unsettled facts on which a topic can depend, in order.
    pub fn players(&self, topic: Topic) -> Vec<usize> {
        let mut players = Vec::new();
        for (side, here) in self.sides.iter().zip(&self.in_force) {
            let asks = topic.asks(*side);
            players.extend(here.iter().filter(|(_, fact)| asks(fact)).map(|(place, _)| *place));
        }
        players.sort_unstable();
        players.dedup();
        players
    }

    /// The facts that are disputed and in force in the last of the scenarios, and on which a topic can depend in any of them,
    /// in order.
    pub fn disputes(&self, topic: Topic) -> Vec<usize> {
        let live = |side: &Side<'l>| {
            let (landscape, day) = (side.landscape, side.day);
            landscape
                .responsibilities
                .iter()
                .filter(move |fact| fact.status == Status::Contested && fact.period.includes(day))
        };
        let Some(last) = self.sides.last() else { return Vec::new() };
        let disputed: FxHashSet<_> = live(last).map(|fact| fact.written).collect();
        let mut asked: FxHashSet<_> = FxHashSet::default();
        for side in &self.sides {
            let asks = topic.asks(*side);
            asked.extend(
                live(side).filter(|fact| disputed.contains(&fact.written) && asks(fact)).map(|fact| fact.written),
            );
        }
        (0..self.facts.len()).filter(|place| asked.contains(&self.facts[*place].fact.written)).collect()
    }

    /// The unsettled facts in force in one of the scenarios, in order.
    pub fn of_side(&self, side: usize) -> Vec<usize> {
        let mut list: Vec<usize> = self.in_force[side].iter().map(|(place, _)| *place).collect();
        list.sort_unstable();
        list.dedup();
        list
    }
}

/// Facts that are in force in a scenario, or were when a reform began, and are unsettled.
fn in_question<'l>(side: &Side<'l>) -> Vec<&'l Responsibility> {
    let mut all: Vec<&Responsibility> = Vec::new();
    let mut add = |landscape: &'l Landscape, day: Day| {
        all.extend(landscape.responsibilities.iter().filter(|fact| fact.period.includes(day)));
    };
    // What a reform has taken from somebody matters for where it went.
    for applied in &side.landscape.applied {
        add(&applied.before, applied.before.reforms[applied.reform].on);
    }
    add(side.landscape, side.day);
    let declared = side.landscape.applied.first().map(|first| {
        let each = first.before.responsibilities.iter().map(|fact| (fact.written, ()));
        each.collect::<FxHashMap<_, _>>()
    });
    all.retain(|fact| {
        let decided =
            fact.evidence.is_none() && declared.as_ref().is_some_and(|known| !known.contains_key(&fact.written));
        fact.status == Status::Contested || (!decided && fact.evidence != Some(Evidence::Verified))
    });
    all
}

/// A scenario as far as a topic depends on it, whose facts can be made otherwise, again and again.
pub struct Bench {
    landscape: Landscape,
    day: Day,
    bare_law: bool,
    shapes: Arc<Shapes>,
    /// The responsibilities as recorded: of the landscape, then of each landscape that the ledger asks.
    recorded: Vec<Vec<Responsibility>>,
}

impl Bench {
    /// A scenario as far as a topic depends on it.
    pub fn new(side: Side<'_>, topic: Topic) -> Self {
        let asks = topic.asks(side);
        let narrow = |landscape: &Landscape| {
            let mut landscape = landscape.clone();
            landscape.responsibilities.retain(&asks);
            landscape
        };
        let first = |landscape: &Landscape| {
            let mut landscape = narrow(landscape);
            landscape.applied.clear();
            Arc::new(landscape)
        };
        let mut landscape = narrow(side.landscape);
        if topic.asks_the_ledger() {
            for applied in &mut landscape.applied {
                applied.before = first(&applied.before);
                applied.after = applied.after.as_deref().map(first);
            }
        } else {
            landscape.applied.clear();
        }
        let mut bench =
            Bench { landscape, day: side.day, bare_law: side.bare_law, shapes: Arc::default(), recorded: Vec::new() };
        let mut recorded = Vec::new();
        bench.each(|facts| recorded.push(facts.clone()));
        bench.recorded = recorded;
        bench
    }

    /// The landscape as it is now.
    pub fn landscape(&self) -> &Landscape {
        &self.landscape
    }

    /// Every list of responsibilities, always in the same order.
    fn each(&mut self, mut see: impl FnMut(&mut Vec<Responsibility>)) {
        see(&mut self.landscape.responsibilities);
        for applied in &mut self.landscape.applied {
            if let Some(before) = Arc::get_mut(&mut applied.before) {
                see(&mut before.responsibilities);
            }
            if let Some(after) = applied.after.as_mut().and_then(Arc::get_mut) {
                see(&mut after.responsibilities);
            }
        }
    }

    /// Makes these facts otherwise, and all others as recorded.
    pub fn set(&mut self, facts: &[Unsettled], changes: &[Change]) {
        let fate = |fact: &Responsibility| {
            changes.iter().find(|(place, _)| facts[*place].fact.written == fact.written).map(|(_, becomes)| *becomes)
        };
        let recorded = std::mem::take(&mut self.recorded);
        let mut lists = recorded.iter();
        self.each(|list| {
            list.clear();
            for fact in lists.next().into_iter().flatten() {
                match fate(fact) {
                    None => list.push(fact.clone()),
                    Some(Becomes::Settled) => list.push(Responsibility { status: Status::Settled, ..fact.clone() }),
                    Some(Becomes::Absent) => {}
                }
            }
        });
        self.recorded = recorded;
    }

    /// What holds now, and what is wrong with it as far as the topic goes.
    pub fn look<R>(&self, topic: Topic, read: impl FnOnce(&Facts<'_>, &[Finding]) -> R) -> R {
        let situation = self.landscape.at(self.day, self.bare_law);
        let components = topic.components(&self.landscape);
        let wanted = |component| components.as_ref().is_none_or(|all| all.contains(&component));
        let facts = Facts::about(&situation, Arc::clone(&self.shapes), wanted);
        let mut findings = judge_codes(&facts, None, |code| topic.has_code(code)).findings;
        findings.retain(|finding| Topic::of(finding) == topic);
        read(&facts, &findings)
    }

    /// The same of what is measured alone.
    pub fn measure<R>(&self, topic: Topic, read: impl FnOnce(&Facts<'_>) -> R) -> R {
        let situation = self.landscape.at(self.day, self.bare_law);
        let components = topic.components(&self.landscape);
        let wanted = |component| components.as_ref().is_none_or(|all| all.contains(&component));
        read(&Facts::about(&situation, Arc::clone(&self.shapes), wanted))
    }
}
