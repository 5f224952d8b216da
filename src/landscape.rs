//! The landscape on all days: names resolved and interned once, areas divided into classes that no fact on any day can
//! tell apart; `Landscape::at` gives a `Situation`, what is live on one day.
//!
//! Must not know checks or wording. The graph library stays behind the nouns of the domain.

mod areas;
mod build;
mod cells;
mod claim;
mod facts;
mod footprint;
mod geography;
mod ids;
mod partition;
mod people;
mod reform;
mod situation;
mod standing;
mod strata;
mod ties;
pub mod tiles;

use std::sync::Arc;

use smallvec::SmallVec;

pub use self::reform::{
    Action, Applied, Done, Ending, Named, NewBody, PartOfSplit, Passing, Reform, Step, Touch, Touched,
};
pub use areas::{Areas, Class};
pub use build::read;
pub use cells::{Cells, Grid};
pub use claim::{Claim, Comparison, Measure, Outcome, SERVICE_MEASURES, ServiceMeasure};
pub use facts::{
    Accepted, Arrangement, Basis, Cohort, Component, Expectation, Function, Journey, JourneyStep, Kind, Organisation,
    OwnFootprint, Relation, Responsibility, Scenario, Selector, Service, Source,
};
pub use geography::{Geography, Within};
pub use ids::{
    AreaId, AreaListId, ArrangementId, ClassId, CohortId, ComponentId, FunctionId, KindId, OrganisationId, RelationId,
    ResponsibilityId, ServiceId, SourceId, StratumId,
};
pub use people::{ExactSum, TOLERANCE, exceeds, reaches, sum_in_order};
pub use situation::{LiveArrangement, Situation, Unsaid};
pub use standing::Standing;
pub use strata::Stratum;
pub use ties::Ties;

use crate::day::Day;
use crate::source::Sources;

/// Everything that the files say, on all days, with every name resolved. Immutable.
#[derive(Debug, Clone)]
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
    /// Its organisations: those that its files declare, then those that only a reform brings to life.
    pub organisations: Vec<Organisation>,
    /// How many of them its files declare.
    pub declared: usize,
    /// Its areas and their classes.
    pub areas: Arc<Areas>,
    /// What the classes lie within.
    pub geography: Geography,
    /// Its cohorts; always at least one.
    pub cohorts: Vec<Cohort>,
    /// Its cohorts of somebody, those together that no fact can tell apart.
    pub strata: Vec<Stratum>,
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
    /// The reforms that were read with it. Whether they are applied, `applied` says.
    pub reforms: Vec<Arc<Reform>>,
    /// The names of all files under `reforms/`, without `.toml`, also of those that were not read.
    pub reform_names: Vec<String>,
    /// What the reforms did that made this landscape of another one, in order.
    pub applied: Vec<Applied>,
    /// What reforms began, ended or changed.
    pub touched: Touched,
    stratum_of: Vec<Option<StratumId>>,
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
        Grid { classes: self.areas.populated, strata: self.strata.len() }
    }

    /// The classes where people live.
    pub fn grid_classes(&self) -> impl Iterator<Item = ClassId> + use<> {
        (0..self.areas.populated).map(ClassId::new)
    }

    /// How many people live in the cells.
    ///
    /// Areas are added up exactly, an area with all its cohorts counts as a whole, the others cohort by cohort: so the
    /// result depends neither on the classes nor on the strata nor on the order.
    pub fn people(&self, cells: &Cells) -> f64 {
        let grid = self.grid();
        if let (Some(people), 1) = (&self.areas.whole, grid.strata) {
            // What a finding speaks of is mostly so for everybody.
            if cells.is_everything() {
                return people.all;
            }
            return cells.iter().map(|class| people.of_class[class]).sum::<f64>() + 0.0;
        }
        let mut whole = ExactSum::default();
        let mut parts: SmallVec<[ExactSum; 4]> = smallvec::smallvec![ExactSum::default(); grid.strata];
        let strata = || (0..grid.strata).map(StratumId::new);
        for class in self.grid_classes() {
            let population = &self.areas.classes[class.index()].population;
            if strata().all(|stratum| cells.contains(grid.cell(class, stratum))) {
                whole.add_sum(population);
            } else {
                for stratum in strata().filter(|stratum| cells.contains(grid.cell(class, *stratum))) {
                    parts[stratum.index()].add_sum(population);
                }
            }
        }
        let mut people = vec![whole.value()];
        if grid.strata > 1 {
            people.extend(
                self.cohorts
                    .iter()
                    .zip(&self.stratum_of)
                    .filter_map(|(cohort, stratum)| Some(parts[(*stratum)?.index()].value() * cohort.share)),
            );
        }
        sum_in_order(people)
    }

    /// All cells in which somebody lives.
    pub fn everyone(&self) -> Cells {
        let mut cells = Cells::none(self.grid());
        cells.fill();
        cells
    }

    /// All cells of some classes where people live.
    pub fn cells_of(&self, classes: impl IntoIterator<Item = ClassId>) -> Cells {
        let grid = self.grid();
        let mut cells = Cells::none(grid);
        for class in classes {
            for stratum in (0..grid.strata).map(StratumId::new) {
                cells.insert(grid.cell(class, stratum));
            }
        }
        cells
    }

    /// The cells that need a component, on any day on which it exists.
    pub fn cells_needing(&self, component: ComponentId) -> Cells {
        let grid = self.grid();
        let mut cells = Cells::none(grid);
        for (place, stratum) in self.strata.iter().enumerate() {
            if self.components[component.index()].cohorts.contains(stratum.first().index()) {
                cells.insert_stratum(grid, StratumId::new(place));
            }
        }
        cells
    }

    /// The classes that an organisation has by `footprint` or `within` on any day, those without people included;
    /// inherited ones not included.
    pub fn ever_had(&self, organisation: OrganisationId) -> Vec<ClassId> {
        footprint::ever_meant(self, organisation)
    }

    /// The stratum of a cohort; `None` where the cohort is of nobody.
    pub fn stratum(&self, cohort: CohortId) -> Option<StratumId> {
        self.stratum_of[cohort.index()]
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
