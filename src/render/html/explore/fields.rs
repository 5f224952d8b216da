//! What can be chosen, as a form; and addresses that choose it.

use maud::{Markup, html};

use super::document::ticked;
use crate::report::common::capital;
use crate::report::explore::{Choices, Selection};
use crate::report::page::Named;
use crate::report::page::parts::PartView;

/// One of the fields, and its name in an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The scenario.
    Scenario,
    /// The one that it is held against.
    Against,
    /// The service.
    Service,
    /// The place.
    Area,
    /// The part.
    Component,
}

impl Field {
    /// Its name in an address.
    pub fn name(self) -> &'static str {
        match self {
            Field::Scenario => "scenario",
            Field::Against => "against",
            Field::Service => "service",
            Field::Area => "area",
            Field::Component => "component",
        }
    }
}

/// What is wrong with a field.
pub(super) struct Wrong<'a> {
    pub(super) field: Field,
    pub(super) message: &'a str,
    pub(super) help: Option<&'a str>,
}

impl Wrong<'_> {
    /// What is wrong, and a way to the field.
    pub(super) fn show(&self) -> Markup {
        html! {
            div.trouble #wrong {
                p { a href={ "#" (self.field.name()) } dir="auto" { (ticked(&capital(self.message))) } "." }
                @if let Some(help) = self.help { p dir="auto" { (ticked(&capital(help))) } }
            }
        }
    }
}

/// The address of a selection, and of a place on its page.
pub(super) fn link(chosen: &Selection, fragment: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair(Field::Scenario.name(), &chosen.scenario);
    // Empty means none; without it stands the usual one.
    query.append_pair(Field::Against.name(), &chosen.against);
    query.append_pair(Field::Service.name(), &chosen.service);
    for (field, value) in [(Field::Area, &chosen.area), (Field::Component, &chosen.component)] {
        if !value.is_empty() {
            query.append_pair(field.name(), value);
        }
    }
    let query = query.finish();
    if fragment.is_empty() { format!("/?{query}") } else { format!("/?{query}#{fragment}") }
}

/// The form.
pub(super) fn form(choices: &Choices, chosen: &Selection, parts: &[PartView], wrong: Option<&Wrong<'_>>) -> Markup {
    let scenarios: Vec<Named> = choices.scenarios.iter().map(with_id).collect();
    let parts: Vec<Named> =
        parts.iter().map(|part| Named { id: part.component.clone(), name: part.name.clone() }).collect();
    let is_wrong = |field: Field| wrong.is_some_and(|wrong| wrong.field == field);
    let choose = |field: Field, label: &str, none: Option<&str>, options: &[Named], value: &str| {
        let name = field.name();
        html! {
            div {
                label for=(name) { (label) }
                select id=(name) name=(name) aria-invalid=[is_wrong(field).then_some("true")]
                    aria-describedby=[is_wrong(field).then_some("wrong")] {
                    @if let Some(none) = none { option value="" selected[value.is_empty()] { (none) } }
                    @for option in options {
                        option value=(option.id) selected[option.id == value] { (option.name) }
                    }
                }
            }
        }
    };
    let area = Field::Area.name();
    html! {
        form.pickers method="get" action="/" autocomplete="off" aria-label="What to show" {
            (choose(Field::Scenario, "Scenario", None, &scenarios, &chosen.scenario))
            @if choices.scenarios.len() > 1 {
                (choose(Field::Against, "Held against", Some("nothing"), &scenarios, &chosen.against))
            }
            (choose(Field::Service, "Service", None, &choices.services, &chosen.service))
            div {
                label for=(area) { "Place: council, body or area" }
                input id=(area) name=(area) type="text" list="places" value=(chosen.area) placeholder="everywhere"
                    dir="auto" maxlength="300" aria-invalid=[is_wrong(Field::Area).then_some("true")]
                    aria-describedby=[is_wrong(Field::Area).then_some("wrong")];
                datalist #places { @for place in &choices.places { option value=(place) {} } }
            }
            @if !parts.is_empty() {
                (choose(Field::Component, "Part", Some("none"), &parts, &chosen.component))
            }
            button type="submit" { "Show" }
        }
    }
}

/// `after: 1 April 2013`.
fn with_id(scenario: &Named) -> Named {
    let name =
        if scenario.name == scenario.id { scenario.id.clone() } else { format!("{}: {}", scenario.id, scenario.name) };
    Named { id: scenario.id.clone(), name }
}
