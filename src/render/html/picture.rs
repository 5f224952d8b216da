//! A picture inside a page: its title, what it is about and its source become text of the page, and its ids are its own.

/// A picture taken out of its frame.
pub(in crate::render) struct Framed {
    /// What it shows, in at most ten words.
    pub(in crate::render) title: String,
    /// What it is about.
    pub(in crate::render) about: String,
    /// What it rests on.
    pub(in crate::render) source: String,
    /// The rest.
    pub(in crate::render) svg: String,
}

/// The sizes of letters in which a picture says its title and what it is about (`picture::page`).
const HEAD: [&[&str]; 2] = [&["font-size=\"25\"", "font-size=\"27\""], &["font-size=\"16\""]];

impl Framed {
    /// Takes a picture apart; what cannot be found in it is left where it is.
    pub(in crate::render) fn new(id: &str, svg: &str) -> Framed {
        let title = inner(svg, "title");
        let (head, rest, top) = head(svg);
        let (body, source, bottom) = tail(rest);
        let (about, svg) = match (head, bottom) {
            (Some(about), Some(bottom)) => (about, cropped(svg, body, top, bottom)),
            _ => (String::new(), svg.to_owned()),
        };
        Framed { title: unescape(&title), about: unescape(&about), source: unescape(&source), svg: own_ids(id, &svg) }
    }
}

/// The text of the first element of a name.
fn inner(svg: &str, name: &str) -> String {
    let rest = svg.split_once(&format!("<{name}")).and_then(|(_, rest)| rest.split_once('>'));
    rest.and_then(|(_, rest)| rest.split_once("</")).map_or_else(String::new, |(text, _)| text.to_owned())
}

/// The lines at the top: what the picture is about, what stands behind it, and how far down the lines reach.
fn head(svg: &str) -> (Option<String>, &str, f64) {
    let Some(start) = svg.find("fill=\"#FFFFFF\"/>\n").map(|at| at + "fill=\"#FFFFFF\"/>\n".len()) else {
        return (None, svg, 0.0);
    };
    let (mut rest, mut about, mut top) = (&svg[start..], Vec::new(), 0.0);
    while let Some((line, after)) = rest.split_once('\n') {
        let of = |sizes: &&[&str]| line.starts_with("<text ") && sizes.iter().any(|size| line.contains(size));
        let Some(size) = HEAD.iter().position(of) else { break };
        if size == 1 {
            about.push(text_of(line));
        } else if !about.is_empty() {
            break;
        }
        top = number(line, " y=\"").unwrap_or(top);
        rest = after;
    }
    (Some(about.join(" ")), rest, top)
}

/// The lines of the source at the bottom, of several scenarios perhaps several: what stands in front of them, the source,
/// and where it begins.
fn tail(rest: &str) -> (&str, String, Option<f64>) {
    let end = rest.rfind("</svg>").unwrap_or(rest.len());
    let (mut start, mut at) = (end, None);
    for line in rest[..end].lines().rev().take_while(|line| line.starts_with("<text ")) {
        start -= line.len() + 1;
        if line.contains(">Source: ") {
            at = Some(start);
        }
    }
    let Some(at) = at else { return (rest, String::new(), None) };
    let lines: Vec<String> = rest[at..end].lines().map(text_of).collect();
    (&rest[..at], lines.join(" "), number(&rest[at..], " y=\""))
}

/// The picture without its lines at the top and the bottom.
fn cropped(svg: &str, body: &str, top: f64, bottom: f64) -> String {
    let start = svg.find("\n<title").unwrap_or(0);
    let wide = number(svg, " width=\"").unwrap_or(1000.0);
    // Letters stand on their line, and those of the source are 15 units high.
    let (top, high) = (top + 6.0, (bottom - 16.0) - (top + 6.0));
    let open = &svg[..start];
    let kept = open.split_once(" role=").map_or("", |(_, kept)| kept);
    let named = &svg[start..svg.find("</desc>").map_or(start, |at| at + "</desc>".len())];
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high:.1}\" viewBox=\"0 {top:.1} {wide} {high:.1}\" \
         role={kept}{named}\n<rect y=\"{top:.1}\" width=\"{wide}\" height=\"{high:.1}\" fill=\"#FFFFFF\"/>\n{body}</svg>\n"
    )
}

/// The text of a line that is one element.
fn text_of(line: &str) -> String {
    line.split_once('>')
        .and_then(|(_, rest)| rest.split_once('<'))
        .map_or_else(String::new, |(text, _)| text.to_owned())
}

fn number(text: &str, before: &str) -> Option<f64> {
    let (_, rest) = text.split_once(before)?;
    rest.split('"').next()?.parse().ok()
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

/// Gives every id of a picture, and all that names one, a beginning of its own: other pictures have the same.
fn own_ids(id: &str, svg: &str) -> String {
    let svg = svg.replace(" id=\"", &format!(" id=\"{id}--")).replace("url(#", &format!("url(#{id}--"));
    let Some((before, rest)) = svg.split_once(" aria-labelledby=\"") else { return svg };
    let Some((names, after)) = rest.split_once('"') else { return svg.clone() };
    let names: Vec<String> = names.split(' ').map(|name| format!("{id}--{name}")).collect();
    format!("{before} aria-labelledby=\"{}\"{after}", names.join(" "))
}
