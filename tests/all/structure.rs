//! What stands in each picture, as text: elements within each other, ids, roles, titles and texts in the order in which they
//! are read, from the top and from the left; no coordinates. A picture that changes is seen in the difference of
//! `tests/pictures/`. The pictures are those that the command line names, so that a new one is not forgotten.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use clap::ValueEnum;
use remit::cli::args::Picture;
use roxmltree::{Document, Node};

use crate::cli::folder;
use crate::support::{Expectations, read, remit, remit_in, root};

const DISTRICTS: &str = "scenarios/two-districts";
const ENGLAND: &str = "scenarios/england";

/// The names of all pictures.
fn pictures() -> Vec<String> {
    let names = Picture::value_variants().iter().filter_map(ValueEnum::to_possible_value);
    names.map(|name| name.get_name().to_owned()).collect()
}

/// Which pictures of a name are held fast: a file, and what is asked for. The usual question will do for most.
fn asked(picture: &str) -> Vec<(String, Vec<&'static str>)> {
    let usual = vec![DISTRICTS, "before", "after", "--service", "sexual-health"];
    let named = |place: &str| format!("{picture}-{place}");
    match picture {
        "timeline" => vec![(named("two-districts"), vec![DISTRICTS])],
        "map" => vec![
            (named("england-boundaries"), vec![ENGLAND, "after", "--by", "la", "--align", "ccg"]),
            (named("england-measure"), vec![ENGLAND, "after", "--service", "sexual-health"]),
        ],
        "pathway" => vec![
            (named("two-districts"), usual),
            (named("england"), vec![ENGLAND, "after", "--service", "sexual-health"]),
        ],
        _ => vec![(named("two-districts"), usual)],
    }
}

/// The longest text of a picture that somebody would read through.
const LONGEST: usize = 300;

#[test]
fn every_picture_has_the_structure_that_was_looked_at() {
    let mut expectations = Expectations::default();
    for picture in pictures() {
        for (name, args) in asked(&picture) {
            let ran = remit(&[&["draw", picture.as_str()], args.as_slice()].concat());
            assert_eq!(ran.status, Some(0), "{name}: {}", ran.stderr);
            let is = format!("remit draw {picture} {}\n\n{}", args.join(" "), structure(&ran.stdout));
            if is.lines().count() > LONGEST {
                expectations.fail(format!("{name}: nobody reads {} lines", is.lines().count()));
            }
            let silent = cut_in_silence(&ran.stdout);
            if !silent.is_empty() {
                expectations.fail(format!("{name}: cut, and the whole stands nowhere: {silent:?}"));
            }
            expectations.hold(&root().join("tests/pictures").join(format!("{name}.txt")), &is);
        }
    }
    expectations.finish();
}

/// Texts that are cut where nothing around them says the whole.
fn cut_in_silence(svg: &str) -> Vec<String> {
    let document = Document::parse(svg).expect("XML");
    let texts = document.descendants().filter(|one| one.tag_name().name() == "text");
    let silent = |one: &Node<'_, '_>| {
        let shown = text(*one);
        let Some(cut) = shown.strip_suffix('…') else { return false };
        // Of a text in several lines, the last is cut: its last word may be.
        let word = cut.split_whitespace().next().unwrap_or_default();
        let says = |of: Node<'_, '_>| {
            of.children()
                .any(|child| ["title", "desc"].contains(&child.tag_name().name()) && text(child).contains(word))
        };
        !one.ancestors().any(says)
    };
    texts.filter(silent).map(text).collect()
}

#[test]
fn a_name_that_is_cut_can_be_asked_for() {
    let place = folder();
    crate::page::hostile(place.path());
    let file = place.path().join("landscape.toml");
    let text = read(&file);
    let stage = "Whatever a practice, a clinic or a pharmacy in the neighbourhood of a patient does without a referral of another";
    assert!(text.contains("\"community\""), "other stages");
    let long = text.replace("\"community\"", &format!("\"{stage}\""));
    std::fs::write(&file, long).expect("a file");
    for picture in pictures().iter().filter(|picture| *picture != "map") {
        let days = ["before", "after"];
        let ran = remit_in(
            place.path(),
            &[&["draw", picture.as_str(), "."], &days[..], &["--service", "sexual-health"]].concat(),
        );
        assert_eq!(ran.status, Some(0), "{picture}: {}", ran.stderr);
        // A short name stands for one that is told in full; what a body does is told by the table.
        let mut silent = cut_in_silence(&ran.stdout);
        silent.retain(|text| !text.starts_with("</title>") && !text.starts_with("more; answer"));
        assert_eq!(silent, Vec::<String>::new(), "{picture}");
    }
}

#[test]
fn no_two_pictures_have_a_name_in_common() {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let service = ["--service", "sexual-health"];
    for picture in pictures().iter().filter(|picture| *picture != "map") {
        let mut asked = vec![vec![], vec!["--bare-law"]];
        if !["timeline", "transfers"].contains(&picture.as_str()) {
            asked.extend([vec!["--area", "west-alpha"], vec!["--area", "west-alpha", "--bare-law"]]);
        }
        for more in asked {
            let draw = ["draw", picture.as_str(), DISTRICTS, "before", "after"];
            let ran = remit(&[&draw[..], &service, more.as_slice()].concat());
            assert_eq!(ran.status, Some(0), "{picture} {more:?}: {}", ran.stderr);
            let document = Document::parse(&ran.stdout).expect("XML");
            for id in document.descendants().filter_map(|one| one.attribute("id")) {
                assert!(seen.insert(id.to_owned()), "{picture} {more:?}: {id} is that of another picture");
            }
        }
    }
}

/// A picture as text.
fn structure(svg: &str) -> String {
    let document = Document::parse(svg).expect("XML");
    let mut lines = Vec::new();
    element(document.root_element(), 0, &mut lines);
    lines.join("\n") + "\n"
}

/// What holds others together.
const CONTAINERS: [&str; 4] = ["svg", "g", "a", "defs"];

fn element(of: Node<'_, '_>, depth: usize, lines: &mut Vec<String>) {
    let mut inside: Vec<Node<'_, '_>> = of.children().filter(Node::is_element).collect();
    inside.sort_by(|one, other| before(place(*one), place(*other)));
    let named = |name: &'static str| inside.iter().filter(move |one| one.tag_name().name() == name);
    let (mut head, mut shapes) = (label(of), BTreeMap::new());
    for says in ["title", "desc"].into_iter().flat_map(named) {
        head.push_str(&format!(" “{}”", text(*says)));
    }
    let drawn = |one: &&Node<'_, '_>| !["title", "desc", "text"].contains(&one.tag_name().name());
    for shape in inside.iter().filter(drawn).filter(|one| !CONTAINERS.contains(&one.tag_name().name())) {
        *shapes.entry(label(*shape)).or_insert(0) += 1;
    }
    if !shapes.is_empty() {
        let shapes =
            shapes.iter().map(|(name, count)| if *count == 1 { name.clone() } else { format!("{name} ×{count}") });
        head.push_str(&format!(" [{}]", shapes.collect::<Vec<_>>().join(", ")));
    }
    let indent = "  ".repeat(depth);
    if !inside.iter().any(|one| CONTAINERS.contains(&one.tag_name().name())) {
        let texts: Vec<String> = named("text").map(|one| text(*one)).collect();
        let texts = if texts.is_empty() { String::new() } else { format!(": {}", texts.join(" | ")) };
        lines.push(format!("{indent}{head}{texts}"));
        return;
    }
    lines.push(format!("{indent}{head}"));
    for one in inside {
        match one.tag_name().name() {
            "text" => lines.push(format!("{indent}  {}", text(one))),
            name if CONTAINERS.contains(&name) => element(one, depth + 1, lines),
            _ => {}
        }
    }
}

/// The name of an element, its id and role, and what it is filled with if that is no plain colour.
fn label(of: Node<'_, '_>) -> String {
    let mut label = of.tag_name().name().to_owned();
    for (name, sign) in [("id", "#"), ("class", "."), ("role", " role=")] {
        if let Some(value) = of.attribute(name) {
            label.push_str(&format!("{sign}{value}"));
        }
    }
    for attribute in of.attributes().filter(|one| one.name().starts_with("aria-")) {
        label.push_str(&format!(" {}={}", attribute.name(), attribute.value()));
    }
    if let Some(id) = of.attribute("fill").and_then(|fill| fill.strip_prefix("url(")) {
        label.push_str(&format!(" in {}", id.trim_end_matches(')')));
    }
    if of.attribute("stroke-dasharray").is_some() {
        label.push_str(" dashed");
    }
    label
}

fn text(of: Node<'_, '_>) -> String {
    of.descendants().filter_map(|one| if one.is_text() { one.text() } else { None }).collect()
}

/// Where something begins: its height, then how far from the left. What stands nowhere comes first.
fn place(of: Node<'_, '_>) -> Option<(f64, f64)> {
    let number = |name: &str| of.attribute(name).and_then(|value| value.parse::<f64>().ok());
    let pair = |x: &str, y: &str| Some((number(y)?, number(x)?));
    let drawn = || {
        let path = of.attribute("d").or_else(|| of.attribute("points"))?;
        let mut numbers = path.split(|letter: char| !(letter.is_ascii_digit() || letter == '.' || letter == '-'));
        let mut next = || numbers.find_map(|one| one.parse::<f64>().ok());
        let x = next()?;
        Some((next()?, x))
    };
    let own = pair("x", "y").or_else(|| pair("x1", "y1")).or_else(|| pair("cx", "cy")).or_else(drawn);
    own.or_else(|| {
        of.children().filter(Node::is_element).filter_map(place).min_by(|one, other| before(Some(*one), Some(*other)))
    })
}

fn before(one: Option<(f64, f64)>, other: Option<(f64, f64)>) -> Ordering {
    one.partial_cmp(&other).unwrap_or(Ordering::Equal)
}

#[test]
fn the_order_is_that_of_reading() {
    let svg = "<svg role='img' aria-labelledby='t'><title id='t'>A</title><g><title>B</title><rect x='9' y='5'/><rect x='9' y='6'/>\
               <text x='20' y='6'>two</text><text x='10' y='6'>one</text></g><text x='0' y='1'>first</text>\
               <g><path d='M3 2L4 4' fill='url(#h)'/><text x='3' y='3'>above</text></g></svg>";
    let lines = [
        "svg role=img aria-labelledby=t “A”",
        "  first",
        "  g [path in #h]: above",
        "  g “B” [rect ×2]: one | two",
        "",
    ];
    assert_eq!(structure(svg), lines.join("\n"));
}
