//! The parts of each service: who commissions them, what is wrong, what becomes of each step.

use std::collections::{BTreeMap, BTreeSet};

use super::bodies::Cast;
use super::order::in_pathway_order;
use super::{Asked, Hold, Mark, Part, Step, StepEnd, StepFate, Strip, Trouble};
use crate::analysis::{Edge, Fate, Handoff};
use crate::checks::{Certainty, Subject};
use crate::landscape::{COMMISSION, Cells, ComponentId, OrganisationId, ServiceId};
use crate::model::{Status, Strength};

/// A service before its bodies have their places.
pub(super) struct Draft {
    service: ServiceId,
    pub(super) parts: Vec<PartDraft>,
}

/// A component before its bodies have their places.
pub(super) struct PartDraft {
    pub(super) component: ComponentId,
    /// Who claims it for somebody there, with the strongest claim of each.
    pub(super) holds: BTreeMap<OrganisationId, Hold>,
    /// Those whom a formal arrangement has act as one with another for somebody there.
    pub(super) together: BTreeSet<OrganisationId>,
    needed: bool,
    contested: bool,
    marks: Vec<Mark>,
}

/// Each service's components in the order of the pathway.
pub(super) fn drafts(asked: &Asked<'_>) -> Vec<Draft> {
    let landscape = asked.facts.situation.landscape;
    let draft = |service: &ServiceId| {
        let pathway = asked.facts.pathway(*service);
        let place = |component: ComponentId| pathway.components.iter().position(|other| *other == component);
        let stage = |component: &ComponentId| landscape.components[component.index()].stage.as_deref();
        let stages: Vec<Option<&str>> = pathway.components.iter().map(stage).collect();
        let steps: Vec<(usize, usize)> =
            pathway.edges.iter().filter_map(|(edge, _)| place(edge.from).zip(place(edge.to))).collect();
        let order = in_pathway_order(&stages, &steps);
        Draft {
            service: *service,
            parts: order
                .into_iter()
                .map(|place| pathway.components[place])
                .filter(|component| asked.parts.is_none_or(|parts| parts.contains(component)))
                .map(|component| part(asked, component))
                .collect(),
        }
    };
    asked.services.iter().map(draft).collect()
}

fn part(asked: &Asked<'_>, component: ComponentId) -> PartDraft {
    let facts = asked.facts;
    let needing = asked.needing(component);
    let mut part = PartDraft {
        component,
        holds: BTreeMap::new(),
        needed: !needing.is_empty()
            && facts.situation.landscape.components[component.index()].needs.contains(&COMMISSION),
        together: BTreeSet::new(),
        contested: false,
        marks: marks(asked, component, &needing),
    };
    let Some(function) = facts.function(component, COMMISSION) else { return part };
    for verdict in needing.iter().filter_map(|cell| function.at(cell)) {
        let set = &function.coverage.shape.sets[verdict.set as usize];
        for claim in &set.claims {
            let hold = match (claim.settled, claim.strength) {
                (false, _) => Hold::Disputed,
                (true, Strength::Power) => Hold::May,
                (true, Strength::Residual | Strength::Duty) => Hold::Must,
            };
            let known = part.holds.entry(claim.holder).or_insert(hold);
            *known = (*known).min(hold);
        }
        part.together.extend(verdict.shared.iter().flatten());
        part.contested |= set.pairs.iter().any(|(table, _)| {
            let responsibility = function.coverage.responsibilities[*table as usize];
            facts.situation.responsibility(responsibility).status == Status::Contested
        });
    }
    part
}

/// Gaps and overlaps as the checks have found them, for the people of the place.
fn marks(asked: &Asked<'_>, component: ComponentId, needing: &Cells) -> Vec<Mark> {
    let landscape = asked.facts.situation.landscape;
    let mut found: BTreeMap<(Trouble, bool), (Cells, bool)> = BTreeMap::new();
    for finding in &asked.judged.findings {
        let trouble = match finding.code {
            "gap/uncommissioned" => Trouble::Gap,
            "overlap/commissioners" => Trouble::Overlap,
            _ => continue,
        };
        let here = finding.cells.and(needing);
        if finding.subject != Subject::Component(component) || here.is_empty() {
            continue;
        }
        let possible = finding.certainty == Certainty::Possible;
        let none = || (Cells::none(landscape.grid()), true);
        let (cells, accepted) = found.entry((trouble, possible)).or_insert_with(none);
        cells.add(&here);
        *accepted &= finding.accepted;
    }
    let mark = |((trouble, possible), (cells, accepted)): ((Trouble, bool), (Cells, bool))| Mark {
        trouble,
        certain: !possible,
        share: asked.share(&cells, needing),
        accepted,
    };
    found.into_iter().map(mark).collect()
}

/// The strips with everything in its place.
pub(super) fn strips(asked: &Asked<'_>, cast: &Cast, drafts: &[Draft]) -> Vec<Strip> {
    let landscape = asked.facts.situation.landscape;
    let mut before = 0;
    let mut strips = Vec::new();
    for draft in drafts {
        let part = |(place, part): (usize, &PartDraft)| {
            let component = &landscape.components[part.component.index()];
            Part {
                number: before + place + 1,
                id: component.id.to_string(),
                name: component.name.to_string(),
                stage: component.stage.as_deref().map(in_words),
                needed: part.needed,
                holders: cast.holders(part),
                marks: part.marks.clone(),
                contested: part.contested,
                here: true,
            }
        };
        strips.push(Strip {
            service: landscape.services[draft.service.index()].id.to_string(),
            name: landscape.services[draft.service.index()].name.to_string(),
            parts: draft.parts.iter().enumerate().map(part).collect(),
            steps: steps(asked, draft, drafts),
        });
        before += draft.parts.len();
    }
    strips
}

/// `early-identification` as `Early identification`.
pub(crate) fn in_words(stage: &str) -> String {
    let words = stage.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The steps of a service, by where they start and where they lead.
fn steps(asked: &Asked<'_>, draft: &Draft, drafts: &[Draft]) -> Vec<Step> {
    let landscape = asked.facts.situation.landscape;
    let place = |component: ComponentId| draft.parts.iter().position(|part| part.component == component);
    let number = |component: ComponentId| {
        drafts.iter().flat_map(|draft| &draft.parts).position(|part| part.component == component)
    };
    let mut steps: Vec<(usize, usize, Step)> = Vec::new();
    for (edge, handoffs) in &asked.facts.pathway(draft.service).edges {
        let Some(from) = place(edge.from) else { continue };
        let end = match (place(edge.to), number(edge.to)) {
            (Some(to), _) => StepEnd::Here(to),
            (None, Some(to)) => StepEnd::Numbered(to + 1),
            (None, None) => StepEnd::Outside(landscape.components[edge.to.index()].name.to_string()),
        };
        let (fate, share) = fate(asked, *edge, handoffs);
        let rank = place(edge.to).or(number(edge.to).map(|to| to + draft.parts.len())).unwrap_or(usize::MAX);
        steps.push((from, rank, Step { from, to: end, fate, share }));
    }
    steps.sort_by_key(|(from, to, _)| (*from, *to));
    steps.into_iter().map(|(_, _, step)| step).collect()
}

/// The worst that becomes of a step for anybody there, and for which share of those who may walk it.
fn fate(asked: &Asked<'_>, edge: Edge, handoffs: &[Handoff]) -> (StepFate, f64) {
    let facts = asked.facts;
    let walking = asked.needing(edge.from).and(&asked.needing(edge.to));
    let mut worst = Cells::none(facts.situation.landscape.grid());
    let mut fate = if walking.is_empty() { StepFate::Nobody } else { StepFate::SameHands };
    let mut meet = |cell: usize, one: StepFate| {
        if one < fate {
            worst = Cells::none(facts.situation.landscape.grid());
            fate = one;
        }
        if one == fate {
            worst.insert(cell);
        }
    };
    let nobody = |component: ComponentId, cell: usize| {
        facts.units().get(facts.commissioning(component, cell)).organisations.is_empty()
    };
    for cell in walking.iter() {
        let cut = nobody(edge.from, cell) || nobody(edge.to, cell);
        meet(cell, if cut { StepFate::Nobody } else { StepFate::SameHands });
    }
    for handoff in handoffs.iter().filter(|handoff| walking.contains(handoff.cell)) {
        let one = match handoff.fate {
            Fate::Joined => StepFate::Joined,
            Fate::Bridged => StepFate::Bridged,
            Fate::Unbridged => StepFate::Unbridged,
        };
        meet(handoff.cell, one);
    }
    (fate, asked.share(&worst, &walking))
}

impl Asked<'_> {
    /// The cells of the place that need a component.
    fn needing(&self, component: ComponentId) -> Cells {
        let none = || Cells::none(self.facts.situation.landscape.grid());
        self.facts.needing(component).map_or_else(none, |cells| cells.and(&self.cells))
    }

    /// Some people as a share of others; 1 where there are none.
    fn share(&self, some: &Cells, all: &Cells) -> f64 {
        let landscape = self.facts.situation.landscape;
        let (some, all) = (landscape.people(some), landscape.people(all));
        if all > 0.0 { some / all } else { 1.0 }
    }
}
