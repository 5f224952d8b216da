//! Who commissions what as a graph for Graphviz: bodies in a rank for each family, under them each service as a
//! cluster of parts; an edge from each body to what it commissions, and along every step.
//!
//! Ids are made here (`n1`, `n2`, …) and every text goes through one function, so no name can end its quotes.

use graphviz_rust::dot_structures::{
    Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node, NodeId, Stmt, Subgraph, Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};

use crate::report::network::{
    Body, Family, Hold, NetworkReport, Part, StepEnd, StepFate, Strip, TieType, Trouble,
};

const FONT: &str = "Helvetica,Arial,sans-serif";
const INK: &str = "#0B0C0C";
const GREY: &str = "#505A5F";

/// The graph in DOT, with a line end.
pub fn render(report: &NetworkReport) -> String {
    let mut text = graph(report).print(&mut PrinterContext::default());
    text.push('\n');
    text
}

/// A text between quotes that Graphviz shows as it is: no escape, no entity, no end of the quotes comes from a name.
/// A line end stays one.
pub fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for (place, letter) in text.char_indices() {
        match letter {
            '\\' => quoted.push_str("\\\\"),
            '"' => quoted.push_str("\\\""),
            '\n' => quoted.push_str("\\n"),
            // Graphviz reads what looks like an entity as one.
            '&' if is_entity(&text[place + 1..]) => quoted.push_str("&amp;"),
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' => {}
            letter if letter.is_control() => quoted.push(' '),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

/// Whether what follows a `&` would make it an entity.
fn is_entity(rest: &str) -> bool {
    let name = rest.split(';').next().unwrap_or_default();
    name.len() < rest.len() && !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '#')
}

fn graph(report: &NetworkReport) -> Graph {
    let ids = Numbers { bodies: report.bodies.len() };
    let title = format!("{}\n{}\n{}\n{}\n ", report.title, report.summary, report.subtitle, report.caption);
    let mut stmts = vec![
        Stmt::GAttribute(GraphAttributes::Graph(vec![
            text("label", &title),
            text("labelloc", "t"),
            text("fontname", FONT),
            text("fontsize", "20"),
            text("rankdir", "LR"),
            text("newrank", "true"),
            text("nodesep", "0.18"),
            text("ranksep", "0.7"),
            text("tooltip", &report.description),
        ])),
        Stmt::GAttribute(GraphAttributes::Node(vec![
            text("shape", "box"),
            text("fontname", FONT),
            text("fontsize", "13"),
            text("style", "filled"),
            text("fillcolor", "#FFFFFF"),
            text("color", INK),
            text("fontcolor", INK),
        ])),
        Stmt::GAttribute(GraphAttributes::Edge(vec![
            text("fontname", FONT),
            text("fontsize", "11"),
            text("color", GREY),
        ])),
    ];
    for tier in &report.tiers {
        let nodes = tier.bodies.iter().map(|place| body(report, ids, *place));
        let mut inner = vec![Stmt::Attribute(text("rank", "same"))];
        inner.extend(nodes);
        stmts.push(Stmt::Subgraph(Subgraph { id: plain(&format!("tier_{}", tier.family.word().replace('-', "_"))), stmts: inner }));
    }
    for (place, strip) in report.services.iter().enumerate() {
        stmts.push(cluster(report, ids, place, strip));
    }
    for tie in &report.ties {
        let (word, style) = match tie.tie {
            TieType::AnswersTo => ("answers to", "dotted"),
            TieType::SitsOn => ("sits on", "dashed"),
        };
        let looks = vec![text("label", word), text("style", style), text("constraint", "false"), text("fontcolor", GREY)];
        stmts.push(edge(ids.body(tie.who), ids.body(tie.to), looks));
    }
    for strip in &report.services {
        stmts.extend(commissions(report, ids, strip));
        stmts.extend(steps(ids, strip));
    }
    stmts.push(key(report));
    Graph::DiGraph { id: plain("network"), strict: false, stmts }
}

/// The ids of nodes: bodies first, then parts by their numbers.
#[derive(Clone, Copy)]
struct Numbers {
    bodies: usize,
}

impl Numbers {
    fn body(self, place: usize) -> String {
        format!("n{}", place + 1)
    }

    fn part(self, number: usize) -> String {
        format!("n{}", self.bodies + number)
    }
}

fn body(report: &NetworkReport, ids: Numbers, place: usize) -> Stmt {
    let body = &report.bodies[place];
    let count = match body.count {
        Some(1) => "\n1 body".to_owned(),
        Some(count) => format!("\n{count} bodies"),
        None => String::new(),
    };
    let (fill, letters) = colours(body);
    let label = format!("{}\n{}{count}", body.mark, folded(&body.name));
    node(&ids.body(place), vec![text("label", &label), text("fillcolor", fill), text("fontcolor", letters), text("color", fill)])
}

/// Those who commission nothing stand on white.
fn colours(body: &Body) -> (&'static str, &'static str) {
    match (body.commissions + body.disputed, body.family) {
        (0, _) => ("#FFFFFF", INK),
        (_, family) => (family_colour(family), if matches!(family, Family::National | Family::Council) { "#FFFFFF" } else { INK }),
    }
}

fn family_colour(family: Family) -> &'static str {
    match family {
        Family::National => "#12436D",
        Family::NhsLocal => "#28A197",
        Family::Council => "#801650",
        Family::Other => "#F46A25",
    }
}

fn cluster(report: &NetworkReport, ids: Numbers, place: usize, strip: &Strip) -> Stmt {
    let mut stmts = vec![
        Stmt::Attribute(text("label", &strip.name)),
        Stmt::Attribute(text("fontsize", "18")),
        Stmt::Attribute(text("color", "#B1B4B6")),
    ];
    stmts.extend(strip.parts.iter().map(|part| part_node(report, ids, part)));
    Stmt::Subgraph(Subgraph { id: plain(&format!("cluster_{}", place + 1)), stmts })
}

/// A part: its marks stand in its label, gaps are dashed, overlaps have two borders.
fn part_node(report: &NetworkReport, ids: Numbers, part: &Part) -> Stmt {
    let mut label = format!("{}. {}", part.number, folded(&part.name));
    let marks: Vec<String> = part.holders.iter().map(|holder| with_hold(&report.bodies[holder.body].mark, holder.hold)).collect();
    label.push('\n');
    label.push_str(&if marks.is_empty() { "nobody".to_owned() } else { marks.join(if part.shared { " + " } else { ", " }) });
    for mark in &part.marks {
        let word = if mark.trouble == Trouble::Gap { "Gap" } else { "2" };
        let ask = if mark.certain { "" } else { "?" };
        let share = if mark.share > 0.9995 { String::new() } else { format!(" for {:.1}%", mark.share * 100.0) };
        let accepted = if mark.accepted { " (accepted)" } else { "" };
        label.push_str(&format!("\n[{word}{ask}{share}{accepted}]"));
    }
    if part.contested && part.marks.iter().all(|mark| mark.certain) {
        label.push_str("\n[?]");
    }
    let mut looks = vec![text("label", &label), text("tooltip", &part.name)];
    if part.has(Trouble::Gap) {
        looks.push(text("style", "filled,dashed"));
        looks.push(text("penwidth", "2"));
    }
    if part.has(Trouble::Overlap) {
        looks.push(text("peripheries", "2"));
    }
    node(&ids.part(part.number), looks)
}

fn with_hold(mark: &str, hold: Hold) -> String {
    match hold {
        Hold::Must => mark.to_owned(),
        Hold::May => format!("{mark} (may)"),
        Hold::Disputed => format!("{mark}?"),
    }
}

fn commissions(report: &NetworkReport, ids: Numbers, strip: &Strip) -> Vec<Stmt> {
    let mut stmts = Vec::new();
    for part in &strip.parts {
        for holder in &part.holders {
            let style = match holder.hold {
                Hold::Must => "solid",
                Hold::May => "dashed",
                Hold::Disputed => "dotted",
            };
            let colour = family_colour(report.bodies[holder.body].family);
            let mut looks = vec![
                text("color", colour),
                text("style", style),
                text("arrowhead", "none"),
                text("penwidth", "0.8"),
                text("weight", "0"),
            ];
            if holder.hold == Hold::Disputed {
                looks.push(text("label", "?"));
            }
            stmts.push(edge(ids.body(holder.body), ids.part(part.number), looks));
        }
    }
    stmts
}

fn steps(ids: Numbers, strip: &Strip) -> Vec<Stmt> {
    let mut stmts = Vec::new();
    for step in &strip.steps {
        let to = match &step.to {
            StepEnd::Here(to) => ids.part(strip.parts[*to].number),
            StepEnd::Numbered(number) => ids.part(*number),
            // What is not in the picture has no node.
            StepEnd::Outside(_) => continue,
        };
        let looks = match step.fate {
            StepFate::SameHands => vec![text("color", GREY)],
            StepFate::Joined => vec![text("color", "#12436D:#12436D")],
            StepFate::Bridged => vec![text("color", INK), text("style", "dashed")],
            StepFate::Nobody => vec![text("color", GREY), text("style", "dotted")],
            StepFate::Unbridged => vec![
                text("color", "#D4351C"),
                text("penwidth", "2.5"),
                text("label", "✕"),
                text("fontcolor", "#D4351C"),
            ],
        };
        stmts.push(edge(ids.part(strip.parts[step.from].number), to, looks));
    }
    stmts
}

/// The key and the source, as a node of their own.
fn key(report: &NetworkReport) -> Stmt {
    let lines = [
        "Key",
        "On the colour of its family: who commissions; on white: those they answer to or sit on",
        "Line to a part: has the duty; dashed: may; dotted, ?: disputed",
        "[Gap], dashed box: nobody commissions it; [Gap?]: all claims are disputed",
        "[2], two borders: two have the duty for the same people; [2?]: if disputed facts hold",
        "[?]: somebody disputes who commissions it; A + B: hold it together",
        "Step, thin: same hands; double: an arrangement joins both sides; dashed: both sit with a coordinating body",
        "Step, red with ✕: changes hands and nobody bridges it; dotted: from or to a part that nobody commissions",
        "",
        &report.source,
    ];
    let label: String = lines.iter().map(|line| format!("{line}\u{1}")).collect();
    // Lines of a key begin at the left: `\l` ends such a line, and stands for a sign that no name can hold.
    let quoted = quote_left(&label);
    let looks = vec![
        Attribute(plain("label"), Id::Escaped(quoted)),
        text("shape", "note"),
        text("color", "#B1B4B6"),
        text("fontsize", "13"),
    ];
    node("key", looks)
}

fn quote_left(label: &str) -> String {
    let lines: Vec<String> = label.split('\u{1}').map(quote).collect();
    let inner: Vec<&str> = lines.iter().map(|line| &line[1..line.len() - 1]).collect();
    format!("\"{}\"", inner.join("\\l"))
}

/// A name in lines of about 28 letters.
fn folded(name: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in name.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < 28 => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}

fn plain(id: &str) -> Id {
    Id::Plain(id.to_owned())
}

fn text(name: &str, value: &str) -> Attribute {
    Attribute(plain(name), Id::Escaped(quote(value)))
}

fn node(id: &str, attributes: Vec<Attribute>) -> Stmt {
    Stmt::Node(Node { id: NodeId(plain(id), None), attributes })
}

fn edge(from: String, to: String, attributes: Vec<Attribute>) -> Stmt {
    let end = |id: String| Vertex::N(NodeId(Id::Plain(id), None));
    Stmt::Edge(Edge { ty: EdgeTy::Pair(end(from), end(to)), attributes })
}

#[cfg(test)]
mod tests;
