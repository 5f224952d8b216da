//! Tries choices out: what would be wrong with a component if this were done about it, and who would commission it then.
//!
//! What is wrong with a component by itself depends on nothing but its own claims and arrangements. So one trial does something
//! about many components at once, one thing about each, and looks at them one by one.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::choices::{Choice, kind_of};
use super::pacts::{Need, sets_of_two_or_more};
use crate::analysis::{Facts, Shapes};
use crate::checks::Finding;
use crate::day::Day;
use crate::landscape::{COMMISSION, ComponentId, FunctionId, Landscape, OrganisationId, Selector, Situation};
use crate::model::Costs;
use crate::reform::{Proposed, try_out};
use crate::study::blame::Workers;
use crate::study::trouble::Trouble;

/// Of more kinds than these no combination is tried.
const MOST_KINDS: usize = 4;

/// One function of one component, and what can be done about it.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) component: ComponentId,
    pub(super) function: FunctionId,
    /// The findings about it that are to go, by their places among all that are.
    pub(super) targets: Vec<usize>,
    /// What could be done, the cheapest first.
    pub(super) choices: Vec<Choice>,
    /// What was found to be right.
    pub(super) ways: Vec<Way>,
    /// What was found to be wrong.
    pub(super) wrong: Vec<Wrong>,
    /// How many edges begin or end here.
    pub(super) edges: usize,
    /// Whether choices that cannot be part of the cheapest repair are left untried.
    pub(super) thrifty: bool,
    /// Whether arrangements among more bodies are tried where fewer are enough.
    pub(super) wider: bool,
    next: usize,
    waiting: VecDeque<Trial>,
    best: Option<u64>,
}

/// Something that can be done without opening anything: which findings it clears, and who commissions then.
#[derive(Debug, Clone)]
pub(super) struct Way {
    /// Which choice.
    pub(super) choice: usize,
    /// The arrangements that it needs besides.
    pub(super) needs: Vec<Need>,
    /// Which of the group's findings are gone, one bit each.
    pub(super) clears: u64,
    /// Who commissions where, by settled claims, in the list of all faces; 0 for other functions.
    pub(super) face: usize,
    /// What its changes cost, the arrangements not counted.
    pub(super) cost: u64,
}

/// Something that cannot be done.
#[derive(Debug, Clone)]
pub(super) struct Wrong {
    /// Which choice.
    pub(super) choice: usize,
    /// What it would open, by key; nothing: it only does not clear what it should, or cannot be done at all.
    pub(super) opens: Vec<String>,
    /// What would be left, by key.
    pub(super) leaves: Vec<String>,
}

/// Something to be tried.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Trial {
    choice: usize,
    needs: Vec<Need>,
}

/// What came of a trial.
struct Verdict {
    failed: bool,
    opened: Vec<Finding>,
    left: Vec<Finding>,
    /// Which targets are gone.
    clears: u64,
    face: Face,
}

/// Who commissions at each cell, by settled claims.
pub(super) type Face = Vec<Arc<[OrganisationId]>>;

/// Every different face, once.
#[derive(Debug, Default)]
pub(super) struct Faces {
    list: Vec<Face>,
    known: FxHashMap<Face, usize>,
}

impl Faces {
    pub(super) fn intern(&mut self, face: Face) -> usize {
        *self.known.entry(face).or_insert_with_key(|face| {
            self.list.push(face.clone());
            self.list.len() - 1
        })
    }

    pub(super) fn get(&self, face: usize) -> &Face {
        &self.list[face]
    }
}

/// What stays the same in all trials.
pub(super) struct Lab<'l> {
    pub(super) landscape: &'l Landscape,
    pub(super) day: Day,
    pub(super) bare_law: bool,
    /// What is wrong before anything is done, component by component.
    pub(super) before: &'l BTreeMap<ComponentId, Trouble>,
    pub(super) targets: &'l [Finding],
    pub(super) costs: &'l Costs,
    /// Whether some bodies may make an arrangement.
    pub(super) may_arrange: &'l (dyn Fn(&[Selector]) -> bool + Sync),
    pub(super) shapes: Arc<Shapes>,
}

impl Group {
    pub(super) fn new(component: ComponentId, function: FunctionId, mut choices: Vec<Choice>, costs: &Costs) -> Self {
        choices.sort_by_key(|choice| choice.cost(costs));
        Group {
            component,
            function,
            targets: Vec::new(),
            choices,
            ways: Vec::new(),
            wrong: Vec::new(),
            edges: 0,
            thrifty: true,
            wider: false,
            next: 0,
            waiting: VecDeque::new(),
            best: None,
        }
    }

    /// All its findings.
    pub(super) fn all(&self) -> u64 {
        (0..self.targets.len()).fold(0, |mask, place| mask | 1 << place)
    }

    /// Whether everything worth it has been tried.
    pub(super) fn is_done(&self, costs: &Costs) -> bool {
        self.waiting.is_empty() && self.next_choice(costs).is_none()
    }

    /// What the next choice costs; nothing is left untried that costs less.
    pub(super) fn next_cost(&self, costs: &Costs) -> Option<u64> {
        self.waiting.front().map(|trial| trial.choice).or(self.next_choice(costs)).map(|c| self.choices[c].cost(costs))
    }

    /// The next choice to be tried. One that costs more than the cheapest that is right, together with an arrangement for
    /// every edge that it could break, is in no cheapest repair.
    fn next_choice(&self, costs: &Costs) -> Option<usize> {
        let choice = self.choices.get(self.next)?;
        let arrangement = u64::from(costs.of(crate::model::ChangeKind::Arrange));
        let enough = self.best.map(|best| best + self.edges as u64 * arrangement);
        (!self.thrifty || enough.is_none_or(|enough| choice.cost(costs) <= enough)).then_some(self.next)
    }

    fn take_trial(&mut self, costs: &Costs) -> Option<Trial> {
        while let Some(trial) = self.waiting.pop_front() {
            // An arrangement of fewer does it already.
            let served =
                |way: &Way| way.choice == trial.choice && way.clears == self.all() && within(&way.needs, &trial.needs);
            if self.wider || !self.ways.iter().any(served) {
                return Some(trial);
            }
        }
        let choice = self.next_choice(costs)?;
        self.next += 1;
        Some(Trial { choice, needs: Vec::new() })
    }

    fn learn(
        &mut self,
        trial: &Trial,
        mut verdict: Verdict,
        lab: &Lab<'_>,
        situation: &Situation<'_>,
        faces: &mut Faces,
    ) {
        let right = !verdict.failed && verdict.opened.is_empty();
        let all = right && verdict.clears == self.all();
        let cost = self.choices[trial.choice].cost(lab.costs);
        if right {
            let face = faces.intern(std::mem::take(&mut verdict.face));
            let (choice, needs, clears) = (trial.choice, trial.needs.clone(), verdict.clears);
            let known = |way: &Way| way.choice == choice && way.clears == clears && within(&way.needs, &needs);
            if self.wider || !self.ways.iter().any(known) {
                self.ways.push(Way { choice, needs, clears, face, cost });
            }
        }
        if all {
            let arrangements: u64 = trial.needs.iter().map(|need| price(lab.costs, need)).sum();
            let whole = cost + arrangements;
            self.best = Some(self.best.map_or(whole, |best| best.min(whole)));
            return;
        }
        if trial.needs.is_empty() {
            let keys = |findings: &[Finding]| findings.iter().map(|finding| finding.key.clone()).collect();
            let (opens, leaves) = (keys(&verdict.opened), keys(&verdict.left));
            self.wrong.push(Wrong { choice: trial.choice, opens, leaves });
            if !verdict.failed {
                self.add_needs(trial.choice, &verdict, lab, situation);
            }
        }
    }

    /// Arrangements with which a choice may be right.
    fn add_needs(&mut self, choice: usize, verdict: &Verdict, lab: &Lab<'_>, situation: &Situation<'_>) {
        let kinds = |wanted: &dyn Fn(&str) -> bool| -> Vec<Selector> {
            let findings = verdict.opened.iter().chain(&verdict.left).filter(|finding| wanted(finding.code));
            let mut kinds: Vec<Selector> =
                findings.flat_map(|finding| &finding.holders).map(|one| kind_of(situation, *one)).collect();
            kinds.sort_unstable();
            kinds.dedup();
            kinds
        };
        let apart = kinds(&|code| code.starts_with("overlap/") || code == "gap/cross-boundary");
        let visitors = kinds(&|code| code == "gap/cross-boundary");
        let paying = Need { charging: true, members: visitors.clone() };
        let joint: Vec<Need> = if apart.len() > MOST_KINDS {
            Vec::new()
        } else {
            sets_of_two_or_more(&apart).into_iter().map(|members| Need { charging: false, members }).collect()
        };
        let mut add = |needs: Vec<Need>| {
            let may = |need: &Need| need.can_be_met() && (lab.may_arrange)(&need.members);
            if needs.iter().all(may) {
                self.waiting.push_back(Trial { choice, needs });
            }
        };
        if !visitors.is_empty() {
            add(vec![paying.clone()]);
        }
        for one in &joint {
            add(vec![one.clone()]);
        }
        if !visitors.is_empty() {
            for one in joint {
                add(vec![one, paying.clone()]);
            }
        }
    }
}

/// What the arrangement for a need costs.
pub(super) fn price(costs: &Costs, need: &Need) -> u64 {
    u64::from(costs.of(need.pact(ComponentId::new(0)).deed(false).kind))
}

/// Whether needs ask for no more than others.
fn within(fewer: &[Need], more: &[Need]) -> bool {
    fewer.iter().all(|need| {
        more.iter().any(|other| {
            need.charging == other.charging && need.members.iter().all(|member| other.members.contains(member))
        })
    })
}

/// Tries, for every group, all that is worth it. `false`: the world would not wait.
pub(super) fn try_all(
    groups: &mut [Group],
    lab: &Lab<'_>,
    situation: &Situation<'_>,
    faces: &mut Faces,
    workers: &dyn Workers,
) -> bool {
    loop {
        let done = groups.iter().filter(|group| group.is_done(lab.costs)).count();
        if !workers.go_on("functions of components for which everything was tried", done, groups.len()) {
            return done == groups.len();
        }
        let trials: Vec<(usize, Trial)> = groups
            .iter_mut()
            .enumerate()
            .filter_map(|(place, group)| Some((place, group.take_trial(lab.costs)?)))
            .collect();
        if trials.is_empty() {
            return true;
        }
        let jobs = jobs(groups, &trials);
        let done: Vec<Mutex<Vec<Verdict>>> = jobs.iter().map(|_| Mutex::default()).collect();
        let seen: &[Group] = groups;
        workers.side_by_side(jobs.len(), &|place| {
            let found = evaluate(lab, seen, &jobs[place].iter().map(|one| &trials[*one]).collect::<Vec<_>>());
            *done[place].lock().unwrap_or_else(PoisonError::into_inner) = found;
        });
        for (job, verdicts) in jobs.iter().zip(done) {
            let verdicts = verdicts.into_inner().unwrap_or_else(PoisonError::into_inner);
            for (one, verdict) in job.iter().zip(verdicts) {
                let (place, trial) = &trials[*one];
                groups[*place].learn(trial, verdict, lab, situation, faces);
            }
        }
    }
}

/// Trials that can be made at once: in none of them is a component twice.
fn jobs(groups: &[Group], trials: &[(usize, Trial)]) -> Vec<Vec<usize>> {
    const MOST: usize = 120;
    let mut jobs: Vec<Vec<usize>> = Vec::new();
    for (one, (place, _)) in trials.iter().enumerate() {
        let component = groups[*place].component;
        let has = |job: &Vec<usize>| job.iter().any(|other| groups[trials[*other].0].component == component);
        match jobs.iter_mut().find(|job| job.len() < MOST && !has(job)) {
            Some(job) => job.push(one),
            None => jobs.push(vec![one]),
        }
    }
    jobs
}

/// Makes some trials at once, each about another component.
fn evaluate(lab: &Lab<'_>, groups: &[Group], trials: &[&(usize, Trial)]) -> Vec<Verdict> {
    let mut steps: Vec<Proposed> = Vec::new();
    let mut owners: Vec<usize> = Vec::new();
    for (owner, (place, trial)) in trials.iter().enumerate() {
        let group = &groups[*place];
        steps.extend(group.choices[trial.choice].steps().cloned());
        let pacts = trial.needs.iter().map(|need| need.pact(group.component).deed(lab.bare_law));
        steps.extend(pacts.flat_map(|deed| deed.steps));
        owners.resize(steps.len(), owner);
    }
    let about = |component: ComponentId| trials.iter().any(|(place, _)| groups[*place].component == component);
    let mut landscape = lab.landscape.clone();
    for fact in landscape.responsibilities.iter_mut().filter(|fact| !fact.components.iter().any(|one| about(*one))) {
        fact.components.clear();
    }
    let (after, failed) = try_out(landscape, lab.day, &steps);
    let situation = after.at(lab.day, lab.bare_law);
    let facts = Facts::about(&situation, Arc::clone(&lab.shapes), about);
    let trouble = Trouble::of_components(&facts);
    let verdict = |(owner, (place, _)): (usize, &&(usize, Trial))| {
        let group = &groups[*place];
        let here = trouble.about(group.component, &after);
        let stands = |target: &usize| here.left_of(&lab.targets[*target], &after);
        let mut clears = 0;
        for (bit, target) in group.targets.iter().enumerate() {
            clears |= u64::from(stands(target).is_none()) << bit;
        }
        Verdict {
            failed: failed.iter().any(|step| owners[*step] == owner),
            opened: here.opened(&lab.before[&group.component]).cloned().collect(),
            left: group.targets.iter().filter_map(stands).cloned().collect(),
            clears,
            face: if group.function == COMMISSION { face(&facts, group.component) } else { Vec::new() },
        }
    };
    trials.iter().enumerate().map(verdict).collect()
}

/// Who commissions a component, cell by cell, by settled claims.
pub(super) fn face(facts: &Facts<'_>, component: ComponentId) -> Face {
    let mut known: BTreeMap<_, Arc<[OrganisationId]>> = BTreeMap::new();
    let cells = 0..facts.situation.landscape.grid().len();
    let needed = facts.needing(component);
    cells
        .map(|cell| {
            if !needed.is_some_and(|needed| needed.contains(cell)) {
                return Arc::default();
            }
            let units = facts.commissioning(component, cell);
            let of = || facts.units().get(units).organisations.as_slice().into();
            Arc::clone(known.entry(units).or_insert_with(of))
        })
        .collect()
}
