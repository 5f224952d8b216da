//! Reforms on the command line: names, days and paths; `remit plan` in every format; what is new since a scenario.

use crate::cli::folder;
use crate::support::{Ran, remit, root};

/// A landscape with reforms beside it.
fn case(name: &str) -> String {
    root().join("tests/cases").join(name).display().to_string()
}

fn run(args: &[&str]) -> Ran {
    let ran = remit(args);
    assert!(!ran.stderr.contains("panicked"), "{args:?}\n{}", ran.stderr);
    ran
}

#[test]
fn a_reform_that_is_not_there_gets_the_nearest_name() {
    let enacted = case("reform-as-enacted");
    for args in [
        &["check", &enacted, "2013-04-01+forgetfull"][..],
        &["check", &enacted, "+forgetfull"],
        &["plan", &enacted, "before", "--reform", "forgetfull"],
        &["compare", &enacted, "before", "+forgetfull"],
        &["measure", &enacted, "before", "2013-04-01+act+forgetfull"],
    ] {
        let ran = run(args);
        assert_eq!((ran.status, ran.stdout.as_str()), (Some(2), ""), "{args:?}");
        assert!(ran.stderr.contains("did you mean `forgetful`?"), "{args:?}: {}", ran.stderr);
    }
    // A landscape without any says so; a path names itself.
    let ran = run(&["check", &case("orphaned"), "before+act"]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("reforms/"), "{}", ran.stderr);
    let ran = run(&["check", &enacted, "2013-04-01+nowhere/act.toml"]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("nowhere/act.toml"), "{}", ran.stderr);
    // `plan` without a reform is wrong usage.
    assert_eq!(run(&["plan", &enacted, "before"]).status, Some(2));
}

#[test]
fn a_day_before_the_reform_is_refused_and_the_day_itself_is_not() {
    let enacted = case("reform-as-enacted");
    for scenario in ["2013-03-31+act", "before+act"] {
        let ran = run(&["check", &enacted, scenario]);
        assert_eq!((ran.status, ran.stdout.as_str()), (Some(2), ""), "{scenario}");
        assert!(ran.stderr.contains("before the reform `act` begins, on 1 April 2013"), "{}", ran.stderr);
        assert!(ran.stderr.contains("2013-04-01+act"), "what would be right: {}", ran.stderr);
    }
    for scenario in ["2013-04-01+act", "after+act", "2030-01-01+act"] {
        assert_eq!(run(&["check", &enacted, scenario]).status, Some(3), "{scenario}");
    }
    // `+REFORM` alone, and `plan`, take the later day; the scenario's where that is later.
    let on = |args: &[&str], path: &str| {
        let report = run(&[args, &["--format", "json"]].concat()).json();
        report.pointer(path).and_then(serde_json::Value::as_str).map(str::to_owned)
    };
    let second = "/comparisons/0/to/on";
    assert_eq!(on(&["compare", &enacted, "before", "+act"], second).as_deref(), Some("2013-04-01"));
    assert_eq!(on(&["compare", &enacted, "2014-05-01", "+act"], second).as_deref(), Some("2014-05-01"));
    assert_eq!(on(&["plan", &enacted, "2014-05-01", "--reform", "act"], "/to/on").as_deref(), Some("2014-05-01"));
    assert_eq!(on(&["plan", &enacted, "before", "--reform", "act"], "/from/on").as_deref(), Some("2013-03-31"));
}

#[test]
fn a_mistake_in_a_step_ends_with_2_and_is_told_in_json() {
    let folder = folder();
    let bad = folder.path().join("bad.toml");
    let text = "[reform]\nid = \"bad\"\ntitle = \"Bad\"\non = 2013-04-01\n\n[[step]]\ndo = \"abolish\"\norganisation = \"Z\"\n";
    std::fs::write(&bad, text).expect("a reform");
    let bad = bad.display().to_string();
    for (command, scenario) in [("check", format!("after+{bad}")), ("plan", "after".to_owned())] {
        let enacted = case("reform-as-enacted");
        let mut args = vec![command, &enacted, &scenario, "--format", "json"];
        if command == "plan" {
            args.extend(["--reform", &bad]);
        }
        let ran = run(&args);
        assert_eq!(ran.status, Some(2), "{args:?}");
        let report = ran.json();
        assert_eq!(report["schema"], "remit/problems/1");
        let problems = report["problems"].as_array().expect("problems");
        assert_eq!((problems.len(), &problems[0]["line"]), (1, &8.into()), "{report}");
        assert!(problems[0]["message"].as_str().is_some_and(|message| message.contains("`Z`")), "{report}");
    }
}

#[test]
fn a_reform_may_stand_outside_the_landscape_and_beside_a_single_file() {
    let folder = folder();
    let here = folder.path();
    let enacted = case("reform-as-enacted");
    let outside = here.join("proposal.toml");
    std::fs::copy(format!("{enacted}/reforms/act.toml"), &outside).expect("a copy");
    let findings = |args: &[&str]| run(&[args, &["--format", "json"]].concat()).json()["findings"].clone();
    let wanted = findings(&["check", &enacted, "2013-04-01+act"]);
    let key = |list: &serde_json::Value| -> Vec<String> {
        list.as_array().into_iter().flatten().map(|finding| finding["key"].to_string()).collect()
    };
    let found = findings(&["check", &enacted, &format!("2013-04-01+{}", outside.display())]);
    assert_eq!(key(&found), key(&wanted));
    assert!(!key(&wanted).is_empty());
    // A landscape of one file: its reforms are in the folder beside it.
    let single = here.join("single.toml");
    std::fs::copy(format!("{enacted}/landscape.toml"), &single).expect("a copy");
    std::fs::create_dir(here.join("reforms")).expect("a folder");
    std::fs::copy(format!("{enacted}/reforms/act.toml"), here.join("reforms/act.toml")).expect("a copy");
    let single = single.display().to_string();
    assert_eq!(key(&findings(&["check", &single, "2013-04-01+act"])), key(&wanted));
    let ran = run(&["plan", &single, "before", "--reform", "akt"]);
    assert!(ran.status == Some(2) && ran.stderr.contains("did you mean `act`?"), "{}", ran.stderr);
}

#[test]
fn what_is_new_since_the_day_before_is_what_the_reform_made() {
    let enacted = case("reform-as-enacted");
    let keys = |args: &[&str]| -> Vec<String> {
        let report = run(&[args, &["--format", "json"]].concat()).json();
        let list = report["findings"].as_array().cloned().unwrap_or_default();
        list.iter().map(|finding| finding["key"].as_str().unwrap_or_default().to_owned()).collect()
    };
    let since = |scenario, since| keys(&["check", &enacted, scenario, "--new-since", since]);
    assert_eq!(since("2013-04-01+forgetful", "2013-04-01+act"), ["gap/unbalanced:y", "gap/uncommissioned:y"]);
    assert_eq!(since("2013-04-01+act", "after"), ["gap/unbalanced:z"]);
    assert_eq!(since("2013-04-01+act", "2013-04-01+forgetful"), Vec::<String>::new());
    // What is new decides the status.
    assert_eq!(run(&["check", &enacted, "2013-04-01+act", "--new-since", "2013-04-01+forgetful"]).status, Some(0));
    assert_eq!(run(&["check", &enacted, "2013-04-01+forgetful", "--new-since", "2013-04-01+act"]).status, Some(3));
}

#[test]
fn a_plan_in_every_format_says_which_line_of_the_ledger_goes_nowhere() {
    let enacted = case("reform-as-enacted");
    let plan = |format: &str| run(&["plan", &enacted, "before", "--reform", "forgetful", "--format", format]);
    // A plan fails nothing unless it is asked to.
    for format in ["text", "json", "csv", "markdown"] {
        let ran = plan(format);
        assert_eq!((ran.status, ran.stderr.as_str()), (Some(0), ""), "{format}");
        assert!(ran.stdout.ends_with('\n') && !ran.stdout.contains('\u{1b}'), "{format}");
    }
    let failing = ["plan", &enacted, "before", "--reform", "forgetful", "--fail-on", "error"];
    assert_eq!(run(&failing).status, Some(3));
    // Three components, of which two are passed on by no step, for 150 people each.
    let text = plan("text").stdout;
    let first = |format: &str| plan(format).stdout.lines().next().unwrap_or_default().to_owned();
    assert!(text.contains("nowhere") || text.contains("nobody"), "{text}");
    assert!(first("markdown").starts_with("# "), "{}", first("markdown"));
    let csv = plan("csv").stdout;
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    let head: Vec<String> = rows.headers().expect("a header").iter().map(str::to_owned).collect();
    let at =
        |name: &str| head.iter().position(|column| column == name).unwrap_or_else(|| panic!("no {name}: {head:?}"));
    let (component, fate, people) = (at("component"), at("fate"), at("people"));
    let mut lines: Vec<[String; 3]> = rows
        .records()
        .map(|row| row.expect("a row"))
        .map(|row| [component, fate, people].map(|column| row[column].to_owned()))
        .collect();
    lines.sort();
    let wanted = [["x", "passed", "150"], ["y", "nowhere", "150"], ["z", "nowhere", "150"]];
    assert_eq!(lines, wanted.map(|line| line.map(str::to_owned)), "{csv}");
}
