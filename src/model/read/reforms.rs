//! Reads the reforms that scenarios name and those that somebody asks for.

use std::sync::{Mutex, PoisonError};

use super::{add, open};
use crate::model::{Model, Name, Reform};
use crate::source::{Files, Problem, Problems, Sources, Span};
use crate::text::nearest::did_you_mean;
use crate::text::toml::{self, Table};

/// A reform that somebody asks for besides those that scenarios name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// A file under `reforms/`, without `.toml`.
    Named(String),
    /// A file of its own, wherever it lies.
    At(String),
}

impl Wanted {
    /// As a scenario shows it: the file's name without `.toml`.
    pub fn name(&self) -> &str {
        match self {
            Wanted::Named(name) => name,
            Wanted::At(path) => {
                let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
                file.strip_suffix(".toml").unwrap_or(file)
            }
        }
    }
}

/// Reads the reforms that scenarios name, then those asked for, each once.
pub(super) fn read(
    files: &dyn Files,
    wanted: &[Wanted],
    model: &mut Model,
    sources: &mut Sources,
    problems: &mut Problems,
) {
    let named: Vec<&Name> = model.scenarios.iter().flat_map(|scenario| &scenario.reforms).collect();
    let mut all: Vec<(Wanted, Option<Span>)> =
        named.into_iter().map(|name| (Wanted::Named(name.value.to_string()), Some(name.at))).collect();
    all.extend(wanted.iter().map(|wanted| (wanted.clone(), None)));
    let shared = Mutex::new(std::mem::take(sources));
    let mut done: Vec<Wanted> = Vec::new();
    for (wanted, at) in all {
        if done.contains(&wanted) {
            continue;
        }
        done.push(wanted.clone());
        if let Some(reform) = read_reform(files, &wanted, at, &model.reform_names, &shared, problems) {
            model.reforms.push(reform);
        }
    }
    *sources = shared.into_inner().unwrap_or_else(PoisonError::into_inner);
}

fn read_reform(
    files: &dyn Files,
    wanted: &Wanted,
    named_at: Option<Span>,
    known: &[String],
    sources: &Mutex<Sources>,
    problems: &mut Problems,
) -> Option<Reform> {
    let (file, text) = match wanted {
        Wanted::Named(name) if name.is_empty() => {
            problems.push(
                Problem::general("a `+` without a name behind it names no reform")
                    .help("write SCENARIO+REFORM: a file under reforms/, without .toml, or a path to a .toml file"),
            );
            return None;
        }
        Wanted::Named(name) if !known.contains(name) => {
            let message = format!("there is no file reforms/{name}.toml");
            let problem = match named_at {
                Some(at) => Problem::new(at, message),
                None => Problem::general(message),
            };
            let help = did_you_mean(name, known.iter().map(String::as_str)).or_else(|| match known.len() {
                0 => Some("the landscape has no folder reforms/ with a .toml file in it".to_owned()),
                1..=12 => Some(format!("there are: {}", known.join(", "))),
                _ => None,
            });
            problems.push(problem.maybe_help(help));
            return None;
        }
        Wanted::Named(name) => open(files, &format!("reforms/{name}.toml"), named_at, sources, problems)?,
        Wanted::At(path) => add(path, files.proposal(path), named_at, sources, problems)?,
    };
    let root = toml::parse(file, &text, problems)?;
    Reform::read(Table::root(file, &root, "the file of a reform"), wanted, problems)
}
