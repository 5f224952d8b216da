//! Random valid landscapes out of a list of numbers. Where the numbers run out every choice is the plainest one, so that
//! a shorter list of smaller numbers, to which a failure shrinks, is a simpler landscape.

use proptest::prelude::*;
use remit::day::Day;

use super::places;
use super::world::{
    ACCOUNTABLE, Area, Arrangement, COMMISSION, Cohort, Component, Dates, FUNCTIONS, For, Kind, MEMBER, Organisation,
    RELATIONS, Relation, Responsibility, Selector, Strength, Within, World,
};

/// Random landscapes.
pub fn worlds() -> impl Strategy<Value = World> {
    proptest::collection::vec(any::<u16>(), 100..900).prop_map(|genes| world(&genes))
}

/// A landscape and numbers for whoever wants to change something in it.
pub fn worlds_and_genes() -> impl Strategy<Value = (World, Vec<u16>)> {
    (worlds(), proptest::collection::vec(any::<u16>(), 0..40))
}

/// Choices, one after the other.
pub struct Choices<'g> {
    genes: &'g [u16],
    at: usize,
}

impl<'g> Choices<'g> {
    pub fn new(genes: &'g [u16]) -> Self {
        Choices { genes, at: 0 }
    }

    /// A number below `count`; 0 once the numbers have run out.
    pub fn below(&mut self, count: usize) -> usize {
        self.at += 1;
        self.genes.get(self.at - 1).map_or(0, |gene| usize::from(*gene) % count.max(1))
    }

    /// True in so many of a hundred cases; false once the numbers have run out.
    pub fn chance(&mut self, hundredths: usize) -> bool {
        self.below(100) >= 100 - hundredths
    }

    pub fn one_of<T: Clone>(&mut self, things: &[T]) -> T {
        things[self.below(things.len())].clone()
    }

    /// One or more of `0..count`, each once, in order.
    pub fn some(&mut self, count: usize) -> Vec<usize> {
        let mut chosen: Vec<usize> = (0..count).filter(|_| self.chance(45)).collect();
        if chosen.is_empty() {
            chosen.push(self.below(count));
        }
        chosen
    }

    pub fn maybe<T>(&mut self, hundredths: usize, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.chance(hundredths) { Some(make(self)) } else { None }
    }
}

/// Days around which everything turns: each side of each of the three days of the scenarios, and far off.
pub fn days() -> [Day; 10] {
    [
        "2010-01-01",
        "2013-03-30",
        "2013-03-31",
        "2013-04-01",
        "2013-04-02",
        "2013-06-30",
        "2013-07-01",
        "2013-07-02",
        "2013-07-03",
        "2020-01-01",
    ]
    .map(|text| text.parse().expect("a day"))
}

fn dates(choices: &mut Choices<'_>, hundredths: usize) -> Dates {
    let days = days();
    let mut from = choices.maybe(hundredths, |c| c.one_of(&days));
    let mut until = choices.maybe(hundredths, |c| c.one_of(&days));
    if let (Some(first), Some(last)) = (from, until)
        && last < first
    {
        (from, until) = (Some(last), Some(first));
    }
    Dates { from, until, fixed: false }
}

const POPULATIONS: [f64; 10] = [100.0, 20.0, 0.0, 1.0, 50.0, 0.5, 33.3, 12.25, 1_000_000.0, 0.1];
const SHARES: [&[f64]; 6] = [&[1.0], &[0.5, 0.5], &[0.98, 0.02], &[0.25, 0.25, 0.5], &[1.0, 0.0], &[0.1, 0.2, 0.7]];

fn world(genes: &[u16]) -> World {
    let c = &mut Choices::new(genes);
    let kinds: Vec<Kind> = ["la", "ccg", "hwb", "nhs"][..1 + c.below(4)]
        .iter()
        .map(|id| Kind { id: (*id).to_owned(), coordinates: c.chance(40), top: c.chance(25) })
        .collect();
    let area_count = 1 + c.below(5);
    let dated = [0, 0, 25, 50][c.below(4)];
    let organisations = organisations(c, kinds.len(), area_count, dated);
    let areas = areas(c, &organisations, kinds.len(), area_count);
    let cohorts = cohorts(c);
    let services: Vec<String> =
        ["s", "t"][..if c.chance(30) { 2 } else { 1 }].iter().map(|id| (*id).to_owned()).collect();
    let mut world = World {
        limit: c.maybe(30, |c| c.one_of(&[1.0, 1.5, 2.0, 0.0])),
        days: vec![days()[2], days()[3], days()[6]],
        kinds,
        organisations,
        areas,
        cohorts,
        components: Vec::new(),
        services,
        responsibilities: Vec::new(),
        arrangements: Vec::new(),
        relations: Vec::new(),
    };
    world.components = components(c, &world);
    let contested = [0, 25, 50][c.below(3)];
    // Somebody for nearly everything, so that pathways have edges; then whatever comes.
    let backbone = if c.chance(85) { world.components.len() } else { 0 };
    for number in 0..backbone + c.below(16) {
        let mut fact = responsibility(c, &world, dated, contested);
        if number < backbone {
            (fact.components, fact.function, fact.areas, fact.cohorts) = (vec![number], COMMISSION, None, None);
            fact.contested &= c.chance(30);
            // A kind has somebody nearly everywhere; one body does not.
            fact.holder = Selector::Kind(world.organisations[c.below(world.organisations.len())].kind);
        }
        if let Some(fact) = places::allowed(&world, fact) {
            world.responsibilities.push(fact);
        }
    }
    for number in 0..c.below(6) {
        world.arrangements.extend(arrangement(c, &world, number, dated));
    }
    hierarchy(c, &mut world);
    for _ in 0..c.below(8) {
        world.relations.extend(relation(c, &world, dated));
    }
    world
}

/// Boards on which others sit, and a body to which others answer: what random ties alone hardly ever make.
fn hierarchy(c: &mut Choices<'_>, world: &mut World) {
    let kinds: Vec<usize> = world.organisations.iter().map(|one| one.kind).collect();
    let boards: Vec<usize> = kinds.iter().copied().filter(|kind| world.kinds[*kind].coordinates).collect();
    let head = c.below(kinds.len());
    let tie = |sort, who, to| Relation {
        sort,
        who: Selector::Kind(who),
        to,
        min_share: None,
        voluntary: None,
        sourced: true,
        dates: Dates::default(),
    };
    for kind in 0..world.kinds.len() {
        if let Some(board) = boards.first()
            && c.chance(60)
        {
            world.relations.push(tie(MEMBER, kind, Selector::Kind(*board)));
        }
        if kind != kinds[head] && c.chance(55) {
            world.relations.push(tie(ACCOUNTABLE, kind, Selector::One(head)));
        }
    }
    let above = c.below(kinds.len());
    if kinds[above] != kinds[head] && c.chance(50) {
        world.relations.push(tie(ACCOUNTABLE, kinds[head], Selector::One(above)));
    }
}

fn organisations(c: &mut Choices<'_>, kinds: usize, areas: usize, dated: usize) -> Vec<Organisation> {
    let count = 2 + c.below(7);
    (0..count)
        .map(|place| {
            // Most that end do so with the old system: then there is somebody to follow them.
            let abolished = dated > 0 && c.chance(35);
            let dates = if abolished { Dates { until: Some(days()[2]), ..Dates::default() } } else { dates(c, dated) };
            let later = count - place - 1;
            let heirs = if later > 0 && c.chance(if dates.until.is_some() { 75 } else { 10 }) {
                c.some(later.min(3)).into_iter().map(|ahead| place + 1 + ahead).collect()
            } else {
                Vec::new()
            };
            Organisation {
                // Not in the order of their places, so that a list by place shows itself.
                id: format!("o{}", (place * 5 + 3) % 11),
                kind: c.below(kinds),
                dates,
                successors: heirs,
                footprint: c.maybe(30, |c| c.some(areas)),
            }
        })
        .collect()
}

fn areas(c: &mut Choices<'_>, organisations: &[Organisation], kinds: usize, count: usize) -> Vec<Area> {
    let mut areas: Vec<Area> = (0..count)
        .map(|place| Area {
            id: format!("a{}", (place * 7 + 2) % 13),
            population: c.one_of(&POPULATIONS),
            within: (0..kinds).flat_map(|kind| within(c, organisations, kind)).collect(),
        })
        .collect();
    if areas.iter().all(|area| area.population == 0.0) {
        areas[0].population = 10.0;
    }
    areas
}

/// What an area lies within, of one kind: one body, or one body after another from one day to the next.
fn within(c: &mut Choices<'_>, organisations: &[Organisation], kind: usize) -> Vec<Within> {
    let of_kind: Vec<usize> = (0..organisations.len()).filter(|one| organisations[*one].kind == kind).collect();
    if of_kind.is_empty() || c.chance(15) {
        return Vec::new();
    }
    let first = Within { kind, organisation: c.one_of(&of_kind), dates: Dates::default() };
    if !c.chance(35) {
        return vec![first];
    }
    let day = c.one_of(&days());
    let mut both = vec![
        Within { dates: Dates { until: Some(day), ..Dates::default() }, ..first },
        Within { kind, organisation: c.one_of(&of_kind), dates: Dates { from: Some(day.next()), ..Dates::default() } },
    ];
    if c.chance(25) {
        both.remove(c.below(2));
    }
    both
}

fn cohorts(c: &mut Choices<'_>) -> Vec<Cohort> {
    if !c.chance(50) {
        return Vec::new();
    }
    let shares = c.one_of(&SHARES);
    let cohort = |(n, share): (usize, &f64)| Cohort {
        id: ["y", "x", "z"][n].to_owned(),
        share: *share,
        registered: !c.chance(35),
    };
    shares.iter().enumerate().map(cohort).collect()
}

fn components(c: &mut Choices<'_>, world: &World) -> Vec<Component> {
    let count = 2 + c.below(4);
    let written = c.chance(50);
    (0..count)
        .map(|place| {
            let needs =
                if c.chance(30) { (0..FUNCTIONS.len()).filter(|_| c.chance(40)).collect() } else { vec![COMMISSION] };
            let others: Vec<usize> = (0..count).filter(|other| *other != place).collect();
            let leads_to = if written && !others.is_empty() && c.chance(60) {
                Some(c.some(others.len()).into_iter().map(|n| others[n]).collect())
            } else {
                None
            };
            Component {
                id: format!("c{}", (place * 3 + 1) % 7),
                services: if c.chance(25) { c.some(world.services.len()) } else { vec![c.below(world.services.len())] },
                unknown: (0..FUNCTIONS.len()).filter(|f| !needs.contains(f) && c.chance(10)).collect(),
                needs,
                cohorts: if world.cohorts.len() > 1 { c.maybe(30, |c| c.some(world.cohorts.len())) } else { None },
                open: c.chance(30),
                leads_to,
                dates: if c.chance(20) { dates(c, 50) } else { Dates::default() },
            }
        })
        .collect()
}

pub fn selector(c: &mut Choices<'_>, world: &World) -> Selector {
    let one = c.below(world.organisations.len());
    if c.chance(50) { Selector::Kind(world.organisations[one].kind) } else { Selector::One(one) }
}

/// Any responsibility; whether the contract allows it is for `places::allowed` to say.
pub fn responsibility(c: &mut Choices<'_>, world: &World, dated: usize, contested: usize) -> Responsibility {
    Responsibility {
        components: if c.chance(30) { c.some(world.components.len()) } else { vec![c.below(world.components.len())] },
        holder: selector(c, world),
        function: if c.chance(60) { c.below(FUNCTIONS.len()) } else { COMMISSION },
        strength: if c.chance(30) { c.one_of(&[Strength::Power, Strength::Residual]) } else { Strength::Duty },
        population: if c.chance(25) { c.one_of(&[For::Registered, For::Provider]) } else { For::Resident },
        cohorts: if world.cohorts.len() > 1 { c.maybe(20, |c| c.some(world.cohorts.len())) } else { None },
        areas: c.maybe(25, |c| c.some(world.areas.len())),
        contested: c.chance(contested),
        sourced: !c.chance(15),
        dates: dates(c, dated / 2),
    }
}

pub fn arrangement(c: &mut Choices<'_>, world: &World, number: usize, dated: usize) -> Option<Arrangement> {
    let charging = c.chance(30);
    let mut members: Vec<Selector> = Vec::new();
    let holders: Vec<Selector> = world.responsibilities.iter().map(|fact| fact.holder).collect();
    for _ in 0..2 + c.below(2) {
        let random = holders.is_empty() || c.chance(40);
        let member = if random { selector(c, world) } else { c.one_of(&holders) };
        if !members.contains(&member) {
            members.push(member);
        }
    }
    let alone = members.len() < 2 && !(charging && matches!(members[0], Selector::Kind(_)));
    let arrangement = Arrangement {
        id: format!("j{number}"),
        charging,
        members,
        components: c.maybe(35, |c| c.some(world.components.len())),
        areas: c.maybe(30, |c| c.some(world.areas.len())),
        voluntary: c.maybe(50, |c| c.chance(50)),
        sourced: !c.chance(15),
        dates: dates(c, dated / 2),
    };
    (!alone).then_some(arrangement)
}

pub fn relation(c: &mut Choices<'_>, world: &World, dated: usize) -> Option<Relation> {
    let (who, to) = (selector(c, world), selector(c, world));
    let kinds = matches!((who, to), (Selector::Kind(_), Selector::Kind(_)));
    let relation = Relation {
        sort: c.below(RELATIONS.len()),
        who,
        to,
        min_share: if kinds { c.maybe(40, |c| c.one_of(&[0.05, 0.5, 1.0, 0.0])) } else { None },
        voluntary: c.maybe(50, |c| c.chance(50)),
        sourced: !c.chance(15),
        dates: dates(c, dated / 2),
    };
    let itself = matches!((who, to), (Selector::One(a), Selector::One(b)) if a == b);
    (!itself).then_some(relation)
}
