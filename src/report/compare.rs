//! What changed between scenarios, for whom.

use serde::Serialize;

use super::check::service_names;
use super::common::{Chosen, EvidenceCounts, FindingView, Names, ScenarioView, Viewer};
use super::measure::in_order_of_id;
use crate::analysis::{Facts, origins};
use crate::checks::Finding;
use crate::compare::{Change, Comparison, Side, Verdict, compare};
use crate::landscape::{KindId, ServiceId};

/// `remit/compare/1`.
#[derive(Debug, Serialize)]
pub struct CompareReport {
    /// The name and version of this shape.
    pub schema: &'static str,
    /// The landscape's title.
    pub landscape: String,
    /// One entry for each scenario held against the first.
    pub comparisons: Vec<ComparisonView>,
    /// Everyone.
    #[serde(skip)]
    pub population: f64,
    /// The services asked for, by name; none where it is about all.
    #[serde(skip)]
    pub services: Vec<String>,
}

/// TO against FROM.
#[derive(Debug, Serialize)]
pub struct ComparisonView {
    /// The one.
    pub from: ScenarioView,
    /// The other.
    pub to: ScenarioView,
    /// What became of organisations.
    pub organisations: BodiesView,
    /// Who held what before and after.
    pub transfers: Vec<TransferView>,
    /// Where the holders are others.
    pub holder_changed: Vec<HolderChangedView>,
    /// Where bodies come from and where they went.
    pub origins: Vec<OriginsView>,
    /// New, resolved, persisting.
    pub findings: FindingsView,
    /// Means before and after.
    pub measures: Vec<MeasureChangeView>,
    /// Which is worse, and for whom.
    pub verdict: VerdictView,
}

/// What became of organisations.
#[derive(Debug, Serialize)]
pub struct BodiesView {
    /// Live before, not after.
    pub ended: Vec<String>,
    /// Live after, not before.
    pub begun: Vec<String>,
    /// Both.
    pub continued: Vec<String>,
    /// Ended, with those that follow.
    pub succeeded: Vec<SucceededView>,
}

/// An organisation that ended and those that follow it.
#[derive(Debug, Serialize)]
pub struct SucceededView {
    /// Which ended.
    pub organisation: String,
    /// Who follows.
    pub by: Vec<String>,
}

/// Who held a function of a component before and after.
#[derive(Debug, Serialize)]
pub struct TransferView {
    /// The component.
    pub component: String,
    /// The function.
    pub function: String,
    /// Kinds before; empty for nobody, null where it is not needed.
    pub from: Option<Vec<String>>,
    /// Kinds after.
    pub to: Option<Vec<String>>,
    /// How many people.
    pub people: f64,
    /// The component's name.
    #[serde(skip)]
    pub name: String,
    /// The short names of the kinds before and after.
    #[serde(skip)]
    pub short: [Option<Vec<String>>; 2],
}

/// For how many people the holders are others.
#[derive(Debug, Serialize)]
pub struct HolderChangedView {
    /// The component.
    pub component: String,
    /// The function.
    pub function: String,
    /// How many people.
    pub people: f64,
    /// Of those who need it before or after.
    pub share: f64,
}

/// Where the bodies of one kind come from, and where those of the other went.
#[derive(Debug, Serialize)]
pub struct OriginsView {
    /// The kind before.
    pub from_kind: String,
    /// The kind after.
    pub to_kind: String,
    /// For each body after, from how many before, as if in equal shares.
    pub origin: Vec<EffectiveView>,
    /// For each body before, to how many after.
    pub dispersal: Vec<EffectiveView>,
    /// The short names of the two kinds, before and after.
    #[serde(skip)]
    pub short: [String; 2],
}

/// As if in so many equal shares.
#[derive(Debug, Serialize)]
pub struct EffectiveView {
    /// The organisation.
    pub organisation: String,
    /// The number; null where there is none of the other kind.
    pub effective: Option<f64>,
}

/// Findings by what became of them.
#[derive(Debug, Serialize)]
pub struct FindingsView {
    /// Of TO alone.
    pub new: Vec<FindingView>,
    /// Of FROM alone.
    pub resolved: Vec<FindingView>,
    /// Of both.
    pub persisting: Vec<PersistingView>,
}

/// A finding of both.
#[derive(Debug, Serialize)]
pub struct PersistingView {
    /// Its key.
    pub key: String,
    /// Its certainty.
    pub certainty: &'static str,
    /// People before.
    pub people_from: Option<f64>,
    /// People after.
    pub people_to: Option<f64>,
    /// The sentence.
    #[serde(skip)]
    pub sentence: String,
    /// How bad, after.
    #[serde(skip)]
    pub severity: &'static str,
}

/// A service's mean before and after.
#[derive(Debug, Serialize)]
pub struct MeasureChangeView {
    /// The service.
    pub service: String,
    /// The measure.
    pub measure: &'static str,
    /// Before; null where nobody needs the service.
    pub from: Option<f64>,
    /// After.
    pub to: Option<f64>,
    /// After less before.
    pub change: Option<f64>,
    /// The service's name.
    #[serde(skip)]
    pub name: String,
}

/// Which is worse.
#[derive(Debug, Clone, Serialize)]
pub struct VerdictView {
    /// In a word.
    pub is: &'static str,
    /// People for whom something is new.
    pub people_new: f64,
    /// People for whom something is mended.
    pub people_resolved: f64,
    /// Where, for example.
    pub witnesses: Vec<WitnessView>,
}

/// A place where the two differ.
#[derive(Debug, Clone, Serialize)]
pub struct WitnessView {
    /// `new` or `resolved`.
    pub is: &'static str,
    /// The finding.
    pub key: String,
    /// The component.
    pub component: Option<String>,
    /// The function.
    pub function: Option<String>,
    /// Where.
    pub area: String,
    /// For whom.
    pub cohort: String,
    /// Who held it before.
    pub from: Vec<String>,
    /// Who holds it after.
    pub to: Vec<String>,
    /// The area's name.
    #[serde(skip)]
    pub area_name: String,
}

/// A scenario with what holds and what is wrong.
pub type Examined<'a> = (&'a Chosen, &'a Facts<'a>, &'a [Finding]);

/// Holds some scenarios against the first; with services, over those alone.
pub fn compare_report(
    from: Examined<'_>,
    to: &[Examined<'_>],
    services: Option<&[ServiceId]>,
    origin: Option<(KindId, KindId)>,
) -> CompareReport {
    let landscape = from.1.situation.landscape;
    CompareReport {
        schema: "remit/compare/1",
        landscape: landscape.title.to_string(),
        population: landscape.population(),
        services: service_names(from.1, services),
        comparisons: to.iter().map(|to| comparison(from, *to, services, origin)).collect(),
    }
}

/// TO against FROM.
pub(super) fn comparison(
    from: Examined<'_>,
    to: Examined<'_>,
    services: Option<&[ServiceId]>,
    origin: Option<(KindId, KindId)>,
) -> ComparisonView {
    let (chosen_from, facts_from, findings_from) = from;
    let (chosen_to, facts_to, findings_to) = to;
    let before = Side { facts: facts_from, findings: findings_from };
    let after = Side { facts: facts_to, findings: findings_to };
    let of = compare(before, after, &in_order_of_id(facts_from, services));
    let landscape = facts_from.situation.landscape;
    let names = Names(landscape);
    let scenario = |chosen: &Chosen, facts: &Facts<'_>| {
        let evidence = EvidenceCounts::of(facts.situation, services);
        ScenarioView::new(chosen, facts.situation, Some(evidence))
    };
    ComparisonView {
        from: scenario(chosen_from, facts_from),
        to: scenario(chosen_to, facts_to),
        organisations: BodiesView {
            ended: names.organisations(&of.bodies.ended),
            begun: names.organisations(&of.bodies.begun),
            continued: names.organisations(&of.bodies.continued),
            succeeded: of
                .bodies
                .succeeded
                .iter()
                .map(|(one, heirs)| SucceededView {
                    organisation: names.organisation(*one),
                    by: names.organisations(heirs),
                })
                .collect(),
        },
        transfers: of
            .transfers
            .iter()
            .map(|transfer| TransferView {
                component: names.component(transfer.component),
                function: names.function(transfer.function),
                from: transfer.from.as_ref().map(|kinds| names.kinds(kinds)),
                to: transfer.to.as_ref().map(|kinds| names.kinds(kinds)),
                people: transfer.people,
                short: [&transfer.from, &transfer.to].map(|side| {
                    let mut short: Option<Vec<String>> =
                        side.as_ref().map(|kinds| kinds.iter().map(|kind| names.short(*kind)).collect());
                    short.iter_mut().for_each(|kinds| kinds.sort_unstable());
                    short
                }),
                name: str::to_owned(&landscape.components[transfer.component.index()].name),
            })
            .collect(),
        holder_changed: of
            .holder_changed
            .iter()
            .map(|change| HolderChangedView {
                component: names.component(change.component),
                function: names.function(change.function),
                people: change.people,
                share: change.share,
            })
            .collect(),
        origins: origin.map_or_else(Vec::new, |origin| vec![origins_view(facts_from, facts_to, origin)]),
        findings: findings(&of, before, after),
        measures: of
            .measures
            .iter()
            .map(|row| MeasureChangeView {
                service: names.service(row.service),
                measure: row.measure.name(),
                from: row.from,
                to: row.to,
                change: row.change(),
                name: str::to_owned(&landscape.services[row.service.index()].name),
            })
            .collect(),
        verdict: verdict_view(facts_from, &of.verdict),
    }
}

fn findings(of: &Comparison, before: Side<'_>, after: Side<'_>) -> FindingsView {
    // The two may be the same landscape under different reforms: each finding is told in the words of its own.
    let (landscape, landscape_after) = (before.facts.situation.landscape, after.facts.situation.landscape);
    let (mut viewer_before, mut viewer_after) = (Viewer::new(before.facts), Viewer::new(after.facts));
    let mut view = FindingsView {
        new: of.new.iter().map(|place| viewer_after.view(&after.findings[*place])).collect(),
        resolved: of.resolved.iter().map(|place| viewer_before.view(&before.findings[*place])).collect(),
        persisting: of
            .persisting
            .iter()
            .map(|(from, to)| {
                let (from, to) = (&before.findings[*from], &after.findings[*to]);
                PersistingView {
                    key: to.key.clone(),
                    certainty: to.certainty.word(),
                    people_from: from.people(landscape),
                    people_to: to.people(landscape),
                    sentence: crate::checks::check(to.code)
                        .map_or_else(String::new, |check| check.sentence(to, landscape_after)),
                    severity: to.severity.word(),
                }
            })
            .collect(),
    };
    // What persists shows no severity, so it is in the order of what it shows.
    view.persisting.sort_by(|a, b| (&a.key, a.certainty).cmp(&(&b.key, b.certainty)));
    view
}

fn origins_view(from: &Facts<'_>, to: &Facts<'_>, (before, after): (KindId, KindId)) -> OriginsView {
    let names = Names(from.situation.landscape);
    let rows = |of, with| {
        origins(of, with)
            .iter()
            .map(|row| EffectiveView { organisation: names.organisation(row.organisation), effective: row.effective() })
            .collect()
    };
    OriginsView {
        from_kind: names.kind(before),
        to_kind: names.kind(after),
        short: [before, after].map(|kind| names.short(kind)),
        origin: rows((to.situation, after), (from.situation, before)),
        dispersal: rows((from.situation, before), (to.situation, after)),
    }
}

fn verdict_view(facts: &Facts<'_>, verdict: &Verdict) -> VerdictView {
    let landscape = facts.situation.landscape;
    let names = Names(landscape);
    VerdictView {
        is: verdict.is.word(),
        people_new: verdict.people_new,
        people_resolved: verdict.people_resolved,
        witnesses: verdict
            .witnesses
            .iter()
            .map(|witness| WitnessView {
                is: match witness.change {
                    Change::New => "new",
                    Change::Resolved => "resolved",
                },
                key: witness.key.clone(),
                component: witness.component.map(|component| names.component(component)),
                function: witness.function.map(|function| names.function(function)),
                area: landscape.areas.id(witness.area).to_owned(),
                cohort: landscape.cohorts[witness.cohort.index()].id.to_string(),
                from: names.organisations(&witness.from),
                to: names.organisations(&witness.to),
                area_name: landscape.areas.name(witness.area).to_owned(),
            })
            .collect(),
    }
}
