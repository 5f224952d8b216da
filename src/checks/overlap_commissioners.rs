//! `overlap/commissioners`: two bodies have the duty to commission the same thing for the same people.

use super::tools::{Alike, cells_by_kinds, component, kinds_in_words, verb};
use super::{Certainty, Check, Find, Finding, Severity, Subject};
use crate::analysis::{Facts, Overlap};
use crate::landscape::{COMMISSION, Landscape};

pub(super) const CHECK: Check = Check {
    code: "overlap/commissioners",
    severity: Severity::Error,
    summary: "two bodies have the duty to commission the same component for the same people",
    explanation: "\
## What it finds
A component that two or more units have the duty to commission for the same people. Where the duties are settled it is certain; where it takes disputed duties to make two it is possible, and a warning. Bodies that a formal arrangement joins are one unit, and sharing like that is lawful: it is listed apart.

## Why it matters
Where two must, each can wait for the other. Money is split, contracts are let twice, and a patient between them is sent from one to the other.

## How to resolve
Check whether both provisions cover the same people on the same day. If the law itself joins the two, add that arrangement (`joint-duty`); if they agreed to pool or to let one lead, add that. Otherwise this is what the law says.
",
    find: Find::Facts(find),
    say,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let landscape = facts.situation.landscape;
    let (mut findings, mut alike) = (Vec::new(), LEVELS.map(|_| Alike::default()));
    for function in facts.functions().iter().filter(|f| f.function == COMMISSION) {
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

const LEVELS: [(Overlap, Certainty, Severity); 2] = [
    (Overlap::Certain, Certainty::Certain, Severity::Error),
    (Overlap::Possible, Certainty::Possible, Severity::Warning),
];

fn say(finding: &Finding, landscape: &Landscape) -> String {
    let (verb, name) = (verb(landscape, finding.function), component(landscape, finding.component()));
    let kinds = kinds_in_words(landscape, finding.kinds.as_deref().unwrap_or_default());
    match finding.certainty {
        Certainty::Certain => format!("more than one body has the duty to {verb} {name}: {kinds}"),
        Certainty::Possible => format!("it is disputed which body has the duty to {verb} {name}: {kinds}"),
    }
}
