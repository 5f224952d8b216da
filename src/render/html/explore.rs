//! The page that `remit explore` serves: pickers, the picture of a service whose parts are links, who holds what, what is
//! wrong, and of a chosen part who answers and why nobody else does. Forms and links say all; the script only looks
//! whether the files have changed.

mod document;
mod fields;
mod part;
mod trouble;

use maud::{Markup, html};

use self::fields::{Wrong, form, link};
use super::components::{Cell, Grid, Head, equal_table, figure};
use super::sections::{held, others};
use super::shell::Shell;
use crate::render::pathway_svg::Link;
use crate::render::words::pathway::state_in_words;
use crate::render::words::shared::{mark, people_in_column};
use crate::render::{pathway_svg, words};
use crate::report::common::{FindingView, capital};
use crate::report::explore::trouble::Trouble;
use crate::report::explore::{Choices, ExploreReport, Selection};
use crate::report::network::Hold;
use crate::report::page::parts::PartView;
use crate::report::pathway::PanelPart;

pub use self::fields::Field;

const STYLES: &str = concat!(include_str!("page.css"), include_str!("explore/explore.css"));
const SCRIPT: &str = concat!(include_str!("page.js"), include_str!("explore/explore.js"));

/// A page to be served.
#[derive(Debug, Clone)]
pub struct Served {
    /// The page.
    pub html: String,
    /// What a browser may use and do on it, for the header.
    pub policy: String,
}

/// The state of the files behind a page.
#[derive(Debug, Clone, Copy)]
pub struct Live<'a> {
    /// A name for what the files say now.
    pub version: &'a str,
    /// What is wrong with them.
    pub trouble: Option<&'a Trouble>,
}

/// The page of a service in a scenario.
pub fn page(report: &ExploreReport, live: Live<'_>) -> Served {
    let heading = format!("{}{}", report.service, report.place);
    let body = html! {
        (head(&report.choices.landscape, &heading, html! {
            p.when dir="auto" {
                @if !report.scenario.title.contains(&report.scenario.day) { (report.scenario.day) ": " }
                (report.scenario.title)
            }
        }))
        main #main tabindex="-1" {
            (trouble::banner(live.trouble, true))
            @if let Some(notice) = &report.notice { p.notice dir="auto" { (notice) } }
            (verdict(report))
            (form(&report.choices, &report.chosen, &report.parts, None))
            div.two {
                section #pathway aria-labelledby="pathway-title" {
                    h2.quiet #pathway-title { "The pathway" }
                    (picture(report))
                }
                (part::section(report))
            }
            (section("parts", "Who commissions each part", parts(report)))
            (section("findings", "What is wrong", findings(report)))
            @if !report.sources.is_empty() { (section("sources", "Sources", others::sources_of(&report.sources))) }
        }
        (foot(live, &link(&report.chosen, "")))
    };
    // Whoever works at the files sees by the title alone that something is wrong with them.
    let wrong = if live.trouble.is_some() { "Mistakes – " } else { "" };
    shell(&format!("{wrong}{heading}, {} – {}", report.scenario.day, report.choices.landscape), &body)
}

/// The page for what names nothing: the reason, and everything that can be chosen.
pub fn refused(
    choices: &Choices,
    chosen: &Selection,
    (field, message, help): (Field, &str, Option<&str>),
    live: Live<'_>,
) -> Served {
    let wrong = Wrong { field, message, help };
    let body = html! {
        (head(&choices.landscape, "That names nothing here", html! {}))
        main #main tabindex="-1" {
            (trouble::banner(live.trouble, true))
            (wrong.show())
            (form(choices, chosen, &[], Some(&wrong)))
        }
        (foot(live, "/"))
    };
    shell(&format!("That names nothing here – {}", choices.landscape), &body)
}

/// The page where there is nothing but mistakes.
pub fn only_trouble(name: &str, live: Live<'_>) -> Served {
    let body = html! {
        (head(name, "The files have mistakes", html! {}))
        main #main tabindex="-1" {
            (trouble::banner(live.trouble, false))
            p { "When they are mended the page shows the landscape." }
        }
        (foot(live, "/"))
    };
    shell(&format!("Mistakes – {name}"), &body)
}

/// A page that only says something.
pub fn said(title: &str, says: &str) -> Served {
    let body = html! {
        (head("remit explore", title, html! {}))
        main #main tabindex="-1" { p { (says) } p { a href="/" { "To the landscape" } } }
    };
    shell(title, &body)
}

fn shell(title: &str, body: &Markup) -> Served {
    let shell = Shell {
        title,
        description: "A landscape of who is responsible for commissioning what",
        policy: "connect-src 'self'; form-action 'self'",
        styles: STYLES,
        script: SCRIPT,
        body: body.clone(),
    };
    // Only a header can say this.
    Served { html: shell.render(), policy: format!("{}; frame-ancestors 'none'", shell.policy()) }
}

fn head(kicker: &str, title: &str, more: Markup) -> Markup {
    html! {
        header.front {
            p.kicker { bdi { (kicker) } }
            h1 dir="auto" { (title) }
            (more)
        }
    }
}

/// Whether the page is what the files say, and a way to look again.
fn foot(live: Live<'_>, again: &str) -> Markup {
    html! {
        footer {
            p.small {
                span #live role="status" data-version=(live.version) { "Served by remit explore, on this computer alone." }
                " " a href=(again) { "Look again" }
            }
        }
    }
}

fn section(id: &str, name: &str, inner: Markup) -> Markup {
    let title = format!("{id}-title");
    html! { section id=(id) aria-labelledby=(title) { h2 id=(title) { (name) } (inner) } }
}

/// How it stands to the other scenario.
fn verdict(report: &ExploreReport) -> Markup {
    html! {
        @if let Some(verdict) = &report.verdict {
            section.lead #verdict aria-labelledby="verdict-title" {
                h2.quiet #verdict-title { "Held against " bdi { (verdict.from) } }
                p.verdict dir="auto" { (verdict.says) }
                @if !report.place.is_empty() { p.small { "Of everywhere, not of the place chosen." } }
            }
        }
    }
}

/// The picture: each part leads to who and why.
fn picture(report: &ExploreReport) -> Markup {
    let part = |id: &str| Selection { component: id.to_owned(), ..report.chosen.clone() };
    let chosen = report.part.as_ref().map(|part| part.component.as_str());
    let svg = pathway_svg::linked(&report.pathway, &|component| {
        let id = component.component.as_str();
        Some(Link { to: link(&part(id), "who"), chosen: chosen == Some(id) })
    });
    let table = words::pathway::table(&report.pathway);
    html! {
        p.small.aim { "Choose a part to see who answers for it, and why nobody else does." }
        (figure("pathway-picture", &svg, 3, equal_table("pathway-table", "The parts of the picture", &table)))
    }
}

/// Who commissions each part, and what it comes to.
fn parts(report: &ExploreReport) -> Markup {
    let here = !report.place.is_empty();
    let mut heads = vec![Head::words("Part")];
    if here {
        heads.push(Head::words("Here"));
    }
    heads.push(Head::words(if here { "Everywhere" } else { "Commissioned by" }));
    heads.push(Head::choices("State"));
    let caption = format!("Parts and their commissioners{}", report.place);
    let mut grid = Grid::new("parts-table", caption, heads).filtered();
    for part in &report.parts {
        let shown = in_picture(report, part);
        let state = match shown.map(|part| state_in_words(part.state)) {
            None => "not there",
            Some("") => "held",
            Some(words) => words,
        };
        let mut row = vec![
            Cell::of(html! {
                (to_part(report, &part.component, &part.name))
                @if let Some(stage) = &part.stage { span.small { (stage) } }
            })
            .by(&part.name),
        ];
        if here {
            row.push(Cell::of(shown.map_or_else(|| html! { "–" }, |shown| lanes(report, shown))));
        }
        row.push(Cell::of(held::holders(part.held.first().and_then(Option::as_ref))));
        row.push(Cell::words(state).by(state));
        grid.row(row);
    }
    grid.show()
}

/// A part as the picture has it.
fn in_picture<'r>(report: &'r ExploreReport, part: &PartView) -> Option<&'r PanelPart> {
    let number = report.pathway.components.iter().find(|known| known.component == part.component)?.number;
    report.pathway.scenarios.first()?.part(number)
}

/// Who holds a part in the place of the picture.
fn lanes(report: &ExploreReport, part: &PanelPart) -> Markup {
    html! {
        @if part.holders.is_empty() { "nobody" }
        @for holder in &part.holders {
            p.holder {
                strong { bdi { (report.pathway.lanes[holder.lane].name) } }
                @match holder.hold {
                    Hold::Must => {},
                    Hold::May => " (may)",
                    Hold::Disputed => " (disputed)",
                }
                @if holder.together { ", together" }
            }
        }
    }
}

/// A link to who answers for a part.
fn to_part(report: &ExploreReport, component: &str, name: &str) -> Markup {
    let current = report.part.as_ref().is_some_and(|part| part.component == component);
    let to = Selection { component: component.to_owned(), ..report.chosen.clone() };
    html! { a href=(link(&to, "who")) aria-current=[current.then_some("true")] { bdi { (name) } } }
}

/// What is wrong with the service.
fn findings(report: &ExploreReport) -> Markup {
    let counts = &report.counts;
    let heads = vec![Head::words("Finding"), Head::choices("Level"), Head::words("Part"), Head::numbers("People")];
    let mut grid = Grid::new("findings-table", "Findings, the worst first", heads).filtered();
    for finding in &report.findings {
        let level = if finding.accepted { "accepted" } else { finding.severity };
        grid.row(vec![
            Cell::of(said_of(finding)).by(&finding.sentence),
            Cell::of(html! { span.level.{ (level) } { (level) } }).by(level),
            Cell::of(html! {
                @if let Some((id, name)) = part_of(report, finding) { (to_part(report, id, name)) } @else { "–" }
            }),
            Cell::number(format!("{}{}", people_in_column(finding.people), mark(finding)), finding.people),
        ]);
    }
    html! {
        p {
            (words::shared::counted(counts.error, "error", "errors")) ", "
            (words::shared::counted(counts.warning, "warning", "warnings")) " and "
            (words::shared::counted(counts.note, "note", "notes")) (report.place)
            @if counts.accepted > 0 { "; " (counts.accepted) " accepted" }
            "."
        }
        @if !report.findings.is_empty() { (grid.show()) }
    }
}

fn said_of(finding: &FindingView) -> Markup {
    html! {
        span dir="auto" { (capital(&finding.sentence)) }
        span.small {
            @if finding.certainty != "certain" { (finding.certainty) "; " }
            code { bdi { (finding.key) } }
            @if let Some(at) = finding.at.first() { "; recorded in " code { bdi { (at.file) } ":" (at.line) } }
        }
    }
}

/// The part of the service that a finding is about.
fn part_of<'r>(report: &'r ExploreReport, finding: &'r FindingView) -> Option<(&'r str, &'r str)> {
    let id = finding.component.as_deref()?;
    report.parts.iter().find(|part| part.component == id).map(|part| (id, part.name.as_str()))
}
