//! Divides areas into classes by everything that can tell two of them apart on any day: every dated `within`, every
//! footprint and every list of areas that some fact names; and whether anybody lives there.

use fixedbitset::FixedBitSet;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::areas::{Areas, Class};
use super::geography::{Geography, Within};
use super::ids::{AreaId, AreaListId, ClassId, KindId, OrganisationId};
use super::people::ExactSum;
use crate::day::Period;
use crate::model::{AreaStore, TableColumn};

/// The names in an area store, resolved.
#[derive(Default)]
pub(super) struct ResolvedWithin {
    /// For each area declared in TOML that lies within something.
    pub(super) listed: FxHashMap<u32, Within>,
    /// For each table, what its areas lie within.
    pub(super) tables: Vec<Vec<ResolvedTableWithin>>,
}

/// One `within` of an area table.
pub(super) struct ResolvedTableWithin {
    pub(super) kind: KindId,
    pub(super) period: Period,
    /// The place of the column.
    pub(super) column: usize,
    /// The organisation behind each value of the column.
    pub(super) organisations: Vec<OrganisationId>,
}

/// Areas in the order of their ids, and those in it that have the same id as the one before them.
pub(super) fn order_by_id(store: &AreaStore) -> (Vec<AreaId>, Vec<(AreaId, AreaId)>) {
    // The first sixteen bytes as a number stand in the order of the texts, and decide nearly always.
    let prefix = |id: &str| {
        let mut bytes = [0; 16];
        let len = id.len().min(16);
        bytes[..len].copy_from_slice(&id.as_bytes()[..len]);
        u128::from_be_bytes(bytes)
    };
    let mut by_id: Vec<(u128, AreaId)> =
        (0..store.len()).map(|area| (prefix(store.id(area)), AreaId::new(area))).collect();
    // A published table is mostly in order already, and then this is one pass.
    by_id.sort_by(|(x, a), (y, b)| x.cmp(y).then_with(|| store.id(a.index()).cmp(store.id(b.index()))));
    let same = by_id
        .windows(2)
        .filter(|pair| pair[0].0 == pair[1].0 && store.id(pair[0].1.index()) == store.id(pair[1].1.index()));
    let same = same.map(|pair| (pair[0].1, pair[1].1)).collect();
    (by_id.into_iter().map(|(_, area)| area).collect(), same)
}

/// Builds the classes. `lists` says which lists name an area.
pub(super) fn divide(
    store: AreaStore,
    by_id: Vec<AreaId>,
    within: &ResolvedWithin,
    lists: &FxHashMap<AreaId, Vec<AreaListId>>,
) -> (Areas, Geography) {
    let mut maker = Maker::default();
    let mut class_of = vec![ClassId(0); store.len()];
    let mut rank = vec![0_u32; store.len()];
    for (place, area) in by_id.iter().enumerate() {
        rank[area.index()] = u32::try_from(place).unwrap_or(u32::MAX);
    }
    let mut is_named = FixedBitSet::with_capacity(store.len());
    #[expect(clippy::iter_over_hash_type, reason = "bits have no order")]
    for area in lists.keys() {
        is_named.insert(area.index());
    }
    let named = |area: usize| lists.get(&AreaId::new(area)).map_or(&[][..], Vec::as_slice);
    let mut next = 0;
    for (number, table) in store.tables.iter().enumerate() {
        let (first, end) = (table.first as usize, (table.first + table.len) as usize);
        for (area, class) in class_of.iter_mut().enumerate().take(first).skip(next) {
            let of = within.listed.get(&u32::try_from(area).unwrap_or(u32::MAX)).cloned().unwrap_or_default();
            *class = maker.class(of, named(area).to_vec(), store.population(area) > 0.0);
        }
        let mut quick: FxHashMap<SmallVec<[u32; 8]>, ClassId> = FxHashMap::default();
        let mut key: SmallVec<[u32; 8]> = SmallVec::new();
        for area in first..end {
            // Neighbours in a published table are mostly neighbours on the ground.
            if area > first
                && !is_named.contains(area)
                && !is_named.contains(area - 1)
                && (store.population(area) > 0.0) == (store.population(area - 1) > 0.0)
                && table.columns.iter().all(|column| column.value_of[area - first] == column.value_of[area - first - 1])
            {
                class_of[area] = class_of[area - 1];
                continue;
            }
            // Two rows with the same small integers are in one class without asking what the integers mean.
            key.clear();
            key.push(u32::from(store.population(area) > 0.0));
            key.extend(table.columns.iter().map(|column| column.value_of[area - first]));
            key.extend(named(area).iter().map(|list| list.0));
            class_of[area] = match quick.get(&key) {
                Some(class) => *class,
                None => {
                    let of = of_row(&within.tables[number], &table.columns, area - first);
                    let class = maker.class(of, named(area).to_vec(), store.population(area) > 0.0);
                    quick.insert(key.clone(), class);
                    class
                }
            };
        }
        next = end;
    }
    for (area, class) in class_of.iter_mut().enumerate().skip(next) {
        let of = within.listed.get(&u32::try_from(area).unwrap_or(u32::MAX)).cloned().unwrap_or_default();
        *class = maker.class(of, named(area).to_vec(), store.population(area) > 0.0);
    }
    maker.finish(store, by_id, rank, class_of)
}

/// What one row of a table lies within.
fn of_row(within: &[ResolvedTableWithin], columns: &[TableColumn], row: usize) -> Within {
    within
        .iter()
        .filter_map(|within| {
            let value = columns[within.column].value_of[row] as usize;
            (value > 0).then(|| (within.kind, within.organisations[value - 1], within.period))
        })
        .collect()
}

#[derive(Default)]
struct Maker {
    known: FxHashMap<(Within, Vec<AreaListId>, bool), ClassId>,
    classes: Vec<(Class, bool)>,
    within: Vec<Within>,
    lists: Vec<Vec<AreaListId>>,
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
        self.within.push(key.0.clone());
        self.lists.push(key.1.clone());
        let class = Class { population: ExactSum::default(), areas: Vec::new(), largest: AreaId(0) };
        self.classes.push((class, populated));
        self.known.insert(key, next);
        next
    }

    /// Puts the classes where people live first, and the areas in their classes.
    fn finish(
        self,
        store: AreaStore,
        by_id: Vec<AreaId>,
        rank: Vec<u32>,
        mut class_of: Vec<ClassId>,
    ) -> (Areas, Geography) {
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
        let mut classes: Vec<Class> = in_new_order(self.classes, &new_place).map(|(class, _)| class).collect();
        let within = in_new_order(self.within, &new_place).collect();
        let lists: Vec<Vec<AreaListId>> = in_new_order(self.lists, &new_place).collect();
        for class in &mut class_of {
            *class = new_place[class.index()];
        }
        // 2^53: up to there every whole number is a floating-point number, and adding up in any order is exact.
        let mut whole: Vec<f64> = vec![0.0; classes.len()];
        (0..store.len()).for_each(|area| whole[class_of[area].index()] += store.population(area));
        let exact = (0..store.len()).all(|area| is_whole(store.population(area)))
            && whole.iter().sum::<f64>() < 9_007_199_254_740_992.0;
        for area in &by_id {
            let class = &mut classes[class_of[area.index()].index()];
            let people = store.population(area.index());
            if !exact {
                class.population.add(people);
            }
            if class.areas.is_empty() || people > store.population(class.largest.index()) {
                class.largest = *area;
            }
            class.areas.push(*area);
        }
        if exact {
            classes.iter_mut().zip(&whole).for_each(|(class, people)| class.population.add(*people));
        }
        let areas = Areas { whole: exact.then_some(whole), store, classes, populated, class_of, by_id, rank };
        (areas, Geography::new(within, &lists))
    }
}

/// Things of classes, in the order of the new places of the classes.
fn in_new_order<T>(of_class: Vec<T>, new_place: &[ClassId]) -> impl Iterator<Item = T> {
    let mut placed: Vec<(ClassId, T)> = new_place.iter().copied().zip(of_class).collect();
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, thing)| thing)
}

/// Whether a number of people has no fraction: nearly all are small, and then no library needs to be asked.
fn is_whole(people: f64) -> bool {
    f64::from(people as u32) == people || people.fract() == 0.0
}
