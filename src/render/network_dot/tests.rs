//! Whatever a landscape calls things, the graph is the one that was meant.

use graphviz_rust::dot_structures::{Graph, Id, Stmt};

use super::{Numbers, graph, picture, quote, render};
use crate::report::network::sample::{hostile, names};

#[test]
fn what_is_written_is_read_as_what_was_meant() {
    let report = hostile();
    let read = graphviz_rust::parse(&render(&report)).expect("a graph");
    assert!(read == graph(&report));
}

#[test]
fn every_name_comes_back_from_between_its_quotes() {
    for name in names() {
        let text = format!("digraph g {{ n1[label={}] n2 }}", quote(&name));
        let Ok(Graph::DiGraph { stmts, .. }) = graphviz_rust::parse(&text) else { panic!("{text}") };
        let [Stmt::Node(node), Stmt::Node(_)] = stmts.as_slice() else { panic!("{name} made {stmts:?}") };
        let Id::Escaped(label) = &node.attributes[0].1 else { panic!("no text") };
        let shown = |letter: char| !matches!(letter, '\u{202A}'..='\u{202E}');
        let plain = |letter: char| if letter.is_control() && letter != '\n' { ' ' } else { letter };
        let wanted: String = name.chars().filter(|letter| shown(*letter)).map(plain).collect();
        assert_eq!(unquote(label), wanted);
    }
}

/// What Graphviz makes of a text between quotes.
fn unquote(quoted: &str) -> String {
    let inner = quoted.strip_prefix('"').and_then(|text| text.strip_suffix('"')).expect("quotes");
    let mut text = String::new();
    let mut letters = inner.chars();
    while let Some(letter) = letters.next() {
        text.push(match (letter, letter == '\\') {
            (_, true) => match letters.next() {
                Some('n') => '\n',
                Some(other) => other,
                None => panic!("a lone backslash at the end of {quoted}"),
            },
            (letter, false) => letter,
        });
    }
    text.replace("&amp;", "&")
}

#[test]
fn ids_are_made_here_and_each_body_and_part_has_one_node() {
    let report = hostile();
    let mut ids = Vec::new();
    collect(&picture(&report, Numbers { bodies: report.bodies.len() }), &mut ids);
    let parts: usize = report.services.iter().map(|strip| strip.parts.len()).sum();
    let mut wanted: Vec<String> = (1..=report.bodies.len() + parts).map(|number| format!("n{number}")).collect();
    ids.sort();
    wanted.sort();
    assert_eq!(ids, wanted);
}

fn collect(stmts: &[Stmt], ids: &mut Vec<String>) {
    for stmt in stmts {
        match stmt {
            Stmt::Subgraph(inner) => collect(&inner.stmts, ids),
            Stmt::Node(node) => match &node.id.0 {
                Id::Plain(id) => ids.push(id.clone()),
                other => panic!("{other:?} is no id of ours"),
            },
            _ => {}
        }
    }
}

#[test]
fn entities_are_shown_as_they_are_written() {
    assert_eq!(quote("AT&T &lt; &#10; & x;"), "\"AT&T &amp;lt; &amp;#10; & x;\"");
}
