//! What a reform would do: its steps, its ledger, what is new and what is mended.

mod besides;
mod bodies;
mod steps;

use std::collections::BTreeMap;

use serde::Serialize;

use super::common::{Chosen, Names, ScenarioView};
use super::compare::{ComparisonView, Examined, FindingsView, VerdictView, comparison};
use crate::analysis::{Facts, LedgerFate};
use crate::landscape::{Landscape, ServiceId};

pub use besides::Besides;
pub use steps::{StepView, Subject, Thing, Told, steps as told_steps};

/// `remit/plan/1`.
#[derive(Debug, Serialize)]
pub struct PlanReport {
    /// The name and version of this shape.
    pub schema: &'static str,
    /// The landscape's title.
    pub landscape: String,
    /// The scenario.
    pub from: ScenarioView,
    /// The same with the reform.
    pub to: ScenarioView,
    /// What each step does.
    pub steps: Vec<StepView>,
    /// What is taken from whom, and where it goes.
    pub ledger: Vec<LedgerView>,
    /// New, resolved, persisting.
    pub findings: FindingsView,
    /// Which is worse, and for whom.
    pub verdict: VerdictView,
    /// How many steps need which legal vehicle.
    pub legal: BTreeMap<&'static str, usize>,
    /// What differs, and is no step's doing.
    pub besides: Besides,
    /// The reform's title.
    #[serde(skip)]
    pub title: String,
    /// Its sources in words.
    #[serde(skip)]
    pub basis: Vec<String>,
    /// Whether all that it does is abolish.
    #[serde(skip)]
    pub only_abolishes: bool,
    /// What becomes of bodies: begun, ended and changed, each by kind.
    #[serde(skip)]
    pub bodies: Vec<BodiesOfKind>,
    /// People of every line of the ledger that goes nowhere, each once.
    #[serde(skip)]
    pub people_nowhere: f64,
    /// Everyone.
    #[serde(skip)]
    pub population: f64,
    /// Short names of kinds and what they stand for, where the two differ.
    #[serde(skip)]
    pub short_names: Vec<(String, String)>,
    /// Everything that the two scenarios differ in.
    #[serde(skip)]
    pub comparison: ComparisonView,
}

/// One line of the ledger.
#[derive(Debug, Serialize)]
pub struct LedgerView {
    /// The component.
    pub component: String,
    /// The function.
    pub function: String,
    /// The kinds it is taken from.
    pub from: Vec<String>,
    /// The kinds that have it afterwards.
    pub to: Vec<String>,
    /// `passed`, `ended` or `nowhere`.
    pub fate: &'static str,
    /// For how many people.
    pub people: f64,
    /// The step that takes it, from 1.
    pub step: usize,
    /// The component's name.
    #[serde(skip)]
    pub name: String,
    /// What stands on both sides, in words.
    #[serde(skip)]
    pub words: [String; 2],
    /// Whether the number of people rests on a share that has no source.
    #[serde(skip)]
    pub illustrative: bool,
}

/// What becomes of the bodies of one kind.
#[derive(Debug, Clone)]
pub struct BodiesOfKind {
    /// The kind's short name.
    pub kind: String,
    /// Names of those that begin, in order.
    pub begun: Vec<String>,
    /// Names of those that end.
    pub ended: Vec<String>,
    /// How many of those have live successors.
    pub succeeded: usize,
    /// Names of those that go on and hold or cover something else than before.
    pub changed: Vec<String>,
}

/// Reports a reform: the last that is applied in `to`.
pub fn plan(from: Examined<'_>, to: Examined<'_>, services: Option<&[ServiceId]>) -> Option<PlanReport> {
    let facts = to.1;
    let landscape = facts.situation.landscape;
    let applied = landscape.applied.last()?;
    let reform = &landscape.reforms[applied.reform];
    let mut compared = comparison(from, to, services, None);
    let ledger = ledger(facts, landscape.applied.len() - 1, services);
    let mut legal = BTreeMap::new();
    for vehicle in reform.steps.iter().filter_map(|step| step.legal) {
        *legal.entry(vehicle.word()).or_default() += 1;
    }
    let mut nowhere = crate::landscape::Cells::none(landscape.grid());
    for row in facts.ledger().iter().filter(|row| row.fate == LedgerFate::Nowhere) {
        nowhere.add(&row.cells);
    }
    let findings =
        std::mem::replace(&mut compared.findings, FindingsView { new: vec![], resolved: vec![], persisting: vec![] });
    Some(PlanReport {
        schema: "remit/plan/1",
        landscape: landscape.title.to_string(),
        from: scenario(from.0, from.1),
        to: scenario(to.0, facts),
        steps: steps::steps(landscape, applied),
        ledger,
        findings,
        verdict: compared.verdict.clone(),
        legal,
        besides: besides::besides(from.0, to.0, from.1, &applied.before, reform),
        title: reform.title.to_string(),
        basis: reform.basis.iter().map(|basis| super::who::in_words(landscape, basis)).collect(),
        only_abolishes: !reform.steps.is_empty() && reform.steps.iter().all(|step| step.action.only_abolishes()),
        bodies: bodies::bodies(from.1, facts, applied),
        people_nowhere: landscape.people(&nowhere),
        population: landscape.population(),
        short_names: landscape
            .kinds
            .iter()
            .filter(|kind| kind.short != kind.name)
            .map(|kind| (kind.short.to_string(), kind.name.to_string()))
            .collect(),
        comparison: compared,
    })
}

fn scenario(chosen: &Chosen, facts: &Facts<'_>) -> ScenarioView {
    ScenarioView::new(chosen, facts.situation, None)
}

fn ledger(facts: &Facts<'_>, of: usize, services: Option<&[ServiceId]>) -> Vec<LedgerView> {
    let landscape = facts.situation.landscape;
    let names = Names(landscape);
    let asked = |component: crate::landscape::ComponentId| {
        services.is_none_or(|asked| landscape.components[component.index()].services.iter().any(|s| asked.contains(s)))
    };
    let mut rows: Vec<LedgerView> = facts
        .ledger()
        .iter()
        .filter(|row| row.applied == of && asked(row.component))
        .map(|row| {
            let short = |kinds: &[crate::landscape::KindId]| {
                let words: Vec<&str> = kinds.iter().map(|kind| &*landscape.kinds[kind.index()].short).collect();
                words.join(" + ")
            };
            LedgerView {
                component: names.component(row.component),
                function: names.function(row.function),
                from: names.kinds(&row.from),
                to: names.kinds(&row.to),
                fate: match row.fate {
                    LedgerFate::Passed => "passed",
                    LedgerFate::Ended => "ended",
                    LedgerFate::Nowhere => "nowhere",
                },
                people: landscape.people(&row.cells),
                step: row.step + 1,
                name: landscape.components[row.component.index()].name.to_string(),
                words: [short(&row.from), short(&row.to)],
                illustrative: illustrative(landscape, &row.cells),
            }
        })
        .collect();
    rows.sort_by(|a, b| {
        (&a.component, &a.function, a.step, a.fate, &a.from, &a.to).cmp(&(
            &b.component,
            &b.function,
            b.step,
            b.fate,
            &b.from,
            &b.to,
        ))
    });
    rows
}

/// Whether some cells are of some cohorts only, and of one whose share has no source.
fn illustrative(landscape: &Landscape, cells: &crate::landscape::Cells) -> bool {
    let mut strata: Vec<usize> = cells.iter().map(|cell| landscape.grid().stratum(cell).index()).collect();
    strata.sort_unstable();
    strata.dedup();
    let cohorts: Vec<_> = strata.iter().flat_map(|stratum| &landscape.strata[*stratum].cohorts).collect();
    let all = landscape.cohorts.iter().filter(|cohort| cohort.share > 0.0).count();
    cohorts.len() < all && cohorts.iter().any(|cohort| !landscape.cohorts[cohort.index()].sourced)
}
