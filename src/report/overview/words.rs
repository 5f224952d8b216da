//! The title, what stands below it, the source and the text alternative of an overview.

use std::collections::BTreeSet;

use super::{OverviewReport, Seen, Side, SidePart};
use crate::checks::{list_in_words, plural};
use crate::landscape::ServiceId;
use crate::report::common::{EvidenceCounts, capital};
use crate::report::network::{Hold, Trouble};
use crate::report::pathway::words::about;
use crate::report::titles::{counted, first_that_fits, number};

/// At most so many services are named.
const NAMED: usize = 3;

/// Fills in the sentences; the services by their names.
pub(super) fn say(report: &mut OverviewReport, seen: &[Seen<'_>], names: &[String]) {
    let counts: Vec<Counts> = (0..report.scenarios.len()).map(|place| Counts::of(report, place)).collect();
    for (side, counts) in report.scenarios.iter_mut().zip(&counts) {
        side.summary = summary(counts);
    }
    let subject = match names {
        few if few.len() <= NAMED => list_in_words(few),
        many => format!("{} services", capital(&number(many.len()))),
    };
    report.title = title(&counts);
    let twice = if names.len() > 1 { " A part of two services stands in both." } else { "" };
    let numbers = "A square is a part, with its number in the picture of the pathway.";
    report.about = format!("{} {numbers}{twice}", about(seen, &subject));
    report.description = description(report, &counts, names);
    report.source = source(report, seen);
}

/// A lane with how many parts it holds, undisputed.
struct Held {
    parts: usize,
    /// `PCTs` or `NHSE`.
    who: String,
    /// Whether that is more than one body.
    many: bool,
    /// Its short name.
    mark: String,
}

impl Held {
    /// `PCTs hold`.
    fn says(&self) -> String {
        format!("{} {}", self.who, if self.many { "hold" } else { "holds" })
    }
}

/// What a scenario comes to; a part of two services counts once.
struct Counts {
    parts: usize,
    gaps: usize,
    possible_gaps: usize,
    overlaps: usize,
    steps: usize,
    unbridged: usize,
    /// Who holds something, the largest first.
    held: Vec<Held>,
}

impl Counts {
    fn of(report: &OverviewReport, place: usize) -> Counts {
        let side = &report.scenarios[place];
        let count = |is: &dyn Fn(&SidePart) -> bool| different(report, side, is);
        let marked = |trouble: Trouble, certain: bool| {
            count(&|one| one.part.marks.iter().any(|mark| mark.trouble == trouble && mark.certain == certain))
        };
        let held = |(lane, of): (usize, &crate::report::pathway::Lane)| {
            let holds = |one: &SidePart| {
                one.part.holders.iter().any(|holder| holder.lane == lane && holder.hold != Hold::Disputed)
            };
            let many = side.bodies[lane].is_some_and(|count| count > 1);
            let who = if many { plural(&of.mark) } else { of.mark.clone() };
            Held { parts: count(&holds), who, many, mark: of.mark.clone() }
        };
        let mut held: Vec<Held> = report.lanes.iter().enumerate().map(held).filter(|held| held.parts > 0).collect();
        held.sort_by_key(|held| std::cmp::Reverse(held.parts));
        Counts {
            parts: count(&|_| true),
            gaps: marked(Trouble::Gap, true),
            possible_gaps: marked(Trouble::Gap, false),
            overlaps: marked(Trouble::Overlap, true),
            steps: side.steps,
            unbridged: side.unbridged,
            held,
        }
    }
}

/// How many different components of a scenario are so.
fn different(report: &OverviewReport, side: &Side, is: &dyn Fn(&SidePart) -> bool) -> usize {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for (of, group) in report.groups.iter().zip(&side.groups) {
        let id = |one: &SidePart| of.parts.iter().find(|part| part.number == one.part.number);
        known.extend(group.parts.iter().filter(|one| is(one)).filter_map(id).map(|part| part.component.as_str()));
    }
    known.len()
}

/// What the picture shows in at most ten words.
fn title(counts: &[Counts]) -> String {
    match counts {
        [one] => one_title(one),
        [first, .., last] => change_title(first, last),
        [] => String::new(),
    }
}

fn one_title(counts: &Counts) -> String {
    let parts = counted(counts.parts, "part", "parts");
    match counts.held.as_slice() {
        [] => format!("Nobody commissions any of {parts}"),
        [one] => first_that_fits(&[
            format!("{} {} of {parts}, nobody else any", one.says(), one.parts),
            format!("The only commissioner holds {} of {parts}", one.parts),
        ]),
        [largest, ..] => {
            let many = number(counts.held.len());
            first_that_fits(&[
                format!("Largest of {many} commissioners: {}, with {} of {parts}", largest.who, largest.parts),
                format!("The largest commissioner holds {} of {parts}", largest.parts),
            ])
        }
    }
}

fn change_title(first: &Counts, last: &Counts) -> String {
    let parts = counted(first.parts, "part", "parts");
    match (first.held.first(), last.held.first()) {
        (None, None) => format!("Nobody commissions any of {parts} in either"),
        (None, Some(to)) => format!("Nobody held any of {parts}; then {} {}", to.says(), to.parts),
        (Some(from), None) => format!("{} {} of {parts}; then nobody any", from.says(), from.parts),
        (Some(from), Some(to)) if from.mark == to.mark && from.parts == to.parts => first_that_fits(&[
            format!("{} {} of {parts}, before and after", from.says(), from.parts),
            format!("The largest commissioner holds {} of {parts} throughout", from.parts),
        ]),
        (Some(from), Some(to)) if from.mark == to.mark => first_that_fits(&[
            format!("{} {} of {parts}, then {}", from.says(), from.parts, to.parts),
            format!("The largest commissioner holds {} of {parts}, then {}", from.parts, to.parts),
        ]),
        (Some(from), Some(to)) => first_that_fits(&[
            format!("{} {} of {parts}; then {} {}", from.says(), from.parts, to.says(), to.parts),
            format!("The largest commissioner holds {} of {parts}, then {}", from.parts, to.parts),
        ]),
    }
}

/// `No gaps, 7 possible gaps; 53 of 179 steps unbridged.`
fn summary(counts: &Counts) -> String {
    let mut said = Vec::new();
    if counts.gaps > 0 || counts.possible_gaps == 0 {
        said.push(counted(counts.gaps, "gap", "gaps"));
    }
    if counts.possible_gaps > 0 {
        said.push(counted(counts.possible_gaps, "possible gap", "possible gaps"));
    }
    if counts.overlaps > 0 {
        said.push(counted(counts.overlaps, "overlap", "overlaps"));
    }
    let said = capital(&said.join(", "));
    match counts.steps {
        0 => format!("{said}."),
        steps => format!("{said}; {} of {} unbridged.", counts.unbridged, counted(steps, "step", "steps")),
    }
}

/// At most two sentences: who commissions how much, and what is wrong.
fn description(report: &OverviewReport, counts: &[Counts], names: &[String]) -> String {
    let of = match names {
        [one] => format!(" of {one}"),
        many => format!(" of {} services", number(many.len())),
    };
    let one = |(side, counts): (&Side, &Counts)| {
        let held: Vec<String> = counts.held.iter().map(|held| format!("{} ({})", held.mark, held.parts)).collect();
        let by = if held.is_empty() { "nobody".to_owned() } else { list_in_words(&held) };
        let summary = side.summary.trim_end_matches('.').replacen("No ", "no ", 1).replace("; ", " and ");
        let parts = counted(counts.parts, "part", "parts");
        format!("on {} {parts}{of} commissioned by {by}, with {summary}", side.scenario.day)
    };
    let said: Vec<String> = report.scenarios.iter().zip(counts).map(one).collect();
    match said.as_slice() {
        [first, rest @ ..] if !rest.is_empty() => format!("{}. {}.", capital(first), capital(&rest.join("; "))),
        _ => format!("{}.", capital(&said.join("; "))),
    }
}

/// What each scenario rests on.
fn source(report: &OverviewReport, seen: &[Seen<'_>]) -> String {
    let landscape = seen[0].facts.situation.landscape;
    let services: Vec<ServiceId> = (0..landscape.services.len())
        .filter(|place| report.services.iter().any(|service| *landscape.services[*place].id == **service))
        .map(ServiceId::new)
        .collect();
    let of = |one: &Seen<'_>| {
        let counts = EvidenceCounts::of(one.facts.situation, Some(&services));
        let sure = [(counts.verified, "verified"), (counts.contested, "contested")];
        let sure: Vec<String> =
            sure.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
        let sure = if sure.is_empty() { String::new() } else { format!(" ({})", sure.join(", ")) };
        let total = counted(counts.total(), "responsibility", "responsibilities");
        format!("{total}{sure} on {}", one.chosen.on.in_words())
    };
    let list: Vec<String> = seen.iter().map(of).collect();
    format!("Source: the landscape “{}”, {}.", report.landscape, list_in_words(&list))
}
