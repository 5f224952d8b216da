//! `[[area]]`, and the rows of `[[area_table]]`: columns, not objects, because a country has tens of thousands.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Name;
use super::read::{identifier, is_identifier, not_an_identifier};
use crate::day::Period;
use crate::source::{FileId, Problem, Problems, Span, Written};
use crate::text::csv::{CsvTable, Row};
use crate::text::nearest::did_you_mean;
use crate::text::toml::{Table, check_number};

/// All areas: ids and names in one text each, populations in one list, what each lies `within` as small integers.
#[derive(Debug, Default)]
pub struct AreaStore {
    ids: Texts,
    names: Texts,
    population: Vec<f64>,
    /// File and first byte of what declares each area.
    places: Vec<(FileId, u32)>,
    /// What areas declared in TOML lie within.
    pub listed: Vec<ListedWithin>,
    /// The tables of areas.
    pub tables: Vec<TableOfAreas>,
}

/// One `within` of one area declared in TOML.
#[derive(Debug)]
pub struct ListedWithin {
    /// Which area: its place in the store.
    pub area: u32,
    /// The kind.
    pub kind: Name,
    /// The organisation of that kind.
    pub organisation: Name,
    /// When.
    pub period: Period,
}

/// The rows of one area table.
#[derive(Debug)]
pub struct TableOfAreas {
    /// Its first area; the others follow.
    pub first: u32,
    /// How many there are.
    pub len: u32,
    /// The columns that say what areas lie within, each once.
    pub columns: Vec<TableColumn>,
    /// What the areas lie within.
    pub within: Vec<TableWithin>,
}

/// A column of an area table as small integers.
#[derive(Debug, Default)]
pub struct TableColumn {
    /// The distinct values, each with the first place where it stands.
    pub values: Vec<Name>,
    /// For each area of the table: 0 for an empty cell, else 1 + the number of its value.
    pub value_of: Vec<u32>,
}

/// Which organisation of a kind the areas of a table lie within: what a column says.
#[derive(Debug)]
pub struct TableWithin {
    /// The kind.
    pub kind: Name,
    /// When.
    pub period: Period,
    /// The place of the column.
    pub column: usize,
}

#[derive(Debug, Default)]
struct Texts {
    text: String,
    ends: Vec<u32>,
}

impl Texts {
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    fn reserve(&mut self, texts: usize) {
        self.ends.reserve(texts);
        self.text.reserve(texts * 12);
    }

    fn append(&mut self, other: &Texts) {
        let shift = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        self.text.push_str(&other.text);
        self.ends.extend(other.ends.iter().map(|end| end + shift));
    }

    fn get(&self, index: usize) -> &str {
        let start = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        &self.text[start..self.ends[index] as usize]
    }
}

impl AreaStore {
    /// How many areas there are.
    pub fn len(&self) -> usize {
        self.population.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.population.is_empty()
    }

    /// The id of an area.
    pub fn id(&self, area: usize) -> &str {
        self.ids.get(area)
    }

    /// The name of an area; its id where it has none.
    pub fn name(&self, area: usize) -> &str {
        match self.names.get(area) {
            "" => self.id(area),
            name => name,
        }
    }

    /// How many people live in an area.
    pub fn population(&self, area: usize) -> f64 {
        self.population[area]
    }

    /// Where an area is declared.
    pub fn at(&self, area: usize) -> Span {
        let (file, start) = self.places[area];
        let end = start + u32::try_from(self.id(area).len()).unwrap_or(0);
        Span { file, start, end }
    }

    fn push(&mut self, id: &str, name: &str, population: f64, at: (FileId, u32)) -> u32 {
        let area = u32::try_from(self.len()).unwrap_or(u32::MAX);
        self.ids.push(id);
        self.names.push(name);
        self.population.push(population);
        self.places.push(at);
        area
    }

    /// Adds all areas of another store, behind those that are there.
    pub(super) fn append(&mut self, mut other: AreaStore) {
        if self.is_empty() && self.population.capacity() == 0 {
            *self = other;
            return;
        }
        let shift = u32::try_from(self.len()).unwrap_or(u32::MAX);
        self.ids.append(&other.ids);
        self.names.append(&other.names);
        self.population.append(&mut other.population);
        self.places.append(&mut other.places);
        other.listed.iter_mut().for_each(|entry| entry.area += shift);
        other.tables.iter_mut().for_each(|table| table.first += shift);
        self.listed.append(&mut other.listed);
        self.tables.append(&mut other.tables);
    }

    fn reserve(&mut self, areas: usize) {
        self.population.reserve(areas);
        self.places.reserve(areas);
        self.ids.reserve(areas);
        self.names.reserve(areas);
    }

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
        let (Some(id), Some(population)) = (id, population) else {
            return;
        };
        let name = name.map_or_else(Box::default, |name| name.value);
        let area = self.push(&id.value, &name, population.value, (id.at.file, id.at.start));
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
    columns: Vec<ColumnReader>,
    problems: Problems,
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
        let SomeAreas { store, columns, problems } = &mut some;
        columns.resize_with(self.columns.len(), ColumnReader::default);
        store.reserve(stretch.len() / 40);
        let file = self.csv.file();
        // Rows that follow each other mostly say the same in all of these columns, which mostly come last.
        let first = self.columns.iter().min().copied().unwrap_or(usize::MAX);
        let mut was_read = false;
        self.csv.for_each_row_in(stretch, first, problems, |row, problems| {
            let repeats = std::mem::replace(&mut was_read, false) && row.repeats();
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
            store.push(area, name, people, (file, row.start));
            if repeats {
                columns.iter_mut().for_each(ColumnReader::repeat);
            } else {
                columns.iter_mut().zip(&self.columns).for_each(|(reader, column)| reader.read(row, *column));
            }
            was_read = true;
        });
        some
    }

    /// Puts the areas of all stretches behind those that are there.
    pub(super) fn put_together(self, some: Vec<SomeAreas>, all: &mut AreaStore, problems: &mut Problems) {
        let first = u32::try_from(all.len()).unwrap_or(u32::MAX);
        let mut columns: Vec<ColumnReader> = Vec::new();
        columns.resize_with(self.columns.len(), ColumnReader::default);
        all.reserve(some.iter().map(|some| some.store.len()).sum());
        for some in some {
            problems.append(some.problems);
            columns.iter_mut().zip(some.columns).for_each(|(all, column)| all.append(column.column));
            all.append(some.store);
        }
        all.tables.push(TableOfAreas {
            first,
            len: u32::try_from(all.len()).unwrap_or(u32::MAX) - first,
            columns: columns.into_iter().map(|reader| reader.column).collect(),
            within: self.within,
        });
    }
}

fn read_population(row: &Row<'_>, column: usize, problems: &mut Problems) -> Option<f64> {
    let Some(cell) = row.cell(column) else {
        problems.push(Problem::new(row.span(column), "this row gives no population"));
        return None;
    };
    // Most are a few digits, which need no care for the point.
    if cell.len() <= 9 && cell.bytes().all(|byte| byte.is_ascii_digit()) {
        let number = cell.bytes().fold(0_u32, |number, digit| number * 10 + u32::from(digit - b'0'));
        return Some(f64::from(number));
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

/// Turns the texts of one column into small integers.
#[derive(Default)]
struct ColumnReader {
    numbers: FxHashMap<Box<str>, u32>,
    column: TableColumn,
}

impl ColumnReader {
    /// Reads the cell of a row.
    fn read(&mut self, row: &Row<'_>, place: usize) {
        let number = match row.cell(place) {
            Some(text) => self.number(text, || row.span(place)),
            None => 0,
        };
        self.column.value_of.push(number);
    }

    /// Says of another area what was said of the last one.
    fn repeat(&mut self) {
        let last = self.column.value_of.last().copied().unwrap_or_default();
        self.column.value_of.push(last);
    }

    /// Adds what another reader has read further down in the same column.
    fn append(&mut self, further: TableColumn) {
        let numbers: Vec<u32> = std::iter::once(0)
            .chain(further.values.iter().map(|value| self.number(&value.value, || value.at)))
            .collect();
        self.column.value_of.extend(further.value_of.iter().map(|value| numbers[*value as usize]));
    }

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
