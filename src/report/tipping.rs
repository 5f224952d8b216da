//! Which facts an answer hangs on.

use serde::Serialize;

use super::common::{Chosen, EvidenceCounts, Names, PlaceView, ScenarioView};
use crate::checks::{Certainty, name_in_sentence, plural, verb};
use crate::landscape::{
    ComponentId, KindId, Landscape, Responsibility, Selector, ServiceId, ServiceMeasure, Situation,
};
use crate::model::{Evidence, Status, Strength};
use crate::study::tipping::{Becomes, Change, Hangs, Means, Pair, Record, Tips, Topic, VerdictHangs};

/// `remit/tipping/1`.
#[derive(Debug, Serialize)]
pub struct TippingReport {
    /// The name and version of this shape.
    pub schema: &'static str,
    /// The landscape's title.
    pub landscape: String,
    /// The scenario to compare with; null where one is asked about alone.
    pub from: Option<ScenarioView>,
    /// The scenario.
    pub scenario: ScenarioView,
    /// What of it is not settled.
    pub unsettled: UnsettledView,
    /// What the verdict hangs on; null where it was not asked.
    pub verdict: Option<VerdictView>,
    /// What findings hang on; null where they were not asked.
    pub findings: Option<Vec<HangsView>>,
    /// What the order of services hangs on; null where it was not asked.
    pub order: Option<OrderView>,
    /// The facts that stand in the sets, by their numbers from 1.
    pub facts: Vec<FactView>,
    /// The one finding that was asked about.
    #[serde(skip)]
    pub one: Option<String>,
}

/// How many facts in force may turn out otherwise.
#[derive(Debug, Serialize, Clone, Copy)]
pub struct UnsettledView {
    /// All of them.
    pub facts: usize,
    /// Somebody disputes them.
    pub contested: usize,
    /// Nobody disputes them, and nobody saw the source say them.
    pub unverified: usize,
}

/// The smallest sets of facts that tip an answer.
#[derive(Debug, Serialize)]
pub struct TipsView {
    /// How many facts can matter at all.
    pub can_matter: usize,
    /// How many it takes; null where none were found.
    pub size: Option<usize>,
    /// No set of up to so many tips it.
    pub none_up_to: usize,
    /// Whether it is proved that nothing tips it.
    pub never: bool,
    /// How many sets of that size there are.
    pub count: usize,
    /// The first of them.
    pub sets: Vec<SetView>,
}

/// Facts that together tip an answer.
#[derive(Debug, Serialize)]
pub struct SetView {
    /// What becomes of which.
    pub changes: Vec<ChangeView>,
    /// What the answer then is.
    pub then: ThenView,
}

/// What becomes of a fact.
#[derive(Debug, Serialize)]
pub struct ChangeView {
    /// The fact's number.
    pub fact: usize,
    /// `settled` or `absent`.
    pub becomes: &'static str,
}

/// An answer.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum ThenView {
    /// A verdict; or `certain`, `possible` or `absent`.
    Word(&'static str),
    /// Two means.
    Means(Means),
}

/// What a verdict hangs on.
#[derive(Debug, Serialize)]
pub struct VerdictView {
    /// The verdict as the facts are recorded.
    pub is: &'static str,
    /// What tips it.
    #[serde(flatten)]
    pub tips: TipsView,
    /// Where something is new whatever becomes of any of these facts; null where none was found.
    pub new_in_any_case: Option<String>,
    /// Where something is mended in any case.
    pub mended_in_any_case: Option<String>,
}

/// A finding, and what it hangs on.
#[derive(Debug, Serialize)]
pub struct HangsView {
    /// Its key.
    pub key: String,
    /// How bad; null where it is not there.
    pub severity: Option<&'static str>,
    /// `certain`, `possible` or `absent`, as the facts are recorded.
    pub is: &'static str,
    /// Its people.
    pub people: Option<f64>,
    /// What tips it.
    #[serde(flatten)]
    pub tips: TipsView,
    /// What the readings of disputes say.
    pub readings: ReadingsView,
}

/// What the readings of disputes say of a finding.
#[derive(Debug, Serialize, Clone, Copy)]
pub struct ReadingsView {
    /// How many disputed facts it can depend on.
    pub disputes: usize,
    /// In `every`, `some` or `none` it is there.
    pub stands_in: &'static str,
    /// Whether every reading was looked at.
    pub exact: bool,
}

/// The order of services on a measure.
#[derive(Debug, Serialize)]
pub struct OrderView {
    /// The measure.
    pub measure: &'static str,
    /// Neighbours in the ranking, the one with more first.
    pub pairs: Vec<PairView>,
}

/// Two services that stand next to each other.
#[derive(Debug, Serialize)]
pub struct PairView {
    /// The services.
    pub services: [String; 2],
    /// Their means.
    pub means: Means,
    /// What changes their order.
    #[serde(flatten)]
    pub tips: TipsView,
    /// Their names.
    #[serde(skip)]
    pub names: [String; 2],
}

/// A fact that may turn out otherwise.
#[derive(Debug, Serialize)]
pub struct FactView {
    /// Its number, from 1.
    pub fact: usize,
    /// Who: an id or `kind:ID`.
    pub holder: String,
    /// For which components.
    pub component: Vec<String>,
    /// Which function.
    pub function: String,
    /// How binding.
    pub strength: &'static str,
    /// Whether somebody disputes it.
    pub status: &'static str,
    /// How sure the citation is.
    pub evidence: &'static str,
    /// Its sources.
    pub basis: Vec<String>,
    /// What its author says of it.
    pub note: Option<String>,
    /// Where it is written.
    pub at: PlaceView,
    /// Who, in words.
    #[serde(skip)]
    pub who: String,
    /// What, in words: `commission gynaecology`.
    #[serde(skip)]
    pub what: String,
    /// It all as a sentence: `CCGs have the duty to commission gynaecology`.
    #[serde(skip)]
    pub says: String,
}

/// Collects what is told of the facts of one landscape.
pub struct Teller<'l> {
    landscape: &'l Landscape,
    facts: Vec<FactView>,
    told: Vec<Responsibility>,
}

impl<'l> Teller<'l> {
    /// No fact is told yet.
    pub fn new(landscape: &'l Landscape) -> Self {
        Teller { landscape, facts: Vec::new(), told: Vec::new() }
    }

    /// What a verdict hangs on.
    pub fn verdict(&mut self, record: &Record<'_>, hangs: &VerdictHangs) -> VerdictView {
        let [new, mended] = hangs.fast.map(|topic| topic.map(|topic| self.topic(topic)));
        VerdictView {
            is: hangs.is.word(),
            tips: self.tips(record, &hangs.tips, |is| ThenView::Word(is.word())),
            new_in_any_case: new,
            mended_in_any_case: mended,
        }
    }

    /// What a finding hangs on.
    pub fn finding(&mut self, record: &Record<'_>, hangs: &Hangs) -> HangsView {
        let word = |state: Option<Certainty>| state.map_or("absent", Certainty::word);
        HangsView {
            key: hangs.key.clone(),
            severity: hangs.severity.map(|severity| severity.word()),
            is: word(hangs.state),
            people: hangs.people,
            tips: self.tips(record, &hangs.tips, |state| ThenView::Word(word(*state))),
            readings: ReadingsView {
                disputes: hangs.readings.disputes,
                stands_in: hangs.readings.stands.word(),
                exact: hangs.readings.exact,
            },
        }
    }

    /// What the order of services hangs on.
    pub fn order(&mut self, record: &Record<'_>, measure: ServiceMeasure, pairs: &[Pair]) -> OrderView {
        let landscape = self.landscape;
        let service = |one: ServiceId| &landscape.services[one.index()];
        let pairs = pairs.iter().map(|pair| PairView {
            services: pair.services.map(|one| service(one).id.to_string()),
            names: pair.services.map(|one| service(one).name.to_string()),
            means: pair.means,
            tips: self.tips(record, &pair.tips, |means| ThenView::Means(*means)),
        });
        OrderView { measure: measure.name(), pairs: pairs.collect() }
    }

    fn tips<T>(&mut self, record: &Record<'_>, tips: &Tips<T>, then: impl Fn(&T) -> ThenView) -> TipsView {
        let sets = tips.sets.iter().map(|(changes, answer)| SetView {
            changes: changes.iter().map(|change| self.change(record, *change)).collect(),
            then: then(answer),
        });
        let sets = sets.collect();
        TipsView {
            can_matter: tips.facts,
            size: tips.size(),
            none_up_to: tips.none_up_to,
            never: tips.never(),
            count: tips.count,
            sets,
        }
    }

    fn change(&mut self, record: &Record<'_>, (place, becomes): Change) -> ChangeView {
        ChangeView { fact: self.fact(&record.facts[place].fact), becomes: Becomes::word(becomes) }
    }

    /// The number of a fact, which is told where it was not.
    fn fact(&mut self, fact: &Responsibility) -> usize {
        if let Some(known) = self.told.iter().position(|told| told.written == fact.written) {
            return known + 1;
        }
        let view = fact_view(self.landscape, fact, self.told.len() + 1);
        self.facts.push(view);
        self.told.push(fact.clone());
        self.told.len()
    }

    fn topic(&self, topic: Topic) -> String {
        let names = Names(self.landscape);
        match topic {
            Topic::Function(component, function) => {
                format!("{}:{}", names.component(component), names.function(function))
            }
            Topic::Payer(component) => names.component(component),
            Topic::Handoff(from, to) => format!("{}>{}", names.component(from), names.component(to)),
            Topic::Service(service) => names.service(service),
            Topic::Commissioners => "accountability/none".to_owned(),
            Topic::Rest => "accountability/cycle".to_owned(),
        }
    }
}

/// A fact as data, and as a sentence.
pub(super) fn fact_view(landscape: &Landscape, fact: &Responsibility, number: usize) -> FactView {
    let names = Names(landscape);
    let (holder, who, have) = match fact.holder {
        Selector::Organisation(one) => {
            (names.organisation(one), landscape.organisations[one.index()].name.to_string(), "has")
        }
        Selector::Kind(kind) => {
            let (who, have) = bodies_of(landscape, kind);
            (format!("kind:{}", names.kind(kind)), who, have)
        }
    };
    let what = format!("{} {}", verb(landscape, Some(fact.function)), components(landscape, fact));
    let says = match fact.strength {
        Strength::Duty => format!("{who} {have} the duty to {what}"),
        Strength::Residual => format!("{who} {have} a general duty to {what}"),
        Strength::Power => format!("{who} may {what}"),
    };
    FactView {
        fact: number,
        holder,
        component: fact.components.iter().map(|one| names.component(*one)).collect(),
        function: names.function(fact.function),
        strength: fact.strength.word(),
        status: fact.status.word(),
        evidence: fact.evidence.map_or("unstated", Evidence::word),
        basis: fact.basis.iter().map(|basis| landscape.basis_text(basis)).collect(),
        note: fact.note.as_deref().map(str::to_owned),
        at: PlaceView::new(landscape, fact.at),
        who,
        what,
        says,
    }
}

/// The bodies of a kind; where there is only one, by its name.
fn bodies_of(landscape: &Landscape, kind: KindId) -> (String, &'static str) {
    let mut bodies = landscape.organisations.iter().filter(|one| one.kind == kind);
    match (bodies.next(), bodies.next()) {
        (Some(one), None) => (one.name.to_string(), "has"),
        _ => (plural(&landscape.kinds[kind.index()].short), "have"),
    }
}

fn components(landscape: &Landscape, fact: &Responsibility) -> String {
    let name = |place: usize| name_in_sentence(&landscape.components[fact.components[place].index()].name);
    match fact.components.len() {
        0 => String::new(),
        1 => name(0),
        count => format!("{} and {} more", name(0), count - 1),
    }
}

/// The parts of an answer.
#[derive(Debug, Default)]
pub struct Parts {
    /// What the verdict hangs on.
    pub verdict: Option<VerdictView>,
    /// What findings hang on.
    pub findings: Option<Vec<HangsView>>,
    /// What the order of services hangs on.
    pub order: Option<OrderView>,
    /// The one finding that was asked about.
    pub one: Option<String>,
}

/// Reports what answers hang on. `record` is of the scenario alone.
pub fn tipping_report(
    from: Option<(&Chosen, &Situation<'_>)>,
    to: (&Chosen, &Situation<'_>),
    services: Option<&[ServiceId]>,
    record: &Record<'_>,
    parts: Parts,
    teller: Teller<'_>,
) -> TippingReport {
    let side = |(chosen, situation): (&Chosen, &Situation<'_>)| {
        ScenarioView::new(chosen, situation, Some(EvidenceCounts::of(situation, services)))
    };
    let asked = |fact: &Responsibility| {
        let of = |one: &ComponentId| &to.1.landscape.components[one.index()].services;
        services.is_none_or(|asked| fact.components.iter().any(|one| of(one).iter().any(|own| asked.contains(own))))
    };
    let facts: Vec<&Responsibility> = record.facts.iter().map(|one| &one.fact).filter(|fact| asked(fact)).collect();
    let contested = facts.iter().filter(|fact| fact.status == Status::Contested).count();
    TippingReport {
        schema: "remit/tipping/1",
        landscape: to.1.landscape.title.to_string(),
        from: from.map(side),
        scenario: side(to),
        unsettled: UnsettledView { facts: facts.len(), contested, unverified: facts.len() - contested },
        verdict: parts.verdict,
        findings: parts.findings,
        order: parts.order,
        facts: teller.facts,
        one: parts.one,
    }
}
