//! `gap/residual-only`: held only by a general duty.

use super::tools::{Alike, bodies, cells_where, component, verb};
use super::{Check, Find, Finding, Severity, Subject};
use crate::analysis::{ClaimSet, Facts};
use crate::landscape::Landscape;
use crate::model::Strength;

pub(super) const CHECK: Check = Check {
    code: "gap/residual-only",
    severity: Severity::Note,
    summary: "a needed function is held only by a general or fall-back duty",
    explanation: "\
## What it finds
A needed function of a component for which there are settled claims, none of them a duty that names it, and at least one a general or fall-back duty (`residual`), such as to take the steps that a body considers appropriate.

## Why it matters
A general duty leaves the content to the body that holds it. Two neighbouring bodies may read it differently, and neither breaks the law.

## How to resolve
Nothing may be wrong. Where a regulation names the service, add that duty; where practice is patchy, say so in a note.
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
            strongest == Some(Strength::Residual)
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
    format!("only a general duty covers {name}, with {holders}, to {verb} what seems appropriate")
}
