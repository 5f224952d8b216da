//! The pages about the reforms that ship, in `docs/reforms/`, are written by the commands that their index shows, and none
//! is stale. `REMIT_BLESS=1` writes them anew.

use crate::support::{Expectations, files_below, read, remit, root};

/// The commands of the index: what to run, and the page that it writes.
fn commands() -> Vec<(Vec<String>, String)> {
    let index = read(&root().join("docs/reforms/README.md"));
    let lines = index.lines().filter_map(|line| line.strip_prefix("remit plan "));
    let parse = |line: &str| {
        let words: Vec<String> = ["plan"].into_iter().chain(line.split_whitespace()).map(str::to_owned).collect();
        let (command, page) = words.split_at(words.len() - 2);
        assert_eq!(page[0], "--out", "a command of the index ends with the page that it writes: {line}");
        (command.to_vec(), page[1].clone())
    };
    lines.map(parse).collect()
}

#[test]
fn the_page_of_each_shipped_reform_is_what_the_tool_writes() {
    let mut expectations = Expectations::default();
    for (command, page) in commands() {
        let ran = remit(&command.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(ran.status, Some(0), "{}", ran.stderr);
        expectations.hold(&root().join(page), &ran.stdout);
    }
    expectations.finish();
}

#[test]
fn each_shipped_reform_has_its_page() {
    let pages: Vec<String> = commands().into_iter().map(|(_, page)| page).collect();
    for file in files_below(&root().join("scenarios/england/reforms")) {
        let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
        assert!(pages.contains(&format!("docs/reforms/{name}.md")), "no page for {name} in docs/reforms/README.md");
    }
}
