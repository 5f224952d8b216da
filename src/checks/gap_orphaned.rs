//! `gap/orphaned`: a responsibility that outlived its holder.

use super::tools::{bodies, component, of_function, verb};
use super::{Check, Fact, Find, Finding, Severity};
use crate::analysis::{Facts, orphans};
use crate::landscape::Landscape;
use crate::model::Strength;

pub(super) const CHECK: Check = Check {
    code: "gap/orphaned",
    severity: Severity::Error,
    summary: "a responsibility is in force and its holder has ended",
    explanation: "\
## What it finds
A responsibility whose own dates include the day, and whose holder has ended (of a kind: has had some, and has none live). Its people are those in the areas that the holder had by `footprint` or `within` for whom nobody holds that function now; with no such people it is a note.

## Why it matters
The law still says that a body must do it, and the body is gone. This is how an abolition without a transfer scheme looks from the inside.

## How to resolve
If the duty ended with the body, give the responsibility its last day in `until`. If somebody took it over, add their responsibility. If neither, this is a true gap.
",
    find: Find::Facts(find),
    say,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for orphan in orphans(facts) {
        let finding = of_function(&CHECK, &mut findings, facts, orphan.component, orphan.function);
        finding.cells.add(&orphan.cells);
        finding.facts.push(Fact::Responsibility(orphan.responsibility));
        finding.formerly.extend(orphan.holders);
        finding.formerly.sort_unstable();
        finding.formerly.dedup();
    }
    for finding in &mut findings {
        if finding.cells.is_empty() {
            finding.severity = Severity::Note;
        }
    }
    findings
}

fn say(finding: &Finding, landscape: &Landscape) -> String {
    let (verb, name) = (verb(landscape, finding.function), component(landscape, finding.component()));
    let holders = bodies(landscape, &finding.formerly);
    let (body, holder, has) =
        if finding.formerly.len() > 1 { ("bodies", "holders", "have") } else { ("body", "holder", "has") };
    if finding.cells.is_empty() {
        // Others hold it, or nobody needs it.
        return format!(
            "a responsibility to {verb} {name} is still in force though its {holder}, {holders}, {has} ended; nobody is left \
             without it"
        );
    }
    let only_could = finding.facts.iter().all(|fact| match fact {
        Fact::Responsibility(id) => landscape.responsibilities[id.index()].strength == Strength::Power,
        _ => false,
    });
    let had_to = if only_could { "could" } else { "had to" };
    format!("the {body} that {had_to} {verb} {name}, {holders}, {has} ended, and no body has taken it over")
}
