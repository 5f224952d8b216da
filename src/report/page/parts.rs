//! Who commissions each part of a service in each scenario: for whom, since when, under which law, how sure that is.

use serde::Serialize;

use crate::checks::plural;
use crate::landscape::{COMMISSION, Cells, ComponentId, Landscape, Selector, ServiceId};
use crate::model::{Evidence, Status};
use crate::report::common::{Names, with_commas};
use crate::report::pathway::Seen;

/// The parts of one service.
#[derive(Debug, Serialize)]
pub struct ServiceParts {
    /// The service.
    pub service: String,
    /// Its name.
    pub name: String,
    /// Its parts, in the order written.
    pub parts: Vec<PartView>,
}

/// One part.
#[derive(Debug, Serialize)]
pub struct PartView {
    /// The component.
    pub component: String,
    /// Its name.
    pub name: String,
    /// Where it stands in the pathway.
    pub stage: Option<String>,
    /// Who commissions it, one entry for each scenario; null where it does not exist.
    pub held: Vec<Option<HeldBy>>,
}

/// Who commissions a part in one scenario.
#[derive(Debug, Clone, Serialize)]
pub struct HeldBy {
    /// How many people need it.
    pub people: f64,
    /// For how many of them nobody has a settled claim.
    pub unsettled: f64,
    /// Whether somebody must commission it.
    pub needed: bool,
    /// The responsibilities, as the landscape writes them.
    pub holders: Vec<Holder>,
}

/// One responsibility to commission a part.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Holder {
    /// Who, as a selector.
    pub holder: String,
    /// Who, in words: a body by its name, a kind by its short name and how many there are.
    pub who: String,
    /// How binding.
    pub strength: &'static str,
    /// Whether somebody disputes it.
    pub contested: bool,
    /// For how many people.
    pub people: f64,
    /// Since when.
    pub since: Option<String>,
    /// Until when, where it says.
    pub until: Option<String>,
    /// Under which law.
    pub basis: Vec<String>,
    /// How sure the citation is.
    pub evidence: &'static str,
    /// Since when, in words.
    #[serde(skip)]
    pub since_in_words: Option<String>,
}

/// The parts of some services that exist in any of the scenarios.
pub fn parts(seen: &[Seen<'_>], services: &[ServiceId]) -> Vec<ServiceParts> {
    let landscape = seen[0].facts.situation.landscape;
    let service = |service: &ServiceId| {
        let of = &landscape.services[service.index()];
        let exists = |component: &&ComponentId| seen.iter().any(|one| one.facts.situation.exists(**component));
        ServiceParts {
            service: of.id.to_string(),
            name: of.name.to_string(),
            parts: of.components.iter().filter(exists).map(|component| part(seen, *component)).collect(),
        }
    };
    services.iter().map(service).collect()
}

fn part(seen: &[Seen<'_>], component: ComponentId) -> PartView {
    let landscape = seen[0].facts.situation.landscape;
    let of = &landscape.components[component.index()];
    PartView {
        component: of.id.to_string(),
        name: of.name.to_string(),
        stage: of.stage.as_deref().map(|stage| stage.replace('-', " ")),
        held: seen.iter().map(|one| held(one, component)).collect(),
    }
}

fn held(one: &Seen<'_>, component: ComponentId) -> Option<HeldBy> {
    let facts = one.facts;
    let landscape = facts.situation.landscape;
    let needing = facts.needing(component)?;
    let Some(function) = facts.function(component, COMMISSION) else {
        let people = landscape.people(needing);
        return Some(HeldBy { people, unsettled: people, needed: false, holders: Vec::new() });
    };
    let mut unsettled = Cells::none(landscape.grid());
    for cell in needing.iter() {
        let claims = function.at(cell).map(|verdict| &function.coverage.shape.sets[verdict.set as usize].claims);
        if claims.is_none_or(|claims| claims.iter().all(|claim| !claim.settled)) {
            unsettled.insert(cell);
        }
    }
    let mut holders: Vec<Holder> = Vec::new();
    for id in &function.coverage.responsibilities {
        let cells = function.coverage.cells_of(*id, Cells::none(landscape.grid())).and(needing);
        if cells.is_empty() {
            continue;
        }
        let fact = &landscape.responsibilities[id.index()];
        let names = Names(landscape);
        holders.push(Holder {
            holder: match fact.holder {
                Selector::Organisation(one) => names.organisation(one),
                Selector::Kind(kind) => format!("kind:{}", names.kind(kind)),
            },
            who: who(landscape, one, fact.holder, fact.only.as_ref().map(|only| only.len())),
            strength: fact.strength.word(),
            contested: fact.status == Status::Contested,
            people: landscape.people(&cells),
            since: fact.period.from().map(|day| day.to_string()),
            until: fact.period.until().map(|day| day.to_string()),
            basis: fact.basis.iter().map(|basis| landscape.basis_text(basis)).collect(),
            evidence: fact.evidence.map_or("unstated", Evidence::word),
            since_in_words: fact.period.from().map(crate::day::Day::in_words),
        });
    }
    holders.sort_by_key(|holder| holder.contested);
    Some(HeldBy {
        people: landscape.people(needing),
        unsettled: landscape.people(&unsettled),
        needed: function.needed,
        holders,
    })
}

fn who(landscape: &Landscape, one: &Seen<'_>, holder: Selector, only: Option<usize>) -> String {
    match holder {
        Selector::Organisation(body) => landscape.organisations[body.index()].name.to_string(),
        Selector::Kind(kind) => {
            let of = |body: &crate::landscape::OrganisationId| landscape.organisations[body.index()].kind == kind;
            let count = only.unwrap_or_else(|| one.facts.situation.live_organisations().filter(of).count());
            let short = &landscape.kinds[kind.index()].short;
            if count == 1 { format!("1 {short}") } else { format!("{} {}", with_commas(count as u64), plural(short)) }
        }
    }
}
