//! Nothing that is in two scenarios moves from one to the other, and whatever a landscape calls things is only shown.

use std::collections::BTreeMap;

use super::layout::{self, Grid, Layout};
use super::links::Links;
use super::{Place, render};
use crate::render::picture::check;
use crate::report::network::sample::names;
use crate::report::pathway::{PathwayReport, sample};

fn layout(report: &PathwayReport) -> Layout {
    let grid = Grid::new(report);
    Layout::new(report, &grid, &Links::new(report, &grid))
}

#[test]
fn what_is_in_both_scenarios_stands_in_the_same_place_in_both() {
    let report = sample::two(&names());
    let pair = layout(&report);
    let both = |place: &&Place| report.scenarios.iter().all(|panel| layout::stands(panel, **place));
    assert!(pair.boxes.keys().filter(both).count() > 3, "the sample has too little in both");
    // A box has one place whatever the scenario; its text in the picture says so too.
    let svg = render(&report);
    let mut tops: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for group in svg.split("<g><title>").skip(1) {
        let (says, rest) = group.split_once("</title>").expect("an end of the title");
        let number = |name: &str| check::attribute(rest, name).parse::<f64>().expect("a number");
        if says.contains(". ") {
            tops.entry(format!("{says} at {}", number("x"))).or_default().push(number("y"));
        }
    }
    let apart: Vec<f64> = tops.values().filter(|tops| tops.len() == 2).map(|tops| tops[1] - tops[0]).collect();
    assert!(apart.len() > 3);
    assert!(apart.iter().all(|far| (far - apart[0]).abs() < 0.11), "{apart:?}");
}

#[test]
fn a_part_that_goes_from_lane_to_lane_stays_in_its_column_where_there_is_room() {
    let report = sample::two(&names());
    let grid = Grid::new(&report);
    let mut columns: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, cell) in &grid.cells {
        columns.entry(place.number).or_default().push(cell.column);
    }
    let several: Vec<&Vec<usize>> = columns.values().filter(|columns| columns.len() > 1).collect();
    let stay = several.iter().filter(|columns| columns.iter().all(|column| *column == columns[0])).count();
    assert!(several.len() > 5 && stay * 5 >= several.len() * 4, "{stay} of {} stay", several.len());
}

#[test]
fn no_two_boxes_of_a_scenario_lie_on_each_other() {
    let report = sample::two(&names());
    let layout = layout(&report);
    for panel in &report.scenarios {
        let boxes: Vec<_> =
            layout.boxes.iter().filter(|(place, _)| layout::stands(panel, **place)).map(|(_, at)| *at).collect();
        for (place, one) in boxes.iter().enumerate() {
            for other in &boxes[place + 1..] {
                let beside = (one.x - other.x).abs() >= layout.box_wide;
                let below = one.y + one.high <= other.y || other.y + other.high <= one.y;
                assert!(beside || below, "{one:?} and {other:?}");
            }
        }
    }
}

#[test]
fn hostile_names_are_shown_and_not_obeyed() {
    let svg = render(&sample::two(&names()));
    check::well_formed(&svg);
    check::inside(&svg);
    assert!(svg.contains("&lt;script&gt;"));
    assert!(!svg.contains(&format!("\">{}", "W".repeat(300))), "no line of 300 letters");
}

#[test]
fn no_letters_are_too_small_to_print() {
    check::readable(&render(&sample::two(&names())));
}

#[test]
fn the_same_data_gives_the_same_bytes() {
    assert_eq!(render(&sample::two(&names())), render(&sample::two(&names())));
}
