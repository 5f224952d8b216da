//! `overlap/function`: two bodies have the duty for the same exclusive function other than commissioning.

use super::tools::{Alike, cells_by_kinds, component, kinds_in_words, verb};
use super::{Certainty, Check, Find, Finding, Severity, Subject};
use crate::analysis::{Facts, Overlap};
use crate::landscape::{COMMISSION, Landscape};

pub(super) const CHECK: Check = Check {
    code: "overlap/function",
    severity: Severity::Warning,
    summary: "two bodies have the duty for the same exclusive function of a component",
    explanation: "\
## What it finds
A function other than commissioning that only one may hold at a time (`exclusive`: funding, and what the landscape declares so), for which two or more units have the duty for the same people. Disputed duties make it possible.

## Why it matters
Two payers for one service is an argument over invoices; two of anything exclusive is an argument over who decides.

## How to resolve
Check dates and population of both; add the arrangement that joins them, if there is one; or let the finding stand.
",
    find: Find::Facts(find),
    say,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let landscape = facts.situation.landscape;
    let (mut findings, mut alike) = (Vec::new(), LEVELS.map(|_| Alike::default()));
    for function in facts.functions().iter().filter(|f| f.function != COMMISSION) {
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
    (Overlap::Certain, Certainty::Certain, Severity::Warning),
    (Overlap::Possible, Certainty::Possible, Severity::Warning),
];

fn say(finding: &Finding, landscape: &Landscape) -> String {
    let (verb, name) = (verb(landscape, finding.function), component(landscape, finding.component()));
    let kinds = kinds_in_words(landscape, finding.kinds.as_deref().unwrap_or_default());
    match finding.certainty {
        Certainty::Certain => format!("more than one body has to {verb} {name}: {kinds}"),
        Certainty::Possible => format!("it is disputed which body has to {verb} {name}: {kinds}"),
    }
}
