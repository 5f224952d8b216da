//! `accountability/none`: commissioners that answer to nobody.

use super::tools::bodies;
use super::{Check, Find, Finding, Severity, Subject};
use crate::analysis::Facts;
use crate::landscape::{Cells, KindId, Landscape, OrganisationId};

pub(super) const CHECK: Check = Check {
    code: "accountability/none",
    severity: Severity::Warning,
    summary: "commissioners of a kind answer to nobody at the top",
    explanation: "\
## What it finds
Commissioners of a kind from which no chain of `accountable-to` relations reaches an organisation of a `top` kind (Parliament, the Secretary of State, a council's electorate). One finding a kind; none where no kind is `top`.

## Why it matters
Public money that nobody at the top answers for. More often it shows that a tie was not encoded.

## How to resolve
Add the `accountable-to` relation with its basis, or mark the kind at the end of the chain as `top`.
",
    find: Find::Facts(find),
    say,
};

fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let landscape = facts.situation.landscape;
    if !landscape.kinds.iter().any(|kind| kind.top) {
        return Vec::new();
    }
    let kind_of = |one: OrganisationId| landscape.organisations[one.index()].kind;
    let top = |one: OrganisationId| landscape.kinds[kind_of(one).index()].top;
    let answering = facts.accountable().reaching(facts.situation.live_organisations().filter(|one| top(*one)));
    let mut by_kind: Vec<(KindId, Vec<OrganisationId>)> = Vec::new();
    for one in facts.commissioners().iter().copied() {
        if answering.contains(one.index()) {
            continue;
        }
        match by_kind.iter_mut().find(|(kind, _)| *kind == kind_of(one)) {
            Some((_, list)) => list.push(one),
            None => by_kind.push((kind_of(one), vec![one])),
        }
    }
    by_kind
        .into_iter()
        .map(|(kind, list)| {
            let mut cells = Cells::none(landscape.grid());
            list.iter().for_each(|one| cells.add(&facts.situation.footprint_cells(*one)));
            Finding::new(CHECK.code, CHECK.severity, Subject::Kind(kind, list), cells)
        })
        .collect()
}

fn say(finding: &Finding, landscape: &Landscape) -> String {
    let bodies = bodies(landscape, finding.organisations());
    let verb = if finding.organisations().len() == 1 { "commissions" } else { "commission" };
    format!("{bodies} {verb}, and no chain of accountability from there reaches the top")
}
