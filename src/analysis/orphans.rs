//! Responsibilities that outlived their holder (docs/method.md).

use super::Facts;
use super::ledger::LedgerFate;
use crate::landscape::{Cells, ComponentId, FunctionId, OrganisationId, ResponsibilityId, Selector, StratumId};
use crate::model::PopulationBasis;

/// A responsibility in force whose holder has ended, for one component.
#[derive(Debug)]
pub struct Orphan {
    /// The responsibility.
    pub responsibility: ResponsibilityId,
    /// The component.
    pub component: ComponentId,
    /// The function.
    pub function: FunctionId,
    /// Who held it.
    pub holders: Vec<OrganisationId>,
    /// Cells that the holder had and that now have no claim.
    pub cells: Cells,
}

/// Every responsibility whose own dates include the day and whose holder has ended, for each of its components.
pub fn orphans(facts: &Facts<'_>) -> Vec<Orphan> {
    let situation = facts.situation;
    let landscape = situation.landscape;
    let mut orphans = Vec::new();
    // By kind, the bodies of it on any day.
    let mut of_kinds = vec![Vec::new(); landscape.kinds.len()];
    for (place, organisation) in landscape.organisations.iter().enumerate() {
        of_kinds[organisation.kind.index()].push(OrganisationId::new(place));
    }
    for (place, responsibility) in landscape.responsibilities.iter().enumerate() {
        if !responsibility.period.includes(situation.day) {
            continue;
        }
        let ended = |one: &OrganisationId| landscape.organisations[one.index()].period.ended_by(situation.day);
        let holders: Vec<OrganisationId> = match responsibility.holder {
            Selector::Organisation(one) => vec![one].into_iter().filter(ended).collect(),
            Selector::Kind(kind) => {
                let named = |one: &OrganisationId| responsibility.names(*one, kind);
                let of_kind = || of_kinds[kind.index()].iter().copied().filter(named);
                // One that lives may hold it still.
                if of_kind().any(|one| situation.lives(one)) { Vec::new() } else { of_kind().filter(ended).collect() }
            }
        };
        if holders.is_empty() {
            continue;
        }
        let had = had_cells(facts, responsibility, &holders);
        for component in &responsibility.components {
            // Nobody needs a component that does not exist on the day.
            let mut cells =
                facts.needing(*component).map_or_else(|| Cells::none(landscape.grid()), |needing| needing.and(&had));
            if let Some(function) = facts.function(*component, responsibility.function) {
                let claimed: Vec<usize> =
                    cells.iter().filter(|cell| function.at(*cell).is_some_and(|v| v.set > 0)).collect();
                let mut taken = Cells::none(landscape.grid());
                claimed.into_iter().for_each(|cell| taken.insert(cell));
                cells.remove(&taken);
            }
            // What a reform leaves to nobody is the ledger's to tell, and told once.
            let id = ResponsibilityId::new(place);
            let lost = facts.ledger().iter().filter(|row| {
                row.fate == LedgerFate::Nowhere
                    && (row.component, row.function) == (*component, responsibility.function)
                    && row.responsibilities.contains(&id)
            });
            let before = cells.is_empty();
            lost.for_each(|row| cells.remove(&row.cells));
            if cells.is_empty() && !before {
                continue;
            }
            orphans.push(Orphan {
                responsibility: id,
                component: *component,
                function: responsibility.function,
                holders: holders.clone(),
                cells,
            });
        }
    }
    orphans
}

/// The cells that the responsibility covered for what its holders had by `footprint` or `within`, whatever the day.
fn had_cells(
    facts: &Facts<'_>,
    responsibility: &crate::landscape::Responsibility,
    holders: &[OrganisationId],
) -> Cells {
    let situation = facts.situation;
    let landscape = situation.landscape;
    let grid = landscape.grid();
    let mut had = Cells::none(grid);
    let registered_only = responsibility.population == PopulationBasis::Registered;
    for holder in holders {
        for class in situation.ever_had(*holder) {
            if !situation.in_list_of_areas(responsibility.areas, class) {
                continue;
            }
            for (place, stratum) in landscape.strata.iter().enumerate() {
                let cohort = stratum.first().index();
                let listed = responsibility.cohorts.as_ref().is_none_or(|set| set.contains(cohort));
                if listed && (!registered_only || landscape.cohorts[cohort].registered) {
                    had.insert(grid.cell(class, StratumId::new(place)));
                }
            }
        }
    }
    had
}
