//! Nothing that is in two scenarios moves from one to the other, and whatever a landscape calls things is only shown.

use std::collections::BTreeMap;

use super::layout::{HIGH, Layout, NOBODY, lanes_of};
use super::{pages, render};
use crate::render::html::picture::Framed;
use crate::render::picture::check;
use crate::report::network::sample::names;
use crate::report::overview::OverviewReport;
use crate::report::overview::sample::{one, two};

/// Every square of a scenario: group, lane and number, with where it stands below the lanes' top.
fn squares(report: &OverviewReport, side: usize) -> BTreeMap<(usize, usize, usize), (f64, f64)> {
    let layout = Layout::new(report);
    let mut all = BTreeMap::new();
    for (place, band) in layout.bands.iter().enumerate() {
        for row in &band.rows[side] {
            for field in &band.fields {
                let parts = &report.scenarios[side].groups[field.group].parts;
                for part in parts.iter().filter(|part| lanes_of(part).contains(&row.lane)) {
                    let (x, y) = layout.square(band, (field, part.part.number), row);
                    let key = (field.group, row.lane, part.part.number);
                    assert!(all.insert(key, (x, y + place as f64 * 10_000.0)).is_none());
                }
            }
        }
    }
    all
}

#[test]
fn what_is_in_both_scenarios_stands_in_the_same_place_in_both() {
    for report in [one(&names()), two(&names())] {
        let [before, after] = [0, 1].map(|side| squares(&report, side));
        let both: Vec<_> = before.keys().filter(|key| after.contains_key(*key)).collect();
        assert!(both.len() > 10 && both.len() < before.len(), "the sample has too little in both");
        for key in both {
            assert_eq!(before[key], after[key], "{key:?}");
        }
        // Whatever lane it is in, a part stands in one column.
        let mut columns: BTreeMap<(usize, usize), f64> = BTreeMap::new();
        for ((group, _, number), (x, _)) in before.into_iter().chain(after) {
            assert_eq!(*columns.entry((group, number)).or_insert(x), x, "{number} of {group}");
        }
    }
}

#[test]
fn no_two_squares_lie_on_each_other() {
    for report in [one(&names()), two(&names())] {
        for side in 0..2 {
            let all: Vec<(f64, f64)> = squares(&report, side).into_values().collect();
            for (place, one) in all.iter().enumerate() {
                for other in &all[place + 1..] {
                    let apart = (one.0 - other.0).abs() >= 20.0 || (one.1 - other.1).abs() >= HIGH;
                    assert!(apart, "{one:?} and {other:?}");
                }
            }
        }
    }
}

#[test]
fn every_part_that_exists_stands_in_the_picture() {
    let report = two(&names());
    let svg = render(&report);
    let squares: usize = (0..2).map(|side| squares(&report, side).len()).sum();
    let exist: usize = report.scenarios.iter().flat_map(|side| &side.groups).map(|group| group.parts.len()).sum();
    assert!(squares >= exist);
    let layout = Layout::new(&report);
    let rows = layout.bands.iter().flat_map(|band| band.rows.iter().flatten());
    let named = rows.filter(|row| row.lane != NOBODY).count();
    assert_eq!(svg.matches("<g><title>").count(), squares + named, "squares, and the names of lanes");
}

#[test]
fn hostile_names_are_shown_and_not_obeyed() {
    for report in [one(&names()), two(&names())] {
        check::hostile(&render(&report));
        pages(&report).iter().for_each(|page| check::hostile(page));
        assert_eq!(render(&report), render(&report));
    }
}

#[test]
fn its_letters_have_nine_points_where_it_is_as_wide_as_a_page() {
    // What stands above and below becomes text of the page.
    let report = OverviewReport { about: "About it.".to_owned(), source: "Source: it.".to_owned(), ..two(&names()) };
    let svg = Framed::new("x", &render(&report)).svg;
    let points = 178.0 / 25.4 * 72.0 / 1000.0;
    for tag in svg.split('<').filter(|tag| tag.starts_with("text ")) {
        let size: f64 = check::attribute(tag, "font-size").parse().expect("a size");
        assert!(size * points >= 9.0, "{tag}");
    }
}
