//! What becomes of bodies: which begin, which end, which go on and hold or cover something else.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::BodiesOfKind;
use crate::analysis::{Facts, NOT_NEEDED, Shape};
use crate::landscape::{Applied, ComponentId, FunctionId, OrganisationId};

/// Kind by kind, in the order in which the steps come to them.
pub(super) fn bodies(before: &Facts<'_>, after: &Facts<'_>, applied: &Applied) -> Vec<BodiesOfKind> {
    let landscape = after.situation.landscape;
    let body = |one: OrganisationId| &landscape.organisations[one.index()];
    let mut list: Vec<BodiesOfKind> = Vec::new();
    let mut of = |one: OrganisationId, change: &dyn Fn(&mut BodiesOfKind)| {
        let kind = landscape.kinds[body(one).kind.index()].short.to_string();
        let place = list.iter().position(|known| known.kind == kind).unwrap_or_else(|| {
            list.push(BodiesOfKind { kind, begun: Vec::new(), ended: Vec::new(), succeeded: 0, changed: Vec::new() });
            list.len() - 1
        });
        change(&mut list[place]);
    };
    for done in &applied.steps {
        for one in &done.begun {
            of(*one, &|list| list.begun.push(body(*one).name.to_string()));
        }
        for one in &done.ended {
            let followed = !after.situation.live_successors(*one).is_empty();
            of(*one, &|list| {
                list.ended.push(body(*one).name.to_string());
                list.succeeded += usize::from(followed);
            });
        }
    }
    let (was, is) = (Holdings::of(before), Holdings::of(after));
    for one in before.situation.live_organisations().filter(|one| after.situation.lives(*one)) {
        let covers = |facts: &Facts<'_>| facts.situation.footprint(one).collect::<Vec<_>>();
        if was.held.get(&one) != is.held.get(&one) || covers(before) != covers(after) {
            of(one, &|list| list.changed.push(body(one).name.to_string()));
        }
    }
    list
}

/// What each body claims, and in how many cells.
struct Holdings {
    held: FxHashMap<OrganisationId, Vec<(ComponentId, FunctionId, u32)>>,
}

impl Holdings {
    fn of(facts: &Facts<'_>) -> Self {
        let mut held: FxHashMap<OrganisationId, Vec<(ComponentId, FunctionId, u32)>> = FxHashMap::default();
        // Functions held alike are counted once.
        let mut counted: FxHashMap<*const Shape, Vec<(OrganisationId, u32)>> = FxHashMap::default();
        for function in facts.functions() {
            let shape = &function.coverage.shape;
            let of_body = counted.entry(Arc::as_ptr(shape)).or_insert_with(|| cells_of_each(shape));
            for (body, count) in of_body {
                held.entry(*body).or_default().push((function.component, function.function, *count));
            }
        }
        Holdings { held }
    }
}

/// In how many cells each body claims, by body.
fn cells_of_each(shape: &Shape) -> Vec<(OrganisationId, u32)> {
    let mut cells = vec![0_u32; shape.sets.len()];
    for set in shape.of_cell.iter().filter(|set| **set != NOT_NEEDED) {
        cells[*set as usize] += 1;
    }
    let mut of_body: FxHashMap<OrganisationId, u32> = FxHashMap::default();
    for (set, count) in shape.sets.iter().zip(cells).filter(|(_, count)| *count > 0) {
        for claim in &set.claims {
            *of_body.entry(claim.holder).or_default() += count;
        }
    }
    let mut of_body: Vec<(OrganisationId, u32)> = of_body.into_iter().collect();
    of_body.sort_unstable();
    of_body
}
