//! Who commissions what, as the plain data of a picture: bodies in tiers, the parts of each service along its pathway,
//! gaps, overlaps, disputes, and what becomes of each step from part to part.
//!
//! Without a place one body stands for all of its kind, and a step shows the worst that becomes of it for anybody.
//! Must not know formats: where things stand and how they look is `render`'s to say.

mod bodies;
mod order;
mod parts;
#[cfg(test)]
pub(crate) mod sample;
mod together;
mod words;

pub(super) use self::parts::in_words;
use std::collections::BTreeSet;

use serde::Serialize;

use self::bodies::Cast;
use super::common::Chosen;
use super::pathway::Seen;
use crate::analysis::Facts;
use crate::checks::Judged;
use crate::landscape::{Cells, ClassId, ComponentId, Selector, ServiceId, StratumId};
pub use crate::model::Family;
use crate::study::place::Place;

/// `remit/network/1`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Networks {
    /// The name and version of this shape.
    pub schema: &'static str,
    /// The landscape's title.
    pub landscape: String,
    /// What is found, in at most ten words.
    pub title: String,
    /// For those who cannot see it: at most two sentences.
    pub description: String,
    /// What tells the picture from others of the same scenarios.
    #[serde(skip)]
    pub about: String,
    /// One a scenario; with several, bodies and parts are the same in all of them, in the same order.
    pub scenarios: Vec<NetworkReport>,
}

/// A scenario of a picture as data.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NetworkReport {
    /// The scenario's id.
    pub scenario: String,
    /// As the command line asks for it.
    #[serde(skip)]
    pub asked: String,
    /// What tells its pictures from others of the same scenario: an area, bare law.
    #[serde(skip)]
    pub apart: String,
    /// What the picture shows, in at most ten words.
    pub title: String,
    /// Its services, for the titles of several.
    #[serde(skip)]
    pub subject: String,
    /// How many bodies, or kinds of them, commission something undisputed.
    pub commissioners: usize,
    /// How many gaps, overlaps, disputes and broken steps.
    pub summary: String,
    /// The landscape, and the scenario where it has a title.
    pub subtitle: String,
    /// The day, in ISO form.
    pub on: String,
    /// Whom the rules cover, and what was left out.
    pub caption: String,
    /// What the picture rests on.
    pub source: String,
    /// For those who cannot see it: at most two sentences.
    pub description: String,
    /// The families that occur, in order, each with its bodies.
    pub tiers: Vec<Tier>,
    /// The bodies, tier by tier.
    pub bodies: Vec<Body>,
    /// Who answers to whom and sits where, by place in `bodies`.
    pub ties: Vec<Tie>,
    /// The services.
    pub services: Vec<Strip>,
    /// How many different components stand in them: one may be part of two services.
    pub components: usize,
}

/// The bodies of one family.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tier {
    /// The family.
    #[serde(skip)]
    pub family: Family,
    /// Its bodies, by place in `bodies`.
    pub bodies: Vec<usize>,
}

/// An organisation, or all live ones of a kind.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Body {
    /// Its kind's id.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// A short name that no other body of the picture has.
    pub mark: String,
    /// How it is coloured.
    #[serde(skip)]
    pub family: Family,
    /// How many organisations it stands for; none where it is one by itself.
    pub count: Option<usize>,
    /// How many parts of the picture it commissions for somebody, undisputed.
    pub commissions: usize,
    /// How many more it commissions if disputed facts go its way.
    pub disputed: usize,
    /// Whether it is in the scenario at all.
    pub here: bool,
}

/// A tie that explains who stands behind or between commissioners.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Tie {
    /// From this body.
    pub who: usize,
    /// To this one.
    pub to: usize,
    /// Which.
    pub tie: TieType,
}

/// The ties that are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TieType {
    /// Must answer to.
    AnswersTo,
    /// Sits on a body that coordinates.
    SitsOn,
}

/// A service along its pathway.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Strip {
    /// The service.
    pub service: String,
    /// Its name.
    pub name: String,
    /// Its parts that exist on the day, in the order of the pathway.
    pub parts: Vec<Part>,
    /// Its steps.
    pub steps: Vec<Step>,
}

/// A component.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// Its number in the picture, from 1.
    pub number: usize,
    /// The component's id: one may stand in two services.
    #[serde(rename = "component")]
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its stage in words.
    pub stage: Option<String>,
    /// Whether anybody there needs it, and somebody must commission it.
    pub needed: bool,
    /// Who commissions it for somebody there: those who hold it together first, then in the order of the bodies.
    pub holders: Vec<Holder>,
    /// Gaps and overlaps, worst first.
    pub marks: Vec<Mark>,
    /// Whether somebody disputes a responsibility for it.
    pub contested: bool,
    /// Whether it exists in the scenario.
    pub here: bool,
}

/// A body that commissions a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Holder {
    /// Which, by place in `bodies`.
    pub body: usize,
    /// How binding its strongest claim is.
    pub hold: Hold,
    /// Whether a formal arrangement has it act as one with another for somebody there.
    pub together: bool,
}

/// How binding a claim is, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hold {
    /// A duty, be it a general one.
    Must,
    /// A power.
    May,
    /// It is disputed.
    Disputed,
}

/// A gap or an overlap.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Mark {
    /// Which.
    pub trouble: Trouble,
    /// Whether it hangs on no disputed fact.
    pub certain: bool,
    /// For which share of those there who need the part.
    pub share: f64,
    /// Whether somebody lives with it.
    pub accepted: bool,
}

/// What can be wrong with a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trouble {
    /// Nobody commissions it.
    Gap,
    /// Two have the duty.
    Overlap,
}

/// What a part comes to, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Nobody commissions it.
    Gap,
    /// Perhaps nobody does.
    PossibleGap,
    /// Two have the duty.
    Overlap,
    /// Perhaps two have.
    PossibleOverlap,
    /// Somebody disputes a responsibility.
    Contested,
    /// Nothing is wrong.
    Fine,
    /// Nobody there needs it commissioned.
    NotNeeded,
}

impl Part {
    /// The worst that is so of it for anybody there.
    pub fn state(&self) -> State {
        let worst = self.marks.first().map(|mark| match (mark.trouble, mark.certain) {
            (Trouble::Gap, true) => State::Gap,
            (Trouble::Gap, false) => State::PossibleGap,
            (Trouble::Overlap, true) => State::Overlap,
            (Trouble::Overlap, false) => State::PossibleOverlap,
        });
        match worst {
            Some(worst) => worst,
            None if self.contested => State::Contested,
            None if self.needed || !self.holders.is_empty() => State::Fine,
            None => State::NotNeeded,
        }
    }

    /// Whether there is a mark of some trouble.
    pub fn has(&self, trouble: Trouble) -> bool {
        self.marks.iter().any(|mark| mark.trouble == trouble)
    }
}

/// A step from part to part.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// From this part, by its place in the strip.
    pub from: usize,
    /// To there.
    pub to: StepEnd,
    /// The worst that becomes of it for anybody there.
    pub fate: StepFate,
    /// For which share of those there who may walk it.
    pub share: f64,
}

/// Where a step leads.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepEnd {
    /// To a part of the same strip, by its place.
    Here(usize),
    /// To a part of another strip, by its number.
    Numbered(usize),
    /// To a part of a service that is not in the picture, by its name.
    Outside(String),
}

/// What becomes of a step, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepFate {
    /// It changes hands, and nobody bridges it.
    Unbridged,
    /// It leads from or to a part that nobody commissions.
    Nobody,
    /// It changes hands; both sides sit with a coordinating body.
    Bridged,
    /// It changes hands; an arrangement joins both sides.
    Joined,
    /// One body has both sides.
    SameHands,
}

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The services; all where none is named.
    pub services: Option<&'a [ServiceId]>,
    /// Where; without it one body stands for all of its kind.
    pub place: Option<Place>,
    /// Only these parts; all where none is named.
    pub parts: Option<&'a BTreeSet<ComponentId>>,
}

/// What the parts of the report ask together.
struct Asked<'a> {
    facts: &'a Facts<'a>,
    judged: &'a Judged,
    place: Option<Place>,
    /// The services, chosen or all.
    services: Vec<ServiceId>,
    /// The cells of the place, or of everyone.
    cells: Cells,
    classes: Vec<ClassId>,
    /// Only these parts.
    parts: Option<&'a BTreeSet<ComponentId>>,
}

/// Draws up the picture: `judged` are the findings of the same facts.
pub fn network(chosen: &Chosen, facts: &Facts<'_>, judged: &Judged, question: Question<'_>) -> NetworkReport {
    let asked = Asked::new(facts, judged, question);
    let drafts = parts::drafts(&asked);
    let cast = Cast::new(&asked, &drafts);
    let services = parts::strips(&asked, &cast, &drafts);
    let mut report = NetworkReport {
        scenario: chosen.id.clone(),
        asked: chosen.asked.clone(),
        apart: chosen.apart(facts.situation.bare_law),
        title: String::new(),
        subject: String::new(),
        commissioners: cast.commissioners,
        summary: String::new(),
        subtitle: String::new(),
        on: chosen.on.to_string(),
        caption: String::new(),
        source: String::new(),
        description: String::new(),
        tiers: cast.tiers,
        bodies: cast.bodies,
        ties: cast.ties,
        services,
        components: bodies::different(&drafts).len(),
    };
    words::say(&mut report, chosen, &asked, question.services.is_some());
    report
}

impl<'a> Asked<'a> {
    fn new(facts: &'a Facts<'a>, judged: &'a Judged, question: Question<'a>) -> Self {
        let situation = facts.situation;
        let landscape = situation.landscape;
        let all = || (0..landscape.services.len()).map(ServiceId::new).collect();
        let classes: Vec<ClassId> = match question.place {
            Some(place) => place.classes(situation),
            None => landscape.grid_classes().collect(),
        };
        let mut cells = Cells::none(landscape.grid());
        for stratum in 0..landscape.strata.len() {
            for class in &classes {
                cells.insert(landscape.grid().cell(*class, StratumId::new(stratum)));
            }
        }
        let services = question.services.map_or_else(all, <[ServiceId]>::to_vec);
        Asked { facts, judged, place: question.place, services, cells, classes, parts: question.parts }
    }
}

/// What bodies hold in a scenario, and the parts to which steps lead from there or from which they come.
fn touched(one: &Seen<'_>, services: &[ServiceId], by: Selector) -> BTreeSet<ComponentId> {
    let question = Question { services: Some(services), place: one.place, parts: None };
    let asked = Asked::new(one.facts, one.judged, question);
    let situation = one.facts.situation;
    let held = parts::drafts(&asked)
        .into_iter()
        .flat_map(|draft| draft.parts)
        .filter(|part| part.holds.keys().any(|holder| situation.selects(by, *holder)));
    let held: BTreeSet<ComponentId> = held.map(|part| part.component).collect();
    let mut all = held.clone();
    for service in services {
        for (edge, _) in &one.facts.pathway(*service).edges {
            if held.contains(&edge.from) || held.contains(&edge.to) {
                all.extend([edge.from, edge.to]);
            }
        }
    }
    all
}

/// Draws up one picture of several scenarios, with everything in the same place in each: of some services, or of what
/// some bodies hold there and touch. `None` where they hold nothing.
pub fn networks(seen: &[Seen<'_>], services: Option<&[ServiceId]>, by: Option<Selector>) -> Option<Networks> {
    let landscape = seen[0].facts.situation.landscape;
    let all: Vec<ServiceId> = match services {
        Some(services) => services.to_vec(),
        None => (0..landscape.services.len()).map(ServiceId::new).collect(),
    };
    let parts = by.map(|by| seen.iter().flat_map(|one| touched(one, &all, by)).collect::<BTreeSet<ComponentId>>());
    // Of services in which the bodies touch nothing there is nothing to see.
    let has = |service: &ServiceId| match &parts {
        Some(parts) => landscape.services[service.index()].components.iter().any(|part| parts.contains(part)),
        None => true,
    };
    let shown: Vec<ServiceId> = all.into_iter().filter(has).collect();
    if parts.as_ref().is_some_and(BTreeSet::is_empty) {
        return None;
    }
    let named = services.is_some() || by.is_some();
    let report = |one: &Seen<'_>| {
        let services = named.then_some(shown.as_slice());
        let question = Question { services, place: one.place, parts: parts.as_ref() };
        network(one.chosen, one.facts, one.judged, question)
    };
    let mut scenarios: Vec<NetworkReport> = seen.iter().map(report).collect();
    together::together(&mut scenarios);
    let services: Vec<&str> = shown.iter().map(|service| &*landscape.services[service.index()].id).collect();
    let about = match (by, services.as_slice()) {
        (Some(Selector::Kind(kind)), _) => landscape.kinds[kind.index()].id.to_string(),
        (Some(Selector::Organisation(one)), _) => landscape.organisations[one.index()].id.to_string(),
        (None, [one]) => (*one).to_owned(),
        (None, _) => format!("{}-services", services.len()),
    };
    let mut report = Networks {
        schema: "remit/network/1",
        landscape: landscape.title.to_string(),
        title: String::new(),
        description: String::new(),
        about,
        scenarios,
    };
    words::say_together(&mut report, seen, by);
    Some(report)
}
