//! `accepted/overdue`: an acceptance that somebody should have looked at again.

use super::{Check, Find, Finding, Severity, Subject};
use crate::analysis::Facts;
use crate::landscape::{Cells, Landscape};

pub(super) const CHECK: Check = Check {
    code: "accepted/overdue",
    severity: Severity::Warning,
    summary: "an acceptance in force is past its review date",
    explanation: "\
## What it finds
An `[[accepted]]` entry that is in force on the day and whose `review_by` is before it.

## Why it matters
Somebody promised to look again by that day. Until they do, the finding is living on borrowed time.

## How to resolve
Look again. If the reason still holds, set a new date; if not, remove the acceptance and let the finding count.
",
    find: Find::Acceptances(find),
    say,
};

fn find(facts: &Facts<'_>, _matched: &[bool]) -> Vec<Finding> {
    let landscape = facts.situation.landscape;
    let today = facts.situation.day;
    landscape
        .accepted
        .iter()
        .enumerate()
        .filter(|(_, accepted)| {
            accepted.period.includes(today) && accepted.review_by.is_some_and(|review| review < today)
        })
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
    let accepted = &landscape.accepted[number];
    let review = accepted.review_by.map(crate::day::Day::in_words).unwrap_or_default();
    format!("the acceptance of {} was to be reviewed by {review}", accepted.finding)
}
