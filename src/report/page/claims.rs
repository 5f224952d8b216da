//! Journeys and published claims, as far as they are about the services and scenarios of the page.

use serde::Serialize;

use crate::landscape::{JourneyStep, Landscape, Measure, ServiceId};
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

/// Whether a journey, by its place, is of somebody who needs a part of one of the services at some step.
pub fn asks_journey(landscape: &Landscape, place: usize, services: Option<&[ServiceId]>) -> bool {
    let of = |step: &JourneyStep| &landscape.components[step.component.index()].services;
    services.is_none_or(|services| {
        let steps = &landscape.journeys[place].steps;
        steps.iter().any(|step| of(step).iter().any(|service| services.contains(service)))
    })
}

/// Whether a claim, by its place, is about the services, and speaks of no other scenarios than some, as they are asked for.
/// What is asked of a reform's steps is no claim about scenarios.
pub fn asks_claim(landscape: &Landscape, place: usize, services: Option<&[ServiceId]>, scenarios: &[&str]) -> bool {
    let claim = &landscape.expectations[place];
    let here = |place: usize| scenarios.contains(&&*landscape.scenarios[place].id);
    let asked = services.is_none_or(|services| claim.service.is_some_and(|one| services.contains(&one)));
    let of_steps = matches!(claim.test, Some((Measure::OneStep(..), _)));
    asked && !of_steps && here(claim.to) && claim.from.is_none_or(here)
}

/// The journeys of people who need a part of one of the services at some step.
pub fn journeys(
    landscape: &Landscape,
    results: &[Vec<StepResult>],
    services: Option<&[ServiceId]>,
) -> Vec<JourneyOnPage> {
    let place = |id: &str| landscape.journeys.iter().position(|journey| &*journey.id == id);
    let report = journey_report(landscape, &[], results);
    let asked =
        |journey: &JourneyView| place(&journey.journey).is_some_and(|place| asks_journey(landscape, place, services));
    report.journeys.into_iter().filter(asked).map(|journey| JourneyOnPage { journey }).collect()
}

/// The claims about the services that speak of no other scenarios than those of the page.
pub fn claims(
    landscape: &Landscape,
    tested: &[Tested],
    services: Option<&[ServiceId]>,
    scenarios: &[&str],
) -> Vec<ClaimView> {
    let report = expect_report(landscape, &[], tested);
    let claims = report.expectations.into_iter().filter_map(|claim| {
        let place = landscape.expectations.iter().position(|known| *known.id == *claim.expectation)?;
        let service = landscape.expectations[place].service;
        let service = service.map(|one| landscape.services[one.index()].id.to_string());
        asks_claim(landscape, place, services, scenarios).then_some(ClaimView { claim, service })
    });
    claims.collect()
}
