//! `remit init`: a small landscape to begin with.

use super::super::args::InitArgs;
use super::super::output::deliver;
use super::super::{Error, Outcome};
use super::shown;

/// The landscape that it writes; a test reads and checks it.
const TEMPLATE: &str = include_str!("init.toml");

/// Runs it.
pub fn run(args: &InitArgs) -> Result<Outcome, Error> {
    if args.file.exists() {
        return Err(Error::usage(format!("{} exists already", args.file.display()))
            .help(Some("name another file; nothing was written".to_owned())));
    }
    deliver(TEMPLATE, Some(&args.file))?;
    let path = shown(&args.file);
    deliver(&format!("Wrote {path}. What is wrong in it: remit check {path}\n"), None)?;
    Ok(Outcome::Fine)
}
