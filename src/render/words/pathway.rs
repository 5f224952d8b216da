//! What the picture of a pathway says, as an equal table.

use super::shared::of_picture;
use crate::render::picture::marks::{Say, mark_texts, percent};
use crate::render::{Column, Document, Table};
use crate::report::network::{Hold, Mark, State, StepFate, Trouble};
use crate::report::pathway::{Lane, LaneHold, Panel, PanelPart, PathwayReport};

/// The table with what it is about.
pub fn document(report: &PathwayReport) -> Document {
    of_picture([&report.title, &report.about, &report.description, &report.source], table(report))
}

/// A row for each part in each scenario.
pub fn table(report: &PathwayReport) -> Table {
    let mut table = Table::new(vec![
        Column::words("scenario"),
        Column::words("on"),
        Column::words("stage"),
        Column::numbers("number"),
        Column::words("component"),
        Column::words("name"),
        Column::words("held_by"),
        Column::words("state"),
        Column::words("share"),
        Column::words("leads_to"),
    ]);
    for panel in &report.scenarios {
        for part in &panel.parts {
            let of = report.component(part.number);
            table.row(vec![
                panel.scenario.id.clone(),
                panel.scenario.on.clone(),
                report.stages[of.stage].clone(),
                of.number.to_string(),
                of.component.clone(),
                of.name.clone(),
                held_by(report, part),
                state_in_words(part.state).to_owned(),
                part.marks.first().map_or_else(String::new, |mark| percent(mark.share)),
                leads_to(report, panel, part),
            ]);
        }
    }
    table
}

/// `CCG; LA (disputed)`.
pub(in crate::render) fn held_by(report: &PathwayReport, part: &PanelPart) -> String {
    held_by_lanes(&report.lanes, part)
}

/// The same, of lanes by their places.
pub(in crate::render) fn held_by_lanes(lanes: &[Lane], part: &PanelPart) -> String {
    let one = |holder: &LaneHold| {
        let mark = &lanes[holder.lane].mark;
        let together = if holder.together { ", together" } else { "" };
        match holder.hold {
            Hold::Must if holder.together => format!("{mark} (together)"),
            Hold::Must => mark.clone(),
            Hold::May => format!("{mark} (may{together})"),
            Hold::Disputed => format!("{mark} (disputed{together})"),
        }
    };
    part.holders.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// What stands in a lane for a part, in words: who holds it there and how, or that nobody does.
pub(in crate::render) fn in_lane(part: &PanelPart, holder: Option<(&LaneHold, &Lane)>, marks: &[Mark]) -> String {
    let mut text = match (holder, part.needed) {
        (Some((holder, lane)), _) => match holder.hold {
            Hold::Must => format!("commissioned by {}", lane.name),
            Hold::May => format!("{} may commission it, and need not", lane.name),
            Hold::Disputed => format!("said to be commissioned by {}, and disputed", lane.name),
        },
        (None, true) if marks.iter().any(|mark| mark.trouble == Trouble::Gap && !mark.certain) => {
            "perhaps nobody commissions it: all who might are disputed".to_owned()
        }
        (None, true) => "nobody commissions it".to_owned(),
        (None, false) => "nobody there needs it commissioned".to_owned(),
    };
    for (mark, _) in mark_texts(marks, part.contested, Say::All) {
        text.push_str(&format!(" [{mark}]"));
    }
    text
}

/// What a part comes to, in words.
pub(in crate::render) fn state_in_words(state: State) -> &'static str {
    match state {
        State::Gap => "gap",
        State::PossibleGap => "possible gap",
        State::Overlap => "overlap",
        State::PossibleOverlap => "possible overlap",
        State::Contested => "contested",
        State::Fine => "",
        State::NotNeeded => "needs no commissioner",
    }
}

/// What becomes of a step, in words.
pub(in crate::render) fn fate_in_words(fate: StepFate) -> &'static str {
    match fate {
        StepFate::Unbridged => "unbridged",
        StepFate::Nobody => "to or from a gap",
        StepFate::Bridged => "bridged",
        StepFate::Joined => "joined",
        StepFate::SameHands => "same hands",
    }
}

/// `12 unbridged; 14 same hands`.
fn leads_to(report: &PathwayReport, panel: &Panel, part: &PanelPart) -> String {
    let steps = panel.steps.iter().filter(|step| step.from == part.number);
    let one = |step: &crate::report::pathway::PanelStep| {
        let to = match step.to {
            Some(number) => report.component(number).component.clone(),
            None => step.outside.clone().unwrap_or_default(),
        };
        format!("{to} ({})", fate_in_words(step.fate))
    };
    steps.map(one).collect::<Vec<_>>().join("; ")
}

/// `Leads to 12, 14 (same hands); 27, elsewhere (unbridged)`: the parts by number, and all of a fate together.
#[cfg(feature = "word")]
pub(in crate::render) fn leads_by_number(report: &PathwayReport, panel: &Panel, part: &PanelPart) -> String {
    let mut fates: Vec<(StepFate, Vec<String>)> = Vec::new();
    for step in panel.steps.iter().filter(|step| step.from == part.number) {
        let to = match step.to {
            Some(number) => report.component(number).number.to_string(),
            None => step.outside.clone().unwrap_or_default(),
        };
        match fates.iter_mut().find(|(fate, _)| *fate == step.fate) {
            Some((_, list)) => list.push(to),
            None => fates.push((step.fate, vec![to])),
        }
    }
    let said: Vec<String> =
        fates.into_iter().map(|(fate, list)| format!("{} ({})", list.join(", "), fate_in_words(fate))).collect();
    if said.is_empty() { String::new() } else { format!("Leads to {}", said.join("; ")) }
}
