//! What rests on a source: which responsibilities, arrangements and relations, and what nobody would hold without it.

use crate::analysis::Facts;
use crate::day::Period;
use crate::landscape::{
    ArrangementId, Basis, Cells, ComponentId, FunctionId, Landscape, RelationId, ResponsibilityId, SourceId,
};

/// A source, or a place in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provision {
    /// The source.
    pub source: SourceId,
    /// Where in it; `None`: anywhere.
    pub place: Option<Box<str>>,
}

impl Provision {
    /// Whether a basis is of this provision: the place itself, or one that goes on behind it (`s3` has `s3-1` and
    /// `s3(1)`, and not `s30`).
    pub fn has(&self, basis: &Basis) -> bool {
        basis.source == self.source
            && self.place.as_deref().is_none_or(|wanted| {
                basis.place.as_deref().is_some_and(|place| {
                    place.strip_prefix(wanted).is_some_and(|rest| {
                        rest.is_empty() || !rest.starts_with(|letter: char| letter.is_ascii_alphanumeric())
                    })
                })
            })
    }

    /// How a list of bases rests on it.
    fn carries(&self, basis: &[Basis]) -> Option<Rests> {
        let of = basis.iter().filter(|basis| self.has(basis)).count();
        match of {
            0 => None,
            of if of == basis.len() => Some(Rests::Alone),
            _ => Some(Rests::WithOthers),
        }
    }
}

/// Whether a fact has any other basis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rests {
    /// Without it the fact has no basis.
    Alone,
    /// It has others besides.
    WithOthers,
}

/// What rests on a provision, on any day.
#[derive(Debug, Default)]
pub struct Resting {
    /// Responsibilities.
    pub responsibilities: Vec<(ResponsibilityId, Rests)>,
    /// Arrangements.
    pub arrangements: Vec<(ArrangementId, Rests)>,
    /// Relations.
    pub relations: Vec<(RelationId, Rests)>,
}

impl Resting {
    /// How many facts rest on it, and how many on it alone.
    pub fn counts(&self) -> (usize, usize) {
        let all = || {
            let of = self.responsibilities.iter().map(|(_, rests)| *rests);
            of.chain(self.arrangements.iter().map(|(_, rests)| *rests)).chain(self.relations.iter().map(|(_, r)| *r))
        };
        (all().count(), all().filter(|rests| *rests == Rests::Alone).count())
    }
}

/// Everything that rests on a provision.
pub fn resting(landscape: &Landscape, provision: &Provision) -> Resting {
    let carries = |basis: &[Basis]| provision.carries(basis);
    Resting {
        responsibilities: landscape
            .responsibilities
            .iter()
            .enumerate()
            .filter_map(|(place, fact)| Some((ResponsibilityId::new(place), carries(&fact.basis)?)))
            .collect(),
        arrangements: landscape
            .arrangements
            .iter()
            .enumerate()
            .filter_map(|(place, fact)| Some((ArrangementId::new(place), carries(&fact.basis)?)))
            .collect(),
        relations: landscape
            .relations
            .iter()
            .enumerate()
            .filter_map(|(place, fact)| Some((RelationId::new(place), carries(&fact.basis)?)))
            .collect(),
    }
}

/// A function of a component that somebody holds, and that nobody would hold for some people.
#[derive(Debug)]
pub struct Bare {
    /// The component.
    pub component: ComponentId,
    /// The function.
    pub function: FunctionId,
    /// For whom.
    pub cells: Cells,
}

/// What nobody would hold in a situation if what rests on a provision alone were not in force.
pub fn without(facts: &Facts<'_>, resting: &Resting) -> Vec<Bare> {
    let situation = facts.situation;
    let mut landscape = situation.landscape.clone();
    for (id, _) in resting.responsibilities.iter().filter(|(_, rests)| *rests == Rests::Alone) {
        landscape.responsibilities[id.index()].period = Period::NEVER;
    }
    let then = landscape.at(situation.day, situation.bare_law);
    let then = Facts::new(&then);
    let mut bare = Vec::new();
    for function in facts.functions() {
        let after = then.function(function.component, function.function);
        let mut cells = Cells::none(situation.landscape.grid());
        for cell in facts.needing(function.component).into_iter().flat_map(Cells::iter) {
            let claimed = |at: Option<&crate::analysis::SetVerdict>| at.is_some_and(|verdict| verdict.set > 0);
            if claimed(function.at(cell)) && !claimed(after.and_then(|after| after.at(cell))) {
                cells.insert(cell);
            }
        }
        if !cells.is_empty() {
            bare.push(Bare { component: function.component, function: function.function, cells });
        }
    }
    bare
}
