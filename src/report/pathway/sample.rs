//! Pathways of given names, for the tests of every format.

use super::{Component, Lane, LaneHold, Panel, PanelPart, PanelStep, PathwayReport};
use crate::report::common::ScenarioView;
use crate::report::network::{Family, Hold, Mark, State, StepFate, Trouble};

const FAMILIES: [Family; 4] = [Family::National, Family::NhsLocal, Family::Council, Family::Other];
const HOLDS: [Hold; 3] = [Hold::Must, Hold::May, Hold::Disputed];
const FATES: [StepFate; 5] =
    [StepFate::SameHands, StepFate::Joined, StepFate::Bridged, StepFate::Unbridged, StepFate::Nobody];

/// Two scenarios, of which the second has other holders of every third part.
pub(crate) fn two(names: &[String]) -> PathwayReport {
    let lanes = (0..5).map(|lane| Lane {
        kind: format!("k{lane}"),
        name: names[lane].clone(),
        mark: names[lane + 1].clone(),
        family: FAMILIES[lane % 4],
        alone: false,
    });
    let components = (0..names.len() * 2).map(|place| Component {
        number: place + 1,
        component: format!("c{place}"),
        name: names[place % names.len()].clone(),
        stage: place / 4,
    });
    let components: Vec<Component> = components.collect();
    let stages = (0..=components.len() / 4).map(|stage| names[stage].clone()).collect();
    let scenarios = [0, 1].map(|panel| Panel {
        scenario: scenario(panel, &names[0]),
        summary: names[6].clone(),
        bodies: vec![Some(1200); 5],
        parts: components
            .iter()
            .filter(|one| (one.number + panel) % 7 > 0)
            .map(|one| part(one.number, panel))
            .collect(),
        steps: (1..components.len()).flat_map(|from| steps(from, components.len(), panel)).collect(),
        source: names[3].clone(),
    });
    PathwayReport {
        schema: "remit/pathway/1",
        landscape: names[0].clone(),
        service: "s".to_owned(),
        title: names[0].clone(),
        about: names[6].clone(),
        description: names[2].clone(),
        source: names[7].clone(),
        lanes: lanes.collect(),
        stages,
        components,
        scenarios: scenarios.into(),
    }
}

/// A scenario of a title.
pub(crate) fn scenario(panel: usize, title: &str) -> ScenarioView {
    ScenarioView {
        id: format!("s{panel}"),
        on: "2013-04-01".to_owned(),
        reforms: Vec::new(),
        unsaid: None,
        evidence: None,
        asked: String::new(),
        title: title.to_owned(),
        day: "1 April 2013".to_owned(),
        outside: None,
    }
}

fn part(number: usize, panel: usize) -> PanelPart {
    let mark = |trouble, certain, share| Mark { trouble, certain, share, accepted: false };
    let moved = if number.is_multiple_of(3) { panel } else { 0 };
    let lanes = match number % 5 {
        0 => vec![],
        1 => vec![(number + moved) % 5, (number + moved + 1) % 5],
        _ => vec![(number + moved * 2) % 5],
    };
    PanelPart {
        number,
        needed: !number.is_multiple_of(10),
        holders: lanes.into_iter().map(|lane| LaneHold { lane, hold: HOLDS[number % 3], together: false }).collect(),
        state: State::Fine,
        marks: match number % 4 {
            1 => vec![mark(Trouble::Gap, number.is_multiple_of(5), 1.0)],
            2 => vec![mark(Trouble::Overlap, true, 0.004), mark(Trouble::Overlap, false, 0.46)],
            _ => vec![],
        },
        contested: number.is_multiple_of(6),
    }
}

fn steps(from: usize, count: usize, panel: usize) -> Vec<PanelStep> {
    let step = |over: usize| PanelStep {
        from,
        to: (over < 9).then(|| (from + over - 1) % count + 1),
        outside: (over >= 9).then(|| "elsewhere".to_owned()),
        fate: FATES[(from + over + panel) % 5],
        share: 1.0,
    };
    vec![step(1), step(from % 4 + 1), step(9 + from % 2)]
}
