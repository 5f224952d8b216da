//! The value of each tile.

use std::collections::BTreeMap;

use super::{Boundary, Shown};
use crate::analysis::coordination;
use crate::landscape::tiles::{Ground, TileMap};
use crate::landscape::{ClassId, ExactSum, KindId, OrganisationId, ServiceId, Situation, reaches, sum_in_order};
use crate::report::pathway::Seen;

/// The name of what is shown.
pub(super) fn name(shown: &Shown) -> &'static str {
    match shown {
        Shown::Measure(_, measure) => measure.name(),
        Shown::Boundary(_, boundary) => boundary.name(),
        Shown::Coordination => "coordination",
        Shown::Finding(_) => "share",
    }
}

/// What each tile comes to in a scenario; `None` where there is nothing to measure.
pub(super) fn values(
    seen: &Seen<'_>,
    (tiles, grounds): (&TileMap, &[Ground]),
    services: &[ServiceId],
    shown: &Shown,
) -> Vec<Option<f64>> {
    let situation = seen.facts.situation;
    let landscape = situation.landscape;
    let cells = |ground: &Ground| landscape.cells_of(ground.classes.iter().copied());
    match shown {
        Shown::Measure(service, measure) => {
            let Some(measures) = seen.facts.measures(*service) else { return vec![None; grounds.len()] };
            let mean = |ground| Some(measures.summary_within(landscape, *measure, &cells(ground))?.mean);
            grounds.iter().map(mean).collect()
        }
        Shown::Boundary(with, boundary) => {
            grounds.iter().map(|ground| boundaries(situation, &ground.classes, *with, *boundary)).collect()
        }
        Shown::Coordination => {
            let counts = coordination(seen.facts, services);
            let count = |one| counts.iter().find(|(known, _)| *known == one).map(|(_, count)| *count as f64);
            tiles.tiles.iter().map(|tile| tile.organisation.and_then(count)).collect()
        }
        Shown::Finding(key) => {
            let mut all = landscape.cells_of([]);
            let wanted = |finding: &&crate::checks::Finding| finding.counts_people && is(finding, key);
            seen.judged.findings.iter().filter(wanted).for_each(|finding| all.add(&finding.cells));
            let share = |ground| {
                let here = cells(ground);
                let people = landscape.people(&here);
                (people > 0.0).then(|| landscape.people(&here.and(&all)) / people)
            };
            grounds.iter().map(share).collect()
        }
    }
}

/// Whether a finding is the one asked for, or one of the code asked for.
pub(super) fn is(finding: &crate::checks::Finding, key: &str) -> bool {
    finding.key == key || finding.code == key
}

/// How the areas of a tile lie to the live bodies of a kind, as docs/method.md defines it for a body.
fn boundaries(situation: &Situation<'_>, classes: &[ClassId], with: KindId, boundary: Boundary) -> Option<f64> {
    let mut whole: BTreeMap<OrganisationId, ExactSum> = BTreeMap::new();
    let mut parts: BTreeMap<(OrganisationId, usize), ExactSum> = BTreeMap::new();
    let mut people = ExactSum::default();
    for class in classes {
        let population = &situation.landscape.areas.classes[class.index()].population;
        people.add_sum(population);
        let others: Vec<OrganisationId> = situation.of_kind_at(with, *class).collect();
        for other in &others {
            whole.entry(*other).or_default().add_sum(population);
            parts.entry((*other, others.len())).or_default().add_sum(population);
        }
    }
    if people.value() <= 0.0 || whole.is_empty() {
        return None;
    }
    let mut shares: BTreeMap<OrganisationId, f64> = BTreeMap::new();
    for ((other, among), sum) in parts {
        *shares.entry(other).or_default() += sum.value() / among as f64;
    }
    let in_some = sum_in_order(shares.values().copied().collect());
    Some(match boundary {
        Boundary::Meets => whole.len() as f64,
        Boundary::MeetsFivePercent => {
            whole.values().filter(|sum| reaches(sum.value(), 0.05 * people.value())).count() as f64
        }
        Boundary::Effective => 1.0 / sum_in_order(shares.values().map(|share| (share / in_some).powi(2)).collect()),
    })
}
