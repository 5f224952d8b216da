//! XML that is written from front to back: all text is escaped by `quick-xml`, and what XML forbids is left out before.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::render::picture::text::clean;

/// An attribute.
pub(super) type Attribute<'a> = (&'a str, &'a str);

/// A file of XML, as far as it is written.
pub(super) struct Xml {
    out: Writer<Vec<u8>>,
}

impl Xml {
    /// A file that says what it is.
    pub(super) fn new() -> Xml {
        let mut xml = Xml { out: Writer::new(Vec::new()) };
        xml.write(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))));
        xml
    }

    /// An element with what stands in it.
    pub(super) fn element(&mut self, name: &str, attributes: &[Attribute<'_>], inside: impl FnOnce(&mut Xml)) {
        self.write(Event::Start(start(name, attributes)));
        inside(self);
        self.write(Event::End(BytesEnd::new(name)));
    }

    /// An element with nothing in it.
    pub(super) fn empty(&mut self, name: &str, attributes: &[Attribute<'_>]) {
        self.write(Event::Empty(start(name, attributes)));
    }

    /// An element with nothing in it but the usual attribute of WordprocessingML.
    pub(super) fn value(&mut self, name: &str, value: &str) {
        self.empty(name, &[("w:val", value)]);
    }

    /// Text.
    pub(super) fn text(&mut self, text: &str) {
        self.write(Event::Text(BytesText::new(&allowed(text))));
    }

    /// All of it.
    pub(super) fn bytes(self) -> Vec<u8> {
        self.out.into_inner()
    }

    fn write(&mut self, event: Event<'_>) {
        let written = self.out.write_event(event);
        debug_assert!(written.is_ok(), "memory takes whatever is written to it");
    }
}

fn start<'a>(name: &'a str, attributes: &[Attribute<'_>]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, allowed(value).as_str()));
    }
    start
}

/// A text without control characters and changes of the direction of writing; blanks at its ends stay, so that texts can
/// stand beside each other.
fn allowed(text: &str) -> String {
    let blank = |is: bool| if is && !text.trim().is_empty() { " " } else { "" };
    format!("{}{}{}", blank(text.starts_with(' ')), clean(text), blank(text.ends_with(' ')))
}
