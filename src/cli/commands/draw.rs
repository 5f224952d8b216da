//! `remit draw`: pictures.

use std::path::Path;

use super::super::args::{DrawArgs, Picture, PictureFormat};
use super::super::output::deliver;
use super::super::{Error, Outcome, choose};
use super::load;
use crate::analysis::Facts;
use crate::checks::judge;
use crate::render::{network_dot, network_svg};
use crate::report::network::{Question, network};

/// Runs it.
pub fn run(args: &DrawArgs) -> Result<Outcome, Error> {
    let format = format(args)?;
    let landscape = load(&args.landscape)?;
    let chosen = choose::scenario(landscape, args.scenario.as_deref())?;
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
