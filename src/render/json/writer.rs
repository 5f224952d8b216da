//! Writes plain data as JSON with two spaces a level, byte by byte as `serde_json` writes it, but each text and each line
//! end in one go, and a list that many share only once: nearly all of a long report is the same few lists of areas.
//!
//! How numbers are written, and texts that need care, is left to `serde_json`.

use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::ser::{self, Serialize};
use serde_json::Error;

use crate::report::SHARED_LIST;

/// Hands over what is written, a stretch at a time.
pub(super) struct Writer<'o> {
    out: &'o mut dyn FnMut(&[u8]),
    /// What is handed over next.
    bytes: Vec<u8>,
    /// A line end and the indentation of a deeper level than any yet.
    line: Vec<u8>,
    depth: usize,
    /// Whether a list is being written that may be shared: it is passed on when it is whole.
    in_list: bool,
    /// Lists that may be shared, one after the other.
    lists: Vec<u8>,
    /// Where each of them is, by where it stands in memory and by how deep it was written.
    shared: FxHashMap<(usize, usize), Range<usize>>,
}

/// So much is written at once.
const STRETCH: usize = 1 << 16;

impl<'o> Writer<'o> {
    pub(super) fn new(out: &'o mut dyn FnMut(&[u8])) -> Self {
        Writer {
            out,
            bytes: Vec::with_capacity(STRETCH + STRETCH / 4),
            line: b"\n".to_vec(),
            depth: 0,
            in_list: false,
            lists: Vec::new(),
            shared: FxHashMap::default(),
        }
    }

    /// Hands over a line end and all that was not handed over yet.
    pub(super) fn finish(mut self) {
        self.bytes.push(b'\n');
        self.pass_on(self.bytes.len());
    }

    /// Hands over so many bytes. They are whole lines: of anything else a terminal would keep the end back.
    fn pass_on(&mut self, len: usize) {
        (self.out)(&self.bytes[..len]);
        self.bytes.drain(..len);
    }

    fn new_line(&mut self) {
        let len = 1 + 2 * self.depth;
        if self.line.len() < len {
            self.line.resize(len, b' ');
        }
        self.bytes.extend_from_slice(&self.line[..len]);
    }

    fn text(&mut self, text: &str) -> Result<(), Error> {
        let bytes = text.as_bytes();
        // Without stopping at the first, so that many bytes are looked at at once.
        let care = bytes.iter().fold(false, |care, byte| care | (*byte < 0x20) | (*byte == b'"') | (*byte == b'\\'));
        if care {
            return serde_json::to_writer(&mut self.bytes, text);
        }
        self.bytes.reserve(bytes.len() + 2);
        self.bytes.push(b'"');
        self.bytes.extend_from_slice(bytes);
        self.bytes.push(b'"');
        Ok(())
    }

    fn number(&mut self, number: impl Serialize) -> Result<(), Error> {
        serde_json::to_writer(&mut self.bytes, &number)
    }

    fn block(&mut self, open: u8, close: u8) -> Block<'_, 'o> {
        self.bytes.push(open);
        self.depth += 1;
        Block { writer: self, close, is_empty: true, is_variant: false }
    }

    /// A block that is the one value of an object: its key says which variant it is.
    fn variant(&mut self, name: &str, open: u8, close: u8) -> Result<Block<'_, 'o>, Error> {
        self.begin_variant(name)?;
        Ok(Block { is_variant: true, ..self.block(open, close) })
    }

    fn begin_variant(&mut self, name: &str) -> Result<(), Error> {
        self.bytes.push(b'{');
        self.depth += 1;
        self.new_line();
        self.text(name)?;
        self.bytes.extend_from_slice(b": ");
        Ok(())
    }

    fn end_variant(&mut self) {
        self.depth -= 1;
        self.new_line();
        self.bytes.push(b'}');
    }
}

/// A list or an object that is being written.
pub(super) struct Block<'w, 'o> {
    writer: &'w mut Writer<'o>,
    close: u8,
    is_empty: bool,
    is_variant: bool,
}

impl Block<'_, '_> {
    /// Goes to the line of the next item.
    fn next(&mut self) {
        if !std::mem::replace(&mut self.is_empty, false) {
            self.writer.bytes.push(b',');
        }
        let line_end = self.writer.bytes.len();
        self.writer.new_line();
        if line_end >= STRETCH && !self.writer.in_list {
            self.writer.pass_on(line_end + 1);
        }
    }

    fn item<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Error> {
        self.next();
        value.serialize(&mut *self.writer)
    }

    fn field<T: ?Sized + Serialize>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        self.next();
        self.writer.text(key)?;
        self.writer.bytes.extend_from_slice(b": ");
        value.serialize(&mut *self.writer)
    }

    fn finish(self) -> Result<(), Error> {
        self.writer.depth -= 1;
        if !self.is_empty {
            self.writer.new_line();
        }
        self.writer.bytes.push(self.close);
        if self.is_variant {
            self.writer.end_variant();
        }
        Ok(())
    }
}

macro_rules! numbers {
    ($($name:ident: $type:ty,)+) => {$(
        fn $name(self, number: $type) -> Result<(), Error> {
            self.number(number)
        }
    )+};
}

impl<'w, 'o> ser::Serializer for &'w mut Writer<'o> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Block<'w, 'o>;
    type SerializeTuple = Block<'w, 'o>;
    type SerializeTupleStruct = Block<'w, 'o>;
    type SerializeTupleVariant = Block<'w, 'o>;
    type SerializeMap = Block<'w, 'o>;
    type SerializeStruct = Block<'w, 'o>;
    type SerializeStructVariant = Block<'w, 'o>;

    numbers! {
        serialize_bool: bool,
        serialize_i8: i8,
        serialize_i16: i16,
        serialize_i32: i32,
        serialize_i64: i64,
        serialize_u8: u8,
        serialize_u16: u16,
        serialize_u32: u32,
        serialize_u64: u64,
        serialize_f32: f32,
        serialize_f64: f64,
    }

    fn serialize_char(self, letter: char) -> Result<(), Error> {
        self.text(letter.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, text: &str) -> Result<(), Error> {
        self.text(text)
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<(), Error> {
        bytes.serialize(self)
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.bytes.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _name: &'static str, _number: u32, variant: &'static str) -> Result<(), Error> {
        self.text(variant)
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(self, name: &'static str, value: &T) -> Result<(), Error> {
        if name != SHARED_LIST {
            return value.serialize(self);
        }
        // The report stands still while it is written: what stands at one place of memory is one list.
        let place = (std::ptr::from_ref(value).cast::<()>().addr(), self.depth);
        if let Some(range) = self.shared.get(&place) {
            self.bytes.extend_from_slice(&self.lists[range.clone()]);
            return Ok(());
        }
        let (start, before) = (self.bytes.len(), std::mem::replace(&mut self.in_list, true));
        value.serialize(&mut *self)?;
        self.in_list = before;
        let list = &self.bytes[start..];
        // Only lists that hold something have a place of their own.
        if list.len() > b"[]".len() {
            self.shared.insert(place, self.lists.len()..self.lists.len() + list.len());
            self.lists.extend_from_slice(list);
        }
        Ok(())
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _name: &'static str,
        _number: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.begin_variant(variant)?;
        value.serialize(&mut *self)?;
        self.end_variant();
        Ok(())
    }

    fn serialize_seq(self, _len: Option<usize>) -> Result<Block<'w, 'o>, Error> {
        Ok(self.block(b'[', b']'))
    }

    fn serialize_tuple(self, _len: usize) -> Result<Block<'w, 'o>, Error> {
        Ok(self.block(b'[', b']'))
    }

    fn serialize_tuple_struct(self, _name: &'static str, _len: usize) -> Result<Block<'w, 'o>, Error> {
        Ok(self.block(b'[', b']'))
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _number: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<Block<'w, 'o>, Error> {
        self.variant(variant, b'[', b']')
    }

    fn serialize_map(self, _len: Option<usize>) -> Result<Block<'w, 'o>, Error> {
        Ok(self.block(b'{', b'}'))
    }

    fn serialize_struct(self, _name: &'static str, _len: usize) -> Result<Block<'w, 'o>, Error> {
        Ok(self.block(b'{', b'}'))
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _number: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<Block<'w, 'o>, Error> {
        self.variant(variant, b'{', b'}')
    }
}

macro_rules! blocks {
    ($($trait:ident { $($item:tt)+ })+) => {$(
        impl ser::$trait for Block<'_, '_> {
            type Ok = ();
            type Error = Error;

            $($item)+

            fn end(self) -> Result<(), Error> {
                self.finish()
            }
        }
    )+};
}

blocks! {
    SerializeSeq {
        fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Error> {
            self.item(value)
        }
    }
    SerializeTuple {
        fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Error> {
            self.item(value)
        }
    }
    SerializeTupleStruct {
        fn serialize_field<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Error> {
            self.item(value)
        }
    }
    SerializeTupleVariant {
        fn serialize_field<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Error> {
            self.item(value)
        }
    }
    SerializeStruct {
        fn serialize_field<T: ?Sized + Serialize>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
            self.field(key, value)
        }
    }
    SerializeStructVariant {
        fn serialize_field<T: ?Sized + Serialize>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
            self.field(key, value)
        }
    }
    SerializeMap {
        fn serialize_key<T: ?Sized + Serialize>(&mut self, key: &T) -> Result<(), Error> {
            self.next();
            let key = serde_json::to_value(key)?;
            let key = key.as_str().map_or_else(|| key.to_string(), str::to_owned);
            self.writer.text(&key)
        }

        fn serialize_value<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Error> {
            self.writer.bytes.extend_from_slice(b": ");
            value.serialize(&mut *self.writer)
        }
    }
}
