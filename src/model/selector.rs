//! References: to one organisation, to those of a kind, to a place in a source.

use super::Name;
use crate::source::{Problem, Problems, Span, Written};

/// `"ID"` or `"kind:ID"`, as written.
#[derive(Debug, Clone, PartialEq)]
pub struct SelectorName {
    /// Whether it begins with `kind:`.
    pub of_kind: bool,
    /// The id or official code, or the kind's id.
    pub name: Box<str>,
    /// Where it stands.
    pub at: Span,
}

impl SelectorName {
    /// Reads a written name.
    pub fn new(written: Written<Box<str>>, problems: &mut Problems) -> Option<Self> {
        let Written { value, at } = written;
        match value.strip_prefix("kind:") {
            Some(kind) if kind.trim().is_empty() => {
                problems.push(Problem::new(at, "`kind:` names no kind").help("write kind:ID, for example kind:la"));
                None
            }
            Some(kind) => Some(SelectorName { of_kind: true, name: kind.into(), at }),
            None => Some(SelectorName { of_kind: false, name: value, at }),
        }
    }

    /// Reads a list of them.
    pub fn list(written: Vec<Name>, problems: &mut Problems) -> Vec<Self> {
        written.into_iter().filter_map(|name| SelectorName::new(name, problems)).collect()
    }

    /// As written.
    pub fn text(&self) -> String {
        let prefix = if self.of_kind { "kind:" } else { "" };
        format!("{prefix}{}", self.name)
    }
}

/// A source, and after `#` where in it.
#[derive(Debug, Clone, PartialEq)]
pub struct BasisName {
    /// The source's id.
    pub source: Box<str>,
    /// Where in it.
    pub place: Option<Box<str>>,
    /// Where this stands.
    pub at: Span,
}

impl BasisName {
    /// Reads a list of written bases.
    pub fn list(written: Option<Vec<Name>>) -> Vec<Self> {
        let split = |name: Name| {
            let (source, place) = match name.value.split_once('#') {
                Some((source, place)) => (source.into(), (!place.trim().is_empty()).then(|| place.into())),
                None => (name.value, None),
            };
            BasisName { source, place, at: name.at }
        };
        written.unwrap_or_default().into_iter().map(split).collect()
    }
}
