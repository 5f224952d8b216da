//! What rests on a source, on it alone or with others; and what nobody would hold without it.

use crate::support::remit;

const LANDSCAPE: &str = r#"
landscape = { title = "Law", default = "now" }
scenario = [{ id = "now", on = 2014-01-01 }]
kind = [{ id = "la", name = "Council" }]
service = [{ id = "s", name = "S" }]
component = [
  { id = "alone", service = "s", name = "Alone" },
  { id = "also", service = "s", name = "Also" },
  { id = "twice", service = "s", name = "Twice" },
  { id = "near", service = "s", name = "Near miss" },
]
source = [{ id = "act", title = "Act", type = "act", checked = 2026-11-22 }, { id = "regs", title = "Regulations" }]
organisation = [{ id = "west", name = "West", kind = "la", footprint = "everywhere" }]
area = [{ id = "a", population = 100 }]
responsibility = [
  { component = "alone", holder = "west", basis = "act#s3-1" },
  { component = "also", holder = "west", basis = ["act#s3", "regs#2"] },
  # Two tables say so: without the one the other is left.
  { component = "twice", holder = "west", basis = "act#s3" },
  { component = "twice", holder = "kind:la", basis = "regs" },
  # Section 30 is not section 3.
  { component = "near", holder = "west", basis = "act#s30" },
]
"#;

#[test]
fn what_rests_on_a_provision_alone_falls_with_it() {
    let folder = tempfile::tempdir().expect("a directory");
    let path = folder.path().join("law.toml");
    std::fs::write(&path, LANDSCAPE).expect("a file");
    let path = path.display().to_string();
    let ask = |provision: &str| remit(&["law", &path, provision, "--format", "json"]).json();
    let of = |report: &serde_json::Value, list: &str, field: &str| -> Vec<String> {
        let rows = report["provision"][list].as_array().expect("rows").iter();
        rows.map(|row| row[field].to_string()).collect()
    };
    let section = ask("act#s3");
    assert_eq!(of(&section, "facts", "what"), [r#"["alone"]"#, r#"["also"]"#, r#"["twice"]"#]);
    assert_eq!(of(&section, "facts", "alone"), ["true", "false", "true"]);
    assert_eq!(of(&section, "without", "component"), [r#""alone""#]);
    assert_eq!(section["provision"]["without"][0]["people"], 100.0);
    let act = ask("act");
    assert_eq!(of(&act, "without", "component"), [r#""alone""#, r#""near""#]);
    assert_eq!((act["sources"][0]["facts"].as_u64(), act["sources"][0]["alone"].as_u64()), (Some(4), Some(3)));
    let all = remit(&["law", &path, "--format", "json"]).json();
    assert_eq!(all["sources"].as_array().map(Vec::len), Some(2));
    assert!(all["provision"].is_null());
    let misspelt = remit(&["law", &path, "akt"]);
    assert_eq!(misspelt.status, Some(2));
    assert!(misspelt.stderr.contains("act"), "{}", misspelt.stderr);
}

#[test]
fn without_a_default_scenario_it_says_how_to_name_a_day() {
    let folder = tempfile::tempdir().expect("a directory");
    let path = folder.path().join("law.toml");
    let two_days = r#"scenario = [{ id = "then", on = 2013-01-01 }, "#;
    let text = LANDSCAPE.replace(r#", default = "now""#, "").replace("scenario = [", two_days);
    std::fs::write(&path, text).expect("a file");
    let path = path.display().to_string();
    let ran = remit(&["law", &path]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("--scenario"), "{}", ran.stderr);
    assert_eq!(remit(&["law", &path, "--scenario", "now"]).status, Some(0));
}
