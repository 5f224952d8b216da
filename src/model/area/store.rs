//! The areas themselves: columns, not objects, because a country has tens of thousands.

use std::ops::Range;
use std::sync::Arc;

use crate::day::Period;
use crate::model::Name;
use crate::source::{FileId, Span};
use crate::text::csv::Row;

/// All areas. Their ids and names mostly stay where they stand, in the texts of their files.
#[derive(Debug, Default)]
pub struct AreaStore {
    /// The texts of files in which ids and names stand.
    files: Vec<Arc<String>>,
    /// Ids and names that do not stand in a file as they are meant.
    own: String,
    rows: Vec<AreaRow>,
    population: Vec<f64>,
    /// Where ids do not come after the one before; at the first area too.
    breaks: Vec<u32>,
    /// The last id, where it is short, as a number that compares as its text does.
    last: Option<u128>,
    /// What areas declared in TOML lie within.
    pub listed: Vec<ListedWithin>,
    /// The tables of areas.
    pub tables: Vec<TableOfAreas>,
}

/// Where an area is declared, and where its id and its name stand.
#[derive(Debug, Clone, Copy)]
struct AreaRow {
    declared: (FileId, u32),
    /// The place of a file among those whose texts are kept, or [`OWN`].
    text: u32,
    id: [u32; 2],
    name: [u32; 2],
}

/// In the place of a file: the store's own text.
const OWN: u32 = u32::MAX;

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
    /// What areas say in all columns, each different answer once: for each column 0 for an empty cell, else 1 + the
    /// number of its value.
    pub said: Vec<Box<[u32]>>,
    /// For each area of the table, the number of what it says: many lie within the same.
    pub said_of: Vec<u32>,
}

/// A column of an area table.
#[derive(Debug, Default)]
pub struct TableColumn {
    /// The distinct values, each with the first place where it stands.
    pub values: Vec<Name>,
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
        let row = &self.rows[area];
        &self.text(row.text)[between(row.id)]
    }

    /// The name of an area; its id where it has none.
    pub fn name(&self, area: usize) -> &str {
        let row = &self.rows[area];
        if row.name[0] == row.name[1] { self.id(area) } else { &self.text(row.text)[between(row.name)] }
    }

    fn text(&self, number: u32) -> &str {
        if number == OWN { &self.own } else { &self.files[number as usize] }
    }

    /// How many people live in an area.
    pub fn population(&self, area: usize) -> f64 {
        self.population[area]
    }

    /// Where an area is declared.
    pub fn at(&self, area: usize) -> Span {
        let (file, start) = self.rows[area].declared;
        let end = start + place(self.id(area).len());
        Span { file, start, end }
    }

    /// Stretches of areas in each of which every id comes after the one before.
    pub fn ascending(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let ends = self.breaks.iter().skip(1).map(|end| *end as usize).chain([self.len()]);
        self.breaks.iter().zip(ends).map(|(start, end)| *start as usize..end)
    }

    /// Adds an area whose id and name are copied.
    pub(super) fn push(&mut self, id: &str, name: &str, population: f64, declared: (FileId, u32)) -> u32 {
        let mut add = |text: &str| {
            let start = place(self.own.len());
            self.own.push_str(text);
            [start, place(self.own.len())]
        };
        let row = AreaRow { declared, text: OWN, id: add(id), name: add(name) };
        self.add(id, row, population)
    }

    /// Adds the area of a row of a file with this text; its id and its name are cells of the row.
    pub(super) fn push_row(
        &mut self,
        text: &Arc<String>,
        row: &Row<'_>,
        id: &str,
        name: &str,
        population: f64,
        declared: (FileId, u32),
    ) {
        let Some(id_at) = row.stretch_of(id) else {
            self.push(id, name, population, declared);
            return;
        };
        if !self.files.last().is_some_and(|last| Arc::ptr_eq(last, text)) {
            self.files.push(Arc::clone(text));
        }
        let name = Some(name).filter(|name| !name.is_empty()).and_then(|name| row.stretch_of(name));
        let name = name.map_or([0, 0], |at| [at.start, at.end]);
        let text = place(self.files.len() - 1);
        self.add(id, AreaRow { declared, text, id: [id_at.start, id_at.end], name }, population);
    }

    fn add(&mut self, id: &str, row: AreaRow, population: f64) -> u32 {
        let area = place(self.len());
        let number = as_number(id);
        let follows = match (self.last, number) {
            (Some(last), Some(number)) => last < number,
            _ => area > 0 && self.id(area as usize - 1) < id,
        };
        if !follows {
            self.breaks.push(area);
        }
        self.last = number;
        self.rows.push(row);
        self.population.push(population);
        area
    }

    /// Adds all areas of another store, behind those that are there.
    pub(in crate::model) fn append(&mut self, mut other: AreaStore) {
        if self.is_empty() && self.population.capacity() == 0 {
            *self = other;
            return;
        }
        let (shift, shift_own) = (place(self.len()), place(self.own.len()));
        let files: Vec<u32> = other.files.into_iter().map(|file| self.file(file)).collect();
        self.own.push_str(&other.own);
        self.rows.extend(other.rows.into_iter().map(|row| match row.text {
            OWN => AreaRow { id: row.id.map(|at| at + shift_own), name: row.name.map(|at| at + shift_own), ..row },
            file => AreaRow { text: files[file as usize], ..row },
        }));
        self.population.append(&mut other.population);
        let mut breaks = other.breaks.into_iter();
        if breaks.next().is_some() {
            let at = shift as usize;
            if at == 0 || self.id(at - 1) >= self.id(at) {
                self.breaks.push(shift);
            }
            self.last = other.last;
        }
        self.breaks.extend(breaks.map(|at| at + shift));
        other.listed.iter_mut().for_each(|entry| entry.area += shift);
        other.tables.iter_mut().for_each(|table| table.first += shift);
        self.listed.append(&mut other.listed);
        self.tables.append(&mut other.tables);
    }

    /// The place of a file's text, which may be new.
    fn file(&mut self, text: Arc<String>) -> u32 {
        let known = self.files.iter().position(|known| Arc::ptr_eq(known, &text));
        place(known.unwrap_or_else(|| {
            self.files.push(text);
            self.files.len() - 1
        }))
    }

    pub(in crate::model) fn reserve(&mut self, areas: usize) {
        self.population.reserve_exact(areas);
        self.rows.reserve_exact(areas);
    }
}

/// A short text as a number that stands in the order of the texts: identifiers have no zero bytes.
fn as_number(text: &str) -> Option<u128> {
    let mut bytes = [0; 16];
    bytes.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
    Some(u128::from_be_bytes(bytes))
}

fn between([start, end]: [u32; 2]) -> Range<usize> {
    start as usize..end as usize
}

/// A place in a text or a list, neither of which is ever larger than 4 GB.
fn place(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
