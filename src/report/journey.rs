//! What came of the journeys.

use serde::Serialize;

use super::common::Names;
use crate::landscape::{Landscape, OrganisationId, Selector};
use crate::study::journeys::StepResult;

/// `remit/journey/1`.
#[derive(Debug, Serialize)]
pub struct JourneyReport {
    /// The name and version of this shape.
    pub schema: &'static str,
    /// The landscape's title.
    pub landscape: String,
    /// Reforms under which they were run.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reforms: Vec<String>,
    /// The journeys, by id.
    pub journeys: Vec<JourneyView>,
}

/// One person.
#[derive(Debug, Serialize)]
pub struct JourneyView {
    /// The journey.
    pub journey: String,
    /// Whether every step passed.
    pub passed: bool,
    /// The steps.
    pub steps: Vec<StepView>,
    /// The story.
    #[serde(skip)]
    pub story: String,
}

/// One step.
#[derive(Debug, Serialize)]
pub struct StepView {
    /// What the person needs.
    pub component: String,
    /// On which day.
    pub on: String,
    /// Who is expected, as selectors.
    pub expected: Vec<String>,
    /// Who commissions it.
    pub found: Vec<String>,
    /// Whether they are the same.
    pub passed: bool,
    /// The component's name.
    #[serde(skip)]
    pub name: String,
    /// Who commissions it, by name.
    #[serde(skip)]
    pub found_names: Vec<String>,
    /// Who claims it, by name, where all claims are disputed.
    #[serde(skip)]
    pub disputed_names: Vec<String>,
    /// Under which law.
    #[serde(skip)]
    pub basis: Vec<String>,
    /// The day in words.
    #[serde(skip)]
    pub day: String,
    /// Whether the component exists and the person needs it.
    #[serde(skip)]
    pub needed: bool,
}

/// Reports the results of [`crate::study::journeys::journeys`].
pub fn journey_report(landscape: &Landscape, reforms: &[String], results: &[Vec<StepResult>]) -> JourneyReport {
    let names = Names(landscape);
    let selector = |selector: &Selector| match selector {
        Selector::Organisation(one) => names.organisation(*one),
        Selector::Kind(kind) => format!("kind:{}", names.kind(*kind)),
    };
    let by_name = |list: &[OrganisationId]| {
        list.iter().map(|one| landscape.organisations[one.index()].name.to_string()).collect::<Vec<_>>()
    };
    let mut journeys: Vec<JourneyView> = landscape
        .journeys
        .iter()
        .zip(results)
        .map(|(journey, results)| JourneyView {
            journey: journey.id.to_string(),
            passed: results.iter().all(|step| step.passed),
            steps: journey
                .steps
                .iter()
                .zip(results)
                .map(|(step, result)| StepView {
                    component: names.component(step.component),
                    on: step.on.to_string(),
                    expected: step.expect.iter().map(selector).collect(),
                    found: names.organisations(&result.found),
                    passed: result.passed,
                    name: landscape.components[step.component.index()].name.to_string(),
                    found_names: by_name(&result.found),
                    disputed_names: by_name(&result.disputed),
                    basis: result.basis.iter().map(|basis| landscape.basis_text(basis)).collect(),
                    day: step.on.in_words(),
                    needed: result.needed,
                })
                .collect(),
            story: journey.story.to_string(),
        })
        .collect();
    journeys.sort_by(|a, b| a.journey.cmp(&b.journey));
    JourneyReport {
        schema: "remit/journey/1",
        landscape: landscape.title.to_string(),
        reforms: reforms.to_vec(),
        journeys,
    }
}
