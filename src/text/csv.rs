//! CSV tables (RFC 4180): a header row, cells trimmed, a place for every cell when somebody asks for it.

mod cut;

use std::ops::Range;
use std::sync::Arc;

use csv::{ReaderBuilder, StringRecord};
use rustc_hash::FxHashMap;

use self::cut::{Cut, Places, never_closed, rows};
use crate::source::{FileId, Problem, Problems, Span};

/// A CSV file opened for reading row by row, without a text for each cell.
#[derive(Debug)]
pub struct CsvTable {
    file: FileId,
    text: Arc<String>,
    header: Vec<String>,
    /// How its rows can be cut without the reader of the `csv` crate, and where they begin; `None` where they cannot.
    cut: Option<(Cut, usize)>,
}

/// One row; a cell that is empty after trimming counts as not given.
pub struct Row<'r> {
    table: &'r CsvTable,
    /// What the stretches of the cells are stretches of: of a file that can be cut, the file.
    text: &'r str,
    cells: Places<'r>,
    /// Byte offset of the row in its file.
    pub start: u32,
}

impl<'r> Row<'r> {
    /// The cell of a column; `None` where it is empty.
    #[inline]
    pub fn cell(&self, column: usize) -> Option<&'r str> {
        let text = self.text.get(self.cells.get(column)?)?;
        // Most cells have nothing to trim, and then it is enough to look at their two ends.
        let is_trimmed = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_graphic);
        let text =
            if is_trimmed(text.as_bytes().first()) && is_trimmed(text.as_bytes().last()) { text } else { text.trim() };
        (!text.is_empty()).then_some(text)
    }

    /// The stretch of the file where the text of one of its cells stands; `None` where it does not stand there as it is
    /// meant.
    #[inline]
    pub fn stretch_of(&self, cell: &str) -> Option<Range<u32>> {
        self.table.cut?;
        let start = offset(cell.as_ptr() as usize - self.text.as_ptr() as usize);
        Some(start..start + offset(cell.len()))
    }

    /// Where a column and all behind it stand in the file: where the text there is the same in two rows, so are these
    /// cells. `None` where they cannot be compared so.
    pub fn from_column(&self, column: usize) -> Option<Range<usize>> {
        let is_plain = matches!(self.table.cut, Some((Cut::AtMarks, _)));
        let (first, last) = (self.cells.get(column)?, self.cells.get(self.cells.len() - 1)?);
        is_plain.then_some(first.start..last.end)
    }

    /// Whether its cells from the column on that was asked for are those of the row before.
    pub fn repeats(&self) -> bool {
        self.cells.repeats()
    }

    /// Where a cell stands.
    pub fn span(&self, column: usize) -> Span {
        match (self.table.cut, self.cells.get(column)) {
            (Some((Cut::Quoted, _)), Some(cell)) if self.text[..cell.start].ends_with('"') => {
                Span { file: self.table.file, start: offset(cell.start - 1), end: offset(cell.end + 1) }
            }
            (Some(_), Some(cell)) => {
                let text = &self.text[cell.clone()];
                let start = cell.start + (text.len() - text.trim_start().len());
                Span { file: self.table.file, start: offset(start), end: offset(cell.end) }
            }
            _ => cell_span(self.table.file, &self.table.text, self.start, column),
        }
    }
}

impl CsvTable {
    /// Reads the header; a column that stands twice is a problem.
    pub fn open(file: FileId, text: Arc<String>, problems: &mut Problems) -> Option<Self> {
        let first = text.split_inclusive('\n').find(|line| !without_line_end(line).is_empty()).unwrap_or_default();
        let header: Vec<String> = if Cut::of(first) == Some(Cut::AtMarks) {
            without_line_end(first).split(',').map(|name| name.trim().to_owned()).collect()
        } else {
            match reader(&text).headers() {
                Ok(header) => header.iter().map(|name| name.trim().to_owned()).collect(),
                Err(error) => {
                    problems.push(Problem::new(point(file, 0), format!("the CSV cannot be read: {error}")));
                    return None;
                }
            }
        };
        if header.is_empty() || (header.len() == 1 && header[0].is_empty()) {
            problems.push(
                Problem::new(point(file, 0), "the CSV has no header row").help("name the columns in the first row"),
            );
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
                    cell_span(file, &text, 0, column),
                    format!("the column `{name}` stands twice in the header: a duplicate"),
                ));
            }
        }
        let cut = Cut::of(&text);
        if cut.is_none()
            && let Some(at) = never_closed(&text)
        {
            problems.push(
                Problem::new(point(file, offset(at)), "this quote opens a cell and is never closed")
                    .help("close it at the end of the cell; a quote within a cell in quotes is written twice"),
            );
            return None;
        }
        let header_ends = first.as_ptr() as usize - text.as_ptr() as usize + first.len();
        let cut = cut.map(|cut| (cut, header_ends));
        (!twice).then_some(CsvTable { file, text, header, cut })
    }

    /// The text of the file.
    pub fn text(&self) -> &Arc<String> {
        &self.text
    }

    /// The file.
    pub fn file(&self) -> FileId {
        self.file
    }

    /// The names of the columns.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The number of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|have| have == name)
    }

    /// Where a name stands in the header.
    pub fn header_span(&self, column: usize) -> Span {
        cell_span(self.file, &self.text, 0, column)
    }

    /// The file in stretches of whole rows, of about so many bytes each, that can be read side by side.
    pub fn stretches(&self, about: usize) -> Vec<Range<usize>> {
        let mut stretches = Vec::new();
        // Where a cell may hold a line end, only reading from the beginning tells where a row ends.
        let Some((_, mut start)) = self.cut else {
            stretches.push(0..self.text.len());
            return stretches;
        };
        while start < self.text.len() {
            let rest = self.text.as_bytes().get(start + about..).unwrap_or_default();
            let end = memchr::memchr(b'\n', rest).map_or(self.text.len(), |at| start + about + at + 1);
            stretches.push(start..end);
            start = end;
        }
        stretches
    }

    /// Calls `each` for every row of the file; a row of the wrong length is a problem and is passed over.
    pub fn for_each_row(&self, problems: &mut Problems, each: impl FnMut(&Row<'_>, &mut Problems)) {
        self.for_each_row_in(self.cut.map_or(0, |(_, start)| start)..self.text.len(), usize::MAX, problems, each);
    }

    /// The same for one of its stretches. Rows say whether they repeat what the row before has in some column and all
    /// behind it, which is quicker than to look at each of these cells.
    pub fn for_each_row_in(
        &self,
        stretch: Range<usize>,
        repeating: usize,
        problems: &mut Problems,
        mut each: impl FnMut(&Row<'_>, &mut Problems),
    ) {
        let width = self.header.len();
        let mut row = |text: &str, cells: Places<'_>, start: usize, problems: &mut Problems| {
            let start = offset(start);
            if cells.len() == width {
                each(&Row { table: self, text, cells, start }, problems);
            } else {
                let have = cells.len();
                let message = format!("this row has {have} cells where the header has {width} columns");
                problems.push(
                    Problem::new(point(self.file, start), message)
                        .help("put a cell that holds a comma in quotes, and give every row all cells"),
                );
            }
        };
        if let Some((cut, _)) = self.cut {
            let text = self.text.as_str();
            let row = |cells: Places<'_>, start| row(text, cells, start, problems);
            rows(cut, &text.as_bytes()[..stretch.end], stretch.start, repeating, row);
        } else {
            self.quoted_rows(problems, |text, cells, start, problems| row(text, Places::found(cells), start, problems));
        }
    }

    fn quoted_rows(&self, problems: &mut Problems, mut row: impl FnMut(&str, &[Range<usize>], usize, &mut Problems)) {
        let mut reader = reader(&self.text);
        let mut record = StringRecord::new();
        let mut cells = Vec::new();
        loop {
            match reader.read_record(&mut record) {
                Ok(false) => return,
                Ok(true) => {
                    let start = record.position().map_or(0, csv::Position::byte);
                    let start = skip_blank(&self.text, usize::try_from(start).unwrap_or(usize::MAX));
                    cells.clear();
                    cells.extend((0..record.len()).filter_map(|column| record.range(column)));
                    row(record.as_slice(), &cells, start, problems);
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

/// A place in a file, which is never larger than 4 GB.
fn offset(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

fn without_line_end(line: &str) -> &str {
    let line = line.strip_suffix('\n').unwrap_or(line);
    line.strip_suffix('\r').unwrap_or(line)
}

fn point(file: FileId, start: u32) -> Span {
    Span { file, start, end: start }
}

fn reader(text: &str) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().has_headers(true).flexible(true).from_reader(text.as_bytes())
}

/// The reader gives the end of the row before; blank lines and line ends in between belong to no row.
fn skip_blank(text: &str, start: usize) -> usize {
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    start + rest.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count()
}

/// Where a cell of the row that starts at a byte stands.
fn cell_span(file: FileId, text: &str, row_start: u32, column: usize) -> Span {
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
    let inside = text.get(begin..at).unwrap_or_default();
    let begin = begin + (inside.len() - inside.trim_start().len());
    Span { file, start: offset(begin), end: offset(at.max(begin)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    /// The rows of a file, each with the texts of its cells and where it starts.
    fn rows(table: &CsvTable, about: usize, repeating: usize) -> Vec<(Vec<String>, Vec<Span>, u32)> {
        let mut rows = Vec::new();
        for stretch in table.stretches(about) {
            table.for_each_row_in(stretch, repeating, &mut Problems::default(), |row, _| {
                let cells = (0..row.cells.len()).filter_map(|column| row.cells.get(column));
                let cells = cells.map(|cell| row.text[cell].trim().to_owned());
                let spans = (0..row.cells.len()).map(|column| row.span(column));
                rows.push((cells.collect(), spans.collect(), row.start));
            });
        }
        rows
    }

    #[test]
    fn a_plain_file_is_cut_as_the_reader_of_quoted_ones_cuts_it() {
        for text in [
            "a,b\r\n1, 2 \r\n\r\n3,4\r\n",
            "a,b\n1,2\n\n 3,4",
            "a,b",
            "\n\na,b\n,\n x, \n",
            "a,b\nlong enough for eight bytes at once,x\ny,z\n",
            "a,b\n1,x\n2,x\n\n3,x\n4,xy\n5,xy,\n6,xy\r\n7,xy\r\n8,xy",
            "a,b\n\"\",\"x, y\"\r\n\n\"long, long enough\",x\n1,\"\"\n\"\"\n2,\" x \"",
        ] {
            let mut sources = Sources::default();
            let file = sources.add("a.csv", text.to_owned());
            let mut problems = Problems::default();
            let mut table = CsvTable::open(file, Arc::new(text.to_owned()), &mut problems).expect("a table");
            let whole = rows(&table, usize::MAX / 2, usize::MAX);
            assert_eq!(whole, rows(&table, 1, usize::MAX), "in stretches: {text:?}");
            assert_eq!(whole, rows(&table, usize::MAX / 2, 1), "with repetitions: {text:?}");
            table.cut = None;
            assert_eq!(whole, rows(&table, 1, 1), "by the other reader: {text:?}");
        }
    }

    #[test]
    fn cells_are_trimmed_and_found_again_in_the_file() {
        let text = "id,name,population\n a1 ,\"Alpha, west\", 10\n\na2,Beta\na3,,7\n";
        let mut sources = Sources::default();
        let file = sources.add("a.csv", text.to_owned());
        let mut problems = Problems::default();
        let table = CsvTable::open(file, Arc::new(text.to_owned()), &mut problems).expect("a table");
        let mut rows = Vec::new();
        table.for_each_row(&mut problems, |row, _| {
            rows.push((row.cell(0).map(str::to_owned), row.cell(1).map(str::to_owned), sources.position(row.span(2))));
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
