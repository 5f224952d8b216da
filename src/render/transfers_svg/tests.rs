//! Whatever a landscape calls things, the bands show it, and all that leaves arrives.

use super::render;
use crate::render::picture::check;
use crate::report::network::Family;
use crate::report::network::sample::names;
use crate::report::pathway::sample::scenario;
use crate::report::transfers::{Became, Flow, Side, TransfersReport};

const BECAME: [Became; 5] = [Became::Unchanged, Became::Moved, Became::Lost, Became::Gained, Became::Other];

fn sample() -> TransfersReport {
    let names = names();
    let side = |place: usize| Side {
        kinds: Some(vec![format!("k{place}")]),
        mark: names[place].clone(),
        family: (place > 0).then_some(Family::NhsLocal),
        people_parts: 5.0,
        parts: 1.0,
    };
    let flow = |place: usize| Flow {
        from: place / 5,
        to: place % 5,
        is: BECAME[place % 5],
        components: 1,
        people_parts: 1.0,
        parts: 0.2,
    };
    TransfersReport {
        schema: "remit/transfers/1",
        landscape: names[0].clone(),
        services: vec!["s".to_owned()],
        title: names[0].clone(),
        about: names[6].clone(),
        description: names[2].clone(),
        source: names[7].clone(),
        from: scenario(0, &names[0]),
        to: scenario(1, &names[1]),
        population: 5.0,
        before: (0..5).map(side).collect(),
        after: (0..5).map(side).collect(),
        flows: (0..25).map(flow).collect(),
    }
}

#[test]
fn every_flow_is_a_band() {
    assert_eq!(render(&sample()).matches(" stroke=\"#FFFFFF\" stroke-width=\"1.2\"/>").count(), 25);
}

#[test]
fn hostile_names_are_shown_and_not_obeyed() {
    let svg = render(&sample());
    check::hostile(&svg);
}

#[test]
fn the_same_data_gives_the_same_bytes() {
    assert_eq!(render(&sample()), render(&sample()));
}
