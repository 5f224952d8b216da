//! Areas, and the classes into which the facts divide them.

use super::ids::{AreaId, ClassId};
use super::people::ExactSum;
use crate::model::AreaStore;

/// Areas that no fact on any day can tell apart: all in the same places, all named by the same lists.
#[derive(Debug)]
pub struct Class {
    /// How many people live in it.
    pub population: ExactSum,
    /// Its areas, in the order of their ids.
    pub areas: Vec<AreaId>,
    /// The area with most people, the first by id among equals.
    pub largest: AreaId,
}

/// All areas and classes of a landscape.
#[derive(Debug)]
pub struct Areas {
    pub(super) store: AreaStore,
    /// The classes; those where people live come first.
    pub classes: Vec<Class>,
    /// How many classes have people.
    pub populated: usize,
    /// How many people live in each class, where all numbers are whole and small enough that floating point adds them
    /// up exactly in any order.
    pub(super) whole: Option<WholePeople>,
    pub(super) class_of: Vec<ClassId>,
    /// Areas in the order of their ids.
    pub(super) by_id: Vec<AreaId>,
    /// The place of each area in that order.
    pub(super) rank: Vec<u32>,
}

/// Whole numbers of people.
#[derive(Debug)]
pub(super) struct WholePeople {
    /// In each class.
    pub(super) of_class: Vec<f64>,
    /// In all of them.
    pub(super) all: f64,
}

impl Areas {
    /// How many areas there are, those without people included.
    pub fn len(&self) -> usize {
        self.store.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.store.is_empty()
    }

    /// The id of an area.
    pub fn id(&self, area: AreaId) -> &str {
        self.store.id(area.index())
    }

    /// The name of an area; its id where it has none.
    pub fn name(&self, area: AreaId) -> &str {
        self.store.name(area.index())
    }

    /// How many people live in an area.
    pub fn population(&self, area: AreaId) -> f64 {
        self.store.population(area.index())
    }

    /// The class of an area.
    pub fn class(&self, area: AreaId) -> ClassId {
        self.class_of[area.index()]
    }

    /// The area with this id.
    pub fn find(&self, id: &str) -> Option<AreaId> {
        let at = self.by_id.binary_search_by(|area| self.id(*area).cmp(id)).ok()?;
        Some(self.by_id[at])
    }

    /// All areas, in the order of their ids.
    pub fn in_order(&self) -> &[AreaId] {
        &self.by_id
    }

    /// The first `most` areas by id of some classes; and how many there are in all.
    pub fn first_of(&self, classes: &[ClassId], most: usize) -> (Vec<AreaId>, usize) {
        let count = classes.iter().map(|class| self.classes[class.index()].areas.len()).sum();
        let mut next: std::collections::BinaryHeap<_> = classes
            .iter()
            .filter_map(|class| {
                let areas = &self.classes[class.index()].areas;
                let first = areas.first()?;
                Some(std::cmp::Reverse((self.rank[first.index()], class.index(), 0_usize)))
            })
            .collect();
        let mut first = Vec::with_capacity(most.min(count));
        while first.len() < most {
            let Some(std::cmp::Reverse((rank, class, place))) = next.pop() else {
                break;
            };
            first.push(self.by_id[rank as usize]);
            if let Some(area) = self.classes[class].areas.get(place + 1) {
                next.push(std::cmp::Reverse((self.rank[area.index()], class, place + 1)));
            }
        }
        (first, count)
    }
}
