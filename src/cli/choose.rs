//! What the words of a command line mean in a landscape: scenarios, services, kinds, components, bodies.

use crate::cli::error::Error;
use crate::day::{Day, looks_like_a_day};
use crate::landscape::{
    CohortId, ComponentId, KindId, Landscape, OrganisationId, SERVICE_MEASURES, Selector, ServiceId, ServiceMeasure,
    Situation, SourceId,
};
use crate::reform::Wanted;
use crate::reform::Worlds;
use crate::report::Chosen;
use crate::study::law::Provision;
use crate::study::place::{NoPlace, Place};
use crate::study::tipping::Topic;
use crate::text::nearest::did_you_mean;

/// A scenario, and the landscape under its reforms.
#[derive(Debug, Clone)]
pub struct SceneOf<'w> {
    /// What was asked for.
    pub chosen: Chosen,
    /// The landscape under the scenario's reforms.
    pub landscape: &'w Landscape,
}

/// A scene of a landscape that lives as long as the process, as that of most commands does.
pub type Scene = SceneOf<'static>;

/// What the text of a scenario asks for: a scenario's id or a day, and reforms.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Written<'t> {
    base: Option<&'t str>,
    reforms: Vec<Wanted>,
}

impl<'t> Written<'t> {
    fn new(text: Option<&'t str>) -> Self {
        let Some(text) = text else { return Written::default() };
        let mut parts = text.split('+');
        let base = parts.next().filter(|base| !base.is_empty());
        Written { base, reforms: parts.map(reform).collect() }
    }
}

/// A reform as the command line names it: a path to a .toml file, or a file under `reforms/`.
pub fn reform(text: &str) -> Wanted {
    if text.ends_with(".toml") || text.contains(['/', '\\']) {
        Wanted::At(text.to_owned())
    } else {
        Wanted::Named(text.to_owned())
    }
}

/// Reforms as the command line names them.
pub fn reforms(texts: &[String]) -> Vec<Wanted> {
    texts.iter().map(|text| reform(text)).collect()
}

/// The reforms that the texts of some scenarios name.
pub fn reforms_of<'t>(texts: impl IntoIterator<Item = Option<&'t str>>) -> Vec<Wanted> {
    texts.into_iter().flat_map(|text| Written::new(text).reforms).collect()
}

/// The scenario that a text names; without one, the landscape's.
pub fn scenario<'w>(worlds: &'w Worlds, text: Option<&str>) -> Result<SceneOf<'w>, Error> {
    Ok(scenarios(worlds, &[text])?.remove(0))
}

/// The scenarios that texts name; `+REFORM` alone is the first of them with that reform.
pub fn scenarios<'w>(worlds: &'w Worlds, texts: &[Option<&str>]) -> Result<Vec<SceneOf<'w>>, Error> {
    let mut first: Option<usize> = None;
    let mut scenes: Vec<SceneOf<'w>> = Vec::with_capacity(texts.len());
    for text in texts {
        let written = Written::new(*text);
        let (base, chain, moves) = match (written.base, first) {
            (None, Some(first)) => {
                let first = scenes[first].clone();
                (first.chosen, chain_of_first(worlds, texts[0])?, true)
            }
            (base, _) => {
                let (chosen, chain) = plain(worlds, base)?;
                (chosen, chain, base.is_none())
            }
        };
        first = first.or(Some(scenes.len()));
        scenes.push(with_reforms(worlds, base, chain, &written.reforms, moves)?);
    }
    Ok(scenes)
}

/// A scenario under a reform besides its own, on the later of the two days.
pub fn under<'w>(worlds: &'w Worlds, text: Option<&str>, reform: &Wanted) -> Result<SceneOf<'w>, Error> {
    let (base, chain) = plain(worlds, Written::new(text).base)?;
    let mut reforms = Written::new(text).reforms;
    reforms.push(reform.clone());
    with_reforms(worlds, base, chain, &reforms, true)
}

/// What a scenario under a reform besides its own is called, its day, and the reforms that make it, in order.
pub fn chain_under(worlds: &Worlds, text: Option<&str>, reform: &Wanted) -> Result<(Chosen, Vec<usize>), Error> {
    let scene = under(worlds, text, reform)?;
    let chain = scene.landscape.applied.iter().map(|applied| applied.reform).collect();
    Ok((scene.chosen, chain))
}

/// The reforms of the command's first scenario.
fn chain_of_first(worlds: &Worlds, text: Option<&str>) -> Result<Vec<usize>, Error> {
    let written = Written::new(text);
    let (_, mut chain) = plain(worlds, written.base)?;
    chain.extend(worlds.chain_of(written.reforms));
    Ok(chain)
}

/// A scenario with its own reforms, or a day with none.
fn plain(worlds: &Worlds, base: Option<&str>) -> Result<(Chosen, Vec<usize>), Error> {
    let landscape = worlds.base();
    let Some(base) = base else {
        let Some(place) = landscape.default else {
            return Err(Error::usage("which scenario? The landscape names no default").help(known(landscape)));
        };
        return Ok(of_scenario(worlds, place));
    };
    if let Some(place) = landscape.scenarios.iter().position(|scenario| &*scenario.id == base) {
        return Ok(of_scenario(worlds, place));
    }
    if let Ok(on) = base.parse::<Day>() {
        return Ok((
            Chosen {
                asked: base.to_owned(),
                id: on.to_string(),
                title: on.in_words(),
                on,
                reforms: Vec::new(),
                apart: String::new(),
            },
            Vec::new(),
        ));
    }
    if looks_like_a_day(base) {
        return Err(Error::usage(format!("the calendar has no day {base}")));
    }
    let near = did_you_mean(base, landscape.scenarios.iter().map(|scenario| &*scenario.id));
    Err(Error::usage(format!("`{base}` is neither a scenario of this landscape nor a date like 2013-04-01"))
        .help(near.or_else(|| known(landscape))))
}

fn of_scenario(worlds: &Worlds, place: usize) -> (Chosen, Vec<usize>) {
    let scenario = &worlds.base().scenarios[place];
    let chain = worlds.chain_of(scenario.reforms.iter().map(|name| Wanted::Named(name.to_string())));
    let chosen = Chosen {
        asked: scenario.id.to_string(),
        id: scenario.id.to_string(),
        title: scenario.title.as_deref().map_or_else(|| scenario.on.in_words(), str::to_owned),
        on: scenario.on,
        reforms: scenario.reforms.iter().map(ToString::to_string).collect(),
        apart: String::new(),
    };
    (chosen, chain)
}

/// Adds reforms to a scenario. Where the day may move, it is the later of the scenario's and the reforms'; where it may
/// not, a day before a reform's is an error.
fn with_reforms<'w>(
    worlds: &'w Worlds,
    mut chosen: Chosen,
    mut chain: Vec<usize>,
    reforms: &[Wanted],
    moves: bool,
) -> Result<SceneOf<'w>, Error> {
    for wanted in reforms {
        let place = worlds.chain_of([wanted.clone()]);
        for reform in place.iter().map(|place| &worlds.base().reforms[*place]) {
            if chosen.on < reform.on && !moves {
                return Err(Error::usage(format!(
                    "{} is before the reform `{}` begins, on {}",
                    chosen.on.in_words(),
                    reform.id,
                    reform.on.in_words()
                ))
                .help(Some(format!(
                    "ask for {}+{} or a later day, or for +{} alone",
                    reform.on,
                    wanted.name(),
                    wanted.name()
                ))));
            }
            if chosen.on < reform.on {
                chosen.on = reform.on;
                let own: Vec<&str> = chosen.reforms.iter().map(String::as_str).collect();
                chosen.asked = std::iter::once(chosen.on.to_string().as_str()).chain(own).collect::<Vec<_>>().join("+");
            }
            chosen.title = format!("{}, with “{}”", chosen.title, reform.title);
        }
        chosen.reforms.push(wanted.name().to_owned());
        let text = match wanted {
            Wanted::Named(name) => name,
            Wanted::At(path) => path,
        };
        chosen.asked = format!("{}+{text}", chosen.asked);
        chain.extend(place);
    }
    Ok(SceneOf { chosen, landscape: landscape_under(worlds, &chain)? })
}

/// The landscape under some reforms.
fn landscape_under<'w>(worlds: &'w Worlds, chain: &[usize]) -> Result<&'w Landscape, Error> {
    let invalid = |problems| Error::Invalid { problems, sources: Box::new((*worlds.base().files).clone()) };
    worlds.kept_under(chain).map_err(invalid)
}

/// The landscape under a scenario's own reforms and others, and the day from which the others have effect; nothing where
/// there are no others.
pub fn reformed<'w>(
    worlds: &'w Worlds,
    own: &[Wanted],
    others: &[Wanted],
) -> Result<Option<(&'w Landscape, Day)>, Error> {
    let chain = worlds.chain_of(own.iter().chain(others).cloned());
    let last = worlds.chain_of(others.iter().cloned()).iter().map(|place| worlds.base().reforms[*place].on).max();
    last.map(|last| Ok((landscape_under(worlds, &chain)?, last))).transpose()
}

/// A scenario's landscape and day: under reforms besides its own, where it lies on their day or later.
pub fn scene_under<'w>(worlds: &'w Worlds, place: usize, others: &[Wanted]) -> Result<(&'w Landscape, Day), Error> {
    let (chosen, chain) = of_scenario(worlds, place);
    let own: Vec<Wanted> = chain.iter().map(|place| worlds.base().reforms[*place].wanted.clone()).collect();
    match reformed(worlds, &own, others)? {
        Some((landscape, from)) if from <= chosen.on => Ok((landscape, chosen.on)),
        _ => Ok((landscape_under(worlds, &chain)?, chosen.on)),
    }
}

fn known(landscape: &Landscape) -> Option<String> {
    let ids: Vec<&str> = landscape.scenarios.iter().map(|scenario| &*scenario.id).collect();
    Some(if ids.is_empty() {
        "give a date like 2013-04-01".to_owned()
    } else {
        format!("there are: {}; or give a date like 2013-04-01", ids.join(", "))
    })
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

/// A measure of a service.
pub fn measure(name: &str) -> Result<ServiceMeasure, Error> {
    let found = SERVICE_MEASURES.iter().find(|(known, _)| *known == name);
    found
        .map(|(_, measure)| *measure)
        .ok_or_else(|| unknown("measure", name, SERVICE_MEASURES.iter().map(|(known, _)| *known)))
}

/// The code of findings.
pub fn code(name: &str) -> Result<String, Error> {
    let codes = crate::checks::codes();
    if codes.contains(&name) { Ok(name.to_owned()) } else { Err(unknown("kind of finding", name, codes.into_iter())) }
}

/// The key of a finding: one of the codes, and what it is about behind it.
pub fn finding(key: &str) -> Result<String, Error> {
    let codes = crate::checks::codes();
    let (code, about) = key.split_once(':').unwrap_or((key, ""));
    if !codes.contains(&code) {
        return Err(unknown("kind of finding", code, codes.into_iter()));
    }
    if about.is_empty() {
        return Err(Error::usage(format!("`{key}` names a kind of finding and not one of them"))
            .help(Some(format!("write what it is about behind it, as `remit plan` shows it: {code}:COMPONENT"))));
    }
    Ok(key.to_owned())
}

/// The same, about something that the landscape has.
pub fn finding_of(landscape: &Landscape, key: &str) -> Result<String, Error> {
    let key = finding(key)?;
    if Topic::of_key(landscape, &key).is_some() {
        return Ok(key);
    }
    let about = key.split_once(':').map_or("", |(_, about)| about.split(':').next().unwrap_or(about));
    let known: Vec<&str> = landscape.components.iter().map(|component| &*component.id).collect();
    let near = about
        .split('>')
        .filter(|part| !known.contains(part))
        .find_map(|part| did_you_mean(part, known.iter().copied()));
    let help = near.unwrap_or_else(|| "write the key as `remit check` shows it: CODE:COMPONENT".to_owned());
    Err(Error::usage(format!("`{key}` names nothing of this landscape")).help(Some(help)))
}

/// A source, or after `#` a place in it.
pub fn provision(landscape: &Landscape, text: &str) -> Result<Provision, Error> {
    let (name, place) = match text.split_once('#') {
        Some((name, place)) => (name, Some(place.trim()).filter(|place| !place.is_empty())),
        None => (text, None),
    };
    Ok(Provision { source: source(landscape, name)?, place: place.map(Into::into) })
}

/// A source by id.
pub fn source(landscape: &Landscape, name: &str) -> Result<SourceId, Error> {
    let found = landscape.sources.iter().position(|source| &*source.id == name);
    found.map(SourceId::new).ok_or_else(|| unknown("source", name, landscape.sources.iter().map(|source| &*source.id)))
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
