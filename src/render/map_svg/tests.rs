//! Whatever a landscape calls things, the map shows it, and every class can be told without its colour.

use super::{BLUES, render};
use crate::render::picture::check;
use crate::report::map::sample::map;
use crate::report::network::sample::names;

/// The tiles of a picture; what is cut has a title too, but is no square.
fn tiles(svg: &str) -> Vec<&str> {
    let titled = svg.split("<g><title>").skip(1);
    titled
        .filter(|one| one.split_once("</title>").is_some_and(|(_, rest)| rest.trim_start().starts_with("<rect")))
        .collect()
}

#[test]
fn hostile_names_are_shown_and_not_obeyed() {
    for scenarios in [1, 2] {
        let svg = render(&map(&names(), scenarios, 150));
        check::hostile(&svg);
    }
}

#[test]
fn every_tile_says_its_class_and_stands_in_the_same_place_in_both_maps() {
    let svg = render(&map(&names(), 2, 24));
    let tiles = tiles(&svg);
    assert_eq!(tiles.len(), 48);
    let number = |tile: &str, name: &str| check::attribute(tile, name).parse::<f64>().expect("a number");
    for (before, after) in tiles[..24].iter().zip(&tiles[24..]) {
        assert_eq!(check::attribute(before, "y"), check::attribute(after, "y"));
        assert!((number(after, "x") - number(before, "x") - 498.0).abs() < 0.2, "the maps are alike");
    }
    assert!(tiles[0].contains(">–</text>") && tiles[1].contains(">1.0</text>"), "{} {}", tiles[0], tiles[1]);
}

#[test]
fn where_values_do_not_fit_the_number_of_the_class_stands_in_the_tile() {
    let mut report = map(&names(), 1, 24);
    report.tiles[1].says[0] = "1,234.5".to_owned();
    let svg = render(&report);
    assert!(svg.contains("the number of the class stands in the tile"));
    let tile = tiles(&svg)[1];
    assert!(tile.contains(">2</text>"), "{tile}");
}

#[test]
fn neighbouring_classes_grow_darker_and_their_numbers_can_be_read() {
    let light = BLUES.map(|(fill, _)| check::luminance(fill));
    assert!(light.windows(2).all(|pair| pair[0] > pair[1] * 1.3), "{light:?}");
    for (fill, text) in BLUES {
        assert!(check::contrast(fill, text) >= 4.5, "{text} on {fill}");
    }
}

#[test]
fn the_same_data_gives_the_same_bytes() {
    assert_eq!(render(&map(&names(), 2, 60)), render(&map(&names(), 2, 60)));
}
