//! `remit draw`: pictures.

mod map;

use std::path::Path;

use serde::Serialize;

use super::super::args::{DrawArgs, Picture, PictureFormat};
use super::super::choose::{self, Scene};
use super::super::output::{deliver, deliver_bytes, deliver_plain};
use super::super::{Error, Outcome};
use super::{examine, load};
use crate::day::Day;
use crate::landscape::{Landscape, ServiceId};
use crate::render::{
    Document, Table, csv, json, markdown, matrix_svg, network_dot, network_svg, pathway_svg, timeline_svg,
    transfers_svg, words,
};
use crate::report::matrix::matrix;
use crate::report::network::{Question, network};
use crate::report::pathway::{Seen, pathway};
use crate::report::timeline::timeline_report;
use crate::report::transfers::transfers;
use crate::study::timeline::{dated_days, timeline};

/// Runs it.
pub fn run(args: &DrawArgs) -> Result<Outcome, Error> {
    let format = format(args)?;
    let texts: Vec<Option<&str>> = match args.scenarios.as_slice() {
        [] => vec![None],
        texts => texts.iter().map(|text| Some(text.as_str())).collect(),
    };
    let worlds = load(&args.landscape, &choose::reforms_of(texts.iter().copied()))?;
    let scenes = choose::scenarios(worlds, &texts)?;
    let services = choose::services(worlds.base(), &args.services)?;
    let asked = Asked { args, format, scenes: &scenes, services: services.as_deref() };
    match args.picture {
        Picture::Timeline => asked.timeline()?,
        Picture::Pathway => asked.pathway()?,
        Picture::Matrix => asked.matrix()?,
        Picture::Transfers => asked.transfers()?,
        Picture::Network => asked.network()?,
        Picture::Map => asked.map()?,
    }
    Ok(Outcome::Fine)
}

/// What is asked for.
struct Asked<'a> {
    args: &'a DrawArgs,
    format: PictureFormat,
    scenes: &'a [Scene],
    services: Option<&'a [ServiceId]>,
}

impl Asked<'_> {
    /// Every scenario, worked out.
    fn seen(&self) -> Result<Vec<Seen<'static>>, Error> {
        let examined = examine(self.scenes, self.args.bare_law, self.services)?;
        let mut seen = Vec::new();
        for (scene, (facts, judged)) in self.scenes.iter().zip(examined) {
            let place = match &self.args.area {
                Some(name) => Some(choose::place(facts.situation, name)?),
                None => None,
            };
            // As the landscape, it lives as long as the process.
            seen.push(Seen { chosen: Box::leak(Box::new(scene.chosen.clone())), facts, judged, place });
        }
        Ok(seen)
    }

    fn pathway(&self) -> Result<(), Error> {
        let landscape = self.scenes[0].landscape;
        let service = match self.services {
            Some([one]) => *one,
            None if landscape.services.len() == 1 => ServiceId::new(0),
            _ => {
                let ids: Vec<&str> = landscape.services.iter().map(|service| &*service.id).collect();
                return Err(Error::usage("a pathway is that of one service")
                    .help(Some(format!("name it with --service; there are: {}", ids.join(", ")))));
            }
        };
        let report = pathway(&self.seen()?, service);
        self.show(
            &report,
            &Looks { svg: pathway_svg::render, document: words::pathway::document, table: words::pathway::table },
        )
    }

    fn matrix(&self) -> Result<(), Error> {
        let report = matrix(&self.seen()?, &self.services_or_all());
        let looks = Looks { svg: matrix_svg::render, document: words::matrix::document, table: words::matrix::table };
        self.show(&report, &looks)
    }

    fn timeline(&self) -> Result<(), Error> {
        let window = match (self.scenes, self.args.scenarios.len()) {
            (_, 0) => with_what_follows(self.scenes[0].landscape),
            ([from, to], _) => (Some(from.chosen.on), Some(to.chosen.on)),
            _ => {
                let help = "name none for all days, or two: remit draw timeline LANDSCAPE before after";
                return Err(Error::usage("a timeline runs from one day to another").help(Some(help.to_owned())));
            }
        };
        let landscape = self.scenes[0].landscape;
        let line = timeline(landscape, window, self.services, self.args.bare_law)
            .ok_or_else(|| Error::usage("nothing in this landscape begins or ends between these days"))?;
        let report = timeline_report(landscape, &line, self.services);
        let looks = Looks {
            svg: timeline_svg::render,
            document: |report| words::timeline::document(report, "LANDSCAPE"),
            table: words::timeline::table,
        };
        self.show(&report, &looks)
    }

    fn transfers(&self) -> Result<(), Error> {
        let seen = self.seen()?;
        let [from, to] = seen.as_slice() else {
            let help = "name two: remit draw transfers LANDSCAPE before after";
            return Err(Error::usage("transfers are drawn of two scenarios").help(Some(help.to_owned())));
        };
        let report = transfers(from, to, &self.services_or_all());
        let looks =
            Looks { svg: transfers_svg::render, document: words::transfers::document, table: words::transfers::table };
        self.show(&report, &looks)
    }

    /// The services asked for; all where none is named.
    fn services_or_all(&self) -> Vec<ServiceId> {
        let all = || (0..self.scenes[0].landscape.services.len()).map(ServiceId::new).collect();
        self.services.map_or_else(all, <[ServiceId]>::to_vec)
    }

    fn network(&self) -> Result<(), Error> {
        let seen = self.seen()?;
        let [one] = seen.as_slice() else {
            return Err(Error::usage("a network is drawn of one scenario"));
        };
        let question = Question { services: self.services, place: one.place };
        let report = network(one.chosen, one.facts, one.judged, question);
        match self.format {
            PictureFormat::Svg => deliver(&network_svg::render(&report), self.args.out.as_ref()),
            PictureFormat::Png | PictureFormat::Pdf => self.print(&network_svg::render(&report)),
            PictureFormat::Dot => deliver(&network_dot::render(&report), self.args.out.as_ref()),
            _ => Err(Error::usage("a network has no table")
                .help(Some("`remit draw pathway` and `remit who` have it".to_owned()))),
        }
    }

    /// Delivers a picture in the format asked for.
    fn show<R: Serialize>(&self, report: &R, looks: &Looks<R>) -> Result<(), Error> {
        let out = self.args.out.as_ref();
        match self.format {
            PictureFormat::Svg => deliver(&(looks.svg)(report), out),
            PictureFormat::Png | PictureFormat::Pdf => self.print(&(looks.svg)(report)),
            PictureFormat::Csv => deliver(&csv::render(&(looks.table)(report)), out),
            PictureFormat::Markdown => deliver(&markdown::render(&(looks.document)(report)), out),
            PictureFormat::Json => deliver_plain(&json::render(report), out),
            PictureFormat::Dot => Err(Error::usage("only a network can be drawn for Graphviz")),
        }
    }

    /// Delivers a picture in pixels or for print.
    #[cfg(feature = "print")]
    fn print(&self, svg: &str) -> Result<(), Error> {
        use crate::render::print;
        let bytes = if self.format == PictureFormat::Png { print::png(svg) } else { print::pdf(svg) };
        let bytes = bytes.map_err(|why| Error::work(format!("the picture cannot be made: {why}")))?;
        deliver_bytes(&bytes, self.args.out.as_ref())
    }

    #[cfg(not(feature = "print"))]
    fn print(&self, _svg: &str) -> Result<(), Error> {
        Err(Error::usage("this remit was built without PNG and PDF").help(Some("ask for --format svg".to_owned())))
    }
}

/// All days, to that of the last scenario where it is later; else a little more, so that what begins on the last day is
/// seen. Never far: nobody has looked at what is so then.
fn with_what_follows(landscape: &Landscape) -> (Option<Day>, Option<Day>) {
    const MOST: i64 = 92;
    let Some((first, mut last)) = dated_days(landscape) else { return (None, None) };
    match landscape.scenarios.iter().map(|scenario| scenario.on).max() {
        Some(day) if day > last => last = day,
        _ => (0..(last.days_since(first) / 10).min(MOST)).for_each(|_| last = last.next()),
    }
    (Some(first), Some(last))
}

/// How a picture looks in each format.
struct Looks<R> {
    svg: fn(&R) -> String,
    document: fn(&R) -> Document,
    table: fn(&R) -> Table,
}

/// The format asked for, or what the ending of the file says; SVG where there is no file.
fn format(args: &DrawArgs) -> Result<PictureFormat, Error> {
    let Some(out) = args.out.as_deref().filter(|_| args.format.is_none()) else {
        return Ok(args.format.unwrap_or(PictureFormat::Svg));
    };
    let ending = out.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    match ending.as_deref() {
        Some("svg") => Ok(PictureFormat::Svg),
        Some("png") => Ok(PictureFormat::Png),
        Some("pdf") => Ok(PictureFormat::Pdf),
        Some("csv") => Ok(PictureFormat::Csv),
        Some("md" | "markdown") => Ok(PictureFormat::Markdown),
        Some("json") => Ok(PictureFormat::Json),
        Some("dot" | "gv") => Ok(PictureFormat::Dot),
        _ => Err(unknown_ending(out)),
    }
}

fn unknown_ending(out: &Path) -> Error {
    Error::usage(format!("the ending of {} names no picture format", out.display()))
        .help(Some("let the file end in .svg, .png or .pdf, or say --format svg".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Facts;
    use crate::checks::judge;
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
