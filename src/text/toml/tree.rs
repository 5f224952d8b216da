//! A TOML file as a tree of tables, lists and values, each with its place.
//!
//! Must not know what the tables mean.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Where something stands in its file, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct At {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl At {
    /// Files of more than four gigabytes are not read.
    pub(super) fn new(start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        At { start: clamp(start), end: clamp(end) }
    }
}

/// The keys of one table.
pub type Entries<'t> = Vec<Entry<'t>>;

/// A key and its value.
#[derive(Debug, PartialEq)]
pub struct Entry<'t> {
    pub(super) key: Cow<'t, str>,
    pub(super) key_at: At,
    pub(super) item: Item<'t>,
}

/// A value and where it stands.
#[derive(Debug, PartialEq)]
pub(super) struct Item<'t> {
    pub(super) at: At,
    pub(super) value: Value<'t>,
}

/// A value of TOML; numbers as they are written.
#[derive(Debug, PartialEq)]
pub(super) enum Value<'t> {
    Text(Cow<'t, str>),
    Whole(Cow<'t, str>, u32),
    Decimal(Cow<'t, str>),
    Flag(bool),
    /// The year, the month and the day, where it is a date alone.
    Date(Option<(u16, u8, u8)>),
    List(Vec<Item<'t>>),
    Table(Entries<'t>),
}

/// The tree of what the library has read.
pub(super) fn of_library(table: DeTable<'_>) -> Entries<'_> {
    let mut entries: Entries<'_> = table
        .into_iter()
        .map(|(key, value)| {
            let key_at = At::new(key.span().start, key.span().end);
            Entry { key: key.into_inner(), key_at, item: item(value) }
        })
        .collect();
    // The library keeps them by the alphabet, here they stand as they were written.
    entries.sort_by_key(|entry| entry.key_at.start);
    entries
}

fn item(value: Spanned<DeValue<'_>>) -> Item<'_> {
    let at = At::new(value.span().start, value.span().end);
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Text(text),
        DeValue::Integer(whole) => Value::Whole(whole.as_str().to_owned().into(), whole.radix()),
        DeValue::Float(decimal) => Value::Decimal(decimal.as_str().to_owned().into()),
        DeValue::Boolean(flag) => Value::Flag(flag),
        DeValue::Datetime(written) => {
            let alone = written.time.is_none() && written.offset.is_none();
            Value::Date(written.date.filter(|_| alone).map(|date| (date.year, date.month, date.day)))
        }
        DeValue::Array(list) => Value::List(list.into_iter().map(item).collect()),
        DeValue::Table(table) => Value::Table(of_library(table)),
    };
    Item { at, value }
}
