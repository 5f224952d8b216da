//! The smallest set of changes that mends what is wrong.

use serde::Serialize;

use super::common::{Chosen, PlaceView, ScenarioView, capital, messages};
use super::tipping::{FactView, fact_view};
use crate::checks::{list_in_words, name_in_sentence};
use crate::landscape::{Landscape, Responsibility, Situation};
use crate::reform::Proposed;
pub use crate::study::repair::MOST_TIES;
use crate::study::repair::{Asked, By, Change, Deed, Impossible, Reason, Repair, bodies, sentence};
use crate::study::tipping::{Becomes, Held};

/// What up to so many findings say is told.
const MOST_SAID: usize = 3;

/// `remit/repair/1`.
#[derive(Debug, Serialize)]
pub struct RepairReport {
    /// The name and version of this shape.
    pub schema: &'static str,
    /// The landscape's title.
    pub landscape: String,
    /// The scenario.
    pub scenario: ScenarioView,
    /// Findings that go, by key.
    pub cleared: Vec<String>,
    /// What the changes cost.
    pub cost: u64,
    /// No set of the changes considered costs less.
    pub bound: u64,
    /// Whether that is proved of this one.
    pub optimal: bool,
    /// How many other sets cost the same; counted up to 20.
    pub ties: usize,
    /// Findings that stay, and why.
    pub impossible: Vec<ImpossibleView>,
    /// Whether it does the same whichever way disputes go; null where nothing is changed.
    pub no_regret: Option<NoRegretView>,
    /// The text of a reform.
    pub reform: String,
    /// What the findings say that were to go, where they are few.
    #[serde(skip)]
    pub says: Vec<String>,
    /// How many findings were to go.
    #[serde(skip)]
    pub wanted: usize,
    /// Whether only what holds in every reading of disputes was asked for.
    #[serde(skip)]
    pub only_no_regret: bool,
    /// How many combinations were tried.
    #[serde(skip)]
    pub tried: usize,
    /// The changes.
    #[serde(skip)]
    pub changes: Vec<ChangeView>,
    /// Some of the other sets: instead of what, what.
    #[serde(skip)]
    pub instead: Vec<[String; 2]>,
    /// Change by change: the vehicle and what it costs.
    #[serde(skip)]
    pub costs: Vec<(&'static str, &'static str, u32)>,
}

/// A finding that stays.
#[derive(Debug, Serialize)]
pub struct ImpossibleView {
    /// Its key.
    pub finding: String,
    /// Why.
    pub because: Vec<String>,
}

/// Whether a repair does what it says in every reading of the disputes that are open under it.
#[derive(Debug, Serialize)]
pub struct NoRegretView {
    /// Whether only changes that do were asked for.
    pub asked: bool,
    /// Whether it does, in every reading that was looked at.
    pub holds: bool,
    /// Whether every reading was looked at.
    pub exact: bool,
    /// How many disputed facts it depends on.
    pub disputes: usize,
    /// What it would leave or open in some reading.
    pub fails: Vec<FailsView>,
}

/// A finding that is there in some readings, and should not be.
#[derive(Debug, Serialize)]
pub struct FailsView {
    /// Its key.
    pub finding: String,
    /// `left`: it should have gone; `opened`: it was not there before.
    pub is: &'static str,
    /// The fewest disputed facts that decide it; none: it is so whichever way they go.
    pub decided_by: Vec<DecidesView>,
}

/// A disputed fact, and how it would have to be settled.
#[derive(Debug, Serialize)]
pub struct DecidesView {
    /// `settled`: it holds; `absent`: it does not.
    pub becomes: &'static str,
    /// Who: an id or `kind:ID`.
    pub holder: String,
    /// For which components.
    pub component: Vec<String>,
    /// Which function.
    pub function: String,
    /// Its sources.
    pub basis: Vec<String>,
    /// Where it is written.
    pub at: PlaceView,
    /// Both as a half sentence: `it is settled that CCGs may commission gynaecology`.
    #[serde(skip)]
    pub says: String,
}

/// One change.
#[derive(Debug)]
pub struct ChangeView {
    /// What sort.
    pub kind: &'static str,
    /// What it does, as a sentence without full stop.
    pub what: String,
    /// The findings it has a part in clearing, by key.
    pub mends: Vec<String>,
    /// The legal vehicle.
    pub legal: &'static str,
    /// Who could make it.
    pub maker: String,
    /// Whether one body, kind or office could make it alone.
    pub alone: bool,
    /// What the claims concerned rest on, law first.
    pub law: Vec<String>,
    /// Whether that is of what the body holds next to it: to this itself it has no claim yet.
    pub beside: bool,
    /// Of what mends nothing by itself: what it is for, where that can be said.
    pub keeps: Option<String>,
    /// What it costs.
    pub cost: u32,
}

/// Reports a repair.
pub fn repair_report(
    landscape: &Landscape,
    situation: &Situation<'_>,
    chosen: &Chosen,
    asked: &Asked,
    repair: Repair,
) -> RepairReport {
    let told = |deeds: &[Deed]| -> String {
        let sentences: Vec<String> = deeds.iter().map(|deed| sentence(landscape, deed)).collect();
        if sentences.is_empty() { "change nothing".to_owned() } else { sentences.join("; ") }
    };
    let stay = repair.impossible.iter().map(|one| one.finding.clone());
    let keys: Vec<String> = repair.cleared.iter().cloned().chain(stay).collect();
    let says = if keys.len() <= MOST_SAID { messages(situation, &keys) } else { Vec::new() };
    RepairReport {
        schema: "remit/repair/1",
        landscape: landscape.title.to_string(),
        scenario: ScenarioView::new(chosen, situation, None),
        cleared: repair.cleared,
        cost: repair.cost,
        bound: repair.bound,
        optimal: repair.optimal,
        ties: repair.ties,
        impossible: repair.impossible.iter().map(|one| impossible(landscape, one)).collect(),
        no_regret: repair.held.as_ref().map(|held| no_regret_view(landscape, held, asked.no_regret)),
        reform: repair.text,
        says,
        wanted: repair.wanted,
        only_no_regret: asked.no_regret,
        tried: repair.tried,
        changes: repair.changes.iter().map(|change| change_view(landscape, change)).collect(),
        instead: repair.instead.iter().map(|(ours, theirs)| [told(ours), told(theirs)]).collect(),
        costs: asked.costs.table().map(|(change, vehicle, cost)| (change.word(), vehicle.word(), cost)).collect(),
    }
}

fn no_regret_view(landscape: &Landscape, held: &Held, asked: bool) -> NoRegretView {
    let fails = held.fails.iter().map(|fails| FailsView {
        finding: fails.finding.key.clone(),
        is: if fails.back { "left" } else { "opened" },
        decided_by: fails.decides.iter().map(|(fact, becomes)| decides_view(landscape, fact, *becomes)).collect(),
    });
    NoRegretView { asked, holds: held.holds, exact: held.exact, disputes: held.disputes, fails: fails.collect() }
}

fn decides_view(landscape: &Landscape, fact: &Responsibility, becomes: Becomes) -> DecidesView {
    let FactView { holder, component, function, basis, at, says, .. } = fact_view(landscape, fact, 1);
    let says = match becomes {
        Becomes::Settled => format!("it is settled that {says}"),
        Becomes::Absent => format!("it is settled that it is not so that {says}"),
    };
    DecidesView { becomes: becomes.word(), holder, component, function, basis, at, says }
}

fn change_view(landscape: &Landscape, change: &Change) -> ChangeView {
    let (maker, alone) = match &change.maker {
        By::Office(name) => ((*name).to_owned(), true),
        By::Bodies(list) => (bodies(landscape, list), list.len() == 1),
    };
    ChangeView {
        kind: change.deed.kind.word(),
        what: capital(&sentence(landscape, &change.deed)),
        mends: change.mends.clone(),
        legal: change.vehicle.word(),
        maker: capital(&maker),
        alone,
        law: change.law.iter().map(|basis| landscape.basis_text(basis)).collect(),
        beside: change.beside,
        keeps: if change.mends.is_empty() { keeps(landscape, &change.deed) } else { None },
        cost: change.cost,
    }
}

/// What an arrangement is for that mends nothing by itself.
fn keeps(landscape: &Landscape, deed: &Deed) -> Option<String> {
    let Some(Proposed::Arrange { components, .. }) = deed.steps.last() else { return None };
    let names: Vec<String> =
        components.iter().map(|one| name_in_sentence(&landscape.components[one.index()].name)).collect();
    match names.as_slice() {
        [one, other] => Some(format!("bridges the handoff between {one} and {other}")),
        _ => None,
    }
}

fn impossible(landscape: &Landscape, one: &Impossible) -> ImpossibleView {
    let mut because: Vec<String> = Vec::new();
    if !one.together_with.is_empty() {
        let others: Vec<String> = one.together_with.iter().map(|key| format!("`{key}`")).collect();
        because.push(format!(
            "it cannot go together with {}: any of them alone could stay, and the others would go",
            list_in_words(&others)
        ));
    }
    because.extend(one.because.iter().map(|reason| reason_in_words(landscape, reason)));
    ImpossibleView { finding: one.finding.clone(), because }
}

fn reason_in_words(landscape: &Landscape, reason: &Reason) -> String {
    let told = |deeds: &[Deed]| {
        let sentences: Vec<String> = deeds.iter().map(|deed| sentence(landscape, deed)).collect();
        sentences.join(", and ")
    };
    let keys = |keys: &[String]| {
        let keys: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
        list_in_words(&keys)
    };
    match reason {
        Reason::Nobody => "nobody that commissions near it could be given it".to_owned(),
        Reason::Opens(deeds, opened) => format!("to {} would open {}", told(deeds), keys(opened)),
        Reason::Leaves(deeds, left) if left.is_empty() => format!("nothing comes of it to {}", told(deeds)),
        Reason::Leaves(deeds, left) => format!("to {} would leave {}", told(deeds), keys(left)),
        Reason::NoSuchChange => "no change that is considered here is about findings of this kind".to_owned(),
        Reason::NotForActor => "it takes somebody else: this body alone can do nothing about it".to_owned(),
        Reason::AllOpen(count, key) => {
            let tried =
                if *count == 1 { "the one combination".to_owned() } else { format!("all {count} combinations") };
            format!(
                "{tried} tried that would do it, the cheapest first, would open something else, the last of them `{key}`"
            )
        }
        Reason::Decides(facts) => match facts.as_slice() {
            [] => "that would be so whichever way the disputes go".to_owned(),
            facts => {
                let all: Vec<String> =
                    facts.iter().map(|(fact, becomes)| decides_view(landscape, fact, *becomes).says).collect();
                format!("what decides it is disputed: it would be so once {}", list_in_words(&all))
            }
        },
        Reason::TooMany(most) => format!("it takes more than the {most} changes that were allowed"),
        Reason::OutOfTime => "the time was over before everything had been tried; allow more with --time".to_owned(),
    }
}
