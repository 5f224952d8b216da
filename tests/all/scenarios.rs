//! What ships is a test too: the landscapes under `scenarios/` are valid, their journeys pass, their claims come out as
//! declared, the counts of England are those of the sources, and the two local templates differ in what the study found.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::cases::load;
use crate::support::{folders_in, name_of, read, remit, root};

#[test]
fn every_landscape_that_ships_is_valid_and_keeps_its_word() {
    let folders = folders_in(&root().join("scenarios"));
    let names: BTreeSet<String> = folders.iter().map(|folder| name_of(folder)).collect();
    for shipped in ["england", "england-practices", "prucomm-areas", "two-districts"] {
        assert!(names.contains(shipped), "{shipped} is not among {names:?}");
    }
    for folder in folders {
        let path = format!("scenarios/{}", name_of(&folder));
        let checked = remit(&["check", &path, "--fail-on", "never"]);
        assert_eq!(checked.status, Some(0), "{path}: {}", checked.stderr);
        // Each expectation comes out as declared, each journey passes: anything else ends with 3.
        for command in ["journey", "expect"] {
            let ran = remit(&[command, &path]);
            assert_eq!(ran.status, Some(0), "{command} {path}\n{}{}", ran.stdout, ran.stderr);
        }
    }
}

/// Mid-2017 population of England (ONS).
#[test]
fn england_has_the_people_that_it_had() {
    let england = load(&root().join("scenarios/england"));
    assert_eq!(england.population(), 55_619_430.0);
    // Areas that no fact tells apart count as one: this is what keeps a country quick.
    assert!(england.areas.classes.len() < 1000, "{} classes", england.areas.classes.len());
}

/// Nobody is lost between the classes: everyone is in one trust before and in one group and council after.
#[test]
fn everybody_in_england_is_in_one_place_of_each_kind() {
    let england = load(&root().join("scenarios/england"));
    for (on, kind) in [
        ("2010-03-31", "pct"),
        ("2013-03-31", "pct"),
        ("2013-04-01", "ccg"),
        ("2013-04-01", "la"),
        ("2017-04-01", "ccg"),
        ("2021-04-01", "ccg"),
        ("2021-04-01", "la"),
        ("2022-06-30", "ccg"),
        ("2022-07-01", "icb"),
        ("2023-04-01", "la"),
        ("2026-11-01", "icb"),
        ("2026-11-01", "la"),
    ] {
        let situation = england.at(on.parse().expect("a day"), false);
        let bodies = situation
            .live_organisations()
            .filter(|one| &*england.kinds[england.organisations[one.index()].kind.index()].id == kind);
        let people: f64 = bodies.map(|one| situation.residents(one)).sum();
        assert!((people - england.population()).abs() < 0.5, "{people} people in a {kind} on {on}");
    }
}

/// Keys, people and areas of what is found in a scenario of the two local templates; `extra` narrows or widens the question.
fn found_in_the_areas(scenario: &str, extra: &[&str]) -> BTreeMap<String, (f64, Vec<String>)> {
    let mut command = vec!["check", "scenarios/prucomm-areas", scenario, "--format", "json", "--fail-on", "never"];
    command.extend(extra);
    let report = remit(&command).json();
    let of = |finding: &Value| {
        let areas = finding["areas"].as_array().expect("a list").iter();
        let areas = areas.map(|area| area.as_str().expect("an id").to_owned()).collect();
        (finding["key"].as_str().expect("a key").to_owned(), (finding["people"].as_f64().expect("a number"), areas))
    };
    report["findings"].as_array().expect("a list").iter().map(of).collect()
}

const GAP_1: &str = "gap/cross-boundary:open-access-clinics-area-1";
const GAP_2: &str = "gap/cross-boundary:open-access-clinics-area-2";
const AREA_2: [&str; 6] =
    ["dunmoor-east", "dunmoor-west", "elmoor-east", "elmoor-west", "fernmoor-east", "fernmoor-west"];

#[test]
fn the_cross_boundary_gap_is_in_area_2_and_not_in_area_1() {
    assert!(found_in_the_areas("before", &[]).is_empty(), "trusts paid each other");
    let after = found_in_the_areas("after", &[]);
    let (people, areas) = after.get(GAP_2).expect("nothing was agreed in Area 2");
    assert_eq!(*people, 600_000.0);
    assert_eq!(areas, &AREA_2);
    assert!(!after.contains_key(GAP_1), "Area 1 agreed");
    // What Area 1 has rests on an agreement that no law requires.
    let bare = found_in_the_areas("after", &["--bare-law"]);
    assert!(bare.contains_key(GAP_1) && bare.contains_key(GAP_2), "{:?}", bare.keys());
}

#[test]
fn an_agreement_mends_area_2_and_its_old_boundaries_do_not() {
    let after = found_in_the_areas("after", &[]);
    let mut mended = after.clone();
    mended.remove(GAP_2);
    assert_eq!(found_in_the_areas("after+area-2-cross-charging", &[]), mended);
    assert_eq!(found_in_the_areas("after+area-2-boundaries-kept", &[]), after);
    // The Act as steps gives the day after.
    assert_eq!(found_in_the_areas("2013-04-01+act-in-both-areas", &[]), after);
}

/// The figures at the head of `scenarios/england-practices`, which the data came with or which were counted apart.
#[test]
fn practices_say_where_each_group_came_from() {
    let report = remit(&[
        "compare",
        "scenarios/england-practices",
        "before",
        "after",
        "--origin",
        "pct:ccg",
        "--format",
        "json",
    ])
    .json();
    let origins = &report["comparisons"][0]["origins"][0];
    let effective = |side: &str| -> Vec<f64> {
        let rows = origins[side].as_array().expect("a list").iter();
        rows.map(|row| row["effective"].as_f64().expect("a number")).collect()
    };
    let whole = |values: &[f64]| values.iter().filter(|value| **value < 1.0 + 1e-9).count();
    let (origin, dispersal) = (effective("origin"), effective("dispersal"));
    assert_eq!((origin.len(), whole(&origin)), (211, 188));
    assert_eq!((dispersal.len(), whole(&dispersal)), (151, 105));
    let mean = origin.iter().map(|value| 1.0 / value).sum::<f64>() / 211.0;
    assert_eq!(format!("{mean:.4}"), "0.9685");
    let landscape = load(&root().join("scenarios/england-practices"));
    assert_eq!(landscape.population(), 60_256_177.0);
    assert_eq!(landscape.areas.len(), 6_576);
}

/// The same by practices, those without a list included: 187 of 211 groups wholly from one trust, a mean Herfindahl index of
/// 0.968, 104 of 151 trusts whole to one group.
#[test]
fn counted_by_practices_the_figures_are_those_of_the_source() {
    let folder = root().join("scenarios/england-practices/practices");
    let mut pairs: Vec<(String, String)> = Vec::new();
    // No cell of these tables has a comma or a quote in it.
    for (file, pct, ccg) in [("practices.csv", 3, 4), ("without-a-list.csv", 1, 2)] {
        for row in read(&folder.join(file)).lines().skip(1) {
            let cells: Vec<&str> = row.split(',').collect();
            pairs.push((cells[pct].to_owned(), cells[ccg].to_owned()));
        }
    }
    // The practices that moved since: ids of bodies, told back to the codes of the tables.
    let codes: BTreeMap<String, String> = ["pcts.csv", "ccgs.csv"]
        .iter()
        .flat_map(|file| {
            let text = read(&folder.join("../organisations").join(file));
            text.lines().skip(1).map(code_of).collect::<Vec<_>>()
        })
        .collect();
    let moved = read(&folder.join("moved.toml"));
    for practice in moved.split("{ id = ").skip(1) {
        let body = |kind: &str| {
            let from = practice.split(&format!("kind = \"{kind}\", organisation = \"")).nth(1).expect("a kind");
            codes[from.split('"').next().expect("an id")].clone()
        };
        pairs.push((body("pct"), body("ccg")));
    }
    let without_list = read(&folder.join("without-a-list.csv")).lines().count() - 1;
    assert_eq!((without_list, pairs.len()), (1_516, 8_092));
    let (groups, mean) = herfindahl(pairs.iter().map(|(pct, ccg)| (ccg, pct)));
    assert_eq!((groups.0, groups.1, format!("{mean:.3}").as_str()), (211, 187, "0.968"));
    let (trusts, _) = herfindahl(pairs.iter().map(|(pct, ccg)| (pct, ccg)));
    assert_eq!(trusts, (151, 104));
}

/// The id and the code of a row of a table of organisations. Names may have commas within quotes; ids and codes have none.
fn code_of(row: &str) -> (String, String) {
    let id = row.split(',').next().expect("an id");
    let behind_name = if row.contains('"') { row.rsplit('"').next() } else { row.splitn(3, ',').nth(2) };
    let code = behind_name.expect("a code").trim_start_matches(',').split(',').next().expect("a code");
    (id.to_owned(), code.to_owned())
}

/// Of pairs (whole, part): how many wholes there are, how many are wholly of one part, and their mean Herfindahl index.
fn herfindahl<'a>(pairs: impl Iterator<Item = (&'a String, &'a String)>) -> ((usize, usize), f64) {
    let mut counts: BTreeMap<&String, BTreeMap<&String, f64>> = BTreeMap::new();
    for (whole, part) in pairs {
        *counts.entry(whole).or_default().entry(part).or_default() += 1.0;
    }
    let index = |parts: &BTreeMap<&String, f64>| {
        let all: f64 = parts.values().sum();
        parts.values().map(|count| (count / all).powi(2)).sum::<f64>()
    };
    let of_one = counts.values().filter(|parts| parts.len() == 1).count();
    let mean = counts.values().map(index).sum::<f64>() / counts.len() as f64;
    ((counts.len(), of_one), mean)
}

/// How many bodies of England of one kind meet how many of another, by the figures that the geography came with.
#[test]
fn councils_and_groups_lie_to_each_other_as_the_source_says() {
    // In 2015: how many groups share people with one, two, three and four councils; the same for councils that hold at
    // least 5% of a group's people; and how many councils share people with so many groups.
    for (pair, field, figures) in [
        ("ccg:la", "meets", &[(1, 181), (2, 25), (3, 2), (4, 1)][..]),
        ("ccg:la", "meets_5pct", &[(1, 188), (2, 19), (3, 2)]),
        ("la:ccg", "meets", &[(1, 116), (2, 12), (3, 13), (4, 1), (5, 4), (6, 4), (7, 2)]),
    ] {
        let command =
            ["measure", "scenarios/england", "2015-07-01", "--align", pair, "--service", "hiv", "--format", "json"];
        let report = remit(&command).json();
        let rows = report["scenarios"][0]["alignment"][0]["rows"].as_array().expect("rows").clone();
        let mut counted: BTreeMap<u64, usize> = BTreeMap::new();
        for row in &rows {
            *counted.entry(row[field].as_u64().expect("a count")).or_default() += 1;
        }
        assert_eq!(counted, figures.iter().copied().collect(), "{pair} {field}");
    }
}

/// London's 33 councils and 32 groups, as the King's Fund counted them for HIV.
#[test]
fn london_has_as_many_commissioners_of_hiv_services_as_were_counted() {
    for (component, count) in [("hiv-testing", 33), ("hiv-testing-other-settings", 32), ("hiv-treatment", 1)] {
        let command =
            ["who", "scenarios/england", "2014-01-01", "--component", component, "--area", "london-area-team"];
        let report = remit(&[&command[..], &["--format", "json"]].concat()).json();
        let answers = report["answers"].as_array().expect("answers").iter();
        let commission = answers.filter(|answer| answer["function"] == "commission");
        let units = commission.flat_map(|answer| answer["units"].as_array().expect("units").iter());
        let settled = units.filter(|unit| unit["certainty"] == "settled");
        let bodies: BTreeSet<&str> = settled
            .flat_map(|unit| unit["organisations"].as_array().expect("bodies").iter())
            .map(|body| body.as_str().expect("an id"))
            .collect();
        assert_eq!(bodies.len(), count, "{component}: {bodies:?}");
    }
}
