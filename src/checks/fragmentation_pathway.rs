//! `fragmentation/pathway`: a service in too many hands, where the landscape says what too many is.

use super::{Check, Find, Finding, Severity, Subject};
use crate::analysis::Facts;
use crate::landscape::{COMMISSION, Landscape, ServiceId, ServiceMeasure, exceeds};

pub(super) const CHECK: Check = Check {
    code: "fragmentation/pathway",
    severity: Severity::Warning,
    summary: "a service is spread over more hands than the landscape's limit",
    explanation: "\
## What it finds
A service whose mean `effective` exceeds the landscape's `effective_limit`: people meet as many commissioners along the pathway as if so many held equal shares of it. Without a limit the check is off.

## Why it matters
There is no standard figure for too many, and this tool does not invent one. A limit is a way for an author to say what they would worry about, and to be told when a reform passes it.

## How to resolve
Look at `remit measure` for what the number is made of. Raise or remove the limit if it says nothing.
",
    find: Find::Facts(find),
    say,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let landscape = facts.situation.landscape;
    let Some(limit) = landscape.effective_limit else {
        return Vec::new();
    };
    (0..landscape.services.len())
        .map(ServiceId::new)
        .filter_map(|service| {
            let measures = facts.measures(service)?;
            exceeds(measures.summary(landscape, ServiceMeasure::Effective).mean, limit).then(|| {
                let mut holders = Vec::new();
                let mut responsibilities = Vec::new();
                for component in &facts.pathway(service).components {
                    if let Some(function) = facts.function(*component, COMMISSION) {
                        holders.extend(function.holders_at(&measures.needing, false));
                        responsibilities.extend(function.responsibilities_at(&measures.needing));
                    }
                }
                Finding::new(CHECK.code, CHECK.severity, Subject::Service(service), measures.needing.clone())
                    .holders(holders)
                    .resting_on(responsibilities)
            })
        })
        .collect()
}

fn say(finding: &Finding, landscape: &Landscape) -> String {
    let Subject::Service(service) = finding.subject else { return String::new() };
    let name = &landscape.services[service.index()].name;
    let limit = landscape.effective_limit.unwrap_or_default();
    format!("{name} is spread over more hands than the landscape's limit of {limit}")
}
