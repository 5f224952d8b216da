//! Whatever a landscape calls things, the timeline shows it, within its edges.

use super::render;
use crate::render::picture::check;
use crate::report::network::Family;
use crate::report::network::sample::names;
use crate::report::timeline::{DayView, HeldView, SpanView, TimelineReport};

fn sample() -> TimelineReport {
    let names = names();
    let day = |place: i64| DayView {
        on: "2013-04-01".to_owned(),
        opens: Vec::new(),
        closes: Vec::new(),
        begun: names.clone(),
        ended: Vec::new(),
        day: "1 April 2013".to_owned(),
        place,
        basis: Vec::new(),
    };
    let held = |place: usize| HeldView {
        component: format!("c{}", place / 2),
        function: "commission".to_owned(),
        kinds: vec!["k".to_owned()],
        from: "2013-04-01".to_owned(),
        until: "2013-04-09".to_owned(),
        name: names[place / 2].clone(),
        by: names[place / 2].clone(),
        written: place / 2,
        family: (!place.is_multiple_of(3)).then_some(Family::Other),
        place: [place as i64 % 2 * 50, place as i64 % 2 * 50 + 49],
        basis: Vec::new(),
    };
    let span = |place: usize| SpanView {
        key: format!("{}:c{place}:a+b", ["gap/uncommissioned", "overlap/commissioners"][place % 2]),
        certainty: ["certain", "possible"][place / 2 % 2],
        from: "2013-04-01".to_owned(),
        until: "2013-04-09".to_owned(),
        days: 9,
        people_days: 9.0,
        sentence: names[0].clone(),
        basis: Vec::new(),
        severity: "error",
        most_people: 1.0,
        cut: [false, false],
        place: [0, 99],
    };
    TimelineReport {
        schema: "remit/timeline/1",
        landscape: names[0].clone(),
        service: None,
        window: ["2013-01-01".to_owned(), "2013-04-10".to_owned()],
        days: (0..100).map(day).collect(),
        spans: (0..8).map(span).collect(),
        held: (0..names.len() * 2).map(held).collect(),
        lapses: Vec::new(),
        services: vec![names[0].clone()],
        bare_law: false,
        length: 100,
        window_in_words: ["1 January 2013".to_owned(), "10 April 2013".to_owned()],
    }
}

#[test]
fn hostile_names_are_shown_and_not_obeyed() {
    let svg = render(&sample());
    check::hostile(&svg);
    assert_eq!(svg, render(&sample()));
}
