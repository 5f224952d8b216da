//! The front of a report: for a reader with a minute.

use maud::{Markup, html};

use super::Audience;
use super::components::{Cell, Grid, Head, equal_table, figure};
use super::sections::LIST;
use crate::render::words::shared::people_in_column;
use crate::render::{transfers_svg, words};
use crate::report::common::{capital, people_in_words};
use crate::report::page::front::{Matter, NumberView, Value, figure as shown};
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
        @if report.services.len() > 1 { (by_service(report)) }
        @if let Some(flows) = report.flows.first() {
            section #picture aria-labelledby="picture-title" {
                h2.quiet #picture-title { "Before and after" }
                (figure(
                    "front-transfers",
                    &transfers_svg::render(flows),
                    3,
                    equal_table("front-transfers-table", "What went from whom to whom", &words::transfers::table(flows)),
                ))
                (short_names(report))
            }
        }
        (matter(report, audience))
        div.pair {
            (not_covered(report))
            (how_sure(report))
        }
        @if audience == Audience::Technical { (contents(report)) }
    }
}

/// The same numbers, service by service.
fn by_service(report: &PageReport) -> Markup {
    let mut heads = vec![Head::words("Service")];
    heads.extend(report.front.numbers.iter().map(|number| Head::numbers(capital(number.label))));
    let days: Vec<&str> = report.scenarios.iter().map(|one| one.scenario.asked.as_str()).collect();
    let mut grid = Grid::new("by-service-table", format!("Each service by itself: {}", days.join(" → ")), heads);
    for service in &report.services {
        let of: Vec<_> = report
            .measures
            .scenarios
            .iter()
            .map(|one| one.services.iter().find(|known| known.service == service.id))
            .collect();
        let mut row = vec![Cell::name(&service.name)];
        row.extend(report.front.numbers.iter().map(|number| {
            let means = of.iter().map(|of| {
                let view = of.and_then(|of| of.measure(number.measure));
                view.map_or_else(|| "–".to_owned(), |view| shown(view.mean))
            });
            Cell::words(means.collect::<Vec<_>>().join(" → "))
        }));
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
            p.small {
                "In brackets: how far the number moves if disputed facts go either way."
            }
        }
    }
}

fn card(number: &NumberView, scenarios: &[ScenarioOnPage]) -> Markup {
    html! {
        p.figures {
            @if number.values.len() == 2 {
                @let [from, to] = [number.values[0], number.values[1]];
                span.from { (value(from)) }
                span.arrow aria-hidden="true" { " → " }
                span.aside { " before, then " }
                strong { (value(to)) }
                (range(from, to))
            } @else if number.values.len() == 1 {
                strong { (value(number.values[0])) }
                (range(None, number.values[0]))
            } @else {
                @for (of, scenario) in number.values.iter().zip(scenarios) {
                    span.option { bdi { (scenario.scenario.asked) } ": " strong { (value(*of)) } (range(None, *of)) }
                }
            }
        }
        p.label { (number.label) }
        p.small { (number.says) }
    }
}

fn value(value: Option<Value>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| shown(value.mean))
}

/// `(2.63 to 3.05)`, where disputes move a number.
fn range(from: Option<Value>, to: Option<Value>) -> Markup {
    let moves = |value: &Value| (value.range[1] - value.range[0]).abs() > 0.005;
    let said = |value: Value| format!("{} to {}", shown(value.range[0]), shown(value.range[1]));
    let text = match (from.filter(moves), to.filter(moves)) {
        (None, None) => String::new(),
        (Some(from), None) => format!("(before: {})", said(from)),
        (None, Some(to)) => format!("({})", said(to)),
        (Some(from), Some(to)) => format!("({}; then {})", said(from), said(to)),
    };
    html! { @if !text.is_empty() { " " span.range { (text) } } }
}

/// The findings that matter most.
fn matter(report: &PageReport, audience: Audience) -> Markup {
    html! {
        section #matter aria-labelledby="matter-title" {
            h2 #matter-title { "What matters most" }
            @if report.front.matter.is_empty() { p { "Nothing is wrong on the facts recorded, beyond what is worth knowing." } }
            ol.matter {
                @for one in &report.front.matter { li { (one_matter(one, audience)) } }
            }
        }
    }
}

fn one_matter(one: &Matter, audience: Audience) -> Markup {
    let people = one.people.filter(|people| *people > 0.0).map(people_in_words);
    html! {
        p.finding dir="auto" { (one.says) "." }
        p.small {
            @if let Some(people) = people { "For " (people) }
            @if one.more > 0 { @if one.people.is_some_and(|people| people > 0.0) { "; " } (one.more_in_words) }
            "."
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

/// A line of the table: what is counted, and how many there are in a scenario.
type Sure = (&'static str, fn(&ScenarioOnPage) -> usize);

/// How sure the facts are.
fn how_sure(report: &PageReport) -> Markup {
    let mut heads = vec![Head::words("How sure")];
    heads.extend(report.scenarios.iter().map(|one| Head::numbers(&one.scenario.day)));
    let mut grid = Grid::new("how-sure-table", "Responsibilities in force on the day, by how sure they are", heads);
    let rows: [Sure; 6] = [
        ("Verified: the source was seen to say it", |one| one.evidence.verified),
        ("Known: believed right", |one| one.evidence.known),
        ("Doubtful", |one| one.evidence.doubtful),
        ("Does not say", |one| one.evidence.unstated),
        ("All", |one| one.evidence.total()),
        ("Of these, contested: somebody disputes it", |one| one.evidence.contested),
    ];
    for (words, of) in rows {
        let counts: Vec<usize> = report.scenarios.iter().map(of).collect();
        if counts.iter().any(|count| *count > 0) || words.starts_with("Of these") {
            let mut row = vec![Cell::words(words)];
            row.extend(counts.iter().map(|count| Cell::words(people_in_column(Some(*count as f64)))));
            grid.row(row);
        }
    }
    html! {
        section #how-sure aria-labelledby="how-sure-title" {
            h2 #how-sure-title { "How sure the facts are" }
            (grid.show())
            p.small {
                "“Certain” in this report means that nobody disputes it on the facts recorded. It does not mean that the source was opened."
            }
        }
    }
}
