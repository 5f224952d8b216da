//! `overlap/concurrent`: several may, at most one must.

use super::tools::{Alike, cells_by_kinds, component, kinds_in_words, verb};
use super::{Certainty, Check, Find, Finding, Severity, Subject};
use crate::analysis::{Facts, Overlap};
use crate::landscape::Landscape;

pub(super) const CHECK: Check = Check {
    code: "overlap/concurrent",
    severity: Severity::Note,
    summary: "several bodies may hold an exclusive function, at most one must",
    explanation: "\
## What it finds
An exclusive function for which all claims together, powers and general duties included, make two or more units, while the duties alone do not.

## Why it matters
It is often as the law means it: one body must, another may add to it. It is worth knowing who else can act when the first does not, and who may be asked.

## How to resolve
Usually nothing. If one of the claims is really a duty, say so; if the bodies act together, add the arrangement.
",
    find: Find::Facts(find),
    say,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let landscape = facts.situation.landscape;
    let (mut findings, mut alike) = (Vec::new(), LEVELS.map(|_| Alike::default()));
    for function in facts.functions() {
        for ((overlap, certainty, severity), alike) in LEVELS.into_iter().zip(&mut alike) {
            let by_kinds = alike.of(function, || cells_by_kinds(function, landscape, overlap));
            for (kinds, cells, holders) in by_kinds {
                let mut finding =
                    Finding::new(CHECK.code, severity, Subject::Component(function.component), cells.clone())
                        .certainty(certainty)
                        .function(function.function)
                        .holders(holders.clone())
                        .resting_on(function.responsibilities_at(cells));
                finding.kinds = Some(kinds.clone());
                findings.push(finding);
            }
        }
    }
    findings
}

const LEVELS: [(Overlap, Certainty, Severity); 1] = [(Overlap::Concurrent, Certainty::Certain, Severity::Note)];

fn say(finding: &Finding, landscape: &Landscape) -> String {
    let (verb, name) = (verb(landscape, finding.function), component(landscape, finding.component()));
    let kinds = kinds_in_words(landscape, finding.kinds.as_deref().unwrap_or_default());
    format!("several bodies may {verb} {name}, and at most one must: {kinds}")
}
