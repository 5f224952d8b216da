//! What the model does not cover, as `docs/limits.md` says it: what holds for every landscape, in the words of that page.

use serde::Serialize;

use super::ScenarioOnPage;
use crate::report::common::with_commas;

/// Something that the model does not cover.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Limit {
    /// In a few words.
    pub title: String,
    /// What that means for the reader.
    pub text: String,
}

/// What holds for every landscape. A test holds it against `docs/limits.md`.
pub const GENERAL: [(&str, &str); 6] = [
    (
        "Structure is exposure, not outcome",
        "A gap, a handoff or a higher `effective` says who stands where. It does not say that anybody was worse cared for.",
    ),
    (
        "A duty is not a service",
        "A body may have the duty and buy nothing. A body may have none and buy it all the same.",
    ),
    (
        "Informal ties",
        "People who know each other bridge much that looks broken. No landscape has them. Shares of handoffs joined or \
         bridged are lower bounds.",
    ),
    ("Money", "`fund` says who pays the provider. It says nothing of how much."),
    ("A range covers disputes and nothing else", "It knows nothing of facts that are missing or wrong."),
    ("Where people live, not where they are registered", "Areas are given whole to the body that fits best."),
];

/// The limits of a page about some scenarios.
pub fn limits(scenarios: &[ScenarioOnPage]) -> Vec<Limit> {
    let plain = |text: &str| text.replace("`effective`", "number of hands").replace("`fund`", "The part “funding”");
    let mut list: Vec<Limit> =
        GENERAL.iter().map(|(title, text)| Limit { title: (*title).to_owned(), text: plain(text) }).collect();
    let most = scenarios.iter().map(|scenario| scenario.not_coded).max().unwrap_or(0);
    if most > 0 {
        let questions = if most == 1 { "question has" } else { "questions have" };
        list.push(Limit {
            title: "Not coded is not a gap".to_owned(),
            text: format!(
                "{} {questions} not been researched: which body holds one function of one part. They are never counted \
                 as gaps.",
                with_commas(most as u64)
            ),
        });
    }
    if scenarios.iter().any(|scenario| scenario.scenario.unsaid.is_some()) {
        list.push(Limit {
            title: "Statute alone".to_owned(),
            text: "Arrangements and relations that no law requires are left out of this page on purpose.".to_owned(),
        });
    }
    list
}
