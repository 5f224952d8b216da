//! The tree of a file that is written plainly, in one pass over its bytes.
//!
//! Most of the time of a run goes into reading, and the library's tokens and tree cost more than all that is done with them. So
//! what landscapes are written with (tables, lists of tables, keys without dots, values) is read here. Whatever is out of
//! the ordinary, and every mistake, is left to the library: `None`. A text with escapes and a number are decoded by it
//! too. The tests hold each tree that comes out, also of damaged files, against the library's.

use std::borrow::Cow;

use memchr::{memchr, memchr2};
use smallvec::SmallVec;
use toml_parser::decoder::{Encoding, ScalarKind};
use toml_parser::{ParseError, Raw, Span};

use super::tree::{At, Entries, Entry, Item, Value};
use crate::day::Day;

/// Lists and tables in braces are not nested deeper in a landscape.
const DEPTH: usize = 8;
/// In a table with more keys, looking for one that stands twice by going through all would take too long.
const KEYS: usize = 64;
/// As many keys as most tables have.
const FEW: usize = 8;

/// The tree of a file; `None` where the library should read it instead.
pub(super) fn tree(text: &str) -> Option<Entries<'_>> {
    // With no such character in the file, nothing in it needs to be searched for them again.
    let is_control = |byte: &u8| (*byte < b' ' && *byte != b'\n' && *byte != b'\t') || *byte == 0x7F;
    // A stretch is gone through whole, which takes less time than to stop at each.
    if text.as_bytes().chunks(4096).any(|stretch| stretch.iter().fold(false, |any, byte| any | is_control(byte))) {
        return None;
    }
    let mut reader = Reader { text, place: 0 };
    let mut root = Entries::new();
    let mut header = None;
    let mut table = Entries::new();
    loop {
        reader.lines();
        match reader.peek() {
            Some(b'[') => {
                end_table(text, &mut root, header.replace(reader.header()?), std::mem::take(&mut table))?;
            }
            Some(_) => {
                let (key, item) = reader.pair(0)?;
                add(&mut table, key, item)?;
            }
            None => break,
        }
        reader.end_of_line()?;
    }
    end_table(text, &mut root, header, table)?;
    Some(root)
}

type Key<'t> = (Cow<'t, str>, At);

/// `[key]` or `[[key]]`, and the tables on the way to it.
struct Header<'t> {
    keys: SmallVec<[Key<'t>; 2]>,
    at: At,
    list: bool,
}

/// Goes through a text. Whatever gives `None` is no more than not plain.
struct Reader<'t> {
    text: &'t str,
    place: usize,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t [u8] {
        &self.text.as_bytes()[self.place..]
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.place).copied()
    }

    fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.place += 1)
    }

    /// Passes over spaces.
    fn spaces(&mut self) {
        while let Some(b' ' | b'\t') = self.peek() {
            self.place += 1;
        }
    }

    /// Passes over spaces, remarks and the ends of lines.
    fn lines(&mut self) {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\n') => self.place += 1,
                Some(b'#') => self.remark(),
                _ => return,
            }
        }
    }

    fn remark(&mut self) {
        self.place += memchr(b'\n', self.rest()).unwrap_or(self.rest().len());
    }

    /// The line ends here, or the text.
    fn end_of_line(&mut self) -> Option<()> {
        self.spaces();
        match self.peek() {
            Some(b'#') => self.remark(),
            Some(b'\n') | None => {}
            Some(_) => return None,
        }
        Some(())
    }

    fn header(&mut self) -> Option<Header<'t>> {
        let start = self.place;
        self.take(b'[')?;
        let list = self.take(b'[').is_some();
        let mut keys = SmallVec::new();
        keys.push(self.key()?);
        while self.take(b'.').is_some() {
            keys.push(self.key()?);
        }
        self.take(b']')?;
        if list {
            self.take(b']')?;
        }
        Some(Header { keys, at: At::new(start, self.place), list })
    }

    fn key(&mut self) -> Option<Key<'t>> {
        let start = self.place;
        if let quote @ (b'"' | b'\'') = self.peek()? {
            let (Encoding::BasicString | Encoding::LiteralString, inside) = self.quoted(quote)? else { return None };
            return Some((Cow::Borrowed(inside?), At::new(start, self.place)));
        }
        let is_of_key = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'-' || **byte == b'_';
        self.place += self.rest().iter().take_while(is_of_key).count();
        (self.place > start).then(|| (Cow::Borrowed(&self.text[start..self.place]), At::new(start, self.place)))
    }

    /// `key = value`.
    fn pair(&mut self, depth: usize) -> Option<(Key<'t>, Item<'t>)> {
        let key = self.key()?;
        self.spaces();
        self.take(b'=')?;
        self.spaces();
        Some((key, self.item(depth)?))
    }

    fn item(&mut self, depth: usize) -> Option<Item<'t>> {
        let start = self.place;
        let value = match self.peek()? {
            quote @ (b'"' | b'\'') => {
                let (encoding, inside) = self.quoted(quote)?;
                match inside {
                    Some(inside) => Value::Text(Cow::Borrowed(inside)),
                    None => self.decoded(start, Some(encoding))?,
                }
            }
            b'[' | b'{' if depth == DEPTH => return None,
            b'[' => self.list(depth + 1)?,
            b'{' => self.braces(depth + 1)?,
            _ => {
                let is_of_value = |byte: &&u8| byte.is_ascii_alphanumeric() || b"+-._:".contains(*byte);
                self.place += self.rest().iter().take_while(is_of_value).count();
                match date(&self.text[start..self.place]) {
                    Some(date) => Value::Date(Some(date)),
                    None => self.decoded(start, None)?,
                }
            }
        };
        Some(Item { at: At::new(start, self.place), value })
    }

    /// Passes over a text in quotes, of which sort; and gives what is inside where nothing in it has to be decoded.
    fn quoted(&mut self, quote: u8) -> Option<(Encoding, Option<&'t str>)> {
        let start = self.place + 1;
        let three = [quote; 3];
        if self.rest().starts_with(&three) {
            self.place += 3;
            let encoding = if quote == b'"' { Encoding::MlBasicString } else { Encoding::MlLiteralString };
            loop {
                self.escaped_until(quote)?;
                // Up to two quotes may stand before the three that end it.
                let quotes = self.rest().iter().take_while(|byte| **byte == quote).count();
                self.place += quotes;
                if quotes >= 3 {
                    return (quotes < 6).then_some((encoding, None));
                }
            }
        }
        self.place = start;
        let escapes = self.escaped_until(quote)?;
        let inside = &self.text[start..self.place];
        self.place += 1;
        // Such a text stands in one line.
        if memchr(b'\n', inside.as_bytes()).is_some() {
            return None;
        }
        let encoding = if quote == b'"' { Encoding::BasicString } else { Encoding::LiteralString };
        Some((encoding, (!escapes).then_some(inside)))
    }

    /// Goes to the next quote that is not escaped; whether there are escapes before it.
    fn escaped_until(&mut self, quote: u8) -> Option<bool> {
        if quote == b'\'' {
            self.place += memchr(quote, self.rest())?;
            return Some(false);
        }
        let mut escapes = false;
        loop {
            self.place += memchr2(quote, b'\\', self.rest())?;
            if self.peek()? == quote {
                return Some(escapes);
            }
            escapes = true;
            // What is escaped is one character at least, and never the first part of a quote if it has several bytes.
            self.place += 2;
            if self.place > self.text.len() {
                return None;
            }
        }
    }

    /// What the library makes of the text from a place to here.
    fn decoded(&self, start: usize, encoding: Option<Encoding>) -> Option<Value<'t>> {
        let written = self.text.get(start..self.place)?;
        let raw = Raw::new_unchecked(written, encoding, Span::new_unchecked(start, self.place));
        let (mut decoded, mut error) = (Cow::Borrowed(""), None::<ParseError>);
        let kind = raw.decode_scalar(&mut decoded, &mut error);
        if error.is_some() {
            return None;
        }
        Some(match kind {
            ScalarKind::String => Value::Text(decoded),
            ScalarKind::Boolean(flag) => Value::Flag(flag),
            ScalarKind::DateTime => return None,
            ScalarKind::Float => Value::Decimal(decoded),
            ScalarKind::Integer(radix) => Value::Whole(decoded, radix.value()),
        })
    }

    fn list(&mut self, depth: usize) -> Option<Value<'t>> {
        self.take(b'[')?;
        let mut list = Vec::new();
        loop {
            self.lines();
            if self.take(b']').is_some() {
                return Some(Value::List(list));
            }
            list.push(self.item(depth)?);
            self.lines();
            if self.take(b',').is_none() {
                self.take(b']')?;
                return Some(Value::List(list));
            }
        }
    }

    /// A table in braces, in one line.
    fn braces(&mut self, depth: usize) -> Option<Value<'t>> {
        self.take(b'{')?;
        let mut table = Entries::new();
        self.spaces();
        if self.take(b'}').is_some() {
            return Some(Value::Table(table));
        }
        loop {
            self.spaces();
            let (key, item) = self.pair(depth)?;
            add(&mut table, key, item)?;
            self.spaces();
            if self.take(b',').is_none() {
                self.take(b'}')?;
                return Some(Value::Table(table));
            }
        }
    }
}

/// A date as landscapes write it, that the calendar has.
fn date(written: &str) -> Option<(u16, u8, u8)> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *<&[u8; 10]>::try_from(written.as_bytes()).ok()? else {
        return None;
    };
    let number = |digits: &[u8]| {
        digits
            .iter()
            .try_fold(0_u16, |number, digit| digit.is_ascii_digit().then(|| number * 10 + u16::from(digit - b'0')))
    };
    let part = |digits: &[u8]| number(digits).and_then(|number| u8::try_from(number).ok());
    let (year, month, day) = (number(&[y1, y2, y3, y4])?, part(&[m1, m2])?, part(&[d1, d2])?);
    Day::from_ymd(i32::from(year), month, day).map(|_| (year, month, day))
}

/// Adds a key to a table that does not have it yet.
fn add<'t>(table: &mut Entries<'t>, (key, key_at): Key<'t>, item: Item<'t>) -> Option<()> {
    if table.len() == KEYS || find(table, &key).is_some() {
        return None;
    }
    if table.is_empty() {
        table.reserve(FEW);
    }
    table.push(Entry { key, key_at, item });
    Some(())
}

fn find(entries: &Entries<'_>, key: &str) -> Option<usize> {
    entries.iter().position(|entry| entry.key == key)
}

/// Puts a table under its header: `None` for a way to it through what has no header of its own, or for a place that is
/// taken. Without a header it is the root.
fn end_table<'t>(text: &str, root: &mut Entries<'t>, header: Option<Header<'t>>, table: Entries<'t>) -> Option<()> {
    let Some(Header { mut keys, at, list }) = header else {
        *root = table;
        return Some(());
    };
    let (key, key_at) = keys.pop()?;
    let mut parent = root;
    for (key, _) in &keys {
        let place = find(parent, key)?;
        let item = &mut parent[place].item;
        parent = match &mut item.value {
            Value::Table(entries) if has_header(text, item.at) => entries,
            Value::List(items) => match items.last_mut()? {
                Item { at, value: Value::Table(entries) } if has_header(text, *at) => entries,
                _ => return None,
            },
            _ => return None,
        };
    }
    let item = Item { at, value: Value::Table(table) };
    match (find(parent, &key), list) {
        (None, false) => add(parent, (key, key_at), item),
        (None, true) => add(parent, (key, key_at), Item { at, value: Value::List(vec![item]) }),
        (Some(place), true) => match &mut parent[place].item.value {
            Value::List(items) if items.last().is_some_and(|last| is_table_with_header(text, last)) => {
                items.push(item);
                Some(())
            }
            _ => None,
        },
        (Some(_), false) => None,
    }
}

fn is_table_with_header(text: &str, item: &Item<'_>) -> bool {
    matches!(item.value, Value::Table(_)) && has_header(text, item.at)
}

/// Whether a table begins with its header rather than with a brace.
fn has_header(text: &str, at: At) -> bool {
    text.as_bytes().get(at.start as usize) == Some(&b'[')
}
