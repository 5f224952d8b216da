//! The smallest repair, the naive way: every combination of what is considered, applied to the whole landscape.

use std::cell::Cell as Counter;
use std::collections::{BTreeMap, BTreeSet};

use remit::analysis::Facts;
use remit::checks::{Certainty, Finding, Severity, codes, judge};
use remit::day::Day;
use remit::landscape::{ComponentId, Landscape, Selector, ServiceId};
use remit::reform::{Proposed, read_with, try_out};
use remit::study::blame::Patient;
use remit::study::repair::{
    Asked, ChangeKind, Choice, Costs, Heading, MOST_TIES, Pact, Reason, Repair, considered, repair,
};

use super::generate::worlds_and_genes;
use super::tool::read;
use super::world::World;
use super::{Holds, hold, holds};

/// Code and place, certainty, and the cells; nobody's cells are one of their own.
pub(super) type Wrong = BTreeSet<(String, Certainty, Option<usize>)>;

pub(super) struct State {
    pub(super) wrong: Wrong,
    pub(super) keys: BTreeSet<(String, Certainty)>,
}

pub(super) fn named(finding: &Finding, landscape: &Landscape) -> String {
    format!("{}:{}", finding.code, finding.place(landscape))
}

pub(super) fn state(landscape: &Landscape, day: Day) -> State {
    let situation = landscape.at(day, false);
    let facts = Facts::new(&situation);
    let (mut wrong, mut keys) = (Wrong::new(), BTreeSet::new());
    for finding in judge(&facts, None).findings {
        let counts = !finding.accepted && finding.severity != Severity::Note && !finding.code.starts_with("accepted/");
        if !counts {
            continue;
        }
        keys.insert((finding.key.clone(), finding.certainty));
        let name = named(&finding, landscape);
        let mut cells: Vec<Option<usize>> = finding.cells.iter().map(Some).collect();
        if cells.is_empty() {
            cells.push(None);
        }
        wrong.extend(cells.into_iter().map(|cell| (name.clone(), finding.certainty, cell)));
    }
    State { wrong, keys }
}

impl State {
    /// Whether something is here that was not there before.
    fn opens(&self, before: &State) -> bool {
        let was = |(name, certainty, cell): &(String, Certainty, Option<usize>)| {
            before.wrong.contains(&(name.clone(), *certainty, *cell))
                || before.wrong.contains(&(name.clone(), Certainty::Certain, *cell))
        };
        !self.keys.is_subset(&before.keys) || !self.wrong.iter().all(was)
    }
}

/// One landscape, one day, some findings that are to go.
struct Case<'c> {
    landscape: &'c Landscape,
    day: Day,
    before: State,
    targets: Wrong,
    applied: Counter<usize>,
}

impl Case<'_> {
    /// Whether steps clear all that is to go and open nothing.
    fn mends(&self, steps: &[Proposed]) -> bool {
        self.applied.set(self.applied.get() + 1);
        let (after, failed) = try_out(self.landscape.clone(), self.day, steps);
        let after = state(&after, self.day);
        let stands = |(name, _, cell): &(String, Certainty, Option<usize>)| {
            [Certainty::Certain, Certainty::Possible].iter().any(|of| after.wrong.contains(&(name.clone(), *of, *cell)))
        };
        failed.is_empty() && !after.opens(&self.before) && !self.targets.iter().any(stands)
    }
}

/// The kinds that live, one body standing for its kind where it is alone.
fn kinds(landscape: &Landscape, day: Day) -> Vec<Selector> {
    let situation = landscape.at(day, false);
    let mut kinds: BTreeMap<String, Selector> = BTreeMap::new();
    for one in situation.live_organisations() {
        let kind = landscape.organisations[one.index()].kind;
        let alone = situation.count_of_kind(kind) == 1;
        let selector = if alone { Selector::Organisation(one) } else { Selector::Kind(kind) };
        kinds.insert(landscape.kinds[kind.index()].id.to_string(), selector);
    }
    let mut kinds: Vec<Selector> = kinds.into_values().collect();
    kinds.sort();
    kinds
}

fn edges(landscape: &Landscape, day: Day) -> BTreeSet<(ComponentId, ComponentId)> {
    let situation = landscape.at(day, false);
    let facts = Facts::new(&situation);
    let services: BTreeSet<ServiceId> =
        landscape.components.iter().flat_map(|component| component.services.iter().copied()).collect();
    let of = |service: ServiceId| -> Vec<_> { facts.pathway(service).edges.iter().map(|(edge, _)| *edge).collect() };
    services.into_iter().flat_map(of).map(|edge| (edge.from.min(edge.to), edge.from.max(edge.to))).collect()
}

/// Every set of changes that is considered, one choice for each function of a component, with what it costs.
pub(super) fn combinations(
    all: &[(ComponentId, remit::landscape::FunctionId, Vec<Choice>)],
) -> Vec<(u64, Vec<Proposed>)> {
    let costs = Costs::default();
    let mut found: Vec<(u64, Vec<Proposed>)> = vec![(0, Vec::new())];
    for (_, _, choices) in all {
        let with = |(cost, steps): &(u64, Vec<Proposed>)| -> Vec<(u64, Vec<Proposed>)> {
            let one = |choice: &Choice| {
                (cost + choice.cost(&costs), steps.iter().chain(choice.steps()).cloned().collect::<Vec<_>>())
            };
            choices.iter().map(one).collect()
        };
        found = found.iter().flat_map(with).collect();
    }
    found.sort_by_key(|(cost, _)| *cost);
    found
}

/// The arrangements that do the most: all kinds, for each component and each edge at one of them.
fn largest(case: &Case<'_>, components: &BTreeSet<ComponentId>) -> Vec<Proposed> {
    let members = kinds(case.landscape, case.day);
    let mut pacts: Vec<Pact> = Vec::new();
    for one in components {
        for charging in [false, true] {
            pacts.push(Pact { charging, components: vec![*one], members: members.clone() });
        }
    }
    for (from, to) in edges(case.landscape, case.day) {
        if components.contains(&from) || components.contains(&to) {
            pacts.push(Pact { charging: false, components: vec![from, to], members: members.clone() });
        }
    }
    let can_be =
        |pact: &Pact| pact.members.len() > 1 || (pact.charging && matches!(pact.members[..], [Selector::Kind(_)]));
    pacts.iter().filter(|pact| can_be(pact)).flat_map(|pact| pact.deed(false).steps).collect()
}

/// All sets of so many things.
fn sets(count: usize, size: usize) -> Vec<Vec<usize>> {
    if size == 0 {
        return vec![Vec::new()];
    }
    let mut found = Vec::new();
    for last in size - 1..count {
        for mut set in sets(last, size - 1) {
            set.push(last);
            found.push(set);
        }
    }
    found
}

/// What is asked of a random landscape: that two of its findings go, two others, all handoffs, everything.
fn asked(case: &State, landscape: &Landscape, day: Day, genes: &[u16]) -> Vec<Asked> {
    let situation = landscape.at(day, false);
    let facts = Facts::new(&situation);
    let mended =
        |code: &str| code.starts_with("gap/") || code.starts_with("overlap/") || code == "fragmentation/handoff";
    let all: Vec<String> = judge(&facts, None)
        .findings
        .iter()
        .filter(|finding| case.keys.contains(&(finding.key.clone(), finding.certainty)) && mended(finding.code))
        .map(|finding| finding.key.clone())
        .collect();
    let gene = |place: usize| usize::from(genes.get(place).copied().unwrap_or(0));
    let two = |place: usize| match all.len() {
        0 => Vec::new(),
        count => vec![all[gene(place) % count].clone(), all[gene(place + 1) % count].clone()],
    };
    vec![
        Asked { findings: two(1), ..Asked::default() },
        Asked { findings: two(3), ..Asked::default() },
        Asked { only: vec!["fragmentation/handoff".to_owned()], ..Asked::default() },
        Asked::default(),
    ]
}

pub(super) fn run(text: &str, landscape: &Landscape, day: Day, asked: &Asked) -> Repair {
    let files: BTreeMap<String, Vec<u8>> = BTreeMap::from([("landscape.toml".to_owned(), text.as_bytes().to_vec())]);
    let read = |text: &str| read_with(&files, &codes(), &[], text);
    let heading = Heading { title: "Repair: \"all\"".to_owned(), scenario: "all".to_owned() };
    repair(landscape, day, asked, &heading, &read, &Patient).expect("a repair that stands up to being applied")
}

/// The targets that a repair says it clears, cell by cell.
fn targets(landscape: &Landscape, day: Day, cleared: &[String]) -> Wrong {
    let situation = landscape.at(day, false);
    let found = judge(&Facts::new(&situation), None).findings;
    let wanted = found.iter().filter(|finding| cleared.contains(&finding.key) && finding.severity != Severity::Note);
    wanted
        .flat_map(|finding| {
            let name = named(finding, landscape);
            let mut cells: Vec<Option<usize>> = finding.cells.iter().map(Some).collect();
            if cells.is_empty() {
                cells.push(None);
            }
            let certainty = finding.certainty;
            cells.into_iter().map(move |cell| (name.clone(), certainty, cell)).collect::<Vec<_>>()
        })
        .collect()
}

/// So many combinations at most are applied for one landscape.
const MOST: usize = 350;

/// Whether there are so few that all can be applied, and then whether none is cheaper and how many cost the same.
fn against_all(case: &Case<'_>, asked: &Asked, found: &Repair, ties: &Counter<usize>) -> Holds {
    let all = considered(case.landscape, case.day, asked);
    let count: usize = all.iter().map(|(_, _, choices)| choices.len()).product();
    if count > 20_000 {
        return Ok(());
    }
    let components: BTreeSet<ComponentId> = all.iter().map(|(component, _, _)| *component).collect();
    let large = largest(case, &components);
    let mut alone = 0;
    let mut every_one_looked_at = true;
    for (cost, steps) in combinations(&all).into_iter().take_while(|(cost, _)| *cost <= found.cost) {
        if case.applied.get() > MOST {
            every_one_looked_at = false;
            break;
        }
        let left = usize::try_from(found.cost - cost).expect("a small number");
        if case.mends(&steps) {
            holds!(left == 0, "costs {} and this costs {cost}: {steps:?}\n{}", found.cost, found.text);
            alone += 1;
            continue;
        }
        let everybody: Vec<Proposed> = steps.iter().chain(&large).cloned().collect();
        // No arrangement is considered for the sake of a pathway alone (docs/method.md).
        let of_pathway = case.landscape.effective_limit.is_some();
        if left < 2 || of_pathway || !case.mends(&everybody) {
            every_one_looked_at &= left == 0 || !case.mends(&everybody);
            continue;
        }
        every_one_looked_at = false;
        for size in 1..left.min(large.len() + 1) {
            for set in sets(large.len(), size) {
                if case.applied.get() > 2 * MOST {
                    return Ok(());
                }
                let with: Vec<Proposed> =
                    steps.iter().cloned().chain(set.iter().map(|place| large[*place].clone())).collect();
                let costs = cost + size as u64;
                holds!(!case.mends(&with), "costs {} and this costs {costs}: {with:?}\n{}", found.cost, found.text);
            }
        }
    }
    // Where arrangements have no part in it, what costs the same is counted in full.
    let arranges =
        found.changes.iter().any(|change| matches!(change.deed.kind, ChangeKind::Arrange | ChangeKind::CrossCharge));
    if every_one_looked_at && !arranges && found.ties < MOST_TIES {
        ties.set(ties.get() + 1);
        holds!(alone == found.ties + 1, "{} others cost the same, and {alone} in all the naive way", found.ties);
    }
    Ok(())
}

/// How often something was looked at.
#[derive(Default)]
struct Seen {
    repairs: Counter<usize>,
    mended: Counter<usize>,
    ties: Counter<usize>,
}

/// One repair: what it says of itself, what its file does, and whether anything cheaper would do.
fn one_repair(world: &World, landscape: &Landscape, day: Day, asked: &Asked, seen: &Seen) -> Holds {
    let found = run(&world.toml(), landscape, day, asked);
    holds!(found.optimal && found.bound == found.cost, "not proved: {} and {}", found.bound, found.cost);
    let price: u64 = found.changes.iter().map(|change| u64::from(change.cost)).sum();
    holds!(price == found.cost, "the changes cost {price}, and {} in all", found.cost);
    let (before, targets) = (state(landscape, day), targets(landscape, day, &found.cleared));
    let case = Case { landscape, day, before, targets, applied: Counter::new(0) };
    let files = BTreeMap::from([("landscape.toml".to_owned(), world.toml().into_bytes())]);
    let (_, after) = read_with(&files, &codes(), &[], &found.text).expect("a reform that can be read");
    let after = state(&after, day);
    holds!(!after.opens(&case.before), "it opens something:\n{}", found.text);
    holds!(after.wrong.is_disjoint(&case.targets), "something is not cleared:\n{}", found.text);
    seen.repairs.set(seen.repairs.get() + 1);
    seen.mended.set(seen.mended.get() + found.cleared.len());
    if found.cleared.is_empty() {
        return Ok(());
    }
    let findings = if found.impossible.is_empty() { asked.findings.clone() } else { found.cleared.clone() };
    let same = Asked { findings, ..asked.clone() };
    against_all(&case, &same, &found, &seen.ties)
}

#[test]
fn nothing_cheaper_mends_it() {
    let seen = Seen::default();
    hold(
        worlds_and_genes(),
        |(world, genes)| format!("{}\n# {genes:?}", world.toml()),
        |(world, genes)| {
            let landscape = read(&[("landscape.toml", world.toml())]);
            let day = world.days[usize::from(genes.first().copied().unwrap_or(0)) % 3];
            for asked in asked(&state(&landscape, day), &landscape, day, genes) {
                one_repair(world, &landscape, day, &asked, &seen)?;
            }
            Ok(())
        },
    );
    let (repairs, mended, ties) = (seen.repairs.get(), seen.mended.get(), seen.ties.get());
    assert!(repairs > 150 && mended > 150, "only {mended} findings mended in {repairs} repairs");
    assert!(ties > 20, "ties were counted for {ties} repairs only");
}

#[test]
fn what_cannot_go_together_can_go_without_any_one() {
    let conflicts = Counter::new(0);
    hold(
        worlds_and_genes(),
        |(world, genes)| format!("{}\n# {genes:?}", world.toml()),
        |(world, genes)| {
            let landscape = read(&[("landscape.toml", world.toml())]);
            let day = world.days[usize::from(genes.first().copied().unwrap_or(0)) % 3];
            // Few changes of few bodies: more is impossible.
            let kinds: Vec<_> = landscape.organisations.iter().map(|one| one.kind).collect();
            let actor = kinds.get(usize::from(genes.get(1).copied().unwrap_or(0)) % (2 * kinds.len())).copied();
            let all = Asked { actor, ..Asked::default() };
            let found = run(&world.toml(), &landscape, day, &all);
            for one in &found.impossible {
                let alone = one.together_with.is_empty();
                holds!(!alone || !one.because.is_empty(), "{}: no reason", one.finding);
                // Given up, and not proved.
                if one.because.iter().any(|reason| matches!(reason, Reason::AllOpen(..))) {
                    continue;
                }
                let whole: Vec<String> = one.together_with.iter().chain([&one.finding]).cloned().collect();
                let stays = |findings: Vec<String>| {
                    run(&world.toml(), &landscape, day, &Asked { findings, ..all.clone() }).impossible.len()
                };
                holds!(stays(whole.clone()) > 0, "{whole:?} can go together");
                if !one.because.iter().any(|reason| matches!(reason, Reason::NoSuchChange))
                    && whole.len() > 1
                    && !one.together_with.contains(&one.finding)
                {
                    conflicts.set(conflicts.get() + 1);
                    for left_out in &whole {
                        let others = whole.iter().filter(|key| *key != left_out).cloned().collect();
                        holds!(stays(others) == 0, "{left_out} has no part in the conflict of {whole:?}");
                    }
                }
            }
            Ok(())
        },
    );
    assert!(conflicts.get() > 0, "no conflict of several findings was seen");
}
