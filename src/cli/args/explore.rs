//! What `remit explore` may be asked.

use std::path::PathBuf;

use clap::Args;

/// `remit explore`.
#[derive(Debug, Args)]
pub struct ExploreArgs {
    /// The landscape: a directory or a .toml file
    pub landscape: PathBuf,
    /// Scenarios' ids or dates to choose from, the others held against the first; by default all of the landscape's
    pub scenarios: Vec<String>,
    /// The first scenario with this reform, held against it (repeatable): a file under reforms/, without .toml, or a path
    /// within the landscape's directory
    #[arg(long = "reform", value_name = "REFORM")]
    pub reforms: Vec<String>,
    /// The service to begin with; by default the landscape's first
    #[arg(long, value_name = "SERVICE")]
    pub service: Option<String>,
    /// Leave out arrangements and relations that no law requires
    #[arg(long)]
    pub bare_law: bool,
    /// The port on this computer; 0 for any that is free. By default 7357, or the next that is free
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
}
