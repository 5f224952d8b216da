//! The whole page about some scenarios, as plain data: what `remit report` shows, in whatever format, and what `remit
//! verify` works out again.
//!
//! Must not know how it looks.

pub mod claims;
pub mod findings;
pub mod front;
pub mod limits;
pub mod maps;
pub mod parts;
pub mod receipt;
pub mod sources;

use std::collections::BTreeMap;

use serde::Serialize;

use self::claims::{ClaimView, JourneyOnPage};
use self::findings::PageFinding;
use self::front::Front;
use self::limits::Limit;
use self::maps::Maps;
use self::parts::ServiceParts;
use self::sources::PageSource;
use super::common::{EvidenceCounts, ScenarioView};
use super::compare::{BodiesView, ComparisonView, HolderChangedView, MeasureChangeView, TransferView, VerdictView};
use super::matrix::{MatrixReport, matrix};
use super::measure::{Asked as MeasuresAsked, MeasureReport, in_order_of_id, measure};
use super::network::{Networks, networks};
use super::overview::{OverviewReport, overview};
use super::pathway::{PathwayReport, Seen, pathways, with_parts};
use super::timeline::{TimelineReport, timeline_report};
use super::transfers::{TransfersReport, transfers};
use crate::checks::Certainty;
use crate::landscape::tiles::TileMap;
use crate::landscape::{COMMISSION, ComponentId, Landscape, Selector, ServiceId};
use crate::study::expectations::Tested;
use crate::study::journeys::StepResult;
use crate::study::timeline::Timeline;

/// The name and version of the page's shape.
pub const SCHEMA: &str = "remit/report/1";

/// `remit/report/1`.
#[derive(Debug, Serialize)]
pub struct PageReport {
    /// The name and version of this shape.
    pub schema: &'static str,
    /// The landscape's title.
    pub landscape: String,
    /// The services, in the order asked for; all of them where none was named.
    pub services: Vec<Named>,
    /// Everyone.
    pub population: f64,
    /// Whether arrangements and relations are left out that no law requires.
    pub bare_law: bool,
    /// The scenarios, in the order asked for.
    pub scenarios: Vec<ScenarioOnPage>,
    /// What a reader takes away who reads nothing else.
    pub front: Front,
    /// The kinds of body that hold something in any of the scenarios.
    pub kinds: Vec<KindName>,
    /// Everything found in any of the scenarios.
    pub findings: Vec<PageFinding>,
    /// Who commissions each part, service by service.
    pub parts: Vec<ServiceParts>,
    /// The measures of every scenario.
    pub measures: MeasureReport,
    /// Each other scenario against the first; none where there is only one.
    pub options: Vec<OptionView>,
    /// What happened day by day; null where nothing has a date.
    pub timeline: Option<TimelineReport>,
    /// People as tests, who need a part of these services.
    pub journeys: Vec<JourneyOnPage>,
    /// Published claims about these services and scenarios.
    pub claims: Vec<ClaimView>,
    /// The sources that the page cites.
    pub sources: Vec<PageSource>,
    /// What the model does not cover.
    pub limits: Vec<Limit>,
    /// The pathway of each service, with all scenarios.
    #[serde(skip)]
    pub pathways: Vec<PathwayReport>,
    /// All of them at a glance; none where no part of the services exists.
    #[serde(skip)]
    pub overview: Option<OverviewReport>,
    /// Who holds which function of each part, service by service.
    #[serde(skip)]
    pub matrices: Vec<MatrixReport>,
    /// Who commissions what, in tiers, service by service.
    #[serde(skip)]
    pub networks: Vec<Networks>,
    /// What differs from place to place.
    #[serde(skip)]
    pub maps: Maps,
    /// What went from whom to whom, of each other scenario.
    #[serde(skip)]
    pub flows: Vec<TransfersReport>,
    /// Whether the services were named, or all are meant.
    #[serde(skip)]
    pub named: bool,
}

/// Something with an id and a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// What a short name stands for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct KindName {
    /// Its id.
    pub id: String,
    /// The short name.
    pub short: String,
    /// The name.
    pub name: String,
    /// Whether bodies of the kind commission a part, or claim to; else they hold another function.
    pub commissions: bool,
}

/// A scenario with how sure its facts are, and what was asked of it.
#[derive(Debug, Serialize)]
pub struct ScenarioOnPage {
    /// The scenario.
    #[serde(flatten)]
    pub scenario: ScenarioView,
    /// How many questions were asked: component × needed function × cell.
    pub cells_checked: usize,
    /// How many functions of components nobody has researched.
    pub not_coded: usize,
    /// How sure its facts are.
    #[serde(skip)]
    pub evidence: EvidenceCounts,
}

/// A scenario against the first.
#[derive(Debug, Serialize)]
pub struct OptionView {
    /// The first, as the command line asks for it.
    pub from: String,
    /// The other.
    pub to: String,
    /// Which is worse, and for whom.
    pub verdict: VerdictView,
    /// The verdict in a sentence.
    pub says: String,
    /// Who held what before and after.
    pub transfers: Vec<TransferView>,
    /// Where the holders are others.
    pub holder_changed: Vec<HolderChangedView>,
    /// Means before and after.
    pub measures: Vec<MeasureChangeView>,
    /// What became of organisations, in numbers.
    pub bodies: BodiesCount,
}

/// How many organisations ended, began and went on.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct BodiesCount {
    /// Live before, not after.
    pub ended: usize,
    /// Of those, how many have live successors.
    pub succeeded: usize,
    /// Live after, not before.
    pub begun: usize,
    /// Both.
    pub continued: usize,
}

impl BodiesCount {
    fn of(bodies: &BodiesView) -> Self {
        BodiesCount {
            ended: bodies.ended.len(),
            succeeded: bodies.succeeded.len(),
            begun: bodies.begun.len(),
            continued: bodies.continued.len(),
        }
    }
}

/// What a page is made from.
pub struct Asked<'a> {
    /// The landscape as its files say it.
    pub landscape: &'a Landscape,
    /// The scenarios, worked out.
    pub seen: &'a [Seen<'a>],
    /// The services; all where none is named.
    pub services: Option<&'a [ServiceId]>,
    /// Day by day.
    pub line: Option<&'a Timeline>,
    /// What came of the journeys.
    pub journeys: &'a [Vec<StepResult>],
    /// What came of the claims.
    pub tested: &'a [Tested],
    /// Where bodies stand on maps.
    pub tiles: &'a [TileMap],
}

/// Handoffs that change hands with nobody to bridge them, for one person on average; one of several services is one.
fn unbridged(seen: &Seen<'_>) -> f64 {
    let landscape = seen.facts.situation.landscape;
    let handoffs = seen.judged.findings.iter();
    let certain = handoffs.filter(|one| one.code == "fragmentation/handoff" && one.certainty == Certainty::Certain);
    let people: f64 = certain.filter_map(|one| one.people(landscape)).sum();
    if landscape.population() > 0.0 { people / landscape.population() } else { 0.0 }
}

/// Draws up the page.
pub fn page(asked: &Asked<'_>) -> PageReport {
    let Asked { landscape, seen, services, .. } = *asked;
    let listed: Vec<ServiceId> =
        services.map_or_else(|| (0..landscape.services.len()).map(ServiceId::new).collect(), <[ServiceId]>::to_vec);
    let names: Vec<Named> = listed
        .iter()
        .map(|service| {
            let of = &landscape.services[service.index()];
            Named { id: of.id.to_string(), name: of.name.to_string() }
        })
        .collect();
    let scenarios: Vec<ScenarioOnPage> = seen.iter().map(|one| scenario(one, services)).collect();
    let sides: Vec<_> = seen.iter().map(|one| (one.chosen, one.facts)).collect();
    let measures = measure(&sides, services, &MeasuresAsked::default());
    let compared = compared(seen, services);
    let findings = findings::findings(seen, &compared);
    let parts = parts::parts(seen, &listed);
    let unbridged: Vec<f64> = seen.iter().map(unbridged).collect();
    let front = front::front(&front::Input {
        services: &names,
        named: services.is_some(),
        scenarios: &scenarios,
        measures: &measures,
        parts: &parts,
        compared: &compared,
        findings: &findings,
        unbridged: &unbridged,
        population: landscape.population(),
    });
    let timeline = asked.line.map(|line| timeline_report(landscape, line, services));
    let journeys = claims::journeys(landscape, asked.journeys, services);
    let asked_for: Vec<&str> = seen.iter().map(|one| one.chosen.asked.as_str()).collect();
    let claims = claims::claims(landscape, asked.tested, services, &asked_for);
    let limits = limits::limits(&scenarios);
    let kinds = kinds(seen, &listed);
    let maps = maps::maps(seen, asked.tiles, (&listed, &names), &measures, &kinds);
    let drawn = with_parts(seen, &listed);
    let pathways = pathways(seen, &drawn);
    let mut report = PageReport {
        schema: SCHEMA,
        landscape: landscape.title.to_string(),
        services: names,
        population: landscape.population(),
        bare_law: seen[0].facts.situation.bare_law,
        front,
        kinds,
        findings,
        parts,
        measures,
        options: compared.into_iter().map(option).collect(),
        timeline,
        journeys,
        claims,
        sources: Vec::new(),
        limits,
        overview: (!pathways.is_empty()).then(|| overview(seen, &pathways)),
        matrices: drawn.iter().map(|service| matrix(seen, &[*service])).collect(),
        networks: drawn.iter().filter_map(|service| networks(seen, Some(&[*service]), None)).collect(),
        maps,
        pathways,
        flows: seen[1..].iter().map(|to| transfers(&seen[0], to, &in_order_of_id(seen[0].facts, services))).collect(),
        named: services.is_some(),
        scenarios,
    };
    report.sources = sources::sources(seen, &report);
    report
}

fn scenario(one: &Seen<'_>, services: Option<&[ServiceId]>) -> ScenarioOnPage {
    let evidence = EvidenceCounts::of(one.facts.situation, services);
    let counts = super::check::counts(one.facts, one.judged, services);
    ScenarioOnPage {
        scenario: ScenarioView::new(one.chosen, one.facts.situation, Some(evidence)),
        cells_checked: counts.cells_checked,
        not_coded: counts.not_coded,
        evidence,
    }
}

/// Each other scenario against the first.
fn compared(seen: &[Seen<'_>], services: Option<&[ServiceId]>) -> Vec<ComparisonView> {
    let Some((from, others)) = seen.split_first() else { return Vec::new() };
    let from = (from.chosen, from.facts, from.judged.findings.as_slice());
    let compare = |to: &Seen<'_>| {
        super::compare::comparison(from, (to.chosen, to.facts, to.judged.findings.as_slice()), services, None)
    };
    others.iter().map(compare).collect()
}

fn option(of: ComparisonView) -> OptionView {
    let bodies = BodiesCount::of(&of.organisations);
    let says = front::verdict_of(&of.verdict);
    OptionView {
        from: of.from.asked,
        to: of.to.asked,
        says,
        verdict: of.verdict,
        transfers: of.transfers,
        holder_changed: of.holder_changed,
        measures: of.measures,
        bodies,
    }
}

/// The kinds of body that hold a function of a part of some services, by id.
fn kinds(seen: &[Seen<'_>], services: &[ServiceId]) -> Vec<KindName> {
    let mut known: BTreeMap<String, KindName> = BTreeMap::new();
    for one in seen {
        let landscape = one.facts.situation.landscape;
        let asked = |component: &ComponentId| {
            landscape.components[component.index()].services.iter().any(|service| services.contains(service))
        };
        for id in &one.facts.situation.responsibilities {
            let fact = one.facts.situation.responsibility(*id);
            if !fact.components.iter().any(asked) {
                continue;
            }
            let kind = match fact.holder {
                Selector::Organisation(body) => landscape.organisations[body.index()].kind,
                Selector::Kind(kind) => kind,
            };
            let kind = &landscape.kinds[kind.index()];
            let (id, short, name) = (kind.id.to_string(), kind.short.to_string(), kind.name.to_string());
            let name = known.entry(id.clone()).or_insert(KindName { id, short, name, commissions: false });
            name.commissions |= fact.function == COMMISSION;
        }
    }
    known.into_values().collect()
}
