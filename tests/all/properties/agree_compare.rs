//! Comparisons agree with the naive way: who passed what to whom, for how many people, and which day is worse (docs/method.md).

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::findings::{Findings, findings};
use super::generate::worlds;
use super::measures::{at_cell, cells_of, rows, summary};
use super::naive::Look;
use super::places::{heirs, live};
use super::tool::{compare_json, kind, read};
use super::world::{Cell, FUNCTIONS, World};
use super::{Holds, hold, holds, near};

#[test]
fn what_changed_between_two_days() {
    hold(worlds(), World::toml, |world| {
        let landscape = read(&[("landscape.toml", world.toml())]);
        for (from, to) in [(0, 1), (1, 2), (2, 0)] {
            for bare_law in [false, true] {
                let look = |day: usize| Look { world, day: world.days[day], bare_law };
                let (before, after) = (look(from), look(to));
                let [first, last] = [0, world.organisations.len() - 1].map(|one| world.organisations[one].kind);
                let ids = [first, last].map(|of| kind(&landscape, &world.kinds[of].id));
                let report = compare_json(
                    &landscape.at(before.day, bare_law),
                    &landscape.at(after.day, bare_law),
                    Some((ids[0], ids[1])),
                );
                bodies_agree(&before, &after, &report["organisations"])?;
                transfers_agree(&before, &after, &report)?;
                origins_agree(&before, &after, (first, last), &report["origins"][0])?;
                measures_agree(&before, &after, &report["measures"])?;
                verdict_agrees(&before, &after, &report)?;
            }
        }
        Ok(())
    });
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(|item| Some(item.as_str()?.to_owned())).collect()
}

fn ids(world: &World, bodies: impl IntoIterator<Item = usize>) -> Vec<String> {
    let mut ids: Vec<String> = bodies.into_iter().map(|one| world.organisations[one].id.clone()).collect();
    ids.sort();
    ids
}

fn bodies_agree(before: &Look<'_>, after: &Look<'_>, found: &Value) -> Holds {
    let world = before.world;
    let alive = [before, after].map(|look| live(world, look.day).into_iter().collect::<BTreeSet<_>>());
    let ended: Vec<usize> = alive[0].difference(&alive[1]).copied().collect();
    for (what, wanted) in [
        ("ended", ended.clone()),
        ("begun", alive[1].difference(&alive[0]).copied().collect()),
        ("continued", alive[0].intersection(&alive[1]).copied().collect()),
    ] {
        let wanted = ids(world, wanted);
        holds!(strings(&found[what]) == wanted, "{what}: {}, and {wanted:?} the naive way", found[what]);
    }
    let mut wanted: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for one in ended {
        let by = ids(world, heirs(world, one, after.day));
        if !by.is_empty() {
            wanted.insert(world.organisations[one].id.clone(), by);
        }
    }
    let rows = found["succeeded"].as_array().expect("rows").iter();
    let found: BTreeMap<String, Vec<String>> =
        rows.map(|row| (row["organisation"].as_str().unwrap_or_default().to_owned(), strings(&row["by"]))).collect();
    holds!(found == wanted, "succeeded {found:?}, and {wanted:?} the naive way");
    Ok(())
}

/// The holders of settled claims at a cell; none where the component does not exist or is not needed.
fn settled(look: &Look<'_>, component: usize, function: usize, cell: Cell) -> Vec<usize> {
    let claims = look.claims(component, function, cell, None);
    claims.iter().filter(|claim| claim.settled).map(|claim| claim.holder).collect()
}

type Sides = (Option<Vec<String>>, Option<Vec<String>>);

fn transfers_agree(before: &Look<'_>, after: &Look<'_>, report: &Value) -> Holds {
    let world = before.world;
    let mut rows: BTreeMap<(String, String, Sides), f64> = BTreeMap::new();
    let mut changed: BTreeMap<(String, String), (f64, f64)> = BTreeMap::new();
    for (component, of) in world.components.iter().enumerate() {
        for (function, (name, _)) in FUNCTIONS.iter().enumerate() {
            let cells: Vec<Cell> = world
                .cells()
                .into_iter()
                .filter(|cell| [before, after].iter().any(|look| look.needs(component, *cell)))
                .collect();
            let claimed =
                |look: &&Look<'_>| cells.iter().any(|cell| !look.claims(component, function, *cell, None).is_empty());
            let exists = [before, after].iter().any(|look| look.exists(component));
            let needed = exists && of.needs.contains(&function);
            if !needed && ![before, after].iter().any(claimed) {
                continue;
            }
            for cell in &cells {
                let kinds = |look: &Look<'_>| -> Option<Vec<String>> {
                    let holders = settled(look, component, function, *cell);
                    let kinds: BTreeSet<String> =
                        holders.iter().map(|one| world.kinds[world.organisations[*one].kind].id.clone()).collect();
                    look.needs(component, *cell).then(|| kinds.into_iter().collect())
                };
                let key = (of.id.clone(), (*name).to_owned(), (kinds(before), kinds(after)));
                *rows.entry(key).or_default() += world.people_of(*cell);
                let other = settled(before, component, function, *cell) != settled(after, component, function, *cell);
                let (people, all) = changed.entry((of.id.clone(), (*name).to_owned())).or_default();
                *people += if other { world.people_of(*cell) } else { 0.0 };
                *all += world.people_of(*cell);
            }
        }
    }
    let text = |row: &Value, field: &str| row[field].as_str().unwrap_or_default().to_owned();
    for row in report["transfers"].as_array().expect("rows") {
        let kinds = |field: &str| row[field].as_array().map(|_| strings(&row[field]));
        let key = (text(row, "component"), text(row, "function"), (kinds("from"), kinds("to")));
        let people = rows.remove(&key).unwrap_or(f64::NAN);
        holds!(near(row["people"].as_f64().unwrap_or(-1.0), people), "transfer {row}, and {people} the naive way");
    }
    holds!(rows.is_empty(), "transfers the naive way only: {rows:?}");
    changed.retain(|_, (people, _)| *people > 0.0);
    for row in report["holder_changed"].as_array().expect("rows") {
        let wanted = changed.remove(&(text(row, "component"), text(row, "function")));
        let (people, share) = (row["people"].as_f64().unwrap_or(-1.0), row["share"].as_f64().unwrap_or(-1.0));
        let same = wanted.is_some_and(|(wanted, all)| near(people, wanted) && near(share, wanted / all));
        holds!(same, "changed {row}, and {wanted:?} the naive way");
    }
    holds!(changed.is_empty(), "changed the naive way only: {changed:?}");
    Ok(())
}

fn origins_agree(before: &Look<'_>, after: &Look<'_>, (of, to): (usize, usize), found: &Value) -> Holds {
    for (field, wanted) in [("origin", rows(after, to, before, of)), ("dispersal", rows(before, of, after, to))] {
        let found = found[field].as_array().expect("rows");
        holds!(found.len() == wanted.len(), "{field}: {found:?}, and {wanted:?} the naive way");
        for (row, (id, _, _, index)) in found.iter().zip(wanted) {
            let same = match (row["effective"].as_f64(), index) {
                (Some(found), Some(index)) => near(found, 1.0 / index),
                (found, index) => found.is_none() && index.is_none(),
            };
            holds!(row["organisation"] == *id && same, "{field}: {row}, and {id} {index:?} the naive way");
        }
    }
    Ok(())
}

fn measures_agree(before: &Look<'_>, after: &Look<'_>, found: &Value) -> Holds {
    let world = before.world;
    for (service, id) in world.services.iter().enumerate() {
        for (number, (name, _)) in remit::landscape::SERVICE_MEASURES.iter().enumerate() {
            let mean = |look: &Look<'_>| {
                let cells = cells_of(look, service);
                let values = cells.iter().map(|cell| (*cell, at_cell(look, service, *cell, None)[number]));
                (!cells.is_empty()).then(|| summary(look, &values.collect::<Vec<_>>())[0])
            };
            let (from, to) = (mean(before), mean(after));
            let row =
                found.as_array().expect("rows").iter().find(|row| row["service"] == **id && row["measure"] == **name);
            let Some(row) = row else {
                holds!(from.is_none() && to.is_none(), "{name} of {id} is missing");
                continue;
            };
            let change = from.zip(to).map(|(from, to)| to - from);
            for (field, wanted) in [("from", from), ("to", to), ("change", change)] {
                let same = match (row[field].as_f64(), wanted) {
                    (Some(found), Some(wanted)) => near(found, wanted),
                    (found, wanted) => found.is_none() && wanted.is_none(),
                };
                holds!(same, "{name} of {id}: {field} {}, and {wanted:?} the naive way", row[field]);
            }
        }
    }
    Ok(())
}

/// One thing wrong in one cell, or without cells: code, place, certainty, cell.
type Wrong = (String, &'static str, Option<Cell>);

/// What is wrong, each with the key of the finding behind it; a certain finding is a possible one too.
fn wrongs(findings: &Findings) -> BTreeMap<Wrong, BTreeSet<String>> {
    let mut wrongs: BTreeMap<Wrong, BTreeSet<String>> = BTreeMap::new();
    for ((key, certainty), finding) in findings.iter().filter(|(_, finding)| finding.severity != "note") {
        let kinds = key.starts_with("overlap/commissioners") || key.starts_with("overlap/function");
        let place = if kinds { key.rsplit_once(':').map_or(key.as_str(), |(place, _)| place) } else { key };
        let certainties: &[&'static str] =
            if *certainty == "certain" { &["certain", "possible"] } else { &["possible"] };
        let cells: Vec<Option<Cell>> =
            if finding.cells.is_empty() { vec![None] } else { finding.cells.iter().copied().map(Some).collect() };
        for certainty in certainties {
            for cell in &cells {
                wrongs.entry((place.to_owned(), certainty, *cell)).or_default().insert(key.clone());
            }
        }
    }
    wrongs
}

fn word(new: bool, resolved: bool) -> &'static str {
    match (new, resolved) {
        (false, false) => "same",
        (false, true) => "better",
        (true, false) => "worse",
        (true, true) => "mixed",
    }
}

/// The verdict of one day's findings against another's, in a word.
pub fn verdict_of(before: &Findings, after: &Findings) -> &'static str {
    let wrong = [before, after].map(wrongs);
    let more = |side: usize| wrong[side].keys().any(|one| !wrong[1 - side].contains_key(one));
    word(more(1), more(0))
}

fn verdict_agrees(before: &Look<'_>, after: &Look<'_>, report: &Value) -> Holds {
    let world = before.world;
    let found = [before, after].map(findings);
    let key_of = |value: &Value| {
        (
            value["key"].as_str().unwrap_or_default().to_owned(),
            value["certainty"].as_str().unwrap_or_default().to_owned(),
        )
    };
    let keys = found
        .each_ref()
        .map(|f| f.keys().map(|(key, sure)| (key.clone(), (*sure).to_owned())).collect::<BTreeSet<_>>());
    for (field, wanted) in [
        ("new", keys[1].difference(&keys[0]).cloned().collect::<BTreeSet<_>>()),
        ("resolved", keys[0].difference(&keys[1]).cloned().collect()),
        ("persisting", keys[0].intersection(&keys[1]).cloned().collect()),
    ] {
        let found: BTreeSet<_> = report["findings"][field].as_array().expect("findings").iter().map(key_of).collect();
        holds!(found == wanted, "{field}: {found:?}, and {wanted:?} the naive way");
    }
    let wrong = found.each_ref().map(wrongs);
    let more = |side: usize| -> Vec<(&Wrong, &BTreeSet<String>)> {
        wrong[side].iter().filter(|(one, _)| !wrong[1 - side].contains_key(*one)).collect()
    };
    let (new, resolved) = (more(1), more(0));
    let is = word(!new.is_empty(), !resolved.is_empty());
    let verdict = &report["verdict"];
    holds!(
        verdict["is"] == is,
        "the verdict is {}, and {is} the naive way: new {new:?}, resolved {resolved:?}",
        verdict["is"]
    );
    let mut witnesses = verdict["witnesses"].as_array().expect("witnesses").iter();
    for (what, list) in [("new", new), ("resolved", resolved)] {
        let cells: BTreeSet<Cell> = list.iter().filter_map(|((_, _, cell), _)| *cell).collect();
        let people = world.people(&cells.iter().copied().collect::<Vec<_>>());
        let field = verdict[format!("people_{what}")].as_f64().unwrap_or(-1.0);
        holds!(near(field, people), "{field} people with something {what}, and {people} the naive way");
        // The cell with most people, then the first key and ids.
        let best = list.iter().filter_map(|((_, _, cell), keys)| Some(((*cell)?, keys.first()?))).min_by(
            |(a, key), (b, other)| {
                let ids = |cell: &Cell| (world.areas[cell.0].id.clone(), world.cohort_id(cell.1).to_owned());
                world.people_of(*b).total_cmp(&world.people_of(*a)).then_with(|| (key, ids(a)).cmp(&(other, ids(b))))
            },
        );
        let Some((cell, key)) = best else { continue };
        let witness = witnesses.next().unwrap_or(&Value::Null);
        let same = witness["is"] == what
            && witness["key"] == **key
            && witness["area"] == *world.areas[cell.0].id
            && witness["cohort"] == *world.cohort_id(cell.1);
        holds!(
            same,
            "the witness is {witness}, and {key} at {} {} the naive way",
            world.areas[cell.0].id,
            world.cohort_id(cell.1)
        );
        let component = world.components.iter().position(|of| witness["component"] == *of.id);
        let function = FUNCTIONS.iter().position(|(name, _)| witness["function"] == **name);
        if let (Some(component), Some(function)) = (component, function) {
            for (field, look) in [("from", before), ("to", after)] {
                let wanted = ids(world, settled(look, component, function, cell));
                holds!(
                    strings(&witness[field]) == wanted,
                    "the witness is {witness}, and {field} {wanted:?} the naive way"
                );
            }
        }
    }
    holds!(witnesses.next().is_none(), "a witness too many: {verdict}");
    Ok(())
}
