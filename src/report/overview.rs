//! Who commissions how much of some services, at a glance: the pathways of all of them beside each other, a square for
//! each part in the lane of whoever commissions it. Of one service its stages stand beside each other.
//!
//! Says what stands in which lane, and not where on the page: that is `render`'s to say.

#[cfg(test)]
pub(crate) mod sample;
mod words;

use std::collections::BTreeMap;

use serde::Serialize;

use super::common::ScenarioView;
use super::network::StepFate;
use super::pathway::{Component, Lane, LaneHold, Panel, PanelPart, PathwayReport, Seen};
use crate::landscape::Landscape;

/// `remit/overview/1`.
#[derive(Debug, Clone, Serialize)]
pub struct OverviewReport {
    /// The name and version of this shape.
    pub schema: &'static str,
    /// The landscape's title.
    pub landscape: String,
    /// The services.
    pub services: Vec<String>,
    /// What the picture shows, in at most ten words.
    pub title: String,
    /// What it is about: services, place, days, people.
    pub about: String,
    /// For those who cannot see it: at most two sentences.
    pub description: String,
    /// What it rests on.
    pub source: String,
    /// Who commissions a part of any of them in one of the scenarios, family by family.
    pub lanes: Vec<Lane>,
    /// What stands beside each other: services, or the stages of one.
    pub groups: Vec<Group>,
    /// Who holds the parts.
    pub scenarios: Vec<Side>,
}

/// A service, or a stage of the only one.
#[derive(Debug, Clone, Serialize)]
pub struct Group {
    /// The service.
    pub service: String,
    /// What stands above it.
    pub name: String,
    /// Its parts, in the order of the pathway, each with its stage.
    pub parts: Vec<GroupPart>,
}

/// A part of a group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupPart {
    /// Its number in the picture of the pathway, from 1.
    pub number: usize,
    /// Its id.
    pub component: String,
    /// Its name.
    pub name: String,
    /// Its stage.
    pub stage: String,
}

/// One scenario.
#[derive(Debug, Clone, Serialize)]
pub struct Side {
    /// Which.
    pub scenario: ScenarioView,
    /// What it comes to, in one line.
    pub summary: String,
    /// How many organisations each lane stands for; null where it has none there.
    pub bodies: Vec<Option<usize>>,
    /// How many steps there are; one of two services is one.
    pub steps: usize,
    /// How many of them change hands, with nobody to bridge them.
    pub unbridged: usize,
    /// What exists there, by group.
    pub groups: Vec<SideGroup>,
}

/// A group in one scenario.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SideGroup {
    /// How many steps lead from its parts.
    pub steps: usize,
    /// How many of them change hands, with nobody to bridge them.
    pub unbridged: usize,
    /// Its parts that exist.
    pub parts: Vec<SidePart>,
}

/// A part in one scenario.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SidePart {
    /// Who holds it, and what is wrong with it.
    #[serde(flatten)]
    pub part: PanelPart,
    /// How many steps lead from it.
    pub steps: usize,
    /// How many of them change hands, with nobody to bridge them.
    pub unbridged: usize,
}

/// Draws the pathways of some services up as one picture, of the scenarios that they are drawn of.
pub fn overview(seen: &[Seen<'_>], pathways: &[PathwayReport]) -> OverviewReport {
    let landscape = seen[0].facts.situation.landscape;
    let (lanes, places) = lanes(pathways);
    let mut report = OverviewReport {
        schema: "remit/overview/1",
        landscape: landscape.title.to_string(),
        services: pathways.iter().map(|pathway| pathway.service.clone()).collect(),
        title: String::new(),
        about: String::new(),
        description: String::new(),
        source: String::new(),
        groups: groups(pathways, |service| name_of(landscape, service)),
        scenarios: (0..seen.len()).map(|place| side(pathways, place, (&lanes, &places))).collect(),
        lanes,
    };
    let names: Vec<String> = match report.groups.as_slice() {
        _ if pathways.len() == 1 => vec![name_of(landscape, &pathways[0].service)],
        groups => groups.iter().map(|group| group.name.clone()).collect(),
    };
    words::say(&mut report, seen, &names);
    report
}

fn name_of(landscape: &Landscape, service: &str) -> String {
    let of = landscape.services.iter().find(|of| *of.id == *service);
    of.map_or_else(|| service.to_owned(), |of| of.name.to_string())
}

/// The lanes of all pathways, and for each pathway the place of each of its own among them.
fn lanes(pathways: &[PathwayReport]) -> (Vec<Lane>, Vec<Vec<usize>>) {
    let mut all: Vec<Lane> = Vec::new();
    for lane in pathways.iter().flat_map(|pathway| &pathway.lanes) {
        if all.iter().any(|known| known.is(lane)) {
            continue;
        }
        let taken = |mark: &str| all.iter().any(|known| known.mark == mark);
        let numbered = (2..).map(|number| format!("{} {number}", lane.mark));
        let mark = std::iter::once(lane.mark.clone()).chain(numbered).find(|mark| !taken(mark));
        all.push(Lane { mark: mark.unwrap_or_default(), ..lane.clone() });
    }
    all.sort_by_key(|lane| lane.family);
    let place = |lane: &Lane| all.iter().position(|known| known.is(lane)).unwrap_or(0);
    let places = pathways.iter().map(|pathway| pathway.lanes.iter().map(place).collect()).collect();
    (all, places)
}

/// A part as its group has it.
fn part_of(pathway: &PathwayReport, of: &Component) -> GroupPart {
    GroupPart {
        number: of.number,
        component: of.component.clone(),
        name: of.name.clone(),
        stage: pathway.stages[of.stage].clone(),
    }
}

fn groups(pathways: &[PathwayReport], name: impl Fn(&str) -> String) -> Vec<Group> {
    let group = |pathway: &PathwayReport, name: String, stage: Option<usize>| Group {
        service: pathway.service.clone(),
        name,
        parts: pathway
            .components
            .iter()
            .filter(|of| stage.is_none_or(|stage| of.stage == stage))
            .map(|of| part_of(pathway, of))
            .collect(),
    };
    match pathways {
        [one] => {
            let stages = one.stages.iter().enumerate();
            stages.map(|(place, stage)| group(one, stage.clone(), Some(place))).collect()
        }
        many => many.iter().map(|one| group(one, name(&one.service), None)).collect(),
    }
}

/// One scenario of all pathways.
fn side(pathways: &[PathwayReport], place: usize, (lanes, places): (&[Lane], &[Vec<usize>])) -> Side {
    let mut bodies: Vec<Option<usize>> = vec![None; lanes.len()];
    let mut groups: Vec<SideGroup> = Vec::new();
    // From which part to which, and whether there is one whom nobody helps across.
    let mut steps: BTreeMap<(&str, &str), bool> = BTreeMap::new();
    for (pathway, places) in pathways.iter().zip(places) {
        let panel = &pathway.scenarios[place];
        for (lane, count) in places.iter().zip(&panel.bodies) {
            bodies[*lane] = bodies[*lane].or(*count);
        }
        let first = groups.len();
        let of_one = pathways.len() == 1;
        groups.resize(first + if of_one { pathway.stages.len() } else { 1 }, SideGroup::default());
        for part in &panel.parts {
            let stage = if of_one { pathway.component(part.number).stage } else { 0 };
            let part = side_part(panel, part, places);
            let group = &mut groups[first + stage];
            group.steps += part.steps;
            group.unbridged += part.unbridged;
            group.parts.push(part);
        }
        for step in &panel.steps {
            let name = |number: usize| pathway.component(number).name.as_str();
            let to = step.to.map(name).or(step.outside.as_deref()).unwrap_or_default();
            *steps.entry((name(step.from), to)).or_default() |= step.fate == StepFate::Unbridged;
        }
    }
    Side {
        scenario: pathways[0].scenarios[place].scenario.clone(),
        summary: String::new(),
        bodies,
        steps: steps.len(),
        unbridged: steps.values().filter(|unbridged| **unbridged).count(),
        groups,
    }
}

/// A part with its lanes among those of all pathways.
fn side_part(panel: &Panel, part: &PanelPart, places: &[usize]) -> SidePart {
    let mut part = part.clone();
    for LaneHold { lane, .. } in &mut part.holders {
        *lane = places[*lane];
    }
    part.holders.sort_by_key(|holder| holder.lane);
    let steps = || panel.steps.iter().filter(|step| step.from == part.number);
    let (all, cut) = (steps().count(), steps().filter(|step| step.fate == StepFate::Unbridged).count());
    SidePart { part, steps: all, unbridged: cut }
}
