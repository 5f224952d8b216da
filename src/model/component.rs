//! `[[component]]`: the smallest part of a service that is commissioned by itself.

use super::read::identifier;
use super::words::{Access, Word};
use super::{BasisName, Name};
use crate::day::Period;
use crate::source::{Problems, Span};
use crate::text::toml::Table;

/// `[[component]]`.
#[derive(Debug)]
pub struct Component {
    /// Its id.
    pub id: Name,
    /// The services that it is part of; the first is its own.
    pub services: Vec<Name>,
    /// Its name.
    pub name: Box<str>,
    /// Where along the pathway.
    pub stage: Option<Box<str>>,
    /// Functions that somebody must hold; `None`: commission.
    pub needs: Option<Vec<Name>>,
    /// Functions that nobody has researched.
    pub unknown: Vec<Name>,
    /// Who needs it; `None`: everyone.
    pub cohorts: Option<Vec<Name>>,
    /// Whether people may attend outside their home area.
    pub access: Access,
    /// Where people go next; `None`: not given.
    pub leads_to: Option<Vec<Name>>,
    /// Who says that people go this way.
    pub leads_to_basis: Vec<BasisName>,
    /// When it exists.
    pub period: Period,
    /// Where it stands.
    pub at: Span,
}

impl Component {
    pub(super) fn read(table: Table<'_, '_>, problems: &mut Problems) -> Option<Self> {
        let at = table.at();
        let id = identifier(&table, problems);
        let services = table.required_texts("service", false, problems);
        let name = table.required_text("name", problems);
        let stage = table.text("stage", problems);
        let needs = table.texts("needs", true, problems);
        let unknown = table.texts("unknown", true, problems).unwrap_or_default();
        let cohorts = table.texts("cohorts", false, problems);
        let access = Access::read(&table, "access", problems).unwrap_or(Access::Resident);
        let leads_to = table.texts("leads_to", true, problems);
        let leads_to_basis = BasisName::list(table.texts("leads_to_basis", false, problems));
        let period = table.period(problems);
        table.finish(problems);
        Some(Component {
            id: id?,
            services: services?,
            name: name?.value,
            stage: stage.map(|stage| stage.value),
            needs,
            unknown,
            cohorts,
            access,
            leads_to,
            leads_to_basis,
            period,
            at,
        })
    }
}
