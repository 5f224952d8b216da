//! What a reader takes away who reads nothing else: the verdict in a sentence, four numbers, three findings.

use serde::Serialize;

use super::findings::{Became, PageFinding};
use super::parts::{HeldBy, ServiceParts};
use super::{Named, ScenarioOnPage};
use crate::checks::{self, list_in_words, name_in_sentence};
use crate::report::common::{capital, people_in_words};
use crate::report::compare::{ComparisonView, VerdictView};
use crate::report::measure::{MeasureReport, ScenarioMeasures};
use crate::report::titles::{counted, number};

/// The front of a page.
#[derive(Debug, Serialize)]
pub struct Front {
    /// What the page is about.
    pub title: String,
    /// The verdict in a sentence.
    pub verdict: String,
    /// What changed most in numbers, or how things stand, in a sentence or two.
    pub says: String,
    /// Four numbers.
    pub numbers: Vec<NumberView>,
    /// The anchors of the findings that matter most.
    pub matter: Vec<Matter>,
}

/// A number of the front, in each scenario.
#[derive(Debug, Serialize)]
pub struct NumberView {
    /// The measure.
    pub measure: &'static str,
    /// What it counts, as a label.
    pub label: &'static str,
    /// How to read it.
    pub says: String,
    /// In each scenario; null where nobody needs any of the services.
    pub values: Vec<Option<Value>>,
}

/// A mean, and how far it moves when disputed facts go either way.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Value {
    /// The mean.
    pub mean: f64,
    /// Least and most.
    pub range: [f64; 2],
    /// Whether the range is exact.
    pub exact: bool,
}

/// One of the findings that matter most.
#[derive(Debug, Serialize)]
pub struct Matter {
    /// Where it stands on the page.
    pub anchor: String,
    /// The finding in a sentence.
    pub says: String,
    /// For how many people.
    pub people: Option<f64>,
    /// How many others of the same sort there are.
    pub more: usize,
    /// Those, in words.
    pub more_in_words: String,
}

/// What the front is made from.
pub struct Input<'a> {
    /// The services.
    pub services: &'a [Named],
    /// Whether they were named.
    pub named: bool,
    /// The scenarios.
    pub scenarios: &'a [ScenarioOnPage],
    /// Their measures.
    pub measures: &'a MeasureReport,
    /// Who commissions each part.
    pub parts: &'a [ServiceParts],
    /// Each other scenario against the first.
    pub compared: &'a [ComparisonView],
    /// All findings.
    pub findings: &'a [PageFinding],
    /// Handoffs that nobody bridges for one person on average, in each scenario: each counted once.
    pub unbridged: &'a [f64],
    /// Everyone.
    pub population: f64,
}

/// At most so many findings stand on the front.
const MATTER: usize = 3;
/// At most so many services are named in a title.
const NAMED: usize = 3;

/// Draws up the front.
pub fn front(input: &Input<'_>) -> Front {
    let numbers = numbers(input);
    Front {
        title: title(input),
        verdict: verdict(input),
        says: says(input, &numbers),
        matter: matter(input.findings),
        numbers,
    }
}

/// What the page is about: the services and the days.
fn title(input: &Input<'_>) -> String {
    let names: Vec<String> = input.services.iter().map(|service| name_in_sentence(&service.name)).collect();
    let subject = match names.as_slice() {
        _ if !input.named => "all services".to_owned(),
        few if few.len() <= NAMED => list_in_words(few),
        many => format!("{} services", number(many.len())),
    };
    let mut days: Vec<String> = input.scenarios.iter().map(|one| one.scenario.day.clone()).collect();
    days.dedup();
    let when = match days.as_slice() {
        [from, to] if input.scenarios.len() == 2 => format!("{from} against {to}"),
        [one] if input.scenarios.len() > 1 => format!("{one}, {} futures", number(input.scenarios.len())),
        [one] => one.clone(),
        _ => format!("{} scenarios", number(input.scenarios.len())),
    };
    format!("{}: {when}", capital(&subject))
}

fn residents(people: f64) -> String {
    people_in_words(people).replace(" people", " residents").replace(" person", " resident")
}

/// The verdict of a comparison in a sentence.
pub fn verdict_of(verdict: &VerdictView) -> String {
    let (new, mended) = (residents(verdict.people_new), residents(verdict.people_resolved));
    match verdict.is {
        "same" => "What is wrong is wrong for the same people in both.".to_owned(),
        "better" if verdict.people_resolved > 0.0 => {
            format!("Something is mended for {mended}, and nothing is newly wrong.")
        }
        "better" => "Something is mended, and nothing is newly wrong.".to_owned(),
        "worse" if verdict.people_new > 0.0 => format!("Something is newly wrong for {new}, and nothing is mended."),
        "worse" => "Something is newly wrong, and nothing is mended.".to_owned(),
        _ => format!("Something is newly wrong for {new}, and something is mended for {mended}."),
    }
}

fn verdict(input: &Input<'_>) -> String {
    match input.compared {
        [] => standing(input),
        [one] => verdict_of(&one.verdict),
        several => {
            let words = [
                ("better", "better"),
                ("same", "no different"),
                ("mixed", "better for some and worse for others"),
                ("worse", "worse"),
            ];
            let said = words.iter().filter_map(|(is, word)| {
                let count = several.iter().filter(|one| one.verdict.is == *is).count();
                (count > 0).then(|| format!("{} {} {word}", number(count), if count == 1 { "is" } else { "are" }))
            });
            let first = &input.scenarios[0].scenario.asked;
            format!(
                "Of {} options held against {first}, {}.",
                number(several.len()),
                list_in_words(&said.collect::<Vec<_>>())
            )
        }
    }
}

/// How things stand in the only scenario.
fn standing(input: &Input<'_>) -> String {
    let open = |severity: &str| {
        let of = |finding: &&PageFinding| finding.finding.severity == severity && !finding.finding.accepted;
        input.findings.iter().filter(of).count()
    };
    match (open("error"), open("warning")) {
        (0, 0) => "Nothing is wrong on the facts recorded.".to_owned(),
        (0, warnings) => format!("No error, and {} on the facts recorded.", counted(warnings, "warning", "warnings")),
        (errors, 0) => format!("{} on the facts recorded.", capital(&counted(errors, "error", "errors"))),
        (errors, warnings) => format!(
            "{} and {} on the facts recorded.",
            capital(&counted(errors, "error", "errors")),
            counted(warnings, "warning", "warnings")
        ),
    }
}

/// The four measures of the front: name, label, and how they are read.
const NUMBERS: [(&str, &str, &str, bool); 4] = [
    (
        "commissioners",
        "bodies commission for one person",
        "How many organisations one person’s care is bought by.",
        false,
    ),
    ("effective", "hands, as if in equal shares", "One body with nearly everything counts little more than 1.", false),
    (
        "unbridged",
        "handoffs that nobody bridges",
        "Steps of the pathway between bodies that no arrangement or board joins.",
        true,
    ),
    ("empty", "parts with no settled commissioner", "Nobody holds them, or everybody who might disputes it.", true),
];

fn numbers(input: &Input<'_>) -> Vec<NumberView> {
    let several = input.measures.scenarios.iter().map(|one| one.services.len()).max().unwrap_or(0);
    let view = |(measure, label, says, sum): (&'static str, &'static str, &str, bool)| {
        let over = match (several > 1, sum) {
            (false, _) => String::new(),
            (true, true) if measure == "empty" => " All services together.".to_owned(),
            (true, true) => " All services together, each step once.".to_owned(),
            (true, false) => format!(" In one service: the mean of {}.", number(several)),
        };
        let each_once = |mean: f64| Value { mean, range: [mean, mean], exact: true };
        NumberView {
            measure,
            label,
            says: format!("{says}{over}"),
            values: input
                .measures
                .scenarios
                .iter()
                .enumerate()
                .map(|(place, one)| match measure {
                    "empty" if several > 1 => Some(without_commissioner(input, place)),
                    // How far it moves is known of each service by itself, and stands there.
                    "unbridged" if several > 1 => input.unbridged.get(place).copied().map(each_once),
                    _ => value(one, measure),
                })
                .collect(),
        }
    };
    NUMBERS.into_iter().map(view).collect()
}

/// The mean of a measure over all services of a scenario, each counted alike.
fn value(of: &ScenarioMeasures, measure: &str) -> Option<Value> {
    let views: Vec<_> = of.services.iter().filter_map(|service| service.measure(measure)).collect();
    if views.is_empty() {
        return None;
    }
    let over = |of: &dyn Fn(&crate::report::measure::MeasureView) -> f64| {
        views.iter().map(|view| of(view)).sum::<f64>() / views.len() as f64
    };
    Some(Value {
        mean: over(&|view| view.mean),
        range: [over(&|view| view.range[0]), over(&|view| view.range[1])],
        // Of several services, disputes of one may hang together with those of another.
        exact: views.len() == 1 && views[0].exact,
    })
}

/// How many parts of all services have no settled commissioner for one person on average, each part once. Where all
/// disputed claims held, those would be left that nobody claims.
fn without_commissioner(input: &Input<'_>, place: usize) -> Value {
    let mut known: Vec<&str> = Vec::new();
    let (mut unsettled, mut nobody) = (Vec::new(), Vec::new());
    for part in input.parts.iter().flat_map(|service| &service.parts) {
        let held: Option<&HeldBy> = part.held[place].as_ref().filter(|held| held.needed);
        if let Some(held) = held.filter(|_| !known.contains(&part.component.as_str())) {
            known.push(&part.component);
            unsettled.push(held.unsettled);
            nobody.push(held.nobody);
        }
    }
    let mean =
        |people: Vec<f64>| if input.population > 0.0 { people.iter().sum::<f64>() / input.population } else { 0.0 };
    let (mean, least) = (mean(unsettled), mean(nobody));
    Value { mean, range: [least, mean], exact: true }
}

/// A number as the front shows it.
pub fn figure(value: f64) -> String {
    if (value - value.round()).abs() < 0.005 {
        return format!("{:.0}", value.round() + 0.0);
    }
    if value >= 10.0 { format!("{value:.1}") } else { format!("{value:.2}") }
}

/// What changed most, in numbers; or how things stand.
fn says(input: &Input<'_>, numbers: &[NumberView]) -> String {
    let of = |measure: &str| numbers.iter().find(|one| one.measure == measure);
    let ends = |measure: &str| {
        let values = &of(measure)?.values;
        Some((values.first().copied()??, values.last().copied()??))
    };
    let one_service = input.services.len() == 1;
    let name = match input.services {
        [one] => name_in_sentence(&one.name),
        many => format!("one person’s care in {} services", number(many.len())),
    };
    let mut said: Vec<String> = Vec::new();
    if input.compared.len() == 1 {
        if let Some((from, to)) = ends("effective").filter(|(from, to)| (from.mean - to.mean).abs() > 0.005) {
            let verb = if one_service { "went" } else { "went, on average," };
            said.push(format!(
                "{} {verb} from {} to {} hands, counted as if in equal shares.",
                capital(&name),
                figure(from.mean),
                figure(to.mean)
            ));
        }
        if let Some((from, to)) = ends("unbridged").filter(|(from, to)| (from.mean - to.mean).abs() > 0.005) {
            let verb = if to.mean > from.mean { "rose" } else { "fell" };
            said.push(format!(
                "Handoffs that nobody bridges {verb} from {} to {}.",
                figure(from.mean),
                figure(to.mean)
            ));
        }
    } else if let Some((_, to)) = ends("effective").filter(|_| input.compared.is_empty()) {
        said.push(format!(
            "{} is in as many hands as if {} commissioners held equal shares of it.",
            capital(&name),
            figure(to.mean)
        ));
    }
    if said.is_empty() && input.compared.len() == 1 {
        said.push("The numbers below are the same in both.".to_owned());
    }
    said.push(format!("Rules covering {}.", residents(input.population)));
    said.join(" ")
}

/// The findings that matter most: of each sort the first, what is new before what is mended before what stands.
fn matter(findings: &[PageFinding]) -> Vec<Matter> {
    let mut sorts: Vec<(&str, Became, Vec<&PageFinding>)> = Vec::new();
    let serious = |finding: &&PageFinding| finding.finding.severity != "note" && !finding.finding.accepted;
    for finding in findings.iter().filter(serious) {
        match sorts.iter_mut().find(|(code, became, _)| *code == finding.finding.code && *became == finding.became) {
            Some((_, _, list)) => list.push(finding),
            None => sorts.push((&finding.finding.code, finding.became, vec![finding])),
        }
    }
    let order = |became: Became| match became {
        Became::New | Became::Only => 0,
        Became::Resolved => 1,
        Became::Stands => 2,
    };
    // What a check of the contract's first lines finds is worse than what one of its last finds.
    let place = |code: &str| checks::ALL.iter().position(|check| check.code == code);
    sorts.sort_by_key(|(code, became, list)| (order(*became), list[0].finding.severity != "error", place(code)));
    // One of each family, then those of which there are most.
    let family = |code: &str| code.split('/').next().map(str::to_owned);
    let mut taken: Vec<usize> = Vec::new();
    for (at, (code, became, _)) in sorts.iter().enumerate() {
        let first = |known: &usize| family(sorts[*known].0) != family(code) || sorts[*known].1 != *became;
        if taken.iter().all(first) {
            taken.push(at);
        }
    }
    let mut others: Vec<usize> = (0..sorts.len()).filter(|at| !taken.contains(at)).collect();
    others.sort_by_key(|at| (order(sorts[*at].1), std::cmp::Reverse(sorts[*at].2.len())));
    taken.sort_by_key(|at| order(sorts[*at].1));
    taken.extend(others);
    taken.into_iter().take(MATTER).map(|at| matter_of(sorts[at].1, &sorts[at].2)).collect()
}

fn matter_of(became: Became, list: &[&PageFinding]) -> Matter {
    let first = list[0];
    let before = if became == Became::Resolved { "No longer: " } else { "" };
    let more = list.len() - 1;
    Matter {
        anchor: first.anchor.clone(),
        says: format!(
            "{before}{}",
            if before.is_empty() { capital(&first.finding.sentence) } else { first.finding.sentence.clone() }
        ),
        people: first.finding.people,
        more,
        more_in_words: if more == 0 {
            String::new()
        } else {
            format!("and {} like it", counted(more, "other", "others"))
        },
    }
}
