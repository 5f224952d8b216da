//! What a picture of the teaching landscape shows.

use super::*;
use crate::analysis::Facts;
use crate::checks::judge;
use crate::landscape::Selector;
use crate::render::{network_dot, network_svg};
use crate::report::network::{Hold, NetworkReport, Networks, Question, State, StepFate, network, networks};
use crate::report::pathway::Seen;

fn two_districts(scenario: &str, area: Option<&str>) -> NetworkReport {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/two-districts");
    let worlds = load(Path::new(folder), &[]).expect("the landscape");
    let Scene { chosen, landscape } = choose::scenario(worlds, Some(scenario)).expect("the scenario");
    let situation = landscape.at(chosen.on, false);
    let facts = Facts::new(&situation);
    let place = area.map(|name| choose::place(&situation, name).expect("the place"));
    network(&chosen, &facts, &judge(&facts, None), Question { services: None, place, parts: None })
}

/// Some scenarios as one picture.
fn together(scenarios: &[&str], kind: Option<&str>) -> Networks {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/two-districts");
    let worlds = load(Path::new(folder), &[]).expect("the landscape");
    let texts: Vec<Option<&str>> = scenarios.iter().map(|text| Some(*text)).collect();
    let scenes = choose::scenarios(worlds, &texts).expect("the scenarios");
    let examined = examine(&scenes, false, None).expect("the facts");
    let seen = scenes.iter().zip(examined);
    let seen: Vec<Seen<'_>> =
        seen.map(|(scene, (facts, judged))| Seen { chosen: &scene.chosen, facts, judged, place: None }).collect();
    let by = kind.map(|kind| Selector::Kind(choose::kind(worlds.base(), kind).expect("the kind")));
    networks(&seen, None, by).expect("something is held")
}

fn state(report: &NetworkReport, id: &str) -> State {
    let mut parts = report.services.iter().flat_map(|strip| &strip.parts);
    parts.find(|part| part.id == id).expect("the part").state()
}

#[test]
fn a_gap_an_overlap_and_a_dispute_have_their_marks() {
    let report = two_districts("after", None);
    assert_eq!(state(&report, "tier-3"), State::Gap);
    assert_eq!(state(&report, "cervical-sample"), State::PossibleGap);
    assert_eq!(state(&report, "reablement"), State::Overlap);
    assert_eq!(state(&report, "gynaecology"), State::Fine);
    let svg = network_svg::render(&together(&["after"], None));
    for mark in [">Gap</text>", ">Gap?</text>", ">2 46%</text>", ">2?</text>", ">NHSE ?</text>"] {
        // The key has the first ones once more, so each must stand twice or be of the picture alone.
        let in_key = matches!(mark, ">Gap</text>" | ">Gap?</text>" | ">2?</text>");
        assert_eq!(svg.matches(mark).count(), 1 + usize::from(in_key), "{mark}");
    }
    let dot = network_dot::render(&report);
    let line = |name: &str| dot.lines().find(|line| line.contains(&format!(". {name}"))).expect("the part");
    assert!(line("Weight management, tier 3").contains("style=\"filled,dashed\""));
    assert!(line("Weight management, tier 3").contains("[Gap]"));
    assert!(line("Reablement").contains("peripheries=\"2\"") && line("Reablement").contains("[2 for 45.8%]"));
    assert!(line("Cervical").contains("NHSE?, LA?") && line("Cervical").contains("disputed=\"n1 n4\""));
}

#[test]
fn a_step_shows_what_becomes_of_it() {
    let report = two_districts("after", None);
    let fates = |strip: usize| report.services[strip].steps.iter().map(|step| step.fate).collect::<Vec<_>>();
    assert_eq!(fates(0), [StepFate::Bridged, StepFate::Unbridged]);
    assert_eq!(fates(1), [StepFate::Nobody]);
    assert_eq!(fates(2), [StepFate::SameHands, StepFate::SameHands]);
}

#[test]
fn a_place_shows_its_own_bodies_and_only_what_is_so_there() {
    let (west, east) = (two_districts("after", Some("west-alpha")), two_districts("after", Some("east-beta")));
    assert_eq!(state(&west, "reablement"), State::Fine, "the two pool their budgets");
    assert_eq!(state(&east, "reablement"), State::Overlap);
    let holders = |report: &NetworkReport| report.services[2].parts[1].holders.clone();
    assert!(holders(&west).iter().all(|holder| holder.together && holder.hold == Hold::Must));
    assert!(holders(&east).iter().all(|holder| !holder.together));
    assert!(east.title.starts_with("Three services in East Beta: three bodies"), "{}", east.title);
    assert!(east.caption.starts_with("Rules covering 110,000 residents"), "{}", east.caption);
    let names: Vec<&str> = west.bodies.iter().filter(|body| body.commissions > 0).map(|body| &*body.name).collect();
    assert_eq!(names, ["NHS England", "NHS Alpha and Beta CCG", "West Alpha Council"]);
}

#[test]
fn before_the_act_nothing_is_amiss() {
    let report = two_districts("before", None);
    let parts = report.services.iter().flat_map(|strip| &strip.parts);
    assert!(parts.into_iter().all(|part| part.marks.is_empty() && !part.contested));
    assert!(report.title.contains("two kinds of body commission them"), "{}", report.title);
}

#[test]
fn what_is_in_both_scenarios_stands_in_the_same_place() {
    let both = together(&["before", "after"], None);
    let [before, after] = both.scenarios.as_slice() else { panic!("two scenarios") };
    let names = |report: &NetworkReport| report.bodies.iter().map(|body| body.mark.clone()).collect::<Vec<_>>();
    assert_eq!(names(before), names(after));
    let parts = |report: &NetworkReport| {
        let parts = report.services.iter().flat_map(|strip| &strip.parts);
        parts.map(|part| (part.number, part.id.clone())).collect::<Vec<_>>()
    };
    assert_eq!(parts(before), parts(after));
    let here = |report: &NetworkReport, mark: &str| report.bodies.iter().any(|body| body.mark == mark && body.here);
    assert!(here(before, "PCT") && !here(after, "PCT") && !here(before, "CCG") && here(after, "CCG"));
    for report in [before, after] {
        for part in report.services.iter().flat_map(|strip| &strip.parts) {
            assert!(part.holders.iter().all(|holder| report.bodies[holder.body].here), "{}", part.id);
        }
    }
    let svg = network_svg::render(&both);
    let first = |skip: usize| {
        let rest = svg.split("<g><title>1. ").nth(skip).expect("the first box");
        ["x", "width", "height"].map(|name| attribute(rest, name))
    };
    assert_eq!(first(1), first(2));
}

/// The first attribute of a name.
fn attribute(text: &str, name: &str) -> String {
    let (_, rest) = text.split_once(&format!(" {name}=\"")).expect("the attribute");
    rest.split('"').next().expect("its value").to_owned()
}

#[test]
fn a_focus_on_bodies_shows_what_they_hold_and_what_it_touches() {
    let (all, focused) = (together(&["after"], None), together(&["after"], Some("ccg")));
    let parts = |report: &Networks| {
        let parts = report.scenarios[0].services.iter().flat_map(|strip| &strip.parts);
        parts.map(|part| part.id.clone()).collect::<Vec<_>>()
    };
    assert!(parts(&focused).len() < parts(&all).len());
    assert!(parts(&focused).contains(&"gynaecology".to_owned()), "what it holds");
    assert!(!parts(&focused).contains(&"tier-3".to_owned()), "what it does not touch");
    assert!(focused.title.starts_with("CCG commissions"), "{}", focused.title);
}
