//! One file a command: what it reads, what it asks, how it prints the answer, when it fails.

pub mod blame;
pub mod check;
pub mod compare;
pub mod completions;
pub mod draw;
pub mod expect;
pub mod explain;
#[cfg(feature = "explore")]
pub mod explore;
pub mod holds;
pub mod init;
pub mod journey;
pub mod law;
pub mod measure;
pub mod plan;
pub mod repair;
pub mod report;
pub mod timeline;
pub mod tipping;
pub mod verify;
pub mod who;

use std::path::Path;
use std::sync::{Arc, OnceLock};

use serde::Serialize;

use super::Outcome;
use super::args::{FailOn, Format, OutputArgs};
use super::choose::Scene;
use super::error::Error;
use super::files::{Disk, side_by_side};
use super::output::{deliver, deliver_json};
use crate::analysis::{Facts, Shapes};
use crate::checks::{Finding, Judged, Severity, codes, judge};
use crate::landscape::{ServiceId, Situation};
use crate::reform::{Invalid, Wanted, Worlds};
use crate::render::{Document, Table, csv, markdown, text};

/// Opens and reads a landscape, and the reforms wanted with it.
///
/// It lives as long as the process, which ends with the answer: taking it apart again would only keep the reader waiting.
fn load(path: &Path, wanted: &[Wanted]) -> Result<&'static Worlds, Error> {
    read(path, wanted, Ok)
}

/// The same, and tries the reforms of every scenario: for commands that look at the landscape as a whole.
fn load_whole(path: &Path, wanted: &[Wanted]) -> Result<&'static Worlds, Error> {
    read(path, wanted, Worlds::tried)
}

fn read(
    path: &Path,
    wanted: &[Wanted],
    then: impl FnOnce(Worlds) -> Result<Worlds, Invalid>,
) -> Result<&'static Worlds, Error> {
    let disk = Disk::open(path).map_err(|message| {
        let help = "name a .toml file or a directory that holds some; `remit init` writes one to begin with";
        Error::usage(message).help(Some(help.to_owned()))
    })?;
    match crate::reform::read(&disk, &codes(), wanted).and_then(then) {
        Ok(worlds) => Ok(Box::leak(Box::new(worlds))),
        Err((problems, sources)) => Err(Error::Invalid { problems, sources: Box::new(sources) }),
    }
}

/// Prints an answer in the format asked for.
fn answer<R: Serialize>(
    output: &OutputArgs,
    report: &R,
    document: impl FnOnce(&R) -> Document,
    table: impl FnOnce(&R) -> Table,
) -> Result<(), Error> {
    let text = match output.format() {
        Format::Json => return deliver_json(report, output.out.as_ref()),
        Format::Csv => csv::render(&table(report)),
        Format::Text => text::render(&document(report)),
        Format::Markdown => markdown::render(&document(report)),
    };
    deliver(&text, output.out.as_ref())
}

/// How the command ends, given what it found and from which level on that fails.
fn outcome<'f>(findings: impl IntoIterator<Item = &'f Finding>, fail_on: FailOn) -> Outcome {
    let fails = findings.into_iter().any(|finding| {
        !finding.accepted
            && match fail_on {
                FailOn::Error => finding.severity == Severity::Error,
                FailOn::Warning => finding.severity <= Severity::Warning,
                FailOn::Note => true,
                FailOn::Never => false,
            }
    });
    if fails { Outcome::Found } else { Outcome::Fine }
}

/// The landscape's path as the next command would name it.
fn shown(path: &Path) -> String {
    quoted(&path.display().to_string())
}

/// A word of a command as a shell takes it.
fn quoted(text: &str) -> String {
    if text.chars().any(|letter| letter.is_whitespace() || "'\"$&;()<>|*?#`\\".contains(letter)) {
        format!("'{}'", text.replace('\'', "'\\''"))
    } else {
        text.to_owned()
    }
}

/// Works out every scenario, in as many threads as there are scenarios: they do not depend on each other.
///
/// As the landscape, they live as long as the process: to take them apart again would only keep the reader waiting.
fn examine(
    scenes: &[Scene],
    bare_law: bool,
    services: Option<&[ServiceId]>,
) -> Result<&'static [(Facts<'static>, Judged)], Error> {
    // What the scenarios hold alike is worked out once for all of them.
    let shapes: Arc<Shapes> = Arc::default();
    let facts: Vec<OnceLock<Facts<'static>>> = scenes.iter().map(|_| OnceLock::new()).collect();
    let facts_of = |place: usize| {
        facts[place].get_or_init(|| {
            let scene = &scenes[place];
            let situation: &'static Situation<'static> =
                Box::leak(Box::new(scene.landscape.at(scene.chosen.on, bare_law)));
            Facts::sharing(situation, Arc::clone(&shapes))
        })
    };
    let judged: Vec<OnceLock<Judged>> = scenes.iter().map(|_| OnceLock::new()).collect();
    // A comparison will ask for the means of every service. They are jobs of their own: whoever has a scenario with
    // little in it helps with the one that has much.
    let means = scenes.iter().enumerate().flat_map(|(place, scene)| {
        (0..scene.landscape.services.len()).map(move |service| (place, ServiceId::new(service)))
    });
    let means: Vec<(usize, ServiceId)> = means.collect();
    side_by_side(scenes.len(), scenes.len() + means.len(), &|job| match job.checked_sub(scenes.len()) {
        None => drop(judged[job].set(judge(facts_of(job), services))),
        Some(job) => drop(facts_of(means[job].0).measures(means[job].1)),
    });
    let examined: Option<Vec<_>> =
        facts.into_iter().zip(judged).map(|(facts, judged)| facts.into_inner().zip(judged.into_inner())).collect();
    examined.map(|examined| &*Vec::leak(examined)).ok_or_else(|| Error::work("a scenario could not be worked out"))
}
