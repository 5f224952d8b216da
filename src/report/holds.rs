//! What a body, or a kind of body, holds on a day; under which law, for whom, with whom; and what ends with it.

use serde::Serialize;

use super::common::{Chosen, Names, ScenarioView};
use super::who::in_words;
use crate::analysis::Facts;
use crate::landscape::{Landscape, Selector};
use crate::model::{Evidence, Status};
use crate::study::holds::holds;

/// `remit/holds/1`.
#[derive(Debug, Serialize)]
pub struct HoldsReport {
    /// The name and version of this shape.
    pub schema: &'static str,
    /// The landscape's title.
    pub landscape: String,
    /// The scenario.
    pub scenario: ScenarioView,
    /// What was asked for: an organisation's id, or `kind:ID`.
    pub organisation: String,
    /// The live organisations that it stands for.
    pub organisations: Vec<String>,
    /// How many people live in their footprints.
    pub people: f64,
    /// What they hold: one entry for each responsibility and component.
    pub responsibilities: Vec<HeldView>,
    /// The arrangements that they are members of.
    pub arrangements: Vec<ArrangementView>,
    /// Their ties.
    pub relations: Vec<RelationView>,
    /// In words.
    #[serde(skip)]
    pub name: String,
    /// How many sorts of services.
    #[serde(skip)]
    pub services: usize,
}

/// A responsibility for one component.
#[derive(Debug, Serialize)]
pub struct HeldView {
    /// The service.
    pub service: String,
    /// The component.
    pub component: String,
    /// The function.
    pub function: String,
    /// How binding.
    pub strength: &'static str,
    /// `settled` or `contested`.
    pub status: &'static str,
    /// For whose population.
    pub population: &'static str,
    /// For how many people.
    pub people: f64,
    /// How many of them have nobody else for it: what ends with the body.
    pub left_with_nobody: f64,
    /// Others in the same unit.
    pub with: Vec<String>,
    /// Since when.
    pub from: Option<String>,
    /// Until when.
    pub until: Option<String>,
    /// Under which law.
    pub basis: Vec<String>,
    /// How sure the citation is.
    pub evidence: &'static str,
    /// The component's name.
    #[serde(skip)]
    pub name: String,
    /// The service's name.
    #[serde(skip)]
    pub service_name: String,
    /// The function's name.
    #[serde(skip)]
    pub function_name: String,
    /// The law in words.
    #[serde(skip)]
    pub law: Vec<String>,
}

/// An arrangement.
#[derive(Debug, Serialize)]
pub struct ArrangementView {
    /// Its id.
    pub arrangement: String,
    /// Its type.
    #[serde(rename = "type")]
    pub arrangement_type: &'static str,
    /// Whether no law requires it; null where it does not say.
    pub voluntary: Option<bool>,
}

/// A relation.
#[derive(Debug, Serialize)]
pub struct RelationView {
    /// Its type.
    #[serde(rename = "type")]
    pub relation_type: &'static str,
    /// From whom, as written.
    pub who: String,
    /// To whom, as written.
    pub to: String,
    /// Under which law.
    pub basis: Vec<String>,
    /// From whom and to whom, by name.
    #[serde(skip)]
    pub names: [String; 2],
}

/// Reports what a selector's bodies hold.
pub fn holds_report(chosen: &Chosen, facts: &Facts<'_>, selector: Selector) -> HoldsReport {
    let situation = facts.situation;
    let landscape = situation.landscape;
    let names = Names(landscape);
    let holding = holds(facts, selector);
    let mut footprint = crate::landscape::Cells::none(landscape.grid());
    holding.bodies.iter().for_each(|one| footprint.add(&situation.footprint_cells(*one)));
    let responsibilities: Vec<HeldView> = holding
        .held
        .iter()
        .map(|held| {
            let fact = situation.responsibility(held.responsibility);
            let component = &landscape.components[held.component.index()];
            let service = &landscape.services[component.services[0].index()];
            HeldView {
                service: service.id.to_string(),
                component: component.id.to_string(),
                function: names.function(fact.function),
                strength: fact.strength.word(),
                status: if fact.status == Status::Settled { "settled" } else { "contested" },
                population: fact.population.word(),
                people: landscape.people(&held.cells),
                left_with_nobody: landscape.people(&held.alone),
                with: names.organisations(&held.with),
                from: fact.period.from().map(|day| day.to_string()),
                until: fact.period.until().map(|day| day.to_string()),
                basis: fact.basis.iter().map(|basis| landscape.basis_text(basis)).collect(),
                evidence: fact.evidence.map_or("unstated", Evidence::word),
                name: component.name.to_string(),
                service_name: service.name.to_string(),
                function_name: landscape.functions[fact.function.index()].name.to_string(),
                law: fact.basis.iter().map(|basis| in_words(landscape, basis)).collect(),
            }
        })
        .collect();
    let mut services: Vec<&str> = responsibilities.iter().map(|held| held.service.as_str()).collect();
    services.sort_unstable();
    services.dedup();
    let (organisation, name) = match selector {
        Selector::Organisation(one) => {
            let body = &landscape.organisations[one.index()];
            (body.id.to_string(), body.name.to_string())
        }
        Selector::Kind(kind) => {
            let kind = &landscape.kinds[kind.index()];
            (format!("kind:{}", kind.id), kind.name.to_string())
        }
    };
    HoldsReport {
        schema: "remit/holds/1",
        landscape: landscape.title.to_string(),
        scenario: ScenarioView::new(chosen, situation, None),
        organisation,
        organisations: names.organisations(&holding.bodies),
        people: landscape.people(&footprint),
        services: services.len(),
        arrangements: holding
            .arrangements
            .iter()
            .map(|id| {
                let arrangement = situation.arrangement(*id);
                ArrangementView {
                    arrangement: arrangement.id.to_string(),
                    arrangement_type: arrangement.arrangement_type.word(),
                    voluntary: arrangement.voluntary,
                }
            })
            .collect(),
        relations: holding
            .relations
            .iter()
            .map(|id| {
                let relation = situation.relation(*id);
                RelationView {
                    relation_type: relation.relation_type.word(),
                    names: [relation.who, relation.to].map(|side| whom(landscape, side)),
                    who: relation.who_text.to_string(),
                    to: relation.to_text.to_string(),
                    basis: relation.basis.iter().map(|basis| landscape.basis_text(basis)).collect(),
                }
            })
            .collect(),
        responsibilities,
        name,
    }
}

/// Whom a selector means, as a reader says it: a body's name; of a kind that has several, `CCGs`.
pub(super) fn whom(landscape: &Landscape, selector: Selector) -> String {
    let kind = match selector {
        Selector::Organisation(one) => return landscape.organisations[one.index()].name.to_string(),
        Selector::Kind(kind) => kind,
    };
    let mut all = landscape.organisations.iter().filter(|one| one.kind == kind);
    match (all.next(), all.next()) {
        (Some(only), None) => only.name.to_string(),
        _ => crate::checks::plural(&landscape.kinds[kind.index()].short),
    }
}
