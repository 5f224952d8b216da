//! Organisations, their kinds, their official codes, their successors.

use rustc_hash::FxHashMap;

use super::names::Names;
use super::reforms::{new_bodies, with_those_of_reforms};
use crate::day::Period;
use crate::landscape::facts::{Organisation, Selector};
use crate::landscape::ids::{KindId, OrganisationId};
use crate::model::{self, Name, SelectorName};
use crate::source::{Problem, Problems, Span};
use crate::text::nearest::did_you_mean;

/// Finds organisations by id or official code, and kinds by id.
pub(super) struct Bodies<'m> {
    pub(super) kinds: Names<'m>,
    by_id: Names<'m>,
    by_code: FxHashMap<&'m str, Vec<usize>>,
    /// A name that nobody has may be the id or the code of one that could not be read.
    unread: &'m model::Unread,
    kind_of: Vec<Option<KindId>>,
    /// Those of the landscape, then those that steps of reforms bring to life.
    written: Vec<&'m model::Organisation>,
}

impl<'m> Bodies<'m> {
    pub(super) fn new(model: &'m model::Model, problems: &mut Problems) -> Self {
        let kinds = Names::new("kinds", model.kinds.iter().map(|kind| &kind.id), problems).besides(&model.unread);
        let of_reforms = model.reforms.iter().map(|reform| reform.kinds.iter().map(|kind| &kind.id));
        let kinds = with_those_of_reforms(kinds, of_reforms, problems);
        let mut by_id = Names::new("organisations", model.organisations.iter().map(|o| &o.id), problems);
        let mut by_code: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        let mut written: Vec<&model::Organisation> = model.organisations.iter().collect();
        for (place, organisation) in written.iter().enumerate() {
            if let Some(code) = &organisation.ods {
                by_code.entry(&code.value).or_default().push(place);
            }
        }
        for body in new_bodies(model) {
            if by_id.add(&body.id.value) {
                written.push(body);
            }
        }
        let kind_of = written.iter().map(|body| kinds.find(&body.kind.value, body.kind.at, problems).map(KindId::new));
        let kind_of = kind_of.collect();
        Bodies { kinds, by_id, by_code, unread: &model.unread, kind_of, written }
    }

    /// The place of a body that a step brings to life.
    pub(super) fn new_body(&self, id: &str) -> Option<OrganisationId> {
        self.by_id.get(id).map(OrganisationId::new)
    }

    pub(super) fn kind(&self, name: &Name, problems: &mut Problems) -> Option<KindId> {
        self.kinds.find(&name.value, name.at, problems).map(KindId::new)
    }

    /// One organisation, by id or else by official code.
    pub(super) fn organisation(&self, name: &str, at: Span, problems: &mut Problems) -> Option<OrganisationId> {
        if let Some(place) = self.by_id.get(name) {
            return Some(OrganisationId::new(place));
        }
        match self.by_code.get(name).map(Vec::as_slice) {
            Some([place]) => Some(OrganisationId::new(*place)),
            Some([first, second, ..]) => {
                let (first, second) = (self.written[*first], self.written[*second]);
                let mut problem = Problem::new(
                    at,
                    format!(
                        "the official code `{name}` stands for two organisations, `{}` and `{}`",
                        first.id.value, second.id.value
                    ),
                )
                .help("write the id of the one that is meant");
                for one in [first, second] {
                    if let Some(code) = &one.ods {
                        problem = problem.also(code.at, format!("`{}` has it", one.id.value));
                    }
                }
                problems.push(problem);
                None
            }
            _ if self.unread.may_hold("organisation", name) => None,
            _ => {
                let mut problem = self.by_id.unknown(name, at);
                if self.kinds.get(name).is_some() {
                    problem = problem.help(format!("for all of the kind write `kind:{name}`"));
                }
                problems.push(problem);
                None
            }
        }
    }

    /// One organisation of a known kind: a code is looked up among that kind.
    pub(super) fn of_kind(
        &self,
        kind: KindId,
        kind_name: &Name,
        name: &Name,
        problems: &mut Problems,
    ) -> Option<OrganisationId> {
        let is_of_kind = |place: &usize| self.kind_of[*place] == Some(kind);
        if let Some(place) = self.by_id.get(&name.value).filter(is_of_kind) {
            return Some(OrganisationId::new(place));
        }
        let coded = self.by_code.get(&*name.value).map_or(&[][..], Vec::as_slice);
        let mut of_kind = coded.iter().filter(|place| is_of_kind(place));
        match (of_kind.next(), of_kind.next()) {
            (Some(place), None) => return Some(OrganisationId::new(*place)),
            (Some(first), Some(second)) => {
                problems.push(Problem::new(
                    name.at,
                    format!(
                        "the official code `{}` stands for two organisations, `{}` and `{}`",
                        name.value, self.written[*first].id.value, self.written[*second].id.value
                    ),
                ));
                return None;
            }
            _ => {}
        }
        let kind_id = &kind_name.value;
        if let Some(place) = self.by_id.get(&name.value) {
            let other = &self.written[place];
            problems.push(
                Problem::new(
                    name.at,
                    format!("`{}` is of the kind `{}`, not `{kind_id}`", name.value, other.kind.value),
                )
                .also(other.id.at, "declared here"),
            );
            return None;
        }
        if self.unread.may_hold("organisation", &name.value) {
            return None;
        }
        let candidates = self
            .written
            .iter()
            .enumerate()
            .filter(|(place, _)| is_of_kind(place))
            .map(|(_, organisation)| &*organisation.id.value);
        problems.push(
            Problem::new(name.at, format!("`{}` is not an organisation of the kind `{kind_id}`", name.value))
                .maybe_help(did_you_mean(&name.value, candidates)),
        );
        None
    }

    pub(super) fn selector(&self, name: &SelectorName, problems: &mut Problems) -> Option<Selector> {
        if name.of_kind {
            let kind = self.kinds.find(&name.name, name.at, problems)?;
            Some(Selector::Kind(KindId::new(kind)))
        } else {
            self.organisation(&name.name, name.at, problems).map(Selector::Organisation)
        }
    }

    /// Every organisation, but for its footprint; successors in a circle are a problem. Of the landscape's own there are
    /// `own`; the others begin only where a reform is applied.
    pub(super) fn resolve(&self, own: usize, problems: &mut Problems) -> Vec<Organisation> {
        let organisations: Vec<Organisation> = self
            .written
            .iter()
            .zip(&self.kind_of)
            .enumerate()
            .map(|(place, (written, kind))| Organisation {
                id: written.id.value.clone(),
                name: written.name.clone(),
                kind: kind.unwrap_or(KindId(0)),
                ods: written.ods.as_ref().map(|code| code.value.clone()),
                period: if place < own { written.period } else { Period::NEVER },
                successors: written
                    .successors
                    .iter()
                    .filter(|_| place < own)
                    .filter_map(|name| self.organisation(&name.value, name.at, problems))
                    .collect(),
                footprint: None,
                at: written.id.at,
            })
            .collect();
        self.check_circles(&organisations, problems);
        organisations
    }

    fn check_circles(&self, organisations: &[Organisation], problems: &mut Problems) {
        // One problem a circle: at the first successor written in it that closes it.
        let mut state = vec![0_u8; organisations.len()];
        for root in 0..organisations.len() {
            let mut path: Vec<(usize, usize)> = vec![(root, 0)];
            if state[root] != 0 {
                continue;
            }
            state[root] = 1;
            while let Some((here, next)) = path.last_mut() {
                let Some(successor) = organisations[*here].successors.get(*next).map(|s| s.index()) else {
                    state[*here] = 2;
                    path.pop();
                    continue;
                };
                *next += 1;
                match state[successor] {
                    0 => {
                        state[successor] = 1;
                        path.push((successor, 0));
                    }
                    1 => {
                        let (from, place) = (*here, *next - 1);
                        let written = self.written[from];
                        let at = written.successors.get(place).map_or(written.id.at, |name| name.at);
                        let id = &written.id.value;
                        let problem = if successor == from {
                            Problem::new(at, format!("`{id}` is named as its own successor: it cannot follow itself"))
                        } else {
                            let start = path.iter().position(|(o, _)| *o == successor).unwrap_or(0);
                            let (first, next) = path[start];
                            let ids: Vec<&str> =
                                path[start..].iter().map(|(o, _)| &*self.written[*o].id.value).collect();
                            let ids = ids.join(", followed by ");
                            let problem =
                                Problem::new(at, format!("successors in a circle: {ids} is followed by itself"));
                            match self.written[first].successors.get(next - 1) {
                                Some(name) => problem.also(name.at, "the circle begins here"),
                                None => problem,
                            }
                        };
                        problems.push(problem.help("a body is followed by bodies that came after it"));
                    }
                    _ => {}
                }
            }
        }
    }
}
