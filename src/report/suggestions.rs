//! What a landscape offers to somebody who begins to write a reform of it.

use super::common::Chosen;
use crate::analysis::Facts;
use crate::landscape::{COMMISSION, Landscape, Selector};

/// A component: id, name, who holds its commissioning as selectors.
pub type Held = (String, String, Vec<String>);

/// The names that a reform of a landscape can use.
#[derive(Debug)]
pub struct Suggestions {
    /// The id that the reform begins with.
    pub id: String,
    /// The landscape's title.
    pub landscape: String,
    /// The scenario, as the command line asks for it.
    pub scenario: String,
    /// Its day in words.
    pub day: String,
    /// The day after it, ISO: a reform from then on, with the world as it stood, changes nothing but what its steps do.
    pub on: String,
    /// Kinds with live bodies: id, name, how many, the first of them.
    pub kinds: Vec<(String, String, usize, String)>,
    /// Services by name, each with its components.
    pub services: Vec<(String, Vec<Held>)>,
    /// Sources: id and title, the first few.
    pub sources: Vec<(String, String)>,
    /// The first areas' ids.
    pub areas: Vec<String>,
}

/// What can be suggested on a scenario's day.
pub fn suggestions(chosen: &Chosen, facts: &Facts<'_>, id: &str) -> Suggestions {
    let situation = facts.situation;
    let landscape = situation.landscape;
    let kinds = landscape.kinds.iter().enumerate().filter_map(|(place, kind)| {
        let live = situation.live_of(Selector::Kind(crate::landscape::KindId::new(place)));
        let first = live.first()?;
        let first = landscape.organisations[first.index()].id.to_string();
        Some((kind.id.to_string(), kind.name.to_string(), live.len(), first))
    });
    let services = landscape.services.iter().map(|service| {
        let components = service.components.iter().filter(|component| situation.exists(**component)).map(|component| {
            let of = &landscape.components[component.index()];
            let mut holders: Vec<String> = facts
                .function(*component, COMMISSION)
                .into_iter()
                .flat_map(|function| &function.coverage.responsibilities)
                .map(|id| selector(landscape, situation.responsibility(*id).holder))
                .collect();
            holders.sort_unstable();
            holders.dedup();
            (of.id.to_string(), of.name.to_string(), holders)
        });
        (service.name.to_string(), components.collect())
    });
    let id = crate::report::common::as_identifier(id);
    Suggestions {
        id: if id.is_empty() { "reform".to_owned() } else { id },
        landscape: landscape.title.to_string(),
        scenario: chosen.asked.clone(),
        day: chosen.on.in_words(),
        on: chosen.on.next().to_string(),
        kinds: kinds.collect(),
        services: services.collect(),
        sources: landscape.sources.iter().take(8).map(|s| (s.id.to_string(), s.title.to_string())).collect(),
        areas: landscape.areas.in_order().iter().take(2).map(|area| landscape.areas.id(*area).to_owned()).collect(),
    }
}

fn selector(landscape: &Landscape, selector: Selector) -> String {
    match selector {
        Selector::Organisation(one) => landscape.organisations[one.index()].id.to_string(),
        Selector::Kind(kind) => format!("kind:{}", landscape.kinds[kind.index()].id),
    }
}
