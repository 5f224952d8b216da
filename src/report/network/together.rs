//! Several pictures as one: the same bodies and parts in the same order in each, so that everything can stand in the
//! same place. What is not in one of them is there all the same, and says so.

use std::collections::BTreeMap;

use super::{Body, NetworkReport, Part, StepEnd, Strip, Tie, Tier};

/// Gives all reports the same bodies and parts.
pub(super) fn together(reports: &mut [NetworkReport]) {
    if reports.len() < 2 {
        return;
    }
    let bodies = all_bodies(reports);
    let strips: Vec<Vec<Part>> = (0..reports[0].services.len()).map(|strip| all_parts(reports, strip)).collect();
    for report in reports {
        seat(report, &bodies);
        number(report, &strips);
    }
}

/// The bodies of all reports, family by family, those of the first in their order.
fn all_bodies(reports: &[NetworkReport]) -> Vec<Body> {
    let mut all: Vec<Body> = Vec::new();
    for body in reports.iter().flat_map(|report| &report.bodies) {
        if all.iter().any(|known| is(known, body)) {
            continue;
        }
        let taken = |mark: &str| all.iter().any(|known| known.mark == mark);
        let numbered = (2..).map(|number| format!("{} {number}", body.mark));
        let mark = std::iter::once(body.mark.clone()).chain(numbered).find(|mark| !taken(mark));
        all.push(Body { mark: mark.unwrap_or_default(), commissions: 0, disputed: 0, here: false, ..body.clone() });
    }
    all.sort_by_key(|body| body.family);
    all
}

/// Whether two are the same body: one organisation, or all of a kind.
fn is(one: &Body, other: &Body) -> bool {
    one.kind == other.kind
        && one.count.is_none() == other.count.is_none()
        && (one.count.is_some() || one.name == other.name)
}

/// Puts the bodies of a report where those of all stand.
fn seat(report: &mut NetworkReport, all: &[Body]) {
    let place: Vec<usize> =
        report.bodies.iter().map(|body| all.iter().position(|known| is(known, body)).unwrap_or(0)).collect();
    let mut bodies = all.to_vec();
    for (body, place) in report.bodies.drain(..).zip(&place) {
        let mark = std::mem::take(&mut bodies[*place].mark);
        bodies[*place] = Body { mark, ..body };
    }
    report.bodies = bodies;
    report.tiers.clear();
    for (place, body) in report.bodies.iter().enumerate() {
        match report.tiers.last_mut() {
            Some(tier) if tier.family == body.family => tier.bodies.push(place),
            _ => report.tiers.push(Tier { family: body.family, bodies: vec![place] }),
        }
    }
    for tie in &mut report.ties {
        *tie = Tie { who: place[tie.who], to: place[tie.to], ..*tie };
    }
    for holder in report.services.iter_mut().flat_map(|strip| &mut strip.parts).flat_map(|part| &mut part.holders) {
        holder.body = place[holder.body];
    }
}

/// The parts of a service in all reports: those of the first in their order, others behind what they follow.
fn all_parts(reports: &[NetworkReport], strip: usize) -> Vec<Part> {
    let mut all: Vec<Part> = Vec::new();
    for report in reports {
        let mut behind = 0;
        for part in &report.services[strip].parts {
            match all.iter().position(|known| known.id == part.id) {
                Some(place) => behind = place + 1,
                None => {
                    let absent = Part {
                        needed: false,
                        holders: Vec::new(),
                        marks: Vec::new(),
                        contested: false,
                        here: false,
                        ..part.clone()
                    };
                    all.insert(behind, absent);
                    behind += 1;
                }
            }
        }
    }
    all
}

/// Puts the parts of a report where those of all stand, with their numbers.
fn number(report: &mut NetworkReport, strips: &[Vec<Part>]) {
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    let mut places: Vec<Vec<usize>> = Vec::new();
    let mut before = 0;
    for (strip, all) in report.services.iter_mut().zip(strips) {
        let old: Vec<Part> = std::mem::take(&mut strip.parts);
        let place = |part: &Part| all.iter().position(|known| known.id == part.id).unwrap_or(0);
        places.push(old.iter().map(place).collect());
        strip.parts =
            all.iter().enumerate().map(|(at, part)| Part { number: before + at + 1, ..part.clone() }).collect();
        for part in old {
            let at = place(&part);
            numbers.insert(part.number, before + at + 1);
            strip.parts[at] = Part { number: before + at + 1, ..part };
        }
        before += all.len();
    }
    for (strip, places) in report.services.iter_mut().zip(&places) {
        lead(strip, places, &numbers);
    }
}

fn lead(strip: &mut Strip, places: &[usize], numbers: &BTreeMap<usize, usize>) {
    for step in &mut strip.steps {
        step.from = places[step.from];
        match &mut step.to {
            StepEnd::Here(to) => *to = places[*to],
            StepEnd::Numbered(number) => *number = numbers.get(number).copied().unwrap_or(*number),
            StepEnd::Outside(_) => {}
        }
    }
    strip.steps.sort_by_key(|step| step.from);
}
