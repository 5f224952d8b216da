//! What should change nothing changes nothing, and what should turn around turns around.

use serde_json::Value;

use super::generate::{Choices, responsibility, worlds, worlds_and_genes};
use super::places;
use super::tool::{check_json, compare_json, measure_json, read};
use super::world::{Strength, World};
use super::{Holds, hold, holds};

/// A value without some fields, wherever they stand.
fn without(value: &Value, fields: &[&str]) -> Value {
    match value {
        Value::Object(object) => Value::Object(
            object
                .iter()
                .filter(|(key, _)| !fields.contains(&key.as_str()))
                .map(|(key, value)| (key.clone(), without(value, fields)))
                .collect(),
        ),
        Value::Array(list) => Value::Array(list.iter().map(|value| without(value, fields)).collect()),
        other => other.clone(),
    }
}

/// The first place at which two values differ.
fn difference(a: &Value, b: &Value, place: &str) -> Option<String> {
    match (a, b) {
        (Value::Object(a), Value::Object(b)) if a.keys().eq(b.keys()) => {
            a.iter().find_map(|(key, value)| difference(value, &b[key], &format!("{place}/{key}")))
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            a.iter().zip(b).enumerate().find_map(|(n, (a, b))| difference(a, b, &format!("{place}/{n}")))
        }
        (a, b) => (a != b).then(|| format!("{place}: {a} and {b}")),
    }
}

pub fn same(what: &str, a: &Value, b: &Value, but: &[&str]) -> Holds {
    let difference = difference(&without(a, but), &without(b, but), "");
    holds!(difference.is_none(), "{what}: {}", difference.unwrap_or_default());
    Ok(())
}

fn shuffled<T: Clone>(c: &mut Choices<'_>, things: &[T]) -> Vec<T> {
    let mut left = things.to_vec();
    let mut order = Vec::new();
    while !left.is_empty() {
        order.push(left.remove(c.below(left.len())));
    }
    order
}

/// The tables of a landscape in another order, spread over some files. Components alone keep theirs: where nobody says
/// where they lead, each leads to the next one written.
fn rearranged(world: &World, genes: &[u16]) -> Vec<(&'static str, String)> {
    let genes: Vec<u16> = genes.iter().cycle().take(400).copied().collect();
    let c = &mut Choices::new(&genes);
    let names = ["z.toml", "a.toml", "m/a.toml", "m.toml"];
    let mut files: Vec<(&'static str, String)> = names.map(|name| (name, String::new())).to_vec();
    let components = c.below(names.len());
    let all = world.tables();
    for table in shuffled(c, &all) {
        let single: Vec<String> = blocks(&table);
        let ordered = table.starts_with("[[component]]");
        for block in if ordered { single } else { shuffled(c, &single) } {
            let file = if ordered { components } else { c.below(names.len()) };
            files[file].1.push_str(&block);
            files[file].1.push('\n');
        }
    }
    shuffled(c, &files)
}

/// The blocks of one kind of table, each with the tables within it.
pub fn blocks(text: &str) -> Vec<String> {
    let mut blocks: Vec<String> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        if line.starts_with('[') && !line.contains("within") {
            blocks.push(String::new());
        }
        let block = blocks.last_mut().expect("a table begins with its name");
        block.push_str(line);
        block.push('\n');
    }
    blocks
}

#[test]
fn the_order_of_files_and_tables_changes_no_finding() {
    hold(
        worlds_and_genes(),
        |(world, _)| world.toml(),
        |(world, genes)| {
            let (one, other) = (read(&[("landscape.toml", world.toml())]), read(&rearranged(world, genes)));
            for day in &world.days {
                let (a, b) = (one.at(*day, false), other.at(*day, false));
                // Where things stand has changed, and so have the places.
                same("check", &check_json(&a), &check_json(&b), &["at"])?;
            }
            Ok(())
        },
    );
}

/// Two ways to the same landscape agree to the last digit.
#[test]
fn the_order_of_files_and_tables_changes_no_number() {
    hold(
        worlds_and_genes(),
        |(world, _)| world.toml(),
        |(world, genes)| {
            let (one, other) = (read(&[("landscape.toml", world.toml())]), read(&rearranged(world, genes)));
            for day in &world.days {
                let (a, b) = (one.at(*day, false), other.at(*day, false));
                same("measure", &measure_json(&a, &[]), &measure_json(&b, &[]), &[])?;
                let first = world.days[0];
                let compared = compare_json(&one.at(first, false), &a, None);
                let again = compare_json(&other.at(first, false), &b, None);
                same("compare", &compared, &again, &["at", "message"])?;
            }
            Ok(())
        },
    );
}

#[test]
fn a_landscape_against_itself_is_the_same() {
    hold(worlds(), World::toml, |world| {
        let landscape = read(&[("landscape.toml", world.toml())]);
        for day in &world.days {
            let situation = landscape.at(*day, false);
            let report = compare_json(&situation, &situation, None);
            holds!(report["verdict"]["is"] == "same", "{day}: {}", report["verdict"]);
            for (field, list) in [("new", &report["findings"]["new"]), ("resolved", &report["findings"]["resolved"])] {
                holds!(list.as_array().is_some_and(Vec::is_empty), "{day}: {field} {list}");
            }
            for field in ["holder_changed", "witnesses", "ended", "begun", "succeeded"] {
                let list = [&report[field], &report["verdict"][field], &report["organisations"][field]];
                holds!(list.iter().all(|list| list.as_array().is_none_or(Vec::is_empty)), "{day}: {field} {list:?}");
            }
            for row in report["transfers"].as_array().expect("rows") {
                holds!(row["from"] == row["to"], "{day}: {row}");
            }
            for row in report["measures"].as_array().expect("rows") {
                holds!(row["change"] == 0.0, "{day}: {row}");
            }
        }
        Ok(())
    });
}

#[test]
fn there_and_back_turns_new_and_resolved_around() {
    hold(worlds(), World::toml, |world| {
        let landscape = read(&[("landscape.toml", world.toml())]);
        let (a, b) = (landscape.at(world.days[0], false), landscape.at(world.days[1], false));
        let (there, back) = (compare_json(&a, &b, None), compare_json(&b, &a, None));
        same("new", &there["findings"]["new"], &back["findings"]["resolved"], &[])?;
        same("resolved", &there["findings"]["resolved"], &back["findings"]["new"], &[])?;
        same("holders", &there["holder_changed"], &back["holder_changed"], &[])?;
        for (one, other) in [("people_new", "people_resolved"), ("people_resolved", "people_new")] {
            same(one, &there["verdict"][one], &back["verdict"][other], &[])?;
        }
        let turned = match there["verdict"]["is"].as_str() {
            Some("better") => "worse",
            Some("worse") => "better",
            Some(is) => is,
            None => "no verdict",
        };
        holds!(back["verdict"]["is"] == turned, "{} and {}", there["verdict"], back["verdict"]);
        for (row, other) in
            there["measures"].as_array().expect("rows").iter().zip(back["measures"].as_array().expect("rows"))
        {
            let turned = match (row["change"].as_f64(), other["change"].as_f64()) {
                (Some(one), Some(other)) => one == -other,
                (one, other) => one.is_none() && other.is_none(),
            };
            holds!(turned && row["from"] == other["to"] && row["to"] == other["from"], "{row} and {other}");
        }
        Ok(())
    });
}

/// The people of the gaps of some codes, by key; a certain gap is a possible one too.
fn gaps(report: &Value) -> Vec<(String, bool, Vec<Value>)> {
    let of = ["gap/uncommissioned", "gap/unheld-function"];
    let findings = report["findings"].as_array().expect("findings").iter();
    let chosen = findings.filter(|finding| of.iter().any(|code| finding["code"] == *code));
    chosen
        .map(|finding| {
            let key = finding["key"].as_str().unwrap_or_default().to_owned();
            (key, finding["certainty"] == "certain", finding["areas"].as_array().cloned().unwrap_or_default())
        })
        .collect()
}

#[test]
fn more_coverage_never_makes_a_gap() {
    hold(
        worlds_and_genes(),
        |(world, _)| world.toml(),
        |(world, genes)| {
            let mut more = world.clone();
            let mut fact = responsibility(&mut Choices::new(genes), world, 0, 50);
            fact.strength = Strength::Duty;
            let Some(fact) = places::allowed(world, fact) else { return Ok(()) };
            more.responsibilities.push(fact);
            let (one, other) = (read(&[("landscape.toml", world.toml())]), read(&[("landscape.toml", more.toml())]));
            for day in &world.days {
                let before = gaps(&check_json(&one.at(*day, false)));
                for (key, certain, areas) in gaps(&check_json(&other.at(*day, false))) {
                    for area in areas {
                        let known = before
                            .iter()
                            .any(|(k, sure, places)| *k == key && (*sure || !certain) && places.contains(&area));
                        holds!(known, "{day}: {key} (certain: {certain}) is new in {area}");
                    }
                }
            }
            Ok(())
        },
    );
}

/// A landscape in which each area is two, with half of the people each and the same facts.
fn split(world: &World) -> World {
    let count = world.areas.len();
    let mut two = world.clone();
    for area in &mut two.areas {
        area.population /= 2.0;
    }
    let others: Vec<_> =
        two.areas.iter().map(|area| super::world::Area { id: format!("{}-too", area.id), ..area.clone() }).collect();
    two.areas.extend(others);
    let doubled = |list: &mut Vec<usize>| list.extend(list.clone().into_iter().map(|area| area + count));
    two.organisations.iter_mut().filter_map(|one| one.footprint.as_mut()).for_each(doubled);
    two.responsibilities.iter_mut().filter_map(|fact| fact.areas.as_mut()).for_each(doubled);
    two.arrangements.iter_mut().filter_map(|fact| fact.areas.as_mut()).for_each(doubled);
    two
}

#[test]
fn an_area_in_two_halves_changes_only_lists_of_areas() {
    hold(worlds(), World::toml, |world| {
        let (one, other) =
            (read(&[("landscape.toml", world.toml())]), read(&[("landscape.toml", split(world).toml())]));
        for day in &world.days {
            let (a, b) = (one.at(*day, false), other.at(*day, false));
            same("check", &check_json(&a), &check_json(&b), &["areas", "area_count", "cells_checked", "at"])?;
            same("measure", &measure_json(&a, &[]), &measure_json(&b, &[]), &[])?;
            let (before, again) = (one.at(world.days[0], false), other.at(world.days[0], false));
            // Whom the witness is taken from depends on how many live in one area.
            let but = ["areas", "area_count", "at", "witnesses"];
            same("compare", &compare_json(&before, &a, None), &compare_json(&again, &b, None), &but)?;
        }
        Ok(())
    });
}
