//! What differs between the two sides of a plan and is no step's doing: what begins and ends by itself between two days,
//! and, on one day, what the freeze leaves out and lets go on.

use serde::Serialize;

use crate::analysis::Facts;
use crate::day::Period;
use crate::landscape::{Landscape, Reform};
use crate::report::common::Chosen;

/// How many facts (organisations, responsibilities, arrangements, relations) differ, and no step touched them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Besides {
    /// They begin between the two days.
    pub begin: usize,
    /// They end between the two days.
    pub end: usize,
    /// They are in force on the day, and the freeze leaves them out.
    pub left_out: usize,
    /// They have ended by the day, and the freeze lets them go on.
    pub go_on: usize,
    /// The day from which the reform has effect, in words.
    #[serde(skip)]
    pub on: String,
    /// What shows the steps alone: a command, and what stands behind the landscape in it.
    #[serde(skip)]
    pub alone: Option<(&'static str, String)>,
}

/// What is recorded on the first side against what the first step found on the second.
pub(super) fn besides(from: &Chosen, to: &Chosen, facts: &Facts<'_>, found: &Landscape, reform: &Reform) -> Besides {
    let recorded = facts.situation.landscape;
    let (mut comes, mut goes) = (0, 0);
    for (recorded, found) in periods(recorded).zip(periods(found)) {
        let [was, is] = [recorded.includes(from.on), found.includes(to.on)];
        comes += usize::from(!was && is);
        goes += usize::from(was && !is);
    }
    let frozen = from.on == to.on;
    let alone = (comes + goes > 0).then(|| alone(from, to, recorded, reform, frozen));
    let [begin, end] = if frozen { [0, 0] } else { [comes, goes] };
    let [go_on, left_out] = if frozen { [comes, goes] } else { [0, 0] };
    Besides { begin, end, left_out, go_on, on: reform.on.in_words(), alone }
}

/// Every fact's period, in an order that reforms do not change.
fn periods(landscape: &Landscape) -> impl Iterator<Item = Period> + '_ {
    let organisations = landscape.organisations.iter().map(|fact| fact.period);
    organisations
        .chain(landscape.responsibilities.iter().map(|fact| fact.period))
        .chain(landscape.arrangements.iter().map(|fact| fact.period))
        .chain(landscape.relations.iter().map(|fact| fact.period))
}

/// A world that stood still is held against the day before; one that goes on, against the same day without the reform.
fn alone(from: &Chosen, to: &Chosen, recorded: &Landscape, reform: &Reform, frozen: bool) -> (&'static str, String) {
    let written: Vec<&str> = from.asked.split('+').skip(1).collect();
    let own = from.reforms.iter().take(from.reforms.len().saturating_sub(written.len())).map(String::as_str);
    let own: String = own.chain(written.iter().copied()).map(|name| format!("+{name}")).collect();
    let last = to.asked.rsplit('+').next().unwrap_or_default();
    let before = reform.on.previous();
    let earlier = recorded.applied.iter().map(|applied| recorded.reforms[applied.reform].on).max();
    if frozen && earlier.is_none_or(|earlier| earlier <= before) {
        ("plan", format!("{before}{own} --reform {last}"))
    } else {
        ("compare", format!("{on}{own} {on}{own}+{last}", on = to.on))
    }
}
