//! One PDF of several that have a page each: the same bytes whenever the pages are the same.
//!
//! `svg2pdf` writes what belongs to a page in the order of hash tables. Here its objects are taken apart, what stands in
//! such an order is sorted, and all are numbered anew in the order in which the pages name them.

use std::collections::BTreeMap;

/// An object of a PDF.
#[derive(Debug, Clone)]
struct Object {
    /// What stands before its stream.
    head: String,
    /// Its stream.
    stream: Option<Vec<u8>>,
}

/// The objects of a PDF, by number.
type Objects = BTreeMap<usize, Object>;

/// The catalogue, the tree of pages, and what the document says of itself.
const CATALOGUE: usize = 1;
const PAGES: usize = 2;
const ABOUT: usize = 3;

/// One document of the pages of some, with a title; `None` where one of them is not as it is expected.
pub(super) fn bind(documents: &[Vec<u8>], title: &str) -> Option<Vec<u8>> {
    let mut all: Vec<Object> = Vec::new();
    let mut pages: Vec<usize> = Vec::new();
    for document in documents {
        let objects = objects(document)?;
        let page =
            objects.iter().find(|(_, object)| object.head.contains("/Type /Page\n")).map(|(number, _)| *number)?;
        let mut order: Vec<usize> = Vec::new();
        visit(&objects, page, &mut order);
        let first = ABOUT + 1 + all.len();
        pages.push(first);
        let new: BTreeMap<usize, usize> = order.iter().enumerate().map(|(place, old)| (*old, first + place)).collect();
        for old in &order {
            let object = objects.get(old)?;
            let head = with_numbers(&object.head, |old| new.get(&old).copied().unwrap_or(PAGES));
            all.push(Object { head, stream: object.stream.clone() });
        }
    }
    let kids: Vec<String> = pages.iter().map(|page| format!("{page} 0 R")).collect();
    let plain = |head: String| Object { head, stream: None };
    let front = [
        plain(format!(
            "<< /Type /Catalog /Pages {PAGES} 0 R /Lang (en-GB) /ViewerPreferences << /DisplayDocTitle true >> >>"
        )),
        plain(format!("<< /Type /Pages /Count {} /Kids [{}] >>", kids.len(), kids.join(" "))),
        plain(format!("<< /Title <{}> /Producer (remit) >>", in_hexadecimal(title))),
    ];
    Some(write(front.iter().chain(&all)))
}

/// The objects of a document, with what stands in no order sorted.
fn objects(document: &[u8]) -> Option<Objects> {
    let table = find_last(document, b"startxref\n")?;
    let table: usize = text(document.get(table + 10..)?).lines().next()?.trim().parse().ok()?;
    let lines = text(document.get(table..)?);
    // The first entry is that of no object.
    let entries = lines.lines().skip(3).take_while(|line| line.ends_with(['n', 'f']) || line.ends_with("n "));
    let starts: Vec<usize> = entries.filter_map(|line| line.get(..10)?.parse().ok()).collect();
    let mut objects = Objects::new();
    for start in starts {
        let object = document.get(start..)?;
        let begin = find(object, b" 0 obj\n")?;
        let number: usize = text(object.get(..begin)?).parse().ok()?;
        let body = object.get(begin + 7..)?;
        // A stream may hold anything: its length is in front of it.
        let plain = find(body, b"\nendobj")?;
        let (head, stream) = match find(body, b"\nstream\n").filter(|at| *at < plain) {
            None => (text(body.get(..plain)?), None),
            Some(at) => {
                let head = text(body.get(..at)?);
                let length = head.split_once("/Length ")?.1.split_whitespace().next()?.parse::<usize>().ok()?;
                (head, Some(body.get(at + 8..at + 8 + length)?.to_vec()))
            }
        };
        objects.insert(number, Object { head: sorted(&head), stream });
    }
    Some(objects)
}

/// The entries of a page's resources, which stand in lines of their own (`/fo1 2 0 R`), in the order of their names.
fn sorted(head: &str) -> String {
    let name = |line: &str| {
        let name = line.trim_start().strip_prefix('/')?.split_whitespace().next()?;
        let letters = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
        let number: usize = name[letters.len()..].parse().ok()?;
        letters.chars().all(|letter| letter.is_ascii_lowercase()).then(|| (letters.to_owned(), number))
    };
    let lines: Vec<&str> = head.lines().collect();
    let mut all: Vec<&str> = Vec::new();
    for run in lines.chunk_by(|one, other| name(one).is_some() && name(other).is_some()) {
        let mut run = run.to_vec();
        run.sort_by_key(|line| name(line));
        all.extend(run);
    }
    all.join("\n")
}

/// An object and all that it names, each once, in the order in which they are named; not what it is part of.
fn visit(objects: &Objects, number: usize, order: &mut Vec<usize>) {
    let Some(object) = objects.get(&number).filter(|_| !order.contains(&number)) else { return };
    order.push(number);
    let mut named = Vec::new();
    let parent = |line: &&str| !line.trim_start().starts_with("/Parent ");
    object.head.lines().filter(parent).for_each(|line| {
        with_numbers(line, |number| {
            named.push(number);
            number
        });
    });
    named.into_iter().for_each(|number| visit(objects, number, order));
}

/// A text with other numbers in what it names (`12 0 R`).
fn with_numbers(head: &str, mut new: impl FnMut(usize) -> usize) -> String {
    let mut text = String::with_capacity(head.len());
    let mut rest = head;
    while let Some(at) = rest.find(" 0 R") {
        let before = rest[..at].trim_end_matches(|letter: char| letter.is_ascii_digit());
        match rest[before.len()..at].parse() {
            Ok(number) => text.push_str(&format!("{before}{} 0 R", new(number))),
            Err(_) => text.push_str(&rest[..at + 4]),
        }
        rest = &rest[at + 4..];
    }
    text + rest
}

/// The document with these objects, numbered from 1.
fn write<'o>(objects: impl Iterator<Item = &'o Object>) -> Vec<u8> {
    let mut document = b"%PDF-1.7\n%\x80\x80\x80\x80\n\n".to_vec();
    let mut starts = Vec::new();
    for (place, object) in objects.enumerate() {
        starts.push(document.len());
        document.extend(format!("{} 0 obj\n{}", place + 1, object.head).bytes());
        if let Some(stream) = &object.stream {
            document.extend(b"\nstream\n");
            document.extend(stream);
            document.extend(b"\nendstream");
        }
        document.extend(b"\nendobj\n\n");
    }
    let table = document.len();
    let size = starts.len() + 1;
    document.extend(format!("xref\n0 {size}\n0000000000 65535 f\r\n").bytes());
    starts.iter().for_each(|start| document.extend(format!("{start:010} 00000 n\r\n").bytes()));
    let end =
        format!("trailer\n<< /Size {size} /Root {CATALOGUE} 0 R /Info {ABOUT} 0 R >>\nstartxref\n{table}\n%%EOF\n");
    document.extend(end.bytes());
    document
}

/// A text as a PDF has it in any language.
fn in_hexadecimal(text: &str) -> String {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).map(|unit| format!("{unit:04X}")).collect()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

fn find_last(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).rposition(|window| window == what)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A document of a page with two fonts, in one order or the other.
    fn document(turned: bool) -> Vec<u8> {
        let (first, second) = if turned { (5, 4) } else { (4, 5) };
        let mut fonts = [format!("    /fo0 {first} 0 R"), format!("    /fo1 {second} 0 R")];
        if turned {
            fonts.reverse();
        }
        let plain = |head: String| Object { head, stream: None };
        let page = format!(
            "<<\n  /Type /Page\n  /Resources <<\n    /Font <<\n{}\n    >>\n  >>\n  /Parent 2 0 R\n  /Contents 6 0 R\n>>",
            fonts.join("\n")
        );
        let mut named = ["(one)", "(two)"].map(|name| plain(format!("<< /Name {name} >>"))).to_vec();
        if turned {
            named.reverse();
        }
        let drawn = b"endobj\nstream\n9 0 R".to_vec();
        let contents = Object { head: format!("<<\n  /Length {}\n>>", drawn.len()), stream: Some(drawn) };
        let objects: Vec<Object> = [plain("<< /Type /Catalog >>".to_owned()), plain("<< >>".to_owned()), plain(page)]
            .into_iter()
            .chain(named)
            .chain([contents])
            .collect();
        write(objects.iter())
    }

    #[test]
    fn the_order_of_a_hash_table_leaves_no_trace() {
        assert_ne!(document(false), document(true));
        let [one, other] = [false, true].map(|turned| bind(&[document(turned)], "A title").expect("a document"));
        assert_eq!(one, other);
        let shown = text(&one);
        assert!(shown.contains("/fo0 5 0 R\n    /fo1 6 0 R") && shown.contains("/Parent 2 0 R"), "{shown}");
        assert!(shown.contains("stream\nendobj\nstream\n9 0 R\nendstream"), "what is drawn stays as it is");
        assert!(shown.contains("/Title <FEFF0041"));
    }

    #[test]
    fn several_become_the_pages_of_one() {
        let bound = bind(&[document(false), document(true)], "").expect("a document");
        assert!(text(&bound).contains("/Count 2 /Kids [4 0 R 8 0 R]"));
        assert_eq!(objects(&bound).expect("what was written can be read").len(), 11);
        assert_eq!(bind(&[b"no document".to_vec()], ""), None);
    }
}
