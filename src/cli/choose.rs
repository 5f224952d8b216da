//! What the words of a command line mean in a landscape: scenarios, services, kinds, components, bodies.

use crate::cli::error::Error;
use crate::day::{Day, looks_like_a_day};
use crate::landscape::{CohortId, ComponentId, KindId, Landscape, OrganisationId, Selector, ServiceId, Situation};
use crate::report::Chosen;
use crate::study::place::{NoPlace, Place};
use crate::text::nearest::did_you_mean;

/// The scenario that a text names; without one, the landscape's.
pub fn scenario(landscape: &Landscape, text: Option<&str>) -> Result<Chosen, Error> {
    let Some(text) = text else {
        let Some(place) = landscape.default else {
            return Err(Error::usage("which scenario? The landscape names no default").help(scenarios(landscape)));
        };
        return of_scenario(landscape, place);
    };
    let mut parts = text.split('+');
    let base = parts.next().unwrap_or_default();
    if let Some(reform) = parts.next() {
        return Err(reforms_come_later(reform));
    }
    if let Some(place) = landscape.scenarios.iter().position(|scenario| &*scenario.id == base) {
        return of_scenario(landscape, place);
    }
    if let Ok(on) = base.parse::<Day>() {
        return Ok(Chosen { id: on.to_string(), title: on.in_words(), on, reforms: Vec::new() });
    }
    if looks_like_a_day(base) {
        return Err(Error::usage(format!("the calendar has no day {base}")));
    }
    let near = did_you_mean(base, landscape.scenarios.iter().map(|scenario| &*scenario.id));
    Err(Error::usage(format!("`{base}` is neither a scenario of this landscape nor a date like 2013-04-01"))
        .help(near.or_else(|| scenarios(landscape))))
}

fn of_scenario(landscape: &Landscape, place: usize) -> Result<Chosen, Error> {
    let scenario = &landscape.scenarios[place];
    if let Some(reform) = scenario.reforms.first() {
        return Err(reforms_come_later(reform));
    }
    Ok(Chosen {
        id: scenario.id.to_string(),
        title: scenario.title.as_deref().map_or_else(|| scenario.on.in_words(), str::to_owned),
        on: scenario.on,
        reforms: Vec::new(),
    })
}

fn reforms_come_later(reform: &str) -> Error {
    Error::work(format!("this version of remit cannot apply reforms yet, so `+{reform}` cannot be shown"))
        .help(Some("ask for a scenario or a date without `+`".to_owned()))
}

fn scenarios(landscape: &Landscape) -> Option<String> {
    let ids: Vec<&str> = landscape.scenarios.iter().map(|scenario| &*scenario.id).collect();
    Some(if ids.is_empty() {
        "give a date like 2013-04-01".to_owned()
    } else {
        format!("there are: {}; or give a date like 2013-04-01", ids.join(", "))
    })
}

/// Refuses scenarios that the journeys or claims of a landscape need and that have reforms.
pub fn claims_without_reforms(landscape: &Landscape) -> Result<(), Error> {
    for expectation in &landscape.expectations {
        for place in [Some(expectation.to), expectation.from].into_iter().flatten() {
            of_scenario(landscape, place)?;
        }
    }
    Ok(())
}

/// The services that are asked for; `None` for all of them.
pub fn services(landscape: &Landscape, names: &[String]) -> Result<Option<Vec<ServiceId>>, Error> {
    if names.is_empty() {
        return Ok(None);
    }
    let mut chosen = Vec::new();
    for name in names {
        let service = service(landscape, name)?;
        if !chosen.contains(&service) {
            chosen.push(service);
        }
    }
    Ok(Some(chosen))
}

/// A service by id or name.
pub fn service(landscape: &Landscape, name: &str) -> Result<ServiceId, Error> {
    let found = find(landscape.services.iter().map(|service| (&*service.id, &*service.name)), name);
    found
        .map(ServiceId::new)
        .ok_or_else(|| unknown("service", name, landscape.services.iter().map(|service| &*service.id)))
}

/// A component by id or name.
pub fn component(landscape: &Landscape, name: &str) -> Result<ComponentId, Error> {
    let found = find(landscape.components.iter().map(|component| (&*component.id, &*component.name)), name);
    found
        .map(ComponentId::new)
        .ok_or_else(|| unknown("component", name, landscape.components.iter().map(|component| &*component.id)))
}

/// A kind by id or short name.
pub fn kind(landscape: &Landscape, name: &str) -> Result<KindId, Error> {
    let found = find(landscape.kinds.iter().map(|kind| (&*kind.id, &*kind.short)), name);
    found
        .map(KindId::new)
        .ok_or_else(|| unknown("kind of organisation", name, landscape.kinds.iter().map(|kind| &*kind.id)))
}

/// Two kinds, `A:B`.
pub fn two_kinds(landscape: &Landscape, text: &str) -> Result<(KindId, KindId), Error> {
    let Some((first, second)) = text.split_once(':') else {
        return Err(Error::usage(format!("`{text}` must be two kinds with a colon between them, like ccg:la")));
    };
    Ok((kind(landscape, first)?, kind(landscape, second)?))
}

/// A cohort by id.
pub fn cohort(landscape: &Landscape, name: &str) -> Result<CohortId, Error> {
    let found = find(landscape.cohorts.iter().map(|cohort| (&*cohort.id, &*cohort.name)), name);
    found.map(CohortId::new).ok_or_else(|| unknown("cohort", name, landscape.cohorts.iter().map(|cohort| &*cohort.id)))
}

/// A body by id, official code or name, or `kind:ID`.
pub fn selector(landscape: &Landscape, name: &str) -> Result<Selector, Error> {
    if let Some(of) = name.strip_prefix("kind:") {
        return kind(landscape, of).map(Selector::Kind);
    }
    let bodies = &landscape.organisations;
    let one = |place: usize| Ok(Selector::Organisation(OrganisationId::new(place)));
    if let Some(place) = bodies.iter().position(|body| &*body.id == name) {
        return one(place);
    }
    let wanted = name.to_lowercase();
    let several: Vec<usize> = (0..bodies.len())
        .filter(|place| bodies[*place].ods.as_deref() == Some(name) || bodies[*place].name.to_lowercase() == wanted)
        .collect();
    match several.as_slice() {
        [place] => one(*place),
        [] => {
            let names = bodies.iter().flat_map(|body| [&*body.id, &*body.name]);
            let near = did_you_mean(name, names);
            let of_kind = landscape.kinds.iter().any(|kind| &*kind.id == name);
            let help = if of_kind { Some(format!("for all of the kind write kind:{name}")) } else { near };
            Err(Error::usage(format!("no organisation of this landscape goes by `{name}`")).help(help))
        }
        several => {
            let ids: Vec<&str> = several.iter().map(|place| &*bodies[*place].id).collect();
            Err(Error::usage(format!("several organisations go by `{name}`"))
                .help(Some(format!("choose one of: {}", ids.join(", ")))))
        }
    }
}

/// A place that somebody named.
pub fn place(situation: &Situation<'_>, name: &str) -> Result<Place, Error> {
    Place::find(situation, name).map_err(|no_place| {
        let day = situation.day.in_words();
        match no_place {
            NoPlace::Unknown(near) => {
                Error::usage(format!("no area or organisation of this landscape goes by `{name}`"))
                    .help(near.map(|near| format!("did you mean `{near}`?")))
            }
            NoPlace::Several(ids) => {
                Error::usage(format!("several organisations go by `{name}`, and they cover different areas"))
                    .help(Some(format!("choose one of: {}", ids.join(", "))))
            }
            NoPlace::NotLive(name) => Error::usage(format!("`{name}` does not exist on {day}"))
                .help(Some("name a body that exists on that day, or an area".to_owned())),
            NoPlace::Nowhere(name) => Error::usage(format!("`{name}` covers no area where people live on {day}")),
        }
    })
}

fn find<'a>(mut things: impl Iterator<Item = (&'a str, &'a str)> + Clone, name: &str) -> Option<usize> {
    let wanted = name.to_lowercase();
    things
        .clone()
        .position(|(id, _)| id == name)
        .or_else(|| things.position(|(_, other)| other.to_lowercase() == wanted))
}

fn unknown<'a>(noun: &str, name: &str, known: impl Iterator<Item = &'a str> + Clone) -> Error {
    let near = did_you_mean(name, known.clone());
    let all: Vec<&str> = known.take(13).collect();
    let help = near.or_else(|| (!all.is_empty() && all.len() < 13).then(|| format!("there are: {}", all.join(", "))));
    Error::usage(format!("`{name}` is not a {noun} of this landscape")).help(help)
}
