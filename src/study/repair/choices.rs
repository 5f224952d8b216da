//! What could be done about one function of one component: who could hold it, and the small sets of changes by which it could
//! come to that.

use crate::analysis::{Edge, Facts};
use crate::landscape::{
    COMMISSION, ComponentId, FunctionId, KindId, Landscape, OrganisationId, Selector, ServiceId, Situation,
};
use crate::model::{ChangeKind, Costs, Status, Strength};
use crate::reform::Proposed;

/// One change: a legal act, whatever number of steps it takes to write it down.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Deed {
    /// What sort.
    pub kind: ChangeKind,
    /// Its steps, in order.
    pub steps: Vec<Proposed>,
}

/// A set of changes about one function of one component; none: it stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Choice {
    /// In the order in which they are made.
    pub deeds: Vec<Deed>,
}

impl Choice {
    /// What it costs.
    pub fn cost(&self, costs: &Costs) -> u64 {
        self.deeds.iter().map(|deed| u64::from(costs.of(deed.kind))).sum()
    }

    /// Its steps.
    pub fn steps(&self) -> impl Iterator<Item = &Proposed> {
        self.deeds.iter().flat_map(|deed| &deed.steps)
    }
}

/// What one holder claims for one function of one component, all its responsibilities together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Held {
    who: Selector,
    settled: bool,
    settled_duty: bool,
    contested: bool,
    contested_duty: bool,
}

/// Who a selector stands for: a kind of which one body lives is that body.
pub(super) fn plain(situation: &Situation<'_>, selector: Selector) -> Selector {
    match selector {
        Selector::Kind(_) => match situation.live_of(selector).as_slice() {
            [one] => Selector::Organisation(*one),
            _ => selector,
        },
        one => one,
    }
}

/// Whether all that a selector stands for have an area, today or on another day; one alone that has none can hold nothing.
fn can_hold(situation: &Situation<'_>, who: Selector) -> bool {
    let live = situation.live_of(who);
    let has_areas = |one: &OrganisationId| {
        situation.standing.footprint(*one).next().is_some() || !situation.landscape.ever_had(*one).is_empty()
    };
    !live.is_empty() && live.iter().all(has_areas)
}

/// The kind of an organisation as a selector.
pub(super) fn kind_of(situation: &Situation<'_>, one: OrganisationId) -> Selector {
    plain(situation, Selector::Kind(situation.landscape.organisations[one.index()].kind))
}

/// The kind that a selector is of.
pub fn kind(landscape: &Landscape, selector: Selector) -> KindId {
    match selector {
        Selector::Kind(kind) => kind,
        Selector::Organisation(one) => landscape.organisations[one.index()].kind,
    }
}

/// Finds what could be done in one situation.
pub(super) struct Chooser<'f> {
    facts: &'f Facts<'f>,
    edges: &'f [Edge],
    /// Who may not be given anything to commission: it would answer to nobody.
    barred: &'f [Selector],
}

impl<'f> Chooser<'f> {
    pub(super) fn new(facts: &'f Facts<'f>, edges: &'f [Edge], barred: &'f [Selector]) -> Self {
        Chooser { facts, edges, barred }
    }

    /// All the choices for one function of one component; the first is to leave it as it is. No two are the same.
    pub(super) fn choices(&self, component: ComponentId, function: FunctionId) -> Vec<Choice> {
        let held = self.held(component, function);
        let candidates = self.candidates(component, function, &held);
        let maker = Maker { component, function, held: &held };
        let mut choices = vec![Choice::default()];
        let mut add = |deeds: Vec<Option<Deed>>| {
            let choice = Choice { deeds: deeds.into_iter().flatten().collect() };
            if !choices.contains(&choice) {
                choices.push(choice);
            }
        };
        for who in &candidates {
            add(vec![maker.give(*who, false)]);
            add(vec![maker.give(*who, true)]);
            let alone: Vec<Option<Deed>> =
                std::iter::once(maker.give(*who, true)).chain(maker.end_others(*who)).collect();
            for delegate in candidates.iter().filter(|other| *other != who) {
                let mut with = alone.clone();
                with.push(Some(maker.pass(ChangeKind::Delegate, *who, *delegate)));
                add(with);
            }
            add(alone);
        }
        for holder in held.iter().filter(|held| held.settled_duty || held.contested_duty) {
            add(vec![Some(maker.end(holder.who, None))]);
        }
        for from in held.iter().filter(|held| held.settled) {
            for to in candidates.iter().filter(|to| **to != from.who) {
                add(vec![Some(maker.pass(ChangeKind::Delegate, from.who, *to))]);
                add(vec![Some(maker.pass(ChangeKind::Transfer, from.who, *to))]);
            }
        }
        choices
    }

    /// Who claims it now, each once.
    fn held(&self, component: ComponentId, function: FunctionId) -> Vec<Held> {
        let situation = self.facts.situation;
        let mut list: Vec<Held> = Vec::new();
        for id in &situation.responsibilities {
            let fact = situation.responsibility(*id);
            if fact.function != function || !fact.components.contains(&component) {
                continue;
            }
            let who = plain(situation, fact.holder);
            let place = list.iter().position(|held| held.who == who).unwrap_or_else(|| {
                let nothing =
                    Held { who, settled: false, settled_duty: false, contested: false, contested_duty: false };
                list.push(nothing);
                list.len() - 1
            });
            let (held, duty) = (&mut list[place], fact.strength == Strength::Duty);
            match fact.status {
                Status::Settled => {
                    held.settled = true;
                    held.settled_duty |= duty;
                }
                Status::Contested => {
                    held.contested = true;
                    held.contested_duty |= duty;
                }
            }
        }
        list.sort_by_key(|held| held.who);
        list
    }

    /// Who could hold it: who claims it, who commissions what stands next to it on a pathway, who followed those that had it;
    /// where there is nobody, who commissions anything of its services.
    fn candidates(&self, component: ComponentId, function: FunctionId, held: &[Held]) -> Vec<Selector> {
        let situation = self.facts.situation;
        let mut found: Vec<Selector> = held.iter().map(|held| held.who).collect();
        for one in held.iter().map(|held| held.who) {
            if let Selector::Organisation(one) = one {
                found.push(kind_of(situation, one));
            }
        }
        if function != COMMISSION {
            self.commissioners(component, &mut found);
        }
        for edge in self.edges {
            if edge.from == component {
                self.commissioners(edge.to, &mut found);
            } else if edge.to == component {
                self.commissioners(edge.from, &mut found);
            }
        }
        self.heirs(component, function, &mut found);
        if found.is_empty() {
            for service in &situation.landscape.components[component.index()].services {
                self.of_service(*service, &mut found);
            }
        }
        found.sort_unstable();
        found.dedup();
        found.retain(|who| can_hold(situation, *who));
        found.retain(|who| function != COMMISSION || !self.barred.contains(who));
        found
    }

    fn commissioners(&self, component: ComponentId, found: &mut Vec<Selector>) {
        let situation = self.facts.situation;
        for id in &situation.responsibilities {
            let fact = situation.responsibility(*id);
            let settled = fact.status == Status::Settled;
            if settled && fact.function == COMMISSION && fact.components.contains(&component) {
                found.push(plain(situation, fact.holder));
            }
        }
    }

    fn of_service(&self, service: ServiceId, found: &mut Vec<Selector>) {
        for component in &self.facts.situation.landscape.services[service.index()].components {
            self.commissioners(*component, found);
        }
    }

    /// The live successors of those who had it, on any day.
    fn heirs(&self, component: ComponentId, function: FunctionId, found: &mut Vec<Selector>) {
        let situation = self.facts.situation;
        let landscape = situation.landscape;
        for fact in &landscape.responsibilities {
            if fact.function != function || !fact.components.contains(&component) {
                continue;
            }
            let had: Vec<OrganisationId> = match fact.holder {
                Selector::Organisation(one) => vec![one],
                Selector::Kind(of) => (0..landscape.organisations.len())
                    .map(OrganisationId::new)
                    .filter(|one| landscape.organisations[one.index()].kind == of)
                    .collect(),
            };
            for one in had.into_iter().filter(|one| landscape.organisations[one.index()].period.ended_by(situation.day))
            {
                found.extend(situation.live_successors(one).into_iter().map(|heir| kind_of(situation, heir)));
            }
        }
    }
}

/// Makes changes of one function of one component.
struct Maker<'h> {
    component: ComponentId,
    function: FunctionId,
    held: &'h [Held],
}

impl Maker<'_> {
    fn assign(&self, holder: Selector) -> Proposed {
        Proposed::Assign { component: self.component, function: self.function, holder }
    }

    fn end_of(&self, holder: Selector, status: Option<Status>) -> Proposed {
        Proposed::End { component: self.component, function: self.function, holder, status }
    }

    /// Gives somebody the duty, where it does not have it; with `settle`, nobody else disputes it any more.
    fn give(&self, who: Selector, settle: bool) -> Option<Deed> {
        let now = self.held.iter().find(|held| held.who == who);
        let has = now.is_some_and(|held| held.settled_duty);
        let disputing = self.held.iter().filter(|held| held.who != who && held.contested_duty);
        let mut steps: Vec<Proposed> = if settle {
            disputing.map(|held| self.end_of(held.who, Some(Status::Contested))).collect()
        } else {
            Vec::new()
        };
        let kind = match now {
            _ if !steps.is_empty() => ChangeKind::Settle,
            Some(held) if held.contested && !held.settled => ChangeKind::Settle,
            Some(held) if held.settled => ChangeKind::Strengthen,
            _ => ChangeKind::Assign,
        };
        if !has {
            steps.push(self.assign(who));
        }
        // Somebody who has no claim at all would be given a duty, not win a dispute.
        let kind = if now.is_none() { ChangeKind::Assign } else { kind };
        (!steps.is_empty()).then_some(Deed { kind, steps })
    }

    /// Ends the settled duties of everybody else, one change each.
    fn end_others(&self, who: Selector) -> impl Iterator<Item = Option<Deed>> {
        let others = self.held.iter().filter(move |held| held.who != who && held.settled_duty);
        others.map(|held| Some(self.end(held.who, Some(Status::Settled))))
    }

    fn end(&self, holder: Selector, status: Option<Status>) -> Deed {
        Deed { kind: ChangeKind::End, steps: vec![self.end_of(holder, status)] }
    }

    fn pass(&self, kind: ChangeKind, from: Selector, to: Selector) -> Deed {
        let (component, function) = (self.component, self.function);
        let step = if kind == ChangeKind::Delegate {
            Proposed::Delegate { component, function, from, to }
        } else {
            Proposed::Transfer { component, function, from, to }
        };
        Deed { kind, steps: vec![step] }
    }
}
