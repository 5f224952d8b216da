//! The smallest sets of facts that tip an answer: by exhaustive search, size by size, so that what is found is proved to be
//! smallest; and as far as a budget reaches.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::facts::{Becomes, Bench, Change, Record, Unsettled};
use super::topic::Topic;
use crate::study::blame::Workers;

/// How many of the smallest sets are remembered; the others are counted.
pub const MOST_SETS: usize = 100;

/// The smallest sets of facts that tip an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Tips<T> {
    /// The first of them, all of one size, in order; each with what the answer then is.
    pub sets: Vec<(Vec<Change>, T)>,
    /// How many there are of that size.
    pub count: usize,
    /// No set of up to so many facts tips it.
    pub none_up_to: usize,
    /// How many facts can matter at all.
    pub facts: usize,
}

impl<T> Tips<T> {
    /// Of a question in which so many facts can matter.
    pub fn of(facts: usize) -> Self {
        Tips { sets: Vec::new(), count: 0, none_up_to: 0, facts }
    }

    /// How many facts it takes; `None` where that is not known, or nothing tips it.
    pub fn size(&self) -> Option<usize> {
        self.sets.first().map(|(set, _)| set.len())
    }

    /// Whether it is proved that nothing tips it.
    pub fn never(&self) -> bool {
        self.sets.is_empty() && self.none_up_to >= self.facts
    }

    /// Remembers a set.
    pub fn found(&mut self, set: Vec<Change>, then: T) {
        self.count += 1;
        if self.sets.len() < MOST_SETS {
            self.sets.push((set, then));
        }
    }
}

/// What may become of a fact in a question.
pub type Fates<'f> = dyn Fn(&Unsettled) -> &'static [Becomes] + Sync + 'f;

/// All that may become of a fact.
pub fn any_fate(fact: &Unsettled) -> &'static [Becomes] {
    fact.fates()
}

/// Every way in which exactly so many of some facts are otherwise, in order: by the facts, then by what becomes of them.
pub fn ways(facts: &[Unsettled], players: &[usize], size: usize, fates: &Fates<'_>) -> Vec<Vec<Change>> {
    let mut found = Vec::new();
    let mut set = Vec::with_capacity(size);
    extend(facts, players, size, fates, &mut set, &mut found);
    found
}

fn extend(
    facts: &[Unsettled],
    players: &[usize],
    size: usize,
    fates: &Fates<'_>,
    set: &mut Vec<Change>,
    found: &mut Vec<Vec<Change>>,
) {
    if size == 0 {
        found.push(set.clone());
        return;
    }
    for (place, player) in players.iter().enumerate() {
        if players.len() - place < size {
            return;
        }
        for fate in fates(&facts[*player]) {
            set.push((*player, *fate));
            extend(facts, &players[place + 1..], size - 1, fates, set, found);
            set.pop();
        }
    }
}

/// How many ways [`ways`] would give; never more than fits.
pub fn count_ways(facts: &[Unsettled], players: &[usize], size: usize, fates: &Fates<'_>) -> usize {
    // Of the players so far, how many ways there are of each size.
    let mut of = vec![0_usize; size + 1];
    of[0] = 1;
    for player in players {
        let choices = fates(&facts[*player]).len();
        for size in (1..=size).rev() {
            of[size] = of[size].saturating_add(of[size - 1].saturating_mul(choices));
        }
    }
    of[size]
}

/// The part of some changes that is about some facts, in order.
pub fn part_of(changes: &[Change], players: &[usize]) -> Vec<Change> {
    changes.iter().copied().filter(|(place, _)| players.binary_search(place).is_ok()).collect()
}

/// What is seen of topics under changes, each worked out once.
pub struct Board<'r, 'l, T> {
    record: &'r Record<'l>,
    workers: &'r dyn Workers,
    see: &'r (dyn Fn(Topic, &[Bench]) -> T + Sync),
    known: FxHashMap<(Topic, Vec<Change>), T>,
    /// How many more may be worked out.
    pub left: usize,
}

impl<'r, 'l, T: Clone + Send + Sync> Board<'r, 'l, T> {
    /// Nothing is known yet, and so much may be worked out.
    pub fn new(
        record: &'r Record<'l>,
        workers: &'r dyn Workers,
        budget: usize,
        see: &'r (dyn Fn(Topic, &[Bench]) -> T + Sync),
    ) -> Self {
        Board { record, workers, see, known: FxHashMap::default(), left: budget }
    }

    /// What is known of a topic under changes; asked for before with [`Board::work_out`].
    pub fn get(&self, topic: Topic, changes: &[Change]) -> Option<&T> {
        self.known.get(&(topic, changes.to_vec()))
    }

    /// Works out what is not known of topics under changes. `false`: there is too much, or the world would not wait, and
    /// some of it is not known.
    pub fn work_out(&mut self, wanted: impl IntoIterator<Item = (Topic, Vec<Change>)>) -> bool {
        let mut wanted: Vec<(Topic, Vec<Change>)> =
            wanted.into_iter().filter(|one| !self.known.contains_key(one)).collect();
        wanted.sort_unstable();
        wanted.dedup();
        if wanted.len() > self.left {
            return false;
        }
        let (mut done, of) = (self.known.len(), self.known.len() + wanted.len());
        // A bench is made once for a stretch of changes of one topic.
        const STRETCH: usize = 32;
        let mut jobs: Vec<&[(Topic, Vec<Change>)]> = Vec::new();
        for of_topic in wanted.chunk_by(|(a, _), (b, _)| a == b) {
            jobs.extend(of_topic.chunks(STRETCH));
        }
        const TOGETHER: usize = 4;
        for some in jobs.chunks(TOGETHER) {
            let found: Vec<OnceLock<Vec<T>>> = some.iter().map(|_| OnceLock::new()).collect();
            let (record, see) = (self.record, self.see);
            self.workers.side_by_side(some.len(), &|job| {
                found[job].get_or_init(|| of_job(record, see, some[job]));
            });
            for (job, found) in some.iter().zip(found) {
                let values = found.into_inner().unwrap_or_default();
                self.left -= values.len();
                done += values.len();
                self.known.extend(job.iter().cloned().zip(values));
            }
            if !self.workers.go_on("ways in which facts may be otherwise", done, of) {
                self.left = 0;
                return wanted.iter().all(|one| self.known.contains_key(one));
            }
        }
        true
    }
}

/// What is seen of one topic under some changes, one after the other.
fn of_job<T>(record: &Record<'_>, see: &(dyn Fn(Topic, &[Bench]) -> T + Sync), job: &[(Topic, Vec<Change>)]) -> Vec<T> {
    let Some((topic, _)) = job.first() else { return Vec::new() };
    let mut benches: Vec<Bench> = record.sides.iter().map(|side| Bench::new(*side, *topic)).collect();
    let each = job.iter().map(|(topic, changes)| {
        benches.iter_mut().for_each(|bench| bench.set(&record.facts, changes));
        see(*topic, &benches)
    });
    each.collect()
}
