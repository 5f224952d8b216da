//! The title, what stands below it, the source and the text alternative of a pathway.

use super::{Hold, LaneHold, Panel, PathwayReport, Seen, State, StepFate};
use crate::checks::list_in_words;
use crate::report::common::{capital, people_in_words};
use crate::report::titles::{counted, first_that_fits, number, place_in_words};
use crate::study::place::Place;

/// Fills in the sentences.
pub(super) fn say(report: &mut PathwayReport, seen: &[Seen<'_>], service: &str) {
    let counts: Vec<Counts> = report.scenarios.iter().map(Counts::of).collect();
    let one = if seen[0].place.is_some() {
        ["commissioner", "commissioners"]
    } else {
        ["kind of commissioner", "kinds of commissioner"]
    };
    report.title = title(&counts, service, one);
    report.about = about(seen, service);
    report.description = description(report, &counts, service);
    report.source = source(report);
}

/// What each scenario rests on; the name of the landscape once.
fn source(report: &PathwayReport) -> String {
    let head = format!("Source: the landscape “{}”, ", report.landscape);
    let rest = report.scenarios.iter().map(|panel| panel.source.trim_start_matches(&head).trim_end_matches('.'));
    format!("{head}{}.", rest.collect::<Vec<_>>().join("; "))
}

/// What a scenario comes to.
struct Counts {
    parts: usize,
    commissioners: usize,
    gaps: usize,
    overlaps: usize,
    unbridged: usize,
    steps: usize,
}

impl Counts {
    fn of(panel: &Panel) -> Counts {
        let mut lanes: Vec<usize> = panel
            .parts
            .iter()
            .flat_map(|part| &part.holders)
            .filter(|holder| holder.hold != Hold::Disputed)
            .map(|holder| holder.lane)
            .collect();
        lanes.sort_unstable();
        lanes.dedup();
        let state = |wanted: State| panel.parts.iter().filter(|part| part.state == wanted).count();
        Counts {
            parts: panel.parts.len(),
            commissioners: lanes.len(),
            gaps: state(State::Gap),
            overlaps: state(State::Overlap),
            unbridged: panel.steps.iter().filter(|step| step.fate == StepFate::Unbridged).count(),
            steps: panel.steps.len(),
        }
    }
}

/// What the picture shows in at most ten words; the service in front where there is room for its name.
fn title(counts: &[Counts], service: &str, nouns: [&str; 2]) -> String {
    let said = match counts {
        [one] => one_title(one, nouns),
        [first, .., last] => change_title(first, last, nouns),
        [] => String::new(),
    };
    first_that_fits(&[format!("{service}: {said}"), capital(&said)])
}

fn one_title(counts: &Counts, [noun, nouns]: [&str; 2]) -> String {
    match (counts.commissioners, counts.unbridged) {
        (0, _) => "nobody commissions any of it".to_owned(),
        (1, _) => format!("one {noun} for {}", counted(counts.parts, "part", "parts")),
        (many, 0) => format!("{} {nouns}, no handoff unbridged", number(many)),
        (many, cut) => {
            format!("{} {nouns}, {}", number(many), counted(cut, "unbridged handoff", "unbridged handoffs"))
        }
    }
}

fn change_title(first: &Counts, last: &Counts, [noun, nouns]: [&str; 2]) -> String {
    let moved = |what: &str, from: usize, to: usize| {
        let verb = if to > from { "rise" } else { "fall" };
        (from != to).then(|| format!("{what} {verb} from {from} to {to}"))
    };
    if first.commissioners != last.commissioners {
        let from = match first.commissioners {
            1 => format!("one {noun} becomes"),
            count => format!("{} {nouns} become", number(count)),
        };
        return format!("{from} {}", number(last.commissioners));
    }
    moved("unbridged handoffs", first.unbridged, last.unbridged)
        .or_else(|| moved("gaps", first.gaps, last.gaps))
        .or_else(|| moved("overlaps", first.overlaps, last.overlaps))
        .unwrap_or_else(|| "as many commissioners and gaps as before".to_owned())
}

/// What a picture of some services is about: services, place, days, people.
pub(in crate::report) fn about(seen: &[Seen<'_>], service: &str) -> String {
    let situation = seen[0].facts.situation;
    let people = match seen[0].place {
        Some(Place::Area(area)) => situation.landscape.areas.population(area),
        Some(Place::Footprint(one)) => situation.residents(one),
        None => situation.landscape.population(),
    };
    let days: Vec<String> = seen.iter().map(|one| one.chosen.on.in_words()).collect();
    let whole = if seen[0].place.is_none() { " A row stands for all bodies of a kind, anywhere." } else { "" };
    let bare = if situation.bare_law { " Without arrangements and relations that no law requires." } else { "" };
    format!(
        "{service}{}, {}: who commissions each part, for {}.{whole}{bare}",
        place_in_words(situation.landscape, seen[0].place),
        list_in_words(&days),
        people_in_words(people),
    )
}

/// At most two sentences: who commissions how much, and what is wrong.
fn description(report: &PathwayReport, counts: &[Counts], service: &str) -> String {
    let said: Vec<String> = report
        .scenarios
        .iter()
        .zip(counts)
        .map(|(panel, counts)| one_sentence(report, panel, counts, service))
        .collect();
    match said.as_slice() {
        [first, rest @ ..] if !rest.is_empty() => format!("{}. {}.", capital(first), capital(&rest.join("; "))),
        _ => format!("{}.", capital(&said.join("; "))),
    }
}

fn one_sentence(report: &PathwayReport, panel: &Panel, counts: &Counts, service: &str) -> String {
    let mut held: Vec<(usize, String)> = Vec::new();
    for (lane, of) in report.lanes.iter().enumerate() {
        let holds = |holder: &LaneHold| holder.lane == lane && holder.hold != Hold::Disputed;
        let count = panel.parts.iter().filter(|part| part.holders.iter().any(holds)).count();
        if count > 0 {
            held.push((count, format!("{} ({count})", of.mark)));
        }
    }
    held.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let names: Vec<String> = held.into_iter().map(|(_, name)| name).collect();
    let by = if names.is_empty() { "nobody".to_owned() } else { list_in_words(&names) };
    format!(
        "on {} {} of {service}: commissioned by {by}, with {}, {} and {} of {} unbridged",
        panel.scenario.day,
        counted(counts.parts, "part", "parts"),
        counted(counts.gaps, "gap", "gaps"),
        counted(counts.overlaps, "overlap", "overlaps"),
        counts.unbridged,
        counted(counts.steps, "step", "steps"),
    )
}
