//! Published claims, as tests of the model: reproduced, contradicted, not computable.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::blame::{Patient, Subject, one_step};
use crate::analysis::{Facts, Shapes, system};
use crate::checks::{Judged, judge};
use crate::day::Day;
use crate::landscape::{Claim, Comparison, Expectation, Landscape, Measure, Outcome, ServiceId, TOLERANCE};
use crate::reform::Replay;

/// What came of a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Tested {
    /// The result.
    pub outcome: Outcome,
    /// The measure before, where the claim has a scenario to begin from.
    pub from: Option<f64>,
    /// The measure.
    pub to: Option<f64>,
    /// Of a claim among tracers: the value or change of every tracer, by service; tied ones decide against it.
    pub among: Vec<(ServiceId, Option<f64>)>,
    /// Why.
    pub because: Because,
}

/// Why a claim came out as it did.
#[derive(Debug, Clone, PartialEq)]
pub enum Because {
    /// The model has no measure for it.
    NoMeasure,
    /// The measure has no value: nobody needs the service, or it has no handoffs.
    NoValue,
    /// By its own value or change.
    Value,
    /// By the values of the other tracers: these are as high, or higher (or as low, or lower).
    Others(Vec<ServiceId>),
}

impl Tested {
    /// Whether it came out other than declared.
    pub fn fails(&self, expectation: &Expectation) -> bool {
        self.outcome != expectation.declared
    }
}

/// A measure of a service in a scenario, by the scenario's place.
type Key = (usize, Option<ServiceId>);

/// The reforms that claims ask about, each by its name and the place of the scenario that it is applied to.
pub fn reforms_asked(landscape: &Landscape) -> Vec<(usize, &str)> {
    let mut asked: Vec<(usize, &str)> = Vec::new();
    for expectation in &landscape.expectations {
        if let Some((Measure::OneStep(reform, _), _)) = &expectation.test {
            asked
                .extend([Some(expectation.to), expectation.from].into_iter().flatten().map(|place| (place, &**reform)));
        }
    }
    asked.sort_unstable();
    asked.dedup();
    asked
}

/// A reform that a claim asks about, as it would be applied to a scenario: the scenario's place, the reform's name, its
/// steps, and the day.
pub type Reformed = (usize, String, Replay, Day);

/// Tests every claim, in the order of the landscape; `scenes` are its scenarios, each with the landscape under its
/// reforms and its day; `reformed` has what [`reforms_asked`] gives.
pub fn expectations(
    landscape: &Landscape,
    scenes: &[(&Landscape, Day)],
    reformed: &[Reformed],
    bare_law: bool,
) -> Vec<Tested> {
    expectations_wanted(landscape, scenes, reformed, bare_law, |_| true)
}

/// The same of some claims alone, by place: the others come out as not computable.
pub fn expectations_wanted(
    landscape: &Landscape,
    scenes: &[(&Landscape, Day)],
    reformed: &[Reformed],
    bare_law: bool,
    wanted: impl Fn(usize) -> bool,
) -> Vec<Tested> {
    let tracers: Vec<ServiceId> = (0..landscape.services.len())
        .map(ServiceId::new)
        .filter(|service| landscape.services[service.index()].tracer)
        .collect();
    // Each scenario once, however many claims speak of it.
    let mut asked: BTreeMap<usize, Vec<(usize, Option<ServiceId>)>> = BTreeMap::new();
    for (number, expectation) in landscape.expectations.iter().enumerate().filter(|(number, _)| wanted(*number)) {
        let Some((_, claim)) = &expectation.test else { continue };
        let mut services = vec![expectation.service];
        if claim.among_tracers() {
            services.extend(tracers.iter().map(|service| Some(*service)));
        }
        for scenario in [Some(expectation.to), expectation.from].into_iter().flatten() {
            let list = asked.entry(scenario).or_default();
            list.extend(services.iter().map(|service| (number, *service)));
        }
    }
    let mut values: Vec<BTreeMap<Key, f64>> = vec![BTreeMap::new(); landscape.expectations.len()];
    let shapes: Arc<Shapes> = Arc::default();
    for (scenario, list) in asked {
        let situation = scenes[scenario].0.at(scenes[scenario].1, bare_law);
        let facts = Facts::sharing(&situation, Arc::clone(&shapes));
        let judged = OnceCell::new();
        for (number, service) in list {
            let Some((measure, _)) = &landscape.expectations[number].test else { continue };
            let value = match measure {
                Measure::OneStep(reform, measure) => {
                    let known = reformed.iter().find(|(place, name, ..)| (*place, &**name) == (scenario, &**reform));
                    known.zip(service).and_then(|((_, _, replay, day), service)| {
                        one_step(replay, *day, bare_law, &Subject::Measure(*measure, service), &Patient)
                    })
                }
                measure => value(&facts, &judged, measure, service),
            };
            if let Some(value) = value {
                values[number].insert((scenario, service), value);
            }
        }
    }
    landscape.expectations.iter().zip(&values).map(|(claim, values)| test(claim, values, &tracers)).collect()
}

/// A measure, and what is found, looked for once and only where it is asked for.
fn value(facts: &Facts<'_>, judged: &OnceCell<Judged>, measure: &Measure, service: Option<ServiceId>) -> Option<f64> {
    let situation = facts.situation;
    let landscape = situation.landscape;
    let all = || (0..landscape.services.len()).map(ServiceId::new).collect::<Vec<_>>();
    match measure {
        Measure::OfService(measure) => Some(facts.measures(service?)?.summary(landscape, *measure).mean),
        Measure::CongruenceAny => Some(facts.congruence(service?)?.any),
        Measure::CongruenceBinding => Some(facts.congruence(service?)?.binding),
        Measure::Findings(code) => {
            let found = judged.get_or_init(|| judge(facts, None)).findings.iter();
            let of_code = found.filter(|finding| {
                finding.code == &**code && service.is_none_or(|service| finding.is_in(&[service], landscape))
            });
            Some(of_code.filter_map(|finding| finding.people(landscape)).sum::<f64>() + 0.0)
        }
        Measure::Organisations(kind) => Some(situation.count_of_kind(*kind) as f64),
        Measure::Kinds => Some(system(facts, &[]).organisations.len() as f64),
        Measure::Relations(relation) => {
            let relations = system(facts, &[]).relations;
            Some(relations.iter().find(|(known, _)| known == relation).map_or(0, |(_, count)| *count) as f64)
        }
        Measure::CommissionersPerPerson => Some(system(facts, &all()).commissioners_per_person),
        Measure::CutPoints => Some(system(facts, &all()).cut_points.len() as f64),
        // Asked of the reform, and not of a day.
        Measure::OneStep(..) => None,
    }
}

fn test(expectation: &Expectation, values: &BTreeMap<Key, f64>, tracers: &[ServiceId]) -> Tested {
    let Some((_, claim)) = &expectation.test else {
        return Tested {
            outcome: Outcome::NotComputable,
            from: None,
            to: None,
            among: Vec::new(),
            because: Because::NoMeasure,
        };
    };
    let at = |scenario: usize, service| values.get(&(scenario, service)).copied();
    // What the claim speaks of: the change where it has a scenario to begin from, else the value.
    let spoken_of = |service| match expectation.from {
        Some(from) => Some(at(expectation.to, service)? - at(from, service)?),
        None => at(expectation.to, service),
    };
    let from = expectation.from.and_then(|from| at(from, expectation.service));
    let to = at(expectation.to, expectation.service);
    let mut tested = Tested { outcome: Outcome::NotComputable, from, to, among: Vec::new(), because: Because::NoValue };
    let Some(own) = spoken_of(expectation.service) else {
        return tested;
    };
    let near = |a: f64, b: f64| (a - b).abs() <= TOLERANCE * a.abs().max(b.abs()).max(1.0);
    let holds = match claim {
        Claim::Rises => own > 0.0 && !near(own, 0.0),
        Claim::Falls => own < 0.0 && !near(own, 0.0),
        Claim::Unchanged => near(own, 0.0),
        Claim::Compare(comparison, number) => match comparison {
            Comparison::Above => own > *number && !near(own, *number),
            Comparison::AtLeast => own >= *number || near(own, *number),
            Comparison::Equal => near(own, *number),
            Comparison::AtMost => own <= *number || near(own, *number),
            Comparison::Below => own < *number && !near(own, *number),
            Comparison::Not => !near(own, *number),
        },
        Claim::RisesMost | Claim::RisesLeast | Claim::Highest | Claim::Lowest => {
            // Levels are compared at TO, changes between the two.
            let of = |service| match claim {
                Claim::Highest | Claim::Lowest => at(expectation.to, service),
                _ => spoken_of(service),
            };
            let Some(own) = of(expectation.service) else { return tested };
            tested.among = tracers.iter().map(|service| (*service, of(Some(*service)))).collect();
            let wants_most = matches!(claim, Claim::RisesMost | Claim::Highest);
            let beaten_by: Vec<ServiceId> = tested
                .among
                .iter()
                .filter(|(service, _)| Some(*service) != expectation.service)
                .filter(|(_, other)| {
                    other.is_some_and(|other| near(own, other) || if wants_most { other > own } else { other < own })
                })
                .map(|(service, _)| *service)
                .collect();
            let rises = *claim != Claim::RisesMost || (own > 0.0 && !near(own, 0.0));
            let alone = beaten_by.is_empty();
            tested.because = if alone { Because::Value } else { Because::Others(beaten_by) };
            tested.outcome = if alone && rises { Outcome::Reproduced } else { Outcome::Contradicted };
            return tested;
        }
    };
    tested.because = Because::Value;
    tested.outcome = if holds { Outcome::Reproduced } else { Outcome::Contradicted };
    tested
}
