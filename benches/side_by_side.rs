//! The figures of docs/performance.md: whole processes side by side in one run, so that a noisy machine disturbs both
//! alike. `cargo bench --bench side_by_side`

#![expect(clippy::print_stdout, reason = "a program for a terminal")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Pairs that are counted, after one that is not.
const PAIRS: usize = 10;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let england = root.join("scenarios/england");
    let remit = PathBuf::from(env!("CARGO_BIN_EXE_remit"));
    let Some(parse_only) = example(&remit) else {
        println!("build the other side first: cargo build --release --example parse_only");
        return;
    };
    println!("machine: {} processors, {}", processors(), std::env::consts::ARCH);
    let england = england.display().to_string();
    let parse = [parse_only.display().to_string(), england.clone()];
    let ask = |words: &[&str]| -> Vec<String> {
        let first = [remit.display().to_string(), words[0].to_owned(), england.clone()];
        first.into_iter().chain(words[1..].iter().map(|word| (*word).to_owned())).collect()
    };
    let compare = ask(&["compare", "before", "after", "--format", "json"]);
    let check = ask(&["check", "after", "--format", "json", "--fail-on", "never"]);
    let act = "health-and-social-care-act-2012";
    let plan = ask(&["plan", "before", "--reform", act, "--format", "json"]);
    let timeline = ask(&["timeline", "--format", "json"]);
    pair("compare before after --format json", &compare, "merely parsing the same files", &parse);
    pair("check after --format json", &check, "merely parsing the same files", &parse);
    pair("plan before --reform (the 2012 Act) --format json", &plan, "compare before after --format json", &compare);
    pair("timeline of all services over the whole window", &timeline, "check after --format json", &check);
    println!("peak memory of the comparison: {}", peak_memory(&compare));
}

/// Where cargo put the example that merely parses: beside the folder of the binary.
fn example(remit: &Path) -> Option<PathBuf> {
    let folder = remit.parent()?;
    let path = folder.join("examples").join("parse_only");
    path.exists().then_some(path)
}

fn pair(name: &str, one: &[String], other_name: &str, other: &[String]) {
    let (mut a, mut b, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for pair in 0..=PAIRS {
        let (x, y) = (time(one), time(other));
        if pair > 0 {
            a.push(x);
            b.push(y);
            ratios.push(x.as_secs_f64() / y.as_secs_f64());
        }
    }
    ratios.sort_by(f64::total_cmp);
    println!("{name}: median {:.1} ms", millis(&mut a));
    println!("  {other_name}: median {:.1} ms", millis(&mut b));
    println!(
        "  ratio: median {:.2} (least {:.2}, most {:.2}, {PAIRS} pairs)",
        (ratios[PAIRS / 2 - 1] + ratios[PAIRS / 2]) / 2.0,
        ratios[0],
        ratios[PAIRS - 1]
    );
}

fn millis(times: &mut [Duration]) -> f64 {
    times.sort();
    (times[times.len() / 2 - 1] + times[times.len() / 2]).as_secs_f64() * 500.0
}

fn time(command: &[String]) -> Duration {
    let start = Instant::now();
    let status = Command::new(&command[0]).args(&command[1..]).stdout(Stdio::null()).status();
    assert!(status.is_ok_and(|status| status.success()), "{command:?} failed");
    start.elapsed()
}

fn peak_memory(command: &[String]) -> String {
    let timed = Command::new("/usr/bin/time").arg("-v").args(command).stdout(Stdio::null()).output();
    let Ok(timed) = timed else { return "unknown: there is no /usr/bin/time here".to_owned() };
    let said = String::from_utf8_lossy(&timed.stderr).into_owned();
    let line = said.lines().find(|line| line.contains("Maximum resident set size"));
    line.map_or_else(|| "unknown".to_owned(), |line| format!("{} kB", line.rsplit(' ').next().unwrap_or_default()))
}

fn processors() -> String {
    std::thread::available_parallelism().map_or_else(|_| "?".to_owned(), |n| n.to_string())
}
