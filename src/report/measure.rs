//! How fragmented services are, in numbers.

use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

use super::check::service_names;
use super::common::{Chosen, EvidenceCounts, Names, ScenarioView};
pub use super::sensitivity::SensitivityView;
use super::sensitivity::sensitivity_view;
use crate::analysis::{
    Alignment, AlignmentRow, Facts, Range, Summary, alignment, coordination, ranges, superiors, system,
};
use crate::landscape::{KindId, SERVICE_MEASURES, ServiceId};
use crate::study::sensitivity::{Variant, sensitivity};

/// `remit/measure/1`.
#[derive(Debug, Serialize)]
pub struct MeasureReport {
    /// The name and version of this shape.
    pub schema: &'static str,
    /// The landscape's title.
    pub landscape: String,
    /// One entry a scenario.
    pub scenarios: Vec<ScenarioMeasures>,
    /// Everyone.
    #[serde(skip)]
    pub population: f64,
    /// The services asked for, by name; none where it is about all.
    #[serde(skip)]
    pub services: Vec<String>,
}

/// The measures of one scenario.
#[derive(Debug, Serialize)]
pub struct ScenarioMeasures {
    /// The scenario.
    pub scenario: ScenarioView,
    /// How sure its facts are.
    pub evidence: EvidenceCounts,
    /// By service.
    pub services: Vec<ServiceView>,
    /// By service and organisation of the kind asked for.
    pub by: Vec<ByView>,
    /// Live organisations.
    pub organisations: Vec<OrganisationView>,
    /// Boundaries of the kinds asked for.
    pub alignment: Vec<AlignmentView>,
    /// The whole system.
    pub system: SystemView,
    /// How far rankings hang on a source, or on how finely services are cut; only where it is asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sensitivity: Option<SensitivityView>,
}

/// A service's measures.
#[derive(Debug, Serialize)]
pub struct ServiceView {
    /// The service.
    pub service: String,
    /// How many people need it.
    pub people: f64,
    /// The measures, by name.
    #[serde(flatten, serialize_with = "in_order")]
    pub measures: Vec<(&'static str, MeasureView)>,
    /// Of the handoffs, the share held together.
    pub congruence: CongruenceView,
    /// Who holds the ring.
    pub superiors: Vec<SuperiorView>,
    /// The service's name.
    #[serde(skip)]
    pub name: String,
}

impl ServiceView {
    /// A measure by its name.
    pub fn measure(&self, name: &str) -> Option<&MeasureView> {
        self.measures.iter().find(|(known, _)| *known == name).map(|(_, view)| view)
    }
}

/// A measure over the people who need a service.
#[derive(Debug, Serialize, Clone, Copy)]
pub struct MeasureView {
    /// The people-weighted mean.
    pub mean: f64,
    /// The least.
    pub min: f64,
    /// The smallest value with at least half of the people at or below it.
    pub median: f64,
    /// The most.
    pub max: f64,
    /// Least and most of the mean when disputed facts go either way.
    pub range: [f64; 2],
    /// Whether every reading was looked at.
    pub exact: bool,
}

impl MeasureView {
    fn new(summary: Summary, range: Range) -> Self {
        MeasureView {
            mean: summary.mean,
            min: summary.min,
            median: summary.median,
            max: summary.max,
            range: [range.least, range.most],
            exact: range.exact,
        }
    }
}

/// Of a service's handoffs, the share held together; null without handoffs.
#[derive(Debug, Serialize, Clone, Copy)]
pub struct CongruenceView {
    /// Joined or bridged.
    pub any: Option<f64>,
    /// Joined.
    pub binding: Option<f64>,
}

/// A share of a service's handoffs by who holds the ring.
#[derive(Debug, Serialize, Clone)]
pub struct SuperiorView {
    /// The kind; null where there is nobody.
    pub kind: Option<String>,
    /// Whether it is itself a party.
    pub party: bool,
    /// The share.
    pub share: f64,
    /// The kind's short name.
    #[serde(skip)]
    pub short: Option<String>,
}

/// A service's means over one organisation's people.
#[derive(Debug, Serialize)]
pub struct ByView {
    /// The service.
    pub service: String,
    /// The organisation.
    pub organisation: String,
    /// How many of its people need the service.
    pub people: f64,
    /// The means, by measure.
    #[serde(flatten, serialize_with = "in_order")]
    pub means: Vec<(&'static str, f64)>,
    /// The organisation's name.
    #[serde(skip)]
    pub name: String,
}

/// An organisation and whom it must coordinate with.
#[derive(Debug, Serialize)]
pub struct OrganisationView {
    /// The organisation.
    pub organisation: String,
    /// Its kind.
    pub kind: String,
    /// How many people live in its footprint.
    pub people: f64,
    /// How many others stand across a handoff from it.
    pub coordination: usize,
}

/// Two kinds over the same areas.
#[derive(Debug, Serialize)]
pub struct AlignmentView {
    /// One kind.
    pub of: String,
    /// The other.
    pub with: String,
    /// H(with | of) and H(of | with), in bits.
    pub bits: [f64; 2],
    /// By organisation of the first kind.
    pub rows: Vec<AlignmentRowView>,
    /// The short names of the two kinds.
    #[serde(skip)]
    pub short: [String; 2],
}

/// One organisation's people over those of the other kind.
#[derive(Debug, Serialize)]
pub struct AlignmentRowView {
    /// The organisation.
    pub organisation: String,
    /// How many it shares people with.
    pub meets: usize,
    /// How many hold at least 5% of its people.
    pub meets_5pct: usize,
    /// The Herfindahl index; null where none of its people is in any.
    pub herfindahl: Option<f64>,
    /// Its inverse.
    pub effective: Option<f64>,
}

impl AlignmentRowView {
    /// A row with its names.
    pub fn new(names: &Names<'_>, row: &AlignmentRow) -> Self {
        AlignmentRowView {
            organisation: names.organisation(row.organisation),
            meets: row.meets,
            meets_5pct: row.meets_5pct,
            herfindahl: row.herfindahl,
            effective: row.effective(),
        }
    }
}

/// The whole system.
#[derive(Debug, Serialize)]
pub struct SystemView {
    /// Live organisations by kind.
    pub organisations: BTreeMap<String, usize>,
    /// Live relations by type, as distinct pairs.
    pub relations: BTreeMap<String, usize>,
    /// How many organisations commission for one person, on average.
    pub commissioners_per_person: f64,
    /// Organisations whose removal splits the system.
    pub cut_points: Vec<String>,
}

/// What is asked of a measurement besides the services.
#[derive(Debug, Default, Clone)]
pub struct Asked {
    /// Means by organisation of this kind.
    pub by: Option<KindId>,
    /// Boundaries of these pairs of kinds.
    pub align: Vec<(KindId, KindId)>,
    /// Other ways to make the measures, under which rankings may turn round.
    pub variants: Vec<Variant>,
}

/// Reports the measures of some scenarios; with services, of those alone.
pub fn measure(sides: &[(&Chosen, &Facts<'_>)], services: Option<&[ServiceId]>, asked: &Asked) -> MeasureReport {
    let first = sides.first().map(|(_, facts)| *facts);
    MeasureReport {
        schema: "remit/measure/1",
        landscape: first.map_or_else(String::new, |facts| facts.situation.landscape.title.to_string()),
        population: first.map_or(0.0, |facts| facts.situation.landscape.population()),
        services: first.map_or_else(Vec::new, |facts| service_names(facts, services)),
        scenarios: sides.iter().map(|(chosen, facts)| scenario(chosen, facts, services, asked)).collect(),
    }
}

/// The services asked for, by id; all where none is.
pub fn in_order_of_id(facts: &Facts<'_>, services: Option<&[ServiceId]>) -> Vec<ServiceId> {
    let landscape = facts.situation.landscape;
    let mut list: Vec<ServiceId> = match services {
        Some(services) => services.to_vec(),
        None => (0..landscape.services.len()).map(ServiceId::new).collect(),
    };
    list.sort_by_key(|service| &landscape.services[service.index()].id);
    list.dedup();
    list
}

fn scenario(chosen: &Chosen, facts: &Facts<'_>, services: Option<&[ServiceId]>, asked: &Asked) -> ScenarioMeasures {
    let situation = facts.situation;
    let landscape = situation.landscape;
    let names = Names(landscape);
    let chosen_services = in_order_of_id(facts, services);
    let system = system(facts, &chosen_services);
    ScenarioMeasures {
        scenario: ScenarioView::new(chosen, situation, None),
        evidence: EvidenceCounts::of(situation, services),
        services: chosen_services.iter().filter_map(|service| self::service(facts, *service)).collect(),
        by: asked.by.map_or_else(Vec::new, |kind| by(facts, kind, &chosen_services)),
        organisations: coordination(facts, &chosen_services)
            .into_iter()
            .map(|(one, coordination)| OrganisationView {
                organisation: names.organisation(one),
                kind: names.kind(landscape.organisations[one.index()].kind),
                people: situation.residents(one),
                coordination,
            })
            .collect(),
        alignment: asked
            .align
            .iter()
            .map(|(of, with)| {
                let Alignment { of, with, bits, rows } = alignment(situation, *of, *with);
                AlignmentView {
                    short: [of, with].map(|kind| names.short(kind)),
                    of: names.kind(of),
                    with: names.kind(with),
                    bits,
                    rows: rows.iter().map(|row| AlignmentRowView::new(&names, row)).collect(),
                }
            })
            .collect(),
        system: SystemView {
            organisations: system.organisations.iter().map(|(kind, n)| (names.kind(*kind), *n)).collect(),
            relations: system.relations.iter().map(|(relation, n)| (relation.word().to_owned(), *n)).collect(),
            commissioners_per_person: system.commissioners_per_person,
            cut_points: system.cut_points.iter().map(|one| names.organisation(*one)).collect(),
        },
        sensitivity: (!asked.variants.is_empty())
            .then(|| sensitivity_view(landscape, &sensitivity(facts, &chosen_services, &asked.variants))),
    }
}

/// One service's measures; `None` where nobody needs it on the day.
pub fn service(facts: &Facts<'_>, service: ServiceId) -> Option<ServiceView> {
    let landscape = facts.situation.landscape;
    let names = Names(landscape);
    let measures = facts.measures(service)?;
    let ranges = ranges(facts, service)?;
    let congruence = facts.congruence(service);
    Some(ServiceView {
        service: names.service(service),
        people: measures.people,
        measures: SERVICE_MEASURES
            .iter()
            .map(|(name, measure)| {
                let summary = measures.summary(landscape, *measure);
                (*name, MeasureView::new(summary, ranges[*measure as usize]))
            })
            .collect(),
        congruence: CongruenceView { any: congruence.map(|c| c.any), binding: congruence.map(|c| c.binding) },
        superiors: superiors(facts, service)
            .into_iter()
            .map(|superior| SuperiorView {
                kind: superior.kind.map(|kind| names.kind(kind)),
                party: superior.party,
                share: superior.share,
                short: superior.kind.map(|kind| landscape.kinds[kind.index()].short.to_string()),
            })
            .collect(),
        name: landscape.services[service.index()].name.to_string(),
    })
}

fn by(facts: &Facts<'_>, kind: KindId, services: &[ServiceId]) -> Vec<ByView> {
    let situation = facts.situation;
    let landscape = situation.landscape;
    let names = Names(landscape);
    let mut bodies: Vec<_> =
        situation.live_organisations().filter(|one| landscape.organisations[one.index()].kind == kind).collect();
    bodies.sort_by_key(|one| &landscape.organisations[one.index()].id);
    let mut rows = Vec::new();
    for service in services {
        let Some(measures) = facts.measures(*service) else { continue };
        for body in &bodies {
            let cells = situation.footprint_cells(*body);
            let here = cells.and(&measures.needing);
            if here.is_empty() {
                continue;
            }
            let mean = |measure| measures.summary_within(landscape, measure, &cells).map_or(0.0, |s| s.mean);
            rows.push(ByView {
                service: names.service(*service),
                organisation: names.organisation(*body),
                people: landscape.people(&here),
                means: SERVICE_MEASURES.iter().map(|(name, measure)| (*name, mean(*measure))).collect(),
                name: landscape.organisations[body.index()].name.to_string(),
            });
        }
    }
    rows
}

/// Pairs as the fields of an object, in their order.
fn in_order<S: Serializer, V: Serialize>(pairs: &[(&'static str, V)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().map(|(name, value)| (name, value)))
}
