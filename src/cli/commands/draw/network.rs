//! `remit draw network`: what it is focused on, and who lays it out.

use std::io::Write;
use std::process::{Command, Stdio};

use super::super::super::args::{Engine, PictureFormat};
use super::super::super::choose;
use super::super::super::output::deliver;
use super::{Asked, Error, Looks};
use crate::landscape::Selector;
use crate::render::{graphviz_svg, network_dot, network_svg, words};
use crate::report::network::{Networks, networks};
use crate::report::pathway::Seen;
use crate::study::place::Place;

impl Asked<'_> {
    /// Draws the network.
    pub(super) fn network(&self) -> Result<(), Error> {
        let landscape = self.scenes[0].landscape;
        let by = self.args.organisation.as_deref().map(|name| choose::selector(landscape, name)).transpose()?;
        let mut seen = self.seen()?;
        if let (Some(Selector::Organisation(one)), None) = (by, &self.args.area) {
            for one_seen in &mut seen {
                one_seen.place = Some(self.at_home(one_seen, one)?);
            }
        }
        let report = networks(&seen, self.services, by).ok_or_else(|| {
            let name = self.args.organisation.as_deref().unwrap_or_default();
            Error::usage(format!("`{name}` commissions nothing of what is drawn"))
                .help(Some(format!("`remit holds LANDSCAPE --organisation {name}` says what it does")))
        })?;
        if self.args.engine == Engine::Dot {
            return self.by_graphviz(&report);
        }
        if self.format == PictureFormat::Dot {
            return deliver(&network_dot::render(alone(&report)?), self.args.out.as_ref());
        }
        let looks =
            Looks { svg: network_svg::render, document: words::network::document, table: words::network::table };
        self.show(&report, &looks)
    }

    /// The footprint of a body.
    fn at_home(&self, seen: &Seen<'_>, one: crate::landscape::OrganisationId) -> Result<Place, Error> {
        let situation = seen.facts.situation;
        if situation.lives(one) {
            return Ok(Place::Footprint(one));
        }
        let name = &situation.landscape.organisations[one.index()].name;
        Err(Error::usage(format!("`{name}` does not exist on {}", situation.day.in_words()))
            .help(Some("say where to look with --area, or leave this scenario out".to_owned())))
    }

    /// Has Graphviz lay it out.
    fn by_graphviz(&self, report: &Networks) -> Result<(), Error> {
        let one = alone(report)?;
        match self.format {
            PictureFormat::Svg | PictureFormat::Png | PictureFormat::Pdf => {}
            PictureFormat::Dot => return deliver(&network_dot::render(one), self.args.out.as_ref()),
            _ => return Err(Error::usage("Graphviz draws, and writes no tables").help(Some(NO_ENGINE.to_owned()))),
        }
        let svg = graphviz_svg::render(&laid_out(&network_dot::render(one))?, report);
        match self.format {
            PictureFormat::Svg => deliver(&svg, self.args.out.as_ref()),
            _ => self.print(&[svg]),
        }
    }
}

const NO_ENGINE: &str = "leave --engine dot out: remit draws without any other program";

/// The only scenario.
fn alone(report: &Networks) -> Result<&crate::report::network::NetworkReport, Error> {
    match report.scenarios.as_slice() {
        [one] => Ok(one),
        _ => {
            Err(Error::usage("Graphviz lays out one scenario at a time: in two, nothing would stand in the same place")
                .help(Some("name one scenario, or leave --engine dot out".to_owned())))
        }
    }
}

/// What `dot` makes of a text.
fn laid_out(text: &str) -> Result<String, Error> {
    let failed = |why: &dyn std::fmt::Display| {
        Error::work(format!("Graphviz could not draw it: {why}")).help(Some(NO_ENGINE.to_owned()))
    };
    let mut dot = Command::new("dot");
    dot.arg("-Tsvg").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut running = dot.spawn().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Error::work("the program `dot` of Graphviz is not installed here")
            .help(Some(format!("install Graphviz, or {NO_ENGINE}"))),
        _ => failed(&error),
    })?;
    if let Some(mut input) = running.stdin.take() {
        input.write_all(text.as_bytes()).map_err(|error| failed(&error))?;
    }
    let done = running.wait_with_output().map_err(|error| failed(&error))?;
    if !done.status.success() {
        return Err(failed(&String::from_utf8_lossy(&done.stderr).trim()));
    }
    String::from_utf8(done.stdout).map_err(|error| failed(&error))
}
