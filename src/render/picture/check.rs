//! What holds for every picture, for the tests of each: that it is well-formed, inside its edges, and large enough to
//! read.

/// Checks that a text is well-formed XML, as far as a picture goes, and gives its elements' names in order.
fn elements(text: &str) -> Vec<String> {
    let mut open: Vec<String> = Vec::new();
    let mut all = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        check_text(&rest[..start]);
        let end = rest[start..].find('>').expect("an end of the tag") + start;
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
            continue;
        }
        let inner = tag.strip_suffix('/').unwrap_or(tag);
        let name = inner.split(' ').next().unwrap_or_default();
        assert!(!name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphabetic()), "{tag}");
        check_attributes(inner[name.len()..].trim());
        all.push(name.to_owned());
        if !tag.ends_with('/') {
            open.push(name.to_owned());
        }
    }
    check_text(rest);
    assert!(open.is_empty(), "{open:?} not closed");
    all
}

fn check_text(text: &str) {
    assert!(!text.chars().any(|letter| letter.is_control() && letter != '\n'), "{text:?}");
    for (place, _) in text.match_indices('&') {
        let entity = text[place + 1..].split(';').next().unwrap_or_default();
        assert!(["amp", "lt", "gt", "quot", "#39"].contains(&entity), "&{entity}");
    }
}

fn check_attributes(text: &str) {
    let mut rest = text;
    while !rest.is_empty() {
        let (name, after) = rest.split_once("=\"").expect("an attribute with its value");
        assert!(name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-'), "{name}");
        let (value, after) = after.split_once('"').expect("the end of the value");
        check_text(value);
        assert!(!value.contains('<'));
        rest = after.trim_start();
    }
}

/// Checks that a picture is one that every reader of SVG can open, with its text alternative in front, and that it
/// obeys nobody.
pub(in crate::render) fn well_formed(picture: &str) {
    let elements = elements(picture);
    let known =
        ["svg", "title", "desc", "defs", "pattern", "g", "rect", "text", "polyline", "polygon", "circle", "path"];
    assert!(elements.iter().all(|name| known.contains(&name.as_str())), "{elements:?}");
    assert_eq!(elements[..3], ["svg", "title", "desc"]);
    assert!(picture.contains(" role=\"img\""));
    assert!(!picture.contains("href") && !picture.contains("onload"));
}

/// Checks that nothing runs out of a picture.
pub(in crate::render) fn inside(picture: &str) {
    let wide: f64 = attribute(picture, "width").parse().expect("a width");
    let high: f64 = attribute(picture, "height").parse().expect("a height");
    for tag in picture.split('<').filter(|tag| tag.starts_with("rect ") || tag.starts_with("text ")) {
        let given = |name: &str| tag.contains(&format!(" {name}="));
        let number = |name: &str| if given(name) { attribute(tag, name).parse() } else { Ok(0.0) };
        let (x, y): (f64, f64) = (number("x").expect("x"), number("y").expect("y"));
        let (w, h): (f64, f64) = if tag.starts_with("rect") {
            (number("width").expect("width"), number("height").expect("height"))
        } else {
            (0.0, 0.0)
        };
        assert!(x >= 0.0 && y >= 0.0 && x + w <= wide && y + h <= high, "{tag}");
    }
}

/// The value of the first attribute of a name.
pub(in crate::render) fn attribute<'a>(text: &'a str, name: &str) -> &'a str {
    let (_, after) = text.split_once(&format!(" {name}=\"")).expect("the attribute");
    after.split('"').next().unwrap_or_default()
}

/// Checks that no letters are smaller than 7 points where the picture is 170 millimetres wide.
pub(in crate::render) fn readable(picture: &str) {
    let wide: f64 = attribute(picture, "width").parse().expect("a width");
    let points = 170.0 / 25.4 * 72.0 / wide;
    for tag in picture.split('<').filter(|tag| tag.starts_with("text ")) {
        let size: f64 = attribute(tag, "font-size").parse().expect("a size");
        assert!(size * points >= 7.0, "{:.2} points: {tag}", size * points);
    }
}

/// The relative luminance of a colour, as the Web Content Accessibility Guidelines define it.
pub(in crate::render) fn luminance(colour: &str) -> f64 {
    let channel = |place: usize| {
        let value = f64::from(u8::from_str_radix(&colour[place..place + 2], 16).expect("a colour")) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

/// The contrast of two colours, as they define it.
pub(in crate::render) fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// All of that for a picture whose names hold a script and 300 letters in a row: they are shown, cut, and not obeyed.
pub(in crate::render) fn hostile(svg: &str) {
    well_formed(svg);
    inside(svg);
    readable(svg);
    assert!(svg.contains("&lt;script&gt;") && !svg.contains(&format!("\">{}", "W".repeat(300))));
}
