//! `remit draw`: pictures.

use std::path::Path;

use super::super::args::{DrawArgs, Picture, PictureFormat};
use super::super::choose::{self, Scene};
use super::super::output::deliver;
use super::super::{Error, Outcome};
use super::load;
use crate::analysis::Facts;
use crate::checks::judge;
use crate::render::{network_dot, network_svg};
use crate::report::network::{Question, network};

/// Runs it.
pub fn run(args: &DrawArgs) -> Result<Outcome, Error> {
    let format = format(args)?;
    let worlds = load(&args.landscape, &choose::reforms_of([args.scenario.as_deref()]))?;
    let Scene { chosen, landscape } = choose::scenario(worlds, args.scenario.as_deref())?;
    let services = choose::services(landscape, &args.services)?;
    let situation = landscape.at(chosen.on, args.bare_law);
    let facts = Facts::new(&situation);
    let place = match &args.area {
        Some(name) => Some(choose::place(&situation, name)?),
        None => None,
    };
    let text = match args.picture {
        Picture::Network => {
            let judged = judge(&facts, services.as_deref());
            let question = Question { services: services.as_deref(), place };
            let report = network(&chosen, &facts, &judged, question);
            match format {
                PictureFormat::Svg => network_svg::render(&report),
                PictureFormat::Dot => network_dot::render(&report),
            }
        }
    };
    deliver(&text, args.out.as_ref())?;
    Ok(Outcome::Fine)
}

/// The format asked for, or what the ending of the file says; SVG where there is no file.
fn format(args: &DrawArgs) -> Result<PictureFormat, Error> {
    let Some(out) = args.out.as_deref().filter(|_| args.format.is_none()) else {
        return Ok(args.format.unwrap_or(PictureFormat::Svg));
    };
    let ending = out.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    match ending.as_deref() {
        Some("svg") => Ok(PictureFormat::Svg),
        Some("dot" | "gv") => Ok(PictureFormat::Dot),
        _ => Err(unknown_ending(out)),
    }
}

fn unknown_ending(out: &Path) -> Error {
    Error::usage(format!("the ending of {} names no picture format", out.display()))
        .help(Some("let the file end in .svg or .dot, or say --format svg or --format dot".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::network::{Hold, NetworkReport, State, StepFate};

    fn two_districts(scenario: &str, area: Option<&str>) -> NetworkReport {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/two-districts");
        let worlds = load(Path::new(folder), &[]).expect("the landscape");
        let Scene { chosen, landscape } = choose::scenario(worlds, Some(scenario)).expect("the scenario");
        let situation = landscape.at(chosen.on, false);
        let facts = Facts::new(&situation);
        let place = area.map(|name| choose::place(&situation, name).expect("the place"));
        network(&chosen, &facts, &judge(&facts, None), Question { services: None, place })
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
        let svg = network_svg::render(&report);
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
        assert!(east.title.starts_with("Three services in East Beta, 1 April 2013: three bodies"), "{}", east.title);
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
}
