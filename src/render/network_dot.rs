//! Who commissions what as a graph for Graphviz: bodies in a rank for each family, under them each service as a
//! cluster of parts in the colours of those who commission them; an edge along every step and every tie.
//!
//! Ids are made here (`n1`, `n2`, …) and every text goes through one function, so no name can end its quotes.

use graphviz_rust::dot_structures::{
    Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node, NodeId, Stmt, Subgraph, Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};

use super::picture::pen::colours;
use crate::report::network::{Family, Hold, NetworkReport, Part, StepEnd, StepFate, Strip, TieType, Trouble};

const FONT: &str = "Helvetica,Arial,sans-serif";
const INK: &str = "#0B0C0C";
const GREY: &str = "#505A5F";
const RULE: &str = "#B1B4B6";

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
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '#';
    name.len() < rest.len() && !name.is_empty() && name.chars().all(is_part)
}

fn graph(report: &NetworkReport) -> Graph {
    let ids = Numbers { bodies: report.bodies.len() };
    let around = [&report.title, &report.summary, &report.subtitle, &report.caption];
    let mut title: Vec<String> = around.into_iter().flat_map(|line| fold(line, 150, 3)).collect();
    title.push(" ".to_owned());
    let stmts = vec![
        Stmt::GAttribute(GraphAttributes::Graph(vec![
            Attribute(plain("label"), Id::Escaped(left(&title))),
            text("labelloc", "t"),
            text("labeljust", "l"),
            text("fontname", FONT),
            text("fontsize", "20"),
            text("rankdir", "LR"),
            text("nodesep", "0.2"),
            text("ranksep", "0.6"),
            text("tooltip", &report.description),
        ])),
        Stmt::GAttribute(GraphAttributes::Node(vec![
            text("shape", "box"),
            text("fontname", FONT),
            text("fontsize", "14"),
            text("style", "filled"),
            text("fillcolor", "#FFFFFF"),
            text("color", INK),
            text("fontcolor", INK),
        ])),
        Stmt::GAttribute(GraphAttributes::Edge(vec![text("fontname", FONT), text("color", GREY)])),
        Stmt::Subgraph(Subgraph { id: plain("cluster_picture"), stmts: picture(report, ids) }),
    ];
    Graph::DiGraph { id: plain("network"), strict: false, stmts }
}

/// Everything, as a cluster whose label at the foot is the key.
fn picture(report: &NetworkReport, ids: Numbers) -> Vec<Stmt> {
    let mut stmts = vec![
        Stmt::Attribute(Attribute(plain("label"), Id::Escaped(key(report)))),
        Stmt::Attribute(text("labelloc", "b")),
        Stmt::Attribute(text("labeljust", "l")),
        Stmt::Attribute(text("fontsize", "14")),
        Stmt::Attribute(text("color", RULE)),
    ];
    for tier in &report.tiers {
        let mut inner = vec![Stmt::Attribute(text("rank", "same"))];
        inner.extend(tier.bodies.iter().map(|place| body(report, ids, *place)));
        let id = plain(&format!("tier_{}", tier.family.word().replace('-', "_")));
        stmts.push(Stmt::Subgraph(Subgraph { id, stmts: inner }));
    }
    for (place, strip) in report.services.iter().enumerate() {
        stmts.push(cluster(report, ids, place, strip));
    }
    stmts.extend(order(report, ids));
    for tie in &report.ties {
        let (word, style) = match tie.tie {
            TieType::AnswersTo => ("answers to", "dotted"),
            TieType::SitsOn => ("sits on", "dashed"),
        };
        let looks = vec![text("tooltip", word), text("style", style), text("constraint", "false")];
        stmts.push(edge(ids.body(tie.who), ids.body(tie.to), looks));
    }
    for strip in &report.services {
        stmts.extend(steps(ids, strip));
    }
    stmts
}

/// Hidden edges that keep the tiers in their order, and the services behind them.
fn order(report: &NetworkReport, ids: Numbers) -> Vec<Stmt> {
    let firsts = report.tiers.iter().filter_map(|tier| tier.bodies.first());
    let firsts: Vec<String> = firsts.map(|place| ids.body(*place)).collect();
    let hidden = |from: &String, to: &String| edge(from.clone(), to.clone(), vec![text("style", "invis")]);
    let mut stmts: Vec<Stmt> = firsts.windows(2).map(|pair| hidden(&pair[0], &pair[1])).collect();
    if let Some(last) = firsts.last() {
        for strip in &report.services {
            let entered = |place: usize| strip.steps.iter().any(|step| step.to == StepEnd::Here(place));
            let open = strip.parts.iter().enumerate().filter(|(place, _)| *place == 0 || !entered(*place));
            stmts.extend(open.map(|(_, part)| hidden(last, &ids.part(part.number))));
        }
    }
    stmts
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
    // Those who commission nothing stand on white.
    let commissions = body.commissions + body.disputed > 0;
    let (fill, letters) = if commissions { colours(body.family) } else { ("#FFFFFF", INK) };
    let label = format!("{}\n{}{count}", short(&body.mark), folded(&body.name));
    let looks = vec![
        text("label", &label),
        text("tooltip", &body.name),
        text("fillcolor", fill),
        text("fontcolor", letters),
        text("color", colours(body.family).0),
    ];
    node(&ids.body(place), looks)
}

/// The light colour of a family, on which dark text reads well.
fn tint(family: Family) -> &'static str {
    match family {
        Family::National => "#D3DDE8",
        Family::NhsLocal => "#C9E8E5",
        Family::Council => "#EBD3DE",
        Family::Other => "#FDDCCB",
    }
}

fn cluster(report: &NetworkReport, ids: Numbers, place: usize, strip: &Strip) -> Stmt {
    let mut stmts = vec![
        Stmt::Attribute(text("label", &fold(&strip.name, 80, 1).join(""))),
        Stmt::Attribute(text("fontsize", "18")),
        Stmt::Attribute(text("labelloc", "t")),
        Stmt::Attribute(text("color", RULE)),
    ];
    stmts.extend(strip.parts.iter().map(|part| part_node(report, ids, part)));
    Stmt::Subgraph(Subgraph { id: plain(&format!("cluster_{}", place + 1)), stmts })
}

/// A part in the light colours of those who commission it: its marks stand in its label, gaps are dashed, overlaps
/// have two borders.
fn part_node(report: &NetworkReport, ids: Numbers, part: &Part) -> Stmt {
    let mut label = format!("{}. {}", part.number, folded(&part.name));
    label.push('\n');
    label.push_str(match (part.holders.is_empty(), part.needed) {
        (false, _) => "",
        (true, true) => "nobody",
        (true, false) => "needs no commissioner",
    });
    for (place, holder) in part.holders.iter().enumerate() {
        if place > 0 {
            label.push_str(if holder.together { " + " } else { ", " });
        }
        label.push_str(&with_hold(&short(&report.bodies[holder.body].mark), holder.hold));
    }
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
    looks.extend(commissioners(ids, part));
    let mut tints: Vec<&str> = part.holders.iter().map(|holder| tint(report.bodies[holder.body].family)).collect();
    tints.dedup();
    // One colour, or one that turns into another; of three families none.
    if matches!(tints.len(), 1 | 2) {
        looks.push(text("fillcolor", &tints.join(":")));
    }
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

/// Who commissions a part, for programs: lists of ids. A line for each would make a web of the picture, where colours
/// and names say it too.
fn commissioners(ids: Numbers, part: &Part) -> Vec<Attribute> {
    let holds = [("must_commission", Hold::Must), ("may_commission", Hold::May), ("disputed", Hold::Disputed)];
    let list = |(name, hold): (&str, Hold)| {
        let holders = part.holders.iter().filter(|holder| holder.hold == hold);
        let list: Vec<String> = holders.map(|holder| ids.body(holder.body)).collect();
        (!list.is_empty()).then(|| text(name, &list.join(" ")))
    };
    holds.into_iter().filter_map(list).collect()
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
                text("label", "X"),
                text("fontcolor", "#D4351C"),
            ],
        };
        stmts.push(edge(ids.part(strip.parts[step.from].number), to, looks));
    }
    stmts
}

/// The key and the source in lines that begin at the left.
fn key(report: &NetworkReport) -> String {
    let lines = [
        "Key",
        "Bodies: coloured, who commissions; white, whom they answer to (dotted) and where they sit (dashed).",
        "Parts: in the colours of those who commission them; (may): need not; NAME?: disputed; A + B: together.",
        "[Gap], dashed: nobody commissions it; [Gap?]: all who might are disputed.",
        "[2], two borders: two have the duty for the same people; [2?]: if disputed facts hold; [?]: disputed.",
        "Steps: thin, in the same hands; double, an arrangement joins both sides; dashed, both sit on one board;",
        "red with X, changes hands and nobody bridges it; dotted, from or to a part with a gap or a possible one.",
        "For programs the attributes must_commission, may_commission and disputed of a part list ids of bodies.",
        "",
    ];
    let mut lines: Vec<String> = lines.into_iter().map(str::to_owned).collect();
    lines.extend(fold(&report.source, 140, 3));
    left(&lines)
}

/// Lines that begin at the left, as one text between quotes: `\l` ends such a line, and no name can bring one.
fn left(lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| quote(line)).collect();
    let inner: Vec<&str> = lines.iter().map(|line| &line[1..line.len() - 1]).collect();
    format!("\"{}\\l\"", inner.join("\\l"))
}

/// A short name, which may be long.
fn short(mark: &str) -> String {
    fold(mark, 20, 1).join("")
}

/// A name in a few short lines; its end is left out where it is longer, and stands in the tooltip.
fn folded(name: &str) -> String {
    fold(name, 28, 4).join("\n")
}

/// A text in at most so many lines of at most so many letters, the last with `…` where something is left out.
fn fold(text: &str, letters: usize, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let word: Vec<char> = word.chars().collect();
        // A word that is too long for a line is broken.
        for (place, piece) in word.chunks(letters).enumerate() {
            let piece: String = piece.iter().collect();
            match lines.last_mut() {
                Some(line) if place == 0 && line.chars().count() + piece.chars().count() < letters => {
                    line.push(' ');
                    line.push_str(&piece);
                }
                _ => lines.push(piece),
            }
        }
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    lines
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
