//! Sentences that a reader meets, word for word: what must be said, and what was once said and must not be.

use crate::cli::folder;
use crate::support::{remit, root};

/// What is asked, what the answer (both streams, with every run of white space as one space) must say, what it must not.
type Said<'t> = (&'t str, &'t [&'t str], &'t [&'t str]);

const SAID: [Said<'_>; 16] = [
    // What happens by itself between two days is no reform's doing.
    (
        "plan tests/cases/reform-freeze now --reform known",
        &[
            "Between 31 March 2013 and 1 April 2013, 2 facts begin and 5 end by themselves, with the reform or without",
            "What the reform alone does: remit compare tests/cases/reform-freeze 2013-04-01 2013-04-01+known",
            "Part of this happens by itself",
            "It has no steps.",
        ],
        &["Of its 0 steps", "The freeze", "by the freeze"],
    ),
    ("plan tests/cases/reform-freeze now --reform still", &["It has no steps."], &["reform alone", "The freeze"]),
    // On one day, it is the freeze that leaves out and lets go on.
    (
        "plan tests/cases/reform-freeze 2013-04-01 --reform still",
        &[
            "what the landscape records for 1 April 2013, it leaves out 2 facts, and 5 facts that had ended go on",
            "What the reform alone does: remit plan tests/cases/reform-freeze 2013-03-31 --reform still",
            "Part of this is the freeze's doing",
        ],
        &["by themselves"],
    ),
    // Each range stands behind its own figure, and is told of the scenario whose it is.
    (
        "measure scenarios/two-districts before after --service sexual-health",
        &[
            "before after if disputes go either way",
            "as if in equal shares 1.0 2.67 2.27 to 2.78",
            "In “before” it does not",
        ],
        &["(2.27"],
    ),
    (
        "compare scenarios/two-districts after before --service sexual-health",
        &["after if disputes go either way before", "as if in equal shares 2.67 2.27 to 2.78 1.0"],
        &["before: –"],
    ),
    ("compare tests/cases/reform-freeze now then", &["Council + Group", "Trust"], &["la + pct", "AREA"]),
    ("check tests/cases/orphaned after", &["nobody is left without it", "P, has ended"], &["somebody else holds it"]),
    (
        "repair scenarios/two-districts after --max 1",
        &["1 change would clear 1 of the 10 findings", "considered clears it"],
        &["clear the finding"],
    ),
    ("expect tests/cases/orphaned", &["no published claims as tests"], &["Each as declared"]),
    (
        "measure scenarios/two-districts after --service obesity --align ccg:la",
        &["Of 1 CCG, so many share people with so many LAs: 1 with 2.", "commission some of obesity"],
        &["Of 1 ccg", "given ccg"],
    ),
    ("holds scenarios/england after --organisation nhse", &["CCGs accountable to NHS England"], &["kind:ccg"]),
    ("holds scenarios/england after --organisation Leeds", &["Leeds City Council, 1 April 2013"], &["error"]),
    ("who scenarios/england after --service hiv --area Leads", &["did you mean `Leeds City Council`?"], &[]),
    ("who scenarios/england after --service hiv --area Brighton", &["did you mean `Brighton and Hove"], &[]),
    ("check scenarios/england 1990-01-01", &["begins or ends before 1 October 2006: of 1 January 1990"], &[]),
    (
        "init tests/cases/reform-freeze/landscape.toml/reforms/x.toml --reform scenarios/two-districts",
        &["is a file"],
        &["os error"],
    ),
];

#[test]
fn every_sentence_says_what_it_should() {
    let mut wrong = Vec::new();
    for (asked, present, absent) in SAID {
        let ran = remit(&asked.split(' ').collect::<Vec<_>>());
        let said = format!("{}\n{}", ran.stdout, ran.stderr).split_whitespace().collect::<Vec<_>>().join(" ");
        let missing = present.iter().filter(|words| !said.contains(**words)).map(|words| ("missing", words));
        let unwanted = absent.iter().filter(|words| said.contains(**words)).map(|words| ("unwanted", words));
        let found: Vec<_> = missing.chain(unwanted).collect();
        if !found.is_empty() {
            wrong.push(format!("remit {asked}\n{found:#?}\n{said}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Until it has steps, a reform that `init` wrote changes nothing, whatever begins on the scenario's day.
#[test]
fn a_reform_to_begin_with_changes_nothing() {
    let folder = folder();
    for (place, landscape) in ["scenarios/two-districts", "scenarios/england"].into_iter().enumerate() {
        let landscape = root().join(landscape).display().to_string();
        let file = folder.path().join(format!("r{place}.toml")).display().to_string();
        let wrote = remit(&["init", &file, "--reform", &landscape]);
        assert_eq!(wrote.status, Some(0), "{}", wrote.stderr);
        let plan = remit(&["plan", &landscape, "--reform", &file, "--format", "json"]).json();
        for list in ["new", "resolved"] {
            assert_eq!(plan["findings"][list], serde_json::json!([]), "{landscape}: {list}");
        }
        let nothing = serde_json::json!({"begin": 0, "end": 0, "left_out": 0, "go_on": 0});
        assert_eq!(plan["besides"], nothing, "{landscape}");
    }
}
