//! Measures and transfers.

use maud::{Markup, html};

use super::drawn::flows;
use super::held::heading;
use crate::render::html::components::{Cell, Grid, Head};
use crate::render::words::measure::{READABLE, ring};
use crate::render::words::shared::{people_in_column, percent, value};
use crate::report::measure::{MeasureView, ServiceView};
use crate::report::page::{OptionView, PageReport};

/// A table for each service.
pub(super) fn measures(report: &PageReport) -> Markup {
    let mut ids: Vec<(&str, &str)> = Vec::new();
    for service in report.measures.scenarios.iter().flat_map(|one| &one.services) {
        if !ids.iter().any(|(id, _)| *id == service.service) {
            ids.push((&service.service, &service.name));
        }
    }
    html! {
        p {
            "Means over people, each counted by where they live. In brackets: how far a mean moves if disputed facts go "
            "either way. Structure is exposure, not outcome: none of these says how well anybody was cared for."
        }
        @for (id, name) in ids {
            h3 id={ "measures-" (id) } dir="auto" { (name) }
            (of_service(report, id, name).show())
        }
    }
}

fn of_service(report: &PageReport, id: &str, name: &str) -> Grid {
    let mut heads = vec![Head::words("Measure")];
    heads.extend(report.scenarios.iter().map(|one| Head::numbers(heading(one, &report.scenarios))));
    let mut grid = Grid::new(format!("measures-{id}-table"), format!("{name}: measures"), heads);
    let of: Vec<Option<&ServiceView>> =
        report.measures.scenarios.iter().map(|one| one.services.iter().find(|known| known.service == id)).collect();
    for (words, measure) in READABLE {
        let mut row = vec![Cell::words(words)];
        row.extend(of.iter().map(|service| mean(service.and_then(|service| service.measure(measure)))));
        grid.row(row);
    }
    for (words, binding) in [("of handoffs, joined or bridged", false), ("of handoffs, joined", true)] {
        let mut row = vec![Cell::words(words)];
        row.extend(of.iter().map(|service| {
            let congruence = service.map(|service| service.congruence);
            let share = congruence.and_then(|c| if binding { c.binding } else { c.any });
            Cell::number(share.map_or_else(|| "–".to_owned(), percent), share)
        }));
        grid.row(row);
    }
    let mut row = vec![Cell::words("who holds the ring where it changes hands")];
    row.extend(of.iter().map(|service| Cell::words(service.map_or_else(|| "–".to_owned(), |s| ring(&s.superiors)))));
    grid.row(row);
    grid
}

fn mean(view: Option<&MeasureView>) -> Cell {
    let Some(view) = view else { return Cell::words("–") };
    let moves = (view.range[1] - view.range[0]).abs() > 0.005;
    Cell::of(html! {
        (value(Some(view.mean)))
        @if moves {
            " " span.range { "(" @if !view.exact { "at least " } (value(Some(view.range[0]))) " to " (value(Some(view.range[1]))) ")" }
        }
    })
}

/// What changed hands, of each other scenario.
pub(super) fn transfers(report: &PageReport) -> Markup {
    html! {
        @for (place, option) in report.options.iter().enumerate() {
            @if report.options.len() > 1 { h3 dir="auto" { (option.from) " to " (option.to) } p dir="auto" { (option.says) } }
            (flows(report, place, if report.options.len() > 1 { 4 } else { 3 }))
            (moved(report, place, option).show())
            p {
                (people_in_column(Some(option.bodies.ended as f64))) " organisations ended, of which "
                (people_in_column(Some(option.bodies.succeeded as f64))) " have live successors; "
                (people_in_column(Some(option.bodies.begun as f64))) " began and "
                (people_in_column(Some(option.bodies.continued as f64))) " went on. Churn is not harm."
            }
        }
    }
}

fn moved(report: &PageReport, place: usize, option: &OptionView) -> Grid {
    let heads = vec![
        Head::words("Part"),
        Head::choices("Function"),
        Head::choices("Held by"),
        Head::choices("Then by"),
        Head::numbers("People"),
    ];
    let caption = format!("Who held each function of each part, {} and {}", option.from, option.to);
    let mut grid = Grid::new(format!("transfers-{}-table", place + 1), caption, heads).filtered();
    let side = |kinds: &Option<Vec<String>>| match kinds {
        None => "not needed".to_owned(),
        Some(kinds) if kinds.is_empty() => "nobody for certain".to_owned(),
        Some(kinds) => {
            let short =
                |id: &String| report.kinds.iter().find(|kind| kind.id == *id).map_or(id.clone(), |k| k.short.clone());
            kinds.iter().map(short).collect::<Vec<_>>().join(" + ")
        }
    };
    for transfer in option.transfers.iter().filter(|transfer| transfer.people > 0.0) {
        let (from, to) = (side(&transfer.from), side(&transfer.to));
        grid.row(vec![
            Cell::name(&transfer.name),
            Cell::words(&transfer.function).by(&transfer.function),
            Cell::words(&from).by(&from),
            Cell::words(&to).by(&to),
            Cell::number(people_in_column(Some(transfer.people)), Some(transfer.people)),
        ]);
    }
    grid
}
