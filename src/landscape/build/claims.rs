//! Scenarios, accepted findings and published claims: what speaks of the landscape rather than of England.

use super::names::Names;
use super::organisations::Bodies;
use crate::landscape::claim::{Claim, Measure, Outcome, SERVICE_MEASURES};
use crate::landscape::facts::{Accepted, Expectation, Scenario};
use crate::landscape::ids::{KindId, ServiceId};
use crate::model::{self, Model, Name, RelationType, Word};
use crate::source::{Problem, Problems};
use crate::text::nearest::did_you_mean;

pub(super) struct Scenarios<'m> {
    pub(super) list: Vec<Scenario>,
    pub(super) default: Option<usize>,
    names: Names<'m>,
}

pub(super) fn scenarios<'m>(model: &'m Model, problems: &mut Problems) -> Scenarios<'m> {
    let names = Names::new("scenarios", model.scenarios.iter().map(|s| &s.id), problems).besides(&model.unread);
    let default = model.header.as_ref().and_then(|header| header.default.as_ref());
    let default = match default {
        Some(name) => names.find(&name.value, name.at, problems),
        None => (model.scenarios.len() == 1).then_some(0),
    };
    let mut list = Vec::with_capacity(model.scenarios.len());
    for written in &model.scenarios {
        list.push(Scenario {
            id: written.id.value.clone(),
            title: written.title.clone(),
            on: written.on.value,
            on_at: written.on.at,
            reforms: written.reforms.iter().map(|reform| reform.value.clone()).collect(),
        });
    }
    Scenarios { list, default, names }
}

pub(super) fn accepted(model: &Model, codes: &[&str], problems: &mut Problems) -> Vec<Accepted> {
    model
        .accepted
        .iter()
        .map(|written| {
            let text = &written.finding.value;
            let code = text.split([':', '>', '+']).next().unwrap_or_default();
            if !codes.contains(&code) {
                problems.push(unknown_code(code, &written.finding, codes));
            }
            Accepted {
                finding: text.clone(),
                reason: written.reason.clone(),
                review_by: written.review_by,
                period: written.period,
                at: written.finding.at,
            }
        })
        .collect()
}

/// A reform, and a measure of a service: `one_step:REFORM:MEASURE`.
fn one_step(text: &str, name: &Name, problems: &mut Problems) -> Option<Measure> {
    let words = || SERVICE_MEASURES.iter().map(|(word, _)| *word);
    let Some((reform, measure)) = text.rsplit_once(':').filter(|(reform, _)| !reform.is_empty()) else {
        let help = "write one_step:REFORM:MEASURE, with a file under reforms/ without .toml and a measure of a service";
        problems.push(Problem::new(name.at, "`one_step` is of a reform and a measure").help(help));
        return None;
    };
    let found = SERVICE_MEASURES.iter().find(|(word, _)| *word == measure);
    if found.is_none() {
        let help = did_you_mean(measure, words())
            .unwrap_or_else(|| format!("one of: {}", words().collect::<Vec<_>>().join(", ")));
        problems.push(Problem::new(name.at, format!("`{measure}` is not a measure of a service")).help(help));
    }
    found.map(|(_, measure)| Measure::OneStep(reform.into(), *measure))
}

fn unknown_code(code: &str, name: &Name, codes: &[&str]) -> Problem {
    let help = did_you_mean(code, codes.iter().copied())
        .unwrap_or_else(|| "`remit explain` lists the codes of all findings".to_owned());
    Problem::new(name.at, format!("`{code}` is not the code of a finding")).help(help)
}

pub(super) fn expectations(
    model: &Model,
    codes: &[&str],
    bodies: &Bodies<'_>,
    services: &Names<'_>,
    sources: &Names<'_>,
    scenarios: &Scenarios<'_>,
    problems: &mut Problems,
) -> Vec<Expectation> {
    Names::new("expectations", model.expectations.iter().map(|e| &e.id), problems);
    let reader = Reader { codes, bodies, services, sources, scenarios: &scenarios.names };
    model.expectations.iter().filter_map(|written| reader.expectation(written, problems)).collect()
}

struct Reader<'a, 'm> {
    codes: &'a [&'a str],
    bodies: &'a Bodies<'m>,
    services: &'a Names<'m>,
    sources: &'a Names<'m>,
    scenarios: &'a Names<'m>,
}

impl Reader<'_, '_> {
    fn expectation(&self, written: &model::Expectation, problems: &mut Problems) -> Option<Expectation> {
        let to = self.scenarios.find(&written.to.value, written.to.at, problems);
        let from = written.from.as_ref().map(|name| self.scenarios.find(&name.value, name.at, problems));
        let service = written.service.as_ref().map(|name| self.services.find(&name.value, name.at, problems));
        let basis = self.sources.bases(&written.basis, problems);
        let measure = written.measure.as_ref().map(|name| self.measure(name, written.service.is_some(), problems));
        let claim = written.expect.as_ref().map(|name| self.claim(name, written, problems));
        let declared = match &written.result {
            None => Some(Outcome::Reproduced),
            Some(name) => outcome(name, problems),
        };
        if let (Some(Some(measure)), None) = (&measure, &written.service)
            && measure.needs_service()
            && !matches!(claim, Some(Some(claim)) if claim.among_tracers())
        {
            problems.push(
                Problem::new(written.at, "this measure is a service's, and no `service` is given")
                    .help("add service = \"…\""),
            );
        }
        Some(Expectation {
            id: written.id.value.clone(),
            says: written.says.clone(),
            basis,
            test: match (measure, claim) {
                (Some(measure), Some(claim)) => Some((measure?, claim?)),
                _ => None,
            },
            service: match service {
                Some(service) => Some(ServiceId::new(service?)),
                None => None,
            },
            from: match from {
                Some(from) => Some(from?),
                None => None,
            },
            to: to?,
            declared: declared?,
        })
    }

    fn measure(&self, name: &Name, of_service: bool, problems: &mut Problems) -> Option<Measure> {
        let text = &*name.value;
        let of_kinds = text == "kinds" && !of_service;
        if let Some((_, measure)) = SERVICE_MEASURES.iter().find(|(word, _)| *word == text && !of_kinds) {
            return Some(Measure::OfService(*measure));
        }
        if let Some(code) = text.strip_prefix("findings:") {
            if self.codes.contains(&code) {
                return Some(Measure::Findings(code.into()));
            }
            problems.push(unknown_code(code, name, self.codes));
            return None;
        }
        if let Some(kind) = text.strip_prefix("organisations:") {
            let kind = self.bodies.kinds.find(kind, name.at, problems)?;
            return Some(Measure::Organisations(KindId::new(kind)));
        }
        if let Some(relation) = text.strip_prefix("relations:") {
            if let Some((_, relation)) = RelationType::ALL.iter().find(|(word, _)| *word == relation) {
                return Some(Measure::Relations(*relation));
            }
            let words: Vec<&str> = RelationType::ALL.iter().map(|(word, _)| *word).collect();
            problems.push(
                Problem::new(name.at, format!("`{relation}` is not a type of relation"))
                    .help(format!("one of: {}", words.join(", "))),
            );
            return None;
        }
        if let Some(rest) = text.strip_prefix("one_step:") {
            return one_step(rest, name, problems);
        }
        match text {
            "kinds" => Some(Measure::Kinds),
            "congruence" | "congruence.any" => Some(Measure::CongruenceAny),
            "congruence.binding" => Some(Measure::CongruenceBinding),
            "commissioners_per_person" => Some(Measure::CommissionersPerPerson),
            "cut_points" => Some(Measure::CutPoints),
            _ => {
                let others = ["congruence.any", "congruence.binding", "commissioners_per_person", "cut_points"];
                let known = SERVICE_MEASURES.iter().map(|(word, _)| *word).chain(others);
                let help = did_you_mean(text, known).unwrap_or_else(|| {
                    "a measure of a service, findings:CODE, organisations:KIND, kinds or relations:TYPE".to_owned()
                });
                problems.push(Problem::new(name.at, format!("`{text}` is not a measure")).help(help));
                None
            }
        }
    }

    fn claim(&self, name: &Name, written: &model::Expectation, problems: &mut Problems) -> Option<Claim> {
        let Some(claim) = Claim::parse(&name.value) else {
            let words = Claim::WORDS.iter().map(|(words, _)| *words);
            let help = did_you_mean(&name.value, words.clone()).unwrap_or_else(|| {
                format!("one of: {}, or a comparison like \">= 3\"", words.collect::<Vec<_>>().join(", "))
            });
            problems.push(
                Problem::new(name.at, format!("`{}` is not something a claim can expect", name.value)).help(help),
            );
            return None;
        };
        if claim.of_change() && written.from.is_none() {
            problems.push(
                Problem::new(name.at, format!("`{}` speaks of a change, and no scenario `from` is given", name.value))
                    .help("add from = \"…\", the scenario before"),
            );
        }
        if claim.among_tracers() && written.service.is_none() {
            problems.push(
                Problem::new(name.at, "a claim among tracers is of one service, and no `service` is given")
                    .help("add service = \"…\""),
            );
        }
        Some(claim)
    }
}

fn outcome(name: &Name, problems: &mut Problems) -> Option<Outcome> {
    let found = Outcome::WORDS.iter().find(|(word, _)| *word == &*name.value);
    if found.is_none() {
        let words = Outcome::WORDS.map(|(word, _)| word);
        let help = did_you_mean(&name.value, words).unwrap_or_else(|| format!("one of: {}", words.join(", ")));
        problems
            .push(Problem::new(name.at, format!("`{}` is not a word that `result` can take", name.value)).help(help));
    }
    found.map(|(_, outcome)| *outcome)
}
