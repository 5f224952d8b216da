//! What differs between what two Word documents show, in their order: for `remit verify`.

use super::shown::{Piece, shown};
use super::unpack::Package;
use crate::report::verify::Difference;

/// How many pieces are looked through for the place where two documents agree again.
const AHEAD: usize = 400;
/// At most so many differences are told.
const MOST: usize = 1000;

/// What a document shows, and what it should show.
///
/// # Errors
/// In words, where the document cannot be read.
pub fn differences(document: &[u8], should: &[u8]) -> Result<Vec<Difference>, String> {
    let says = shown(&Package::open(document)?)?;
    let should = shown(&Package::open(should)?)?;
    Ok(told(&says, &should))
}

fn told(says: &[Piece], should: &[Piece]) -> Vec<Difference> {
    let (mut one, mut other, mut list) = (0, 0, Vec::new());
    while (one < says.len() || other < should.len()) && list.len() < MOST {
        if let (Some(a), Some(b)) = (says.get(one), should.get(other))
            && a.same(b)
        {
            (one, other) = (one + 1, other + 1);
            continue;
        }
        let (skip, missing) = again(&says[one..], &should[other..]);
        for place in (0..skip.max(missing)).take(MOST) {
            let a = (place < skip).then(|| &says[one + place]);
            let b = (place < missing).then(|| &should[other + place]);
            list.push(difference(a, b));
        }
        (one, other) = (one + skip, other + missing);
    }
    list
}

/// After how many pieces on each side the two agree again; the fewest.
fn again(says: &[Piece], should: &[Piece]) -> (usize, usize) {
    for both in 1..AHEAD {
        // One for one first: a piece that was changed, and not one that was taken out and another put in.
        let mut splits: Vec<usize> = (0..=both).collect();
        splits.sort_by_key(|skip| (2 * skip).abs_diff(both));
        for skip in splits {
            if let (Some(a), Some(b)) = (says.get(skip), should.get(both - skip))
                && a.same(b)
            {
                return (skip, both - skip);
            }
        }
    }
    (says.len(), should.len())
}

fn difference(says: Option<&Piece>, should: Option<&Piece>) -> Difference {
    let place = should.or(says).cloned().unwrap_or_default();
    let drawn = |one: &Piece| one.drawn.clone().unwrap_or_default();
    let only_drawn = says.zip(should).is_some_and(|(a, b)| a.text == b.text && a.drawn != b.drawn);
    let text = |one: &Piece| match &one.drawn {
        Some(_) if only_drawn => format!("the picture {}", drawn(one)),
        _ => one.text.clone(),
    };
    Difference {
        section: place.section.clone(),
        anchor: place.place.clone(),
        says: says.map(text).unwrap_or_default(),
        should: should.map(text).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(texts: &str) -> Vec<Piece> {
        texts.split(' ').map(|text| Piece { text: text.to_owned(), ..Piece::default() }).collect()
    }

    #[test]
    fn what_was_changed_put_in_or_taken_out_is_told_and_nothing_else() {
        let should = "a b c d e f g";
        for (says, wanted) in [
            (should, ""),
            ("a x c d e f g", "b:x"),
            ("a b c x d e f g", ":x"),
            ("a b c e f g", "d:"),
            ("a x y d e g", "b:x c:y f:"),
            ("a b c d e f", "g:"),
            ("a b c d e f g h i", ":h :i"),
            ("x", "a:x b: c: d: e: f: g:"),
        ] {
            let found = told(&pieces(says), &pieces(should));
            let found: Vec<String> = found.iter().map(|one| format!("{}:{}", one.should, one.says)).collect();
            assert_eq!(found.join(" "), wanted, "{says}");
        }
    }
}
