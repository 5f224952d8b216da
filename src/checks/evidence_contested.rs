//! `evidence/contested`: a fact that somebody disputes.

use super::tools::{component, verb};
use super::{Check, Fact, Find, Finding, Severity, Subject};
use crate::analysis::Facts;
use crate::landscape::{Cells, Landscape};
use crate::model::Status;

pub(super) const CHECK: Check = Check {
    code: "evidence/contested",
    severity: Severity::Note,
    summary: "a live responsibility is disputed",
    explanation: "\
## What it finds
A live responsibility whose `status` is `contested`. Its people are those it covers.

## Why it matters
Every number that depends on it has a range, and a reader should know on which dispute the range hangs.

## How to resolve
Nothing, while it is disputed: the note should say who claims it and who disclaims it. Once a court, a regulation or an agreement settles it, end the contested fact on that day and begin a settled one.
",
    find: Find::Facts(find),
    say,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let situation = facts.situation;
    let landscape = situation.landscape;
    let mut findings: Vec<Finding> = Vec::new();
    for id in &situation.responsibilities {
        let responsibility = situation.responsibility(*id);
        if responsibility.status != Status::Contested {
            continue;
        }
        for component in &responsibility.components {
            // Of a component that does not exist on the day, it covers nobody.
            let none = Cells::none(landscape.grid());
            let cells = match facts.function(*component, responsibility.function) {
                Some(function) => function.coverage.cells_of(*id, none),
                None => none,
            };
            let holders = facts
                .function(*component, responsibility.function)
                .map_or_else(Vec::new, |function| function.holders_at(&cells, false));
            let subject = Subject::Component(*component);
            let same = findings.iter_mut().find(|finding| {
                finding.subject == subject && finding.function == Some(responsibility.function)
            });
            match same {
                Some(finding) => {
                    finding.cells.add(&cells);
                    finding.facts.push(Fact::Responsibility(*id));
                    finding.holders.extend(holders);
                    finding.holders.sort_unstable();
                    finding.holders.dedup();
                }
                None => findings.push(
                    Finding::new(CHECK.code, CHECK.severity, subject, cells)
                        .function(responsibility.function)
                        .holders(holders)
                        .resting_on(vec![*id]),
                ),
            }
        }
    }
    findings
}

fn say(finding: &Finding, landscape: &Landscape) -> String {
    let (verb, name) = (verb(landscape, finding.function), component(landscape, finding.component()));
    format!("a responsibility to {verb} {name} is disputed")
}
