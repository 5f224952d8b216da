//! What `remit blame` says.

use super::plan::steps::tell;
use super::shared::{MOST_ROWS, counted};
use crate::checks::list_in_words;
use crate::render::{Column, Document, Table};
use crate::report::blame::{BlameReport, ChangeView, OverviewReport, ReformTold, StepShareView, SubjectView};
use crate::report::common::{capital, number_of_people};

/// One change, in words.
pub fn document(report: &BlameReport, plan: &str) -> Document {
    let about = subject(&report.subject);
    let mut document =
        Document::new(format!("{}, {}: which steps are responsible for {about}", report.told.title, report.told.day));
    let total = amount(&report.subject, report.total);
    if report.total == 0.0 {
        document.lead(match report.told.steps.len() {
            0 => format!("It has no steps, and changes nothing in {about}."),
            _ => format!("{} nothing in {about}.", all_steps(report, "changes", "change")),
        });
        return document;
    }
    if let SubjectView::Finding { says, .. } = &report.subject {
        for sentence in says {
            document.paragraph(format!("The finding: {sentence}."));
        }
    }
    document.lead(match &report.subject {
        SubjectView::Measure { .. } => format!("{} {about} by {total}.", all_steps(report, "moves", "move")),
        SubjectView::Finding { .. } => opens_or_closes(report),
    });
    let necessary = necessary(report);
    if !necessary.is_empty() {
        document.lead(necessary);
    }
    if report.stopped {
        document.lead("It was stopped before everything was worked out: this is what there was.");
    }
    if report.minimal_sets.len() > 1 || report.minimal_sets.first().is_some_and(|set| set.len() > 1) {
        let sets: Vec<String> = report.minimal_sets.iter().take(MOST_ROWS).map(|set| steps_in_words(set)).collect();
        let more = report.minimal_sets.len().saturating_sub(MOST_ROWS);
        let more = if more > 0 { format!("; and {more} more") } else { String::new() };
        document.paragraph(format!("The smallest sets without which it does not happen: {}{more}.", sets.join("; ")));
    }
    let steps = parts(report);
    document.heading("Step by step");
    document.table(step_by_step(report, &steps));
    let rest = report.told.steps.len() - steps.len();
    if rest > 0 {
        let (verb, them) = if rest == 1 { ("step has", "it") } else { ("steps have", "them") };
        document.paragraph(format!("The other {rest} {verb} no part in it: with or without {them} it is the same."));
    }
    let how = if report.exact {
        "Shares are exact: every combination of the steps that can have a part was worked out.".to_owned()
    } else if report.steps.iter().any(|step| step.shapley.is_some()) {
        format!(
            "Shares are Shapley values: what a step adds, on average over the orders in which the steps could come. {} can have a \
             part, too many for every combination, so orders were drawn, {}; ± is a 95% interval.",
            counted(report.steps.len(), "step", "steps"),
            if report.stopped { "few of them as it was stopped" } else { "the same ones each time" }
        )
    } else {
        "It was stopped before shares could be given.".to_owned()
    };
    document.paragraph(format!(
        "{how} “Without it”: the change that all the others make together. The reform was applied {} with some of its \
         steps; {:.0}% of the shapes of coverage did not have to be worked out again.",
        counted(report.replays, "time", "times"),
        100.0 * report.shared
    ));
    document.next("Everything the reform does", plan);
    document
}

/// How many people a finding is about with all steps that it is not about without any.
fn opens_or_closes(report: &BlameReport) -> String {
    let steps = match report.told.steps.len() {
        1 => "With its one step".to_owned(),
        count => format!("With all {count} steps"),
    };
    let people = number_of_people(report.total.abs());
    match (report.total > 0.0, report.total.abs() == 1.0) {
        // One that counts nobody is there or not.
        (true, true) => format!("{steps} it is there, and without any it is not."),
        (false, true) => format!("{steps} it is gone, and without any it is there."),
        (true, false) => format!("{steps} it is about {people} people more than without any."),
        (false, false) => format!("{steps} it is about {people} people fewer than without any."),
    }
}

/// `All 12 steps together change`, `Its one step changes`.
fn all_steps(report: &BlameReport, one: &str, many: &str) -> String {
    match report.told.steps.len() {
        1 => format!("Its one step {one}"),
        count => format!("All {count} steps together {many}"),
    }
}

/// The steps that have a part in it, the largest first.
fn parts(report: &BlameReport) -> Vec<&StepShareView> {
    let mut steps: Vec<_> = report.steps.iter().filter(|step| has_a_part(report, step.shapley, step.without)).collect();
    let size = |step: &StepShareView| step.shapley.unwrap_or(0.0).abs();
    steps.sort_by(|a, b| size(b).total_cmp(&size(a)).then(a.step.cmp(&b.step)));
    steps
}

fn step_by_step(report: &BlameReport, steps: &[&StepShareView]) -> Table {
    let mut columns = vec![Column::numbers("step"), Column::words("what"), Column::numbers("share")];
    if !report.exact {
        columns.push(Column::numbers("±"));
    }
    columns.push(Column::numbers("without it"));
    columns.extend(["legal vehicle", "law"].map(Column::words));
    let mut table = Table::new(columns);
    for step in steps {
        let (view, law) = &report.told.steps[step.step - 1];
        let share = step.shapley.map_or_else(|| "–".to_owned(), |share| amount(&report.subject, share));
        let mut row = vec![step.step.to_string(), capital(&tell(&view.told)), share];
        if !report.exact {
            row.push(step.shapley.map_or_else(String::new, |_| plain(&report.subject, step.error)));
        }
        row.push(amount(&report.subject, step.without));
        row.extend([view.legal.unwrap_or("–").to_owned(), law.join(", ")]);
        table.row(row);
    }
    table
}

/// Which steps it cannot do without.
fn necessary(report: &BlameReport) -> String {
    match report.minimal_sets.as_slice() {
        [] if report.looked_up_to == 0 => String::new(),
        [] if report.looked_up_to == 1 => {
            "No single step is needed for it: whichever is left out, something of it happens.".to_owned()
        }
        [] => format!(
            "No single step is needed for it, and no {} together: whichever of them are left out, something of it happens.",
            report.looked_up_to
        ),
        [set] if set.len() == 1 => {
            let (view, law) = &report.told.steps[set[0] - 1];
            let law = if law.is_empty() { String::new() } else { format!(" ({})", law.join(", ")) };
            format!("It does not happen without step {}: {}{law}.", set[0], tell(&view.told))
        }
        sets if sets.iter().all(|set| set.len() == 1) => {
            let steps: Vec<String> = sets.iter().map(|set| set[0].to_string()).collect();
            format!("It needs each of the steps {}: without any one of them it does not happen.", list_in_words(&steps))
        }
        sets => format!(
            "No single step is needed for it: {} together would have to be left out.",
            counted(sets[0].len(), "step", "steps")
        ),
    }
}

fn steps_in_words(set: &[usize]) -> String {
    let steps: Vec<String> = set.iter().map(ToString::to_string).collect();
    match steps.as_slice() {
        [one] => format!("step {one}"),
        several => format!("steps {}", list_in_words(several)),
    }
}

fn has_a_part(report: &BlameReport, share: Option<f64>, without: f64) -> bool {
    let near = |value: f64| value.abs() <= 1e-9 * report.total.abs().max(1.0);
    !share.is_none_or(near) || !near(without - report.total)
}

fn subject(subject: &SubjectView) -> String {
    match subject {
        SubjectView::Measure { measure, name, .. } => format!("the mean of `{measure}` of {name}"),
        SubjectView::Finding { finding, .. } => format!("`{finding}`"),
    }
}

/// A change with its sign.
fn amount(subject: &SubjectView, value: f64) -> String {
    let sign = if value < 0.0 { "−" } else { "+" };
    format!("{sign}{}", plain(subject, value.abs()))
}

fn plain(subject: &SubjectView, value: f64) -> String {
    match subject {
        SubjectView::Measure { .. } => format!("{value:.2}"),
        SubjectView::Finding { .. } => number_of_people(value),
    }
}

/// The steps of one change for a spreadsheet.
pub fn table(report: &BlameReport) -> Table {
    let mut table = Table::new(vec![
        Column::numbers("step"),
        Column::words("do"),
        Column::words("what"),
        Column::numbers("shapley"),
        Column::numbers("error"),
        Column::numbers("without"),
        Column::words("legal"),
        Column::words("basis"),
    ]);
    for step in &report.steps {
        let (view, law) = &report.told.steps[step.step - 1];
        table.row(vec![
            step.step.to_string(),
            step.action.to_owned(),
            tell(&view.told),
            step.shapley.map_or_else(String::new, |share| share.to_string()),
            step.error.to_string(),
            step.without.to_string(),
            view.legal.unwrap_or_default().to_owned(),
            law.join("; "),
        ]);
    }
    table
}

/// All changes, in words: by step, what would not happen without it; then what no step alone decides.
pub fn overview(report: &OverviewReport, command: &str) -> Document {
    let told: &ReformTold = &report.told;
    let mut document =
        Document::new(format!("{}, {}: which steps are responsible for what it changes", told.title, told.day));
    let findings: Vec<&ChangeView> = of_findings(report).collect();
    let opened = findings.iter().filter(|change| change.total > 0.0).count();
    let shared = findings.iter().filter(|change| deciding(change).is_empty()).count();
    if findings.is_empty() {
        document.lead(match report.changes.len() {
            0 => "The reform opens no finding, closes none, and changes no measure of a service.".to_owned(),
            count => format!(
                "The reform opens no finding and closes none. It changes {}: --format csv has them.",
                counted(count, "mean of a measure", "means of measures")
            ),
        });
        return document;
    }
    if report.stopped {
        document.lead(format!(
            "It was stopped when the first {} of {} had been left out: of the others nothing is said here.",
            report.looked,
            counted(told.steps.len(), "step", "steps")
        ));
    }
    let (needed, closed) = (findings.len() - shared, findings.len() - opened);
    let spared = if report.stopped { String::new() } else { format!("; {shared} can, whichever step is left out") };
    document.lead(format!(
        "The reform opens {} and closes {closed}. {needed} of these cannot happen without some one step{spared}.",
        counted(opened, "finding", "findings"),
    ));
    document.heading("Steps without which something does not happen");
    let mut table = Table::new(vec![
        Column::numbers("step"),
        Column::words("what"),
        Column::numbers("opens"),
        Column::numbers("closes"),
        Column::words("such as"),
        Column::words("legal vehicle"),
    ]);
    let mut rows: Vec<(usize, usize, Vec<String>)> = Vec::new();
    for (place, (view, _)) in told.steps.iter().enumerate() {
        let decided: Vec<&&ChangeView> =
            findings.iter().filter(|change| deciding(change).contains(&(place + 1))).collect();
        if decided.is_empty() {
            continue;
        }
        let opens = decided.iter().filter(|change| change.total > 0.0).count();
        let mut largest = decided.clone();
        largest.sort_by(|a, b| b.total.abs().total_cmp(&a.total.abs()));
        let example = match &largest[0].subject {
            SubjectView::Finding { finding, .. } => finding.clone(),
            SubjectView::Measure { .. } => String::new(),
        };
        rows.push((
            decided.len(),
            place,
            vec![
                (place + 1).to_string(),
                capital(&tell(&view.told)),
                opens.to_string(),
                (decided.len() - opens).to_string(),
                example,
                view.legal.unwrap_or("–").to_owned(),
            ],
        ));
    }
    rows.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let more = rows.len().saturating_sub(2 * MOST_ROWS);
    for (_, _, row) in rows.into_iter().take(2 * MOST_ROWS) {
        table.row(row);
    }
    document.table(table);
    if more > 0 {
        document.paragraph(format!("And {more} more steps, each with fewer: all are in --format csv."));
    }
    let none: Vec<&&ChangeView> = findings.iter().filter(|change| deciding(change).is_empty()).collect();
    if !none.is_empty() && !report.stopped {
        document.heading("What happens whichever step is left out");
        let mut table = Table::new(vec![Column::words("finding"), Column::numbers("people")]);
        for change in none.iter().take(MOST_ROWS) {
            if let SubjectView::Finding { finding, .. } = &change.subject {
                table.row(vec![finding.clone(), amount(&change.subject, change.total)]);
            }
        }
        document.table(table);
        let more = none.len().saturating_sub(MOST_ROWS);
        if more > 0 {
            document.paragraph(format!("And {more} more."));
        }
    }
    document.next("Who shares one of them", format!("{command} --finding KEY"));
    document
}

fn of_findings(report: &OverviewReport) -> impl Iterator<Item = &ChangeView> {
    report.changes.iter().filter(|change| matches!(change.subject, SubjectView::Finding { .. }))
}

/// The steps without which nothing of a change is left.
fn deciding(change: &ChangeView) -> Vec<usize> {
    let gone = |without: f64| without == 0.0 || without * change.total < 0.0;
    change.steps.iter().filter(|step| gone(step.without)).map(|step| step.step).collect()
}

/// All changes for a spreadsheet.
pub fn overview_table(report: &OverviewReport) -> Table {
    let mut table = Table::new(vec![
        Column::words("subject"),
        Column::numbers("total"),
        Column::numbers("step"),
        Column::words("do"),
        Column::words("what"),
        Column::numbers("without"),
    ]);
    for change in &report.changes {
        let name = match &change.subject {
            SubjectView::Measure { measure, service, .. } => format!("{measure}:{service}"),
            SubjectView::Finding { finding, .. } => finding.clone(),
        };
        if change.steps.is_empty() {
            table.row(vec![name, change.total.to_string(), String::new(), String::new(), String::new(), String::new()]);
            continue;
        }
        for step in &change.steps {
            let (view, _) = &report.told.steps[step.step - 1];
            table.row(vec![
                name.clone(),
                change.total.to_string(),
                step.step.to_string(),
                step.action.to_owned(),
                tell(&view.told),
                step.without.to_string(),
            ]);
        }
    }
    table
}
