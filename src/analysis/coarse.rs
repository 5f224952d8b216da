//! The measures of a service whose components are cut less finely (docs/method.md): what is left of a difference between
//! two services where one has only been written down in more parts than the other.

use super::Facts;
use super::measures::{Diversity, ServiceMeasures, Slots, Values};
use super::pathway::Fate;
use super::units::UnitSetId;
use crate::landscape::ServiceId;

impl ServiceMeasures {
    /// A service's measures where its own components at one stage that the same units commission count as one, cell by
    /// cell. A component that names no stage, or that nobody commissions there, counts by itself. An edge between two that
    /// are one is gone; edges between the same two are one, whose fate is the worst of theirs. `None` where nobody needs the
    /// service.
    pub fn coarse(facts: &Facts<'_>, service: ServiceId) -> Option<Self> {
        let pathway = facts.pathway(service);
        if pathway.needing.is_empty() {
            return None;
        }
        let landscape = facts.situation.landscape;
        let slots = Slots::new(facts, pathway);
        let stages: Vec<Option<&str>> = slots
            .components
            .iter()
            .zip(&slots.own)
            .map(|(one, own)| landscape.components[one.index()].stage.as_deref().filter(|_| *own > 0))
            .collect();
        let mut diversity = Diversity::new(landscape, facts.units());
        let mut next: Vec<_> = pathway.edges.iter().map(|(_, handoffs)| handoffs.iter().peekable()).collect();
        let mut row = Vec::new();
        Some(Self::of_cells(facts, &pathway.needing, |cell| {
            slots.row(cell, &mut row);
            let fates: Vec<Option<Fate>> = next
                .iter_mut()
                .map(|handoffs| handoffs.next_if(|handoff| handoff.cell == cell).map(|handoff| handoff.fate))
                .collect();
            values(&slots, &stages, &row, &fates, &mut diversity)
        }))
    }
}

/// The measures at one cell, from the units of each slot and the fate of each edge.
fn values(
    slots: &Slots<'_>,
    stages: &[Option<&str>],
    row: &[Option<UnitSetId>],
    fates: &[Option<Fate>],
    diversity: &mut Diversity<'_>,
) -> Values {
    let place = |slot: usize| match (stages[slot], row[slot]) {
        (Some(stage), Some(units)) if units != UnitSetId::NOBODY => {
            let same = |other: &usize| stages[*other] == Some(stage) && row[*other] == Some(units);
            (0..slot).find(same).unwrap_or(slot)
        }
        _ => slot,
    };
    let places: Vec<usize> = (0..row.len()).map(place).collect();
    let mut merged = Slots {
        own: slots.own.iter().enumerate().map(|(slot, own)| if places[slot] == slot { *own } else { 0 }).collect(),
        needs_commission: slots.needs_commission.clone(),
        ..Slots::default()
    };
    let mut worst: Vec<Option<Fate>> = Vec::new();
    for ((from, to, _), fate) in slots.edges.iter().zip(fates) {
        let (from, to) = (places[*from], places[*to]);
        if from == to {
            continue;
        }
        match merged.edges.iter().position(|(f, t, _)| (*f, *t) == (from, to)) {
            Some(known) => worst[known] = worst[known].max(*fate),
            None => {
                merged.edges.push((from, to, 1));
                worst.push(*fate);
            }
        }
    }
    merged.values(row, diversity, |edge, _, _| worst[edge])
}
