//! A reform with every name resolved: steps to apply; and, once applied, what they did.

use std::sync::Arc;

use fixedbitset::FixedBitSet;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Landscape;
use super::cells::Cells;

use super::facts::{Arrangement, Basis, Kind, OwnFootprint, Relation, Responsibility, Selector};
use super::ids::{
    AreaListId, ArrangementId, ClassId, ComponentId, FunctionId, KindId, OrganisationId, RelationId, ResponsibilityId,
};
use crate::day::{Day, Period};
use crate::model::{ArrangementType, Name, PopulationBasis, RelationType, Status, Strength, Vehicle, Wanted};
use crate::source::Span;

/// An ordered list of changes to a landscape, from a day on.
#[derive(Debug, Clone)]
pub struct Reform {
    /// How it is asked for.
    pub wanted: Wanted,
    /// Its id.
    pub id: Box<str>,
    /// Its title.
    pub title: Box<str>,
    /// The day from which it has effect.
    pub on: Day,
    /// Where that day is written.
    pub on_at: Span,
    /// Whether the world stands still but for what the reform changes.
    pub freeze: bool,
    /// Where it comes from.
    pub basis: Vec<Basis>,
    /// The kinds that it brings.
    pub kinds: Vec<(KindId, Kind)>,
    /// Its steps, in order.
    pub steps: Vec<Step>,
}

impl Reform {
    /// As a scenario shows it.
    pub fn name(&self) -> &str {
        self.wanted.name()
    }
}

/// One change.
#[derive(Debug, Clone)]
pub struct Step {
    /// What it does.
    pub action: Action,
    /// How it would be made law.
    pub legal: Option<Vehicle>,
    /// Under which law: its own basis, else the reform's.
    pub basis: Vec<Basis>,
    /// Where it stands.
    pub at: Span,
}

/// A thing that a step names, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named<T> {
    /// What.
    pub what: T,
    /// Where it is named.
    pub at: Span,
}

/// A body that a step brings to life.
#[derive(Debug, Clone)]
pub struct NewBody {
    /// Its place among the organisations.
    pub id: OrganisationId,
    /// Its name.
    pub name: Box<str>,
    /// Its kind.
    pub kind: KindId,
    /// Its official code.
    pub ods: Option<Box<str>>,
    /// Its dates as written.
    pub period: Period,
    /// Who will follow it.
    pub successors: Vec<OrganisationId>,
    /// The areas that it covers whatever `within` says.
    pub footprint: Option<OwnFootprint>,
    /// Where its id is written.
    pub at: Span,
}

/// One part of a body that is split.
#[derive(Debug, Clone)]
pub struct PartOfSplit {
    /// The body.
    pub body: NewBody,
    /// Its areas; `None`: all there are.
    pub areas: Option<AreaListId>,
    /// Where they are written, for those areas that can be told apart.
    pub areas_at: Span,
}

/// What a step does.
#[derive(Debug, Clone)]
pub enum Action {
    /// Ends organisations.
    Abolish {
        /// Which.
        organisation: Named<Selector>,
        /// Who follows; `None`: who the landscape says.
        successors: Option<Vec<Named<OrganisationId>>>,
    },
    /// Begins organisations.
    Create {
        /// Those that the landscape knows.
        known: Vec<Named<Selector>>,
        /// New ones.
        new: Vec<NewBody>,
    },
    /// Makes one of several.
    Merge {
        /// Which.
        organisations: Vec<Named<Selector>>,
        /// What begins.
        into: NewBody,
    },
    /// Makes several of one.
    Split {
        /// Which.
        organisation: Named<OrganisationId>,
        /// What begins.
        into: Vec<PartOfSplit>,
    },
    /// Passes responsibilities on.
    Transfer(Passing),
    /// Lets another hold them too.
    Delegate(Passing),
    /// Begins a responsibility.
    Assign {
        /// What begins.
        fact: Box<Responsibility>,
        /// Where the holder is named.
        holder_at: Span,
        /// The areas that it names.
        areas: Vec<Name>,
    },
    /// Begins an arrangement.
    Arrange {
        /// What begins.
        fact: Box<Arrangement>,
        /// Where its id is written.
        id_at: Span,
        /// Where its members are named.
        members_at: Vec<Span>,
    },
    /// Begins a relation.
    Relate {
        /// What begins.
        fact: Box<Relation>,
        /// Where its two sides are named.
        sides_at: [Span; 2],
    },
    /// Ends facts.
    End(Ending),
    /// Gives areas to other organisations.
    Redraw {
        /// Which areas; `None`: all.
        areas: Option<AreaListId>,
        /// Kind by kind, to whom.
        within: Vec<(KindId, Named<OrganisationId>)>,
    },
}

impl Action {
    /// Whether it only ends organisations, so that others may still provide for what it leaves open.
    pub fn only_abolishes(&self) -> bool {
        matches!(self, Action::Abolish { .. })
    }

    /// The word that `do` has.
    pub fn word(&self) -> &'static str {
        let place = match self {
            Action::Abolish { .. } => 0,
            Action::Create { .. } => 1,
            Action::Merge { .. } => 2,
            Action::Split { .. } => 3,
            Action::Transfer(_) => 4,
            Action::Delegate(_) => 5,
            Action::Assign { .. } => 6,
            Action::Arrange { .. } => 7,
            Action::Relate { .. } => 8,
            Action::End(_) => 9,
            Action::Redraw { .. } => 10,
        };
        crate::model::Action::WORDS[place]
    }
}

/// Whose responsibilities pass on, which, and to whom.
#[derive(Debug, Clone)]
pub struct Passing {
    /// For which components; `None`: all.
    pub components: Option<Vec<Named<ComponentId>>>,
    /// For which function; `None`: all.
    pub function: Option<FunctionId>,
    /// From whom.
    pub from: Named<Selector>,
    /// To whom.
    pub to: Named<Selector>,
}

/// What ends: every key that is given must match.
#[derive(Debug, Clone)]
pub enum Ending {
    /// Responsibilities.
    Responsibility {
        /// For these components.
        components: Option<Vec<ComponentId>>,
        /// Of this holder.
        holder: Option<Named<Selector>>,
        /// For this function.
        function: Option<FunctionId>,
        /// Of this strength.
        strength: Option<Strength>,
        /// For this population.
        population: Option<PopulationBasis>,
        /// With this status.
        status: Option<Status>,
        /// For exactly these areas; within, `None`: for all that the holder has.
        areas: Option<Option<AreaListId>>,
        /// For exactly these cohorts; within, `None`: for all that need it.
        cohorts: Option<Option<FixedBitSet>>,
    },
    /// Arrangements.
    Arrangement {
        /// With this id.
        id: Option<Named<Box<str>>>,
        /// Of this type.
        arrangement_type: Option<ArrangementType>,
        /// With these members.
        members: Option<Vec<Selector>>,
        /// Covering these components.
        components: Option<Vec<ComponentId>>,
    },
    /// Relations.
    Relation {
        /// Of this type.
        relation_type: Option<RelationType>,
        /// From this one.
        who: Option<Selector>,
        /// To this one.
        to: Option<Selector>,
    },
}

/// What a reform did when it was applied.
#[derive(Debug, Clone)]
pub struct Applied {
    /// Which: its place among the landscape's reforms.
    pub reform: usize,
    /// The landscape before the first step, and after the freeze.
    pub before: Arc<Landscape>,
    /// Step by step.
    pub steps: Vec<Done>,
    /// The landscape after the last step, where the freeze of the next reform changes it.
    pub after: Option<Arc<Landscape>>,
}

/// What one step did.
#[derive(Debug, Clone, Default)]
pub struct Done {
    /// Organisations that it began.
    pub begun: Vec<OrganisationId>,
    /// Organisations that it ended.
    pub ended: Vec<OrganisationId>,
    /// Responsibilities that it began, ended or changed, by their place before the step (of one that begins, after it).
    pub responsibilities: Vec<ResponsibilityId>,
    /// Arrangements that it began, ended or changed.
    pub arrangements: Vec<ArrangementId>,
    /// Relations that it began, ended or changed.
    pub relations: Vec<RelationId>,
    /// Whom it took responsibilities from.
    pub touches: Vec<Touch>,
    /// Components that it names and for which it found nothing to change.
    pub idle: Vec<ComponentId>,
}

/// Responsibilities that a step took from somebody.
#[derive(Debug, Clone)]
pub struct Touch {
    /// For which components; `None`: all that the holders had.
    pub components: Option<Vec<ComponentId>>,
    /// For which function; `None`: any.
    pub function: Option<FunctionId>,
    /// From whom, in order.
    pub holders: Vec<OrganisationId>,
    /// For whom; `None`: everybody.
    pub cells: Option<Cells>,
    /// Whether they ended on purpose, and were not to pass to anybody.
    pub on_purpose: bool,
}

impl Touch {
    /// Whether it takes something from an organisation.
    pub fn takes_from(&self, one: OrganisationId) -> bool {
        self.holders.binary_search(&one).is_ok()
    }
}

/// What reforms began, ended or changed: the freeze of a later reform leaves it alone.
#[derive(Debug, Clone, Default)]
pub struct Touched {
    /// Organisations.
    pub organisations: FxHashSet<OrganisationId>,
    /// Responsibilities.
    pub responsibilities: FxHashSet<ResponsibilityId>,
    /// Arrangements.
    pub arrangements: FxHashSet<ArrangementId>,
    /// Relations.
    pub relations: FxHashSet<RelationId>,
    /// What a class lies within.
    pub within: FxHashSet<(ClassId, KindId, OrganisationId, Period)>,
    /// Heirs of bodies that gave their own footprint: they have it as a list, which can be redrawn.
    pub listed: FxHashSet<OrganisationId>,
    /// Organisations that a freeze dropped, with the period they would have had.
    pub dropped: FxHashMap<OrganisationId, Period>,
    /// The same of what a class lies within.
    pub dropped_within: FxHashMap<(ClassId, KindId, OrganisationId), Vec<Period>>,
}
