//! A landscape while the steps of one reform change it.

use std::cell::RefCell;

use rustc_hash::FxHashSet;

use crate::day::{Day, Period};
use crate::landscape::{
    Cells, ClassId, Done, Geography, KindId, Landscape, Named, Organisation, OrganisationId, Reform, Responsibility,
    ResponsibilityId, Selector, Standing, Step, StratumId, Touch,
};
use crate::model::{Name, PopulationBasis};
use crate::source::{Problem, Problems, Span};

/// The landscape so far, on the day of the reform.
pub(super) struct World<'w> {
    pub(super) landscape: Landscape,
    pub(super) reform: &'w Reform,
    pub(super) on: Day,
    /// Who lives and where, on the day, after the steps so far.
    pub(super) standing: Standing,
    pub(super) step: usize,
    pub(super) at: Span,
    pub(super) done: Done,
    problems: &'w mut Problems,
    problems_before: usize,
    /// Bodies that a step with a mistake may have meant to begin or end: what is said of them would only repeat it.
    unsure: FxHashSet<OrganisationId>,
    /// Responsibilities that steps began, with the place of their holder.
    begun: Vec<(ResponsibilityId, Span)>,
    /// Areas that they name, each with the responsibility and the place of its holder.
    named: Vec<(ResponsibilityId, Span, Name)>,
    /// Organisations that steps began.
    created: Vec<OrganisationId>,
    /// Footprints that steps have asked for since somebody last began, ended or moved.
    footprints: RefCell<Vec<(Vec<OrganisationId>, Vec<ClassId>)>>,
}

impl<'w> World<'w> {
    pub(super) fn new(landscape: Landscape, reform: &'w Reform, problems: &'w mut Problems) -> Self {
        World {
            standing: Standing::on(&landscape, reform.on),
            on: reform.on,
            landscape,
            reform,
            step: 0,
            at: reform.on_at,
            done: Done::default(),
            problems_before: problems.len(),
            problems,
            unsure: FxHashSet::default(),
            begun: Vec::new(),
            named: Vec::new(),
            created: Vec::new(),
            footprints: RefCell::default(),
        }
    }

    pub(super) fn begin_step(&mut self, place: usize, step: &Step) {
        (self.step, self.at, self.done) = (place, step.at, Done::default());
        self.problems_before = self.problems.len();
    }

    pub(super) fn end_step(&mut self) -> Done {
        let mut done = std::mem::take(&mut self.done);
        done.touches.iter_mut().for_each(|touch| touch.holders.sort_unstable());
        done.responsibilities.sort_unstable();
        done.responsibilities.dedup();
        done
    }

    /// The landscape with every step done; a holder that a step made and that has no area is a problem, and so is an
    /// area that a step names and that no holder has.
    pub(super) fn finish(mut self) -> Landscape {
        if self.problems.is_empty() {
            self.check_holders();
            self.check_areas();
        }
        self.landscape
    }

    fn check_areas(&mut self) {
        for (id, holder_at, name) in std::mem::take(&mut self.named) {
            let fact = &self.landscape.responsibilities[id.index()];
            let Some(area) = self.landscape.areas.find(&name.value) else { continue };
            let class = self.landscape.areas.class(area);
            let all = (0..self.landscape.organisations.len()).map(OrganisationId::new);
            let mut holders = all.filter(|one| fact.names(*one, self.organisation(*one).kind));
            let has = |one: &OrganisationId| {
                // Whose day is still to come may have it then from one that it follows.
                !self.organisation(*one).period.begun_by(self.on)
                    || self.standing.footprint(*one).any(|of| of == class)
                    || self.landscape.ever_had(*one).contains(&class)
            };
            if !holders.any(|one| has(&one)) {
                let message = format!(
                    "`{}` is on no day in the footprint of the holder `{}`",
                    name.value,
                    self.selector_text(fact.holder)
                );
                self.say(Problem::new(name.at, message).also(holder_at, "the holder"));
            }
        }
    }

    fn check_holders(&mut self) {
        // A body that has areas on some day but not on this one is no mistake, here as in a landscape.
        let nowhere = |world: &Self, one: OrganisationId| {
            world.standing.footprint(one).next().is_none() && world.landscape.ever_had(one).is_empty()
        };
        let mut looked: FxHashSet<OrganisationId> = FxHashSet::default();
        for (id, at) in std::mem::take(&mut self.begun) {
            for holder in self.standing.holders(&self.landscape.responsibilities[id.index()]) {
                if looked.insert(holder) && nowhere(self, holder) {
                    self.say(nowhere_problem(self.organisation(holder), at));
                }
            }
        }
        let mut created = std::mem::take(&mut self.created);
        created.retain(|one| !looked.contains(one) && nowhere(self, *one) && self.standing.lives(*one));
        for one in created {
            let kind = self.organisation(one).kind;
            let holds = |fact: &Responsibility| self.standing.responsibility_is_live(fact) && fact.names(one, kind);
            if looked.insert(one) && self.landscape.responsibilities.iter().any(holds) {
                let organisation = self.organisation(one);
                let at = organisation.at;
                self.say(nowhere_problem(organisation, at));
            }
        }
    }

    // What is said.

    pub(super) fn say(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Says a problem at the step.
    pub(super) fn say_at(&mut self, at: Span, message: impl Into<String>, help: impl Into<String>) {
        self.say(Problem::new(at, message).help(help));
    }

    /// Whether the step has a mistake so far.
    pub(super) fn failed(&self) -> bool {
        self.problems.len() > self.problems_before
    }

    /// A step with a mistake does nothing; what it was about is not to be complained of again.
    pub(super) fn give_up_on(&mut self, bodies: impl IntoIterator<Item = OrganisationId>) {
        self.unsure.extend(bodies);
    }

    pub(super) fn is_unsure(&self, selector: Selector) -> bool {
        match selector {
            Selector::Organisation(one) => self.unsure.contains(&one),
            Selector::Kind(kind) => self.unsure.iter().any(|one| self.organisation(*one).kind == kind),
        }
    }

    // What there is.

    pub(super) fn organisation(&self, one: OrganisationId) -> &Organisation {
        &self.landscape.organisations[one.index()]
    }

    pub(super) fn id_of(&self, one: OrganisationId) -> &str {
        &self.organisation(one).id
    }

    pub(super) fn kind_id(&self, kind: KindId) -> &str {
        &self.landscape.kinds[kind.index()].id
    }

    /// A selector as an author writes it.
    pub(super) fn selector_text(&self, selector: Selector) -> String {
        match selector {
            Selector::Organisation(one) => self.id_of(one).to_owned(),
            Selector::Kind(kind) => format!("kind:{}", self.kind_id(kind)),
        }
    }

    /// The live bodies that a step names; a problem where there is none.
    pub(super) fn live(&mut self, named: Named<Selector>) -> Vec<OrganisationId> {
        let live = self.standing.live_of(named.what).to_vec();
        if live.is_empty() && !self.is_unsure(named.what) {
            let problem = match named.what {
                Selector::Organisation(one) => self.not_live(one, named.at),
                Selector::Kind(kind) => {
                    let (kind, day) = (self.kind_id(kind), self.on.in_words());
                    Problem::new(named.at, format!("no organisation of the kind `{kind}` is live on {day}"))
                        .help("a step can only use what is live on the reform's day, after the steps above it")
                }
            };
            self.say(problem);
        }
        live
    }

    /// Why an organisation that a step names is not there to be used.
    pub(super) fn not_live(&self, one: OrganisationId, at: Span) -> Problem {
        let body = self.organisation(one);
        let id = &body.id;
        let day = self.on.in_words();
        let problem = if body.period.ended_by(self.on) {
            let last = body.period.until().map_or_else(String::new, Day::in_words);
            let by_step = self.landscape.touched.organisations.contains(&one);
            let problem = Problem::new(at, format!("`{id}` has ended: its last day is {last}"));
            if by_step {
                problem.help("a step above ends it; let this step come before that one")
            } else {
                problem.help("name a body that is live on the reform's day")
            }
        } else if one.index() >= self.landscape.declared {
            Problem::new(at, format!("`{id}` does not exist yet at this step"))
                .help("a later step or another reform creates it; let it be created first")
        } else if body.period == Period::NEVER {
            Problem::new(at, format!("`{id}` is not live on {day}: the freeze has dropped what would begin later"))
                .help(format!("bring it back first: do = \"create\", organisation = \"{id}\""))
        } else {
            let first = body.period.from().map_or_else(String::new, Day::in_words);
            Problem::new(at, format!("`{id}` is not live on {day}: it begins on {first}"))
                .help(format!("create it first: do = \"create\", organisation = \"{id}\""))
        };
        problem.also(body.at, "declared here")
    }

    /// The classes that some bodies cover, those without people included.
    pub(super) fn footprint(&self, bodies: &[OrganisationId]) -> Vec<ClassId> {
        if let Some((_, known)) = self.footprints.borrow().iter().find(|(of, _)| of == bodies) {
            return known.clone();
        }
        let mut classes: Vec<ClassId> = bodies.iter().flat_map(|one| self.standing.footprint(*one)).collect();
        classes.sort_unstable();
        classes.dedup();
        self.footprints.borrow_mut().push((bodies.to_vec(), classes.clone()));
        classes
    }

    /// The classes where some holders of a responsibility hold it.
    pub(super) fn classes_held(&self, fact: &Responsibility, holders: &[OrganisationId]) -> Vec<ClassId> {
        let mut classes = self.footprint(holders);
        if let Some(list) = fact.areas {
            classes.retain(|class| self.landscape.geography.lists(list, *class));
        }
        classes
    }

    /// The cells of a responsibility in some classes; whether its components need it there is not asked.
    pub(super) fn cells_held(&self, fact: &Responsibility, classes: &[ClassId]) -> Cells {
        let grid = self.landscape.grid();
        let mut cells = Cells::none(grid);
        for (place, stratum) in self.landscape.strata.iter().enumerate() {
            let cohort = stratum.first().index();
            let named = fact.cohorts.as_ref().is_none_or(|set| set.contains(cohort));
            if named && (fact.population != PopulationBasis::Registered || self.landscape.cohorts[cohort].registered) {
                for class in classes.iter().filter(|class| class.index() < grid.classes) {
                    cells.insert(grid.cell(*class, StratumId::new(place)));
                }
            }
        }
        cells
    }

    // What is changed.

    pub(super) fn geography(&mut self) -> &mut Geography {
        &mut self.landscape.geography
    }

    /// Who lives and where has changed.
    pub(super) fn look_again(&mut self) {
        self.standing = Standing::on(&self.landscape, self.on);
        self.footprints.borrow_mut().clear();
    }

    /// The same, where some bodies may have lost areas: what they held there is taken from them.
    pub(super) fn look_again_at(&mut self, mut losers: Vec<OrganisationId>) {
        losers.sort_unstable();
        losers.dedup();
        let had: Vec<(OrganisationId, Vec<ClassId>)> =
            losers.into_iter().map(|one| (one, self.standing.footprint(one).collect())).collect();
        self.look_again();
        let populated = self.landscape.grid().classes;
        for (one, mut classes) in had {
            classes.retain(|class| class.index() < populated && !self.standing.covers(one, *class));
            if !classes.is_empty() {
                let cells = self.landscape.cells_of(classes);
                self.touch_bodies(vec![one], Some(cells));
            }
        }
    }

    /// The first day of what begins, the last day of what ends.
    pub(super) fn onwards(&self, until: Option<Day>) -> Period {
        Period::new(Some(self.on), until)
    }

    /// A period cut off the day before the reform; of what had not begun, never.
    pub(super) fn cut(&self, period: Period) -> Period {
        if period.begun_by(self.on) { Period::new(period.from(), Some(self.on.previous())) } else { Period::NEVER }
    }

    /// The period of what goes on, changed, from the day of the reform.
    pub(super) fn rest(&self, period: Period) -> Period {
        if period.begun_by(self.on) { self.onwards(period.until()) } else { period }
    }

    /// Ends a responsibility.
    pub(super) fn end_responsibility(&mut self, id: ResponsibilityId) {
        let period = self.cut(self.landscape.responsibilities[id.index()].period);
        self.landscape.responsibilities[id.index()].period = period;
        self.landscape.touched.responsibilities.insert(id);
        self.done.responsibilities.push(id);
    }

    /// Marks a responsibility as changed in place.
    pub(super) fn changed(&mut self, id: ResponsibilityId) -> &mut Responsibility {
        self.landscape.touched.responsibilities.insert(id);
        self.done.responsibilities.push(id);
        &mut self.landscape.responsibilities[id.index()]
    }

    /// Begins a responsibility; one without any component begins nothing.
    pub(super) fn begin_responsibility(&mut self, fact: Responsibility, holder_at: Span) -> ResponsibilityId {
        let id = ResponsibilityId::new(self.landscape.responsibilities.len());
        self.landscape.responsibilities.push(fact);
        self.landscape.touched.responsibilities.insert(id);
        self.begun.push((id, holder_at));
        id
    }

    /// Remembers the areas that a responsibility names: whether its holder has them is seen when all is done.
    pub(super) fn areas_named(&mut self, id: ResponsibilityId, holder_at: Span, areas: &[Name]) {
        self.named.extend(areas.iter().map(|name| (id, holder_at, name.clone())));
    }

    /// Begins or redefines an organisation.
    pub(super) fn begin_organisation(&mut self, one: OrganisationId) {
        self.landscape.touched.organisations.insert(one);
        self.created.push(one);
        self.done.begun.push(one);
    }

    /// Ends an organisation the day before.
    pub(super) fn end_organisation(&mut self, one: OrganisationId) {
        let period = self.cut(self.organisation(one).period);
        self.landscape.organisations[one.index()].period = period;
        self.landscape.touched.organisations.insert(one);
        self.done.ended.push(one);
    }

    /// Remembers that all that some bodies held was taken from them, in some cells or everywhere.
    pub(super) fn touch_bodies(&mut self, holders: Vec<OrganisationId>, cells: Option<Cells>) {
        if !holders.is_empty() {
            self.done.touches.push(Touch { components: None, function: None, holders, cells, on_purpose: false });
        }
    }
}

fn nowhere_problem(organisation: &Organisation, at: Span) -> Problem {
    Problem::new(at, format!("the holder `{}` on no day has any area", organisation.id))
        .also(organisation.at, "declared here")
        .help("give it areas: a `footprint` where it is created, or a step with do = \"redraw\"")
}
