//! Hatchings in the colours of the families, so that what is disputed never depends on colour.

use super::pen::{INK, colours};
use crate::report::network::Family;

const FAMILIES: [Option<Family>; 5] =
    [Some(Family::National), Some(Family::NhsLocal), Some(Family::Council), Some(Family::Other), None];

/// The name of the hatching of a family; of nobody.
pub(in crate::render) fn name(family: Option<Family>) -> &'static str {
    match family {
        Some(Family::National) => "hatch-national",
        Some(Family::NhsLocal) => "hatch-nhs-local",
        Some(Family::Council) => "hatch-council",
        Some(Family::Other) => "hatch-other",
        None => "hatch-nobody",
    }
}

/// The hatchings, to stand in front of what uses them.
pub(in crate::render) fn defs() -> String {
    let mut text = String::from("<defs>\n");
    for family in FAMILIES {
        let colour = family.map_or(INK, |family| colours(family).0);
        text.push_str(&format!(
            "<pattern id=\"{}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
             <rect width=\"6\" height=\"6\" fill=\"#FFFFFF\"/>\
             <path d=\"M-1,1 L1,-1 M0,6 L6,0 M5,7 L7,5\" stroke=\"{colour}\" stroke-width=\"2\"/></pattern>\n",
            name(family)
        ));
    }
    text.push_str("</defs>\n");
    text
}
