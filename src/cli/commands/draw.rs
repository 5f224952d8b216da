//! `remit draw`: pictures.

mod map;
mod network;

use std::path::Path;

use serde::Serialize;

use super::super::args::{DrawArgs, Picture, PictureFormat};
use super::super::choose::{self, Scene};
use super::super::output::{deliver, deliver_json};
use super::super::{Error, Outcome};
use super::{examine, load};
use crate::day::Day;
use crate::landscape::{Landscape, ServiceId};
use crate::render::{
    Document, Table, csv, markdown, matrix_svg, overview_svg, pathway_svg, timeline_svg, transfers_svg, words,
};
use crate::report::common::Chosen;
use crate::report::matrix::matrix;
use crate::report::overview::overview;
use crate::report::pathway::{Seen, pathway, pathways};
use crate::report::timeline::timeline_report;
use crate::report::transfers::transfers;
use crate::study::timeline::{dated_days, timeline};

/// Runs it.
pub fn run(args: &DrawArgs) -> Result<Outcome, Error> {
    let format = format(args)?;
    if let Some((option, whose)) = args.idle() {
        let help = format!("leave it out, or draw {whose}");
        return Err(Error::usage(format!("`{option}` says nothing about this picture")).help(Some(help)));
    }
    let texts: Vec<Option<&str>> = match args.scenarios.as_slice() {
        [] => vec![None],
        texts => texts.iter().map(|text| Some(text.as_str())).collect(),
    };
    let worlds = load(&args.landscape, &choose::reforms_of(texts.iter().copied()))?;
    let scenes = choose::scenarios(worlds, &texts)?;
    let services = choose::services(worlds.base(), &args.services)?;
    let asked = Asked { args, format, scenes: &scenes, services: services.as_deref() };
    match args.picture {
        Picture::Overview => asked.overview()?,
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
            let apart = self.args.area.as_ref().map_or_else(String::new, |area| format!("-in-{area}"));
            // As the landscape, it lives as long as the process.
            let chosen = Box::leak(Box::new(Chosen { apart, ..scene.chosen.clone() }));
            seen.push(Seen { chosen, facts, judged, place });
        }
        Ok(seen)
    }

    fn overview(&self) -> Result<(), Error> {
        let seen = self.seen()?;
        let pathways = pathways(&seen, &self.services_or_all());
        if pathways.is_empty() {
            return Err(Error::usage("no part of these services exists on the day")
                .help(Some("name other services with --service, or another scenario".to_owned())));
        }
        let report = overview(&seen, &pathways);
        let looks =
            Looks { svg: overview_svg::render, document: words::overview::document, table: words::overview::table };
        match self.format {
            PictureFormat::Pdf => self.print(&overview_svg::pages(&report)),
            _ => self.show(&report, &looks),
        }
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
        let looks =
            Looks { svg: pathway_svg::render, document: words::pathway::document, table: words::pathway::table };
        match self.format {
            PictureFormat::Pdf => self.print(&pathway_svg::pages(&report)),
            _ => self.show(&report, &looks),
        }
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

    /// Delivers a picture in the format asked for.
    fn show<R: Serialize>(&self, report: &R, looks: &Looks<R>) -> Result<(), Error> {
        let out = self.args.out.as_ref();
        match self.format {
            PictureFormat::Svg => deliver(&(looks.svg)(report), out),
            PictureFormat::Png | PictureFormat::Pdf => self.print(&[(looks.svg)(report)]),
            PictureFormat::Csv => deliver(&csv::render(&(looks.table)(report)), out),
            PictureFormat::Markdown => deliver(&markdown::render(&(looks.document)(report)), out),
            PictureFormat::Json => deliver_json(report, out),
            PictureFormat::Dot => Err(Error::usage("only a network can be drawn for Graphviz")),
        }
    }

    /// Delivers a picture in pixels or for print.
    #[cfg(feature = "print")]
    fn print(&self, pages: &[String]) -> Result<(), Error> {
        use crate::cli::files::on_all_cores;
        use crate::cli::output::deliver_bytes;
        use crate::render::print;
        let bytes = match (self.format, pages) {
            (PictureFormat::Png, [svg, ..]) => print::png(svg, &on_all_cores),
            _ => print::pdf(pages),
        };
        let bytes = bytes.map_err(|why| Error::work(format!("the picture cannot be made: {why}")))?;
        deliver_bytes(&bytes, self.args.out.as_ref())
    }

    #[cfg(not(feature = "print"))]
    fn print(&self, _pages: &[String]) -> Result<(), Error> {
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
mod tests;
