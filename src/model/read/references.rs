//! What a table refers to that cannot be read for another mistake in it: its names are looked up all the same, so that
//! all mistakes are shown in one run.

use crate::model::{BasisName, Name, SelectorName};
use crate::source::Problems;
use crate::text::toml::Table;

/// A name in a table that could not be read, and what it should be the name of.
#[derive(Debug)]
pub enum Reference {
    /// One body, or those of a kind.
    Selector(SelectorName),
    /// A body.
    Organisation(Name),
    /// A kind of body.
    Kind(Name),
    /// A service.
    Service(Name),
    /// A component.
    Component(Name),
    /// A function.
    Function(Name),
    /// A cohort.
    Cohort(Name),
    /// An area.
    Area(Name),
    /// A source.
    Source(BasisName),
}

/// A key that holds names, and what of.
type Key = (&'static str, fn(Name) -> Option<Reference>);

/// The keys of each table that hold names.
const KEYS: [(&str, &[Key]); 8] = [
    (
        "responsibility",
        &[
            ("component", component),
            ("holder", selector),
            ("function", function),
            ("cohorts", cohort),
            ("areas", area),
            ("basis", source),
        ],
    ),
    ("arrangement", &[("members", selector), ("component", component), ("areas", area), ("basis", source)]),
    ("relation", &[("who", selector), ("to", selector), ("basis", source)]),
    ("organisation", &[("kind", kind), ("successors", organisation), ("footprint", area)]),
    (
        "component",
        &[
            ("service", service),
            ("needs", function),
            ("unknown", function),
            ("cohorts", cohort),
            ("leads_to", component),
            ("leads_to_basis", source),
        ],
    ),
    ("cohort", &[("basis", source)]),
    ("journey", &[("area", area), ("cohort", cohort)]),
    ("step", &[("component", component), ("function", function), ("expect", selector)]),
];

/// What a table, of the list of this name, refers to.
pub(super) fn references(list: &str, table: &Table<'_, '_>) -> Vec<Reference> {
    let keys = KEYS.iter().find(|(of, _)| *of == list).map_or(&[][..], |(_, keys)| keys);
    // What is wrong with a list itself has been said.
    let said = &mut Problems::default();
    let names = keys.iter().flat_map(|(key, what)| {
        let names = table.texts(key, true, said).unwrap_or_default();
        names.into_iter().filter_map(what)
    });
    let mut names: Vec<Reference> = names.collect();
    if list == "journey" {
        let steps = table.tables("step", "a step", said);
        names.extend(steps.flat_map(|step| references("step", &step)));
    }
    names
}

fn component(name: Name) -> Option<Reference> {
    Some(Reference::Component(name))
}

fn selector(name: Name) -> Option<Reference> {
    SelectorName::new(name, &mut Problems::default()).map(Reference::Selector)
}

fn function(name: Name) -> Option<Reference> {
    Some(Reference::Function(name))
}

/// All of them are no one.
fn cohort(name: Name) -> Option<Reference> {
    (&*name.value != "everyone").then_some(Reference::Cohort(name))
}

/// All of them are no one.
fn area(name: Name) -> Option<Reference> {
    (&*name.value != "everywhere").then_some(Reference::Area(name))
}

fn source(name: Name) -> Option<Reference> {
    BasisName::list(Some(vec![name])).pop().map(Reference::Source)
}

fn kind(name: Name) -> Option<Reference> {
    Some(Reference::Kind(name))
}

fn organisation(name: Name) -> Option<Reference> {
    Some(Reference::Organisation(name))
}

fn service(name: Name) -> Option<Reference> {
    Some(Reference::Service(name))
}
