//! Whatever a landscape calls things, the matrix shows it, and every field stands in the column of its holder.

use super::{blocks, render};
use crate::render::picture::check;
use crate::report::matrix::{Cell, Holder, MatrixReport, Row};
use crate::report::network::sample::names;
use crate::report::network::{Family, Hold, Trouble};
use crate::report::pathway::sample::scenario;

const HOLDS: [Hold; 3] = [Hold::Must, Hold::May, Hold::Disputed];

fn sample() -> MatrixReport {
    let names = names();
    let column = |place: usize| Holder {
        function: format!("f{}", place / 8),
        kind: format!("k{place}"),
        trouble: [None, None, None, Some(Trouble::Gap), Some(Trouble::Overlap)][place % 5],
        organisation: None,
        name: names[place % names.len()].clone(),
        mark: names[(place + 1) % names.len()].clone(),
        family: (!place.is_multiple_of(5)).then_some(Family::Council),
        function_name: names[place / 8].clone(),
    };
    let row = |place: usize| Row {
        component: format!("c{place}"),
        name: names[place].clone(),
        service: "s".to_owned(),
        group: names[place / 3].clone(),
    };
    let cell = |place: usize| Cell {
        row: place / 50,
        column: place / 2 % 25,
        scenario: place % 2,
        hold: HOLDS[place % 3],
        people: 1.0,
        share: [1.0, 0.46, 0.0001][place % 3],
    };
    MatrixReport {
        schema: "remit/matrix/1",
        landscape: names[0].clone(),
        services: vec!["s".to_owned()],
        title: names[0].clone(),
        about: names[6].clone(),
        description: names[2].clone(),
        source: names[7].clone(),
        scenarios: vec![scenario(0, &names[0]), scenario(1, &names[1])],
        columns: (0..25).map(column).collect(),
        rows: (0..names.len()).map(row).collect(),
        cells: (0..names.len() * 50).step_by(3).map(cell).collect(),
    }
}

#[test]
fn functions_stay_whole_where_they_fit() {
    assert_eq!(blocks(&sample()), [0..16, 16..25]);
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
