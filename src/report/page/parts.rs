//! Who commissions each part of a service in each scenario: for whom, since when, under which law, how sure that is.

use serde::Serialize;

use crate::checks::{list_in_words, plural};
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
    /// Who commissions how many of them, in a sentence for each scenario.
    pub says: Vec<String>,
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
    /// For how many of them nobody claims it at all.
    pub nobody: f64,
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
    /// For whose people: `resident`, `registered`, or `provider` for nobody's.
    pub population: &'static str,
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
        let parts: Vec<PartView> =
            of.components.iter().filter(exists).map(|component| part(seen, *component)).collect();
        ServiceParts {
            service: of.id.to_string(),
            name: of.name.to_string(),
            says: seen.iter().enumerate().map(|(place, one)| says(&parts, place, one)).collect(),
            parts,
        }
    };
    services.iter().map(service).collect()
}

/// `On 1 April 2013, of 30 parts 152 LAs commission 10, NHS England 8; 6 have nobody for certain.`
fn says(parts: &[PartView], place: usize, one: &Seen<'_>) -> String {
    let here: Vec<&HeldBy> = parts.iter().filter_map(|part| part.held[place].as_ref()).collect();
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for held in &here {
        let mut names: Vec<&str> =
            held.holders.iter().filter(|holder| !holder.contested).map(|holder| holder.who.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            match counts.iter_mut().find(|(known, _)| *known == name) {
                Some((_, count)) => *count += 1,
                None => counts.push((name, 1)),
            }
        }
    }
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let list: Vec<String> = counts
        .iter()
        .enumerate()
        .map(|(place, (name, count))| format!("{name} {}{count}", if place == 0 { "commission " } else { "" }))
        .collect();
    let by = if list.is_empty() { "nobody commissions any".to_owned() } else { list_in_words(&list) };
    let nobody = here.iter().filter(|held| held.needed && held.unsettled > 0.0).count();
    let gap = match nobody {
        0 => "every part has a settled commissioner".to_owned(),
        1 => "1 has nobody for certain, for some people or for all".to_owned(),
        some => format!("{some} have nobody for certain, for some people or for all"),
    };
    format!("On {}, of {} parts {by}; {gap}.", one.chosen.on.in_words(), with_commas(here.len() as u64))
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
        return Some(HeldBy { people, unsettled: people, nobody: people, needed: false, holders: Vec::new() });
    };
    let (mut unsettled, mut nobody) = (Cells::none(landscape.grid()), Cells::none(landscape.grid()));
    for cell in needing.iter() {
        let claims = function.at(cell).map(|verdict| &function.coverage.shape.sets[verdict.set as usize].claims);
        if claims.is_none_or(|claims| claims.iter().all(|claim| !claim.settled)) {
            unsettled.insert(cell);
        }
        if claims.is_none_or(|claims| claims.is_empty()) {
            nobody.insert(cell);
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
            population: fact.population.word(),
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
        nobody: landscape.people(&nobody),
        needed: function.needed,
        holders,
    })
}

fn who(landscape: &Landscape, one: &Seen<'_>, holder: Selector, only: Option<usize>) -> String {
    match holder {
        Selector::Organisation(body) => landscape.organisations[body.index()].name.to_string(),
        Selector::Kind(kind) => {
            let of = |body: &crate::landscape::OrganisationId| landscape.organisations[body.index()].kind == kind;
            let live: Vec<_> = one.facts.situation.live_organisations().filter(of).collect();
            match (live.as_slice(), only.unwrap_or(live.len())) {
                ([body], _) => landscape.organisations[body.index()].name.to_string(),
                (_, count) => {
                    format!("{} {}", with_commas(count as u64), plural(&landscape.kinds[kind.index()].short))
                }
            }
        }
    }
}
