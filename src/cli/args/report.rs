//! What `remit report` may be asked.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{FailOn, OutputArgs, ScopeArgs};

/// `remit report`.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// The landscape: a directory or a .toml file
    pub landscape: PathBuf,
    /// Scenarios' ids or dates, the others held against the first; by default the landscape's
    pub scenarios: Vec<String>,
    /// The first scenario with this reform, held against it (repeatable): a file under reforms/, without .toml, or a path
    #[arg(long = "reform", value_name = "REFORM")]
    pub reforms: Vec<String>,
    /// For whom: the front alone, or everything
    #[arg(long, value_enum, default_value_t = AudienceArg::Technical)]
    pub audience: AudienceArg,
    #[command(flatten)]
    #[expect(missing_docs, reason = "flattened")]
    pub scope: ScopeArgs,
    /// The format; by default what the ending of --out says, else HTML
    #[arg(long, value_enum, help_heading = "Output")]
    pub format: Option<ReportFormat>,
    /// Write to a file, whole or not at all: .html, .json or .docx
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub out: Option<PathBuf>,
    /// Exit with status 3 when the last scenario has a finding at or above this level
    #[arg(long, value_enum, value_name = "LEVEL", help_heading = "Output")]
    pub fail_on: Option<FailOn>,
}

/// `remit verify`.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// A page that `remit report` wrote
    pub file: PathBuf,
    /// The landscape, where it lies somewhere else than the page says
    pub landscape: Option<PathBuf>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "flattened")]
    pub output: OutputArgs,
}

/// For whom a report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AudienceArg {
    /// Somebody with a minute: the front and the receipt
    Brief,
    /// Everybody who wants to know why: everything
    Technical,
}

/// How to write a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// One page for a browser and for paper
    Html,
    /// The data of the page, for programs
    Json,
    /// The front as a Word document: headings, tables, pictures with alternative texts
    Docx,
}
