//! What is wrong in a scenario.

use serde::Serialize;

use super::common::{Chosen, EvidenceCounts, FindingView, Names, ScenarioView, Viewer};
use crate::analysis::Facts;
use crate::checks::{Judged, Severity};
use crate::landscape::{Cells, Landscape, OrganisationId, ServiceId};

/// `remit/check/1`.
#[derive(Debug, Serialize)]
pub struct CheckReport {
    /// The name and version of this shape.
    pub schema: &'static str,
    /// The landscape's title.
    pub landscape: String,
    /// The scenario.
    pub scenario: ScenarioView,
    /// Everyone.
    pub population: f64,
    /// By severity, key, certainty.
    pub findings: Vec<FindingView>,
    /// Lawful sharing, listed apart.
    pub shared: Vec<SharedView>,
    /// How many of what.
    pub counts: Counts,
    /// How sure the facts are.
    pub evidence: EvidenceCounts,
    /// The services asked for, by name; none where it is about all.
    #[serde(skip)]
    pub services: Vec<String>,
    /// Where only what is new is shown: since which scenario, and how many errors and warnings of both are left out.
    #[serde(skip)]
    pub since: Option<(String, usize)>,
}

/// Organisations that hold something together.
#[derive(Debug, Serialize)]
pub struct SharedView {
    /// The component.
    pub component: String,
    /// The function.
    pub function: String,
    /// Who.
    pub organisations: Vec<String>,
    /// For how many people.
    pub people: f64,
}

/// How many of what.
#[derive(Debug, Serialize, Default, Clone, Copy)]
pub struct Counts {
    /// Errors that nobody has accepted.
    pub error: usize,
    /// Warnings that nobody has accepted.
    pub warning: usize,
    /// Notes, the accepted left out.
    pub note: usize,
    /// Accepted findings.
    pub accepted: usize,
    /// Existing component × needed function × cell that needs it, a cell being an area × a cohort.
    pub cells_checked: usize,
    /// Existing component × function that nobody has researched.
    pub not_coded: usize,
}

/// Reports what is wrong; with services, of those alone.
pub fn check(chosen: &Chosen, facts: &Facts<'_>, judged: &Judged, services: Option<&[ServiceId]>) -> CheckReport {
    let situation = facts.situation;
    let landscape = situation.landscape;
    let mut viewer = Viewer::new(facts);
    CheckReport {
        schema: "remit/check/1",
        landscape: landscape.title.to_string(),
        scenario: ScenarioView::new(chosen, situation, None),
        population: landscape.population(),
        findings: judged.findings.iter().map(|finding| viewer.view(finding)).collect(),
        shared: shared(facts, services),
        counts: counts(facts, judged, services),
        evidence: EvidenceCounts::of(situation, services),
        services: service_names(facts, services),
        since: None,
    }
}

/// The names of the services asked for; none where all are.
pub fn service_names(facts: &Facts<'_>, services: Option<&[ServiceId]>) -> Vec<String> {
    service_names_of(facts.situation.landscape, services)
}

/// The services asked for, by name; none where it is about all.
pub fn service_names_of(landscape: &Landscape, services: Option<&[ServiceId]>) -> Vec<String> {
    let all = &landscape.services;
    services.unwrap_or_default().iter().map(|service| all[service.index()].name.to_string()).collect()
}

fn asked(facts: &Facts<'_>, component: crate::landscape::ComponentId, services: Option<&[ServiceId]>) -> bool {
    let component = &facts.situation.landscape.components[component.index()];
    services.is_none_or(|services| component.services.iter().any(|service| services.contains(service)))
}

pub(super) fn counts(facts: &Facts<'_>, judged: &Judged, services: Option<&[ServiceId]>) -> Counts {
    let landscape = facts.situation.landscape;
    let grid = landscape.grid();
    let mut counts = Counts::default();
    for finding in &judged.findings {
        match (finding.accepted, finding.severity) {
            (true, _) => counts.accepted += 1,
            (false, Severity::Error) => counts.error += 1,
            (false, Severity::Warning) => counts.warning += 1,
            (false, Severity::Note) => counts.note += 1,
        }
    }
    for (component, cells) in facts.existing() {
        if !asked(facts, *component, services) {
            continue;
        }
        let component = &landscape.components[component.index()];
        let areas: usize = cells
            .iter()
            .map(|cell| {
                let areas = landscape.areas.classes[grid.class(cell).index()].areas.len();
                areas * landscape.strata[grid.stratum(cell).index()].cohorts.len()
            })
            .sum();
        counts.cells_checked += areas * component.needs.len();
        counts.not_coded += component.unknown.len();
    }
    counts
}

fn shared(facts: &Facts<'_>, services: Option<&[ServiceId]>) -> Vec<SharedView> {
    let landscape = facts.situation.landscape;
    let names = Names(landscape);
    let mut list = Vec::new();
    for function in facts.functions() {
        if !asked(facts, function.component, services)
            || function.verdicts.verdicts().iter().all(|verdict| verdict.shared.is_empty())
        {
            continue;
        }
        let mut units: Vec<(Vec<OrganisationId>, Cells)> = Vec::new();
        for (cell, place) in function.verdicts.of_cell().iter().enumerate() {
            let Some(verdict) = function.verdicts.verdicts().get(*place as usize) else { continue };
            for unit in &verdict.shared {
                match units.iter_mut().find(|(known, _)| known.as_slice() == unit.as_slice()) {
                    Some((_, cells)) => cells.insert(cell),
                    None => {
                        let mut cells = Cells::none(landscape.grid());
                        cells.insert(cell);
                        units.push((unit.to_vec(), cells));
                    }
                }
            }
        }
        list.extend(units.into_iter().map(|(unit, cells)| SharedView {
            component: names.component(function.component),
            function: names.function(function.function),
            organisations: names.organisations(&unit),
            people: landscape.people(&cells),
        }));
    }
    list.sort_by(|a, b| {
        (&a.component, &a.function, &a.organisations).cmp(&(&b.component, &b.function, &b.organisations))
    });
    list
}
