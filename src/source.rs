//! Files and places in them: what every message points at.
//!
//! Must not know anything else: not TOML, not the domain, not the disk.

mod problem;

use std::sync::{Arc, OnceLock};

pub use problem::{Label, Problem, Problems};

/// Which file of a landscape, in the order in which they were opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub(crate) u32);

/// A stretch of one file, in bytes; `start == end` for a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// A value and the place where it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Written<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub at: Span,
}

/// Line and column as an editor counts them, both from 1; columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// One file as text, with its path relative to the landscape, parts joined by `/`.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Relative path, as messages show it.
    pub path: String,
    /// The text, without a byte order mark.
    pub text: Arc<String>,
    /// Where its lines begin; worked out when a position is first asked for.
    lines: OnceLock<Vec<u32>>,
}

impl SourceFile {
    fn lines(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let newlines = memchr::memchr_iter(b'\n', self.text.as_bytes());
            let begins = newlines.map(|at| u32::try_from(at + 1).unwrap_or(u32::MAX));
            std::iter::once(0).chain(begins).collect()
        })
    }
}

/// All files of a landscape.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Adds a file and gives the id by which spans name it.
    pub fn add(&mut self, path: impl Into<String>, text: String) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(SourceFile { path: path.into(), text: Arc::new(text), lines: OnceLock::new() });
        id
    }

    /// Gives a file that was added without one its text.
    pub fn fill(&mut self, id: FileId, text: String) -> Arc<String> {
        let file = &mut self.files[id.0 as usize];
        (file.text, file.lines) = (Arc::new(text), OnceLock::new());
        Arc::clone(&file.text)
    }

    /// The file behind an id.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// All files, in the order in which they were opened.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// Line and column of the beginning of a span.
    pub fn position(&self, span: Span) -> Position {
        let file = self.file(span.file);
        let mut offset = (span.start as usize).min(file.text.len());
        while !file.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = file.lines().partition_point(|begin| *begin as usize <= offset);
        let begin = file.lines()[line - 1] as usize;
        Position { line, column: file.text[begin..offset].chars().count() + 1 }
    }
}

/// What could not be opened, in words that finish "cannot read FILE: …".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileTrouble(pub String);

/// The files of one landscape, wherever they are kept: a directory, an archive, a browser's memory.
pub trait Files: Sync {
    /// The paths of all `*.toml` files, relative, parts joined by `/`; in any order.
    ///
    /// # Errors
    /// When they cannot be listed.
    fn toml_files(&self) -> Result<Vec<String>, FileTrouble>;

    /// The bytes of one file, by its relative path.
    ///
    /// # Errors
    /// When it is not there, is not a regular file, or lies outside the landscape.
    fn read(&self, path: &str) -> Result<Vec<u8>, FileTrouble>;

    /// The bytes of a reform that somebody names by its path: that one may lie anywhere.
    ///
    /// # Errors
    /// When it is not there or is not a regular file.
    fn proposal(&self, path: &str) -> Result<Vec<u8>, FileTrouble> {
        self.read(path)
    }

    /// Does jobs that do not depend on each other, each once: one after the other, unless the world can do better.
    fn side_by_side(&self, jobs: usize, job: &(dyn Fn(usize) + Sync)) {
        (0..jobs).for_each(job);
    }
}

impl Files for std::collections::BTreeMap<String, Vec<u8>> {
    fn toml_files(&self) -> Result<Vec<String>, FileTrouble> {
        Ok(self.keys().filter(|path| path.ends_with(".toml")).cloned().collect())
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, FileTrouble> {
        self.get(path).cloned().ok_or_else(|| FileTrouble("there is no such file".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_counts_characters_not_bytes() {
        let mut sources = Sources::default();
        let file = sources.add("a.toml", "x = 1\né = \"y\"\n".to_owned());
        let at = |start| sources.position(Span { file, start, end: start });
        assert_eq!(at(0), Position { line: 1, column: 1 });
        assert_eq!(at(6), Position { line: 2, column: 1 });
        assert_eq!(at(9), Position { line: 2, column: 3 });
        assert_eq!(at(999), Position { line: 3, column: 1 });
    }
}
