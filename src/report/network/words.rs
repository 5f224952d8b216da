//! What stands around the picture, in words: title, counts, whom it covers, what it rests on, the text alternative.

use std::collections::BTreeSet;

use super::{Asked, Body, Hold, NetworkReport, Networks, Part, StepEnd, StepFate, Trouble};
use crate::checks::list_in_words;
use crate::landscape::{KindId, Landscape, Selector};
use crate::report::common::capital;
use crate::report::common::{Chosen, EvidenceCounts, people_in_words};
use crate::report::pathway::Seen;
use crate::report::titles::{counted, first_that_fits, number, place_in_words};
use crate::study::place::Place;

/// Fills in the sentences; `named` says whether the services were asked for by name.
pub(super) fn say(report: &mut NetworkReport, chosen: &Chosen, asked: &Asked<'_>, named: bool) {
    let situation = asked.facts.situation;
    let day = chosen.on.in_words();
    let counts = Counts::of(report);
    let place = place_in_words(situation.landscape, asked.place);
    report.subject = subject(report);
    let said = lead(report, asked.place.is_some());
    let subject = &report.subject;
    report.title =
        first_that_fits(&[format!("{subject}{place}: {said}"), format!("{subject}: {said}"), capital(&said)]);
    let wrong = counts.in_words();
    report.summary = format!("{}: {wrong}", counted(report.components, "component", "components"));
    let titled = match (chosen.title.contains(&day), chosen.title == day) {
        (_, true) => day.clone(),
        (true, false) => chosen.title.clone(),
        (false, false) => format!("{day}: {}", chosen.title),
    };
    report.subtitle = format!("{}{place} · {titled}", situation.landscape.title);
    report.caption = caption(report, asked);
    let services = named.then_some(asked.services.as_slice());
    report.source = source(&EvidenceCounts::of(situation, services), &situation.landscape.title, &day);
    report.description = format!("{} {}", who(report), capital(&wrong));
}

/// Fills in the sentences of several scenarios together.
pub(super) fn say_together(report: &mut Networks, seen: &[Seen<'_>], by: Option<Selector>) {
    let landscape = seen[0].facts.situation.landscape;
    let first = &report.scenarios[0];
    let last = &report.scenarios[report.scenarios.len() - 1];
    let (one, many) = if seen[0].place.is_some() { ("body", "bodies") } else { ("kind of body", "kinds of body") };
    let noun = if first.commissioners == 1 { one } else { many };
    let course = match (first.commissioners == last.commissioners, troubles(first, last)) {
        (false, _) => format!("{} {noun} become {}", number(first.commissioners), number(last.commissioners)),
        (true, Some(changed)) => changed,
        (true, None) => format!("{} {noun} throughout", number(first.commissioners)),
    };
    let whose = by.map(|by| match by {
        Selector::Kind(kind) => {
            (landscape.kinds[kind.index()].short.to_string(), kind_of(&report.scenarios, landscape, kind))
        }
        Selector::Organisation(one) => {
            let body = &landscape.organisations[one.index()];
            (
                body.name.to_string(),
                held_by(&report.scenarios, |known| {
                    known.name == *body.name
                        || known.count.is_some() && known.kind == *landscape.kinds[body.kind.index()].id
                }),
            )
        }
    });
    report.title = match (whose, report.scenarios.len()) {
        (Some((name, held)), 1) => {
            let said = format!("commissions {} of {}", held[0], counted(first.components, "part", "parts"));
            first_that_fits(&[format!("{name} {said} that it touches"), format!("{name} {said}"), capital(&said)])
        }
        (Some((name, held)), _) => {
            let said = format!("{} parts before, {} after", held[0], held[held.len() - 1]);
            first_that_fits(&[format!("{name}: {said}"), capital(&said)])
        }
        (None, 1) => first.title.clone(),
        (None, _) => first_that_fits(&[format!("{}: {course}", first.subject), capital(&course)]),
    };
    let days: Vec<String> = seen.iter().map(|one| one.chosen.on.in_words()).collect();
    report.description = match report.scenarios.as_slice() {
        [one] => one.description.clone(),
        _ => format!(
            "{}, {}: {course}. On {}: {}",
            first.subject,
            list_in_words(&days),
            days[days.len() - 1],
            last.summary
        ),
    };
}

fn kind_of(scenarios: &[NetworkReport], landscape: &Landscape, kind: KindId) -> Vec<usize> {
    held_by(scenarios, |body| body.kind == *landscape.kinds[kind.index()].id)
}

/// `overlaps rise from 0 to 1`: what is wrong with more parts, or with fewer, in the last scenario than in the first.
fn troubles(first: &NetworkReport, last: &NetworkReport) -> Option<String> {
    let count = |report: &NetworkReport, trouble: Trouble| {
        let parts = report.services.iter().flat_map(|strip| &strip.parts).filter(|part| part.has(trouble));
        parts.map(|part| part.id.as_str()).collect::<BTreeSet<&str>>().len()
    };
    [(Trouble::Gap, "gaps"), (Trouble::Overlap, "overlaps")].into_iter().find_map(|(trouble, many)| {
        let (before, after) = (count(first, trouble), count(last, trouble));
        let verb = if after > before { "rise" } else { "fall" };
        (before != after).then(|| format!("{many} {verb} from {before} to {after}"))
    })
}

/// How many parts some bodies commission in each scenario.
fn held_by(scenarios: &[NetworkReport], is: impl Fn(&Body) -> bool) -> Vec<usize> {
    let held = |report: &NetworkReport| {
        let parts = report.services.iter().flat_map(|strip| &strip.parts);
        let held = parts.filter(|part| {
            part.holders.iter().any(|holder| holder.hold != Hold::Disputed && is(&report.bodies[holder.body]))
        });
        held.map(|part| part.id.as_str()).collect::<BTreeSet<&str>>().len()
    };
    scenarios.iter().map(held).collect()
}

/// `Sexual health`, `Dementia and Screening`, `Five services`.
fn subject(report: &NetworkReport) -> String {
    let names: Vec<String> = report.services.iter().map(|strip| strip.name.clone()).collect();
    match names.len() {
        0 => "No service".to_owned(),
        1 | 2 => list_in_words(&names),
        count => format!("{} services", capital(&number(count))),
    }
}

/// `three kinds of body commission it`.
fn lead(report: &NetworkReport, placed: bool) -> String {
    let it = if report.services.len() == 1 { "it" } else { "them" };
    let (one, many) = if placed { ("body", "bodies") } else { ("kind of body", "kinds of body") };
    match report.commissioners {
        0 => format!("nobody commissions {it}"),
        1 => format!("one {one} commissions {it}"),
        count => format!("{} {many} commission {it}", number(count)),
    }
}

fn caption(report: &NetworkReport, asked: &Asked<'_>) -> String {
    let situation = asked.facts.situation;
    let landscape = situation.landscape;
    let people = match asked.place {
        // A class has areas that nobody can tell apart; the people are those of this one.
        Some(Place::Area(area)) => landscape.areas.population(area),
        Some(Place::Footprint(one)) => situation.residents(one),
        None => landscape.population(),
    };
    let residents = people_in_words(people).replace(" people", " residents").replace(" person", " resident");
    let folded = report.bodies.iter().any(|body| body.count.is_some());
    let shown = match (asked.place, folded) {
        (None, _) => " One badge stands for all bodies of a kind.",
        (Some(_), true) => " Where there are many of a kind, one badge stands for all of them.",
        (Some(_), false) => "",
    };
    let law = if situation.bare_law {
        " Statute alone: arrangements and relations that no law requires are left out."
    } else {
        ""
    };
    format!("Rules covering {residents}.{shown}{law}")
}

/// `Source: 71 responsibilities on 1 April 2013 in “England” (30 verified, 41 known; 12 of them contested)`.
fn source(counts: &EvidenceCounts, title: &str, day: &str) -> String {
    let sure = [
        (counts.verified, "verified"),
        (counts.known, "known"),
        (counts.doubtful, "doubtful"),
        (counts.unstated, "not saying how sure"),
    ];
    let mut parts: Vec<String> =
        sure.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
    if parts.is_empty() {
        parts.push("none".to_owned());
    }
    let contested = match counts.contested {
        0 => "none contested".to_owned(),
        count => format!("{count} of them contested"),
    };
    format!(
        "Source: the landscape “{title}”, {} in force on {day} ({}; {contested}).",
        counted(counts.total(), "responsibility", "responsibilities"),
        parts.join(", "),
    )
}

/// `29 components commissioned by LA (12), NHSE (10) and CCG (4).`
fn who(report: &NetworkReport) -> String {
    let mut names: Vec<(usize, String)> = report
        .bodies
        .iter()
        .filter(|body| body.commissions > 0)
        .map(|body| (body.commissions, format!("{} ({})", body.mark, body.commissions)))
        .collect();
    names.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let names: Vec<String> = names.into_iter().map(|(_, name)| name).collect();
    format!("{} commissioned by {}.", counted(report.components, "component", "components"), list_in_words(&names))
}

/// How many of what.
#[derive(Default)]
struct Counts {
    gaps: usize,
    possible_gaps: usize,
    overlaps: usize,
    possible_overlaps: usize,
    disputed: usize,
    steps: usize,
    unbridged: usize,
}

impl Counts {
    /// Counts a component, and a step, once where two services have it.
    fn of(report: &NetworkReport) -> Counts {
        let mut counts = Counts::default();
        let parts: Vec<&Part> = report.services.iter().flat_map(|strip| &strip.parts).collect();
        let (mut seen, mut walked) = (BTreeSet::new(), BTreeSet::new());
        for part in parts.iter().filter(|part| seen.insert(part.id.as_str())) {
            counts.disputed += usize::from(part.contested);
            for mark in &part.marks {
                match (mark.trouble, mark.certain) {
                    (Trouble::Gap, true) => counts.gaps += 1,
                    (Trouble::Gap, false) => counts.possible_gaps += 1,
                    (Trouble::Overlap, true) => counts.overlaps += 1,
                    (Trouble::Overlap, false) => counts.possible_overlaps += 1,
                }
            }
        }
        for strip in &report.services {
            for step in &strip.steps {
                let to = match &step.to {
                    StepEnd::Here(to) => &strip.parts[*to].id,
                    StepEnd::Numbered(number) => &parts[number - 1].id,
                    StepEnd::Outside(name) => name,
                };
                if walked.insert((&strip.parts[step.from].id, to)) {
                    counts.steps += 1;
                    counts.unbridged += usize::from(step.fate == StepFate::Unbridged);
                }
            }
        }
        counts
    }

    /// `1 gap, no overlaps; 15 of 43 steps change hands with nobody to bridge them.`
    fn in_words(&self) -> String {
        let mut list = vec![counted(self.gaps, "gap", "gaps"), counted(self.overlaps, "overlap", "overlaps")];
        if self.possible_gaps > 0 {
            list.insert(1, counted(self.possible_gaps, "possible gap", "possible gaps"));
        }
        if self.possible_overlaps > 0 {
            list.push(counted(self.possible_overlaps, "possible overlap", "possible overlaps"));
        }
        if self.disputed > 0 {
            list.push(format!("{} disputed", self.disputed));
        }
        let steps = match (self.steps, self.unbridged) {
            (0, _) => "no steps between them".to_owned(),
            (steps, 0) => format!("none of {} changes hands unbridged", counted(steps, "step", "steps")),
            (steps, 1) => format!("1 of {} changes hands with nobody to bridge it", counted(steps, "step", "steps")),
            (steps, cut) => {
                format!("{cut} of {} change hands with nobody to bridge them", counted(steps, "step", "steps"))
            }
        };
        format!("{}; {steps}.", list.join(", "))
    }
}
