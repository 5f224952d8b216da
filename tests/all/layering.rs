//! The rooms of the house and who may use whom, read off the source text: the drawing in `src/lib.rs` is a rule and not
//! a wish. A room uses only rooms that stand above it; a few may not use all of those, and the outside world comes in
//! through named doors only. Each rule has its reason, which a failure prints.

mod paths;

use std::collections::BTreeSet;
use std::path::Path;

use crate::support::{files_below, read, root};
use paths::{Found, code_only, found_in};

/// A room, in the order in which data walks through the house.
struct Room {
    name: &'static str,
    /// Rooms above it that it may not use all the same, each with a reason.
    not: &'static [(&'static str, &'static str)],
}

const NO_SPANS: &str = "facts come first: a place in a file belongs to what is said of them";
const NO_WORDING: &str = "a comparison is a value; its report is a view on it";
const PLAIN_DATA: &str = "data in, string out: all that a reader may see stands in `report`";
const NO_FORMATS: &str = "the shell asks the landscape and knows nothing of TOML";

/// The house. `src/lib.rs` must list the same rooms in the same order.
const ROOMS: &[Room] = &[
    Room { name: "source", not: &[] },
    Room { name: "day", not: &[("source", "a day is a day in whatever file it was written")] },
    Room { name: "text", not: &[] },
    Room { name: "model", not: &[] },
    Room { name: "landscape", not: &[] },
    Room { name: "reform", not: &[("text", "a step is read where everything is read")] },
    Room { name: "analysis", not: &[("source", NO_SPANS), ("text", NO_SPANS)] },
    Room { name: "checks", not: &[("text", "a check sees facts, and never how they were written")] },
    Room { name: "compare", not: &[("source", NO_WORDING), ("text", NO_WORDING), ("model", NO_WORDING)] },
    Room { name: "study", not: &[("source", NO_SPANS)] },
    Room { name: "report", not: &[("text", "what is shown was read long ago")] },
    Room {
        name: "render",
        not: &[
            ("source", PLAIN_DATA),
            ("text", PLAIN_DATA),
            ("model", PLAIN_DATA),
            ("landscape", PLAIN_DATA),
            ("analysis", PLAIN_DATA),
            ("compare", PLAIN_DATA),
            ("study", PLAIN_DATA),
        ],
    },
    Room { name: "cli", not: &[("text::toml", NO_FORMATS), ("text::csv", NO_FORMATS), ("model", NO_FORMATS)] },
];

/// What comes from outside the crate, who may use it, and why nobody else.
struct Door {
    /// A path, or a macro with its `!`.
    what: &'static str,
    /// Rooms, or modules within them.
    rooms: &'static [&'static str],
    why: &'static str,
}

const PURE: &str = "the core is pure functions of text and a day: only the shell knows the world";
const SHELL: &str = "only the shell knows arguments and terminals";

const DOORS: &[Door] = &[
    Door { what: "std::fs", rooms: &["cli"], why: PURE },
    Door { what: "std::env", rooms: &["cli"], why: PURE },
    Door { what: "std::process", rooms: &["cli", "main"], why: PURE },
    Door { what: "std::time", rooms: &["cli"], why: PURE },
    // A zip is written and read as a file is, but in memory.
    Door { what: "std::io", rooms: &["cli", "render::docx::package", "render::docx::unpack"], why: PURE },
    Door {
        what: "std::net",
        rooms: &["cli::explore", "cli::commands::explore"],
        why: "remit talks to nobody but the browser of this computer",
    },
    Door { what: "std::thread", rooms: &["cli"], why: "the core must run where there are no threads, as in a browser" },
    Door { what: "println!", rooms: &["cli"], why: SHELL },
    Door { what: "print!", rooms: &["cli"], why: SHELL },
    Door { what: "eprintln!", rooms: &["cli"], why: SHELL },
    Door { what: "eprint!", rooms: &["cli"], why: SHELL },
    Door { what: "dbg!", rooms: &[], why: "left over from looking for a mistake" },
    Door { what: "clap", rooms: &["cli"], why: SHELL },
    Door { what: "clap_complete", rooms: &["cli"], why: SHELL },
    Door { what: "anstream", rooms: &["cli"], why: SHELL },
    Door { what: "annotate_snippets", rooms: &["cli"], why: SHELL },
    Door { what: "mimalloc", rooms: &["main"], why: "a library leaves the choice of an allocator to the program" },
    Door { what: "tempfile", rooms: &["cli"], why: PURE },
    Door {
        what: "toml_parser",
        rooms: &["text"],
        why: "reading goes through `text`, which keeps the place of everything",
    },
    Door { what: "toml", rooms: &["text"], why: "reading goes through `text`, which keeps the place of everything" },
    Door { what: "ctrlc", rooms: &["cli"], why: SHELL },
    Door { what: "fastrand", rooms: &["study"], why: "chance has a seed, and one place" },
    Door { what: "csv", rooms: &["text"], why: "reading goes through `text`, which keeps the place of everything" },
    Door { what: "strsim", rooms: &["text"], why: "what counts as near is decided once" },
    Door { what: "time", rooms: &["day"], why: "the calendar is asked in one place, in whole days" },
    Door { what: "petgraph", rooms: &["landscape", "analysis"], why: "graphs stay behind the nouns of the domain" },
    Door {
        what: "microlp",
        rooms: &["study::repair::program"],
        why: "integer programs stay behind the nouns of a repair, and what they answer is checked",
    },
    Door { what: "graphviz_rust", rooms: &["render"], why: "a drawing is a format" },
    Door {
        what: "resvg",
        rooms: &["render::print"],
        why: "pixels and paper are formats of a picture that is SVG first",
    },
    Door { what: "fdeflate", rooms: &["render::print"], why: "pixels are a format of a picture that is SVG first" },
    Door { what: "png", rooms: &["render::print"], why: "pixels are a format of a picture that is SVG first" },
    Door { what: "svg2pdf", rooms: &["render::print"], why: "paper is a format of a picture that is SVG first" },
    Door { what: "dejavu", rooms: &["render::print"], why: "a font is needed only where letters become shapes" },
    Door {
        what: "maud",
        rooms: &["render::html"],
        why: "pages are one format among others, and what they show is escaped by construction",
    },
    Door {
        what: "quick_xml",
        rooms: &["render::docx"],
        why: "a Word document is one format among others, and what it shows is escaped by construction",
    },
    Door { what: "zip", rooms: &["render::docx"], why: "only a Word document is a file of files" },
    Door {
        what: "form_urlencoded",
        rooms: &["render::html::explore", "cli::explore"],
        why: "addresses belong to the one page that is served",
    },
    Door { what: "httparse", rooms: &["cli::explore::http"], why: "requests are taken apart in one place" },
    Door { what: "sha2", rooms: &["render::digest"], why: "fingerprints are made in one place" },
    Door { what: "base64", rooms: &["render::digest"], why: "only the policy of a page writes a fingerprint this way" },
    Door { what: "serde_json", rooms: &["render::json"], why: "JSON is one format among others" },
    Door {
        what: "serde",
        rooms: &["report", "render", "cli"],
        why: "JSON comes from structs made for it, never from those of the domain",
    },
    Door {
        what: "fixedbitset",
        rooms: &["landscape", "analysis"],
        why: "sets of cells are `Cells` for everybody who only asks",
    },
    Door {
        what: "memchr",
        rooms: &["source", "text"],
        why: "it finds marks in texts: nobody else looks at the bytes of files",
    },
    Door { what: "rustc_hash", rooms: &["*"], why: "" },
    Door { what: "smallvec", rooms: &["*"], why: "" },
];

/// A source file: its text without comments, strings and tests, and the module that it is.
struct File {
    shown: String,
    /// `["report", "who"]` for `src/report/who.rs`; `["lib"]` and `["main"]` for the two roots.
    module: Vec<String>,
    text: String,
    code: String,
}

fn files() -> Vec<File> {
    let folder = root().join("src");
    let mut files: Vec<File> = files_below(&folder)
        .iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .map(|path| {
            let inside = path.strip_prefix(&folder).expect("a path below src").with_extension("");
            let mut module: Vec<String> = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            if module.len() > 1 && module.last().is_some_and(|last| last == "mod") {
                module.pop();
            }
            let text = read(path);
            File { shown: shown(path), module, code: code_only(&text), text }
        })
        .collect();
    files.sort_by(|a, b| a.shown.cmp(&b.shown));
    assert!(files.len() > 50, "the source files are somewhere else now");
    files
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

fn place_of(room: &str) -> Option<usize> {
    ROOMS.iter().position(|known| known.name == room)
}

/// Whether a path is within a module: `text::csv` and `text::csv::Row` are in `text::csv`.
fn within(path: &str, module: &str) -> bool {
    path.strip_prefix(module).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

fn fail_with(mut wrong: Vec<String>) {
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{} of the rules are broken:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_entry_lists_the_rooms_in_their_order() {
    let lib = read(&root().join("src/lib.rs"));
    let listed: Vec<&str> = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let rooms: Vec<&str> = ROOMS.iter().map(|room| room.name).collect();
    assert_eq!(listed, rooms, "src/lib.rs is the table of contents: the rooms in the order of this test");
}

#[test]
fn a_room_uses_only_rooms_above_it() {
    let mut wrong = Vec::new();
    let mut used = 0;
    for file in files() {
        let own = file.module[0].as_str();
        if matches!(own, "lib" | "main") {
            continue;
        }
        let Some(place) = place_of(own) else {
            wrong.push(format!("{}: the room `{own}` is not in the table", file.shown));
            continue;
        };
        for Found { path, line } in found_in(&file.code, &file.module) {
            let Some(path) = path.strip_prefix("crate::") else { continue };
            let room = path.split("::").next().unwrap_or_default();
            let at = format!("{}:{line}", file.shown);
            if room == own {
                continue;
            }
            used += 1;
            match place_of(room) {
                Some(other) if other < place => {}
                Some(_) => wrong.push(format!("{at}: `{own}` uses `{path}`, which stands below it")),
                None => wrong.push(format!("{at}: `{own}` uses `{path}`, which is in no room")),
            }
            for (banned, why) in ROOMS[place].not.iter().filter(|(banned, _)| within(path, banned)) {
                wrong.push(format!("{at}: `{own}` must not use `{banned}`: {why}"));
            }
        }
    }
    assert!(used > 100, "hardly any use of another room was found: the search is broken");
    fail_with(wrong);
}

#[test]
fn the_world_comes_in_through_its_doors_only() {
    let mut wrong = Vec::new();
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for file in files() {
        let module = file.module.join("::");
        for Found { path, line } in found_in(&file.code, &file.module) {
            for door in DOORS.iter().filter(|door| within(&path, door.what)) {
                used.insert(door.what);
                let open = door.rooms.iter().any(|room| *room == "*" || within(&module, room));
                if !open {
                    wrong.push(format!("{}:{line}: `{}` is not for `{module}`: {}", file.shown, door.what, door.why));
                }
            }
        }
    }
    for known in ["std::fs", "std::process", "clap", "toml", "csv", "petgraph", "serde_json", "time"] {
        assert!(used.contains(known), "`{known}` was found nowhere: the search is broken");
    }
    fail_with(wrong);
}

#[test]
fn every_dependency_has_a_door() {
    let manifest = read(&root().join("Cargo.toml"));
    let (_, rest) = manifest.split_once("\n[dependencies]\n").expect("a table of dependencies");
    let names = rest.lines().take_while(|line| !line.starts_with('['));
    let names: Vec<&str> = names.filter_map(|line| Some(line.split_once('=')?.0.trim())).collect();
    assert!(names.contains(&"petgraph"), "the dependencies are written in another way now: {names:?}");
    let missing: Vec<String> = names
        .iter()
        .map(|name| name.replace('-', "_"))
        .filter(|name| !DOORS.iter().any(|door| door.what == name))
        .map(|name| format!("`{name}` is a dependency; say in DOORS which rooms may use it, and why no others"))
        .collect();
    fail_with(missing);
}

#[test]
fn the_graph_library_is_in_no_public_name() {
    let mut wrong = Vec::new();
    let mut graphs = 0;
    for file in files() {
        let names = paths::imported_from(&file.code, "petgraph");
        if names.is_empty() && !file.code.contains("petgraph::") {
            continue;
        }
        graphs += 1;
        for (item, line) in paths::public_items(&file.code) {
            let shows = |name: &str| item.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name);
            if let Some(name) = names.iter().map(String::as_str).chain(["petgraph"]).find(|name| shows(name)) {
                wrong.push(format!("{}:{line}: `{name}` of petgraph stands in `{}`", file.shown, item.trim()));
            }
        }
    }
    assert!(graphs > 0, "petgraph was found nowhere: the search is broken");
    fail_with(wrong);
}

#[test]
fn a_check_knows_no_other_check() {
    let folder = root().join("src/checks");
    let shared = ["finding", "judge", "tools"];
    let checks: Vec<String> = files_below(&folder)
        .iter()
        .filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned()))
        .filter(|name| !shared.contains(&name.as_str()))
        .collect();
    assert!(checks.len() > 15, "the checks are somewhere else now");
    let mut wrong = Vec::new();
    for file in files().iter().filter(|file| file.module[0] == "checks" && file.module.len() == 2) {
        for Found { path, line } in found_in(&file.code, &file.module) {
            let other = checks.iter().find(|check| within(&path, &format!("crate::checks::{check}")));
            if let Some(other) = other.filter(|other| **other != file.module[1]) {
                wrong.push(format!("{}:{line}: uses the check `{other}`", file.shown));
            }
        }
    }
    fail_with(wrong);
}

#[test]
fn every_file_says_what_it_is_for_and_is_short_enough_to_read() {
    let mut wrong = Vec::new();
    let tests = files_below(&root().join("tests"));
    let tests = tests.iter().filter(|path| path.extension().is_some_and(|ending| ending == "rs"));
    let all =
        files().into_iter().map(|file| (file.shown, file.text)).chain(tests.map(|path| (shown(path), read(path))));
    for (shown, text) in all {
        if !text.starts_with("//! ") {
            wrong.push(format!("{shown}: does not begin with `//!`, what it is for"));
        }
        let lines = text.lines().count();
        if lines > 500 {
            wrong.push(format!("{shown}: {lines} lines, and nobody reads more than 500"));
        }
    }
    fail_with(wrong);
}
