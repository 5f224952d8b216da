//! The nouns whose names only have to be looked up: cohorts, functions, services, components, and the facts about them.

use fixedbitset::FixedBitSet;

use super::areas::AreaNames;
use super::names::Names;
use super::organisations::Bodies;
use super::reforms::brought;
use crate::landscape::facts::{
    Arrangement, Cohort, Component, Function, Journey, JourneyStep, Kind, Relation, Responsibility, Selector, Service,
    Source,
};
use crate::landscape::ids::{CohortId, ComponentId, FunctionId, ServiceId};
use crate::landscape::people::TOLERANCE;
use crate::landscape::{COMMISSION, FUND};
use crate::model::{self, ArrangementType, Family, Model, Name};
use crate::source::{Problem, Problems};

/// The kinds of the landscape, then those that reforms bring, which take no part where their reform is not applied.
pub(super) fn kinds(model: &Model, names: &Names<'_>) -> Vec<Kind> {
    let of_reforms = model.reforms.iter().flat_map(|reform| &reform.kinds);
    let brought = brought(names, model.kinds.len(), of_reforms, |kind: &model::Kind| &kind.id.value);
    let asleep = brought.into_iter().map(|written| Kind { top: false, coordinates: false, ..kind(written) });
    model.kinds.iter().map(kind).chain(asleep).collect()
}

pub(super) fn kind(written: &model::Kind) -> Kind {
    Kind {
        id: written.id.value.clone(),
        name: written.name.clone(),
        short: written.short.clone().unwrap_or_else(|| written.name.clone()),
        family: written.family.unwrap_or(Family::Other),
        coordinates: written.coordinates,
        top: written.top,
    }
}

/// The sources of the landscape, then those that reforms bring.
pub(super) fn sources(model: &Model, names: &Names<'_>) -> Vec<Source> {
    let source = |written: &model::Source| Source {
        id: written.id.value.clone(),
        title: written.title.clone(),
        source_type: written.source_type,
        year: written.year,
        url: written.url.clone(),
        checked: written.checked,
    };
    let of_reforms = model.reforms.iter().flat_map(|reform| &reform.sources);
    let brought = brought(names, model.sources.len(), of_reforms, |source: &model::Source| &source.id.value);
    model.sources.iter().chain(brought).map(source).collect()
}

pub(super) struct Cohorts<'m> {
    pub(super) list: Vec<Cohort>,
    pub(super) names: Names<'m>,
}

impl Cohorts<'_> {
    /// The set of cohorts that a list names; `None` for everyone.
    pub(super) fn set(&self, names: Option<&Vec<Name>>, problems: &mut Problems) -> Option<FixedBitSet> {
        let names = names?;
        let mut set = FixedBitSet::with_capacity(self.list.len());
        let mut everyone = false;
        for name in names {
            if &*name.value == "everyone" {
                everyone = true;
            } else if let Some(cohort) = self.names.find(&name.value, name.at, problems) {
                set.insert(cohort);
            }
        }
        (!everyone).then_some(set)
    }

    fn all(&self) -> FixedBitSet {
        let mut all = FixedBitSet::with_capacity(self.list.len());
        all.insert_range(..);
        all
    }
}

pub(super) fn cohorts<'m>(model: &'m Model, sources: &Names<'_>, problems: &mut Problems) -> Cohorts<'m> {
    let names = Names::new("cohorts", model.cohorts.iter().map(|c| &c.id), problems).besides(&model.unread);
    let mut list: Vec<Cohort> = model
        .cohorts
        .iter()
        .map(|written| Cohort {
            id: written.id.value.clone(),
            name: written.name.clone(),
            share: written.share.value,
            registered: written.registered,
            sourced: !sources.bases(&written.basis, problems).is_empty(),
        })
        .collect();
    if let Some(first) = model.cohorts.first() {
        let sum: f64 = list.iter().map(|cohort| cohort.share).sum();
        if (sum - 1.0).abs() > TOLERANCE && !model.unread.touches("cohort") {
            let mut problem =
                Problem::new(first.share.at, format!("the shares of the cohorts add up to {sum}, and not to 1"))
                    .help("every person is in exactly one cohort");
            for cohort in &model.cohorts[1..] {
                problem = problem.also(cohort.share.at, format!("share of `{}`", cohort.id.value));
            }
            problems.push(problem);
        }
    } else {
        list.push(Cohort {
            id: "everyone".into(),
            name: "Everyone".into(),
            share: 1.0,
            registered: true,
            sourced: true,
        });
    }
    Cohorts { list, names }
}

pub(super) struct Functions {
    pub(super) list: Vec<Function>,
    pub(super) names: FunctionNames,
}

/// Functions are found among those built in and those declared.
pub(super) struct FunctionNames {
    ids: Vec<Box<str>>,
    some_unread: bool,
}

impl FunctionNames {
    pub(super) fn find(&self, name: &Name, problems: &mut Problems) -> Option<FunctionId> {
        let found = self.ids.iter().position(|id| *id == name.value);
        if found.is_none() && !self.some_unread {
            let known: Vec<&str> = self.ids.iter().map(|id| &**id).collect();
            let help = crate::text::nearest::did_you_mean(&name.value, known.iter().copied())
                .unwrap_or_else(|| format!("there are: {}", known.join(", ")));
            problems.push(
                Problem::new(name.at, format!("`{}` is not among the functions of this landscape", name.value))
                    .help(help),
            );
        }
        found.map(FunctionId::new)
    }

    fn find_all(&self, names: &[Name], problems: &mut Problems) -> Vec<FunctionId> {
        let mut found = Vec::new();
        for function in names.iter().filter_map(|name| self.find(name, problems)) {
            if !found.contains(&function) {
                found.push(function);
            }
        }
        found
    }
}

/// The functions that every landscape has, with whether they are exclusive.
const BUILT_IN: [(&str, &str, bool); 7] = [
    ("commission", "Commissioning", true),
    ("fund", "Funding", true),
    ("provide", "Providing", false),
    ("assure", "Assuring", false),
    ("advise", "Advising", false),
    ("oversee", "Overseeing", false),
    ("assess-need", "Assessing need", false),
];

pub(super) fn functions(model: &Model, problems: &mut Problems) -> Functions {
    debug_assert!(BUILT_IN[COMMISSION.index()].0 == "commission" && BUILT_IN[FUND.index()].0 == "fund");
    // Only for what it says of two with one id.
    Names::new("functions", model.functions.iter().map(|f| &f.id), problems);
    let mut list: Vec<Function> = BUILT_IN
        .iter()
        .map(|(id, name, exclusive)| Function { id: (*id).into(), name: (*name).into(), exclusive: *exclusive })
        .collect();
    for written in &model.functions {
        let function =
            Function { id: written.id.value.clone(), name: written.name.clone(), exclusive: written.exclusive };
        match list.iter_mut().find(|known| known.id == function.id) {
            Some(known) => *known = function,
            None => list.push(function),
        }
    }
    let ids = list.iter().map(|function| function.id.clone()).collect();
    let names = FunctionNames { ids, some_unread: model.unread.touches("function") };
    Functions { list, names }
}

pub(super) struct Services<'m> {
    pub(super) list: Vec<Service>,
    pub(super) names: Names<'m>,
}

pub(super) fn services<'m>(model: &'m Model, problems: &mut Problems) -> Services<'m> {
    let names = Names::new("services", model.services.iter().map(|s| &s.id), problems).besides(&model.unread);
    let mut list: Vec<Service> = model
        .services
        .iter()
        .map(|written| Service {
            id: written.id.value.clone(),
            name: written.name.clone(),
            tracer: written.tracer,
            components: Vec::new(),
            explicit_edges: false,
        })
        .collect();
    for (place, component) in model.components.iter().enumerate() {
        for name in &component.services {
            if let Some(service) = names.get(&name.value) {
                let service: &mut Service = &mut list[service];
                if service.components.last() != Some(&ComponentId::new(place)) {
                    service.components.push(ComponentId::new(place));
                }
                service.explicit_edges |= component.leads_to.is_some();
            }
        }
    }
    Services { list, names }
}

pub(super) struct Components<'m> {
    pub(super) list: Vec<Component>,
    pub(super) names: Names<'m>,
}

pub(super) fn components<'m>(
    model: &'m Model,
    cohorts: &Cohorts<'_>,
    functions: &Functions,
    services: &Services<'_>,
    sources: &Names<'_>,
    problems: &mut Problems,
) -> Components<'m> {
    let names = Names::new("components", model.components.iter().map(|c| &c.id), problems).besides(&model.unread);
    let mut list = Vec::with_capacity(model.components.len());
    for (place, written) in model.components.iter().enumerate() {
        let needs = match &written.needs {
            Some(needs) => functions.names.find_all(needs, problems),
            None => vec![COMMISSION],
        };
        let unknown = functions.names.find_all(&written.unknown, problems);
        for name in &written.unknown {
            let both = functions.list.iter().position(|function| function.id == name.value).map(FunctionId::new);
            if both.is_some_and(|function| needs.contains(&function)) {
                let problem = Problem::new(
                    name.at,
                    format!("`{}` is both needed and `unknown` for `{}`", name.value, written.id.value),
                );
                let needed = written.needs.iter().flatten().find(|needed| needed.value == name.value);
                problems.push(match needed {
                    Some(needed) => problem.also(needed.at, "needed here").help("take it out of one of the two lists"),
                    None => problem.help("without `needs`, commission is needed; write needs = [] if it is not"),
                });
            }
        }
        let leads_to = written.leads_to.as_deref().unwrap_or_default();
        for name in leads_to.iter().filter(|name| name.value == written.id.value) {
            problems.push(Problem::new(name.at, format!("`{}` leads to itself", written.id.value)));
        }
        let leads_to = names.find_all(leads_to, problems, ComponentId::new);
        list.push(Component {
            id: written.id.value.clone(),
            services: services.names.find_all(&written.services, problems, ServiceId::new),
            name: written.name.clone(),
            stage: written.stage.clone(),
            needs,
            unknown,
            cohorts: cohorts.set(written.cohorts.as_ref(), problems).unwrap_or_else(|| cohorts.all()),
            access: written.access,
            leads_to: leads_to.into_iter().filter(|next| next.index() != place).collect(),
            leads_to_basis: sources.bases(&written.leads_to_basis, problems),
            period: written.period,
            at: written.id.at,
        });
    }
    Components { list, names }
}

/// Resolves facts that name bodies, components and areas.
pub(super) struct FactBuilder<'a, 'm> {
    pub(super) bodies: &'a Bodies<'m>,
    pub(super) sources: &'a Names<'m>,
    pub(super) cohorts: &'a Cohorts<'m>,
    pub(super) functions: &'a FunctionNames,
    pub(super) components: &'a Names<'m>,
    pub(super) areas: &'a mut AreaNames<'m>,
}

impl FactBuilder<'_, '_> {
    pub(super) fn responsibility(
        &mut self,
        written: &model::Responsibility,
        problems: &mut Problems,
    ) -> Option<Responsibility> {
        let holder = self.bodies.selector(&written.holder, problems);
        let function = match &written.function {
            Some(name) => self.functions.find(name, problems),
            None => Some(COMMISSION),
        };
        let before = problems.len();
        let components = self.components.find_all(&written.components, problems, ComponentId::new);
        let cohorts = self.cohorts.set(written.cohorts.as_ref(), problems);
        let areas = written.areas.as_ref().and_then(|names| self.areas.list(names, problems));
        let basis = self.sources.bases(&written.basis, problems);
        if problems.len() > before {
            return None;
        }
        Some(Responsibility {
            components,
            holder: holder?,
            only: None,
            function: function?,
            strength: written.strength,
            population: written.population,
            cohorts,
            areas,
            status: written.status,
            period: written.period,
            basis,
            evidence: written.evidence,
            quote: written.quote.clone(),
            note: written.note.clone(),
            at: written.at,
            written: written.at,
        })
    }

    pub(super) fn arrangements(&mut self, written: &[model::Arrangement], problems: &mut Problems) -> Vec<Arrangement> {
        Names::new("arrangements", written.iter().map(|a| &a.id), problems);
        written.iter().map(|arrangement| self.arrangement(arrangement, problems)).collect()
    }

    pub(super) fn arrangement(&mut self, written: &model::Arrangement, problems: &mut Problems) -> Arrangement {
        let mut members: Vec<Selector> = Vec::new();
        let mut resolved = true;
        for name in &written.members {
            match self.bodies.selector(name, problems) {
                Some(member) if !members.contains(&member) => members.push(member),
                Some(_) => {}
                None => resolved = false,
            }
        }
        let among_a_kind = written.arrangement_type == ArrangementType::CrossCharging
            && matches!(members.as_slice(), [Selector::Kind(_)]);
        if resolved && !written.members.is_empty() && members.len() < 2 && !among_a_kind {
            let at = written.members.first().map_or(written.at, |member| member.at);
            problems.push(
                Problem::new(at, format!("the arrangement `{}` has one member only", written.id.value))
                    .help("an arrangement is between two or more; only cross-charging can be among those of one kind"),
            );
        }
        Arrangement {
            id: written.id.value.clone(),
            arrangement_type: written.arrangement_type,
            members,
            components: written
                .components
                .as_ref()
                .map(|names| self.components.find_all(names, problems, ComponentId::new)),
            areas: written.areas.as_ref().and_then(|names| self.areas.list(names, problems)),
            voluntary: written.voluntary,
            period: written.period,
            basis: self.sources.bases(&written.basis, problems),
            evidence: written.evidence,
            at: written.at,
        }
    }

    pub(super) fn relation(&self, written: &model::Relation, problems: &mut Problems) -> Option<Relation> {
        let who = self.bodies.selector(&written.who, problems);
        let to = self.bodies.selector(&written.to, problems);
        let basis = self.sources.bases(&written.basis, problems);
        let (who, to) = (who?, to?);
        if matches!((who, to), (Selector::Organisation(a), Selector::Organisation(b)) if a == b) {
            problems.push(
                Problem::new(written.to.at, format!("a relation of `{}` to itself", written.who.text()))
                    .also(written.who.at, "the same organisation"),
            );
        }
        Some(Relation {
            relation_type: written.relation_type,
            who,
            to,
            min_share: written.min_share.as_ref().map_or(0.0, |share| share.value),
            voluntary: written.voluntary,
            period: written.period,
            basis,
            evidence: written.evidence,
            who_text: written.who.text().into(),
            to_text: written.to.text().into(),
            at: written.at,
        })
    }

    pub(super) fn journeys(&mut self, written: &[model::Journey], problems: &mut Problems) -> Vec<Journey> {
        Names::new("journeys", written.iter().map(|j| &j.id), problems);
        written.iter().filter_map(|journey| self.journey(journey, problems)).collect()
    }

    fn journey(&mut self, written: &model::Journey, problems: &mut Problems) -> Option<Journey> {
        let area = self.areas.find(&written.area.value, written.area.at, problems);
        let cohort = match &written.cohort {
            Some(name) if &*name.value == "everyone" && self.cohorts.list.len() == 1 => Some(0),
            Some(name) if &*name.value == "everyone" => {
                problems.push(
                    Problem::new(name.at, "a journey is of one person, who is in one cohort, not in all of them")
                        .help("name the person's cohort"),
                );
                None
            }
            Some(name) => self.cohorts.names.find(&name.value, name.at, problems),
            None if self.cohorts.list.len() == 1 => Some(0),
            None => {
                problems.push(
                    Problem::new(
                        written.id.at,
                        format!("the journey `{}` needs `cohort`, because the landscape has several", written.id.value),
                    )
                    .help("name the person's cohort"),
                );
                None
            }
        };
        let mut steps = Vec::new();
        for step in &written.steps {
            let component = self.components.find(&step.component.value, step.component.at, problems);
            let expect = step.expect.iter().filter_map(|name| self.bodies.selector(name, problems)).collect();
            steps.extend(component.map(|component| JourneyStep {
                component: ComponentId::new(component),
                on: step.on,
                expect,
            }));
        }
        Some(Journey {
            id: written.id.value.clone(),
            story: written.story.clone(),
            area: area?,
            cohort: CohortId::new(cohort?),
            steps,
        })
    }
}
