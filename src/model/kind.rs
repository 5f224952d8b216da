//! `[[kind]]`: a kind of organisation.

use super::Name;
use super::read::identifier;
use super::words::{Family, Word};
use crate::source::Problems;
use crate::text::toml::Table;

/// `[[kind]]`.
#[derive(Debug)]
pub struct Kind {
    /// Its id.
    pub id: Name,
    /// Its name.
    pub name: Box<str>,
    /// A short name.
    pub short: Option<Box<str>>,
    /// How pictures colour it.
    pub family: Option<Family>,
    /// Whether its bodies are there to bring others together.
    pub coordinates: bool,
    /// Whether accountability may end there.
    pub top: bool,
}

impl Kind {
    pub(super) fn read(table: Table<'_, '_>, problems: &mut Problems) -> Option<Self> {
        let id = identifier(&table, problems);
        let name = table.required_text("name", problems);
        let short = table.text("short", problems);
        let family = Family::read(&table, "family", problems);
        let coordinates = table.flag("coordinates", problems).unwrap_or(false);
        let top = table.flag("top", problems).unwrap_or(false);
        table.finish(problems);
        Some(Kind { id: id?, name: name?.value, short: short.map(|short| short.value), family, coordinates, top })
    }
}
