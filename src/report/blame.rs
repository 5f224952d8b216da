//! Which steps of a reform are responsible for what it changes.

use serde::Serialize;

use super::common::{Chosen, messages};
use super::plan::{StepView, told_steps};
use crate::landscape::{Applied, Landscape};
use crate::study::blame::{Blame, Overview, Subject};

/// `remit/blame/1` of one change.
#[derive(Debug, Serialize)]
pub struct BlameReport {
    /// The name and version of this shape.
    pub schema: &'static str,
    /// The landscape's title.
    pub landscape: String,
    /// What is asked about.
    pub subject: SubjectView,
    /// With all steps, less without any.
    pub total: f64,
    /// Whether every combination of steps was looked at.
    pub exact: bool,
    /// Steps that can have a part in it.
    pub steps: Vec<StepShareView>,
    /// The smallest sets of steps, from 1, without which there is no such change.
    pub minimal_sets: Vec<Vec<usize>>,
    /// Whether it was stopped before all of it was worked out.
    pub stopped: bool,
    /// Sets of up to so many steps were looked at.
    #[serde(skip)]
    pub looked_up_to: usize,
    /// How many times the reform was applied with some of its steps.
    #[serde(skip)]
    pub replays: usize,
    /// Of the shapes of coverage that were asked for, the part that had been worked out before.
    #[serde(skip)]
    pub shared: f64,
    /// The reform.
    #[serde(skip)]
    pub told: ReformTold,
}

/// `remit/blame/1` of all changes.
#[derive(Debug, Serialize)]
pub struct OverviewReport {
    /// The name and version of this shape.
    pub schema: &'static str,
    /// The landscape's title.
    pub landscape: String,
    /// Every finding that opens or closes, and every mean of a measure that changes.
    pub changes: Vec<ChangeView>,
    /// Whether it was stopped before every step had been left out once.
    pub stopped: bool,
    /// So many steps, the first ones, were left out.
    #[serde(skip)]
    pub looked: usize,
    /// The reform.
    #[serde(skip)]
    pub told: ReformTold,
}

/// The reform, for a reader.
#[derive(Debug)]
pub struct ReformTold {
    /// Its title.
    pub title: String,
    /// The day in words.
    pub day: String,
    /// Its steps, in order, each with the law it rests on.
    pub steps: Vec<(StepView, Vec<String>)>,
}

/// What is asked about.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum SubjectView {
    /// A measure of a service.
    Measure {
        /// Its name.
        measure: &'static str,
        /// The service.
        service: String,
        /// The service's name.
        #[serde(skip)]
        name: String,
    },
    /// A finding.
    Finding {
        /// Its key.
        finding: String,
        /// What it says, where it is there with all steps or without any.
        #[serde(skip)]
        says: Vec<String>,
    },
}

/// One step's part.
#[derive(Debug, Serialize)]
pub struct StepShareView {
    /// The step, from 1.
    pub step: usize,
    /// What it does.
    #[serde(rename = "do")]
    pub action: &'static str,
    /// Its share; null where it was stopped before there was one.
    pub shapley: Option<f64>,
    /// Half the width of a 95% interval; 0 where exact.
    pub error: f64,
    /// The change without this step.
    pub without: f64,
}

/// A change, and what is left of it without each step.
#[derive(Debug, Serialize)]
pub struct ChangeView {
    /// What changes.
    pub subject: SubjectView,
    /// With all steps, less without any.
    pub total: f64,
    /// Steps without which it would be another one.
    pub steps: Vec<LeftView>,
}

/// What is left of a change without a step.
#[derive(Debug, Serialize)]
pub struct LeftView {
    /// The step, from 1.
    pub step: usize,
    /// What it does.
    #[serde(rename = "do")]
    pub action: &'static str,
    /// The change without this step.
    pub without: f64,
}

/// Reports one change.
pub fn blame_report(
    landscape: &Landscape,
    chosen: &Chosen,
    applied: &Applied,
    bare_law: bool,
    subject: &Subject,
    blame: &Blame,
) -> BlameReport {
    let reform = &landscape.reforms[applied.reform];
    let steps: Vec<StepShareView> = blame
        .steps
        .iter()
        .map(|one| StepShareView {
            step: one.step + 1,
            action: reform.steps[one.step].action.word(),
            shapley: one.share.map(|share| share.value),
            error: one.share.map_or(0.0, |share| share.error),
            without: one.without,
        })
        .collect();
    let (asked, made) = blame.shapes;
    BlameReport {
        schema: "remit/blame/1",
        landscape: landscape.title.to_string(),
        subject: match subject {
            Subject::Finding(key) => finding_view(landscape, chosen, applied, bare_law, key),
            subject => subject_view(landscape, subject),
        },
        total: blame.total,
        exact: blame.exact,
        told: told(landscape, chosen, applied),
        steps,
        minimal_sets: blame.smallest.sets.iter().map(|set| set.iter().map(|step| step + 1).collect()).collect(),
        stopped: blame.stopped,
        looked_up_to: blame.smallest.up_to,
        replays: blame.replays,
        shared: if asked == 0 { 0.0 } else { 1.0 - made as f64 / asked as f64 },
    }
}

/// Reports all changes.
pub fn overview_report(landscape: &Landscape, chosen: &Chosen, applied: &Applied, found: &Overview) -> OverviewReport {
    let reform = &landscape.reforms[applied.reform];
    let changes: Vec<ChangeView> = found
        .changes
        .iter()
        .map(|change| ChangeView {
            subject: subject_view(landscape, &change.subject),
            total: change.total,
            steps: change
                .without
                .iter()
                .map(|(step, without)| LeftView {
                    step: step + 1,
                    action: reform.steps[*step].action.word(),
                    without: *without,
                })
                .collect(),
        })
        .collect();
    OverviewReport {
        schema: "remit/blame/1",
        landscape: landscape.title.to_string(),
        told: told(landscape, chosen, applied),
        changes,
        stopped: found.looked < reform.steps.len(),
        looked: found.looked,
    }
}

fn subject_view(landscape: &Landscape, subject: &Subject) -> SubjectView {
    match subject {
        Subject::Measure(measure, service) => {
            let service = &landscape.services[service.index()];
            SubjectView::Measure {
                measure: measure.name(),
                service: service.id.to_string(),
                name: service.name.to_string(),
            }
        }
        Subject::Finding(key) => SubjectView::Finding { finding: key.clone(), says: Vec::new() },
    }
}

/// A finding with what it says, with all steps or else without any.
fn finding_view(landscape: &Landscape, chosen: &Chosen, applied: &Applied, bare_law: bool, key: &str) -> SubjectView {
    let keys = [key.to_owned()];
    let ends = [landscape, &*applied.before];
    let said = ends.map(|landscape| messages(&landscape.at(chosen.on, bare_law), &keys));
    let says = said.into_iter().find(|said| !said.is_empty()).unwrap_or_default();
    SubjectView::Finding { finding: key.to_owned(), says }
}

fn told(landscape: &Landscape, chosen: &Chosen, applied: &Applied) -> ReformTold {
    let reform = &landscape.reforms[applied.reform];
    let law = reform.steps.iter().map(|step| step.basis.iter().map(|basis| landscape.basis_text(basis)).collect());
    ReformTold {
        title: reform.title.to_string(),
        day: chosen.on.in_words(),
        steps: told_steps(landscape, applied).into_iter().zip(law).collect(),
    }
}
