//! `[[function]]`: what is done about a component.

use super::Name;
use super::read::identifier;
use crate::source::Problems;
use crate::text::toml::Table;

/// `[[function]]`.
#[derive(Debug)]
pub struct Function {
    /// Its id.
    pub id: Name,
    /// Its name.
    pub name: Box<str>,
    /// Whether two units at once are an overlap.
    pub exclusive: bool,
}

impl Function {
    pub(super) fn read(table: Table<'_, '_>, problems: &mut Problems) -> Option<Self> {
        let id = identifier(&table, problems);
        let name = table.required_text("name", problems);
        let exclusive = table.flag("exclusive", problems).unwrap_or(false);
        table.finish(problems);
        Some(Function { id: id?, name: name?.value, exclusive })
    }
}
