//! `[[responsibility]]`: holder × function × component × population, with dates, strength, status, legal basis.

use super::words::{Evidence, PopulationBasis, Status, Strength, Word};
use super::{BasisName, Name, SelectorName};
use crate::day::Period;
use crate::source::{Problems, Span};
use crate::text::toml::Table;

/// `[[responsibility]]`.
#[derive(Debug)]
pub struct Responsibility {
    /// What for.
    pub components: Vec<Name>,
    /// Who.
    pub holder: SelectorName,
    /// What is done; `None`: commission.
    pub function: Option<Name>,
    /// How binding.
    pub strength: Strength,
    /// For whose population.
    pub population: PopulationBasis,
    /// For which cohorts; `None`: all that the component needs.
    pub cohorts: Option<Vec<Name>>,
    /// In which areas; `None`: the holder's footprint.
    pub areas: Option<Vec<Name>>,
    /// Whether somebody disputes it.
    pub status: Status,
    /// When.
    pub period: Period,
    /// Under which law.
    pub basis: Vec<BasisName>,
    /// How sure the citation is.
    pub evidence: Option<Evidence>,
    /// The words relied on.
    pub quote: Option<Box<str>>,
    /// Anything worth saying.
    pub note: Option<Box<str>>,
    /// Where it stands.
    pub at: Span,
}

impl Responsibility {
    pub(super) fn read(table: Table<'_, '_>, problems: &mut Problems) -> Option<Self> {
        let at = table.at();
        let components = table.required_texts("component", false, problems);
        let holder = table.required_text("holder", problems);
        let function = table.text("function", problems);
        let strength = Strength::read(&table, "strength", problems).unwrap_or(Strength::Duty);
        let population = PopulationBasis::read(&table, "population", problems).unwrap_or(PopulationBasis::Resident);
        let cohorts = table.texts("cohorts", false, problems);
        let areas = table.texts("areas", false, problems);
        let status = Status::read(&table, "status", problems).unwrap_or(Status::Settled);
        let period = table.period(problems);
        let basis = BasisName::list(table.texts("basis", true, problems));
        let evidence = Evidence::read(&table, "evidence", problems);
        let quote = table.remark("quote", problems);
        let note = table.remark("note", problems);
        table.finish(problems);
        Some(Responsibility {
            components: components?,
            holder: SelectorName::new(holder?, problems)?,
            function,
            strength,
            population,
            cohorts,
            areas,
            status,
            period,
            basis,
            evidence,
            quote,
            note,
            at,
        })
    }
}
