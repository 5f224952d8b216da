//! Who commissions each part: for whom, since when, under which law, how sure that is.

use maud::{Markup, html};

use crate::render::html::components::{Cell, Grid, Head, cited};
use crate::report::common::number_of_people;
use crate::report::page::parts::{HeldBy, Holder, PartView};
use crate::report::page::{PageReport, ScenarioOnPage};

/// A table for each service.
pub(super) fn parts(report: &PageReport) -> Markup {
    html! {
        p {
            "Each part of the pathway, and who commissions it: since when, under which law, and how sure that is. "
            "“May” is a power: the body need not act. “Disputed”: somebody says otherwise."
        }
        @for service in &report.parts {
            @if !service.parts.is_empty() {
                h3 id={ "parts-" (service.service) } dir="auto" { (service.name) }
                @for says in &service.says { p dir="auto" { (says) } }
                (grid(&service.service, &service.name, &service.parts, &report.scenarios).show())
            }
        }
    }
}

fn grid(id: &str, name: &str, parts: &[PartView], scenarios: &[ScenarioOnPage]) -> Grid {
    let mut heads = vec![Head::words("Part")];
    heads.extend(scenarios.iter().map(|one| Head::words(heading(one, scenarios))));
    let caption = format!("{name}: who commissions each part");
    let mut grid = Grid::new(format!("parts-{id}-table"), caption, heads).filtered();
    for part in parts {
        let mut row = vec![
            Cell::of(html! {
                bdi { (part.name) }
                @if let Some(stage) = &part.stage { span.small { (stage) } }
            })
            .by(&part.name),
        ];
        row.extend(part.held.iter().map(|held| cell(held.as_ref())));
        grid.row(row);
    }
    grid
}

/// The day of a scenario; where several have it, what it was asked by.
pub(super) fn heading(one: &ScenarioOnPage, scenarios: &[ScenarioOnPage]) -> String {
    let same = scenarios.iter().filter(|other| other.scenario.day == one.scenario.day).count();
    if same > 1 { format!("{}, {}", one.scenario.day, one.scenario.asked) } else { one.scenario.day.clone() }
}

fn cell(held: Option<&HeldBy>) -> Cell {
    Cell::of(holders(held))
}

/// Who commissions a part, and for how many nobody does.
pub(in crate::render::html) fn holders(held: Option<&HeldBy>) -> Markup {
    let Some(held) = held else { return html! { span.small { "nobody needs it" } } };
    let nobody = held.unsettled > 0.0 && held.needed;
    html! {
        @for holder in &held.holders { (one(holder, held)) }
        @if nobody {
            p.gap {
                strong { @if held.holders.is_empty() { "Nobody" } @else { "Nobody for certain" } }
                " for " (number_of_people(held.unsettled)) " of " (number_of_people(held.people))
            }
        } @else if held.holders.is_empty() {
            span.small { "needs no commissioner" }
        }
    }
}

/// For whose people somebody commissions.
fn for_whom(population: &str) -> &'static str {
    match population {
        "registered" => "for those registered with a GP",
        "provider" => "from chosen providers, for nobody’s population,",
        _ => "for residents",
    }
}

fn one(holder: &Holder, held: &HeldBy) -> Markup {
    let how = match (holder.contested, holder.strength) {
        (true, _) => " (disputed)",
        (false, "power") => " (may)",
        (false, "residual") => " (general duty)",
        _ => "",
    };
    let everybody = (holder.people - held.people).abs() < 0.5;
    html! {
        p.holder {
            strong { bdi { (holder.who) } } (how)
            @if !everybody { ", for " (number_of_people(holder.people)) " of " (number_of_people(held.people)) }
            span.small {
                (for_whom(holder.population)) " "
                @match &holder.since_in_words {
                    Some(since) => { "since " (since) "; " },
                    None => "since before the record begins; ",
                }
                (cited(&holder.basis)) "; " (holder.evidence)
            }
        }
    }
}
