//! Days, journeys, claims, sources and the method.

use maud::{Markup, html};

use crate::checks;
use crate::render::html::components::{Cell, Grid, Head, cited, figure, readable};
use crate::render::timeline_svg;
use crate::render::words::shared::people_in_column;
use crate::report::common::capital;
use crate::report::page::PageReport;
use crate::report::page::claims::{ClaimView, JourneyOnPage};
use crate::report::page::sources::PageSource;
use crate::report::timeline::TimelineReport;

/// Who held each part, when; how long gaps stood.
pub(super) fn timeline(line: &TimelineReport) -> Markup {
    let mut spans = Grid::new(
        "timeline-spans",
        "How long each gap and overlap stood",
        vec![
            Head::words("What"),
            Head::words("From"),
            Head::words("Until"),
            Head::numbers("Days"),
            Head::numbers("People, at most"),
        ],
    )
    .filtered();
    for span in line.spans.iter().filter(|span| span.severity != "note") {
        spans.row(vec![
            Cell::of(html! { span dir="auto" { (capital(&span.sentence)) } }).by(&span.sentence),
            Cell::words(if span.cut[0] { format!("{} or before", span.from) } else { span.from.clone() })
                .by(&span.from),
            Cell::words(if span.cut[1] { format!("{} or after", span.until) } else { span.until.clone() })
                .by(&span.until),
            Cell::number(readable(span.days as f64), Some(span.days as f64)),
            Cell::number(people_in_column(Some(span.most_people)), Some(span.most_people)),
        ]);
    }
    let mut held = Grid::new(
        "timeline-held",
        "Who commissioned each part, when, and under which law",
        vec![
            Head::words("Part"),
            Head::words("Held by"),
            Head::words("From"),
            Head::words("Until"),
            Head::words("Under"),
        ],
    )
    .filtered();
    for one in line.held.iter().filter(|held| held.function == "commission") {
        let by = match (one.by.is_empty(), one.basis.is_empty()) {
            (true, true) => "nobody",
            (true, false) => "disputed",
            _ => &one.by,
        };
        held.row(vec![
            Cell::name(&one.name),
            Cell::name(by).by(by),
            Cell::words(&one.from).by(&one.from),
            Cell::words(&one.until).by(&one.until),
            Cell::of(cited(&one.basis)),
        ]);
    }
    html! {
        p { "From " (line.window_in_words[0]) " to " (line.window_in_words[1]) ": everything recorded for these services." }
        (figure("timeline-picture", &timeline_svg::render(line), 3, held.show()))
        @if !spans.rows.is_empty() {
            h3 { "How long gaps and overlaps stood" }
            (spans.show())
        }
    }
}

/// People as tests.
pub(super) fn journeys(report: &PageReport) -> Markup {
    html! {
        p {
            "People whose stories are written into the landscape: who should answer for each step, and who does on the facts "
            "recorded."
        }
        @for journey in &report.journeys { (one_journey(journey)) }
    }
}

fn one_journey(of: &JourneyOnPage) -> Markup {
    let journey = &of.journey;
    let id = format!("journey-{}", journey.journey);
    let heads = ["Day", "Needs", "Answers", "Under", "As expected"].map(Head::words).into();
    let mut grid = Grid::new(format!("{id}-table"), format!("Step by step: {}", journey.journey), heads);
    for step in &journey.steps {
        let found = match (step.found_names.as_slice(), step.disputed_names.as_slice()) {
            ([], []) if !step.needed => "not needed".to_owned(),
            ([], []) => "nobody".to_owned(),
            ([], disputed) => format!("disputed: {}", disputed.join(", ")),
            (found, _) => found.join(", "),
        };
        grid.row(vec![
            Cell::words(&step.day),
            Cell::name(&step.name),
            Cell::name(&found),
            Cell::of(cited(&step.basis)),
            Cell::words(if step.passed { "yes" } else { "no" }),
        ]);
    }
    html! {
        article id=(id) {
            h3 dir="auto" { (begins(&journey.story)) }
            p dir="auto" { (journey.story) }
            (grid.show())
        }
    }
}

/// How a story begins: its first clause.
fn begins(story: &str) -> &str {
    story.split([',', '.', ';', ':']).next().unwrap_or(story).trim()
}

/// What others have published, held against the model.
pub(super) fn claims(report: &PageReport) -> Markup {
    let heads =
        vec![Head::words("Claim"), Head::choices("Result"), Head::words("Because"), Head::words("Published in")];
    let mut grid = Grid::new("claims-table", "Published claims, held against the model", heads).filtered();
    for ClaimView { claim, .. } in &report.claims {
        let result = claim.result.replace('-', " ");
        grid.row(vec![
            Cell::of(html! { span dir="auto" { (claim.says) } @if let Some(remark) = &claim.remark { span.small dir="auto" { (remark) } } })
                .by(&claim.says),
            Cell::words(&result).by(&result),
            Cell::of(html! { span dir="auto" { (claim.because.replace('`', "")) } }),
            Cell::of(cited(&claim.by)),
        ]);
    }
    html! {
        p { "What studies and reports have said of these services on these days, as tests: reproduced, contradicted, or not computable here." }
        (grid.show())
    }
}

/// Every source cited.
pub(super) fn sources(report: &PageReport) -> Markup {
    sources_of(&report.sources)
}

/// Some sources.
pub(in crate::render::html) fn sources_of(sources: &[PageSource]) -> Markup {
    let heads =
        vec![Head::words("Source"), Head::choices("Type"), Head::words("Last seen to say so"), Head::words("Cited")];
    let mut grid = Grid::new("sources-table", "The sources that this page cites", heads).filtered();
    for source in sources {
        let sort = source.source_type.unwrap_or("–");
        grid.row(vec![
            Cell::of(title_of(source)).by(&source.title),
            Cell::words(sort).by(sort),
            Cell::words(source.checked_in_words.as_deref().unwrap_or("not opened"))
                .by(source.checked.clone().unwrap_or_default()),
            Cell::of(html! { span.small { (places(source)) } }),
        ]);
    }
    grid.show()
}

fn title_of(source: &PageSource) -> Markup {
    let link = source.url.as_deref().filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    html! {
        span id={ "source-" (source.source) } {
            @match link {
                Some(url) => a href=(url) rel="noreferrer" { bdi { (source.title) } },
                None => bdi { (source.title) },
            }
            @if let Some(year) = source.year { " (" (year) ")" }
        }
        span.small { code { (source.source) } }
    }
}

/// The places in a source that are cited: the first few.
fn places(source: &PageSource) -> String {
    const MOST: usize = 8;
    let mut text = source.places.iter().take(MOST).map(String::as_str).collect::<Vec<_>>().join(", ");
    if source.places.len() > MOST {
        text.push_str(&format!(" and {} more", source.places.len() - MOST));
    }
    text
}

/// What the words mean.
pub(super) fn method(report: &PageReport) -> Markup {
    let mut codes: Vec<&str> = report.findings.iter().map(|finding| finding.finding.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    html! {
        p {
            "The landscape is a set of dated facts: who is responsible for which function of which part of a service, for whom, "
            "under which law. On each day Remit asks, of every part, every function that somebody must hold and everybody who "
            "needs it: who claims it? Nobody is a gap, two who do not act as one an overlap. Where a patient passes between two bodies, "
            "that is a handoff; it is joined by a formal arrangement, bridged by a body whose job is to bring others together, "
            "or unbridged."
        }
        p {
            "“Hands” weighs the bodies by how much of the pathway each commissions: one that has nearly everything counts "
            "little more than 1. Disputed facts may hold or not; a range is the least and the most over all such readings."
        }
        @for one in &report.scenarios {
            p {
                (one.scenario.day) ": " (people_in_column(Some(one.cells_checked as f64))) " questions asked. "
                @if let Some(unsaid) = one.scenario.unsaid {
                    "Statute alone: what no law requires is left out, and " (unsaid.relations) " relations are kept that do not say. "
                }
            }
        }
        h3 { "What the findings on this page mean" }
        dl {
            @for code in codes {
                @if let Some(check) = checks::check(code) {
                    dt { code { (code) } }
                    dd { (capital(check.summary)) "." }
                }
            }
        }
    }
}
