//! `remit tipping`, and how far a ranking of `remit measure` holds, from outside.

use serde_json::Value;

use crate::support::remit;

const DISTRICTS: &str = "scenarios/two-districts";
const ENGLAND: &str = "scenarios/england";

fn ask(args: &[&str]) -> Value {
    let ran = remit(&[&["tipping"], args, &["--format", "json"]].concat());
    assert_eq!(ran.status, Some(0), "{args:?}: {}", ran.stderr);
    ran.json()
}

/// The sets found: for each fact its first component, its holder and what becomes of it; and what the answer then is.
fn sets(report: &Value, tips: &Value) -> Vec<(Vec<String>, Value)> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let told = |change: &Value| {
        let number = change["fact"].as_u64().expect("a number") as usize;
        let fact = &report["facts"][number - 1];
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        format!("{} {} {}", word(&fact["component"][0]), word(&fact["holder"]), word(&change["becomes"]))
    };
    list(&tips["sets"])
        .iter()
        .map(|set| (list(&set["changes"]).iter().map(told).collect(), set["then"].clone()))
        .collect()
}

fn one(set: &str, then: &str) -> (Vec<String>, Value) {
    (vec![set.to_owned()], Value::from(then))
}

#[test]
fn what_a_finding_hangs_on() {
    let of = |key: &str| ask(&[DISTRICTS, "after", "--finding", key]);
    let disputed = of("gap/uncommissioned:cervical-sample");
    let finding = &disputed["findings"][0];
    assert_eq!(finding["is"], "possible");
    let ways = ["nhse", "kind:la"].map(|who| one(&format!("cervical-sample {who} settled"), "absent"));
    assert_eq!(sets(&disputed, finding), ways, "either of the two that dispute it");
    assert_eq!(finding["readings"]["stands_in"], "some");
    assert_eq!((&finding["count"], &finding["none_up_to"]), (&Value::from(2), &Value::from(0)));
    // One that is not there would be, certainly.
    let held = of("gap/uncommissioned:gynaecology");
    let finding = &held["findings"][0];
    assert_eq!((&finding["is"], &finding["severity"]), (&Value::from("absent"), &Value::Null));
    assert_eq!(sets(&held, finding), [one("gynaecology kind:ccg absent", "certain")]);
    // What is verified stays: nothing tips a gap where nobody says anything.
    let nobody = of("gap/uncommissioned:tier-3");
    let finding = &nobody["findings"][0];
    assert_eq!((&finding["never"], &finding["can_matter"]), (&Value::from(true), &Value::from(0)));
    assert_eq!(finding["readings"]["stands_in"], "every");
}

#[test]
fn what_a_verdict_and_an_order_hang_on() {
    let report = ask(&[DISTRICTS, "before", "after"]);
    let verdict = &report["verdict"];
    assert_eq!(verdict["is"], "worse");
    let ways = [one("sti-testing kind:pct absent", "mixed"), one("reablement kind:la absent", "mixed")];
    assert_eq!(sets(&report, verdict), ways);
    assert!(report["findings"].as_array().is_some_and(|list| list.len() > 5));
    let pair = &report["order"]["pairs"][1];
    assert_eq!(pair["services"], serde_json::json!(["older-people", "obesity"]));
    assert_eq!((&pair["size"], &pair["none_up_to"]), (&Value::from(2), &Value::from(1)));
    let order = ask(&[DISTRICTS, "after", "--order", "--service", "obesity", "--service", "sexual-health"]);
    assert_eq!(order["order"]["pairs"].as_array().map(Vec::len), Some(1));
    assert!(order["verdict"].is_null() && order["findings"].is_null(), "only what was asked");
}

#[test]
fn the_verdict_on_england_stands_whatever_becomes_of_any_fact() {
    let of = |args: &[&str]| ask(&[&[ENGLAND, "before", "after", "--verdict"], args].concat());
    let all = of(&[]);
    let verdict = &all["verdict"];
    assert_eq!((&verdict["is"], &verdict["never"]), (&Value::from("mixed"), &Value::from(true)));
    assert!(verdict["can_matter"].as_u64().is_some_and(|count| count > 500), "{}", verdict["can_matter"]);
    assert!(verdict["new_in_any_case"].is_string() && verdict["mended_in_any_case"].is_string());
    assert_eq!(all, of(&[]), "the same on every run");
}

#[test]
fn tipping_says_what_is_asked_wrongly() {
    let cases: [(&[&str], &str); 6] = [
        (&[DISTRICTS, "after", "--verdict"], "FROM TO"),
        (&[DISTRICTS, "after", "--finding", "gap/uncommissioned:tier-9"], "names nothing"),
        (&[DISTRICTS, "after", "--finding", "gap/uncommisioned:tier-3"], "gap/uncommissioned"),
        (&[DISTRICTS, "after", "--finding", "accepted/unused:x"], "acceptance"),
        (&[DISTRICTS, "after", "--order", "--service", "obesity"], "twice"),
        (&[DISTRICTS, "after", "--order", "--measure", "efective"], "effective"),
    ];
    for (args, said) in cases {
        let ran = remit(&[&["tipping"], args].concat());
        assert_eq!(ran.status, Some(2), "{args:?}");
        assert!(ran.stderr.contains(said), "{args:?}: {}", ran.stderr);
    }
}

#[test]
fn tipping_in_words_and_for_spreadsheets() {
    // In Markdown no sentence is broken.
    let text = remit(&["tipping", DISTRICTS, "before", "after", "--format", "markdown"]).stdout;
    for said in [
        "If one fact were otherwise, namely if it were not so that PCTs have the duty to commission STI",
        "NHS England has the duty to commission",
        "Whichever way disputes go",
        "whoever mends them need not wait for a dispute",
    ] {
        assert!(text.contains(said), "no “{said}” in\n{text}");
    }
    let csv = remit(&["tipping", DISTRICTS, "before", "after", "--format", "csv"]).stdout;
    let columns = csv.lines().next().map(|line| line.split(',').count());
    assert_eq!(columns, Some(24));
    assert!(csv.contains("verdict,") && csv.contains("finding,gap/") && csv.contains("order,effective:"), "{csv}");
    let markdown = remit(&["tipping", DISTRICTS, "after", "--format", "markdown"]).stdout;
    assert!(markdown.starts_with("# ") && markdown.contains("| facts |"), "{markdown}");
}

const RANKING: &str = r#"
landscape = { title = "Ranking", default = "now" }
scenario = [{ id = "now", on = 2014-01-01 }]
kind = [{ id = "la", name = "Council" }, { id = "ccg", name = "Group" }]
service = [{ id = "fine", name = "Fine" }, { id = "rough", name = "Rough" }]
source = [{ id = "act", title = "Act" }, { id = "study", title = "Study" }]
organisation = [
  { id = "p", name = "P", kind = "la", footprint = "everywhere" },
  { id = "q", name = "Q", kind = "ccg", footprint = "everywhere" },
]
area = [{ id = "a", population = 100 }]
component = [
  # two thirds with one body: 1.8; those of one stage put together, a half: 2
  { id = "r1", service = "rough", name = "R1", stage = "one" },
  { id = "r2", service = "rough", name = "R2", stage = "one" },
  { id = "r3", service = "rough", name = "R3", stage = "one" },
  # three of five: 1.92, however it is cut; the last two name no stage, and stay two
  { id = "f1", service = "fine", name = "F1", stage = "one" },
  { id = "f2", service = "fine", name = "F2", stage = "two" },
  { id = "f3", service = "fine", name = "F3", stage = "three" },
  { id = "f4", service = "fine", name = "F4" },
  { id = "f5", service = "fine", name = "F5" },
]
responsibility = [
  { component = ["r1", "r2", "f1", "f2", "f3"], holder = "p", basis = "act#s1" },
  { component = ["r3"], holder = "q", basis = ["act", "study"] },
  { component = ["f4"], holder = "q", basis = "study#table-1" },
  { component = ["f5"], holder = "q", basis = "study" },
]
"#;

#[test]
fn a_ranking_that_turns_round_is_a_tie() {
    let folder = tempfile::tempdir().expect("a directory");
    let path = folder.path().join("ranking.toml");
    std::fs::write(&path, RANKING).expect("a file");
    let path = path.display().to_string();
    let ask = |more: &[&str]| remit(&[&["measure", &path], more].concat());
    assert!(ask(&["--format", "json"]).json()["scenarios"][0].get("sensitivity").is_none(), "only where it is asked");
    let of = |more: &[&str]| {
        let report = ask(&[more, &["--format", "json"]].concat()).json();
        let sensitivity = report["scenarios"][0]["sensitivity"].clone();
        let rankings = sensitivity["rankings"].as_array().expect("rankings").clone();
        let effective = rankings.into_iter().find(|ranking| ranking["measure"] == "effective").expect("the measure");
        let places: Vec<u64> = effective["services"]
            .as_array()
            .expect("services")
            .iter()
            .flat_map(|service| ["place", "to_place"].map(|field| service[field].as_u64().expect("a place")))
            .collect();
        (sensitivity, effective, places)
    };
    let (_, effective, places) = of(&["--coarse"]);
    assert_eq!(places, [1, 2, 1, 2], "{effective}");
    assert_eq!(effective["turned"], serde_json::json!([{ "more": "fine", "less": "rough", "under": [0] }]));
    assert_eq!(effective["services"][1]["otherwise"][0], 2.0, "{effective}");
    let fine = &effective["services"][0];
    assert_eq!(fine["mean"], fine["otherwise"][0], "a component without a stage stays by itself");
    // The study alone: what the Act says too stays, and a place in the study is the study.
    let (sensitivity, effective, places) = of(&["--leave-out", "study", "--leave-out", "act"]);
    assert_eq!(sensitivity["variants"][0]["facts"], 2);
    assert_eq!(effective["services"][0]["otherwise"], serde_json::json!([1.0, 1.0]));
    assert_eq!(places, [1, 2, 1, 2], "without the study the other is more divided: {effective}");
    let text = ask(&["--coarse", "--leave-out", "study"]).stdout;
    for said in
        ["How far the ranking holds, now", "1 to 2", "without what rests on `study` alone", "2 facts rest on `study`"]
    {
        assert!(text.contains(said), "no “{said}” in\n{text}");
    }
    let misspelt = ask(&["--leave-out", "studdy"]);
    assert_eq!(misspelt.status, Some(2));
    assert!(misspelt.stderr.contains("study"), "{}", misspelt.stderr);
}

#[test]
fn facts_are_counted_for_the_services_asked_for() {
    let unsettled = |args: &[&str]| {
        let report = remit(&[&["tipping", DISTRICTS, "after", "--format", "json"], args].concat()).json();
        let number = |field: &str| report["unsettled"][field].as_u64().expect("a number");
        (number("facts"), number("contested"), number("unverified"))
    };
    let all = unsettled(&[]);
    let each = ["sexual-health", "obesity", "older-people"].map(|service| unsettled(&["--service", service]));
    // No component there belongs to two services.
    assert_eq!(each.iter().map(|of| of.0).sum::<u64>(), all.0, "{each:?}");
    assert!(each.iter().chain([&all]).all(|(facts, contested, unverified)| *facts == contested + unverified));
    assert!(each.iter().all(|of| of.0 < all.0), "{each:?}");
}
