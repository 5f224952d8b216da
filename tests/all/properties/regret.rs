//! No regret, the naive way: every reading of all disputes that a repair leaves open, each world worked out whole.

use std::cell::Cell as Counter;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use remit::analysis::Facts;
use remit::checks::{Certainty, Finding, Severity, codes, judge};
use remit::day::Day;
use remit::landscape::{Landscape, Responsibility};
use remit::model::Status;
use remit::reform::{Proposed, read_with, try_out};
use remit::study::repair::{Asked, Reason, Repair, considered};
use remit::study::tipping::{Becomes, Held};

use super::generate::Choices;
use super::repair::{combinations, named, run, state};
use super::tool::read;
use super::{Holds, hold, holds};

/// A fact, and whether it holds.
type Fate = (Responsibility, bool);

/// The landscape where disputed facts have been settled one way or the other, in whatever was before it too.
fn otherwise(landscape: &Landscape, fates: &[Fate]) -> Landscape {
    let mut other = landscape.clone();
    other.responsibilities.retain_mut(|fact| {
        let fate = fates.iter().find(|(known, _)| known.written == fact.written);
        if fate.is_some() {
            fact.status = Status::Settled;
        }
        fate.is_none_or(|(_, holds)| *holds)
    });
    for applied in &mut other.applied {
        applied.before = Arc::new(otherwise(&applied.before, fates));
        applied.after = applied.after.as_deref().map(|after| Arc::new(otherwise(after, fates)));
    }
    other
}

/// What is wrong at error or warning level.
fn wrong(landscape: &Landscape, day: Day) -> Vec<Finding> {
    let situation = landscape.at(day, false);
    let mut findings = judge(&Facts::new(&situation), None).findings;
    findings.retain(|finding| {
        !finding.accepted && finding.severity != Severity::Note && !finding.code.starts_with("accepted/")
    });
    findings
}

/// The keys of what is here and was not before.
fn opened(before: &Landscape, after: &Landscape, day: Day) -> BTreeSet<String> {
    let known = state(before, day);
    let is_new = |finding: &Finding| {
        let name = named(finding, after);
        let was = |cell: Option<usize>| {
            [finding.certainty, Certainty::Certain].iter().any(|of| known.wrong.contains(&(name.clone(), *of, cell)))
        };
        !known.keys.contains(&(finding.key.clone(), finding.certainty))
            || !finding.cells.iter().all(|cell| was(Some(cell)))
    };
    wrong(after, day).iter().filter(|finding| is_new(finding)).map(|finding| finding.key.clone()).collect()
}

/// What fails in some readings: by key, the readings in which it does.
struct Naive {
    disputes: Vec<Responsibility>,
    fails: BTreeMap<String, BTreeSet<usize>>,
}

fn naive(before: &Landscape, after: &Landscape, day: Day, cleared: &[String]) -> Naive {
    let mut disputes: Vec<Responsibility> = Vec::new();
    for fact in &after.responsibilities {
        let open = fact.status == Status::Contested && fact.period.includes(day);
        if open && !disputes.iter().any(|known| known.written == fact.written) {
            disputes.push(fact.clone());
        }
    }
    let mut fails: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for reading in 0..1 << disputes.len() {
        let fates: Vec<Fate> =
            disputes.iter().enumerate().map(|(place, fact)| (fact.clone(), reading >> place & 1 == 1)).collect();
        let then = otherwise(after, &fates);
        let mut keys = opened(&otherwise(before, &fates), &then, day);
        keys.extend(wrong(&then, day).into_iter().map(|finding| finding.key).filter(|key| cleared.contains(key)));
        for key in keys {
            fails.entry(key).or_default().insert(reading);
        }
    }
    Naive { disputes, fails }
}

impl Naive {
    /// Whether something fails in every reading in which these facts become this.
    fn decided(&self, key: &str, fates: &[(Option<usize>, bool)]) -> bool {
        let is_so = |reading: usize| {
            fates.iter().all(|(place, holds)| place.is_some_and(|p| (reading >> p & 1 == 1) == *holds))
        };
        let mut with = (0..1_usize << self.disputes.len()).filter(|reading| is_so(*reading)).peekable();
        with.peek().is_some() && with.all(|reading| self.fails[key].contains(&reading))
    }

    /// The fewest facts that decide something.
    fn fewest(&self, key: &str) -> usize {
        let count = self.disputes.len();
        let ways = 3_usize.pow(u32::try_from(count).expect("few"));
        let of = |way: usize| -> Vec<(Option<usize>, bool)> {
            let digit = |place: usize| way / 3_usize.pow(u32::try_from(place).expect("few")) % 3;
            (0..count).filter(|place| digit(*place) > 0).map(|place| (Some(place), digit(place) == 1)).collect()
        };
        (0..ways).map(of).filter(|fates| self.decided(key, fates)).map(|fates| fates.len()).min().expect("one")
    }
}

/// What a repair says of readings, against every one of them.
fn says_what_is_so(held: &Held, naive: &Naive, text: &str) -> Holds {
    holds!(held.exact && held.holds == held.fails.is_empty(), "{held:?}");
    let keys: BTreeSet<&String> = held.fails.iter().map(|fails| &fails.finding.key).collect();
    let expected: BTreeSet<&String> = naive.fails.keys().collect();
    holds!(keys == expected, "fails: {keys:?}, and {expected:?} the naive way\n{text}");
    for fails in &held.fails {
        let place = |fact: &Responsibility| naive.disputes.iter().position(|known| known.written == fact.written);
        let fates: Vec<(Option<usize>, bool)> =
            fails.decides.iter().map(|(fact, becomes)| (place(fact), *becomes == Becomes::Settled)).collect();
        let key = &fails.finding.key;
        holds!(naive.decided(key, &fates), "{key} is not decided by {fates:?}\n{text}");
        holds!(naive.fewest(key) == fates.len(), "{key} is decided by fewer than {fates:?}\n{text}");
    }
    Ok(())
}

/// How often something was looked at.
#[derive(Default)]
struct Seen {
    readings: Counter<usize>,
    fails: Counter<usize>,
    better: Counter<usize>,
    none: Counter<usize>,
}

fn files(text: &str) -> BTreeMap<String, Vec<u8>> {
    BTreeMap::from([("landscape.toml".to_owned(), text.as_bytes().to_vec())])
}

fn naive_of(text: &str, found: &Repair, day: Day) -> Naive {
    let (before, after) = read_with(&files(text), &codes(), &[], &found.text).expect("a reform that can be read");
    naive(&before, &after, day, &found.cleared)
}

/// Whether no choice without arrangements does what one found with no regret does, and costs less.
fn nothing_cheaper(landscape: &Landscape, day: Day, asked: &Asked, found: &Repair) -> Holds {
    let all = considered(landscape, day, asked);
    let count: usize = all.iter().map(|(_, _, choices)| choices.len()).product();
    if count > 400 {
        return Ok(());
    }
    let before = wrong(landscape, day);
    let known = |finding: &Finding, after: &Landscape| {
        found.cleared.iter().any(|key| {
            before.iter().any(|one| {
                one.key == *key
                    && named(one, landscape) == named(finding, after)
                    && (one.cells.is_empty() || !one.cells.and(&finding.cells).is_empty())
            })
        })
    };
    for (cost, steps) in combinations(&all).into_iter().take_while(|(cost, _)| *cost < found.cost) {
        let (after, failed) = try_out(landscape.clone(), day, &steps);
        let clears = !wrong(&after, day).iter().any(|finding| known(finding, &after));
        let stands = failed.is_empty() && clears && opened(landscape, &after, day).is_empty();
        let holds_in_all = || naive(landscape, &after, day, &found.cleared).fails.is_empty();
        holds!(!(stands && holds_in_all()), "costs {} and this costs {cost}: {steps:?}\n{}", found.cost, found.text);
    }
    Ok(())
}

/// Whether a finding that is given up could go, all else left as it is, without an arrangement.
fn cannot_go(landscape: &Landscape, day: Day, asked: &Asked, key: &str) -> Holds {
    let alone = Asked { findings: vec![key.to_owned()], ..asked.clone() };
    let all = considered(landscape, day, &alone);
    let count: usize = all.iter().map(|(_, _, choices)| choices.len()).product();
    if count > 60 {
        return Ok(());
    }
    for (_, steps) in combinations(&all) {
        let steps: Vec<Proposed> = steps;
        let (after, failed) = try_out(landscape.clone(), day, &steps);
        let stays = wrong(&after, day).iter().any(|finding| finding.key == key);
        let stands = failed.is_empty() && !stays && opened(landscape, &after, day).is_empty();
        let holds_in_all = || naive(landscape, &after, day, &[key.to_owned()]).fails.is_empty();
        holds!(!(stands && holds_in_all()), "{key} was given up, and goes by {steps:?}");
    }
    Ok(())
}

fn one(text: &str, landscape: &Landscape, day: Day, asked: &Asked, seen: &Seen) -> Holds {
    let found = run(text, landscape, day, asked);
    let Some(held) = &found.held else { return Ok(()) };
    let all = naive_of(text, &found, day);
    says_what_is_so(held, &all, &found.text)?;
    seen.readings.set(seen.readings.get() + (1 << all.disputes.len()));
    seen.fails.set(seen.fails.get() + usize::from(!held.holds));
    let careful = Asked { no_regret: true, ..asked.clone() };
    let other = run(text, landscape, day, &careful);
    let fails = naive_of(text, &other, day).fails;
    holds!(other.changes.is_empty() || fails.is_empty(), "with no regret, and {fails:?}\n{}", other.text);
    if held.holds {
        holds!(
            (found.cost, &found.cleared) == (other.cost, &other.cleared),
            "it held, and is not taken:\n{}",
            other.text
        );
        return Ok(());
    }
    if found.cleared == other.cleared {
        seen.better.set(seen.better.get() + 1);
        holds!(other.cost >= found.cost, "{} and {}", other.cost, found.cost);
    }
    nothing_cheaper(landscape, day, &Asked { findings: other.cleared.clone(), ..careful.clone() }, &other)?;
    for one in &other.impossible {
        if one.because.iter().any(|reason| matches!(reason, Reason::Decides(_))) {
            seen.none.set(seen.none.get() + 1);
            cannot_go(landscape, day, &careful, &one.finding)?;
        }
    }
    Ok(())
}

/// A small landscape full of disputes: three components on one way, and a few bodies of three kinds.
fn disputed(genes: &[u16]) -> String {
    let c = &mut Choices::new(genes);
    let mut text = String::from(
        r#"
landscape = { title = "Disputed", default = "now" }
scenario = [{ id = "now", on = 2014-01-01 }]
kind = [{ id = "la", name = "LA" }, { id = "ccg", name = "CCG" }, { id = "nhse", name = "NHSE" }]
source = [{ id = "law", title = "The law", type = "act" }]
service = [{ id = "s", name = "S" }]
area = [{ id = "a", population = 100 }, { id = "b", population = 50 }]
organisation = [
  { id = "west", name = "West", kind = "la", footprint = "a" },
  { id = "east", name = "East", kind = "la", footprint = "b" },
  { id = "group", name = "Group", kind = "ccg", footprint = "everywhere" },
  { id = "board", name = "Board", kind = "nhse", footprint = "everywhere" },
]
"#,
    );
    let open = if c.chance(20) { "\naccess = \"open\"" } else { "" };
    for (id, leads_to) in [("first", "second"), ("second", "third"), ("third", "")] {
        let leads_to = if leads_to.is_empty() { String::new() } else { format!("\nleads_to = \"{leads_to}\"") };
        text += &format!("[[component]]\nid = \"{id}\"\nname = \"{id}\"\nservice = \"s\"{leads_to}{open}\n");
    }
    let holders = ["kind:la", "group", "board", "west"];
    for component in ["first", "second", "third"] {
        for _ in 0..c.below(3) + usize::from(c.chance(30)) {
            let strength = ["duty", "duty", "power", "residual"][c.below(4)];
            let status = if c.chance(60) { "contested" } else { "settled" };
            let both = if c.chance(15) { "[\"first\", \"third\"]".to_owned() } else { format!("\"{component}\"") };
            text += &format!(
                "[[responsibility]]\ncomponent = {both}\nholder = \"{}\"\nstrength = \"{strength}\"\n\
                 status = \"{status}\"\nbasis = \"law\"\n",
                holders[c.below(holders.len())]
            );
        }
    }
    for number in 0..c.below(3) {
        let members = [["kind:la", "group"], ["group", "board"], ["board", "kind:la"]][c.below(3)];
        let component = ["first", "second", "third"][c.below(3)];
        text += &format!(
            "[[arrangement]]\nid = \"together-{number}\"\ntype = \"joint-committee\"\nmembers = {members:?}\n\
             component = \"{component}\"\n"
        );
    }
    text
}

#[test]
fn what_a_repair_says_of_disputes_is_so_in_every_reading() {
    let seen = Seen::default();
    hold(
        proptest::collection::vec(proptest::num::u16::ANY, 40),
        |genes| disputed(genes),
        |genes| {
            let text = disputed(genes);
            let landscape = read(&[("landscape.toml", text.clone())]);
            let day = landscape.scenarios[0].on;
            let mut keys: Vec<String> = wrong(&landscape, day).into_iter().map(|finding| finding.key).collect();
            keys.dedup();
            let of_one = |key: &String, actor| Asked { findings: vec![key.clone()], actor, ..Asked::default() };
            let mut all: Vec<Asked> = keys.iter().map(|key| of_one(key, None)).collect();
            all.push(Asked::default());
            let group = landscape.organisations[2].kind;
            all.extend(keys.first().map(|key| of_one(key, Some(group))));
            for asked in all {
                one(&text, &landscape, day, &asked, &seen)?;
            }
            Ok(())
        },
    );
    let seen = (seen.readings.get(), seen.fails.get(), seen.better.get(), seen.none.get());
    assert!(seen.0 > 500 && seen.1 > 20 && seen.2 > 5 && seen.3 > 0, "too little was seen: {seen:?}");
}
