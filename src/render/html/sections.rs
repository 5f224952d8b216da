//! Behind the front: everything, for a reader who wants to know why.

pub(super) mod drawn;
mod findings;
pub(super) mod held;
pub(super) mod others;
mod tables;

use maud::{Markup, html};

use crate::report::page::PageReport;

/// A section: its id, its heading, and whether the page has it.
type Section = (&'static str, &'static str, fn(&PageReport) -> bool);

/// The sections of a page, in their order.
pub(super) const LIST: [Section; 14] = [
    ("parts", "Who commissions each part", |_| true),
    ("findings", "Findings", |_| true),
    ("pictures", "Pathways", |report| !report.pathways.is_empty()),
    ("matrices", "Who holds which function", |report| !report.matrices.is_empty()),
    ("networks", "Who stands behind and between them", |report| !report.networks.is_empty()),
    ("maps", "From place to place", |report| !report.maps.maps.is_empty()),
    ("measures", "Measures", |_| true),
    ("transfers", "What changed hands", |report| !report.options.is_empty()),
    ("timeline", "Day by day", |report| report.timeline.is_some()),
    ("journeys", "Journeys", |report| !report.journeys.is_empty()),
    ("claims", "Published claims", |report| !report.claims.is_empty()),
    ("sources", "Sources", |report| !report.sources.is_empty()),
    ("method", "Method in short", |_| true),
    ("how-to-check", "How to check this page", |_| true),
];

/// All of them but the last, which stands at the foot of every page.
pub(super) fn sections(report: &PageReport) -> Markup {
    html! {
        div.technical {
            (section("parts", held::parts(report)))
            (section("findings", findings::findings(report)))
            @if !report.pathways.is_empty() { (section("pictures", drawn::pathways(report))) }
            @if !report.matrices.is_empty() { (section("matrices", drawn::matrices(report))) }
            @if !report.networks.is_empty() { (section("networks", drawn::networks(report))) }
            @if !report.maps.maps.is_empty() { (section("maps", drawn::maps(report))) }
            (section("measures", tables::measures(report)))
            @if !report.options.is_empty() { (section("transfers", tables::transfers(report))) }
            @if let Some(line) = &report.timeline { (section("timeline", others::timeline(line))) }
            @if !report.journeys.is_empty() { (section("journeys", others::journeys(report))) }
            @if !report.claims.is_empty() { (section("claims", others::claims(report))) }
            @if !report.sources.is_empty() { (section("sources", others::sources(report))) }
            (section("method", others::method(report)))
        }
    }
}

/// A section with its heading.
fn section(id: &str, inner: Markup) -> Markup {
    let name = LIST.iter().find(|(known, _, _)| *known == id).map_or(id, |(_, name, _)| name);
    let title = format!("{id}-title");
    html! {
        section id=(id) aria-labelledby=(title) {
            h2 id=(title) { (name) }
            (inner)
        }
    }
}
