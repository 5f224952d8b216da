//! The steps of a reform as a table: what repeats from body to body, and what makes one sentence, is one row.

use super::super::shared::counted;
use super::all_in_words;
use crate::checks::plural;
use crate::render::{Column, Table};
use crate::report::common::capital;
use crate::report::plan::{StepView, Subject, Thing, Told};

/// The table.
pub(super) fn table(steps: &[StepView]) -> Table {
    let mut table = Table::new(vec![
        Column::words("steps"),
        Column::words("what"),
        Column::numbers("responsibilities"),
        Column::words("legal vehicle"),
    ]);
    for row in rows(steps) {
        let changed: usize = row.steps.iter().map(|step| step.responsibilities).sum();
        table.row(vec![
            numbers(row.steps.iter().map(|step| step.step)),
            row.what,
            if changed == 0 { "–".to_owned() } else { changed.to_string() },
            vehicles(&row.steps),
        ]);
    }
    table
}

struct Row<'s> {
    steps: Vec<&'s StepView>,
    what: String,
}

fn rows(steps: &[StepView]) -> Vec<Row<'_>> {
    let bodies = of_bodies(steps);
    let repeated: Vec<&Repeated<'_>> = bodies.iter().filter(|group| group.bodies.len() > 1).collect();
    let rules: Vec<&str> =
        repeated.iter().filter(|group| group.bodies.len() > 2).map(|group| group.kind.as_str()).collect();
    let exceptions: Vec<&Repeated<'_>> =
        bodies.iter().filter(|group| group.bodies.len() == 1 && rules.contains(&group.kind.as_str())).collect();
    let mut taken: Vec<usize> = Vec::new();
    let mut blocks: Vec<(usize, Vec<Row<'_>>)> = Vec::new();
    for group in repeated {
        taken.extend(group.steps.iter().flatten().map(|step| step.step));
        blocks.push((group.steps[0][0].step, of_all(group)));
    }
    for group in exceptions {
        let list: Vec<&StepView> = group.steps.iter().map(|steps| steps[0]).collect();
        taken.extend(list.iter().map(|step| step.step));
        let rows = list.iter().map(|step| Row {
            steps: vec![*step],
            what: format!("Exception, {}: {}", group.bodies[0], tell(&step.told)),
        });
        blocks.push((list[0].step, rows.collect()));
    }
    // The rest: steps that make one sentence.
    let mut sentences: Vec<(Told, Vec<&StepView>)> = Vec::new();
    for step in steps.iter().filter(|step| !taken.contains(&step.step)) {
        let told = &step.told;
        let same = |known: &Told| {
            (known.verb, &known.rest, known.functions.is_empty()) == (told.verb, &told.rest, told.functions.is_empty())
        };
        match sentences.iter_mut().find(|(known, _)| same(known)) {
            Some((known, list)) => {
                add(&mut known.things, &told.things);
                add(&mut known.functions, &told.functions);
                list.push(step);
            }
            None => sentences.push((told.clone(), vec![step])),
        }
    }
    for (told, steps) in sentences {
        blocks.push((steps[0].step, vec![Row { what: capital(&tell(&told)), steps }]));
    }
    blocks.sort_by_key(|(first, _)| *first);
    blocks.into_iter().flat_map(|(_, rows)| rows).collect()
}

fn add<T: Clone + PartialEq>(list: &mut Vec<T>, more: &[T]) {
    for one in more {
        if !list.contains(one) {
            list.push(one.clone());
        }
    }
}

/// The same steps for several bodies of a kind.
struct Repeated<'s> {
    kind: String,
    bodies: Vec<&'s str>,
    /// For each of the steps, that of each body.
    steps: Vec<Vec<&'s StepView>>,
}

/// Steps by the bodies that they are about: bodies of one kind with the same steps are together.
fn of_bodies(steps: &[StepView]) -> Vec<Repeated<'_>> {
    let mut of_body: Vec<(&Subject, Vec<&StepView>)> = Vec::new();
    for step in steps {
        let Some(subject) = &step.subject else { continue };
        match of_body.iter_mut().find(|(known, _)| *known == subject) {
            Some((_, list)) => list.push(step),
            None => of_body.push((subject, vec![step])),
        }
    }
    let mut groups: Vec<Repeated<'_>> = Vec::new();
    for (subject, list) in of_body {
        let alike = |group: &Repeated<'_>| {
            group.kind == subject.kind
                && group.steps.len() == list.len()
                && group.steps.iter().zip(&list).all(|(a, b)| a[0].alike == b.alike && a[0].legal == b.legal)
        };
        match groups.iter_mut().find(|group| alike(group)) {
            Some(group) => {
                group.bodies.push(&subject.name);
                group.steps.iter_mut().zip(list).for_each(|(steps, step)| steps.push(step));
            }
            None => groups.push(Repeated {
                kind: subject.kind.clone(),
                bodies: vec![&subject.name],
                steps: list.into_iter().map(|step| vec![step]).collect(),
            }),
        }
    }
    groups
}

/// `152 LAs, each the same 11 steps: transfer …`
fn of_all<'s>(group: &Repeated<'s>) -> Vec<Row<'s>> {
    let row = |(place, steps): (usize, &Vec<&'s StepView>)| {
        let what = tell(&steps[0].alike);
        let what = match (place, group.bodies.as_slice(), group.steps.len()) {
            (0, [one, other], 1) => format!("{one} and {other} alike: {what}"),
            (0, [one, other], count) => format!("{one} and {other}, each the same {count} steps: {what}"),
            (0, many, 1) => format!("{} {} alike: {what}", many.len(), plural(&group.kind)),
            (0, many, count) => format!(
                "{} {}, each the same {}: {what}",
                many.len(),
                plural(&group.kind),
                counted(count, "step", "steps")
            ),
            _ => format!("   {what}"),
        };
        Row { steps: steps.clone(), what }
    };
    group.steps.iter().enumerate().map(row).collect()
}

/// One sentence without its capital: `transfer commissioning of 9 components, such as …, from PCTs to NHSE`.
/// A step as a sentence, without capital and full stop.
pub(in crate::render::words) fn tell(told: &Told) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut kinds: Vec<(&str, Vec<&str>)> = Vec::new();
    let mut components: Vec<&str> = Vec::new();
    let mut arrangements: Vec<&str> = Vec::new();
    for thing in &told.things {
        match thing {
            Thing::Component(name) => components.push(name),
            Thing::Body { kind, name } => match kinds.iter_mut().find(|(known, _)| known == kind) {
                Some((_, names)) => names.push(name),
                None => kinds.push((kind, vec![name])),
            },
            Thing::Arrangement(id) => arrangements.push(id),
            Thing::Words(text) => words.push(text.clone()),
        }
    }
    let mut things: Vec<String> = Vec::new();
    for (kind, names) in kinds {
        match names.as_slice() {
            [] => {}
            [one] => things.push((*one).to_owned()),
            several => things.push(format!("{} {}", several.len(), plural(kind))),
        }
    }
    things.extend(words);
    match arrangements.as_slice() {
        [] => {}
        [one] => things.push(format!("the arrangement {one}")),
        [first, ..] => things.push(format!("{} arrangements, such as {first}", arrangements.len())),
    }
    let of = functions(&told.functions.iter().map(|id| (id.as_str(), 0)).collect::<Vec<_>>());
    let article = match told.verb {
        "arrange" => "a ",
        _ => "",
    };
    // Behind an example the sentence goes on with a comma.
    let what = if components.is_empty() { all_in_words(&things) } else { some(&components) };
    let comma = if components.len() > 1 && what.contains(", ") && told.rest.starts_with(' ') { "," } else { "" };
    format!("{} {article}{of}{what}{comma}{}", told.verb, told.rest)
}

/// Components by name where they are one or two, else their number and one of them.
pub(super) fn some(components: &[&str]) -> String {
    match components {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [one, two] if [one, two].iter().any(|name| name.contains(" and ")) => format!("{one}, and {two}"),
        [one, two] => format!("{one} and {two}"),
        [one, ..] => format!("{} components, such as {one}", components.len()),
    }
}

/// `commissioning (40) and funding (44) of `: functions by id, with how often where that is above 0.
pub(super) fn functions(list: &[(&str, usize)]) -> String {
    let noun = |id: &str| match id {
        "commission" => "commissioning".to_owned(),
        "fund" => "funding".to_owned(),
        "provide" => "provision".to_owned(),
        "assure" => "assurance".to_owned(),
        "advise" => "advice".to_owned(),
        "oversee" => "oversight".to_owned(),
        "assess-need" => "assessing the need".to_owned(),
        own => format!("“{own}”"),
    };
    let words: Vec<String> =
        list.iter().map(|(id, count)| if *count > 0 { format!("{} ({count})", noun(id)) } else { noun(id) }).collect();
    let preposition = match list {
        [] => return String::new(),
        [.., ("advise", _)] => "on",
        [.., ("assess-need", _)] => "for",
        _ => "of",
    };
    format!("{} {preposition} ", all_in_words(&words))
}

/// Numbers of steps: `7`, `7 to 13, 15`, or, of many, `12 from 7 to 26`.
pub(super) fn numbers(steps: impl Iterator<Item = usize>) -> String {
    let mut all: Vec<usize> = steps.collect();
    all.sort_unstable();
    all.dedup();
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for step in &all {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *step => *last = *step,
            _ => runs.push((*step, *step)),
        }
    }
    match (all.as_slice(), runs.len()) {
        ([first, .., last], 3..) => format!("{} from {first} to {last}", all.len()),
        _ => {
            let words = runs.iter().map(|(first, last)| match last - first {
                0 => first.to_string(),
                1 => format!("{first}, {last}"),
                _ => format!("{first} to {last}"),
            });
            words.collect::<Vec<_>>().join(", ")
        }
    }
}

/// How the steps of a row would be done: `act`, or `act 2, regulations 5, not said 1`.
fn vehicles(steps: &[&StepView]) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for step in steps {
        let word = step.legal.unwrap_or("not said");
        match counts.iter_mut().find(|(known, _)| *known == word) {
            Some((_, count)) => *count += 1,
            None => counts.push((word, 1)),
        }
    }
    counts.sort_by_key(|(word, _)| *word == "not said");
    match counts.as_slice() {
        [("not said", _)] => "–".to_owned(),
        [(one, _)] => (*one).to_owned(),
        several => several.iter().map(|(word, count)| format!("{word} {count}")).collect::<Vec<_>>().join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn transfer(step: usize, from: &str, component: &str) -> StepView {
        let told = |from: &str| Told {
            verb: "transfer",
            things: vec![Thing::Component(component.to_owned())],
            functions: vec!["fund".to_owned()],
            rest: format!(" from {from} to CCGs"),
        };
        StepView {
            step,
            action: "transfer",
            organisations: 0,
            responsibilities: 1,
            arrangements: 0,
            relations: 0,
            legal: None,
            told: told(from),
            alike: told("one LA"),
            subject: Some(Subject { kind: "LA".to_owned(), name: from.to_owned() }),
            idle: Vec::new(),
        }
    }

    fn words(steps: &[StepView]) -> Vec<String> {
        table(steps).rows.into_iter().map(|row| format!("{}: {}", row[0], row[1])).collect()
    }

    #[test]
    fn what_repeats_from_body_to_body_is_one_row_and_what_differs_an_exception() {
        let mut steps = Vec::new();
        for (place, body) in ["Ayshire", "Beeshire", "Ceeshire"].iter().enumerate() {
            steps.push(transfer(place * 2 + 1, body, "clinics"));
            steps.push(transfer(place * 2 + 2, body, "advice"));
        }
        steps.push(transfer(7, "Deeshire", "clinics"));
        assert_eq!(
            words(&steps),
            [
                "3 from 1 to 5: 3 LAs, each the same 2 steps: transfer funding of clinics from one LA to CCGs",
                "3 from 2 to 6:    transfer funding of advice from one LA to CCGs",
                "7: Exception, Deeshire: transfer funding of clinics from Deeshire to CCGs",
            ]
        );
    }

    #[test]
    fn steps_that_make_one_sentence_are_one_row() {
        let mut steps =
            [transfer(1, "NHSE", "advice"), transfer(2, "NHSE", "coils and implants"), transfer(3, "HPA", "advice")];
        steps.iter_mut().for_each(|step| step.subject = None);
        steps[1].told.functions = vec!["commission".to_owned()];
        assert_eq!(
            words(&steps),
            [
                "1, 2: Transfer funding and commissioning of advice, and coils and implants, from NHSE to CCGs",
                "3: Transfer funding of advice from HPA to CCGs",
            ]
        );
    }

    #[test]
    fn numbers_of_steps_run_on() {
        assert_eq!(numbers([3, 1, 2, 2].into_iter()), "1 to 3");
        assert_eq!(numbers([1, 2, 5].into_iter()), "1, 2, 5");
        assert_eq!(numbers([1, 3, 5, 9].into_iter()), "4 from 1 to 9");
    }
}
