//! `[[source]]`: a law, study or document that facts rest on.

use super::Name;
use super::read::identifier;
use super::words::{SourceType, Word};
use crate::day::Day;
use crate::source::Problems;
use crate::text::toml::Table;

/// `[[source]]`.
#[derive(Debug)]
pub struct Source {
    /// Its id.
    pub id: Name,
    /// Its title.
    pub title: Box<str>,
    /// What sort of thing it is.
    pub source_type: Option<SourceType>,
    /// When it was made.
    pub year: Option<i64>,
    /// Where it is.
    pub url: Option<Box<str>>,
    /// The day somebody last saw that it still says so.
    pub checked: Option<Day>,
}

impl Source {
    pub(super) fn read(table: Table<'_, '_>, problems: &mut Problems) -> Option<Self> {
        let id = identifier(&table, problems);
        let title = table.required_text("title", problems);
        let source_type = SourceType::read(&table, "type", problems);
        let year = table.whole_number("year", problems);
        let url = table.remark("url", problems);
        let checked = table.day("checked", problems);
        table.finish(problems);
        Some(Source { id: id?, title: title?.value, source_type, year, url, checked: checked.map(|day| day.value) })
    }
}
