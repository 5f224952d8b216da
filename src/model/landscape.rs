//! `[landscape]`: the title and what holds for all of it.

use super::Name;
use crate::source::{Problems, Span};
use crate::text::toml::Table;

/// `[landscape]`.
#[derive(Debug)]
pub struct Header {
    /// Its title.
    pub title: Box<str>,
    /// The scenario where a command names none.
    pub default: Option<Name>,
    /// Above which `effective` a pathway is too fragmented; without it nobody says.
    pub effective_limit: Option<f64>,
    /// Where it stands.
    pub at: Span,
}

impl Header {
    pub(super) fn read(table: Table<'_, '_>, problems: &mut Problems) -> Option<Self> {
        let at = table.at();
        let title = table.required_text("title", problems);
        let default = table.text("default", problems);
        let effective_limit = table.number("effective_limit", problems);
        table.finish(problems);
        Some(Header { title: title?.value, default, effective_limit: effective_limit.map(|limit| limit.value), at })
    }
}
