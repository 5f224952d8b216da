//! Whether a page or a document is what the same question gives today; and if not, what differs.

use serde::Serialize;

use super::page::receipt::Receipt;

/// `remit/verify/1`.
#[derive(Debug, Serialize)]
pub struct VerifyReport {
    /// The name and version of this shape.
    pub schema: &'static str,
    /// What it is: `page` or `document`.
    pub is: &'static str,
    /// Whether a page is the same to the last byte, and a document shows the same.
    pub same: bool,
    /// The command that was run again.
    pub command: String,
    /// How many numbers the data of the page has today.
    pub numbers: usize,
    /// Whether the data of the page is the same.
    pub same_figures: bool,
    /// The version that made the page, where it is another than this.
    pub made_by: Option<String>,
    /// Files that differ.
    pub files: Vec<FileDiffers>,
    /// What differs on the page, in its order.
    pub differences: Vec<Difference>,
}

/// A file that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileDiffers {
    /// The file.
    pub file: String,
    /// `changed`, `gone` or `new`.
    pub is: &'static str,
}

/// Something on the page that is not what it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The heading of the section.
    pub section: String,
    /// The nearest anchor above it.
    pub anchor: String,
    /// What the page says.
    pub says: String,
    /// What it should say.
    pub should: String,
}

/// Holds a receipt against that of today.
pub fn verify(
    what: &'static str,
    was: &Receipt,
    is: &Receipt,
    same: bool,
    differences: Vec<Difference>,
) -> VerifyReport {
    VerifyReport {
        schema: "remit/verify/1",
        is: what,
        same,
        command: is.command.clone(),
        numbers: is.figures.count,
        same_figures: was.figures == is.figures,
        made_by: (was.version != is.version).then(|| was.version.clone()),
        files: files(was, is),
        differences,
    }
}

fn files(was: &Receipt, is: &Receipt) -> Vec<FileDiffers> {
    let of = |receipt: &'_ Receipt, name: &str| {
        receipt.files.iter().find(|file| file.file == name).map(|file| file.sha256.clone())
    };
    let mut names: Vec<&str> = was.files.iter().chain(&is.files).map(|file| file.file.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let differs = |name: &str| {
        let is = match (of(was, name), of(is, name)) {
            (Some(was), Some(is)) if was == is => return None,
            (Some(_), Some(_)) => "changed",
            (Some(_), None) => "gone",
            (None, _) => "new",
        };
        Some(FileDiffers { file: name.to_owned(), is })
    };
    names.into_iter().filter_map(differs).collect()
}
