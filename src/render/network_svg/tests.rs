//! Whatever a landscape calls things, the picture is one that every reader of SVG can open.

use super::render;
use crate::render::picture::check;
use crate::render::picture::text::clean;
use crate::report::network::sample::{names, pair};

#[test]
fn hostile_names_are_shown_and_not_obeyed() {
    let picture = render(&pair());
    check::well_formed(&picture);
}

#[test]
fn the_full_name_stands_where_it_is_cut() {
    let picture = render(&pair());
    let long = "W".repeat(300);
    assert!(picture.contains(&format!("<g><title>8. {long}")));
    assert!(!picture.contains(&format!("\">{long}")), "no line of 300 letters");
}

#[test]
fn the_same_data_gives_the_same_bytes() {
    assert_eq!(render(&pair()), render(&pair()));
}

#[test]
fn nothing_runs_out_of_the_picture() {
    check::inside(&render(&pair()));
    check::readable(&render(&pair()));
}

#[test]
fn names_with_nothing_to_see_leave_nothing() {
    assert!(names().iter().all(|name| !clean(name).contains(['\n', '\u{202E}', '\0'])));
}
