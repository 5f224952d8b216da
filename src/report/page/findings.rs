//! Every finding of any of the scenarios, once: for how many people in each, who holds it, and why nobody else does.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::checks::{self, Finding, plural};
use crate::landscape::{COMMISSION, ClassId, CohortId};
use crate::report::common::{FindingView, Viewer};
use crate::report::compare::ComparisonView;
use crate::report::pathway::Seen;
use crate::report::who::{AnswerView, Question, who_report};
use crate::study::place::Place;

/// What became of a finding between the first scenario and the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Became {
    /// Of others than the first alone.
    New,
    /// Of the first and others.
    Stands,
    /// Of the first alone.
    Resolved,
    /// There is only one scenario.
    Only,
}

/// A finding with all that the page says of it.
#[derive(Debug, Serialize)]
pub struct PageFinding {
    /// Where it stands on the page.
    pub anchor: String,
    /// What became of it.
    pub became: Became,
    /// For how many people in each scenario: null where it is not found, or where nobody counts people.
    pub people_in: Vec<Option<f64>>,
    /// In which scenarios it is found.
    pub found_in: Vec<bool>,
    /// The finding, of the last scenario that has it.
    #[serde(flatten)]
    pub finding: FindingView,
    /// Who holds it for example, and why nobody else does.
    pub example: Option<Example>,
    /// The component's name; of a handoff, where people come from.
    #[serde(skip)]
    pub component_name: Option<String>,
    /// The service's name.
    #[serde(skip)]
    pub service_name: Option<String>,
    /// What this sort of finding is, in a line.
    #[serde(skip)]
    pub summary: &'static str,
    /// The scenario that it is told of, by place.
    #[serde(skip)]
    pub scenario: usize,
}

/// A place where a finding stands, and who holds what there.
#[derive(Debug, Serialize)]
pub struct Example {
    /// The area.
    pub area: String,
    /// The area's name.
    pub area_name: String,
    /// Who claims it there; of a handoff, on both sides.
    pub answers: Vec<AnswerView>,
    /// Of a gap: why no other body holds it, those of one kind with one reason together.
    pub why_nobody: Vec<WhyNobody>,
    /// How many live bodies have nothing recorded that gives it to them on any day.
    pub nothing_recorded: usize,
    /// Of how many kinds those are.
    pub kinds_with_nothing: usize,
}

/// Bodies that might have held something, and why they do not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WhyNobody {
    /// The body, or how many of which kind.
    pub who: String,
    /// How many bodies.
    pub bodies: usize,
    /// Why not.
    pub because: String,
}

/// All findings of some scenarios, errors first, then those of most people; what is new before what stands.
pub fn findings(seen: &[Seen<'_>], compared: &[ComparisonView]) -> Vec<PageFinding> {
    let mut found: BTreeMap<(&str, &str), Vec<Option<&Finding>>> = BTreeMap::new();
    for (place, one) in seen.iter().enumerate() {
        for finding in &one.judged.findings {
            let all = found.entry((finding.key.as_str(), finding.certainty.word()));
            all.or_insert_with(|| vec![None; seen.len()])[place] = Some(finding);
        }
    }
    let mut viewers: Vec<Viewer<'_>> = seen.iter().map(|one| Viewer::new(one.facts)).collect();
    let mut anchors = Anchors::default();
    let mut list: Vec<PageFinding> = Vec::with_capacity(found.len());
    for ((key, certainty), of) in found {
        let Some((scenario, finding)) =
            of.iter().enumerate().rev().find_map(|(place, finding)| Some((place, (*finding)?)))
        else {
            continue;
        };
        let one = &seen[scenario];
        let landscape = one.facts.situation.landscape;
        let people = |(place, finding): (usize, &Option<&Finding>)| {
            finding.and_then(|finding| finding.people(seen[place].facts.situation.landscape))
        };
        let component = |id: crate::landscape::ComponentId| landscape.components[id.index()].name.to_string();
        list.push(PageFinding {
            anchor: anchors.of(key, certainty),
            became: became(&of, compared.is_empty()),
            people_in: of.iter().enumerate().map(people).collect(),
            found_in: of.iter().map(Option::is_some).collect(),
            finding: viewers[scenario].view(finding),
            example: example(one, finding),
            component_name: finding.component().map(component),
            service_name: finding.service(landscape).map(|one| landscape.services[one.index()].name.to_string()),
            summary: checks::check(finding.code).map_or("", |check| check.summary),
            scenario,
        });
    }
    list.sort_by(|a, b| {
        rank(a)
            .cmp(&rank(b))
            .then_with(|| most(b).total_cmp(&most(a)))
            .then_with(|| (&a.finding.key, a.finding.certainty).cmp(&(&b.finding.key, b.finding.certainty)))
    });
    list
}

/// By how bad it is, what became of it, and the order of the checks; what somebody lives with comes last.
fn rank(of: &PageFinding) -> (usize, Became, usize) {
    let severity = ["error", "warning"].iter().position(|word| *word == of.finding.severity).unwrap_or(2);
    let check = checks::ALL.iter().position(|check| check.code == of.finding.code).unwrap_or(checks::ALL.len());
    (severity + usize::from(of.finding.accepted) * 3, of.became, check)
}

fn most(of: &PageFinding) -> f64 {
    of.people_in.iter().flatten().copied().fold(0.0, f64::max)
}

fn became(of: &[Option<&Finding>], only: bool) -> Became {
    match (of.first().is_some_and(Option::is_some), of[1..].iter().any(Option::is_some)) {
        _ if only => Became::Only,
        (false, _) => Became::New,
        (true, true) => Became::Stands,
        (true, false) => Became::Resolved,
    }
}

/// Names of places on the page, each given once.
#[derive(Default)]
struct Anchors(std::collections::BTreeSet<String>);

impl Anchors {
    fn of(&mut self, key: &str, certainty: &str) -> String {
        let mut base = String::from("finding-");
        for letter in key.chars() {
            let letter = if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' };
            if letter != '-' || !base.ends_with('-') {
                base.push(letter);
            }
        }
        let mut name = base.trim_end_matches('-').to_owned();
        if self.0.contains(&name) {
            name = format!("{name}-{certainty}");
        }
        let plain = name.clone();
        let mut number = 2;
        while !self.0.insert(name.clone()) {
            name = format!("{plain}-{number}");
            number += 1;
        }
        name
    }
}

/// The largest place and cohort where a finding stands, and who holds what there; nothing where it is about no component.
fn example(one: &Seen<'_>, finding: &Finding) -> Option<Example> {
    let component = finding.component()?;
    let situation = one.facts.situation;
    let landscape = situation.landscape;
    let (class, cohort) = witness(one, finding)?;
    let area = landscape.areas.classes[class.index()].largest;
    let to = match &finding.subject {
        checks::Subject::Handoff(edge, _) => Some(edge.to),
        _ => None,
    };
    let function = finding.function.unwrap_or(COMMISSION);
    let function_id = &*landscape.functions[function.index()].id;
    let gap = finding.code.starts_with("gap/") && to.is_none();
    let mut answers: Vec<AnswerView> = Vec::new();
    for component in std::iter::once(component).chain(to) {
        let question = Question {
            components: &[component],
            service: None,
            place: Place::Area(area),
            cohort: Some(cohort),
            why: gap,
        };
        let report = who_report(one.chosen, one.facts, &question);
        answers.extend(report.answers.into_iter().filter(|answer| answer.function == function_id));
    }
    let (mut why_nobody, mut nothing) = (Vec::new(), Vec::new());
    for answer in &mut answers {
        let (named, none) = why(answer);
        why_nobody.extend(named);
        nothing.extend(none);
        answer.why_not.clear();
    }
    Some(Example {
        area: landscape.areas.id(area).to_owned(),
        area_name: landscape.areas.name(area).to_owned(),
        answers,
        why_nobody,
        nothing_recorded: nothing.iter().map(|why| why.bodies).sum(),
        kinds_with_nothing: nothing.len(),
    })
}

/// Where a finding concerns most people: the class with the largest area, and the largest cohort there.
fn witness(one: &Seen<'_>, finding: &Finding) -> Option<(ClassId, CohortId)> {
    let landscape = one.facts.situation.landscape;
    let grid = landscape.grid();
    let mut best: Option<(f64, ClassId, CohortId)> = None;
    for cell in finding.cells.iter() {
        let class = grid.class(cell);
        let cohort = landscape.strata[grid.stratum(cell).index()].largest(&landscape.cohorts);
        let area = landscape.areas.classes[class.index()].largest;
        let people = landscape.areas.population(area) * landscape.cohorts[cohort.index()].share;
        let name = |class: ClassId| landscape.areas.id(landscape.areas.classes[class.index()].largest);
        let better = best.is_none_or(|(most, known, _)| people > most || (people == most && name(class) < name(known)));
        if better {
            best = Some((people, class, cohort));
        }
    }
    best.map(|(_, class, cohort)| (class, cohort))
}

/// Why each other body does not hold it: those of one kind with one reason together; and those that nothing recorded
/// gives it to.
fn why(answer: &AnswerView) -> (Vec<WhyNobody>, Vec<WhyNobody>) {
    let mut groups: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for entry in &answer.why_not {
        groups.entry((entry.because.as_str(), entry.kind.as_str())).or_default().push(&entry.name);
    }
    let view = |((because, kind), names): ((&str, &str), Vec<&str>)| WhyNobody {
        who: match names.as_slice() {
            [one] => (*one).to_owned(),
            many => format!("{} {}", many.len(), plural(kind)),
        },
        bodies: names.len(),
        because: because.to_owned(),
    };
    let (nothing, named): (Vec<_>, Vec<_>) =
        groups.into_iter().map(view).partition(|why| why.because.starts_with("nothing recorded"));
    (named, nothing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_finding_has_a_place_of_its_own() {
        let mut anchors = Anchors::default();
        assert_eq!(anchors.of("gap/uncommissioned:tier-3", "certain"), "finding-gap-uncommissioned-tier-3");
        assert_eq!(anchors.of("gap/uncommissioned:tier-3", "possible"), "finding-gap-uncommissioned-tier-3-possible");
        assert_eq!(anchors.of("gap/uncommissioned:tier>3", "certain"), "finding-gap-uncommissioned-tier-3-certain");
        assert_eq!(anchors.of("gap/uncommissioned:tier+3", "certain"), "finding-gap-uncommissioned-tier-3-certain-2");
    }
}
