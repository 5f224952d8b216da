//! What the documentation shows is what the program does: every `console` block that begins with `$ remit` is run and
//! its output held against the page, `toml` blocks are read, and the landscape that `docs/format.md` builds up is whole.
//!
//! A line `…` in a block stands for any lines. Pages that are not there are passed over, but not all of them. Where a
//! command ends with status 2, what it says of the mistake is held against the page.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::support::{files_below, read, remit_in, root};

/// A fenced block of a page.
struct Fenced {
    language: String,
    line: usize,
    text: String,
    /// The last line of words above it.
    above: String,
}

fn fenced(page: &str) -> Vec<Fenced> {
    let mut blocks: Vec<Fenced> = Vec::new();
    let (mut inside, mut above) = (false, String::new());
    for (number, line) in page.lines().enumerate() {
        match line.trim_start().strip_prefix("```") {
            Some(language) if !inside => {
                inside = true;
                let (language, text) = (language.trim().to_owned(), String::new());
                blocks.push(Fenced { language, line: number + 1, text, above: above.clone() });
            }
            Some(_) => inside = false,
            None if inside => {
                if let Some(block) = blocks.last_mut() {
                    block.text.push_str(line);
                    block.text.push('\n');
                }
            }
            None if !line.trim().is_empty() => above = line.to_owned(),
            None => {}
        }
    }
    blocks
}

fn pages() -> Vec<PathBuf> {
    let mut pages = vec![root().join("README.md")];
    if root().join("docs").is_dir() {
        pages.extend(files_below(&root().join("docs")));
    }
    pages.retain(|page| page.extension().is_some_and(|ending| ending == "md") && page.is_file());
    pages
}

fn shown(page: &Path) -> String {
    page.strip_prefix(root()).unwrap_or(page).display().to_string()
}

/// Whether an output is what a block shows, where `…` alone on a line stands for any lines.
fn is_shown(output: &str, block: &str) -> bool {
    let pieces: Vec<Vec<&str>> =
        block.lines().collect::<Vec<_>>().split(|line| line.trim() == "…").map(<[_]>::to_vec).collect();
    let lines: Vec<&str> = output.lines().collect();
    let mut at = 0;
    for (number, piece) in pieces.iter().enumerate() {
        let last = number + 1 == pieces.len();
        let found = (at..=lines.len().saturating_sub(piece.len())).find(|start| {
            let end = start + piece.len();
            (number > 0 || *start == 0)
                && (!last || end == lines.len() || piece.is_empty())
                && lines[*start..end] == **piece
        });
        match found {
            Some(start) => at = start + piece.len(),
            None => return false,
        }
    }
    true
}

#[test]
fn every_command_on_a_page_says_what_the_page_says() {
    let mut wrong = Vec::new();
    let mut run = 0;
    for page in pages() {
        // What a page adds is added in a copy of the teaching landscape, block after block, as a reader would.
        let folder = crate::cli::folder();
        let copy = folder.path().join("scenarios/two-districts");
        std::fs::create_dir_all(&copy).expect("a directory");
        std::fs::copy(root().join("scenarios/two-districts/landscape.toml"), copy.join("landscape.toml"))
            .expect("a copy");
        let tutorial = page.file_stem().is_some_and(|stem| stem.to_string_lossy().starts_with("tutorial"));
        for block in fenced(&read(&page)) {
            if tutorial && block.language == "toml" {
                add(folder.path(), &copy, &block);
            }
            if !matches!(block.language.as_str(), "console" | "sh") {
                continue;
            }
            let Some((command, output)) = block.text.split_once('\n') else { continue };
            let Some(command) = command.strip_prefix("$ remit ") else { continue };
            let from = if command.contains("england") { root() } else { folder.path().to_path_buf() };
            let ran = remit_in(&from, &words(command));
            run += 1;
            let place = format!("{}:{}: remit {command}", shown(&page), block.line);
            let said = match ran.status {
                Some(0 | 3) => ran.stdout,
                Some(2) if output.starts_with("error: ") => ran.stderr,
                status => {
                    wrong.push(format!("{place}\n  status {status:?}: {}", ran.stderr));
                    continue;
                }
            };
            if !is_shown(&said, output) {
                wrong.push(format!("{place}\n  says something else now:\n{said}"));
            }
        }
    }
    assert!(run > 0, "no page shows any command");
    assert!(wrong.is_empty(), "{} of {run} commands\n{}", wrong.len(), wrong.join("\n"));
}

/// Adds a block to the file that the words above it name, or to one of its own. A block with a `[reform]` is the whole
/// file: it takes the place of what was there.
fn add(folder: &Path, landscape: &Path, block: &Fenced) {
    let named = block.above.split('`').find(|part| part.ends_with(".toml"));
    let file = named.map_or_else(|| landscape.join("added.toml"), |name| folder.join(name));
    let before = if is_whole_reform(&block.text) || !file.exists() { String::new() } else { read(&file) + "\n" };
    std::fs::create_dir_all(file.parent().expect("a folder")).expect("a directory");
    std::fs::write(&file, before + &block.text).expect("a file");
}

fn is_whole_reform(block: &str) -> bool {
    block.lines().any(|line| line.trim() == "[reform]")
}

/// Whether a block belongs into a reform, with or without its head.
fn is_of_a_reform(block: &str) -> bool {
    block.lines().any(|line| matches!(line.trim(), "[reform]" | "[[step]]"))
}

/// A block of steps as a reform of its own.
fn as_a_reform(block: &str) -> Vec<u8> {
    let head = "[reform]\nid = \"example\"\ntitle = \"An example\"\non = 2014-04-01\n\n";
    if is_whole_reform(block) { block.to_owned() } else { format!("{head}{block}") }.into_bytes()
}

/// A command line as a shell would take it apart, quotes included.
fn words(line: &str) -> Vec<String> {
    let line = line.split("  #").next().unwrap_or_default();
    let (mut words, mut word, mut quote) = (Vec::new(), String::new(), None);
    for c in line.chars() {
        match (c, quote) {
            ('\'' | '"', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            (' ', None) => words.extend((!word.is_empty()).then(|| std::mem::take(&mut word))),
            (c, _) => word.push(c),
        }
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

/// The tables of `docs/format.md`, each shown once where it is explained, make one landscape.
#[test]
fn the_landscape_of_the_format_page_is_whole() {
    let page = root().join("docs/format.md");
    if !page.is_file() {
        return;
    }
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut blocks = 0;
    let mut reforms = Vec::new();
    for block in fenced(&read(&page)) {
        match block.language.as_str() {
            "toml" if is_of_a_reform(&block.text) => {
                let name = format!("block-{:04}", block.line);
                files.insert(format!("reforms/{name}.toml"), as_a_reform(&block.text));
                reforms.push(name);
            }
            "toml" => {
                blocks += 1;
                files.insert(format!("block-{:04}.toml", block.line), block.text.into_bytes());
            }
            "csv" => {
                let name =
                    block.above.split('`').nth(1).unwrap_or_else(|| panic!("line {}: no file is named", block.line));
                files.insert(name.to_owned(), block.text.into_bytes());
            }
            _ => {}
        }
    }
    assert!(blocks > 10, "the page shows only {blocks} blocks of TOML");
    let say = |(problems, sources): remit::reform::Invalid| {
        remit::render::json::render(&remit::report::problems::problems(&problems, &sources))
    };
    // Each reform that the page shows can be applied to it.
    let wanted: Vec<remit::reform::Wanted> = reforms.into_iter().map(remit::reform::Wanted::Named).collect();
    let worlds =
        remit::reform::read(&files, &remit::checks::codes(), &wanted).unwrap_or_else(|all| panic!("{}", say(all)));
    let mut wrong = Vec::new();
    for reform in wanted {
        let chain = worlds.chain_of([reform.clone()]);
        assert_eq!(chain.len(), 1, "{} was not read", reform.name());
        if let Err(problems) = worlds.under(&chain) {
            let said: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
            wrong.push(format!("{}: {}", reform.name(), said.join("; ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A block of TOML that no other test reads must at least be TOML, with keys and words that there are.
#[test]
fn every_block_of_toml_is_read() {
    let mut wrong = Vec::new();
    for page in pages() {
        for block in fenced(&read(&page)).into_iter().filter(|block| block.language == "toml") {
            let (files, wanted) = if is_of_a_reform(&block.text) {
                let landscape = b"[landscape]\ntitle = \"Any\"\n".to_vec();
                let files =
                    [("any.toml".to_owned(), landscape), ("reforms/b.toml".to_owned(), as_a_reform(&block.text))];
                (BTreeMap::from(files), vec![remit::reform::Wanted::Named("b".to_owned())])
            } else {
                (BTreeMap::from([("block.toml".to_owned(), block.text.into_bytes())]), Vec::new())
            };
            let read = remit::landscape::read(&files, &remit::checks::codes(), &wanted);
            let Err((problems, _)) = read else { continue };
            // What a block says of names that stand elsewhere is not its mistake.
            let mistakes = problems.iter().filter(|problem| {
                [
                    "unknown key",
                    "not valid TOML",
                    "twice",
                    "must be",
                    "can take",
                    "needs `",
                    "empty list",
                    "blank",
                    "looks like a date",
                ]
                .iter()
                .any(|words| problem.message.contains(words))
            });
            wrong.extend(mistakes.map(|problem| format!("{}:{}: {}", shown(&page), block.line, problem.message)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_page_may_leave_lines_out_and_nothing_else() {
    let output = "a\nb\nc\nd\n";
    for (block, fits) in [
        ("a\nb\nc\nd\n", true),
        ("a\n…\nd\n", true),
        ("a\n…\n", true),
        ("…\nd\n", true),
        ("a\n…\nc\n…\n", true),
        ("a\nc\nd\n", false),
        ("a\n…\nc\n", false),
        ("b\n…\n", false),
        ("a\nb\nc\n", false),
    ] {
        assert_eq!(is_shown(output, block), fits, "{block:?}");
    }
}
