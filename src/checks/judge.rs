//! Runs every check, lets acceptances soften what they speak of, and puts all in order.

use super::{ALL, Find, Finding, Severity};
use crate::analysis::Facts;
use crate::landscape::ServiceId;

/// All findings of a situation.
#[derive(Debug)]
pub struct Judged {
    /// By severity, key, certainty.
    pub findings: Vec<Finding>,
}

/// Finds everything; with services, what concerns them alone.
///
/// Acceptances are matched before services are chosen: one that is for another service is not unused.
pub fn judge(facts: &Facts<'_>, services: Option<&[ServiceId]>) -> Judged {
    judge_codes(facts, services, |_| true)
}

/// The same for checks of some codes alone; what acceptances have to say needs all of them.
pub fn judge_codes(facts: &Facts<'_>, services: Option<&[ServiceId]>, wanted: impl Fn(&str) -> bool) -> Judged {
    let landscape = facts.situation.landscape;
    let mut matched = vec![false; landscape.accepted.len()];
    let mut findings = Vec::new();
    for check in ALL.iter().filter(|check| wanted(check.code)) {
        if let Find::Facts(find) = check.find {
            findings.extend(find(facts));
        }
    }
    soften(facts, &mut findings, &mut matched);
    let mut about: Vec<Finding> = Vec::new();
    for check in ALL.iter().filter(|check| wanted(check.code)) {
        if let Find::Acceptances(find) = check.find {
            about.extend(find(facts, &matched));
        }
    }
    // An acceptance may itself be of a finding about acceptances.
    soften(facts, &mut about, &mut matched);
    about.retain(|finding| match (&finding.subject, finding.code) {
        (super::Subject::Accepted(number), "accepted/unused") => !matched[*number],
        _ => true,
    });
    findings.extend(about);
    if let Some(services) = services {
        findings.retain(|finding| finding.is_in(services, landscape));
    }
    findings.sort_by(|a, b| (a.severity, &a.key, a.certainty).cmp(&(b.severity, &b.key, b.certainty)));
    // Two acceptances with the same text are one finding.
    findings.dedup_by(|a, b| a.key == b.key && a.certainty == b.certainty && a.code.starts_with("accepted/"));
    Judged { findings }
}

fn soften(facts: &Facts<'_>, findings: &mut [Finding], matched: &mut [bool]) {
    let landscape = facts.situation.landscape;
    for finding in findings {
        finding.key = finding.make_key(landscape);
        for (number, accepted) in landscape.accepted.iter().enumerate() {
            if accepted.period.includes(facts.situation.day) && accepted.matches(&finding.key) {
                matched[number] = true;
                finding.accepted = true;
                finding.severity = Severity::Note;
            }
        }
    }
}
