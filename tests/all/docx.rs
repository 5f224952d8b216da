//! `remit report --out brief.docx`: what Word, its navigation and a screen reader find in the document.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;

use roxmltree::{Document, Node};

use crate::cli::folder;
use crate::support::{remit, remit_in, root};

const DISTRICTS: &str = "scenarios/two-districts";
const ENGLAND: [&str; 5] = ["scenarios/england", "before", "after", "--service", "sexual-health"];

/// The parts of a document by name.
type Parts = BTreeMap<String, Vec<u8>>;

/// The document that some arguments give, and its parts.
fn document(from: &Path, args: &[&str]) -> (Vec<u8>, Parts) {
    let out = folder();
    let file = out.path().join("brief.docx");
    let file = file.to_str().expect("a path in UTF-8");
    let ran = remit_in(from, &[&["report"], args, &["--out", file]].concat());
    assert_eq!(ran.status, Some(0), "{args:?}: {}", ran.stderr);
    let bytes = std::fs::read(file).expect("the document");
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes.clone())).expect("a zip");
    let mut parts = Parts::new();
    for place in 0..zip.len() {
        let mut file = zip.by_index(place).expect("a part");
        let mut text = Vec::new();
        file.read_to_end(&mut text).expect("bytes");
        parts.insert(file.name().expect("a name").into_owned(), text);
    }
    (bytes, parts)
}

fn text<'p>(parts: &'p Parts, name: &str) -> &'p str {
    std::str::from_utf8(parts.get(name).unwrap_or_else(|| panic!("no part {name}"))).expect("UTF-8")
}

fn attribute<'n>(node: Node<'n, '_>, name: &str) -> Option<&'n str> {
    node.attributes().find(|one| one.name() == name).map(|one| one.value())
}

fn all<'n>(node: Node<'n, 'n>, name: &'static str) -> impl Iterator<Item = Node<'n, 'n>> {
    node.descendants().filter(move |one| one.is_element() && one.tag_name().name() == name)
}

/// What stands in a paragraph or a cell.
fn says(node: Node<'_, '_>) -> String {
    node.descendants().filter(|one| one.tag_name().name() == "t").filter_map(|one| one.text()).collect()
}

fn style<'n>(paragraph: Node<'n, 'n>) -> &'n str {
    all(paragraph, "pStyle").next().and_then(|style| attribute(style, "val")).unwrap_or("Normal")
}

/// The paragraphs of a style.
fn in_style(parts: &Parts, wanted: &str) -> Vec<String> {
    let document = Document::parse(text(parts, "word/document.xml")).expect("XML");
    all(document.root(), "p").filter(|paragraph| style(*paragraph) == wanted).map(says).collect()
}

/// What holds for every document.
fn sound(parts: &Parts, what: &str) {
    for name in parts.keys().filter(|name| !name.ends_with(".png")) {
        Document::parse(text(parts, name)).unwrap_or_else(|error| panic!("{what}: {name}: {error}"));
    }
    relations(parts, what);
    let document = Document::parse(text(parts, "word/document.xml")).expect("XML");
    styles(parts, &document, what);
    tables(&document, what);
    pictures(&document, what);
    let properties = text(parts, "docProps/core.xml");
    assert!(!properties.contains("dcterms"), "{what}: a day in the properties");
    let properties = Document::parse(properties).expect("XML");
    let title = all(properties.root(), "title").next().and_then(|title| title.text());
    assert!(title.is_some_and(|title| title.starts_with(&in_style(parts, "Title")[0])), "{what}: {title:?}");
}

/// Every part that is named is there, and every part is of a known kind.
fn relations(parts: &Parts, what: &str) {
    for (name, below) in [
        ("_rels/.rels", ""),
        ("word/_rels/document.xml.rels", "word/"),
        ("customXml/_rels/item1.xml.rels", "customXml/"),
    ] {
        let relations = Document::parse(text(parts, name)).expect("XML");
        for relation in all(relations.root(), "Relationship") {
            let target = attribute(relation, "Target").expect("a target");
            let part = target.strip_prefix("../").map_or_else(|| format!("{below}{target}"), str::to_owned);
            assert!(parts.contains_key(&part), "{what}: {target} is not there");
        }
    }
    let kinds = Document::parse(text(parts, "[Content_Types].xml")).expect("XML");
    for part in all(kinds.root(), "Override") {
        let name = attribute(part, "PartName").expect("a name").trim_start_matches('/');
        assert!(parts.contains_key(name), "{what}: {name} is not there");
    }
}

/// Headings go down one level at a time, and every style that is used is there; the language is British English.
fn styles(parts: &Parts, document: &Document<'_>, what: &str) {
    let styles = Document::parse(text(parts, "word/styles.xml")).expect("XML");
    let known: Vec<&str> = all(styles.root(), "style").filter_map(|style| attribute(style, "styleId")).collect();
    for name in ["pStyle", "rStyle", "tblStyle"] {
        for used in all(document.root(), name).filter_map(|used| attribute(used, "val")) {
            assert!(known.contains(&used), "{what}: no style {used}");
        }
    }
    let language = all(styles.root(), "lang").next().and_then(|lang| attribute(lang, "val"));
    assert_eq!(language, Some("en-GB"), "{what}");
    let order: Vec<&str> = all(document.root(), "p").map(|paragraph| style(paragraph)).collect();
    assert_eq!(order.iter().filter(|style| **style == "Title").count(), 1, "{what}: one title");
    assert_eq!(order.first(), Some(&"Title"), "{what}: the title comes first");
    let mut before = 0;
    for level in order.iter().filter_map(|style| style.strip_prefix("Heading")?.parse::<u8>().ok()) {
        assert!(level <= before + 1, "{what}: level {level} follows {before}");
        before = level;
    }
}

/// Every table has a head that is repeated, a caption before it, and a cell in every column.
fn tables(document: &Document<'_>, what: &str) {
    let mut count = 0;
    for table in all(document.root(), "tbl") {
        count += 1;
        let rows: Vec<Node<'_, '_>> = all(table, "tr").collect();
        let columns = all(table, "gridCol").count();
        for (place, row) in rows.iter().enumerate() {
            assert_eq!(all(*row, "tblHeader").count(), usize::from(place == 0), "{what}: row {place} of table {count}");
            assert_eq!(all(*row, "tc").count(), columns, "{what}: row {place} of table {count}");
        }
        assert!(
            rows.len() > 1 && all(rows[0], "tc").all(|cell| !says(cell).is_empty()),
            "{what}: a head that says nothing"
        );
        let caption = table.prev_sibling_element().expect("a caption");
        assert_eq!(style(caption), "Caption", "{what}");
        assert!(says(caption).starts_with(&format!("Table {count}: ")), "{what}: {}", says(caption));
        assert!(all(table, "tblCaption").next().is_some(), "{what}: a name for those who cannot see it");
    }
    assert!(count >= 3, "{what}: {count} tables");
}

/// Every picture has an alternative of one or two sentences and a caption that counts.
fn pictures(document: &Document<'_>, what: &str) {
    for (place, picture) in all(document.root(), "inline").enumerate() {
        let about = all(picture, "docPr").next().expect("what the picture is");
        let says_it = attribute(about, "descr").expect("an alternative");
        let sentences = says_it.split_inclusive(['.', '?', '!']).filter(|part| part.ends_with(['.', '?', '!']));
        let ends = says_it.split(". ").count();
        assert!(sentences.count() >= 1 && ends <= 2, "{what}: {says_it}");
        assert!(!says_it.contains("-0"), "{what}: {says_it}");
        let caption =
            picture.ancestors().find(|one| one.tag_name().name() == "p").and_then(|p| p.prev_sibling_element());
        let caption = caption.expect("a caption");
        assert!(style(caption) == "Caption" && says(caption).starts_with(&format!("Figure {}: ", place + 1)), "{what}");
        assert!(
            all(caption, "fldSimple")
                .any(|field| attribute(field, "instr").is_some_and(|asks| asks.contains("SEQ Figure")))
        );
    }
}

#[test]
fn every_document_is_sound_and_the_same_each_time() {
    let asked: [(&[&str], usize); 5] = [
        (&[DISTRICTS], 0),
        (&[DISTRICTS, "before", "after"], 1),
        (&[DISTRICTS, "after", "--service", "obesity", "--bare-law"], 1),
        (&[DISTRICTS, "before", "after", "2014-04-01", "--service", "sexual-health"], 3),
        (&["tests/cases/functions-needed-and-unknown", "now"], 1),
    ];
    for (args, pictures) in asked {
        let what = args.join(" ");
        let (bytes, parts) = document(&root(), args);
        sound(&parts, &what);
        assert_eq!(bytes, document(&root(), args).0, "{what}: the same question, and other bytes");
        let drawn = parts.keys().filter(|name| name.ends_with(".png")).count();
        assert!(drawn >= pictures, "{what}: {drawn} pictures");
    }
}

#[test]
fn a_document_says_what_the_data_says() {
    let (bytes, parts) = document(&root(), &ENGLAND);
    sound(&parts, "England");
    let data = remit(&[&["report"], &ENGLAND[..], &["--format", "json"]].concat()).json();
    let front = &data["front"];
    assert_eq!(in_style(&parts, "Verdict"), [front["verdict"].as_str().expect("a verdict")]);
    assert_eq!(in_style(&parts, "Title"), [front["title"].as_str().expect("a title")]);
    let matter = in_style(&parts, "ListNumber");
    assert_eq!(matter.len(), 3, "three findings");
    for (said, known) in matter.iter().zip(front["matter"].as_array().expect("a list")) {
        assert!(said.starts_with(known["says"].as_str().expect("a sentence")), "{said}");
    }
    let limits = data["limits"].as_array().map_or(0, Vec::len);
    assert_eq!(in_style(&parts, "ListBullet").len(), limits, "what is not covered");
    let headings = in_style(&parts, "Heading1");
    let wanted = [
        "In short",
        "In four numbers",
        "What matters most",
        "In pictures",
        "How sure the facts are",
        "What the model does not cover",
        "What the short names stand for",
        "The pictures as tables",
        "How to check this document",
    ];
    assert_eq!(headings, wanted);
    let cells = in_style(&parts, "TableText");
    for label in front["numbers"].as_array().expect("a list").iter().filter_map(|number| number["label"].as_str()) {
        assert!(cells.iter().any(|cell| cell.to_lowercase() == label.to_lowercase()), "no number of {label}");
    }
    let command = in_style(&parts, "Command");
    assert_eq!(command, ["remit report scenarios/england before after --service sexual-health --out brief.docx"]);
    assert!(bytes.len() < 3_000_000, "{} bytes", bytes.len());
}

#[test]
fn names_that_nobody_means_well_with_are_text() {
    let place = folder();
    crate::page::hostile(place.path());
    let (_, parts) = document(place.path(), &[".", "before", "after"]);
    sound(&parts, "hostile names");
    let cells = [in_style(&parts, "Normal"), in_style(&parts, "ListNumber"), in_style(&parts, "TableText")].concat();
    assert!(cells.iter().any(|cell| cell.contains("<script>alert(1)</script>")), "the name is not shown: {cells:?}");
    let file = place.path().join("landscape.toml");
    let plain = std::fs::read_to_string(root().join(DISTRICTS).join("landscape.toml")).expect("a landscape");
    assert!(plain.contains("title = \""), "the teaching landscape has no title");
    let odd = plain.replacen("title = \"", "title = \"\\u0007\\u001B[31m\\uFFFE\\u202E & ]]> ", 1);
    std::fs::write(file, odd).expect("a file");
    let (_, parts) = document(place.path(), &[".", "before", "after"]);
    sound(&parts, "control characters");
    let subtitle = &in_style(&parts, "Subtitle")[0];
    assert!(subtitle.contains("[31m & ]]>"), "{subtitle}");
    let odd = |letter: char| letter.is_control() || ['\u{FFFE}', '\u{202E}'].contains(&letter);
    for (name, bytes) in parts.iter().filter(|(name, _)| !name.ends_with(".png")) {
        let text = std::str::from_utf8(bytes).expect("UTF-8").replace('\n', "");
        assert!(!text.contains(odd), "{name} has what XML or a reader does not");
    }
}

#[test]
fn a_document_is_asked_for_by_its_ending_or_by_name() {
    let ran = remit(&["report", DISTRICTS, "before", "after", "--out", "brief.doc"]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains(".docx"), "{}", ran.stderr);
}
