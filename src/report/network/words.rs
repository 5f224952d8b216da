//! What stands around the picture, in words: title, counts, whom it covers, what it rests on, the text alternative.

use std::collections::BTreeSet;

use super::{Asked, NetworkReport, Part, StepEnd, StepFate, Trouble};
use crate::checks::list_in_words;
use crate::report::common::capital;
use crate::report::common::{Chosen, EvidenceCounts, people_in_words};
use crate::report::titles::{counted, number, place_in_words};
use crate::study::place::Place;

/// Fills in the sentences; `named` says whether the services were asked for by name.
pub(super) fn say(report: &mut NetworkReport, chosen: &Chosen, asked: &Asked<'_>, named: bool, commissioners: usize) {
    let situation = asked.facts.situation;
    let day = chosen.on.in_words();
    let counts = Counts::of(report);
    report.title = format!(
        "{}{}, {day}: {}",
        subject(report),
        place_in_words(asked.facts.situation.landscape, asked.place),
        lead(report, asked, commissioners)
    );
    let wrong = counts.in_words();
    report.summary = format!("{}: {wrong}", counted(report.components, "component", "components"));
    report.subtitle = situation.landscape.title.to_string();
    if chosen.title != day {
        report.subtitle = format!("{} · {}", report.subtitle, chosen.title);
    }
    report.caption = caption(report, asked);
    let services = named.then_some(asked.services.as_slice());
    report.source = source(&EvidenceCounts::of(situation, services), &situation.landscape.title, &day);
    report.description = format!("{} {}", who(report), capital(&wrong));
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
fn lead(report: &NetworkReport, asked: &Asked<'_>, commissioners: usize) -> String {
    let it = if report.services.len() == 1 { "it" } else { "them" };
    let (one, many) = if asked.place.is_some() { ("body", "bodies") } else { ("kind of body", "kinds of body") };
    match commissioners {
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
