//! `[[scenario]]`: a day to look at the landscape.

use super::Name;
use super::read::identifier;
use crate::day::{Day, looks_like_a_day};
use crate::source::{Problem, Problems, Written};
use crate::text::toml::Table;

/// `[[scenario]]`.
#[derive(Debug)]
pub struct Scenario {
    /// Its id, which does not look like a date.
    pub id: Name,
    /// Its title.
    pub title: Option<Box<str>>,
    /// The day.
    pub on: Written<Day>,
    /// Reforms applied, in order: names of files under `reforms/`.
    pub reforms: Vec<Name>,
}

impl Scenario {
    pub(super) fn read(table: Table<'_, '_>, problems: &mut Problems) -> Option<Self> {
        let id = identifier(&table, problems);
        if let Some(id) = &id
            && looks_like_a_day(&id.value)
        {
            problems.push(
                Problem::new(id.at, format!("the scenario's id `{}` looks like a date", id.value))
                    .help("a bare date already means that day; give the scenario a name"),
            );
        }
        let title = table.text("title", problems);
        let on = table.required_day("on", problems);
        let reforms = table.texts("reforms", true, problems).unwrap_or_default();
        table.finish(problems);
        Some(Scenario { id: id?, title: title.map(|title| title.value), on: on?, reforms })
    }
}
