//! The pages that the tool writes are what it writes today: what came of the published claims (`docs/findings.md`), and those
//! about the reforms that ship and the answers to three questions, in `docs/reforms/` and `docs/answers/`, by the commands that
//! their indexes show. `REMIT_BLESS=1` writes them anew.
//! And the Act of 2012 as a reform agrees with what the landscape says of the day after (docs/method.md).

use serde_json::Value;

use crate::support::{Expectations, files_below, read, remit, root};

/// The commands of an index, in its first block of them: what to run, and the page that it writes.
fn commands(index: &str) -> Vec<(Vec<String>, String)> {
    let index = read(&root().join(index));
    let block = index.split("```sh\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a block of commands");
    let parse = |line: &str| {
        let words: Vec<String> = line.split_whitespace().skip(1).map(str::to_owned).collect();
        let (command, page) = words.split_at(words.len() - 2);
        assert_eq!(page[0], "--out", "a command of the index ends with the page that it writes: {line}");
        (command.to_vec(), page[1].clone())
    };
    block.lines().filter(|line| line.starts_with("remit ")).map(parse).collect()
}

/// Holds every page of an index against what its command writes today.
fn hold(index: &str) {
    let mut expectations = Expectations::default();
    for (command, page) in commands(index) {
        let ran = remit(&command.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(ran.status, Some(0), "{}", ran.stderr);
        expectations.hold(&root().join(page), &ran.stdout);
    }
    expectations.finish();
}

#[test]
fn the_page_of_each_shipped_reform_is_what_the_tool_writes() {
    hold("docs/reforms/README.md");
}

#[test]
fn the_page_of_each_answer_is_what_the_tool_writes() {
    hold("docs/answers/README.md");
}

#[test]
fn the_page_of_published_findings_is_what_the_tool_writes() {
    let ran = remit(&["expect", "scenarios/england", "--format", "markdown"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    let mut expectations = Expectations::default();
    expectations.hold(&root().join("docs/findings.md"), &ran.stdout);
    expectations.finish();
}

#[test]
fn each_shipped_reform_has_its_page() {
    let pages: Vec<String> = commands("docs/reforms/README.md").into_iter().map(|(_, page)| page).collect();
    for file in files_below(&root().join("scenarios/england/reforms")) {
        let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
        assert!(pages.contains(&format!("docs/reforms/{name}.md")), "no page for {name} in docs/reforms/README.md");
    }
}

/// What is found in a scenario of England: keys, certainties and people. What only a reform, or only a reform's sources,
/// can bring about is left aside.
fn found(scenario: &str) -> Vec<String> {
    let ran = remit(&["check", "scenarios/england", scenario, "--format", "json", "--fail-on", "never"]);
    let report: Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}", ran.stderr));
    let findings = report["findings"].as_array().expect("a list").iter();
    findings
        .filter(|finding| {
            let code = finding["code"].as_str().expect("a code");
            !code.starts_with("evidence/") && code != "gap/unbalanced"
        })
        .map(|finding| format!("{} {} {}", finding["key"], finding["certainty"], finding["people"]))
        .collect()
}

/// History written as steps gives the day that it describes.
#[test]
fn enacted_reforms_agree_with_the_day_they_took_effect() {
    for (day, reform) in [
        ("2013-04-01", "health-and-social-care-act-2012"),
        ("2015-10-01", "children-0-to-5-public-health-2015"),
        ("2020-04-01", "ccg-mergers-2020"),
        ("2021-10-01", "public-health-england-abolition-2021"),
        ("2023-04-01", "delegations-2023"),
    ] {
        let enacted = found(day);
        assert!(enacted.len() > 50, "only {} findings on {day}", enacted.len());
        assert_eq!(found(&format!("{day}+{reform}")), enacted, "{reform}");
    }
}
