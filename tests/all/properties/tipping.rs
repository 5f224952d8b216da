//! What answers hang on, the naive way: every way in which the unsettled facts could be otherwise, each world worked out
//! whole.

use std::cell::Cell as Counter;
use std::collections::{BTreeMap, BTreeSet};

use remit::checks::Certainty;
use remit::compare::Is;
use remit::landscape::{Landscape, SERVICE_MEASURES, ServiceId};
use remit::study::blame::Patient;
use remit::study::tipping::{
    Becomes, Effort, Record, Side, Stands, Tips, Which, findings as hanging, holds_in_every_reading, order, verdict,
};

use super::agree_compare::verdict_of;
use super::findings::{Findings, findings};
use super::generate::{Choices, worlds_and_genes};
use super::measures::{at_cell, cells_of, summary};
use super::naive::Look;
use super::tool::read;
use super::world::World;
use super::{Holds, hold, holds, near};

/// At most so many facts of a world are unsettled.
const MOST: usize = 4;

/// Of each world, so many different choices of facts are looked at.
const DRAWS: usize = 3;

/// What becomes of each unsettled fact; `None`: it stays as recorded.
pub type Way = Vec<Option<Becomes>>;

/// A world in which a few facts are unsettled and all others verified.
pub struct Unsure {
    pub world: World,
    /// The facts, by their places.
    pub facts: Vec<usize>,
}

impl Unsure {
    /// Some of a world's facts, others with another number.
    pub fn new(world: &World, genes: &[u16], number: usize) -> Self {
        let c = &mut Choices::new(genes);
        let mut world = world.clone();
        let mut facts: Vec<usize> = Vec::new();
        let count = world.responsibilities.len();
        let first = (c.below(count.max(1)) + number * MOST) % count.max(1);
        for place in (first..count).chain(0..first) {
            let fact = &mut world.responsibilities[place];
            if facts.len() < MOST && fact.dates.on(world.days[1]) && !c.chance(20) {
                facts.push(place);
            } else {
                fact.contested = false;
            }
        }
        facts.sort_unstable();
        Unsure { world, facts }
    }

    /// The landscape.
    pub fn landscape(&self) -> Landscape {
        read(&[("landscape.toml", self.toml())])
    }

    /// Its file, with the evidence of each fact.
    pub fn toml(&self) -> String {
        let mut tables = self.world.tables();
        let facts = self.world.responsibilities.iter().enumerate().map(|(place, fact)| {
            let sure = if self.facts.contains(&place) { "known" } else { "verified" };
            self.world.responsibility_text(fact) + &format!("evidence = \"{sure}\"\n")
        });
        let table = tables.iter_mut().find(|table| table.starts_with("[[responsibility]]"));
        if let Some(table) = table {
            *table = facts.collect::<Vec<_>>().join("\n");
        }
        tables.join("\n")
    }

    pub fn show(&self) -> String {
        format!("unsettled: {:?}\n{}", self.facts, self.world.toml())
    }

    /// The world in which some facts are otherwise.
    pub fn otherwise(&self, way: &Way) -> World {
        let mut world = self.world.clone();
        for (place, becomes) in self.facts.iter().zip(way).rev() {
            match becomes {
                None => {}
                Some(Becomes::Settled) => world.responsibilities[*place].contested = false,
                Some(Becomes::Absent) => drop(world.responsibilities.remove(*place)),
            }
        }
        world
    }

    /// Every way, those with fewest facts first.
    pub fn ways(&self) -> Vec<Way> {
        let mut ways: Vec<Way> = vec![Vec::new()];
        for place in &self.facts {
            let contested = self.world.responsibilities[*place].contested;
            let fates: &[Option<Becomes>] = if contested {
                &[None, Some(Becomes::Settled), Some(Becomes::Absent)]
            } else {
                &[None, Some(Becomes::Absent)]
            };
            ways = ways.iter().flat_map(|way| fates.iter().map(|fate| [way.as_slice(), &[*fate]].concat())).collect();
        }
        ways.sort_by_key(size);
        ways
    }

    fn is_reading(&self, way: &Way) -> bool {
        let as_read =
            |(place, fate): (&usize, &Option<Becomes>)| self.world.responsibilities[*place].contested == fate.is_some();
        self.facts.iter().zip(way).all(as_read)
    }
}

pub fn size(way: &Way) -> usize {
    way.iter().flatten().count()
}

/// The ways found, as the naive way writes them.
pub fn ways_of<T: Clone>(unsure: &Unsure, landscape: &Landscape, record: &Record<'_>, tips: &Tips<T>) -> Vec<(Way, T)> {
    let place_of = |fact: usize| {
        let written = record.facts[fact].fact.written;
        let place = landscape.responsibilities.iter().position(|known| known.written == written).expect("the fact");
        unsure.facts.iter().position(|known| *known == place).expect("an unsettled fact")
    };
    tips.sets
        .iter()
        .map(|(changes, then)| {
            let mut way: Way = vec![None; unsure.facts.len()];
            changes.iter().for_each(|(fact, becomes)| way[place_of(*fact)] = Some(*becomes));
            (way, then.clone())
        })
        .collect()
}

/// Holds what was found against every way there is, where `then` says what an answer is and whether it has tipped.
pub fn agrees<T: Clone + PartialEq + std::fmt::Debug>(
    what: &str,
    found: Vec<(Way, T)>,
    tips: &Tips<T>,
    ways: &[Way],
    then: impl Fn(&Way) -> Option<T>,
) -> Holds {
    let tipping: Vec<(Way, T)> = ways.iter().filter_map(|way| Some((way.clone(), then(way)?))).collect();
    let least = tipping.iter().map(|(way, _)| size(way)).min();
    let smallest: Vec<(Way, T)> = tipping.into_iter().filter(|(way, _)| Some(size(way)) == least).collect();
    let sorted = |mut list: Vec<(Way, T)>| {
        list.sort_by(|(a, _), (b, _)| a.cmp(b));
        list
    };
    let (found, smallest) = (sorted(found), sorted(smallest));
    holds!(found == smallest, "{what}: {found:?}, and {smallest:?} the naive way");
    holds!(tips.count == smallest.len() && tips.size() == least, "{what}: {} sets", tips.count);
    holds!(tips.never() == least.is_none(), "{what}: whether anything tips it is proved either way");
    Ok(())
}

/// Whether a finding is an error or a warning wherever it is there.
fn never_a_note(landscape: &Landscape, key: &str) -> bool {
    const CODES: [&str; 8] = [
        "gap/uncommissioned",
        "gap/unheld-function",
        "gap/power-only",
        "gap/cross-boundary",
        "overlap/commissioners",
        "overlap/function",
        "fragmentation/handoff",
        "accountability/none",
    ];
    let code = key.split(':').next().unwrap_or(key);
    CODES.contains(&code) && !landscape.accepted.iter().any(|accepted| accepted.matches(key))
}

fn state(findings: &Findings, key: &str) -> Option<Certainty> {
    let at = |certainty: &'static str| findings.contains_key(&(key.to_owned(), certainty));
    if at("certain") { Some(Certainty::Certain) } else { at("possible").then_some(Certainty::Possible) }
}

/// A finding that is there goes, one that is not there comes, a possible one becomes certain.
pub fn tipped(from: Option<Certainty>, to: Option<Certainty>) -> bool {
    from != to && (from, to) != (Some(Certainty::Certain), Some(Certainty::Possible))
}

fn show((world, genes): &(World, Vec<u16>)) -> String {
    (0..DRAWS).map(|number| Unsure::new(world, genes, number).show()).collect::<Vec<_>>().join("\n\n")
}

/// Looks at several choices of facts of every world.
fn hold_unsure(property: impl Fn(&Unsure) -> Holds) {
    hold(worlds_and_genes(), show, |(world, genes)| {
        (0..DRAWS).try_for_each(|number| property(&Unsure::new(world, genes, number)))
    });
}

#[test]
fn the_fewest_facts_that_tip_a_finding() {
    let (tipped_by_one, tipped_by_more, hang) = (Counter::new(0), Counter::new(0), Counter::new(0));
    hold_unsure(|unsure| {
        let landscape = unsure.landscape();
        let day = unsure.world.days[1];
        let side = Side { landscape: &landscape, day, bare_law: false };
        let record = Record::new(vec![side]);
        let ways = unsure.ways();
        let look = |way: &Way| findings(&Look { world: &unsure.otherwise(way), day, bare_law: false });
        let found: BTreeMap<&Way, Findings> = ways.iter().map(|way| (way, look(way))).collect();
        let recorded = &found[&ways[0]];
        let mut asked = hanging(&record, &Which::All(None), Effort::default(), &Patient).expect("findings");
        let keys: BTreeSet<&str> = asked.iter().map(|hangs| hangs.key.as_str()).collect();
        let wanted: BTreeSet<&str> =
            recorded.iter().filter(|(_, of)| of.severity != "note").map(|((key, _), _)| key.as_str()).collect();
        holds!(keys == wanted, "asked about {keys:?}, and not {wanted:?}");
        // Those that are there, and those that are there in some other way.
        for ((key, _), _) in found.values().flatten() {
            if !asked.iter().any(|hangs| hangs.key == *key) && !key.starts_with("evidence/") {
                let one = hanging(&record, &Which::Key(key), Effort::default(), &Patient);
                asked.extend(one.unwrap_or_default());
            }
        }
        for hangs in &asked {
            let is = state(recorded, &hangs.key);
            holds!(hangs.state == is, "{}: {:?}, and {is:?} the naive way", hangs.key, hangs.state);
            let then = |way: &Way| {
                let then = state(&found[way], &hangs.key);
                tipped(is, then).then_some(then)
            };
            agrees(&hangs.key, ways_of(unsure, &landscape, &record, &hangs.tips), &hangs.tips, &ways, then)?;
            let there: Vec<bool> = ways
                .iter()
                .filter(|way| unsure.is_reading(way))
                .map(|way| state(&found[way], &hangs.key).is_some())
                .collect();
            let stands = match (there.contains(&true), there.contains(&false)) {
                (true, false) => Stands::InEvery,
                (true, true) => Stands::InSome,
                (false, _) => Stands::InNone,
            };
            holds!(hangs.readings.stands == stands, "{}: {:?}, and not {stands:?}", hangs.key, hangs.readings);
            if never_a_note(&landscape, &hangs.key) {
                let held = holds_in_every_reading(side, side, std::slice::from_ref(&hangs.key), &[], &Patient);
                let ever = there.contains(&true);
                holds!(held.exact && held.holds != ever, "{}: {held:?}, and {ever} the naive way", hangs.key);
            }
            match hangs.tips.size() {
                Some(1) => tipped_by_one.set(tipped_by_one.get() + 1),
                Some(_) => tipped_by_more.set(tipped_by_more.get() + 1),
                None => {}
            }
            hang.set(hang.get() + usize::from(stands == Stands::InSome));
        }
        Ok(())
    });
    let seen = (tipped_by_one.get(), tipped_by_more.get(), hang.get());
    assert!(seen.0 > 100 && seen.1 > 10 && seen.2 > 20, "too little was seen: {seen:?}");
}

#[test]
fn the_fewest_facts_that_tip_a_verdict() {
    let (tipped, never) = (Counter::new(0), Counter::new(0));
    hold_unsure(|unsure| {
        let landscape = unsure.landscape();
        for days in [[0, 1], [2, 1]] {
            let sides = days.map(|day| Side { landscape: &landscape, day: unsure.world.days[day], bare_law: false });
            let record = Record::new(sides.to_vec());
            let hangs = verdict(&record, None, Effort::default(), &Patient).expect("two sides");
            let ways = unsure.ways();
            let of = |way: &Way| {
                let world = unsure.otherwise(way);
                let at = |day: usize| findings(&Look { world: &world, day: world.days[day], bare_law: false });
                verdict_of(&at(days[0]), &at(days[1]))
            };
            let is = of(&ways[0]);
            holds!(hangs.is.word() == is, "the verdict is {}, and {is} the naive way", hangs.is.word());
            let then = |way: &Way| {
                let then = of(way);
                let all = [Is::Same, Is::Better, Is::Worse, Is::Mixed];
                all.into_iter().find(|one| one.word() == then && then != is)
            };
            let found = ways_of(unsure, &landscape, &record, &hangs.tips);
            agrees(&format!("the verdict {is}"), found, &hangs.tips, &ways, then)?;
            let seen = if hangs.tips.size().is_some() { &tipped } else { &never };
            seen.set(seen.get() + 1);
        }
        Ok(())
    });
    let seen = (tipped.get(), never.get());
    assert!(seen.0 > 30 && seen.1 > 30, "too little was seen: {seen:?}");
}

#[test]
fn the_fewest_facts_that_change_an_order() {
    let tipped = Counter::new(0);
    hold_unsure(|unsure| {
        if unsure.world.services.len() < 2 {
            return Ok(());
        }
        let landscape = unsure.landscape();
        let day = unsure.world.days[1];
        let record = Record::new(vec![Side { landscape: &landscape, day, bare_law: false }]);
        let id_of = |one: ServiceId| &*landscape.services[one.index()].id;
        let all: BTreeSet<ServiceId> = landscape.components.iter().flat_map(|of| of.services.iter().copied()).collect();
        let named: Vec<ServiceId> = all.into_iter().collect();
        let ways = unsure.ways();
        for (number, (name, measure)) in SERVICE_MEASURES.into_iter().enumerate() {
            for pair in order(&record, &named, measure, Effort::default(), &Patient) {
                let means = |way: &Way| {
                    let world = unsure.otherwise(way);
                    let look = Look { world: &world, day, bare_law: false };
                    pair.services.map(|one| {
                        let service = world.services.iter().position(|id| id == id_of(one)).expect("the service");
                        let value = |cell| (cell, at_cell(&look, service, cell, None)[number]);
                        let values: Vec<_> = cells_of(&look, service).into_iter().map(value).collect();
                        summary(&look, &values)[0]
                    })
                };
                let sign = |[a, b]: [f64; 2]| if near(a, b) { None } else { Some(a > b) };
                let recorded = sign(means(&ways[0]));
                let then = |way: &Way| (sign(means(way)) != recorded).then_some(());
                let found = ways_of(unsure, &landscape, &record, &pair.tips);
                let found = found.into_iter().map(|(way, _)| (way, ())).collect();
                let plain = Tips {
                    sets: pair.tips.sets.iter().map(|(set, _)| (set.clone(), ())).collect(),
                    ..tips(&pair.tips)
                };
                agrees(&format!("the order by {name}"), found, &plain, &ways, then)?;
                tipped.set(tipped.get() + usize::from(plain.size().is_some()));
            }
        }
        Ok(())
    });
    assert!(tipped.get() > 20, "only {} orders that tip", tipped.get());
}

/// The same without the answers.
fn tips<T>(tips: &Tips<T>) -> Tips<()> {
    Tips { sets: Vec::new(), count: tips.count, none_up_to: tips.none_up_to, facts: tips.facts }
}
