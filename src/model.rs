//! What the files of a landscape declare: one file a noun; typed, with places, names not yet resolved.
//!
//! Must not know other declarations: whether a name means anything is for the landscape to say.

mod accepted;
mod area;
mod arrangement;
mod cohort;
mod component;
mod costs;
mod expectation;
mod function;
mod journey;
mod kind;
mod landscape;
mod organisation;
mod read;
mod reform;
mod relation;
mod responsibility;
mod scenario;
mod selector;
mod service;
mod source;
mod words;

pub use accepted::Accepted;
pub use area::{AreaStore, ListedWithin, TableColumn, TableOfAreas, TableWithin};
pub use arrangement::Arrangement;
pub use cohort::Cohort;
pub use component::Component;
pub use costs::{Costs, MAKERS, Maker};
pub use expectation::Expectation;
pub use function::Function;
pub use journey::{Journey, JourneyStep};
pub use kind::Kind;
pub use landscape::Header;
pub use organisation::Organisation;
pub use read::{Reference, Wanted, read, read_costs};
pub use reform::{Action, Ending, Passing, Reform, Step};
pub use relation::Relation;
pub use responsibility::Responsibility;
pub use scenario::Scenario;
pub use selector::{BasisName, SelectorName};
pub use service::Service;
pub use source::Source;
pub use words::{
    Access, ArrangementType, ChangeKind, Evidence, Family, PopulationBasis, RelationType, SourceType, Status, Strength,
    Vehicle, Word,
};

/// A name as written: an identifier or a reference, and its place.
pub type Name = crate::source::Written<Box<str>>;

/// Everything that the files of a landscape declare, in the order of the files.
#[derive(Debug, Default)]
pub struct Model {
    /// `[landscape]`.
    pub header: Option<Header>,
    /// `[[scenario]]`.
    pub scenarios: Vec<Scenario>,
    /// `[[source]]`.
    pub sources: Vec<Source>,
    /// `[[kind]]`.
    pub kinds: Vec<Kind>,
    /// `[[organisation]]` and the rows of `[[organisation_table]]`.
    pub organisations: Vec<Organisation>,
    /// `[[area]]` and the rows of `[[area_table]]`.
    pub areas: AreaStore,
    /// `[[cohort]]`.
    pub cohorts: Vec<Cohort>,
    /// `[[function]]`.
    pub functions: Vec<Function>,
    /// `[[service]]`.
    pub services: Vec<Service>,
    /// `[[component]]`.
    pub components: Vec<Component>,
    /// `[[responsibility]]`.
    pub responsibilities: Vec<Responsibility>,
    /// `[[arrangement]]`.
    pub arrangements: Vec<Arrangement>,
    /// `[[relation]]`.
    pub relations: Vec<Relation>,
    /// `[[accepted]]`.
    pub accepted: Vec<Accepted>,
    /// `[[journey]]`.
    pub journeys: Vec<Journey>,
    /// `[[expectation]]`.
    pub expectations: Vec<Expectation>,
    /// Reforms that a scenario names or somebody asked for, in the order in which they were read.
    pub reforms: Vec<Reform>,
    /// The names of the files under the top `reforms/`, without `.toml`.
    pub reform_names: Vec<String>,
    /// What was declared and could not be read.
    pub unread: Unread,
}

/// What was declared and could not be read: references to it are not wrong, only not to be followed.
#[derive(Debug, Default)]
pub struct Unread {
    /// Whether a whole file could not be read, so that anything may be missing.
    pub files: bool,
    /// The table and the id, where it could be told.
    pub tables: Vec<(&'static str, Option<Box<str>>)>,
    /// What it refers to.
    pub references: Vec<Reference>,
}

impl Unread {
    /// Whether something of this table with this id was declared, or may have been.
    pub fn may_hold(&self, table: &str, id: &str) -> bool {
        self.files
            || self.tables.iter().any(|(of, known)| *of == table && known.as_deref().is_none_or(|known| known == id))
    }

    /// Whether something of this table could not be read.
    pub fn touches(&self, table: &str) -> bool {
        self.files || self.tables.iter().any(|(of, _)| *of == table)
    }
}

impl Model {
    /// Adds all that another one declares, behind what is there.
    fn append(&mut self, other: Model) {
        self.header = self.header.take().or(other.header);
        join(&mut self.scenarios, other.scenarios);
        join(&mut self.sources, other.sources);
        join(&mut self.kinds, other.kinds);
        join(&mut self.organisations, other.organisations);
        self.areas.append(other.areas);
        join(&mut self.cohorts, other.cohorts);
        join(&mut self.functions, other.functions);
        join(&mut self.services, other.services);
        join(&mut self.components, other.components);
        join(&mut self.responsibilities, other.responsibilities);
        join(&mut self.arrangements, other.arrangements);
        join(&mut self.relations, other.relations);
        join(&mut self.accepted, other.accepted);
        join(&mut self.journeys, other.journeys);
        join(&mut self.expectations, other.expectations);
        join(&mut self.reforms, other.reforms);
        join(&mut self.reform_names, other.reform_names);
        self.unread.files |= other.unread.files;
        self.unread.tables.extend(other.unread.tables);
        self.unread.references.extend(other.unread.references);
    }
}

/// Puts a list behind another one; the first that there is need not be copied.
fn join<T>(list: &mut Vec<T>, mut more: Vec<T>) {
    if list.is_empty() {
        *list = more;
    } else {
        list.append(&mut more);
    }
}
