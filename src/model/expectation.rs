//! `[[expectation]]`: a published claim, as a test of the model.

use super::read::identifier;
use super::{BasisName, Name};
use crate::source::{Problems, Span};
use crate::text::toml::Table;

/// `[[expectation]]`.
#[derive(Debug)]
pub struct Expectation {
    /// Its id.
    pub id: Name,
    /// The claim.
    pub says: Box<str>,
    /// Who makes it.
    pub basis: Vec<BasisName>,
    /// What is measured.
    pub measure: Option<Name>,
    /// Of which service.
    pub service: Option<Name>,
    /// The scenario before; with it the claim is of the change.
    pub from: Option<Name>,
    /// The scenario.
    pub to: Name,
    /// What the encoder knows it gives; `None`: reproduced.
    pub result: Option<Name>,
    /// What the claim says of the measure.
    pub expect: Option<Name>,
    /// Where it stands.
    pub at: Span,
}

impl Expectation {
    pub(super) fn read(table: Table<'_, '_>, problems: &mut Problems) -> Option<Self> {
        let at = table.at();
        let id = identifier(&table, problems);
        let says = table.required_text("says", problems);
        let basis = BasisName::list(table.texts("basis", true, problems));
        let measure = table.text("measure", problems);
        let service = table.text("service", problems);
        let from = table.text("from", problems);
        let to = table.required_text("to", problems);
        let result = table.text("result", problems);
        let expect = table.text("expect", problems);
        table.finish(problems);
        Some(Expectation { id: id?, says: says?.value, basis, measure, service, from, to: to?, result, expect, at })
    }
}
