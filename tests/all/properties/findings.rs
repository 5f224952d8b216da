//! All findings of a day, from the table of docs/method.md once more, cell by cell.

use std::collections::{BTreeMap, BTreeSet};

use super::measures::{at_cell, cells_of};
use super::naive::{Claim, Fate, Look, Overlap, Unit};
use super::places::{covers, live};
use super::world::{ACCOUNTABLE, COMMISSION, Cell, FUNCTIONS, FUND, For, RELATIONS, Selector, Strength};

/// A finding as far as the contract fixes it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Naive {
    pub severity: &'static str,
    /// Whether people are counted at all.
    pub counted: bool,
    pub cells: BTreeSet<Cell>,
    /// Of whom the share is: cells, or none where nobody is counted.
    pub among: BTreeSet<Cell>,
    pub holders: BTreeSet<usize>,
}

/// By key and certainty.
pub type Findings = BTreeMap<(String, &'static str), Naive>;

/// What reforms took from those who held it by a responsibility and left to nobody: which, for which component, where.
pub type Lost = BTreeSet<(usize, usize, Cell)>;

struct Finder<'l, 'w> {
    look: &'l Look<'w>,
    lost: &'l Lost,
    found: Findings,
}

pub fn findings(look: &Look<'_>) -> Findings {
    findings_but(look, &Lost::new())
}

/// Without what is told as lost.
pub fn findings_but(look: &Look<'_>, lost: &Lost) -> Findings {
    let mut finder = Finder { look, lost, found: Findings::new() };
    for component in 0..look.world.components.len() {
        for function in 0..FUNCTIONS.len() {
            for cell in look.cells_needing(component) {
                finder.of_a_cell(component, function, cell);
            }
            finder.orphaned(component, function);
            finder.evidence(component, function);
        }
        finder.cross_boundary(component);
    }
    finder.pathways();
    finder.organisations();
    finder.unsourced_ties();
    finder.found
}

impl Finder<'_, '_> {
    /// The finding of a key and certainty, new or known.
    fn at(&mut self, key: String, certainty: &'static str, severity: &'static str) -> &mut Naive {
        let finding = self.found.entry((key, certainty)).or_default();
        finding.severity = severity;
        finding.counted = true;
        finding
    }

    fn key(&self, code: &str, component: usize, function: usize) -> String {
        let component = &self.look.world.components[component].id;
        match function {
            COMMISSION => format!("{code}:{component}"),
            other => format!("{code}:{component}:{}", FUNCTIONS[other].0),
        }
    }

    /// Adds a cell to a finding about a function of a component.
    fn add(
        &mut self,
        key: String,
        sure: &'static str,
        severity: &'static str,
        component: usize,
        cell: Cell,
        who: &[Claim],
    ) {
        let among = self.look.cells_needing(component);
        let finding = self.at(key, sure, severity);
        finding.cells.insert(cell);
        finding.among.extend(among);
        finding.holders.extend(who.iter().map(|claim| claim.holder));
    }

    fn of_a_cell(&mut self, component: usize, function: usize, cell: Cell) {
        let look = self.look;
        let claims = look.claims(component, function, cell, None);
        let needed = look.world.components[component].needs.contains(&function);
        let settled: Vec<&Claim> = claims.iter().filter(|claim| claim.settled).collect();
        let key = |code| self.key(code, component, function);
        let mut add: Vec<(String, &'static str, &'static str)> = Vec::new();
        if needed && settled.is_empty() {
            let code = if function == COMMISSION { "gap/uncommissioned" } else { "gap/unheld-function" };
            let certain = claims.is_empty();
            let severity = if function == COMMISSION && certain { "error" } else { "warning" };
            add.push((key(code), if certain { "certain" } else { "possible" }, severity));
        }
        if needed {
            match settled.iter().map(|claim| claim.strength).max() {
                Some(Strength::Power) => add.push((key("gap/power-only"), "certain", "warning")),
                Some(Strength::Residual) => add.push((key("gap/residual-only"), "certain", "note")),
                _ => {}
            }
        }
        if function == COMMISSION {
            let facts = look.facts_at(component, function, cell);
            let settled: Vec<_> =
                facts.iter().map(|f| &look.world.responsibilities[*f]).filter(|f| !f.contested).collect();
            if !settled.is_empty() && settled.iter().all(|fact| fact.population == For::Provider) {
                add.push((key("gap/provider-based"), "certain", "note"));
            }
            let payers: Vec<Claim> = look.claims(component, FUND, cell, None);
            let holders = |claims: &[Claim]| -> BTreeSet<usize> {
                claims.iter().filter(|claim| claim.settled).map(|claim| claim.holder).collect()
            };
            let (buy, pay) = (holders(&claims), holders(&payers));
            if !buy.is_empty() && !pay.is_empty() && buy.is_disjoint(&pay) {
                // Holders are whoever claims at its cells, also where the claim is contested.
                let all: Vec<Claim> = claims.iter().chain(&payers).copied().collect();
                let key = key("fragmentation/payer");
                self.add(key, "certain", "note", component, cell, &all);
            }
        }
        if let Some(overlap) = look.overlap(component, function, cell) {
            let (code, sure, severity) = match (overlap, function) {
                (Overlap::Certain, COMMISSION) => ("overlap/commissioners", "certain", "error"),
                (Overlap::Possible, COMMISSION) => ("overlap/commissioners", "possible", "warning"),
                (Overlap::Certain, _) => ("overlap/function", "certain", "warning"),
                (Overlap::Possible, _) => ("overlap/function", "possible", "warning"),
                (Overlap::Concurrent, _) => ("overlap/concurrent", "certain", "note"),
            };
            add.push((format!("{}:{}", self.key(code, component, function), kinds_of(look, &claims)), sure, severity));
        }
        for (key, sure, severity) in add {
            self.add(key, sure, severity, component, cell, &claims);
        }
    }

    fn cross_boundary(&mut self, component: usize) {
        let look = self.look;
        if !look.world.components[component].open {
            return;
        }
        let cells = look.cells_needing(component);
        let of_cell: Vec<(Cell, Vec<Unit>)> =
            cells.iter().map(|cell| (*cell, look.commissioning(component, *cell, None))).collect();
        let units: BTreeSet<Unit> = of_cell.iter().flat_map(|(_, units)| units.iter().cloned()).collect();
        let arrangements = look.arrangements();
        let agreed = |a: &Unit, b: &Unit| {
            a.iter().any(|one| b.contains(one))
                || arrangements.iter().any(|(number, members)| {
                    let fact = &look.world.arrangements[*number];
                    let has =
                        |unit: &Unit| unit.iter().any(|one| members.iter().any(|(_, bodies)| bodies.contains(one)));
                    fact.charging
                        && fact.components.as_ref().is_none_or(|list| list.contains(&component))
                        && has(a)
                        && has(b)
                })
        };
        for (cell, here) in of_cell {
            if here.iter().any(|unit| units.iter().any(|other| !agreed(unit, other))) {
                let claims = look.claims(component, COMMISSION, cell, None);
                let key = self.key("gap/cross-boundary", component, COMMISSION);
                self.add(key, "certain", "warning", component, cell, &claims);
            }
        }
    }

    fn orphaned(&mut self, component: usize, function: usize) {
        let look = self.look;
        let world = look.world;
        for (number, fact) in world.responsibilities.iter().enumerate() {
            let bodies: Vec<usize> = match fact.holder {
                Selector::One(one) => vec![one],
                Selector::Kind(kind) => {
                    (0..world.organisations.len()).filter(|one| world.organisations[*one].kind == kind).collect()
                }
            };
            let anybody_lives = bodies.iter().any(|one| world.organisations[*one].dates.on(look.day));
            let ended: Vec<usize> =
                bodies.into_iter().filter(|one| world.organisations[*one].dates.ended(look.day)).collect();
            let concerned = fact.function == function && fact.components.contains(&component);
            if !concerned || !fact.dates.on(look.day) || ended.is_empty() || anybody_lives {
                continue;
            }
            let had = |one: &usize, area: usize| match &world.organisations[*one].footprint {
                Some(areas) => areas.contains(&area),
                None => world.areas[area].within.iter().any(|within| within.organisation == *one),
            };
            let left = look.cells_needing(component).into_iter().filter(|(area, cohort)| {
                ended.iter().any(|one| had(one, *area))
                    && fact.areas.as_ref().is_none_or(|areas| areas.contains(area))
                    && fact.cohorts.as_ref().is_none_or(|cohorts| cohorts.contains(cohort))
                    && (fact.population != For::Registered || world.registered(*cohort))
                    && look.claims(component, function, (*area, *cohort), None).is_empty()
            });
            let left: Vec<Cell> = left.collect();
            let is_told = |cell: &Cell| self.lost.contains(&(number, component, *cell));
            if !left.is_empty() && left.iter().all(is_told) {
                continue;
            }
            let left: Vec<Cell> = left.into_iter().filter(|cell| !is_told(cell)).collect();
            let among = look.cells_needing(component);
            let key = self.key("gap/orphaned", component, function);
            let finding = self.at(key, "certain", "note");
            finding.cells.extend(left);
            finding.among.extend(among);
            finding.severity = if finding.cells.is_empty() { "note" } else { "error" };
        }
    }

    fn evidence(&mut self, component: usize, function: usize) {
        let look = self.look;
        for fact in look.live_responsibilities() {
            let of = &look.world.responsibilities[fact];
            if of.function != function || !of.components.contains(&component) {
                continue;
            }
            if !of.sourced {
                let key = self.key("evidence/unsourced", component, function);
                self.at(key, "certain", "note").counted = false;
            }
            if of.contested {
                let covered: Vec<Cell> = look
                    .cells_needing(component)
                    .into_iter()
                    .filter(|cell| !look.holders_by(fact, component, function, *cell).is_empty())
                    .collect();
                let claims: Vec<usize> = covered
                    .iter()
                    .flat_map(|cell| look.claims(component, function, *cell, None))
                    .map(|c| c.holder)
                    .collect();
                let among = look.cells_needing(component);
                let key = self.key("evidence/contested", component, function);
                let finding = self.at(key, "certain", "note");
                finding.cells.extend(covered);
                finding.among.extend(among);
                finding.holders.extend(claims);
            }
        }
    }

    fn unsourced_ties(&mut self) {
        let look = self.look;
        for (number, _) in look.arrangements() {
            let fact = &look.world.arrangements[number];
            if !fact.sourced {
                self.at(format!("evidence/unsourced:arrangement/{}", fact.id), "certain", "note").counted = false;
            }
        }
        for fact in look.world.relations.iter().filter(|fact| !fact.sourced) {
            let some = |end| !super::places::selected(look.world, end, look.day).is_empty();
            let left_out = look.bare_law && fact.voluntary.unwrap_or(false);
            if fact.dates.on(look.day) && some(fact.who) && some(fact.to) && !left_out {
                let (who, to) = (look.world.selector(fact.who), look.world.selector(fact.to));
                let key = format!("evidence/unsourced:relation/{}/{who}>{to}", RELATIONS[fact.sort]);
                self.at(key, "certain", "note").counted = false;
            }
        }
    }

    fn pathways(&mut self) {
        let look = self.look;
        for service in 0..look.world.services.len() {
            for edge in look.edges_of(service) {
                let ids = [edge.0, edge.1].map(|c| look.world.components[c].id.clone());
                let both: Vec<Cell> =
                    look.cells_needing(edge.0).into_iter().filter(|cell| look.needs(edge.1, *cell)).collect();
                for cell in &both {
                    let Some(handoff) = look.handoff(edge, *cell, None) else { continue };
                    if handoff.fate == Fate::Unbridged {
                        let key = format!("fragmentation/handoff:{}>{}", ids[0], ids[1]);
                        let finding = self.at(key, "certain", "warning");
                        finding.cells.insert(*cell);
                        finding.among.extend(&both);
                        finding.holders.extend(handoff.left.iter().chain(&handoff.right));
                    }
                }
            }
            let cells = cells_of(look, service);
            let Some(limit) = look.world.limit.filter(|_| !cells.is_empty()) else { continue };
            let sum: f64 =
                cells.iter().map(|cell| at_cell(look, service, *cell, None)[2] * look.world.people_of(*cell)).sum();
            let mean = sum / look.world.people(&cells);
            if mean > limit + 1e-9 * limit.max(mean) {
                let holders: Vec<usize> = look
                    .components_of(service)
                    .into_iter()
                    .flat_map(|c| cells.iter().flat_map(move |cell| look.claims(c, COMMISSION, *cell, None)))
                    .map(|claim| claim.holder)
                    .collect();
                let finding =
                    self.at(format!("fragmentation/pathway:{}", look.world.services[service]), "certain", "warning");
                finding.cells.extend(&cells);
                finding.among.extend(&cells);
                finding.holders.extend(holders);
            }
        }
    }

    /// Adds the footprints of some bodies to a finding about organisations.
    fn about(&mut self, key: String, severity: &'static str, bodies: &[usize]) {
        let look = self.look;
        let cells = look.world.cells();
        let theirs: Vec<Cell> = cells
            .iter()
            .filter(|(area, _)| bodies.iter().any(|one| covers(look.world, *one, *area, look.day)))
            .copied()
            .collect();
        let finding = self.at(key, "certain", severity);
        finding.cells.extend(theirs);
        finding.among.extend(cells);
    }

    fn organisations(&mut self) {
        let look = self.look;
        let world = look.world;
        let pairs = look.pairs(ACCOUNTABLE);
        let above = |one: usize| -> BTreeSet<usize> {
            let mut reached = BTreeSet::new();
            let mut open = vec![one];
            while let Some(here) = open.pop() {
                open.extend(
                    pairs.iter().filter(|(a, b)| *a == here && reached.insert(*b)).map(|(_, b)| *b).collect::<Vec<_>>(),
                );
            }
            reached
        };
        let cells = world.cells();
        let commissioners: BTreeSet<usize> = (0..world.components.len())
            .flat_map(|c| cells.iter().flat_map(move |cell| look.commissioning(c, *cell, None).concat()))
            .collect();
        let top = |one: &usize| world.kinds[world.organisations[*one].kind].top;
        for one in &commissioners {
            if pairs.iter().filter(|(who, _)| who == one).count() >= 2 {
                self.about(format!("overlap/accountability:{}", world.organisations[*one].id), "note", &[*one]);
            }
            let any_top = world.kinds.iter().any(|kind| kind.top);
            if any_top && !top(one) && !above(*one).iter().any(top) {
                let kind = &world.kinds[world.organisations[*one].kind].id;
                self.about(format!("accountability/none:{kind}"), "warning", &[*one]);
            }
        }
        for one in live(world, look.day) {
            let circle: Vec<usize> = above(one).into_iter().filter(|other| above(*other).contains(&one)).collect();
            if circle.len() >= 2 {
                let mut ids: Vec<&str> = circle.iter().map(|one| &*world.organisations[*one].id).collect();
                ids.sort_unstable();
                self.about(format!("accountability/cycle:{}", ids.join("+")), "error", &circle);
            }
        }
    }
}

/// The kinds of all holders at a cell, sorted, at most two entries of one.
fn kinds_of(look: &Look<'_>, claims: &[Claim]) -> String {
    let world = look.world;
    let kind = |claim: &Claim| &*world.kinds[world.organisations[claim.holder].kind].id;
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    claims.iter().for_each(|claim| *counted.entry(kind(claim)).or_default() += 1);
    let entries = counted.into_iter().flat_map(|(kind, count)| vec![kind; count.min(2)]);
    entries.collect::<Vec<_>>().join("+")
}

/// Lawful sharing: component, function, organisations, with its people.
pub fn shared(look: &Look<'_>) -> BTreeMap<(String, &'static str, Vec<String>), f64> {
    let world = look.world;
    let mut shared: BTreeMap<_, f64> = BTreeMap::new();
    for component in 0..world.components.len() {
        for (function, (name, _)) in FUNCTIONS.iter().enumerate().filter(|(_, (_, exclusive))| *exclusive) {
            for cell in look.cells_needing(component) {
                if look.overlap(component, function, cell).is_some() {
                    continue;
                }
                let holders: Vec<usize> =
                    look.claims(component, function, cell, None).iter().map(|claim| claim.holder).collect();
                for unit in look.units(&holders, component, cell.0).into_iter().filter(|unit| unit.len() >= 2) {
                    let mut ids: Vec<String> = unit.iter().map(|one| world.organisations[*one].id.clone()).collect();
                    ids.sort();
                    *shared.entry((world.components[component].id.clone(), *name, ids)).or_default() +=
                        world.people_of(cell);
                }
            }
        }
    }
    shared
}
