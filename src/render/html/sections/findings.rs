//! Findings: all of them in a table, and each by itself with who holds it, why nobody else does, law and sources.

use maud::{Markup, html};

use super::held::heading;
use crate::render::html::components::{Cell, Grid, Head, cited_by_title};
use crate::render::words::shared::{mark, people_in_column, percent};
use crate::report::common::{capital, people_in_words, with_commas};
use crate::report::page::PageReport;
use crate::report::page::findings::{Became, Example, PageFinding};
use crate::report::who::{AnswerView, UnitView};

/// The section.
pub(super) fn findings(report: &PageReport) -> Markup {
    let scenarios = report.scenarios.len();
    html! {
        p { (counts(report)) }
        (table(report).show())
        @if report.findings.iter().any(|finding| finding.finding.illustrative) {
            p.small { (crate::render::words::shared::ILLUSTRATIVE) }
        }
        h3 #each-finding { "Each finding" }
        @for finding in &report.findings { (article(report, finding, scenarios)) }
    }
}

fn counts(report: &PageReport) -> String {
    let of = |became: Became| report.findings.iter().filter(|finding| finding.became == became).count();
    if report.scenarios.len() == 1 {
        return format!("{} on the facts recorded, the worst first.", with_commas(report.findings.len() as u64));
    }
    format!(
        "{} new, {} resolved, {} that stand in both. Errors and warnings come first, then what is worth knowing.",
        of(Became::New),
        of(Became::Resolved),
        of(Became::Stands)
    )
}

/// What became of a finding, in a word.
fn became(finding: &PageFinding) -> &'static str {
    match finding.became {
        Became::New => "new",
        Became::Resolved => "resolved",
        Became::Stands | Became::Only => "stands",
    }
}

/// How bad a finding is, in a word.
fn severity(finding: &PageFinding) -> &'static str {
    if finding.finding.accepted { "accepted" } else { finding.finding.severity }
}

fn table(report: &PageReport) -> Grid {
    let several = report.scenarios.len() > 1;
    let mut heads = vec![Head::words("Finding"), Head::choices("Level")];
    let of_several = report.services.len() > 1;
    if of_several {
        heads.push(Head::choices("Service"));
    }
    if several {
        heads.push(Head::choices("Change"));
    }
    heads.extend(
        report.scenarios.iter().map(|one| Head::numbers(format!("People, {}", heading(one, &report.scenarios)))),
    );
    let mut grid = Grid::new("findings-table", "All findings, with the people they concern", heads).filtered();
    for finding in &report.findings {
        let level = severity(finding);
        let service = finding.service_name.clone().unwrap_or_else(|| "–".to_owned());
        let mut row = vec![
            Cell::of(html! { a href={ "#" (finding.anchor) } dir="auto" { (capital(&finding.finding.sentence)) } })
                .by(&finding.finding.sentence),
            Cell::of(html! { span.level.{ (level) } { (level) } }).by(level),
        ];
        if of_several {
            row.push(Cell::name(&service).by(&service));
        }
        if several {
            row.push(Cell::words(became(finding)).by(became(finding)));
        }
        for (found, people) in finding.found_in.iter().zip(&finding.people_in) {
            let shown = if *found {
                format!("{}{}", people_in_column(*people), mark(&finding.finding))
            } else {
                "not found".to_owned()
            };
            row.push(Cell::number(shown, *people));
        }
        grid.row(row);
    }
    grid
}

fn article(report: &PageReport, of: &PageFinding, scenarios: usize) -> Markup {
    let finding = &of.finding;
    let title = format!("{}-title", of.anchor);
    let day = &report.scenarios[of.scenario].scenario.day;
    html! {
        article.finding id=(of.anchor) aria-labelledby=(title) {
            h4 id=(title) dir="auto" { (capital(&finding.sentence)) }
            p.tags {
                span.level.{ (severity(of)) } { (severity(of)) }
                @if scenarios > 1 { span.tag { (became(of)) } }
                span.tag { (finding.certainty) }
                @if let Some(name) = &of.service_name { span.tag { bdi { (name) } } }
            }
            p { (capital(of.summary)) ". " (people(of)) }
            @if let Some(reason) = &finding.reason { p { strong { "Accepted: " } bdi { (reason) } } }
            @if let Some(example) = &of.example { (example_of(example, day)) }
            @if !finding.basis.is_empty() {
                h5 { "What it rests on" }
                (cited_by_title(report, &finding.basis))
            }
            p.small {
                @if let Some(evidence) = finding.evidence { "The least sure of its facts is " (evidence) ". " }
                "Its key: " code { bdi { (finding.key) } }
                @if let Some(at) = finding.at.first() { "; recorded in " code { bdi { (at.file) } ":" (at.line) } }
                ". " a href="#findings" { "All findings" }
            }
        }
    }
}

/// Whom it concerns.
fn people(of: &PageFinding) -> Markup {
    let finding = &of.finding;
    html! {
        @if let Some(people) = finding.people.filter(|people| *people > 0.0) {
            "It concerns " strong { (people_in_words(people)) (mark(finding)) }
            @if let Some(share) = finding.share {
                @if share > 0.9995 { ", everybody who needs it" } @else { ", " (percent(share)) " of those who need it" }
            }
            "."
        }
    }
}

/// Who holds it in the largest place, and why nobody else does.
fn example_of(example: &Example, day: &str) -> Markup {
    html! {
        @if !example.answers.is_empty() {
            h5 dir="auto" { "Who holds it, for example in " (example.area_name) ", " (day) }
            ul.who { @for answer in &example.answers { li { (answer_of(answer)) } } }
        }
        @if !example.why_nobody.is_empty() || example.nothing_recorded > 0 {
            h5 { "Why nobody else does" }
            ul.why {
                @for why in &example.why_nobody {
                    li { strong { bdi { (why.who) } } ": " bdi { (why.because) } }
                }
                @if example.nothing_recorded > 0 {
                    li {
                        strong { (with_commas(example.nothing_recorded as u64)) " other bodies of "
                            (example.kinds_with_nothing) " kinds" }
                        ": nothing recorded gives it to them on any day"
                    }
                }
            }
        }
    }
}

fn answer_of(answer: &AnswerView) -> Markup {
    html! {
        bdi { (answer.component_name) } ", " (answer.function_name.to_lowercase()) ": "
        @if answer.units.is_empty() { strong { "nobody" } }
        @for (place, unit) in answer.units.iter().enumerate() {
            @if place > 0 { "; " }
            (unit_of(unit))
        }
        @if !answer.formerly.is_empty() { ". Before: " bdi { (answer.formerly.join("; ")) } }
        "."
        @for note in answer.units.iter().flat_map(|unit| &unit.notes) { span.note dir="auto" { (note) } }
    }
}

fn unit_of(unit: &UnitView) -> Markup {
    html! {
        strong { bdi { (unit.names.join(" with ")) } }
        " (" (unit.strength) @if unit.certainty == "contested" { ", disputed" }
        @if let Some(since) = &unit.since { ", since " (since) }
        ")"
    }
}
