//! `overlap/accountability`: a commissioner with two masters.

use super::tools::bodies;
use super::{Check, Fact, Find, Finding, Severity, Subject};
use crate::analysis::Facts;
use crate::landscape::Landscape;
use crate::model::RelationType;

pub(super) const CHECK: Check = Check {
    code: "overlap/accountability",
    severity: Severity::Note,
    summary: "a commissioner answers directly to two or more bodies",
    explanation: "\
## What it finds
An organisation with a settled claim to commission that is directly `accountable-to` two or more live organisations.

## Why it matters
Two masters may want different things. It can also be a safeguard: a body that answers to a national board and to its electorate is watched from both sides. The finding counts; it does not judge.

## How to resolve
Nothing needs to change. Check that both ties are of the `accountable-to` sort: overseeing, funding and advising are other relations.
",
    find: Find::Facts(find),
    say,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let ties = facts.accountable();
    if ties.is_empty() {
        return Vec::new();
    }
    facts
        .commissioners()
        .iter()
        .copied()
        .filter(|one| ties.from(*one).len() > 1)
        .map(|one| {
            let cells = facts.situation.footprint_cells(one);
            let mut finding = Finding::new(CHECK.code, CHECK.severity, Subject::Organisations(vec![one]), cells);
            let behind = facts.situation.relations_behind(RelationType::AccountableTo, |who, _| who == one);
            finding.facts = behind.into_iter().map(Fact::Relation).collect();
            finding
        })
        .collect()
}

fn say(finding: &Finding, landscape: &Landscape) -> String {
    format!("{} commissions and answers directly to two or more bodies", bodies(landscape, finding.organisations()))
}
