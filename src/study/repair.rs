//! The smallest set of changes by which chosen findings go and nothing else goes wrong: an integer program over what could be
//! done about each function of each component (docs/method.md). What it gives is written as a reform, read again and checked.

mod choices;
mod crossings;
mod pacts;
mod program;
mod puzzle;
mod regret;
mod search;
mod solve;
mod targets;
mod told;
mod trials;
mod written;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use crate::model::{ChangeKind, Costs, MAKERS, Vehicle, read_costs};
pub use choices::{Choice, Deed, kind};
pub use pacts::{Need, Pact};
pub use search::MOST_TIES;
pub use targets::Asked;
pub use told::{bodies, body, sentence};
pub use written::{By, Change, Heading};

use self::choices::{Chooser, plain};
use self::crossings::Passage;
use self::targets::targets;
use self::trials::{Faces, Group, Lab, face, try_all};
use crate::analysis::{Edge, Facts};
use crate::checks::{Finding, Subject, judge_codes};
use crate::day::Day;
use crate::landscape::{
    COMMISSION, Cells, ComponentId, FunctionId, Landscape, Responsibility, Selector, ServiceId, Situation,
};
use crate::reform::{Proposed, try_out};
use crate::study::blame::Workers;
use crate::study::tipping::{Becomes, Held};
use crate::study::trouble::Trouble;

/// A repair.
#[derive(Debug)]
pub struct Repair {
    /// How many findings were to go.
    pub wanted: usize,
    /// Those that go, by key, in order.
    pub cleared: Vec<String>,
    /// What it costs.
    pub cost: u64,
    /// No repair among the changes that were considered costs less.
    pub bound: u64,
    /// Whether that is proved of this one.
    pub optimal: bool,
    /// How many others cost the same, up to [`MOST_TIES`].
    pub ties: usize,
    /// Some of them: what could be done instead of what.
    pub instead: Vec<(Vec<Deed>, Vec<Deed>)>,
    /// Findings that no change goes with, and why.
    pub impossible: Vec<Impossible>,
    /// The changes, in order.
    pub changes: Vec<Change>,
    /// Whether it does what it says whichever way disputes go; `None` where nothing is changed.
    pub held: Option<Held>,
    /// All of it as the file of a reform; it has been read again and checked.
    pub text: String,
    /// How many choices were tried.
    pub tried: usize,
}

/// Findings that cannot go together; one alone: that cannot go at all.
#[derive(Debug, Clone)]
pub struct Impossible {
    /// The one that stays.
    pub finding: String,
    /// The others with which it is in conflict.
    pub together_with: Vec<String>,
    /// What was tried, and what came of it.
    pub because: Vec<Reason>,
}

/// Why something cannot be done.
#[derive(Debug, Clone)]
pub enum Reason {
    /// Nobody is near who could hold it.
    Nobody,
    /// This would open something else, by key.
    Opens(Vec<Deed>, Vec<String>),
    /// This would not be enough: some of it, by key, would be left.
    Leaves(Vec<Deed>, Vec<String>),
    /// The model has no change for findings of this code.
    NoSuchChange,
    /// It would take other bodies than the one asked about.
    NotForActor,
    /// Of the combinations that would do it, the so many cheapest would all open something else, by key.
    AllOpen(usize, String),
    /// Of those, the last one does it only as long as these facts, which are disputed, do not become this.
    Decides(Vec<(Responsibility, Becomes)>),
    /// More changes than were allowed.
    TooMany(usize),
    /// There was no time to look at everything.
    OutOfTime,
}

/// Why there is no repair at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoRepair {
    /// The world would not wait.
    Stopped,
    /// What was found could not be read again: a mistake in this program.
    Broken(String),
}

/// Reads the text of a reform as if it stood in a file: the landscape before it and after.
pub type Reader<'r> = dyn Fn(&str) -> Result<(Landscape, Landscape), Vec<String>> + 'r;

/// Looks for the smallest set of changes.
///
/// # Errors
/// Where the world would not wait, or what was found is not right.
pub fn repair(
    landscape: &Landscape,
    day: Day,
    asked: &Asked,
    heading: &Heading,
    read: &Reader<'_>,
    workers: &dyn Workers,
) -> Result<Repair, NoRepair> {
    at_work(landscape, day, asked, |mut work| {
        let mut groups = work.groups();
        let (lab, situation) = (work.lab, work.situation());
        let finished = try_all(&mut groups, lab, situation, &mut work.faces, workers);
        work.solve(groups, finished, heading, read, workers)
    })
}

/// All that is considered for each function of a component that a finding is about, before anything is tried: for whoever
/// wants to check what a repair says.
pub fn considered(landscape: &Landscape, day: Day, asked: &Asked) -> Vec<(ComponentId, FunctionId, Vec<Choice>)> {
    at_work(landscape, day, asked, |work| {
        work.groups().into_iter().map(|group| (group.component, group.function, group.choices)).collect()
    })
}

/// Works out what a repair begins from, and hands it over.
fn at_work<T>(landscape: &Landscape, day: Day, asked: &Asked, go: impl FnOnce(Work<'_>) -> T) -> T {
    let situation = landscape.at(day, asked.bare_law);
    let facts = Facts::new(&situation);
    let trouble = Trouble::of(&facts);
    let targets = targets(&facts, asked);
    let edges = edges(&facts);
    let before = before(&trouble, &targets, landscape);
    let may_arrange = |members: &[Selector]| asked.may_agree(landscape, members);
    let lab = Lab {
        landscape,
        day,
        bare_law: asked.bare_law,
        before: &before,
        targets: &targets,
        costs: &asked.costs,
        may_arrange: &may_arrange,
        shapes: Arc::default(),
    };
    go(Work { asked, facts: &facts, edges: &edges, lab: &lab, trouble: &trouble, faces: Faces::default() })
}

/// Every edge of a pathway, once.
fn edges(facts: &Facts<'_>) -> Vec<Edge> {
    let services = (0..facts.situation.landscape.services.len()).map(ServiceId::new);
    let mut edges: Vec<Edge> =
        services.flat_map(|service| facts.pathway(service).edges.iter().map(|(edge, _)| *edge)).collect();
    edges.sort_unstable();
    edges.dedup();
    edges
}

/// What is wrong with each component that a finding is about, before anything is done.
fn before(trouble: &Trouble, targets: &[Finding], landscape: &Landscape) -> BTreeMap<ComponentId, Trouble> {
    let components = targets.iter().flat_map(|target| match &target.subject {
        Subject::Component(component) => vec![*component],
        Subject::Handoff(edge, _) => vec![edge.from, edge.to],
        _ => Vec::new(),
    });
    components.map(|component| (component, trouble.about(component, landscape))).collect()
}

/// What a repair is worked out from.
struct Work<'w> {
    asked: &'w Asked,
    facts: &'w Facts<'w>,
    edges: &'w [Edge],
    lab: &'w Lab<'w>,
    trouble: &'w Trouble,
    faces: Faces,
}

impl<'w> Work<'w> {
    fn situation(&self) -> &'w Situation<'w> {
        self.facts.situation
    }

    /// One group for each function of a component that a finding is about; for both ends of a handoff, who commissions them.
    fn groups(&self) -> Vec<Group> {
        let mut wanted: BTreeMap<(ComponentId, FunctionId), Vec<usize>> = BTreeMap::new();
        for (place, target) in self.lab.targets.iter().enumerate() {
            match &target.subject {
                Subject::Component(component) => {
                    wanted.entry((*component, target.function.unwrap_or(COMMISSION))).or_default().push(place);
                }
                Subject::Handoff(edge, _) => {
                    wanted.entry((edge.from, COMMISSION)).or_default();
                    wanted.entry((edge.to, COMMISSION)).or_default();
                }
                _ => {}
            }
        }
        let barred = self.barred();
        let chooser = Chooser::new(self.facts, self.edges, &barred);
        let group = |((component, function), targets): ((ComponentId, FunctionId), Vec<usize>)| {
            let mut choices = chooser.choices(component, function);
            choices
                .retain(|choice| choice.deeds.iter().all(|deed| self.asked.may(self.facts.situation.landscape, deed)));
            let mut group = Group::new(component, function, choices, &self.asked.costs);
            let ends = |edge: &&Edge| function == COMMISSION && [edge.from, edge.to].contains(&component);
            group.edges = self.edges.iter().filter(ends).count();
            group.targets = targets;
            group.thrifty = self.asked.actor.is_none() && self.asked.max.is_none();
            group.wider = self.asked.no_regret;
            group
        };
        wanted.into_iter().map(group).collect()
    }

    /// Bodies that commission nothing now and would answer to nobody if they did.
    fn barred(&self) -> Vec<Selector> {
        let (situation, landscape) = (self.situation(), self.situation().landscape);
        let Some((component, _)) = self.facts.existing().first() else { return Vec::new() };
        let mut all: Vec<Selector> = landscape
            .responsibilities
            .iter()
            .map(|fact| fact.holder)
            .chain(situation.live_organisations().map(|one| choices::kind_of(situation, one)))
            .map(|who| plain(situation, who))
            .filter(|who| !situation.live_of(*who).is_empty())
            .collect();
        all.sort_unstable();
        all.dedup();
        let commissions = |who: &Selector| {
            situation.live_of(*who).iter().all(|one| self.facts.commissioners().binary_search(one).is_ok())
        };
        all.retain(|who| !commissions(who) && self.would_answer_to_nobody(*component, *who));
        all
    }

    fn would_answer_to_nobody(&self, component: ComponentId, who: Selector) -> bool {
        let step = Proposed::Assign { component, function: COMMISSION, holder: who };
        let (after, failed) = try_out(self.lab.landscape.clone(), self.lab.day, &[step]);
        let situation = after.at(self.lab.day, self.asked.bare_law);
        let facts = Facts::about(&situation, Arc::clone(&self.lab.shapes), |one| one == component);
        let found = judge_codes(&facts, None, |code| code == "accountability/none").findings;
        let known = |finding: &Finding| {
            self.trouble
                .findings
                .iter()
                .any(|known| known.key == finding.key && finding.cells.without(&known.cells).is_empty())
        };
        !failed.is_empty() || found.iter().any(|finding| !finding.accepted && !known(finding))
    }

    /// Edges with an end that a group is about, and who commissions the other ends.
    fn passages(&mut self, groups: &[Group]) -> (Vec<Passage>, BTreeMap<ComponentId, usize>) {
        let landscape = self.situation().landscape;
        let touched = |component: ComponentId| {
            groups.iter().any(|group| group.component == component && group.function == COMMISSION)
        };
        let (mut passages, mut fixed) = (Vec::new(), BTreeMap::new());
        let of_handoff =
            |edge: &Edge, finding: &Finding| matches!(&finding.subject, Subject::Handoff(of, _) if of == edge);
        for edge in self.edges.iter().filter(|edge| touched(edge.from) || touched(edge.to)) {
            // What somebody has accepted may stay, and may begin.
            let (from, to) = (&landscape.components[edge.from.index()].id, &landscape.components[edge.to.index()].id);
            let key = format!("fragmentation/handoff:{from}>{to}");
            let lives = |accepted: &&crate::landscape::Accepted| accepted.period.includes(self.lab.day);
            if landscape.accepted.iter().filter(lives).any(|accepted| accepted.matches(&key)) {
                continue;
            }
            for end in [edge.from, edge.to].into_iter().filter(|end| !touched(*end)) {
                if let std::collections::btree_map::Entry::Vacant(free) = fixed.entry(end) {
                    free.insert(self.faces.intern(face(self.facts, end)));
                }
            }
            let known = self.trouble.findings.iter().find(|finding| of_handoff(edge, finding));
            passages.push(Passage {
                edge: *edge,
                target: self.lab.targets.iter().position(|target| of_handoff(edge, target)),
                before: known.map_or_else(|| Cells::none(landscape.grid()), |finding| finding.cells.clone()),
            });
        }
        (passages, fixed)
    }
}
