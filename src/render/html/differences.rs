//! What differs between two pages, told by where it stands: for `remit verify`.

use std::collections::BTreeMap;

use crate::report::verify::Difference;

/// A page in pieces: texts and tags, each below the nearest anchor above it.
struct Pieces<'p> {
    /// Anchors in their order, with the heading of the section that they stand in.
    anchors: Vec<(&'p str, &'p str)>,
    /// What stands below each.
    below: BTreeMap<&'p str, Vec<&'p str>>,
}

/// At most so many differences are told of one place.
const MOST: usize = 4;

/// What a page says, and what it should say.
pub fn differences(page: &str, should: &str) -> Vec<Difference> {
    let (page, should) = (Pieces::of(page), Pieces::of(should));
    let mut list = Vec::new();
    for (anchor, section) in &should.anchors {
        let empty = Vec::new();
        let (says, wanted) = (page.below.get(anchor).unwrap_or(&empty), &should.below[anchor]);
        if says != wanted {
            list.extend(of_place(anchor, section, says, wanted));
        }
    }
    for (anchor, section) in page.anchors.iter().filter(|(anchor, _)| !should.below.contains_key(anchor)) {
        list.extend(of_place(anchor, section, &page.below[anchor], &[]));
    }
    list
}

/// Pairs what differs between the parts that are the same at the beginning and at the end.
fn of_place(anchor: &str, section: &str, says: &[&str], wanted: &[&str]) -> Vec<Difference> {
    let same = says.iter().zip(wanted).take_while(|(a, b)| a == b).count();
    let (says, wanted) = (&says[same..], &wanted[same..]);
    let same = says.iter().rev().zip(wanted.iter().rev()).take_while(|(a, b)| a == b).count();
    let (says, wanted) = (&says[..says.len() - same], &wanted[..wanted.len() - same]);
    let pair = |place: usize| Difference {
        section: section.to_owned(),
        anchor: anchor.to_owned(),
        says: says.get(place).map_or_else(String::new, |text| (*text).to_owned()),
        should: wanted.get(place).map_or_else(String::new, |text| (*text).to_owned()),
    };
    (0..says.len().max(wanted.len()))
        .filter(|place| says.get(*place) != wanted.get(*place))
        .take(MOST)
        .map(pair)
        .collect()
}

impl<'p> Pieces<'p> {
    fn of(page: &'p str) -> Pieces<'p> {
        let mut pieces = Pieces { anchors: Vec::new(), below: BTreeMap::new() };
        let (mut anchor, mut section, mut in_heading) = ("", "The head of the page", false);
        pieces.anchors.push((anchor, section));
        pieces.below.insert(anchor, Vec::new());
        let mut rest = page;
        while !rest.is_empty() {
            let (piece, after) = next(rest);
            rest = after;
            if let Some(tag) = piece.strip_prefix('<') {
                in_heading = tag.starts_with("h2") || tag.starts_with("h1");
                if let Some(id) = id_of(tag) {
                    anchor = id;
                    if !pieces.below.contains_key(anchor) {
                        pieces.anchors.push((anchor, section));
                    }
                }
            } else if in_heading {
                section = piece.trim();
                if let Some(last) = pieces.anchors.last_mut().filter(|(anchor, _)| !anchor.is_empty()) {
                    last.1 = section;
                }
            }
            if !piece.trim().is_empty() {
                pieces.below.entry(anchor).or_default().push(piece.trim());
            }
        }
        pieces
    }
}

/// The next tag, or the text in front of it.
fn next(rest: &str) -> (&str, &str) {
    let end = if rest.starts_with('<') { rest.find('>').map(|at| at + 1) } else { rest.find('<') };
    rest.split_at(end.unwrap_or(rest.len()))
}

/// The id in a tag.
fn id_of(tag: &str) -> Option<&str> {
    let (_, rest) = tag.split_once(" id=\"")?;
    rest.split_once('"').map(|(id, _)| id)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<main><section id=\"a\"><h2>First</h2><p>one 1</p></section>\
                        <section id=\"b\"><h2>Second</h2><p>two <b>2</b> three</p></section></main>";

    #[test]
    fn the_same_page_does_not_differ() {
        assert!(differences(PAGE, PAGE).is_empty());
    }

    #[test]
    fn a_number_is_told_with_its_section_and_what_it_should_be() {
        let found = differences(&PAGE.replace("<b>2</b>", "<b>7</b>"), PAGE);
        let wanted = Difference {
            section: "Second".to_owned(),
            anchor: "b".to_owned(),
            says: "7".to_owned(),
            should: "2".to_owned(),
        };
        assert_eq!(found, [wanted]);
    }

    #[test]
    fn what_is_missing_or_added_is_told_too() {
        let (before, _) = PAGE.split_once("<section id=\"b\">").expect("two sections");
        let missing = differences(&format!("{before}</main>"), PAGE);
        assert!(missing.iter().any(|one| one.section == "Second" && one.says.is_empty()), "{missing:?}");
        let added = differences(PAGE, &format!("{before}</main>"));
        assert!(added.iter().any(|one| one.section == "Second" && one.should.is_empty()), "{added:?}");
        let tag = differences(&PAGE.replace("<p>one", "<p class=\"x\">one"), PAGE);
        assert_eq!((tag[0].says.as_str(), tag[0].should.as_str()), ("<p class=\"x\">", "<p>"));
    }
}
