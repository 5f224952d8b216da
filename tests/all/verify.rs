//! `remit verify brief.docx`: what somebody changed in a Word document is found, what a program writes otherwise when it saves
//! it again is not, and what is no document of ours, or means harm, is refused.

use std::io::{Cursor, Read, Write};
use std::path::Path;

use remit::render::docx::{differences, read_receipt};
use remit::report::verify::Difference;
use zip::write::SimpleFileOptions;

use crate::cli::folder;
use crate::support::{remit_in, root};

const DISTRICTS: &str = "scenarios/two-districts";

/// The parts of a document in their order.
type Parts = Vec<(String, Vec<u8>)>;

/// Something that was done to the parts of a document.
type Change = fn(&mut Parts);

/// A document with pictures, in a folder.
fn brief(folder: &Path) -> Vec<u8> {
    let file = folder.join("brief.docx");
    let out = file.to_str().expect("a path in UTF-8");
    let ran = remit_in(&root(), &["report", DISTRICTS, "before", "after", "--service", "sexual-health", "--out", out]);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    std::fs::read(&file).expect("the document")
}

fn parts(document: &[u8]) -> Parts {
    let mut zip = zip::ZipArchive::new(Cursor::new(document)).expect("a zip");
    let mut parts = Parts::new();
    for place in 0..zip.len() {
        let mut file = zip.by_index(place).expect("a part");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("bytes");
        parts.push((file.name().expect("a name").into_owned(), bytes));
    }
    parts
}

fn zipped(parts: &Parts) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).expect("a part");
        zip.write_all(bytes).expect("bytes");
    }
    zip.finish().expect("a zip").into_inner()
}

/// Replaces a text in a part, where it stands first; it must stand there.
fn replace(parts: &mut Parts, name: &str, was: &str, is: &str) {
    let part = parts.iter_mut().find(|(known, _)| known == name).expect("a part");
    let text = String::from_utf8(part.1.clone()).expect("UTF-8");
    assert!(text.contains(was), "{name} has no {was}");
    part.1 = text.replacen(was, is, 1).into_bytes();
}

fn everywhere(parts: &mut Parts, name: &str, was: &str, is: &str) {
    let part = parts.iter_mut().find(|(known, _)| known == name).expect("a part");
    let text = String::from_utf8(part.1.clone()).expect("UTF-8");
    assert!(text.contains(was), "{name} has no {was}");
    part.1 = text.replace(was, is).into_bytes();
}

const TEXT: &str = "word/document.xml";
const LINKS: &str = "word/_rels/document.xml.rels";
const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const VERDICT: &str = "<w:t xml:space=\"preserve\">Something is newly wrong";

/// What somebody may do to a document, and what is told of it: the section, and what it should say.
const CHANGED: [(&str, Change, &str, &str); 21] = [
    ("a number in a sentence", |all| replace(all, TEXT, "240,000", "24,000"), "In short", "240,000"),
    ("a number in a cell", |all| replace(all, TEXT, ">2.67<", ">1.67<"), "In four numbers", "2.67"),
    (
        "two cells that change places",
        |all| {
            let cell = |number: &str| format!("<w:t xml:space=\"preserve\">{number}</w:t>");
            replace(all, TEXT, &cell("2.67"), &cell("?"));
            replace(all, TEXT, &cell("1"), &cell("2.67"));
            replace(all, TEXT, &cell("?"), &cell("1"));
        },
        "In four numbers",
        "2.67",
    ),
    ("a row that is gone", |all| cut(all, "<w:tr>", "</w:tr>", ">Handoffs"), "In four numbers", "Handoffs"),
    (
        "a hidden row",
        |all| replace(all, TEXT, "<w:trPr><w:cantSplit/></w:trPr>", "<w:trPr><w:hidden/></w:trPr>"),
        "In four numbers",
        "odies",
    ),
    (
        "a sentence put in",
        |all| replace(all, TEXT, "<w:tbl>", "<w:p><w:r><w:t>All is well.</w:t></w:r></w:p><w:tbl>"),
        "In four numbers",
        "",
    ),
    (
        "hidden letters",
        |all| replace(all, TEXT, VERDICT, &format!("<w:rPr><w:vanish/></w:rPr>{VERDICT}")),
        "In short",
        "newly wrong",
    ),
    (
        "a hidden style",
        |all| {
            replace(
                all,
                "word/styles.xml",
                "w:styleId=\"Verdict\">",
                "w:styleId=\"Verdict\"><w:rPr><w:vanish/></w:rPr>",
            )
        },
        "In short",
        "newly wrong",
    ),
    (
        "letters that no program knows",
        |all| {
            replace(all, TEXT, VERDICT, "<z:t xmlns:z=\"z\">Something is newly wrong");
            replace(all, TEXT, " nothing is mended.</w:t>", " nothing is mended.</z:t>");
        },
        "In short",
        "newly wrong",
    ),
    (
        "taken out while Word took note",
        |all| {
            replace(all, TEXT, &format!("<w:r>{VERDICT}"), &format!("<w:moveFrom><w:r>{VERDICT}"));
            replace(all, TEXT, " nothing is mended.</w:t></w:r>", " nothing is mended.</w:t></w:r></w:moveFrom>");
        },
        "In short",
        "newly wrong",
    ),
    (
        "a field that will come to something else",
        |all| replace(all, TEXT, " SEQ Table \\* ARABIC ", " = 7 "),
        "In four numbers",
        "Table 1: How",
    ),
    (
        "what stands elsewhere",
        |all| replace(all, TEXT, "<w:tbl>", "<w:altChunk r:id=\"other\"/><w:tbl>"),
        "In four numbers",
        "",
    ),
    ("an alternative text", |all| replace(all, TEXT, "descr=\"Of 5", "descr=\"Of 4"), "In pictures", "Of 5"),
    (
        "another picture",
        |all| {
            let other = all.iter().find(|(name, _)| name.ends_with("picture2.png")).expect("a picture").1.clone();
            all.iter_mut()
                .filter(|(name, _)| name.ends_with("picture1.png"))
                .for_each(|part| part.1.clone_from(&other));
        },
        "In pictures",
        "the picture ",
    ),
    (
        "a picture before the picture",
        |all| {
            replace(
                all,
                TEXT,
                "<a:blip r:embed=\"picture1\"/>",
                "<a:blip r:embed=\"picture1\"><a:extLst><a:ext><x:svgBlip xmlns:x=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\" r:embed=\"picture2\"/></a:ext></a:extLst></a:blip>",
            )
        },
        "In pictures",
        "the picture ",
    ),
    (
        "a picture that lies elsewhere",
        |all| replace(all, TEXT, "<a:blip ", "<a:blip r:link=\"picture1\" "),
        "In pictures",
        "the picture ",
    ),
    (
        "the foot",
        |all| replace(all, "word/footer.xml", "Sexual health", "Dementia"),
        "The head and foot of each page",
        "Sexual health",
    ),
    (
        "a head",
        |all| {
            replace(
                all,
                LINKS,
                "</Relationships>",
                &format!("<Relationship Id=\"head\" Type=\"{TYPES}/header\" Target=\"styles2.xml\"/></Relationships>"),
            );
            all.push(("word/styles2.xml".to_owned(), b"<w:hdr xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:p><w:r><w:t>All is well</w:t></w:r></w:p></w:hdr>".to_vec()));
        },
        "The head and foot of each page",
        "",
    ),
    (
        "the title that programs list",
        |all| replace(all, "docProps/core.xml", "31 March", "30 March"),
        "The properties of the document",
        "31 March",
    ),
    (
        "the command",
        |all| replace(all, TEXT, "report scenarios/two-districts before", "report scenarios/two-districts after"),
        "How to check this document",
        "before",
    ),
    (
        "another part in place of the text",
        |all| {
            let mut other = all.iter().find(|(name, _)| name == TEXT).expect("the text").clone();
            let links = all.iter().find(|(name, _)| name == LINKS).expect("its links").1.clone();
            "word/other.xml".clone_into(&mut other.0);
            all.extend([other, ("word/_rels/other.xml.rels".to_owned(), links)]);
            replace(all, "word/other.xml", "240,000", "24,000");
            replace(all, "_rels/.rels", "word/document.xml", "/word/other.xml");
        },
        "In short",
        "240,000",
    ),
];

/// Takes out what stands from one mark to another around a text.
fn cut(all: &mut Parts, from: &str, to: &str, around: &str) {
    let part = all.iter_mut().find(|(name, _)| name == TEXT).expect("the text");
    let text = String::from_utf8(part.1.clone()).expect("UTF-8");
    let at = text.find(around).expect("what is to be cut");
    let (start, end) = (text[..at].rfind(from).expect("a start"), at + text[at..].find(to).expect("an end") + to.len());
    part.1 = format!("{}{}", &text[..start], &text[end..]).into_bytes();
}

#[test]
fn what_somebody_changed_in_a_document_is_found() {
    let place = folder();
    let document = brief(place.path());
    assert_eq!(differences(&document, &document), Ok(Vec::new()));
    let mut wrong = Vec::new();
    for (what, change, section, should) in CHANGED {
        let mut all = parts(&document);
        change(&mut all);
        let told = differences(&zipped(&all), &document);
        let found = |told: &Vec<Difference>| {
            told.iter().any(|one| one.section == section && one.should.contains(should))
                && told.iter().all(|one| one.says != one.should)
        };
        if !told.as_ref().is_ok_and(found) {
            wrong.push(format!("{what}: {told:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What programs do to a document when they save it again.
const SAVED: [(&str, Change); 8] = [
    ("letters in several runs", |all| {
        replace(
            all,
            TEXT,
            "Something is newly",
            "Some</w:t></w:r><w:proofErr w:type=\"spellStart\"/><w:r w:rsidR=\"00A1\"><w:rPr><w:lang w:val=\"en-US\"/></w:rPr><w:t xml:space=\"preserve\">thing is newly",
        )
    }),
    ("fields in parts", |all| {
        let mark = |mark: &str| format!("<w:r><w:fldChar w:fldCharType=\"{mark}\"/></w:r>");
        let asks = "<w:r><w:instrText xml:space=\"preserve\"> SEQ Table </w:instrText></w:r><w:r><w:instrText>\\* ARABIC </w:instrText></w:r>";
        replace(
            all,
            TEXT,
            "<w:fldSimple w:instr=\" SEQ Table \\* ARABIC \">",
            &format!("{}{asks}{}", mark("begin"), mark("separate")),
        );
        replace(all, TEXT, "</w:fldSimple>", &mark("end"));
    }),
    ("marks and notes of readers", |all| {
        replace(
            all,
            TEXT,
            "<w:r>",
            "<w:bookmarkStart w:id=\"0\" w:name=\"_GoBack\"/><w:bookmarkEnd w:id=\"0\"/><w:commentRangeStart w:id=\"1\"/><w:r>",
        )
    }),
    ("other numbers of pages", |all| everywhere(all, "word/footer.xml", ">1<", ">12<")),
    ("another name of the namespace", |all| {
        everywhere(all, TEXT, "<w:", "<ns0:");
        everywhere(all, TEXT, "</w:", "</ns0:");
        everywhere(all, TEXT, " w:", " ns0:");
        everywhere(all, TEXT, "xmlns:w=", "xmlns:ns0=");
    }),
    ("parts by other names", |all| {
        all.iter_mut().for_each(|(name, _)| *name = name.replace("word/media/picture", "word/media/image"));
        everywhere(all, LINKS, "media/picture", "media/image");
        everywhere(all, LINKS, "\"picture", "\"rId9");
        everywhere(all, TEXT, "r:embed=\"picture", "r:embed=\"rId9");
        all.reverse();
    }),
    ("properties of its own", |all| {
        replace(all, "docProps/core.xml", "</cp:coreProperties>", "<cp:revision>2</cp:revision></cp:coreProperties>")
    }),
    ("empty paragraphs and other blanks", |all| {
        replace(all, TEXT, "<w:tbl>", "<w:p/><w:tbl>");
        everywhere(all, TEXT, " xml:space=\"preserve\"", "");
        replace(all, TEXT, "newly wrong", "newly\u{a0} wrong");
    }),
];

#[test]
fn a_document_that_a_program_saved_again_shows_the_same() {
    let place = folder();
    let document = brief(place.path());
    for (what, change) in SAVED {
        let mut all = parts(&document);
        change(&mut all);
        let saved = zipped(&all);
        assert_ne!(saved, document, "{what}");
        assert_eq!(differences(&saved, &document), Ok(Vec::new()), "{what}");
        assert_eq!(read_receipt(&saved), read_receipt(&document), "{what}");
    }
}

/// What is refused, and a word of why.
const REFUSED: [(&str, Change, &str); 9] = [
    ("no receipt", |all| all.retain(|(name, _)| !name.starts_with("customXml")), "no receipt"),
    ("a receipt that is none", |all| replace(all, "customXml/item1.xml", "{", "["), "receipt cannot be read"),
    ("no document", |all| all.retain(|(name, _)| !name.starts_with("_rels")), "no Word document"),
    (
        "a document that lies elsewhere",
        |all| replace(all, "_rels/.rels", "Target=\"word", "TargetMode=\"External\" Target=\"http://x/word"),
        "no Word document",
    ),
    ("a part twice", |all| all.push(("WORD/Document.xml".to_owned(), Vec::new())), "a part twice"),
    ("a part that grows without end", |all| grow(all, 33 << 20), "longer than any report"),
    (
        "a text that grows without end",
        |all| replace(all, TEXT, "<w:document", "<!DOCTYPE a [<!ENTITY b \"b\">]><w:document"),
        "declares a type",
    ),
    (
        "elements without end in each other",
        |all| replace(all, TEXT, "<w:body>", &format!("<w:body>{}", "<w:p>".repeat(5000))),
        "deep in each other",
    ),
    (
        "half a text",
        |all| all.iter_mut().filter(|(name, _)| name == TEXT).for_each(|part| part.1.truncate(5000)),
        "cannot be read",
    ),
];

fn grow(all: &mut Parts, to: usize) {
    all.iter_mut().filter(|(name, _)| name == TEXT).for_each(|part| part.1.resize(to, b' '));
}

#[test]
fn what_is_no_document_of_ours_or_means_harm_is_refused() {
    let place = folder();
    let document = brief(place.path());
    let said = |given: &[u8]| read_receipt(given).and_then(|_| differences(given, &document).map(drop));
    assert_eq!(said(&document), Ok(()));
    let mut wrong = Vec::new();
    for (what, change, why) in REFUSED {
        let mut all = parts(&document);
        change(&mut all);
        let said = said(&zipped(&all));
        if !said.as_ref().is_err_and(|said| said.contains(why)) {
            wrong.push(format!("{what}: {said:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // Whatever is cut off or damaged: never more than a refusal.
    for length in (0..document.len()).step_by(document.len() / 20) {
        assert!(said(&document[..length]).is_err(), "{length} bytes of it");
        let mut damaged = document.clone();
        damaged[length] ^= 0xFF;
        drop(said(&damaged));
    }
}

#[test]
fn the_command_answers_for_documents_as_for_pages() {
    let place = folder();
    let document = brief(place.path());
    let file = place.path().join("given.docx");
    let path = file.to_str().expect("a path in UTF-8");
    let changed = |change: Change| {
        let mut all = parts(&document);
        change(&mut all);
        zipped(&all)
    };
    let mut locked = vec![0xD0, 0xCF, 0x11, 0xE0];
    locked.resize(600, 0);
    for (given, status, says) in [
        (document.clone(), 0, "it shows the same"),
        (changed(|all| replace(all, TEXT, "240,000", "24,000")), 3, "What differs in the document"),
        (document[..document.len() / 2].to_vec(), 2, "the zip is damaged"),
        (changed(|all| grow(all, 40 << 20)), 2, "longer than any report"),
        (locked, 2, "locked with a password"),
        (changed(|all| everywhere(all, "customXml/item1.xml", "sexual-health", "hats")), 1, "cannot be made again"),
        (
            changed(|all| replace(all, "customXml/item1.xml", "sha256&quot;:&quot;", "sha256&quot;:&quot;0")),
            3,
            "The receipt for programs",
        ),
    ] {
        std::fs::write(&file, given).expect("a file");
        let ran = remit_in(&root(), &["verify", path]);
        assert_eq!(ran.status, Some(status), "{says}: {}{}", ran.stdout, ran.stderr);
        let text = format!("{}{}", ran.stdout, ran.stderr).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(says), "{says}: {text}");
    }
    std::fs::write(&file, &document).expect("a file");
    let report = remit_in(&root(), &["verify", path, "--format", "json"]).json();
    assert_eq!((&report["is"], &report["same"]), (&"document".into(), &true.into()));
}
