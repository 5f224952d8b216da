//! Reads the files of a landscape: which table of the TOML is which noun.

mod costs;
mod references;
mod reforms;

use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use self::costs::read_costs;
pub use self::references::Reference;
pub use self::reforms::Wanted;
use super::accepted::Accepted;
use super::area::{AreaTable, OpenAreaTable, SomeAreas};
use super::organisation::OrganisationTable;
use super::{
    Arrangement, Cohort, Component, Expectation, Function, Header, Journey, Kind, Model, Name, Organisation, Relation,
    Responsibility, Scenario, Service, Source,
};
use crate::source::{FileId, FileTrouble, Files, Problem, Problems, Sources, Span};
use crate::text::toml::{self, Table};

/// Reads every TOML file of a landscape in order of path, and the CSV files that they name.
///
/// Always gives a model; what could not be read is among the problems, and then the model is not to be used.
pub fn read(files: &dyn Files, wanted: &[Wanted], sources: &mut Sources, problems: &mut Problems) -> Model {
    let mut model = Model::default();
    let mut paths = match files.toml_files() {
        Ok(paths) => paths,
        Err(trouble) => {
            problems.push(Problem::general(format!("cannot list the files of the landscape: {}", trouble.0)));
            return model;
        }
    };
    // Part by part: `a/b.toml` before `a.toml/…` and before `a-b.toml`, whatever the bytes of the separator.
    paths.sort_by(|a, b| a.split('/').cmp(b.split('/')));
    model.reform_names = paths.iter().filter_map(|path| reform_name(path)).collect();
    paths.retain(|path| !path.starts_with("reforms/"));
    if paths.is_empty() {
        problems.push(
            Problem::general("there is no TOML file here, so there is no landscape")
                .help("name a .toml file or a directory that holds some; `remit init` writes one to begin with"),
        );
        return model;
    }
    let shared = Mutex::new(std::mem::take(sources));
    // Numbered in order, so that the number of a file does not depend on who is quicker; then read side by side.
    let numbers: Vec<FileId> = paths.iter().map(|path| lock(&shared).add(path, String::new())).collect();
    let read = |place: usize| Part::read(files, numbers[place], &paths[place], &shared);
    let mut parts: Vec<Part> = side_by_side(files, paths.len(), read);
    read_areas(files, &mut parts);
    let mut first_header = None;
    for part in parts {
        problems.append(part.problems);
        if let Some(at) = part.header {
            match first_header {
                None => first_header = Some(at),
                Some(first) => problems.push(
                    Problem::new(at, "there is a second [landscape] table; a landscape has exactly one")
                        .also(first, "the first one"),
                ),
            }
        }
        model.append(part.model);
    }
    *sources = shared.into_inner().unwrap_or_else(PoisonError::into_inner);
    if first_header.is_none() && problems.is_empty() {
        problems.push(
            Problem::general("no file has a [landscape] table with a title")
                .help("write [landscape] and title = \"…\""),
        );
    }
    reforms::read(files, wanted, &mut model, sources, problems);
    model
}

/// Does jobs side by side, and gives what they give in the order of the jobs.
fn side_by_side<T: Send>(files: &dyn Files, jobs: usize, job: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let done: Vec<Mutex<Option<T>>> = (0..jobs).map(|_| Mutex::new(None)).collect();
    files.side_by_side(jobs, &|place| {
        let value = job(place);
        *lock(&done[place]) = Some(value);
    });
    done.into_iter().filter_map(|value| value.into_inner().unwrap_or_else(PoisonError::into_inner)).collect()
}

/// Reads the rows of all tables of areas. They can be longer than all other files together, so each is cut into stretches.
fn read_areas(files: &dyn Files, parts: &mut [Part]) {
    let tables: Vec<&OpenAreaTable> = parts.iter().flat_map(|part| &part.areas).collect();
    let stretches: Vec<(usize, Range<usize>)> = tables
        .iter()
        .enumerate()
        .flat_map(|(table, of)| of.stretches().into_iter().map(move |stretch| (table, stretch)))
        .collect();
    let read = side_by_side(files, stretches.len(), |place| {
        let (table, stretch) = &stretches[place];
        tables[*table].read(stretch.clone())
    });
    let mut read_of: Vec<Vec<SomeAreas>> = tables.iter().map(|_| Vec::new()).collect();
    for ((table, _), some) in stretches.iter().zip(read) {
        read_of[*table].push(some);
    }
    let mut read_of = read_of.into_iter();
    for part in parts {
        let tables = std::mem::take(&mut part.areas);
        let read: Vec<Vec<SomeAreas>> = read_of.by_ref().take(tables.len()).collect();
        part.model.areas.reserve(read.iter().flatten().map(SomeAreas::len).sum());
        for (table, some) in tables.into_iter().zip(read) {
            let before = part.problems.len();
            table.put_together(some, &mut part.model.areas, &mut part.problems);
            if part.problems.len() > before {
                part.model.unread.tables.push(("area", None));
            }
        }
    }
}

/// What one TOML file and the CSV files that it names declare.
struct Part {
    model: Model,
    header: Option<Span>,
    problems: Problems,
    /// Its tables of areas, whose rows are still to be read.
    areas: Vec<OpenAreaTable>,
}

impl Part {
    fn read(files: &dyn Files, file: FileId, path: &str, sources: &Mutex<Sources>) -> Part {
        let mut part = Part { model: Model::default(), header: None, problems: Problems::default(), areas: Vec::new() };
        let text = fill(file, path, files.read(path), None, sources, &mut part.problems);
        let root = text.as_ref().and_then(|text| toml::parse(file, text, &mut part.problems));
        match root {
            Some(root) => {
                let tables = read_file(Table::root(file, &root, "a landscape file"), &mut part);
                read_csv_files(tables, path, files, sources, &mut part);
            }
            None => part.model.unread.files = true,
        }
        part
    }
}

/// Nobody who holds it can stop half-way, so what a lock guards is always whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn reform_name(path: &str) -> Option<String> {
    path.strip_prefix("reforms/")?.strip_suffix(".toml").map(str::to_owned)
}

/// A file and its text.
type Opened = (FileId, Arc<String>);

/// Opens a file as UTF-8 text, and remembers it; `named_at` is where a table names it.
fn open(
    files: &dyn Files,
    path: &str,
    named_at: Option<Span>,
    sources: &Mutex<Sources>,
    problems: &mut Problems,
) -> Option<Opened> {
    add(path, files.read(path), named_at, sources, problems)
}

/// Remembers a file as UTF-8 text.
fn add(
    path: &str,
    bytes: Result<Vec<u8>, FileTrouble>,
    named_at: Option<Span>,
    sources: &Mutex<Sources>,
    problems: &mut Problems,
) -> Option<Opened> {
    let file = lock(sources).add(path, String::new());
    fill(file, path, bytes, named_at, sources, problems).map(|text| (file, text))
}

/// Remembers the text of a file that has its number already.
fn fill(
    file: FileId,
    path: &str,
    bytes: Result<Vec<u8>, FileTrouble>,
    named_at: Option<Span>,
    sources: &Mutex<Sources>,
    problems: &mut Problems,
) -> Option<Arc<String>> {
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(trouble) => {
            let message = format!("cannot read {path}: {}", trouble.0);
            problems.push(match named_at {
                Some(at) => Problem::new(at, message).help("the path is taken from the directory of this file"),
                None => Problem::general(message),
            });
            return None;
        }
    };
    if u32::try_from(bytes.len()).is_err() {
        problems.push(Problem::general(format!("{path} is larger than 4 GB, which is more than can be read")));
        return None;
    }
    let bytes = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => rest.to_vec(),
        None => bytes,
    };
    match String::from_utf8(bytes) {
        Ok(text) => Some(lock(sources).fill(file, text)),
        Err(error) => {
            let start = u32::try_from(error.utf8_error().valid_up_to()).unwrap_or(u32::MAX);
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            lock(sources).fill(file, text);
            let at = Span { file, start, end: start };
            problems.push(
                Problem::new(at, "this file is not UTF-8: the byte here belongs to another encoding")
                    .help("save the file as UTF-8"),
            );
            None
        }
    }
}

#[derive(Default)]
struct CsvTables {
    organisations: Vec<OrganisationTable>,
    areas: Vec<AreaTable>,
}

fn read_file(root: Table<'_, '_>, part: &mut Part) -> CsvTables {
    let Part { model, header, problems, .. } = part;
    if let Some(table) = root.table("landscape", "[landscape]", problems) {
        *header = Some(table.at());
        model.header = Header::read(table, problems);
    }
    macro_rules! nouns {
        ($($key:literal, $noun:literal, $list:ident, $type:ident;)+) => {$(
            let tables = root.tables($key, $noun, problems);
            model.$list.reserve(tables.size_hint().1.unwrap_or_default());
            for table in tables {
                // What refers to it names its id, or an organisation's code.
                let names = [table.peek("id"), table.peek("ods")];
                let again = table.again();
                match $type::read(table, problems) {
                    Some(noun) => model.$list.push(noun),
                    None => {
                        let names = names.into_iter().flatten();
                        model.unread.tables.extend(names.map(|name| ($key, Some(name.into()))));
                        model.unread.references.extend(references::references($key, &again()));
                    }
                }
            }
        )+};
    }
    nouns! {
        "scenario", "a scenario", scenarios, Scenario;
        "source", "a source", sources, Source;
        "kind", "a kind", kinds, Kind;
        "organisation", "an organisation", organisations, Organisation;
        "cohort", "a cohort", cohorts, Cohort;
        "function", "a function", functions, Function;
        "service", "a service", services, Service;
        "component", "a component", components, Component;
        "responsibility", "a responsibility", responsibilities, Responsibility;
        "arrangement", "an arrangement", arrangements, Arrangement;
        "relation", "a relation", relations, Relation;
        "accepted", "an accepted finding", accepted, Accepted;
        "journey", "a journey", journeys, Journey;
        "expectation", "an expectation", expectations, Expectation;
    }
    for table in root.tables("area", "an area", problems) {
        let (id, before) = (table.peek("id"), model.areas.len());
        model.areas.read(table, problems);
        if let (Some(id), true) = (id, model.areas.len() == before) {
            model.unread.tables.push(("area", Some(id.into())));
        }
    }
    let mut tables = CsvTables::default();
    for table in root.tables("organisation_table", "a table of organisations", problems) {
        tables.organisations.extend(OrganisationTable::read(table, problems));
    }
    for table in root.tables("area_table", "a table of areas", problems) {
        tables.areas.extend(AreaTable::read(table, problems));
    }
    root.finish(problems);
    tables
}

fn read_csv_files(tables: CsvTables, toml_path: &str, files: &dyn Files, sources: &Mutex<Sources>, part: &mut Part) {
    let Part { model, problems, areas, .. } = part;
    for table in tables.organisations {
        match open_named(files, &table.file, toml_path, sources, problems) {
            Some((file, text)) => table.rows(file, &text, model, problems),
            None => {
                model.unread.tables.push(("organisation", None));
                model.unread.references.extend(table.kind().cloned().map(Reference::Kind));
            }
        }
    }
    for table in tables.areas {
        let opened = open_named(files, &table.file, toml_path, sources, problems);
        match opened.and_then(|(file, text)| table.open(file, text, problems)) {
            Some(table) => areas.push(table),
            None => {
                model.unread.tables.push(("area", None));
                model.unread.references.extend(table.kinds().cloned().map(Reference::Kind));
            }
        }
    }
}

fn open_named(
    files: &dyn Files,
    name: &Name,
    toml_path: &str,
    sources: &Mutex<Sources>,
    problems: &mut Problems,
) -> Option<Opened> {
    let Some(path) = beside(toml_path, &name.value) else {
        problems.push(
            Problem::new(name.at, format!("the path `{}` leaves the landscape's directory", name.value))
                .help("keep every file of a landscape inside its directory, and name it by a relative path"),
        );
        return None;
    };
    open(files, &path, Some(name.at), sources, problems)
}

/// The path of a file named by another one, relative to the landscape; `None` where it leaves it.
fn beside(toml_path: &str, named: &str) -> Option<String> {
    if named.starts_with('/') || named.contains('\\') || named.contains(':') || named.contains('\0') {
        return None;
    }
    let mut parts: Vec<&str> = toml_path.split('/').collect();
    parts.pop();
    for part in named.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Reads the `id` of a table, which must be given.
pub(super) fn identifier(table: &Table<'_, '_>, problems: &mut Problems) -> Option<Name> {
    check_identifier(table.required_text("id", problems)?, problems)
}

/// Lets an identifier through; anything else is a problem.
pub(super) fn check_identifier(name: Name, problems: &mut Problems) -> Option<Name> {
    if is_identifier(&name.value) {
        return Some(name);
    }
    problems.push(not_an_identifier(&name.value, name.at));
    None
}

pub(super) fn is_identifier(text: &str) -> bool {
    /// For each byte whether it may stand in an identifier: a country has tens of thousands of them.
    const MAY_STAND: [bool; 256] = {
        let mut may_stand = [false; 256];
        let mut byte = 0_u8;
        while byte < 128 {
            may_stand[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
            byte += 1;
        }
        may_stand
    };
    let bytes = text.as_bytes();
    bytes.first().is_some_and(u8::is_ascii_alphanumeric)
        && bytes.iter().all(|byte| MAY_STAND[usize::from(*byte)])
        && text != "everyone"
        && text != "everywhere"
}

pub(super) fn not_an_identifier(text: &str, at: Span) -> Problem {
    if text == "everyone" || text == "everywhere" {
        return Problem::new(at, format!("`{text}` is reserved: it stands for all, and cannot be an identifier"));
    }
    Problem::new(at, format!("`{text}` is not an identifier"))
        .help("begin with a letter or digit; go on with letters, digits, `.`, `_` or `-`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_path_stays_inside() {
        assert_eq!(beside("a/b.toml", "c.csv").as_deref(), Some("a/c.csv"));
        assert_eq!(beside("a/b.toml", "../c.csv").as_deref(), Some("c.csv"));
        assert_eq!(beside("a/b.toml", "./x/../c.csv").as_deref(), Some("a/c.csv"));
        assert_eq!(beside("b.toml", "../c.csv"), None);
        assert_eq!(beside("b.toml", "/etc/passwd"), None);
        assert_eq!(beside("b.toml", "C:\\x.csv"), None);
    }
}
