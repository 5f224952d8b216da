//! Titles of pictures: what is found, in at most ten words.

use crate::day::{Day, Period};
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

/// What to know of a day that lies before or after everything that a landscape dates; nothing where it lies within.
pub fn outside(landscape: &Landscape, day: Day) -> Option<String> {
    let facts = landscape.responsibilities.iter().map(|fact| fact.period);
    let organisations = landscape.organisations.iter().map(|fact| fact.period);
    let ties = landscape.arrangements.iter().map(|fact| fact.period);
    let ties = ties.chain(landscape.relations.iter().map(|fact| fact.period));
    let dated = |period: Period| [period.from(), period.until()].into_iter().flatten();
    let days = || facts.clone().chain(organisations.clone()).chain(ties.clone()).filter(|period| !period.is_empty());
    let first = days().flat_map(dated).min()?;
    let last = days().flat_map(dated).max()?;
    if day < first {
        return Some(format!(
            "Nothing that this landscape records begins or ends before {}: of {} it knows only what has no first day, and a \
             gap may be no more than something not recorded.",
            first.in_words(),
            day.in_words()
        ));
    }
    (day > last).then(|| {
        format!(
            "Nothing that this landscape records begins or ends after {}: what it says of {} is what was so then.",
            last.in_words(),
            day.in_words()
        )
    })
}

/// A number of things: `no gaps`, `1 gap`, `2 gaps`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    match count {
        0 => format!("no {many}"),
        1 => format!("1 {one}"),
        count => format!("{} {many}", super::common::with_commas(count as u64)),
    }
}
