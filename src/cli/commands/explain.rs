//! `remit explain`: what a finding means.

use super::super::args::{ExplainArgs, Format};
use super::super::output::deliver;
use super::super::{Error, Outcome};
use super::answer;
use crate::checks::{ALL, check, codes};
use crate::render::words;
use crate::text::nearest::did_you_mean;

/// Runs it.
pub fn run(args: &ExplainArgs) -> Result<Outcome, Error> {
    let checks = match &args.code {
        None => ALL.to_vec(),
        Some(code) => {
            // A whole key is as good as its code.
            let code = code.split(':').next().unwrap_or_default();
            let found = check(code).ok_or_else(|| {
                let help = did_you_mean(code, codes()).or_else(|| Some("`remit explain` lists all codes".to_owned()));
                Error::usage(format!("`{code}` is not the code of a finding")).help(help)
            })?;
            vec![found]
        }
    };
    let report = words::explain::report(&checks);
    if args.output.format() == Format::Markdown {
        deliver(&words::explain::markdown(&report), args.output.out.as_ref())?;
        return Ok(Outcome::Fine);
    }
    answer(&args.output, &report, words::explain::document, words::explain::table)?;
    Ok(Outcome::Fine)
}
