//! The quick tree is the library's, or it is not there.

use std::fs;
use std::path::{Path, PathBuf};

use toml::de::DeTable;

use super::quick;
use super::tree::{Entries, of_library};

fn by_library(text: &str) -> Option<Entries<'_>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    errors.is_empty().then(|| of_library(table.into_inner()))
}

/// Whether it was read the quick way; fails where that says anything else than the library.
fn holds(text: &str) -> bool {
    let Some(quick) = quick::tree(text) else { return false };
    match by_library(text) {
        Some(library) => assert_eq!(quick, library, "two trees of:\n{text}"),
        None => panic!("the library finds a mistake in what was read the quick way:\n{text}"),
    }
    true
}

fn toml_files(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            toml_files(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            files.push(path);
        }
    }
}

fn texts() -> Vec<String> {
    let mut files = Vec::new();
    for folder in ["scenarios", "tests/cases"] {
        toml_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut files);
    }
    let texts: Vec<String> = files.iter().filter_map(|file| fs::read_to_string(file).ok()).collect();
    assert!(texts.len() > 100, "where are the landscapes?");
    texts
}

#[test]
fn landscapes_are_read_the_quick_way_and_alike() {
    let texts = texts();
    let quick = texts.iter().filter(|text| holds(text)).count();
    assert!(quick * 10 > texts.len() * 9, "only {quick} of {} files were read the quick way", texts.len());
}

#[test]
fn what_is_plain_is_read_the_quick_way() {
    for text in [
        "",
        "# nothing\n",
        "a = 1\nb = 'x'\n\"c d\" = \"y\"\n'e' = true",
        "a = [1, 2,\n # three\n 3,\n]\nd = 2013-04-01",
        "a = { b = \"c\", d = [ { e = 1.5e3 } ] }",
        "[a]\nb = 1\n[a.c]\nd = 0x1F\n[[e]]\n[[e]]\nf = 1_000\n[e.g]\n[[e.h]]\n[[e.h]]\n",
        "a = \"\"\"\nlong\n  text\\\n  goes on\"\"\"\nb = '''\nas is\\n'''",
        "a = \"with \\\"quotes\\\" and \\u00e9\"\nb = \"\"\nc = ''\nd = '\"'\ne = \"'\"",
        "a = [\n[1],\n]\nb = [[], {}, ]\nc = {}",
        "a = \"\"\"\"quoted\"\"\"\"\nb = \"\"\"\"\"\"\nc = \"\"\"a\\\"\"\"\"",
        "\ta = 1 # remark\n  # another\n [b] # and another\n\tc = \"d\" #",
        "a = +1.0\nb = -0\nc = inf\nd = false\ne = 6.02e+23",
    ] {
        assert!(holds(text), "{text}");
    }
}

#[test]
fn what_is_out_of_the_ordinary_is_left_to_the_library() {
    for text in [
        "a.b = 1",
        "[ a ]",
        "[a . b]",
        "a = {\nb = 1 }",
        "a = { b = 1, }",
        "a = \"one\ntwo\"",
        "a = 'one\ntwo'",
        "a = \"\\",
        "a = \"\"\"\\",
        "a = \"\"\"\"\"\"\"\"\"",
        "a = [1 2]",
        "a = [,]",
        "a = 2013-4-1",
        "\u{feff}a = 1",
        "a = { b.c = 1 }",
        "[a.b]\nc = 1\n[a]\nd = 2",
        "a = 1\na = 2",
        "[a]\n[a]",
        "[a]\n[[a]]",
        "[[a]]\n[a]",
        "a = []\n[[a]]",
        "a = [{}]\n[[a]]",
        "a = [{}]\n[a.b]",
        "a = {}\n[a.b]",
        "a = { b = 1, b = 2 }",
        "a = 1\r\nb = 2",
        "a = 1\rb = 2",
        "# a\u{7f}b",
        "a = \"\u{1}\"",
        "a = 07:32:00",
        "a = 2013-02-30",
        "a = 2013-04-01T07:32:00Z",
        "a = 2013-04-01 07:32:00",
        "a = \"not closed",
        "a = \"",
        "a = '",
        "a =",
        "= 1",
        "a",
        "é = 1",
        "a = 1 b = 2",
        "a = [1",
        "a = [[[[[[[[[[1]]]]]]]]]]",
        "[a",
        "[]",
        "[[]]",
        "[a.]",
        "a = 1__0",
        "a = 01",
        "a = tru",
        "a = \"\\q\"",
        "\"a\\u0041\" = 1",
    ] {
        assert!(!holds(text), "{text}");
    }
    let many: String = (0..100).map(|n| format!("key-{n} = {n}\n")).collect();
    assert!(!holds(&many), "many keys");
}

#[test]
fn a_damaged_file_is_read_as_the_library_reads_it() {
    let mut chance = fastrand::Rng::with_seed(2013);
    let pieces = [
        "\"", "'", "[", "]", "[[", "]]", "{", "}", "=", ".", ",", "#", "\n", "\\", "\"\"\"", "'''", "a", "1", "-",
        "\r", "é",
    ];
    let mut quick = 0;
    for text in texts() {
        // A stretch of a few tables keeps the search quick, and is as easily broken as a whole file.
        let starts: Vec<usize> = text.match_indices("\n[").map(|(at, _)| at).collect();
        for _ in 0..60 {
            let from = chance.choice(&starts).copied().unwrap_or(0);
            let mut part: Vec<char> = text[from..].chars().take(600).collect();
            for _ in 0..chance.usize(1..4) {
                let at = chance.usize(0..=part.len());
                if chance.bool() && at < part.len() {
                    part.remove(at);
                } else if let Some(piece) = chance.choice(pieces) {
                    part.splice(at..at, piece.chars());
                }
            }
            quick += usize::from(holds(&part.into_iter().collect::<String>()));
        }
    }
    assert!(quick > 2_000, "only {quick} of the damaged files were plain: too few to compare");
}
