//! What stands around a map, in words: the finding as its title, the measure, what its tiles do not say.

use super::classes::Scale;
use super::{Boundary, MapReport, Shown, TileView, values};
use crate::checks::list_in_words;
use crate::landscape::tiles::{Ground, TileMap};
use crate::landscape::{KindId, Landscape, OrganisationId, ServiceMeasure};
use crate::report::common::{EvidenceCounts, capital};
use crate::report::pathway::Seen;
use crate::report::titles::{counted, first_that_fits};

/// Fills in the sentences.
pub(super) fn say(
    report: &mut MapReport,
    seen: &[Seen<'_>],
    (tiles, grounds): (&TileMap, &[Ground]),
    shown: &Shown,
    scale: &Scale,
) {
    let landscape = seen[0].facts.situation.landscape;
    let days: Vec<String> = report.scenarios.iter().map(|scenario| scenario.day.clone()).collect();
    let kind = &landscape.kinds[tiles.kind.index()];
    let (subject, things) = subject(landscape, shown, &kind.short);
    let said = match shown {
        Shown::Finding(key) => affected(report, landscape, key),
        Shown::Boundary(with, Boundary::Meets | Boundary::MeetsFivePercent) if seen.len() == 1 => {
            across(report, &short(landscape, *with))
        }
        _ => course(report, &things, scale),
    };
    let long = if subject.is_empty() { capital(&said) } else { format!("{subject}: {said}") };
    report.title = first_that_fits(&[long, capital(&said)]);
    report.legend = legend(landscape, shown, &kind.short);
    report.about = format!(
        "{}; {}. A tile stands for one of the {}, about where it lies, whatever its size.",
        measure_in_words(landscape, seen, shown),
        list_in_words(&days),
        mark_many(report),
    );
    report.means = (0..days.len()).map(|place| mean(report, place, scale)).collect();
    report.description = description(report, &subject, &said, &days);
    report.source = source(report, seen, (tiles, grounds), shown);
}

/// What it is about, and what is counted: one, and several.
fn subject(landscape: &Landscape, shown: &Shown, tile: &str) -> (String, (String, String)) {
    let pair = |one: &str, many: &str| (one.to_owned(), many.to_owned());
    match shown {
        Shown::Measure(service, measure) => {
            let things = match measure {
                ServiceMeasure::Commissioners => pair("commissioner", "commissioners"),
                ServiceMeasure::Kinds => pair("kind of commissioner", "kinds of commissioner"),
                ServiceMeasure::Effective | ServiceMeasure::Entropy => {
                    pair("effective commissioner", "effective commissioners")
                }
                ServiceMeasure::Apart => pair("of pairs in different hands", "pairs in different hands"),
                ServiceMeasure::Edges => pair("step", "steps"),
                ServiceMeasure::Handoffs => pair("handoff", "handoffs"),
                ServiceMeasure::Joined => pair("joined handoff", "joined handoffs"),
                ServiceMeasure::Bridged => pair("bridged handoff", "bridged handoffs"),
                ServiceMeasure::Unbridged => pair("unbridged handoff", "unbridged handoffs"),
                ServiceMeasure::Broken => pair("broken step", "broken steps"),
                ServiceMeasure::Empty => pair("part without commissioner", "parts without commissioner"),
            };
            (landscape.services[service.index()].name.to_string(), things)
        }
        Shown::Boundary(with, _) => {
            let short = &landscape.kinds[with.index()].short;
            (String::new(), (format!("{short} per {tile}"), format!("{short}s per {tile}")))
        }
        Shown::Coordination => {
            (String::new(), pair("counterpart of each across handoffs", "counterparts across handoffs"))
        }
        Shown::Finding(_) => (String::new(), (String::new(), String::new())),
    }
}

/// What findings of a code or a key are, several or one of a component.
fn finding_in_words(landscape: &Landscape, key: &str) -> (Option<String>, String) {
    let (code, place) = key.split_once(':').unwrap_or((key, ""));
    let (family, what) = code.split_once('/').unwrap_or((code, ""));
    let (one, many) = match (family, what) {
        ("gap", "power-only") => ("a power without a duty", "powers without a duty"),
        ("gap", "residual-only") => ("a general duty alone", "general duties alone"),
        ("gap", "cross-boundary") => ("a gap across boundaries", "gaps across boundaries"),
        ("gap", "orphaned") => ("an orphan", "orphans"),
        ("gap", _) => ("a gap", "gaps"),
        ("overlap", _) => ("an overlap", "overlaps"),
        ("fragmentation", "handoff") => ("an unbridged handoff", "unbridged handoffs"),
        ("fragmentation", "payer") => ("a payer apart", "payers apart"),
        ("accountability", _) => ("a chain without an end", "chains without an end"),
        _ => ("a finding", "findings"),
    };
    let component = place.split([':', '>']).next().unwrap_or_default();
    match landscape.components.iter().find(|known| &*known.id == component) {
        Some(component) => (Some(component.name.to_string()), one.to_owned()),
        None => (None, many.to_owned()),
    }
}

/// `3 commissioners everywhere`, `handoffs range from 8 to 11`; of two scenarios, where they rise or fall.
fn course(report: &MapReport, (one, many): &(String, String), scale: &Scale) -> String {
    if report.scenarios.len() > 1 {
        let changes: Vec<std::cmp::Ordering> = report.tiles.iter().filter_map(change).collect();
        let count = |wanted| changes.iter().filter(|known| **known == wanted).count();
        let (up, down) = (count(std::cmp::Ordering::Greater), count(std::cmp::Ordering::Less));
        let (verb, some) = if up >= down { ("rise", up) } else { ("fall", down) };
        return match some {
            0 => format!("{many} stay the same everywhere"),
            _ if some == changes.len() => {
                let means = |place| mean(report, place, scale);
                format!("{many} {verb} from {} to {}", means(0), means(report.scenarios.len() - 1))
            }
            _ => format!("{many} {verb} in {some} of {} {}", changes.len(), mark_many(report)),
        };
    }
    let mut values: Vec<f64> = report.tiles.iter().filter_map(|tile| tile.values[0]).collect();
    values.sort_by(f64::total_cmp);
    let (least, most) = (scale.says(values[0]), scale.says(values[values.len() - 1]));
    if least == most {
        let noun = if least == "1" { one } else { many };
        format!("{least} {noun} everywhere")
    } else {
        format!("{many} range from {least} to {most}")
    }
}

/// Whether a tile rises or falls from the first scenario to the last.
fn change(tile: &TileView) -> Option<std::cmp::Ordering> {
    let (from, to) = (tile.values.first().copied()??, tile.values.last().copied()??);
    Some(if (from - to).abs() < 1e-6 { std::cmp::Ordering::Equal } else { to.total_cmp(&from) })
}

/// `Gaps concern people in 12 of 152 LAs`, `HIV testing: a gap everywhere`; of two scenarios, whether it spreads.
fn affected(report: &MapReport, landscape: &Landscape, key: &str) -> String {
    let count = |place: usize| report.tiles.iter().filter(|tile| tile.values[place].is_some_and(|v| v > 0.0)).count();
    let all = report.tiles.iter().filter(|tile| tile.values[0].is_some()).count();
    let (some, then, what) = (count(0), count(report.scenarios.len() - 1), mark_many(report));
    let (subject, [spread, shrink, stay, concern]) = match finding_in_words(landscape, key) {
        (Some(component), one) => (format!("{component}: {one}"), ["spreads", "shrinks", "stays", ""]),
        (None, many) => (capital(&many), ["spread", "shrink", "stay", " concern people"]),
    };
    let place = match some {
        0 => "nowhere".to_owned(),
        _ if some == all => "everywhere".to_owned(),
        _ => format!("in {some} of {all} {what}"),
    };
    match (report.scenarios.len(), some.cmp(&then)) {
        (1, _) => format!("{subject}{concern} {place}"),
        (_, std::cmp::Ordering::Less) => format!("{subject} {spread} from {some} to {then} {what}"),
        (_, std::cmp::Ordering::Greater) => format!("{subject} {shrink} from {some} to {then} {what}"),
        (_, std::cmp::Ordering::Equal) => format!("{subject} {stay} {place}"),
    }
}

/// `21 of 209 CCGs lie across several LAs`.
fn across(report: &MapReport, with: &str) -> String {
    let values: Vec<f64> = report.tiles.iter().filter_map(|tile| tile.values[0]).collect();
    let some = values.iter().filter(|value| **value > 1.0).count();
    format!("{some} of {} {} lie across several {with}", values.len(), mark_many(report))
}

fn short(landscape: &Landscape, kind: KindId) -> String {
    format!("{}s", landscape.kinds[kind.index()].short)
}

fn mark_many(report: &MapReport) -> String {
    format!("{}s", report.mark)
}

/// What the colours stand for.
fn legend(landscape: &Landscape, shown: &Shown, tile: &str) -> String {
    match shown {
        Shown::Measure(_, measure) => {
            let says = match measure {
                ServiceMeasure::Commissioners => "Bodies that commission for one person",
                ServiceMeasure::Kinds => "Kinds of body that commission for one person",
                ServiceMeasure::Effective => "As if so many commissioners held equal shares",
                ServiceMeasure::Entropy => "As if so many commissioners held equal shares, by entropy",
                ServiceMeasure::Apart => "Pairs of parts in different hands",
                ServiceMeasure::Edges => "Steps of the pathway",
                ServiceMeasure::Handoffs => "Steps that change hands",
                ServiceMeasure::Joined => "Steps that change hands, joined",
                ServiceMeasure::Bridged => "Steps that change hands, bridged",
                ServiceMeasure::Unbridged => "Steps that change hands, unbridged",
                ServiceMeasure::Broken => "Steps that break off",
                ServiceMeasure::Empty => "Parts without a settled commissioner",
            };
            format!("{says}, mean of each {tile}")
        }
        Shown::Boundary(with, boundary) => {
            let with = short(landscape, *with);
            match boundary {
                Boundary::Meets => format!("{with} with which each {tile} shares people"),
                Boundary::MeetsFivePercent => format!("{with} that hold at least 5% of the people of each {tile}"),
                Boundary::Effective => {
                    format!("As if the people of each {tile} were spread evenly over so many {with}")
                }
            }
        }
        Shown::Coordination => format!("Other bodies that stand across a handoff from each {tile}"),
        Shown::Finding(_) => format!("Share of the people of each {tile}"),
    }
}

/// The measure as the caption names it.
fn measure_in_words(landscape: &Landscape, seen: &[Seen<'_>], shown: &Shown) -> String {
    match shown {
        Shown::Measure(service, measure) => {
            format!("{}, measure “{}”, a mean over people", landscape.services[service.index()].name, measure.name())
        }
        Shown::Boundary(_, boundary) => format!("Boundaries, measure “{}”", boundary.name()),
        Shown::Coordination => "Steps that change hands, measure “coordination”".to_owned(),
        Shown::Finding(key) => {
            let findings = seen.iter().flat_map(|one| &one.judged.findings).filter(|finding| values::is(finding, key));
            let possible = findings.clone().any(|finding| finding.certainty == crate::checks::Certainty::Possible);
            let certain = findings.clone().any(|finding| finding.certainty == crate::checks::Certainty::Certain);
            let sure = match (certain, possible) {
                (true, true) => "certain or possible",
                (false, true) => "possible only",
                _ => "certain",
            };
            format!("People whom “{key}” concerns, {sure}")
        }
    }
}

/// The mean of a scenario over all people of the tiles.
fn mean(report: &MapReport, place: usize, scale: &Scale) -> String {
    let valued = report.tiles.iter().filter_map(|tile| Some((tile.values[place]?, tile.people)));
    let people: f64 = valued.clone().map(|(_, people)| people).sum();
    if report.service.is_none() && report.finding.is_none() || people <= 0.0 {
        return String::new();
    }
    scale.says(valued.map(|(value, people)| value * people).sum::<f64>() / people)
}

fn description(report: &MapReport, subject: &str, said: &str, days: &[String]) -> String {
    let mut order: Vec<&TileView> =
        report.tiles.iter().filter(|tile| tile.values.iter().all(Option::is_some)).collect();
    let last = report.scenarios.len() - 1;
    let value = |tile: &TileView| tile.values[last].unwrap_or(0.0);
    order.sort_by(|one, other| value(other).total_cmp(&value(one)).then_with(|| one.name.cmp(&other.name)));
    let subject = if subject.is_empty() { String::new() } else { format!("{subject}: ") };
    let begin = format!(
        "Map of {} tiles, one for each {}, on {}: {subject}{said}",
        report.tiles.len(),
        report.mark,
        list_in_words(days)
    );
    match (order.first(), order.last()) {
        (Some(first), Some(lowest)) if first.says[last] != lowest.says[last] => format!(
            "{begin}. The highest value is {} ({}), the lowest {} ({}).",
            first.says[last], first.name, lowest.says[last], lowest.name
        ),
        _ => format!("{begin}."),
    }
}

/// What it rests on, and what the tiles do not say.
fn source(report: &MapReport, seen: &[Seen<'_>], (tiles, grounds): (&TileMap, &[Ground]), shown: &Shown) -> String {
    let services = match shown {
        Shown::Measure(service, _) => Some(vec![*service]),
        _ => None,
    };
    let counts: Vec<String> = seen
        .iter()
        .zip(&report.scenarios)
        .map(|(one, scenario)| {
            let total = EvidenceCounts::of(one.facts.situation, services.as_deref()).total();
            format!("{} in force on {}", counted(total, "responsibility", "responsibilities"), scenario.day)
        })
        .collect();
    let mut text = format!("Source: the landscape “{}”, {}.", report.landscape, list_in_words(&counts));
    notes(report, seen, (tiles, grounds)).iter().for_each(|note| text.push_str(&format!(" {note}.")));
    text
}

/// What a reader of the tiles has to know: which are empty, and which stand for areas of another day.
fn notes(report: &MapReport, seen: &[Seen<'_>], (tiles, grounds): (&TileMap, &[Ground])) -> Vec<String> {
    let count = |is: &dyn Fn(&TileView) -> bool| report.tiles.iter().filter(|tile| is(tile)).count();
    let moved = grounds.iter().filter(|ground| ground.moved).count();
    let mut notes = vec![
        note(count(&|tile| tile.organisation.is_none()), ["has a code", "have codes"], "unknown to the landscape"),
        note(
            count(&|tile| tile.organisation.is_some() && tile.people <= 0.0),
            ["has no people", "have no people"],
            "and no value",
        ),
        note(moved, ["keeps the areas", "keep the areas"], "of the first day, though they have others on the later"),
    ];
    for (place, (scenario, one)) in report.scenarios.iter().zip(seen).enumerate() {
        let situation = one.facts.situation;
        let dead = count(&|tile| tile.people > 0.0 && !tile.live[place]);
        let lives = ["stands for a body that does not exist", "stand for bodies that do not exist"];
        notes.push(note(dead, lives, &format!("on {}, with its areas of another day", scenario.day)));
        let shown: Vec<_> = tiles.tiles.iter().filter_map(|tile| tile.organisation).collect();
        let of_kind = |one| situation.landscape.organisations[OrganisationId::index(one)].kind == tiles.kind;
        let left = situation.live_organisations().filter(|one| of_kind(*one) && !shown.contains(one));
        notes.push(match left.filter(|one| situation.residents(*one) > 0.0).count() {
            0 => None,
            1 => Some(format!("1 {} of {} has no tile of its own", report.mark, scenario.day)),
            left => Some(format!("{left} {} of {} have no tile of their own", mark_many(report), scenario.day)),
        });
    }
    notes.into_iter().flatten().collect()
}

/// So many tiles are so; nothing where none is.
fn note(count: usize, [one, many]: [&str; 2], rest: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 tile {one} {rest}")),
        count => Some(format!("{count} tiles {many} {rest}")),
    }
}
