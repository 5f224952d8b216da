//! The front of a report: for a reader with a minute.

use maud::{Markup, html};

use super::Audience;
use super::components::{Cell, Grid, Head, equal_table, pages};
use super::sections::LIST;
use super::sections::drawn::flows;
use crate::render::words::report as said;
use crate::render::{overview_svg, words};
use crate::report::common::capital;
use crate::report::page::front::{Matter, NumberView, Value};
use crate::report::page::{PageReport, ScenarioOnPage};

/// What stands above everything.
pub(super) fn head(report: &PageReport) -> Markup {
    html! {
        header.front {
            p.kicker { bdi { (report.landscape) } }
            h1 dir="auto" { (report.front.title) }
        }
    }
}

/// The front.
pub(super) fn front(report: &PageReport, audience: Audience) -> Markup {
    let front = &report.front;
    html! {
        section.lead #verdict aria-labelledby="verdict-title" {
            h2.quiet #verdict-title { "In short" }
            p.verdict dir="auto" { (front.verdict) }
            p.says dir="auto" { (front.says) }
        }
        (numbers(report))
        @if let Some(overview) = &report.overview {
            section #picture aria-labelledby="picture-title" {
                h2.quiet #picture-title { (if report.scenarios.len() > 1 { "Before and after" } else { "At a glance" }) }
                (pages(
                    "overview",
                    &overview_svg::pages(overview),
                    3,
                    equal_table("overview-table", "Who commissions each part, at a glance", &words::overview::table(overview)),
                ))
                (short_names(report))
            }
        }
        @if report.services.len() > 1 { (by_service(report)) }
        (matter(report, audience))
        div.pair {
            (not_covered(report))
            (how_sure(report))
        }
        @match audience {
            Audience::Technical => (contents(report)),
            Audience::Brief => (changed_hands(report)),
        }
    }
}

/// What went from whom to whom.
fn changed_hands(report: &PageReport) -> Markup {
    html! {
        @if !report.flows.is_empty() {
            section #transfers aria-labelledby="transfers-title" {
                h2 #transfers-title { "What changed hands" }
                @for place in 0..report.flows.len() { (flows(report, place, 3)) }
            }
        }
    }
}

/// The same numbers, service by service.
fn by_service(report: &PageReport) -> Markup {
    let mut heads = vec![Head::words("Service")];
    heads.extend(report.front.numbers.iter().map(|number| Head::numbers(capital(number.label))));
    let mut grid = Grid::new("by-service-table", said::by_service_caption(report), heads);
    for (name, means) in said::by_service(report) {
        let mut row = vec![Cell::name(&name)];
        row.extend(means.iter().map(Cell::words));
        grid.row(row);
    }
    html! {
        section #by-service aria-labelledby="by-service-title" {
            h2.quiet #by-service-title { "By service" }
            (grid.show())
        }
    }
}

/// What the short names of bodies stand for.
fn short_names(report: &PageReport) -> Markup {
    html! {
        p.small.shorts {
            @let kinds = report.kinds.iter().filter(|kind| kind.commissions && kind.short != kind.name);
            @for (place, kind) in kinds.enumerate() {
                @if place > 0 { "; " }
                bdi { strong { (kind.short) } ": " (kind.name) }
            }
        }
    }
}

/// What else there is.
fn contents(report: &PageReport) -> Markup {
    html! {
        nav.contents aria-labelledby="contents-title" {
            h2.quiet #contents-title { "In this report" }
            ul {
                @for (id, name, has) in LIST {
                    @if has(report) { li { a href={ "#" (id) } { (name) } } }
                }
            }
        }
    }
}

/// The four numbers.
fn numbers(report: &PageReport) -> Markup {
    html! {
        section #numbers aria-labelledby="numbers-title" {
            h2.quiet #numbers-title { "In four numbers" }
            ul.numbers {
                @for number in &report.front.numbers { li { (card(number, &report.scenarios)) } }
            }
            @if let Some(brackets) = said::brackets(report) { p.small { (brackets) } }
        }
    }
}

fn card(number: &NumberView, scenarios: &[ScenarioOnPage]) -> Markup {
    html! {
        p.figures {
            @if number.values.len() == 2 {
                @let [from, to] = [number.values[0], number.values[1]];
                span.from { (said::value(from)) }
                span.arrow aria-hidden="true" { " → " }
                span.aside { " before, then " }
                strong { (said::value(to)) }
                (range(from, to))
            } @else if number.values.len() == 1 {
                strong { (said::value(number.values[0])) }
                (range(None, number.values[0]))
            } @else {
                @for (of, scenario) in number.values.iter().zip(scenarios) {
                    span.option { bdi { (scenario.scenario.asked) } ": " strong { (said::value(*of)) } (range(None, *of)) }
                }
            }
        }
        p.label { (number.label) }
        p.small { (number.says) }
    }
}

/// `(2.63 to 3.05)`, where disputes move a number.
fn range(from: Option<Value>, to: Option<Value>) -> Markup {
    let text = match (said::range(from), said::range(to)) {
        (None, None) => String::new(),
        (Some(from), None) => format!("(before: {from})"),
        (None, Some(to)) => format!("({to})"),
        (Some(from), Some(to)) => format!("({from}; then {to})"),
    };
    html! { @if !text.is_empty() { " " span.range { (text) } } }
}

/// The findings that matter most.
fn matter(report: &PageReport, audience: Audience) -> Markup {
    html! {
        section #matter aria-labelledby="matter-title" {
            h2 #matter-title { "What matters most" }
            @if report.front.matter.is_empty() { p { (said::NOTHING) } }
            ol.matter {
                @for one in &report.front.matter { li { (one_matter(one, audience)) } }
            }
        }
    }
}

fn one_matter(one: &Matter, audience: Audience) -> Markup {
    html! {
        p.finding dir="auto" { (one.says) "." }
        p.small {
            (said::whom(one))
            @if audience == Audience::Technical {
                " " a href={ "#" (one.anchor) } { "Who holds it, and why" span.aside { ": " (one.says) } }
            }
        }
    }
}

/// What the model does not cover.
fn not_covered(report: &PageReport) -> Markup {
    html! {
        section #not-covered aria-labelledby="not-covered-title" {
            h2 #not-covered-title { "What the model does not cover" }
            ul.limits {
                @for limit in &report.limits { li { strong { (limit.title) ". " } (limit.text) } }
            }
        }
    }
}

/// How sure the facts are.
fn how_sure(report: &PageReport) -> Markup {
    let mut heads = vec![Head::words("How sure")];
    heads.extend(report.scenarios.iter().map(|one| Head::numbers(&one.scenario.day)));
    let mut grid = Grid::new("how-sure-table", said::HOW_SURE, heads);
    for (words, counts) in said::how_sure(report) {
        let mut row = vec![Cell::words(words)];
        row.extend(counts.iter().map(Cell::words));
        grid.row(row);
    }
    html! {
        section #how-sure aria-labelledby="how-sure-title" {
            h2 #how-sure-title { "How sure the facts are" }
            (grid.show())
            p.small { (said::CERTAIN) }
        }
    }
}
