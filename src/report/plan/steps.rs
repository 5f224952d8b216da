//! What each step does: counts for programs, words for readers.

use serde::Serialize;

use crate::checks::{list_in_words, name_in_sentence, plural};
use crate::landscape::{
    Action, Applied, ComponentId, Done, Ending, FunctionId, Landscape, OrganisationId, Passing, Selector,
};

/// One step.
#[derive(Debug, Serialize)]
pub struct StepView {
    /// Its place, from 1.
    pub step: usize,
    /// What it does.
    #[serde(rename = "do")]
    pub action: &'static str,
    /// How many organisations it begins or ends.
    pub organisations: usize,
    /// How many responsibilities it begins, ends or changes.
    pub responsibilities: usize,
    /// How many arrangements.
    pub arrangements: usize,
    /// How many relations.
    pub relations: usize,
    /// How it would be made law; null where it does not say.
    pub legal: Option<&'static str>,
    /// What it does, with every body by its name.
    #[serde(skip)]
    pub told: Told,
    /// The same with one body of several as one of its kind: steps that repeat from body to body are equal here.
    #[serde(skip)]
    pub alike: Told,
    /// The body that it is about, where it is one.
    #[serde(skip)]
    pub subject: Option<Subject>,
    /// Components that it names and that nothing passes or ends for.
    #[serde(skip)]
    pub idle: Vec<String>,
}

/// What a step does, taken apart, so that steps of one sentence can be told in one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What is done: `transfer`.
    pub verb: &'static str,
    /// What it is done to.
    pub things: Vec<Thing>,
    /// For which functions, by their ids; empty for all, and where none is meant.
    pub functions: Vec<String>,
    /// How the sentence ends: ` from PCTs to NHSE`.
    pub rest: String,
}

/// What a step is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Thing {
    /// A component, by its name in a sentence.
    Component(String),
    /// A body.
    Body {
        /// Its kind's short name.
        kind: String,
        /// Its name.
        name: String,
    },
    /// An arrangement, by its id.
    Arrangement(String),
    /// Anything else, in words.
    Words(String),
}

/// The one body that a step is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Its kind's short name.
    pub kind: String,
    /// Its name.
    pub name: String,
}

/// What each step of an applied reform did.
pub fn steps(landscape: &Landscape, applied: &Applied) -> Vec<StepView> {
    let reform = &landscape.reforms[applied.reform];
    let mut of_kind = vec![0_usize; landscape.kinds.len()];
    landscape.organisations.iter().for_each(|body| of_kind[body.kind.index()] += 1);
    let teller = |by_kind| Teller { landscape, by_kind, of_kind: &of_kind };
    let (named, alike) = (teller(false), teller(true));
    reform
        .steps
        .iter()
        .zip(&applied.steps)
        .enumerate()
        .map(|(place, (step, done))| StepView {
            step: place + 1,
            action: step.action.word(),
            organisations: done.begun.len() + done.ended.len(),
            responsibilities: done.responsibilities.len(),
            arrangements: done.arrangements.len(),
            relations: done.relations.len(),
            legal: step.legal.map(|vehicle| vehicle.word()),
            told: named.tell(&step.action, done),
            alike: alike.tell(&step.action, done),
            subject: named.subject(&step.action),
            idle: done.idle.iter().map(|one| landscape.components[one.index()].id.to_string()).collect(),
        })
        .collect()
}

struct Teller<'l> {
    landscape: &'l Landscape,
    /// Whether one body of several stands as one of its kind.
    by_kind: bool,
    /// How many organisations of each kind there are, on any day.
    of_kind: &'l [usize],
}

impl Teller<'_> {
    /// The one body that a step is about.
    fn subject(&self, action: &Action) -> Option<Subject> {
        let selector = match action {
            Action::Abolish { organisation, .. } => organisation.what,
            Action::Create { known, new } => match (known.as_slice(), new.as_slice()) {
                ([one], []) => one.what,
                ([], [one]) => Selector::Organisation(one.id),
                _ => return None,
            },
            Action::Merge { into, .. } => Selector::Organisation(into.id),
            Action::Split { organisation, .. } => Selector::Organisation(organisation.what),
            Action::Transfer(passing) | Action::Delegate(passing) => match (passing.from.what, passing.to.what) {
                (from @ Selector::Organisation(_), Selector::Kind(_)) => from,
                (_, to) => to,
            },
            Action::Assign { fact, .. } => fact.holder,
            Action::End(Ending::Responsibility { holder: Some(holder), .. }) => holder.what,
            _ => return None,
        };
        match selector {
            Selector::Organisation(one) => {
                let body = &self.landscape.organisations[one.index()];
                // A kind with one body only is that body: there is nothing to fold.
                let kind = &self.landscape.kinds[body.kind.index()];
                let alone = self.of_kind[body.kind.index()] == 1;
                (!alone).then(|| Subject { kind: kind.short.to_string(), name: body.name.to_string() })
            }
            Selector::Kind(_) => None,
        }
    }

    fn tell(&self, action: &Action, done: &Done) -> Told {
        let told = |verb, things, rest: String| Told { verb, things, functions: Vec::new(), rest };
        match action {
            Action::Abolish { .. } => told("abolish", self.bodies(&done.ended), String::new()),
            Action::Create { .. } => told("create", self.bodies(&done.begun), String::new()),
            Action::Merge { into, .. } => {
                told("merge", self.bodies(&done.ended), format!(" into {}", self.one(into.id, true)))
            }
            Action::Split { organisation, into } => {
                let parts: Vec<OrganisationId> = into.iter().map(|part| part.body.id).collect();
                let into = if self.by_kind {
                    in_number(parts.len())
                } else {
                    list_in_words(&parts.iter().map(|one| self.one(*one, true)).collect::<Vec<_>>())
                };
                told("split", self.bodies(&[organisation.what]), format!(" into {into}"))
            }
            Action::Transfer(passing) => self.passing("transfer", passing),
            Action::Delegate(passing) => self.passing("delegate", passing),
            Action::Assign { fact, .. } => {
                let strength = match fact.strength.word() {
                    "power" => ", as a power only",
                    "residual" => ", as a general duty only",
                    _ => "",
                };
                let disputed = if fact.status.word() == "contested" { ", disputed" } else { "" };
                let registered = match fact.population.word() {
                    "registered" => ", for registered people",
                    "provider" => ", bought from providers",
                    _ => "",
                };
                let rest = format!(" to {}{strength}{registered}{disputed}", self.who(fact.holder));
                self.about("give", Some(&fact.components), Some(fact.function), rest)
            }
            Action::Arrange { fact, .. } => {
                let members: Vec<String> = fact.members.iter().map(|member| self.who(*member)).collect();
                let kind = fact.arrangement_type.word().replace('-', " ");
                let between = match members.as_slice() {
                    [one] => format!(" among {one}"),
                    several => format!(" between {}", list_in_words(several)),
                };
                told("arrange", vec![Thing::Words(kind)], between)
            }
            Action::Relate { fact, .. } => {
                let to = self.who(fact.to);
                let (verb, rest) = match fact.relation_type.word() {
                    "accountable-to" => ("make", format!(" accountable to {to}")),
                    "member-of" => ("make", format!(" members of {to}")),
                    other => ("let", format!(" {} {to}", plain(other))),
                };
                told(verb, vec![self.side(fact.who)], rest)
            }
            Action::End(ending) => self.ending(ending, done),
            Action::Redraw { areas, within } => {
                let bodies: Vec<String> = within.iter().map(|(_, named)| self.one(named.what, false)).collect();
                let count = areas.map_or(self.landscape.areas.len(), |list| {
                    let classes = self.landscape.geography.list(list);
                    classes.map(|class| self.landscape.areas.classes[class.index()].areas.len()).sum()
                });
                let areas = if count == 1 { "one area".to_owned() } else { format!("{count} areas") };
                told("move", vec![Thing::Words(areas)], format!(" to {}", list_in_words(&bodies)))
            }
        }
    }

    fn passing(&self, verb: &'static str, passing: &Passing) -> Told {
        let components: Option<Vec<ComponentId>> =
            passing.components.as_ref().map(|list| list.iter().map(|named| named.what).collect());
        let rest = format!(" from {} to {}", self.who(passing.from.what), self.who(passing.to.what));
        self.about(verb, components.as_deref(), passing.function, rest)
    }

    fn ending(&self, ending: &Ending, done: &Done) -> Told {
        match ending {
            Ending::Responsibility { components, holder, function, .. } => {
                let rest = holder.map_or_else(String::new, |holder| format!(", held by {}", self.who(holder.what)));
                self.about("end on purpose", components.as_deref(), *function, rest)
            }
            Ending::Arrangement { .. } => {
                let ids = done.arrangements.iter().map(|id| &self.landscape.arrangements[id.index()].id);
                let things = ids.map(|id| Thing::Arrangement(id.to_string())).collect();
                Told { verb: "end", things, functions: Vec::new(), rest: String::new() }
            }
            Ending::Relation { relation_type, who, to } => {
                let word = relation_type.map_or_else(String::new, |of| format!(" “{}”", plain(of.word())));
                let side = |label: &str, side: &Option<Selector>| {
                    side.map_or_else(String::new, |side| format!(" {label} {}", self.who(side)))
                };
                let tie = format!("the tie{word}{}{}", side("of", who), side("to", to));
                Told { verb: "end", things: vec![Thing::Words(tie)], functions: Vec::new(), rest: String::new() }
            }
        }
    }

    /// What is done to some components, or to all that somebody has.
    fn about(
        &self,
        verb: &'static str,
        components: Option<&[ComponentId]>,
        function: Option<FunctionId>,
        rest: String,
    ) -> Told {
        let name = |one: &ComponentId| name_in_sentence(&self.landscape.components[one.index()].name);
        let things = match components {
            None => vec![Thing::Words("everything".to_owned())],
            Some(list) => list.iter().map(|one| Thing::Component(name(one))).collect(),
        };
        let functions = function.map(|of| self.landscape.functions[of.index()].id.to_string());
        Told { verb, things, functions: functions.into_iter().collect(), rest }
    }

    fn kind_of(&self, one: OrganisationId) -> &str {
        &self.landscape.kinds[self.landscape.organisations[one.index()].kind.index()].short
    }

    /// One side of a tie.
    fn side(&self, selector: Selector) -> Thing {
        match selector {
            Selector::Organisation(one) => {
                Thing::Body { kind: self.kind_of(one).to_owned(), name: self.one(one, false) }
            }
            Selector::Kind(_) => Thing::Words(self.who(selector)),
        }
    }

    fn bodies(&self, list: &[OrganisationId]) -> Vec<Thing> {
        let thing =
            |one: &OrganisationId| Thing::Body { kind: self.kind_of(*one).to_owned(), name: self.one(*one, true) };
        list.iter().map(thing).collect()
    }

    /// Those that a selector names.
    fn who(&self, selector: Selector) -> String {
        match selector {
            Selector::Organisation(one) => self.one(one, false),
            Selector::Kind(kind) => plural(&self.landscape.kinds[kind.index()].short),
        }
    }

    /// A body by its name; in a sentence about others, the only one of its kind by the kind's short name.
    fn one(&self, one: OrganisationId, in_full: bool) -> String {
        let body = &self.landscape.organisations[one.index()];
        let short = self.kind_of(one);
        let several = self.of_kind[body.kind.index()] > 1;
        match (several, self.by_kind) {
            (true, true) => format!("one {short}"),
            (false, _) if !in_full && short.len() < body.name.len() => short.to_owned(),
            _ => body.name.to_string(),
        }
    }
}

fn plain(word: &str) -> String {
    match word {
        "oversees" => "oversee".to_owned(),
        "funds" => "fund".to_owned(),
        "supports" => "support".to_owned(),
        "advises" => "advise".to_owned(),
        other => other.replace('-', " "),
    }
}

fn in_number(count: usize) -> String {
    match count {
        2 => "two".to_owned(),
        3 => "three".to_owned(),
        count => count.to_string(),
    }
}
