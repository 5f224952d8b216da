//! `gap/uncommissioned`: somebody needs a component, and nobody has the duty or the power to commission it.

use super::tools::{Alike, cells_where, component, rests_on_doubt};
use super::{Certainty, Check, Find, Finding, Severity, Subject};
use crate::analysis::{ClaimSet, Facts};
use crate::landscape::{COMMISSION, Landscape};

pub(super) const CHECK: Check = Check {
    code: "gap/uncommissioned",
    severity: Severity::Error,
    summary: "nobody commissions a component for some of those who need it",
    explanation: "\
## What it finds
A component that somebody needs and that no body has any claim to commission for them: certain. Where there are claims and every one of them is disputed, the gap is possible, and a warning.

## Why it matters
People who need this part of the pathway have nobody who must, or even may, buy it for them. Such gaps open where an Act shares out the work of one body among several and names no heir for a part of it.

## How to resolve
Find the provision that gives the duty to somebody, and add a responsibility with that basis. If there is none, that is the finding: propose who should hold it, or accept it with a reason. If the claims are disputed, say in each note who claims and who disclaims.
",
    find: Find::Facts(find),
    say,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let landscape = facts.situation.landscape;
    let (mut findings, mut alike) = (Vec::new(), Alike::default());
    for function in facts.functions().iter().filter(|f| f.function == COMMISSION && f.needed) {
        let (nobody, disputed) = alike.of(function, || {
            let disputed = |set: &ClaimSet| !set.claims.is_empty() && set.claims.iter().all(|claim| !claim.settled);
            (
                cells_where(function, landscape, |set, _| set.claims.is_empty()),
                cells_where(function, landscape, |set, _| disputed(set)),
            )
        });
        if !nobody.is_empty() {
            let subject = Subject::Component(function.component);
            findings.push(Finding::new(CHECK.code, CHECK.severity, subject, nobody.clone()).function(function.function));
        }
        if !disputed.is_empty() {
            let finding = Finding::new(
                CHECK.code,
                Severity::Warning,
                Subject::Component(function.component),
                disputed.clone(),
            );
            findings.push(
                finding
                    .certainty(Certainty::Possible)
                    .function(function.function)
                    .holders(function.holders_at(disputed, false))
                    .resting_on(function.responsibilities_at(disputed)),
            );
        }
    }
    findings
}

fn say(finding: &Finding, landscape: &Landscape) -> String {
    let name = component(landscape, finding.component());
    match finding.certainty {
        Certainty::Certain => format!("no body has the duty to commission {name}"),
        Certainty::Possible if rests_on_doubt(finding, landscape) => format!("it is not known who commissions {name}"),
        Certainty::Possible => format!("it is disputed who commissions {name}"),
    }
}
