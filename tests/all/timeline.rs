//! The sweep over the days against a naive second way: every day asked by itself.

use std::collections::{BTreeMap, BTreeSet};

use remit::analysis::Facts;
use remit::checks::judge;
use remit::day::Day;
use remit::landscape::Landscape;
use remit::study::timeline::{Timeline, timeline};

use crate::cases::load;
use crate::support::{folders_in, name_of, remit, root};

/// Windows longer than this are not asked day by day.
const MOST_DAYS: i64 = 1500;

/// What stands on a day, asked for that day alone: key and certainty, with its people.
fn standing(landscape: &Landscape, on: Day) -> BTreeMap<(String, &'static str), f64> {
    let situation = landscape.at(on, false);
    let findings = judge(&Facts::new(&situation), None).findings;
    findings
        .into_iter()
        .filter(|finding| finding.code.starts_with("gap/") || finding.code.starts_with("overlap/"))
        .map(|finding| ((finding.key.clone(), finding.certainty.word()), finding.people(landscape).unwrap_or(0.0)))
        .collect()
}

fn days_of(line: &Timeline) -> impl Iterator<Item = Day> {
    let (mut next, last) = line.window;
    std::iter::from_fn(move || {
        (next <= last).then(|| {
            let this = next;
            next = next.next();
            this
        })
    })
}

#[test]
fn spans_are_what_every_day_by_itself_says() {
    let mut asked = 0;
    for folder in folders_in(&root().join("tests/cases")) {
        if name_of(&folder) == "invalid" {
            continue;
        }
        let landscape = load(&folder);
        let Some(line) = timeline(&landscape, (None, None), None, false) else { continue };
        if line.window.1.days_since(line.window.0) > MOST_DAYS {
            continue;
        }
        asked += 1;
        let case = name_of(&folder);
        let mut people: BTreeMap<(String, &'static str), f64> = BTreeMap::new();
        let mut before: Option<BTreeSet<(String, &'static str)>> = None;
        for day in days_of(&line) {
            let now = standing(&landscape, day);
            let covering = line.spans.iter().filter(|span| span.from <= day && day <= span.until);
            let covering: BTreeSet<_> = covering.map(|span| (span.key.clone(), span.certainty.word())).collect();
            let keys: BTreeSet<_> = now.keys().cloned().collect();
            assert_eq!(covering, keys, "{case} on {day}");
            if before.as_ref().is_some_and(|before| *before != keys) {
                assert!(line.days.iter().any(|turn| turn.on == day), "{case}: {day} is not told");
            }
            now.into_iter().for_each(|(key, some)| *people.entry(key).or_default() += some);
            before = Some(keys);
        }
        for ((key, certainty), sum) in people {
            let of = line.spans.iter().filter(|span| span.key == key && span.certainty.word() == certainty);
            let told: f64 = of.map(|span| span.people_days).sum();
            assert!((told - sum).abs() <= 1e-9 * sum.max(1.0), "{case} {key}: {told} and not {sum} person-days");
        }
        for span in &line.spans {
            let touches = |other: &&remit::study::timeline::Span| {
                other.key == span.key && other.certainty == span.certainty && other.from == span.until.next()
            };
            assert_eq!(line.spans.iter().filter(touches).count(), 0, "{case}: {} is cut in two", span.key);
        }
    }
    assert!(asked >= 10, "only {asked} cases have dates near each other");
}

/// A council ends on a Sunday and the next begins on a Tuesday: the gap of that Monday must be seen.
#[test]
fn a_gap_of_one_day_does_not_hide() {
    let folder = tempfile::tempdir().expect("a directory");
    let text = r#"
landscape = { title = "One day" }
kind = [{ id = "la", name = "Council" }]
service = [{ id = "s", name = "S" }]
component = [{ id = "c", service = "s", name = "Component" }]
source = [{ id = "act", title = "Act" }]
organisation = [
  { id = "old", name = "Old", kind = "la", from = 2010-01-01, until = 2013-03-31, footprint = "everywhere" },
  { id = "new", name = "New", kind = "la", from = 2013-04-02, until = 2014-12-31, footprint = "everywhere" },
]
area = [{ id = "a", population = 100 }]
responsibility = [{ component = "c", holder = "kind:la", basis = "act" }]
"#;
    let path = folder.path().join("landscape.toml");
    std::fs::write(&path, text).expect("a file");
    let ran = remit(&["timeline", &path.display().to_string(), "--format", "json"]);
    let report = ran.json();
    let spans = report["spans"].as_array().expect("spans");
    let gap = spans.iter().find(|span| span["key"] == "gap/uncommissioned:c").expect("the gap");
    assert_eq!((gap["from"].as_str(), gap["until"].as_str()), (Some("2013-04-01"), Some("2013-04-01")));
    assert_eq!((gap["days"].as_i64(), gap["people_days"].as_f64()), (Some(1), Some(100.0)));
    let held = report["held"].as_array().expect("held");
    let kinds: Vec<(usize, &str)> = held
        .iter()
        .map(|held| (held["kinds"].as_array().map_or(0, Vec::len), held["from"].as_str().unwrap_or_default()))
        .collect();
    assert_eq!(kinds, [(1, "2010-01-01"), (0, "2013-04-01"), (1, "2013-04-02")]);
    assert_eq!(remit(&["timeline", &path.display().to_string(), "--from", "soon"]).status, Some(2));
    let backwards = ["timeline", &path.display().to_string(), "--from", "2014-01-01", "--to", "2013-01-01"];
    assert_eq!(remit(&backwards).status, Some(2));
}
