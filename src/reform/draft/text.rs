//! A draft as the file of a reform: the reverse of reading one.

use std::fmt::Write as _;

use super::{Proposed, arrangement_id};
use crate::day::Day;
use crate::landscape::{COMMISSION, ComponentId, FunctionId, Landscape, Selector};
use crate::model::{ArrangementType, Vehicle};

/// A reform to be written.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its day.
    pub on: Day,
    /// What stands above it, line by line.
    pub preface: Vec<String>,
    /// Its steps, each with what is said of it.
    pub steps: Vec<(Proposed, Remark)>,
}

/// What is said of a step.
#[derive(Debug, Clone)]
pub struct Remark {
    /// Lines above it.
    pub lines: Vec<String>,
    /// How it would be made law.
    pub legal: Vehicle,
}

impl Draft {
    /// The text of the file. Nothing is frozen: what is known of the future stays known.
    pub fn text(&self, landscape: &Landscape) -> String {
        let mut text = String::new();
        comments(&mut text, &self.preface);
        let (id, title, on) = (quoted(&self.id), quoted(&self.title), self.on);
        put(&mut text, format_args!("[reform]\nid = {id}\ntitle = {title}\non = {on}\nfreeze = false\n"));
        for (number, (step, remark)) in self.steps.iter().enumerate() {
            text.push('\n');
            comments(&mut text, &remark.lines);
            put(&mut text, format_args!("[[step]]\n{}", keys(landscape, number, step)));
            put(&mut text, format_args!("legal = \"{}\"\n", remark.legal.word()));
        }
        text
    }
}

fn put(text: &mut String, what: std::fmt::Arguments<'_>) {
    // Writing to a text cannot fail.
    let _ = text.write_fmt(what);
}

fn comments(text: &mut String, lines: &[String]) {
    for line in lines {
        let line: String = line.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        put(text, format_args!("{}\n", format!("# {line}").trim_end()));
    }
}

fn keys(landscape: &Landscape, number: usize, step: &Proposed) -> String {
    let of = |component: &ComponentId, function: &FunctionId| {
        let function = &landscape.functions[function.index()].id;
        format!("component = {}\nfunction = {}\n", component_id(landscape, *component), quoted(function))
    };
    let side = |key: &str, selector: &Selector| format!("{key} = {}\n", selector_text(landscape, *selector));
    match step {
        Proposed::Assign { component, function, holder } => {
            let function = if *function == COMMISSION {
                String::new()
            } else {
                format!("function = {}\n", quoted(&landscape.functions[function.index()].id))
            };
            let component = component_id(landscape, *component);
            format!("do = \"assign\"\ncomponent = {component}\n{function}{}", side("holder", holder))
        }
        Proposed::End { component, function, holder, status } => {
            let status = status.map_or_else(String::new, |status| format!("status = \"{}\"\n", status.word()));
            let (of, holder) = (of(component, function), side("holder", holder));
            format!("do = \"end\"\nwhat = \"responsibility\"\n{of}{holder}strength = \"duty\"\n{status}")
        }
        Proposed::Transfer { component, function, from, to } => {
            let (from, to) = (side("from_holder", from), side("to_holder", to));
            format!("do = \"transfer\"\n{}{from}{to}", of(component, function))
        }
        Proposed::Delegate { component, function, from, to } => {
            let (from, to) = (side("from_holder", from), side("to_holder", to));
            format!("do = \"delegate\"\n{}{from}{to}", of(component, function))
        }
        Proposed::Arrange { arrangement_type, components, members, required } => {
            arrange(landscape, number, *arrangement_type, components, members, *required)
        }
    }
}

fn arrange(
    landscape: &Landscape,
    number: usize,
    arrangement_type: ArrangementType,
    components: &[ComponentId],
    members: &[Selector],
    required: bool,
) -> String {
    let components: Vec<String> = components.iter().map(|one| component_id(landscape, *one)).collect();
    let members: Vec<String> = members.iter().map(|member| selector_text(landscape, *member)).collect();
    format!(
        "do = \"arrange\"\nid = {}\ntype = \"{}\"\nmembers = [{}]\ncomponent = [{}]\nvoluntary = {}\n",
        quoted(&arrangement_id(landscape, number)),
        arrangement_type.word(),
        members.join(", "),
        components.join(", "),
        !required
    )
}

fn component_id(landscape: &Landscape, component: ComponentId) -> String {
    quoted(&landscape.components[component.index()].id)
}

fn selector_text(landscape: &Landscape, selector: Selector) -> String {
    match selector {
        Selector::Organisation(one) => quoted(&landscape.organisations[one.index()].id),
        Selector::Kind(kind) => quoted(&format!("kind:{}", landscape.kinds[kind.index()].id)),
    }
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => put(&mut quoted, format_args!("\\u{:04X}", u32::from(letter))),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}
