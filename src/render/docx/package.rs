//! The file that Word opens: a zip of parts, of which each says what it is and where it belongs. Every part is of the same
//! day, so that the same parts give the same bytes whenever and wherever they are put together.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::receipt::{SHAPE, STORE};
use super::xml::Xml;

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The parts that are the same in every document: name, relation, kind, text.
const FIXED: [(&str, &str); 3] = [
    ("styles", include_str!("styles.xml")),
    ("numbering", include_str!("numbering.xml")),
    ("settings", include_str!("settings.xml")),
];

/// What a document is made from.
pub(super) struct Parts {
    /// Its text.
    pub(super) document: Vec<u8>,
    /// What stands at the foot of each page.
    pub(super) footer: Vec<u8>,
    /// What it is called, and of what it says.
    pub(super) core: Vec<u8>,
    /// Its receipt.
    pub(super) receipt: Vec<u8>,
    /// Its pictures as PNG, in order.
    pub(super) pictures: Vec<Vec<u8>>,
}

/// By what name the document knows its foot.
pub(super) const FOOTER: &str = "footer";

/// By what name the document knows a picture.
pub(super) fn picture(place: usize) -> String {
    format!("picture{}", place + 1)
}

/// Puts the parts together.
pub(super) fn pack(parts: &Parts) -> Result<Vec<u8>, String> {
    let mut files: Vec<(String, Vec<u8>)> = vec![
        ("[Content_Types].xml".to_owned(), content_types()),
        ("_rels/.rels".to_owned(), relations(&top())),
        ("docProps/core.xml".to_owned(), parts.core.clone()),
        ("word/document.xml".to_owned(), parts.document.clone()),
        ("word/_rels/document.xml.rels".to_owned(), relations(&of_document(parts.pictures.len()))),
        ("word/footer.xml".to_owned(), parts.footer.clone()),
    ];
    files.extend([
        ("customXml/item1.xml".to_owned(), parts.receipt.clone()),
        ("customXml/itemProps1.xml".to_owned(), about_store()),
        ("customXml/_rels/item1.xml.rels".to_owned(), relations(&of_store())),
    ]);
    files.extend(FIXED.iter().map(|(name, text)| (format!("word/{name}.xml"), text.as_bytes().to_vec())));
    let pictures = parts.pictures.iter().enumerate();
    files.extend(pictures.map(|(place, png)| (format!("word/media/{}.png", picture(place)), png.clone())));
    zipped(&files).map_err(|error| error.to_string())
}

fn zipped(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, zip::result::ZipError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// What each part is.
fn content_types() -> Vec<u8> {
    let mut xml = Xml::new();
    xml.element("Types", &[("xmlns", &format!("{PACKAGE}/content-types"))], |xml| {
        let relations = "application/vnd.openxmlformats-package.relationships+xml";
        for (ending, kind) in [("rels", relations), ("xml", "application/xml"), ("png", "image/png")] {
            xml.empty("Default", &[("Extension", ending), ("ContentType", kind)]);
        }
        let core = "application/vnd.openxmlformats-package.core-properties+xml";
        xml.empty("Override", &[("PartName", "/docProps/core.xml"), ("ContentType", core)]);
        let store = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml";
        xml.empty("Override", &[("PartName", "/customXml/itemProps1.xml"), ("ContentType", store)]);
        let main = ["document.main", FOOTER].map(|kind| (kind.split('.').next().unwrap_or(kind), kind));
        for (name, kind) in main.into_iter().chain(FIXED.iter().map(|(name, _)| (*name, *name))) {
            let (part, kind) = (format!("/word/{name}.xml"), format!("{KIND}.{kind}+xml"));
            xml.empty("Override", &[("PartName", &part), ("ContentType", &kind)]);
        }
    });
    xml.bytes()
}

/// A relation: its name, its kind, and where it leads.
type Relation = (String, String, String);

fn top() -> Vec<Relation> {
    let core = format!("{PACKAGE}/relationships/metadata/core-properties");
    vec![
        ("document".to_owned(), format!("{RELATIONS}/officeDocument"), "word/document.xml".to_owned()),
        ("core".to_owned(), core, "docProps/core.xml".to_owned()),
    ]
}

fn of_document(pictures: usize) -> Vec<Relation> {
    let names = FIXED.iter().map(|(name, _)| *name).chain([FOOTER]);
    let mut all: Vec<Relation> =
        names.map(|name| (name.to_owned(), format!("{RELATIONS}/{name}"), format!("{name}.xml"))).collect();
    all.push(("receipt".to_owned(), format!("{RELATIONS}/customXml"), "../customXml/item1.xml".to_owned()));
    all.extend((0..pictures).map(|place| {
        let name = picture(place);
        (name.clone(), format!("{RELATIONS}/image"), format!("media/{name}.png"))
    }));
    all
}

/// Data that stands in no text is kept by programs when they know of what shape it is.
fn of_store() -> Vec<Relation> {
    vec![("shape".to_owned(), format!("{RELATIONS}/customXmlProps"), "itemProps1.xml".to_owned())]
}

fn about_store() -> Vec<u8> {
    let mut xml = Xml::new();
    let names = [("ds:itemID", STORE), ("xmlns:ds", "http://schemas.openxmlformats.org/officeDocument/2006/customXml")];
    xml.element("ds:datastoreItem", &names, |xml| {
        xml.element("ds:schemaRefs", &[], |xml| xml.empty("ds:schemaRef", &[("ds:uri", SHAPE)]));
    });
    xml.bytes()
}

fn relations(all: &[Relation]) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.element("Relationships", &[("xmlns", &format!("{PACKAGE}/relationships"))], |xml| {
        for (id, kind, target) in all {
            xml.empty("Relationship", &[("Id", id), ("Type", kind), ("Target", target)]);
        }
    });
    xml.bytes()
}
