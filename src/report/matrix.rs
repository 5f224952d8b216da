//! Which part is with whom, as a matrix: components down, organisations or kinds of them across, function by function,
//! with the people covered; one scenario or several.

mod held;
mod words;

use serde::Serialize;

use self::held::{Seat, held};
use super::common::ScenarioView;
use super::network::{Family, Hold, Trouble, in_words};
use super::pathway::{Seen, stage_order};
use crate::landscape::{COMMISSION, ComponentId, FunctionId, Landscape, ServiceId};

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
    /// The kind; empty where it is no holder.
    pub kind: String,
    /// What is wrong, where the column is not that of a holder: nobody has it, or two have.
    pub trouble: Option<Trouble>,
    /// The organisation, where it is one.
    pub organisation: Option<String>,
    /// Its name.
    pub name: String,
    /// A short name.
    pub mark: String,
    /// How it is coloured; none where it is no holder.
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

/// Draws up the matrix of some services.
pub fn matrix(seen: &[Seen<'_>], services: &[ServiceId]) -> MatrixReport {
    let landscape = seen[0].facts.situation.landscape;
    let rows = rows(seen, services);
    let held = held(seen, &rows);
    let mut order: Vec<(FunctionId, Seat)> = held.keys().copied().collect();
    order.sort_by_key(|(function, seat)| {
        (*function != COMMISSION, *function, seat.trouble().is_some(), seat.family(landscape), *seat)
    });
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
        columns: order.iter().map(|(function, seat)| column(landscape, *function, *seat)).collect(),
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        cells,
    };
    words::say(&mut report, seen, services);
    report
}

/// A column with its names.
fn column(landscape: &Landscape, function: FunctionId, seat: Seat) -> Holder {
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
        Seat::Nobody => (String::new(), None, "Nobody: a gap".to_owned(), "Nobody".to_owned()),
        Seat::Several => (String::new(), None, "Two for the same people: an overlap".to_owned(), "Overlap".to_owned()),
    };
    let of = &landscape.functions[function.index()];
    Holder {
        function: of.id.to_string(),
        kind,
        trouble: seat.trouble(),
        organisation,
        name,
        mark,
        family: seat.family(landscape),
        function_name: of.name.to_string(),
    }
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
