//! What the pictures show as tables: for those who cannot see them, and those who want the numbers.

use super::pieces::{Body, Grid};
use crate::render::html::components::readable;
use crate::render::words::pathway::{held_by, held_by_lanes, state_in_words};
use crate::render::words::transfers::became_in_words;
use crate::render::{Align, words};
use crate::report::common::capital;
use crate::report::overview::{OverviewReport, Side};
use crate::report::page::PageReport;
use crate::report::pathway::{Panel, PanelPart, PathwayReport};
use crate::report::transfers::TransfersReport;

/// A table for each picture; one for the pathway, however many pictures it has.
pub(super) fn equal(body: &mut Body<'_>, report: &PageReport) {
    let pathway = match report.pathways.as_slice() {
        [one] => Some(one),
        _ => None,
    };
    let overview = report.overview.as_ref();
    if overview.is_none() && report.flows.is_empty() {
        return;
    }
    body.paragraph("Heading1", "The pictures as tables");
    // Of one service the table of its pathway says the same.
    overview.filter(|_| pathway.is_none()).into_iter().for_each(|one| squares(body, one));
    report.flows.iter().for_each(|flows| transfers(body, flows));
    if let Some(one) = pathway {
        parts(body, one);
    }
}

/// The parts of several services: who holds each in every scenario.
fn squares(body: &mut Body<'_>, of: &OverviewReport) {
    let mut columns = vec![("Part".to_owned(), Align::Left, 5)];
    columns.extend(of.scenarios.iter().map(|side| (side.scenario.day.clone(), Align::Left, 4)));
    for (place, group) in of.groups.iter().enumerate() {
        let rows = group.parts.iter().map(|part| {
            let mut row = vec![vec![format!("{}. {}", part.number, part.name)]];
            row.extend(of.scenarios.iter().map(|side| {
                let one = side.groups[place].parts.iter().find(|one| one.part.number == part.number);
                vec![one.map_or_else(|| "–".to_owned(), |one| who(&held_by_lanes(&of.lanes, &one.part), &one.part))]
            }));
            row
        });
        let mut rows: Vec<Vec<Vec<String>>> = rows.collect();
        let steps = |side: &Side| {
            let group = &side.groups[place];
            vec![format!("{} of {} steps", group.unbridged, group.steps)]
        };
        let last = std::iter::once(vec!["Changes hands, and nobody bridges it".to_owned()]);
        rows.push(last.chain(of.scenarios.iter().map(steps)).collect());
        let caption = format!("{}: who commissions each part", group.name);
        body.table(&Grid { caption: &caption, columns: columns.clone(), rows });
    }
}

/// `LA: possible gap`.
fn who(held_by: &str, part: &PanelPart) -> String {
    let state = state_in_words(part.state);
    match (held_by.is_empty(), state.is_empty()) {
        (true, true) => "–".to_owned(),
        (true, false) => capital(state),
        (false, true) => held_by.to_owned(),
        (false, false) => format!("{held_by}: {state}"),
    }
}

fn transfers(body: &mut Body<'_>, of: &TransfersReport) {
    let columns = vec![
        (of.from.day.clone(), Align::Left, 4),
        (of.to.day.clone(), Align::Left, 4),
        ("Became".to_owned(), Align::Left, 3),
        ("Parts for one person on average".to_owned(), Align::Right, 3),
    ];
    let rows = of.flows.iter().map(|flow| {
        let (before, after) = (of.before[flow.from].mark.clone(), of.after[flow.to].mark.clone());
        [before, after, became_in_words(flow.is).to_owned(), readable(flow.parts)].map(|cell| vec![cell]).to_vec()
    });
    body.table(&Grid { caption: "What went from whom to whom", columns, rows: rows.collect() });
}

/// The parts of a service: who holds each in every scenario, and where it leads.
fn parts(body: &mut Body<'_>, of: &PathwayReport) {
    let mut columns = vec![("Part, and its stage".to_owned(), Align::Left, 4)];
    columns.extend(of.scenarios.iter().map(|panel| (panel.scenario.day.clone(), Align::Left, 5)));
    let rows = of.components.iter().map(|part| {
        let mut row = vec![vec![format!("{}. {}", part.number, part.name), of.stages[part.stage].clone()]];
        row.extend(of.scenarios.iter().map(|panel| held(of, panel, part.number)));
        row
    });
    let caption = "Who commissions each part, and in whose hands the next step is";
    body.table(&Grid { caption, columns, rows: rows.collect() });
}

/// Who holds a part in a scenario, and below it where it leads.
fn held(of: &PathwayReport, panel: &Panel, number: usize) -> Vec<String> {
    let Some(part) = panel.parts.iter().find(|part| part.number == number) else { return vec!["–".to_owned()] };
    let first = who(&held_by(of, part), part);
    let leads = words::pathway::leads_by_number(of, panel, part);
    std::iter::once(first).chain((!leads.is_empty()).then_some(leads)).collect()
}
