//! `accepted/unused`: an acceptance that matches nothing.

use super::{Check, Find, Finding, Severity, Subject};
use crate::analysis::Facts;
use crate::landscape::{Cells, Landscape};

pub(super) const CHECK: Check = Check {
    code: "accepted/unused",
    severity: Severity::Warning,
    summary: "an acceptance in force matches no finding",
    explanation: "\
## What it finds
An `[[accepted]]` entry that is in force on the day and matches no finding.

## Why it matters
The finding has gone, or the key is misspelt. An allowance that nobody uses hides the next finding that happens to match it.

## How to resolve
Remove it, correct the key (`remit check --format json` prints them), or give it the dates on which it applies.
",
    find: Find::Acceptances(find),
    say,
};

fn find(facts: &Facts<'_>, matched: &[bool]) -> Vec<Finding> {
    let landscape = facts.situation.landscape;
    let in_force = landscape.accepted.iter().zip(matched).enumerate();
    in_force
        .filter(|(_, (accepted, matched))| accepted.period.includes(facts.situation.day) && !**matched)
        .map(|(number, _)| {
            let none = Cells::none(landscape.grid());
            let mut finding = Finding::new(CHECK.code, CHECK.severity, Subject::Accepted(number), none);
            finding.counts_people = false;
            finding
        })
        .collect()
}

fn say(finding: &Finding, landscape: &Landscape) -> String {
    let Subject::Accepted(number) = finding.subject else { return String::new() };
    format!("the acceptance of {} matches no finding", landscape.accepted[number].finding)
}
