//! What the findings under a reform hang on: each way in which facts could be otherwise is a landscape of its own, to which
//! the reform is applied anew.

use std::cell::Cell as Counter;
use std::collections::{BTreeMap, BTreeSet};

use remit::analysis::Facts;
use remit::checks::{Certainty, codes, judge};
use remit::compare::{self, Is};
use remit::day::Day;
use remit::landscape::Landscape;
use remit::reform::{Wanted, Worlds, read};
use remit::study::blame::Patient;
use remit::study::tipping::{Effort, Record, Side, Which, findings as hanging, verdict};

use super::super::tipping::{Unsure, Way, agrees, tipped, ways_of};
use super::super::world::World;
use super::super::{hold, holds};
use super::generate::reformed;
use super::ledger::apply;
use super::{Reform, Step};

/// The landscape with its reforms; `None` where a step has nothing to do any more.
fn worlds(toml: String, names: &World, reforms: &[Reform]) -> Option<Worlds> {
    let mut files: BTreeMap<String, Vec<u8>> =
        reforms.iter().map(|reform| (format!("reforms/{}.toml", reform.id), reform.toml(names).into_bytes())).collect();
    files.insert("landscape.toml".to_owned(), toml.into_bytes());
    let wanted: Vec<Wanted> = reforms.iter().map(|reform| Wanted::Named(reform.id.clone())).collect();
    read(&files, &codes(), &wanted).ok()
}

fn under(worlds: &Worlds, reforms: &[Reform]) -> Option<Landscape> {
    let chain = worlds.chain_of(reforms.iter().map(|reform| Wanted::Named(reform.id.clone())));
    worlds.under(&chain).ok()
}

/// Findings by key, each with its certainty; those about the evidence left aside.
fn wrong(landscape: &Landscape, day: Day) -> BTreeMap<String, Certainty> {
    let situation = landscape.at(day, false);
    let facts = Facts::new(&situation);
    let mut found = BTreeMap::new();
    for finding in judge(&facts, None).findings.into_iter().filter(|finding| !finding.code.starts_with("evidence/")) {
        let known = found.entry(finding.key).or_insert(finding.certainty);
        *known = finding.certainty.min(*known);
    }
    found
}

fn is(before: &Landscape, after: &Landscape, days: [Day; 2]) -> Is {
    let situations = [before.at(days[0], false), after.at(days[1], false)];
    let facts = situations.each_ref().map(Facts::new);
    let findings = facts.each_ref().map(|facts| judge(facts, None).findings);
    let side = |place: usize| compare::Side { facts: &facts[place], findings: &findings[place] };
    compare::verdict(side(0), side(1)).is
}

/// A step that does something else where a fact is otherwise: what it leaves is not what the fact leaves.
fn decides(step: &Step) -> bool {
    match step {
        Step::Delegate(_) => true,
        Step::End(ending) => ending.contested.is_some(),
        _ => false,
    }
}

#[test]
fn the_fewest_facts_under_a_reform() {
    let (tips, unbalanced) = (Counter::new(0), Counter::new(0));
    hold(
        reformed(false),
        |(world, _, _)| Unsure::new(world, &[], 0).show(),
        |(world, reforms, _)| {
            let mut reforms = reforms.clone();
            for step in reforms.iter_mut().flat_map(|reform| &mut reform.steps) {
                if let Step::Assign(fact) = step {
                    fact.contested = false;
                }
            }
            let unsure = Unsure::new(world, &[], 0);
            let Ok(trace) = apply(&unsure.world, &reforms) else { return Ok(()) };
            if reforms.iter().flat_map(|reform| &reform.steps).any(decides) {
                return Ok(());
            }
            let Some(base) = worlds(unsure.toml(), &trace.world, &reforms) else { return Ok(()) };
            let Some(after) = under(&base, &reforms) else { return Ok(()) };
            let ways = unsure.ways();
            let on = reforms.last().expect("a reform").on;
            let mut otherwise: BTreeMap<&Way, (Landscape, Landscape)> = BTreeMap::new();
            for way in &ways {
                let names = World { responsibilities: Vec::new(), ..trace.world.clone() };
                let Some(worlds) = worlds(unsure.otherwise(way).toml(), &names, &reforms) else { return Ok(()) };
                let Some(after) = under(&worlds, &reforms) else { return Ok(()) };
                otherwise.insert(way, (worlds.base().clone(), after));
            }
            let side = Side { landscape: &after, day: on, bare_law: false };
            let record = Record::new(vec![side]);
            let found: BTreeMap<&Way, BTreeMap<String, Certainty>> =
                otherwise.iter().map(|(way, (_, after))| (*way, wrong(after, on))).collect();
            let keys: BTreeSet<&String> = found.values().flat_map(BTreeMap::keys).collect();
            for key in keys {
                let asked = hanging(&record, &Which::Key(key), Effort::default(), &Patient).expect("a topic");
                let [hangs] = asked.as_slice() else { panic!("one key, one answer") };
                let recorded = found[&ways[0]].get(key).copied();
                holds!(hangs.state == recorded, "{key}: {:?}, and {recorded:?} the naive way", hangs.state);
                let then = |way: &Way| {
                    let then = found[way].get(key).copied();
                    tipped(recorded, then).then_some(then)
                };
                agrees(key, ways_of(&unsure, base.base(), &record, &hangs.tips), &hangs.tips, &ways, then)?;
                let tip = usize::from(hangs.tips.size().is_some());
                tips.set(tips.get() + tip);
                unbalanced.set(unbalanced.get() + if key.starts_with("gap/unbalanced") { tip } else { 0 });
            }
            let before = Side { landscape: base.base(), day: on.previous(), bare_law: false };
            let both = Record::new(vec![before, side]);
            let hangs = verdict(&both, None, Effort::default(), &Patient).expect("two sides");
            let days = [on.previous(), on];
            let of = |way: &Way| is(&otherwise[way].0, &otherwise[way].1, days);
            let recorded = of(&ways[0]);
            holds!(hangs.is == recorded, "the verdict is {:?}, and {recorded:?} the naive way", hangs.is);
            let then = |way: &Way| Some(of(way)).filter(|then| *then != recorded);
            agrees("the verdict", ways_of(&unsure, base.base(), &both, &hangs.tips), &hangs.tips, &ways, then)?;
            Ok(())
        },
    );
    let seen = (tips.get(), unbalanced.get());
    assert!(seen.0 > 30 && seen.1 > 3, "too little was seen: {seen:?}");
}
