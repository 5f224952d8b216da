//! What several reports show: scenarios, findings, how sure the facts are, names.

mod numbers;

use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Serialize, Serializer};

pub use self::numbers::{number_of_people, people_in_words, with_commas};
use crate::analysis::Facts;
use crate::checks::{self, Fact, Finding, Subject};
use crate::day::Day;
use crate::landscape::{
    Basis, Cells, ComponentId, FunctionId, KindId, Landscape, OrganisationId, ResponsibilityId, ServiceId, Situation,
};
use crate::model::{Evidence, Status};
use crate::source::Span;

/// At most so many areas are listed; their number is always whole.
pub const MOST_AREAS: usize = 100;

/// A scenario as somebody asked for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// Its id; of a bare date, the date.
    pub id: String,
    /// Its title; of a bare date, the date in words.
    pub title: String,
    /// The day.
    pub on: Day,
    /// Reforms applied, in order.
    pub reforms: Vec<String>,
    /// As the command line asks for it: `before+act`.
    pub asked: String,
    /// What else was asked for and tells its pictures from others: an area.
    pub apart: String,
}

/// A scenario in JSON.
#[derive(Debug, Clone, Serialize)]
pub struct ScenarioView {
    /// Its id.
    pub id: String,
    /// The day.
    pub on: String,
    /// Reforms applied.
    pub reforms: Vec<String>,
    /// With bare law: how many live facts do not say whether a law requires them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unsaid: Option<UnsaidView>,
    /// How sure its facts are, where the report has no other place for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<EvidenceCounts>,
    /// As the command line asks for it.
    #[serde(skip)]
    pub asked: String,
    /// Its title.
    #[serde(skip)]
    pub title: String,
    /// What tells its pictures from others of the same scenario: an area, bare law.
    #[serde(skip)]
    pub apart: String,
    /// The day in words.
    #[serde(skip)]
    pub day: String,
    /// Where the day lies before or after everything that is dated: what to know of it.
    #[serde(skip)]
    pub outside: Option<String>,
}

/// How many live facts do not say whether a law requires them.
#[derive(Debug, Clone, Copy, Serialize, PartialEq, Eq)]
pub struct UnsaidView {
    /// Arrangements.
    pub arrangements: usize,
    /// Relations.
    pub relations: usize,
}

impl Chosen {
    /// What tells its pictures from others of the same scenario.
    pub fn apart(&self, bare_law: bool) -> String {
        [self.apart.as_str(), if bare_law { "-bare-law" } else { "" }].concat()
    }
}

impl ScenarioView {
    /// A scenario and, where asked for, how sure its facts are.
    pub fn new(chosen: &Chosen, situation: &Situation<'_>, evidence: Option<EvidenceCounts>) -> Self {
        ScenarioView {
            id: chosen.id.clone(),
            on: chosen.on.to_string(),
            reforms: chosen.reforms.clone(),
            unsaid: situation.bare_law.then_some(UnsaidView {
                arrangements: situation.unsaid.arrangements,
                relations: situation.unsaid.relations,
            }),
            evidence,
            asked: chosen.asked.clone(),
            title: chosen.title.clone(),
            apart: chosen.apart(situation.bare_law),
            day: chosen.on.in_words(),
            outside: super::titles::outside(situation.landscape, chosen.on),
        }
    }
}

/// How many live responsibilities are how sure; the contested are among the others.
#[derive(Debug, Clone, Copy, Default, Serialize, PartialEq, Eq)]
pub struct EvidenceCounts {
    /// The source was seen to say it.
    pub verified: usize,
    /// Believed right.
    pub known: usize,
    /// Doubtful.
    pub doubtful: usize,
    /// It does not say.
    pub unstated: usize,
    /// Somebody disputes it.
    pub contested: usize,
}

impl EvidenceCounts {
    /// Of the live responsibilities of a situation, for some services or for all.
    pub fn of(situation: &Situation<'_>, services: Option<&[ServiceId]>) -> Self {
        let landscape = situation.landscape;
        let mut counts = EvidenceCounts::default();
        for id in &situation.responsibilities {
            let responsibility = situation.responsibility(*id);
            let asked = services.is_none_or(|services| {
                responsibility.components.iter().any(|component| {
                    landscape.components[component.index()].services.iter().any(|s| services.contains(s))
                })
            });
            if !asked {
                continue;
            }
            match responsibility.evidence {
                Some(Evidence::Verified) => counts.verified += 1,
                Some(Evidence::Known) => counts.known += 1,
                Some(Evidence::Doubtful) => counts.doubtful += 1,
                None => counts.unstated += 1,
            }
            counts.contested += usize::from(responsibility.status == Status::Contested);
        }
        counts
    }

    /// All of them.
    pub fn total(&self) -> usize {
        self.verified + self.known + self.doubtful + self.unstated
    }
}

/// A place in a file.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct PlaceView {
    /// The file, relative to the landscape.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl PlaceView {
    /// Where a span begins.
    pub fn new(landscape: &Landscape, span: Span) -> Self {
        let position = landscape.files.position(span);
        PlaceView { file: landscape.files.file(span.file).path.clone(), line: position.line, column: position.column }
    }
}

/// Ids in order, shared by all findings that name the same bodies.
pub type Ids = Arc<[String]>;

/// By this name a format knows a list that several findings share, so that it may write it only once.
pub const SHARED_LIST: &str = "SharedList";

fn shared<S: Serializer>(ids: &Ids, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_newtype_struct(SHARED_LIST, &**ids)
}

/// Turns findings into what is shown, and remembers lists of bodies and areas that many of them share.
pub struct Viewer<'f> {
    facts: &'f Facts<'f>,
    bodies: FxHashMap<Vec<OrganisationId>, Ids>,
    areas: FxHashMap<Cells, (Ids, usize)>,
}

impl<'f> Viewer<'f> {
    /// For the findings of a situation.
    pub fn new(facts: &'f Facts<'f>) -> Self {
        Viewer { facts, bodies: FxHashMap::default(), areas: FxHashMap::default() }
    }

    /// A finding with its names and places.
    pub fn view(&mut self, finding: &Finding) -> FindingView {
        let organisations = self.ids(finding.organisations());
        let holders = self.ids(&finding.holders);
        let landscape = self.facts.situation.landscape;
        let (areas, area_count) = self
            .areas
            .entry(finding.cells.clone())
            .or_insert_with(|| {
                let (areas, count) = finding.areas(landscape, MOST_AREAS);
                let ids: Vec<String> = areas.into_iter().map(|area| landscape.areas.id(area).to_owned()).collect();
                (ids.into(), count)
            })
            .clone();
        let mut view = FindingView::new(self.facts, finding, organisations, holders);
        (view.areas, view.area_count) = (areas, area_count);
        view
    }

    fn ids(&mut self, bodies: &[OrganisationId]) -> Ids {
        if let Some(known) = self.bodies.get(bodies) {
            return Arc::clone(known);
        }
        let ids: Ids = Names(self.facts.situation.landscape).organisations(bodies).into();
        self.bodies.insert(bodies.to_vec(), Arc::clone(&ids));
        ids
    }
}

/// A finding as it is shown.
#[derive(Debug, Clone, Serialize)]
pub struct FindingView {
    /// The name that it goes by.
    pub key: String,
    /// What sort.
    pub code: String,
    /// How bad.
    pub severity: &'static str,
    /// Whether it hangs on disputed facts.
    pub certainty: &'static str,
    /// Whether somebody lives with it.
    pub accepted: bool,
    /// The service.
    pub service: Option<String>,
    /// The component; of a handoff, where people come from.
    pub component: Option<String>,
    /// Of a handoff, where people go to.
    pub to_component: Option<String>,
    /// The function.
    pub function: Option<String>,
    /// Organisations that it is about.
    #[serde(serialize_with = "shared")]
    pub organisations: Ids,
    /// How many people.
    pub people: Option<f64>,
    /// Of those who need the component.
    pub share: Option<f64>,
    /// The first areas, by id.
    #[serde(serialize_with = "shared")]
    pub areas: Ids,
    /// How many areas.
    pub area_count: usize,
    /// The cohorts.
    pub cohorts: Vec<String>,
    /// Who claims there.
    #[serde(serialize_with = "shared")]
    pub holders: Ids,
    /// It all in a sentence.
    pub message: String,
    /// The sources of the facts it rests on.
    pub basis: Vec<String>,
    /// How sure the least sure of them is.
    pub evidence: Option<&'static str>,
    /// Where an author would edit.
    pub at: Vec<PlaceView>,
    /// The sentence without its people.
    #[serde(skip)]
    pub sentence: String,
    /// Whether the count of people rests on a cohort's share that has no source.
    #[serde(skip)]
    pub illustrative: bool,
    /// Why it is accepted.
    #[serde(skip)]
    pub reason: Option<String>,
}

impl FindingView {
    fn new(facts: &Facts<'_>, finding: &Finding, organisations: Ids, holders: Ids) -> Self {
        let landscape = facts.situation.landscape;
        let names = Names(landscape);
        let people = finding.people(landscape);
        let whole = finding.people_in_question(facts);
        let sentence = checks::check(finding.code).map_or_else(String::new, |check| check.sentence(finding, landscape));
        let (basis, evidence) = basis_and_evidence(landscape, &finding.facts);
        let to_component = match &finding.subject {
            Subject::Handoff(edge, _) => Some(names.component(edge.to)),
            _ => None,
        };
        let cohorts = finding.cohorts(landscape);
        let some_only = cohorts.len() < landscape.cohorts.iter().filter(|cohort| cohort.share > 0.0).count();
        let message = match people {
            Some(people) if people > 0.0 => {
                format!("{sentence}, for {}", people_in_words(people))
            }
            _ => sentence.clone(),
        };
        FindingView {
            key: finding.key.clone(),
            code: finding.code.to_owned(),
            severity: finding.severity.word(),
            certainty: finding.certainty.word(),
            accepted: finding.accepted,
            service: finding.service(landscape).map(|service| names.service(service)),
            component: finding.component().map(|component| names.component(component)),
            to_component,
            function: finding.function.map(|function| names.function(function)),
            organisations,
            people,
            share: people
                .zip(whole)
                .and_then(|(people, whole)| (whole > 0.0).then(|| people / whole))
                .or(people.map(|_| 0.0)),
            areas: Arc::default(),
            area_count: 0,
            illustrative: some_only && cohorts.iter().any(|cohort| !landscape.cohorts[*cohort].sourced),
            cohorts: {
                let mut ids: Vec<String> =
                    cohorts.into_iter().map(|cohort| landscape.cohorts[cohort].id.to_string()).collect();
                ids.sort_unstable();
                ids
            },
            holders,
            message,
            basis,
            evidence,
            at: finding.places(landscape).into_iter().map(|span| PlaceView::new(landscape, span)).collect(),
            reason: finding.accepted.then(|| {
                let matching = landscape
                    .accepted
                    .iter()
                    .find(|accepted| accepted.period.includes(facts.situation.day) && accepted.matches(&finding.key));
                matching.map_or_else(String::new, |accepted| accepted.reason.to_string())
            }),
            sentence,
        }
    }
}

/// What some findings say, by their keys, in order of severity and key; those that are not there say nothing.
pub fn messages(situation: &Situation<'_>, keys: &[String]) -> Vec<String> {
    let facts = Facts::new(situation);
    let has_code = |code: &str| keys.iter().any(|key| key.split(':').next() == Some(code));
    let mut findings = checks::judge_codes(&facts, None, has_code).findings;
    findings.retain(|finding| keys.contains(&finding.key));
    let view = |finding: &Finding| FindingView::new(&facts, finding, Ids::default(), Ids::default()).message;
    let mut messages: Vec<String> = findings.iter().map(view).collect();
    messages.dedup();
    messages
}

/// What some responsibilities rest on, in the order of the files, each once.
pub fn basis_of(landscape: &Landscape, facts: &[ResponsibilityId]) -> Vec<String> {
    let mut known: Vec<String> = Vec::new();
    for basis in facts.iter().flat_map(|fact| &landscape.responsibilities[fact.index()].basis) {
        let text = landscape.basis_text(basis);
        if !known.contains(&text) {
            known.push(text);
        }
    }
    known
}

/// The sources of some facts, each once, in order; and how sure the least sure fact is.
/// What some facts rest on, and how sure the least sure of them is.
pub fn basis_and_evidence(landscape: &Landscape, facts: &[Fact]) -> (Vec<String>, Option<&'static str>) {
    let mut basis: Vec<String> = Vec::new();
    let mut weakest: Option<Option<Evidence>> = None;
    for fact in facts {
        let (sources, evidence): (&[Basis], Option<Evidence>) = match fact {
            Fact::Responsibility(id) => {
                let fact = &landscape.responsibilities[id.index()];
                (&fact.basis, fact.evidence)
            }
            Fact::Arrangement(id) => {
                let fact = &landscape.arrangements[id.index()];
                (&fact.basis, fact.evidence)
            }
            Fact::Relation(id) => {
                let fact = &landscape.relations[id.index()];
                (&fact.basis, fact.evidence)
            }
        };
        basis.extend(sources.iter().map(|source| landscape.basis_text(source)));
        // A fact that does not say is the least sure of all: `None` is less than any word.
        weakest = Some(weakest.map_or(evidence, |weakest| weakest.min(evidence)));
    }
    basis.sort_unstable();
    basis.dedup();
    (basis, weakest.map(|evidence| evidence.map_or("unstated", Evidence::word)))
}

/// Ids of the things of a landscape.
pub struct Names<'l>(pub &'l Landscape);

impl Names<'_> {
    /// A service's id.
    pub fn service(&self, service: ServiceId) -> String {
        str::to_owned(&self.0.services[service.index()].id)
    }

    /// A component's id.
    pub fn component(&self, component: ComponentId) -> String {
        str::to_owned(&self.0.components[component.index()].id)
    }

    /// A function's id.
    pub fn function(&self, function: FunctionId) -> String {
        str::to_owned(&self.0.functions[function.index()].id)
    }

    /// A kind's id.
    pub fn kind(&self, kind: KindId) -> String {
        str::to_owned(&self.0.kinds[kind.index()].id)
    }

    /// A kind's short name.
    pub fn short(&self, kind: KindId) -> String {
        str::to_owned(&self.0.kinds[kind.index()].short)
    }

    /// Kinds' ids, in order.
    pub fn kinds(&self, kinds: &[KindId]) -> Vec<String> {
        let mut ids: Vec<String> = kinds.iter().map(|kind| self.kind(*kind)).collect();
        ids.sort_unstable();
        ids
    }

    /// An organisation's id.
    pub fn organisation(&self, organisation: OrganisationId) -> String {
        str::to_owned(&self.0.organisations[organisation.index()].id)
    }

    /// Organisations' ids, in order.
    pub fn organisations(&self, organisations: &[OrganisationId]) -> Vec<String> {
        let mut ids: Vec<String> = organisations.iter().map(|one| self.organisation(*one)).collect();
        ids.sort_unstable();
        ids
    }
}

/// A text as a sentence begins: with a capital.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A text as an identifier: what an identifier cannot have becomes `-`.
pub fn as_identifier(text: &str) -> String {
    let allowed = |letter: char| if letter.is_ascii_alphanumeric() || "._-".contains(letter) { letter } else { '-' };
    text.chars().map(allowed).collect::<String>().trim_start_matches(|c: char| !c.is_ascii_alphanumeric()).to_owned()
}
