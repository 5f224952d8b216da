//! `[[cohort]]`: a share of every area's population that the rules treat apart.

use super::read::identifier;
use super::{BasisName, Name};
use crate::source::{Problems, Written};
use crate::text::toml::Table;

/// `[[cohort]]`.
#[derive(Debug)]
pub struct Cohort {
    /// Its id.
    pub id: Name,
    /// Its name.
    pub name: Box<str>,
    /// The share of everyone, 0 to 1.
    pub share: Written<f64>,
    /// Whether its people are registered with a GP.
    pub registered: bool,
    /// Where the share comes from; without it every count of these people is illustrative.
    pub basis: Vec<BasisName>,
    /// Anything worth saying.
    pub note: Option<Box<str>>,
}

impl Cohort {
    pub(super) fn read(table: Table<'_, '_>, problems: &mut Problems) -> Option<Self> {
        let id = identifier(&table, problems);
        let name = table.required_text("name", problems);
        let share = table.required_number("share", problems);
        let registered = table.flag("registered", problems).unwrap_or(true);
        let basis = BasisName::list(table.texts("basis", true, problems));
        let note = table.remark("note", problems);
        table.finish(problems);
        Some(Cohort { id: id?, name: name?.value, share: share?, registered, basis, note })
    }
}
