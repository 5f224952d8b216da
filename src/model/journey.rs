//! `[[journey]]`: a person, as a test.

use super::read::identifier;
use super::{Name, SelectorName};
use crate::day::Day;
use crate::source::{Problem, Problems, Span};
use crate::text::toml::Table;

/// `[[journey]]`.
#[derive(Debug)]
pub struct Journey {
    /// Its id.
    pub id: Name,
    /// The story.
    pub story: Box<str>,
    /// Where the person lives.
    pub area: Name,
    /// Of which cohort; `None`: the only one.
    pub cohort: Option<Name>,
    /// The steps.
    pub steps: Vec<JourneyStep>,
    /// Where it stands.
    pub at: Span,
}

/// `[[journey.step]]`.
#[derive(Debug)]
pub struct JourneyStep {
    /// What the person needs.
    pub component: Name,
    /// On which day.
    pub on: Day,
    /// Who is expected to commission it.
    pub expect: Vec<SelectorName>,
    /// Where it stands.
    pub at: Span,
}

impl Journey {
    pub(super) fn read(table: Table<'_, '_>, problems: &mut Problems) -> Option<Self> {
        let at = table.at();
        let id = identifier(&table, problems);
        let story = table.required_text("story", problems);
        let area = table.required_text("area", problems);
        let cohort = table.text("cohort", problems);
        if !table.has("step") {
            problems.push(Problem::new(at, "a journey needs at least one [[journey.step]]"));
        }
        let steps = table.tables("step", "a journey's step", problems);
        let steps: Vec<Option<JourneyStep>> = steps.into_iter().map(|step| JourneyStep::read(step, problems)).collect();
        table.finish(problems);
        Some(Journey {
            id: id?,
            story: story?.value,
            area: area?,
            cohort,
            steps: steps.into_iter().collect::<Option<_>>()?,
            at,
        })
    }
}

impl JourneyStep {
    fn read(table: Table<'_, '_>, problems: &mut Problems) -> Option<Self> {
        let at = table.at();
        let component = table.required_text("component", problems);
        let on = table.required_day("on", problems);
        let expect = table.required_texts("expect", true, problems);
        table.finish(problems);
        Some(JourneyStep { component: component?, on: on?.value, expect: SelectorName::list(expect?, problems), at })
    }
}
