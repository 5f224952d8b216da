//! What must hold of reforms whatever they are of: nothing done changes nothing, there and back is the same, what does not
//! meet may come in any order.

use remit::checks::codes;
use remit::landscape::Landscape;
use remit::reform::{Wanted, read};

use super::super::generate::{Choices, responsibility};
use super::super::places::{covers, live, selected};
use super::super::tool::{check_json, compare_json};
use super::super::unchanged::same;
use super::super::world::{Dates, Selector, World};
use super::super::{Holds, hold, holds};
use super::agree::{files, show};
use super::generate::{reform_days, step, worlds_and_many_genes};
use super::ledger::apply;
use super::{Ending, Passing, Reform, Step};

fn reform(id: &str, on: remit::day::Day, freeze: bool, steps: Vec<Step>) -> Reform {
    Reform { id: id.to_owned(), on, freeze, sourced: true, steps }
}

/// The landscape under two reforms, or none, each by itself; `None` where one cannot be applied.
fn pair(world: &World, reforms: [Option<&Reform>; 2]) -> Option<[Landscape; 2]> {
    let all: Vec<Reform> = reforms.iter().flatten().map(|reform| (*reform).clone()).collect();
    let mut names = world.clone();
    for reform in &all {
        let after = apply(world, std::slice::from_ref(reform)).ok()?.world;
        if after.organisations.len() > names.organisations.len() {
            names = after;
        }
    }
    let wanted: Vec<Wanted> = all.iter().map(|reform| Wanted::Named(reform.id.clone())).collect();
    let worlds = read(&files(world, &names, &all), &codes(), &wanted).ok()?;
    let [a, b] = reforms.map(|reform| {
        let chain = worlds.chain_of(reform.map(|reform| Wanted::Named(reform.id.clone())));
        worlds.under(&chain).ok()
    });
    Some([a?, b?])
}

/// The verdict between two landscapes on a day is `same`; and all that is found is, but for what the reform is unsourced in.
fn is_same(what: &str, day: remit::day::Day, one: &Landscape, other: &Landscape) -> Holds {
    let report = compare_json(&one.at(day, false), &other.at(day, false), None);
    holds!(report["verdict"]["is"] == "same", "{what}: {day}: {}", report["verdict"]);
    Ok(())
}

fn shown((world, _): &(World, Vec<u16>)) -> String {
    show(world, world, &[])
}

#[test]
fn a_reform_that_does_nothing_changes_nothing() {
    hold(worlds_and_many_genes(), shown, |(world, genes)| {
        let on = Choices::new(genes).one_of(&reform_days());
        let [plain, known] = pair(world, [None, Some(&reform("r", on, false, vec![]))]).expect("an empty reform");
        for day in world.days.iter().copied().chain([on]).filter(|day| *day >= on) {
            let (a, b) = (plain.at(day, false), known.at(day, false));
            same("without a freeze", &check_json(&a), &check_json(&b), &["at"])?;
        }
        // With a freeze each day is as the one before the reform, but for what acceptances and components' own days say.
        let [_, still] = pair(world, [None, Some(&reform("r", on, true, vec![]))]).expect("an empty reform");
        let before = on.previous();
        for day in [on, remit::day::Day::from_ymd(2030, 1, 1).expect("a day")] {
            let (a, b) = (plain.at(before, false), still.at(day, false));
            let frozen = check_json(&b);
            let orphan = |finding: &serde_json::Value| finding["code"] == "gap/orphaned";
            let but_orphans = |report: serde_json::Value| -> Vec<serde_json::Value> {
                let list = report["findings"].as_array().cloned().unwrap_or_default();
                // "Whatever the day": what begins later is counted among what a holder had.
                list.into_iter().filter(|finding| !orphan(finding)).collect()
            };
            let (a, b) = (but_orphans(check_json(&a)), but_orphans(frozen));
            same("with a freeze", &a.into(), &b.into(), &["at"])?;
        }
        Ok(())
    });
}

#[test]
fn a_reform_and_its_reverse_are_the_same_as_none() {
    let reversed = std::cell::Cell::new(0);
    hold(worlds_and_many_genes(), shown, |(world, genes)| {
        let c = &mut Choices::new(genes);
        let on = c.one_of(&reform_days());
        let still = reform("still", on, true, vec![]);
        let frozen = apply(world, std::slice::from_ref(&still)).expect("an empty reform").world;
        for there_and_back in reversals(c, &frozen, on) {
            let both = reform("r", on, true, there_and_back);
            let Some([plain, after]) = pair(world, [Some(&still), Some(&both)]) else { continue };
            reversed.set(reversed.get() + 1);
            let text = show(world, world, std::slice::from_ref(&both));
            is_same(text.split_once("[[step]]").map_or("", |(_, steps)| steps), on, &plain, &after)?;
        }
        Ok(())
    });
    assert!(reversed.get() > 60, "only {} were reversed", reversed.get());
}

/// Steps that undo each other.
fn reversals(c: &mut Choices<'_>, world: &World, on: remit::day::Day) -> Vec<Vec<Step>> {
    let mut all = Vec::new();
    let alive = live(world, on);
    if alive.is_empty() {
        return all;
    }
    // A responsibility of one body passes to another with the same areas and back.
    let covered =
        |one: usize| -> Vec<usize> { (0..world.areas.len()).filter(|area| covers(world, one, *area, on)).collect() };
    for one in &alive {
        for other in alive.iter().filter(|other| *other != one && covered(**other) == covered(*one)) {
            // It must not have anything of its own that would go back with it.
            let holds = |who: usize| {
                let names =
                    |fact: &&super::super::world::Responsibility| selected(world, fact.holder, on).contains(&who);
                world.responsibilities.iter().filter(names).any(|fact| fact.dates.on(on))
            };
            if holds(*one) && !holds(*other) {
                let there =
                    Passing { components: None, function: None, from: Selector::One(*one), to: Selector::One(*other) };
                let back = Passing { from: there.to, to: there.from, ..there.clone() };
                all.push(vec![Step::Transfer(there), Step::Transfer(back)]);
            }
        }
    }
    // What is assigned ends, where nothing else is like it.
    let mut fact = responsibility(c, world, 0, 0);
    (fact.areas, fact.dates) = (None, Dates::default());
    let holder = Selector::One(c.one_of(&alive));
    fact.holder = holder;
    let like = |other: &super::super::world::Responsibility| {
        other.function == fact.function && other.components.iter().any(|of| fact.components.contains(of))
    };
    if !world.responsibilities.iter().any(like) {
        let ending = Ending {
            components: Some(fact.components.clone()),
            function: Some(fact.function),
            holder: Some(holder),
            strength: None,
            contested: None,
        };
        all.push(vec![Step::Assign(fact), Step::End(ending)]);
    }
    // An area goes to another and back.
    let area = c.below(world.areas.len());
    for within in world.areas[area].within.iter().filter(|within| within.dates.on(on)) {
        let others: Vec<usize> =
            alive.iter().copied().filter(|one| world.organisations[*one].kind == within.kind).collect();
        if alive.contains(&within.organisation) && !others.is_empty() {
            let (there, kind) = (c.one_of(&others), within.kind);
            all.push(vec![
                Step::Redraw { areas: vec![area], kind, to: there },
                Step::Redraw { areas: vec![area], kind, to: within.organisation },
            ]);
        }
    }
    all
}

#[test]
fn a_merger_and_a_split_of_the_same_are_the_same_as_none() {
    let merged = std::cell::Cell::new(0);
    hold(worlds_and_many_genes(), shown, |(world, genes)| {
        let c = &mut Choices::new(genes);
        let on = c.one_of(&reform_days());
        let still = reform("still", on, true, vec![]);
        let frozen = apply(world, std::slice::from_ref(&still)).expect("an empty reform").world;
        let alive = live(&frozen, on);
        let pairs = alive.iter().flat_map(|a| alive.iter().map(move |b| [*a, *b]));
        let of = |one: usize| frozen.organisations[one].kind;
        for who in pairs.filter(|[a, b]| a < b && of(*a) == of(*b)) {
            let kind = of(who[0]);
            let areas = |one: &usize| -> Vec<usize> {
                (0..world.areas.len()).filter(|area| covers(&frozen, *one, *area, on)).collect()
            };
            let [a, b] = &who;
            let (of_a, of_b) = (areas(a), areas(b));
            // A part needs areas, and the merged body has each area once.
            if of_a.is_empty() || of_b.is_empty() || of_a.iter().any(|area| of_b.contains(area)) {
                continue;
            }
            // Heirs of a body that gives its own footprint do so too, and then the `within` that names it, or the other one,
            // names nobody who lives: a third body may have the area by following somebody else.
            let listed = |one: &usize| frozen.organisations[*one].footprint.is_some();
            let named = who
                .iter()
                .any(|one| frozen.areas.iter().any(|area| area.within.iter().any(|w| w.organisation == *one)));
            if who.iter().any(listed) && named {
                continue;
            }
            // Nor is what they have only as successors: a part is named in the `within` of such an area, and whoever else
            // had it as a successor has it no longer.
            let inherits = |one: &usize, area: &usize| {
                !listed(one) && !frozen.areas[*area].within.iter().any(|w| w.organisation == *one && w.dates.on(on))
            };
            if of_a.iter().any(|area| inherits(a, area)) || of_b.iter().any(|area| inherits(b, area)) {
                continue;
            }
            let new = frozen.organisations.len();
            let steps = vec![
                Step::Merge { who: vec![*a, *b], id: "n".to_owned(), kind },
                Step::Split { who: new, parts: vec![("x".to_owned(), of_a), ("y".to_owned(), of_b)] },
            ];
            let both = reform("r", on, true, steps);
            // What they shared by an arrangement or said of each other is gone with the merger.
            let each_other = |side: Selector| matches!(side, Selector::One(one) if who.contains(&one));
            if frozen.arrangements.iter().any(|fact| fact.members.iter().any(|side| each_other(*side)))
                || frozen.relations.iter().any(|fact| each_other(fact.who) || each_other(fact.to))
            {
                continue;
            }
            let Some([plain, after]) = pair(world, [Some(&still), Some(&both)]) else { continue };
            merged.set(merged.get() + 1);
            let report = compare_json(&plain.at(on, false), &after.at(on, false), None);
            let but_names = |list: &str| -> Vec<String> {
                let list = report["findings"][list].as_array().cloned().unwrap_or_default();
                // Findings about organisations are known by their names, which have changed.
                list.iter()
                    .filter_map(|finding| finding["key"].as_str().map(str::to_owned))
                    .filter(|key| !key.starts_with("accountability/") && !key.starts_with("overlap/accountability"))
                    .collect()
            };
            let (new, resolved) = (but_names("new"), but_names("resolved"));
            holds!(new.is_empty() && resolved.is_empty(), "new {new:?}, resolved {resolved:?}");
        }
        Ok(())
    });
    assert!(merged.get() > 3, "only {} were merged", merged.get());
}

#[test]
fn steps_that_do_not_touch_each_other_may_come_in_any_order() {
    let compared = std::cell::Cell::new(0);
    hold(worlds_and_many_genes(), shown, |(world, genes)| {
        let c = &mut Choices::new(genes);
        let on = c.one_of(&reform_days());
        let mut state = super::apply::State::new(world);
        state.begin(&reform("r", on, true, vec![]));
        let steps: Vec<(Step, usize)> = (0..12)
            .filter_map(|_| step(c, &state))
            .filter_map(|step| only_of_component(&step).map(|component| (step, component)))
            .collect();
        for (first, of_first) in &steps {
            for (second, _) in steps.iter().filter(|(_, of_second)| of_second != of_first) {
                let order = |id, steps: [&Step; 2]| reform(id, on, true, steps.map(Step::clone).to_vec());
                let orders = [order("r", [first, second]), order("q", [second, first])];
                let Some([one, other]) = pair(world, [Some(&orders[0]), Some(&orders[1])]) else { continue };
                compared.set(compared.get() + 1);
                let (a, b) = (one.at(on, false), other.at(on, false));
                same("in another order", &check_json(&a), &check_json(&b), &["at", "basis"])?;
            }
        }
        Ok(())
    });
    assert!(compared.get() > 40, "only {} were compared", compared.get());
}

/// The component of a step that is about one component alone.
fn only_of_component(step: &Step) -> Option<usize> {
    let components = match step {
        Step::Transfer(of) => of.components.clone()?,
        Step::Assign(of) => of.components.clone(),
        Step::End(of) => of.components.clone()?,
        _ => return None,
    };
    match components.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}
