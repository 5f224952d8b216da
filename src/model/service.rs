//! `[[service]]`: a pathway of components.

use super::Name;
use super::read::identifier;
use crate::source::Problems;
use crate::text::toml::Table;

/// `[[service]]`.
#[derive(Debug)]
pub struct Service {
    /// Its id.
    pub id: Name,
    /// Its name.
    pub name: Box<str>,
    /// Whether studies follow it as a tracer.
    pub tracer: bool,
}

impl Service {
    pub(super) fn read(table: Table<'_, '_>, problems: &mut Problems) -> Option<Self> {
        let id = identifier(&table, problems);
        let name = table.required_text("name", problems);
        let tracer = table.flag("tracer", problems).unwrap_or(false);
        table.finish(problems);
        Some(Service { id: id?, name: name?.value, tracer })
    }
}
