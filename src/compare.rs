//! Two scenarios to one comparison: who came and went, what changed hands for whom, what is new and what is mended.
//!
//! Must not know wording. A `Comparison` is data; its report is a view of it.

mod transfers;
mod verdict;

pub use transfers::{HolderChange, Transfer, transfers};
pub use verdict::{Change, Is, Verdict, Witness, verdict};

use rustc_hash::FxHashMap;

use crate::analysis::Facts;
use crate::checks::{Certainty, Finding};
use crate::landscape::{OrganisationId, SERVICE_MEASURES, ServiceId, ServiceMeasure};

/// One side of a comparison: what holds, and what is wrong with it.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// What holds.
    pub facts: &'a Facts<'a>,
    /// What is wrong, in order.
    pub findings: &'a [Finding],
}

/// What became of organisations, each list by id.
#[derive(Debug, Default)]
pub struct Bodies {
    /// Live before, not after.
    pub ended: Vec<OrganisationId>,
    /// Live after, not before.
    pub begun: Vec<OrganisationId>,
    /// Live before and after.
    pub continued: Vec<OrganisationId>,
    /// Ended, with those live after that follow.
    pub succeeded: Vec<(OrganisationId, Vec<OrganisationId>)>,
}

/// A measure of a service before and after; `None` where nobody needs the service.
#[derive(Debug, Clone, Copy)]
pub struct MeasureChange {
    /// The service.
    pub service: ServiceId,
    /// The measure.
    pub measure: ServiceMeasure,
    /// The mean before.
    pub from: Option<f64>,
    /// The mean after.
    pub to: Option<f64>,
}

impl MeasureChange {
    /// After less before.
    pub fn change(&self) -> Option<f64> {
        Some(self.to? - self.from?)
    }
}

/// A finding on both sides, by its places in the two lists.
pub type Persisting = (usize, usize);

/// TO held against FROM, both days of one landscape.
#[derive(Debug)]
pub struct Comparison {
    /// Organisations.
    pub bodies: Bodies,
    /// Who held what before and after, for how many people.
    pub transfers: Vec<Transfer>,
    /// For how many people the holders are others.
    pub holder_changed: Vec<HolderChange>,
    /// Findings of TO that FROM has not, by place.
    pub new: Vec<usize>,
    /// Findings of FROM that TO has not, by place.
    pub resolved: Vec<usize>,
    /// Findings of both.
    pub persisting: Vec<Persisting>,
    /// Every service's means.
    pub measures: Vec<MeasureChange>,
    /// Which is worse, and for whom.
    pub verdict: Verdict,
}

/// Compares two sides over some services.
pub fn compare(from: Side<'_>, to: Side<'_>, services: &[ServiceId]) -> Comparison {
    let (transfers, holder_changed) = transfers(from.facts, to.facts, services);
    let [before, after] = [from, to].map(by_name);
    let aside = |finding: &Finding| finding.code.starts_with("accepted/");
    let (mut new, mut persisting) = (Vec::new(), Vec::new());
    for (place, finding) in to.findings.iter().enumerate().filter(|(_, finding)| !aside(finding)) {
        match before.get(&name(finding)).copied() {
            Some(before) => persisting.push((before, place)),
            None => new.push(place),
        }
    }
    let resolved = from.findings.iter().enumerate();
    let resolved = resolved.filter(|(_, finding)| !aside(finding) && !after.contains_key(&name(finding)));
    Comparison {
        bodies: bodies(from.facts, to.facts),
        transfers,
        holder_changed,
        resolved: resolved.map(|(place, _)| place).collect(),
        new,
        persisting,
        measures: measures(from.facts, to.facts, services),
        verdict: verdict(from, to),
    }
}

/// By what a finding is known on both sides.
type Name<'f> = (&'f str, Certainty);

fn name(finding: &Finding) -> Name<'_> {
    (&finding.key, finding.certainty)
}

/// The findings of a side by their names; of those with one name the first.
fn by_name(side: Side<'_>) -> FxHashMap<Name<'_>, usize> {
    let mut by_name = FxHashMap::default();
    for (place, finding) in side.findings.iter().enumerate() {
        by_name.entry(name(finding)).or_insert(place);
    }
    by_name
}

fn bodies(from: &Facts<'_>, to: &Facts<'_>) -> Bodies {
    let organisations = &from.situation.landscape.organisations;
    let lives = |one: &OrganisationId| from.situation.lives(*one) || to.situation.lives(*one);
    let mut all: Vec<OrganisationId> = (0..organisations.len()).map(OrganisationId::new).filter(lives).collect();
    all.sort_by_key(|one| &organisations[one.index()].id);
    let mut bodies = Bodies::default();
    for one in all {
        match (from.situation.lives(one), to.situation.lives(one)) {
            (true, true) => bodies.continued.push(one),
            (false, true) => bodies.begun.push(one),
            (true, false) => {
                bodies.ended.push(one);
                let mut heirs = to.situation.live_successors(one).to_vec();
                heirs.sort_by_key(|heir| &organisations[heir.index()].id);
                if !heirs.is_empty() {
                    bodies.succeeded.push((one, heirs));
                }
            }
            (false, false) => {}
        }
    }
    bodies
}

fn measures(from: &Facts<'_>, to: &Facts<'_>, services: &[ServiceId]) -> Vec<MeasureChange> {
    let landscape = from.situation.landscape;
    let mut rows = Vec::new();
    for service in services {
        let (before, after) = (from.measures(*service), to.measures(*service));
        if before.is_none() && after.is_none() {
            continue;
        }
        rows.extend(SERVICE_MEASURES.iter().map(|(_, measure)| MeasureChange {
            service: *service,
            measure: *measure,
            from: before.map(|measures| measures.summary(landscape, *measure).mean),
            to: after.map(|measures| measures.summary(landscape, *measure).mean),
        }));
    }
    rows
}
