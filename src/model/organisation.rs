//! `[[organisation]]`, and the rows of `[[organisation_table]]`.

use std::sync::Arc;

use super::read::{check_identifier, identifier};
use super::{Model, Name};
use crate::day::{Day, Period};
use crate::source::{FileId, Problem, Problems, Written};
use crate::text::csv::{CsvTable, Row};
use crate::text::nearest::did_you_mean;
use crate::text::toml::{Table, end_before_beginning};

/// `[[organisation]]`.
#[derive(Debug)]
pub struct Organisation {
    /// Its id.
    pub id: Name,
    /// Its name.
    pub name: Box<str>,
    /// Its kind.
    pub kind: Name,
    /// Its official code, which may stand for the id.
    pub ods: Option<Name>,
    /// When it exists.
    pub period: Period,
    /// Who follows it.
    pub successors: Vec<Name>,
    /// The areas that it covers, whatever `within` says; `everywhere` for all.
    pub footprint: Option<Vec<Name>>,
}

impl Organisation {
    pub(super) fn read(table: Table<'_, '_>, problems: &mut Problems) -> Option<Self> {
        let id = identifier(&table, problems);
        let name = table.required_text("name", problems);
        let kind = table.required_text("kind", problems);
        let ods = table.text("ods", problems);
        let period = table.period(problems);
        let successors = table.texts("successors", true, problems).unwrap_or_default();
        let footprint = table.texts("footprint", false, problems);
        table.finish(problems);
        Some(Organisation { id: id?, name: name?.value, kind: kind?, ods, period, successors, footprint })
    }
}

/// `[[organisation_table]]`: the file that it names, as written, and the kind of rows that give none.
#[derive(Debug)]
pub(super) struct OrganisationTable {
    pub(super) file: Name,
    kind: Option<Name>,
}

impl OrganisationTable {
    pub(super) fn read(table: Table<'_, '_>, problems: &mut Problems) -> Option<Self> {
        let file = table.required_text("file", problems);
        let kind = table.text("kind", problems);
        table.finish(problems);
        Some(OrganisationTable { file: file?, kind })
    }

    /// The kind of all its bodies, where it gives one.
    pub(super) fn kind(&self) -> Option<&Name> {
        self.kind.as_ref()
    }

    /// Reads the rows of its file.
    pub(super) fn rows(&self, file: FileId, text: &Arc<String>, model: &mut Model, problems: &mut Problems) {
        let Some(csv) = CsvTable::open(file, Arc::clone(text), problems) else {
            model.unread.tables.push(("organisation", None));
            return;
        };
        const KNOWN: [&str; 7] = ["id", "name", "kind", "ods", "from", "until", "successors"];
        /// A row is hardly shorter.
        const BYTES: usize = 64;
        let mut complete = true;
        for (column, name) in csv.header().iter().enumerate() {
            if !KNOWN.contains(&name.as_str()) {
                complete = false;
                problems.push(
                    Problem::new(
                        csv.header_span(column),
                        format!("unknown column `{name}` in a table of organisations"),
                    )
                    .help(did_you_mean(name, KNOWN).unwrap_or_else(|| format!("known columns: {}", KNOWN.join(", ")))),
                );
            }
        }
        for needed in ["id", "name"] {
            if csv.column(needed).is_none() {
                complete = false;
                problems.push(
                    Problem::new(self.file.at, format!("the CSV has no column `{needed}`, which it needs"))
                        .also(csv.header_span(0), "the header"),
                );
            }
        }
        if !complete {
            model.unread.tables.push(("organisation", None));
            return;
        }
        let columns = KNOWN.map(|name| csv.column(name));
        model.organisations.reserve(csv.text().len() / BYTES);
        csv.for_each_row(problems, |row, problems| match self.row(row, columns, problems) {
            Some(organisation) => model.organisations.push(organisation),
            None => {
                // What refers to it names its id or its code.
                for name in [columns[0], columns[3]].into_iter().flatten().filter_map(|column| row.cell(column)) {
                    model.unread.tables.push(("organisation", Some(name.into())));
                }
            }
        });
    }

    fn row(&self, row: &Row<'_>, columns: [Option<usize>; 7], problems: &mut Problems) -> Option<Organisation> {
        let cell = |which: usize| {
            let column = columns[which]?;
            row.cell(column).map(|value| Written { value, at: row.span(column) })
        };
        let name_of = |cell: Written<&str>| -> Name { Written { value: cell.value.into(), at: cell.at } };
        let missing = |what: &str, problems: &mut Problems| {
            problems.push(Problem::new(row.span(0), format!("this row gives no `{what}`")));
        };
        let [id, name, kind, ods, from, until, successors] = std::array::from_fn(cell);
        let id = match id {
            Some(id) => check_identifier(name_of(id), problems),
            None => {
                missing("id", problems);
                None
            }
        };
        if name.is_none() {
            missing("name", problems);
        }
        let kind = kind.map(name_of).or_else(|| self.kind.clone());
        if kind.is_none() {
            problems.push(
                Problem::new(row.span(0), "neither this row nor its table gives a `kind`")
                    .also(self.file.at, "the table"),
            );
        }
        let mut day = |written: Option<Written<&str>>| -> Option<Written<Day>> {
            let written = written?;
            match written.value.parse::<Day>() {
                Ok(value) => Some(Written { value, at: written.at }),
                Err(_) => {
                    problems.push(
                        Problem::new(written.at, format!("`{}` is not a date", written.value))
                            .help("write dates like 2013-04-01"),
                    );
                    None
                }
            }
        };
        let (from, until) = (day(from), day(until));
        if let (Some(from), Some(until)) = (&from, &until)
            && until.value < from.value
        {
            problems.push(end_before_beginning(until.at, until.value, from.at, from.value));
        }
        let successors = successors.map_or_else(Vec::new, |list| {
            let parts = list.value.split(';').map(str::trim).filter(|part| !part.is_empty());
            parts.map(|part| Written { value: part.into(), at: list.at }).collect()
        });
        Some(Organisation {
            id: id?,
            name: name?.value.into(),
            kind: kind?,
            ods: ods.map(name_of),
            period: Period::new(from.map(|d| d.value), until.map(|d| d.value)),
            successors,
            footprint: None,
        })
    }
}
