//! Where somebody lives, as a person says it: an area, or a body whose footprint is meant.

use crate::landscape::{AreaId, ClassId, Organisation, OrganisationId, Situation};
use crate::text::nearest::{beginning, nearest};

/// A place that somebody named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// One area.
    Area(AreaId),
    /// The footprint of an organisation.
    Footprint(OrganisationId),
}

/// Why a name is no place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoPlace {
    /// Nothing goes by that name; perhaps this was meant.
    Unknown(Option<String>),
    /// Several bodies go by it, and they cover different areas: their ids.
    Several(Vec<String>),
    /// The body is not live on the day.
    NotLive(String),
    /// The body covers no area where people live.
    Nowhere(String),
}

impl Place {
    /// Finds a place by the id of an area, then by id, official code or name of a body (`Leeds` is Leeds City Council),
    /// then by the name of an area.
    ///
    /// # Errors
    /// Where nothing, or more than one thing, goes by the name.
    pub fn find(situation: &Situation<'_>, name: &str) -> Result<Place, NoPlace> {
        let landscape = situation.landscape;
        if let Some(area) = landscape.areas.find(name) {
            return Ok(Place::Area(area));
        }
        let bodies: Vec<OrganisationId> = (0..landscape.organisations.len()).map(OrganisationId::new).collect();
        let body = |one: &OrganisationId| &landscape.organisations[one.index()];
        if let Some(one) = bodies.iter().find(|one| &*body(one).id == name) {
            return settled(situation, &[*one], name);
        }
        let coded: Vec<OrganisationId> =
            bodies.iter().copied().filter(|one| body(one).ods.as_deref() == Some(name)).collect();
        if !coded.is_empty() {
            return settled(situation, &coded, name);
        }
        let wanted = name.to_lowercase();
        let named: Vec<OrganisationId> =
            bodies.iter().copied().filter(|one| body(one).name.to_lowercase() == wanted).collect();
        if !named.is_empty() {
            return settled(situation, &named, name);
        }
        let areas = landscape.areas.in_order();
        if let Some(area) = areas.iter().find(|area| landscape.areas.name(**area).to_lowercase() == wanted) {
            return Ok(Place::Area(*area));
        }
        let loose: Vec<OrganisationId> = bodies
            .iter()
            .copied()
            .filter(|one| situation.lives(*one) && !plain(name).is_empty() && plain(&body(one).name) == plain(name))
            .collect();
        if !loose.is_empty() {
            return settled(situation, &loose, name);
        }
        Err(NoPlace::Unknown(near(situation, name)))
    }

    /// The classes of the place where people live.
    pub fn classes(self, situation: &Situation<'_>) -> Vec<ClassId> {
        match self {
            Place::Area(area) => {
                let class = situation.landscape.areas.class(area);
                if class.index() < situation.landscape.areas.populated { vec![class] } else { Vec::new() }
            }
            Place::Footprint(one) => situation.footprint(one).collect(),
        }
    }
}

/// The place that was most likely meant: first among bodies that cover an area on the day, by what people call them.
fn near(situation: &Situation<'_>, name: &str) -> Option<String> {
    let landscape = situation.landscape;
    let places: Vec<&Organisation> = (0..landscape.organisations.len())
        .map(OrganisationId::new)
        .filter(|one| situation.lives(*one) && situation.footprint(*one).next().is_some())
        .map(|one| &landscape.organisations[one.index()])
        .collect();
    let codes = places.iter().filter_map(|body| body.ods.as_deref());
    let called: Vec<(String, &str)> = places.iter().map(|body| (plain(&body.name), &*body.name)).collect();
    let of_called = |found: &str| called.iter().find(|(plain, _)| plain == found).map(|(_, name)| *name);
    let short = plain(name);
    let calls = || called.iter().map(|(plain, _)| plain.as_str()).filter(|plain| !plain.is_empty());
    // With tens of thousands of areas the nearest name is looked for only among the first few thousand.
    let areas = landscape.areas.in_order().iter().take(5000);
    let rest = landscape.organisations.iter().flat_map(|body| [&*body.name, &*body.id]);
    let near = nearest(name, codes)
        .or_else(|| nearest(name, areas.clone().map(|area| landscape.areas.id(*area))))
        .or_else(|| beginning(name, places.iter().map(|body| &*body.name)))
        .or_else(|| nearest(&short, calls()).and_then(of_called))
        .or_else(|| nearest(name, places.iter().flat_map(|body| [&*body.name, &*body.id])))
        .or_else(|| beginning(name, areas.clone().map(|area| landscape.areas.name(*area))))
        .or_else(|| {
            let areas = areas.flat_map(|area| [landscape.areas.id(*area), landscape.areas.name(*area)]);
            nearest(name, rest.chain(areas))
        });
    near.map(str::to_owned)
}

/// A body's name without the words that say what sort of body it is: what people call the place.
fn plain(name: &str) -> String {
    const SORTS: [&str; 12] =
        ["nhs", "ccg", "pct", "council", "city", "county", "borough", "metropolitan", "london", "royal", "the", "of"];
    let lower = name.to_lowercase();
    let words = lower.split_whitespace().filter(|word| !SORTS.contains(word));
    words.collect::<Vec<_>>().join(" ")
}

/// Of several bodies with one name: those that live, if they cover the same areas.
fn settled(situation: &Situation<'_>, bodies: &[OrganisationId], name: &str) -> Result<Place, NoPlace> {
    let live: Vec<OrganisationId> = bodies.iter().copied().filter(|one| situation.lives(*one)).collect();
    let Some(first) = live.first() else {
        return Err(NoPlace::NotLive(name.to_owned()));
    };
    let footprint = |one: OrganisationId| situation.footprint(one).collect::<Vec<_>>();
    let somewhere: Vec<OrganisationId> = live.iter().copied().filter(|one| !footprint(*one).is_empty()).collect();
    let Some(first) = somewhere.first().or(Some(first)).copied() else {
        return Err(NoPlace::Nowhere(name.to_owned()));
    };
    if footprint(first).is_empty() {
        return Err(NoPlace::Nowhere(name.to_owned()));
    }
    if somewhere.iter().all(|one| footprint(*one) == footprint(first)) {
        Ok(Place::Footprint(first))
    } else {
        let organisations = &situation.landscape.organisations;
        Err(NoPlace::Several(somewhere.iter().map(|one| organisations[one.index()].id.to_string()).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_place_is_called_without_its_sort_of_body() {
        assert_eq!(plain("Leeds City Council"), "leeds");
        assert_eq!(plain("NHS Leeds North CCG"), "leeds north");
        assert_eq!(plain("Kent County Council"), "kent");
        assert_eq!(plain("City of London"), "");
    }
}
