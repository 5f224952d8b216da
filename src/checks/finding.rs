//! A finding: one thing wrong or worth knowing, as data.

use crate::analysis::{Edge, Facts};
use crate::landscape::{
    AreaId, ArrangementId, COMMISSION, Cells, ClassId, ComponentId, FunctionId, KindId, Landscape, OrganisationId,
    RelationId, ResponsibilityId, ServiceId, StratumId,
};
use crate::source::Span;

/// How bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Must be looked at.
    Error,
    /// Should be looked at.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// Whether the finding hangs on disputed facts. Certain means that on the facts recorded nobody disputes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// Nobody disputes it.
    Certain,
    /// It is so if disputed facts go one way.
    Possible,
}

impl Certainty {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Certainty::Certain => "certain",
            Certainty::Possible => "possible",
        }
    }
}

/// What a finding is about: what stands in a key behind the code.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A component.
    Component(ComponentId),
    /// A handoff, and the services whose edge it is.
    Handoff(Edge, Vec<ServiceId>),
    /// A service.
    Service(ServiceId),
    /// Organisations.
    Organisations(Vec<OrganisationId>),
    /// A kind, and those of it.
    Kind(KindId, Vec<OrganisationId>),
    /// An arrangement without source.
    Arrangement(ArrangementId),
    /// A relation without source.
    Relation(RelationId),
    /// An acceptance, by its place in the list.
    Accepted(usize),
}

/// A fact that a finding rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fact {
    /// A responsibility.
    Responsibility(ResponsibilityId),
    /// An arrangement.
    Arrangement(ArrangementId),
    /// A relation.
    Relation(RelationId),
}

/// One thing wrong or worth knowing.
#[derive(Debug, Clone)]
pub struct Finding {
    /// What sort.
    pub code: &'static str,
    /// How bad; a note once it is accepted.
    pub severity: Severity,
    /// Whether it hangs on disputed facts.
    pub certainty: Certainty,
    /// Whether somebody has looked at it and lives with it.
    pub accepted: bool,
    /// What it is about.
    pub subject: Subject,
    /// Which function, where it is about one.
    pub function: Option<FunctionId>,
    /// Of an overlap, the kinds of all holders at its cells, joined by `+`.
    pub kinds: Option<String>,
    /// Who claims at its cells.
    pub holders: Vec<OrganisationId>,
    /// Who held it before they ended.
    pub formerly: Vec<OrganisationId>,
    /// Whom it concerns.
    pub cells: Cells,
    /// Whether people are counted at all.
    pub counts_people: bool,
    /// The facts that it rests on.
    pub facts: Vec<Fact>,
    /// The name that it goes by.
    pub key: String,
}

impl Finding {
    /// A finding about the cells; the rest is filled in by the check.
    pub fn new(code: &'static str, severity: Severity, subject: Subject, cells: Cells) -> Self {
        Finding {
            code,
            severity,
            certainty: Certainty::Certain,
            accepted: false,
            subject,
            function: None,
            kinds: None,
            holders: Vec::new(),
            formerly: Vec::new(),
            cells,
            counts_people: true,
            facts: Vec::new(),
            key: String::new(),
        }
    }

    /// About a function.
    #[must_use]
    pub fn function(mut self, function: FunctionId) -> Self {
        self.function = Some(function);
        self
    }

    /// With a certainty.
    #[must_use]
    pub fn certainty(mut self, certainty: Certainty) -> Self {
        self.certainty = certainty;
        self
    }

    /// With those who claim at its cells, in any order.
    #[must_use]
    pub fn holders(mut self, mut holders: Vec<OrganisationId>) -> Self {
        holders.sort_unstable();
        holders.dedup();
        self.holders = holders;
        self
    }

    /// Resting on responsibilities, in any order.
    #[must_use]
    pub fn resting_on(mut self, mut responsibilities: Vec<ResponsibilityId>) -> Self {
        responsibilities.sort_unstable();
        responsibilities.dedup();
        self.facts = responsibilities.into_iter().map(Fact::Responsibility).collect();
        self
    }

    /// The organisations that it is about.
    pub fn organisations(&self) -> &[OrganisationId] {
        match &self.subject {
            Subject::Organisations(list) | Subject::Kind(_, list) => list,
            _ => &[],
        }
    }

    /// The component that it is about; of a handoff, where people come from.
    pub fn component(&self) -> Option<ComponentId> {
        match &self.subject {
            Subject::Component(component) => Some(*component),
            Subject::Handoff(edge, _) => Some(edge.from),
            _ => None,
        }
    }

    /// The service that it belongs to.
    pub fn service(&self, landscape: &Landscape) -> Option<ServiceId> {
        match &self.subject {
            Subject::Component(component) => landscape.components[component.index()].services.first().copied(),
            Subject::Handoff(_, services) => services.first().copied(),
            Subject::Service(service) => Some(*service),
            _ => None,
        }
    }

    /// Whether it is one of some services.
    pub fn is_in(&self, services: &[ServiceId], landscape: &Landscape) -> bool {
        match &self.subject {
            Subject::Component(component) => {
                landscape.components[component.index()].services.iter().any(|s| services.contains(s))
            }
            Subject::Handoff(_, of) => of.iter().any(|s| services.contains(s)),
            Subject::Service(service) => services.contains(service),
            _ => false,
        }
    }

    /// What stands in the key behind the code, kinds left out: by this and the code the verdict knows it.
    pub fn place(&self, landscape: &Landscape) -> String {
        let component = |id: ComponentId| &*landscape.components[id.index()].id;
        let mut place = match &self.subject {
            Subject::Component(id) => component(*id).to_owned(),
            Subject::Handoff(edge, _) => format!("{}>{}", component(edge.from), component(edge.to)),
            Subject::Service(service) => landscape.services[service.index()].id.to_string(),
            Subject::Organisations(list) => {
                let mut ids: Vec<&str> = list.iter().map(|one| &*landscape.organisations[one.index()].id).collect();
                ids.sort_unstable();
                ids.join("+")
            }
            Subject::Kind(kind, _) => landscape.kinds[kind.index()].id.to_string(),
            Subject::Arrangement(id) => format!("arrangement/{}", landscape.arrangements[id.index()].id),
            Subject::Relation(id) => {
                let relation = &landscape.relations[id.index()];
                format!("relation/{}/{}>{}", relation.relation_type.word(), relation.who_text, relation.to_text)
            }
            Subject::Accepted(number) => landscape.accepted[*number].finding.to_string(),
        };
        if let (Some(function), Subject::Component(_)) = (self.function, &self.subject)
            && function != COMMISSION
        {
            place = format!("{place}:{}", landscape.functions[function.index()].id);
        }
        place
    }

    /// Its key.
    pub(super) fn make_key(&self, landscape: &Landscape) -> String {
        let place = self.place(landscape);
        match &self.kinds {
            Some(kinds) => format!("{}:{place}:{kinds}", self.code),
            None => format!("{}:{place}", self.code),
        }
    }

    /// How many people it concerns.
    pub fn people(&self, landscape: &Landscape) -> Option<f64> {
        self.counts_people.then(|| landscape.people(&self.cells))
    }

    /// Of how many people it could concern.
    pub fn people_in_question(&self, facts: &Facts<'_>) -> Option<f64> {
        let landscape = facts.situation.landscape;
        let people = |cells: &Cells| landscape.people(cells);
        if !self.counts_people {
            return None;
        }
        match &self.subject {
            Subject::Component(component) => facts.needing(*component).map(people),
            Subject::Handoff(edge, _) => {
                let (from, to) = (facts.needing(edge.from)?, facts.needing(edge.to)?);
                Some(people(&from.and(to)))
            }
            Subject::Service(service) => Some(people(&facts.pathway(*service).needing)),
            _ => Some(landscape.population()),
        }
    }

    /// The first areas that it concerns, by id, at most so many; and how many there are.
    pub fn areas(&self, landscape: &Landscape, most: usize) -> (Vec<AreaId>, usize) {
        let grid = landscape.grid();
        let mut classes: Vec<ClassId> = self.cells.iter().map(|cell| grid.class(cell)).collect();
        classes.sort_unstable();
        classes.dedup();
        landscape.areas.first_of(&classes, most)
    }

    /// The cohorts that it concerns, by place in the landscape's list.
    pub fn cohorts(&self, landscape: &Landscape) -> Vec<usize> {
        let grid = landscape.grid();
        let strata = landscape.strata.iter().enumerate();
        strata
            .filter(|(place, _)| self.cells.meets_stratum(grid, StratumId::new(*place)))
            .flat_map(|(_, stratum)| &stratum.cohorts)
            .map(|cohort| cohort.index())
            .collect()
    }

    /// Where an author would edit, first; then what it disagrees with.
    pub fn places(&self, landscape: &Landscape) -> Vec<Span> {
        let mut places: Vec<Span> = match &self.subject {
            Subject::Component(id) => vec![landscape.components[id.index()].at],
            Subject::Handoff(edge, _) => [edge.from, edge.to].map(|id| landscape.components[id.index()].at).to_vec(),
            Subject::Service(_) => Vec::new(),
            Subject::Organisations(list) | Subject::Kind(_, list) => {
                list.iter().map(|one| landscape.organisations[one.index()].at).collect()
            }
            Subject::Arrangement(_) | Subject::Relation(_) => Vec::new(),
            Subject::Accepted(number) => vec![landscape.accepted[*number].at],
        };
        places.extend(self.facts.iter().map(|fact| match fact {
            Fact::Responsibility(id) => landscape.responsibilities[id.index()].at,
            Fact::Arrangement(id) => landscape.arrangements[id.index()].at,
            Fact::Relation(id) => landscape.relations[id.index()].at,
        }));
        places
    }
}
