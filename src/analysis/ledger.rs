//! The ledger of a reform: what it takes from whom, and where that goes (docs/method.md).

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Facts;
use super::coverage::{Maker, NOT_NEEDED, Shape, live_by_component};
use crate::landscape::{
    Applied, Cells, ComponentId, Done, FunctionId, KindId, OrganisationId, ResponsibilityId, Touch,
};

/// What becomes of a responsibility that a reform takes from somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LedgerFate {
    /// Somebody has it afterwards.
    Passed,
    /// A step says in so many words that it ends.
    Ended,
    /// Nobody has it, and no step says that this is meant.
    Nowhere,
}

/// One line of the ledger.
#[derive(Debug, Clone)]
pub struct LedgerRow {
    /// The reform, by its place among those applied.
    pub applied: usize,
    /// The step that took it, by its place.
    pub step: usize,
    /// The component.
    pub component: ComponentId,
    /// The function.
    pub function: FunctionId,
    /// The kinds it was taken from, by place.
    pub from: Vec<KindId>,
    /// The kinds that have it afterwards: those that had it not before, or else those that share it still.
    pub to: Vec<KindId>,
    /// What becomes of it.
    pub fate: LedgerFate,
    /// For whom.
    pub cells: Cells,
    /// The organisations it was taken from, in order.
    pub holders: Vec<OrganisationId>,
    /// The responsibilities, as the landscape had them before the first step.
    pub responsibilities: Vec<ResponsibilityId>,
}

/// The ledger of every reform that is applied in a situation: each against the landscape before its first step, on its
/// own day, and what there is in the situation. By reform, component, function, step.
pub fn ledger(facts: &Facts<'_>) -> Vec<LedgerRow> {
    let applied = &facts.situation.landscape.applied;
    let mut rows = Vec::new();
    for number in 0..applied.len() {
        rows.extend(of_one(facts, applied, number));
    }
    rows
}

fn of_one(facts: &Facts<'_>, all: &[Applied], number: usize) -> Vec<LedgerRow> {
    let applied = &all[number];
    let landscape = &*applied.before;
    let on = landscape.reforms[applied.reform].on;
    let before = landscape.at(on, facts.situation.bare_law);
    // Who has lost something by the steps is seen on the reform's own day; who has it in the end, on the situation's.
    let just_after = all.get(number + 1).map_or(facts.situation.landscape, |next| &*next.before);
    let just_after = applied.after.as_deref().unwrap_or(just_after);
    let just_after =
        (on != facts.situation.day || number + 1 < all.len()).then(|| just_after.at(on, facts.situation.bare_law));
    let mut maker = Maker::new(&before, facts.shapes());
    let mut maker_after =
        just_after.as_ref().map(|situation| (Maker::new(situation, facts.shapes()), live_by_component(situation)));
    let live = live_by_component(&before);
    // What this reform does, and what those after it do with what it passed on.
    let steps: Vec<&Done> = all[number..].iter().flat_map(|applied| &applied.steps).collect();
    let mut pairs: Vec<&(ComponentId, FunctionId)> = live.keys().collect();
    pairs.sort_unstable();
    // Pairs that are held alike before and after, and that the same steps touch, go the same way.
    let mut known: FxHashMap<Way, Vec<(Loss, Cells)>> = FxHashMap::default();
    let mut rows = Vec::new();
    for (component, function) in pairs.into_iter().copied() {
        let touches = touches_of(&steps, component, function);
        let Some(needing) = facts.needing(component).filter(|_| !touches.is_empty() && before.exists(component)) else {
            continue;
        };
        let was = maker.coverage(&landscape.components[component.index()], &live[&(component, function)]);
        let is = facts.function(component, function).map(|after| &after.coverage.shape);
        let at_once = maker_after.as_mut().map(|(maker, live)| {
            let held = live.get(&(component, function)).map_or(&[][..], Vec::as_slice);
            maker.coverage(&facts.situation.landscape.components[component.index()], held).shape
        });
        let at_once = at_once.as_ref().or(is);
        let way = Way {
            shapes: [Some(Arc::as_ptr(&was.shape)), at_once.map(Arc::as_ptr), is.map(Arc::as_ptr)],
            touches: touches.iter().map(|(_, touch)| std::ptr::from_ref(*touch)).collect(),
        };
        let losses = known.entry(way).or_insert_with(|| {
            let (at_once, is) = (at_once.map(|shape| &**shape), is.map(|shape| &**shape));
            let pair = Pair { facts, steps_of_this: applied.steps.len(), touches, was: &was.shape, at_once, is };
            pair.all_losses(needing)
        });
        rows.extend(losses.iter().map(|(loss, cells)| LedgerRow {
            applied: number,
            step: loss.step,
            component,
            function,
            from: loss.from.clone(),
            to: loss.to.clone(),
            fate: loss.fate,
            cells: cells.clone(),
            holders: loss.holders.clone(),
            responsibilities: was.responsibilities_of(&loss.holders, cells),
        }));
    }
    rows
}

/// How a pair is held before, on the reform's day and in the situation; and which steps touch it.
#[derive(PartialEq, Eq, Hash)]
struct Way {
    shapes: [Option<*const Shape>; 3],
    touches: Vec<*const Touch>,
}

/// The touches of all steps that may be of a function of a component, with the place of their step.
fn touches_of<'t>(steps: &[&'t Done], component: ComponentId, function: FunctionId) -> Vec<(usize, &'t Touch)> {
    let touches = steps.iter().enumerate().flat_map(|(step, done)| done.touches.iter().map(move |touch| (step, touch)));
    touches
        .filter(|(_, touch)| {
            touch.function.is_none_or(|of| of == function)
                && touch.components.as_ref().is_none_or(|of| of.contains(&component))
        })
        .collect()
}

/// One function of one component, before and after.
struct Pair<'a> {
    facts: &'a Facts<'a>,
    /// Touches of later steps are those of later reforms.
    steps_of_this: usize,
    touches: Vec<(usize, &'a Touch)>,
    was: &'a Shape,
    /// On the reform's own day.
    at_once: Option<&'a Shape>,
    /// In the situation.
    is: Option<&'a Shape>,
}

/// What makes a line of the ledger: step, fate, kinds before and after.
type Line = (usize, LedgerFate, Vec<KindId>, Vec<KindId>);

/// What is taken somewhere.
struct Loss {
    step: usize,
    fate: LedgerFate,
    from: Vec<KindId>,
    to: Vec<KindId>,
    holders: Vec<OrganisationId>,
}

impl Pair<'_> {
    /// What is taken at all cells, those that go the same way together: by step, fate, kinds.
    fn all_losses(&self, needing: &Cells) -> Vec<(Loss, Cells)> {
        let mut rows: BTreeMap<Line, (Cells, Vec<OrganisationId>)> = BTreeMap::new();
        for cell in needing.iter() {
            for loss in self.losses(cell) {
                let none = || (Cells::none(self.facts.situation.landscape.grid()), Vec::new());
                let row = rows.entry((loss.step, loss.fate, loss.from, loss.to)).or_insert_with(none);
                row.0.insert(cell);
                row.1.extend(loss.holders);
            }
        }
        rows.into_iter()
            .map(|((step, fate, from, to), (cells, mut holders))| {
                holders.sort_unstable();
                holders.dedup();
                (Loss { step, fate, from, to, holders }, cells)
            })
            .collect()
    }

    /// What was taken at a cell: by step and fate.
    fn losses(&self, cell: usize) -> Vec<Loss> {
        let holders = |shape: &Shape| -> Vec<OrganisationId> {
            match shape.of_cell[cell] {
                NOT_NEEDED => Vec::new(),
                set => shape.sets[set as usize].claims.iter().map(|claim| claim.holder).collect(),
            }
        };
        let was = holders(self.was);
        let at_once = self.at_once.map(holders).unwrap_or_default();
        let is = self.is.map(holders).unwrap_or_default();
        let mut losses: Vec<Loss> = Vec::new();
        for lost in was.iter().filter(|one| !at_once.contains(one)) {
            // What ends by itself, on its own day, no step has taken.
            let Some((step, fate)) = self.fate(cell, *lost, &was, &is) else { continue };
            let known = losses.iter().position(|loss| (loss.step, loss.fate) == (step, fate));
            let place = known.unwrap_or_else(|| {
                let to = self.heirs(&was, &is, fate);
                losses.push(Loss { step, fate, from: Vec::new(), to, holders: Vec::new() });
                losses.len() - 1
            });
            losses[place].holders.push(*lost);
            losses[place].from.push(self.kind(*lost));
        }
        for loss in &mut losses {
            loss.from.sort_unstable();
            loss.from.dedup();
        }
        losses
    }

    fn fate(
        &self,
        cell: usize,
        lost: OrganisationId,
        was: &[OrganisationId],
        is: &[OrganisationId],
    ) -> Option<(usize, LedgerFate)> {
        let here = |touch: &Touch| touch.cells.as_ref().is_none_or(|cells| cells.contains(cell));
        let mut of_this = self.touches.iter().filter(|(step, _)| *step < self.steps_of_this);
        let (step, own) = of_this.find(|(_, touch)| touch.takes_from(lost) && here(touch))?;
        // What it had passed on to another, and that one's then ended on purpose.
        let of_heir = |touch: &Touch| touch.on_purpose && touch.holders.iter().any(|one| !was.contains(one));
        let ended =
            own.on_purpose || is.is_empty() && self.touches.iter().any(|(_, touch)| of_heir(touch) && here(touch));
        let fate = if ended {
            LedgerFate::Ended
        } else if is.is_empty() {
            LedgerFate::Nowhere
        } else {
            LedgerFate::Passed
        };
        Some((*step, fate))
    }

    /// Who has it now: those that had it not, or else those that share it still.
    fn heirs(&self, was: &[OrganisationId], is: &[OrganisationId], fate: LedgerFate) -> Vec<KindId> {
        if fate != LedgerFate::Passed {
            return Vec::new();
        }
        let gained: Vec<KindId> = is.iter().filter(|one| !was.contains(one)).map(|one| self.kind(*one)).collect();
        let mut kinds = if gained.is_empty() { is.iter().map(|one| self.kind(*one)).collect() } else { gained };
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    fn kind(&self, one: OrganisationId) -> KindId {
        self.facts.situation.landscape.organisations[one.index()].kind
    }
}
