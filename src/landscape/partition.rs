//! Divides areas into classes by everything that can tell two of them apart on any day: every dated `within`, every
//! footprint and every list of areas that some fact names; and whether anybody lives there.

use fixedbitset::FixedBitSet;
use rustc_hash::FxHashMap;

use super::areas::{Areas, Class, WholePeople};
use super::geography::{Geography, Within};
use super::ids::{AreaId, AreaListId, ClassId, KindId, OrganisationId};
use super::people::ExactSum;
use crate::day::Period;
use crate::model::AreaStore;

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
    let id = |area: &AreaId| store.id(area.index());
    let mut by_id: Vec<AreaId> = (0..store.len()).map(AreaId::new).collect();
    // A published table is mostly in order already: then there is little to do but to put few tables together.
    let ascending: Vec<_> = store.ascending().collect();
    let mut same = ascending.len() > FEW;
    if ascending.len() > FEW {
        by_id.sort_by(|a, b| id(a).cmp(id(b)));
    } else {
        for stretch in ascending.iter().skip(1) {
            same |= merge(&mut by_id[..stretch.end], stretch.start, id);
        }
    }
    let pairs = if same { by_id.windows(2) } else { [].windows(2) };
    let same = pairs.filter(|pair| id(&pair[0]) == id(&pair[1])).map(|pair| (pair[0], pair[1])).collect();
    (by_id, same)
}

/// Up to so many stretches of areas are put together one after the other.
const FEW: usize = 8;

/// Puts two lists in order together, the second of which begins at a place; whether they have an id in common. It leaps
/// over the areas of the one that no area of the other lies between.
fn merge<'s>(list: &mut [AreaId], second: usize, id: impl Fn(&AreaId) -> &'s str) -> bool {
    let right = list[second..].to_vec();
    let left = list[..second].to_vec();
    let (mut same, mut taken, mut next) = (false, 0, 0);
    for area in &right {
        let wanted = id(area);
        let mut leap = 1;
        while left.get(taken + leap).is_some_and(|one| id(one) <= wanted) {
            leap *= 2;
        }
        let among = &left[taken..(taken + leap).min(left.len())];
        let count = among.partition_point(|one| id(one) <= wanted);
        list[next..next + count].copy_from_slice(&among[..count]);
        (taken, next) = (taken + count, next + count + 1);
        list[next - 1] = *area;
        same |= taken > 0 && id(&left[taken - 1]) == wanted;
    }
    list[next..].copy_from_slice(&left[taken..]);
    same
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
        // Areas that say the same are in one class, unless a list names one of them. For each answer the class of those
        // of nobody and of those of somebody.
        let mut quick: Vec<[Option<ClassId>; 2]> = vec![[None; 2]; table.said.len()];
        for (area, said) in (first..end).zip(&table.said_of) {
            let populated = store.population(area) > 0.0;
            let mut new = || {
                let of = of_answer(&within.tables[number], &table.said[*said as usize]);
                maker.class(of, named(area).to_vec(), populated)
            };
            class_of[area] = if is_named.contains(area) {
                new()
            } else {
                *quick[*said as usize][usize::from(populated)].get_or_insert_with(new)
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

/// What areas of a table lie within that say this.
fn of_answer(within: &[ResolvedTableWithin], said: &[u32]) -> Within {
    within
        .iter()
        .filter_map(|within| {
            let value = said[within.column] as usize;
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
        // 2^53: up to there every whole number is a floating-point number, and adding up in any order is exact.
        let (mut whole, mut exact): (Vec<f64>, bool) = (vec![0.0; classes.len()], true);
        let mut count = vec![0; classes.len()];
        for (area, class) in class_of.iter_mut().enumerate() {
            *class = new_place[class.index()];
            let people = store.population(area);
            whole[class.index()] += people;
            exact &= is_whole(people);
            count[class.index()] += 1;
        }
        let all = whole.iter().sum::<f64>() + 0.0;
        exact &= all < 9_007_199_254_740_992.0;
        classes.iter_mut().zip(&count).for_each(|(class, count)| class.areas.reserve_exact(*count));
        let mut most = vec![f64::NEG_INFINITY; classes.len()];
        for area in &by_id {
            let number = class_of[area.index()].index();
            let people = store.population(area.index());
            if !exact {
                classes[number].population.add(people);
            }
            if people > most[number] {
                (most[number], classes[number].largest) = (people, *area);
            }
            classes[number].areas.push(*area);
        }
        if exact {
            classes.iter_mut().zip(&whole).for_each(|(class, people)| class.population.add(*people));
        }
        let whole = exact.then_some(WholePeople { of_class: whole, all });
        let areas = Areas { whole, store, classes, populated, class_of, by_id, rank };
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
