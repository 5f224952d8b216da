//! Finding what a name means, and saying which one was meant when it means nothing.

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::landscape::facts::Basis;
use crate::landscape::ids::SourceId;
use crate::model::{BasisName, Name, Unread};
use crate::source::{Problem, Problems, Span};
use crate::text::nearest::did_you_mean;

/// The identifiers of one table of the landscape.
pub(super) struct Names<'m> {
    noun: &'static str,
    places: FxHashMap<&'m str, usize>,
    order: Vec<&'m str>,
    /// Where each of the landscape's own stands.
    at: Vec<Span>,
    unread: Option<&'m Unread>,
}

impl<'m> Names<'m> {
    /// From the identifiers in their order; one that stands twice is a problem at its second place.
    pub(super) fn new(noun: &'static str, ids: impl IntoIterator<Item = &'m Name>, problems: &mut Problems) -> Self {
        let ids = ids.into_iter();
        let many = ids.size_hint().0;
        let places = FxHashMap::with_capacity_and_hasher(many, FxBuildHasher);
        let (order, at) = (Vec::with_capacity(many), Vec::with_capacity(many));
        let mut names = Names { noun, places, order, at, unread: None };
        for id in ids {
            if let Some(first) = names.places.get(&*id.value) {
                problems.push(
                    Problem::new(id.at, format!("there are two {noun} with the id `{}`", id.value))
                        .also(names.at[*first], "the first one")
                        .help("give one of them another id, or remove it"),
                );
            } else {
                names.places.insert(&id.value, names.order.len());
            }
            names.order.push(&id.value);
            names.at.push(id.at);
        }
        names
    }

    /// Adds those that a reform brings. One of the landscape's own (the first `own`) may not be brought again; what two
    /// reforms bring under one id is one thing, because reforms are written to stand beside each other.
    pub(super) fn and_of_reform(
        mut self,
        own: usize,
        ids: impl IntoIterator<Item = &'m Name>,
        problems: &mut Problems,
    ) -> Self {
        let mut here: FxHashMap<&str, Span> = FxHashMap::default();
        for id in ids {
            let before = here.insert(&id.value, id.at);
            match self.places.get(&*id.value) {
                Some(place) if *place < own || before.is_some() => {
                    let noun = self.noun;
                    let problem = Problem::new(id.at, format!("there are two {noun} with the id `{}`", id.value));
                    problems.push(match before {
                        Some(before) => {
                            problem.also(before, "the first one").help("give one of them another id, or remove it")
                        }
                        None => problem
                            .also(self.at[*place], "the landscape's own")
                            .help("the landscape has one; leave this out, or give it another id"),
                    });
                }
                Some(_) => {}
                None => {
                    self.add(&id.value);
                }
            }
        }
        self
    }

    /// Adds one; whether it is the first of that id.
    pub(super) fn add(&mut self, id: &'m str) -> bool {
        let next = self.order.len();
        let first = !self.places.contains_key(id);
        if first {
            self.places.insert(id, next);
            self.order.push(id);
        }
        first
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.order.len()
    }

    /// The identifiers, in order.
    pub(super) fn ids(&self) -> &[&'m str] {
        &self.order
    }

    /// Besides what could be read: a reference to what could not be is no mistake of its own.
    pub(super) fn besides(mut self, unread: &'m Unread) -> Self {
        self.unread = Some(unread);
        self
    }

    /// Whether a name may be of something that could not be read.
    pub(super) fn may_be_unread(&self, name: &str) -> bool {
        self.unread.is_some_and(|unread| unread.may_hold(self.noun.trim_end_matches('s'), name))
    }

    pub(super) fn get(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    /// The place of a name; a problem where there is no such thing.
    pub(super) fn find(&self, name: &str, at: Span, problems: &mut Problems) -> Option<usize> {
        let found = self.get(name);
        if found.is_none() && !self.may_be_unread(name) {
            problems.push(self.unknown(name, at));
        }
        found
    }

    pub(super) fn unknown(&self, name: &str, at: Span) -> Problem {
        let help = did_you_mean(name, self.order.iter().copied()).or_else(|| match self.order.len() {
            0 => Some(format!("the landscape has no {}", self.noun)),
            1..=12 => Some(format!("there are: {}", self.order.join(", "))),
            _ => None,
        });
        Problem::new(at, format!("`{name}` is not among the {} of this landscape", self.noun)).maybe_help(help)
    }

    /// The places of a list of names, each once, in the order written.
    pub(super) fn find_all<T: PartialEq>(
        &self,
        names: &[Name],
        problems: &mut Problems,
        make: impl Fn(usize) -> T,
    ) -> Vec<T> {
        let mut found = Vec::with_capacity(names.len());
        for name in names {
            if let Some(place) = self.find(&name.value, name.at, problems) {
                let thing = make(place);
                if !found.contains(&thing) {
                    found.push(thing);
                }
            }
        }
        found
    }

    /// A list of bases; these names are the sources.
    pub(super) fn bases(&self, names: &[BasisName], problems: &mut Problems) -> Vec<Basis> {
        names
            .iter()
            .filter_map(|name| {
                let source = self.find(&name.source, name.at, problems)?;
                Some(Basis { source: SourceId::new(source), place: name.place.clone() })
            })
            .collect()
    }
}
