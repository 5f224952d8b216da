//! Who is to blame, the naive way: every order of every step, nothing left aside.

use std::cell::Cell as Counter;
use std::collections::BTreeMap;

use remit::analysis::Facts;
use remit::checks::{codes, judge};
use remit::day::Day;
use remit::landscape::{Landscape, SERVICE_MEASURES, ServiceId};
use remit::reform::{Replay, Wanted, read};
use remit::study::blame::{Effort, Patient, Subject, blame, overview};

use super::super::{hold, holds, near};
use super::Reform;
use super::agree::{files, show};
use super::generate::reformed;
use super::ledger::apply;

/// Everything that could be asked about, with its value.
fn values(landscape: &Landscape, day: Day) -> BTreeMap<Subject, f64> {
    let situation = landscape.at(day, false);
    let facts = Facts::new(&situation);
    let mut values = BTreeMap::new();
    for finding in judge(&facts, None).findings.iter().filter(|finding| !finding.code.starts_with("accepted/")) {
        *values.entry(Subject::Finding(finding.key.clone())).or_insert(0.0) += finding.people(landscape).unwrap_or(1.0);
    }
    let services: std::collections::BTreeSet<ServiceId> =
        landscape.components.iter().flat_map(|component| component.services.iter().copied()).collect();
    for service in services {
        for (_, measure) in SERVICE_MEASURES {
            let mean = facts.measures(service).map_or(0.0, |measures| measures.summary(landscape, measure).mean);
            values.insert(Subject::Measure(measure, service), mean);
        }
    }
    values
}

/// Every order of so many things.
fn orders(count: usize) -> Vec<Vec<usize>> {
    let Some(last) = count.checked_sub(1) else { return vec![Vec::new()] };
    let shorter = orders(last);
    shorter.iter().flat_map(|order| (0..count).map(|at| [&order[..at], &[last], &order[at..]].concat())).collect()
}

#[test]
fn shares_and_smallest_sets_of_steps() {
    let (asked, shared) = (Counter::new(0), Counter::new(0));
    hold(
        reformed(false),
        |(world, reforms, _)| show(world, world, reforms),
        |(world, reforms, _)| {
            let trace = apply(world, reforms).expect("steps that can be done");
            let wanted: Vec<Wanted> = reforms.iter().map(|reform| Wanted::Named(reform.id.clone())).collect();
            let last: &Reform = reforms.last().expect("a reform");
            let steps = last.steps.len();
            if steps == 0 || steps > 4 {
                return Ok(());
            }
            let Ok(worlds) = read(&files(world, &trace.world, reforms), &codes(), &wanted) else { return Ok(()) };
            let Ok(Some(replay)) = Replay::new(&worlds, &worlds.chain_of(wanted)) else { return Ok(()) };
            let day = last.on;
            // What every set of steps brings about, the landscape as a whole.
            let of: Vec<BTreeMap<Subject, f64>> =
                (0..1_usize << steps).map(|set| values(&replay.with(|step| set >> step & 1 == 1), day)).collect();
            let all = (1_usize << steps) - 1;
            let changes = overview(&replay, day, false, &Patient).changes;
            let orders = orders(steps);
            let subjects: std::collections::BTreeSet<&Subject> = of.iter().flat_map(BTreeMap::keys).collect();
            for subject in subjects {
                let value = |set: usize| {
                    of[set].get(subject).copied().unwrap_or(0.0) - of[0].get(subject).copied().unwrap_or(0.0)
                };
                let moved = (0..=all).any(|set| !near(value(set), 0.0));
                // What nothing moves is all alike; a few are enough.
                if !moved && asked.get() % 40 != 0 {
                    asked.set(asked.get() + 1);
                    continue;
                }
                asked.set(asked.get() + 1);
                let found = blame(&replay, day, false, subject, Effort::default(), &Patient);
                holds!(near(found.total, value(all)), "{subject:?}: {} and {} the naive way", found.total, value(all));
                holds!(found.exact, "{subject:?}: so few steps are worked out exactly");
                for step in 0..steps {
                    let mean = orders
                        .iter()
                        .map(|order| {
                            let before = order.iter().take_while(|other| **other != step).map(|other| 1 << other).sum();
                            value(before | 1 << step) - value(before)
                        })
                        .sum::<f64>()
                        / orders.len() as f64;
                    let player = found.steps.iter().find(|one| one.step == step);
                    let share = player.map_or(0.0, |one| one.share.expect("a share").value);
                    holds!(near(share, mean), "{subject:?}: step {step} has {share}, and {mean} the naive way");
                    let without = player.map_or(found.total, |one| one.without);
                    let left = value(all & !(1 << step));
                    holds!(near(without, left), "{subject:?}: without step {step} {without}, and {left} the naive way");
                    if !near(mean, 0.0) {
                        shared.set(shared.get() + 1);
                    }
                }
                // The smallest sets without which it does not happen.
                let gone = |set: usize| near(value(all & !set), 0.0) || value(all & !set) * value(all) < 0.0;
                let sets: Vec<usize> = (1..=all).filter(|set| !near(value(all), 0.0) && gone(*set)).collect();
                let size = sets.iter().map(|set| set.count_ones()).min().unwrap_or(0);
                let mut smallest: Vec<Vec<usize>> = sets
                    .iter()
                    .filter(|set| set.count_ones() == size)
                    .map(|set| (0..steps).filter(|step| set >> step & 1 == 1).collect())
                    .collect();
                smallest.sort();
                holds!(
                    found.smallest.sets == smallest,
                    "{subject:?}: {:?}, and {smallest:?} the naive way",
                    found.smallest.sets
                );
                let change = changes.iter().find(|change| change.subject == *subject);
                if let Some(change) = change {
                    for (step, left) in &change.without {
                        holds!(near(*left, value(all & !(1 << step))), "{subject:?}: all at once, without step {step}");
                    }
                }
            }
            Ok(())
        },
    );
    assert!(shared.get() > 100, "only {} shares that are not nothing", shared.get());
}
