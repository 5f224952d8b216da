//! `[[area]]`, and the rows of `[[area_table]]`.

mod store;

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

pub use self::store::{AreaStore, ListedWithin, TableColumn, TableOfAreas, TableWithin};
use super::Name;
use super::read::{identifier, is_identifier, not_an_identifier};
use crate::day::Period;
use crate::source::{FileId, Problem, Problems, Span, Written};
use crate::text::csv::{CsvTable, Row};
use crate::text::nearest::did_you_mean;
use crate::text::toml::{Table, check_number};

impl AreaStore {
    /// Reads one `[[area]]`.
    pub(super) fn read(&mut self, table: Table<'_, '_>, problems: &mut Problems) {
        let id = identifier(&table, problems);
        let name = table.text("name", problems);
        let population = table.required_number("population", problems);
        let mut within = Vec::new();
        if table.is_list("within") {
            for entry in table.tables("within", "an area's `within`", problems) {
                let kind = entry.required_text("kind", problems);
                let organisation = entry.required_text("organisation", problems);
                let period = entry.period(problems);
                entry.finish(problems);
                within.extend(kind.zip(organisation).map(|(kind, organisation)| (kind, organisation, period)));
            }
        } else if let Some(pairs) = table.pairs("within", problems) {
            within.extend(pairs.into_iter().map(|(kind, value)| (kind, value, Period::ALWAYS)));
        }
        table.finish(problems);
        // Without people it is not to be used, but what refers to it and what it lies within can be looked up.
        let Some(id) = id else { return };
        let population = population.map_or(0.0, |population| population.value);
        let name = name.map_or_else(Box::default, |name| name.value);
        let area = self.push(&id.value, &name, population, (id.at.file, id.at.start));
        self.listed.extend(within.into_iter().map(|(kind, organisation, period)| ListedWithin {
            area,
            kind,
            organisation,
            period,
        }));
    }
}

/// `[[area_table]]`: the file that it names, and which of its columns say what.
#[derive(Debug)]
pub(super) struct AreaTable {
    pub(super) file: Name,
    id: Name,
    name: Option<Name>,
    population: Name,
    within: Vec<(Name, Name, Period)>,
}

impl AreaTable {
    pub(super) fn read(table: Table<'_, '_>, problems: &mut Problems) -> Option<Self> {
        let file = table.required_text("file", problems);
        let id = table.required_text("id", problems);
        let name = table.text("name", problems);
        let population = table.required_text("population", problems);
        let mut within = Vec::new();
        if table.is_list("within") {
            for entry in table.tables("within", "an area table's `within`", problems) {
                let kind = entry.required_text("kind", problems);
                let column = entry.required_text("column", problems);
                let period = entry.period(problems);
                entry.finish(problems);
                within.extend(kind.zip(column).map(|(kind, column)| (kind, column, period)));
            }
        } else if let Some(pairs) = table.pairs("within", problems) {
            within.extend(pairs.into_iter().map(|(kind, column)| (kind, column, Period::ALWAYS)));
        }
        table.finish(problems);
        Some(AreaTable { file: file?, id: id?, name, population: population?, within })
    }

    /// The kinds that its areas lie within.
    pub(super) fn kinds(&self) -> impl Iterator<Item = &Name> {
        self.within.iter().map(|(kind, ..)| kind)
    }

    /// Reads the header of its file, and finds the columns that it names.
    pub(super) fn open(&self, file: FileId, text: Arc<String>, problems: &mut Problems) -> Option<OpenAreaTable> {
        let csv = CsvTable::open(file, text, problems)?;
        let mut find = |name: &Name| {
            let found = csv.column(&name.value);
            if found.is_none() {
                let near = did_you_mean(&name.value, csv.header().iter().map(String::as_str));
                problems.push(
                    Problem::new(name.at, format!("the CSV has no column `{}`", name.value))
                        .also(csv.header_span(0), "the header")
                        .maybe_help(near),
                );
            }
            found
        };
        let id = find(&self.id);
        let name = self.name.as_ref().map(&mut find);
        let population = find(&self.population);
        let places: Vec<Option<usize>> = self.within.iter().map(|(_, name, _)| find(name)).collect();
        let (id, population) = (id?, population?);
        let name = match name {
            Some(found) => Some(found?),
            None => None,
        };
        let places = places.into_iter().collect::<Option<Vec<usize>>>()?;
        // Several kinds may lie along one column, which is read once.
        let mut columns: Vec<usize> = Vec::new();
        let within = self.within.iter().zip(&places).map(|((kind, _, period), place)| TableWithin {
            kind: kind.clone(),
            period: *period,
            column: match columns.iter().position(|column| column == place) {
                Some(column) => column,
                None => {
                    columns.push(*place);
                    columns.len() - 1
                }
            },
        });
        let within: Vec<TableWithin> = within.collect();
        Some(OpenAreaTable { id, name, population, columns, within, csv })
    }
}

/// A table of areas whose columns are known.
pub(super) struct OpenAreaTable {
    csv: CsvTable,
    id: usize,
    name: Option<usize>,
    population: usize,
    /// The columns that say what areas lie within, each once.
    columns: Vec<usize>,
    within: Vec<TableWithin>,
}

/// The areas of one stretch of a table.
#[derive(Default)]
pub(super) struct SomeAreas {
    store: AreaStore,
    said: Said,
    problems: Problems,
}

impl SomeAreas {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.store.len()
    }
}

impl OpenAreaTable {
    /// Stretches of the file that can be read side by side.
    pub(super) fn stretches(&self) -> Vec<Range<usize>> {
        const BYTES: usize = 1 << 17;
        self.csv.stretches(BYTES)
    }

    /// Reads the rows of one stretch.
    pub(super) fn read(&self, stretch: Range<usize>) -> SomeAreas {
        let mut some = SomeAreas::default();
        let SomeAreas { store, said, problems } = &mut some;
        said.columns.resize_with(self.columns.len(), ColumnReader::default);
        store.reserve(stretch.len() / 40);
        said.of_area.reserve(stretch.len() / 40);
        let (file, file_text) = (self.csv.file(), self.csv.text().as_str());
        // Rows that follow each other mostly say the same in all of these columns, which mostly come last.
        let first = self.columns.iter().min().copied().unwrap_or(usize::MAX);
        let others = [Some(self.id), Some(self.population), self.name];
        let first = if others.iter().flatten().all(|other| *other < first) { first } else { usize::MAX };
        // By the text of all these columns together, the number of what they say.
        let mut known: FxHashMap<&str, u32> = FxHashMap::default();
        let mut numbers = Vec::with_capacity(self.columns.len());
        let mut last = None;
        self.csv.for_each_row_in(stretch, first, problems, |row, problems| {
            let repeated = last.take().filter(|_| row.repeats());
            let Some(area) = row.cell(self.id) else {
                problems.push(Problem::new(row.span(self.id), "this row gives no id for its area"));
                return;
            };
            if !is_identifier(area) {
                problems.push(not_an_identifier(area, row.span(self.id)));
                return;
            }
            let Some(people) = read_population(row, self.population, problems) else {
                return;
            };
            let name = self.name.and_then(|name| row.cell(name)).unwrap_or_default();
            store.push_row(self.csv.text(), row, area, name, people, (file, row.start));
            let text = || Some(&file_text[row.from_column(first)?]);
            let number = repeated.or_else(|| known.get(text()?).copied()).unwrap_or_else(|| {
                numbers.clear();
                numbers.extend(said.columns.iter_mut().zip(&self.columns).map(|(reader, place)| {
                    row.cell(*place).map_or(0, |text| reader.number(text, || row.span(*place)))
                }));
                let number = said.number(&numbers);
                known.extend(text().map(|text| (text, number)));
                number
            });
            said.of_area.push(number);
            last = Some(number);
        });
        some
    }

    /// Puts the areas of all stretches behind those that are there.
    pub(super) fn put_together(self, some: Vec<SomeAreas>, all: &mut AreaStore, problems: &mut Problems) {
        let first = u32::try_from(all.len()).unwrap_or(u32::MAX);
        let mut said = Said::default();
        said.columns.resize_with(self.columns.len(), ColumnReader::default);
        said.of_area.reserve(some.iter().map(SomeAreas::len).sum());
        for some in some {
            problems.append(some.problems);
            said.append(&some.said);
            all.append(some.store);
        }
        all.tables.push(TableOfAreas {
            first,
            len: u32::try_from(all.len()).unwrap_or(u32::MAX) - first,
            columns: said.columns.into_iter().map(|reader| reader.column).collect(),
            within: self.within,
            said: said.list,
            said_of: said.of_area,
        });
    }
}

fn read_population(row: &Row<'_>, column: usize, problems: &mut Problems) -> Option<f64> {
    let Some(cell) = row.cell(column) else {
        problems.push(Problem::new(row.span(column), "this row gives no population"));
        return None;
    };
    // Most are a few digits, which need no care for the point.
    if cell.len() <= 9 {
        let digit = |byte: u8| byte.is_ascii_digit().then(|| u32::from(byte - b'0'));
        let number = cell.bytes().try_fold(0_u32, |number, byte| Some(number * 10 + digit(byte)?));
        if let Some(number) = number {
            return Some(f64::from(number));
        }
    }
    match cell.parse::<f64>() {
        Ok(number) if number.is_finite() && number.is_sign_positive() => Some(number),
        Ok(number) => check_number("population", number, row.span(column), problems),
        Err(_) => {
            problems.push(
                Problem::new(row.span(column), format!("the population `{cell}` is not a number"))
                    .help("write it without separators: 1234"),
            );
            None
        }
    }
}

/// What areas say in all columns together, each different answer once.
#[derive(Default)]
struct Said {
    columns: Vec<ColumnReader>,
    known: FxHashMap<Box<[u32]>, u32>,
    list: Vec<Box<[u32]>>,
    of_area: Vec<u32>,
}

impl Said {
    /// The number of an answer, which may be new.
    fn number(&mut self, answer: &[u32]) -> u32 {
        if let Some(number) = self.known.get(answer) {
            return *number;
        }
        let number = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        self.list.push(answer.into());
        self.known.insert(answer.into(), number);
        number
    }

    /// Adds what was read further down in the same table.
    fn append(&mut self, further: &Said) {
        let values: Vec<Vec<u32>> = self
            .columns
            .iter_mut()
            .zip(&further.columns)
            .map(|(all, further)| {
                let values = further.column.values.iter();
                std::iter::once(0).chain(values.map(|value| all.number(&value.value, || value.at))).collect()
            })
            .collect();
        let mut answer = Vec::with_capacity(values.len());
        let numbers: Vec<u32> = further
            .list
            .iter()
            .map(|said| {
                answer.clear();
                answer.extend(said.iter().zip(&values).map(|(number, values)| values[*number as usize]));
                self.number(&answer)
            })
            .collect();
        self.of_area.extend(further.of_area.iter().map(|said| numbers[*said as usize]));
    }
}

/// Turns the texts of one column into small integers.
#[derive(Default)]
struct ColumnReader {
    numbers: FxHashMap<Box<str>, u32>,
    column: TableColumn,
}

impl ColumnReader {
    /// The number of a value, which may be new.
    fn number(&mut self, text: &str, at: impl FnOnce() -> Span) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        self.column.values.push(Written { value: text.into(), at: at() });
        let number = u32::try_from(self.column.values.len()).unwrap_or(u32::MAX);
        self.numbers.insert(text.into(), number);
        number
    }
}
