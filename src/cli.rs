//! The shell: arguments, files, colour, exit status. The only room that touches the world.

pub mod args;
mod choose;
mod commands;
mod diagnostics;
mod error;
#[cfg(feature = "explore")]
mod explore;
mod files;
mod output;
mod patience;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use self::args::{Cli, Command, Format, ReportFormat};
use self::error::Error;

/// Findings at or above the level asked for.
const FOUND: u8 = 3;

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version go to standard output and are no failure.
            let failed = error.use_stderr();
            drop(error.print());
            return ExitCode::from(if failed { 2 } else { 0 });
        }
    };
    match run(&cli.command) {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Found) => ExitCode::from(FOUND),
        Err(error) => {
            report(&error, cli.command.format());
            ExitCode::from(error.status())
        }
    }
}

/// How a command ended that did its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Nothing at or above the level asked for.
    Fine,
    /// Something.
    Found,
}

fn run(command: &Command) -> Result<Outcome, Error> {
    match command {
        Command::Check(args) => commands::check::run(args),
        Command::Measure(args) => commands::measure::run(args),
        Command::Compare(args) => commands::compare::run(args),
        Command::Plan(args) => commands::plan::run(args),
        Command::Blame(args) => commands::blame::run(args),
        Command::Repair(args) => commands::repair::run(args),
        Command::Tipping(args) => commands::tipping::run(args),
        Command::Law(args) => commands::law::run(args),
        Command::Timeline(args) => commands::timeline::run(args),
        Command::Who(args) => commands::who::run(args),
        Command::Holds(args) => commands::holds::run(args),
        Command::Journey(args) => commands::journey::run(args),
        Command::Expect(args) => commands::expect::run(args),
        Command::Draw(args) => commands::draw::run(args),
        Command::Report(args) => commands::report::run(args),
        Command::Verify(args) => commands::verify::run(args),
        #[cfg(feature = "explore")]
        Command::Explore(args) => commands::explore::run(args),
        Command::Explain(args) => commands::explain::run(args),
        Command::Init(args) => commands::init::run(args),
        Command::Completions(args) => commands::completions::run(args),
    }
}

impl Command {
    /// The format of the answer, by which an invalid landscape is told too.
    fn format(&self) -> Format {
        match self {
            Command::Check(args) => args.output.format(),
            Command::Measure(args) => args.output.format(),
            Command::Compare(args) => args.output.format(),
            Command::Plan(args) => args.output.format(),
            Command::Blame(args) => args.output.format(),
            Command::Repair(args) => args.output.format(),
            Command::Tipping(args) => args.output.format(),
            Command::Law(args) => args.output.format(),
            Command::Timeline(args) => args.output.format(),
            Command::Who(args) => args.output.format(),
            Command::Holds(args) => args.output.format(),
            Command::Journey(args) | Command::Expect(args) => args.output.format(),
            Command::Explain(args) => args.output.format(),
            Command::Verify(args) => args.output.format(),
            Command::Report(args) if args.format == Some(ReportFormat::Json) => Format::Json,
            #[cfg(feature = "explore")]
            Command::Explore(_) => Format::Text,
            Command::Report(_) | Command::Draw(_) | Command::Init(_) | Command::Completions(_) => Format::Text,
        }
    }
}

/// Says what went wrong: to programs on standard output, where the landscape is invalid and they asked for JSON; to
/// people on standard error, always.
fn report(error: &Error, format: Format) {
    if let (Error::Invalid { problems, sources }, Format::Json) = (error, format) {
        let report = crate::report::problems::problems(problems, sources);
        // Where nobody reads, nothing can be said.
        drop(output::deliver(&crate::render::json::render(&report), None));
    }
    let mut stderr = anstream::stderr().lock();
    drop(stderr.write_all(diagnostics::render(error).as_bytes()));
}
