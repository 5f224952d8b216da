//! `remit completions`: a completion script for a shell.

use clap::CommandFactory;

use super::super::args::{Cli, CompletionsArgs};
use super::super::output::deliver;
use super::super::{Error, Outcome};

/// Runs it.
pub fn run(args: &CompletionsArgs) -> Result<Outcome, Error> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "remit", &mut script);
    deliver(&String::from_utf8_lossy(&script), None)?;
    Ok(Outcome::Fine)
}
