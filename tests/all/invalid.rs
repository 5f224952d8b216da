//! Every mistake that a landscape can have (docs/format.md, "Errors"): `tests/cases/invalid/<name>/`.
//!
//! `expected.txt` lists each mistake of the case, and nothing else may be reported:
//!
//! ```text
//! FILE:LINE:COLUMN words of the message     (`*` for a column that is not the contract's business)
//!   help words of the way out
//!   also FILE:LINE:COLUMN                   (every second place, in any order)
//! - words of a message about the whole landscape
//! ```
//!
//! The places were marked by hand where the mistake is, and are never rewritten by a run.

use std::path::Path;

use serde_json::Value;

use crate::support::{folders_in, name_of, read, remit, root};

/// A mistake as the case expects it.
#[derive(Debug, Default)]
struct Expected {
    /// `FILE:LINE:COLUMN`, or `-`.
    place: String,
    words: String,
    help: Option<String>,
    also: Vec<String>,
}

fn expected(text: &str) -> Vec<Expected> {
    let mut list: Vec<Expected> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        let inside = line.strip_prefix("  ");
        let (first, rest) = inside.unwrap_or(line).split_once(' ').expect("two words on every line");
        match (inside, first) {
            (None, _) => list.push(Expected { place: first.to_owned(), words: rest.to_owned(), ..Expected::default() }),
            (Some(_), "help") => list.last_mut().expect("a mistake above").help = Some(rest.to_owned()),
            (Some(_), "also") => list.last_mut().expect("a mistake above").also.push(rest.to_owned()),
            (Some(_), other) => panic!("neither help nor also: {other}"),
        }
    }
    list
}

fn place(of: &Value) -> String {
    match of["file"].as_str() {
        Some(file) => format!("{file}:{}:{}", of["line"], of["column"]),
        None => "-".to_owned(),
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn same_place(expected: &str, found: &str) -> bool {
    match expected.strip_suffix('*') {
        Some(line) => found.starts_with(line),
        None => expected == found,
    }
}

fn is(expected: &Expected, problem: &Value) -> bool {
    let mut also: Vec<String> = problem["also"].as_array().into_iter().flatten().map(place).collect();
    let mut wanted = expected.also.clone();
    also.sort();
    wanted.sort();
    same_place(&expected.place, &place(problem))
        && text(&problem["message"]).to_lowercase().contains(&expected.words.to_lowercase())
        && expected.help.as_ref().is_none_or(|help| text(&problem["help"]).contains(help))
        && also == wanted
}

fn in_words(problem: &Value) -> String {
    let also: Vec<String> = problem["also"].as_array().into_iter().flatten().map(place).collect();
    format!(
        "{} {} (help: {}) (also: {})",
        place(problem),
        text(&problem["message"]),
        problem["help"].as_str().unwrap_or("-"),
        also.join(", ")
    )
}

/// What is wrong with the answer to a case.
fn trouble(folder: &Path) -> Vec<String> {
    let name = name_of(folder);
    let mut wrong = Vec::new();
    let main = std::fs::read(folder.join("landscape.toml")).expect("a landscape.toml in every case");
    if !main.starts_with(b"# ") {
        wrong.push(format!("{name}: the first line must say why the case exists"));
    }
    let path = folder.display().to_string();
    let ran = remit(&["check", &path, "now", "--format", "json"]);
    if ran.status != Some(2) {
        wrong.push(format!(
            "{name}: exit status {:?}, and an invalid landscape ends with 2\n{}",
            ran.status, ran.stderr
        ));
        return wrong;
    }
    let report = ran.json();
    if report["schema"] != "remit/problems/1" {
        wrong.push(format!("{name}: the schema is {}", report["schema"]));
    }
    let mut left: Vec<&Value> = report["problems"].as_array().expect("a list of problems").iter().collect();
    for one in expected(&read(&folder.join("expected.txt"))) {
        match left.iter().position(|problem| is(&one, problem)) {
            Some(at) => {
                let problem = left.remove(at);
                // People read the same place on standard error, whatever the format.
                let at = place(problem);
                if at != "-" && !ran.stderr.contains(&at) {
                    wrong.push(format!("{name}: {at} is not on standard error"));
                }
                let message = text(&problem["message"]);
                if message.ends_with('.') || message.is_empty() {
                    wrong.push(format!("{name}: a message is a sentence without a full stop: {message}"));
                }
            }
            None => wrong.push(format!("{name}: missing: {one:?}")),
        }
    }
    wrong.extend(left.into_iter().map(|problem| format!("{name}: unexpected: {}", in_words(problem))));
    wrong
}

#[test]
fn every_mistake_is_shown_at_its_place_and_nothing_else_is() {
    let cases = folders_in(&root().join("tests/cases/invalid"));
    assert!(cases.len() >= 105, "only {} invalid cases were found", cases.len());
    let wrong: Vec<String> = cases.iter().flat_map(|folder| trouble(folder)).collect();
    assert!(wrong.is_empty(), "{} differences\n{}", wrong.len(), wrong.join("\n"));
}
