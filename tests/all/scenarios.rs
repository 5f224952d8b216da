//! What ships is a test too: the landscapes under `scenarios/` are valid, their journeys pass, their claims come out as
//! declared, and the counts of England are those of the sources.

use std::collections::BTreeSet;

use crate::cases::load;
use crate::support::{folders_in, name_of, remit, root};

#[test]
fn every_landscape_that_ships_is_valid_and_keeps_its_word() {
    let folders = folders_in(&root().join("scenarios"));
    let names: BTreeSet<String> = folders.iter().map(|folder| name_of(folder)).collect();
    assert!(names.contains("england") && names.contains("two-districts"), "{names:?}");
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

/// Mid-2017 population of England (ONS), and the bodies of the two systems as abolished and established in law.
#[test]
fn england_has_the_people_and_bodies_that_it_had() {
    let england = load(&root().join("scenarios/england"));
    assert_eq!(england.population(), 55_619_430.0);
    // Areas that no fact tells apart count as one: this is what keeps a country quick.
    assert!(england.areas.classes.len() < 1000, "{} classes", england.areas.classes.len());
    let live = |on: &str, kind: &str| {
        let situation = england.at(on.parse().expect("a day"), false);
        let of_kind = |one: &remit::landscape::OrganisationId| {
            &*england.kinds[england.organisations[one.index()].kind.index()].id == kind
        };
        situation.live_organisations().filter(of_kind).count()
    };
    for (on, kind, count) in [
        ("2013-03-31", "sha", 10),
        ("2013-03-31", "pct", 151),
        ("2013-03-31", "ccg", 0),
        ("2013-04-01", "sha", 0),
        ("2013-04-01", "pct", 0),
        ("2013-04-01", "ccg", 211),
        ("2013-04-01", "la", 152),
        ("2013-04-01", "hwb", 152),
    ] {
        assert_eq!(live(on, kind), count, "{kind} on {on}");
    }
}

/// Nobody is lost between the classes: everyone is in one trust before and in one group and council after.
#[test]
fn everybody_in_england_is_in_one_place_of_each_kind() {
    let england = load(&root().join("scenarios/england"));
    for (on, kind) in [("2013-03-31", "pct"), ("2013-04-01", "ccg"), ("2013-04-01", "la")] {
        let situation = england.at(on.parse().expect("a day"), false);
        let bodies = situation
            .live_organisations()
            .filter(|one| &*england.kinds[england.organisations[one.index()].kind.index()].id == kind);
        let people: f64 = bodies.map(|one| situation.residents(one)).sum();
        assert!((people - england.population()).abs() < 0.5, "{people} people in a {kind} on {on}");
    }
}
