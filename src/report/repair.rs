//! The smallest set of changes that mends what is wrong.

use serde::Serialize;

use super::common::{Chosen, ScenarioView, capital};
use crate::checks::list_in_words;
use crate::landscape::{Landscape, Situation};
pub use crate::study::repair::MOST_TIES;
use crate::study::repair::{By, Change, Costs, Deed, Impossible, Reason, Repair, bodies, sentence};

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
    /// The text of a reform.
    pub reform: String,
    /// How many findings were to go.
    #[serde(skip)]
    pub wanted: usize,
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
    /// The law that the claims concerned rest on.
    pub law: Vec<String>,
    /// What it costs.
    pub cost: u32,
}

/// Reports a repair.
pub fn repair_report(
    landscape: &Landscape,
    situation: &Situation<'_>,
    chosen: &Chosen,
    costs: &Costs,
    repair: Repair,
) -> RepairReport {
    let told = |deeds: &[Deed]| -> String {
        let sentences: Vec<String> = deeds.iter().map(|deed| sentence(landscape, deed)).collect();
        if sentences.is_empty() { "change nothing".to_owned() } else { sentences.join("; ") }
    };
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
        reform: repair.text,
        wanted: repair.wanted,
        tried: repair.tried,
        changes: repair.changes.iter().map(|change| change_view(landscape, change)).collect(),
        instead: repair.instead.iter().map(|(ours, theirs)| [told(ours), told(theirs)]).collect(),
        costs: costs.table().map(|(change, vehicle, cost)| (change.word(), vehicle.word(), cost)).collect(),
    }
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
        cost: change.cost,
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
        Reason::TooMany(most) => format!("it takes more than the {most} changes that were allowed"),
        Reason::OutOfTime => "the time was over before everything had been tried; allow more with --time".to_owned(),
    }
}
