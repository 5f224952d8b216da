//! `evidence/unsourced`: a fact that cites nothing.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use super::tools::{component, verb};
use super::{Check, Fact, Find, Finding, Severity, Subject};
use crate::analysis::Facts;
use crate::landscape::{Cells, Landscape};

pub(super) const CHECK: Check = Check {
    code: "evidence/unsourced",
    severity: Severity::Note,
    summary: "a live responsibility, arrangement or relation cites nothing",
    explanation: "\
## What it finds
A responsibility, arrangement or relation that is live on the day and has no `basis`.

## Why it matters
A reader cannot check it, and a lawyer will not rely on it. The results that rest on it are no better than it is.

## How to resolve
Add the source and the place in it: `basis = [\"si-2013-351#reg-6\"]`. If all you have is your own knowledge, say so: a source of the type `other`, and `evidence = \"known\"`.
",
    find: Find::Facts(find),
    say,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let situation = facts.situation;
    let none = Cells::none(situation.landscape.grid());
    let finding = |subject: Subject, fact: Fact| {
        let mut finding = Finding::new(CHECK.code, CHECK.severity, subject, none.clone());
        finding.counts_people = false;
        finding.facts = vec![fact];
        finding
    };
    // Tables that say the same of the same have one key, and are one finding.
    let mut findings: Vec<Finding> = Vec::new();
    let mut known: FxHashMap<String, usize> = FxHashMap::default();
    let mut add = |new: Finding| match known.entry(new.place(situation.landscape)) {
        Entry::Occupied(place) => findings[*place.get()].facts.extend(new.facts),
        Entry::Vacant(place) => {
            place.insert(findings.len());
            findings.push(new);
        }
    };
    for id in &situation.responsibilities {
        let responsibility = situation.responsibility(*id);
        if responsibility.basis.is_empty() {
            for component in &responsibility.components {
                let subject = Subject::Component(*component);
                add(finding(subject, Fact::Responsibility(*id)).function(responsibility.function));
            }
        }
    }
    for live in situation.arrangements.iter().filter(|live| situation.arrangement(live.id).basis.is_empty()) {
        add(finding(Subject::Arrangement(live.id), Fact::Arrangement(live.id)));
    }
    for id in situation.relations.iter().filter(|id| situation.relation(**id).basis.is_empty()) {
        add(finding(Subject::Relation(*id), Fact::Relation(*id)));
    }
    findings
}

fn say(finding: &Finding, landscape: &Landscape) -> String {
    match &finding.subject {
        Subject::Arrangement(id) => {
            format!("the arrangement {} cites no source", landscape.arrangements[id.index()].id)
        }
        Subject::Relation(id) => {
            let relation = &landscape.relations[id.index()];
            format!(
                "the relation {} from {} to {} cites no source",
                relation.relation_type.word(),
                relation.who_text,
                relation.to_text
            )
        }
        _ => {
            let (verb, name) = (verb(landscape, finding.function), component(landscape, finding.component()));
            format!("a responsibility to {verb} {name} cites no source")
        }
    }
}
