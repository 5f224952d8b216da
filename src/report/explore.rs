//! What `remit explore` shows of one service in one scenario, of a place or of everywhere; and of one part of it, who
//! answers and why nobody else does. Plain data.

pub mod trouble;

use std::collections::BTreeMap;

use super::check::{self, Counts};
use super::common::{FindingView, ScenarioView, Viewer};
use super::page::Named;
use super::page::front::verdict_of;
use super::page::parts::{HeldBy, PartView, parts};
use super::page::sources::{PageSource, cited_sources};
use super::pathway::{PathwayReport, Seen, pathway};
use super::titles::place_in_words;
use super::who::{Question, WhoReport, who_report};
use crate::checks::{Finding, Judged};
use crate::landscape::{ComponentId, ServiceId, Situation};
use crate::study::place::Place;

/// The page.
#[derive(Debug)]
pub struct ExploreReport {
    /// What can be chosen.
    pub choices: Choices,
    /// What is chosen.
    pub chosen: Selection,
    /// The scenario.
    pub scenario: ScenarioView,
    /// The service's name.
    pub service: String,
    /// ` in West Alpha`; nothing where it is about everywhere.
    pub place: String,
    /// How the scenario stands to the one that it is held against.
    pub verdict: Option<Verdict>,
    /// The picture, of the chosen scenario alone.
    pub pathway: PathwayReport,
    /// Who commissions each part.
    pub parts: Vec<PartView>,
    /// What is wrong with the service there.
    pub findings: Vec<FindingView>,
    /// How many findings of each level.
    pub counts: Counts,
    /// The chosen part.
    pub part: Option<Part>,
    /// The sources that the page cites.
    pub sources: Vec<PageSource>,
    /// What the reader should know of what was asked.
    pub notice: Option<String>,
}

/// What can be chosen.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// The landscape's title.
    pub landscape: String,
    /// The scenarios: by what to ask for them, and their titles.
    pub scenarios: Vec<Named>,
    /// The services.
    pub services: Vec<Named>,
    /// Names of places, to choose from.
    pub places: Vec<String>,
}

/// What is chosen, as an address says it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// The scenario.
    pub scenario: String,
    /// The one that it is held against; empty for none.
    pub against: String,
    /// The service.
    pub service: String,
    /// The place; empty for everywhere.
    pub area: String,
    /// The part; empty for none.
    pub component: String,
}

/// How a scenario stands to another.
#[derive(Debug)]
pub struct Verdict {
    /// The title of the one that it is held against.
    pub from: String,
    /// `same`, `better`, `worse` or `mixed`.
    pub is: &'static str,
    /// In a sentence.
    pub says: String,
}

/// A part of the service, and what can be said of it.
#[derive(Debug)]
pub struct Part {
    /// Its id.
    pub component: String,
    /// Its name.
    pub name: String,
    /// Who commissions it, everywhere; none where it does not exist.
    pub held: Option<HeldBy>,
    /// Who answers in the place asked about, and why nobody else does.
    pub who: Option<WhoReport>,
}

/// What is asked.
pub struct Asked<'a> {
    /// What can be chosen.
    pub choices: &'a Choices,
    /// What is chosen.
    pub chosen: Selection,
    /// The scenario, its findings those of the service, its place the one asked about.
    pub seen: Seen<'a>,
    /// The one that it is held against.
    pub against: Option<Seen<'a>>,
    /// The service.
    pub service: ServiceId,
    /// The part.
    pub component: Option<ComponentId>,
}

/// Draws it up.
pub fn explore(asked: &Asked<'_>) -> ExploreReport {
    let Asked { seen, service, .. } = *asked;
    let (facts, place) = (seen.facts, seen.place);
    let situation = facts.situation;
    let landscape = situation.landscape;
    let services = [service];
    let here = Judged { findings: touching(seen.judged, situation, place) };
    let mut viewer = Viewer::new(facts);
    let mut parts = parts(&[seen], &services);
    let mut report = ExploreReport {
        choices: asked.choices.clone(),
        chosen: asked.chosen.clone(),
        scenario: ScenarioView::new(seen.chosen, situation, None),
        service: landscape.services[service.index()].name.to_string(),
        place: place_in_words(landscape, place),
        verdict: asked.against.map(|from| verdict(&from, &seen, service)),
        pathway: pathway(&[seen], service),
        parts: if parts.is_empty() { Vec::new() } else { parts.remove(0).parts },
        findings: here.findings.iter().map(|finding| viewer.view(finding)).map(|view| of_place(view, place)).collect(),
        counts: check::counts(facts, &here, Some(&services)),
        part: None,
        sources: Vec::new(),
        notice: None,
    };
    if let Some(component) = asked.component {
        let of = &landscape.components[component.index()];
        if of.services.contains(&service) {
            report.part = Some(part(&mut report.parts, &seen, component));
        } else {
            report.notice = Some(format!("{} is no part of {}: choose another below.", of.name, report.service));
            report.chosen.component.clear();
        }
    }
    report.sources = cited_sources(std::slice::from_ref(&seen), bases(&report));
    report
}

/// How a scenario stands to another, for a service everywhere.
fn verdict(from: &Seen<'_>, to: &Seen<'_>, service: ServiceId) -> Verdict {
    let before = (from.chosen, from.facts, from.judged.findings.as_slice());
    let after = (to.chosen, to.facts, to.judged.findings.as_slice());
    let compared = super::compare::comparison(before, after, Some(&[service]), None);
    Verdict { from: from.chosen.title.clone(), is: compared.verdict.is, says: verdict_of(&compared.verdict) }
}

/// The findings that concern somebody in a place, with the people there; those that concern no people in particular,
/// everywhere.
fn touching(judged: &Judged, situation: &Situation<'_>, place: Option<Place>) -> Vec<Finding> {
    let landscape = situation.landscape;
    let Some(place) = place else { return judged.findings.clone() };
    let here = landscape.cells_of(place.classes(situation));
    let narrowed = |finding: &Finding| {
        let cells = finding.cells.and(&here);
        let touches = finding.cells.is_empty() || !cells.is_empty();
        touches.then(|| Finding { cells, ..finding.clone() })
    };
    judged.findings.iter().filter_map(narrowed).collect()
}

/// A finding without its people where the place is one area: others like it are counted with it.
fn of_place(view: FindingView, place: Option<Place>) -> FindingView {
    match place {
        Some(Place::Area(_)) => FindingView { people: None, share: None, ..view },
        _ => view,
    }
}

fn part(parts: &mut [PartView], seen: &Seen<'_>, component: ComponentId) -> Part {
    let landscape = seen.facts.situation.landscape;
    let of = &landscape.components[component.index()];
    let known = parts.iter_mut().find(|part| part.component == *of.id);
    let who = seen.place.map(|place| {
        let question = Question { components: &[component], service: None, place, cohort: None, why: true };
        who_report(seen.chosen, seen.facts, &question)
    });
    Part {
        component: of.id.to_string(),
        name: of.name.to_string(),
        held: known.and_then(|part| part.held.first().cloned().flatten()),
        who,
    }
}

/// Everything that the page cites.
fn bases(report: &ExploreReport) -> Vec<&str> {
    let findings = report.findings.iter().flat_map(|finding| &finding.basis);
    let held = report.parts.iter().flat_map(|part| part.held.iter().flatten());
    let held = held.flat_map(|held| &held.holders).flat_map(|holder| &holder.basis);
    let who = report.part.iter().flat_map(|part| &part.who).flat_map(|who| &who.answers);
    let who = who.flat_map(|answer| &answer.units).flat_map(|unit| &unit.basis);
    findings.chain(held).chain(who).map(String::as_str).collect()
}

/// Names of places to choose from: bodies of a day that cover some of the people and not all; and the areas, where there
/// are few.
pub fn places(situation: &Situation<'_>) -> Vec<String> {
    const FEW: usize = 200;
    let landscape = situation.landscape;
    let all = landscape.population();
    let local = situation.live_organisations().filter(|body| {
        let people = situation.residents(*body);
        people > 0.0 && people < all
    });
    // Of two bodies with one name each goes by its id.
    let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for body in local {
        let body = &landscape.organisations[body.index()];
        names.entry(body.name.to_string()).or_default().push(body.id.to_string());
    }
    if landscape.areas.len() <= FEW {
        for area in landscape.areas.in_order() {
            names.entry(landscape.areas.name(*area).to_owned()).or_default();
        }
    }
    names.into_iter().flat_map(|(name, ids)| if ids.len() > 1 { ids } else { vec![name] }).collect()
}
