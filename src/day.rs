//! Days and periods.
//!
//! The law writes both ends of a period as days in force; inside, a period is half-open. The two are converted here
//! alone. Must not know anything of landscapes.

use std::fmt;
use std::str::FromStr;

/// A calendar day, counted in days (Julian day number).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// The day of a calendar date; none where the calendar has no such day.
    pub fn from_ymd(year: i32, month: u8, day: u8) -> Option<Day> {
        let month = time::Month::try_from(month).ok()?;
        let date = time::Date::from_calendar_date(year, month, day).ok()?;
        Some(Day(date.to_julian_day()))
    }

    /// The day after.
    #[must_use]
    pub fn next(self) -> Day {
        Day(self.0 + 1)
    }

    /// The day before.
    #[must_use]
    pub fn previous(self) -> Day {
        Day(self.0 - 1)
    }

    /// How many days from `earlier` to this one.
    pub fn days_since(self, earlier: Day) -> i64 {
        i64::from(self.0) - i64::from(earlier.0)
    }

    fn date(self) -> Option<time::Date> {
        time::Date::from_julian_day(self.0).ok()
    }

    /// As a person writes it: `31 March 2013`.
    pub fn in_words(self) -> String {
        match self.date() {
            Some(date) => format!("{} {} {}", date.day(), date.month(), date.year()),
            None => self.to_string(),
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.date() {
            Some(date) => write!(f, "{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day()),
            None => write!(f, "day {}", self.0),
        }
    }
}

/// Not a day in ISO form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotADay;

impl FromStr for Day {
    type Err = NotADay;

    /// Reads `YYYY-MM-DD` and nothing else.
    fn from_str(text: &str) -> Result<Day, NotADay> {
        if !looks_like_a_day(text) {
            return Err(NotADay);
        }
        let number = |range: std::ops::Range<usize>| text[range].parse::<u16>().map_err(|_| NotADay);
        let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
        Day::from_ymd(i32::from(year), month as u8, day as u8).ok_or(NotADay)
    }
}

/// Whether a text has the form of an ISO date, though the calendar may not have the day.
pub fn looks_like_a_day(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 10
        && bytes.iter().enumerate().all(|(i, b)| match i {
            4 | 7 => *b == b'-',
            _ => b.is_ascii_digit(),
        })
}

/// When something is in force: from its first day to its last, each without limit where not given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    start: i32,
    end: i32,
}

impl Period {
    /// Without limit.
    pub const ALWAYS: Period = Period { start: i32::MIN, end: i32::MAX };

    /// No day: of something that a reform took away before it began.
    pub const NEVER: Period = Period { start: i32::MAX, end: i32::MAX };

    /// From the first and the last day in force, both inclusive.
    pub fn new(from: Option<Day>, until: Option<Day>) -> Period {
        Period { start: from.map_or(i32::MIN, |day| day.0), end: until.map_or(i32::MAX, |day| day.0 + 1) }
    }

    /// The first day in force.
    pub fn from(self) -> Option<Day> {
        (self.start != i32::MIN).then_some(Day(self.start))
    }

    /// The last day in force.
    pub fn until(self) -> Option<Day> {
        (self.end != i32::MAX).then_some(Day(self.end - 1))
    }

    /// Whether it has no day at all.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether the day is in it.
    pub fn includes(self, day: Day) -> bool {
        self.start <= day.0 && day.0 < self.end
    }

    /// Whether it is over by that day.
    pub fn ended_by(self, day: Day) -> bool {
        self.end <= day.0
    }

    /// Whether it has begun by that day.
    pub fn begun_by(self, day: Day) -> bool {
        self.start <= day.0
    }

    /// Whether the two have a day in common.
    pub fn meets(self, other: Period) -> bool {
        self.start.max(other.start) < self.end.min(other.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn both_ends_of_a_period_are_in_force() {
        let period = Period::new(Some(day("2013-04-01")), Some(day("2015-03-31")));
        assert!(!period.includes(day("2013-03-31")));
        assert!(period.includes(day("2013-04-01")));
        assert!(period.includes(day("2015-03-31")));
        assert!(!period.includes(day("2015-04-01")));
        assert!(period.ended_by(day("2015-04-01")));
        assert!(!period.ended_by(day("2015-03-31")));
        assert_eq!(period.until(), Some(day("2015-03-31")));
    }

    #[test]
    fn periods_that_touch_do_not_meet() {
        let first = Period::new(None, Some(day("2015-03-31")));
        let second = Period::new(Some(day("2015-04-01")), None);
        assert!(!first.meets(second));
        assert!(first.meets(Period::new(Some(day("2015-03-31")), None)));
        assert!(Period::ALWAYS.meets(second));
    }

    #[test]
    fn days_are_read_and_written_in_iso_form() {
        assert_eq!(day("2013-03-31").next(), day("2013-04-01"));
        assert_eq!(day("2013-03-31").to_string(), "2013-03-31");
        assert_eq!(day("2013-03-31").in_words(), "31 March 2013");
        assert_eq!("2013-02-30".parse::<Day>(), Err(NotADay));
        assert_eq!("2013-2-3".parse::<Day>(), Err(NotADay));
        assert!(looks_like_a_day("2013-02-30"));
    }
}
