//! Cuts the rows of files that need no state machine: several times faster than to ask of every byte what it is.

use std::ops::Range;

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

/// Whether a byte stands anywhere: without a look at where, so that many are compared at once.
fn has(bytes: &[u8], wanted: u8) -> bool {
    bytes.chunks(1024).any(|some| some.iter().fold(false, |found, byte| found | (*byte == wanted)))
}

/// The rows from a place on, each with its cells, and whether those from `repeating` on are as in the row before:
/// neighbours in a published table mostly lie within the same, and then their cells need not be looked for.
pub(super) fn rows(
    cut: Cut,
    bytes: &[u8],
    from: usize,
    repeating: usize,
    mut row: impl FnMut(&[Range<usize>], usize, bool),
) {
    let quotes = cut == Cut::Quoted;
    // Quotes stand outside their cell, and rows that have some are not compared.
    let repeating = if quotes { usize::MAX } else { repeating };
    let (mut cells, mut before): (Vec<Range<usize>>, Vec<Range<usize>>) = (Vec::new(), Vec::new());
    // The last cells of the row before and its line end.
    let mut tail = 0..0;
    let (mut line, mut cell) = (from, from);
    let mut marks = Marks { bytes, base: from, next: from, found: 0 };
    loop {
        let inside = if quotes { marks.pass_over_quoted(cell) } else { None };
        let mark = marks.next();
        let at = mark.unwrap_or(bytes.len());
        if mark.is_some() && bytes[at] == b',' {
            cells.push(inside.unwrap_or(cell..at));
            cell = at + 1;
            if cells.len() == repeating && !tail.is_empty() && bytes[cell..].starts_with(&bytes[tail.clone()]) {
                let further = cell - tail.start;
                cells.extend(before[repeating..].iter().map(|cell| cell.start + further..cell.end + further));
                row(&cells, line, true);
                tail = cell..cell + tail.len();
                (line, cell) = (tail.end, tail.end);
                marks.go_on_from(tail.end);
                std::mem::swap(&mut cells, &mut before);
                cells.clear();
            }
            continue;
        }
        let end = if at > cell && bytes[at - 1] == b'\r' { at - 1 } else { at };
        let is_blank = cells.is_empty() && end == cell;
        cells.push(inside.unwrap_or(cell..end));
        if !is_blank {
            row(&cells, line, false);
        }
        if mark.is_none() {
            return;
        }
        tail = cells.get(repeating).map_or(0..0, |first| first.start..at + 1);
        (line, cell) = (at + 1, at + 1);
        std::mem::swap(&mut cells, &mut before);
        cells.clear();
    }
}

/// The places of commas and line ends: eight bytes are looked at at once, because most are neither.
struct Marks<'b> {
    bytes: &'b [u8],
    /// Where the bytes looked at last begin.
    base: usize,
    /// Where the next begin.
    next: usize,
    /// The highest bit of each of those that is a mark.
    found: u64,
}

impl Marks<'_> {
    fn next(&mut self) -> Option<usize> {
        const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
        /// The highest bit of each byte that is zero.
        fn zeros(word: u64) -> u64 {
            !(((word & LOW) + LOW) | word | LOW)
        }
        while self.found == 0 {
            let rest = self.bytes.get(self.next..).filter(|rest| !rest.is_empty())?;
            let word = rest.first_chunk().copied().unwrap_or_else(|| {
                let mut last = [0; 8];
                last[..rest.len()].copy_from_slice(rest);
                last
            });
            let word = u64::from_le_bytes(word);
            self.found = zeros(word ^ u64::from_le_bytes([b','; 8])) | zeros(word ^ u64::from_le_bytes([b'\n'; 8]));
            (self.base, self.next) = (self.next, self.next + 8);
        }
        let at = self.base + self.found.trailing_zeros() as usize / 8;
        self.found &= self.found - 1;
        Some(at)
    }

    fn go_on_from(&mut self, place: usize) {
        (self.found, self.next) = (0, place);
    }

    /// Passes over a cell in quotes that begins here, and says what is inside.
    fn pass_over_quoted(&mut self, cell: usize) -> Option<Range<usize>> {
        let inside = self.bytes.get(cell..)?.strip_prefix(b"\"")?;
        let len = inside.iter().position(|byte| *byte == b'"')?;
        self.go_on_from(cell + len + 2);
        Some(cell + 1..cell + 1 + len)
    }
}

#[cfg(test)]
mod tests {
    use super::Cut;

    #[test]
    fn only_files_whose_rows_are_lines_are_cut() {
        assert_eq!(Cut::of("a,b\r\n1,2\n"), Some(Cut::AtMarks));
        assert_eq!(Cut::of("a,\"b, c\"\r\n\"\",1"), Some(Cut::Quoted));
        for text in ["a,b\r1,2", "a,\"b\"\"c\"", "a,\"b\nc\"", "a, \"b\"", "a,\"b\" ", "a,b\"c", "a,\"b"] {
            assert_eq!(Cut::of(text), None, "{text:?}");
        }
    }
}
