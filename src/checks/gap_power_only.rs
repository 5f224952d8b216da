//! `gap/power-only`: somebody may, and nobody must.

use super::tools::{Alike, bodies, cells_where, component, verb};
use super::{Check, Find, Finding, Severity, Subject};
use crate::analysis::{ClaimSet, Facts};
use crate::landscape::Landscape;
use crate::model::Strength;

pub(super) const CHECK: Check = Check {
    code: "gap/power-only",
    severity: Severity::Warning,
    summary: "somebody may hold a needed function, and nobody has the duty",
    explanation: "\
## What it finds
A needed function of a component for which there are settled claims, and all of them are powers: the law lets a body do it and requires nobody to.

## Why it matters
A power can be left unused without breaking any law. When money is short, services that rest on a power alone go first, and nobody is in the wrong.

## How to resolve
Look for a duty that was missed. If there is none, say so in a note; a reform may strengthen the power to a duty. Disputed claims beside the power do not change this finding.
",
    find: Find::Facts(find),
    say,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let landscape = facts.situation.landscape;
    let (mut findings, mut alike) = (Vec::new(), Alike::default());
    for function in facts.functions().iter().filter(|f| f.needed) {
        let weak = |set: &ClaimSet| {
            let strongest = set.claims.iter().filter(|claim| claim.settled).map(|claim| claim.strength).max();
            strongest == Some(Strength::Power)
        };
        let cells = alike.of(function, || cells_where(function, landscape, |set, _| weak(set)));
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
    let (verb, name) = (verb(landscape, finding.function), component(landscape, finding.component()));
    let holders = bodies(landscape, &finding.holders);
    format!("{holders} may {verb} {name}, and no body has the duty")
}
