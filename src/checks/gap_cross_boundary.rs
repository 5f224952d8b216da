//! `gap/cross-boundary`: people may attend elsewhere, and nobody has agreed who pays for them there.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::tools::{cells_where, component};
use super::{Check, Find, Finding, Severity, Subject};
use crate::analysis::{Facts, FunctionFacts, SetVerdict, Unit, Verdicts};
use crate::landscape::{ArrangementId, COMMISSION, Cells, ComponentId, Landscape, LiveArrangement, OrganisationId};
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

/// Functions held alike, of which the same agreements speak: they have the same gap.
type HeldAlike = (*const Verdicts, Vec<ArrangementId>);

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let landscape = facts.situation.landscape;
    let mut findings = Vec::new();
    let mut known: FxHashMap<HeldAlike, (Cells, Vec<OrganisationId>)> = FxHashMap::default();
    for function in facts.functions().iter().filter(|f| f.function == COMMISSION) {
        if landscape.components[function.component.index()].access != Access::Open {
            continue;
        }
        let charging = charging(facts, function.component);
        let alike = (Arc::as_ptr(&function.verdicts), charging.iter().map(|live| live.id).collect());
        let (cells, holders) = known.entry(alike).or_insert_with(|| {
            let alone = units_without_agreement(facts, function, &charging);
            let is_alone = |verdict: &SetVerdict| {
                facts.units().get(verdict.settled_units).units.iter().any(|unit| alone.contains(unit))
            };
            let cells = cells_where(function, landscape, |_, verdict| is_alone(verdict));
            let holders = function.holders_at(&cells, false);
            (cells, holders)
        });
        if cells.is_empty() {
            continue;
        }
        let subject = Subject::Component(function.component);
        findings.push(
            Finding::new(CHECK.code, CHECK.severity, subject, cells.clone())
                .function(function.function)
                .holders(holders.clone())
                .resting_on(function.responsibilities_at(cells)),
        );
    }
    findings
}

/// The agreements by which people who use a component elsewhere are paid for.
fn charging<'s>(facts: &Facts<'s>, component: ComponentId) -> Vec<&'s LiveArrangement> {
    let situation = facts.situation;
    let charges = |live: &&LiveArrangement| {
        let arrangement = situation.arrangement(live.id);
        !arrangement.joins() && arrangement.covers(component)
    };
    situation.arrangements.iter().filter(charges).collect()
}

/// Units that have no agreement with at least one other unit with which they share no organisation.
fn units_without_agreement(
    facts: &Facts<'_>,
    function: &FunctionFacts,
    charging: &[&LiveArrangement],
) -> FxHashSet<Unit> {
    let landscape = facts.situation.landscape;
    let mut units: Vec<(&Unit, Vec<usize>)> = Vec::new();
    let mut seen: FxHashSet<&Unit> = FxHashSet::default();
    for verdict in function.verdicts.verdicts() {
        for unit in &facts.units().get(verdict.settled_units).units {
            if seen.insert(unit) {
                let agreements = charging
                    .iter()
                    .enumerate()
                    .filter(|(_, live)| {
                        let is_member = |one: &OrganisationId| {
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
        return FxHashSet::default();
    }
    let agreed = |a: &(&Unit, Vec<usize>), b: &(&Unit, Vec<usize>)| {
        a.0.iter().any(|one| b.0.contains(one)) || a.1.iter().any(|agreement| b.1.contains(agreement))
    };
    units
        .iter()
        .filter(|unit| units.iter().any(|other| !agreed(unit, other)))
        .map(|(unit, _)| (*unit).clone())
        .collect()
}

fn say(finding: &Finding, landscape: &Landscape) -> String {
    let name = component(landscape, finding.component());
    format!("no agreement recorded here says who pays when people use {name} outside their home area")
}
