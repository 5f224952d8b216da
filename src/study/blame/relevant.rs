//! Which steps of a reform can have a part in an answer at all. What is left out here has none whatever the others do; what
//! stays may still turn out to have none.

use std::collections::BTreeSet;

use crate::checks::{Finding, Subject};
use crate::landscape::{
    Action, Arrangement, COMMISSION, ComponentId, Ending, FUND, FunctionId, KindId, Landscape, Passing, Responsibility,
    Selector, ServiceId, ServiceMeasure,
};
use crate::model::{ArrangementType, RelationType};
use crate::reform::Replay;

/// What an answer depends on.
#[derive(Debug, Clone)]
pub struct Question {
    /// The components that it is about; `None`: all.
    components: Option<BTreeSet<ComponentId>>,
    /// The functions; `None`: all.
    functions: Option<Vec<FunctionId>>,
    /// The relations that it depends on; `None`: all.
    relations: Option<Vec<RelationType>>,
    /// Whether cross-charging matters, which joins nobody.
    charging: bool,
}

impl Question {
    /// A measure of a service: its components, and those where its pathway leads.
    pub fn of_measure(landscape: &Landscape, measure: ServiceMeasure, service: ServiceId) -> Self {
        let relations = match measure {
            ServiceMeasure::Bridged | ServiceMeasure::Unbridged => {
                vec![RelationType::MemberOf, RelationType::AccountableTo]
            }
            _ => Vec::new(),
        };
        Question {
            components: Some(of_service(landscape, service)),
            functions: Some(vec![COMMISSION]),
            relations: Some(relations),
            charging: false,
        }
    }

    /// A finding; one that is never found depends on everything.
    pub fn of_finding(landscape: &Landscape, finding: Option<&Finding>) -> Self {
        let everything = Question { components: None, functions: None, relations: None, charging: true };
        let Some(finding) = finding else { return everything };
        let components = match &finding.subject {
            Subject::Component(component) => BTreeSet::from([*component]),
            Subject::Handoff(edge, _) => BTreeSet::from([edge.from, edge.to]),
            Subject::Service(service) => of_service(landscape, *service),
            _ => return everything,
        };
        let relations = match finding.code {
            "fragmentation/handoff" => vec![RelationType::MemberOf, RelationType::AccountableTo],
            _ => Vec::new(),
        };
        let functions = match (finding.code, finding.function) {
            ("fragmentation/payer", _) => vec![COMMISSION, FUND],
            (_, Some(function)) => vec![function],
            (_, None) => vec![COMMISSION],
        };
        Question {
            components: Some(components),
            functions: Some(functions),
            relations: Some(relations),
            charging: finding.code == "gap/cross-boundary",
        }
    }

    /// The same for the steps of a reform: a delegation joins two bodies for everything about a component, whatever function
    /// is delegated, and so depends on who holds that one.
    #[must_use]
    pub fn for_steps(mut self, replay: &Replay) -> Self {
        let delegates = replay
            .reform()
            .steps
            .iter()
            .any(|step| matches!(&step.action, Action::Delegate(passing) if self.asks_about_named(passing)));
        if delegates {
            self.functions = None;
        }
        self
    }

    /// Whether it is about a component.
    pub fn asks_about(&self, component: ComponentId) -> bool {
        self.components.as_ref().is_none_or(|all| all.contains(&component))
    }

    /// Whether it depends on a responsibility.
    pub fn asks_about_fact(&self, fact: &Responsibility) -> bool {
        self.asks_about_function(Some(fact.function)) && self.asks_about_any(Some(&fact.components))
    }

    fn asks_about_function(&self, function: Option<FunctionId>) -> bool {
        match (&self.functions, function) {
            (Some(all), Some(function)) => all.contains(&function),
            _ => true,
        }
    }

    fn asks_about_arrangement(&self, fact: &Arrangement) -> bool {
        (self.charging || fact.arrangement_type != ArrangementType::CrossCharging)
            && self.asks_about_any(fact.components.as_ref())
    }

    fn asks_about_named(&self, passing: &Passing) -> bool {
        self.asks_about_any(passing.components.as_ref().map(|list| list.iter().map(|named| &named.what)))
    }

    fn asks_about_any<'c>(&self, components: Option<impl IntoIterator<Item = &'c ComponentId>>) -> bool {
        components.is_none_or(|list| list.into_iter().any(|component| self.asks_about(*component)))
    }

    fn depends_on(&self, relation: RelationType) -> bool {
        self.relations.as_ref().is_none_or(|all| all.contains(&relation))
    }
}

fn of_service(landscape: &Landscape, service: ServiceId) -> BTreeSet<ComponentId> {
    let own = landscape.components.iter().enumerate().filter(|(_, component)| component.services.contains(&service));
    own.flat_map(|(place, component)| {
        std::iter::once(ComponentId::new(place)).chain(component.leads_to.iter().copied())
    })
    .collect()
}

/// The steps that can have a part, by their places, in order.
pub fn players(replay: &Replay, question: &Question) -> Vec<usize> {
    let landscape = replay.before();
    let steps = &replay.reform().steps;
    let facts: Vec<bool> = steps.iter().map(|step| about_facts(&step.action, question)).collect();
    let kinds = kinds(landscape, replay, question, &facts);
    let wanted = |place: usize, action: &Action| facts[place] || about_bodies(action, landscape, &kinds);
    steps.iter().enumerate().filter(|(place, step)| wanted(*place, &step.action)).map(|(place, _)| place).collect()
}

/// Whether a step begins or ends facts that the question depends on.
fn about_facts(action: &Action, question: &Question) -> bool {
    match action {
        Action::Transfer(passing) | Action::Delegate(passing) => {
            question.asks_about_function(passing.function) && question.asks_about_named(passing)
        }
        Action::Assign { fact, .. } => question.asks_about_fact(fact),
        Action::Arrange { fact, .. } => question.asks_about_arrangement(fact),
        Action::Relate { fact, .. } => question.depends_on(fact.relation_type),
        Action::End(Ending::Responsibility { components, function, .. }) => {
            question.asks_about_function(*function) && question.asks_about_any(components.as_ref())
        }
        Action::End(Ending::Arrangement { components, .. }) => question.asks_about_any(components.as_ref()),
        Action::End(Ending::Relation { relation_type, .. }) => match relation_type {
            Some(relation) => question.depends_on(*relation),
            None => question.relations.as_ref().is_none_or(|all| !all.is_empty()),
        },
        Action::Abolish { .. }
        | Action::Create { .. }
        | Action::Merge { .. }
        | Action::Split { .. }
        | Action::Redraw { .. } => false,
    }
}

/// The kinds of the bodies that stand in facts that the question depends on, before or by a step; `None`: all.
fn kinds(landscape: &Landscape, replay: &Replay, question: &Question, facts: &[bool]) -> Option<BTreeSet<KindId>> {
    question.components.as_ref()?;
    let mut kinds = BTreeSet::new();
    let kind = |selector: &Selector| kind_of(landscape, *selector);
    for fact in landscape.responsibilities.iter().filter(|fact| question.asks_about_fact(fact)) {
        kinds.insert(kind(&fact.holder));
    }
    for fact in landscape.arrangements.iter().filter(|fact| question.asks_about_arrangement(fact)) {
        kinds.extend(fact.members.iter().map(kind));
    }
    for fact in landscape.relations.iter().filter(|fact| question.depends_on(fact.relation_type)) {
        kinds.extend([kind(&fact.who), kind(&fact.to)]);
    }
    for (step, _) in replay.reform().steps.iter().zip(facts).filter(|(_, about)| **about) {
        match &step.action {
            Action::Transfer(passing) | Action::Delegate(passing) => {
                kinds.extend([kind(&passing.from.what), kind(&passing.to.what)]);
            }
            Action::Assign { fact, .. } => kinds.extend([kind(&fact.holder)]),
            Action::Arrange { fact, .. } => kinds.extend(fact.members.iter().map(kind)),
            Action::Relate { fact, .. } => kinds.extend([kind(&fact.who), kind(&fact.to)]),
            _ => {}
        }
    }
    Some(kinds)
}

fn kind_of(landscape: &Landscape, selector: Selector) -> KindId {
    match selector {
        Selector::Kind(kind) => kind,
        Selector::Organisation(one) => landscape.organisations[one.index()].kind,
    }
}

/// Whether a step begins, ends or moves bodies of one of some kinds.
fn about_bodies(action: &Action, landscape: &Landscape, kinds: &Option<BTreeSet<KindId>>) -> bool {
    let wanted = |kind: KindId| kinds.as_ref().is_none_or(|all| all.contains(&kind));
    let selected = |selector: Selector| wanted(kind_of(landscape, selector));
    match action {
        Action::Abolish { organisation, .. } => selected(organisation.what),
        Action::Create { known, new } => {
            known.iter().any(|named| selected(named.what)) || new.iter().any(|body| wanted(body.kind))
        }
        Action::Merge { organisations, into } => {
            organisations.iter().any(|named| selected(named.what)) || wanted(into.kind)
        }
        Action::Split { organisation, into } => {
            selected(Selector::Organisation(organisation.what)) || into.iter().any(|part| wanted(part.body.kind))
        }
        Action::Redraw { within, .. } => within.iter().any(|(kind, _)| wanted(*kind)),
        _ => false,
    }
}
