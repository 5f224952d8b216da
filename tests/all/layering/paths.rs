//! Reads Rust as text, well enough to see which paths a file names: `use` trees, grouped and nested, paths written out,
//! `super`, macros. Comments, strings and `#[cfg(test)]` modules are not code.

use std::ops::Range;

/// A path that a file names, from `crate::` or from the crate outside, and its line.
#[derive(Debug, PartialEq)]
pub struct Found {
    pub path: String,
    pub line: usize,
}

/// The code of a file: comments, strings and characters blanked, everything from its test module on left out.
pub fn code_only(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut code = String::with_capacity(text.len());
    let blank = |code: &mut String, part: &str| code.extend(part.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
    let mut at = 0;
    while at < bytes.len() {
        let rest = &text[at..];
        let letter_before = at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_');
        let end = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if !letter_before && (rest.starts_with("r\"") || rest.starts_with("r#")) {
            let hashes = rest[1..].bytes().take_while(|b| *b == b'#').count();
            if rest[1 + hashes..].starts_with('"') {
                let close = format!("\"{}", "#".repeat(hashes));
                let body = 2 + hashes;
                rest[body..].find(&close).map_or(rest.len(), |end| body + end + close.len())
            } else {
                0
            }
        } else if let Some(inside) = rest.strip_prefix('"') {
            1 + closing_quote(inside, '"')
        } else if rest.starts_with('\'') {
            character(rest)
        } else {
            0
        };
        if end == 0 {
            let next = rest.chars().next().map_or(1, char::len_utf8);
            code.push_str(&rest[..next]);
            at += next;
        } else {
            blank(&mut code, &rest[..end]);
            at += end;
        }
    }
    match code.find("#[cfg(test)]") {
        Some(tests) => code[..tests].to_owned(),
        None => code,
    }
}

/// How far to the end of a string after its opening quote, the closing one included.
fn closing_quote(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The length of a character literal; 0 where the quote begins a lifetime.
fn character(rest: &str) -> usize {
    let mut inside = rest[1..].chars();
    match (inside.next(), inside.next()) {
        (Some('\\'), _) => 1 + closing_quote(&rest[1..], '\''),
        (Some(c), Some('\'')) => c.len_utf8() + 2,
        _ => 0,
    }
}

/// Every path of a file's code that leads out of it. `module` is the file's own: `super` is counted from there.
pub fn found_in(code: &str, module: &[String]) -> Vec<Found> {
    let mut found = Vec::new();
    // Names that mean something of this crate in this file: `csv::render` need not be the crate `csv`.
    let mut own: Vec<String> = Vec::new();
    let uses = use_trees(code);
    for (tree, _) in &uses {
        for path in flatten(tree) {
            let local = ["crate", "super", "self"].contains(&path.split("::").next().unwrap_or_default());
            if local && let Some(name) = bound_name(&path) {
                own.push(name);
            }
        }
    }
    for line in code.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        if let Some(place) = words.iter().position(|word| *word == "mod")
            && let Some(name) = words.get(place + 1)
        {
            own.push(name.trim_end_matches([';', '{']).to_owned());
        }
    }
    let mut rest = code.to_owned();
    for (tree, place) in &uses {
        let line = line_of(code, place.start);
        found.extend(flatten(tree).iter().map(|path| Found { path: resolve(path, module), line }));
        let blank: String = code[place.clone()].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
        rest.replace_range(place.clone(), &blank);
    }
    for (number, line) in rest.lines().enumerate() {
        for path in written_paths(line) {
            let first = path.split("::").next().unwrap_or_default();
            if !own.iter().any(|name| name == first) {
                found.push(Found { path: resolve(&path, module), line: number + 1 });
            }
        }
        for name in macros(line) {
            found.push(Found { path: format!("{name}!"), line: number + 1 });
        }
    }
    found
}

/// The trees of all `use` declarations, on one line each, and where in the code they stand.
fn use_trees(code: &str) -> Vec<(String, Range<usize>)> {
    let mut trees = Vec::new();
    let mut begun = 0;
    while let Some(place) = code[begun..].find("use ") {
        let start = begun + place;
        begun = start + 4;
        let before = code[..start].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '+') {
            continue;
        }
        let Some(end) = code[begun..].find(';') else { break };
        let tree: String = code[begun..begun + end].split_whitespace().collect::<Vec<_>>().join(" ");
        // `impl Iterator + use<>` and words in macros are no declarations.
        if tree.contains(['(', ')', '=', '<', '$']) {
            continue;
        }
        trees.push((tree, start..begun + end));
    }
    trees
}

fn line_of(code: &str, at: usize) -> usize {
    code[..at].matches('\n').count() + 1
}

/// A tree as single paths; `as` is kept.
fn flatten(tree: &str) -> Vec<String> {
    let tree = tree.trim();
    let Some(open) = tree.find('{') else { return vec![tree.to_owned()] };
    let (head, body) = (&tree[..open], &tree[open + 1..]);
    split_at_commas(&body[..inner_length(body)])
        .iter()
        .filter(|part| !part.trim().is_empty())
        .flat_map(|part| flatten(part))
        .map(|path| if path == "self" { head.trim_end_matches("::").to_owned() } else { format!("{head}{path}") })
        .collect()
}

/// How long the inside of braces is, the closing one left out.
fn inner_length(text: &str) -> usize {
    let mut depth = 1;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

fn split_at_commas(text: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

/// The name by which an imported path goes in the file.
fn bound_name(path: &str) -> Option<String> {
    let last = path.rsplit("::").next()?;
    let name = last.split(" as ").last()?.trim();
    (name != "*").then(|| name.to_owned())
}

/// Paths of two parts or more that a line writes out.
fn written_paths(line: &str) -> Vec<String> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let mut paths = Vec::new();
    for piece in line.split(|c| !is_part(c)) {
        let path = piece.trim_start_matches("::").trim_end_matches(':');
        let global = piece.starts_with("::");
        // `::de` behind a `>` or a generic is the middle of a path, not its beginning.
        if path.contains("::") && (!global || !line.contains(&format!(">{piece}"))) {
            paths.push(path.to_owned());
        }
    }
    paths
}

/// Macros that a line calls.
fn macros(line: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in line.match_indices('!') {
        let name: String = line[..at].chars().rev().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let called = line[at + 1..].starts_with(['(', '[', '{', ' ']);
        if !name.is_empty() && called {
            names.push(name.chars().rev().collect());
        }
    }
    names
}

/// A path from the root of the crate, `super` counted from a module.
fn resolve(path: &str, module: &[String]) -> String {
    let path = path.split(" as ").next().unwrap_or_default().trim().trim_start_matches('$');
    let parts: Vec<&str> = path.split("::").collect();
    let ups = parts.iter().take_while(|part| **part == "super").count();
    if ups > 0 {
        let here: Vec<&str> = module.iter().map(String::as_str).collect();
        let stem = &here[..here.len().saturating_sub(ups)];
        return [&["crate"], stem, &parts[ups..]].concat().join("::");
    }
    if parts[0] == "self" {
        let here: Vec<&str> = module.iter().map(String::as_str).collect();
        return [&["crate"], here.as_slice(), &parts[1..]].concat().join("::");
    }
    path.to_owned()
}

/// The names that a file imports from a crate.
pub fn imported_from(code: &str, package: &str) -> Vec<String> {
    let paths = use_trees(code).into_iter().flat_map(|(tree, _)| flatten(&tree));
    paths.filter(|path| path.starts_with(&format!("{package}::"))).filter_map(|path| bound_name(&path)).collect()
}

/// The heads of public items, fields and methods, each up to its body or end, and their lines.
pub fn public_items(code: &str) -> Vec<(String, usize)> {
    let mut items = Vec::new();
    for (at, _) in code.match_indices("pub ") {
        let whole_word = code[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '_');
        if whole_word {
            let rest = &code[at..];
            // A field ends at a comma, but so does an argument: the line tells which.
            let end = rest.find(['{', ';']).unwrap_or(rest.len());
            let head = &rest[..end];
            let head = if head.contains("fn ") || head.contains("type ") || head.contains("use ") {
                head
            } else {
                head.lines().next().unwrap_or_default()
            };
            items.push((head.to_owned(), line_of(code, at)));
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(code: &str) -> Vec<String> {
        let module = ["report".to_owned(), "who".to_owned()];
        found_in(&code_only(code), &module).into_iter().map(|found| found.path).collect()
    }

    #[test]
    fn grouped_and_nested_uses_are_taken_apart() {
        assert_eq!(
            paths("use crate::{a::{B, c::{self, D}}, e};"),
            ["crate::a::B", "crate::a::c", "crate::a::c::D", "crate::e"]
        );
        assert_eq!(paths("use super::super::a::B;\nuse super::c;"), ["crate::a::B", "crate::report::c"]);
        assert_eq!(paths("use a::b as c;"), ["a::b"]);
    }

    #[test]
    fn written_paths_and_macros_are_seen_and_strings_and_comments_are_not() {
        assert_eq!(paths("let a = crate::b::c(1); // crate::d::e"), ["crate::b::c"]);
        assert_eq!(paths("let a = \"crate::b::c \\\" std::fs\"; let b = '\"'; std::fs::read(a);"), ["std::fs::read"]);
        assert_eq!(paths("println!(\"x\");"), ["println!"]);
        assert_eq!(paths("fn f<'a>(x: &'a crate::b::C) {}"), ["crate::b::C"]);
        assert!(
            paths(
                "#[cfg(test)]\n#[cfg(test)]
mod tests { use std::fs; }"
            )
            .is_empty()
        );
    }

    #[test]
    fn a_name_of_this_crate_is_not_a_crate_of_the_same_name() {
        assert_eq!(paths("use crate::render::csv;\nfn f() { csv::render() }"), ["crate::render::csv"]);
        assert_eq!(paths("fn f() { csv::render() }"), ["csv::render"]);
    }

    #[test]
    fn a_public_signature_is_read_to_its_end() {
        let items =
            public_items("pub fn f(\n    a: u8,\n) -> Graph {\n}\npub struct S {\n    pub a: Graph,\n    b: X,\n}\n");
        let heads: Vec<&str> = items.iter().map(|(head, _)| head.trim()).collect();
        assert_eq!(heads, ["pub fn f(\n    a: u8,\n) -> Graph", "pub struct S", "pub a: Graph,"]);
    }
}
