//! Reforms: their names resolved among those of the landscape and those that reforms bring.

use super::areas::AreaNames;
use super::names::Names;
use super::nouns::FactBuilder;
use super::organisations::Bodies;
use crate::landscape::facts::{Basis, OwnFootprint, Responsibility, Selector};
use crate::landscape::ids::{ComponentId, FunctionId, KindId, OrganisationId};
use crate::landscape::reform::{Action, Ending, Named, NewBody, PartOfSplit, Passing, Reform, Step};
use crate::model::{self, Model, SelectorName};
use crate::source::Problems;

/// Every organisation that some step brings to life.
pub(super) fn new_bodies(model: &Model) -> impl Iterator<Item = &model::Organisation> {
    let steps = model.reforms.iter().flat_map(|reform| &reform.steps);
    steps.flat_map(|step| -> Vec<&model::Organisation> {
        match &step.action {
            model::Action::Create { new, .. } => new.iter().collect(),
            model::Action::Merge { into, .. } => vec![into],
            model::Action::Split { into, .. } => into.iter().map(|(body, _)| body).collect(),
            _ => Vec::new(),
        }
    })
}

/// Resolves the steps of every reform that was read.
pub(super) fn reforms(model: &Model, builder: &mut FactBuilder<'_, '_>, problems: &mut Problems) -> Vec<Reform> {
    model.reforms.iter().map(|written| reform(written, builder, problems)).collect()
}

fn reform(written: &model::Reform, builder: &mut FactBuilder<'_, '_>, problems: &mut Problems) -> Reform {
    let basis = builder.sources.bases(&written.basis, problems);
    let kind = |kind: &model::Kind| {
        let place = builder.bodies.kinds.get(&kind.id.value)?;
        Some((KindId::new(place), super::nouns::kind(kind)))
    };
    Reform {
        wanted: written.wanted.clone(),
        id: written.id.value.clone(),
        title: written.title.clone(),
        on: written.on.value,
        on_at: written.on.at,
        freeze: written.freeze,
        kinds: written.kinds.iter().filter_map(kind).collect(),
        steps: written.steps.iter().filter_map(|step| Resolver { builder }.step(step, &basis, problems)).collect(),
        basis,
    }
}

struct Resolver<'r, 'a, 'm> {
    builder: &'r mut FactBuilder<'a, 'm>,
}

impl<'m> Resolver<'_, '_, 'm> {
    fn step(&mut self, written: &model::Step, of_reform: &[Basis], problems: &mut Problems) -> Option<Step> {
        let own = self.builder.sources.bases(&written.basis, problems);
        let basis = if written.basis.is_empty() { of_reform.to_vec() } else { own };
        let action = self.action(&written.action, &basis, problems)?;
        Some(Step { action, legal: written.legal, basis, at: written.at })
    }

    fn action(&mut self, written: &model::Action, basis: &[Basis], problems: &mut Problems) -> Option<Action> {
        Some(match written {
            model::Action::Abolish { organisation, successors } => {
                let organisation = self.selector(organisation, problems);
                let successors = successors.as_ref().map(|names| {
                    let each = names.iter().filter_map(|name| self.organisation(name, problems));
                    each.collect()
                });
                Action::Abolish { organisation: organisation?, successors }
            }
            model::Action::Create { known, new } => Action::Create {
                known: self.selectors(known, problems),
                new: new.iter().filter_map(|body| self.new_body(body, problems)).collect(),
            },
            model::Action::Merge { organisations, into } => Action::Merge {
                organisations: self.selectors(organisations, problems),
                into: self.new_body(into, problems)?,
            },
            model::Action::Split { organisation, into } => {
                let organisation = self.organisation(organisation, problems);
                let mut parts = Vec::with_capacity(into.len());
                for (body, areas) in into {
                    let list = self.areas().list(areas, problems);
                    let areas_at = areas.first().map_or(body.id.at, |name| name.at);
                    parts.extend(self.new_body(body, problems).map(|body| PartOfSplit { body, areas: list, areas_at }));
                }
                Action::Split { organisation: organisation?, into: parts }
            }
            model::Action::Transfer(passing) => Action::Transfer(self.passing(passing, problems)?),
            model::Action::Delegate(passing) => Action::Delegate(self.passing(passing, problems)?),
            model::Action::Assign(fact) => {
                let mut resolved = self.builder.responsibility(fact, problems)?;
                resolved.basis = basis.to_vec();
                let areas = fact.areas.clone().unwrap_or_default();
                Action::Assign { fact: Box::new(resolved), holder_at: fact.holder.at, areas }
            }
            model::Action::Arrange(fact) => {
                let mut resolved = self.builder.arrangement(fact, problems);
                resolved.basis = basis.to_vec();
                let members_at = fact.members.iter().map(|member| member.at).collect();
                Action::Arrange { fact: Box::new(resolved), id_at: fact.id.at, members_at }
            }
            model::Action::Relate(fact) => {
                let mut resolved = self.builder.relation(fact, problems)?;
                resolved.basis = basis.to_vec();
                Action::Relate { fact: Box::new(resolved), sides_at: [fact.who.at, fact.to.at] }
            }
            model::Action::End(ending) => Action::End(self.ending(ending, problems)?),
            model::Action::Redraw { areas, within } => {
                let before = problems.len();
                let list = self.areas().list(areas, problems);
                let mut to = Vec::with_capacity(within.len());
                for (kind_name, name) in within {
                    if let Some(kind) = self.bodies().kind(kind_name, problems)
                        && let Some(one) = self.bodies().of_kind(kind, kind_name, name, problems)
                    {
                        to.push((kind, Named { what: one, at: name.at }));
                    }
                }
                if problems.len() > before {
                    return None;
                }
                Action::Redraw { areas: list, within: to }
            }
        })
    }

    fn passing(&self, written: &model::Passing, problems: &mut Problems) -> Option<Passing> {
        let find = |name: &model::Name, problems: &mut Problems| {
            let found = self.builder.components.find(&name.value, name.at, problems)?;
            Some(Named { what: ComponentId::new(found), at: name.at })
        };
        let components: Option<Vec<Option<_>>> =
            written.components.as_ref().map(|names| names.iter().map(|name| find(name, problems)).collect());
        let function = self.function(written.function.as_ref(), problems);
        let from = self.selector(&written.from, problems);
        let to = self.selector(&written.to, problems);
        Some(Passing {
            components: match components {
                Some(list) => Some(list.into_iter().collect::<Option<Vec<_>>>()?),
                None => None,
            },
            function: function?,
            from: from?,
            to: to?,
        })
    }

    fn ending(&mut self, written: &model::Ending, problems: &mut Problems) -> Option<Ending> {
        let before = problems.len();
        let of_components = self.builder.components;
        let components = |names: &Option<Vec<model::Name>>, problems: &mut Problems| {
            names.as_ref().map(|names| of_components.find_all(names, problems, ComponentId::new))
        };
        let ending = match written {
            model::Ending::Responsibility {
                components: of,
                holder,
                function,
                strength,
                population,
                status,
                areas,
                cohorts,
            } => Ending::Responsibility {
                areas: areas.as_ref().map(|names| self.builder.areas.list(names, problems)),
                cohorts: cohorts.as_ref().map(|names| self.builder.cohorts.set(Some(names), problems)),
                components: components(of, problems),
                holder: holder.as_ref().and_then(|holder| self.selector(holder, problems)),
                function: self.function(function.as_ref(), problems).flatten(),
                strength: *strength,
                population: *population,
                status: *status,
            },
            model::Ending::Arrangement { id, arrangement_type, members, components: of } => Ending::Arrangement {
                id: id.as_ref().map(|id| Named { what: id.value.clone(), at: id.at }),
                arrangement_type: *arrangement_type,
                members: members
                    .as_ref()
                    .map(|names| self.selectors(names, problems).into_iter().map(|named| named.what).collect()),
                components: components(of, problems),
            },
            model::Ending::Relation { relation_type, who, to } => Ending::Relation {
                relation_type: *relation_type,
                who: who.as_ref().and_then(|who| self.bodies().selector(who, problems)),
                to: to.as_ref().and_then(|to| self.bodies().selector(to, problems)),
            },
        };
        (problems.len() == before).then_some(ending)
    }

    /// `Some(None)` where none is given.
    fn function(&self, name: Option<&model::Name>, problems: &mut Problems) -> Option<Option<FunctionId>> {
        match name {
            Some(name) => self.builder.functions.find(name, problems).map(Some),
            None => Some(None),
        }
    }

    fn new_body(&mut self, written: &model::Organisation, problems: &mut Problems) -> Option<NewBody> {
        let kind = self.bodies().kind(&written.kind, problems);
        let id = self.bodies().new_body(&written.id.value);
        let footprint = written
            .footprint
            .as_ref()
            .map(|names| self.areas().list(names, problems).map_or(OwnFootprint::Everywhere, OwnFootprint::Listed));
        let successors =
            written.successors.iter().filter_map(|name| self.organisation(name, problems)).map(|named| named.what);
        Some(NewBody {
            successors: successors.collect(),
            id: id?,
            name: written.name.clone(),
            kind: kind?,
            ods: written.ods.as_ref().map(|code| code.value.clone()),
            period: written.period,
            footprint,
            at: written.id.at,
        })
    }

    fn selector(&self, name: &SelectorName, problems: &mut Problems) -> Option<Named<Selector>> {
        Some(Named { what: self.bodies().selector(name, problems)?, at: name.at })
    }

    fn selectors(&self, names: &[SelectorName], problems: &mut Problems) -> Vec<Named<Selector>> {
        names.iter().filter_map(|name| self.selector(name, problems)).collect()
    }

    fn organisation(&self, name: &model::Name, problems: &mut Problems) -> Option<Named<OrganisationId>> {
        Some(Named { what: self.bodies().organisation(&name.value, name.at, problems)?, at: name.at })
    }

    fn bodies(&self) -> &Bodies<'m> {
        self.builder.bodies
    }

    fn areas(&mut self) -> &mut AreaNames<'m> {
        self.builder.areas
    }
}

/// The responsibilities that some step begins.
pub(super) fn begun(reforms: &[Reform]) -> impl Iterator<Item = &Responsibility> + Clone {
    reforms.iter().flat_map(|reform| &reform.steps).filter_map(|step| match &step.action {
        Action::Assign { fact, .. } => Some(&**fact),
        _ => None,
    })
}

/// The things that reforms bring besides the landscape's own: of each id the first, in the order of `names`.
pub(super) fn brought<'m, T>(
    names: &Names<'_>,
    own: usize,
    of_reforms: impl Iterator<Item = &'m T> + Clone,
    id: impl Fn(&T) -> &str,
) -> Vec<&'m T> {
    let first = |wanted: &str| of_reforms.clone().find(|thing| id(thing) == wanted);
    names.ids()[own..].iter().filter_map(|wanted| first(wanted)).collect()
}

/// The identifiers of a table of the landscape, and behind them those that reforms bring, each once.
pub(super) fn with_those_of_reforms<'m>(
    names: Names<'m>,
    of_reforms: impl Iterator<Item = impl Iterator<Item = &'m model::Name>>,
    problems: &mut Problems,
) -> Names<'m> {
    let own = names.len();
    of_reforms.fold(names, |names, of_one| names.and_of_reform(own, of_one, problems))
}
