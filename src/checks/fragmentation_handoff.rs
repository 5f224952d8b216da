//! `fragmentation/handoff`: a pathway changes hands and nobody bridges it.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::tools::{component};
use super::{Check, Find, Finding, Severity, Subject};
use crate::analysis::{Edge, Facts, Fate, Verdicts};
use crate::landscape::{COMMISSION, Cells, ComponentId, Landscape, OrganisationId, ResponsibilityId, ServiceId};
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
    let mut sides = Sides { facts, known: FxHashMap::default() };
    found
        .into_iter()
        .map(|(edge, mut services, cells)| {
            let own = &landscape.components[edge.from.index()].services;
            services.sort_by_key(|service| own.iter().position(|known| known == service));
            let (mut holders, mut responsibilities) = sides.of(edge.from, &cells);
            let (others, more) = sides.of(edge.to, &cells);
            holders.extend(others);
            responsibilities.extend(more);
            Finding::new(CHECK.code, CHECK.severity, Subject::Handoff(edge, services), cells)
                .function(COMMISSION)
                .holders(holders)
                .resting_on(responsibilities)
        })
        .collect()
}

/// Who holds a side of a handoff, and by which slots of the shape of its coverage.
type Held = (Vec<OrganisationId>, Vec<usize>);

/// The sides of handoffs. Who holds them is worked out once for all components that are held alike.
struct Sides<'f> {
    facts: &'f Facts<'f>,
    known: FxHashMap<(*const Verdicts, Cells), Held>,
}

impl Sides<'_> {
    /// Who commissions one side for the cells, by settled claims, and under which responsibilities.
    fn of(&mut self, component: ComponentId, cells: &Cells) -> (Vec<OrganisationId>, Vec<ResponsibilityId>) {
        let Some(function) = self.facts.function(component, COMMISSION) else {
            return (Vec::new(), Vec::new());
        };
        let known = self.known.entry((Arc::as_ptr(&function.verdicts), cells.clone()));
        let (holders, slots) =
            known.or_insert_with(|| (function.holders_at(cells, true), function.coverage.shape.slots_at(cells)));
        let mut responsibilities = function.coverage.responsibilities_in(slots);
        responsibilities.retain(|id| self.facts.situation.responsibility(*id).status == Status::Settled);
        (holders.clone(), responsibilities)
    }
}

fn say(finding: &Finding, landscape: &Landscape) -> String {
    let Subject::Handoff(edge, _) = &finding.subject else { return String::new() };
    let (from, to) = (component(landscape, Some(edge.from)), component(landscape, Some(edge.to)));
    format!("the way from {from} to {to} changes hands, and nobody bridges it")
}
