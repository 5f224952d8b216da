//! Everything that a body, or a kind of body, holds on a day; and what ends with it.

use crate::analysis::Facts;
use crate::landscape::{ArrangementId, Cells, ComponentId, OrganisationId, RelationId, ResponsibilityId, Selector};

/// A responsibility that the body holds, for one component.
#[derive(Debug)]
pub struct Held {
    /// The table.
    pub responsibility: ResponsibilityId,
    /// The component.
    pub component: ComponentId,
    /// Whom it covers, held by the body.
    pub cells: Cells,
    /// For whom nobody else has any claim: who would be left with nobody.
    pub alone: Cells,
    /// Others in the same unit, by arrangement.
    pub with: Vec<OrganisationId>,
}

/// What a body holds.
#[derive(Debug)]
pub struct Holding {
    /// The live bodies that the selector selects.
    pub bodies: Vec<OrganisationId>,
    /// Its live responsibilities, by component and function in the order of the landscape.
    pub held: Vec<Held>,
    /// The live arrangements that it is a member of.
    pub arrangements: Vec<ArrangementId>,
    /// The live relations that it is an end of.
    pub relations: Vec<RelationId>,
}

/// Everything that a selector's bodies hold.
pub fn holds(facts: &Facts<'_>, selector: Selector) -> Holding {
    let situation = facts.situation;
    let landscape = situation.landscape;
    let bodies: Vec<OrganisationId> =
        situation.live_organisations().filter(|one| situation.selects(selector, *one)).collect();
    let kind = |one: OrganisationId| landscape.organisations[one.index()].kind;
    let ours = |one: OrganisationId| bodies.binary_search(&one).is_ok();
    let mut held = Vec::new();
    for function in facts.functions() {
        let shape = &function.coverage.shape;
        for (table, responsibility) in (0_u32..).zip(&function.coverage.responsibilities) {
            let mut cells = Cells::none(landscape.grid());
            let mut alone = Cells::none(landscape.grid());
            let mut with: Vec<OrganisationId> = Vec::new();
            for (cell, place) in function.verdicts.of_cell().iter().enumerate() {
                let Some(verdict) = function.verdicts.verdicts().get(*place as usize) else { continue };
                let set = &shape.sets[verdict.set as usize];
                let holders: Vec<OrganisationId> =
                    set.pairs.iter().filter(|(t, one)| *t == table && ours(*one)).map(|(_, one)| *one).collect();
                if holders.is_empty() {
                    continue;
                }
                cells.insert(cell);
                if set.claims.iter().all(|claim| ours(claim.holder)) {
                    alone.insert(cell);
                }
                for unit in &facts.units().get(verdict.all_units).units {
                    if unit.iter().any(|one| holders.contains(one)) {
                        with.extend(unit.iter().copied().filter(|one| !ours(*one)));
                    }
                }
            }
            with.sort_unstable();
            with.dedup();
            let names_them = match (situation.responsibility(*responsibility).holder, selector) {
                (Selector::Organisation(one), _) => ours(one),
                (Selector::Kind(of), Selector::Kind(wanted)) => of == wanted,
                (Selector::Kind(of), Selector::Organisation(one)) => kind(one) == of && ours(one),
            };
            if names_them {
                held.push(Held { responsibility: *responsibility, component: function.component, cells, alone, with });
            }
        }
    }
    let touches = |end: Selector| bodies.iter().any(|one| situation.selects(end, *one));
    Holding {
        held,
        arrangements: situation
            .arrangements
            .iter()
            .filter(|live| bodies.iter().any(|one| live.has_member(*one, kind(*one))))
            .map(|live| live.id)
            .collect(),
        relations: situation
            .relations
            .iter()
            .copied()
            .filter(|id| {
                let relation = situation.relation(*id);
                touches(relation.who) || touches(relation.to)
            })
            .collect(),
        bodies,
    }
}
