//! The landscape on all days: names resolved and interned once, areas divided into classes that no fact on any day can
//! tell apart; [`Landscape::at`] gives a [`Situation`], what is live on one day.
//!
//! Must not know checks or wording. The graph library stays behind the nouns of the domain.

mod areas;
mod build;
mod cells;
mod claim;
mod facts;
mod footprint;
mod ids;
mod partition;
mod people;
mod situation;
mod ties;

use std::sync::Arc;

pub use areas::{Areas, Class};
pub use build::read;
pub use cells::{Cells, Grid};
pub use claim::{Claim, Comparison, Measure, Outcome, SERVICE_MEASURES, ServiceMeasure};
pub use facts::{
    Accepted, Arrangement, Basis, Cohort, Component, Expectation, Function, Journey, JourneyStep, Kind, Organisation,
    OwnFootprint, Relation, Responsibility, Scenario, Selector, Service, Source,
};
pub use ids::{
    AreaId, AreaListId, ArrangementId, ClassId, CohortId, ComponentId, FunctionId, KindId, OrganisationId, RelationId,
    ResponsibilityId, ServiceId, SourceId,
};
pub use people::{ExactSum, TOLERANCE, exceeds, reaches};
pub use situation::{LiveArrangement, Situation, Unsaid};
pub use ties::Ties;

use crate::day::Day;
use crate::source::Sources;

/// Everything that the files say, on all days, with every name resolved. Immutable.
#[derive(Debug)]
pub struct Landscape {
    /// Its title.
    pub title: Box<str>,
    /// The scenario where a command names none, by its place in the list.
    pub default: Option<usize>,
    /// Above which `effective` a pathway is too fragmented.
    pub effective_limit: Option<f64>,
    /// Its scenarios.
    pub scenarios: Vec<Scenario>,
    /// Its sources.
    pub sources: Vec<Source>,
    /// Its kinds of organisation.
    pub kinds: Vec<Kind>,
    /// Its organisations.
    pub organisations: Vec<Organisation>,
    /// Its areas and their classes.
    pub areas: Areas,
    /// Its cohorts; always at least one.
    pub cohorts: Vec<Cohort>,
    /// Its functions; `commission` is the first.
    pub functions: Vec<Function>,
    /// Its services.
    pub services: Vec<Service>,
    /// Its components.
    pub components: Vec<Component>,
    /// Its responsibilities.
    pub responsibilities: Vec<Responsibility>,
    /// Its arrangements.
    pub arrangements: Vec<Arrangement>,
    /// Its relations.
    pub relations: Vec<Relation>,
    /// Findings that somebody lives with.
    pub accepted: Vec<Accepted>,
    /// People as tests.
    pub journeys: Vec<Journey>,
    /// Claims as tests.
    pub expectations: Vec<Expectation>,
    /// The files, for places in messages.
    pub files: Arc<Sources>,
}

/// The function that everything turns on.
pub const COMMISSION: FunctionId = FunctionId(0);
/// Who pays.
pub const FUND: FunctionId = FunctionId(1);

impl Landscape {
    /// What is live on a day. With `bare_law`, arrangements and relations that no law requires are left out.
    pub fn at(&self, day: Day, bare_law: bool) -> Situation<'_> {
        Situation::new(self, day, bare_law)
    }

    /// The shape of its population.
    pub fn grid(&self) -> Grid {
        Grid {
            classes: self.areas.populated,
            cohorts: self.cohorts.len(),
        }
    }

    /// The classes where people live.
    pub fn grid_classes(&self) -> impl Iterator<Item = ClassId> + use<> {
        (0..self.areas.populated).map(ClassId::new)
    }

    /// How many people live in the cells.
    ///
    /// Areas are added up exactly, an area with all its cohorts counts as a whole, the others cohort by cohort: so the
    /// result depends neither on the classes nor on the order.
    pub fn people(&self, cells: &Cells) -> f64 {
        let grid = self.grid();
        let mut whole = ExactSum::default();
        let mut parts = vec![ExactSum::default(); grid.cohorts];
        let lived: Vec<CohortId> = (0..grid.cohorts)
            .filter(|cohort| self.cohorts[*cohort].share > 0.0)
            .map(CohortId::new)
            .collect();
        for class in self.grid_classes() {
            let population = &self.areas.classes[class.index()].population;
            if lived.iter().all(|cohort| cells.contains(grid.cell(class, *cohort))) {
                whole.add_sum(population);
            } else {
                for cohort in lived.iter().filter(|cohort| cells.contains(grid.cell(class, **cohort))) {
                    parts[cohort.index()].add_sum(population);
                }
            }
        }
        let parts = parts.iter().zip(&self.cohorts).map(|(sum, cohort)| sum.value() * cohort.share);
        whole.value() + parts.sum::<f64>()
    }

    /// All cells in which somebody lives.
    pub fn everyone(&self) -> Cells {
        let grid = self.grid();
        let mut cells = Cells::none(grid);
        for (cohort, _) in self.cohorts.iter().enumerate().filter(|(_, c)| c.share > 0.0) {
            for class in 0..grid.classes {
                cells.insert(grid.cell(ClassId::new(class), CohortId::new(cohort)));
            }
        }
        cells
    }

    /// The cells that need a component, on any day on which it exists.
    pub fn cells_needing(&self, component: ComponentId) -> Cells {
        let grid = self.grid();
        let mut cells = Cells::none(grid);
        for cohort in self.components[component.index()].cohorts.ones() {
            if self.cohorts[cohort].share > 0.0 {
                for class in 0..grid.classes {
                    cells.insert(grid.cell(ClassId::new(class), CohortId::new(cohort)));
                }
            }
        }
        cells
    }

    /// The people of the whole landscape.
    pub fn population(&self) -> f64 {
        self.people(&self.everyone())
    }

    /// A basis as written: the source's id and the place in it.
    pub fn basis_text(&self, basis: &Basis) -> String {
        let source = &self.sources[basis.source.index()].id;
        match &basis.place {
            Some(place) => format!("{source}#{place}"),
            None => source.to_string(),
        }
    }
}
