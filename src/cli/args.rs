//! The command line, declared.

mod draw;
#[cfg(feature = "explore")]
mod explore;
mod report;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use draw::{DrawArgs, Engine, Picture, PictureFormat};
#[cfg(feature = "explore")]
pub use explore::ExploreArgs;
pub use report::{AudienceArg, ReportArgs, ReportFormat, VerifyArgs};

/// Who is responsible for commissioning what, for whom, under which law; where nobody is, and where two are.
#[derive(Debug, Parser)]
#[command(name = "remit", version, about, max_term_width = 100, arg_required_else_help = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What can be asked.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// What is wrong: gaps, overlaps, fragmentation, evidence
    Check(CheckArgs),
    /// How fragmented, in numbers
    Measure(MeasureArgs),
    /// What changed, for whom: one scenario against others
    Compare(CompareArgs),
    /// What a reform would do: steps, ledger, what is new and what is mended
    Plan(PlanArgs),
    /// Which steps of a reform are responsible for what it changes
    Blame(BlameArgs),
    /// The smallest set of changes that mends what is wrong, as a reform
    Repair(RepairArgs),
    /// Which facts an answer hangs on: the fewest that would have to be otherwise for another one
    Tipping(TippingArgs),
    /// What rests on a source or a provision, and what nobody would hold without it
    Law(LawArgs),
    /// What opens and closes, day by day; who held what, when
    Timeline(TimelineArgs),
    /// Who answers for this person, under which law
    Who(WhoArgs),
    /// Everything that a body (or a kind of body) holds, and what ends with it
    Holds(HoldsArgs),
    /// Runs the journeys: people as tests
    Journey(TestArgs),
    /// Runs the expectations: published claims as tests
    Expect(TestArgs),
    /// Draws a picture
    Draw(DrawArgs),
    /// Writes one page with everything about some scenarios, which needs nothing besides itself
    Report(ReportArgs),
    /// Makes a page again and says what differs
    Verify(VerifyArgs),
    /// Serves a page to click through on this computer, which follows the files as they change
    #[cfg(feature = "explore")]
    Explore(ExploreArgs),
    /// What a finding means, why it matters, how to resolve it
    Explain(ExplainArgs),
    /// Writes a small landscape, or a reform, to begin with
    Init(InitArgs),
    /// Prints a completion script for a shell
    Completions(CompletionsArgs),
}

/// How to print, and when to fail.
#[derive(Debug, Args, Clone)]
#[command(next_help_heading = "Output")]
pub struct OutputArgs {
    /// The format; by default text, or what the ending of --out says
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// Write to a file, whole or not at all
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Exit with status 3 when there is a finding at or above this level
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub fail_on: Option<FailOn>,
}

/// What services, and what law.
#[derive(Debug, Args, Clone)]
pub struct ScopeArgs {
    /// Only this service (repeatable)
    #[arg(long = "service", value_name = "SERVICE")]
    pub services: Vec<String>,
    /// Leave out arrangements and relations that no law requires
    #[arg(long)]
    pub bare_law: bool,
}

/// `remit check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The landscape: a directory or a .toml file
    pub landscape: PathBuf,
    /// A scenario's id or a date; by default the landscape's
    pub scenario: Option<String>,
    /// Show only what is new since this scenario
    #[arg(long, value_name = "SCENARIO")]
    pub new_since: Option<String>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "flattened")]
    pub scope: ScopeArgs,
    #[command(flatten)]
    #[expect(missing_docs, reason = "flattened")]
    pub output: OutputArgs,
}

/// `remit measure`.
#[derive(Debug, Args)]
pub struct MeasureArgs {
    /// The landscape: a directory or a .toml file
    pub landscape: PathBuf,
    /// Scenarios' ids or dates; by default the landscape's
    pub scenarios: Vec<String>,
    /// Means for each organisation of this kind
    #[arg(long, value_name = "KIND")]
    pub by: Option<String>,
    /// How the boundaries of two kinds lie to each other (repeatable)
    #[arg(long, value_name = "A:B")]
    pub align: Vec<String>,
    /// How the ranking holds without the facts that rest on this source alone (repeatable, each by itself)
    #[arg(long, value_name = "SOURCE")]
    pub leave_out: Vec<String>,
    /// How the ranking holds where components of one stage with the same holders count as one
    #[arg(long)]
    pub coarse: bool,
    #[command(flatten)]
    #[expect(missing_docs, reason = "flattened")]
    pub scope: ScopeArgs,
    #[command(flatten)]
    #[expect(missing_docs, reason = "flattened")]
    pub output: OutputArgs,
}

/// `remit compare`.
#[derive(Debug, Args)]
pub struct CompareArgs {
    /// The landscape: a directory or a .toml file
    pub landscape: PathBuf,
    /// The scenario to hold the others against: an id or a date
    pub from: String,
    /// The scenarios to compare with it
    #[arg(required = true)]
    pub to: Vec<String>,
    /// Where bodies of kind B come from among kind A, and where those of A went
    #[arg(long, value_name = "A:B")]
    pub origin: Option<String>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "flattened")]
    pub scope: ScopeArgs,
    #[command(flatten)]
    #[expect(missing_docs, reason = "flattened")]
    pub output: OutputArgs,
}

/// `remit blame`.
#[derive(Debug, Args)]
pub struct BlameArgs {
    /// The landscape: a directory or a .toml file
    pub landscape: PathBuf,
    /// The scenario to begin from: an id or a date; by default the landscape's
    pub scenario: Option<String>,
    /// The reform: a file under reforms/, without .toml, or a path
    #[arg(long)]
    pub reform: String,
    /// For the change of this measure of a service
    #[arg(long, value_name = "MEASURE", requires = "service", conflicts_with = "finding")]
    pub measure: Option<String>,
    /// The service of the measure
    #[arg(long, value_name = "SERVICE", requires = "measure")]
    pub service: Option<String>,
    /// For this finding, by its key, that opens or closes
    #[arg(long, value_name = "KEY")]
    pub finding: Option<String>,
    /// Leave out arrangements and relations that no law requires
    #[arg(long)]
    pub bare_law: bool,
    /// Where more than 12 steps have a part: how many orders of them are drawn
    #[arg(long, value_name = "ORDERS", default_value_t = 64, value_parser = clap::value_parser!(u32).range(4..=100_000))]
    pub orders: u32,
    #[command(flatten)]
    #[expect(missing_docs, reason = "flattened")]
    pub output: OutputArgs,
}

/// `remit tipping`.
#[derive(Debug, Args)]
pub struct TippingArgs {
    /// The landscape: a directory or a .toml file
    pub landscape: PathBuf,
    /// A scenario's id or a date; by default the landscape's. With TO, the one to compare TO with
    pub scenario: Option<String>,
    /// The scenario that is compared with it, and whose findings and order are asked about
    pub to: Option<String>,
    /// Only the verdict of the comparison
    #[arg(long)]
    pub verdict: bool,
    /// Only this finding, by its key, whether it is there or not
    #[arg(long, value_name = "KEY")]
    pub finding: Option<String>,
    /// Only the order of services on a measure: of those given by --service, else of the tracers
    #[arg(long)]
    pub order: bool,
    /// The measure by which services are ordered; `effective` where none is named
    #[arg(long, value_name = "MEASURE")]
    pub measure: Option<String>,
    /// Look so many times as hard: at more and larger sets of facts
    #[arg(long, value_name = "TIMES", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub effort: u32,
    #[command(flatten)]
    #[expect(missing_docs, reason = "flattened")]
    pub scope: ScopeArgs,
    #[command(flatten)]
    #[expect(missing_docs, reason = "flattened")]
    pub output: OutputArgs,
}

/// `remit plan`.
#[derive(Debug, Args)]
pub struct PlanArgs {
    /// The landscape: a directory or a .toml file
    pub landscape: PathBuf,
    /// The scenario to begin from: an id or a date; by default the landscape's
    pub scenario: Option<String>,
    /// The reform: a file under reforms/, without .toml, or a path to a .toml file
    #[arg(long, value_name = "REFORM")]
    pub reform: String,
    #[command(flatten)]
    #[expect(missing_docs, reason = "flattened")]
    pub scope: ScopeArgs,
    #[command(flatten)]
    #[expect(missing_docs, reason = "flattened")]
    pub output: OutputArgs,
}

/// How long a repair may take where nobody says so.
pub const REPAIR_SECONDS: u32 = 10;

/// `remit repair`.
#[derive(Debug, Args)]
pub struct RepairArgs {
    /// The landscape: a directory or a .toml file
    pub landscape: PathBuf,
    /// A scenario's id or a date; by default the landscape's
    pub scenario: Option<String>,
    /// Only findings of this code (repeatable); by default gaps, overlaps and handoffs that nobody bridges
    #[arg(long, value_name = "CODE")]
    pub only: Vec<String>,
    /// Only this finding, by its key (repeatable)
    #[arg(long = "finding", value_name = "KEY")]
    pub findings: Vec<String>,
    /// Only what this kind of body may do by itself
    #[arg(long, value_name = "KIND")]
    pub actor: Option<String>,
    /// At most so many changes
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub max: Option<u32>,
    /// Only changes that do what they should whichever way disputed facts are settled
    #[arg(long)]
    pub no_regret: bool,
    /// How many seconds it may take
    #[arg(long, value_name = "SECONDS", default_value_t = REPAIR_SECONDS, value_parser = clap::value_parser!(u32).range(1..=86_400))]
    pub time: u32,
    /// A file that says what changes cost, where the built-in table is not to be used
    #[arg(long, value_name = "FILE")]
    pub costs: Option<String>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "flattened")]
    pub scope: ScopeArgs,
    #[command(flatten)]
    #[expect(missing_docs, reason = "flattened")]
    pub output: OutputArgs,
}

impl RepairArgs {
    /// Whether what is written is the reform and not the report: a file that ends in .toml, and no format asked for.
    pub fn writes_reform(&self) -> bool {
        let ending = self.output.out.as_ref().and_then(|path| path.extension());
        self.output.format.is_none() && ending.is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))
    }
}

/// `remit law`.
#[derive(Debug, Args)]
pub struct LawArgs {
    /// The landscape: a directory or a .toml file
    pub landscape: PathBuf,
    /// A source, or a place in it: SOURCE#WHERE; without it, every source
    #[arg(value_name = "SOURCE[#WHERE]")]
    pub provision: Option<String>,
    /// The scenario for whose day to say what nobody would hold; by default the landscape's
    #[arg(long, value_name = "SCENARIO")]
    pub scenario: Option<String>,
    /// Leave out arrangements and relations that no law requires
    #[arg(long)]
    pub bare_law: bool,
    #[command(flatten)]
    #[expect(missing_docs, reason = "flattened")]
    pub output: OutputArgs,
}

/// `remit timeline`.
#[derive(Debug, Args)]
pub struct TimelineArgs {
    /// The landscape: a directory or a .toml file
    pub landscape: PathBuf,
    /// The first day; by default the first on which anything begins or ends
    #[arg(long, value_name = "DAY")]
    pub from: Option<String>,
    /// The last day; by default the last on which anything begins or ends
    #[arg(long, value_name = "DAY")]
    pub to: Option<String>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "flattened")]
    pub scope: ScopeArgs,
    #[command(flatten)]
    #[expect(missing_docs, reason = "flattened")]
    pub output: OutputArgs,
}

/// `remit who`.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("what").required(true).args(["component", "service"]))]
pub struct WhoArgs {
    /// The landscape: a directory or a .toml file
    pub landscape: PathBuf,
    /// A scenario's id or a date; by default the landscape's
    pub scenario: Option<String>,
    /// The component
    #[arg(long, value_name = "COMPONENT")]
    pub component: Option<String>,
    /// Every component of this service
    #[arg(long, value_name = "SERVICE")]
    pub service: Option<String>,
    /// Where: an area, or a body by id, official code or name
    #[arg(long, value_name = "PLACE")]
    pub area: String,
    /// For people of this cohort only
    #[arg(long, value_name = "COHORT")]
    pub cohort: Option<String>,
    /// Of every other live body, why it does not
    #[arg(long)]
    pub why: bool,
    /// Leave out arrangements and relations that no law requires
    #[arg(long)]
    pub bare_law: bool,
    #[command(flatten)]
    #[expect(missing_docs, reason = "flattened")]
    pub output: OutputArgs,
}

/// `remit holds`.
#[derive(Debug, Args)]
pub struct HoldsArgs {
    /// The landscape: a directory or a .toml file
    pub landscape: PathBuf,
    /// A scenario's id or a date; by default the landscape's
    pub scenario: Option<String>,
    /// A body by id, official code or name; or kind:ID for all of a kind
    #[arg(long, value_name = "SELECTOR")]
    pub organisation: String,
    /// Leave out arrangements and relations that no law requires
    #[arg(long)]
    pub bare_law: bool,
    #[command(flatten)]
    #[expect(missing_docs, reason = "flattened")]
    pub output: OutputArgs,
}

/// `remit journey` and `remit expect`.
#[derive(Debug, Args)]
pub struct TestArgs {
    /// The landscape: a directory or a .toml file
    pub landscape: PathBuf,
    /// Under this reform, from its day on (repeatable): a file under reforms/, without .toml, or a path
    #[arg(long = "reform", value_name = "REFORM")]
    pub reforms: Vec<String>,
    /// Leave out arrangements and relations that no law requires
    #[arg(long)]
    pub bare_law: bool,
    #[command(flatten)]
    #[expect(missing_docs, reason = "flattened")]
    pub output: OutputArgs,
}

/// `remit explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The code of a finding; without it, all codes with a line each
    pub code: Option<String>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "flattened")]
    pub output: OutputArgs,
}

/// `remit init`.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// The file to write; it must not exist yet [default: landscape.toml, or reform.toml]
    pub file: Option<PathBuf>,
    /// Write a reform for this landscape instead, with its kinds and components as suggestions
    #[arg(long, value_name = "LANDSCAPE")]
    pub reform: Option<PathBuf>,
}

/// `remit completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// How to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Words and tables for a terminal
    Text,
    /// For programs: stable fields
    Json,
    /// For spreadsheets: documented columns
    Csv,
    /// For documents
    Markdown,
}

/// From which level on findings make the command fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors
    Error,
    /// Errors and warnings
    Warning,
    /// Anything
    Note,
    /// Nothing
    Never,
}
