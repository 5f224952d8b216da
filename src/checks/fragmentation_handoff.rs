//! `fragmentation/handoff`: a pathway changes hands and nobody bridges it.

use super::tools::{component, holders_at};
use super::{Check, Find, Finding, Severity, Subject};
use crate::analysis::{Edge, Facts, Fate};
use crate::landscape::{COMMISSION, Cells, ComponentId, Landscape, ResponsibilityId, ServiceId};
use crate::model::Status;

pub(super) const CHECK: Check = Check {
    code: "fragmentation/handoff",
    severity: Severity::Warning,
    summary: "a pathway changes hands, and nobody bridges it",
    explanation: "\
## What it finds
An edge of a pathway with commissioners on both sides and no organisation on both, where no formal arrangement joins the two sides and no coordinating body has both at its table.

## Why it matters
People walk along the edge; money and plans do not. What one side saves the other pays, and nobody is placed to see both. A forum that exists is no proof that it works: this finding says only that there is none.

## How to resolve
Add the arrangement (a pooled budget, a joint committee, a lead commissioner) if there is one, or the board on which both sit. Informal ties are not seen by the model: say so where you know of one.
",
    find: Find::Facts(find),
    say,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let landscape = facts.situation.landscape;
    let mut found: Vec<(Edge, Vec<ServiceId>, Cells)> = Vec::new();
    for service in (0..landscape.services.len()).map(ServiceId::new) {
        for (edge, handoffs) in &facts.pathway(service).edges {
            if let Some((_, services, _)) = found.iter_mut().find(|(known, _, _)| known == edge) {
                services.push(service);
                continue;
            }
            let mut cells = Cells::none(landscape.grid());
            for handoff in handoffs.iter().filter(|handoff| handoff.fate == Fate::Unbridged) {
                cells.insert(handoff.cell);
            }
            if !cells.is_empty() {
                found.push((*edge, vec![service], cells));
            }
        }
    }
    found
        .into_iter()
        .map(|(edge, mut services, cells)| {
            let own = &landscape.components[edge.from.index()].services;
            services.sort_by_key(|service| own.iter().position(|known| known == service));
            let (mut holders, mut responsibilities) = side(facts, edge.from, &cells);
            let (others, more) = side(facts, edge.to, &cells);
            holders.extend(others);
            responsibilities.extend(more);
            Finding::new(CHECK.code, CHECK.severity, Subject::Handoff(edge, services), cells)
                .function(COMMISSION)
                .holders(holders)
                .resting_on(responsibilities)
        })
        .collect()
}

/// Who commissions one side for the cells, by settled claims, and under which responsibilities.
fn side(
    facts: &Facts<'_>,
    component: ComponentId,
    cells: &Cells,
) -> (Vec<crate::landscape::OrganisationId>, Vec<ResponsibilityId>) {
    let Some(function) = facts.function(component, COMMISSION) else {
        return (Vec::new(), Vec::new());
    };
    let mut responsibilities = function.responsibilities_at(cells);
    responsibilities.retain(|id| facts.situation.responsibility(*id).status == Status::Settled);
    (holders_at(function, cells, true), responsibilities)
}

fn say(finding: &Finding, landscape: &Landscape) -> String {
    let Subject::Handoff(edge, _) = &finding.subject else { return String::new() };
    let (from, to) = (component(landscape, Some(edge.from)), component(landscape, Some(edge.to)));
    format!("the way from {from} to {to} changes hands, and nobody bridges it")
}
