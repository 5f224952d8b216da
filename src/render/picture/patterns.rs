//! Hatchings in the colours of the families, so that what is disputed never depends on colour.

use super::pen::{INK, colours};
use crate::report::network::Family;

const FAMILIES: [Option<Family>; 5] =
    [Some(Family::National), Some(Family::NhsLocal), Some(Family::Council), Some(Family::Other), None];

/// The name of the hatching of a family, or of nobody, in the picture of a name: several may stand on one page.
pub(super) fn name(picture: &str, family: Option<Family>) -> String {
    let family = match family {
        Some(Family::National) => "national",
        Some(Family::NhsLocal) => "nhs-local",
        Some(Family::Council) => "council",
        Some(Family::Other) => "other",
        None => "nobody",
    };
    format!("{picture}-hatch-{family}")
}

/// The hatchings of a picture, to stand in front of what uses them.
pub(super) fn defs(picture: &str) -> String {
    let mut text = String::from("<defs>\n");
    for family in FAMILIES {
        let colour = family.map_or(INK, |family| colours(family).0);
        text.push_str(&format!(
            "<pattern id=\"{}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
             <rect width=\"6\" height=\"6\" fill=\"#FFFFFF\"/>\
             <path d=\"M-1,1 L1,-1 M0,6 L6,0 M5,7 L7,5\" stroke=\"{colour}\" stroke-width=\"2\"/></pattern>\n",
            name(picture, family)
        ));
    }
    text.push_str("</defs>\n");
    text
}
