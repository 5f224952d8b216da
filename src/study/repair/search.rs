//! Solves the program of a repair: part by part, within a time; which findings cannot go together; what else costs the same.

use super::crossings::{Crossings, Passage};
use super::program::{Limit, Program, Row, Solved};
use super::puzzle::{Built, Chosen, Cut, Puzzle};
use super::trials::Group;
use crate::checks::Finding;
use crate::landscape::COMMISSION;
use crate::study::blame::Workers;

/// So many other repairs of the same cost are counted.
pub const MOST_TIES: usize = 20;

/// What was found.
pub(super) struct Found {
    pub(super) built: Built,
    pub(super) values: Vec<bool>,
    pub(super) cost: u64,
    /// No repair costs less.
    pub(super) bound: u64,
    pub(super) proved: bool,
}

/// How a search ended.
pub(super) enum Search {
    Found(Box<Found>),
    /// These findings, by their places, cannot all go; without any one of them the others could.
    Conflict(Vec<usize>),
    OutOfTime,
}

/// Searches for the cheapest repair by which all active findings go.
pub(super) fn search(
    puzzle: &Puzzle<'_>,
    active: &[bool],
    cuts: &[Cut],
    crossings: &mut Crossings<'_>,
    workers: &dyn Workers,
) -> Search {
    if let Some(conflict) = puzzle.groups.iter().find_map(|group| conflict_within(group, active)) {
        return Search::Conflict(conflict);
    }
    let built = puzzle.build(active, cuts, crossings);
    let mut values = vec![false; built.program.costs.len()];
    let (mut bound, mut proved) = (0, true);
    for (variables, part) in built.program.parts() {
        match part.solve(workers.seconds_left()) {
            Solved::Found { values: of_part, bound: of, proved: is_proved } => {
                let cost: u64 = variables
                    .iter()
                    .zip(&of_part)
                    .filter(|(_, on)| **on)
                    .map(|(variable, _)| built.cost_of(*variable))
                    .sum();
                bound += if is_proved { cost } else { whole(of - built.most_preference).min(cost) };
                proved &= is_proved;
                variables.iter().zip(of_part).for_each(|(variable, on)| values[*variable] = on);
            }
            Solved::Impossible => {
                let among = among(puzzle, active, &built, &variables);
                return Search::Conflict(conflict_among(puzzle, among, cuts, crossings, workers));
            }
            Solved::OutOfTime => match greedy(&part) {
                Some(of_part) => {
                    proved = false;
                    variables.iter().zip(of_part).for_each(|(variable, on)| values[*variable] = on);
                }
                None => return Search::OutOfTime,
            },
        }
    }
    let on = values.iter().enumerate().filter(|(_, on)| **on);
    let cost = on.map(|(variable, _)| built.cost_of(variable)).sum();
    Search::Found(Box::new(Found { built, values, cost, bound, proved }))
}

/// The least whole number that is not below.
fn whole(bound: f64) -> u64 {
    let bound = (bound - 1e-6).ceil();
    // What is no number here is no bound.
    if bound.is_finite() && bound > 0.0 { bound as u64 } else { 0 }
}

/// A solution by hand where the solver found none in time: what is cheapest, and then an arrangement for every row that does
/// not hold.
fn greedy(part: &Program) -> Option<Vec<bool>> {
    let mut values = vec![false; part.costs.len()];
    for row in part.rows.iter().filter(|row| row.limit == Limit::Exactly) {
        let cheapest = row.terms.iter().map(|(variable, _)| *variable);
        let cheapest = cheapest.min_by(|a, b| part.costs[*a].total_cmp(&part.costs[*b]))?;
        values[cheapest] = true;
    }
    for row in &part.rows {
        if !row.holds(&values) {
            let (helping, _) = row.terms.iter().find(|(_, times)| *times < 0)?;
            values[*helping] = true;
        }
    }
    part.rows.iter().all(|row| row.holds(&values)).then_some(values)
}

/// Findings about one group of which no way clears all, none of them to be spared; `None` where some way does.
fn conflict_within(group: &Group, active: &[bool]) -> Option<Vec<usize>> {
    let mut wanted: Vec<usize> = (0..group.targets.len()).filter(|bit| active[group.targets[*bit]]).collect();
    let clears = |bits: &[usize]| {
        let mask = bits.iter().fold(0_u64, |mask, bit| mask | 1 << bit);
        group.ways.iter().any(|way| way.clears & mask == mask)
    };
    if clears(&wanted) {
        return None;
    }
    let all = wanted.clone();
    for bit in all {
        let without: Vec<usize> = wanted.iter().copied().filter(|other| *other != bit).collect();
        if !clears(&without) {
            wanted = without;
        }
    }
    Some(wanted.into_iter().map(|bit| group.targets[bit]).collect())
}

/// The active findings that some variables have to do with.
fn among(puzzle: &Puzzle<'_>, active: &[bool], built: &Built, variables: &[usize]) -> Vec<usize> {
    let classes = variables.iter().filter_map(|variable| built.classes.get(*variable));
    let groups: Vec<usize> = classes.map(|class| class.group).collect();
    let of_groups = groups.iter().flat_map(|group| puzzle.groups[*group].targets.iter().copied());
    let touches = |passage: &&Passage| {
        groups.iter().any(|group| {
            let group = &puzzle.groups[*group];
            group.function == COMMISSION && [passage.edge.from, passage.edge.to].contains(&group.component)
        })
    };
    let of_edges = puzzle.passages.iter().filter(touches).filter_map(|passage| passage.target);
    let mut found: Vec<usize> = of_groups.chain(of_edges).filter(|target| active[*target]).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Of findings that cannot all go, some that cannot, none of them to be spared: one after the other is left out, and where the
/// others still cannot go, it stays out (the deletion filter: J. W. Chinneck and E. W. Dravnieks, Locating minimal infeasible
/// constraint sets in linear programs, 1991).
fn conflict_among(
    puzzle: &Puzzle<'_>,
    among: Vec<usize>,
    cuts: &[Cut],
    crossings: &mut Crossings<'_>,
    workers: &dyn Workers,
) -> Vec<usize> {
    let count = 1 + puzzle.groups.iter().flat_map(|group| &group.targets).chain(&among).max().copied().unwrap_or(0);
    let count =
        puzzle.passages.iter().filter_map(|passage| passage.target).max().map_or(count, |most| count.max(most + 1));
    let mut kept = among.clone();
    for (done, left_out) in among.iter().enumerate() {
        if !workers.go_on("findings that may be in the way of each other", done, among.len()) {
            break;
        }
        let without: Vec<usize> = kept.iter().copied().filter(|target| target != left_out).collect();
        let mut active = vec![false; count];
        without.iter().for_each(|target| active[*target] = true);
        let built = puzzle.build(&active, cuts, crossings);
        let solved = |(_, part): (Vec<usize>, Program)| part.solve(workers.seconds_left());
        if built.program.parts().into_iter().map(solved).any(|solved| solved == Solved::Impossible) {
            kept = without;
        }
    }
    kept
}

/// Of findings that cannot all go, the one to live with: the least severe, then the last.
pub(super) fn to_live_with(conflict: &[usize], targets: &[Finding]) -> Option<usize> {
    let rank = |target: &usize| {
        let finding = &targets[*target];
        (finding.severity, finding.certainty, finding.key.clone())
    };
    conflict.iter().copied().max_by_key(rank)
}

/// Repairs that cost the same.
#[derive(Debug, Default)]
pub(super) struct Ties {
    /// How many others there are, up to [`MOST_TIES`].
    pub(super) count: usize,
    /// Some of them: what differs from the one that was found, on its side and on theirs.
    pub(super) examples: Vec<(Chosen, Chosen)>,
}

/// Counts other repairs that cost the same: in each part the solutions of the same cost, each forbidden once it was seen. One
/// that does not `stand` up to being applied, with everything else as it was found, does not count.
pub(super) fn ties(found: &Found, stands: &dyn Fn(&Chosen) -> bool, workers: &dyn Workers) -> Ties {
    let built = &found.built;
    let ours = built.chosen(&found.values);
    let mut ties = Ties::default();
    let mut all: usize = 1;
    for (variables, mut part) in built.program.parts() {
        let mut values: Vec<bool> = variables.iter().map(|variable| found.values[*variable]).collect();
        let cost = |values: &[bool]| -> u64 {
            variables.iter().zip(values).filter(|(_, on)| **on).map(|(variable, _)| built.cost_of(*variable)).sum()
        };
        let least = cost(&values);
        let mut here: usize = 1;
        loop {
            let mut whole = found.values.clone();
            variables.iter().zip(&values).for_each(|(variable, on)| whole[*variable] = *on);
            let others =
                if built.is_plain(&whole) { built.all_chosen(&whole, &variables, MOST_TIES + 1) } else { Vec::new() };
            for other in others.into_iter().filter(|other| *other != ours) {
                if all.saturating_mul(here) > MOST_TIES || !workers.go_on("repairs of the same cost", all, MOST_TIES) {
                    break;
                }
                if stands(&other) {
                    here += 1;
                    ties.examples.push(difference(&ours, &other));
                }
            }
            if all.saturating_mul(here) > MOST_TIES || !workers.go_on("repairs of the same cost", all, MOST_TIES) {
                break;
            }
            part.rows.push(not_again(&values));
            match part.solve(workers.seconds_left()) {
                Solved::Found { values: next, proved: true, .. } if cost(&next) == least => values = next,
                _ => break,
            }
        }
        all = all.saturating_mul(here);
    }
    ties.count = (all - 1).min(MOST_TIES);
    // The plainest first.
    let size = |one: &Chosen| one.ways.len() + one.pacts.len();
    ties.examples.sort_by_key(|(ours, theirs)| size(ours) + size(theirs));
    ties
}

/// A row that forbids exactly these values.
fn not_again(values: &[bool]) -> Row {
    let terms = values.iter().enumerate().map(|(variable, on)| (variable, if *on { 1 } else { -1 })).collect();
    let on = i32::try_from(values.iter().filter(|on| **on).count()).unwrap_or(i32::MAX);
    Row::new(terms, Limit::AtMost, on - 1)
}

/// What is in the one and not in the other, and the reverse.
fn difference(one: &Chosen, other: &Chosen) -> (Chosen, Chosen) {
    let less = |a: &Chosen, b: &Chosen| Chosen {
        ways: a.ways.iter().filter(|way| !b.ways.contains(way)).copied().collect(),
        pacts: a.pacts.iter().filter(|pact| !b.pacts.contains(pact)).cloned().collect(),
    };
    (less(one, other), less(other, one))
}
