//! Input that nobody means well with: each ends with status 1 or 2 and words, within seconds; none with a panic, a
//! signal or an overflow of the stack. And input that is only large, or only odd, which must be read.

use std::path::Path;

use crate::cli::folder;
use crate::support::{Ran, remit_in};

const SMALL: &str = r#"
[landscape]
title = "T"

[[kind]]
id = "la"
name = "Council"

[[organisation]]
id = "west"
name = "West"
kind = "la"
footprint = "everywhere"

[[service]]
id = "s"
name = "S"

[[component]]
id = "c"
service = "s"
name = "C"

[[responsibility]]
component = "c"
holder = "west"
"#;

fn landscape(more: &str) -> String {
    format!("{SMALL}\n{more}\n")
}

fn put(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    std::fs::write(folder.join(name), bytes).expect("a file to write");
}

/// Checks a directory; every end of the process but an orderly one fails the test.
fn check(what: &str, folder: &Path, landscape: &str) -> Ran {
    let ran = remit_in(folder, &["check", landscape, "2013-04-01"]);
    assert!(matches!(ran.status, Some(0..=3)), "{what}: {:?}\n{}", ran.status, shortened(&ran.stderr));
    assert!(!ran.stderr.contains("panicked"), "{what}: {}", shortened(&ran.stderr));
    assert!(ran.worked.as_secs() < 10, "{what}: {:?}", ran.worked);
    ran
}

fn shortened(text: &str) -> String {
    text.chars().take(600).collect()
}

/// Refused as an invalid landscape, with some words, and not at such length that nobody could read it.
fn refused(what: &str, folder: &Path, words: &str) {
    let ran = check(what, folder, ".");
    assert_eq!(ran.status, Some(2), "{what}: {}", shortened(&ran.stderr));
    assert!(ran.stderr.to_lowercase().contains(&words.to_lowercase()), "{what}: {}", shortened(&ran.stderr));
    assert!(ran.stderr.len() < 100_000, "{what}: {} bytes of complaint", ran.stderr.len());
}

#[test]
fn files_that_are_no_text() {
    let bytes: [(&str, &[u8], &str); 6] = [
        ("Latin-1", b"[landscape]\ntitle = \"caf\xe9\"\n", "UTF-8"),
        ("UTF-16", b"\xff\xfe[\0l\0]\0", "UTF-8"),
        ("nothing", b"", "[landscape]"),
        ("a BOM alone", b"\xef\xbb\xbf", "[landscape]"),
        ("NUL", b"[landscape]\ntitle = \"a\0b\"\n", "TOML"),
        ("a CR alone", b"[landscape]\rtitle = \"T\"\r", "TOML"),
    ];
    for (what, bytes, words) in bytes {
        let folder = folder();
        put(folder.path(), "landscape.toml", bytes);
        refused(what, folder.path(), words);
    }
}

#[test]
fn paths_that_are_no_landscape() {
    let folder = folder();
    refused("a directory without TOML", folder.path(), "no TOML file");
    put(folder.path(), "notes.txt", "nothing");
    refused("a directory with something else", folder.path(), "no TOML file");
    assert_eq!(check("nothing there", folder.path(), "nowhere").status, Some(2));
    assert_eq!(check("a text", folder.path(), "notes.txt").status, Some(2));
    assert_eq!(check("a device", folder.path(), "/dev/null").status, Some(2));
    assert_eq!(check("a name with a line end", folder.path(), "no\nwhere").status, Some(2));
}

/// As deep as 10,000 in every way in which TOML nests.
#[test]
fn toml_without_a_bottom() {
    let deep = 10_000;
    for (what, text) in [
        ("arrays", format!("deep = {}{}", "[".repeat(deep), "]".repeat(deep))),
        ("arrays without an end", format!("deep = {}", "[".repeat(deep))),
        ("inline tables", format!("deep = {}1{}", "{a=".repeat(deep), "}".repeat(deep))),
        ("inline tables without an end", format!("deep = {}", "{a=".repeat(deep))),
        ("tables", format!("[{}a]\nx = 1", "a.".repeat(deep))),
        ("lists of tables", format!("[[{}a]]\nx = 1", "a.".repeat(deep))),
        ("dotted keys", format!("{}a = 1", "a.".repeat(deep))),
        ("dotted keys inside", format!("deep = {{ {}a = 1 }}", "a.".repeat(deep))),
        ("a table under each", (0..400).map(|n| format!("[{}a]\n", "a.".repeat(n))).collect()),
        ("quotes", format!("deep = {}", "\"\"\"".repeat(deep))),
    ] {
        let folder = folder();
        put(folder.path(), "landscape.toml", landscape(&text));
        let ran = check(what, folder.path(), ".");
        assert_eq!(ran.status, Some(2), "{what}: {}", shortened(&ran.stderr));
        assert!(ran.stderr.contains("landscape.toml"), "{what}: {}", shortened(&ran.stderr));
    }
}

#[test]
fn numbers_beyond_measure() {
    for (what, population, status, words) in [
        ("more than there is room for", "1e308", 0, ""),
        ("beyond a float", "1e400", 2, "finite"),
        ("beyond u64", "18446744073709551616", 0, ""),
        ("beyond every integer", "99999999999999999999999999999999999999999999999999", 2, ""),
        ("below zero", "-1e308", 2, "negative"),
        ("hardly anybody", "5e-324", 0, ""),
        ("hexadecimal", "0xff", 0, ""),
        ("with lines between", "1_000_000", 0, ""),
    ] {
        let folder = folder();
        put(folder.path(), "landscape.toml", landscape(&format!("[[area]]\nid = \"a\"\npopulation = {population}")));
        let ran = check(what, folder.path(), ".");
        assert_eq!(ran.status, Some(status), "{what}: {}", shortened(&ran.stderr));
        assert!(ran.stderr.contains(words), "{what}: {}", shortened(&ran.stderr));
        assert!(!ran.stdout.contains("inf") && !ran.stdout.contains("NaN"), "{what}: {}", ran.stdout);
    }
    let folder = folder();
    let both = "[[area]]\nid = \"a\"\npopulation = 1e308\n\n[[area]]\nid = \"b\"\npopulation = 1e308";
    put(folder.path(), "landscape.toml", landscape(both));
    refused("two that together are beyond a float", folder.path(), "population");
}

#[test]
fn csv_that_is_no_table() {
    let table = landscape("[[area_table]]\nfile = \"a.csv\"\nid = \"id\"\npopulation = \"p\"");
    let line = "x".repeat(10_000_000);
    for (what, bytes, words) in [
        ("10 MB on one line", line.as_bytes().to_vec(), "column"),
        ("10 MB in one cell", format!("id,p\na,{line}\n").into_bytes(), "number"),
        ("a million columns", format!("id,p{}\na,1\n", ",x".repeat(1_000_000)).into_bytes(), "twice"),
        ("a quote without an end", b"id,p\n\"a,1\nb,2\n".to_vec(), "cells"),
        ("not UTF-8", b"id,p\na\xe9,1\n".to_vec(), "UTF-8"),
        ("NUL", b"id,p\na\0b,1\n".to_vec(), "identifier"),
        ("nothing", Vec::new(), "header"),
        ("a header alone", b"id,p\n".to_vec(), "no area"),
        ("line ends alone", b"\n\n\r\n\n".to_vec(), "header"),
    ] {
        let folder = folder();
        put(folder.path(), "landscape.toml", &table);
        put(folder.path(), "a.csv", bytes);
        refused(what, folder.path(), words);
    }
}

/// A FIFO would be waited for, a directory cannot be read, a link may lead outside: none is a file of a landscape.
#[cfg(unix)]
#[test]
fn csv_that_is_no_file() {
    use std::os::unix::fs::symlink;
    let outside = folder();
    put(outside.path(), "a.csv", "id,p\na,1\n");
    type Make<'a> = &'a dyn Fn(&Path);
    let make: [(&str, Make<'_>); 6] = [
        ("a FIFO", &|path| {
            assert!(std::process::Command::new("mkfifo").arg(path).status().expect("mkfifo").success());
        }),
        ("a directory", &|path| std::fs::create_dir(path).expect("a directory")),
        ("a link that leaves", &|path| symlink(outside.path().join("a.csv"), path).expect("a link")),
        ("a link to nothing", &|path| symlink("nowhere", path).expect("a link")),
        ("a link to itself", &|path| symlink("a.csv", path).expect("a link")),
        ("a device", &|path| symlink("/dev/zero", path).expect("a link")),
    ];
    for (what, make) in make {
        let folder = folder();
        put(
            folder.path(),
            "landscape.toml",
            landscape("[[area_table]]\nfile = \"a.csv\"\nid = \"id\"\npopulation = \"p\""),
        );
        make(&folder.path().join("a.csv"));
        refused(what, folder.path(), "a.csv");
    }
}

#[cfg(unix)]
#[test]
fn toml_that_is_no_file_or_leaves() {
    use std::os::unix::fs::symlink;
    let area = "[[area]]\nid = \"a\"\npopulation = 1";
    let outside = folder();
    put(outside.path(), "b.toml", "[[source]]\nid = \"x\"\ntitle = \"X\"\n");
    for (what, target) in
        [("a file outside", outside.path().join("b.toml")), ("a directory outside", outside.path().into())]
    {
        let folder = folder();
        put(folder.path(), "landscape.toml", landscape(area));
        symlink(target, folder.path().join("more.toml")).expect("a link");
        refused(what, folder.path(), "leaves");
    }
    // Not a regular file, or a circle: passed over, and never waited for.
    let folder = folder();
    put(folder.path(), "landscape.toml", landscape(area));
    assert!(
        std::process::Command::new("mkfifo").arg(folder.path().join("fifo.toml")).status().expect("mkfifo").success()
    );
    std::fs::create_dir(folder.path().join("directory.toml")).expect("a directory");
    symlink(".", folder.path().join("circle")).expect("a link");
    assert_eq!(check("a FIFO, a directory and a circle", folder.path(), ".").status, Some(0));
    // A landscape that is reached through a link is a landscape.
    let link = outside.path().join("link");
    symlink(folder.path(), &link).expect("a link");
    assert_eq!(check("a link to a landscape", outside.path(), "link").status, Some(0));
}

#[test]
fn a_great_many_mistakes_are_all_counted_and_not_all_drawn() {
    let folder = folder();
    let areas: String =
        (0..20_000).map(|n| format!("[[area]]\nid = \"a{n}\"\npopulaton = 1\npopulation = 1\n")).collect();
    put(folder.path(), "landscape.toml", landscape(&areas));
    let ran = check("20,000 mistakes", folder.path(), ".");
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("20000") || ran.stderr.contains("20,000"), "{}", shortened(&ran.stderr));
}

#[test]
fn long_chains_do_not_exhaust_the_stack() {
    let folder = folder();
    let count = 20_000;
    let bodies: String = (0..count)
        .map(|n| {
            let next = if n + 1 < count { format!("successors = \"o{}\"\n", n + 1) } else { String::new() };
            format!("[[organisation]]\nid = \"o{n}\"\nname = \"O\"\nkind = \"la\"\nuntil = 2000-01-01\n{next}")
        })
        .collect();
    let ties: String = (1..2_000)
        .map(|n| format!("[[relation]]\ntype = \"accountable-to\"\nwho = \"o{}\"\nto = \"o{n}\"\n", n - 1))
        .collect();
    put(
        folder.path(),
        "landscape.toml",
        landscape(&format!("[[area]]\nid = \"a\"\npopulation = 1\nwithin = {{ la = \"o0\" }}\n{bodies}{ties}")),
    );
    assert_eq!(check("a chain of successors", folder.path(), ".").status, Some(0));
}
