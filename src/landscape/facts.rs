//! What a landscape holds, with every name resolved.

use std::sync::Arc;

use fixedbitset::FixedBitSet;

use super::ids::{AreaId, AreaListId, CohortId, ComponentId, FunctionId, KindId, OrganisationId, ServiceId, SourceId};
use crate::day::{Day, Period};
use crate::model::{
    Access, ArrangementType, Evidence, Family, PopulationBasis, RelationType, SourceType, Status, Strength,
};
use crate::source::Span;

/// A scenario: the landscape on one day.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// Its id.
    pub id: Box<str>,
    /// Its title.
    pub title: Option<Box<str>>,
    /// The day.
    pub on: Day,
    /// Where it is written.
    pub on_at: Span,
    /// Reforms applied, in order.
    pub reforms: Vec<Box<str>>,
}

/// A law, study or document.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its id.
    pub id: Box<str>,
    /// Its title.
    pub title: Box<str>,
    /// What sort of thing it is.
    pub source_type: Option<SourceType>,
    /// When it was made.
    pub year: Option<i64>,
    /// Where it is.
    pub url: Option<Box<str>>,
    /// When somebody last saw that it still says so.
    pub checked: Option<Day>,
}

/// A source and where in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// The source.
    pub source: SourceId,
    /// Where in it.
    pub place: Option<Box<str>>,
}

/// A kind of organisation.
#[derive(Debug, Clone)]
pub struct Kind {
    /// Its id.
    pub id: Box<str>,
    /// Its name.
    pub name: Box<str>,
    /// Its short name; its name where it has none.
    pub short: Box<str>,
    /// How pictures colour it.
    pub family: Family,
    /// Whether its bodies bring others together.
    pub coordinates: bool,
    /// Whether accountability may end there.
    pub top: bool,
}

/// An organisation.
#[derive(Debug, Clone)]
pub struct Organisation {
    /// Its id.
    pub id: Box<str>,
    /// Its name.
    pub name: Box<str>,
    /// Its kind.
    pub kind: KindId,
    /// Its official code.
    pub ods: Option<Box<str>>,
    /// When it exists.
    pub period: Period,
    /// Who follows it.
    pub successors: Vec<OrganisationId>,
    /// The areas that it covers whatever `within` says.
    pub footprint: Option<OwnFootprint>,
    /// Where it is declared.
    pub at: Span,
}

/// A footprint that an organisation gives itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnFootprint {
    /// All areas.
    Everywhere,
    /// A list of them.
    Listed(AreaListId),
}

/// A share of every area's population.
#[derive(Debug, Clone)]
pub struct Cohort {
    /// Its id.
    pub id: Box<str>,
    /// Its name.
    pub name: Box<str>,
    /// The share, 0 to 1.
    pub share: f64,
    /// Whether its people are registered with a GP.
    pub registered: bool,
    /// Whether the share has a source.
    pub sourced: bool,
}

/// What is done about a component.
#[derive(Debug, Clone)]
pub struct Function {
    /// Its id.
    pub id: Box<str>,
    /// Its name.
    pub name: Box<str>,
    /// Whether two units at once are an overlap.
    pub exclusive: bool,
}

/// A pathway of components.
#[derive(Debug, Clone)]
pub struct Service {
    /// Its id.
    pub id: Box<str>,
    /// Its name.
    pub name: Box<str>,
    /// Whether studies follow it as a tracer.
    pub tracer: bool,
    /// Its components, in the order written.
    pub components: Vec<ComponentId>,
    /// Whether any of them says where it leads.
    pub explicit_edges: bool,
}

/// The smallest part of a service that is commissioned by itself.
#[derive(Debug, Clone)]
pub struct Component {
    /// Its id.
    pub id: Box<str>,
    /// Its services; the first is its own.
    pub services: Vec<ServiceId>,
    /// Its name.
    pub name: Box<str>,
    /// Where along the pathway.
    pub stage: Option<Box<str>>,
    /// Functions that somebody must hold.
    pub needs: Vec<FunctionId>,
    /// Functions that nobody has researched.
    pub unknown: Vec<FunctionId>,
    /// The cohorts that need it.
    pub cohorts: FixedBitSet,
    /// Whether people may attend outside their home area.
    pub access: Access,
    /// Where people go next.
    pub leads_to: Vec<ComponentId>,
    /// Who says that people go this way.
    pub leads_to_basis: Vec<Basis>,
    /// When it exists.
    pub period: Period,
    /// Where its id is written.
    pub at: Span,
}

/// One organisation, or those of a kind that are live on the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Selector {
    /// One organisation.
    Organisation(OrganisationId),
    /// Those of a kind.
    Kind(KindId),
}

/// Holder × function × components × population.
#[derive(Debug, Clone)]
pub struct Responsibility {
    /// What for.
    pub components: Vec<ComponentId>,
    /// Who.
    pub holder: Selector,
    /// Of a kind, those alone, in order, where a reform took it apart; `None`: all of the kind.
    pub only: Option<Arc<[OrganisationId]>>,
    /// What is done.
    pub function: FunctionId,
    /// How binding.
    pub strength: Strength,
    /// For whose population.
    pub population: PopulationBasis,
    /// For which cohorts; `None`: all that the component needs.
    pub cohorts: Option<FixedBitSet>,
    /// In which areas; `None`: the holder's footprint.
    pub areas: Option<AreaListId>,
    /// Whether somebody disputes it.
    pub status: Status,
    /// When.
    pub period: Period,
    /// Under which law.
    pub basis: Vec<Basis>,
    /// How sure the citation is.
    pub evidence: Option<Evidence>,
    /// The words relied on.
    pub quote: Option<Box<str>>,
    /// Anything worth saying.
    pub note: Option<Box<str>>,
    /// Where it stands.
    pub at: Span,
    /// Where it was first written: of one that reforms have passed on or taken apart, the fact that it came from.
    pub written: Span,
}

impl Responsibility {
    /// Whether it names an organisation of some kind as its holder.
    pub fn names(&self, one: OrganisationId, kind: KindId) -> bool {
        match self.holder {
            Selector::Organisation(holder) => holder == one,
            Selector::Kind(of) => of == kind && self.only.as_ref().is_none_or(|only| only.contains(&one)),
        }
    }
}

/// A formal joint arrangement.
#[derive(Debug, Clone)]
pub struct Arrangement {
    /// Its id.
    pub id: Box<str>,
    /// Its type.
    pub arrangement_type: ArrangementType,
    /// Who.
    pub members: Vec<Selector>,
    /// For which components; `None`: every one.
    pub components: Option<Vec<ComponentId>>,
    /// In which areas; `None`: everywhere.
    pub areas: Option<AreaListId>,
    /// Whether no law requires it; `None`: it does not say, and counts as voluntary.
    pub voluntary: Option<bool>,
    /// When.
    pub period: Period,
    /// Under which law.
    pub basis: Vec<Basis>,
    /// How sure the citation is.
    pub evidence: Option<Evidence>,
    /// Where it stands.
    pub at: Span,
}

impl Arrangement {
    /// Whether it joins its members: cross-charging is an arrangement too, but joins nobody.
    pub fn joins(&self) -> bool {
        self.arrangement_type != ArrangementType::CrossCharging
    }

    /// Whether it covers a component.
    pub fn covers(&self, component: ComponentId) -> bool {
        self.components.as_ref().is_none_or(|list| list.contains(&component))
    }
}

/// A tie between two organisations, or between those of kinds.
#[derive(Debug, Clone)]
pub struct Relation {
    /// Its type.
    pub relation_type: RelationType,
    /// From whom.
    pub who: Selector,
    /// To whom.
    pub to: Selector,
    /// Of the smaller one's people, the fraction that must be shared.
    pub min_share: f64,
    /// Whether no law requires it; `None`: it does not say, and counts as required.
    pub voluntary: Option<bool>,
    /// When.
    pub period: Period,
    /// Under which law.
    pub basis: Vec<Basis>,
    /// How sure the citation is.
    pub evidence: Option<Evidence>,
    /// `who` as written.
    pub who_text: Box<str>,
    /// `to` as written.
    pub to_text: Box<str>,
    /// Where it stands.
    pub at: Span,
}

/// A finding that somebody has looked at and lives with.
#[derive(Debug, Clone)]
pub struct Accepted {
    /// A code, then the beginning of a key.
    pub finding: Box<str>,
    /// Why.
    pub reason: Box<str>,
    /// When somebody must look again.
    pub review_by: Option<Day>,
    /// When it applies.
    pub period: Period,
    /// Where it stands.
    pub at: Span,
}

impl Accepted {
    /// Whether it speaks of the finding with this key.
    pub fn matches(&self, key: &str) -> bool {
        key.strip_prefix(&*self.finding).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '>', '+']))
    }
}

/// A person, as a test.
#[derive(Debug, Clone)]
pub struct Journey {
    /// Its id.
    pub id: Box<str>,
    /// The story.
    pub story: Box<str>,
    /// Where the person lives.
    pub area: AreaId,
    /// Of which cohort.
    pub cohort: CohortId,
    /// The steps.
    pub steps: Vec<JourneyStep>,
}

/// One step of a journey.
#[derive(Debug, Clone)]
pub struct JourneyStep {
    /// What the person needs.
    pub component: ComponentId,
    /// On which day.
    pub on: Day,
    /// Who is expected to commission it.
    pub expect: Vec<Selector>,
}

/// A published claim, as a test of the model.
#[derive(Debug, Clone)]
pub struct Expectation {
    /// Its id.
    pub id: Box<str>,
    /// The claim.
    pub says: Box<str>,
    /// Who makes it.
    pub basis: Vec<Basis>,
    /// What is measured, and what the claim says of it; `None` where the model has no measure for it.
    pub test: Option<(super::Measure, super::Claim)>,
    /// Of which service.
    pub service: Option<ServiceId>,
    /// The scenario before; with it the claim is of the change.
    pub from: Option<usize>,
    /// The scenario, by its place in the landscape's list.
    pub to: usize,
    /// What the encoder knows that it gives.
    pub declared: super::Outcome,
}
