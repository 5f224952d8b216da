//! A repair as a list of changes, each with what it mends, who could make it and which law it would amend; and as the file of
//! a reform.

use super::choices::Deed;
use super::crossings::Passage;
use super::puzzle::Chosen;
use super::targets::{maker, parties};
use super::told::{bodies, sentence};
use super::trials::Group;
use super::{Impossible, Work};
use crate::day::Day;
use crate::landscape::{Basis, COMMISSION, ComponentId, FunctionId, Landscape, OrganisationId, Selector};
use crate::model::{Costs, Vehicle};
use crate::reform::{Draft, Proposed, Remark};

/// One change of a repair.
#[derive(Debug, Clone)]
pub struct Change {
    /// What is done.
    pub deed: Deed,
    /// By which vehicle.
    pub vehicle: Vehicle,
    /// What it costs.
    pub cost: u32,
    /// Findings that go by it, by key, alone or with others of the changes.
    pub mends: Vec<String>,
    /// Who could make it.
    pub maker: By,
    /// What the claims rest on that it would change, law first.
    pub law: Vec<Basis>,
    /// Whether that is of what the body holds next to it: to this itself it has no claim yet.
    pub beside: bool,
}

/// Who could make a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// These bodies; several: together.
    Bodies(Vec<Selector>),
    /// An office, in words.
    Office(&'static str),
}

/// What stands at the top of the file.
#[derive(Debug, Clone)]
pub struct Heading {
    /// The reform's title.
    pub title: String,
    /// The words of the scenario, for the comment.
    pub scenario: String,
}

/// The changes of something chosen.
pub(super) fn deeds(groups: &[Group], chosen: &Chosen, required: bool) -> Vec<Deed> {
    let of_ways = chosen.ways.iter().flat_map(|(group, way)| {
        let group = &groups[*group];
        group.choices[group.ways[*way].choice].deeds.iter().cloned()
    });
    of_ways.chain(chosen.pacts.iter().map(|pact| pact.deed(required))).collect()
}

/// The changes, in the order of the components, each with all that is to be said of it.
pub(super) fn changes(
    work: &Work<'_>,
    groups: &[Group],
    passages: &[Passage],
    chosen: &Chosen,
    active: &[bool],
) -> Vec<Change> {
    let costs = &work.asked.costs;
    let key = |target: &usize| work.lab.targets[*target].key.clone();
    let is_active = |target: &&usize| active[**target];
    let mut changes = Vec::new();
    for (group, way) in &chosen.ways {
        let group = &groups[*group];
        let deeds = &group.choices[group.ways[*way].choice].deeds;
        let mut mends: Vec<String> = group.targets.iter().filter(is_active).map(key).collect();
        if !deeds.is_empty() && group.function == COMMISSION {
            let by_it = passages.iter().filter(|passage| ends(passage, group.component) && !joined(passage, chosen));
            mends.extend(by_it.filter_map(|passage| passage.target.as_ref()).filter(is_active).map(key));
        }
        changes.extend(deeds.iter().map(|deed| change(work, costs, deed.clone(), mends.clone())));
    }
    for pact in &chosen.pacts {
        let mut mends: Vec<String> = Vec::new();
        if !pact.charging && pact.components.len() > 1 {
            let along = passages.iter().filter(|passage| pact.components.iter().all(|one| ends(passage, *one)));
            mends.extend(along.filter_map(|passage| passage.target.as_ref()).filter(is_active).map(key));
        }
        for (group, way) in &chosen.ways {
            let group = &groups[*group];
            if group.ways[*way].needs.iter().any(|need| pact.serves(need, group.component)) {
                mends.extend(group.targets.iter().filter(is_active).map(key));
            }
        }
        changes.push(change(work, costs, pact.deed(work.asked.bare_law), mends));
    }
    changes
}

fn ends(passage: &Passage, component: ComponentId) -> bool {
    [passage.edge.from, passage.edge.to].contains(&component)
}

fn joined(passage: &Passage, chosen: &Chosen) -> bool {
    chosen.pacts.iter().any(|pact| pact.components.len() > 1 && pact.components.iter().all(|one| ends(passage, *one)))
}

fn change(work: &Work<'_>, costs: &Costs, deed: Deed, mut mends: Vec<String>) -> Change {
    mends.sort();
    mends.dedup();
    let vehicle = costs.vehicle(deed.kind);
    let maker = match (vehicle, maker(vehicle)) {
        (_, Some(maker)) => By::Office(maker.name),
        (Vehicle::Delegation, None) => By::Bodies(givers(&deed)),
        _ => By::Bodies(parties(&deed)),
    };
    let (law, beside) = law(work, &deed);
    Change { cost: costs.of_vehicle(vehicle), law, beside, deed, vehicle, mends, maker }
}

/// Who gives something away.
fn givers(deed: &Deed) -> Vec<Selector> {
    let from = deed.steps.iter().filter_map(|step| match step {
        Proposed::Delegate { from, .. } | Proposed::Transfer { from, .. } => Some(*from),
        _ => None,
    });
    let from: Vec<Selector> = from.collect();
    if from.is_empty() { parties(deed) } else { from }
}

/// A claim: for what, what is done, who.
type Touched = (ComponentId, FunctionId, Selector);

/// The sources of the claims that a change touches, each once; of a part that the body has no claim to, those of what it has
/// next to it on people's way, and that it is so.
fn law(work: &Work<'_>, deed: &Deed) -> (Vec<Basis>, bool) {
    let touched: Vec<Touched> = deed.steps.iter().flat_map(touched).collect();
    let law = sources(work, &touched);
    if !law.is_empty() {
        return (law, false);
    }
    let landscape = work.facts.situation.landscape;
    let leads = |from: ComponentId, to: ComponentId| landscape.components[from.index()].leads_to.contains(&to);
    let beside: Vec<Touched> = touched
        .into_iter()
        .flat_map(|(component, function, holder)| {
            let all = (0..landscape.components.len()).map(ComponentId::new);
            all.filter(move |other| leads(*other, component) || leads(component, *other))
                .map(move |other| (other, function, holder))
        })
        .collect();
    let law = sources(work, &beside);
    let found = !law.is_empty();
    (law, found)
}

fn touched(step: &Proposed) -> Vec<Touched> {
    match step {
        Proposed::Assign { component, function, holder } | Proposed::End { component, function, holder, .. } => {
            vec![(*component, *function, *holder)]
        }
        Proposed::Transfer { component, function, from, .. } | Proposed::Delegate { component, function, from, .. } => {
            vec![(*component, *function, *from)]
        }
        Proposed::Arrange { members, components, .. } => members
            .iter()
            .flat_map(|member| components.iter().map(|component| (*component, COMMISSION, *member)))
            .collect(),
    }
}

/// What claims rest on: acts first, then what is made under them, then what others say.
fn sources(work: &Work<'_>, claims: &[Touched]) -> Vec<Basis> {
    let situation = work.facts.situation;
    let live: Vec<Vec<OrganisationId>> =
        claims.iter().map(|(_, _, holder)| situation.live_of(*holder).to_vec()).collect();
    let mut law: Vec<Basis> = Vec::new();
    for id in &situation.responsibilities {
        let fact = situation.responsibility(*id);
        let is_one = |((component, function, _), bodies): (&Touched, &Vec<OrganisationId>)| {
            fact.function == *function
                && fact.components.contains(component)
                && situation.live_of(fact.holder).iter().any(|one| bodies.contains(one))
        };
        if claims.iter().zip(&live).any(is_one) {
            law.extend(fact.basis.iter().filter(|basis| !law.contains(basis)).cloned().collect::<Vec<_>>());
        }
    }
    let rank = |basis: &Basis| {
        situation.landscape.sources[basis.source.index()].source_type.map_or(usize::MAX, |of| of as usize)
    };
    law.sort_by_key(rank);
    law
}

/// The file of the reform.
pub(super) fn text(
    landscape: &Landscape,
    day: Day,
    heading: &Heading,
    changes: &[Change],
    impossible: &[Impossible],
) -> String {
    let mut preface = vec![
        format!("The smallest set of changes found that mends {}: a proposal, subject to lawyers.", heading.scenario),
        "It says what would have to be so, not how it is drafted; each vehicle is a first guess.".to_owned(),
    ];
    preface.extend(impossible.iter().map(|one| format!("Not mended: {}", one.finding)));
    let mut steps = Vec::new();
    for change in changes {
        let mut lines = vec![format!("{}.", capital(&sentence(landscape, &change.deed)))];
        lines.extend(change.mends.iter().map(|key| format!("Mends {key}")));
        if change.mends.is_empty() {
            lines.push("Needed so that the other changes open nothing new.".to_owned());
        }
        let by = match &change.maker {
            By::Office(name) => format!("made by {name}"),
            By::Bodies(list) => format!("made by {}", bodies(landscape, list)),
        };
        lines.push(format!("Vehicle: {}, {by}; subject to lawyers.", change.vehicle.word()));
        if !change.law.is_empty() {
            let law: Vec<String> = change.law.iter().map(|basis| landscape.basis_text(basis)).collect();
            lines.push(if change.beside {
                format!("No claim to this yet; what is held next to it rests on {}.", law.join(", "))
            } else {
                format!("The claims concerned rest on {}.", law.join(", "))
            });
        }
        for (place, step) in change.deed.steps.iter().enumerate() {
            let lines = if place == 0 { lines.clone() } else { vec!["Part of the change above.".to_owned()] };
            steps.push((step.clone(), Remark { lines, legal: change.vehicle }));
        }
    }
    Draft { id: "repair".to_owned(), title: heading.title.clone(), on: day, preface, steps }.text(landscape)
}

/// The first letter large.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
