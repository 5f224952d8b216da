//! Keeps one good state of the files, with what has been worked out of it, in a thread of its own: all of it goes when the
//! thread ends, and it ends when nobody can ask it any more.

use std::cell::OnceCell;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};

use crate::analysis::{Facts, Shapes};
use crate::checks::{Judged, judge};
use crate::cli::Error;
use crate::cli::choose::{self, SceneOf};
use crate::landscape::{Landscape, ServiceId, Situation};
use crate::reform::Worlds;
use crate::render::html::explore::{Field, Live, Served, page, refused};
use crate::report::explore::trouble::Trouble;
use crate::report::explore::{Asked, Choices, Selection, explore, places};
use crate::report::page::Named;
use crate::report::pathway::Seen;
use crate::study::place::Place;
use crate::text::nearest::did_you_mean;

/// What the command line asks for.
#[derive(Debug)]
pub struct Setting {
    /// The landscape's name, for as long as it has no title.
    pub name: String,
    /// The scenarios; all of the landscape's where none is named.
    pub scenarios: Vec<String>,
    /// Reforms of the first of them.
    pub reforms: Vec<String>,
    /// The service to begin with.
    pub service: Option<String>,
    /// Whether to leave out what no law requires.
    pub bare_law: bool,
}

impl Setting {
    /// The scenarios as the command line names them.
    pub fn texts(&self) -> Vec<Option<String>> {
        let mut texts: Vec<Option<String>> = self.scenarios.iter().cloned().map(Some).collect();
        if texts.is_empty() && !self.reforms.is_empty() {
            texts.push(None);
        }
        texts.extend(self.reforms.iter().map(|reform| Some(format!("+{reform}"))));
        texts
    }
}

/// A page that somebody wants.
pub(super) struct Ask {
    pub(super) query: Query,
    pub(super) version: Arc<str>,
    pub(super) trouble: Option<Arc<Trouble>>,
    pub(super) reply: Sender<(u16, Served)>,
}

/// What an address chooses; what it does not speak of is left to the page.
#[derive(Debug, Default)]
pub(super) struct Query {
    scenario: Option<String>,
    against: Option<String>,
    service: Option<String>,
    area: Option<String>,
    component: Option<String>,
}

impl Query {
    /// Reads it; of what stands there twice, the first.
    pub(super) fn new(text: &str) -> Query {
        let mut query = Query::default();
        for (name, value) in form_urlencoded::parse(text.as_bytes()) {
            let place = match &*name {
                "scenario" => &mut query.scenario,
                "against" => &mut query.against,
                "service" => &mut query.service,
                "area" => &mut query.area,
                "component" => &mut query.component,
                _ => continue,
            };
            if place.is_none() {
                *place = Some(value.trim().to_owned());
            }
        }
        query
    }

    /// What is wrong with it before anybody looks what it names: nothing has a name of such length.
    fn too_long(&self) -> Option<Field> {
        const LONGEST: usize = 600;
        let long = |value: &Option<String>| value.as_ref().is_some_and(|value| value.len() > LONGEST);
        let fields = [
            (Field::Scenario, &self.scenario),
            (Field::Against, &self.against),
            (Field::Service, &self.service),
            (Field::Area, &self.area),
            (Field::Component, &self.component),
        ];
        fields.into_iter().find(|(_, value)| long(value)).map(|(field, _)| field)
    }
}

/// Keeps a state and answers, until nobody asks any more.
pub(super) fn keep(worlds: &Worlds, setting: &Setting, tell: &Sender<Result<(), Error>>, asked: &Receiver<Ask>) {
    let (scenes, first, service) = match begin(worlds, setting) {
        Ok(begun) => begun,
        Err(error) => {
            drop(tell.send(Err(error)));
            return;
        }
    };
    let situations: Vec<OnceCell<Situation<'_>>> = scenes.iter().map(|_| OnceCell::new()).collect();
    let facts: Vec<OnceCell<Facts<'_>>> = scenes.iter().map(|_| OnceCell::new()).collect();
    let judged: Vec<OnceCell<Judged>> = scenes.iter().map(|_| OnceCell::new()).collect();
    let kept = Kept {
        landscape: worlds.base(),
        scenes: &scenes,
        situations: &situations,
        facts: &facts,
        judged: &judged,
        shapes: Arc::default(),
        first,
        service,
        against: if setting.scenarios.len() + setting.reforms.len() > 1 || !setting.reforms.is_empty() {
            Some(0)
        } else {
            None
        },
        bare_law: setting.bare_law,
    };
    // The first page is asked for at once.
    kept.facts(first);
    drop(tell.send(Ok(())));
    for ask in asked {
        let live = Live { version: &ask.version, trouble: ask.trouble.as_deref() };
        // Whoever asked may have gone.
        drop(ask.reply.send(kept.answer(&ask.query, live)));
    }
}

/// The scenarios to choose from, the one to begin with, and the service.
fn begin<'w>(worlds: &'w Worlds, setting: &Setting) -> Result<(Vec<SceneOf<'w>>, usize, ServiceId), Error> {
    let landscape = worlds.base();
    let mut texts = setting.texts();
    let own = texts.is_empty() && !landscape.scenarios.is_empty();
    if own {
        texts = landscape.scenarios.iter().map(|scenario| Some(scenario.id.to_string())).collect();
    } else if texts.is_empty() {
        texts.push(None);
    }
    let texts: Vec<Option<&str>> = texts.iter().map(Option::as_deref).collect();
    let mut scenes: Vec<SceneOf<'w>> = Vec::with_capacity(texts.len());
    for scene in choose::scenarios(worlds, &texts)? {
        if !scenes.iter().any(|known| known.chosen.asked == scene.chosen.asked) {
            scenes.push(scene);
        }
    }
    let first = if own { landscape.default.unwrap_or(0) } else { scenes.len() - 1 };
    let service = match &setting.service {
        Some(name) => choose::service(landscape, name)?,
        None if landscape.services.is_empty() => {
            return Err(Error::usage("this landscape has no service to look at"));
        }
        None => ServiceId::new(0),
    };
    Ok((scenes, first, service))
}

/// A state, and what has been worked out of it.
struct Kept<'w> {
    landscape: &'w Landscape,
    scenes: &'w [SceneOf<'w>],
    situations: &'w [OnceCell<Situation<'w>>],
    facts: &'w [OnceCell<Facts<'w>>],
    judged: &'w [OnceCell<Judged>],
    /// What the scenarios hold alike is worked out once for all of them.
    shapes: Arc<Shapes>,
    first: usize,
    service: ServiceId,
    against: Option<usize>,
    bare_law: bool,
}

/// Why there is no page: which field, why, and the way out.
type Refusal = (Field, String, Option<String>);

impl<'w> Kept<'w> {
    fn situation(&self, scene: usize) -> &'w Situation<'w> {
        let of = &self.scenes[scene];
        self.situations[scene].get_or_init(|| of.landscape.at(of.chosen.on, self.bare_law))
    }

    fn facts(&self, scene: usize) -> &'w Facts<'w> {
        self.facts[scene].get_or_init(|| Facts::sharing(self.situation(scene), Arc::clone(&self.shapes)))
    }

    /// The findings of a service.
    fn judged(&self, scene: usize, service: ServiceId) -> Judged {
        let all = self.judged[scene].get_or_init(|| judge(self.facts(scene), None));
        let landscape = self.scenes[scene].landscape;
        let of = all.findings.iter().filter(|finding| finding.is_in(&[service], landscape));
        Judged { findings: of.cloned().collect() }
    }

    fn answer(&self, query: &Query, live: Live<'_>) -> (u16, Served) {
        match self.page(query, live) {
            Ok(served) => (200, served),
            Err((field, message, help)) => {
                let typed = |value: &Option<String>| value.clone().unwrap_or_default();
                let mut chosen = Selection {
                    scenario: typed(&query.scenario),
                    against: typed(&query.against),
                    service: typed(&query.service),
                    area: typed(&query.area),
                    component: String::new(),
                };
                if let (None, Some(usual)) = (&query.against, self.against) {
                    chosen.against.clone_from(&self.scenes[usual].chosen.asked);
                }
                if !self.scenes.iter().any(|scene| scene.chosen.asked == chosen.scenario) {
                    chosen.scenario.clone_from(&self.scenes[self.first].chosen.asked);
                }
                let choices = self.choices(self.first);
                (400, refused(&choices, &chosen, (field, &message, help.as_deref()), live))
            }
        }
    }

    fn page(&self, query: &Query, live: Live<'_>) -> Result<Served, Refusal> {
        if let Some(field) = query.too_long() {
            return Err((field, "nothing here has a name of such length".to_owned(), None));
        }
        let scene = self.scene(Field::Scenario, query.scenario.as_deref())?.unwrap_or(self.first);
        let against = match query.against.as_deref() {
            None => self.against,
            Some(text) => self.scene(Field::Against, Some(text))?,
        };
        let service = match named(&query.service) {
            None => self.service,
            Some(name) => choose::service(self.landscape, name).map_err(|error| refusal(Field::Service, error))?,
        };
        let component = named(&query.component).map(|name| choose::component(self.landscape, name)).transpose();
        let component = component.map_err(|error| refusal(Field::Component, error))?;
        let place = named(&query.area).map(|name| choose::place(self.situation(scene), name)).transpose();
        let place = place.map_err(|error| refusal(Field::Area, error))?;

        let against = against.filter(|against| *against != scene);
        let judged = self.judged(scene, service);
        let judged_against = against.map(|against| self.judged(against, service));
        let seen = |scene: usize, judged, place: Option<Place>| Seen {
            chosen: &self.scenes[scene].chosen,
            facts: self.facts(scene),
            judged,
            place,
        };
        let component_id = component.map(|one| self.landscape.components[one.index()].id.to_string());
        let report = explore(&Asked {
            choices: &self.choices(scene),
            chosen: Selection {
                scenario: self.scenes[scene].chosen.asked.clone(),
                against: against.map_or_else(String::new, |place| self.scenes[place].chosen.asked.clone()),
                service: self.landscape.services[service.index()].id.to_string(),
                area: named(&query.area).unwrap_or_default().to_owned(),
                component: component_id.unwrap_or_default(),
            },
            seen: seen(scene, &judged, place),
            against: against.zip(judged_against.as_ref()).map(|(place, judged)| seen(place, judged, None)),
            service,
            component,
        });
        Ok(page(&report, live))
    }

    /// The scenario that a text names; none where it is empty.
    fn scene(&self, field: Field, text: Option<&str>) -> Result<Option<usize>, Refusal> {
        let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
        if let Some(place) = self.scenes.iter().position(|scene| scene.chosen.asked == text) {
            return Ok(Some(place));
        }
        let known: Vec<&str> = self.scenes.iter().map(|scene| scene.chosen.asked.as_str()).collect();
        let help = did_you_mean(text, known.iter().copied());
        let help = help.unwrap_or_else(|| format!("there are: {}", known.join(", ")));
        Err((field, format!("`{text}` is not a scenario of this page"), Some(help)))
    }

    fn choices(&self, scene: usize) -> Choices {
        let named = |id: &str, name: &str| Named { id: id.to_owned(), name: name.to_owned() };
        let landscape = self.landscape;
        Choices {
            landscape: landscape.title.to_string(),
            scenarios: self.scenes.iter().map(|scene| named(&scene.chosen.asked, &scene.chosen.title)).collect(),
            services: landscape.services.iter().map(|service| named(&service.id, &service.name)).collect(),
            places: places(self.situation(scene)),
        }
    }
}

/// What is asked for, where it is anything.
fn named(value: &Option<String>) -> Option<&str> {
    value.as_deref().filter(|value| !value.is_empty())
}

fn refusal(field: Field, error: Error) -> Refusal {
    match error {
        Error::Usage { message, help } | Error::Work { message, help } => (field, message, help),
        Error::Invalid { .. } | Error::ReaderGone => (field, "that could not be worked out".to_owned(), None),
    }
}
