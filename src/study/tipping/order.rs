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
    let mean = |board: &Board<'_, '_, Option<f64>>, service: ServiceId, changes: &[Change]| {
        board.get(Topic::Service(service), changes).copied().flatten()
    };
    let mut ranking: Vec<(ServiceId, f64)> =
        services.iter().filter_map(|service| Some((*service, mean(&board, *service, &[])?))).collect();
    ranking.sort_by(|(a, x), (b, y)| y.total_cmp(x).then(a.cmp(b)));
    let players: Vec<Vec<usize>> = ranking.iter().map(|(one, _)| record.players(Topic::Service(*one))).collect();
    let mut pairs: Vec<(Pair, [usize; 2], Vec<usize>)> = Vec::new();
    for (place, neighbours) in ranking.windows(2).enumerate() {
        let mut both = [players[place].as_slice(), &players[place + 1]].concat();
        both.sort_unstable();
        both.dedup();
        let pair = Pair {
            services: [neighbours[0].0, neighbours[1].0],
            means: [Some(neighbours[0].1), Some(neighbours[1].1)],
            tips: Tips::of(both.len()),
        };
        pairs.push((pair, [place, place + 1], both));
    }
    let largest = pairs.iter().map(|(_, _, both)| both.len()).max().unwrap_or(0);
    for size in 1..=largest {
        // What each service is with so many of its own facts otherwise; with fewer it is known.
        let open: Vec<usize> = (0..pairs.len()).filter(|pair| pairs[*pair].0.tips.sets.is_empty()).collect();
        let mut wanted: Vec<usize> = open.iter().flat_map(|pair| pairs[*pair].1).collect();
        wanted.dedup();
        let count = |players: &[usize]| count_ways(&record.facts, players, size, &fates);
        let needed: usize = wanted.iter().map(|place| count(&players[*place])).fold(0, usize::saturating_add);
        let sets = open.iter().map(|pair| count(&pairs[*pair].2)).max().unwrap_or(0);
        if open.is_empty() || needed > board.left || sets > effort.pairs {
            break;
        }
        let each = wanted.iter().flat_map(|place| {
            let topic = Topic::Service(ranking[*place].0);
            ways(&record.facts, &players[*place], size, &fates).into_iter().map(move |way| (topic, way))
        });
        if !board.work_out(each) {
            break;
        }
        for pair in open {
            let (pair, places, both) = &mut pairs[pair];
            for way in ways(&record.facts, both, size, &fates) {
                let part = |side: usize| part_of(&way, &players[places[side]]);
                let then = [0, 1].map(|side| mean(&board, pair.services[side], &part(side)));
                if sign(then) != sign(pair.means) {
                    pair.tips.found(way, then);
                }
            }
            pair.tips.none_up_to = if pair.tips.sets.is_empty() { size.min(both.len()) } else { size - 1 };
        }
    }
    pairs.into_iter().map(|(pair, _, _)| pair).collect()
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
