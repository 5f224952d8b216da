//! What is wrong at error or warning level, and what of it is new against another situation.

use crate::analysis::Facts;
use crate::checks::{Certainty, Finding, Severity, judge_codes};
use crate::landscape::{Cells, ComponentId, Landscape};

/// Codes of findings about one component, whatever the others are like.
const OF_A_COMPONENT: [&str; 8] = [
    "gap/uncommissioned",
    "gap/unheld-function",
    "gap/power-only",
    "gap/cross-boundary",
    "gap/orphaned",
    "gap/unbalanced",
    "overlap/commissioners",
    "overlap/function",
];

/// Findings of a situation that are errors or warnings and that nobody has accepted; those about acceptances aside.
#[derive(Debug, Default)]
pub(super) struct Trouble {
    /// By severity, key, certainty.
    pub(super) findings: Vec<Finding>,
    /// What stands in the key of each behind the code, kinds left out.
    places: Vec<String>,
}

impl Trouble {
    /// Everything that is wrong.
    pub(super) fn of(facts: &Facts<'_>) -> Self {
        Trouble::from(facts, |code| !code.starts_with("accepted/") && !code.starts_with("evidence/"))
    }

    /// What is wrong with each component by itself.
    pub(super) fn of_components(facts: &Facts<'_>) -> Self {
        Trouble::from(facts, |code| OF_A_COMPONENT.contains(&code))
    }

    fn from(facts: &Facts<'_>, wanted: impl Fn(&str) -> bool) -> Self {
        Trouble::among(judge_codes(facts, None, wanted).findings, facts.situation.landscape)
    }

    /// What of some findings is an error or a warning that nobody has accepted.
    pub(super) fn among(mut findings: Vec<Finding>, landscape: &Landscape) -> Self {
        findings.retain(|finding| {
            !finding.accepted && finding.severity != Severity::Note && !finding.code.starts_with("accepted/")
        });
        Trouble::new(findings, landscape)
    }

    fn new(findings: Vec<Finding>, landscape: &Landscape) -> Self {
        let places = findings.iter().map(|finding| finding.place(landscape)).collect();
        Trouble { findings, places }
    }

    /// What is wrong with one component by itself.
    pub(super) fn about(&self, component: ComponentId, landscape: &Landscape) -> Self {
        let about =
            |finding: &&Finding| OF_A_COMPONENT.contains(&finding.code) && finding.component() == Some(component);
        Trouble::new(self.findings.iter().filter(about).cloned().collect(), landscape)
    }

    /// What is new here: a key with a certainty that the other does not have, or a cell more. A certain finding contains a
    /// possible one.
    pub(super) fn opened<'t>(&'t self, before: &'t Trouble) -> impl Iterator<Item = &'t Finding> {
        let is_new = |(finding, place): &(&Finding, &String)| {
            let same_key = |known: &Finding| known.key == finding.key && known.certainty == finding.certainty;
            !before.findings.iter().any(same_key) || !finding.cells.without(&before.cells(finding, place)).is_empty()
        };
        self.findings.iter().zip(&self.places).filter(is_new).map(|(finding, _)| finding)
    }

    /// The cells that have a finding, by code, place and certainty.
    fn cells(&self, of: &Finding, place: &str) -> Cells {
        let mut cells = of.cells.without(&of.cells);
        for (finding, other) in self.findings.iter().zip(&self.places) {
            let contains = finding.certainty == of.certainty || finding.certainty == Certainty::Certain;
            if finding.code == of.code && other == place && contains {
                cells.add(&finding.cells);
            }
        }
        cells
    }

    /// What of a finding still stands here: one of the same code and place, whatever its kinds and certainty.
    pub(super) fn left_of(&self, target: &Finding, landscape: &Landscape) -> Option<&Finding> {
        let place = target.place(landscape);
        let mut all = self.findings.iter().zip(&self.places);
        let still = |(finding, other): &(&Finding, &String)| {
            let nobody = target.cells.is_empty();
            finding.code == target.code && **other == place && (nobody || !finding.cells.and(&target.cells).is_empty())
        };
        all.find(still).map(|(finding, _)| finding)
    }
}
