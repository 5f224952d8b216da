//! What a Word document shows, piece by piece: paragraphs, cells, pictures, what stands at the foot of its pages. A program
//! that saves a document again writes other XML; what it shows is the same.

use super::tree::Element;
use super::unpack::{Package, Relation};
use super::walk::Walk;

/// A piece of a document.
#[derive(Debug, Clone, Default)]
pub(super) struct Piece {
    /// The heading that it stands under.
    pub(super) section: String,
    /// Where it stands, to be looked for.
    pub(super) place: String,
    /// What it says; of a picture its alternative.
    pub(super) text: String,
    /// Of a cell, its column; so that numbers which change places are found.
    pub(super) column: Option<usize>,
    /// Of a picture, the fingerprint of what is drawn.
    pub(super) drawn: Option<String>,
}

impl Piece {
    /// Whether two show the same.
    pub(super) fn same(&self, other: &Piece) -> bool {
        (&self.text, self.column, &self.drawn) == (&other.text, other.column, &other.drawn)
    }
}

/// All that a document shows.
///
/// # Errors
/// In words, where it cannot be read as Word would.
pub(super) fn shown(package: &Package<'_>) -> Result<Vec<Piece>, String> {
    let main = main(package)?;
    let relations = package.relations(&main)?;
    let document = package.xml(&main)?.ok_or_else(|| format!("{main} is not there"))?;
    let mut all = Walk::new(package, &relations, &hidden(package, &relations)?).pieces(&document)?;
    for piece in feet(package, &relations)?.into_iter().chain(properties(package)?) {
        if !all.iter().any(|known| known.section == piece.section && known.text == piece.text) {
            all.push(piece);
        }
    }
    Ok(all)
}

/// The part that Word opens.
pub(super) fn main(package: &Package<'_>) -> Result<String, String> {
    let mut named = package.relations("")?.into_iter().filter(|one| one.kind == "officeDocument");
    match (named.next().and_then(|one| one.part), named.next()) {
        (Some(part), None) => Ok(part),
        _ => Err("it is a zip, but no Word document".to_owned()),
    }
}

/// What stands above and below each page, and in notes.
fn feet(package: &Package<'_>, relations: &[Relation]) -> Result<Vec<Piece>, String> {
    let mut all = Vec::new();
    let kinds = ["header", "footer", "footnotes", "endnotes"];
    for part in relations.iter().filter(|one| kinds.contains(&one.kind.as_str())).filter_map(|one| one.part.as_ref()) {
        let Some(foot) = package.xml(part)? else { continue };
        let of_part = package.relations(part)?;
        let pieces = Walk::new(package, &of_part, &hidden(package, relations)?).pieces(&foot)?;
        let section = "The head and foot of each page";
        all.extend(pieces.into_iter().map(|piece| Piece { section: section.to_owned(), ..piece }));
    }
    Ok(all)
}

/// What programs show that list documents.
fn properties(package: &Package<'_>) -> Result<Vec<Piece>, String> {
    let mut all = Vec::new();
    for part in
        package.relations("")?.into_iter().filter(|one| one.kind == "core-properties").filter_map(|one| one.part)
    {
        let Some(core) = package.xml(&part)? else { continue };
        for one in ["title", "description"].iter().filter_map(|name| core.first(name)) {
            let section = "The properties of the document".to_owned();
            all.push(Piece { section, place: one.name.clone(), text: plain(&one.text()), ..Piece::default() });
        }
    }
    Ok(all)
}

/// The styles whose text is hidden.
fn hidden(package: &Package<'_>, relations: &[Relation]) -> Result<Vec<String>, String> {
    let part = relations.iter().find(|one| one.kind == "styles").and_then(|one| one.part.as_ref());
    let styles = part.map_or(Ok(None), |part| package.xml(part))?;
    let styles =
        styles.as_ref().map_or_else(Vec::new, |all| all.elements().filter(|one| one.name == "style").collect());
    let mut hidden: Vec<String> = Vec::new();
    loop {
        let before = hidden.len();
        for style in &styles {
            let Some(id) = style.attribute("styleId") else { continue };
            let based = style.first("basedOn").and_then(|on| on.attribute("val"));
            let on_hidden = based.is_some_and(|on| hidden.iter().any(|known| known == on));
            if (vanishes(style.first("rPr")) || on_hidden) && !hidden.iter().any(|known| known == id) {
                hidden.push(id.to_owned());
            }
        }
        if hidden.len() == before {
            return Ok(hidden);
        }
    }
}

/// Whether letters with these properties are not shown.
pub(super) fn vanishes(properties: Option<&Element>) -> bool {
    let off = |one: &Element| matches!(one.attribute("val"), Some("0" | "false" | "off"));
    properties.and_then(|all| all.first("vanish")).is_some_and(|one| !off(one))
}

/// A text without what is a matter of lines.
pub(super) fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
