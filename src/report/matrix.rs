//! Which part is with whom, as a matrix: components down, organisations or kinds of them across, function by function,
//! with the people covered; one scenario or several.

use std::collections::BTreeMap;

use serde::Serialize;

use super::common::{EvidenceCounts, ScenarioView, capital, people_in_words};
use super::network::{Family, Hold, in_words};
use super::pathway::{Seen, stage_order};
use super::titles::{counted, first_that_fits, number, place_in_words};
use crate::checks::list_in_words;
use crate::landscape::{COMMISSION, Cells, ComponentId, FunctionId, KindId, OrganisationId, ServiceId, StratumId};
use crate::model::Strength;
use crate::study::place::Place;

/// In a place with at most so many holders each has a column of its own.
const MOST_ALONE: usize = 12;

/// `remit/matrix/1`.
#[derive(Debug, Clone, Serialize)]
pub struct MatrixReport {
    /// The name and version of this shape.
    pub schema: &'static str,
    /// The landscape's title.
    pub landscape: String,
    /// The services.
    pub services: Vec<String>,
    /// What the picture shows, in at most ten words.
    pub title: String,
    /// What it is about: services, place, days, people.
    pub about: String,
    /// For those who cannot see it: at most two sentences.
    pub description: String,
    /// What it rests on.
    pub source: String,
    /// The scenarios.
    pub scenarios: Vec<ScenarioView>,
    /// Functions and holders, function by function.
    pub columns: Vec<Holder>,
    /// The components, service by service.
    pub rows: Vec<Row>,
    /// What is held: by row, column and scenario.
    pub cells: Vec<Cell>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Holder {
    /// The function.
    pub function: String,
    /// The kind; empty for nobody.
    pub kind: String,
    /// The organisation, where it is one.
    pub organisation: Option<String>,
    /// Its name.
    pub name: String,
    /// A short name.
    pub mark: String,
    /// How it is coloured; none for nobody.
    #[serde(skip)]
    pub family: Option<Family>,
    /// The function's name.
    #[serde(skip)]
    pub function_name: String,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// The component.
    pub component: String,
    /// Its name.
    pub name: String,
    /// The service that it stands under.
    pub service: String,
    /// What stands above its first row of a group: the stage, or the service where there are several.
    #[serde(skip)]
    pub group: String,
}

/// What a holder holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cell {
    /// The row, by place.
    pub row: usize,
    /// The column, by place.
    pub column: usize,
    /// The scenario, by place.
    pub scenario: usize,
    /// The most binding way in which it holds it for somebody.
    pub hold: Hold,
    /// For so many people in that way.
    pub people: f64,
    /// As a share of those who need it.
    pub share: f64,
}

/// Who stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Seat {
    Kind(KindId),
    One(OrganisationId),
    Nobody,
}

/// What is held by whom, before columns have their places.
type Held = BTreeMap<(FunctionId, Seat), BTreeMap<(usize, usize), (Hold, f64, f64)>>;

/// A row and a scenario in which somebody claims something, how, and where.
type Claimed = (usize, usize, Hold, Cells);

/// Draws up the matrix of some services.
pub fn matrix(seen: &[Seen<'_>], services: &[ServiceId]) -> MatrixReport {
    let landscape = seen[0].facts.situation.landscape;
    let rows = rows(seen, services);
    let held = held(seen, &rows);
    let mut order: Vec<(FunctionId, Seat)> = held.keys().copied().collect();
    let family = |seat: &Seat| match seat {
        Seat::Kind(kind) => Some(landscape.kinds[kind.index()].family),
        Seat::One(one) => Some(landscape.kinds[landscape.organisations[one.index()].kind.index()].family),
        Seat::Nobody => None,
    };
    order.sort_by_key(|key| (key.0 != COMMISSION, key.0, key.1 == Seat::Nobody, family(&key.1), key.1));
    let column = |(function, seat): &(FunctionId, Seat)| {
        let (kind, organisation, name, mark) = match seat {
            Seat::Kind(kind) => {
                let kind = &landscape.kinds[kind.index()];
                (kind.id.to_string(), None, kind.name.to_string(), kind.short.to_string())
            }
            Seat::One(one) => {
                let one = &landscape.organisations[one.index()];
                let kind = &landscape.kinds[one.kind.index()];
                (kind.id.to_string(), Some(one.id.to_string()), one.name.to_string(), one.name.to_string())
            }
            Seat::Nobody => (String::new(), None, "Nobody".to_owned(), "Nobody".to_owned()),
        };
        let of = &landscape.functions[function.index()];
        Holder {
            function: of.id.to_string(),
            kind,
            organisation,
            name,
            mark,
            family: family(seat),
            function_name: of.name.to_string(),
        }
    };
    let cells = order.iter().enumerate().flat_map(|(column, key)| {
        held[key].iter().map(move |((row, scenario), (hold, people, share))| Cell {
            row: *row,
            column,
            scenario: *scenario,
            hold: *hold,
            people: *people,
            share: *share,
        })
    });
    let mut cells: Vec<Cell> = cells.collect();
    cells.sort_by_key(|cell| (cell.row, cell.column, cell.scenario));
    let mut report = MatrixReport {
        schema: "remit/matrix/1",
        landscape: landscape.title.to_string(),
        services: services.iter().map(|service| landscape.services[service.index()].id.to_string()).collect(),
        title: String::new(),
        about: String::new(),
        description: String::new(),
        source: String::new(),
        scenarios: seen.iter().map(|one| ScenarioView::new(one.chosen, one.facts.situation, None)).collect(),
        columns: order.iter().map(column).collect(),
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        cells,
    };
    say(&mut report, seen, services);
    report
}

/// The components that exist in one of the scenarios, stage by stage as written.
fn rows(seen: &[Seen<'_>], services: &[ServiceId]) -> Vec<(ComponentId, Row)> {
    let landscape = seen[0].facts.situation.landscape;
    let mut rows: Vec<(ComponentId, Row)> = Vec::new();
    let order = stage_order(landscape);
    for service in services {
        let of = &landscape.services[service.index()];
        let mut here: Vec<(usize, ComponentId)> = Vec::new();
        for component in &of.components {
            let exists = seen.iter().any(|one| one.facts.situation.exists(*component));
            if !exists || rows.iter().any(|(known, _)| known == component) {
                continue;
            }
            let stage = landscape.components[component.index()].stage.as_deref().map_or_else(String::new, in_words);
            let place = order.iter().position(|known| *known == stage).unwrap_or(0);
            here.push((place, *component));
        }
        here.sort_by_key(|(place, _)| *place);
        rows.extend(here.into_iter().map(|(place, component)| {
            let about = &landscape.components[component.index()];
            let group = if services.len() > 1 { of.name.to_string() } else { order[place].clone() };
            let row = Row {
                component: about.id.to_string(),
                name: about.name.to_string(),
                service: of.id.to_string(),
                group,
            };
            (component, row)
        }));
    }
    rows
}

/// The cells of a place, or of everyone.
fn cells_of(one: &Seen<'_>) -> Cells {
    let landscape = one.facts.situation.landscape;
    let mut cells = Cells::none(landscape.grid());
    match one.place {
        None => cells.fill(),
        Some(place) => {
            for class in place.classes(one.facts.situation) {
                for stratum in (0..landscape.strata.len()).map(StratumId::new) {
                    cells.insert(landscape.grid().cell(class, stratum));
                }
            }
        }
    }
    cells
}

fn held(seen: &[Seen<'_>], rows: &[(ComponentId, Row)]) -> Held {
    let landscape = seen[0].facts.situation.landscape;
    let mut found: BTreeMap<(FunctionId, OrganisationId), Vec<Claimed>> = BTreeMap::new();
    let mut held: Held = BTreeMap::new();
    let mut needing: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for (scenario, one) in seen.iter().enumerate() {
        let here = cells_of(one);
        for (row, (component, _)) in rows.iter().enumerate() {
            let Some(need) = one.facts.needing(*component).map(|cells| cells.and(&here)) else { continue };
            let people = landscape.people(&need);
            needing.insert((row, scenario), people);
            for function in (0..landscape.functions.len()).map(FunctionId::new) {
                let Some(facts) = one.facts.function(*component, function) else { continue };
                let (claims, missing) = claims(&need, |cell| {
                    facts.at(cell).map_or(&[][..], |verdict| &facts.coverage.shape.sets[verdict.set as usize].claims)
                });
                for ((holder, hold), cells) in claims {
                    found.entry((function, holder)).or_default().push((row, scenario, hold, cells));
                }
                if facts.needed {
                    let gaps = [(Hold::Must, &missing[0]), (Hold::Disputed, &missing[1])];
                    if let Some((hold, cells)) = gaps.into_iter().find(|(_, cells)| !cells.is_empty()) {
                        let some = landscape.people(cells);
                        let nobody = held.entry((function, Seat::Nobody)).or_default();
                        nobody.insert((row, scenario), (hold, some, share(some, people)));
                    }
                }
            }
        }
    }
    let mut holders: Vec<OrganisationId> = found.keys().map(|(_, holder)| *holder).collect();
    holders.sort_unstable();
    holders.dedup();
    let alone = seen[0].place.is_some() && holders.len() <= MOST_ALONE;
    let mut by_seat: BTreeMap<(FunctionId, Seat, usize, usize, Hold), Cells> = BTreeMap::new();
    for ((function, holder), list) in found {
        let kind = landscape.organisations[holder.index()].kind;
        let seat = if alone { Seat::One(holder) } else { Seat::Kind(kind) };
        for (row, scenario, hold, cells) in list {
            let all = by_seat.entry((function, seat, row, scenario, hold));
            all.or_insert_with(|| Cells::none(landscape.grid())).add(&cells);
        }
    }
    for ((function, seat, row, scenario, hold), cells) in by_seat {
        let some = landscape.people(&cells);
        let all = needing.get(&(row, scenario)).copied().unwrap_or(0.0);
        // The most binding comes first.
        held.entry((function, seat)).or_default().entry((row, scenario)).or_insert((hold, some, share(some, all)));
    }
    held
}

fn share(some: f64, all: f64) -> f64 {
    if all > 0.0 { some / all } else { 1.0 }
}

/// Who claims it where, each in its most binding way; and where nobody does, for certain and perhaps.
fn claims<'f>(
    need: &Cells,
    at: impl Fn(usize) -> &'f [crate::analysis::Claim],
) -> (BTreeMap<(OrganisationId, Hold), Cells>, [Cells; 2]) {
    let none = || need.without(need);
    let mut claims: BTreeMap<(OrganisationId, Hold), Cells> = BTreeMap::new();
    let mut missing = [none(), none()];
    for cell in need.iter() {
        let here = at(cell);
        for claim in here {
            let hold = match (claim.settled, claim.strength) {
                (false, _) => Hold::Disputed,
                (true, Strength::Power) => Hold::May,
                (true, Strength::Residual | Strength::Duty) => Hold::Must,
            };
            claims.entry((claim.holder, hold)).or_insert_with(none).insert(cell);
        }
        if here.is_empty() {
            missing[0].insert(cell);
        } else if here.iter().all(|claim| !claim.settled) {
            missing[1].insert(cell);
        }
    }
    (claims, missing)
}

fn say(report: &mut MatrixReport, seen: &[Seen<'_>], services: &[ServiceId]) {
    let situation = seen[0].facts.situation;
    let landscape = situation.landscape;
    let subject = match services {
        [one] => landscape.services[one.index()].name.to_string(),
        many => format!("{} services", capital(&number(many.len()))),
    };
    let said = finding(report);
    report.title = first_that_fits(&[format!("{subject}: {said}"), capital(&said)]);
    let days: Vec<String> = report.scenarios.iter().map(|scenario| scenario.day.clone()).collect();
    let people = match seen[0].place {
        Some(Place::Area(area)) => landscape.areas.population(area),
        Some(Place::Footprint(one)) => situation.residents(one),
        None => landscape.population(),
    };
    report.about = format!(
        "{subject}{}, {}: who holds which function of each part, for how many of {}.",
        place_in_words(landscape, seen[0].place),
        list_in_words(&days),
        people_in_words(people),
    );
    report.description = format!(
        "{} of {subject} and {} on {}: {said}.",
        counted(report.rows.len(), "part", "parts"),
        counted(report.columns.len(), "pair of function and holder", "pairs of function and holder"),
        list_in_words(&days),
    );
    let counts: Vec<String> = seen
        .iter()
        .zip(&days)
        .map(|(one, day)| {
            let total = EvidenceCounts::of(one.facts.situation, Some(services)).total();
            format!("{} in force on {day}", counted(total, "responsibility", "responsibilities"))
        })
        .collect();
    report.source = format!("Source: the landscape “{}”, {}.", report.landscape, list_in_words(&counts));
}

/// What the matrix comes to.
fn finding(report: &MatrixReport) -> String {
    let kinds = |row: usize, scenario: usize| -> Vec<usize> {
        let here = |cell: &&Cell| cell.row == row && cell.scenario == scenario && cell.hold != Hold::Disputed;
        let commissions = |cell: &&Cell| report.columns[cell.column].function == "commission";
        report.cells.iter().filter(here).filter(commissions).map(|cell| cell.column).collect()
    };
    let rows = report.rows.len();
    if let [_, .., _] = report.scenarios.as_slice() {
        let last = report.scenarios.len() - 1;
        let moved = (0..rows).filter(|row| kinds(*row, 0) != kinds(*row, last)).count();
        return format!("{moved} of {} change hands", counted(rows, "part", "parts"));
    }
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    let duties = report.cells.iter().filter(|cell| cell.hold == Hold::Must);
    for cell in duties.filter(|cell| report.columns[cell.column].function == "commission") {
        *counts.entry(cell.column).or_default() += 1;
    }
    let most = counts.iter().filter(|(column, _)| report.columns[**column].family.is_some());
    match most.max_by_key(|(column, count)| (**count, std::cmp::Reverse(**column))) {
        Some((column, count)) => {
            format!("{} must commission {count} of {}", report.columns[*column].mark, counted(rows, "part", "parts"))
        }
        None => "nobody must commission any of it".to_owned(),
    }
}
