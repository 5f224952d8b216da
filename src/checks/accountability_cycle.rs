//! `accountability/cycle`: bodies that answer to each other in a circle.

use super::tools::bodies;
use super::{Check, Fact, Find, Finding, Severity, Subject};
use crate::analysis::Facts;
use crate::landscape::{Cells, Landscape};
use crate::model::RelationType;

pub(super) const CHECK: Check = Check {
    code: "accountability/cycle",
    severity: Severity::Error,
    summary: "two or more bodies answer to each other in a circle",
    explanation: "\
## What it finds
Two or more organisations that are accountable to each other in a circle, directly or through others. One finding a circle (a strongly connected component of the graph of `accountable-to`).

## Why it matters
Where everybody answers to everybody, nobody answers. It is almost always a mistake in the encoding.

## How to resolve
Turn the tie that is not accountability into what it is: `oversees`, `funds`, `supports`, `advises` or `member-of`.
",
    find: Find::Facts(find),
    say,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let landscape = facts.situation.landscape;
    facts
        .accountable()
        .circles()
        .into_iter()
        .map(|circle| {
            let mut cells = Cells::none(landscape.grid());
            circle.iter().for_each(|one| cells.add(&facts.situation.footprint_cells(*one)));
            let behind = facts
                .situation
                .relations_behind(RelationType::AccountableTo, |who, to| circle.contains(&who) && circle.contains(&to));
            let mut finding = Finding::new(CHECK.code, CHECK.severity, Subject::Organisations(circle), cells);
            finding.facts = behind.into_iter().map(Fact::Relation).collect();
            finding
        })
        .collect()
}

fn say(finding: &Finding, landscape: &Landscape) -> String {
    format!("{} answer to each other in a circle", bodies(landscape, finding.organisations()))
}
