//! `fragmentation/payer`: who commissions does not pay, and who pays does not commission.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::tools::{cells_where, component};
use super::{Check, Find, Finding, Severity, Subject};
use crate::analysis::{Facts, FunctionFacts, Verdicts};
use crate::landscape::{COMMISSION, Cells, FUND, Landscape, OrganisationId};

pub(super) const CHECK: Check = Check {
    code: "fragmentation/payer",
    severity: Severity::Note,
    summary: "a component is commissioned by one body and paid for by another",
    explanation: "\
## What it finds
A component with settled claims to commission and settled claims to fund it for the same people, and no organisation among both.

## Why it matters
Who decides does not pay, and who pays does not decide. It can work, and often must; it also lets each save at the other's expense.

## How to resolve
Check that `fund` says who pays the provider: grants and allocations between bodies are relations of the `funds` sort, and make no payer.
",
    find: Find::Facts(find),
    say,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    // Components whose two functions are held alike are paid for alike.
    let mut known: FxHashMap<[*const Verdicts; 2], (Cells, Vec<OrganisationId>)> = FxHashMap::default();
    for paying in facts.functions().iter().filter(|f| f.function == FUND) {
        let Some(commissioning) = facts.function(paying.component, COMMISSION) else { continue };
        let sides = [commissioning, paying];
        let (cells, holders) =
            known.entry(sides.map(|side| Arc::as_ptr(&side.verdicts))).or_insert_with(|| {
                let cells = cells_apart(facts, commissioning, paying);
                let holders = sides.iter().flat_map(|side| side.holders_at(&cells, false)).collect();
                (cells, holders)
            });
        if cells.is_empty() {
            continue;
        }
        let mut responsibilities = commissioning.responsibilities_at(cells);
        responsibilities.extend(paying.responsibilities_at(cells));
        findings.push(
            Finding::new(CHECK.code, CHECK.severity, Subject::Component(paying.component), cells.clone())
                .function(COMMISSION)
                .holders(holders.clone())
                .resting_on(responsibilities),
        );
    }
    findings
}

/// The cells with settled claims to both, and nobody among both.
fn cells_apart(facts: &Facts<'_>, commissioning: &FunctionFacts, paying: &FunctionFacts) -> Cells {
    let landscape = facts.situation.landscape;
    let paid = cells_where(paying, landscape, |set, _| set.claims.iter().any(|claim| claim.settled));
    let mut cells = Cells::none(landscape.grid());
    for cell in paid.iter() {
        let (Some(commissioned), Some(funded)) = (commissioning.at(cell), paying.at(cell)) else { continue };
        let commissioners = &facts.units().get(commissioned.settled_units).organisations;
        let payers = &facts.units().get(funded.settled_units).organisations;
        if !commissioners.is_empty() && !commissioners.iter().any(|one| payers.contains(one)) {
            cells.insert(cell);
        }
    }
    cells
}

fn say(finding: &Finding, landscape: &Landscape) -> String {
    let name = component(landscape, finding.component());
    format!("one body commissions {name} and another pays for it")
}
