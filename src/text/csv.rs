//! CSV tables (RFC 4180): a header row, cells trimmed, a place for every cell when somebody asks for it.

use csv::{ReaderBuilder, StringRecord};
use rustc_hash::FxHashMap;

use crate::source::{FileId, Problem, Problems, Span};

/// A CSV file opened for reading row by row, without a text for each cell.
pub struct CsvTable<'t> {
    file: FileId,
    text: &'t str,
    header: Vec<String>,
}

/// One row; a cell that is empty after trimming counts as not given.
pub struct Row<'r> {
    cells: &'r [&'r str],
    /// Byte offset of the row in its file.
    pub start: u32,
}

impl<'r> Row<'r> {
    /// The cell of a column; `None` where it is empty.
    pub fn cell(&self, column: usize) -> Option<&'r str> {
        let text = self.cells.get(column)?;
        // Most cells have nothing to trim, and then it is enough to look at their two ends.
        let is_trimmed = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_graphic);
        let text =
            if is_trimmed(text.as_bytes().first()) && is_trimmed(text.as_bytes().last()) { text } else { text.trim() };
        (!text.is_empty()).then_some(text)
    }
}

impl<'t> CsvTable<'t> {
    /// Reads the header; a column that stands twice is a problem.
    pub fn open(file: FileId, text: &'t str, problems: &mut Problems) -> Option<Self> {
        let start = point(file, 0);
        let header: Vec<String> = if is_plain(text) {
            let first = text.lines().find(|line| !line.is_empty()).unwrap_or_default();
            first.split(',').map(|name| name.trim().to_owned()).collect()
        } else {
            match reader(text).headers() {
                Ok(header) => header.iter().map(|name| name.trim().to_owned()).collect(),
                Err(error) => {
                    problems.push(Problem::new(start, format!("the CSV cannot be read: {error}")));
                    return None;
                }
            }
        };
        if header.is_empty() || (header.len() == 1 && header[0].is_empty()) {
            problems.push(Problem::new(start, "the CSV has no header row").help("name the columns in the first row"));
            return None;
        }
        // Each name that stands twice is said once, however often it stands.
        let mut times: FxHashMap<&str, u32> = FxHashMap::default();
        let mut twice = false;
        for (column, name) in header.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            let times = times.entry(name).or_default();
            *times += 1;
            if *times == 2 {
                twice = true;
                problems.push(Problem::new(
                    cell_span(file, text, 0, column),
                    format!("the column `{name}` stands twice in the header: a duplicate"),
                ));
            }
        }
        (!twice).then_some(CsvTable { file, text, header })
    }

    /// The names of the columns.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The number of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|have| have == name)
    }

    /// Where a cell of a row stands: worked out only when a message needs it.
    pub fn cell_span(&self, row_start: u32, column: usize) -> Span {
        cell_span(self.file, self.text, row_start, column)
    }

    /// Calls `each` for every row; a row of the wrong length is a problem and is passed over.
    pub fn for_each_row(self, problems: &mut Problems, mut each: impl FnMut(&Row<'_>, &mut Problems)) {
        let (file, width) = (self.file, self.header.len());
        let mut row = |cells: &[&str], start: u32, problems: &mut Problems| {
            if cells.len() == width {
                each(&Row { cells, start }, problems);
            } else {
                let have = cells.len();
                let message = format!("this row has {have} cells where the header has {width} columns");
                problems.push(
                    Problem::new(point(file, start), message)
                        .help("put a cell that holds a comma in quotes, and give every row all cells"),
                );
            }
        };
        if is_plain(self.text) {
            plain_rows(self.text, |cells, start| row(cells, start, problems));
        } else {
            self.quoted_rows(problems, row);
        }
    }

    fn quoted_rows(self, problems: &mut Problems, mut row: impl FnMut(&[&str], u32, &mut Problems)) {
        let mut reader = reader(self.text);
        let mut record = StringRecord::new();
        loop {
            match reader.read_record(&mut record) {
                Ok(false) => return,
                Ok(true) => {
                    let start = record.position().map_or(0, csv::Position::byte);
                    let start = skip_blank(self.text, u32::try_from(start).unwrap_or(u32::MAX));
                    let cells: Vec<&str> = record.iter().collect();
                    row(&cells, start, problems);
                }
                Err(error) => {
                    let start = error.position().map_or(0, csv::Position::byte);
                    let at = point(self.file, u32::try_from(start).unwrap_or(u32::MAX));
                    problems.push(Problem::new(at, format!("the CSV cannot be read on from here: {error}")));
                    return;
                }
            }
        }
    }
}

fn point(file: FileId, start: u32) -> Span {
    Span { file, start, end: start }
}

/// Whether a file has no quotes and no line ends but the usual ones: then RFC 4180 says no more than to cut it at line
/// ends and commas, which is several times faster than to look for quotes at every byte.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    !bytes.contains(&b'"')
        && (!bytes.contains(&b'\r')
            || bytes.iter().enumerate().all(|(at, byte)| *byte != b'\r' || bytes.get(at + 1) == Some(&b'\n')))
}

/// The rows of a plain file behind its header, in one pass over its bytes.
fn plain_rows<'t>(text: &'t str, mut row: impl FnMut(&[&'t str], u32)) {
    let mut cells: Vec<&str> = Vec::new();
    let (mut line, mut cell) = (0, 0);
    let mut header = true;
    let mut end_of_line = |cells: &mut Vec<&'t str>, line: usize, cell: usize, end: usize| {
        let last = &text[cell..end];
        cells.push(last.strip_suffix('\r').unwrap_or(last));
        if cells.len() > 1 || !cells[0].is_empty() {
            if header {
                header = false;
            } else {
                row(cells, u32::try_from(line).unwrap_or(u32::MAX));
            }
        }
        cells.clear();
    };
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        // Both are below all letters and digits, so that one comparison passes over most bytes.
        if *byte > b',' {
            continue;
        }
        if *byte == b',' {
            cells.push(&text[cell..at]);
            cell = at + 1;
        } else if *byte == b'\n' {
            end_of_line(&mut cells, line, cell, at);
            (line, cell) = (at + 1, at + 1);
        }
    }
    end_of_line(&mut cells, line, cell, text.len());
}

fn reader(text: &str) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().has_headers(true).flexible(true).from_reader(text.as_bytes())
}

/// The reader gives the end of the row before; blank lines and line ends in between belong to no row.
fn skip_blank(text: &str, start: u32) -> u32 {
    let rest = text.as_bytes().get(start as usize..).unwrap_or_default();
    let blank = rest.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
    start + u32::try_from(blank).unwrap_or(0)
}

/// Where a cell of the row that starts at a byte stands.
pub fn cell_span(file: FileId, text: &str, row_start: u32, column: usize) -> Span {
    let bytes = text.as_bytes();
    let (mut at, mut cell, mut quoted) = (row_start as usize, 0, false);
    let mut begin = at;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => quoted = !quoted,
            b',' if !quoted => {
                if cell == column {
                    break;
                }
                cell += 1;
                begin = at + 1;
            }
            b'\n' | b'\r' if !quoted => break,
            _ => {}
        }
        at += 1;
    }
    let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let inside = text.get(begin..at).unwrap_or_default();
    let begin = begin + (inside.len() - inside.trim_start().len());
    Span { file, start: clamp(begin), end: clamp(at.max(begin)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    #[test]
    fn a_plain_file_is_cut_as_the_reader_of_quoted_ones_cuts_it() {
        for text in ["a,b\r\n1, 2 \r\n\r\n3,\r\n", "a,b\n1,2\n\n 3,4", "a,b", "\n\na,b\n,\n \n"] {
            assert!(is_plain(text));
            let mut plain = Vec::new();
            plain_rows(text, |cells, start| {
                plain.push((cells.iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>(), start));
            });
            let mut sources = Sources::default();
            let file = sources.add("a.csv", text.to_owned());
            let mut problems = Problems::default();
            let table = CsvTable::open(file, text, &mut problems).expect("a table");
            let mut quoted = Vec::new();
            table.quoted_rows(&mut problems, |cells, start, _| {
                quoted.push((cells.iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>(), start));
            });
            assert_eq!(plain, quoted, "{text:?}");
        }
        assert!(!is_plain("a,b\r1,2"));
        assert!(!is_plain("a,\"b\""));
    }

    #[test]
    fn cells_are_trimmed_and_found_again_in_the_file() {
        let text = "id,name,population\n a1 ,\"Alpha, west\", 10\n\na2,Beta\na3,,7\n";
        let mut sources = Sources::default();
        let file = sources.add("a.csv", text.to_owned());
        let mut problems = Problems::default();
        let table = CsvTable::open(file, text, &mut problems).expect("a table");
        let mut rows = Vec::new();
        table.for_each_row(&mut problems, |row, _| {
            rows.push((
                row.cell(0).map(str::to_owned),
                row.cell(1).map(str::to_owned),
                sources.position(cell_span(file, text, row.start, 2)),
            ));
        });
        assert_eq!(rows[0].0.as_deref(), Some("a1"));
        assert_eq!(rows[0].1.as_deref(), Some("Alpha, west"));
        assert_eq!((rows[0].2.line, rows[0].2.column), (2, 21));
        assert_eq!(rows[1].1, None);
        assert_eq!(problems.len(), 1, "the short row");
        let problem = &problems.sorted(&sources)[0];
        assert_eq!(sources.position(problem.at.expect("a place")).line, 4);
    }
}
