//! `[[arrangement]]`: a formal joint arrangement that lets its members act as one.

use super::read::identifier;
use super::words::{ArrangementType, Evidence, Word};
use super::{BasisName, Name, SelectorName};
use crate::day::Period;
use crate::source::{Problems, Span};
use crate::text::toml::Table;

/// `[[arrangement]]`.
#[derive(Debug)]
pub struct Arrangement {
    /// Its id.
    pub id: Name,
    /// Its type.
    pub arrangement_type: ArrangementType,
    /// Who.
    pub members: Vec<SelectorName>,
    /// For which components; `None`: every one.
    pub components: Option<Vec<Name>>,
    /// In which areas; `None`: everywhere.
    pub areas: Option<Vec<Name>>,
    /// Whether no law requires it; `None`: it does not say.
    pub voluntary: Option<bool>,
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

impl Arrangement {
    pub(super) fn read(table: Table<'_, '_>, problems: &mut Problems) -> Option<Self> {
        let at = table.at();
        let id = identifier(&table, problems);
        let arrangement_type = ArrangementType::read_required(&table, "type", problems);
        let members = table.required_texts("members", false, problems);
        let components = table.texts("component", false, problems);
        let areas = table.texts("areas", false, problems);
        let voluntary = table.flag("voluntary", problems);
        let period = table.period(problems);
        let basis = BasisName::list(table.texts("basis", true, problems));
        let evidence = Evidence::read(&table, "evidence", problems);
        let quote = table.remark("quote", problems);
        let note = table.remark("note", problems);
        table.finish(problems);
        Some(Arrangement {
            id: id?,
            arrangement_type: arrangement_type?,
            members: SelectorName::list(members?, problems),
            components,
            areas,
            voluntary,
            period,
            basis,
            evidence,
            quote,
            note,
            at,
        })
    }
}
