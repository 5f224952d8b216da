//! The chosen part: who answers for it in the place asked about, why nobody else does, under which law.

use maud::{Markup, html};

use super::document::blocks;
use super::{part_of, to_part};
use crate::render::html::sections::held;
use crate::render::words;
use crate::report::common::{FindingView, capital};
use crate::report::explore::{ExploreReport, Part, Selection};

/// The section; where no part is chosen, how to choose one.
pub(super) fn section(report: &ExploreReport) -> Markup {
    html! {
        section #who aria-labelledby="who-title" tabindex="-1" {
            @match &report.part {
                None => {
                    h2.quiet #who-title { "Who and why" }
                    p { "Choose a part of the pathway, in the picture or in the table. Then here stand who answers for it, since when, "
                        "under which law, and of every other body why it does not." }
                    (worst(report))
                }
                Some(part) => (chosen(report, part)),
            }
        }
    }
}

/// The worst of what is wrong, for those who do not know yet what to choose.
fn worst(report: &ExploreReport) -> Markup {
    const MOST: usize = 8;
    let open: Vec<&FindingView> =
        report.findings.iter().filter(|finding| !finding.accepted && finding.severity != "note").collect();
    html! {
        @if !open.is_empty() {
            h3 { "The worst of what is wrong" }
            ul.worst {
                @for finding in open.iter().take(MOST) {
                    li {
                        (said(finding))
                        @if let Some((id, name)) = part_of(report, finding) { "See " (to_part(report, id, name)) "." }
                    }
                }
            }
            p { a href="#findings" { "All findings" } }
        }
    }
}

/// The question as it would be asked on the command line.
fn command(report: &ExploreReport) -> String {
    let quoted = |text: &str| {
        let plain = text.chars().all(|letter| letter.is_alphanumeric() || "-_+.:/".contains(letter));
        if plain { text.to_owned() } else { format!("'{}'", text.replace('\'', "'\\''")) }
    };
    let Selection { scenario, area, component, .. } = &report.chosen;
    let [scenario, area, component] = [scenario, area, component].map(|text| quoted(text));
    format!("remit who LANDSCAPE {scenario} --component {component} --area {area} --why")
}

fn chosen(report: &ExploreReport, part: &Part) -> Markup {
    html! {
        h2.quiet { "Who and why" }
        h3.name #who-title dir="auto" { (part.name) (report.place) }
        @match &part.who {
            Some(who) => {
                (blocks("who", &words::who::document(who, ""), "Who holds each function"))
                p.small { "The same on the command line, and of the other functions too with --format csv: " code { bdi { (command(report)) } } }
            }
            None => {
                (held::holders(part.held.as_ref()))
                p { "Everywhere, by kind of body. For the people of one place, with the reason why each other body does not answer, "
                    a href="#area" { "name a place" } "." }
            }
        }
        @let about: Vec<&FindingView> = report.findings.iter().filter(|finding| concerns(finding, part)).collect();
        @if !about.is_empty() {
            h3 { "What is wrong with it" }
            ul.worst { @for finding in about { li { (said(finding)) } } }
        }
    }
}

/// A finding with its level.
fn said(finding: &FindingView) -> Markup {
    let level = if finding.accepted { "accepted" } else { finding.severity };
    html! {
        span.level.{ (level) } { (level) }
        span dir="auto" { (capital(&finding.sentence)) ". " }
    }
}

fn concerns(finding: &FindingView, part: &Part) -> bool {
    [&finding.component, &finding.to_component].into_iter().flatten().any(|id| *id == part.component)
}
