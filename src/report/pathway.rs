//! A service as a swimlane: its stages from left to right, a lane for each body that commissions a part of it, and the
//! steps between; one scenario or several, whose lanes, stages and numbers are the same.
//!
//! Says what stands in which lane, and not where on the page: that is `render`'s to say.

#[cfg(test)]
pub(crate) mod sample;
pub(super) mod words;

use std::collections::BTreeMap;

use serde::Serialize;

use super::common::{Chosen, ScenarioView};
use super::network::{
    self, Body, Family, Hold, Mark, NetworkReport, Question, State, StepEnd, StepFate, Strip, in_words,
};
use crate::analysis::Facts;
use crate::checks::Judged;
use crate::landscape::{Landscape, ServiceId};
use crate::study::place::Place;

/// `remit/pathway/1`.
#[derive(Debug, Clone, Serialize)]
pub struct PathwayReport {
    /// The name and version of this shape.
    pub schema: &'static str,
    /// The landscape's title.
    pub landscape: String,
    /// The service.
    pub service: String,
    /// What the picture shows, in at most ten words.
    pub title: String,
    /// What it is about: service, place, days, people.
    pub about: String,
    /// For those who cannot see it: at most two sentences.
    pub description: String,
    /// What it rests on.
    pub source: String,
    /// Who commissions a part in one of the scenarios, family by family.
    pub lanes: Vec<Lane>,
    /// The stages in order; the empty one is of parts without a stage.
    pub stages: Vec<String>,
    /// The parts of the service in any of the scenarios, in the order of the pathway.
    pub components: Vec<Component>,
    /// Who holds them, and what becomes of the steps.
    pub scenarios: Vec<Panel>,
}

/// A body, or all of a kind.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lane {
    /// Its kind.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// A short name that no other lane has.
    pub mark: String,
    /// How it is coloured.
    #[serde(skip)]
    pub family: Family,
    /// Whether it is one organisation by itself.
    #[serde(skip)]
    pub(super) alone: bool,
}

/// A part of the service.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Component {
    /// Its number in the picture, from 1.
    pub number: usize,
    /// Its id.
    pub component: String,
    /// Its name.
    pub name: String,
    /// Its stage, by place in `stages`.
    pub stage: usize,
}

/// One scenario.
#[derive(Debug, Clone, Serialize)]
pub struct Panel {
    /// Which.
    pub scenario: ScenarioView,
    /// What it comes to, in one line.
    pub summary: String,
    /// How many organisations each lane stands for; null where it has none there.
    pub bodies: Vec<Option<usize>>,
    /// What exists there, by number.
    pub parts: Vec<PanelPart>,
    /// The steps.
    pub steps: Vec<PanelStep>,
    /// What it rests on.
    #[serde(skip)]
    source: String,
}

/// A part in one scenario.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PanelPart {
    /// Its number.
    pub number: usize,
    /// Whether somebody must commission it.
    pub needed: bool,
    /// Who commissions it for somebody there.
    pub holders: Vec<LaneHold>,
    /// The worst that is so of it.
    pub state: State,
    /// Gaps and overlaps, worst first.
    pub marks: Vec<Mark>,
    /// Whether somebody disputes a responsibility for it.
    pub contested: bool,
}

/// A lane that holds a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LaneHold {
    /// Which, by place in `lanes`.
    pub lane: usize,
    /// How binding.
    pub hold: Hold,
    /// Whether an arrangement has it act as one with another for somebody there.
    pub together: bool,
}

/// A step in one scenario.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PanelStep {
    /// From this part, by number.
    pub from: usize,
    /// To this one; null where it is of another service.
    pub to: Option<usize>,
    /// The name of that.
    pub outside: Option<String>,
    /// The worst that becomes of it for anybody there.
    pub fate: StepFate,
    /// For which share of those who may walk it.
    pub share: f64,
}

impl Lane {
    /// Whether it is the lane of the same body in another picture, whatever it is called there.
    pub fn is(&self, other: &Lane) -> bool {
        self.kind == other.kind && self.alone == other.alone && (!self.alone || self.name == other.name)
    }
}

impl PathwayReport {
    /// The part with a number.
    pub fn component(&self, number: usize) -> &Component {
        &self.components[number - 1]
    }
}

impl Panel {
    /// The part with a number, where it exists.
    pub fn part(&self, number: usize) -> Option<&PanelPart> {
        self.parts.iter().find(|part| part.number == number)
    }
}

/// One scenario of a picture.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    /// Which.
    pub chosen: &'a Chosen,
    /// Its facts.
    pub facts: &'a Facts<'a>,
    /// The findings of these.
    pub judged: &'a Judged,
    /// Where; without it one lane stands for all of a kind.
    pub place: Option<Place>,
}

/// Draws up the picture of a service.
pub fn pathway(seen: &[Seen<'_>], service: ServiceId) -> PathwayReport {
    let services = [service];
    let views: Vec<NetworkReport> = seen
        .iter()
        .map(|one| {
            let question = Question { services: Some(&services), place: one.place, parts: None };
            network::network(one.chosen, one.facts, one.judged, question)
        })
        .collect();
    let strips: Vec<&Strip> = views.iter().map(|view| &view.services[0]).collect();
    let order = stage_order(seen[0].facts.situation.landscape);
    let (stages, components) = parts(&strips, &order);
    let lanes = lanes(&views);
    let scenarios = seen.iter().zip(&views).map(|(one, view)| panel(one, view, &lanes, &components)).collect();
    let landscape = seen[0].facts.situation.landscape;
    let mut report = PathwayReport {
        schema: "remit/pathway/1",
        landscape: landscape.title.to_string(),
        service: landscape.services[service.index()].id.to_string(),
        title: String::new(),
        about: String::new(),
        description: String::new(),
        source: String::new(),
        lanes,
        stages,
        components,
        scenarios,
    };
    words::say(&mut report, seen, &landscape.services[service.index()].name);
    report
}

/// Those of some services that have a part in any of the scenarios.
pub fn with_parts(seen: &[Seen<'_>], services: &[ServiceId]) -> Vec<ServiceId> {
    let exists = |service: &ServiceId| {
        let components = &seen[0].facts.situation.landscape.services[service.index()].components;
        components.iter().any(|component| seen.iter().any(|one| one.facts.situation.exists(*component)))
    };
    services.iter().copied().filter(exists).collect()
}

/// The pathways of those of some services that have a part in any of the scenarios.
pub fn pathways(seen: &[Seen<'_>], services: &[ServiceId]) -> Vec<PathwayReport> {
    with_parts(seen, services).into_iter().map(|service| pathway(seen, service)).collect()
}

/// All stages of a landscape in the order in which its services have them on the whole: by their mean place from the
/// first to the last of each. So every service has them in one order.
pub(super) fn stage_order(landscape: &Landscape) -> Vec<String> {
    let mut places: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    for service in &landscape.services {
        let mut stages: Vec<String> = Vec::new();
        for component in &service.components {
            let stage = landscape.components[component.index()].stage.as_deref().map_or_else(String::new, in_words);
            if !stages.contains(&stage) {
                stages.push(stage);
            }
        }
        let last = stages.len().saturating_sub(1).max(1) as f64;
        // One with two stages says little of what lies between the others.
        let weight = if stages.len() > 2 { 1.0 } else { 0.001 };
        for (place, stage) in stages.into_iter().enumerate() {
            let (sum, count) = places.entry(stage).or_default();
            *sum += weight * place as f64 / last;
            *count += weight;
        }
    }
    let mut order: Vec<(String, f64)> = places.into_iter().map(|(stage, (sum, count))| (stage, sum / count)).collect();
    order.sort_by(|(stage, one), (name, other)| one.total_cmp(other).then_with(|| stage.cmp(name)));
    order.into_iter().map(|(stage, _)| stage).collect()
}

/// The parts of all scenarios: those of the first in their order, those of others alone behind what they follow there.
fn parts(strips: &[&Strip], order: &[String]) -> (Vec<String>, Vec<Component>) {
    let mut all: Vec<&network::Part> = Vec::new();
    for strip in strips {
        let mut behind = 0;
        for part in &strip.parts {
            match all.iter().position(|known| known.id == part.id) {
                Some(place) => behind = place + 1,
                None => {
                    all.insert(behind, part);
                    behind += 1;
                }
            }
        }
    }
    let stage = |part: &network::Part| part.stage.clone().unwrap_or_default();
    let mut stages: Vec<String> = Vec::new();
    for part in &all {
        if !stages.contains(&stage(part)) {
            stages.push(stage(part));
        }
    }
    let known = |stage: &String| order.iter().position(|known| known == stage).unwrap_or(usize::MAX);
    stages.sort_by_key(known);
    let place = |part: &network::Part| stages.iter().position(|known| *known == stage(part)).unwrap_or(0);
    all.sort_by_key(|part| place(part));
    let component = |(number, part): (usize, &&network::Part)| Component {
        number: number + 1,
        component: part.id.clone(),
        name: part.name.clone(),
        stage: place(part),
    };
    let components = all.iter().enumerate().map(component).collect();
    (stages, components)
}

/// The bodies that hold a part in any of the scenarios.
fn lanes(views: &[NetworkReport]) -> Vec<Lane> {
    let mut lanes: Vec<Lane> = Vec::new();
    for view in views {
        let holds = |place: usize| {
            let parts = &view.services[0].parts;
            parts.iter().any(|part| part.holders.iter().any(|holder| holder.body == place))
        };
        for (_, body) in view.bodies.iter().enumerate().filter(|(place, _)| holds(*place)) {
            if lanes.iter().any(|lane| is(lane, body)) {
                continue;
            }
            let taken = |mark: &str| lanes.iter().any(|lane| lane.mark == mark);
            let numbered = (2..).map(|number| format!("{} {number}", body.mark));
            let mark = std::iter::once(body.mark.clone()).chain(numbered).find(|mark| !taken(mark));
            lanes.push(Lane {
                kind: body.kind.clone(),
                name: body.name.clone(),
                mark: mark.unwrap_or_default(),
                family: body.family,
                alone: body.count.is_none(),
            });
        }
    }
    lanes.sort_by_key(|lane| lane.family);
    lanes
}

/// Whether a lane is that of a body.
fn is(lane: &Lane, body: &Body) -> bool {
    lane.kind == body.kind && lane.alone == body.count.is_none() && (!lane.alone || lane.name == body.name)
}

fn panel(one: &Seen<'_>, view: &NetworkReport, lanes: &[Lane], components: &[Component]) -> Panel {
    let strip = &view.services[0];
    let number = |place: usize| {
        let id = &strip.parts[place].id;
        components.iter().find(|known| known.component == *id).map_or(0, |known| known.number)
    };
    let lane = |body: usize| lanes.iter().position(|lane| is(lane, &view.bodies[body]));
    let part = |(place, part): (usize, &network::Part)| PanelPart {
        number: number(place),
        needed: part.needed,
        holders: part
            .holders
            .iter()
            .filter_map(|holder| {
                Some(LaneHold { lane: lane(holder.body)?, hold: holder.hold, together: holder.together })
            })
            .collect(),
        state: part.state(),
        marks: part.marks.clone(),
        contested: part.contested,
    };
    let step = |step: &network::Step| PanelStep {
        from: number(step.from),
        to: match step.to {
            StepEnd::Here(to) => Some(number(to)),
            _ => None,
        },
        outside: match &step.to {
            StepEnd::Outside(name) => Some(name.clone()),
            _ => None,
        },
        fate: step.fate,
        share: step.share,
    };
    let mut parts: Vec<PanelPart> = strip.parts.iter().enumerate().map(part).collect();
    parts.sort_by_key(|part| part.number);
    Panel {
        scenario: ScenarioView::new(one.chosen, one.facts.situation, None),
        summary: view.summary.clone(),
        bodies: lanes
            .iter()
            .map(|lane| view.bodies.iter().find(|body| is(lane, body)).map(|body| body.count.unwrap_or(1)))
            .collect(),
        parts,
        steps: strip.steps.iter().map(step).collect(),
        source: view.source.clone(),
    }
}
