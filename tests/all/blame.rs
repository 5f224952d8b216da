//! `remit blame`, and claims about steps, from outside: what the two areas of `scenarios/prucomm-areas` and England give; shares and smallest sets are held
//! against every order of every step in `properties/reforms/blame.rs`.

use std::collections::BTreeMap;
use std::path::Path;

use remit::landscape::ServiceMeasure;
use remit::reform::{Replay, Wanted};
use remit::study::blame::{Effort, Patient, Subject, Workers, blame, overview};

use crate::cli::folder;
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
    for said in ["It does not happen without step 3: transfer open access clinics", "si-2013-351#reg-6", "regulations"]
    {
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
        (&["--finding", "gap/uncommissioned:open-access-clinics-area2"], "did you mean `open-access-clinics-area-2`"),
        (&["--finding", "gap/uncommissioned:nothing"], "names nothing of this landscape"),
        (&["--measure", "efective", "--service", "sexual-health"], "did you mean `effective`"),
        (&["--measure", "effective"], "--service"),
        (&["--orders", "1"], "4..=100000"),
    ] {
        let ran = remit(&[&AREAS[..], asked].concat());
        assert_eq!(ran.status, Some(2), "{asked:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(says), "{asked:?}: {}", ran.stderr);
    }
}

/// Three parts of a service with one body, and reforms that give some of them to others.
fn claims(folder: &Path, measure: &str, expect: &str) -> String {
    let files = [
        (
            "parts.toml",
            r#"
landscape = { title = "Parts", default = "now" }
scenario = [{ id = "now", on = 2013-03-31 }]
kind = [{ id = "one", name = "One" }, { id = "two", name = "Two" }, { id = "three", name = "Three" }]
service = [{ id = "s", name = "S" }]
component = [
  { id = "a", service = "s", name = "A" },
  { id = "b", service = "s", name = "B" },
  { id = "c", service = "s", name = "C" },
]
organisation = [
  { id = "first", name = "First", kind = "one", footprint = "everywhere" },
  { id = "second", name = "Second", kind = "two", footprint = "everywhere" },
  { id = "third", name = "Third", kind = "three", footprint = "everywhere" },
]
area = [{ id = "place", population = 100 }]
responsibility = [{ component = ["a", "b", "c"], holder = "first" }]
"#
            .to_owned(),
        ),
        (
            "claim.toml",
            format!(
                "[[expectation]]\nid = \"claim\"\nsays = \"A claim\"\nmeasure = \"{measure}\"\nservice = \"s\"\n\
                 to = \"now\"\nexpect = \"{expect}\"\n"
            ),
        ),
        ("reforms/one.toml", reform(&[("a", "second")])),
        ("reforms/two.toml", reform(&[("a", "second"), ("b", "third")])),
        ("reforms/none.toml", reform(&[("a", "second"), ("b", "second"), ("c", "second")])),
    ];
    std::fs::create_dir_all(folder.join("reforms")).expect("a directory");
    for (name, text) in files {
        std::fs::write(folder.join(name), text).expect("a file");
    }
    folder.display().to_string()
}

fn reform(steps: &[(&str, &str)]) -> String {
    let step = |(component, to): &(&str, &str)| {
        format!(
            "[[step]]\ndo = \"transfer\"\ncomponent = \"{component}\"\nfrom_holder = \"first\"\nto_holder = \"{to}\"\n"
        )
    };
    let steps: Vec<String> = steps.iter().map(step).collect();
    format!("[reform]\nid = \"parts\"\ntitle = \"Parts\"\non = 2013-04-01\n{}", steps.concat())
}

/// By hand: three parts with one body are 1 as if in equal shares, 2 and 1 are 9/5, 1 and 1 and 1 are 3.
#[test]
fn a_claim_can_ask_what_goes_with_one_step() {
    let folder = folder();
    for (measure, expect, result, value) in [
        ("one_step:one:effective", "= 1", "reproduced", Some(1.0)),
        // Of a rise by 2, what is left without either step is a rise by 4/5.
        ("one_step:two:effective", "< 1", "reproduced", Some(0.6)),
        ("one_step:two:commissioners", "= 0.5", "reproduced", Some(0.5)),
        ("one_step:two:effective", "= 1", "contradicted", Some(0.6)),
        // All three parts pass to one body: nothing changes, and no step has a part in it.
        ("one_step:none:effective", "< 1", "not-computable", None),
    ] {
        let path = claims(folder.path(), measure, expect);
        let report = remit(&["expect", &path, "--format", "json", "--fail-on", "never"]).json();
        let claim = &report["expectations"][0];
        assert_eq!(claim["result"], result, "{measure}: {claim}");
        match value {
            Some(value) => {
                assert!((claim["to"].as_f64().expect("a number") - value).abs() < 1e-9, "{measure}: {claim}")
            }
            None => assert!(claim["to"].is_null(), "{measure}: {claim}"),
        }
    }
    for (measure, says) in [
        ("one_step:two:efective", "did you mean `effective`"),
        ("one_step:effective", "one_step:REFORM:MEASURE"),
        ("one_step:nobody:effective", "nobody"),
    ] {
        let ran = remit(&["expect", &claims(folder.path(), measure, "< 1")]);
        assert_eq!(ran.status, Some(2), "{measure}: {}", ran.stderr);
        assert!(ran.stderr.contains(says), "{measure}: {}", ran.stderr);
    }
}

#[test]
fn a_reform_without_effect_is_said_to_have_none() {
    let folder = folder();
    let path = claims(folder.path(), "effective", "= 1");
    let empty = "[reform]\nid = \"empty\"\ntitle = \"Empty\"\non = 2013-04-01\n";
    std::fs::write(folder.path().join("reforms/empty.toml"), empty).expect("a file");
    let ask = |reform: &str, more: &[&str]| {
        let ran = remit(&[&["blame", &path, "now", "--reform", reform][..], more].concat());
        assert_eq!(ran.status, Some(0), "{}", ran.stderr);
        ran.stdout
    };
    let measure = ["--measure", "effective", "--service", "s"];
    assert!(ask("empty", &[]).contains("opens no finding, closes none, and changes no measure"));
    assert!(ask("empty", &measure).contains("It has no steps"));
    assert!(ask("none", &measure).contains("All 3 steps together change nothing"));
    assert!(ask("none", &[]).contains("opens no finding, closes none, and changes no measure"));
}

/// A world that waits for nothing.
struct Hurried;

impl Workers for Hurried {
    fn side_by_side(&self, jobs: usize, job: &(dyn Fn(usize) + Sync)) {
        (0..jobs).for_each(job);
    }

    fn go_on(&self, _part: &str, _done: usize, _of: usize) -> bool {
        false
    }
}

#[test]
fn whoever_stops_it_is_told_what_there_was() {
    let area = "area = [{ id = \"place\", population = 100 }]";
    let bodies: String = (0..20)
        .map(|n| {
            format!("[[organisation]]\nid = \"o{n}\"\nname = \"O{n}\"\nkind = \"k\"\nfootprint = \"everywhere\"\n")
        })
        .collect();
    let parts: String =
        (0..20).map(|n| format!("[[component]]\nid = \"c{n}\"\nname = \"C{n}\"\nservice = \"s\"\n")).collect();
    let held: String =
        (0..20).map(|n| format!("[[responsibility]]\ncomponent = \"c{n}\"\nholder = \"o0\"\n")).collect();
    let text = format!(
        "landscape = {{ title = \"Many\", default = \"now\" }}\nscenario = [{{ id = \"now\", on = 2013-03-31 }}]\n\
         kind = [{{ id = \"k\", name = \"K\" }}]\nservice = [{{ id = \"s\", name = \"S\" }}]\n{area}\n{bodies}{parts}{held}"
    );
    let steps: String = (1..20)
        .map(|n| {
            format!("[[step]]\ndo = \"transfer\"\ncomponent = \"c{n}\"\nfrom_holder = \"o0\"\nto_holder = \"o{n}\"\n")
        })
        .collect();
    let reform = format!("[reform]\nid = \"many\"\ntitle = \"Many\"\non = 2013-04-01\n{steps}");
    let files: BTreeMap<String, Vec<u8>> = [("many.toml", text), ("reforms/many.toml", reform)]
        .map(|(name, text)| (name.to_owned(), text.into_bytes()))
        .into();
    let wanted = [Wanted::Named("many".to_owned())];
    let worlds = remit::reform::read(&files, &remit::checks::codes(), &wanted).expect("a landscape");
    let replay = Replay::new(&worlds, &worlds.chain_of(wanted)).expect("right steps").expect("a reform");
    let day = "2013-04-01".parse().expect("a day");
    let (service, measure) = (worlds.base().components[0].services[0], ServiceMeasure::Commissioners);
    let subject = Subject::Measure(measure, service);
    let blamed = blame(&replay, day, false, &subject, Effort::default(), &Hurried);
    assert!(blamed.stopped && !blamed.exact && (blamed.total - 19.0).abs() < 1e-9, "{blamed:?}");
    assert!(
        blamed.steps.iter().all(|step| (step.without - 18.0).abs() < 1e-9),
        "what each leaves is known: {blamed:?}"
    );
    assert!(!blame(&replay, day, false, &subject, Effort::default(), &Patient).stopped);
    let some = overview(&replay, day, false, &Hurried);
    assert!((1..19).contains(&some.looked), "{}", some.looked);
    let all = overview(&replay, day, false, &Patient);
    assert_eq!((all.looked, all.changes.len()), (19, some.changes.len()));
    // What was looked at before is what it is with patience.
    for (one, other) in some.changes.iter().zip(&all.changes) {
        let first: Vec<_> = other.without.iter().filter(|(step, _)| *step < some.looked).copied().collect();
        assert_eq!((&one.subject, &one.without), (&other.subject, &first));
    }
}

/// Two bodies are brought together by a board to which one belongs and the other answers.
const BRIDGED: &str = r#"
landscape = { title = "Bridged", default = "now" }
scenario = [{ id = "now", on = 2013-03-31 }]
kind = [
  { id = "la", name = "Council" },
  { id = "ccg", name = "Group" },
  { id = "board", name = "Board", coordinates = true },
]
organisation = [
  { id = "council", name = "Council", kind = "la", footprint = "everywhere" },
  { id = "group", name = "Group", kind = "ccg", footprint = "everywhere" },
  { id = "forum", name = "Forum", kind = "board", footprint = "everywhere" },
]
area = [{ id = "place", population = 100 }]
service = [{ id = "s", name = "S" }]
component = [
  { id = "test", name = "Test", service = "s", leads_to = "treat" },
  { id = "treat", name = "Treat", service = "s", leads_to = [] },
]
responsibility = [{ component = "test", holder = "council" }, { component = "treat", holder = "group" }]
relation = [{ type = "member-of", who = "council", to = "forum" }]
"#;

#[test]
fn a_step_that_bridges_by_accountability_has_its_part() {
    let folder = folder();
    std::fs::create_dir(folder.path().join("reforms")).expect("a folder");
    std::fs::write(folder.path().join("landscape.toml"), BRIDGED).expect("a file");
    let step = "[[step]]\ndo = \"relate\"\ntype = \"accountable-to\"\nwho = \"group\"\nto = \"forum\"\n";
    let reform = format!("[reform]\nid = \"r\"\ntitle = \"R\"\non = 2013-04-01\n{step}");
    std::fs::write(folder.path().join("reforms/r.toml"), reform).expect("a file");
    let asked = |about: &[&str]| {
        let path = folder.path().display().to_string();
        remit(&[&["blame", path.as_str(), "now", "--reform", "r", "--format", "json"], about].concat()).json()
    };
    for (measure, total) in [("bridged", 1.0), ("unbridged", -1.0)] {
        let report = asked(&["--measure", measure, "--service", "s"]);
        assert_eq!(
            (&report["total"], &report["minimal_sets"]),
            (&total.into(), &serde_json::json!([[1]])),
            "{measure}"
        );
    }
    let report = asked(&["--finding", "fragmentation/handoff:test>treat"]);
    assert_eq!((&report["total"], &report["minimal_sets"]), (&(-100.0).into(), &serde_json::json!([[1]])));
}
