//! `gap/unheld-function`: a function that somebody must hold, other than commissioning, is held by nobody.

use super::tools::{Alike, cells_where, component, rests_on_doubt, verb};
use super::{Certainty, Check, Find, Finding, Severity, Subject};
use crate::analysis::{ClaimSet, Facts};
use crate::landscape::{COMMISSION, Landscape};

pub(super) const CHECK: Check = Check {
    code: "gap/unheld-function",
    severity: Severity::Warning,
    summary: "a needed function other than commissioning is held by nobody",
    explanation: "\
## What it finds
A component says that it `needs` a function besides commissioning (that somebody pays, assures, oversees …), and for some of those who need the component nobody holds that function. Where all claims are disputed the gap is possible.

## Why it matters
A service that is commissioned and that nobody pays for, or whose quality nobody assures, is not whole. These are the parts that a reorganisation forgets, because no patient asks for them by name.

## How to resolve
Add the responsibility with its basis; or, if nobody has researched it, move the function from `needs` to `unknown`, so that it is counted as not coded and never called a gap.
",
    find: Find::Facts(find),
    say,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let landscape = facts.situation.landscape;
    let (mut findings, mut alike) = (Vec::new(), Alike::default());
    for function in facts.functions().iter().filter(|f| f.function != COMMISSION && f.needed) {
        let (nobody, disputed) = alike.of(function, || {
            let disputed = |set: &ClaimSet| !set.claims.is_empty() && set.claims.iter().all(|claim| !claim.settled);
            (
                cells_where(function, landscape, |set, _| set.claims.is_empty()),
                cells_where(function, landscape, |set, _| disputed(set)),
            )
        });
        for (cells, certainty) in [(nobody, Certainty::Certain), (disputed, Certainty::Possible)] {
            if !cells.is_empty() {
                let subject = Subject::Component(function.component);
                findings.push(
                    Finding::new(CHECK.code, CHECK.severity, subject, cells.clone())
                        .certainty(certainty)
                        .function(function.function)
                        .holders(function.holders_at(cells, false))
                        .resting_on(function.responsibilities_at(cells)),
                );
            }
        }
    }
    findings
}

fn say(finding: &Finding, landscape: &Landscape) -> String {
    let (verb, name) = (verb(landscape, finding.function), component(landscape, finding.component()));
    match finding.certainty {
        Certainty::Certain => format!("no body has the duty to {verb} {name}"),
        Certainty::Possible if rests_on_doubt(finding, landscape) => format!("it is not known who has to {verb} {name}"),
        Certainty::Possible => format!("it is disputed who has to {verb} {name}"),
    }
}
