//! The command `remit` from outside: exit statuses, files written whole or not at all, help for what was misspelt, no
//! colour where nobody sees it. What the commands work out is for the cases and the golden files.

use std::path::Path;
use std::process::Command;

use crate::support::{Ran, read, remit, remit_in, remit_with, root};

const DISTRICTS: &str = "scenarios/two-districts";

/// A directory that goes away by itself.
pub fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary directory")
}

fn case(name: &str) -> String {
    root().join("tests/cases").join(name).display().to_string()
}

fn status(args: &[&str]) -> Option<i32> {
    let ran = remit(args);
    assert!(!ran.stderr.contains("panicked"), "{args:?}\n{}", ran.stderr);
    ran.status
}

/// What a directory holds, by name; a file that was begun and left would be seen here.
fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("a directory")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn the_exit_status_says_what_was_found_at_the_level_asked_for() {
    // What stands in each, by the expectation of the case: errors; warnings and a note; notes alone; one accepted alone.
    let (errors, warnings, notes) =
        (case("power-and-residual"), case("functions-needed-and-unknown"), case("evidence-notes"));
    let errors_on = [DISTRICTS, "after"];
    let levels = ["error", "warning", "note", "never"];
    let expect = [
        (errors_on.as_slice(), [3, 3, 3, 0]),
        (&[&errors, "now"], [0, 3, 3, 0]),
        (&[&warnings, "now"], [0, 3, 3, 0]),
        (&[&notes, "after"], [0, 0, 3, 0]),
        (&[DISTRICTS, "before"], [0, 0, 0, 0]),
    ];
    for (landscape, statuses) in expect {
        for (level, expected) in levels.iter().zip(statuses) {
            let args = [&["check"], landscape, &["--fail-on", level]].concat();
            assert_eq!(status(&args), Some(expected), "{args:?}");
        }
    }
    // Without the option: errors fail `check`, and nothing fails `measure`, `compare` and `who`.
    assert_eq!(status(&["check", DISTRICTS, "after"]), Some(3));
    assert_eq!(status(&["check", &warnings]), Some(0));
    for (command, more) in [
        ("measure", &["after"][..]),
        ("compare", &["before", "after"]),
        ("who", &["after", "--component", "tier-3", "--area", "west-alpha"]),
    ] {
        let args = [&[command, DISTRICTS], more].concat();
        assert_eq!(status(&args), Some(0), "{args:?}");
        assert_eq!(status(&[&args[..], &["--fail-on", "error"]].concat()), Some(3), "{args:?}");
    }
}

#[test]
fn a_failed_journey_or_claim_fails_the_command() {
    assert_eq!(status(&["journey", DISTRICTS]), Some(0));
    assert_eq!(status(&["expect", DISTRICTS]), Some(0), "a claim that is contradicted as declared is no failure");
    for (command, name) in [("journey", "journeys"), ("expect", "claims-as-tests")] {
        assert_eq!(status(&[command, &case(name)]), Some(3));
        assert_eq!(status(&[command, &case(name), "--fail-on", "never"]), Some(0));
    }
}

#[test]
fn wrong_usage_ends_with_2_and_help_with_0() {
    for args in [
        &["chekc", DISTRICTS][..],
        &["check"],
        &["check", DISTRICTS, "--formt", "json"],
        &["check", DISTRICTS, "--format", "yaml"],
        &["check", DISTRICTS, "--fail-on", "always"],
        &["who", DISTRICTS, "--area", "west-alpha"],
        &["compare", DISTRICTS, "before"],
        &["measure", DISTRICTS, "--align", "ccg"],
        &["check", DISTRICTS, "2013-02-30"],
        &["check", "scenarios/nowhere"],
        // An option that the picture would take no notice of.
        &["draw", "transfers", DISTRICTS, "before", "after", "--area", "west-alpha"],
        &["draw", "timeline", DISTRICTS, "--area", "west-alpha"],
        &["draw", "matrix", DISTRICTS, "--organisation", "west-council"],
        &["draw", "pathway", DISTRICTS, "--service", "obesity", "--engine", "dot"],
        &["draw", "network", DISTRICTS, "--measure", "effective"],
        &["draw", "transfers", DISTRICTS, "before", "after", "--finding", "gap/uncommissioned"],
        &["draw", "pathway", DISTRICTS, "--service", "obesity", "--by", "la"],
        &["draw", "network", DISTRICTS, "--align", "ccg"],
    ] {
        let ran = remit(args);
        assert_eq!(ran.status, Some(2), "{args:?}");
        assert!(ran.stdout.is_empty() && !ran.stderr.is_empty(), "{args:?}: results on stdout, the rest on stderr");
    }
    for args in [&["--help"][..], &["check", "--help"], &["--version"]] {
        let ran = remit(args);
        assert_eq!((ran.status, ran.stderr.as_str()), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn an_invalid_landscape_is_told_in_json_by_every_command() {
    let path = case("invalid/unknown-key");
    let commands: [&[&str]; 6] = [
        &["check", &path],
        &["measure", &path],
        &["compare", &path, "now", "now"],
        &["who", &path, "--component", "c", "--area", "a"],
        &["journey", &path],
        &["expect", &path],
    ];
    for args in commands {
        let ran = remit(&[args, &["--format", "json"]].concat());
        assert_eq!(ran.status, Some(2), "{args:?}");
        let report = ran.json();
        assert_eq!(report["schema"], "remit/problems/1", "{args:?}");
        let problems = report["problems"].as_array().expect("problems");
        assert_eq!((problems.len(), &problems[0]["help"]), (1, &"did you mean `population`?".into()));
        assert!(ran.stderr.contains("landscape.toml:"), "people read it on standard error: {}", ran.stderr);
    }
    // In another format nothing stands on standard output.
    let ran = remit(&["check", &path]);
    assert_eq!((ran.status, ran.stdout.as_str()), (Some(2), ""));
}

#[test]
fn what_is_misspelt_gets_the_nearest_name() {
    for (args, near) in [
        (&["check", DISTRICTS, "aftr"][..], "after"),
        (&["check", DISTRICTS, "--service", "sexual-helth"], "sexual-health"),
        (&["check", DISTRICTS, "--new-since", "befor"], "before"),
        (&["measure", DISTRICTS, "--by", "ccgs"], "ccg"),
        (&["measure", DISTRICTS, "--align", "ccg:hbw"], "hwb"),
        (&["who", DISTRICTS, "--component", "pepes", "--area", "west-alpha"], "pepse"),
        (&["who", DISTRICTS, "--component", "pepse", "--area", "west-alfa"], "west-alpha"),
        (&["who", DISTRICTS, "--component", "pepse", "--area", "west-counsil"], "west-council"),
        (&["holds", DISTRICTS, "--organisation", "east-counsil"], "east-council"),
        (&["explain", "gap/uncomissioned"], "gap/uncommissioned"),
        (&["chek", DISTRICTS], "check"),
    ] {
        let ran = remit(args);
        assert_eq!(ran.status, Some(2), "{args:?}");
        assert!(ran.stderr.contains(near), "{args:?} does not name {near}: {}", ran.stderr);
    }
}

#[test]
fn only_a_terminal_sees_colour() {
    let broken = case("invalid/unknown-key");
    for args in [&["check", DISTRICTS][..], &["check", &broken], &["check", "nowhere"], &["explain"], &["--help"]] {
        let escapes = |ran: Ran| ran.stdout.contains('\u{1b}') || ran.stderr.contains('\u{1b}');
        assert!(!escapes(remit(args)), "{args:?}: colour in a pipe");
        let silenced = remit_with(&root(), args, |c| c.env("NO_COLOR", "1").env("CLICOLOR_FORCE", "1"));
        assert!(!escapes(silenced), "{args:?}: colour in spite of NO_COLOR");
    }
    // Where colour is forced it is there: so the test above can see it.
    let forced = remit_with(&root(), &["check", &broken], |c| c.env("CLICOLOR_FORCE", "1"));
    assert!(forced.stderr.contains('\u{1b}'));
}

#[test]
fn a_file_is_written_whole_and_by_its_ending() {
    let folder = folder();
    let here = folder.path();
    for (name, begins) in [("a.json", "{"), ("a.csv", "scenario,"), ("a.md", "# "), ("a.txt", "Commissioning")] {
        let out = here.join(name).display().to_string();
        let ran = remit(&["check", DISTRICTS, "after", "--out", &out]);
        // Findings still decide the status, and the file is there all the same.
        assert_eq!((ran.status, ran.stdout.as_str()), (Some(3), ""), "{name}");
        let text = read(&here.join(name));
        assert!(text.starts_with(begins), "{name} begins with {:?}", &text[..20.min(text.len())]);
        assert!(text.ends_with('\n'), "{name}");
    }
    let json = read(&here.join("a.json"));
    assert_eq!(json, remit(&["check", DISTRICTS, "after", "--format", "json"]).stdout);
    // What was there before is replaced, and nothing else lies about.
    std::fs::write(here.join("a.txt"), "ZZZ ".repeat(100_000)).expect("a file");
    let out = here.join("a.txt").display().to_string();
    remit(&["explain", "gap/orphaned", "--out", &out]);
    assert!(!read(&here.join("a.txt")).contains("ZZZ"));
    assert_eq!(names_in(here), ["a.csv", "a.json", "a.md", "a.txt"]);
}

#[test]
fn a_file_that_cannot_be_written_is_not_begun() {
    let folder = folder();
    let here = folder.path();
    std::fs::create_dir(here.join("directory")).expect("a directory");
    for out in ["nowhere/a.json", "directory", "/proc/remit.json", "/dev/full"] {
        let ran = remit_in(here, &["explain", "--out", out]);
        assert_eq!((ran.status, ran.stdout.as_str()), (Some(1), ""), "{out}: {}", ran.stderr);
        assert!(ran.stderr.contains(out), "{out}: {}", ran.stderr);
    }
    assert_eq!(names_in(here), ["directory"]);
    assert!(names_in(&here.join("directory")).is_empty());
}

/// On a full disk (here: a process that may write no byte into a file) the old file stays, and no half of a new one.
#[cfg(unix)]
#[test]
fn on_a_full_disk_the_old_file_stays() {
    let folder = folder();
    let here = folder.path();
    std::fs::write(here.join("a.json"), "the old one").expect("a file");
    let script = "trap '' XFSZ; ulimit -f 0; exec \"$0\" check \"$1\" after --out a.json";
    let output = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_remit"), &root().join(DISTRICTS).display().to_string()])
        .current_dir(here)
        .output()
        .expect("a shell");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(stderr.contains("a.json"), "{stderr}");
    assert_eq!(read(&here.join("a.json")), "the old one");
    assert_eq!(names_in(here), ["a.json"]);
}

#[test]
fn an_invalid_landscape_leaves_the_file_alone() {
    let folder = folder();
    let out = folder.path().join("a.json");
    std::fs::write(&out, "the old one").expect("a file");
    let ran = remit(&["check", &case("invalid/unknown-key"), "--out", &out.display().to_string()]);
    assert_eq!(ran.status, Some(2));
    assert_eq!(read(&out), "the old one");
    assert_eq!(names_in(folder.path()), ["a.json"]);
}

/// Whoever reads the answer may go away: no message, no failure, no panic.
#[test]
fn a_reader_that_has_gone_is_no_trouble() {
    for args in [&["check", DISTRICTS, "before"][..], &["explain"], &["completions", "bash"]] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let output = Command::new(env!("CARGO_BIN_EXE_remit"))
            .args(args)
            .current_dir(root())
            .stdout(writer)
            .output()
            .expect("remit starts");
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn every_code_explains_itself() {
    let list = remit(&["explain"]);
    for code in remit::checks::codes() {
        assert!(list.stdout.contains(code), "{code} is not in the list");
        let ran = remit(&["explain", code]);
        assert_eq!(ran.status, Some(0), "{code}");
        for heading in ["What it finds", "Why it matters", "How to resolve"] {
            assert!(ran.stdout.contains(heading), "{code}: {}", ran.stdout);
        }
        // A key out of a report is as good as its code.
        assert_eq!(remit(&["explain", &format!("{code}:anything:la+ccg")]).stdout, ran.stdout, "{code}");
    }
}

#[test]
fn completions_are_there_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = remit(&["completions", shell]);
        assert_eq!(ran.status, Some(0), "{shell}");
        assert!(ran.stdout.contains("remit") && ran.stdout.contains("compare"), "{shell}");
    }
    let folder = folder();
    let file = folder.path().join("remit.bash");
    std::fs::write(&file, remit(&["completions", "bash"]).stdout).expect("a file");
    let parsed = Command::new("bash").arg("-n").arg(&file).status().expect("bash");
    assert!(parsed.success(), "the script for bash is no bash");
}

#[test]
fn init_writes_a_landscape_that_checks_and_never_writes_over_one() {
    let folder = folder();
    let here = folder.path();
    let ran = remit_in(here, &["init"]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    assert_eq!(names_in(here), ["landscape.toml"]);
    let checked = remit_in(here, &["check", "landscape.toml", "--format", "json"]);
    assert_eq!(checked.status, Some(0), "{}", checked.stderr);
    assert_eq!(checked.json()["counts"]["error"], 0);
    let before = read(&here.join("landscape.toml"));
    let again = remit_in(here, &["init"]);
    assert_eq!(again.status, Some(2), "{}", again.stderr);
    assert!(again.stderr.contains("landscape.toml"));
    assert_eq!(read(&here.join("landscape.toml")), before);
    assert_eq!(remit_in(here, &["init", "nowhere/a.toml"]).status, Some(1));
}

/// A picture that cannot be worked out must be said to be so, and not drawn as if nothing were asked.

#[test]
fn only_what_is_new_since_a_scenario_is_shown_where_that_is_asked_for() {
    let path = case("better-worse-mixed");
    let new = |since: &str, on: &str| {
        let ran = remit(&["check", &path, on, "--new-since", since, "--format", "json"]);
        (ran.status, ran.json()["findings"].as_array().expect("findings").len())
    };
    // The gap has the same key and certainty on d0 and d1; on d2 there is none.
    assert_eq!(new("d0", "d1"), (Some(0), 0));
    assert_eq!(new("d2", "d1"), (Some(3), 1));
}
