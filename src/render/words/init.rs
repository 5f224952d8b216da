//! What `remit init --reform` writes: a reform without steps, and one of each step as a comment, in the names of the
//! landscape at hand.

use crate::report::suggestions::Suggestions;

/// At most so many components of a service are listed.
const MOST: usize = 40;

/// A reform to begin with: it is valid as it stands, and changes nothing until a step is uncommented.
pub fn reform(of: &Suggestions) -> String {
    let kind = |place: usize| of.kinds.get(place).or(of.kinds.last()).map_or("KIND", |kind| kind.0.as_str());
    let body = |place: usize| of.kinds.get(place).or(of.kinds.last()).map_or("BODY", |kind| kind.3.as_str());
    let components: Vec<_> = of.services.iter().flat_map(|(_, components)| components).collect();
    let held = components.iter().find(|(_, _, holders)| !holders.is_empty());
    let (component, holder) = held.map_or(("COMPONENT", "HOLDER"), |(id, _, holders)| (id, holders[0].as_str()));
    let mut holders: Vec<&str> = components.iter().flat_map(|(_, _, list)| list).map(String::as_str).collect();
    holders.sort_unstable();
    holders.dedup();
    let other = holders.iter().copied().find(|one| *one != holder).unwrap_or("HOLDER");
    let source = of.sources.first().map_or("SOURCE", |(id, _)| id.as_str());
    let areas = of.areas.iter().map(|area| format!("\"{area}\"")).collect::<Vec<_>>().join(", ");
    let mut text = format!(
        "\
# A reform of: {title}
#
# An ordered list of changes, with effect from one day on. Uncomment the steps that you need, and delete the rest.
# What it would do: remit plan LANDSCAPE --reform THIS-FILE. Keys and rules: docs/format.md, “Reforms”.

[reform]
id = \"{id}\"
title = \"What a minister would call it\"
# The first day of the new world: here the day after that of the scenario `{scenario}`, {day}.
on = {on}
# With freeze = true (the default) the world stands still from then on: what was in force the day before `on` goes on, and
# what the landscape knows of as beginning on `on` or later is left out. So put `on` at least a day behind whatever is to
# stay. With freeze = false what the landscape already knows of the future happens too.
freeze = true
# Where the proposal comes from: sources of the landscape, or a [[source]] of your own in this file.
basis = []

# ---- Steps, in the order in which they happen. Each can have
#        basis = [\"{source}#where\"]   which law or document says so; else the reform's
#        legal = \"act\"              how it would be done: agreement, delegation, directions, regulations or act
#        quote = \"…\", note = \"…\"

# A new body begins:
# [[step]]
# do = \"create\"
# legal = \"act\"
# [[step.organisation]]
# id = \"new-body\"
# name = \"The new body\"
# kind = \"{kind0}\"
# footprint = \"everywhere\"

# Responsibilities pass from one to another; without `component` all of them, without `function` every function:
# [[step]]
# do = \"transfer\"
# component = [\"{component}\"]
# from_holder = \"{holder}\"
# to_holder = \"{other}\"
# legal = \"regulations\"

# A holder lets another act for it, and stays accountable:
# [[step]]
# do = \"delegate\"
# component = [\"{component}\"]
# from_holder = \"{holder}\"
# to_holder = \"{other}\"
# legal = \"delegation\"

# A responsibility that nobody had begins:
# [[step]]
# do = \"assign\"
# component = [\"{component}\"]
# holder = \"{other}\"
# function = \"commission\"
# strength = \"duty\"
# legal = \"directions\"

# One ends on purpose (what only falls away with its holder shows as a gap):
# [[step]]
# do = \"end\"
# what = \"responsibility\"
# component = [\"{component}\"]
# holder = \"{holder}\"

# Bodies act together; a tie begins:
# [[step]]
# do = \"arrange\"
# id = \"joint-committee\"
# type = \"joint-committee\"
# members = [\"{holder}\", \"{other}\"]
# component = [\"{component}\"]
# legal = \"agreement\"
#
# [[step]]
# do = \"relate\"
# type = \"accountable-to\"
# who = \"kind:{kind0}\"
# to = \"kind:{kind1}\"

# Bodies of one kind merge; one is split; areas go to another body:
# [[step]]
# do = \"merge\"
# organisations = [\"{body0}\", \"…\"]
# [step.into]
# id = \"merged\"
# name = \"The merged body\"
# kind = \"{kind0}\"
#
# [[step]]
# do = \"split\"
# organisation = \"{body0}\"
# [[step.into]]
# id = \"first-part\"
# name = \"The first part\"
# kind = \"{kind0}\"
# areas = [{areas}]
#
# [[step]]
# do = \"redraw\"
# areas = [{areas}]
# within = {{ {kind0} = \"{body0}\" }}

# Bodies end. What they hold ends with them: pass it on in a step above, or see in the ledger what nobody has.
# [[step]]
# do = \"abolish\"
# organisation = \"kind:{kind0}\"
# legal = \"act\"

",
        title = one_line(&of.landscape),
        id = of.id,
        on = of.on,
        scenario = of.scenario,
        day = of.day,
        kind0 = kind(0),
        kind1 = kind(1),
        body0 = body(0),
    );
    text.push_str("# ---- Kinds of body on that day: write kind:ID for all of a kind\n#\n");
    for (id, name, count, first) in &of.kinds {
        let which = if *count == 1 { first.clone() } else { format!("{count} of them, such as {first}") };
        text.push_str(&format!("#   {id:<12} {} ({which})\n", one_line(name)));
    }
    text.push_str("#\n# ---- Components, and who holds their commissioning on that day\n");
    for (service, components) in &of.services {
        text.push_str(&format!("#\n#   {}\n", one_line(service)));
        for (id, name, holders) in components.iter().take(MOST) {
            let by = if holders.is_empty() { "nobody".to_owned() } else { holders.join(", ") };
            text.push_str(&format!("#     {id}  {}: {by}\n", one_line(name)));
        }
        if components.len() > MOST {
            text.push_str(&format!("#     and {} more\n", components.len() - MOST));
        }
    }
    if !of.sources.is_empty() {
        text.push_str("#\n# ---- Some sources of the landscape\n#\n");
        for (id, title) in &of.sources {
            text.push_str(&format!("#   {id}  {}\n", one_line(title)));
        }
    }
    text
}

/// A name that goes into a comment must not end it.
fn one_line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}
