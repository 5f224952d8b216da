//! The pictures of a page, each with its equal table.

use maud::{Markup, html};

use crate::render::html::components::{equal_table, figure, pages};
use crate::render::{map_svg, matrix_svg, network_svg, pathway_svg, transfers_svg, words};
use crate::report::page::PageReport;

/// The pathway of each service.
pub(super) fn pathways(report: &PageReport) -> Markup {
    html! {
        @for pathway in &report.pathways {
            @let id = format!("pathway-{}", pathway.service);
            (pages(&id, &pathway_svg::pages(pathway), 3, equal_table(
                &format!("{id}-table"), &pathway.title, &words::pathway::table(pathway))))
        }
    }
}

/// Who holds which function of the parts of each service.
pub(super) fn matrices(report: &PageReport) -> Markup {
    html! {
        @for matrix in &report.matrices {
            @let id = format!("matrix-{}", matrix.services.join("-"));
            (figure(&id, &matrix_svg::render(matrix), 3, equal_table(
                &format!("{id}-table"), &format!("Function by function: {}", matrix.title), &words::matrix::table(matrix))))
        }
    }
}

/// The commissioners of each service in tiers, and the bodies behind and between them.
pub(super) fn networks(report: &PageReport) -> Markup {
    html! {
        p.paper {
            "On paper these pictures are left out: they are higher than a page. "
            code { "remit draw network" }
            " with the words of the command below, and " code { "--out network.pdf" } ", draws them by themselves."
        }
        @for network in &report.networks {
            @let strip = network.scenarios[0].services.first();
            @let (service, name) = strip.map_or(("", ""), |strip| (strip.service.as_str(), strip.name.as_str()));
            @let id = format!("network-{service}");
            @let caption = format!("{name}: who stands behind and between its commissioners");
            @let parts = format!("#pathway-{service}");
            (figure(&id, &network_svg::render(network), 3, html! {
                (equal_table(&format!("{id}-table"), &caption, &words::network::bodies(network)))
                p { "Who commissions each part, and where it leads, stands in " a href=(parts) { "the table of the pathway" } "." }
            }))
        }
    }
}

/// What differs from place to place.
pub(super) fn maps(report: &PageReport) -> Markup {
    html! {
        p { (report.maps.says) }
        @for (place, map) in report.maps.maps.iter().enumerate() {
            @let id = format!("map-{}", place + 1);
            (figure(&id, &map_svg::render(map), 3, equal_table(
                &format!("{id}-table"), &format!("Tile by tile: {}", map.title), &words::map::table(map))))
        }
    }
}

/// What went from whom to whom, of one of the other scenarios.
pub(in crate::render::html) fn flows(report: &PageReport, place: usize, level: u8) -> Markup {
    let id = format!("flows-{}", place + 1);
    let caption = match report.flows.len() {
        1 => "What went from whom to whom".to_owned(),
        count => format!("What went from whom to whom, {} of {count}", place + 1),
    };
    html! {
        @if let Some(flows) = report.flows.get(place) {
            (figure(&id, &transfers_svg::render(flows), level, equal_table(
                &format!("{id}-table"), &caption, &words::transfers::table(flows))))
        }
    }
}
