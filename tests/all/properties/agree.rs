//! The library and the naive way say the same of every cell, finding, measure and of the system.

use std::collections::{BTreeMap, BTreeSet};

use remit::analysis::Facts;
use remit::landscape::{Landscape, SERVICE_MEASURES};
use remit::model::Word as _;
use serde_json::Value;

use super::findings::{Findings, findings, shared};
use super::generate::worlds;
use super::measures::{
    at_cell, cells_of, commissioners_per_person, conditional_entropy, congruence, coordination, cut_points, disputes,
    ranges, rows, summary, superiors,
};
use super::naive::{Look, Overlap};
use super::places::{live, residents};
use super::tool::{check_json, kind, measure_json, read};
use super::world::{Cell, FUNCTIONS, RELATIONS, Strength, World};
use super::{Holds, hold, holds, near};

/// The number of each cell in remit, which works out areas and cohorts that no fact tells apart as one; nobody's cells
/// have none.
pub fn cell_numbers(world: &World, landscape: &Landscape) -> BTreeMap<Cell, usize> {
    let grid = landscape.grid();
    let mut numbers = BTreeMap::new();
    for (area, of) in world.areas.iter().enumerate() {
        let class = landscape.areas.class(landscape.areas.find(&of.id).expect("the area"));
        for number in (0..grid.len()).filter(|number| grid.class(*number) == class) {
            for cohort in &landscape.strata[grid.stratum(number).index()].cohorts {
                let id = &*landscape.cohorts[cohort.index()].id;
                let cohort = (0..world.cohort_count()).find(|cohort| world.cohort_id(*cohort) == id);
                numbers.insert((area, cohort.expect("the cohort")), number);
            }
        }
    }
    numbers.retain(|cell, _| world.people_of(*cell) > 0.0);
    numbers
}

/// Looks at every day of a world, with all facts and with bare law.
fn on_each_day(world: &World, holds: impl Fn(&Look<'_>, &Landscape) -> Holds) -> Holds {
    let landscape = read(&[("landscape.toml", world.toml())]);
    for day in &world.days {
        for bare_law in [false, true] {
            holds(&Look { world, day: *day, bare_law }, &landscape)?;
        }
    }
    Ok(())
}

#[test]
fn claims_and_units_of_every_cell() {
    hold(worlds(), World::toml, |world| on_each_day(world, claims_agree));
}

pub fn claims_agree(look: &Look<'_>, landscape: &Landscape) -> Holds {
    let world = look.world;
    let situation = landscape.at(look.day, look.bare_law);
    let facts = Facts::new(&situation);
    let id = |one: usize| world.organisations[one].id.clone();
    let name = |one: &remit::landscape::OrganisationId| landscape.organisations[one.index()].id.to_string();
    let sorted = |units: Vec<Vec<String>>| -> Vec<Vec<String>> {
        let mut units: Vec<Vec<String>> = units
            .into_iter()
            .map(|mut unit| {
                unit.sort();
                unit
            })
            .collect();
        units.sort();
        units
    };
    for (cell, number) in cell_numbers(world, landscape) {
        for (component, of) in world.components.iter().enumerate() {
            for (function, (function_id, _)) in FUNCTIONS.iter().enumerate() {
                let place = format!(
                    "{}, {} of {} in {}, {}",
                    look.day,
                    function_id,
                    of.id,
                    world.areas[cell.0].id,
                    world.cohort_id(cell.1)
                );
                let known = facts.functions().iter().find(|known| {
                    *landscape.components[known.component.index()].id == *of.id
                        && *landscape.functions[known.function.index()].id == **function_id
                });
                let verdict = known.and_then(|known| known.at(number));
                let claims = look.claims(component, function, cell, None);
                let wanted: BTreeSet<_> =
                    claims.iter().map(|claim| (id(claim.holder), claim.settled, word(claim.strength))).collect();
                let found: BTreeSet<_> = match (known, verdict) {
                    (Some(known), Some(verdict)) => known.coverage.shape.sets[verdict.set as usize]
                        .claims
                        .iter()
                        .map(|claim| (name(&claim.holder), claim.settled, claim.strength.word()))
                        .collect(),
                    _ => BTreeSet::new(),
                };
                holds!(found == wanted, "{place}: claims {found:?}, and {wanted:?} the naive way");
                let Some(verdict) = verdict else { continue };
                holds!(look.needs(component, cell), "{place}: nobody needs it");
                for (units, settled_only) in [(verdict.settled_units, true), (verdict.all_units, false)] {
                    let chosen = claims.iter().filter(|claim| claim.settled || !settled_only);
                    let holders: Vec<usize> = chosen.map(|claim| claim.holder).collect();
                    let wanted = look.units(&holders, component, cell.0);
                    let wanted = sorted(wanted.iter().map(|unit| unit.iter().map(|one| id(*one)).collect()).collect());
                    let found = &facts.units().get(units).units;
                    let found = sorted(found.iter().map(|unit| unit.iter().map(name).collect()).collect());
                    holds!(found == wanted, "{place}: units {found:?}, and {wanted:?} the naive way");
                }
                let wanted = look.overlap(component, function, cell);
                let found = verdict.overlap.map(|overlap| match overlap {
                    remit::analysis::Overlap::Certain => Overlap::Certain,
                    remit::analysis::Overlap::Possible => Overlap::Possible,
                    remit::analysis::Overlap::Concurrent => Overlap::Concurrent,
                });
                holds!(found == wanted, "{place}: overlap {found:?}, and {wanted:?} the naive way");
            }
        }
    }
    Ok(())
}

fn word(strength: Strength) -> &'static str {
    // In the order of the contract's list of words, weakest first.
    remit::model::Strength::ALL[strength as usize].0
}

#[test]
fn every_measure_of_every_cell() {
    hold(worlds(), World::toml, |world| on_each_day(world, measures_agree));
}

pub fn measures_agree(look: &Look<'_>, landscape: &Landscape) -> Holds {
    let situation = landscape.at(look.day, look.bare_law);
    let facts = Facts::new(&situation);
    let numbers = cell_numbers(look.world, landscape);
    for (service, id) in look.world.services.iter().enumerate() {
        let cells = cells_of(look, service);
        let place = landscape.services.iter().position(|of| *of.id == **id).expect("the service");
        let own =
            landscape.components.iter().flat_map(|component| &component.services).find(|one| one.index() == place);
        let measured = own.and_then(|service| facts.measures(*service));
        holds!(measured.is_some() != cells.is_empty(), "{}: {id} is needed by {} cells", look.day, cells.len());
        let Some(measured) = measured else { continue };
        for cell in &cells {
            let wanted = at_cell(look, service, *cell, None);
            for ((name, measure), wanted) in SERVICE_MEASURES.iter().zip(wanted) {
                let by_value = measured.cells_by_value(*measure);
                let found: Vec<f64> = by_value
                    .iter()
                    .filter(|(_, cells)| cells.contains(numbers[cell]))
                    .map(|(value, _)| *value)
                    .collect();
                holds!(
                    found.len() == 1 && near(found[0], wanted),
                    "{}: {name} of {id} at {cell:?} is {found:?}, and {wanted} the naive way",
                    look.day
                );
            }
        }
    }
    Ok(())
}

#[test]
fn every_finding_and_all_that_is_shared() {
    hold(worlds(), World::toml, |world| on_each_day(world, findings_agree));
}

fn strings(value: &Value) -> BTreeSet<String> {
    value.as_array().into_iter().flatten().filter_map(|item| Some(item.as_str()?.to_owned())).collect()
}

fn findings_agree(look: &Look<'_>, landscape: &Landscape) -> Holds {
    findings_are(look, landscape, findings(look))
}

/// Whether the findings of a day are those wanted, each with its people, places and holders; and what is shared.
pub fn findings_are(look: &Look<'_>, landscape: &Landscape, mut wanted: Findings) -> Holds {
    let world = look.world;
    let report = check_json(&landscape.at(look.day, look.bare_law));
    for found in report["findings"].as_array().expect("findings") {
        let (key, certainty) =
            (found["key"].as_str().expect("a key"), found["certainty"].as_str().expect("a certainty"));
        let same = wanted.keys().find(|(k, c)| k == key && *c == certainty).cloned();
        let place = format!("{}: {key}, {certainty}", look.day);
        let naive = same.and_then(|key| wanted.remove(&key));
        holds!(naive.is_some(), "{place}: not found the naive way, or twice");
        let Some(naive) = naive else { continue };
        holds!(
            found["severity"] == naive.severity,
            "{place}: {} and {} the naive way",
            found["severity"],
            naive.severity
        );
        holds!(found["people"].is_null() != naive.counted, "{place}: people {}", found["people"]);
        let cells: Vec<Cell> = naive.cells.iter().copied().collect();
        let among: Vec<Cell> = naive.among.iter().copied().collect();
        if naive.counted {
            let people = world.people(&cells);
            let share = if among.is_empty() { 0.0 } else { people / world.people(&among) };
            for (field, wanted) in [("people", people), ("share", share)] {
                let found = found[field].as_f64().unwrap_or(f64::NAN);
                holds!(near(found, wanted), "{place}: {field} {found}, and {wanted} the naive way");
            }
        }
        let areas: BTreeSet<String> = cells.iter().map(|(area, _)| world.areas[*area].id.clone()).collect();
        let cohorts: BTreeSet<String> = cells.iter().map(|(_, cohort)| world.cohort_id(*cohort).to_owned()).collect();
        let holders: BTreeSet<String> = naive.holders.iter().map(|one| world.organisations[*one].id.clone()).collect();
        for (field, wanted) in [("areas", &areas), ("cohorts", &cohorts), ("holders", &holders)] {
            let found = strings(&found[field]);
            holds!(found == *wanted, "{place}: {field} {found:?}, and {wanted:?} the naive way");
        }
        holds!(found["area_count"] == areas.len(), "{place}: {} areas of {}", found["area_count"], areas.len());
    }
    holds!(wanted.is_empty(), "{}: only the naive way: {:?}", look.day, wanted.keys().collect::<Vec<_>>());
    shared_agrees(look, &report)
}

fn shared_agrees(look: &Look<'_>, report: &Value) -> Holds {
    let world = look.world;
    let mut wanted = shared(look);
    for row in report["shared"].as_array().expect("shared") {
        let text = |field: &str| row[field].as_str().unwrap_or_default().to_owned();
        let ids: Vec<String> = strings(&row["organisations"]).into_iter().collect();
        let same =
            wanted.keys().find(|(c, f, o)| *c == text("component") && *f == text("function") && *o == ids).cloned();
        let people = same.and_then(|key| wanted.remove(&key));
        let found = row["people"].as_f64().unwrap_or(f64::NAN);
        holds!(
            people.is_some_and(|people| near(people, found)),
            "{}: shared {row}, and {people:?} the naive way",
            look.day
        );
    }
    holds!(wanted.is_empty(), "{}: shared the naive way only: {wanted:?}", look.day);
    let existing = (0..world.components.len()).filter(|component| look.exists(*component));
    let asked: usize = existing.clone().map(|c| look.cells_needing(c).len() * world.components[c].needs.len()).sum();
    let unknown: usize = existing.map(|component| world.components[component].unknown.len()).sum();
    let counts = &report["counts"];
    holds!(counts["cells_checked"] == asked, "{}: {} cells checked, and {asked}", look.day, counts["cells_checked"]);
    holds!(counts["not_coded"] == unknown, "{}: {} not coded, and {unknown}", look.day, counts["not_coded"]);
    let everyone = world.people(&world.cells());
    let population = report["population"].as_f64().unwrap_or(f64::NAN);
    holds!(near(population, everyone), "{population} people, and {everyone} the naive way");
    Ok(())
}

#[test]
fn every_number_over_people_and_of_the_system() {
    hold(worlds(), World::toml, |world| on_each_day(world, numbers_agree));
}

fn numbers_agree(look: &Look<'_>, landscape: &Landscape) -> Holds {
    let (world, day) = (look.world, look.day);
    let with_bodies: BTreeSet<&str> = world.organisations.iter().map(|one| &*world.kinds[one.kind].id).collect();
    let align: Vec<(&str, &str)> =
        with_bodies.iter().flat_map(|a| with_bodies.iter().map(move |b| (*a, *b))).take(6).collect();
    let kinds: Vec<_> = align.iter().map(|(a, b)| (kind(landscape, a), kind(landscape, b))).collect();
    let report = measure_json(&landscape.at(day, look.bare_law), &kinds);
    let services = report["services"].as_array().expect("services");
    for (service, id) in world.services.iter().enumerate() {
        let cells = cells_of(look, service);
        let found = services.iter().find(|of| of["service"] == **id);
        holds!(found.is_some() != cells.is_empty(), "{day}: {id}");
        let Some(found) = found else { continue };
        same_number(&format!("{day}: people of {id}"), &found["people"], world.people(&cells))?;
        let few = disputes(look, service).len() <= 6;
        let ranges = few.then(|| ranges(look, service));
        for (number, (name, _)) in SERVICE_MEASURES.iter().enumerate() {
            let values: Vec<(Cell, f64)> =
                cells.iter().map(|cell| (*cell, at_cell(look, service, *cell, None)[number])).collect();
            for (field, wanted) in ["mean", "min", "median", "max"].iter().zip(summary(look, &values)) {
                same_number(&format!("{day}: {field} of {name} of {id}"), &found[*name][*field], wanted)?;
            }
            if let Some(ranges) = ranges {
                for end in 0..2 {
                    let place = format!("{day}: range {end} of {name} of {id}");
                    same_number(&place, &found[*name]["range"][end], ranges[number][end])?;
                }
            }
        }
        let wanted = congruence(look, service);
        for (n, field) in ["any", "binding"].iter().enumerate() {
            let found = found["congruence"][*field].as_f64();
            let same = match (found, wanted) {
                (Some(found), Some(wanted)) => near(found, wanted[n]),
                (found, wanted) => found.is_none() && wanted.is_none(),
            };
            holds!(same, "{day}: congruence {field} of {id}: {found:?}, and {wanted:?} the naive way");
        }
        let mut wanted = superiors(look, service);
        for row in found["superiors"].as_array().expect("superiors") {
            let key = (row["kind"].as_str().map(str::to_owned), row["party"] == true);
            let share = wanted.remove(&key).unwrap_or(f64::NAN);
            same_number(&format!("{day}: {key:?} above handoffs of {id}"), &row["share"], share)?;
        }
        holds!(wanted.is_empty(), "{day}: above handoffs of {id} the naive way only: {wanted:?}");
    }
    system_agrees(look, &report)?;
    alignment_agrees(look, &report, &align)
}

fn same_number(place: &str, found: &Value, wanted: f64) -> Holds {
    let found = found.as_f64().unwrap_or(f64::NAN);
    holds!(near(found, wanted), "{place}: {found}, and {wanted} the naive way");
    Ok(())
}

fn system_agrees(look: &Look<'_>, report: &Value) -> Holds {
    let (world, day) = (look.world, look.day);
    let system = &report["system"];
    same_number(
        &format!("{day}: commissioners of one person"),
        &system["commissioners_per_person"],
        commissioners_per_person(look),
    )?;
    let points: BTreeSet<String> =
        cut_points(look).into_iter().map(|one| world.organisations[one].id.clone()).collect();
    holds!(strings(&system["cut_points"]) == points, "{day}: cut points {}, and {points:?}", system["cut_points"]);
    for (sort, name) in RELATIONS.iter().enumerate() {
        let (found, wanted) = (system["relations"][*name].as_u64().unwrap_or(0), look.pairs(sort).len() as u64);
        holds!(found == wanted, "{day}: {found} pairs of {name}, and {wanted} the naive way");
    }
    let rows = report["organisations"].as_array().expect("organisations");
    let alive = live(world, day);
    holds!(rows.len() == alive.len(), "{day}: {} live bodies, and {}", rows.len(), alive.len());
    for one in alive {
        let id = &world.organisations[one].id;
        let row = rows.iter().find(|row| row["organisation"] == **id);
        let Some(row) = row else {
            holds!(false, "{day}: {id} is not listed");
            continue;
        };
        same_number(&format!("{day}: people of {id}"), &row["people"], residents(world, one, day))?;
        same_number(&format!("{day}: coordination of {id}"), &row["coordination"], coordination(look, one) as f64)?;
    }
    Ok(())
}

fn alignment_agrees(look: &Look<'_>, report: &Value, asked: &[(&str, &str)]) -> Holds {
    let (world, day) = (look.world, look.day);
    let place = |id: &str| world.kinds.iter().position(|kind| kind.id == id).expect("the kind");
    for (pair, (of, with)) in report["alignment"].as_array().expect("pairs").iter().zip(asked) {
        let (of, with) = (place(of), place(with));
        let head = format!("{day}: {} with {}", pair["of"], pair["with"]);
        same_number(&format!("{head}, first bits"), &pair["bits"][0], conditional_entropy(look, of, with))?;
        same_number(&format!("{head}, second bits"), &pair["bits"][1], conditional_entropy(look, with, of))?;
        let wanted = rows(look, of, look, with);
        let found = pair["rows"].as_array().expect("rows");
        holds!(found.len() == wanted.len(), "{head}: {} rows, and {}", found.len(), wanted.len());
        for (row, (id, meets, meets_5pct, herfindahl)) in found.iter().zip(wanted) {
            let same = row["organisation"] == *id && row["meets"] == meets && row["meets_5pct"] == meets_5pct;
            holds!(same, "{head}: {row}, and {id} {meets} {meets_5pct} the naive way");
            let index = match (row["herfindahl"].as_f64(), herfindahl) {
                (Some(found), Some(wanted)) => near(found, wanted),
                (found, wanted) => found.is_none() && wanted.is_none(),
            };
            holds!(index, "{head}: {row}, and {herfindahl:?} the naive way");
        }
    }
    Ok(())
}

/// A generator that never makes a handoff would let every mistake about handoffs pass.
#[test]
fn the_random_landscapes_show_everything() {
    let seen = std::cell::RefCell::new(BTreeMap::<String, usize>::new());
    let see = |what: &str| *seen.borrow_mut().entry(what.to_owned()).or_default() += 1;
    hold(worlds(), World::toml, |world| {
        for day in &world.days {
            let look = Look { world, day: *day, bare_law: false };
            findings(&look)
                .keys()
                .for_each(|(key, sure)| see(&format!("{} {sure}", key.split(':').next().unwrap_or(""))));
            shared(&look).keys().for_each(|_| see("shared"));
            for service in 0..world.services.len() {
                disputes(&look, service).iter().for_each(|_| see("dispute"));
                if let Some([any, binding]) = congruence(&look, service) {
                    see(match (any > 0.0, binding > 0.0) {
                        (_, true) => "joined",
                        (true, false) => "bridged",
                        _ => "unbridged",
                    });
                }
                superiors(&look, service)
                    .keys()
                    .for_each(|(kind, party)| see(&format!("above {} {party}", kind.is_some())));
            }
            cut_points(&look).iter().for_each(|_| see("cut point"));
            let inherited = live(world, *day).into_iter().filter(|one| {
                let of = &world.organisations[*one];
                of.footprint.is_none()
                    && (0..world.areas.len()).any(|area| {
                        super::places::covers(world, *one, area, *day)
                            && !world.areas[area].within.iter().any(|within| within.organisation == *one)
                    })
            });
            inherited.for_each(|_| see("inherited"));
        }
        Ok(())
    });
    let seen = seen.into_inner();
    let codes = remit::checks::codes();
    let mut wanted: Vec<String> = codes
        .iter()
        // These need a reform, or acceptances; cases show them.
        .filter(|code| **code != "gap/unbalanced" && !code.starts_with("accepted/"))
        .map(|code| format!("{code} certain"))
        .collect();
    for code in ["gap/uncommissioned", "gap/unheld-function", "overlap/commissioners", "overlap/function"] {
        wanted.push(format!("{code} possible"));
    }
    wanted.extend(
        [
            "shared",
            "dispute",
            "joined",
            "bridged",
            "unbridged",
            "above true true",
            "above true false",
            "above false false",
            "cut point",
            "inherited",
        ]
        .map(str::to_owned),
    );
    let rare: Vec<String> =
        wanted.iter().filter(|what| seen.get(*what).is_none_or(|count| *count < 2)).cloned().collect();
    assert!(rare.is_empty(), "hardly seen: {rare:?}\n{seen:#?}");
}
