//! Smallest landscapes, one for each rule of the contract: `tests/cases/<what-it-shows>/landscape.toml`, whose first
//! lines say why it exists and derive the expectation by hand, and `expected.txt` beside it.
//!
//! Of every case all findings of all its scenarios are held against the expectation, so that a near-miss that begins to
//! speak is seen; and its journeys and claims, where it has any. A line `#? measure now | effective apart` in
//! `landscape.toml` asks for more: a command with its arguments, and behind `|` the lines of its brief form to keep.

use std::path::Path;

use remit::landscape::Landscape;

use crate::brief;
use crate::support::{Expectations, files_below, folders_in, name_of, read, remit, root};

/// Reads a landscape with the library alone, from memory.
pub fn load(folder: &Path) -> Landscape {
    let mut files = std::collections::BTreeMap::new();
    for path in files_below(folder) {
        let inside = path.strip_prefix(folder).expect("a path inside");
        let shown = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect::<Vec<_>>().join("/");
        files.insert(shown, std::fs::read(&path).expect("a file of the case"));
    }
    match remit::landscape::read(&files, &remit::checks::codes(), &[]) {
        Ok(landscape) => landscape,
        Err((problems, _)) => panic!("{}: {:?}", folder.display(), problems.first().map(|p| &p.message)),
    }
}

#[test]
fn every_case_gives_what_is_expected() {
    let mut expectations = Expectations::default();
    let mut cases = 0;
    for folder in folders_in(&root().join("tests/cases")) {
        if name_of(&folder) == "invalid" {
            continue;
        }
        cases += 1;
        let source = read(&folder.join("landscape.toml"));
        if !source.starts_with("# ") {
            expectations.fail(format!("{}: the first line must say why the case exists", name_of(&folder)));
        }
        let text = answers(&folder, &source);
        expectations.hold(&folder.join("expected.txt"), &text);
    }
    assert!(cases >= 78, "only {cases} cases were found");
    expectations.finish();
}

/// Everything that is asked of a case, in brief.
fn answers(folder: &Path, source: &str) -> String {
    let landscape = load(folder);
    let path = folder.display().to_string();
    let mut text = String::new();
    for scenario in &landscape.scenarios {
        let report = ask(&["check", &path, &scenario.id, "--fail-on", "never"]);
        let found = brief::lines(&report).into_iter().filter(|line| first_word_is(line, &["finding", "shared"]));
        let mut found: Vec<String> =
            found.map(|line| line.strip_prefix("finding ").map_or(line.clone(), str::to_owned)).collect();
        found.sort();
        section(&mut text, &format!("check {}", scenario.id), found);
    }
    let tests = [("journey", landscape.journeys.is_empty()), ("expect", landscape.expectations.is_empty())];
    for (command, _) in tests.iter().filter(|(_, none)| !none) {
        section(&mut text, command, brief::lines(&ask(&[command, &path, "--fail-on", "never"])));
    }
    for asked in source.lines().filter_map(|line| line.strip_prefix("#? ")) {
        let (command, keep) = asked.split_once('|').unwrap_or((asked, ""));
        let mut words: Vec<&str> = command.split_whitespace().collect();
        words.insert(1, &path);
        let keep: Vec<&str> = keep.split_whitespace().collect();
        let mut found = brief::lines(&ask(&words));
        found.retain(|line| keep.is_empty() || first_word_is(line, &keep));
        section(&mut text, asked.trim(), found);
    }
    text
}

fn first_word_is(line: &str, words: &[&str]) -> bool {
    words.contains(&line.split(' ').next().unwrap_or_default())
}

fn section(text: &mut String, title: &str, lines: Vec<String>) {
    text.push_str(title);
    text.push('\n');
    if lines.is_empty() {
        text.push_str("  nothing\n");
    }
    for line in lines {
        text.push_str(&format!("  {line}\n"));
    }
}

fn ask(args: &[&str]) -> serde_json::Value {
    let mut words = args.to_vec();
    words.extend(["--format", "json"]);
    let ran = remit(&words);
    // Findings and failed tests end with 3; both are answers.
    assert!(matches!(ran.status, Some(0 | 3)), "{words:?}: {:?}\n{}", ran.status, ran.stderr);
    ran.json()
}
