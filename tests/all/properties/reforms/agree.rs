//! remit and the naive way say the same of every landscape under reforms.

use std::cell::Cell as Counter;
use std::collections::{BTreeMap, BTreeSet};

use remit::analysis::{Facts, LedgerFate};
use remit::checks::codes;
use remit::landscape::Landscape;
use remit::reform::{Wanted, read};

use super::super::agree::{cell_numbers, claims_agree, findings_are, measures_agree};
use super::super::findings::findings_but;
use super::super::generate::days;
use super::super::naive::Look;
use super::super::world::{Cell, World};
use super::super::{Holds, hold, holds};
use super::Reform;
use super::generate::reformed;
use super::ledger::{Fate, Trace, apply};

/// The landscape and its reforms as files.
pub fn files(world: &World, names: &World, reforms: &[Reform]) -> BTreeMap<String, Vec<u8>> {
    let mut files: BTreeMap<String, Vec<u8>> =
        reforms.iter().map(|reform| (format!("reforms/{}.toml", reform.id), reform.toml(names).into_bytes())).collect();
    files.insert("landscape.toml".to_owned(), world.toml().into_bytes());
    files
}

/// The landscape under reforms, or what is wrong with them.
pub fn under(files: &BTreeMap<String, Vec<u8>>, reforms: &[Reform]) -> Result<Landscape, Vec<String>> {
    let wanted: Vec<Wanted> = reforms.iter().map(|reform| Wanted::Named(reform.id.clone())).collect();
    let worlds = read(files, &codes(), &wanted)
        .map_err(|(problems, _)| problems.into_iter().map(|problem| problem.message).collect::<Vec<_>>())?;
    let chain = worlds.chain_of(wanted);
    worlds.under(&chain).map_err(|problems| problems.into_iter().map(|problem| problem.message).collect())
}

/// All files of a case, for whoever has to find out what is wrong.
pub fn show(world: &World, names: &World, reforms: &[Reform]) -> String {
    let files = files(world, names, reforms);
    let text = |(name, text): (&String, &Vec<u8>)| format!("# {name}\n{}", String::from_utf8_lossy(text));
    files.iter().map(text).collect::<Vec<_>>().join("\n")
}

fn shown((world, reforms, _): &(World, Vec<Reform>, bool)) -> String {
    let names = apply(world, reforms).map_or_else(|_| world.clone(), |trace| trace.world);
    show(world, &names, reforms)
}

#[test]
fn what_reforms_make_of_a_landscape() {
    let (looked, refused) = (Counter::new(0), Counter::new(0));
    hold(reformed(false), shown, |(world, reforms, _)| {
        let trace = apply(world, reforms).expect("steps that can be done");
        let files = files(world, &trace.world, reforms);
        let landscape = match under(&files, reforms) {
            Ok(landscape) => landscape,
            Err(messages) => {
                // Whoever holds something without any area is refused, in a reform as in a landscape.
                let nowhere = messages.iter().all(|message| message.contains("on no day has any area"));
                holds!(nowhere, "refused: {}", messages.join("; "));
                refused.set(refused.get() + 1);
                return Ok(());
            }
        };
        looked.set(looked.get() + 1);
        let on = trace.reforms.last().expect("a reform").0;
        for day in [on, days()[6].max(on), days()[9].next().max(on)] {
            for bare_law in [false, true] {
                let look = Look { world: &trace.world, day, bare_law };
                let mut wanted = findings_but(&look, &trace.lost(day));
                wanted.extend(trace.unbalanced(day));
                findings_are(&look, &landscape, wanted)?;
                claims_agree(&look, &landscape)?;
            }
            measures_agree(&Look { world: &trace.world, day, bare_law: false }, &landscape)?;
            ledger_agrees(&trace, day, &landscape)?;
        }
        Ok(())
    });
    assert!(looked.get() > 4 * refused.get(), "{} looked at and {} refused", looked.get(), refused.get());
}

/// Every line of the ledger, cell by cell; and so what is taken is what passes, ends and goes nowhere.
fn ledger_agrees(trace: &Trace, day: remit::day::Day, landscape: &Landscape) -> Holds {
    let world = &trace.world;
    let situation = landscape.at(day, false);
    let facts = Facts::new(&situation);
    let numbers = cell_numbers(world, landscape);
    let kind = |kind: &remit::landscape::KindId| landscape.kinds[kind.index()].id.to_string();
    for reform in 0..trace.reforms.len() {
        type Line = (String, String, Cell, String, Fate);
        let mut found: BTreeMap<Line, BTreeSet<String>> = BTreeMap::new();
        for row in facts.ledger().iter().filter(|row| row.applied == reform) {
            let component = landscape.components[row.component.index()].id.to_string();
            let function = landscape.functions[row.function.index()].id.to_string();
            let fate = match row.fate {
                LedgerFate::Passed => Fate::Passed,
                LedgerFate::Ended => Fate::Ended,
                LedgerFate::Nowhere => Fate::Nowhere,
            };
            for (cell, _) in numbers.iter().filter(|(_, number)| row.cells.contains(**number)) {
                for from in &row.from {
                    let line = (component.clone(), function.clone(), *cell, kind(from), fate);
                    found.entry(line).or_default().extend(row.to.iter().map(kind));
                }
            }
        }
        let wanted: BTreeMap<Line, BTreeSet<String>> = trace
            .ledger(reform, day)
            .into_iter()
            .map(|((component, function, cell, from, fate), to)| {
                let component = world.components[component].id.clone();
                let function = super::super::world::FUNCTIONS[function].0.to_owned();
                let to = to.into_iter().map(|kind| world.kinds[kind].id.clone()).collect();
                ((component, function, cell, world.kinds[from].id.clone(), fate), to)
            })
            .collect();
        for (line, to) in &wanted {
            let same = found.get(line);
            holds!(same == Some(to), "{day}: reform {reform}: {line:?} to {same:?}, and {to:?} the naive way");
        }
        for line in found.keys() {
            holds!(wanted.contains_key(line), "{day}: reform {reform}: {line:?} is not there the naive way");
        }
    }
    Ok(())
}

#[test]
fn a_step_that_cannot_be_done_is_refused_and_no_other() {
    let (right, wrong) = (Counter::new(0), Counter::new(0));
    hold(reformed(true), shown, |(world, reforms, mistaken)| {
        // Bodies that right steps create have their names all the same.
        let mut state = super::apply::State::new(world);
        for reform in reforms {
            state.begin(reform);
            for (place, step) in reform.steps.iter().enumerate() {
                let _ = state.clone().step(place, step).map(|()| state.step(place, step));
            }
        }
        let found = under(&files(world, &state.world, reforms), reforms);
        let messages = found.err().unwrap_or_default();
        let others = messages.iter().filter(|message| !message.contains("on no day has any area")).count();
        holds!((others > 0) == *mistaken, "a mistake: {mistaken}, and it says {messages:?}");
        let count = if *mistaken { &wrong } else { &right };
        count.set(count.get() + 1);
        Ok(())
    });
    assert!(right.get() > 5 && wrong.get() > 5, "{} right and {} wrong", right.get(), wrong.get());
}
