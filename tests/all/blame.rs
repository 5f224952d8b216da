//! `remit blame` from outside: what the two areas of `scenarios/prucomm-areas` and England give; shares and smallest sets are held
//! against every order of every step in `properties/reforms/blame.rs`.

use crate::support::remit;

const AREAS: [&str; 5] = ["blame", "scenarios/prucomm-areas", "before", "--reform", "act-in-both-areas"];

#[test]
fn the_step_that_opens_a_gap_is_named_with_its_law() {
    let key = "gap/cross-boundary:open-access-clinics-area-2";
    let report = remit(&[&AREAS[..], &["--finding", key, "--format", "json"]].concat()).json();
    assert_eq!(report["schema"], "remit/blame/1");
    assert_eq!(report["subject"]["finding"], key);
    // Everyone in Area 2, by hand: trusts paid each other until the clinics passed to councils, which do not.
    assert_eq!(report["total"], 600_000.0);
    assert_eq!(report["exact"], true);
    assert_eq!(report["minimal_sets"], serde_json::json!([[3]]));
    let shares: f64 =
        report["steps"].as_array().expect("steps").iter().map(|step| step["shapley"].as_f64().expect("a share")).sum();
    assert!((shares - 600_000.0).abs() < 1e-6, "what is shared is the change: {shares}");
    let words = remit(&[&AREAS[..], &["--finding", key]].concat()).stdout;
    for said in ["It does not happen without step 3.", "si-2013-351#reg-6", "regulations"] {
        assert!(words.contains(said), "{said}\n{words}");
    }
}

#[test]
fn without_a_subject_every_change_has_the_steps_it_hangs_on() {
    let report = remit(&[&AREAS[..], &["--format", "json"]].concat()).json();
    let changes = report["changes"].as_array().expect("changes");
    let opened = changes.iter().filter(|change| change["subject"]["finding"].is_string());
    assert!(opened.clone().count() >= 3, "{changes:?}");
    let gap =
        opened.clone().find(|change| change["subject"]["finding"] == "gap/cross-boundary:open-access-clinics-area-2");
    let steps = gap.expect("the gap of Area 2")["steps"].as_array().expect("steps").clone();
    assert_eq!(steps.len(), 1, "{steps:?}");
    assert_eq!((steps[0]["step"].as_u64(), steps[0]["without"].as_f64()), (Some(3), Some(0.0)));
}

/// Nobody was given tier 3 of weight management: it ended with the trusts, and no other step of the Act has a part in that.
#[test]
fn the_gap_in_obesity_services_came_with_the_end_of_the_trusts() {
    let command = ["blame", "scenarios/england", "before", "--reform", "health-and-social-care-act-2012"];
    let asked = ["--finding", "gap/uncommissioned:weight-management-tier-3", "--format", "json"];
    let report = remit(&[&command[..], &asked[..]].concat()).json();
    assert_eq!(report["total"], 55_619_430.0);
    let sets = report["minimal_sets"].as_array().expect("a list");
    let [set] = sets.as_slice() else { panic!("{sets:?}") };
    let [step] = set.as_array().expect("steps").as_slice() else { panic!("{set}") };
    let steps = report["steps"].as_array().expect("steps");
    let one = steps.iter().find(|one| one["step"] == *step).expect("the step is among those with a part");
    assert_eq!((one["do"].as_str(), one["shapley"].as_f64()), (Some("abolish"), Some(55_619_430.0)));
    let others = steps.iter().filter(|one| one["step"] != *step);
    assert!(others.into_iter().all(|one| one["shapley"].as_f64() == Some(0.0)), "{steps:?}");
}

#[test]
fn what_cannot_be_asked_is_said_with_the_way_out() {
    for (asked, says) in [
        (&["--finding", "gap/uncommissioned"][..], "names a kind of finding and not one of them"),
        (&["--finding", "gap/uncomissioned:a"], "did you mean `gap/uncommissioned`"),
        (&["--measure", "efective", "--service", "sexual-health"], "did you mean `effective`"),
        (&["--measure", "effective"], "--service"),
        (&["--orders", "1"], "4..=100000"),
    ] {
        let ran = remit(&[&AREAS[..], asked].concat());
        assert_eq!(ran.status, Some(2), "{asked:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(says), "{asked:?}: {}", ran.stderr);
    }
}
