//! No regret: whether a change that clears findings clears them whichever way disputes go.

use super::facts::{Record, Side};
use super::findings::{Found, MOST_DISPUTES, all_readings, see, state};
use super::search::Board;
use super::topic::Topic;
use crate::study::blame::Patient;

/// Whether findings that a change has cleared stay cleared whichever way disputes go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Whether none of them is there in any reading that was looked at.
    pub holds: bool,
    /// Whether every reading was looked at; else only what `certain` and `possible` say of the facts as recorded, and the
    /// readings with all disputed facts and with none.
    pub exact: bool,
    /// How many disputed facts they can depend on, each counted once.
    pub disputes: usize,
    /// The keys that are there in some reading, in order.
    pub back: Vec<String>,
}

/// Whether findings, by their keys, are absent under a change in every reading of disputes: each disputed fact holds, or is
/// not there. Facts that are not verified stay as recorded.
///
/// `before` is the landscape in which they stood: a key that names nothing there is passed over. `after` is the same under
/// the reform. Up to twelve disputes that a finding can depend on, every reading is looked at.
pub fn holds_in_every_reading(before: Side<'_>, after: Side<'_>, keys: &[String]) -> Held {
    let record = Record::new(vec![after]);
    let see = &see;
    let mut board: Board<'_, '_, Found> = Board::new(&record, &Patient, usize::MAX, see);
    let (mut exact, mut all_disputes, mut back) = (true, Vec::new(), Vec::new());
    for key in keys {
        let Some(topic) = Topic::of_key(before.landscape, key) else { continue };
        let mut disputes = record.players(topic);
        disputes.retain(|place| record.facts[*place].contested());
        let mut readings = if disputes.len() <= MOST_DISPUTES {
            all_readings(&disputes)
        } else {
            exact = false;
            let of = |becomes| disputes.iter().map(|place| (*place, becomes)).collect::<Vec<_>>();
            vec![of(super::Becomes::Settled), of(super::Becomes::Absent)]
        };
        // As recorded: where a dispute could bring it back, it is possible.
        readings.push(Vec::new());
        board.work_out(readings.iter().map(|reading| (topic, reading.clone())));
        if readings.iter().any(|reading| board.get(topic, reading).is_some_and(|found| state(found, key).is_some())) {
            back.push(key.clone());
        }
        all_disputes.append(&mut disputes);
    }
    all_disputes.sort_unstable();
    all_disputes.dedup();
    back.sort_unstable();
    back.dedup();
    Held { holds: back.is_empty(), exact, disputes: all_disputes.len(), back }
}
