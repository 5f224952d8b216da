//! What rests on a source or a provision; and every source with how much rests on it alone.

use serde::Serialize;

use super::common::{Chosen, Names, ScenarioView};
use crate::analysis::Facts;
use crate::day::Period;
use crate::landscape::{Landscape, Selector, SourceId};
use crate::model::Evidence;
use crate::study::law::{Provision, Rests, resting, without};

/// `remit/law/1`.
#[derive(Debug, Serialize)]
pub struct LawReport {
    /// The name and version of this shape.
    pub schema: &'static str,
    /// The landscape's title.
    pub landscape: String,
    /// The scenario for whose day it is said what nobody would hold.
    pub scenario: ScenarioView,
    /// Every source, by id; of one source or provision that one.
    pub sources: Vec<SourceView>,
    /// What rests on the source or the provision asked for; null where none is.
    pub provision: Option<ProvisionView>,
}

/// A source, and how much rests on it.
#[derive(Debug, Serialize)]
pub struct SourceView {
    /// Its id.
    pub source: String,
    /// Its title.
    pub title: String,
    /// What sort of thing it is.
    #[serde(rename = "type")]
    pub source_type: Option<&'static str>,
    /// The year.
    pub year: Option<i64>,
    /// When somebody last saw that it still says so.
    pub checked: Option<String>,
    /// How many facts rest on it.
    pub facts: usize,
    /// How many of those on it alone.
    pub alone: usize,
}

/// What rests on a provision.
#[derive(Debug, Serialize)]
pub struct ProvisionView {
    /// The source and where in it, as asked.
    pub basis: String,
    /// Facts, by sort and first day.
    pub facts: Vec<FactView>,
    /// What nobody would hold on the scenario's day without it.
    pub without: Vec<BareView>,
    /// Its title and place in words.
    #[serde(skip)]
    pub name: String,
}

/// A fact that rests on a provision.
#[derive(Debug, Serialize)]
pub struct FactView {
    /// `responsibility`, `arrangement` or `relation`.
    pub sort: &'static str,
    /// What: components of a responsibility, the id of an arrangement, the type of a relation.
    pub what: Vec<String>,
    /// The function of a responsibility.
    pub function: Option<String>,
    /// Who: the holder, the members, the two sides.
    pub who: Vec<String>,
    /// Where in the source.
    pub places: Vec<String>,
    /// Since when.
    pub from: Option<String>,
    /// Until when.
    pub until: Option<String>,
    /// Whether it has no other basis.
    pub alone: bool,
    /// How sure the citation is.
    pub evidence: &'static str,
    /// What, in words.
    #[serde(skip)]
    pub words: String,
    /// Whom `who` means, by name.
    #[serde(skip)]
    pub names: Vec<String>,
}

/// A function of a component that nobody would hold.
#[derive(Debug, Serialize)]
pub struct BareView {
    /// The component.
    pub component: String,
    /// The function.
    pub function: String,
    /// For how many people.
    pub people: f64,
    /// The component's name.
    #[serde(skip)]
    pub name: String,
}

/// Reports the law of a landscape; without a provision, every source.
pub fn law_report(chosen: &Chosen, facts: &Facts<'_>, provision: Option<&Provision>) -> LawReport {
    let landscape = facts.situation.landscape;
    let wanted = |place: &usize| provision.is_none_or(|provision| provision.source.index() == *place);
    let mut sources: Vec<SourceView> =
        (0..landscape.sources.len()).filter(wanted).map(|place| source_view(landscape, SourceId::new(place))).collect();
    sources.sort_by(|a, b| a.source.cmp(&b.source));
    LawReport {
        schema: "remit/law/1",
        landscape: landscape.title.to_string(),
        scenario: ScenarioView::new(chosen, facts.situation, None),
        sources,
        provision: provision.map(|provision| provision_view(facts, provision)),
    }
}

fn source_view(landscape: &Landscape, id: SourceId) -> SourceView {
    let source = &landscape.sources[id.index()];
    let (facts, alone) = resting(landscape, &Provision { source: id, place: None }).counts();
    SourceView {
        source: source.id.to_string(),
        title: source.title.to_string(),
        source_type: source.source_type.map(|of| of.word()),
        year: source.year,
        checked: source.checked.map(|day| day.to_string()),
        facts,
        alone,
    }
}

fn provision_view(facts: &Facts<'_>, provision: &Provision) -> ProvisionView {
    let landscape = facts.situation.landscape;
    let names = Names(landscape);
    let rests = resting(landscape, provision);
    let mut list = facts_view(landscape, provision, &rests);
    list.sort_by(|a, b| (b.sort, &a.from, &a.what, &a.who).cmp(&(a.sort, &b.from, &b.what, &b.who)));
    let basis = crate::landscape::Basis { source: provision.source, place: provision.place.clone() };
    let mut bare: Vec<BareView> = without(facts, &rests)
        .iter()
        .map(|bare| BareView {
            component: names.component(bare.component),
            function: names.function(bare.function),
            people: landscape.people(&bare.cells),
            name: landscape.components[bare.component.index()].name.to_string(),
        })
        .collect();
    bare.sort_by(|a, b| (&a.component, &a.function).cmp(&(&b.component, &b.function)));
    ProvisionView {
        basis: landscape.basis_text(&basis),
        name: super::who::in_words(landscape, &basis),
        facts: list,
        without: bare,
    }
}

fn facts_view(landscape: &Landscape, provision: &Provision, rests: &crate::study::law::Resting) -> Vec<FactView> {
    let names = Names(landscape);
    let selector = |selector: Selector| match selector {
        Selector::Organisation(one) => names.organisation(one),
        Selector::Kind(kind) => format!("kind:{}", names.kind(kind)),
    };
    let places = |basis: &[crate::landscape::Basis]| {
        let of = basis.iter().filter(|basis| provision.has(basis));
        of.filter_map(|basis| basis.place.as_deref().map(str::to_owned)).collect::<Vec<_>>()
    };
    let day = |period: Period| (period.from().map(|day| day.to_string()), period.until().map(|day| day.to_string()));
    let sure = |evidence: Option<Evidence>| evidence.map_or("unstated", Evidence::word);
    let mut list = Vec::new();
    for (id, alone) in &rests.responsibilities {
        let fact = &landscape.responsibilities[id.index()];
        let (from, until) = day(fact.period);
        let components: Vec<String> = fact.components.iter().map(|one| names.component(*one)).collect();
        let function = &landscape.functions[fact.function.index()];
        let first = &landscape.components[fact.components[0].index()].name;
        let more = match fact.components.len() {
            1 => String::new(),
            count => format!(" and {} more", count - 1),
        };
        list.push(FactView {
            sort: "responsibility",
            what: components,
            function: Some(function.id.to_string()),
            who: vec![selector(fact.holder)],
            names: vec![super::holds::whom(landscape, fact.holder)],
            places: places(&fact.basis),
            from,
            until,
            alone: *alone == Rests::Alone,
            evidence: sure(fact.evidence),
            words: format!("{}: {first}{more}", function.name),
        });
    }
    for (id, alone) in &rests.arrangements {
        let fact = &landscape.arrangements[id.index()];
        let (from, until) = day(fact.period);
        list.push(FactView {
            sort: "arrangement",
            what: vec![fact.id.to_string()],
            function: None,
            who: fact.members.iter().map(|member| selector(*member)).collect(),
            names: fact.members.iter().map(|member| super::holds::whom(landscape, *member)).collect(),
            places: places(&fact.basis),
            from,
            until,
            alone: *alone == Rests::Alone,
            evidence: sure(fact.evidence),
            words: format!("{}: {}", fact.arrangement_type.word().replace('-', " "), fact.id),
        });
    }
    for (id, alone) in &rests.relations {
        let fact = &landscape.relations[id.index()];
        let (from, until) = day(fact.period);
        list.push(FactView {
            sort: "relation",
            what: vec![fact.relation_type.word().to_owned()],
            function: None,
            who: vec![selector(fact.who), selector(fact.to)],
            names: [fact.who, fact.to].map(|side| super::holds::whom(landscape, side)).to_vec(),
            places: places(&fact.basis),
            from,
            until,
            alone: *alone == Rests::Alone,
            evidence: sure(fact.evidence),
            words: fact.relation_type.word().replace('-', " "),
        });
    }
    list
}
