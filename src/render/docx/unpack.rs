//! A file that says it is a Word document, opened without trust: somebody may have damaged it, or made it so that it grows
//! without end. Parts are found as Word finds them, by their relations, so that what is held against the run is what Word
//! shows and not a part that lies beside it.

use std::cell::RefCell;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::tree::{Element, parse};

/// The longest part, unpacked: many times that of the longest report.
const LONGEST: u64 = 32 << 20;
/// All parts that are read, unpacked.
const ALL: u64 = 128 << 20;
/// How many parts a document has at the most.
const MOST: usize = 2000;

/// The parts of a document.
pub(super) struct Package<'b> {
    zip: RefCell<ZipArchive<Cursor<&'b [u8]>>>,
    /// How much more may be unpacked.
    left: RefCell<u64>,
}

/// Where a relation leads.
#[derive(Debug, Clone)]
pub(super) struct Relation {
    /// By which name the part knows it.
    pub(super) id: String,
    /// The last word of its kind: `image`, `footer`.
    pub(super) kind: String,
    /// The part; `None` where it lies outside of the document.
    pub(super) part: Option<String>,
}

impl<'b> Package<'b> {
    /// Opens it.
    ///
    /// # Errors
    /// In words, where it is no zip of a document.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Package<'b>, String> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| format!("the zip is damaged: {error}"))?;
        if zip.len() > MOST {
            return Err(format!("it has more than {MOST} parts"));
        }
        let mut names: Vec<String> = zip.file_names_raw().map(|name| plain(&String::from_utf8_lossy(name))).collect();
        names.sort();
        if zip.has_duplicate_names() || names.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err("it has a part twice, so that programs would show different ones".to_owned());
        }
        Ok(Package { zip: RefCell::new(zip), left: RefCell::new(ALL) })
    }

    /// A part by its name.
    pub(super) fn part(&self, name: &str) -> Result<Option<Vec<u8>>, String> {
        let mut zip = self.zip.borrow_mut();
        let place = zip.file_names_raw().position(|raw| plain(&String::from_utf8_lossy(raw)) == plain(name));
        let Some(place) = place else { return Ok(None) };
        let damaged = |error: String| format!("{name} is damaged: {error}");
        let file = zip.by_index(place).map_err(|error| damaged(error.to_string()))?;
        let most = LONGEST.min(*self.left.borrow());
        let mut bytes = Vec::new();
        // What the zip says of its lengths need not be true: what counts is what comes out.
        file.take(most + 1).read_to_end(&mut bytes).map_err(|error| damaged(error.to_string()))?;
        if bytes.len() as u64 > most {
            return Err(format!("{name} is longer than any report: more than {} megabytes", most >> 20));
        }
        *self.left.borrow_mut() -= bytes.len() as u64;
        Ok(Some(bytes))
    }

    /// A part that is XML.
    pub(super) fn xml(&self, name: &str) -> Result<Option<Element>, String> {
        let Some(bytes) = self.part(name)? else { return Ok(None) };
        let text = String::from_utf8(bytes).map_err(|_| format!("{name} is no text in UTF-8"))?;
        parse(&text).map(Some).map_err(|why| format!("{name} cannot be read: {why}"))
    }

    /// Where a part leads; the document itself where no part is named.
    pub(super) fn relations(&self, of: &str) -> Result<Vec<Relation>, String> {
        let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
        let below = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let Some(all) = self.xml(&format!("{below}_rels/{file}.rels"))? else { return Ok(Vec::new()) };
        let read = |one: &Element| {
            let of = |name: &str| one.attribute(name).unwrap_or_default().to_owned();
            let outside = one.attribute("TargetMode") == Some("External");
            Relation {
                id: of("Id"),
                kind: of("Type").rsplit('/').next().unwrap_or_default().to_owned(),
                part: (!outside).then(|| joined(folder, &of("Target"))),
            }
        };
        Ok(all.elements().filter(|one| one.name == "Relationship").map(read).collect())
    }
}

/// A name as it is compared: Word does not tell capitals from small letters.
fn plain(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_ascii_lowercase()
}

/// A target as seen from a folder.
fn joined(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').collect(),
    };
    for part in target.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_seen_from_their_folder() {
        assert_eq!(joined("word", "media/image1.png"), "word/media/image1.png");
        assert_eq!(joined("word", "../customXml/item1.xml"), "customXml/item1.xml");
        assert_eq!(joined("word", "/word/footer.xml"), "word/footer.xml");
        assert_eq!(joined("", "word/document.xml"), "word/document.xml");
        assert_eq!(joined("word", "../../../x"), "x");
    }
}
