//! CSV tables (RFC 4180): a header row, cells trimmed, a place for every cell when somebody asks for it.

use csv::{ByteRecord, ReaderBuilder, Trim};

use crate::source::{FileId, Problem, Problems, Span};

/// A CSV file opened for reading row by row, without a text for each cell.
pub struct CsvTable<'t> {
    file: FileId,
    text: &'t str,
    header: Vec<String>,
    reader: csv::Reader<&'t [u8]>,
}

/// One row; a cell that is empty after trimming counts as not given.
pub struct Row<'r> {
    record: &'r ByteRecord,
    /// Byte offset of the row in its file.
    pub start: u32,
}

impl<'r> Row<'r> {
    /// The cell of a column; `None` where it is empty.
    pub fn cell(&self, column: usize) -> Option<&'r str> {
        let bytes = self.record.get(column)?;
        // The file was checked as UTF-8 as a whole, and CSV cuts it at ASCII bytes only.
        let text = std::str::from_utf8(bytes).ok()?;
        (!text.is_empty()).then_some(text)
    }
}

impl<'t> CsvTable<'t> {
    /// Reads the header; a column that stands twice is a problem.
    pub fn open(file: FileId, text: &'t str, problems: &mut Problems) -> Option<Self> {
        let mut reader = ReaderBuilder::new()
            .has_headers(true)
            .flexible(true)
            .trim(Trim::All)
            .from_reader(text.as_bytes());
        let start = Span { file, start: 0, end: 0 };
        let header: Vec<String> = match reader.headers() {
            Ok(header) => header.iter().map(str::to_owned).collect(),
            Err(error) => {
                problems.push(Problem::new(start, format!("the CSV cannot be read: {error}")));
                return None;
            }
        };
        if header.is_empty() || (header.len() == 1 && header[0].is_empty()) {
            problems.push(Problem::new(start, "the CSV has no header row").help("name the columns in the first row"));
            return None;
        }
        let mut twice = false;
        for (i, name) in header.iter().enumerate() {
            if !name.is_empty() && header[..i].contains(name) {
                twice = true;
                problems.push(Problem::new(
                    cell_span(file, text, 0, i),
                    format!("the column `{name}` stands twice in the header: a duplicate"),
                ));
            }
        }
        (!twice).then_some(CsvTable {
            file,
            text,
            header,
            reader,
        })
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
    pub fn for_each_row(mut self, problems: &mut Problems, mut each: impl FnMut(&Row<'_>, &mut Problems)) {
        let mut record = ByteRecord::new();
        let width = self.header.len();
        loop {
            match self.reader.read_byte_record(&mut record) {
                Ok(false) => return,
                Ok(true) => {
                    let start = record
                        .position()
                        .map_or(0, |p| u32::try_from(p.byte()).unwrap_or(u32::MAX));
                    let start = skip_blank(self.text, start);
                    if record.len() == width {
                        each(&Row { record: &record, start }, problems);
                    } else {
                        problems.push(
                            Problem::new(
                                Span {
                                    file: self.file,
                                    start,
                                    end: start,
                                },
                                format!(
                                    "this row has {} cells where the header has {width} columns",
                                    record.len()
                                ),
                            )
                            .help("put a cell that holds a comma in quotes, and give every row all cells"),
                        );
                    }
                }
                Err(error) => {
                    let start = error
                        .position()
                        .map_or(0, |p| u32::try_from(p.byte()).unwrap_or(u32::MAX));
                    let at = Span {
                        file: self.file,
                        start,
                        end: start,
                    };
                    problems.push(Problem::new(at, format!("the CSV cannot be read on from here: {error}")));
                    return;
                }
            }
        }
    }
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
    Span {
        file,
        start: clamp(begin),
        end: clamp(at.max(begin)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

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
