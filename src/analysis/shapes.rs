//! Shapes of coverage that several situations share: what no step of a reform touches is not worked out again.
//!
//! A shape depends on the responsibilities, without saying which tables they are, and on where their holders are. Two
//! situations in which both are the same have one shape between them, whatever else differs.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::coverage::{Shape, Slot};
use crate::landscape::{AreaListId, ClassId, OrganisationId, Selector, Situation};

/// Where bodies are: class by class, those that cover it.
type Ground = Vec<(ClassId, OrganisationId)>;

/// Where the holders of a responsibility are, and the classes of its list of areas.
type Place = (Arc<Ground>, Option<Arc<[ClassId]>>);

/// All that a shape depends on.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    slots: Vec<Slot>,
    needs: Vec<bool>,
    places: Vec<Place>,
}

/// Shapes by all that they depend on; for situations of one landscape, before and under its reforms.
#[derive(Debug, Default)]
pub struct Shapes {
    known: Mutex<FxHashMap<Key, Arc<Shape>>>,
    asked: AtomicUsize,
    made: AtomicUsize,
}

impl Shapes {
    /// How many shapes the situations asked for, each what it needs once; and how many had to be worked out.
    pub fn counts(&self) -> (usize, usize) {
        (self.asked.load(Ordering::Relaxed), self.made.load(Ordering::Relaxed))
    }

    pub(super) fn get(&self, key: Key, make: impl FnOnce() -> Shape) -> Arc<Shape> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        // Nobody who holds the lock can stop half-way, so what it guards is always whole.
        if let Some(known) = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Arc::clone(known);
        }
        self.made.fetch_add(1, Ordering::Relaxed);
        let shape = Arc::new(make());
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&shape));
        shape
    }
}

/// Where the holders of one situation are, each asked once.
#[derive(Debug, Default)]
pub(super) struct Grounds {
    of_holder: FxHashMap<Selector, Arc<Ground>>,
    of_list: FxHashMap<AreaListId, Arc<[ClassId]>>,
}

impl Grounds {
    pub(super) fn key(&mut self, situation: &Situation<'_>, slots: &[Slot], needs: &[bool]) -> Key {
        let places = slots.iter().map(|slot| {
            let ground = self.of_holder.entry(slot.holder).or_insert_with(|| Arc::new(ground(situation, slot.holder)));
            let list = slot.areas.map(|list| {
                let classes = || situation.landscape.geography.list(list).collect();
                Arc::clone(self.of_list.entry(list).or_insert_with(classes))
            });
            (Arc::clone(ground), list)
        });
        let places = places.collect();
        // The number of a list means nothing in another landscape: its classes stand in its place.
        let slots = slots.iter().map(Slot::without_list).collect();
        Key { slots, needs: needs.to_vec(), places }
    }
}

fn ground(situation: &Situation<'_>, holder: Selector) -> Ground {
    let classes = situation.landscape.grid_classes();
    match holder {
        Selector::Organisation(one) => {
            classes.filter(|class| situation.covers(one, *class)).map(|class| (class, one)).collect()
        }
        Selector::Kind(kind) => {
            classes.flat_map(|class| situation.of_kind_at(kind, class).map(move |one| (class, one))).collect()
        }
    }
}
