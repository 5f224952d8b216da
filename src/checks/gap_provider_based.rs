//! `gap/provider-based`: bought from chosen providers, for nobody's population.

use super::tools::{Alike, bodies, cells_where, component};
use super::{Check, Find, Finding, Severity, Subject};
use crate::analysis::Facts;
use crate::landscape::{COMMISSION, Landscape};

pub(super) const CHECK: Check = Check {
    code: "gap/provider-based",
    severity: Severity::Note,
    summary: "a component is bought from chosen providers, for nobody's population",
    explanation: "\
## What it finds
A component for which the settled responsibilities to commission are all of the `provider` sort: contracts with chosen providers, for whoever attends them.

## Why it matters
Somebody buys the service, but nobody looks at a population and asks who does not get it. Where commissioning is by provider, people far from a provider have nobody to speak for them.

## How to resolve
If the law names a population, write `population = \"resident\"` with that basis. If it is practice, keep it and say in a note that it is practice and not law.
",
    find: Find::Facts(find),
    say,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let landscape = facts.situation.landscape;
    let (mut findings, mut alike) = (Vec::new(), Alike::default());
    for function in facts.functions().iter().filter(|f| f.function == COMMISSION) {
        let cells = alike.of(function, || cells_where(function, landscape, |set, _| set.provider_only));
        if !cells.is_empty() {
            let subject = Subject::Component(function.component);
            findings.push(
                Finding::new(CHECK.code, CHECK.severity, subject, cells.clone())
                    .function(function.function)
                    .holders(function.holders_at(cells, false))
                    .resting_on(function.responsibilities_at(cells)),
            );
        }
    }
    findings
}

fn say(finding: &Finding, landscape: &Landscape) -> String {
    let name = component(landscape, finding.component());
    let holders = bodies(landscape, &finding.holders);
    format!("{name} is bought from chosen providers, for nobody's population, by {holders}")
}
