//! The ledger the naive way: who claimed a cell before the first step of a reform and no longer after its last one, which
//! step took it, and who has it in the end.

use std::collections::{BTreeMap, BTreeSet};

use remit::day::Day;

use super::super::findings::{Findings, Lost, Naive};
use super::super::naive::Look;
use super::super::world::{COMMISSION, Cell, FUNCTIONS, World};
use super::apply::{State, Wrong};
use super::{Reform, Step};

/// A reform's day, the world before its first step, and after each step, with whether the step ends on purpose.
type Stage = (Day, World, Vec<(bool, World)>);

/// What every step of every reform left behind.
pub struct Trace {
    pub world: World,
    pub reforms: Vec<Stage>,
}

/// Applies reforms one after the other.
pub fn apply(world: &World, reforms: &[Reform]) -> Result<Trace, Wrong> {
    let mut state = State::new(world);
    let mut trace = Trace { world: world.clone(), reforms: Vec::new() };
    for reform in reforms {
        state.begin(reform);
        let before = state.world.clone();
        let mut after = Vec::new();
        for (place, step) in reform.steps.iter().enumerate() {
            state.step(place, step)?;
            after.push((matches!(step, Step::End(_)), state.world.clone()));
        }
        trace.reforms.push((reform.on, before, after));
    }
    trace.world = state.world;
    Ok(trace)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    Passed,
    Ended,
    Nowhere,
}

/// One thing taken at one cell: component, function, cell, the kind of the body it was taken from, and its fate.
pub type Line = (usize, usize, Cell, usize, Fate);

impl Trace {
    /// The lines of one reform, and the kinds that have each cell in the end.
    pub fn ledger(&self, reform: usize, day: Day) -> BTreeMap<Line, BTreeSet<usize>> {
        let mut lines: BTreeMap<Line, BTreeSet<usize>> = BTreeMap::new();
        let (on, before, steps) = &self.reforms[reform];
        let after = steps.last().map_or(before, |(_, world)| world);
        let in_the_end = Look { world: &self.world, day, bare_law: false };
        for component in 0..before.components.len() {
            for cell in in_the_end.cells_needing(component) {
                for function in 0..FUNCTIONS.len() {
                    let who = |world: &World, day: Day| holders(world, day, component, function, cell);
                    let (was, at_once, is) = (who(before, *on), who(after, *on), who(&self.world, day));
                    for lost in was.difference(&at_once) {
                        let fate = self.fate(reform, (component, function, cell), *lost, &was, &is);
                        let kind = |one: &usize| self.world.organisations[*one].kind;
                        let to: BTreeSet<usize> = if fate != Fate::Passed {
                            BTreeSet::new()
                        } else if is.difference(&was).next().is_some() {
                            is.difference(&was).map(kind).collect()
                        } else {
                            is.iter().map(kind).collect()
                        };
                        lines.entry((component, function, cell, kind(lost), fate)).or_default().extend(to);
                    }
                }
            }
        }
        lines
    }

    fn fate(
        &self,
        reform: usize,
        (component, function, cell): (usize, usize, Cell),
        lost: usize,
        was: &BTreeSet<usize>,
        is: &BTreeSet<usize>,
    ) -> Fate {
        // The first step that took it: what the reform gave back afterwards and took again was not there before.
        let mut taken: Option<bool> = None;
        let mut heirs_ended = false;
        for (number, (on, before, steps)) in self.reforms.iter().enumerate().skip(reform) {
            let mut had = holders(before, *on, component, function, cell);
            for (on_purpose, world) in steps {
                let has = holders(world, *on, component, function, cell);
                if number == reform && had.contains(&lost) && !has.contains(&lost) {
                    taken = taken.or(Some(*on_purpose));
                }
                heirs_ended |= *on_purpose && had.difference(&has).any(|one| !was.contains(one));
                had = has;
            }
        }
        match (taken, is.is_empty()) {
            (Some(true), _) => Fate::Ended,
            (_, false) => Fate::Passed,
            (_, true) if heirs_ended => Fate::Ended,
            _ => Fate::Nowhere,
        }
    }

    /// By which responsibilities what goes nowhere was held, where.
    pub fn lost(&self, day: Day) -> Lost {
        let mut lost = Lost::new();
        for (reform, (on, before, _)) in self.reforms.iter().enumerate() {
            let look = Look { world: before, day: *on, bare_law: false };
            for (component, function, cell, _, fate) in self.ledger(reform, day).into_keys() {
                let held = |number: &usize| !look.holders_by(*number, component, function, cell).is_empty();
                let numbers = (0..before.responsibilities.len()).filter(|_| fate == Fate::Nowhere).filter(held);
                lost.extend(numbers.map(|number| (number, component, cell)));
            }
        }
        lost
    }

    /// `gap/unbalanced` on a day.
    pub fn unbalanced(&self, day: Day) -> Findings {
        let mut found = Findings::new();
        let look = Look { world: &self.world, day, bare_law: false };
        for reform in 0..self.reforms.len() {
            for (component, function, cell, _, fate) in self.ledger(reform, day).into_keys() {
                if fate != Fate::Nowhere {
                    continue;
                }
                let id = &self.world.components[component].id;
                let key = match function {
                    COMMISSION => format!("gap/unbalanced:{id}"),
                    other => format!("gap/unbalanced:{id}:{}", FUNCTIONS[other].0),
                };
                let finding = found.entry((key, "certain")).or_insert(Naive {
                    severity: "error",
                    counted: true,
                    among: look.cells_needing(component).into_iter().collect(),
                    ..Naive::default()
                });
                finding.cells.insert(cell);
            }
        }
        found
    }
}

fn holders(world: &World, day: Day, component: usize, function: usize, cell: Cell) -> BTreeSet<usize> {
    let look = Look { world, day, bare_law: false };
    look.claims(component, function, cell, None).iter().map(|claim| claim.holder).collect()
}
