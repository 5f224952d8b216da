//! What the classes of areas lie within, and which lists of areas name them.
//!
//! A reform redraws it without touching the areas: the division into classes is by all that any fact or step names.

use fixedbitset::FixedBitSet;

use super::ids::{AreaListId, ClassId, KindId, OrganisationId};
use crate::day::Period;

/// What the areas of one class lie within: kind, organisation, when; in order.
pub type Within = Vec<(KindId, OrganisationId, Period)>;

/// For every class, what its areas lie within; for every list of areas that some fact names, its classes.
#[derive(Debug, Clone, Default)]
pub struct Geography {
    /// Class by class.
    pub within: Vec<Within>,
    lists: Vec<FixedBitSet>,
}

impl Geography {
    pub(super) fn new(within: Vec<Within>, lists_of: &[Vec<AreaListId>]) -> Self {
        let count = lists_of.iter().flatten().map(|list| list.index() + 1).max().unwrap_or(0);
        let mut lists = vec![FixedBitSet::with_capacity(lists_of.len()); count];
        for (class, of) in lists_of.iter().enumerate() {
            for list in of {
                lists[list.index()].insert(class);
            }
        }
        Geography { within, lists }
    }

    /// How many classes there are, those without people included.
    pub fn classes(&self) -> usize {
        self.within.len()
    }

    /// Whether a list names the areas of a class.
    pub fn lists(&self, list: AreaListId, class: ClassId) -> bool {
        self.lists.get(list.index()).is_some_and(|list| list.contains(class.index()))
    }

    /// The classes of a list.
    pub fn list(&self, list: AreaListId) -> impl Iterator<Item = ClassId> + '_ {
        self.lists.get(list.index()).into_iter().flat_map(|list| list.ones().map(ClassId::new))
    }

    /// Adds a list of classes.
    pub(crate) fn add_list(&mut self, classes: impl IntoIterator<Item = ClassId>) -> AreaListId {
        let mut list = FixedBitSet::with_capacity(self.classes());
        for class in classes {
            list.insert(class.index());
        }
        // Two facts that cover the same classes cover them alike, and have one list between them.
        let known = self.lists.iter().position(|known| *known == list);
        AreaListId::new(known.unwrap_or_else(|| {
            self.lists.push(list);
            self.lists.len() - 1
        }))
    }
}
