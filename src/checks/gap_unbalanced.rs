//! `gap/unbalanced`: a reform ends a responsibility and nobody has it afterwards.

use super::tools::component;
use super::{Check, Find, Finding, Severity};
use crate::landscape::Landscape;

pub(super) const CHECK: Check = Check {
    code: "gap/unbalanced",
    severity: Severity::Error,
    summary: "a reform ends a responsibility that nobody holds afterwards",
    explanation: "\
## What it finds
Under a reform: a live responsibility that the reform ends or narrows, where some of those it covered have nobody with that function afterwards, and the reform does not end it on purpose. Without a reform there is nothing to balance, and this is never found.

## Why it matters
It is the line of the ledger that does not add up: a duty that existed the day before, that no step passes on, and that no step says is meant to end.

## How to resolve
Add a step that transfers or assigns it; or an `end` step, which says in so many words that it ends on purpose.
",
    // What a reform ends is known only where one is applied.
    find: Find::Facts(|_| Vec::new()),
    say,
};

fn say(finding: &Finding, landscape: &Landscape) -> String {
    let name = component(landscape, finding.component());
    format!("if no provision for transfer were made, no body would have the duty for {name}")
}
