//! Enacted history, written as a reform: what a random landscape has begun and ended by a day, done to the day before.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::super::places::live;
use super::super::tool::check_json;
use super::super::world::{Dates, Selector, World};
use super::super::{hold, holds};
use super::agree::{files, show, under};
use super::generate::worlds_and_many_genes;
use super::{Reform, Step};

/// The steps that make the landscape of the day before into that of the day, where steps can: bodies of the day are
/// created, areas redrawn, facts begun and ended, then bodies abolished. `None` where no step says it.
fn enacted(world: &World, on: remit::day::Day) -> Option<Vec<Step>> {
    let before = on.previous();
    let gone = |dates: Dates| dates.on(before) && !dates.on(on);
    let come = |dates: Dates| !dates.on(before) && dates.on(on);
    let mut steps: Vec<Step> = Vec::new();
    // Components begin and end by no step; what has ended of itself is not to be named.
    if world.components.iter().any(|of| of.dates.on(before) != of.dates.on(on)) {
        return None;
    }
    for (one, body) in world.organisations.iter().enumerate() {
        if come(body.dates) {
            // A body comes back with all areas that ever name it, also those that it would have later only.
            let later = |within: &super::super::world::Within| within.organisation == one && !within.dates.on(on);
            if world.areas.iter().any(|area| area.within.iter().any(later)) {
                return None;
            }
            steps.push(Step::Bring(vec![Selector::One(one)]));
        }
        // Who follows by facts alone is for the cases.
        if body.dates.ended(on) && !body.successors.is_empty() {
            return None;
        }
    }
    for (area, of) in world.areas.iter().enumerate() {
        for kind in 0..world.kinds.len() {
            let on_day = |day| of.within.iter().find(|w| w.kind == kind && w.dates.on(day)).map(|w| w.organisation);
            match (on_day(before), on_day(on)) {
                (a, b) if a == b => {}
                (_, Some(to)) if world.organisations[to].dates.on(on) => {
                    steps.push(Step::Redraw { areas: vec![area], kind, to });
                }
                _ => return None,
            }
        }
    }
    let mut responsibilities = Vec::new();
    for fact in &world.responsibilities {
        let lives = |day| fact.dates.on(day) && live(world, day).into_iter().any(|one| names(world, fact.holder, one));
        match (lives(before), lives(on)) {
            (true, false) if gone(fact.dates) => responsibilities.push(fact.clone()),
            // It ends with its holder, or is orphaned: another finding.
            (true, false) => return None,
            (false, true) if come(fact.dates) => steps
                .push(Step::Assign(super::super::world::Responsibility { dates: Dates::default(), ..fact.clone() })),
            _ => {}
        }
    }
    // A fact can be ended exactly only where no other is like it; those are ended by their holder and component.
    for fact in &responsibilities {
        let like = world.responsibilities.iter().filter(|other| {
            other.function == fact.function
                && other.components.iter().any(|of| fact.components.contains(of))
                && (other.dates.on(before) || come(other.dates))
        });
        if like.count() > 1 {
            return None;
        }
        steps.push(Step::End(super::Ending {
            components: Some(fact.components.clone()),
            function: Some(fact.function),
            holder: Some(fact.holder),
            strength: None,
            contested: None,
        }));
    }
    for fact in &world.relations {
        if come(fact.dates) && !gone(fact.dates) {
            steps.push(Step::Relate(super::super::world::Relation { dates: Dates::default(), ..fact.clone() }));
        } else if gone(fact.dates) {
            return None;
        }
    }
    for fact in &world.arrangements {
        if gone(fact.dates) {
            steps.push(Step::EndArrangement(fact.id.clone()));
        } else if come(fact.dates) {
            return None;
        }
    }
    for (one, body) in world.organisations.iter().enumerate() {
        if gone(body.dates) {
            steps.push(Step::Abolish { who: Selector::One(one), heirs: Some(Vec::new()) });
        }
    }
    Some(steps)
}

fn names(world: &World, holder: Selector, one: usize) -> bool {
    match holder {
        Selector::One(wanted) => wanted == one,
        Selector::Kind(kind) => world.organisations[one].kind == kind,
    }
}

/// Findings by key and certainty, with their people; those that only a reform or the evidence has left aside.
fn told(report: &Value) -> BTreeMap<(String, String), String> {
    let list = report["findings"].as_array().cloned().unwrap_or_default();
    list.iter()
        .map(|finding| {
            let text = |field: &str| finding[field].as_str().unwrap_or_default().to_owned();
            let people = finding["people"].as_f64().map_or_else(String::new, |people| format!("{people:.6}"));
            ((text("key"), text("certainty")), people)
        })
        .filter(|((key, _), _)| !["evidence/", "gap/unbalanced", "gap/orphaned"].iter().any(|of| key.starts_with(of)))
        .collect()
}

#[test]
fn enacted_history_and_its_reform_agree() {
    let (agreed, changed) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
    hold(
        worlds_and_many_genes(),
        |(world, _)| show(world, world, &[]),
        |(world, _)| {
            let days: BTreeSet<_> =
                super::super::generate::days().into_iter().filter(|day| *day > world.days[0]).collect();
            for on in days {
                let Some(steps) = enacted(world, on) else { continue };
                let changes = !steps.is_empty();
                let reforms = [Reform { id: "r".to_owned(), on, freeze: true, sourced: true, steps }];
                let (Ok(landscape), Ok(plain)) =
                    (under(&files(world, world, &reforms), &reforms), under(&files(world, world, &[]), &[]))
                else {
                    continue;
                };
                agreed.set(agreed.get() + 1);
                changed.set(changed.get() + usize::from(changes));
                let (history, reform) =
                    (told(&check_json(&plain.at(on, false))), told(&check_json(&landscape.at(on, false))));
                let steps = show(world, world, &reforms);
                let steps = steps.split_once("# reforms").map_or("", |(_, steps)| steps);
                holds!(history == reform, "{on}: enacted {history:?}, and by the reform {reform:?}\n{steps}");
            }
            Ok(())
        },
    );
    assert!(agreed.get() > 20 && changed.get() > 5, "{} days agreed, {} with changes", agreed.get(), changed.get());
}
