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
    /// What it does, in words; one body of a kind stands as its kind, so that steps that repeat read alike.
    #[serde(skip)]
    pub words: String,
    /// The body that it is about, where it is one.
    #[serde(skip)]
    pub subject: Option<Subject>,
    /// Components that it names and that nothing passes or ends for.
    #[serde(skip)]
    pub idle: Vec<String>,
}

/// The one body that a step is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Its kind's short name.
    pub kind: String,
    /// Its name.
    pub name: String,
}

pub(super) fn steps(landscape: &Landscape, applied: &Applied) -> Vec<StepView> {
    let reform = &landscape.reforms[applied.reform];
    let teller = Teller(landscape);
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
            words: teller.words(&step.action, done),
            subject: teller.subject(&step.action),
            idle: done.idle.iter().map(|one| landscape.components[one.index()].id.to_string()).collect(),
        })
        .collect()
}

struct Teller<'l>(&'l Landscape);

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
                let body = &self.0.organisations[one.index()];
                // A kind with one body only is that body: there is nothing to fold.
                let kind = &self.0.kinds[body.kind.index()];
                let alone = self.0.organisations.iter().filter(|other| other.kind == body.kind).count() == 1;
                (!alone).then(|| Subject { kind: kind.short.to_string(), name: body.name.to_string() })
            }
            Selector::Kind(_) => None,
        }
    }

    fn words(&self, action: &Action, done: &Done) -> String {
        match action {
            Action::Abolish { organisation, .. } => {
                format!("abolish {}", self.who(organisation.what, done.ended.len()))
            }
            Action::Create { known, new } => {
                let begun = |selector: Selector| match selector {
                    Selector::Organisation(_) => 1,
                    Selector::Kind(kind) => {
                        done.begun.iter().filter(|one| self.0.organisations[one.index()].kind == kind).count()
                    }
                };
                let mut bodies: Vec<String> = known.iter().map(|one| self.who(one.what, begun(one.what))).collect();
                bodies.extend(self.bodies(&new.iter().map(|body| body.id).collect::<Vec<_>>()));
                format!("create {}", list_in_words(&bodies))
            }
            Action::Merge { into, .. } => {
                format!("merge {} into {}", self.counted(&done.ended), self.one(into.id))
            }
            Action::Split { organisation, into } => {
                format!("split {} into {}", self.one(organisation.what), in_number(into.len()))
            }
            Action::Transfer(passing) => self.passing("transfer", passing),
            Action::Delegate(passing) => self.passing("delegate", passing),
            Action::Assign { fact, .. } => {
                let what = self.what(Some(&fact.components), Some(fact.function));
                let strength = match fact.strength.word() {
                    "duty" => String::new(),
                    other => format!(", as a {other} only"),
                };
                let disputed = if fact.status.word() == "contested" { ", contested" } else { "" };
                let registered = match fact.population.word() {
                    "registered" => ", for registered people",
                    "provider" => ", bought from providers",
                    _ => "",
                };
                format!("give {} to {}{strength}{registered}{disputed}", what, self.who(fact.holder, 0))
            }
            Action::Arrange { fact, .. } => {
                let members: Vec<String> = fact.members.iter().map(|member| self.who(*member, 0)).collect();
                format!(
                    "arrange a {} between {}",
                    fact.arrangement_type.word().replace('-', " "),
                    list_in_words(&members)
                )
            }
            Action::Relate { fact, .. } => {
                let word = match fact.relation_type.word() {
                    "accountable-to" => "accountable to",
                    "member-of" => "a member of",
                    other => return format!("let {} {} {}", self.who(fact.who, 0), plain(other), self.who(fact.to, 0)),
                };
                format!("make {} {word} {}", self.who(fact.who, 0), self.who(fact.to, 0))
            }
            Action::End(ending) => self.ending(ending, done),
            Action::Redraw { within, .. } => {
                let bodies: Vec<String> = within.iter().map(|(_, named)| self.one(named.what)).collect();
                format!("give areas to {}", list_in_words(&bodies))
            }
        }
    }

    fn passing(&self, verb: &str, passing: &Passing) -> String {
        let components: Option<Vec<ComponentId>> =
            passing.components.as_ref().map(|list| list.iter().map(|named| named.what).collect());
        let what = self.what(components.as_deref(), passing.function);
        format!("{verb} {what} from {} to {}", self.who(passing.from.what, 0), self.who(passing.to.what, 0))
    }

    fn ending(&self, ending: &Ending, done: &Done) -> String {
        match ending {
            Ending::Responsibility { components, holder, function, .. } => {
                let what = self.what(components.as_deref(), *function);
                match holder {
                    Some(holder) => format!("end {what} of {}", self.who(holder.what, 0)),
                    None => format!("end {what}"),
                }
            }
            Ending::Arrangement { id: Some(id), .. } => format!("end the arrangement {}", id.what),
            Ending::Arrangement { .. } => format!("end {} arrangements", done.arrangements.len()),
            Ending::Relation { relation_type, who, to } => {
                let word = relation_type.map_or_else(String::new, |of| format!(" “{}”", plain(of.word())));
                let side = |label: &str, side: &Option<Selector>| {
                    side.map_or_else(String::new, |side| format!(" {label} {}", self.who(side, 0)))
                };
                format!("end the tie{word}{}{}", side("of", who), side("to", to))
            }
        }
    }

    /// What passes: one component by name, several by number and the first two.
    fn what(&self, components: Option<&[ComponentId]>, function: Option<FunctionId>) -> String {
        let name = |one: &ComponentId| name_in_sentence(&self.0.components[one.index()].name);
        let function = match function {
            None => String::new(),
            Some(function) => match &*self.0.functions[function.index()].id {
                "commission" => "the commissioning of ".to_owned(),
                other => format!("“{other}” for "),
            },
        };
        match components {
            None if function.is_empty() => "everything".to_owned(),
            None => format!("{function}everything"),
            Some([one]) => format!("{function}{}", name(one)),
            Some([one, two]) => format!("{function}{} and {}", name(one), name(two)),
            Some(list) => format!("{function}{} components ({}, {} …)", list.len(), name(&list[0]), name(&list[1])),
        }
    }

    /// A body by its kind, where it is one of several; a kind by its number, where it is known.
    fn who(&self, selector: Selector, count: usize) -> String {
        match selector {
            Selector::Organisation(one) => self.one(one),
            Selector::Kind(kind) => {
                let short = &self.0.kinds[kind.index()].short;
                match count {
                    0 => plural(short),
                    1 => format!("one {short}"),
                    count => format!("{count} {}", plural(short)),
                }
            }
        }
    }

    fn one(&self, one: OrganisationId) -> String {
        let body = &self.0.organisations[one.index()];
        let several = self.0.organisations.iter().filter(|other| other.kind == body.kind).count() > 1;
        if several { format!("one {}", self.0.kinds[body.kind.index()].short) } else { body.name.to_string() }
    }

    fn bodies(&self, list: &[OrganisationId]) -> Vec<String> {
        match list {
            [] => Vec::new(),
            [one] => vec![self.one(*one)],
            several => vec![self.counted(several)],
        }
    }

    fn counted(&self, list: &[OrganisationId]) -> String {
        match list.first() {
            None => "nobody".to_owned(),
            Some(first) => {
                let kind = self.0.organisations[first.index()].kind;
                let alike = list.iter().all(|one| self.0.organisations[one.index()].kind == kind);
                if alike {
                    format!("{} {}", list.len(), plural(&self.0.kinds[kind.index()].short))
                } else {
                    format!("{} bodies", list.len())
                }
            }
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
