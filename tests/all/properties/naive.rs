//! The second way: claims, units, overlaps and pathways of one day, each worked out from the definitions for one cell at
//! a time (docs/method.md), with nothing kept and nothing shared.

use std::collections::BTreeSet;

use remit::day::Day;

use super::places::{covers, heirs, live, lives, residents, selected};
use super::world::{ACCOUNTABLE, COMMISSION, Cell, FUNCTIONS, For, MEMBER, Selector, Strength, World};

/// A landscape on a day.
#[derive(Clone, Copy)]
pub struct Look<'w> {
    pub world: &'w World,
    pub day: Day,
    pub bare_law: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Claim {
    pub holder: usize,
    pub settled: bool,
    pub strength: Strength,
}

/// For each member of an arrangement, the bodies that it stands for.
pub type Members = Vec<(Selector, Vec<usize>)>;

/// The organisations of one unit, in order.
pub type Unit = Vec<usize>;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Overlap {
    Certain,
    Possible,
    Concurrent,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    Joined,
    Bridged,
    Unbridged,
}

/// Which contested responsibilities hold: all those listed, and no others. Without a reading they are contested.
pub type Reading<'r> = Option<&'r BTreeSet<usize>>;

impl Look<'_> {
    pub fn exists(&self, component: usize) -> bool {
        self.world.components[component].dates.on(self.day)
    }

    /// Whether the people of a cell need a component.
    pub fn needs(&self, component: usize, cell: Cell) -> bool {
        let cohorts = &self.world.components[component].cohorts;
        self.exists(component)
            && self.world.people_of(cell) > 0.0
            && cohorts.as_ref().is_none_or(|cohorts| cohorts.contains(&cell.1))
    }

    pub fn cells_needing(&self, component: usize) -> Vec<Cell> {
        self.world.cells().into_iter().filter(|cell| self.needs(component, *cell)).collect()
    }

    pub fn responsibility_lives(&self, fact: usize) -> bool {
        let fact = &self.world.responsibilities[fact];
        fact.dates.on(self.day) && !selected(self.world, fact.holder, self.day).is_empty()
    }

    pub fn live_responsibilities(&self) -> Vec<usize> {
        (0..self.world.responsibilities.len()).filter(|fact| self.responsibility_lives(*fact)).collect()
    }

    /// Whether a responsibility speaks of a cell, wherever its holder may be.
    fn speaks_of(&self, fact: usize, component: usize, (area, cohort): Cell) -> bool {
        let fact = &self.world.responsibilities[fact];
        fact.components.contains(&component)
            && fact.cohorts.as_ref().is_none_or(|cohorts| cohorts.contains(&cohort))
            && fact.areas.as_ref().is_none_or(|areas| areas.contains(&area))
            && (fact.population != For::Registered || self.world.registered(cohort))
    }

    /// Who holds a function at a cell by one responsibility.
    pub fn holders_by(&self, fact: usize, component: usize, function: usize, cell: Cell) -> Vec<usize> {
        let of = &self.world.responsibilities[fact];
        if of.function != function || !self.responsibility_lives(fact) || !self.speaks_of(fact, component, cell) {
            return Vec::new();
        }
        let holders = selected(self.world, of.holder, self.day);
        holders.into_iter().filter(|holder| covers(self.world, *holder, cell.0, self.day)).collect()
    }

    /// The responsibilities behind the claims at a cell.
    pub fn facts_at(&self, component: usize, function: usize, cell: Cell) -> Vec<usize> {
        let all = 0..self.world.responsibilities.len();
        all.filter(|fact| !self.holders_by(*fact, component, function, cell).is_empty()).collect()
    }

    /// `claims(c, f, p)`, by holder; nobody's where the cell does not need the component.
    pub fn claims(&self, component: usize, function: usize, cell: Cell, reading: Reading<'_>) -> Vec<Claim> {
        if !self.needs(component, cell) {
            return Vec::new();
        }
        let mut held: Vec<(usize, bool, Strength)> = Vec::new();
        for (number, fact) in self.world.responsibilities.iter().enumerate() {
            let holds = match reading {
                Some(chosen) => !fact.contested || chosen.contains(&number),
                None => true,
            };
            if holds {
                let settled = !fact.contested || reading.is_some();
                let holders = self.holders_by(number, component, function, cell);
                held.extend(holders.into_iter().map(|holder| (holder, settled, fact.strength)));
            }
        }
        let holders: BTreeSet<usize> = held.iter().map(|(holder, _, _)| *holder).collect();
        let claim = |holder: usize| {
            let its: Vec<_> = held.iter().filter(|(one, _, _)| *one == holder).collect();
            let settled = its.iter().any(|(_, settled, _)| *settled);
            let counting = its.iter().filter(|(_, of_settled, _)| *of_settled == settled);
            Claim {
                holder,
                settled,
                strength: counting.map(|(_, _, strength)| *strength).max().unwrap_or(Strength::Power),
            }
        };
        holders.into_iter().map(claim).collect()
    }

    /// For each live arrangement its place and, for each member, the bodies that it stands for.
    pub fn arrangements(&self) -> Vec<(usize, Members)> {
        let mut list = Vec::new();
        for (number, fact) in self.world.arrangements.iter().enumerate() {
            let stands_for = |member: Selector| match member {
                Selector::Kind(_) => selected(self.world, member, self.day),
                Selector::One(one) if lives(self.world, one, self.day) => vec![one],
                Selector::One(one) if self.world.organisations[one].dates.ended(self.day) => {
                    heirs(self.world, one, self.day)
                }
                Selector::One(_) => Vec::new(),
            };
            let members: Vec<_> = fact.members.iter().map(|member| (*member, stands_for(*member))).collect();
            let bodies: BTreeSet<usize> = members.iter().flat_map(|(_, bodies)| bodies.iter().copied()).collect();
            let left_out = self.bare_law && fact.voluntary.unwrap_or(true);
            if fact.dates.on(self.day) && bodies.len() >= 2 && !left_out {
                list.push((number, members));
            }
        }
        list
    }

    /// The units that some holders make for a component in an area.
    pub fn units(&self, holders: &[usize], component: usize, area: usize) -> Vec<Unit> {
        let mut units: Vec<Unit> = holders.iter().map(|holder| vec![*holder]).collect();
        for (number, members) in self.arrangements() {
            let fact = &self.world.arrangements[number];
            let in_force = !fact.charging
                && fact.components.as_ref().is_none_or(|list| list.contains(&component))
                && fact.areas.as_ref().is_none_or(|list| list.contains(&area));
            let two_of_a_kind = members.iter().any(|(member, bodies)| {
                matches!(member, Selector::Kind(_)) && holders.iter().filter(|one| bodies.contains(one)).count() > 1
            });
            if !in_force || two_of_a_kind {
                continue;
            }
            let is_member = |one: &usize| members.iter().any(|(_, bodies)| bodies.contains(one));
            let (joined, apart): (Vec<Unit>, Vec<Unit>) =
                units.into_iter().partition(|unit| unit.iter().any(is_member));
            units = apart;
            if !joined.is_empty() {
                units.push(joined.concat());
            }
        }
        for unit in &mut units {
            unit.sort_unstable();
        }
        units.sort();
        units
    }

    /// The units of the settled claims to commission a component at a cell.
    pub fn commissioning(&self, component: usize, cell: Cell, reading: Reading<'_>) -> Vec<Unit> {
        let claims = self.claims(component, COMMISSION, cell, reading);
        let holders: Vec<usize> = claims.iter().filter(|claim| claim.settled).map(|claim| claim.holder).collect();
        self.units(&holders, component, cell.0)
    }

    /// Whether the units at a cell overlap; only exclusive functions can.
    pub fn overlap(&self, component: usize, function: usize, cell: Cell) -> Option<Overlap> {
        if !FUNCTIONS[function].1 {
            return None;
        }
        let claims = self.claims(component, function, cell, None);
        let units = |chosen: &dyn Fn(&Claim) -> bool| {
            let holders: Vec<usize> = claims.iter().filter(|claim| chosen(claim)).map(|claim| claim.holder).collect();
            self.units(&holders, component, cell.0).len()
        };
        let duty = |claim: &Claim| claim.strength == Strength::Duty;
        if units(&|claim| claim.settled && duty(claim)) >= 2 {
            Some(Overlap::Certain)
        } else if units(&duty) >= 2 {
            Some(Overlap::Possible)
        } else if units(&|_| true) >= 2 {
            Some(Overlap::Concurrent)
        } else {
            None
        }
    }

    /// The existing components of a service, in the order written.
    pub fn components_of(&self, service: usize) -> Vec<usize> {
        let all = 0..self.world.components.len();
        all.filter(|c| self.world.components[*c].services.contains(&service) && self.exists(*c)).collect()
    }

    /// The edges of a service whose two ends exist.
    pub fn edges_of(&self, service: usize) -> Vec<(usize, usize)> {
        let mine = |c: &usize| self.world.components[*c].services.contains(&service);
        let written =
            (0..self.world.components.len()).filter(mine).any(|c| self.world.components[c].leads_to.is_some());
        let own = self.components_of(service);
        if !written {
            return own.windows(2).map(|pair| (pair[0], pair[1])).collect();
        }
        let mut edges = Vec::new();
        for from in own {
            let ahead = self.world.components[from].leads_to.iter().flatten();
            edges.extend(ahead.filter(|to| self.exists(**to)).map(|to| (from, *to)));
        }
        edges
    }

    /// The pairs of a sort of relation, each once.
    pub fn pairs(&self, sort: usize) -> BTreeSet<(usize, usize)> {
        let mut pairs = BTreeSet::new();
        for fact in self.world.relations.iter().filter(|fact| fact.sort == sort) {
            let (from, to) = (selected(self.world, fact.who, self.day), selected(self.world, fact.to, self.day));
            if !fact.dates.on(self.day) || from.is_empty() || to.is_empty() {
                continue;
            }
            if self.bare_law && fact.voluntary.unwrap_or(false) {
                continue;
            }
            let kinds = matches!((fact.who, fact.to), (Selector::Kind(_), Selector::Kind(_)));
            for one in &from {
                for other in to.iter().filter(|other| *other != one) {
                    if !kinds || self.share_people(*one, *other, fact.min_share.unwrap_or(0.0)) {
                        pairs.insert((*one, *other));
                    }
                }
            }
        }
        pairs
    }

    fn share_people(&self, one: usize, other: usize, least: f64) -> bool {
        let both =
            |area: &usize| covers(self.world, one, *area, self.day) && covers(self.world, other, *area, self.day);
        let shared: f64 = (0..self.world.areas.len()).filter(both).map(|area| self.world.areas[area].population).sum();
        let smaller = residents(self.world, one, self.day).min(residents(self.world, other, self.day));
        shared > 0.0 && shared >= least * smaller * (1.0 - 1e-9)
    }

    /// What becomes of a handoff between two sides in an area.
    pub fn fate(&self, edge: (usize, usize), area: usize, left: &[usize], right: &[usize]) -> Fate {
        let joined = self.arrangements().iter().any(|(number, members)| {
            let fact = &self.world.arrangements[*number];
            let covers = |component| fact.components.as_ref().is_none_or(|list| list.contains(&component));
            let has = |side: &[usize]| side.iter().any(|one| members.iter().any(|(_, bodies)| bodies.contains(one)));
            !fact.charging
                && covers(edge.0)
                && covers(edge.1)
                && fact.areas.as_ref().is_none_or(|list| list.contains(&area))
                && has(left)
                && has(right)
        });
        if joined {
            return Fate::Joined;
        }
        let (members, answers) = (self.pairs(MEMBER), self.pairs(ACCOUNTABLE));
        let sits = |side: &[usize], board: usize| {
            side.iter().any(|one| *one == board || members.contains(&(*one, board)) || answers.contains(&(*one, board)))
        };
        let bridged = live(self.world, self.day).into_iter().any(|board| {
            self.world.kinds[self.world.organisations[board].kind].coordinates
                && covers(self.world, board, area, self.day)
                && sits(left, board)
                && sits(right, board)
        });
        if bridged { Fate::Bridged } else { Fate::Unbridged }
    }

    /// The two sides of an edge at a cell, where the cell needs both ends and both have somebody.
    pub fn sides(&self, edge: (usize, usize), cell: Cell, reading: Reading<'_>) -> Option<(Vec<usize>, Vec<usize>)> {
        if !self.needs(edge.0, cell) || !self.needs(edge.1, cell) {
            return None;
        }
        let side = |component| self.commissioning(component, cell, reading).concat();
        let (left, right): (Vec<usize>, Vec<usize>) = (side(edge.0), side(edge.1));
        (!left.is_empty() && !right.is_empty()).then_some((left, right))
    }

    /// The handoff of an edge at a cell, and what becomes of it.
    pub fn handoff(&self, edge: (usize, usize), cell: Cell, reading: Reading<'_>) -> Option<Handoff> {
        let (left, right) = self.sides(edge, cell, reading)?;
        if left.iter().any(|one| right.contains(one)) {
            return None;
        }
        let fate = self.fate(edge, cell.0, &left, &right);
        Some(Handoff { left, right, fate })
    }
}

/// An edge with nobody on both sides.
pub struct Handoff {
    pub left: Vec<usize>,
    pub right: Vec<usize>,
    pub fate: Fate,
}
