//! Cuts the rows of files that need no state machine: several times faster than to ask of every byte what it is.

use std::ops::Range;

use memchr::{memchr, memchr2};

/// How a file can be cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// It has no quotes and no line ends but the usual ones: RFC 4180 then says no more than to cut it at line ends and
    /// commas.
    AtMarks,
    /// Some of its cells are in quotes, which hold neither quotes nor line ends: what is in them stands there as it is
    /// meant, and a row is a line.
    Quoted,
}

impl Cut {
    /// How a file can be cut; `None` where only a full reader can tell its cells.
    pub(super) fn of(text: &str) -> Option<Cut> {
        let bytes = text.as_bytes();
        if has(bytes, b'\r')
            && !bytes.iter().enumerate().all(|(at, byte)| *byte != b'\r' || bytes.get(at + 1) == Some(&b'\n'))
        {
            return None;
        }
        if !has(bytes, b'"') {
            return Some(Cut::AtMarks);
        }
        let mut opened = None;
        for (at, _) in text.match_indices('"') {
            let is_at_end_of_cell = match opened {
                None => at == 0 || matches!(bytes[at - 1], b',' | b'\n'),
                Some(from) => {
                    matches!(bytes.get(at + 1), None | Some(b',' | b'\n' | b'\r')) && !has(&bytes[from..at], b'\n')
                }
            };
            if !is_at_end_of_cell {
                return None;
            }
            opened = if opened.is_none() { Some(at) } else { None };
        }
        opened.is_none().then_some(Cut::Quoted)
    }
}

/// Where a quote stands that opens a cell and is never closed: all that is behind it would be this one cell.
pub(super) fn never_closed(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut begins, mut opened) = (0, true, None);
    while at < bytes.len() {
        match (opened, bytes[at]) {
            // Within a cell in quotes two of them stand for one.
            (Some(_), b'"') if bytes.get(at + 1) == Some(&b'"') => at += 1,
            (Some(_), b'"') => (opened, begins) = (None, false),
            (Some(_), _) => {}
            (None, b'"') if begins => opened = Some(at),
            (None, byte) => begins = matches!(byte, b',' | b'\n' | b'\r'),
        }
        at += 1;
    }
    opened
}

/// Whether a byte stands anywhere.
fn has(bytes: &[u8], wanted: u8) -> bool {
    memchr(wanted, bytes).is_some()
}

/// Where the cells of a row stand.
#[derive(Clone, Copy)]
pub(super) struct Places<'c> {
    /// Those that were looked for.
    found: &'c [Range<usize>],
    /// Behind them, those of an earlier row that are repeated; and how much further on they stand in this one.
    repeated: &'c [Range<usize>],
    further: usize,
}

impl<'c> Places<'c> {
    /// All of them found.
    pub(super) fn found(found: &'c [Range<usize>]) -> Self {
        Places { found, repeated: &[], further: 0 }
    }

    /// How many there are.
    pub(super) fn len(self) -> usize {
        self.found.len() + self.repeated.len()
    }

    /// Where the cell of a column stands.
    #[inline]
    pub(super) fn get(self, column: usize) -> Option<Range<usize>> {
        if let Some(cell) = self.found.get(column) {
            return Some(cell.clone());
        }
        let cell = self.repeated.get(column - self.found.len())?;
        Some(cell.start + self.further..cell.end + self.further)
    }

    /// Whether some are those of the row before.
    pub(super) fn repeats(self) -> bool {
        !self.repeated.is_empty()
    }
}

/// The rows from a place on, each with its cells, of which those from `repeating` on may be as in the row before:
/// neighbours in a published table mostly lie within the same, and then their cells need not be looked for.
pub(super) fn rows(cut: Cut, bytes: &[u8], from: usize, repeating: usize, mut row: impl FnMut(Places<'_>, usize)) {
    let quotes = cut == Cut::Quoted;
    // Quotes stand outside their cell, and rows that have some are not compared.
    let repeating = if quotes { usize::MAX } else { repeating };
    let mut cells: Vec<Range<usize>> = Vec::new();
    // The last cells of the row before and its line end; and these cells, as they stood where they were first found.
    let (mut tail, mut tail_cells, mut tail_found) = (0..0, Vec::new(), 0);
    let (mut line, mut cell) = (from, from);
    loop {
        let inside = if quotes { inside_quotes(bytes, cell) } else { None };
        let behind = inside.as_ref().map_or(cell, |inside| inside.end + 1);
        let mark = memchr2(b',', b'\n', &bytes[behind..]).map(|further| behind + further);
        let at = mark.unwrap_or(bytes.len());
        if mark.is_some() && bytes[at] == b',' {
            cells.push(inside.unwrap_or(cell..at));
            cell = at + 1;
            if cells.len() == repeating && !tail.is_empty() && bytes[cell..].starts_with(&bytes[tail.clone()]) {
                row(Places { found: &cells, repeated: &tail_cells, further: cell - tail_found }, line);
                tail = cell..cell + tail.len();
                (line, cell) = (tail.end, tail.end);
                cells.clear();
            }
            continue;
        }
        let end = if at > cell && bytes[at - 1] == b'\r' { at - 1 } else { at };
        let is_blank = cells.is_empty() && end == cell;
        cells.push(inside.unwrap_or(cell..end));
        if !is_blank {
            row(Places::found(&cells), line);
        }
        if mark.is_none() {
            return;
        }
        tail = 0..0;
        if let Some(first) = cells.get(repeating) {
            (tail, tail_found) = (first.start..at + 1, first.start);
            tail_cells.clear();
            tail_cells.extend_from_slice(&cells[repeating..]);
        }
        (line, cell) = (at + 1, at + 1);
        cells.clear();
    }
}

/// What is inside the quotes of a cell that begins here, where it is in some.
fn inside_quotes(bytes: &[u8], cell: usize) -> Option<Range<usize>> {
    let inside = bytes.get(cell..)?.strip_prefix(b"\"")?;
    let len = memchr(b'"', inside)?;
    Some(cell + 1..cell + 1 + len)
}

#[cfg(test)]
mod tests {
    use super::{Cut, never_closed};

    #[test]
    fn a_quote_that_is_never_closed_is_found() {
        for (text, at) in [
            ("a,b\n1,\"x\n2,y\n", Some(6)),
            ("a,b\n1,\"x\"\"\n2,y", Some(6)),
            ("\"", Some(0)),
            ("a,b\r1,\"\"\"", Some(6)),
            ("a,b\n1,\"x\"\"y\"\n2,\"\"", None),
            ("a,b\n1, \"x\n2,y\"z", None),
        ] {
            assert_eq!(never_closed(text), at, "{text:?}");
        }
    }

    #[test]
    fn only_files_whose_rows_are_lines_are_cut() {
        assert_eq!(Cut::of("a,b\r\n1,2\n"), Some(Cut::AtMarks));
        assert_eq!(Cut::of("a,\"b, c\"\r\n\"\",1"), Some(Cut::Quoted));
        for text in ["a,b\r1,2", "a,\"b\"\"c\"", "a,\"b\nc\"", "a, \"b\"", "a,\"b\" ", "a,b\"c", "a,\"b"] {
            assert_eq!(Cut::of(text), None, "{text:?}");
        }
    }
}
