//! Journeys and published claims, as far as they are about the services and scenarios of the page.

use serde::Serialize;

use super::ScenarioOnPage;
use crate::landscape::{Landscape, ServiceId};
use crate::report::expect::{ExpectationView, expect_report};
use crate::report::journey::{JourneyView, journey_report};
use crate::study::expectations::Tested;
use crate::study::journeys::StepResult;

/// One person.
#[derive(Debug, Serialize)]
pub struct JourneyOnPage {
    /// The journey.
    #[serde(flatten)]
    pub journey: JourneyView,
}

/// One claim.
#[derive(Debug, Serialize)]
pub struct ClaimView {
    /// The claim.
    #[serde(flatten)]
    pub claim: ExpectationView,
    /// The service that it is about.
    pub service: Option<String>,
}

/// The journeys of people who need a part of one of the services at some step.
pub fn journeys(
    landscape: &Landscape,
    results: &[Vec<StepResult>],
    services: Option<&[ServiceId]>,
) -> Vec<JourneyOnPage> {
    let asked = |id: &str| {
        let journey = landscape.journeys.iter().find(|journey| &*journey.id == id);
        journey.is_some_and(|journey| {
            services.is_none_or(|services| {
                let of = |step: &crate::landscape::JourneyStep| &landscape.components[step.component.index()].services;
                journey.steps.iter().any(|step| of(step).iter().any(|service| services.contains(service)))
            })
        })
    };
    let report = journey_report(landscape, &[], results);
    report
        .journeys
        .into_iter()
        .filter(|journey| asked(&journey.journey))
        .map(|journey| JourneyOnPage { journey })
        .collect()
}

/// The claims about the services that speak of no other scenarios than those of the page.
pub fn claims(
    landscape: &Landscape,
    tested: &[Tested],
    services: Option<&[ServiceId]>,
    scenarios: &[ScenarioOnPage],
) -> Vec<ClaimView> {
    let here = |place: usize| {
        let id = &*landscape.scenarios[place].id;
        scenarios.iter().any(|scenario| scenario.scenario.asked == id)
    };
    let report = expect_report(landscape, &[], tested);
    let of = |id: &str| landscape.expectations.iter().find(|expectation| &*expectation.id == id);
    let claims = report.expectations.into_iter().filter_map(|claim| {
        let expectation = of(&claim.expectation)?;
        let asked = services.is_none_or(|services| expectation.service.is_some_and(|one| services.contains(&one)));
        let here = here(expectation.to) && expectation.from.is_none_or(here);
        let service = expectation.service.map(|one| landscape.services[one.index()].id.to_string());
        (asked && here).then_some(ClaimView { claim, service })
    });
    claims.collect()
}
