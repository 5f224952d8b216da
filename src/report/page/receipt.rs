//! The receipt of a page: by which version it was made, from which files, by which command; so that somebody else can make
//! it again and see whether it is the same.

use serde::{Deserialize, Serialize};

/// The name and version of the receipt's shape.
pub const SCHEMA: &str = "remit/receipt/1";

/// `remit/receipt/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The name and version of this shape.
    pub schema: String,
    /// The version of remit.
    pub version: String,
    /// The command, to be read and typed.
    pub command: String,
    /// What it was asked, word by word.
    pub asked: Question,
    /// Every file that was read, in order.
    pub files: Vec<FileHash>,
    /// The figures of the page.
    pub figures: Figures,
}

/// What a page was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The landscape, relative to where the command was given; of one named from the root, its last part.
    pub landscape: String,
    /// The scenarios; empty for the landscape's own.
    pub scenarios: Vec<String>,
    /// The services; empty for all.
    pub services: Vec<String>,
    /// Reforms, each held against the first scenario.
    pub reforms: Vec<String>,
    /// For whom.
    pub audience: String,
    /// Without arrangements and relations that no law requires.
    pub bare_law: bool,
}

/// A file, and a fingerprint of what it held.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FileHash {
    /// The file, relative to the landscape.
    pub file: String,
    /// SHA-256 of its text, in hexadecimal digits.
    pub sha256: String,
}

/// All figures of a page in one fingerprint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// How many numbers there are in the page's data.
    pub count: usize,
    /// SHA-256 of the page's data as `remit report --format json` prints it.
    pub sha256: String,
}
