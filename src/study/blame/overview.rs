//! Every change that a reform makes, and what is left of it without each step.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::{Subject, Workers};
use crate::analysis::{Facts, Shapes};
use crate::checks::judge;
use crate::day::Day;
use crate::landscape::{Landscape, SERVICE_MEASURES, ServiceId, TOLERANCE};
use crate::reform::Replay;

/// One thing that a reform changes.
#[derive(Debug, Clone)]
pub struct Change {
    /// What changes.
    pub subject: Subject,
    /// With all steps, less without any.
    pub total: f64,
    /// Steps without which less, more or nothing of it is left, by their places; and what is left.
    pub without: Vec<(usize, f64)>,
}

/// What a reform changes.
#[derive(Debug, Clone)]
pub struct Overview {
    /// Each change.
    pub changes: Vec<Change>,
    /// So many steps, the first ones, were left out once; fewer than all where the world would not wait.
    pub looked: usize,
}

type Values = BTreeMap<Subject, f64>;

/// Every finding that opens or closes, and every mean of a measure that changes; notes on the evidence left aside.
pub fn overview(replay: &Replay, day: Day, bare_law: bool, workers: &dyn Workers) -> Overview {
    let shapes: Arc<Shapes> = Arc::default();
    let steps = replay.reform().steps.len();
    let values = |landscape: &Landscape| values(landscape, day, bare_law, &shapes);
    let all = values(&replay.with(|_| true));
    let none = values(&replay.with(|_| false));
    let of = |values: &Values, subject: &Subject| values.get(subject).copied().unwrap_or(0.0);
    let subjects: BTreeSet<&Subject> = all.keys().chain(none.keys()).collect();
    let far = |a: f64, b: f64| (a - b).abs() > TOLERANCE * a.abs().max(b.abs()).max(1.0);
    let mut changes: Vec<Change> = subjects
        .into_iter()
        .filter(|subject| match subject {
            // A finding opens or closes; that it grows or shrinks is told by the measures.
            Subject::Finding(_) => all.contains_key(*subject) != none.contains_key(*subject),
            Subject::Measure(..) => far(of(&all, subject), of(&none, subject)),
        })
        .map(|subject| Change {
            subject: subject.clone(),
            total: of(&all, subject) - of(&none, subject),
            without: Vec::new(),
        })
        .collect();
    const CHUNK: usize = 8;
    for begin in (0..steps).step_by(CHUNK) {
        let chunk: Vec<usize> = (begin..steps.min(begin + CHUNK)).collect();
        let found: Vec<OnceLock<Values>> = chunk.iter().map(|_| OnceLock::new()).collect();
        workers.side_by_side(chunk.len(), &|place| {
            found[place].get_or_init(|| values(&replay.with(|step| step != chunk[place])));
        });
        for (step, found) in chunk.iter().zip(&found) {
            let Some(found) = found.get() else { continue };
            for change in &mut changes {
                let left = of(found, &change.subject) - of(&none, &change.subject);
                if far(left, change.total) {
                    change.without.push((*step, left));
                }
            }
        }
        let looked = begin + chunk.len();
        if !workers.go_on("steps left out", looked, steps) {
            return Overview { changes, looked };
        }
    }
    Overview { changes, looked: steps }
}

fn values(landscape: &Landscape, day: Day, bare_law: bool, shapes: &Arc<Shapes>) -> Values {
    let situation = landscape.at(day, bare_law);
    let facts = Facts::sharing(&situation, Arc::clone(shapes));
    let mut values = Values::new();
    for finding in judge(&facts, None).findings {
        if !finding.code.starts_with("evidence/") && !finding.code.starts_with("accepted/") {
            let people = finding.people(landscape).unwrap_or(1.0);
            *values.entry(Subject::Finding(finding.key)).or_default() += people;
        }
    }
    for service in (0..landscape.services.len()).map(ServiceId::new) {
        let Some(measures) = facts.measures(service) else { continue };
        for (_, measure) in SERVICE_MEASURES {
            values.insert(Subject::Measure(measure, service), measures.summary(landscape, measure).mean);
        }
    }
    values
}
