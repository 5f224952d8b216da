//! What the picture of a network says, as an equal table.

use super::pathway::{fate_in_words, state_in_words};
use crate::render::picture::marks::percent;
use crate::render::{Column, Document, Table};
use crate::report::network::{Hold, NetworkReport, Networks, Part, StepEnd, Strip, TieType};

/// The tables with what they are about: the parts, then the bodies.
pub fn document(report: &Networks) -> Document {
    let mut document = Document::new(report.title.clone());
    document.lead(report.description.clone());
    for scenario in &report.scenarios {
        document.paragraph(format!("{}: {}", scenario.subtitle, scenario.summary));
    }
    document.table(table(report));
    document.table(bodies(report));
    for scenario in &report.scenarios {
        document.paragraph(scenario.source.clone());
    }
    document
}

/// A row for each part in each scenario.
pub fn table(report: &Networks) -> Table {
    let mut table = Table::new(vec![
        Column::words("scenario"),
        Column::words("on"),
        Column::words("service"),
        Column::numbers("number"),
        Column::words("component"),
        Column::words("name"),
        Column::words("stage"),
        Column::words("held_by"),
        Column::words("state"),
        Column::words("share"),
        Column::words("leads_to"),
    ]);
    for scenario in &report.scenarios {
        for strip in &scenario.services {
            for (place, part) in strip.parts.iter().enumerate().filter(|(_, part)| part.here) {
                table.row(vec![
                    scenario.scenario.clone(),
                    scenario.on.clone(),
                    strip.service.clone(),
                    part.number.to_string(),
                    part.id.clone(),
                    part.name.clone(),
                    part.stage.clone().unwrap_or_default(),
                    held_by(scenario, part),
                    state_in_words(part.state()).to_owned(),
                    part.marks.first().map_or_else(String::new, |mark| percent(mark.share)),
                    leads_to(scenario, strip, place),
                ]);
            }
        }
    }
    table
}

/// A row for each body in each scenario.
pub(in crate::render) fn bodies(report: &Networks) -> Table {
    let mut table = Table::new(vec![
        Column::words("scenario"),
        Column::words("kind"),
        Column::words("mark"),
        Column::words("body"),
        Column::numbers("bodies"),
        Column::numbers("commissions"),
        Column::numbers("disputed"),
        Column::words("answers_to"),
        Column::words("sits_on"),
    ]);
    for scenario in &report.scenarios {
        let ends = |place: usize, tie: TieType| {
            let ties = scenario.ties.iter().filter(|one| one.who == place && one.tie == tie);
            ties.map(|one| scenario.bodies[one.to].mark.as_str()).collect::<Vec<_>>().join("; ")
        };
        for (place, body) in scenario.bodies.iter().enumerate().filter(|(_, body)| body.here) {
            table.row(vec![
                scenario.scenario.clone(),
                body.kind.clone(),
                body.mark.clone(),
                body.name.clone(),
                body.count.unwrap_or(1).to_string(),
                body.commissions.to_string(),
                body.disputed.to_string(),
                ends(place, TieType::AnswersTo),
                ends(place, TieType::SitsOn),
            ]);
        }
    }
    table
}

/// `CCG; LA (disputed)`.
fn held_by(report: &NetworkReport, part: &Part) -> String {
    let holders = part.holders.iter().map(|holder| {
        let mark = &report.bodies[holder.body].mark;
        match (holder.hold, holder.together) {
            (Hold::Must, false) => mark.clone(),
            (Hold::Must, true) => format!("{mark} (together)"),
            (Hold::May, false) => format!("{mark} (may)"),
            (Hold::May, true) => format!("{mark} (may, together)"),
            (Hold::Disputed, false) => format!("{mark} (disputed)"),
            (Hold::Disputed, true) => format!("{mark} (disputed, together)"),
        }
    });
    holders.collect::<Vec<_>>().join("; ")
}

/// `hiv-treatment (unbridged); gynaecology (same hands)`.
fn leads_to(report: &NetworkReport, strip: &Strip, place: usize) -> String {
    let id = |number: usize| {
        let parts = report.services.iter().flat_map(|strip| &strip.parts);
        parts.into_iter().find(|part| part.number == number).map_or("", |part| part.id.as_str())
    };
    let steps = strip.steps.iter().filter(|step| step.from == place).map(|step| {
        let to = match &step.to {
            StepEnd::Here(to) => &strip.parts[*to].id,
            StepEnd::Numbered(number) => id(*number),
            StepEnd::Outside(name) => name,
        };
        format!("{to} ({})", fate_in_words(step.fate))
    });
    steps.collect::<Vec<_>>().join("; ")
}
