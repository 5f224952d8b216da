//! Which steps of a reform are responsible for what it changes: what is left of the change without each, the smallest sets
//! of steps without which it does not happen, and what each step's part is where steps work together.

mod game;
mod overview;
mod relevant;

use std::sync::Arc;

pub use game::{EXACT, Patient, Share, Smallest, Workers};
pub use overview::{Change, Overview, overview};

use self::game::Game;
use self::relevant::{Question, players};
use crate::analysis::{Facts, Shapes};
use crate::checks::{Certainty, Finding, judge_codes};
use crate::day::Day;
use crate::landscape::{ComponentId, Landscape, ServiceId, ServiceMeasure, TOLERANCE};
use crate::reform::Replay;

/// What somebody is asked to answer for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The mean of a measure of a service.
    Measure(ServiceMeasure, ServiceId),
    /// The people under a finding, by its key; of one that counts nobody, whether it is there.
    Finding(String),
}

/// How steps share a change.
#[derive(Debug, Clone)]
pub struct Blame {
    /// The change: with all steps, less without any.
    pub total: f64,
    /// Whether the shares are exact.
    pub exact: bool,
    /// Steps that can have a part in it, in order; all others have none.
    pub steps: Vec<StepShare>,
    /// The smallest sets of steps, by their places in the reform, without which there is no such change.
    pub smallest: Smallest,
    /// How many times the reform was applied with some of its steps.
    pub replays: usize,
    /// Whether the world would not wait for all of it.
    pub stopped: bool,
    /// Shapes of coverage that were asked for, and those of them that had to be worked out.
    pub shapes: (usize, usize),
}

/// One step's part.
#[derive(Debug, Clone, Copy)]
pub struct StepShare {
    /// The step's place in the reform.
    pub step: usize,
    /// Its share; `None` where the world would not wait.
    pub share: Option<Share>,
    /// The change without this step.
    pub without: f64,
}

/// How hard to look.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    /// With more than [`EXACT`] steps, so many random orders are drawn.
    pub orders: usize,
    /// From this seed.
    pub seed: u64,
    /// For the smallest sets, at most so many are tried.
    pub sets: usize,
}

impl Default for Effort {
    fn default() -> Self {
        Effort { orders: 64, seed: 2012, sets: 3000 }
    }
}

/// A reform whose steps are asked who is responsible for something, on a day of the reform or later.
struct Asking<'a> {
    replay: &'a Replay,
    day: Day,
    bare_law: bool,
    subject: &'a Subject,
}

impl Asking<'_> {
    /// Lets the steps that can have a part play: what comes of it, with those steps by their places in the reform.
    fn play<R>(&self, shapes: &Arc<Shapes>, workers: &dyn Workers, go: impl FnOnce(&mut Game<'_>, &[usize]) -> R) -> R {
        let &Asking { replay, day, bare_law, subject } = self;
        let question = question(replay, day, bare_law, subject).for_steps(replay);
        let players = players(replay, &question);
        let narrow = replay.narrowed(|fact| question.asks_about_fact(fact));
        let value = |coalition: &[bool]| {
            let landscape = narrow.with(|step| players.binary_search(&step).is_ok_and(|place| coalition[place]));
            value(&landscape, day, bare_law, subject, &question, shapes)
        };
        go(&mut Game::new(players.len(), &value, workers), &players)
    }
}

/// Whether nothing, or next to nothing, is left of a change.
fn gone(left: f64, total: f64) -> bool {
    left.abs() <= TOLERANCE * total.abs().max(1.0)
}

/// Of what a reform changes, the greatest part that goes when one step is left out: 1 where nothing is left without it, 0
/// where each can be spared. `None` where the reform changes nothing.
pub fn one_step(replay: &Replay, day: Day, bare_law: bool, subject: &Subject, workers: &dyn Workers) -> Option<f64> {
    Asking { replay, day, bare_law, subject }.play(&Arc::default(), workers, |game, _| {
        let total = game.total();
        let part = |without: f64| (total - without) / total;
        (!gone(total, total)).then(|| game.without_each().into_iter().map(part).fold(0.0, f64::max))
    })
}

/// Asks the steps of a reform who is responsible, on a day of the reform or later.
pub fn blame(
    replay: &Replay,
    day: Day,
    bare_law: bool,
    subject: &Subject,
    effort: Effort,
    workers: &dyn Workers,
) -> Blame {
    let shapes: Arc<Shapes> = Arc::default();
    let asking = Asking { replay, day, bare_law, subject };
    let mut blame = asking.play(&shapes, workers, |game, players| shared_out(game, players, effort));
    blame.shapes = shapes.counts();
    blame
}

fn shared_out(game: &mut Game<'_>, players: &[usize], effort: Effort) -> Blame {
    let total = game.total();
    let without = game.without_each();
    let smallest = if gone(total, total) {
        Smallest::default()
    } else {
        game.smallest(|left| !gone(left, total) && left * total > 0.0, effort.sets)
    };
    let shares = game.shares(effort.orders, effort.seed);
    let shared = |place: usize| shares.as_ref().map(|shares| shares.shares[place]);
    let steps = players.iter().zip(without).enumerate().map(|(place, (step, without))| StepShare {
        step: *step,
        share: shared(place),
        without,
    });
    let sets = smallest.sets.iter().map(|set| set.iter().map(|place| players[*place]).collect()).collect();
    Blame {
        total,
        exact: shares.as_ref().is_some_and(|shares| shares.exact),
        steps: steps.collect(),
        smallest: Smallest { sets, up_to: smallest.up_to },
        replays: game.known(),
        stopped: game.stopped(),
        shapes: (0, 0),
    }
}

/// What must be looked at to answer: of a finding, what it is about with all steps or without any.
fn question(replay: &Replay, day: Day, bare_law: bool, subject: &Subject) -> Question {
    let landscape = replay.before();
    match subject {
        Subject::Measure(measure, service) => Question::of_measure(landscape, *measure, *service),
        Subject::Finding(key) => {
            let ends = [replay.with(|_| true), replay.with(|_| false)];
            let found = ends.iter().find_map(|landscape| {
                let situation = landscape.at(day, bare_law);
                let facts = Facts::new(&situation);
                findings(&facts, key).into_iter().next()
            });
            Question::of_finding(landscape, found.as_ref())
        }
    }
}

fn value(
    landscape: &Landscape,
    day: Day,
    bare_law: bool,
    subject: &Subject,
    question: &Question,
    shapes: &Arc<Shapes>,
) -> f64 {
    let situation = landscape.at(day, bare_law);
    let facts = Facts::about(&situation, Arc::clone(shapes), |component: ComponentId| question.asks_about(component));
    match subject {
        Subject::Measure(measure, service) => {
            facts.measures(*service).map_or(0.0, |measures| measures.summary(landscape, *measure).mean)
        }
        Subject::Finding(key) => {
            let people = |finding: &Finding| finding.people(landscape).unwrap_or(1.0);
            findings(&facts, key).iter().map(people).sum::<f64>() + 0.0
        }
    }
}

/// Findings of a key, certain or possible.
fn findings(facts: &Facts<'_>, key: &str) -> Vec<Finding> {
    let code = key.split(':').next().unwrap_or(key);
    let mut found = judge_codes(facts, None, |other| other == code).findings;
    found.retain(|finding| finding.key == key);
    found.sort_by_key(|finding| finding.certainty != Certainty::Certain);
    found
}
