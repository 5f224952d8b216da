//! One file a command: what it reads, what it asks, how it prints the answer, when it fails.

pub mod check;
pub mod compare;
pub mod completions;
pub mod draw;
pub mod expect;
pub mod explain;
pub mod holds;
pub mod init;
pub mod journey;
pub mod measure;
pub mod who;

use std::path::Path;

use serde::Serialize;

use super::Outcome;
use super::args::{FailOn, Format, OutputArgs};
use super::error::Error;
use super::files::Disk;
use super::output::{deliver, deliver_plain};
use crate::checks::{Finding, Severity, codes};
use crate::landscape::Landscape;
use crate::render::{Document, Table, csv, json, markdown, text};

/// Opens and reads a landscape.
///
/// It lives as long as the process, which ends with the answer: taking it apart again would only keep the reader waiting.
fn load(path: &Path) -> Result<&'static Landscape, Error> {
    let disk = Disk::open(path).map_err(|message| {
        let help = "name a .toml file or a directory that holds some; `remit init` writes one to begin with";
        Error::usage(message).help(Some(help.to_owned()))
    })?;
    match crate::landscape::read(&disk, &codes()) {
        Ok(landscape) => Ok(Box::leak(Box::new(landscape))),
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
        Format::Json => return deliver_plain(&json::render(report), output.out.as_ref()),
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
    let text = path.display().to_string();
    if text.chars().any(|letter| letter.is_whitespace() || "'\"$&;()".contains(letter)) {
        format!("'{}'", text.replace('\'', "'\\''"))
    } else {
        text
    }
}
