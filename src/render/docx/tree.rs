//! XML of a document that somebody gives, as a tree: with limits, and without the declarations by which a text can grow
//! without end.

use quick_xml::NsReader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{NamespaceResolver, ResolveResult};

/// How deep elements may lie in each other.
const DEEPEST: usize = 200;
/// How many elements a part may have.
const MOST: usize = 1_000_000;

/// How the namespaces begin that programs for documents know. What stands in another is not shown.
const KNOWN: [&str; 5] = [
    "http://schemas.openxmlformats.org/",
    "http://purl.o",
    "http://schemas.microsoft.com/office/",
    "urn:schemas-microsoft-com:",
    "urn:remit:",
];

/// An element.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Its name, without what stands before the colon: programs name the same namespace differently. Nothing where it is of
    /// a namespace that they do not know.
    pub(super) name: String,
    /// Its attributes, named in the same way.
    attributes: Vec<(String, String)>,
    /// What stands in it.
    pub(super) inside: Vec<Inside>,
}

/// What stands in an element.
#[derive(Debug)]
pub(super) enum Inside {
    /// An element.
    Element(Element),
    /// Text.
    Text(String),
}

impl Element {
    /// What an attribute says.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The elements in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.inside.iter().filter_map(|one| match one {
            Inside::Element(element) => Some(element),
            Inside::Text(_) => None,
        })
    }

    /// The first element of a name in it.
    pub(super) fn first(&self, name: &str) -> Option<&Element> {
        self.elements().find(|one| one.name == name)
    }

    /// All elements in it, however deep, in their order.
    pub(super) fn descendants<'e>(&'e self, all: &mut Vec<&'e Element>) {
        for one in self.elements() {
            all.push(one);
            one.descendants(all);
        }
    }

    /// The text that stands in it and not in an element of it.
    pub(super) fn text(&self) -> String {
        let text = |one: &Inside| match one {
            Inside::Text(text) => Some(text.clone()),
            Inside::Element(_) => None,
        };
        self.inside.iter().filter_map(text).collect()
    }
}

/// The outermost element of a text.
pub(super) fn parse(text: &str) -> Result<Element, String> {
    let mut reader = NsReader::from_str(text.trim_start_matches('\u{feff}'));
    // What stands outside of the outermost element is put into one around it.
    let mut open = vec![Element::default()];
    let mut count = 0;
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        let top = open.last_mut().ok_or("an element ends that did not begin")?;
        match event {
            Event::Start(start) => open.push(element(&start, reader.resolver(), &mut count)?),
            Event::Empty(start) => top.inside.push(Inside::Element(element(&start, reader.resolver(), &mut count)?)),
            Event::End(_) => close(&mut open)?,
            Event::Text(text) => add(top, &text.decode().map_err(|error| error.to_string())?),
            Event::CData(text) => add(top, &text.decode().map_err(|error| error.to_string())?),
            Event::GeneralRef(name) => {
                let name = name.decode().map_err(|error| error.to_string())?;
                add(top, &unescape(&format!("&{name};")).map_err(|error| error.to_string())?);
            }
            Event::DocType(_) => return Err("it declares a type, which no Word document does".to_owned()),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::Eof => break,
        }
        if open.len() > DEEPEST {
            return Err(format!("its elements lie more than {DEEPEST} deep in each other"));
        }
    }
    let [around] = open.as_mut_slice() else { return Err("it ends before its elements do".to_owned()) };
    let mut elements = around.inside.drain(..).filter_map(|one| match one {
        Inside::Element(element) => Some(element),
        Inside::Text(_) => None,
    });
    match (elements.next(), elements.next()) {
        (Some(one), None) => Ok(one),
        _ => Err("it is not one element".to_owned()),
    }
}

/// Puts the element that ends into the one around it.
fn close(open: &mut Vec<Element>) -> Result<(), String> {
    let wrong = || "an element ends that did not begin".to_owned();
    let done = open.pop().ok_or_else(wrong)?;
    open.last_mut().ok_or_else(wrong)?.inside.push(Inside::Element(done));
    Ok(())
}

/// Adds to the text that stands last.
fn add(to: &mut Element, text: &str) {
    match to.inside.last_mut() {
        Some(Inside::Text(before)) => before.push_str(text),
        _ => to.inside.push(Inside::Text(text.to_owned())),
    }
}

fn element(start: &BytesStart<'_>, names: &NamespaceResolver, count: &mut usize) -> Result<Element, String> {
    *count += 1;
    if *count > MOST {
        return Err(format!("it has more than {MOST} elements"));
    }
    let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut attributes = Vec::new();
    for one in start.attributes() {
        let one = one.map_err(|error| error.to_string())?;
        let value = words(&one.value);
        let value = unescape(&value).map_err(|error| error.to_string())?.into_owned();
        let (space, name) = names.resolve_attribute(one.key);
        if known(&space) {
            attributes.push((words(name.as_ref()), value));
        }
    }
    let (space, name) = names.resolve_element(start.name());
    let name = if known(&space) { words(name.as_ref()) } else { String::new() };
    Ok(Element { name, attributes, inside: Vec::new() })
}

/// Whether programs for documents know a namespace.
fn known(space: &ResolveResult<'_>) -> bool {
    match space {
        ResolveResult::Bound(space) => KNOWN.iter().any(|known| space.as_ref().starts_with(known.as_bytes())),
        ResolveResult::Unbound => true,
        ResolveResult::Unknown(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_what_a_reader_sees() {
        let start = "<?xml version=\"1.0\"?><a:b xmlns:a=\"urn:remit:x\" xmlns:z=\"z\" z:y=\"no\" a:y=\"1 &lt; 2\">";
        let read = parse(&format!("{start}p &amp; q&#65;<![CDATA[<r>]]><z:c/> s</a:b>")).expect("XML");
        assert_eq!((read.name.as_str(), read.attribute("y")), ("b", Some("1 < 2")));
        assert_eq!(read.text(), "p & qA<r> s");
        assert_eq!(read.elements().map(|one| one.name.as_str()).collect::<Vec<_>>(), [""], "nobody shows it");
    }

    #[test]
    fn what_is_no_xml_or_without_end_is_refused() {
        let deep = format!("{}{}", "<a>".repeat(DEEPEST + 1), "</a>".repeat(DEEPEST + 1));
        let many = format!("<a>{}</a>", "<b/>".repeat(MOST));
        let entity = "<!DOCTYPE a [<!ENTITY b \"bbbb\">]><a>&b;</a>";
        for text in ["", "<a>", "<a></b>", "</a>", "<a/><a/>", "<a>&b;</a>", "<a b='&c;'/>", entity, &deep, &many] {
            assert!(parse(text).is_err(), "{}", text.get(..60).unwrap_or(text));
        }
    }
}
