//! The figures of docs/performance.md: whole processes side by side in one run, so that a noisy machine disturbs both
//! alike. `cargo bench --bench side_by_side`

#![expect(clippy::print_stdout, reason = "a program for a terminal")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use remit::analysis::{Facts, Shapes};
use remit::reform::Wanted;

/// Pairs that are counted, after one that is not.
const PAIRS: usize = 10;

/// The same of what takes seconds.
const FEW: usize = 4;

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
    of_steps(&ask, &plan);
    of_pictures(&ask, &compare);
    of_the_report(&ask, &compare);
    for (name, scenario, reform) in
        [("the 2012 Act", "before", act), ("sexual health back to the NHS", "after", "sexual-health-back-to-the-nhs")]
    {
        match shared(root, scenario, reform) {
            Some((asked, made)) => println!(
                "plan of {name}: {} of {asked} shapes of coverage were there already and not worked out again ({:.0}%)",
                asked - made,
                100.0 * (asked - made) as f64 / asked as f64
            ),
            None => println!("plan of {name}: the landscape could not be read"),
        }
    }
    println!("peak memory of the comparison: {}", peak_memory(&compare));
}

/// Each picture in each of its formats.
fn of_pictures(ask: &dyn Fn(&[&str]) -> Vec<String>, compare: &[String]) {
    let pair_of = ["before", "after", "--service", "sexual-health"];
    let pictures = [
        [&["overview"][..], &pair_of].concat(),
        [&["pathway"][..], &pair_of].concat(),
        [&["matrix"][..], &pair_of].concat(),
        [&["transfers"][..], &pair_of].concat(),
        vec!["timeline", "--service", "sexual-health"],
        [&["network"][..], &pair_of].concat(),
        [&["map"][..], &pair_of].concat(),
        vec!["map", "after", "--by", "ccg", "--align", "la"],
        // All services: the largest there are.
        vec!["matrix", "before", "after"],
        vec!["transfers", "before", "after"],
        vec!["timeline"],
        vec!["network"],
        vec!["map", "after", "--finding", "gap/power-only"],
    ];
    for picture in pictures {
        for format in ["svg", "png", "pdf"] {
            let mut draw = ask(&["draw"]);
            draw.insert(2, picture[0].to_owned());
            draw.extend(picture[1..].iter().copied().chain(["--format", format]).map(str::to_owned));
            let name = format!("draw {} --format {format}", picture.join(" "));
            some_pairs(FEW, &name, &draw, "compare before after --format json", compare);
        }
    }
}

/// The whole report about five tracers, and how long it is.
fn of_the_report(ask: &dyn Fn(&[&str]) -> Vec<String>, compare: &[String]) {
    const TRACERS: [&str; 5] = ["sexual-health", "dementia", "orthopaedics", "specialised-services", "screening"];
    let services = TRACERS.iter().flat_map(|service| ["--service", service]);
    let report =
        ask(&["report", "before", "after", "--format", "html"].into_iter().chain(services).collect::<Vec<_>>());
    some_pairs(FEW, "report of five tracers", &report, "compare before after --format json", compare);
    let ran = Command::new(&report[0]).args(&report[1..]).stderr(Stdio::null()).output();
    println!("  it has {} bytes", ran.map_or(0, |ran| ran.stdout.len()));
    let service = ["before", "after", "--service", "sexual-health", "--format", "docx"];
    let brief = ask(&[&["report"][..], &service].concat());
    some_pairs(FEW, "brief of sexual health as a Word document", &brief, "compare before after --format json", compare);
}

/// What asks a reform, or a landscape, again and again: steps of a reform, and the smallest repair.
fn of_steps(ask: &dyn Fn(&[&str]) -> Vec<String>, plan: &[String]) {
    let reform = ["today", "--reform", "nhs-england-abolition"];
    let of_twelve = [&["blame"][..], &reform, &["--measure", "effective", "--service", "screening"]].concat();
    let one_plan = ask(&[&["plan"][..], &reform, &["--format", "json"]].concat());
    let blame = ask(&of_twelve);
    some_pairs(
        FEW,
        "blame with 12 steps that can have a part",
        &blame,
        "plan of the same reform --format json",
        &one_plan,
    );
    println!("  {}", line_with(&blame, "shapes of coverage"));
    let repair = ask(&["repair", "after"]);
    some_pairs(FEW, "repair of everything after the 2012 Act", &repair, "plan before --reform (the 2012 Act)", plan);
    println!("  {}", line_with(&repair, "would clear"));
}

/// The sentence of an answer in which some words stand.
fn line_with(command: &[String], words: &str) -> String {
    let ran = Command::new(&command[0]).args(&command[1..]).stderr(Stdio::null()).output();
    let text = ran.map_or_else(|_| String::new(), |ran| String::from_utf8_lossy(&ran.stdout).into_owned());
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let sentence = text.split(". ").find(|sentence| sentence.contains(words));
    sentence.map_or_else(|| format!("nothing is said of {words}"), |sentence| format!("it says: {sentence}."))
}

/// How many shapes of coverage a plan asks for, and how many of them it has to work out.
fn shared(root: &Path, scenario: &str, reform: &str) -> Option<(usize, usize)> {
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let england = root.join("scenarios/england");
    let mut open = vec![england.clone()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).ok()? {
            let path = entry.ok()?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let inside = path.strip_prefix(&england).ok()?;
                let parts: Vec<String> = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
                files.insert(parts.join("/"), std::fs::read(&path).ok()?);
            }
        }
    }
    let wanted = [Wanted::Named(reform.to_owned())];
    let worlds = remit::reform::read(&files, &remit::checks::codes(), &wanted).ok()?;
    let base = worlds.base();
    let day = base.scenarios.iter().find(|known| &*known.id == scenario)?.on;
    let reformed = worlds.under(&worlds.chain_of(wanted)).ok()?;
    let shapes: Arc<Shapes> = Arc::default();
    let (from, to) = (base.at(day, false), reformed.at(day.max(reformed.reforms[0].on), false));
    Facts::sharing(&from, Arc::clone(&shapes));
    Facts::sharing(&to, Arc::clone(&shapes)).ledger();
    Some(shapes.counts())
}

/// Where cargo put the example that merely parses: beside the folder of the binary.
fn example(remit: &Path) -> Option<PathBuf> {
    let folder = remit.parent()?;
    let path = folder.join("examples").join("parse_only");
    path.exists().then_some(path)
}

fn pair(name: &str, one: &[String], other_name: &str, other: &[String]) {
    some_pairs(PAIRS, name, one, other_name, other);
}

fn some_pairs(pairs: usize, name: &str, one: &[String], other_name: &str, other: &[String]) {
    let (mut a, mut b, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for pair in 0..=pairs {
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
        "  ratio: median {:.2} (least {:.2}, most {:.2}, {pairs} pairs)",
        (ratios[pairs / 2 - 1] + ratios[pairs / 2]) / 2.0,
        ratios[0],
        ratios[pairs - 1]
    );
}

fn millis(times: &mut [Duration]) -> f64 {
    times.sort();
    (times[times.len() / 2 - 1] + times[times.len() / 2]).as_secs_f64() * 500.0
}

fn time(command: &[String]) -> Duration {
    let start = Instant::now();
    let status = Command::new(&command[0]).args(&command[1..]).stdout(Stdio::null()).stderr(Stdio::null()).status();
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
