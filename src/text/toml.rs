//! TOML tables with a place for every key and value.

mod quick;
#[cfg(test)]
mod tests;
mod tree;

use std::cell::{Cell, RefCell};

use smallvec::SmallVec;
use toml::de::DeTable;

pub use self::tree::Entries;
use self::tree::{At, Item, Value};

use super::nearest::did_you_mean;
use crate::day::{Day, Period};
use crate::source::{FileId, Problem, Problems, Span, Written};

/// Parses a file; every syntax error becomes a problem, and then there is no table.
pub fn parse<'t>(file: FileId, text: &'t str, problems: &mut Problems) -> Option<Entries<'t>> {
    if let Some(tree) = quick::tree(text) {
        return Some(tree);
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Some(tree::of_library(table.into_inner()));
    }
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        let at = span_in(file, At::new(span.start, span.end));
        let said = error.message().trim();
        let problem = if said.contains("recurse") || said.contains("recursion") {
            Problem::new(at, "the TOML is nested too deeply to be read")
                .help("no table of a landscape is nested deeper than three levels")
        } else if said.contains("duplicate key") {
            Problem::new(at, format!("the TOML says the same thing twice: {said}"))
                .help("keep one of the two; a table that may stand several times is written [[…]]")
        } else {
            let written = text.get(span).unwrap_or_default().trim();
            let mut message = format!("this is not valid TOML: {said}");
            if !written.is_empty() && written.len() < 40 && !written.contains('\n') {
                message = format!("{message} (`{written}`)");
            }
            if looks_like_date_trouble(written) {
                message = format!("{message}; a date is written 2013-04-01 and must be in the calendar");
            }
            Problem::new(at, message)
        };
        problems.push(problem);
    }
    None
}

fn looks_like_date_trouble(written: &str) -> bool {
    written.len() >= 8 && written.contains('-') && written.bytes().next().is_some_and(|b| b.is_ascii_digit())
}

fn span_in(file: FileId, at: At) -> Span {
    Span { file, start: at.start, end: at.end }
}

/// One TOML table being read: remembers which keys it was asked for, so that the others are unknown.
pub struct Table<'a, 't> {
    file: FileId,
    /// Mostly a handful, which are found sooner one after the other than by halves.
    entries: &'a Entries<'t>,
    /// Which of them were asked for.
    asked: SmallVec<[Cell<bool>; 32]>,
    at: Span,
    noun: &'static str,
    /// The keys that it was asked for, given or not.
    known: RefCell<SmallVec<[&'static str; 24]>>,
}

impl<'a, 't> Table<'a, 't> {
    /// The root table of a file, of which sort.
    pub fn root(file: FileId, entries: &'a Entries<'t>, noun: &'static str) -> Self {
        Table::new(file, entries, Span { file, start: 0, end: 0 }, noun)
    }

    /// Gives the same table once more, as if it had not been asked for anything yet.
    pub fn again(&self) -> impl Fn() -> Table<'a, 't> + use<'a, 't> {
        let (file, entries, at, noun) = (self.file, self.entries, self.at, self.noun);
        move || Table::new(file, entries, at, noun)
    }

    fn new(file: FileId, entries: &'a Entries<'t>, at: Span, noun: &'static str) -> Self {
        let asked = SmallVec::from_elem(Cell::new(false), entries.len());
        Table { file, entries, asked, at, noun, known: RefCell::default() }
    }

    fn find(&self, key: &str) -> Option<usize> {
        // Most keys differ in their length or their first letter, which is seen sooner than that they differ.
        let first = key.as_bytes().first();
        let is = |have: &str| have.len() == key.len() && have.as_bytes().first() == first && have == key;
        self.entries.iter().position(|entry| is(&entry.key))
    }

    /// Where the table stands.
    pub fn at(&self) -> Span {
        self.at
    }

    /// Whether the key is given; marks it as known.
    pub fn has(&self, key: &'static str) -> bool {
        self.get(key).is_some()
    }

    fn get(&self, key: &'static str) -> Option<(Span, &'a Value<'t>)> {
        self.known.borrow_mut().push(key);
        let found = self.find(key)?;
        self.asked[found].set(true);
        let item = &self.entries[found].item;
        Some((span_in(self.file, item.at), &item.value))
    }

    /// A text as it stands, without any opinion of it; does not mark the key as known.
    pub fn peek(&self, key: &str) -> Option<&'a str> {
        match &self.entries[self.find(key)?].item.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether every key that is given was asked for.
    pub fn knows_all(&self) -> bool {
        self.asked.iter().all(Cell::get)
    }

    fn missing(&self, key: &'static str, problems: &mut Problems) {
        problems.push(
            Problem::new(self.at, format!("{} needs `{key}`, which is missing", self.noun))
                .help(format!("add `{key} = …` to this table")),
        );
    }

    fn wrong(&self, key: &str, at: Span, want: &str, have: &Value<'_>, problems: &mut Problems) {
        let mut problem = Problem::new(at, format!("`{key}` must be {want}, not {}", kind_of(have)));
        if want.starts_with("a date") && matches!(have, Value::Text(_)) {
            problem = problem.help("write dates without quotes: 2013-04-01");
        }
        problems.push(problem);
    }

    /// A text, trimmed; blank is a problem.
    pub fn text(&self, key: &'static str, problems: &mut Problems) -> Option<Written<Box<str>>> {
        let given = self.get(key)?;
        self.as_text(key, given, false, problems)
    }

    fn as_text(
        &self,
        key: &'static str,
        (at, value): (Span, &Value<'_>),
        required: bool,
        problems: &mut Problems,
    ) -> Option<Written<Box<str>>> {
        match value {
            Value::Text(text) if text.trim().is_empty() => {
                let what = if key == "id" {
                    "`id` is blank, and an identifier must not be".to_owned()
                } else {
                    format!("`{key}` is blank")
                };
                problems.push(Problem::new(at, what).help(if required {
                    "give it words: it must be there"
                } else {
                    "give it words, or leave the key out"
                }));
                None
            }
            Value::Text(text) => Some(Written { value: text.as_ref().into(), at }),
            other => {
                self.wrong(key, at, "a text in quotes", other, problems);
                None
            }
        }
    }

    /// A text that must be given.
    pub fn required_text(&self, key: &'static str, problems: &mut Problems) -> Option<Written<Box<str>>> {
        let given = self.get(key);
        if given.is_none() {
            self.missing(key, problems);
        }
        self.as_text(key, given?, true, problems)
    }

    /// A text that may be empty of meaning (a note, a quotation, an address): never a problem when blank.
    pub fn remark(&self, key: &'static str, problems: &mut Problems) -> Option<Box<str>> {
        let (at, value) = self.get(key)?;
        match value {
            Value::Text(text) => (!text.trim().is_empty()).then(|| text.as_ref().into()),
            other => {
                self.wrong(key, at, "a text in quotes", other, problems);
                None
            }
        }
    }

    /// `true` or `false`.
    pub fn flag(&self, key: &'static str, problems: &mut Problems) -> Option<bool> {
        let (at, value) = self.get(key)?;
        match value {
            Value::Flag(flag) => Some(*flag),
            other => {
                self.wrong(key, at, "true or false", other, problems);
                None
            }
        }
    }

    /// A number, whole or not, that is finite and not negative.
    pub fn number(&self, key: &'static str, problems: &mut Problems) -> Option<Written<f64>> {
        let (at, value) = self.get(key)?;
        let number = match value {
            Value::Whole(digits, radix) => {
                i128::from_str_radix(&digits.replace('_', ""), *radix).map_or(f64::INFINITY, |n| n as f64)
            }
            Value::Decimal(digits) => digits.replace('_', "").parse().unwrap_or(f64::NAN),
            other => {
                self.wrong(key, at, "a number", other, problems);
                return None;
            }
        };
        check_number(key, number, at, problems).map(|value| Written { value, at })
    }

    /// A number that must be given.
    pub fn required_number(&self, key: &'static str, problems: &mut Problems) -> Option<Written<f64>> {
        if !self.has(key) {
            self.missing(key, problems);
            return None;
        }
        self.number(key, problems)
    }

    /// A whole number.
    pub fn whole_number(&self, key: &'static str, problems: &mut Problems) -> Option<i64> {
        let (at, value) = self.get(key)?;
        match value {
            Value::Whole(digits, radix) => {
                let read = i64::from_str_radix(&digits.replace('_', ""), *radix);
                if read.is_err() {
                    problems.push(Problem::new(at, format!("`{key}` is too large a number")));
                }
                read.ok()
            }
            Value::Decimal(digits) => {
                problems.push(Problem::new(at, format!("`{key}` must be a whole number, and {digits} is not")));
                None
            }
            other => {
                self.wrong(key, at, "a whole number", other, problems);
                None
            }
        }
    }

    /// A TOML local date.
    pub fn day(&self, key: &'static str, problems: &mut Problems) -> Option<Written<Day>> {
        let (at, value) = self.get(key)?;
        match value {
            Value::Date(Some((year, month, day))) => {
                let day = Day::from_ymd(i32::from(*year), *month, *day);
                if day.is_none() {
                    problems.push(Problem::new(at, format!("`{key}` is a date that the calendar does not have")));
                }
                day.map(|value| Written { value, at })
            }
            other => {
                self.wrong(key, at, "a date like 2013-04-01", other, problems);
                None
            }
        }
    }

    /// A date that must be given.
    pub fn required_day(&self, key: &'static str, problems: &mut Problems) -> Option<Written<Day>> {
        if !self.has(key) {
            self.missing(key, problems);
            return None;
        }
        self.day(key, problems)
    }

    /// `from` and `until`, both inclusive, both optional; an end before the beginning is a problem.
    pub fn period(&self, problems: &mut Problems) -> Period {
        let from = self.day("from", problems);
        let until = self.day("until", problems);
        if let (Some(from), Some(until)) = (&from, &until)
            && until.value < from.value
        {
            problems.push(end_before_beginning(until.at, until.value, from.at, from.value));
            return Period::ALWAYS;
        }
        Period::new(from.map(|d| d.value), until.map(|d| d.value))
    }

    /// A list of texts; one text stands for a list of one. `None` where the key is not given.
    pub fn texts(
        &self,
        key: &'static str,
        empty_allowed: bool,
        problems: &mut Problems,
    ) -> Option<Vec<Written<Box<str>>>> {
        self.as_texts(key, empty_allowed, false, problems)
    }

    fn as_texts(
        &self,
        key: &'static str,
        empty_allowed: bool,
        required: bool,
        problems: &mut Problems,
    ) -> Option<Vec<Written<Box<str>>>> {
        let (at, value) = self.get(key)?;
        let mut list = Vec::with_capacity(if let Value::List(array) = value { array.len() } else { 1 });
        match value {
            Value::List(array) => {
                if array.is_empty() && !empty_allowed {
                    let or = if required { ": it must be there".to_owned() } else { format!(", or leave `{key}` out") };
                    problems.push(
                        Problem::new(at, format!("`{key}` is an empty list")).help(format!("name at least one{or}")),
                    );
                }
                for Item { at, value } in array {
                    self.item(key, span_in(self.file, *at), value, &mut list, problems);
                }
            }
            one => self.item(key, at, one, &mut list, problems),
        }
        Some(list)
    }

    /// A list of texts that must be given.
    pub fn required_texts(
        &self,
        key: &'static str,
        empty_allowed: bool,
        problems: &mut Problems,
    ) -> Option<Vec<Written<Box<str>>>> {
        if !self.has(key) {
            self.missing(key, problems);
            return None;
        }
        self.as_texts(key, empty_allowed, true, problems)
    }

    fn item(&self, key: &str, at: Span, value: &Value<'_>, list: &mut Vec<Written<Box<str>>>, problems: &mut Problems) {
        match value {
            Value::Text(text) if text.trim().is_empty() => {
                problems.push(Problem::new(at, format!("`{key}` has a blank entry")));
            }
            Value::Text(text) => list.push(Written { value: text.as_ref().into(), at }),
            other => self.wrong(key, at, "a text or a list of texts", other, problems),
        }
    }

    /// A table in braces whose keys the author chooses and whose values are texts, by place; and its own place.
    #[expect(clippy::type_complexity, reason = "pairs of a key and a value, each with its place")]
    pub fn pairs(
        &self,
        key: &'static str,
        problems: &mut Problems,
    ) -> Option<Vec<(Written<Box<str>>, Written<Box<str>>)>> {
        let (at, value) = self.get(key)?;
        let Value::Table(table) = value else {
            self.wrong(key, at, "a table like { la = \"…\" }", value, problems);
            return None;
        };
        let mut pairs = Vec::new();
        for entry in table {
            let mut list = Vec::new();
            let at = span_in(self.file, entry.item.at);
            match &entry.item.value {
                value @ Value::Text(_) => self.item(key, at, value, &mut list, problems),
                other => self.wrong(&entry.key, at, "a text in quotes", other, problems),
            }
            if let Some(value) = list.pop() {
                let name = Written { value: entry.key.as_ref().into(), at: span_in(self.file, entry.key_at) };
                pairs.push((name, value));
            }
        }
        Some(pairs)
    }

    /// Whether the key is given as a list of tables (rather than one table or a value); marks it as known.
    pub fn is_list(&self, key: &'static str) -> bool {
        matches!(self.get(key), Some((_, Value::List(_))))
    }

    /// Whether the key is given as a table or a list of tables; marks it as known.
    pub fn is_tables(&self, key: &'static str) -> bool {
        match self.get(key) {
            Some((_, Value::List(array))) => array.iter().any(|item| matches!(item.value, Value::Table(_))),
            Some((_, Value::Table(_))) => true,
            _ => false,
        }
    }

    /// Where the key's value stands, if it is given; marks it as known.
    pub fn place_of(&self, key: &'static str) -> Option<Span> {
        self.get(key).map(|(at, _)| at)
    }

    /// The tables of `[[key]]`.
    pub fn tables(
        &self,
        key: &'static str,
        noun: &'static str,
        problems: &mut Problems,
    ) -> impl Iterator<Item = Table<'a, 't>> + use<'a, 't> {
        let list = match self.get(key) {
            Some((_, Value::List(list))) => list.as_slice(),
            Some((at, other)) => {
                problems.push(
                    Problem::new(at, format!("`{key}` must be a list of tables (an array), not {}", kind_of(other)))
                        .help(format!("write [[{key}]]")),
                );
                &[]
            }
            None => &[],
        };
        for Item { at, value } in list.iter().filter(|item| !matches!(item.value, Value::Table(_))) {
            let what = format!("`{key}` must hold tables only, not {}", kind_of(value));
            problems.push(Problem::new(span_in(self.file, *at), what));
        }
        let file = self.file;
        list.iter().filter_map(move |item| match &item.value {
            Value::Table(entries) => Some(Table::new(file, entries, span_in(file, item.at), noun)),
            _ => None,
        })
    }

    /// The table `[key]`.
    pub fn table(&self, key: &'static str, noun: &'static str, problems: &mut Problems) -> Option<Table<'a, 't>> {
        let (at, value) = self.get(key)?;
        if let Value::Table(entries) = value {
            return Some(Table::new(self.file, entries, at, noun));
        }
        problems.push(
            Problem::new(at, format!("`{key}` must be one table, not {}", kind_of(value)))
                .help(format!("write [{key}]")),
        );
        None
    }

    /// Ends the reading: every key that was never asked for is unknown.
    pub fn finish(self, problems: &mut Problems) {
        let known = self.known.borrow();
        for (entry, _) in self.entries.iter().zip(&self.asked).filter(|(_, asked)| !asked.get()) {
            let name = entry.key.as_ref();
            let what = if name.trim().is_empty() { "(blank)" } else { name };
            let mut names = known.to_vec();
            names.sort_unstable();
            names.dedup();
            let help = did_you_mean(name, names.iter().copied())
                .unwrap_or_else(|| format!("known here: {}", names.join(", ")));
            problems.push(
                Problem::new(span_in(self.file, entry.key_at), format!("unknown key `{what}` in {}", self.noun))
                    .help(help),
            );
        }
    }
}

/// A number of people or a share must be finite and not negative.
pub(crate) fn check_number(key: &str, number: f64, at: Span, problems: &mut Problems) -> Option<f64> {
    if !number.is_finite() {
        problems.push(Problem::new(at, format!("`{key}` must be a finite number")));
        None
    } else if number < 0.0 {
        problems.push(Problem::new(at, format!("`{key}` must not be negative")));
        None
    } else {
        // -0.0 becomes 0.0, so that the two never differ in what is printed.
        Some(number + 0.0)
    }
}

pub(crate) fn end_before_beginning(until_at: Span, until: Day, from_at: Span, from: Day) -> Problem {
    Problem::new(until_at, format!("it ends on {until}, before it begins on {from}"))
        .also(from_at, "begins here")
        .help("`from` is the first and `until` the last day in force")
}

fn kind_of(value: &Value<'_>) -> &'static str {
    match value {
        Value::Text(_) => "a text",
        Value::Whole(..) | Value::Decimal(_) => "a number",
        Value::Flag(_) => "true or false",
        Value::Date(_) => "a date or time",
        Value::List(_) => "a list",
        Value::Table(_) => "a table",
    }
}
