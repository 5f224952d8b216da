//! Cohorts that no fact can tell apart are one stratum, as areas are one class: where no rule treats them differently,
//! nothing is worked out twice.

use super::facts::{Cohort, Component, Responsibility};
use super::ids::{CohortId, StratumId};
use crate::model::PopulationBasis;

/// Cohorts of somebody that no component and no responsibility can tell apart, in the order of the landscape.
#[derive(Debug, Clone)]
pub struct Stratum {
    /// The cohorts; never none.
    pub cohorts: Vec<CohortId>,
}

impl Stratum {
    /// The first of them: what holds for it holds for all.
    pub fn first(&self) -> CohortId {
        self.cohorts[0]
    }

    /// The one with the largest share, the first by id among equals.
    pub fn largest(&self, cohorts: &[Cohort]) -> CohortId {
        let mut largest = self.cohorts[0];
        for cohort in &self.cohorts[1..] {
            let (one, best) = (&cohorts[cohort.index()], &cohorts[largest.index()]);
            if one.share > best.share || (one.share == best.share && one.id < best.id) {
                largest = *cohort;
            }
        }
        largest
    }
}

/// The strata, and the stratum of each cohort that has anybody in it.
pub(super) fn strata<'r>(
    cohorts: &[Cohort],
    components: &[Component],
    responsibilities: impl Iterator<Item = &'r Responsibility> + Clone,
) -> (Vec<Stratum>, Vec<Option<StratumId>>) {
    let by_registration = responsibilities.clone().any(|fact| fact.population == PopulationBasis::Registered);
    let alike = |a: usize, b: usize| {
        (!by_registration || cohorts[a].registered == cohorts[b].registered)
            && components.iter().all(|component| component.cohorts.contains(a) == component.cohorts.contains(b))
            && responsibilities
                .clone()
                .filter_map(|fact| fact.cohorts.as_ref())
                .all(|named| named.contains(a) == named.contains(b))
    };
    let mut strata: Vec<Stratum> = Vec::new();
    let mut stratum_of = Vec::with_capacity(cohorts.len());
    for (place, cohort) in cohorts.iter().enumerate() {
        if cohort.share <= 0.0 {
            stratum_of.push(None);
            continue;
        }
        let known = strata.iter().position(|stratum| alike(stratum.first().index(), place));
        let number = known.unwrap_or_else(|| {
            strata.push(Stratum { cohorts: Vec::new() });
            strata.len() - 1
        });
        strata[number].cohorts.push(CohortId::new(place));
        stratum_of.push(Some(StratumId::new(number)));
    }
    (strata, stratum_of)
}
