//! `gap/unbalanced`: a reform ends a responsibility and nobody has it afterwards.

use super::tools::{bodies, component, of_function, verb};
use super::{Check, Fact, Find, Finding, Severity};
use crate::analysis::{Facts, LedgerFate};
use crate::landscape::Landscape;

pub(super) const CHECK: Check = Check {
    code: "gap/unbalanced",
    severity: Severity::Error,
    summary: "a reform ends a responsibility that nobody holds afterwards",
    explanation: "\
## What it finds
Under a reform: a live responsibility that the reform ends or narrows, where some of those it covered have nobody with that function afterwards, and the reform does not end it on purpose. Without a reform there is nothing to balance, and this is never found.

## Why it matters
It is the line of the ledger that does not add up: a duty that existed the day before, that no step passes on, and that no step says is meant to end.

## How to resolve
Add a step that transfers or assigns it; or an `end` step, which says in so many words that it ends on purpose.
",
    find: Find::Facts(find),
    say,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for row in facts.ledger().iter().filter(|row| row.fate == LedgerFate::Nowhere) {
        let finding = of_function(&CHECK, &mut findings, facts, row.component, row.function);
        finding.cells.add(&row.cells);
        finding.facts.extend(row.responsibilities.iter().map(|id| Fact::Responsibility(*id)));
        finding.formerly.extend(&row.holders);
        finding.formerly.sort_unstable();
        finding.formerly.dedup();
    }
    for finding in &mut findings {
        finding.facts.sort_unstable();
        finding.facts.dedup();
    }
    findings
}

fn say(finding: &Finding, landscape: &Landscape) -> String {
    let (verb, name) = (verb(landscape, finding.function), component(landscape, finding.component()));
    let holders = bodies(landscape, &finding.formerly);
    if only_abolishes(landscape) {
        return format!("if no provision for transfer were made, no body would {verb} {name}, as {holders} did");
    }
    format!("nobody would {verb} {name}, as {holders} did: the reform takes it from them and gives it to no one")
}

/// Whether the reforms do nothing but abolish: then others may still provide for what they leave open.
fn only_abolishes(landscape: &Landscape) -> bool {
    let steps = landscape.applied.iter().flat_map(|applied| &landscape.reforms[applied.reform].steps);
    let mut steps = steps.peekable();
    steps.peek().is_some() && steps.all(|step| step.action.only_abolishes())
}
