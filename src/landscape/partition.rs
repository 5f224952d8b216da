//! Divides areas into classes by everything that can tell two of them apart on any day: every dated `within`, every
//! footprint and every list of areas that some fact names; and whether anybody lives there.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::areas::{Areas, Class};
use super::ids::{AreaId, AreaListId, ClassId, KindId, OrganisationId};
use super::people::ExactSum;
use crate::day::Period;
use crate::model::AreaStore;

/// What one area lies within.
pub(super) type Within = Vec<(KindId, OrganisationId, Period)>;

/// The names in an area store, resolved.
#[derive(Default)]
pub(super) struct ResolvedWithin {
    /// For each area declared in TOML that lies within something.
    pub(super) listed: FxHashMap<u32, Within>,
    /// For each column, its values.
    pub(super) columns: Vec<ResolvedColumn>,
}

pub(super) struct ResolvedColumn {
    pub(super) kind: KindId,
    pub(super) period: Period,
    pub(super) organisations: Vec<OrganisationId>,
}

/// Areas in the order of their ids.
pub(super) fn order_by_id(store: &AreaStore) -> Vec<AreaId> {
    let mut by_id: Vec<AreaId> = (0..store.len()).map(AreaId::new).collect();
    // A published table is mostly in order already, and then this is one pass.
    by_id.sort_by(|a, b| store.id(a.index()).cmp(store.id(b.index())));
    by_id
}

/// Builds the classes. `lists` says which lists name an area.
pub(super) fn divide(
    store: AreaStore,
    by_id: Vec<AreaId>,
    within: &ResolvedWithin,
    lists: &FxHashMap<AreaId, Vec<AreaListId>>,
) -> Areas {
    let mut maker = Maker::default();
    let mut class_of = vec![ClassId(0); store.len()];
    let mut quick: FxHashMap<SmallVec<[u32; 8]>, ClassId> = FxHashMap::default();
    let mut rank = vec![0_u32; store.len()];
    for (place, area) in by_id.iter().enumerate() {
        rank[area.index()] = u32::try_from(place).unwrap_or(u32::MAX);
    }
    let tables = tables_of(&store);
    for area in (0..store.len()).map(AreaId::new) {
        let index = area.0;
        let populated = store.population(area.index()) > 0.0;
        let named: &[AreaListId] = lists.get(&area).map_or(&[], Vec::as_slice);
        let table = tables.iter().find(|table| table.contains(index));
        class_of[area.index()] = match table {
            Some(table) => {
                // Two rows with the same small integers are in one class without asking what the integers mean.
                let mut key: SmallVec<[u32; 8]> = SmallVec::new();
                key.push(table.first);
                key.push(u32::from(populated));
                key.extend(
                    table
                        .columns
                        .iter()
                        .map(|column| store.columns[*column].value_of[(index - table.first) as usize]),
                );
                key.extend(named.iter().map(|list| list.0));
                *quick.entry(key).or_insert_with(|| {
                    maker.class(table.within(&store, within, index), named.to_vec(), populated)
                })
            }
            None => maker.class(within.listed.get(&index).cloned().unwrap_or_default(), named.to_vec(), populated),
        };
    }
    maker.finish(store, by_id, rank, class_of)
}

struct TableOfAreas {
    first: u32,
    len: u32,
    columns: Vec<usize>,
}

impl TableOfAreas {
    fn contains(&self, area: u32) -> bool {
        self.first <= area && area < self.first + self.len
    }

    fn within(&self, store: &AreaStore, resolved: &ResolvedWithin, area: u32) -> Within {
        let mut within = Within::new();
        for column in &self.columns {
            let value = store.columns[*column].value_of[(area - self.first) as usize];
            if value > 0 {
                let column = &resolved.columns[*column];
                within.push((column.kind, column.organisations[value as usize - 1], column.period));
            }
        }
        within
    }
}

fn tables_of(store: &AreaStore) -> Vec<TableOfAreas> {
    let mut tables: Vec<TableOfAreas> = Vec::new();
    for (number, column) in store.columns.iter().enumerate() {
        let len = u32::try_from(column.value_of.len()).unwrap_or(u32::MAX);
        match tables.last_mut() {
            Some(table) if table.first == column.first && table.len == len => table.columns.push(number),
            _ => tables.push(TableOfAreas {
                first: column.first,
                len,
                columns: vec![number],
            }),
        }
    }
    tables
}

#[derive(Default)]
struct Maker {
    known: FxHashMap<(Within, Vec<AreaListId>, bool), ClassId>,
    classes: Vec<(Class, bool)>,
}

impl Maker {
    fn class(&mut self, mut within: Within, mut lists: Vec<AreaListId>, populated: bool) -> ClassId {
        within.sort_unstable();
        within.dedup();
        lists.sort_unstable();
        lists.dedup();
        let next = ClassId::new(self.classes.len());
        let key = (within, lists, populated);
        if let Some(class) = self.known.get(&key) {
            return *class;
        }
        let class = Class {
            within: key.0.clone(),
            lists: key.1.clone(),
            population: ExactSum::default(),
            areas: Vec::new(),
            largest: AreaId(0),
        };
        self.classes.push((class, populated));
        self.known.insert(key, next);
        next
    }

    /// Puts the classes where people live first, and the areas in their classes.
    fn finish(self, store: AreaStore, by_id: Vec<AreaId>, rank: Vec<u32>, mut class_of: Vec<ClassId>) -> Areas {
        let populated = self.classes.iter().filter(|(_, populated)| *populated).count();
        let (mut with, mut without) = (0, populated);
        let new_place: Vec<ClassId> = self
            .classes
            .iter()
            .map(|(_, populated)| {
                let next = if *populated { &mut with } else { &mut without };
                *next += 1;
                ClassId::new(*next - 1)
            })
            .collect();
        let mut placed: Vec<(ClassId, Class)> = self
            .classes
            .into_iter()
            .enumerate()
            .map(|(old, (class, _))| (new_place[old], class))
            .collect();
        placed.sort_by_key(|(place, _)| *place);
        let mut classes: Vec<Class> = placed.into_iter().map(|(_, class)| class).collect();
        for class in &mut class_of {
            *class = new_place[class.index()];
        }
        for area in &by_id {
            let class = &mut classes[class_of[area.index()].index()];
            let people = store.population(area.index());
            class.population.add(people);
            if class.areas.is_empty() || people > store.population(class.largest.index()) {
                class.largest = *area;
            }
            class.areas.push(*area);
        }
        Areas {
            store,
            classes,
            populated,
            class_of,
            by_id,
            rank,
        }
    }
}
