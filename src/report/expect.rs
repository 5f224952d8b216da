//! What came of the published claims.

use serde::Serialize;

use crate::landscape::{Claim, Comparison, Expectation, Landscape, Measure, ServiceId};
use crate::study::expectations::{Because, Tested};

/// `remit/expect/1`.
#[derive(Debug, Serialize)]
pub struct ExpectReport {
    /// The name and version of this shape.
    pub schema: &'static str,
    /// The landscape's title.
    pub landscape: String,
    /// Reforms under which they were run.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reforms: Vec<String>,
    /// The claims, by id.
    pub expectations: Vec<ExpectationView>,
}

/// One claim.
#[derive(Debug, Serialize)]
pub struct ExpectationView {
    /// The claim's id.
    pub expectation: String,
    /// `reproduced`, `contradicted` or `not-computable`.
    pub result: &'static str,
    /// What the encoder knew it gives.
    pub declared: &'static str,
    /// The measure before, where the claim is of a change.
    pub from: Option<f64>,
    /// The measure.
    pub to: Option<f64>,
    /// Why, in a sentence.
    pub because: String,
    /// The claim itself: the first line of what the file says of it.
    #[serde(skip)]
    pub says: String,
    /// What to know about the claim and its test: the lines below the first.
    #[serde(skip)]
    pub remark: Option<String>,
    /// Who makes it.
    #[serde(skip)]
    pub by: Vec<String>,
    /// Where it was published: the first of `by`.
    #[serde(skip)]
    pub paper: Option<Paper>,
}

/// A source that makes claims. In order of the sources in the landscape's files.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Paper {
    /// Its place among the landscape's sources.
    pub place: usize,
    /// Its title.
    pub title: String,
}

/// Reports the results of [`crate::study::expectations::expectations`].
pub fn expect_report(landscape: &Landscape, reforms: &[String], results: &[Tested]) -> ExpectReport {
    let mut expectations: Vec<ExpectationView> = landscape
        .expectations
        .iter()
        .zip(results)
        .map(|(expectation, tested)| {
            let (says, remark) = claim_and_remark(&expectation.says);
            ExpectationView {
                expectation: expectation.id.to_string(),
                result: tested.outcome.word(),
                declared: expectation.declared.word(),
                from: tested.from,
                to: tested.to,
                because: because(landscape, expectation, tested),
                says,
                remark,
                by: expectation.basis.iter().map(|basis| landscape.basis_text(basis)).collect(),
                paper: expectation.basis.first().map(|basis| Paper {
                    place: basis.source.index(),
                    title: landscape.sources[basis.source.index()].title.to_string(),
                }),
            }
        })
        .collect();
    expectations.sort_by(|a, b| a.expectation.cmp(&b.expectation));
    ExpectReport {
        schema: "remit/expect/1",
        landscape: landscape.title.to_string(),
        reforms: reforms.to_vec(),
        expectations,
    }
}

/// The first line of a text, and the others as one paragraph.
fn claim_and_remark(says: &str) -> (String, Option<String>) {
    let (claim, rest) = says.split_once('\n').unwrap_or((says, ""));
    let remark = rest.split_whitespace().collect::<Vec<_>>().join(" ");
    (claim.trim().to_owned(), (!remark.is_empty()).then_some(remark))
}

fn because(landscape: &Landscape, expectation: &Expectation, tested: &Tested) -> String {
    let Some((measure, claim)) = &expectation.test else {
        return "the model has no measure for this claim".to_owned();
    };
    let name = |service: &ServiceId| landscape.services[service.index()].name.to_string();
    let what = measure_in_words(landscape, measure);
    let of = expectation.service.as_ref().map_or_else(String::new, |service| format!(" of {}", name(service)));
    if tested.because == Because::NoValue {
        return format!("the {what}{of} has no value on that day");
    }
    let day = |place: usize| landscape.scenarios[place].id.to_string();
    let mut text = match (expectation.from, tested.from, tested.to) {
        (Some(from), Some(before), Some(after)) => format!(
            "the {what}{of} goes from {} ({}) to {} ({})",
            number(before),
            day(from),
            number(after),
            day(expectation.to)
        ),
        (_, _, Some(after)) => format!("the {what}{of} is {} ({})", number(after), day(expectation.to)),
        _ => format!("the {what}{of} has no value on that day"),
    };
    if claim.among_tracers() {
        let change = !matches!(claim, Claim::Highest | Claim::Lowest);
        let others: Vec<String> = tested
            .among
            .iter()
            .filter(|(service, _)| Some(*service) != expectation.service)
            .map(|(service, value)| {
                let value = value.map_or_else(
                    || "no value".to_owned(),
                    |value| {
                        if change { format!("{value:+.2}") } else { number(value) }
                    },
                );
                format!("{} {value}", name(service))
            })
            .collect();
        text = format!("{text}; the other tracers: {}", others.join(", "));
        if let Because::Others(beaten_by) = &tested.because {
            let list: Vec<String> = beaten_by.iter().map(name).collect();
            let stand = if list.len() == 1 { "stands" } else { "stand" };
            text = format!("{text}; so {} {stand} in the way", crate::checks::list_in_words(&list));
        }
    } else if let Claim::Compare(comparison, limit) = claim {
        let change = if expectation.from.is_some() { "a change of " } else { "" };
        text =
            format!("{text}, where the claim asks for {change}{} {}", comparison_in_words(*comparison), number(*limit));
    }
    text
}

fn comparison_in_words(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Above => "more than",
        Comparison::AtLeast => "at least",
        Comparison::Equal => "exactly",
        Comparison::AtMost => "at most",
        Comparison::Below => "less than",
        Comparison::Not => "anything but",
    }
}

fn measure_in_words(landscape: &Landscape, measure: &Measure) -> String {
    match measure {
        Measure::OfService(measure) => format!("mean of `{}`", measure.name()),
        Measure::CongruenceAny => "share of handoffs joined or bridged".to_owned(),
        Measure::CongruenceBinding => "share of handoffs joined".to_owned(),
        Measure::Findings(code) => format!("number of people under {code}, counted once for each finding,"),
        Measure::Organisations(kind) => {
            format!("number of organisations of the kind {}", landscape.kinds[kind.index()].short)
        }
        Measure::Kinds => "number of kinds of organisation".to_owned(),
        Measure::Relations(relation) => format!("number of relations of the type {}", relation.word()),
        Measure::CommissionersPerPerson => "mean number of commissioners of one person".to_owned(),
        Measure::CutPoints => "number of organisations that alone hold the system together".to_owned(),
        Measure::OneStep(reform, measure) => format!(
            "greatest part that goes when one step of `{reform}` is left out, of what it changes in the mean of `{}`",
            measure.name()
        ),
    }
}

/// A number short enough for a sentence.
fn number(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        let sign = if value < 0.0 { "-" } else { "" };
        return format!("{sign}{}", super::common::with_commas(value.abs() as u64));
    }
    format!("{value:.2}")
}
