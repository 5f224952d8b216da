//! What happens day by day: gaps and overlaps that open and close, who held what, when.

use serde::Serialize;

use super::check::service_names_of;
use super::common::{Names, basis_and_evidence, basis_of};
use crate::day::{Day, Period};
use crate::landscape::{ComponentId, Landscape, Responsibility, ResponsibilityId, Selector, ServiceId};
use crate::model::{Family, Status};
use crate::study::timeline::{Held, Timeline};

/// `remit/timeline/1`.
#[derive(Debug, Serialize)]
pub struct TimelineReport {
    /// The name and version of this shape.
    pub schema: &'static str,
    /// The landscape's title.
    pub landscape: String,
    /// The service asked for, where it is one; null for all.
    pub service: Option<String>,
    /// The first and the last day.
    pub window: [String; 2],
    /// Days on which something changes.
    pub days: Vec<DayView>,
    /// How long each gap and overlap stood.
    pub spans: Vec<SpanView>,
    /// Who held what, when.
    pub held: Vec<HeldView>,
    /// Arrangements that lapse, and the overlaps that open when they do.
    pub lapses: Vec<LapseView>,
    /// The services asked for, by name.
    #[serde(skip)]
    pub services: Vec<String>,
    /// Without arrangements and relations that no law requires.
    #[serde(skip)]
    pub bare_law: bool,
    /// How many days the window has.
    #[serde(skip)]
    pub length: i64,
    /// The window in words.
    #[serde(skip)]
    pub window_in_words: [String; 2],
}

/// A day on which something changes.
#[derive(Debug, Serialize)]
pub struct DayView {
    /// The day.
    pub on: String,
    /// Keys of findings that open.
    pub opens: Vec<String>,
    /// Keys of findings that close.
    pub closes: Vec<String>,
    /// Organisations that begin.
    pub begun: Vec<String>,
    /// Organisations that have ended.
    pub ended: Vec<String>,
    /// The day in words.
    #[serde(skip)]
    pub day: String,
    /// The day as whole days since the window began.
    #[serde(skip)]
    pub place: i64,
    /// What the responsibilities rest on that begin on the day, or ended the day before.
    #[serde(skip)]
    pub basis: Vec<String>,
}

/// How long a finding stood.
#[derive(Debug, Serialize)]
pub struct SpanView {
    /// Its key.
    pub key: String,
    /// Its certainty.
    pub certainty: &'static str,
    /// The first day.
    pub from: String,
    /// The last day.
    pub until: String,
    /// How many days.
    pub days: i64,
    /// Its people, summed over the days.
    pub people_days: f64,
    /// Its sentence.
    #[serde(skip)]
    pub sentence: String,
    /// What it rests on, on the first day.
    #[serde(skip)]
    pub basis: Vec<String>,
    /// How bad it is.
    #[serde(skip)]
    pub severity: &'static str,
    /// Most people on any day.
    #[serde(skip)]
    pub most_people: f64,
    /// Whether it stands when the window begins, and when it ends.
    #[serde(skip)]
    pub cut: [bool; 2],
    /// The first and the last day as whole days since the window began.
    #[serde(skip)]
    pub place: [i64; 2],
}

/// Who held a function of a component.
#[derive(Debug, Serialize)]
pub struct HeldView {
    /// The component.
    pub component: String,
    /// The function.
    pub function: String,
    /// The kinds; none for nobody.
    pub kinds: Vec<String>,
    /// The first day.
    pub from: String,
    /// The last day.
    pub until: String,
    /// The component's name.
    #[serde(skip)]
    pub name: String,
    /// The kinds in words.
    #[serde(skip)]
    pub by: String,
    /// The place of the component in the landscape as written.
    #[serde(skip)]
    pub written: usize,
    /// How they are coloured; none for nobody.
    #[serde(skip)]
    pub family: Option<Family>,
    /// The first and the last day as whole days since the window began.
    #[serde(skip)]
    pub place: [i64; 2],
    /// What they hold it under; where nobody does for certain, what those claim it under who dispute it.
    #[serde(skip)]
    pub basis: Vec<String>,
}

/// An arrangement that lapses.
#[derive(Debug, Serialize)]
pub struct LapseView {
    /// The arrangement.
    pub arrangement: String,
    /// Its last day.
    pub last: String,
    /// Keys of the overlaps that open then.
    pub opens: Vec<String>,
}

/// Reports a timeline.
pub fn timeline_report(landscape: &Landscape, line: &Timeline, services: Option<&[ServiceId]>) -> TimelineReport {
    let names = Names(landscape);
    TimelineReport {
        schema: "remit/timeline/1",
        landscape: landscape.title.to_string(),
        service: match services {
            Some([one]) => Some(names.service(*one)),
            _ => None,
        },
        bare_law: line.bare_law,
        window: [line.window.0.to_string(), line.window.1.to_string()],
        days: line
            .days
            .iter()
            .map(|turn| DayView {
                on: turn.on.to_string(),
                opens: sorted(&turn.opens),
                closes: sorted(&turn.closes),
                begun: names.organisations(&turn.begun),
                ended: names.organisations(&turn.ended),
                day: turn.on.in_words(),
                place: turn.on.days_since(line.window.0),
                basis: on_the_day(landscape, turn.on, services),
            })
            .collect(),
        spans: line
            .spans
            .iter()
            .map(|span| SpanView {
                key: span.key.clone(),
                certainty: span.certainty.word(),
                from: span.from.to_string(),
                until: span.until.to_string(),
                days: span.days(),
                people_days: span.people_days,
                sentence: span.sentence.clone(),
                basis: basis_and_evidence(landscape, &span.facts).0,
                severity: span.severity,
                most_people: span.most_people,
                cut: [span.from == line.window.0, span.until == line.window.1],
                place: [span.from, span.until].map(|day| day.days_since(line.window.0)),
            })
            .collect(),
        held: line
            .held
            .iter()
            .map(|held| HeldView {
                component: names.component(held.component),
                function: names.function(held.function),
                kinds: names.kinds(&held.kinds),
                from: held.from.to_string(),
                until: held.until.to_string(),
                name: landscape.components[held.component.index()].name.to_string(),
                by: held
                    .kinds
                    .iter()
                    .map(|kind| landscape.kinds[kind.index()].short.to_string())
                    .collect::<Vec<_>>()
                    .join(" + "),
                written: held.component.index(),
                family: held.kinds.iter().map(|kind| landscape.kinds[kind.index()].family).min(),
                place: [held.from, held.until].map(|day| day.days_since(line.window.0)),
                basis: under(landscape, held),
            })
            .collect(),
        lapses: line
            .lapses
            .iter()
            .map(|lapse| LapseView {
                arrangement: landscape.arrangements[lapse.arrangement.index()].id.to_string(),
                last: lapse.last.to_string(),
                opens: sorted(&lapse.opens),
            })
            .collect(),
        services: service_names_of(landscape, services),
        length: line.window.1.days_since(line.window.0) + 1,
        window_in_words: [line.window.0.in_words(), line.window.1.in_words()],
    }
}

/// What a function of a component was held under while it was held by these kinds.
fn under(landscape: &Landscape, held: &Held) -> Vec<String> {
    let span = Period::new(Some(held.from), Some(held.until));
    let kind = |fact: &Responsibility| match fact.holder {
        Selector::Organisation(one) => landscape.organisations[one.index()].kind,
        Selector::Kind(kind) => kind,
    };
    let claims = |fact: &Responsibility| match held.kinds.as_slice() {
        [] => fact.status == Status::Contested,
        kinds => fact.status == Status::Settled && kinds.contains(&kind(fact)),
    };
    let facts = landscape.responsibilities.iter().enumerate().filter(|(_, fact)| {
        fact.components.contains(&held.component)
            && fact.function == held.function
            && fact.period.meets(span)
            && claims(fact)
    });
    basis_of(landscape, &facts.map(|(place, _)| ResponsibilityId::new(place)).collect::<Vec<_>>())
}

/// What responsibilities for the services asked for rest on that begin on a day, or ended the day before.
fn on_the_day(landscape: &Landscape, on: Day, services: Option<&[ServiceId]>) -> Vec<String> {
    let asked = |fact: &Responsibility| {
        services.is_none_or(|services| {
            let of = |component: &ComponentId| &landscape.components[component.index()].services;
            fact.components.iter().any(|component| of(component).iter().any(|one| services.contains(one)))
        })
    };
    let turns = |period: Period| period.from() == Some(on) || period.until() == Some(on.previous());
    let facts = landscape.responsibilities.iter().enumerate().filter(|(_, fact)| turns(fact.period) && asked(fact));
    basis_of(landscape, &facts.map(|(place, _)| ResponsibilityId::new(place)).collect::<Vec<_>>())
}

fn sorted(keys: &[String]) -> Vec<String> {
    let mut keys = keys.to_vec();
    keys.sort_unstable();
    keys.dedup();
    keys
}
