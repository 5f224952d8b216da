//! The elements of a page, read off its text as far as the tests need them.

/// An element: its name, its tag as it is written, its attributes.
pub struct Element<'p> {
    pub name: &'p str,
    pub tag: &'p str,
    pub attributes: Vec<(&'p str, &'p str)>,
}

impl<'p> Element<'p> {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&'p str> {
        self.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }
}

/// All elements in their order. What stands in a script or a style is text.
pub fn elements(page: &str) -> Vec<Element<'_>> {
    let mut all = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        let end = rest.find('>').expect("the end of a tag");
        let tag = &rest[..end];
        rest = &rest[end + 1..];
        if !tag.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            continue;
        }
        let inner = tag.strip_suffix('/').unwrap_or(tag);
        let (name, given) = inner.split_once([' ', '\n']).unwrap_or((inner, ""));
        all.push(Element { name, tag, attributes: attributes(given) });
        if matches!(name, "script" | "style") {
            let close = format!("</{name}>");
            rest = &rest[rest.find(&close).expect("the end of the element")..];
        }
    }
    all
}

fn attributes(given: &str) -> Vec<(&str, &str)> {
    let mut all = Vec::new();
    let mut rest = given.trim();
    while !rest.is_empty() {
        let end = rest.find(['=', ' ']).unwrap_or(rest.len());
        let name = &rest[..end];
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(quoted) = rest.strip_prefix("=\"") {
            let end = quoted.find('"').expect("the end of a value");
            value = &quoted[..end];
            rest = quoted[end + 1..].trim_start();
        }
        all.push((name, value));
    }
    all
}

/// The text of the element with an id, and of all within it, as a reader sees it: what stands below each other is apart by
/// a space.
pub fn section_text(page: &str, id: &str) -> String {
    let Some(at) = page.find(&format!(" id=\"{id}\"")) else { return String::new() };
    let start = page[..at].rfind('<').expect("the beginning of the tag");
    let name: String = page[start + 1..].chars().take_while(char::is_ascii_alphanumeric).collect();
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let (mut depth, mut text, mut rest) = (0, String::new(), &page[start..]);
    while let Some(next) = rest.find('<') {
        text.push_str(&rest[..next]);
        rest = &rest[next..];
        depth += i32::from(rest.starts_with(&open)) - i32::from(rest.starts_with(&close));
        let end = rest.find('>').expect("the end of a tag");
        if is_apart(&rest[1..end]) {
            text.push(' ');
        }
        rest = &rest[end + 1..];
        if depth == 0 {
            break;
        }
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether what follows a tag stands below what is in front of it, or beside it.
fn is_apart(tag: &str) -> bool {
    let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
    !matches!(name, "a" | "b" | "bdi" | "strong" | "code" | "span") || tag.contains("class=\"small\"")
}
