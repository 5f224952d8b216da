//! How many facts a finding hangs on, and whether it stands whichever way disputes go.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Effort;
use super::facts::{Becomes, Bench, Change, Record};
use super::search::{Board, Tips, any_fate, count_ways, ways};
use super::topic::Topic;
use crate::analysis::Facts;
use crate::checks::{Certainty, Finding, Severity, judge};
use crate::landscape::ServiceId;
use crate::study::blame::Workers;

/// A finding's state: certain, possible, or not there.
pub type State = Option<Certainty>;

/// Up to so many disputes every reading of them is looked at.
pub const MOST_DISPUTES: usize = 12;

/// A finding, and what it hangs on.
#[derive(Debug, Clone)]
pub struct Hangs {
    /// Its key.
    pub key: String,
    /// How bad; `None` where it is not there.
    pub severity: Option<Severity>,
    /// What it is as the facts are recorded.
    pub state: State,
    /// The people under it, those of its possible part included; `None` where it counts nobody or is not there.
    pub people: Option<f64>,
    /// The smallest sets of facts that tip it.
    pub tips: Tips<State>,
    /// Whether it stands whichever way disputes go.
    pub readings: Readings,
}

/// In which readings something is so. A reading lets each disputed fact hold, or not be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stands {
    /// Whichever way disputes go.
    InEvery,
    /// In some, and not in others.
    InSome,
    /// In none.
    InNone,
}

impl Stands {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Stands::InEvery => "every",
            Stands::InSome => "some",
            Stands::InNone => "none",
        }
    }
}

/// What the readings of disputes say of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Readings {
    /// How many disputed facts it can depend on.
    pub disputes: usize,
    /// In which readings it is there.
    pub stands: Stands,
    /// Whether every reading was looked at; else it is what `certain` and `possible` say.
    pub exact: bool,
}

/// Which findings are asked about.
#[derive(Debug, Clone)]
pub enum Which<'a> {
    /// One, by its key, whether it is there or not.
    Key(&'a str),
    /// Every error and warning of some services; of all where none is named.
    All(Option<&'a [ServiceId]>),
}

/// What a topic's findings are under some changes: keys in order, each with its certainty.
pub type Found = Arc<[(String, Certainty)]>;

/// What is wrong on a topic, in the last of the scenarios.
pub fn see(topic: Topic, benches: &[Bench]) -> Found {
    let keys = |findings: &[Finding]| findings.iter().map(|finding| (finding.key.clone(), finding.certainty)).collect();
    benches.last().map_or_else(|| Vec::new().into(), |bench| bench.look(topic, |_, findings| keys(findings)))
}

/// The state of a finding among those found.
pub fn state(found: &[(String, Certainty)], key: &str) -> State {
    found.iter().filter(|(known, _)| known == key).map(|(_, certainty)| *certainty).min()
}

/// Whether a finding has tipped: it is there and was not, or is not there any more; or, of a possible one, it has become
/// certain.
pub fn tipped(from: State, to: State) -> bool {
    match (from, to) {
        (Some(Certainty::Certain), Some(_)) => false,
        (from, to) => from != to,
    }
}

/// Asks findings of the last scenario what they hang on; `None` where a key names nothing of the landscape.
pub fn findings(record: &Record<'_>, which: &Which<'_>, effort: Effort, workers: &dyn Workers) -> Option<Vec<Hangs>> {
    let mut asked = asked(record, which)?;
    let see = &see;
    let mut board = Board::new(record, workers, usize::MAX, see);
    let mut topics: BTreeMap<Topic, Vec<usize>> = BTreeMap::new();
    for (place, (topic, _)) in asked.iter().enumerate() {
        topics.entry(*topic).or_default().push(place);
    }
    let players: BTreeMap<Topic, Vec<usize>> = topics.keys().map(|topic| (*topic, record.players(*topic))).collect();
    for (topic, hangs) in &mut asked {
        hangs.tips = Tips::of(players[topic].len());
    }
    tip(record, &mut board, &topics, &players, &mut asked, effort);
    for (topic, places) in &topics {
        let disputes: Vec<usize> =
            players[topic].iter().copied().filter(|place| record.facts[*place].contested()).collect();
        for place in places {
            let hangs = &mut asked[*place].1;
            hangs.readings = readings(&mut board, *topic, &disputes, &hangs.key, hangs.state);
        }
    }
    Some(asked.into_iter().map(|(_, hangs)| hangs).collect())
}

/// What is asked about, as the facts are recorded.
fn asked(record: &Record<'_>, which: &Which<'_>) -> Option<Vec<(Topic, Hangs)>> {
    let side = record.sides.last()?;
    let situation = side.landscape.at(side.day, side.bare_law);
    let facts = Facts::new(&situation);
    let services = match which {
        Which::Key(_) => None,
        Which::All(services) => *services,
    };
    let judged = judge(&facts, services).findings;
    let mut list: Vec<(Topic, Hangs)> = Vec::new();
    for finding in &judged {
        let wanted = match which {
            Which::Key(key) => finding.key == *key,
            Which::All(_) => finding.severity != Severity::Note && !finding.code.starts_with("accepted/"),
        };
        if !wanted {
            continue;
        }
        let people = finding.people(side.landscape);
        match list.iter_mut().find(|(_, known)| known.key == finding.key) {
            Some((_, known)) => {
                known.people = known.people.zip(people).map(|(a, b)| a + b);
                known.state = known.state.min(Some(finding.certainty));
                known.severity = known.severity.min(Some(finding.severity));
            }
            None => list.push((
                Topic::of(finding),
                Hangs {
                    key: finding.key.clone(),
                    severity: Some(finding.severity),
                    state: Some(finding.certainty),
                    people,
                    ..Hangs::not_there("")
                },
            )),
        }
    }
    if let (Which::Key(key), true) = (which, list.is_empty()) {
        list.push((Topic::of_key(side.landscape, key)?, Hangs::not_there(key)));
    }
    Some(list)
}

impl Hangs {
    /// A finding that is not there.
    fn not_there(key: &str) -> Self {
        Hangs {
            key: key.to_owned(),
            severity: None,
            state: None,
            people: None,
            tips: Tips::of(0),
            readings: Readings { disputes: 0, stands: Stands::InNone, exact: false },
        }
    }
}

/// Looks for the smallest sets, size by size; a topic whose sets of the next size are too many is left.
fn tip(
    record: &Record<'_>,
    board: &mut Board<'_, '_, Found>,
    topics: &BTreeMap<Topic, Vec<usize>>,
    players: &BTreeMap<Topic, Vec<usize>>,
    asked: &mut [(Topic, Hangs)],
    effort: Effort,
) {
    // How many more sets each topic may try.
    let mut left: BTreeMap<Topic, usize> = topics.keys().map(|topic| (*topic, effort.sets)).collect();
    for size in 1..=players.values().map(Vec::len).max().unwrap_or(0) {
        let mut tried: Vec<(Topic, Vec<Vec<Change>>)> = Vec::new();
        for (topic, places) in topics {
            let open = places.iter().any(|place| asked[*place].1.tips.sets.is_empty());
            let count = count_ways(&record.facts, &players[topic], size, &any_fate);
            let mine = left.entry(*topic).or_default();
            if open && count > 0 && count <= *mine {
                *mine -= count;
                tried.push((*topic, ways(&record.facts, &players[topic], size, &any_fate)));
            } else {
                *mine = 0;
            }
        }
        if tried.is_empty() {
            return;
        }
        let wanted = tried.iter().flat_map(|(topic, ways)| ways.iter().map(|way| (*topic, way.clone())));
        if !board.work_out(wanted) {
            return;
        }
        for (topic, ways) in &tried {
            for place in &topics[topic] {
                let hangs = &mut asked[*place].1;
                if hangs.tips.sets.is_empty() {
                    try_all(board, *topic, ways, hangs);
                    hangs.tips.none_up_to = if hangs.tips.sets.is_empty() { size } else { size - 1 };
                }
            }
        }
    }
}

fn try_all(board: &Board<'_, '_, Found>, topic: Topic, ways: &[Vec<Change>], hangs: &mut Hangs) {
    for way in ways {
        let then = board.get(topic, way).and_then(|found| state(found, &hangs.key));
        if tipped(hangs.state, then) {
            hangs.tips.found(way.clone(), then);
        }
    }
}

/// Every reading of some disputes: each holds, or is not there.
pub fn all_readings(disputes: &[usize]) -> Vec<Vec<Change>> {
    let each = 0..1_usize << disputes.len();
    each.map(|bits| {
        let fate = |number: usize| if bits >> number & 1 == 1 { Becomes::Settled } else { Becomes::Absent };
        disputes.iter().enumerate().map(|(number, place)| (*place, fate(number))).collect()
    })
    .collect()
}

fn readings(
    board: &mut Board<'_, '_, Found>,
    topic: Topic,
    disputes: &[usize],
    key: &str,
    recorded: State,
) -> Readings {
    let exact = disputes.len() <= MOST_DISPUTES;
    if exact {
        let all = all_readings(disputes);
        if board.work_out(all.iter().map(|reading| (topic, reading.clone()))) {
            let there =
                |reading: &Vec<Change>| board.get(topic, reading).is_some_and(|found| state(found, key).is_some());
            let count = all.iter().filter(|reading| there(reading)).count();
            let stands = match count {
                0 => Stands::InNone,
                count if count == all.len() => Stands::InEvery,
                _ => Stands::InSome,
            };
            return Readings { disputes: disputes.len(), stands, exact };
        }
    }
    let stands = match recorded {
        Some(Certainty::Certain) => Stands::InEvery,
        Some(Certainty::Possible) => Stands::InSome,
        None => Stands::InNone,
    };
    Readings { disputes: disputes.len(), stands, exact: false }
}
