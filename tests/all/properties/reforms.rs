//! Reforms as the tests know them: steps on the plain lists of `world`, written out as TOML for remit to read.

mod agree;
mod algebra;

mod apply;
mod blame;
mod generate;
mod history;

mod ledger;
mod tipping;

use std::fmt::Write as _;

use remit::day::Day;

use super::world::{Arrangement, FUNCTIONS, RELATIONS, Relation, Responsibility, Selector, Strength, World, list};

/// What a step does; bodies by their places, in the order in which they were declared or created.
#[derive(Debug, Clone)]
pub enum Step {
    Abolish { who: Selector, heirs: Option<Vec<usize>> },
    Bring(Vec<Selector>),
    Create { id: String, kind: usize, footprint: Vec<usize> },
    Merge { who: Vec<usize>, id: String, kind: usize },
    Split { who: usize, parts: Vec<(String, Vec<usize>)> },
    Transfer(Passing),
    Delegate(Passing),
    Assign(Responsibility),
    Arrange(Arrangement),
    Relate(Relation),
    End(Ending),
    EndArrangement(String),
    EndRelation { sort: Option<usize>, who: Option<Selector>, to: Option<Selector> },
    Redraw { areas: Vec<usize>, kind: usize, to: usize },
}

#[derive(Debug, Clone)]
pub struct Passing {
    pub components: Option<Vec<usize>>,
    pub function: Option<usize>,
    pub from: Selector,
    pub to: Selector,
}

#[derive(Debug, Clone)]
pub struct Ending {
    pub components: Option<Vec<usize>>,
    pub function: Option<usize>,
    pub holder: Option<Selector>,
    pub strength: Option<Strength>,
    pub contested: Option<bool>,
}

#[derive(Debug, Clone)]
pub struct Reform {
    pub id: String,
    pub on: Day,
    pub freeze: bool,
    pub sourced: bool,
    pub steps: Vec<Step>,
}

impl Reform {
    /// The file of a reform, with the names of a world that has every body which any step creates.
    pub fn toml(&self, world: &World) -> String {
        let Reform { id, on, freeze, sourced, .. } = self;
        let basis = if *sourced { "basis = \"law\"\n" } else { "" };
        let mut text = format!("[reform]\nid = \"{id}\"\ntitle = \"{id}\"\non = {on}\nfreeze = {freeze}\n{basis}");
        for step in &self.steps {
            write!(text, "\n{}", step.toml(world)).expect("text to write");
        }
        text
    }
}

fn quoted(names: impl IntoIterator<Item = String>) -> String {
    let each: Vec<String> = names.into_iter().map(|name| format!("\"{name}\"")).collect();
    format!("[{}]", each.join(", "))
}

impl Step {
    pub fn toml(&self, world: &World) -> String {
        let id = |one: &usize| world.organisations[*one].id.clone();
        let kind = |kind: &usize| world.kinds[*kind].id.clone();
        let components =
            |of: &Option<Vec<usize>>| list("component", of.as_ref().map(|c| world.component_ids(c)).as_ref());
        let function = |of: Option<usize>| {
            of.map_or_else(String::new, |function| format!("function = \"{}\"\n", FUNCTIONS[function].0))
        };
        let side = |key: &str, of: Option<Selector>| {
            of.map_or_else(String::new, |of| format!("{key} = \"{}\"\n", world.selector(of)))
        };
        let passing = |word: &str, of: &Passing| {
            let (from, to) = (world.selector(of.from), world.selector(of.to));
            let what = components(&of.components) + &function(of.function);
            format!("do = \"{word}\"\n{what}from_holder = \"{from}\"\nto_holder = \"{to}\"\n")
        };
        let fact = |word: &str, text: String| {
            let keys = text.split_once('\n').map_or("", |(_, keys)| keys);
            format!("do = \"{word}\"\n{keys}")
        };
        let keys = match self {
            Step::Abolish { who, heirs } => {
                let heirs = heirs
                    .as_ref()
                    .map_or_else(String::new, |heirs| format!("successors = {}\n", quoted(heirs.iter().map(id))));
                format!("do = \"abolish\"\norganisation = \"{}\"\n{heirs}", world.selector(*who))
            }
            Step::Bring(who) => {
                let names = quoted(who.iter().map(|one| world.selector(*one)));
                format!("do = \"create\"\norganisation = {names}\n")
            }
            Step::Create { id, kind: of, footprint } => format!(
                "do = \"create\"\n[[step.organisation]]\nid = \"{id}\"\nname = \"{id}\"\nkind = \"{}\"\nfootprint = {}\n",
                kind(of),
                quoted(world.area_ids(footprint))
            ),
            Step::Merge { who, id: new, kind: of } => format!(
                "do = \"merge\"\norganisations = {}\n[step.into]\nid = \"{new}\"\nname = \"{new}\"\nkind = \"{}\"\n",
                quoted(who.iter().map(id)),
                kind(of)
            ),
            Step::Split { who, parts } => {
                let of = kind(&world.organisations[*who].kind);
                let part = |(new, areas): &(String, Vec<usize>)| {
                    let areas = quoted(world.area_ids(areas));
                    format!("[[step.into]]\nid = \"{new}\"\nname = \"{new}\"\nkind = \"{of}\"\nareas = {areas}\n")
                };
                let parts: String = parts.iter().map(part).collect();
                format!("do = \"split\"\norganisation = \"{}\"\n{parts}", id(who))
            }
            Step::Transfer(of) => passing("transfer", of),
            Step::Delegate(of) => passing("delegate", of),
            Step::Assign(of) => fact("assign", world.responsibility_text(of)),
            Step::Arrange(of) => fact("arrange", world.arrangement_text(of)),
            Step::Relate(of) => fact("relate", world.relation_text(of)),
            Step::End(of) => {
                let strength = of.strength.map_or_else(String::new, |of| {
                    format!("strength = \"{}\"\n", ["power", "residual", "duty"][of as usize])
                });
                let status = of.contested.map_or_else(String::new, |of| {
                    format!("status = \"{}\"\n", if of { "contested" } else { "settled" })
                });
                let what = components(&of.components) + &function(of.function) + &side("holder", of.holder);
                format!("do = \"end\"\nwhat = \"responsibility\"\n{what}{strength}{status}")
            }
            Step::EndArrangement(id) => format!("do = \"end\"\nwhat = \"arrangement\"\nid = \"{id}\"\n"),
            Step::EndRelation { sort, who, to } => {
                let sort = sort.map_or_else(String::new, |sort| format!("type = \"{}\"\n", RELATIONS[sort]));
                format!("do = \"end\"\nwhat = \"relation\"\n{sort}{}{}", side("who", *who), side("to", *to))
            }
            Step::Redraw { areas, kind: of, to } => format!(
                "do = \"redraw\"\nareas = {}\nwithin = {{ {} = \"{}\" }}\n",
                quoted(world.area_ids(areas)),
                kind(of),
                id(to)
            ),
        };
        format!("[[step]]\n{keys}")
    }
}
