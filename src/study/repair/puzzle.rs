//! What a repair must choose, as an integer program: of each group one way, and arrangements where ways need them or where two
//! ways on the ends of an edge would leave a handoff that nobody bridges.
//!
//! Ways that look the same from outside (the same commissioners, the same needs, the same cost) are one variable, a *class*.

use std::collections::{BTreeMap, BTreeSet};

use super::Reason;
use super::crossings::{Crossings, Passage};
use super::pacts::{Need, Pact};
use super::program::{Limit, Program, Row};
use super::trials::{Group, Way, price};
use crate::analysis::Edge;
use crate::landscape::{COMMISSION, ComponentId, FunctionId, Responsibility, Selector};
use crate::model::{ChangeKind, Costs};
use crate::study::tipping::Becomes;

/// Everything that the program is made of.
pub(super) struct Puzzle<'p> {
    pub(super) groups: &'p [Group],
    pub(super) passages: &'p [Passage],
    /// All edges, also those between components that no group is about.
    pub(super) edges: &'p [Edge],
    /// Who commissions components that no group is about.
    pub(super) fixed: &'p BTreeMap<ComponentId, usize>,
    pub(super) costs: &'p Costs,
    /// At most so many changes.
    pub(super) max: Option<usize>,
    /// Arrangements that may help where a reading of disputes goes wrong.
    pub(super) offers: &'p [Pact],
}

/// Something chosen: of each group a way, by group; and arrangements.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Chosen {
    pub(super) ways: Vec<(usize, usize)>,
    pub(super) pacts: Vec<Pact>,
}

/// A combination that came out wrong, as far as it matters.
#[derive(Debug, Clone)]
pub(super) struct Cut {
    pub(super) chosen: Chosen,
    /// What was wrong depends on these components alone; `None`: on everything.
    pub(super) about: Option<Vec<ComponentId>>,
    /// And on this function of them; `None`: on any.
    pub(super) function: Option<FunctionId>,
    /// What came of it, by key.
    pub(super) opens: String,
    /// Where that is so in some readings of disputes only, the disputed facts that decide it.
    pub(super) decides: Option<Vec<(Responsibility, Becomes)>>,
}

impl Cut {
    /// Why nothing that is left will do, after so many such combinations.
    pub(super) fn reasons(&self, tried: usize) -> Vec<Reason> {
        let decides = self.decides.clone().map(Reason::Decides);
        std::iter::once(Reason::AllOpen(tried, self.opens.clone())).chain(decides).collect()
    }
}

impl Cut {
    fn is_about_group(&self, group: &Group) -> bool {
        self.function.is_none_or(|function| function == group.function) && self.is_about(&[group.component])
    }

    fn is_about(&self, components: &[ComponentId]) -> bool {
        self.about.as_ref().is_none_or(|about| components.iter().any(|one| about.contains(one)))
    }
}

/// Ways of a group that look the same from outside.
#[derive(Debug, Clone)]
pub(super) struct Class {
    pub(super) group: usize,
    /// By their places among the group's.
    pub(super) ways: Vec<usize>,
    face: usize,
    needs: Vec<Need>,
    pub(super) cost: u64,
    deeds: usize,
}

/// The program, and what its variables stand for: first the classes, then the arrangements.
pub(super) struct Built {
    pub(super) program: Program,
    pub(super) classes: Vec<Class>,
    pub(super) pacts: Vec<Pact>,
    prices: Vec<u64>,
    /// What the preference for fewer changes can add up to in all.
    pub(super) most_preference: f64,
}

/// A sum of classes, the arrangements that are taken from it, and what it may come to.
type EdgeRow = (Vec<(usize, i32)>, Vec<usize>, i32);

/// Of an edge between two faces: the arrangements any of which would mend it.
type Bad = Vec<(usize, Vec<usize>)>;

impl Puzzle<'_> {
    /// The program in which the active findings go, and no cut is chosen again.
    pub(super) fn build(&self, active: &[bool], cuts: &[Cut], crossings: &mut Crossings<'_>) -> Built {
        let mut built = Built {
            program: Program::default(),
            classes: Vec::new(),
            pacts: Vec::new(),
            prices: Vec::new(),
            most_preference: 0.0,
        };
        let mut of_group = Vec::with_capacity(self.groups.len());
        for place in 0..self.groups.len() {
            let first = built.classes.len();
            built.classes.extend(self.classes(place, active, cuts));
            of_group.push(first..built.classes.len());
        }
        // Arrangements come behind all classes, so they are collected first and numbered then.
        let mut edges = Vec::new();
        for passage in self.passages {
            self.edge(passage, active, crossings, &mut built, &of_group, &mut edges);
        }
        let groups: Vec<ComponentId> = self.groups.iter().map(|group| group.component).collect();
        for class in built.classes.clone() {
            for need in &class.needs {
                built.pact(&need.pact(groups[class.group]), price(self.costs, need));
            }
        }
        for pact in self.offers {
            let kind = if pact.charging { ChangeKind::CrossCharge } else { ChangeKind::Arrange };
            built.pact(pact, u64::from(self.costs.of(kind)));
        }
        self.wider(&mut built);
        for range in &of_group {
            built.row(range.clone().map(|class| (class, 1)).collect(), Limit::Exactly, 1);
        }
        let classes = built.classes.len();
        for (mut terms, pacts, of) in edges {
            terms.extend(built.as_wide_as(&pacts).map(|pact| (classes + pact, -1)));
            built.row(terms, Limit::AtMost, of);
        }
        self.needs(&mut built);
        self.cuts(&mut built, cuts);
        self.prices(&mut built);
        built
    }

    /// A group's ways that clear its active findings, those together that look the same; a dearer one that does no better is
    /// left out.
    fn classes(&self, place: usize, active: &[bool], cuts: &[Cut]) -> Vec<Class> {
        let group = &self.groups[place];
        let bits = group.targets.iter().enumerate().filter(|(_, target)| active[**target]);
        let wanted = bits.fold(0_u64, |mask, (bit, _)| mask | 1 << bit);
        let cut = |way: usize| cuts.iter().any(|cut| cut.chosen.ways.contains(&(place, way)));
        let mut classes: Vec<(Class, bool)> = Vec::new();
        for (number, way) in group.ways.iter().enumerate().filter(|(_, way)| way.clears & wanted == wanted) {
            let deeds = group.choices[way.choice].deeds.len();
            let same = |class: &Class| {
                (class.face, &class.needs, class.cost, class.deeds) == (way.face, &way.needs, way.cost, deeds)
            };
            match classes.iter_mut().find(|(class, apart)| !apart && !cut(number) && same(class)) {
                Some((class, _)) => class.ways.push(number),
                None => {
                    let Way { face, needs, cost, .. } = way.clone();
                    classes.push((Class { group: place, ways: vec![number], face, needs, cost, deeds }, cut(number)));
                }
            }
        }
        let worse = |class: &Class, other: &Class| {
            other.face == class.face
                && other.cost < class.cost
                && other.needs.iter().all(|need| class.needs.contains(need))
        };
        // What was cut may be chosen no more, and so makes nothing worse.
        let keeps = |class: &Class| !classes.iter().any(|(other, apart)| !apart && worse(class, other));
        classes.iter().filter(|(class, _)| keeps(class)).map(|(class, _)| class.clone()).collect()
    }

    /// Of one edge: no two faces that would be wrong together, unless an arrangement mends it.
    fn edge(
        &self,
        passage: &Passage,
        active: &[bool],
        crossings: &mut Crossings<'_>,
        built: &mut Built,
        of_group: &[std::ops::Range<usize>],
        rows: &mut Vec<EdgeRow>,
    ) {
        let mend = passage.target.is_some_and(|target| active[target]);
        let price = u64::from(self.costs.of(ChangeKind::Arrange));
        let end = |component: ComponentId| {
            let about = |group: &Group| group.component == component && group.function == COMMISSION;
            self.groups.iter().position(about)
        };
        let faces = |end: Option<usize>, component: ComponentId, built: &Built| -> Vec<usize> {
            let mut faces: Vec<usize> = match end {
                Some(group) => of_group[group].clone().map(|class| built.classes[class].face).collect(),
                None => vec![self.fixed.get(&component).copied().unwrap_or(0)],
            };
            faces.sort_unstable();
            faces.dedup();
            faces
        };
        let (from, to) = (end(passage.edge.from), end(passage.edge.to));
        let (lefts, rights) = (faces(from, passage.edge.from, built), faces(to, passage.edge.to, built));
        let mut bad_left: BTreeMap<usize, Bad> = BTreeMap::new();
        let mut bad_right: BTreeMap<usize, Bad> = BTreeMap::new();
        for left in &lefts {
            for right in &rights {
                if let Some(pacts) = crossings.wrong(passage, mend, *left, *right) {
                    let pacts: Vec<usize> = pacts.iter().map(|pact| built.pact(pact, price)).collect();
                    bad_left.entry(*left).or_default().push((*right, pacts.clone()));
                    bad_right.entry(*right).or_default().push((*left, pacts));
                }
            }
        }
        let terms = |end: Option<usize>, faces: &[usize]| -> Vec<(usize, i32)> {
            let Some(group) = end else { return Vec::new() };
            let has = |class: &usize| faces.contains(&built.classes[*class].face);
            of_group[group].clone().filter(has).map(|class| (class, 1)).collect()
        };
        let of = i32::from(from.is_some()) + i32::from(to.is_some()) - 1;
        for (one, others, bad) in [(from, to, bad_left), (to, from, bad_right)] {
            for (face, list) in bad {
                for (pacts, faces) in by_pacts(list) {
                    let mut sum = terms(one, &[face]);
                    sum.extend(terms(others, &faces));
                    rows.push((sum, pacts, of));
                }
            }
        }
    }

    /// One arrangement along an edge can also be what ways at its two ends need, if it has the members.
    fn wider(&self, built: &mut Built) {
        let price = u64::from(self.costs.of(ChangeKind::Arrange));
        let mut needs: BTreeMap<ComponentId, BTreeSet<&[Selector]>> = BTreeMap::new();
        let classes = built.classes.clone();
        for class in &classes {
            let joint = class.needs.iter().filter(|need| !need.charging).map(|need| need.members.as_slice());
            needs.entry(self.groups[class.group].component).or_default().extend(joint);
        }
        let none = BTreeSet::new();
        for edge in self.edges {
            let of = |component: ComponentId| needs.get(&component).unwrap_or(&none);
            let (from, to) = (of(edge.from), of(edge.to));
            let mut components = vec![edge.from, edge.to];
            components.sort_unstable();
            let here: Vec<&[Selector]> = from.union(to).copied().collect();
            let along = built.pacts.iter().filter(|pact| pact.components == components).cloned();
            let mut wider: Vec<Pact> = along.collect();
            if !from.is_empty() && !to.is_empty() {
                wider.push(Pact { charging: false, components, members: Vec::new() });
            }
            for pact in wider {
                for (place, one) in here.iter().enumerate() {
                    built.pact(&pact.with(one), price);
                    for other in &here[..place] {
                        built.pact(&pact.with(one).with(other), price);
                    }
                }
            }
        }
    }

    fn needs(&self, built: &mut Built) {
        let classes = built.classes.len();
        for place in 0..classes {
            let class = built.classes[place].clone();
            let component = self.groups[class.group].component;
            for need in &class.needs {
                let serving = built.pacts.iter().enumerate().filter(|(_, pact)| pact.serves(need, component));
                let mut terms = vec![(place, 1)];
                terms.extend(serving.map(|(pact, _)| (classes + pact, -1)));
                built.row(terms, Limit::AtMost, 0);
            }
        }
    }

    fn cuts(&self, built: &mut Built, cuts: &[Cut]) {
        let classes = built.classes.len();
        for cut in cuts {
            let mut terms: Vec<(usize, i32)> = Vec::new();
            for (place, class) in built.classes.iter().enumerate() {
                let about = cut.is_about_group(&self.groups[class.group]);
                if about && class.ways.iter().any(|way| cut.chosen.ways.contains(&(class.group, *way))) {
                    terms.push((place, 1));
                }
            }
            let in_scope = |pact: &&Pact| cut.is_about(&pact.components);
            let on = terms.len() + cut.chosen.pacts.iter().filter(in_scope).count();
            // A way of the cut that is no way any more cannot be chosen again.
            let all = cut.chosen.ways.iter().filter(|(group, _)| cut.is_about_group(&self.groups[*group])).count();
            if terms.len() < all {
                continue;
            }
            for (place, pact) in built.pacts.iter().enumerate().filter(|(_, pact)| in_scope(pact)) {
                terms.push((classes + place, if cut.chosen.pacts.contains(pact) { 1 } else { -1 }));
            }
            let of = i32::try_from(on).unwrap_or(i32::MAX) - 1;
            built.row(terms, Limit::AtMost, of);
        }
        if let Some(max) = self.max {
            let count = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
            let of_classes = built.classes.iter().enumerate().map(|(place, class)| (place, count(class.deeds)));
            let of_pacts = (0..built.pacts.len()).map(|pact| (classes + pact, 1));
            let terms: Vec<(usize, i32)> = of_classes.chain(of_pacts).filter(|(_, times)| *times > 0).collect();
            built.row(terms, Limit::AtMost, count(max));
        }
    }

    /// What each variable costs; and a little for each change and each body in an arrangement, so that of two repairs that
    /// cost the same the one with fewer is taken.
    fn prices(&self, built: &mut Built) {
        let of_classes = built.classes.iter().map(|class| (class.cost, 10 * class.deeds));
        let of_pacts = built.pacts.iter().zip(&built.prices);
        let of_pacts = of_pacts.map(|(pact, price)| (*price, 10 + pact.members.len() + pact.components.len()));
        let all: Vec<(u64, usize)> = of_classes.chain(of_pacts).collect();
        let sum: usize = all.iter().map(|(_, little)| little).sum();
        built.most_preference = 0.4;
        let times = built.most_preference / (1 + sum) as f64;
        built.program.costs = all.iter().map(|(cost, little)| *cost as f64 + *little as f64 * times).collect();
    }
}

/// Faces by the arrangements that would mend them.
fn by_pacts(list: Bad) -> BTreeMap<Vec<usize>, Vec<usize>> {
    let mut by_pacts: BTreeMap<Vec<usize>, Vec<usize>> = BTreeMap::new();
    for (face, pacts) in list {
        by_pacts.entry(pacts).or_default().push(face);
    }
    by_pacts
}

impl Built {
    fn pact(&mut self, pact: &Pact, price: u64) -> usize {
        self.pacts.iter().position(|known| known == pact).unwrap_or_else(|| {
            self.pacts.push(pact.clone());
            self.prices.push(price);
            self.pacts.len() - 1
        })
    }

    fn row(&mut self, terms: Vec<(usize, i32)>, limit: Limit, of: i32) {
        self.program.rows.push(Row::new(terms, limit, of));
    }

    /// What a variable costs, in whole numbers.
    pub(super) fn cost_of(&self, variable: usize) -> u64 {
        match self.classes.get(variable) {
            Some(class) => class.cost,
            None => self.prices[variable - self.classes.len()],
        }
    }

    /// What some values stand for: of each class the first way.
    pub(super) fn chosen(&self, values: &[bool]) -> Chosen {
        let (classes, pacts) = values.split_at(self.classes.len());
        let ways =
            self.classes.iter().zip(classes).filter(|(_, on)| **on).map(|(class, _)| (class.group, class.ways[0]));
        let pacts = self.pacts.iter().zip(pacts).filter(|(_, on)| **on).map(|(pact, _)| pact.clone());
        let mut chosen = Chosen { ways: ways.collect(), pacts: pacts.collect() };
        chosen.pacts.sort();
        chosen
    }

    /// All that some values stand for, at most so many: of each class among some variables each of its ways.
    pub(super) fn all_chosen(&self, values: &[bool], variables: &[usize], most: usize) -> Vec<Chosen> {
        let mut found = vec![self.chosen(values)];
        for class in variables.iter().filter(|variable| values[**variable]).filter_map(|place| self.classes.get(*place))
        {
            let with = |chosen: &Chosen, way: usize| {
                let mut other = chosen.clone();
                other.ways.iter_mut().filter(|(group, _)| *group == class.group).for_each(|(_, of)| *of = way);
                other
            };
            let more: Vec<Chosen> =
                found.iter().flat_map(|one| class.ways[1..].iter().map(move |way| with(one, *way))).collect();
            found.extend(more);
            found.truncate(most);
        }
        found
    }

    /// The arrangements that do what one of some others does: for the same components, among the same bodies and perhaps more.
    fn as_wide_as<'b>(&'b self, pacts: &'b [usize]) -> impl Iterator<Item = usize> + 'b {
        let does = move |wide: &Pact| {
            pacts.iter().any(|pact| wide.components == self.pacts[*pact].components && wide.holds(&self.pacts[*pact]))
        };
        self.pacts.iter().enumerate().filter(move |(_, wide)| does(wide)).map(|(place, _)| place)
    }

    /// Whether every arrangement is as small as it can be: none with fewer bodies, or for fewer components, would do in its
    /// place.
    pub(super) fn is_plain(&self, values: &[bool]) -> bool {
        let classes = self.classes.len();
        let mut other = values.to_vec();
        (classes..values.len()).filter(|variable| values[*variable]).all(|variable| {
            let pact = &self.pacts[variable - classes];
            let mut smaller = self.pacts.iter().enumerate().filter(|(_, small)| *small != pact && pact.holds(small));
            !smaller.any(|(place, _)| {
                if values[classes + place] {
                    return false;
                }
                (other[variable], other[classes + place]) = (false, true);
                let would_do = self.program.rows.iter().all(|row| row.holds(&other));
                (other[variable], other[classes + place]) = (true, false);
                would_do
            })
        })
    }
}
