//! `gap/cross-boundary`: people may attend elsewhere, and nobody has agreed who pays for them there.

use rustc_hash::FxHashMap;

use super::tools::{cells_where, component, holders_at};
use super::{Check, Find, Finding, Severity, Subject};
use crate::analysis::{Facts, FunctionFacts, Unit};
use crate::landscape::{COMMISSION, Landscape, LiveArrangement};
use crate::model::Access;

pub(super) const CHECK: Check = Check {
    code: "gap/cross-boundary",
    severity: Severity::Warning,
    summary: "an open-access component has several commissioners and no agreement on who pays for visitors",
    explanation: "\
## What it finds
A component with `access = \"open\"`, which people may use outside their home area, that two or more units commission, where some pair of them has no `cross-charging` arrangement that covers the component with a member in each. Its people are those who live with a unit of such a pair.

## Why it matters
A clinic that must see everyone sees people from next door. Without an agreement its own council or board pays for them, and learns to keep them away. This is what the two local studies of PRUComm (2018) differed in.

## How to resolve
If the bodies charge each other, add the arrangement with its members, dates and basis, and say whether it is voluntary. If they do not, that is the finding.
",
    find: Find::Facts(find),
    say,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let landscape = facts.situation.landscape;
    let mut findings = Vec::new();
    for function in facts.functions().iter().filter(|f| f.function == COMMISSION) {
        if landscape.components[function.component.index()].access != Access::Open {
            continue;
        }
        let alone = units_without_agreement(facts, function);
        if alone.is_empty() {
            continue;
        }
        let cells = cells_where(function, landscape, |_, verdict| {
            facts.units().get(verdict.settled_units).units.iter().any(|unit| alone.contains_key(unit))
        });
        let subject = Subject::Component(function.component);
        findings.push(
            Finding::new(CHECK.code, CHECK.severity, subject, cells.clone())
                .function(function.function)
                .holders(holders_at(function, &cells, false))
                .resting_on(function.responsibilities_at(&cells)),
        );
    }
    findings
}

/// Units that have no agreement with at least one other unit with which they share no organisation.
fn units_without_agreement(facts: &Facts<'_>, function: &FunctionFacts) -> FxHashMap<Unit, ()> {
    let situation = facts.situation;
    let landscape = situation.landscape;
    let charging: Vec<&LiveArrangement> = situation
        .arrangements
        .iter()
        .filter(|live| {
            let arrangement = situation.arrangement(live.id);
            !arrangement.joins() && arrangement.covers(function.component)
        })
        .collect();
    let mut units: Vec<(&Unit, Vec<usize>)> = Vec::new();
    let mut seen: FxHashMap<&Unit, ()> = FxHashMap::default();
    for verdict in function.verdicts.verdicts() {
        for unit in &facts.units().get(verdict.settled_units).units {
            if seen.insert(unit, ()).is_none() {
                let agreements = charging
                    .iter()
                    .enumerate()
                    .filter(|(_, live)| {
                        let is_member = |one: &crate::landscape::OrganisationId| {
                            live.has_member(*one, landscape.organisations[one.index()].kind)
                        };
                        unit.iter().any(is_member)
                    })
                    .map(|(place, _)| place)
                    .collect();
                units.push((unit, agreements));
            }
        }
    }
    // One agreement that everybody is part of settles it for all pairs.
    let common = |agreement: &usize| units.iter().all(|(_, agreements)| agreements.contains(agreement));
    if units.first().is_some_and(|(_, agreements)| agreements.iter().any(common)) {
        return FxHashMap::default();
    }
    let agreed = |a: &(&Unit, Vec<usize>), b: &(&Unit, Vec<usize>)| {
        a.0.iter().any(|one| b.0.contains(one)) || a.1.iter().any(|agreement| b.1.contains(agreement))
    };
    units
        .iter()
        .filter(|unit| units.iter().any(|other| !agreed(unit, other)))
        .map(|(unit, _)| ((*unit).clone(), ()))
        .collect()
}

fn say(finding: &Finding, landscape: &Landscape) -> String {
    let name = component(landscape, finding.component());
    format!("no agreement recorded here says who pays when people use {name} outside their home area")
}
