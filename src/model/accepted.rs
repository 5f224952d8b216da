//! `[[accepted]]`: a finding that somebody has looked at and lives with.

use super::Name;
use crate::day::{Day, Period};
use crate::source::Problems;
use crate::text::toml::Table;

/// `[[accepted]]`.
#[derive(Debug)]
pub struct Accepted {
    /// A code, then the beginning of a key.
    pub finding: Name,
    /// Why.
    pub reason: Box<str>,
    /// When somebody must look again.
    pub review_by: Option<Day>,
    /// When it applies.
    pub period: Period,
}

impl Accepted {
    pub(super) fn read(table: Table<'_, '_>, problems: &mut Problems) -> Option<Self> {
        let finding = table.required_text("finding", problems);
        let reason = table.required_text("reason", problems);
        let review_by = table.day("review_by", problems);
        let period = table.period(problems);
        table.finish(problems);
        Some(Accepted { finding: finding?, reason: reason?.value, review_by: review_by.map(|day| day.value), period })
    }
}
