//! From facts to findings: one file a check, one line here.
//!
//! Must not know formats, flags or other checks. Every check explains itself under three fixed headings.

mod finding;
mod judge;
mod tools;

pub use finding::{Certainty, Fact, Finding, Severity, Subject};
pub use judge::{Judged, judge, judge_codes};
pub use tools::{list_in_words, name_in_sentence, plural, verb};

use crate::analysis::Facts;
use crate::landscape::Landscape;

/// One check.
pub struct Check {
    /// Its code, which is also its file's name.
    pub code: &'static str,
    /// How bad a certain finding is.
    pub severity: Severity,
    /// One line for a list.
    pub summary: &'static str,
    /// *What it finds*, *Why it matters*, *How to resolve*.
    pub explanation: &'static str,
    find: Find,
    /// The finding as a sentence without its people.
    say: fn(&Finding, &Landscape) -> String,
}

/// What a check looks at.
enum Find {
    /// The facts.
    Facts(fn(&Facts<'_>) -> Vec<Finding>),
    /// What other checks have found, and which acceptances matched.
    Acceptances(fn(&Facts<'_>, &[bool]) -> Vec<Finding>),
}

macro_rules! registry {
    ($($module:ident),+ $(,)?) => {
        $(mod $module;)+

        /// Every check, in the order of the contract.
        pub const ALL: &[&Check] = &[$(&$module::CHECK),+];
    };
}

registry! {
    gap_uncommissioned,
    gap_unheld_function,
    gap_power_only,
    gap_residual_only,
    gap_provider_based,
    gap_cross_boundary,
    gap_orphaned,
    gap_unbalanced,
    overlap_commissioners,
    overlap_function,
    overlap_concurrent,
    overlap_accountability,
    fragmentation_handoff,
    fragmentation_payer,
    fragmentation_pathway,
    accountability_none,
    accountability_cycle,
    evidence_unsourced,
    evidence_contested,
    accepted_unused,
    accepted_overdue,
}

/// The codes of all findings.
pub fn codes() -> Vec<&'static str> {
    ALL.iter().map(|check| check.code).collect()
}

/// The check with a code.
pub fn check(code: &str) -> Option<&'static Check> {
    ALL.iter().copied().find(|check| check.code == code)
}

impl Check {
    /// The finding as a sentence without its people, without a full stop.
    pub fn sentence(&self, finding: &Finding, landscape: &Landscape) -> String {
        (self.say)(finding, landscape)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_in_the_registry_under_its_code() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/checks");
        let helpers = ["finding", "judge", "tools"];
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .expect("the folder of checks")
            .filter_map(|entry| entry.ok()?.file_name().to_str()?.strip_suffix(".rs").map(str::to_owned))
            .filter(|name| !helpers.contains(&name.as_str()))
            .collect();
        let mut registered: Vec<String> = codes().iter().map(|code| code.replace(['/', '-'], "_")).collect();
        files.sort();
        registered.sort();
        assert_eq!(files, registered);
    }

    #[test]
    fn every_check_explains_itself() {
        for check in ALL {
            let headings: Vec<&str> = check.explanation.lines().filter_map(|line| line.strip_prefix("## ")).collect();
            assert_eq!(headings, ["What it finds", "Why it matters", "How to resolve"], "{}", check.code);
            assert!(check.explanation.len() > 250, "{} says too little", check.code);
            assert!(!check.summary.ends_with('.'), "{}", check.code);
        }
    }
}
