//! Titles of pictures: what is found, in at most ten words.

use crate::landscape::Landscape;
use crate::study::place::Place;

/// At most so many words stand in the title of a picture.
pub const MOST_WORDS: usize = 10;

/// The first of some titles that is short enough; else the last.
pub fn first_that_fits(titles: &[String]) -> String {
    let short = titles.iter().find(|title| title.split_whitespace().count() <= MOST_WORDS);
    short.or(titles.last()).cloned().unwrap_or_default()
}

/// A small number in words, as a title has it.
pub fn number(count: usize) -> String {
    const WORDS: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    WORDS.get(count).map_or_else(|| super::common::with_commas(count as u64), |word| (*word).to_owned())
}

/// ` in West Alpha`; nothing where it is about everywhere.
pub fn place_in_words(landscape: &Landscape, place: Option<Place>) -> String {
    match place {
        None => String::new(),
        Some(Place::Area(area)) => format!(" in {}", landscape.areas.name(area)),
        Some(Place::Footprint(one)) => format!(" in the area of {}", landscape.organisations[one.index()].name),
    }
}

/// A number of things: `no gaps`, `1 gap`, `2 gaps`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    match count {
        0 => format!("no {many}"),
        1 => format!("1 {one}"),
        count => format!("{} {many}", super::common::with_commas(count as u64)),
    }
}
