//! The JSON of every command on the teaching landscape, whole, in `tests/golden/`: what programs rely on. `REMIT_BLESS=1`
//! rewrites the files; their fields are held against the contract (docs/output.md) here, which nothing rewrites.

use serde_json::Value;

use crate::support::{Expectations, remit, root};

const DISTRICTS: &str = "scenarios/two-districts";
const INVALID: &str = "tests/cases/invalid/all-in-one-run";

/// The name of a golden file and the command that gives it.
const GOLDEN: [(&str, &[&str]); 15] = [
    ("check-before", &["check", DISTRICTS, "before"]),
    ("check-after", &["check", DISTRICTS, "after"]),
    ("check-bare-law", &["check", DISTRICTS, "after", "--bare-law", "--service", "older-people"]),
    ("measure", &["measure", DISTRICTS, "before", "after", "--by", "la", "--align", "ccg:la"]),
    ("measure-otherwise", &["measure", DISTRICTS, "after", "--coarse", "--leave-out", "nhs-act-2006"]),
    ("tipping", &["tipping", DISTRICTS, "before", "after"]),
    ("compare", &["compare", DISTRICTS, "before", "after", "--origin", "pct:ccg"]),
    ("who", &["who", DISTRICTS, "after", "--component", "sti-testing", "--area", "west-alpha"]),
    ("who-why", &["who", DISTRICTS, "after", "--service", "obesity", "--area", "alpha-beta-ccg", "--why"]),
    ("journey", &["journey", DISTRICTS]),
    ("expect", &["expect", DISTRICTS]),
    ("plan", &["plan", "tests/cases/reform-as-enacted", "before", "--reform", "act"]),
    ("plan-unbalanced", &["plan", "tests/cases/reform-unbalanced", "now", "--reform", "abolished"]),
    ("problems", &["check", INVALID]),
    ("problems-whole", &["check", "tests/cases/invalid/no-area"]),
];

fn run(args: &[&str]) -> crate::support::Ran {
    remit(&[args, &["--format", "json"]].concat())
}

#[test]
fn the_json_of_every_command_is_as_it_was() {
    let mut expectations = Expectations::default();
    std::fs::create_dir_all(root().join("tests/golden")).expect("a directory");
    for (name, args) in GOLDEN {
        let ran = run(args);
        expectations.hold(&root().join("tests/golden").join(format!("{name}.json")), &ran.stdout);
    }
    expectations.finish();
}

/// An object of the contract: where it stands, and the fields that it has in the order of the page.
struct Shape {
    /// The golden file.
    file: &'static str,
    /// The path; `*` for every element of a list.
    path: &'static str,
    fields: &'static str,
}

const FINDING: &str = "key code severity certainty accepted service component to_component function organisations people \
                       share areas area_count cohorts holders message basis evidence at";
const MEASURES: &str =
    "commissioners kinds effective entropy apart edges handoffs joined bridged unbridged broken empty";

const TIPS: &str = "can_matter size none_up_to never count sets";

/// docs/output.md, object by object. Fields may be added behind these, and never renamed or left out.
const SHAPES: &[Shape] = &[
    Shape {
        file: "check-after",
        path: "",
        fields: "schema landscape scenario population findings shared counts evidence",
    },
    Shape { file: "check-after", path: "scenario", fields: "id on reforms" },
    Shape { file: "check-bare-law", path: "scenario", fields: "id on reforms unsaid" },
    Shape { file: "check-bare-law", path: "scenario/unsaid", fields: "arrangements relations" },
    Shape { file: "check-after", path: "findings/*", fields: FINDING },
    Shape { file: "check-after", path: "findings/*/at/*", fields: "file line column" },
    Shape { file: "check-after", path: "shared/*", fields: "component function organisations people" },
    Shape { file: "check-after", path: "counts", fields: "error warning note accepted cells_checked not_coded" },
    Shape { file: "check-after", path: "evidence", fields: "verified known doubtful unstated contested" },
    Shape { file: "measure", path: "", fields: "schema landscape scenarios" },
    Shape { file: "measure", path: "scenarios/*", fields: "scenario services by organisations alignment system" },
    Shape { file: "measure", path: "scenarios/*/evidence", fields: "verified known doubtful unstated contested" },
    Shape { file: "measure", path: "scenarios/*/services/*", fields: "service people congruence superiors" },
    Shape { file: "measure", path: "scenarios/*/services/*", fields: MEASURES },
    Shape { file: "measure", path: "scenarios/*/services/*/entropy", fields: "mean min median max range exact" },
    Shape { file: "measure", path: "scenarios/*/services/*/congruence", fields: "any binding" },
    Shape { file: "measure", path: "scenarios/*/services/*/superiors/*", fields: "kind party share" },
    Shape { file: "measure", path: "scenarios/*/by/*", fields: "service organisation people" },
    Shape { file: "measure", path: "scenarios/*/by/*", fields: MEASURES },
    Shape { file: "measure", path: "scenarios/*/organisations/*", fields: "organisation kind people coordination" },
    Shape { file: "measure", path: "scenarios/*/alignment/*", fields: "of with bits rows" },
    Shape {
        file: "measure",
        path: "scenarios/*/alignment/*/rows/*",
        fields: "organisation meets meets_5pct herfindahl effective",
    },
    Shape {
        file: "measure",
        path: "scenarios/*/system",
        fields: "organisations relations commissioners_per_person cut_points",
    },
    Shape { file: "measure-otherwise", path: "scenarios/*/sensitivity", fields: "variants rankings" },
    Shape { file: "measure-otherwise", path: "scenarios/*/sensitivity/variants/*", fields: "leave_out coarse facts" },
    Shape { file: "measure-otherwise", path: "scenarios/*/sensitivity/rankings/*", fields: "measure services turned" },
    Shape {
        file: "measure-otherwise",
        path: "scenarios/*/sensitivity/rankings/*/services/*",
        fields: "service place to_place mean otherwise",
    },
    Shape { file: "measure-otherwise", path: "scenarios/*/sensitivity/rankings/*/turned/*", fields: "more less under" },
    Shape {
        file: "tipping",
        path: "",
        fields: "schema landscape from scenario unsettled verdict findings order facts",
    },
    Shape { file: "tipping", path: "unsettled", fields: "facts contested unverified" },
    Shape { file: "tipping", path: "verdict", fields: "is new_in_any_case mended_in_any_case" },
    Shape { file: "tipping", path: "verdict", fields: TIPS },
    Shape { file: "tipping", path: "findings/*", fields: "key severity is people readings" },
    Shape { file: "tipping", path: "findings/*", fields: TIPS },
    Shape { file: "tipping", path: "findings/*/readings", fields: "disputes stands_in exact" },
    Shape { file: "tipping", path: "order", fields: "measure pairs" },
    Shape { file: "tipping", path: "order/pairs/*", fields: "services means" },
    Shape { file: "tipping", path: "order/pairs/*", fields: TIPS },
    Shape { file: "tipping", path: "order/pairs/*/sets/*", fields: "changes then" },
    Shape { file: "tipping", path: "order/pairs/*/sets/*/changes/*", fields: "fact becomes" },
    Shape {
        file: "tipping",
        path: "facts/*",
        fields: "fact holder component function strength status evidence basis note at",
    },
    Shape { file: "compare", path: "", fields: "schema landscape comparisons" },
    Shape {
        file: "compare",
        path: "comparisons/*",
        fields: "from to organisations transfers holder_changed origins findings measures verdict",
    },
    Shape { file: "compare", path: "comparisons/*/from", fields: "id on reforms evidence" },
    Shape { file: "compare", path: "comparisons/*/to/evidence", fields: "verified known doubtful unstated contested" },
    Shape { file: "compare", path: "comparisons/*/organisations", fields: "ended begun continued succeeded" },
    Shape { file: "compare", path: "comparisons/*/organisations/succeeded/*", fields: "organisation by" },
    Shape { file: "compare", path: "comparisons/*/transfers/*", fields: "component function from to people" },
    Shape { file: "compare", path: "comparisons/*/holder_changed/*", fields: "component function people share" },
    Shape { file: "compare", path: "comparisons/*/origins/*", fields: "from_kind to_kind origin dispersal" },
    Shape { file: "compare", path: "comparisons/*/origins/*/origin/*", fields: "organisation effective" },
    Shape { file: "compare", path: "comparisons/*/findings", fields: "new resolved persisting" },
    Shape { file: "compare", path: "comparisons/*/findings/new/*", fields: FINDING },
    Shape {
        file: "compare",
        path: "comparisons/*/findings/persisting/*",
        fields: "key certainty people_from people_to",
    },
    Shape { file: "compare", path: "comparisons/*/measures/*", fields: "service measure from to change" },
    Shape { file: "compare", path: "comparisons/*/verdict", fields: "is people_new people_resolved witnesses" },
    Shape {
        file: "compare",
        path: "comparisons/*/verdict/witnesses/*",
        fields: "is key component function area cohort from to",
    },
    Shape { file: "who", path: "", fields: "schema landscape scenario component area answers" },
    Shape { file: "who", path: "answers/*", fields: "cohort function units" },
    Shape { file: "who", path: "answers/*/units/*", fields: "organisations certainty strength basis arrangements" },
    Shape { file: "who-why", path: "answers/*", fields: "cohort function units why_not" },
    Shape { file: "who-why", path: "answers/*/why_not/*", fields: "organisation because" },
    Shape { file: "journey", path: "", fields: "schema landscape journeys" },
    Shape { file: "journey", path: "journeys/*", fields: "journey passed steps" },
    Shape { file: "journey", path: "journeys/*/steps/*", fields: "component on expected found passed" },
    Shape { file: "expect", path: "", fields: "schema landscape expectations" },
    Shape { file: "expect", path: "expectations/*", fields: "expectation result declared from to because" },
    Shape { file: "plan", path: "", fields: "schema landscape from to steps ledger findings verdict legal" },
    Shape { file: "plan", path: "from", fields: "id on reforms" },
    Shape { file: "plan", path: "to", fields: "id on reforms" },
    Shape {
        file: "plan",
        path: "steps/*",
        fields: "step do organisations responsibilities arrangements relations legal",
    },
    Shape { file: "plan", path: "ledger/*", fields: "component function from to fate people step" },
    Shape { file: "plan", path: "findings", fields: "new resolved persisting" },
    Shape { file: "plan", path: "findings/new/*", fields: FINDING },
    Shape { file: "plan-unbalanced", path: "findings/persisting/*", fields: "key certainty people_from people_to" },
    Shape { file: "plan", path: "verdict", fields: "is people_new people_resolved witnesses" },
    Shape { file: "plan", path: "verdict/witnesses/*", fields: "is key component function area cohort from to" },
    Shape { file: "plan", path: "legal", fields: "act regulations" },
    Shape { file: "problems", path: "", fields: "schema problems" },
    Shape { file: "problems", path: "problems/*", fields: "message file line column help also" },
];

fn at<'v>(value: &'v Value, path: &str) -> Vec<&'v Value> {
    let mut here = vec![value];
    for part in path.split('/').filter(|part| !part.is_empty()) {
        here = match part {
            "*" => here.iter().flat_map(|value| value.as_array().into_iter().flatten()).collect(),
            name => here.iter().filter_map(|value| value.get(name)).collect(),
        };
    }
    here
}

#[test]
fn every_object_has_the_fields_of_the_contract() {
    let reports: Vec<(&str, Value)> = GOLDEN.iter().map(|(name, args)| (*name, run(args).json())).collect();
    let mut wrong = Vec::new();
    for shape in SHAPES {
        let (_, report) = reports.iter().find(|(name, _)| *name == shape.file).expect("a golden file");
        let objects = at(report, shape.path);
        if objects.is_empty() {
            wrong.push(format!("{}: nothing stands at `{}`", shape.file, shape.path));
        }
        for object in objects {
            let missing: Vec<&str> =
                shape.fields.split_whitespace().filter(|name| object.get(*name).is_none()).collect();
            if !missing.is_empty() {
                wrong.push(format!("{}: `{}` has no {}", shape.file, shape.path, missing.join(", ")));
            }
        }
    }
    for (name, report) in &reports {
        let schema = report["schema"].as_str().unwrap_or_default();
        let command = name.split('-').next().unwrap_or_default();
        if schema != format!("remit/{command}/1") {
            wrong.push(format!("{name}: the schema is {schema}"));
        }
        snake_case(name, report, &mut wrong);
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Keys in snake_case; ids of the landscape stand as keys in the two tables of the system only.
fn snake_case(name: &str, value: &Value, wrong: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                if !key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
                    wrong.push(format!("{name}: the key `{key}`"));
                }
                if key != "system" {
                    snake_case(name, value, wrong);
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|value| snake_case(name, value, wrong)),
        _ => {}
    }
}

/// Lists are sorted: findings by severity, key and certainty, all else by id.
#[test]
fn lists_are_in_their_order() {
    let findings = run(&["check", DISTRICTS, "after"]).json();
    let rank = |finding: &Value| {
        let severity = ["error", "warning", "note"].iter().position(|word| finding["severity"] == *word);
        (severity.expect("a severity"), finding["key"].to_string(), finding["certainty"].to_string())
    };
    let ranks: Vec<_> = at(&findings, "findings/*").into_iter().map(rank).collect();
    assert!(ranks.is_sorted(), "{ranks:?}");
    let sorted = |file: &str, path: &str, field: &str| {
        let (_, args) = GOLDEN.iter().find(|(name, _)| *name == file).expect("a golden file");
        for list in at(&run(args).json(), path) {
            let ids: Vec<&str> =
                list.as_array().expect("a list").iter().filter_map(|row| row[field].as_str()).collect();
            assert!(ids.is_sorted(), "{file}: {path} by {field}: {ids:?}");
        }
    };
    sorted("measure", "scenarios/*/services", "service");
    sorted("measure", "scenarios/*/organisations", "organisation");
    sorted("measure", "scenarios/*/alignment/*/rows", "organisation");
    sorted("compare", "comparisons/*/transfers", "component");
    sorted("compare", "comparisons/*/holder_changed", "component");
    sorted("compare", "comparisons/*/organisations/succeeded", "organisation");
    sorted("journey", "journeys", "journey");
    sorted("expect", "expectations", "expectation");
    // A witness tells the same story whatever the order of the files, and `areas` are cut and counted.
    for finding in at(&findings, "findings/*") {
        let areas = finding["areas"].as_array().expect("areas");
        assert!(areas.iter().map(Value::as_str).is_sorted());
        assert_eq!(finding["area_count"].as_u64(), Some(areas.len() as u64));
    }
}

#[test]
fn areas_are_cut_at_a_hundred_and_counted_whole() {
    let report = remit(&["check", "scenarios/england", "2013-04-01", "--format", "json"]).json();
    let largest = at(&report, "findings/*").into_iter().max_by_key(|finding| finding["area_count"].as_u64());
    let largest = largest.expect("a finding");
    assert_eq!(largest["areas"].as_array().map(Vec::len), Some(100));
    assert!(largest["area_count"].as_u64() > Some(30_000));
}
