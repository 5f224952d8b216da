//! `remit timeline`: what opens and closes, day by day.

use super::super::args::{FailOn, TimelineArgs};
use super::super::{Error, Outcome, choose};
use super::{answer, load, shown};
use crate::day::Day;
use crate::render::words;
use crate::report::timeline::timeline_report;
use crate::study::timeline::timeline;

/// Runs it.
pub fn run(args: &TimelineArgs) -> Result<Outcome, Error> {
    let landscape = load(&args.landscape, &[])?.base();
    let services = choose::services(landscape, &args.scope.services)?;
    let day = |text: &Option<String>, option: &str| match text {
        Some(text) => text.parse::<Day>().map(Some).map_err(|_| {
            Error::usage(format!("`{text}` is not a date, and {option} needs one"))
                .help(Some("write it like 2013-04-01".to_owned()))
        }),
        None => Ok(None),
    };
    let window = (day(&args.from, "--from")?, day(&args.to, "--to")?);
    let Some(line) = timeline(landscape, window, services.as_deref(), args.scope.bare_law) else {
        return Err(match window {
            (Some(from), Some(to)) => {
                Error::usage(format!("the window ends on {}, before it begins on {}", to.in_words(), from.in_words()))
            }
            _ => Error::usage("nothing in this landscape begins or ends inside the window")
                .help(Some("give the window: --from 2013-01-01 --to 2013-12-31".to_owned())),
        });
    };
    let report = timeline_report(landscape, &line, services.as_deref());
    let path = shown(&args.landscape);
    answer(&args.output, &report, |report| words::timeline::document(report, &path), words::timeline::table)?;
    let fails = |severity: &str| match args.output.fail_on(FailOn::Never) {
        FailOn::Error => severity == "error",
        FailOn::Warning => severity != "note",
        FailOn::Note => true,
        FailOn::Never => false,
    };
    Ok(if report.spans.iter().any(|span| fails(span.severity)) { Outcome::Found } else { Outcome::Fine })
}
