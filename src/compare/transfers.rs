//! What changed hands, for how many people (docs/method.md).

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::analysis::{Facts, FunctionFacts, Verdicts};
use crate::landscape::{Cells, ComponentId, FunctionId, KindId, Landscape, OrganisationId, ServiceId};

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
    let mut holders = [from, to].map(KnownHolders::new);
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
                    let [before, after] = [0, 1].map(|n| holders[n].of(sides[n], exists[n]));
                    let moved = Arc::new(Moved::new(landscape, component, &before, &after));
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
    fn new(landscape: &Landscape, component: ComponentId, before: &Holders<'_>, after: &Holders<'_>) -> Moved {
        let grid = landscape.grid();
        let needing = landscape.cells_needing(component);
        // Pairs of kinds are few where cells are many: for each its row.
        let mut row_of: Vec<Option<usize>> = vec![None; before.kinds.len() * after.kinds.len()];
        let mut rows: Vec<(Kinds, Kinds, Cells)> = Vec::new();
        let mut changed = Cells::none(grid);
        for cell in needing.iter() {
            let ((holders, of), (others, with)) = (before.at(cell), after.at(cell));
            let row = *row_of[of * after.kinds.len() + with].get_or_insert_with(|| {
                rows.push((before.kinds[of].clone(), after.kinds[with].clone(), Cells::none(grid)));
                rows.len() - 1
            });
            rows[row].2.insert(cell);
            if holders != others {
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

/// Who holds functions on one side; of functions held alike worked out once.
struct KnownHolders<'f> {
    facts: &'f Facts<'f>,
    of: FxHashMap<(Option<*const Verdicts>, bool), Arc<Holders<'f>>>,
}

impl<'f> KnownHolders<'f> {
    fn new(facts: &'f Facts<'f>) -> Self {
        KnownHolders { facts, of: FxHashMap::default() }
    }

    fn of(&mut self, side: Option<&'f FunctionFacts>, exists: bool) -> Arc<Holders<'f>> {
        let alike = (side.map(|side| Arc::as_ptr(&side.verdicts)), exists);
        let known = self.of.entry(alike);
        Arc::clone(known.or_insert_with(|| Arc::new(Holders::new(self.facts, side, exists))))
    }
}

/// Who holds a function on one side, by verdict.
struct Holders<'f> {
    side: Option<&'f FunctionFacts>,
    /// The different lists of kinds; the first is that of nobody.
    kinds: Vec<Kinds>,
    /// For each verdict the holders and the place of their kinds.
    of_verdict: Vec<(&'f [OrganisationId], usize)>,
}

impl<'f> Holders<'f> {
    fn new(facts: &'f Facts<'_>, side: Option<&'f FunctionFacts>, exists: bool) -> Self {
        let landscape = facts.situation.landscape;
        let mut kinds = vec![exists.then(Vec::new)];
        let verdicts = side.map_or(&[][..], |side| side.verdicts.verdicts());
        let of_verdict = verdicts.iter().map(|verdict| {
            let holders = &facts.units().get(verdict.settled_units).organisations;
            let mut here: Vec<KindId> = holders.iter().map(|one| landscape.organisations[one.index()].kind).collect();
            here.sort_by_key(|kind| &landscape.kinds[kind.index()].id);
            here.dedup();
            let here = exists.then_some(here);
            let known = kinds.iter().position(|known| *known == here);
            let place = known.unwrap_or_else(|| {
                kinds.push(here);
                kinds.len() - 1
            });
            (holders.as_slice(), place)
        });
        let of_verdict = of_verdict.collect();
        Holders { side, kinds, of_verdict }
    }

    /// The holders at a cell and the place of their kinds.
    fn at(&self, cell: usize) -> (&'f [OrganisationId], usize) {
        let place = self.side.and_then(|side| side.verdicts.of_cell().get(cell));
        place.and_then(|place| self.of_verdict.get(*place as usize)).copied().unwrap_or((&[], 0))
    }
}
