//! Who answers for this person, under which law; and of every other body, why it does not.

use serde::Serialize;

use super::common::{Chosen, MOST_AREAS, Names, ScenarioView};
use crate::analysis::Facts;
use crate::landscape::{
    Basis, CohortId, ComponentId, FunctionId, Landscape, OrganisationId, ResponsibilityId, Selector,
};
use crate::model::{Evidence, PopulationBasis};
use crate::study::place::Place;
use crate::study::who::{Answer, UnitAnswer, WhyNot, who};

/// `remit/who/1`, for one component.
#[derive(Debug, Serialize)]
pub struct WhoReport {
    /// The name and version of this shape.
    pub schema: &'static str,
    /// The landscape's title.
    pub landscape: String,
    /// The scenario.
    pub scenario: ScenarioView,
    /// The component; null where a service was asked for.
    pub component: Option<String>,
    /// The service, where one was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The place: an area, or a body whose footprint is meant.
    pub area: String,
    /// One entry for each component, cohort and function, split where the answer differs within the place.
    pub answers: Vec<AnswerView>,
    /// The place's name.
    #[serde(skip)]
    pub place: String,
    /// Whether the place is a body's footprint.
    #[serde(skip)]
    pub is_footprint: bool,
    /// What is asked about, in words.
    #[serde(skip)]
    pub subject: String,
    /// Components that do not exist on the day, or that nobody there needs, by name.
    #[serde(skip)]
    pub not_needed: Vec<String>,
    /// How many bodies are live on the day.
    #[serde(skip)]
    pub live: usize,
}

/// Who holds a function of a component for a cohort.
#[derive(Debug, Serialize)]
pub struct AnswerView {
    /// The component, where a service was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub component: Option<String>,
    /// The cohort.
    pub cohort: String,
    /// The function.
    pub function: String,
    /// The areas for which it is so, the first by id; where the place is a footprint.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<String>,
    /// How many areas; where the place is a footprint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area_count: Option<usize>,
    /// How many people.
    pub people: f64,
    /// Who, over all claims.
    pub units: Vec<UnitView>,
    /// With `--why`: of every other live body, why not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub why_not: Vec<WhyNotView>,
    /// The component's name.
    #[serde(skip)]
    pub component_name: String,
    /// The function's name.
    #[serde(skip)]
    pub function_name: String,
    /// The cohort's name; none where there is only one.
    #[serde(skip)]
    pub cohort_name: Option<String>,
    /// Whether somebody must hold it.
    #[serde(skip)]
    pub needed: bool,
    /// Where nobody has a settled claim: who had one before, and until when.
    #[serde(skip)]
    pub formerly: Vec<String>,
    /// The names of the first areas; where the place is a footprint.
    #[serde(skip)]
    pub area_names: Vec<String>,
}

/// A unit that claims it.
#[derive(Debug, Serialize)]
pub struct UnitView {
    /// Its organisations.
    pub organisations: Vec<String>,
    /// `settled` or `contested`.
    pub certainty: &'static str,
    /// The strongest of its claims.
    pub strength: &'static str,
    /// Under which law.
    pub basis: Vec<String>,
    /// The arrangements that join its members.
    pub arrangements: Vec<String>,
    /// Their names.
    #[serde(skip)]
    pub names: Vec<String>,
    /// The law in words: the title of each source and where in it.
    #[serde(skip)]
    pub law: Vec<String>,
    /// Since when: the first day that any of its facts gives.
    #[serde(skip)]
    pub since: Option<String>,
    /// Until when, where one of its facts says.
    #[serde(skip)]
    pub until: Option<String>,
    /// How sure the least sure of its citations is.
    #[serde(skip)]
    pub evidence: &'static str,
    /// Whether all of it is bought from chosen providers, for nobody's population.
    #[serde(skip)]
    pub from_providers: bool,
    /// What the facts' notes say.
    #[serde(skip)]
    pub notes: Vec<String>,
}

/// A body that does not hold it, and why.
#[derive(Debug, Serialize)]
pub struct WhyNotView {
    /// The body.
    pub organisation: String,
    /// Why, in words.
    pub because: String,
    /// Its name.
    #[serde(skip)]
    pub name: String,
    /// Its kind's short name.
    #[serde(skip)]
    pub kind: String,
}

/// What is asked.
pub struct Question<'a> {
    /// The components.
    pub components: &'a [ComponentId],
    /// The service, where one was asked for, by id and name.
    pub service: Option<(String, String)>,
    /// The place.
    pub place: Place,
    /// One cohort, or all.
    pub cohort: Option<CohortId>,
    /// Whether to say of every other body why it does not.
    pub why: bool,
}

/// Reports who answers for the people of a place.
pub fn who_report(chosen: &Chosen, facts: &Facts<'_>, question: &Question<'_>) -> WhoReport {
    let situation = facts.situation;
    let landscape = situation.landscape;
    let classes = question.place.classes(situation);
    let mut answers = Vec::new();
    let mut not_needed = Vec::new();
    for component in question.components {
        let found = who(facts, *component, &classes, question.cohort, question.why);
        if found.is_empty() {
            not_needed.push(landscape.components[component.index()].name.to_string());
        }
        answers.extend(found.iter().map(|answer| view(facts, *component, question, answer)));
    }
    let (area, place, is_footprint) = match question.place {
        Place::Area(area) => (landscape.areas.id(area), landscape.areas.name(area), false),
        Place::Footprint(one) => {
            let body = &landscape.organisations[one.index()];
            (&*body.id, &*body.name, true)
        }
    };
    let only = match question.components {
        [one] if question.service.is_none() => Some(*one),
        _ => None,
    };
    let subject = match (&question.service, only) {
        (Some((_, name)), _) => name.clone(),
        (None, Some(one)) => landscape.components[one.index()].name.to_string(),
        (None, None) => String::new(),
    };
    WhoReport {
        schema: "remit/who/1",
        landscape: landscape.title.to_string(),
        scenario: ScenarioView::new(chosen, situation, None),
        component: only.map(|one| Names(landscape).component(one)),
        service: question.service.as_ref().map(|(id, _)| id.clone()),
        area: area.to_owned(),
        place: place.to_owned(),
        is_footprint,
        subject,
        answers,
        not_needed,
        live: situation.live_organisations().count(),
    }
}

fn view(facts: &Facts<'_>, component: ComponentId, question: &Question<'_>, answer: &Answer) -> AnswerView {
    let landscape = facts.situation.landscape;
    let names = Names(landscape);
    let (areas, people, area_count) = match question.place {
        Place::Area(area) => {
            let share = landscape.cohorts[answer.cohort.index()].share;
            (Vec::new(), landscape.areas.population(area) * share, None)
        }
        Place::Footprint(_) => {
            let (first, count) = landscape.areas.first_of(&answer.classes, MOST_AREAS);
            let ids = first.into_iter().map(|area| landscape.areas.id(area).to_owned()).collect();
            let people = landscape.people(&landscape.cells_of(answer.classes.iter().copied()));
            let share = landscape.cohorts[answer.cohort.index()].share;
            (ids, people * share, Some(count))
        }
    };
    let cohort = &landscape.cohorts[answer.cohort.index()];
    AnswerView {
        component: question.service.is_some().then(|| names.component(component)),
        cohort: cohort.id.to_string(),
        function: names.function(answer.function),
        areas,
        area_count,
        people,
        units: answer.units.iter().map(|unit| unit_view(landscape, unit)).collect(),
        why_not: answer
            .why_not
            .iter()
            .map(|(body, why)| {
                let organisation = &landscape.organisations[body.index()];
                WhyNotView {
                    organisation: organisation.id.to_string(),
                    because: because(landscape, answer.function, why),
                    name: organisation.name.to_string(),
                    kind: landscape.kinds[organisation.kind.index()].short.to_string(),
                }
            })
            .collect(),
        component_name: landscape.components[component.index()].name.to_string(),
        function_name: landscape.functions[answer.function.index()].name.to_string(),
        cohort_name: (landscape.cohorts.len() > 1).then(|| cohort.name.to_string()),
        needed: answer.needed,
        formerly: formerly(facts, component, answer),
        area_names: match question.place {
            Place::Area(_) => Vec::new(),
            Place::Footprint(_) => {
                let (first, _) = landscape.areas.first_of(&answer.classes, 3);
                first.into_iter().map(|area| landscape.areas.name(area).to_owned()).collect()
            }
        },
    }
}

/// Where nobody has a settled claim now: who had one, and until when, the last first.
fn formerly(facts: &Facts<'_>, component: ComponentId, answer: &Answer) -> Vec<String> {
    let situation = facts.situation;
    let landscape = situation.landscape;
    if answer.units.iter().any(|unit| unit.settled) {
        return Vec::new();
    }
    let mut list: Vec<(crate::day::Day, String)> = landscape
        .responsibilities
        .iter()
        .filter(|fact| {
            fact.function == answer.function
                && fact.components.contains(&component)
                && fact.period.ended_by(situation.day)
        })
        .filter_map(|fact| {
            let who = match fact.holder {
                Selector::Organisation(one) => landscape.organisations[one.index()].name.to_string(),
                Selector::Kind(kind) => crate::checks::plural(&landscape.kinds[kind.index()].short),
            };
            let last = fact.period.until()?;
            Some((last, format!("{who}, until {}", last.in_words())))
        })
        .collect();
    list.sort_by(|a, b| b.cmp(a));
    list.dedup();
    list.into_iter().map(|(_, text)| text).collect()
}

fn unit_view(landscape: &Landscape, unit: &UnitAnswer) -> UnitView {
    let names = Names(landscape);
    let facts: Vec<_> = unit.responsibilities.iter().map(|id| &landscape.responsibilities[id.index()]).collect();
    let mut basis: Vec<String> =
        facts.iter().flat_map(|fact| &fact.basis).map(|basis| landscape.basis_text(basis)).collect();
    basis.sort_unstable();
    basis.dedup();
    let mut law: Vec<String> = facts.iter().flat_map(|fact| &fact.basis).map(|b| in_words(landscape, b)).collect();
    law.dedup();
    let mut bodies: Vec<(String, String)> = unit
        .organisations
        .iter()
        .map(|one| {
            let body = &landscape.organisations[one.index()];
            (body.id.to_string(), body.name.to_string())
        })
        .collect();
    bodies.sort_unstable();
    let since = facts.iter().filter_map(|fact| fact.period.from()).min();
    let until = facts.iter().filter_map(|fact| fact.period.until()).min();
    UnitView {
        organisations: names.organisations(&unit.organisations),
        certainty: if unit.settled { "settled" } else { "contested" },
        strength: unit.strength.word(),
        basis,
        arrangements: unit.arrangements.iter().map(|id| landscape.arrangements[id.index()].id.to_string()).collect(),
        names: bodies.into_iter().map(|(_, name)| name).collect(),
        law,
        since: since.map(|day| day.in_words()),
        until: until.map(|day| day.in_words()),
        evidence: weakest(landscape, &unit.responsibilities),
        from_providers: facts.iter().all(|fact| fact.population == PopulationBasis::Provider),
        notes: facts.iter().filter_map(|fact| fact.note.as_deref()).map(str::to_owned).collect(),
    }
}

/// How sure the least sure of some facts is.
pub(super) fn weakest(landscape: &Landscape, facts: &[ResponsibilityId]) -> &'static str {
    let evidence = facts.iter().map(|id| landscape.responsibilities[id.index()].evidence).min();
    evidence.flatten().map_or("unstated", Evidence::word)
}

/// A basis in words: the source's title and where in it.
pub(super) fn in_words(landscape: &Landscape, basis: &Basis) -> String {
    let title = &landscape.sources[basis.source.index()].title;
    match &basis.place {
        Some(place) => format!("{title}, {place}"),
        None => title.to_string(),
    }
}

/// Why a body does not hold a function, as a clause that may follow its name.
fn because(landscape: &Landscape, function: FunctionId, why: &WhyNot) -> String {
    let verb = |function: &FunctionId| landscape.functions[function.index()].name.to_lowercase();
    let name = |one: &OrganisationId| landscape.organisations[one.index()].name.to_string();
    match why {
        WhyNot::PowerOnly => "a power only: it may, and need not".to_owned(),
        WhyNot::Disputed => "its claim is disputed".to_owned(),
        WhyNot::WrongPlace => "wrong place: it has this for its own areas, and this is none of them".to_owned(),
        WhyNot::OutsideTheAreasNamed => "wrong place: its responsibility is limited to other areas".to_owned(),
        WhyNot::WrongPeople => "wrong people: it has this for others".to_owned(),
        WhyNot::RegisteredOnly => "wrong people: it has this for those registered with a GP only".to_owned(),
        WhyNot::Ended(last, now) => {
            let heirs: Vec<String> = now.iter().map(name).collect();
            let follow = if heirs.is_empty() {
                "nobody follows".to_owned()
            } else {
                format!("it is with {} now", crate::checks::list_in_words(&heirs))
            };
            format!("ended on {}; {follow}", last.in_words())
        }
        WhyNot::NotYet(first) => format!("not yet: it has this from {}", first.in_words()),
        WhyNot::OtherFunction(others) => {
            let list: Vec<String> = others.iter().map(verb).collect();
            format!("another part: {}, and not {}", crate::checks::list_in_words(&list), verb(&function))
        }
        WhyNot::Nothing => "nothing recorded gives it this on any day".to_owned(),
    }
}
