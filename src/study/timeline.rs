//! Every day on which something begins or ends: what gaps and overlaps open and close, who held what, when.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::analysis::{Facts, Shapes};
use crate::checks::{Certainty, Fact, Finding, judge_codes};
use crate::day::{Day, Period};
use crate::landscape::{ArrangementId, ComponentId, FunctionId, KindId, Landscape, OrganisationId, ServiceId};

/// What happens between two days.
#[derive(Debug)]
pub struct Timeline {
    /// The first and the last day.
    pub window: (Day, Day),
    /// Without arrangements and relations that no law requires.
    pub bare_law: bool,
    /// Days on which anything opens, closes, begins or ends, in order.
    pub days: Vec<Turn>,
    /// How long each gap and overlap stood: by key, certainty, first day.
    pub spans: Vec<Span>,
    /// Who held each function of each component: by component, function, first day.
    pub held: Vec<Held>,
    /// Arrangements that lapse, and the overlaps that open when they do; by day.
    pub lapses: Vec<Lapse>,
}

/// A day on which something changes.
#[derive(Debug)]
pub struct Turn {
    /// The day.
    pub on: Day,
    /// Keys of findings that stand from this day on, and stood not the day before.
    pub opens: Vec<String>,
    /// Keys of findings that stood until the day before.
    pub closes: Vec<String>,
    /// Organisations that live from this day on.
    pub begun: Vec<OrganisationId>,
    /// Organisations whose last day was the day before.
    pub ended: Vec<OrganisationId>,
}

/// A longest run of days on which a finding stands.
#[derive(Debug)]
pub struct Span {
    /// The finding's key.
    pub key: String,
    /// Its certainty.
    pub certainty: Certainty,
    /// Its sentence on the first day.
    pub sentence: String,
    /// How bad it is on the first day.
    pub severity: &'static str,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
    /// The facts that it rests on, on the first day.
    pub facts: Vec<Fact>,
    /// Its people, summed over the days.
    pub people_days: f64,
    /// Most people on any of the days.
    pub most_people: f64,
}

impl Span {
    /// How many days.
    pub fn days(&self) -> i64 {
        self.until.days_since(self.from) + 1
    }
}

/// A longest run of days on which a function of a component is with the same kinds, by settled claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The component.
    pub component: ComponentId,
    /// The function.
    pub function: FunctionId,
    /// The kinds, by id; none for nobody.
    pub kinds: Vec<KindId>,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
}

/// An arrangement that ends, and what overlaps then.
#[derive(Debug)]
pub struct Lapse {
    /// The arrangement.
    pub arrangement: ArrangementId,
    /// Its last day.
    pub last: Day,
    /// Keys of the overlaps that open the next day for what it covered.
    pub opens: Vec<String>,
}

/// The first and the last day on which anything in a landscape begins or ends.
pub fn dated_days(landscape: &Landscape) -> Option<(Day, Day)> {
    dated(&periods(landscape))
}

fn dated(periods: &[Period]) -> Option<(Day, Day)> {
    let days = || periods.iter().flat_map(|period| [period.from(), period.until()]).flatten();
    Some((days().min()?, days().max()?))
}

/// Sweeps over a window; without one, from the first to the last day on which anything begins or ends. `None` where
/// nothing has a date and no window is given, or the window ends before it begins.
pub fn timeline(
    landscape: &Landscape,
    window: (Option<Day>, Option<Day>),
    services: Option<&[ServiceId]>,
    bare_law: bool,
) -> Option<Timeline> {
    let periods = periods(landscape);
    let window = match window {
        (Some(first), Some(last)) => (first, last),
        (first, last) => {
            let known = dated(&periods)?;
            (first.unwrap_or(known.0), last.unwrap_or(known.1))
        }
    };
    if window.1 < window.0 {
        return None;
    }
    let mut starts: Vec<Day> = periods
        .iter()
        .flat_map(|period| [period.from(), period.until().map(Day::next)])
        .flatten()
        .filter(|day| window.0 < *day && *day <= window.1)
        .collect();
    starts.push(window.0);
    starts.sort_unstable();
    starts.dedup();
    let mut sweep = Sweep {
        landscape,
        services,
        bare_law,
        shapes: Arc::default(),
        open: BTreeMap::new(),
        holding: BTreeMap::new(),
    };
    let mut line =
        Timeline { window, bare_law, days: Vec::new(), spans: Vec::new(), held: Vec::new(), lapses: Vec::new() };
    for (place, first) in starts.iter().enumerate() {
        let last = starts.get(place + 1).map_or(window.1, |next| next.previous());
        sweep.stretch(*first, last, &mut line);
    }
    sweep.close(&mut line);
    line.spans.sort_by(|a, b| (&a.key, a.certainty, a.from).cmp(&(&b.key, b.certainty, b.from)));
    let id = |component: ComponentId| &landscape.components[component.index()].id;
    let function = |function: FunctionId| &landscape.functions[function.index()].id;
    line.held.sort_by(|a, b| {
        (id(a.component), function(a.function), a.from).cmp(&(id(b.component), function(b.function), b.from))
    });
    Some(line)
}

/// Every period that anything has.
fn periods(landscape: &Landscape) -> Vec<Period> {
    let mut all: Vec<Period> = landscape.organisations.iter().map(|one| one.period).collect();
    all.extend(landscape.components.iter().map(|one| one.period));
    all.extend(landscape.responsibilities.iter().map(|one| one.period));
    all.extend(landscape.arrangements.iter().map(|one| one.period));
    all.extend(landscape.relations.iter().map(|one| one.period));
    all.extend(landscape.geography.within.iter().flatten().map(|(_, _, period)| *period));
    all.retain(|period| *period != Period::NEVER);
    all.sort_unstable();
    all.dedup();
    all
}

/// What stands at the moment, and since when.
struct Sweep<'l> {
    landscape: &'l Landscape,
    services: Option<&'l [ServiceId]>,
    bare_law: bool,
    /// What holds on several days is worked out once.
    shapes: Arc<Shapes>,
    open: BTreeMap<(String, Certainty), Span>,
    holding: BTreeMap<(ComponentId, FunctionId), Held>,
}

impl Sweep<'_> {
    /// One stretch of days on which nothing begins or ends.
    fn stretch(&mut self, first: Day, last: Day, line: &mut Timeline) {
        let situation = self.landscape.at(first, self.bare_law);
        let facts = Facts::sharing(&situation, Arc::clone(&self.shapes));
        let wanted = |code: &str| code.starts_with("gap/") || code.starts_with("overlap/");
        let findings = judge_codes(&facts, self.services, wanted);
        let mut turn = self.bodies(first);
        let days = (last.days_since(first) + 1) as f64;
        let mut still: BTreeMap<(String, Certainty), Span> = BTreeMap::new();
        for finding in findings.findings {
            let people = finding.people(self.landscape).unwrap_or(0.0);
            let key = (finding.key.clone(), finding.certainty);
            let mut span = match self.open.remove(&key) {
                Some(span) => span,
                None => {
                    turn.opens.push(finding.key.clone());
                    self.begin(&finding, first)
                }
            };
            span.until = last;
            span.people_days += people * days;
            span.most_people = span.most_people.max(people);
            still.insert(key, span);
        }
        for ((key, _), span) in std::mem::replace(&mut self.open, still) {
            turn.closes.push(key);
            line.spans.push(span);
        }
        self.lapses(first, &turn.opens, line);
        turn.opens.dedup();
        turn.closes.dedup();
        if ![&turn.opens, &turn.closes].iter().all(|list| list.is_empty())
            || ![&turn.begun, &turn.ended].iter().all(|list| list.is_empty())
        {
            line.days.push(turn);
        }
        self.hold(&facts, first, last, line);
    }

    fn begin(&self, finding: &Finding, first: Day) -> Span {
        Span {
            key: finding.key.clone(),
            certainty: finding.certainty,
            sentence: crate::checks::check(finding.code)
                .map_or_else(String::new, |check| check.sentence(finding, self.landscape)),
            severity: finding.severity.word(),
            facts: finding.facts.clone(),
            from: first,
            until: first,
            people_days: 0.0,
            most_people: 0.0,
        }
    }

    /// Who begins and who has ended on a day.
    fn bodies(&self, on: Day) -> Turn {
        let all = || self.landscape.organisations.iter().enumerate();
        let mut begun: Vec<OrganisationId> = Vec::new();
        let mut ended: Vec<OrganisationId> = Vec::new();
        for (place, body) in all() {
            let (now, before) = (body.period.includes(on), body.period.includes(on.previous()));
            if now && !before {
                begun.push(OrganisationId::new(place));
            } else if before && !now {
                ended.push(OrganisationId::new(place));
            }
        }
        Turn { on, opens: Vec::new(), closes: Vec::new(), begun, ended }
    }

    /// Arrangements that were in force until the day before, and the overlaps that open for what they covered.
    fn lapses(&self, first: Day, opens: &[String], line: &mut Timeline) {
        for (place, arrangement) in self.landscape.arrangements.iter().enumerate() {
            if !arrangement.joins() || arrangement.period.until() != Some(first.previous()) {
                continue;
            }
            let covered = |key: &&String| {
                let mut parts = key.split(':');
                let overlap = parts.next().is_some_and(|code| code.starts_with("overlap/"));
                let component = parts.next().unwrap_or_default();
                let covers = self.landscape.components.iter().position(|known| &*known.id == component);
                overlap && covers.is_some_and(|place| arrangement.covers(ComponentId::new(place)))
            };
            line.lapses.push(Lapse {
                arrangement: ArrangementId::new(place),
                last: first.previous(),
                opens: opens.iter().filter(covered).cloned().collect(),
            });
        }
    }

    /// Who holds what in a stretch, by kinds with a settled claim.
    fn hold(&mut self, facts: &Facts<'_>, first: Day, last: Day, line: &mut Timeline) {
        let mut still: BTreeMap<(ComponentId, FunctionId), Held> = BTreeMap::new();
        for function in facts.functions() {
            let component = &self.landscape.components[function.component.index()];
            let asked = self.services.is_none_or(|asked| component.services.iter().any(|one| asked.contains(one)));
            if !asked || !(function.needed || function.claimed()) {
                continue;
            }
            let mut kinds: Vec<KindId> = function
                .verdicts
                .verdicts()
                .iter()
                .flat_map(|verdict| &facts.units().get(verdict.settled_units).organisations)
                .map(|one| self.landscape.organisations[one.index()].kind)
                .collect();
            kinds.sort_unstable();
            kinds.dedup();
            let key = (function.component, function.function);
            let before = self.holding.remove(&key);
            let held = match before {
                Some(before) if before.kinds == kinds => Held { until: last, ..before },
                other => {
                    line.held.extend(other);
                    Held { component: key.0, function: key.1, kinds, from: first, until: last }
                }
            };
            still.insert(key, held);
        }
        line.held.extend(std::mem::replace(&mut self.holding, still).into_values());
    }

    /// Ends what still stands with the window.
    fn close(self, line: &mut Timeline) {
        line.spans.extend(self.open.into_values());
        line.held.extend(self.holding.into_values());
    }
}
