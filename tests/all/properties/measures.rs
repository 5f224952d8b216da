//! The measures of docs/method.md once more, cell by cell: for each person, over people, over readings; and the system.

use std::collections::{BTreeMap, BTreeSet};

use super::naive::{Fate, Look, Reading, Unit};
use super::places::{covers, live, residents};
use super::world::{ACCOUNTABLE, COMMISSION, Cell, MEMBER};

/// The cells that need one of a service's components.
pub fn cells_of(look: &Look<'_>, service: usize) -> Vec<Cell> {
    let components = look.components_of(service);
    look.world.cells().into_iter().filter(|cell| components.iter().any(|c| look.needs(*c, *cell))).collect()
}

/// Every measure at one cell, in the order of the contract.
pub fn at_cell(look: &Look<'_>, service: usize, cell: Cell, reading: Reading<'_>) -> [f64; 12] {
    at_cell_with(look, service, cell, reading, &|component| component)
}

/// The same where some components stand for others: those that `counts` gives for them.
pub fn at_cell_with(
    look: &Look<'_>,
    service: usize,
    cell: Cell,
    reading: Reading<'_>,
    counts: &dyn Fn(usize) -> usize,
) -> [f64; 12] {
    let mut needed: Vec<usize> = look.components_of(service).into_iter().filter(|c| look.needs(*c, cell)).collect();
    needed.retain(|c| counts(*c) == *c);
    let held: Vec<(usize, Vec<Unit>)> = needed.iter().map(|c| (*c, look.commissioning(*c, cell, reading))).collect();
    let with: Vec<&Vec<Unit>> = held.iter().map(|(_, units)| units).filter(|units| !units.is_empty()).collect();
    let bodies: BTreeSet<usize> = with.iter().flat_map(|units| units.concat()).collect();
    let kinds: BTreeSet<usize> = bodies.iter().map(|one| look.world.organisations[*one].kind).collect();
    let mut weights: BTreeMap<Unit, f64> = BTreeMap::new();
    for units in &with {
        for unit in units.iter() {
            *weights.entry(unit.clone()).or_default() += 1.0 / units.len() as f64 / with.len() as f64;
        }
    }
    let alike = |u: &Unit, v: &Unit| {
        let both = u.iter().filter(|one| v.contains(one)).count() as f64;
        both / (u.len() as f64 + v.len() as f64 - both)
    };
    let ordinary = |u: &Unit| weights.iter().map(|(v, weight)| alike(u, v) * weight).sum::<f64>();
    let (mut effective, mut entropy) = (0.0, 0.0);
    if !weights.is_empty() {
        effective = 1.0 / weights.iter().map(|(u, weight)| weight * ordinary(u)).sum::<f64>();
        entropy = (-weights.iter().map(|(u, weight)| weight * ordinary(u).ln()).sum::<f64>()).exp();
    }
    let (mut pairs, mut apart) = (0.0, 0.0);
    for (n, one) in with.iter().enumerate() {
        for other in &with[..n] {
            pairs += 1.0;
            apart += f64::from(u8::from(!one.concat().iter().any(|body| other.concat().contains(body))));
        }
    }
    let (mut edges, mut broken, mut fates) = (0.0, 0.0, [0.0; 3]);
    let needs_commission = |c: usize| look.world.components[c].needs.contains(&COMMISSION);
    let mut between: BTreeMap<(usize, usize), Vec<(usize, usize)>> = BTreeMap::new();
    for edge in look.edges_of(service).into_iter().filter(|edge| look.needs(edge.0, cell) && look.needs(edge.1, cell)) {
        between.entry((counts(edge.0), counts(edge.1))).or_default().push(edge);
    }
    for (edge, same) in between.into_iter().filter(|(edge, _)| edge.0 != edge.1) {
        let empty = |c: usize| look.commissioning(c, cell, reading).is_empty();
        match (empty(edge.0), empty(edge.1)) {
            (false, false) => edges += 1.0,
            (true, false) if needs_commission(edge.0) => broken += 1.0,
            (false, true) if needs_commission(edge.1) => broken += 1.0,
            _ => {}
        }
        let handoffs = same.iter().filter_map(|edge| look.handoff(*edge, cell, reading));
        if let Some(worst) = handoffs.map(|handoff| handoff.fate).max() {
            fates[worst as usize] += 1.0;
        }
    }
    let empty = held.iter().filter(|(c, units)| units.is_empty() && needs_commission(*c)).count();
    [
        bodies.len() as f64,
        kinds.len() as f64,
        effective,
        entropy,
        if pairs > 0.0 { apart / pairs } else { 0.0 },
        edges,
        fates.iter().sum(),
        fates[0],
        fates[1],
        fates[2],
        broken,
        empty as f64,
    ]
}

/// Mean, least, median and most over some cells, weighted by people.
pub fn summary(look: &Look<'_>, values: &[(Cell, f64)]) -> [f64; 4] {
    let mut sorted: Vec<(f64, f64)> =
        values.iter().map(|(cell, value)| (*value, look.world.people_of(*cell))).collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let people: f64 = sorted.iter().map(|(_, people)| people).sum();
    let mean = sorted.iter().map(|(value, people)| value * people).sum::<f64>() / people;
    let reached = |wanted: &f64| -> f64 {
        sorted.iter().filter(|(value, _)| *value <= wanted + 1e-9).map(|(_, people)| people).sum()
    };
    let median = sorted.iter().map(|(value, _)| *value).find(|value| reached(value) >= people / 2.0 * (1.0 - 1e-9));
    [mean, sorted[0].0, median.expect("somebody"), sorted[sorted.len() - 1].0]
}

/// Live contested responsibilities to commission an existing component of a service.
pub fn disputes(look: &Look<'_>, service: usize) -> Vec<usize> {
    let components = look.components_of(service);
    let disputed = |fact: &usize| {
        let fact = &look.world.responsibilities[*fact];
        fact.contested && fact.function == COMMISSION && fact.components.iter().any(|c| components.contains(c))
    };
    look.live_responsibilities().into_iter().filter(disputed).collect()
}

/// Least and most of each measure's mean over all readings.
pub fn ranges(look: &Look<'_>, service: usize) -> [[f64; 2]; 12] {
    let (disputes, cells) = (disputes(look, service), cells_of(look, service));
    let people = look.world.people(&cells);
    let mut ranges = [[f64::INFINITY, f64::NEG_INFINITY]; 12];
    for number in 0..1_u32 << disputes.len() {
        let chosen = disputes.iter().enumerate().filter(|(n, _)| number & (1 << n) != 0).map(|(_, fact)| *fact);
        let reading: BTreeSet<usize> = chosen.collect();
        let mut sums = [0.0; 12];
        for cell in &cells {
            let values = at_cell(look, service, *cell, Some(&reading));
            sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value * look.world.people_of(*cell));
        }
        for (range, sum) in ranges.iter_mut().zip(sums) {
            *range = [range[0].min(sum / people), range[1].max(sum / people)];
        }
    }
    ranges
}

/// All handoffs of a service: edge, cell and handoff.
pub fn handoffs<'l>(look: &'l Look<'_>, service: usize) -> impl Iterator<Item = (Cell, super::naive::Handoff)> + 'l {
    let edges = look.edges_of(service);
    edges.into_iter().flat_map(move |edge| {
        look.world.cells().into_iter().filter_map(move |cell| Some((cell, look.handoff(edge, cell, None)?)))
    })
}

/// The shares of a service's handoffs joined or bridged, and joined; none without handoffs.
pub fn congruence(look: &Look<'_>, service: usize) -> Option<[f64; 2]> {
    let mut people = [0.0; 3];
    for (cell, handoff) in handoffs(look, service) {
        people[handoff.fate as usize] += look.world.people_of(cell);
    }
    let all: f64 = people.iter().sum();
    (all > 0.0).then(|| [(people[Fate::Joined as usize] + people[Fate::Bridged as usize]) / all, people[0] / all])
}

/// Steps along accountability from one body to each that it reaches.
fn steps(pairs: &BTreeSet<(usize, usize)>, from: usize) -> BTreeMap<usize, usize> {
    let mut steps = BTreeMap::from([(from, 0)]);
    loop {
        let next: Vec<(usize, usize)> = pairs
            .iter()
            .filter(|(_, to)| !steps.contains_key(to))
            .filter_map(|(one, to)| Some((*to, steps.get(one)? + 1)))
            .collect();
        let Some(least) = next.iter().map(|(_, distance)| *distance).min() else { return steps };
        steps.extend(next.into_iter().filter(|(_, distance)| *distance == least));
    }
}

/// The kind of the nearest body above both sides of a handoff and whether it is a party, with the share of handoffs.
pub fn superiors(look: &Look<'_>, service: usize) -> BTreeMap<(Option<String>, bool), f64> {
    let pairs = look.pairs(ACCOUNTABLE);
    let mut people: BTreeMap<(Option<String>, bool), f64> = BTreeMap::new();
    for (cell, handoff) in handoffs(look, service) {
        let mut best: Option<(usize, &str, usize)> = None;
        for l in &handoff.left {
            let up = steps(&pairs, *l);
            for r in &handoff.right {
                for (body, distance) in steps(&pairs, *r) {
                    let Some(other) = up.get(&body) else { continue };
                    let found = (distance + other, &*look.world.organisations[body].id, body);
                    best = Some(best.map_or(found, |best| best.min(found)));
                }
            }
        }
        let key = match best {
            Some((_, _, body)) => {
                let kind = look.world.kinds[look.world.organisations[body].kind].id.clone();
                (Some(kind), handoff.left.contains(&body) || handoff.right.contains(&body))
            }
            None => (None, false),
        };
        *people.entry(key).or_default() += look.world.people_of(cell);
    }
    let all: f64 = people.values().sum();
    people.into_iter().map(|(key, people)| (key, people / all)).collect()
}

/// Pairs of bodies across a handoff of any service, both ways.
fn across(look: &Look<'_>) -> BTreeSet<(usize, usize)> {
    let mut pairs = BTreeSet::new();
    for service in 0..look.world.services.len() {
        for (_, handoff) in handoffs(look, service) {
            for l in &handoff.left {
                pairs.extend(handoff.right.iter().flat_map(|r| [(*l, *r), (*r, *l)]));
            }
        }
    }
    pairs
}

pub fn coordination(look: &Look<'_>, organisation: usize) -> usize {
    across(look).iter().filter(|(one, _)| *one == organisation).count()
}

/// Bodies without which the graph of memberships and handoffs falls into more pieces.
pub fn cut_points(look: &Look<'_>) -> Vec<usize> {
    let mut edges = across(look);
    edges.extend(look.pairs(MEMBER));
    let pieces = |without: Option<usize>| {
        let nodes: Vec<usize> = (0..look.world.organisations.len()).filter(|n| Some(*n) != without).collect();
        let mut piece: BTreeMap<usize, usize> = nodes.iter().map(|n| (*n, *n)).collect();
        for (one, other) in edges.iter().filter(|(a, b)| Some(*a) != without && Some(*b) != without) {
            let (from, into) = (piece[one], piece[other]);
            piece.values_mut().filter(|p| **p == from).for_each(|p| *p = into);
        }
        piece.values().collect::<BTreeSet<_>>().len()
    };
    // Taking away a body that stands alone takes a piece away; one at an edge leaves the number as it was.
    let all = pieces(None);
    (0..look.world.organisations.len()).filter(|one| pieces(Some(*one)) > all).collect()
}

/// How many organisations commission for one person, over all services, on average.
pub fn commissioners_per_person(look: &Look<'_>) -> f64 {
    let cells = look.world.cells();
    let count = |cell: &Cell| {
        let all = (0..look.world.components.len()).flat_map(|c| look.commissioning(c, *cell, None).concat());
        all.collect::<BTreeSet<usize>>().len() as f64
    };
    cells.iter().map(|cell| count(cell) * look.world.people_of(*cell)).sum::<f64>() / look.world.people(&cells)
}

/// One body's people over those of a kind: id, meets, meets 5 %, Herfindahl index.
pub type Row = (String, usize, usize, Option<f64>);

/// The rows of an alignment of one kind on one day with another on another day.
pub fn rows(look: &Look<'_>, of: usize, there: &Look<'_>, with: usize) -> Vec<Row> {
    let world = look.world;
    let of_kind = |look: &Look<'_>, kind: usize| -> Vec<usize> {
        live(world, look.day).into_iter().filter(|one| world.organisations[*one].kind == kind).collect()
    };
    let mut rows = Vec::new();
    for one in of_kind(look, of) {
        let people = residents(world, one, look.day);
        if people <= 0.0 {
            continue;
        }
        let others = of_kind(there, with);
        let mine: Vec<usize> = (0..world.areas.len()).filter(|area| covers(world, one, *area, look.day)).collect();
        let theirs = |other: usize, area: usize| covers(world, other, area, there.day);
        let whole = |other: &usize| -> f64 {
            mine.iter().filter(|area| theirs(*other, **area)).map(|area| world.areas[*area].population).sum()
        };
        let part = |other: &usize| -> f64 {
            let among = |area: usize| others.iter().filter(|o| theirs(**o, area)).count() as f64;
            mine.iter().filter(|a| theirs(*other, **a)).map(|a| world.areas[*a].population / among(*a)).sum()
        };
        let meets: Vec<f64> = others.iter().map(whole).filter(|people| *people > 0.0).collect();
        let parts: Vec<f64> = others.iter().map(part).collect();
        let all: f64 = parts.iter().sum();
        rows.push((
            world.organisations[one].id.clone(),
            meets.len(),
            meets.iter().filter(|shared| **shared >= 0.05 * people * (1.0 - 1e-9)).count(),
            (all > 0.0).then(|| parts.iter().map(|part| (part / all).powi(2)).sum()),
        ));
    }
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    rows
}

/// H(second | first) in bits over areas in at least one of each.
pub fn conditional_entropy(look: &Look<'_>, first: usize, second: usize) -> f64 {
    let world = look.world;
    let at = |kind: usize, area: usize| -> Vec<usize> {
        let here = live(world, look.day).into_iter().filter(|one| world.organisations[*one].kind == kind);
        here.filter(|one| covers(world, *one, area, look.day)).collect()
    };
    let mut joint: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for area in 0..world.areas.len() {
        let (ones, others) = (at(first, area), at(second, area));
        for one in &ones {
            for other in &others {
                let part = world.areas[area].population / (ones.len() * others.len()) as f64;
                *joint.entry((*one, *other)).or_default() += part;
            }
        }
    }
    let total: f64 = joint.values().sum();
    let of_first = |one: usize| -> f64 { joint.iter().filter(|((a, _), _)| *a == one).map(|(_, people)| people).sum() };
    let terms = joint.iter().filter(|(_, people)| **people > 0.0);
    terms.map(|((one, _), people)| -(people / total) * (people / of_first(*one)).log2()).sum()
}
