//! Sets of population cells, class by class and stratum by stratum.

use fixedbitset::FixedBitSet;

use super::ids::{ClassId, StratumId};

/// The shape of the population: so many classes where people live, so many strata of cohorts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grid {
    /// Classes of areas where people live; they come first among all classes.
    pub classes: usize,
    /// Strata: cohorts that no fact can tell apart are one.
    pub strata: usize,
}

impl Grid {
    /// How many cells.
    pub fn len(self) -> usize {
        self.classes * self.strata
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The number of the cell of a class and a stratum.
    pub fn cell(self, class: ClassId, stratum: StratumId) -> usize {
        stratum.index() * self.classes + class.index()
    }

    /// The class of a cell.
    pub fn class(self, cell: usize) -> ClassId {
        ClassId::new(cell % self.classes)
    }

    /// The stratum of a cell.
    pub fn stratum(self, cell: usize) -> StratumId {
        StratumId::new(cell / self.classes)
    }
}

/// A set of population cells of one landscape.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Cells(FixedBitSet);

impl Cells {
    /// No cell.
    pub fn none(grid: Grid) -> Self {
        Cells(FixedBitSet::with_capacity(grid.len()))
    }

    /// Adds every cell.
    pub fn fill(&mut self) {
        self.0.insert_range(..);
    }

    /// Adds a cell.
    pub fn insert(&mut self, cell: usize) {
        self.0.insert(cell);
    }

    /// Adds all cells of a stratum.
    pub fn insert_stratum(&mut self, grid: Grid, stratum: StratumId) {
        let first = stratum.index() * grid.classes;
        self.0.insert_range(first..first + grid.classes);
    }

    /// Whether a cell is in it.
    pub fn contains(&self, cell: usize) -> bool {
        self.0.contains(cell)
    }

    /// Whether one of the cells of a stratum is in it.
    pub fn meets_stratum(&self, grid: Grid, stratum: StratumId) -> bool {
        let first = stratum.index() * grid.classes;
        self.0.contains_any_in_range(first..first + grid.classes)
    }

    /// Whether it has no cell.
    pub fn is_empty(&self) -> bool {
        self.0.is_clear()
    }

    /// Whether it has every cell.
    pub fn is_everything(&self) -> bool {
        self.0.is_full()
    }

    /// The cells, by number.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.ones()
    }

    /// Adds all cells of another set.
    pub fn add(&mut self, other: &Cells) {
        self.0.union_with(&other.0);
    }

    /// Keeps only cells of another set.
    pub fn keep(&mut self, other: &Cells) {
        self.0.intersect_with(&other.0);
    }

    /// Takes the cells of another set away.
    pub fn remove(&mut self, other: &Cells) {
        self.0.difference_with(&other.0);
    }

    /// The cells in both.
    #[must_use]
    pub fn and(&self, other: &Cells) -> Cells {
        let mut both = self.clone();
        both.keep(other);
        both
    }

    /// The cells of this one alone.
    #[must_use]
    pub fn without(&self, other: &Cells) -> Cells {
        let mut rest = self.clone();
        rest.remove(other);
        rest
    }
}
