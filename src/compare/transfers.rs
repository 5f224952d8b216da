//! What changed hands, for how many people (docs/method.md).

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::analysis::{Facts, FunctionFacts, SetVerdict, Verdicts};
use crate::landscape::{Cells, ComponentId, FunctionId, KindId, OrganisationId, ServiceId};

/// Who held a function of a component before and after, and for how many people: kinds by id, empty for nobody, `None`
/// where the component is not needed.
#[derive(Debug, Clone, PartialEq)]
pub struct Transfer {
    /// The component.
    pub component: ComponentId,
    /// The function.
    pub function: FunctionId,
    /// The kinds with a settled claim before.
    pub from: Option<Vec<KindId>>,
    /// The kinds with a settled claim after.
    pub to: Option<Vec<KindId>>,
    /// How many people.
    pub people: f64,
}

/// How many people have other organisations with a settled claim after than before.
#[derive(Debug, Clone, PartialEq)]
pub struct HolderChange {
    /// The component.
    pub component: ComponentId,
    /// The function.
    pub function: FunctionId,
    /// How many people.
    pub people: f64,
    /// The share of those who need the component before or after.
    pub share: f64,
}

/// Both, for the components of some services; `from` and `to` are of one landscape.
pub fn transfers(from: &Facts<'_>, to: &Facts<'_>, services: &[ServiceId]) -> (Vec<Transfer>, Vec<HolderChange>) {
    let landscape = from.situation.landscape;
    let mut components: Vec<ComponentId> = (0..landscape.components.len()).map(ComponentId::new).collect();
    components.retain(|component| {
        landscape.components[component.index()].services.iter().any(|service| services.contains(service))
    });
    components.sort_by_key(|component| &landscape.components[component.index()].id);
    let mut functions: Vec<FunctionId> = (0..landscape.functions.len()).map(FunctionId::new).collect();
    functions.sort_by_key(|function| &landscape.functions[function.index()].id);
    // Components held alike before and alike after change hands alike.
    let mut known: FxHashMap<[Option<*const Verdicts>; 2], Arc<Moved>> = FxHashMap::default();
    let (mut transfers, mut changes) = (Vec::new(), Vec::new());
    for component in components {
        let exists = [from.needing(component).is_some(), to.needing(component).is_some()];
        if exists == [false, false] {
            continue;
        }
        for function in &functions {
            let sides = [from.function(component, *function), to.function(component, *function)];
            if !sides.iter().flatten().any(|side| side.needed || side.claimed()) {
                continue;
            }
            // A side where the component exists and nothing is held is like one with an empty coverage.
            let pointers = [0, 1].map(|n| match (sides[n], exists[n]) {
                (Some(side), _) => Some(Arc::as_ptr(&side.verdicts)),
                (None, true) => Some(std::ptr::null()),
                (None, false) => None,
            });
            let all_plain = sides.iter().zip(exists).all(|(side, exists)| side.is_some() || !exists);
            let moved = match known.get(&pointers) {
                Some(moved) if all_plain => Arc::clone(moved),
                _ => {
                    let moved = Arc::new(Moved::new(from, to, component, sides, exists));
                    known.insert(pointers, Arc::clone(&moved));
                    moved
                }
            };
            transfers.extend(moved.rows.iter().map(|(from, to, people)| Transfer {
                component,
                function: *function,
                from: from.clone(),
                to: to.clone(),
                people: *people,
            }));
            if moved.changed > 0.0 {
                changes.push(HolderChange {
                    component,
                    function: *function,
                    people: moved.changed,
                    share: moved.changed / moved.people,
                });
            }
        }
    }
    (transfers, changes)
}

type Kinds = Option<Vec<KindId>>;

/// How one function of one component changed hands.
struct Moved {
    rows: Vec<(Kinds, Kinds, f64)>,
    changed: f64,
    people: f64,
}

impl Moved {
    fn new(
        from: &Facts<'_>,
        to: &Facts<'_>,
        component: ComponentId,
        sides: [Option<&FunctionFacts>; 2],
        exists: [bool; 2],
    ) -> Moved {
        let landscape = from.situation.landscape;
        let grid = landscape.grid();
        let facts = [from, to];
        let needing = landscape.cells_needing(component);
        let verdict = |n: usize, place: Option<u32>| -> Option<&SetVerdict> {
            sides[n]?.verdicts.verdicts().get(place? as usize)
        };
        let holders = |n: usize, place: Option<u32>| {
            verdict(n, place).map_or(&[][..], |verdict| &facts[n].units().get(verdict.settled_units).organisations)
        };
        let kinds = |n: usize, holders: &[OrganisationId]| -> Kinds {
            exists[n].then(|| {
                let organisations = &landscape.organisations;
                let mut kinds: Vec<KindId> = holders.iter().map(|one| organisations[one.index()].kind).collect();
                kinds.sort_by_key(|kind| &landscape.kinds[kind.index()].id);
                kinds.dedup();
                kinds
            })
        };
        let mut rows: Vec<(Kinds, Kinds, Cells)> = Vec::new();
        let mut changed = Cells::none(grid);
        // Pairs of verdicts are few where cells are many: for each its row, and whether other bodies hold it.
        let mut known: FxHashMap<[Option<u32>; 2], (usize, bool)> = FxHashMap::default();
        for cell in needing.iter() {
            let pair = sides.map(|side| side.and_then(|side| side.verdicts.of_cell().get(cell).copied()));
            let (row, is_changed) = *known.entry(pair).or_insert_with(|| {
                let (before, after) = (holders(0, pair[0]), holders(1, pair[1]));
                let (from, to) = (kinds(0, before), kinds(1, after));
                let row = rows.iter().position(|(f, t, _)| *f == from && *t == to).unwrap_or_else(|| {
                    rows.push((from, to, Cells::none(grid)));
                    rows.len() - 1
                });
                (row, before != after)
            });
            rows[row].2.insert(cell);
            if is_changed {
                changed.insert(cell);
            }
        }
        let ids = |kinds: &Kinds| -> Option<Vec<&str>> {
            Some(kinds.as_ref()?.iter().map(|kind| &*landscape.kinds[kind.index()].id).collect())
        };
        rows.sort_by(|(f, t, _), (g, u, _)| (ids(f), ids(t)).cmp(&(ids(g), ids(u))));
        Moved {
            changed: landscape.people(&changed),
            people: landscape.people(&needing),
            rows: rows.into_iter().map(|(from, to, cells)| (from, to, landscape.people(&cells))).collect(),
        }
    }
}
