//! Which facts would have to be otherwise for two services to change places on a measure.

use std::cmp::Ordering;

use super::Effort;
use super::facts::{Becomes, Bench, Change, Record, Unsettled};
use super::search::{Board, Tips, count_ways, part_of, ways};
use super::topic::Topic;
use crate::landscape::{ServiceId, ServiceMeasure, TOLERANCE};
use crate::study::blame::Workers;

/// The means of two services; `None` where nobody needs one.
pub type Means = [Option<f64>; 2];

/// Two services that stand next to each other in a ranking.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The one with more first; of equals, in the order of the landscape.
    pub services: [ServiceId; 2],
    /// Their means.
    pub means: Means,
    /// The smallest sets of facts that change their order; what the means then are.
    pub tips: Tips<Means>,
}

/// The order of some services on a measure in the last scenario, two by two: where each pair of neighbours keeps its
/// order, all do.
pub fn order(
    record: &Record<'_>,
    services: &[ServiceId],
    measure: ServiceMeasure,
    effort: Effort,
    workers: &dyn Workers,
) -> Vec<Pair> {
    let see = |topic: Topic, benches: &[Bench]| -> Option<f64> {
        let Topic::Service(service) = topic else { return None };
        benches.last().and_then(|bench| {
            let landscape = bench.landscape();
            bench.measure(topic, |facts| facts.measures(service).map(|of| of.summary(landscape, measure).mean))
        })
    };
    let mut board = Board::new(record, workers, effort.means, &see);
    board.work_out(services.iter().map(|service| (Topic::Service(*service), Vec::new())));
    let mut ranking: Vec<(ServiceId, f64)> =
        services.iter().filter_map(|service| Some((*service, mean(&board, *service, &[])?))).collect();
    ranking.sort_by(|(a, x), (b, y)| y.total_cmp(x).then(a.cmp(b)));
    let ranked: Vec<Ranked> = ranking
        .into_iter()
        .map(|(service, mean)| Ranked { service, mean, players: record.players(Topic::Service(service)) })
        .collect();
    let mut pairs: Vec<Neighbours> =
        (1..ranked.len()).map(|place| Neighbours::new(place - 1, &ranked[place - 1], &ranked[place])).collect();
    let largest = pairs.iter().map(|pair| pair.players.len()).max().unwrap_or(0);
    for size in 1..=largest {
        if !try_size(record, &mut board, &ranked, &mut pairs, size, effort) {
            break;
        }
    }
    pairs.into_iter().map(|neighbours| neighbours.pair).collect()
}

/// A service in the ranking, and the facts on which its mean can depend.
struct Ranked {
    service: ServiceId,
    mean: f64,
    players: Vec<usize>,
}

/// A pair, the place of its first service in the ranking, and the facts on which either mean can depend.
struct Neighbours {
    pair: Pair,
    place: usize,
    players: Vec<usize>,
}

impl Neighbours {
    fn new(place: usize, more: &Ranked, less: &Ranked) -> Self {
        let mut players = [more.players.as_slice(), &less.players].concat();
        players.sort_unstable();
        players.dedup();
        let pair = Pair {
            services: [more.service, less.service],
            means: [Some(more.mean), Some(less.mean)],
            tips: Tips::of(players.len()),
        };
        Neighbours { pair, place, players }
    }
}

fn mean(board: &Board<'_, '_, Option<f64>>, service: ServiceId, changes: &[Change]) -> Option<f64> {
    board.get(Topic::Service(service), changes).copied().flatten()
}

/// Tries all sets of one size for the pairs that are still open. `false`: all are decided, or there are too many.
fn try_size(
    record: &Record<'_>,
    board: &mut Board<'_, '_, Option<f64>>,
    ranked: &[Ranked],
    pairs: &mut [Neighbours],
    size: usize,
    effort: Effort,
) -> bool {
    let open: Vec<usize> = (0..pairs.len()).filter(|pair| pairs[*pair].pair.tips.sets.is_empty()).collect();
    // What each service is with so many of its own facts otherwise; with fewer it is known.
    let mut wanted: Vec<usize> = open.iter().flat_map(|pair| [pairs[*pair].place, pairs[*pair].place + 1]).collect();
    wanted.dedup();
    let count = |players: &[usize]| count_ways(&record.facts, players, size, &fates);
    let needed = wanted.iter().map(|place| count(&ranked[*place].players)).fold(0, usize::saturating_add);
    let sets = open.iter().map(|pair| count(&pairs[*pair].players)).max().unwrap_or(0);
    if open.is_empty() || needed > board.left || sets > effort.pairs {
        return false;
    }
    let each = wanted.iter().flat_map(|place| {
        let topic = Topic::Service(ranked[*place].service);
        ways(&record.facts, &ranked[*place].players, size, &fates).into_iter().map(move |way| (topic, way))
    });
    if !board.work_out(each) {
        return false;
    }
    for place in open {
        let Neighbours { pair, place, players } = &mut pairs[place];
        for way in ways(&record.facts, players, size, &fates) {
            let part = |side: usize| part_of(&way, &ranked[*place + side].players);
            let then = [0, 1].map(|side| mean(board, pair.services[side], &part(side)));
            if sign(then) != sign(pair.means) {
                pair.tips.found(way, then);
            }
        }
        pair.tips.none_up_to = if pair.tips.sets.is_empty() { size.min(players.len()) } else { size - 1 };
    }
    true
}

/// What may become of a fact as far as measures go: they count settled claims alone, so a dispute that ends with nothing
/// is as it was.
pub fn fates(fact: &Unsettled) -> &'static [Becomes] {
    if fact.contested() { &[Becomes::Settled] } else { &[Becomes::Absent] }
}

/// Two means, equal within rounding.
pub fn compare(a: f64, b: f64) -> Ordering {
    if (a - b).abs() <= TOLERANCE * a.abs().max(b.abs()).max(1.0) { Ordering::Equal } else { a.total_cmp(&b) }
}

fn sign([a, b]: Means) -> Option<Ordering> {
    Some(compare(a?, b?))
}
