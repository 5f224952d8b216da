//! `[[relation]]`: a tie between two organisations.

use super::words::{Evidence, RelationType, Word};
use super::{BasisName, SelectorName};
use crate::day::Period;
use crate::source::{Problem, Problems, Span, Written};
use crate::text::toml::Table;

/// `[[relation]]`.
#[derive(Debug)]
pub struct Relation {
    /// Its type.
    pub relation_type: RelationType,
    /// From whom.
    pub who: SelectorName,
    /// To whom.
    pub to: SelectorName,
    /// At least this fraction of the smaller one's people must be shared.
    pub min_share: Option<Written<f64>>,
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

impl Relation {
    pub(super) fn read(table: Table<'_, '_>, problems: &mut Problems) -> Option<Self> {
        let at = table.at();
        let relation_type = RelationType::read_required(&table, "type", problems);
        let who = table.required_text("who", problems);
        let to = table.required_text("to", problems);
        let min_share = table.number("min_share", problems);
        let voluntary = table.flag("voluntary", problems);
        let period = table.period(problems);
        let basis = BasisName::list(table.texts("basis", true, problems));
        let evidence = Evidence::read(&table, "evidence", problems);
        let quote = table.remark("quote", problems);
        let note = table.remark("note", problems);
        table.finish(problems);
        let who = SelectorName::new(who?, problems)?;
        let to = SelectorName::new(to?, problems)?;
        if let Some(share) = &min_share {
            if !(who.of_kind && to.of_kind) {
                problems.push(
                    Problem::new(share.at, "`min_share` has a meaning only where both sides are kinds")
                        .help("leave it out, or name kinds on both sides"),
                );
            }
            if share.value > 1.0 {
                problems.push(Problem::new(share.at, "`min_share` is a fraction from 0 to 1"));
            }
        }
        Some(Relation {
            relation_type: relation_type?,
            who,
            to,
            min_share,
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
