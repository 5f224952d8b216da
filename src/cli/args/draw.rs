//! The arguments of `remit draw`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// `remit draw`.
#[derive(Debug, Args)]
pub struct DrawArgs {
    /// Which picture
    #[arg(value_enum)]
    pub picture: Picture,
    /// The landscape: a directory or a .toml file
    pub landscape: PathBuf,
    /// Scenarios' ids or dates; by default the landscape's
    pub scenarios: Vec<String>,
    /// Only this service (repeatable)
    #[arg(long = "service", value_name = "SERVICE")]
    pub services: Vec<String>,
    /// Of all but a timeline, transfers and a map: an area, or a body by id, official code or name; without it one box
    /// stands for each kind
    #[arg(long, value_name = "PLACE")]
    pub area: Option<String>,
    /// Of a network: what this body (by id, code or name), or kind:ID, holds and what it touches
    #[arg(long, value_name = "SELECTOR")]
    pub organisation: Option<String>,
    /// Of a network: who lays it out
    #[arg(long, value_enum, value_name = "ENGINE", default_value = "remit")]
    pub engine: Engine,
    /// Of a map: the measure of a service, coordination, or with --align how boundaries lie: meets, meets_5pct, effective
    #[arg(long, value_name = "MEASURE", conflicts_with = "finding")]
    pub measure: Option<String>,
    /// Of a map: the share of people whom this finding concerns, by its key, or all of this code
    #[arg(long, value_name = "KEY")]
    pub finding: Option<String>,
    /// Of a map: the kind whose bodies are the tiles; by default the one of which most are live
    #[arg(long, value_name = "KIND")]
    pub by: Option<String>,
    /// Of a map: how the boundaries of the tiles lie to those of this kind
    #[arg(long, value_name = "KIND", conflicts_with = "finding")]
    pub align: Option<String>,
    /// Leave out arrangements and relations that no law requires
    #[arg(long)]
    pub bare_law: bool,
    /// The file: .svg, .png, .pdf; .csv, .md or .json for the same as a table; .dot
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// The format; by default what the ending of --out says, else SVG
    #[arg(long, value_enum)]
    pub format: Option<PictureFormat>,
}

impl DrawArgs {
    /// An option that the picture would take no notice of, and which pictures do.
    pub fn idle(&self) -> Option<(&'static str, &'static str)> {
        use Picture::{Map, Network, Timeline, Transfers};
        let is_map = self.picture == Map;
        let is_network = self.picture == Network;
        let options = [
            (
                "--area",
                self.area.is_some(),
                !matches!(self.picture, Timeline | Transfers | Map),
                "a pathway, a matrix or a network",
            ),
            ("--organisation", self.organisation.is_some(), is_network, "a network"),
            ("--engine dot", self.engine == Engine::Dot, is_network, "a network"),
            ("--measure", self.measure.is_some(), is_map, "a map"),
            ("--finding", self.finding.is_some(), is_map, "a map"),
            ("--by", self.by.is_some(), is_map, "a map"),
            ("--align", self.align.is_some(), is_map, "a map"),
        ];
        let idle = options.into_iter().find(|(_, is_given, is_used, _)| *is_given && !is_used);
        idle.map(|(option, .., whose)| (option, whose))
    }
}

/// Which picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Picture {
    /// Who commissions how much of some services: a square for each part in its commissioner's lane, before and after
    Overview,
    /// A service along its stages: commissioners as lanes, components where they are held
    Pathway,
    /// Components down, holders across, function by function, with the people covered; before and after in one cell
    Matrix,
    /// Who held each part, when; of two scenarios from the day of the one to that of the other
    Timeline,
    /// What went from whom to whom between two scenarios, for how many people
    Transfers,
    /// Who commissions what: organisations in tiers, components along the pathway
    Network,
    /// Tiles for the bodies of a kind, coloured by a measure or a finding; two scenarios with the same classes
    Map,
}

/// Who lays a network out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    /// This tool, in tiers, the same in every scenario
    Remit,
    /// The program `dot` of Graphviz, where it is installed
    Dot,
}

/// How to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PictureFormat {
    /// A picture for pages and documents
    Svg,
    /// The same in pixels, twice as large
    Png,
    /// The same for print
    Pdf,
    /// What the picture says, for spreadsheets
    Csv,
    /// What the picture says, for documents
    Markdown,
    /// What the picture says, for programs
    Json,
    /// For Graphviz
    Dot,
}
