//! `remit repair` from outside: what it gives clears what it says, and the file that it writes is one that `remit plan` takes.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::cli::folder;
use crate::support::{read, remit, remit_in};

/// A gap, a dispute, a power and a way between two bodies that nobody bridges.
const LANDSCAPE: &str = r#"
landscape = { title = "To be mended", default = "now" }
scenario = [{ id = "now", on = 2014-01-01 }, { id = "proposed", on = 2015-01-01, reforms = ["end"] }]
kind = [
  { id = "la", name = "Council", short = "LA" },
  { id = "ccg", name = "Group", short = "CCG" },
  { id = "dh", name = "Department", short = "DH" },
]
source = [{ id = "act", title = "Act", type = "act" }, { id = "regs", title = "Regulations", type = "regulations" }]
service = [{ id = "s", name = "S" }, { id = "t", name = "T" }, { id = "u", name = "U" }]
component = [
  { id = "first", service = "s", name = "First", leads_to = "second" },
  { id = "second", service = "s", name = "Second", leads_to = "third" },
  { id = "third", service = "s", name = "Third" },
  { id = "disputed", service = "t", name = "Disputed" },
  { id = "may", service = "u", name = "May" },
]
organisation = [
  { id = "west", name = "West Council", kind = "la", footprint = "a" },
  { id = "east", name = "East Council", kind = "la", footprint = "b" },
  { id = "group", name = "The Group", kind = "ccg", footprint = "everywhere" },
  { id = "department", name = "The Department", kind = "dh", footprint = "everywhere" },
]
area = [{ id = "a", population = 100 }, { id = "b", population = 50 }]
responsibility = [
  { component = "first", holder = "kind:la", basis = "act#s1" },
  { component = "second", holder = "kind:ccg", basis = "act#s2" },
  { component = "disputed", holder = "kind:la", status = "contested", basis = "regs#2" },
  { component = "disputed", holder = "kind:ccg", status = "contested", basis = "regs#3" },
  { component = "may", holder = "kind:la", strength = "power", basis = "act#s4" },
]
"#;

const END: &str = r#"
[reform]
id = "end"
title = "The end of second"
on = 2015-01-01

[[step]]
do = "end"
what = "responsibility"
component = "second"
holder = "group"
"#;

fn landscape(folder: &Path) -> PathBuf {
    let path = folder.join("landscape");
    std::fs::create_dir_all(path.join("reforms")).expect("a directory");
    std::fs::write(path.join("mended.toml"), LANDSCAPE).expect("a file");
    std::fs::write(path.join("reforms/end.toml"), END).expect("a file");
    path
}

fn ask(folder: &Path, more: &[&str]) -> Value {
    let path = landscape(folder).display().to_string();
    let ran = remit(&[&["repair", path.as_str()], more, &["--format", "json"]].concat());
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    ran.json()
}

fn words(value: &Value) -> Vec<&str> {
    value.as_array().expect("a list").iter().map(|one| one.as_str().expect("a text")).collect()
}

#[test]
fn everything_is_mended_at_the_least_cost() {
    let folder = folder();
    let report = ask(folder.path(), &[]);
    assert_eq!(report["schema"], "remit/repair/1");
    let keys: Vec<&String> = report.as_object().expect("an object").keys().collect();
    let mut known =
        vec!["schema", "landscape", "scenario", "cleared", "cost", "bound", "optimal", "ties", "impossible"];
    known.extend(["no_regret", "reform"]);
    known.sort_unstable();
    let mut keys: Vec<&str> = keys.into_iter().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(keys, known);
    let cleared = [
        "fragmentation/handoff:first>second",
        "gap/power-only:may",
        "gap/uncommissioned:disputed",
        "gap/uncommissioned:third",
        "overlap/commissioners:disputed:ccg+la",
    ];
    assert_eq!(words(&report["cleared"]), cleared);
    // An agreement for the handoff (1), the group is given the third (8), the dispute is settled (4), the power is a duty (4).
    assert_eq!((&report["cost"], &report["bound"], &report["optimal"]), (&17.into(), &17.into(), &true.into()));
    // The dispute can be settled for the one or for the other.
    assert_eq!(report["ties"], 1);
    assert_eq!(report["impossible"], Value::Array(Vec::new()));
}

#[test]
fn the_file_is_a_reform_that_mends_it() {
    let folder = folder();
    let path = landscape(folder.path()).display().to_string();
    for scenario in ["now", "proposed", "2014-06-30"] {
        let ran = remit_in(folder.path(), &["repair", &path, scenario, "--out", "mend.toml"]);
        assert_eq!((ran.status, ran.stdout.as_str()), (Some(0), ""), "{}", ran.stderr);
        let text = read(&folder.path().join("mend.toml"));
        assert!(
            text.starts_with("# ") && text.contains("subject to lawyers") && text.contains("freeze = false"),
            "{text}"
        );
        let reform = folder.path().join("mend.toml").display().to_string();
        let args = ["plan", &path, scenario, "--reform", &reform, "--format", "json"];
        let plan = remit(&args).json();
        assert_eq!(plan["verdict"]["is"], "better", "{scenario}: {plan}");
        assert_eq!(plan["findings"]["new"].as_array().map(Vec::len).map(|_| ()), Some(()));
        let left = remit(&["check", &path, &format!("{scenario}+{reform}"), "--format", "json"]).json();
        assert_eq!(
            (&left["counts"]["error"], &left["counts"]["warning"]),
            (&0.into(), &0.into()),
            "{scenario}: {left}"
        );
    }
}

#[test]
fn a_choice_of_findings_services_and_changes() {
    let folder = folder();
    let one = ask(folder.path(), &["--finding", "gap/power-only:may"]);
    assert_eq!((words(&one["cleared"]), &one["cost"]), (vec!["gap/power-only:may"], &4.into()));
    let handoffs = ask(folder.path(), &["--only", "fragmentation/handoff"]);
    assert_eq!((words(&handoffs["cleared"]).len(), &handoffs["cost"]), (1, &1.into()));
    let of_t = ask(folder.path(), &["--service", "t"]);
    assert_eq!((words(&of_t["cleared"]).len(), &of_t["cost"]), (2, &4.into()));
    // What statute alone leaves: an agreement does not count, so that it takes regulations.
    let bare = ask(folder.path(), &["--only", "fragmentation/handoff", "--bare-law"]);
    assert_eq!(bare["cost"], 8);
    assert!(bare["reform"].as_str().expect("a text").contains("voluntary = false"));
    // One change is not enough for three findings about two components.
    let few = ask(folder.path(), &["--service", "t", "--service", "u", "--max", "1"]);
    assert_eq!(words(&few["cleared"]).len() + few["impossible"].as_array().map_or(0, Vec::len), 3);
    assert!(few["impossible"].to_string().contains("more than the 1 changes that were allowed"), "{few}");
    let nothing = ask(folder.path(), &["--only", "gap/orphaned"]);
    assert_eq!((words(&nothing["cleared"]).len(), &nothing["cost"], &nothing["optimal"]), (0, &0.into(), &true.into()));
}

#[test]
fn what_one_kind_of_body_can_do_by_itself() {
    let folder = folder();
    // The group can let the councils act for it; it can give itself no duty.
    let group = ask(folder.path(), &["--actor", "ccg"]);
    assert_eq!(words(&group["cleared"]), ["fragmentation/handoff:first>second"]);
    assert!(group["reform"].as_str().expect("a text").contains("delegate"), "{group}");
    assert_eq!(group["impossible"].as_array().map(Vec::len), Some(4));
    // The department stands for the Secretary of State, and makes regulations and directions, and no agreement for others: for
    // the handoff the duty of the councils ends, and the group is given it.
    let department = ask(folder.path(), &["--actor", "dh"]);
    assert_eq!((words(&department["cleared"]).len(), &department["cost"]), (5, &32.into()));
    let unknown = remit(&["repair", &landscape(folder.path()).display().to_string(), "--actor", "cgg"]);
    assert_eq!(unknown.status, Some(2));
    assert!(unknown.stderr.contains("ccg"), "{}", unknown.stderr);
}

#[test]
fn costs_of_the_readers_own() {
    let folder = folder();
    let costs = folder.path().join("costs.toml");
    let shown = costs.display().to_string();
    std::fs::write(&costs, "[cost]\nagreement = 3\ndirections = 5\n\n[vehicle]\nassign = \"directions\"\n")
        .expect("a file");
    let report = ask(folder.path(), &["--costs", &shown]);
    // The handoff by a delegation now (2), the third given by directions (5), two more directions.
    assert_eq!(report["cost"], 17);
    std::fs::write(&costs, "[cost]\nagreement = 0\ndirection = 5\n\n[vehicle]\nassign = \"decree\"\n").expect("a file");
    let path = landscape(folder.path()).display().to_string();
    let ran = remit(&["repair", &path, "--costs", &shown]);
    assert_eq!(ran.status, Some(2), "{}", ran.stderr);
    for said in ["costs.toml:2:13", "costs.toml:3:1", "did you mean `directions`?", "costs.toml:6:10", "must cost 1 to"]
    {
        assert!(ran.stderr.contains(said), "{said}: {}", ran.stderr);
    }
    let missing = remit(&["repair", &path, "--costs", "nowhere.toml"]);
    assert_eq!(missing.status, Some(2), "{}", missing.stderr);
}

#[test]
fn words_and_columns() {
    let folder = folder();
    let path = landscape(folder.path()).display().to_string();
    let text = remit(&["repair", &path]).stdout;
    for said in [
        "4 changes would clear all 5 findings and open no other error or warning",
        "Nothing cheaper among the changes considered clears them.",
        "subject to lawyers",
        "1 other set of changes costs the same",
        "remit plan",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let csv = remit(&["repair", &path, "--format", "csv"]).stdout;
    let mut lines = csv.lines();
    assert_eq!(lines.next(), Some("change,do,what,clears,legal,maker,basis,cost"));
    assert_eq!(lines.count(), 4, "{csv}");
    assert!(csv.contains("regs#2"), "{csv}");
    let markdown = remit(&["repair", &path, "--format", "markdown"]).stdout;
    assert!(markdown.starts_with("# To be mended"), "{markdown}");
    // The same answer on every run.
    assert_eq!(remit(&["repair", &path]).stdout, text);
}

#[test]
fn what_stays_is_told_with_its_reasons() {
    let folder = folder();
    let report = ask(folder.path(), &["--actor", "la"]);
    for one in report["impossible"].as_array().expect("a list") {
        assert!(!words(&one["because"]).is_empty(), "{one}");
    }
    let path = landscape(folder.path()).display().to_string();
    let text = remit(&["repair", &path, "--actor", "la"]).stdout;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("What stays") && text.contains("this body alone can do nothing about it"), "{text}");
}

/// Nobody commissions the part in the middle; whether the council or the group commissions what comes before is disputed.
const DISPUTED: &str = r#"
landscape = { title = "Disputed", default = "now" }
scenario = [{ id = "now", on = 2014-01-01 }]
kind = [{ id = "la", name = "Council", short = "LA" }, { id = "ccg", name = "Group", short = "CCG" }]
source = [{ id = "regs", title = "Regulations", type = "regulations" }]
service = [{ id = "s", name = "S" }]
component = [
  { id = "first", service = "s", name = "First", leads_to = "second" },
  { id = "second", service = "s", name = "Second", leads_to = "third" },
  { id = "third", service = "s", name = "Third" },
]
organisation = [
  { id = "council", name = "The Council", kind = "la", footprint = "everywhere" },
  { id = "group", name = "The Group", kind = "ccg", footprint = "everywhere" },
]
area = [{ id = "a", population = 100 }]
responsibility = [
  { component = "first", holder = "council", status = "contested", basis = "regs#1" },
  { component = "third", holder = "group", basis = "regs#3" },
]
"#;

#[test]
fn with_no_regret_it_holds_whichever_way_disputes_go() {
    let folder = folder();
    let path = folder.path().join("disputed.toml").display().to_string();
    std::fs::write(&path, DISPUTED).expect("a file");
    let ask = |more: &[&str]| {
        let asked = ["repair", &path, "--finding", "gap/uncommissioned:second", "--format", "json"];
        let ran = remit(&[&asked[..], more].concat());
        assert_eq!(ran.status, Some(0), "{}", ran.stderr);
        ran.json()
    };
    // The group is given the second part. If the council has the first, nobody bridges the way to it.
    let plain = ask(&[]);
    assert_eq!(plain["cost"], 8, "{plain}");
    let held = &plain["no_regret"];
    assert_eq!((&held["asked"], &held["holds"], &held["exact"]), (&false.into(), &false.into(), &true.into()));
    assert_eq!(held["disputes"], 1);
    let fails = held["fails"].as_array().expect("a list");
    assert_eq!((fails.len(), &fails[0]["is"]), (1, &"opened".into()), "{held}");
    assert_eq!(fails[0]["finding"], "fragmentation/handoff:first>second");
    let decided = &fails[0]["decided_by"];
    assert_eq!(decided.as_array().map(Vec::len), Some(1), "{held}");
    assert_eq!((&decided[0]["holder"], &decided[0]["becomes"]), (&"council".into(), &"settled".into()));
    // An agreement along that way costs one more, and mends it in advance.
    let careful = ask(&["--no-regret"]);
    assert_eq!((&careful["cost"], &careful["optimal"]), (&9.into(), &true.into()), "{careful}");
    assert_eq!((&careful["no_regret"]["holds"], &careful["no_regret"]["fails"]), (&true.into(), &Value::Array(vec![])));
    let words = remit(&["repair", &path, "--finding", "gap/uncommissioned:second", "--format", "markdown"]).stdout;
    for said in ["Where disputes decide (1)", "it is settled that The Council has the duty", "--no-regret"] {
        assert!(words.contains(said), "{said}: {words}");
    }
    // By itself the council can make no agreement with others, and the dispute is not its own to end.
    let none = ask(&["--no-regret", "--max", "1"]);
    assert_eq!(words_of(&none["cleared"]), Vec::<String>::new(), "{none}");
    assert!(none["no_regret"].is_null());
    assert!(none["impossible"].to_string().contains("what decides it is disputed"), "{none}");
    assert!(none["impossible"].to_string().contains("The Council has the duty to commission first"), "{none}");
}

fn words_of(value: &Value) -> Vec<String> {
    words(value).into_iter().map(str::to_owned).collect()
}

#[test]
fn the_next_command_asks_the_same() {
    let folder = folder();
    let path = landscape(folder.path()).display().to_string();
    let key = "fragmentation/handoff:first>second";
    let asked = ["--finding", key, "--max", "3", "--time", "20", "--bare-law", "--no-regret"];
    let text = remit(&[&["repair", &path, "now"], &asked[..]].concat()).stdout;
    let next =
        format!("remit repair {path} now --finding '{key}' --max 3 --time 20 --no-regret --bare-law --out repair.toml");
    assert!(text.contains(&next), "{text}");
    assert!(text.contains(&format!("remit plan {path} now --reform repair.toml --bare-law")), "{text}");
}

#[test]
fn what_cannot_be_asked_is_said_with_the_way_out() {
    let folder = folder();
    let path = landscape(folder.path()).display().to_string();
    for (asked, says) in [
        (&["--max", "0"][..], "1.."),
        (&["--time", "0"], "1..=86400"),
        (&["--finding", "gap/uncommissioned:thrid"], "did you mean `third`"),
        (&["--finding", "gap/uncommissioned"], "names a kind of finding"),
        (&["--only", "gap/uncomissioned"], "gap/uncommissioned"),
        (&["--service", "x"], "not a service"),
    ] {
        let ran = remit(&[&["repair", &path][..], asked].concat());
        assert_eq!(ran.status, Some(2), "{asked:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(says), "{asked:?}: {}", ran.stderr);
    }
    let nothing = remit(&["repair", &path, "--finding", "gap/uncommissioned:first"]);
    assert_eq!(nothing.status, Some(0));
    assert!(nothing.stdout.contains("There is nothing to mend"), "{}", nothing.stdout);
}
