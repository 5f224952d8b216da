//! No regret: whether what a change clears is cleared, and nothing else opens, whichever way disputes go.

use super::facts::{Becomes, Change, Record, Side};
use super::findings::{MOST_DISPUTES, all_readings};
use super::search::Board;
use super::topic::Topic;
use crate::checks::Finding;
use crate::landscape::Responsibility;
use crate::study::blame::Workers;
use crate::study::trouble::Trouble;

/// Whether a change does what it says whichever way the disputes go that are open under it.
#[derive(Debug, Clone)]
pub struct Held {
    /// Whether nothing fails in any reading that was looked at.
    pub holds: bool,
    /// Whether every reading was looked at; else the readings with all disputed facts and with none, or fewer where the
    /// world would not wait.
    pub exact: bool,
    /// How many disputed facts it can depend on, each counted once.
    pub disputes: usize,
    /// What fails in some reading, by key.
    pub fails: Vec<Fails>,
}

/// A finding that is there in some reading and should not be.
#[derive(Debug, Clone)]
pub struct Fails {
    /// The finding, in the first of the readings.
    pub finding: Finding,
    /// Whether it is one that was to go; else one that was not there before in that reading.
    pub back: bool,
    /// The fewest disputed facts that decide it: wherever these become what they do here, it is there, whatever becomes of
    /// the others. None: it is there in every reading.
    pub decides: Vec<(Responsibility, Becomes)>,
}

/// What is wrong in one reading: what was to go and is there, and what is there and was not.
type Wrong = Vec<(bool, Finding)>;

/// Whether findings, by their keys, are no errors or warnings under a change in any reading of disputes, and on their topics and some
/// others no error or warning is there that the same reading of the landscape before does not have. In a reading each
/// fact that is still disputed under the change holds, or is not there. Facts that are not verified stay as recorded, and
/// so do disputes that the change ends. Other topics on which nothing is disputed are not looked at.
///
/// A key that names nothing of the landscape is passed over. Up to twelve disputes that a finding can depend on, every
/// reading is looked at.
pub fn holds_in_every_reading(
    before: Side<'_>,
    after: Side<'_>,
    keys: &[String],
    others: &[Topic],
    workers: &dyn Workers,
) -> Held {
    let record = Record::new(vec![before, after]);
    let mut topics: Vec<Topic> = keys.iter().filter_map(|key| Topic::of_key(before.landscape, key)).collect();
    // Where nothing is disputed, what is recorded is the only reading, and the caller has looked at it.
    topics.extend(others.iter().filter(|topic| !record.disputes(**topic).is_empty()));
    topics.sort_unstable();
    topics.dedup();
    let see = |topic: Topic, benches: &[super::facts::Bench]| wrong(topic, benches, keys);
    let mut board: Board<'_, '_, Wrong> = Board::new(&record, workers, usize::MAX, &see);
    let mut held = Held { holds: true, exact: true, disputes: 0, fails: Vec::new() };
    let mut readings: Vec<(Topic, Vec<usize>, Vec<Vec<Change>>)> = Vec::new();
    for topic in topics {
        let disputes = record.disputes(topic);
        let of_topic = if disputes.len() <= MOST_DISPUTES {
            all_readings(&disputes)
        } else {
            held.exact = false;
            [Becomes::Settled, Becomes::Absent].map(|fate| disputes.iter().map(|place| (*place, fate)).collect()).into()
        };
        readings.push((topic, disputes, of_topic));
    }
    let all = readings.iter().flat_map(|(topic, _, all)| all.iter().map(|reading| (*topic, reading.clone())));
    held.exact &= board.work_out(all.collect::<Vec<_>>());
    let mut all_disputes: Vec<usize> = Vec::new();
    for (topic, disputes, readings) in &readings {
        let seen = |reading: &Vec<Change>| board.get(*topic, reading).map_or(&[][..], Vec::as_slice);
        for found in each_once(readings.iter().flat_map(&seen)) {
            let there = |reading: &Vec<Change>| seen(reading).iter().any(|(_, one)| one.key == found.1.key);
            let failing: Vec<bool> = readings.iter().map(there).collect();
            let decides = if disputes.len() <= MOST_DISPUTES {
                decides(disputes, readings, &failing)
            } else {
                readings
                    .iter()
                    .zip(&failing)
                    .find(|(_, failing)| **failing)
                    .map_or_else(Vec::new, |(all, _)| all.clone())
            };
            let fact = |(place, becomes): &Change| (record.facts[*place].fact.clone(), *becomes);
            let decides = decides.iter().map(fact).collect();
            held.fails.push(Fails { finding: found.1.clone(), back: found.0, decides });
        }
        all_disputes.extend(disputes);
    }
    all_disputes.sort_unstable();
    all_disputes.dedup();
    held.disputes = all_disputes.len();
    held.fails.sort_by(|a, b| (a.finding.severity, &a.finding.key).cmp(&(b.finding.severity, &b.finding.key)));
    held.holds = held.fails.is_empty();
    held
}

/// What is wrong with a topic under a change, in one reading.
fn wrong(topic: Topic, benches: &[super::facts::Bench], keys: &[String]) -> Wrong {
    let [before, after] = benches else { return Vec::new() };
    let known = before.look(topic, |_, findings| Trouble::among(findings.to_vec(), before.landscape()));
    after.look(topic, |_, findings| {
        let here = Trouble::among(findings.to_vec(), after.landscape());
        let (back, others): (Wrong, Wrong) = {
            let of = |finding: &Finding| (keys.contains(&finding.key), finding.clone());
            let back = here.findings.iter().map(of).filter(|(back, _)| *back);
            let opened = here.opened(&known).map(of).filter(|(back, _)| !back);
            (back.collect(), opened.collect())
        };
        [back, others].concat()
    })
}

/// The first of each key.
fn each_once<'w>(all: impl Iterator<Item = &'w (bool, Finding)>) -> Vec<&'w (bool, Finding)> {
    let mut found: Vec<&(bool, Finding)> = Vec::new();
    for one in all {
        if !found.iter().any(|known| known.1.key == one.1.key) {
            found.push(one);
        }
    }
    found
}

/// The fewest facts, with what becomes of them, such that every reading that has them so is a failing one; the first of
/// those in order.
fn decides(disputes: &[usize], readings: &[Vec<Change>], failing: &[bool]) -> Vec<Change> {
    let fails_with = |set: &[Change]| {
        let mut with = readings.iter().zip(failing).filter(|(reading, _)| set.iter().all(|one| reading.contains(one)));
        with.all(|(_, failing)| *failing)
    };
    let failing_readings: Vec<&Vec<Change>> =
        readings.iter().zip(failing).filter(|(_, failing)| **failing).map(|(reading, _)| reading).collect();
    for size in 0..=disputes.len() {
        let mut tried: Vec<Vec<Change>> = Vec::new();
        for reading in &failing_readings {
            for set in sets(reading, size) {
                if !tried.contains(&set) {
                    if fails_with(&set) {
                        return set;
                    }
                    tried.push(set);
                }
            }
        }
    }
    Vec::new()
}

/// Every part of so many of some changes, in order.
fn sets(of: &[Change], size: usize) -> Vec<Vec<Change>> {
    if size == 0 {
        return vec![Vec::new()];
    }
    let mut found = Vec::new();
    for (place, first) in of.iter().enumerate() {
        for mut rest in sets(&of[place + 1..], size - 1) {
            rest.insert(0, *first);
            found.push(rest);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Becomes, Change, all_readings, decides};

    /// Readings of three disputes, and of them those that fail by the first two.
    fn decided(fails: impl Fn(bool, bool) -> bool) -> Vec<Change> {
        let readings = all_readings(&[4, 7, 9]);
        let holds = |reading: &Vec<Change>, place: usize| reading[place].1 == Becomes::Settled;
        let failing: Vec<bool> = readings.iter().map(|one| fails(holds(one, 0), holds(one, 1))).collect();
        decides(&[4, 7, 9], &readings, &failing)
    }

    #[test]
    fn the_fewest_facts_that_decide() {
        assert_eq!(decided(|first, _| first), [(4, Becomes::Settled)]);
        assert_eq!(decided(|_, second| !second), [(7, Becomes::Absent)]);
        assert_eq!(decided(|first, second| first && !second), [(4, Becomes::Settled), (7, Becomes::Absent)]);
        assert_eq!(decided(|_, _| true), []);
    }
}
