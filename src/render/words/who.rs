//! What `remit who` says.

use super::shared::{bare_law, counted, exact};
use crate::checks::{list_in_words, name_in_sentence, plural};
use crate::render::{Column, Document, Table, Tone};
use crate::report::common::people_in_words;
use crate::report::who::{AnswerView, UnitView, WhoReport, WhyNotView};

/// The report in words.
pub fn document(report: &WhoReport, path: &str) -> Document {
    let mut document = Document::new(format!(
        "{} in {}, {} – {}",
        report.subject, report.place, report.scenario.day, report.landscape
    ));
    bare_law(&mut document, &report.scenario);
    let commissioning: Vec<&AnswerView> =
        report.answers.iter().filter(|answer| answer.function == "commission").collect();
    match commissioning.as_slice() {
        [] if report.answers.is_empty() => document.lead(format!(
            "Nobody in {} needs this on {}: it does not exist on that day, or not for these people.",
            report.place, report.scenario.day
        )),
        [] => {}
        answers if report.service.is_none() => {
            for said in sentences(report, answers) {
                document.lead(said);
            }
        }
        _ => {}
    }
    document.table(answers_table(report));
    why_nots(&mut document, report);
    laws(&mut document, report);
    if !report.not_needed.is_empty() && !report.answers.is_empty() {
        document
            .paragraph(format!("Not there on this day, or not for these people: {}.", report.not_needed.join("; ")));
    }
    next(&mut document, report, path);
    document
}

/// Who commissions it, once for all cohorts and areas where it is the same.
fn sentences(report: &WhoReport, answers: &[&AnswerView]) -> Vec<String> {
    let mut said: Vec<(String, Vec<&AnswerView>)> = Vec::new();
    for answer in answers {
        let text = sentence(answer);
        match said.iter_mut().find(|(known, _)| *known == text) {
            Some((_, list)) => list.push(answer),
            None => said.push((text, vec![answer])),
        }
    }
    let several = said.len() > 1;
    said.into_iter()
        .take(4)
        .map(|(text, list)| {
            if !several {
                return text;
            }
            let people: f64 = list.iter().map(|answer| answer.people).sum();
            let mut cohorts: Vec<String> = list.iter().filter_map(|answer| answer.cohort_name.clone()).collect();
            cohorts.dedup();
            let whom = if cohorts.is_empty() || report.is_footprint {
                people_in_words(people)
            } else {
                list_in_words(&cohorts)
            };
            format!("For {whom}: {text}")
        })
        .collect()
}

fn sentence(answer: &AnswerView) -> String {
    let what = name_in_sentence(&answer.component_name);
    let names = |unit: &UnitView| list_in_words(&unit.names);
    let unit = |unit: &UnitView| {
        let how = match (unit.certainty, unit.strength) {
            ("contested", _) => "is said to, and it is disputed",
            (_, "duty") => "has the duty to commission it",
            (_, "residual") => "has it under a general duty only",
            _ => "may commission it, and need not",
        };
        let together = if unit.names.len() > 1 { " together" } else { "" };
        format!(
            "{}{together} {}",
            names(unit),
            if unit.names.len() > 1 {
                how.replacen("has", "have", 1).replacen("is said", "are said", 1)
            } else {
                how.to_owned()
            }
        )
    };
    match answer.units.as_slice() {
        [] => format!("No body has the duty to commission {what}.{}", formerly(answer)),
        units => {
            let parts: Vec<String> = units.iter().map(unit).collect();
            format!("{}: {}.{}", answer.component_name, parts.join("; "), formerly(answer))
        }
    }
}

/// Where nobody has a settled claim now: who had one.
fn formerly(answer: &AnswerView) -> String {
    if answer.formerly.is_empty() {
        return String::new();
    }
    let list: Vec<String> = answer.formerly.iter().take(3).cloned().collect();
    format!(" Before that: {}.", list.join("; "))
}

fn answers_table(report: &WhoReport) -> Table {
    let several = report.service.is_some();
    let mut columns = Vec::new();
    if several {
        columns.push(Column::words("component"));
    }
    columns.extend([
        Column::words("what is done"),
        Column::words("for"),
        Column::words("by"),
        Column::words("how"),
        Column::words("since"),
        Column::words("sure"),
        Column::words("under"),
    ]);
    let mut table = Table::new(columns);
    for (answer, cohorts) in together(report) {
        let mut start = Vec::new();
        if several {
            start.push(answer.component_name.clone());
        }
        start.push(answer.function_name.clone());
        start.push(for_whom(report, answer, &cohorts));
        if answer.units.is_empty() {
            let mut row = start.clone();
            row.extend(["nobody", "", "", "", ""].map(str::to_owned));
            table.toned(Tone::Bad, row);
        }
        for unit in &answer.units {
            let mut row = start.clone();
            row.extend([
                list_in_words(&unit.names),
                how(unit),
                unit.since.clone().unwrap_or_else(|| "–".to_owned()),
                unit.evidence.to_owned(),
                unit.basis.join("; "),
            ]);
            table.toned(if unit.certainty == "contested" { Tone::Careful } else { Tone::Plain }, row);
        }
    }
    table
}

/// Answers that are the same for several cohorts, once.
fn together(report: &WhoReport) -> Vec<(&AnswerView, Vec<&str>)> {
    let mut list: Vec<(&AnswerView, Vec<&str>)> = Vec::new();
    let same = |a: &AnswerView, b: &AnswerView| {
        a.component_name == b.component_name
            && a.function == b.function
            && a.areas == b.areas
            && a.units
                .iter()
                .map(|u| (&u.organisations, u.certainty, u.strength, &u.basis))
                .eq(b.units.iter().map(|u| (&u.organisations, u.certainty, u.strength, &u.basis)))
    };
    for answer in &report.answers {
        let cohort = answer.cohort_name.as_deref();
        match list.iter_mut().find(|(known, _)| same(known, answer)) {
            Some((_, cohorts)) => cohorts.extend(cohort),
            None => list.push((answer, cohort.into_iter().collect())),
        }
    }
    list
}

fn for_whom(report: &WhoReport, answer: &AnswerView, cohorts: &[&str]) -> String {
    let mut parts = Vec::new();
    if report.is_footprint
        && report.answers.iter().any(|other| {
            other.function == answer.function
                && other.areas != answer.areas
                && other.component_name == answer.component_name
        })
    {
        let count = answer.area_count.unwrap_or(0);
        let some = if count <= 3 { answer.area_names.join(", ") } else { counted(count, "area", "areas") };
        parts.push(some);
    }
    match cohorts {
        [one] => parts.push(name_in_sentence(one)),
        _ => parts.push("everyone".to_owned()),
    }
    parts.join(", ")
}

fn how(unit: &UnitView) -> String {
    let strength = match unit.strength {
        "residual" => "general duty",
        word => word,
    };
    let mut text = if unit.certainty == "contested" { format!("{strength}, disputed") } else { strength.to_owned() };
    if unit.from_providers {
        text = format!("{text}, bought from chosen providers");
    }
    if !unit.arrangements.is_empty() {
        text = format!("{text}, joined by {}", unit.arrangements.join(", "));
    }
    text
}

/// Why every other body does not: of commissioning in full, once where cohorts and areas do not differ.
fn why_nots(document: &mut Document, report: &WhoReport) {
    let mut said: Vec<(&AnswerView, Vec<&AnswerView>)> = Vec::new();
    for answer in report.answers.iter().filter(|answer| answer.function == "commission" && !answer.why_not.is_empty()) {
        let same = |known: &AnswerView| {
            let reasons = |answer: &'_ AnswerView| {
                answer
                    .why_not
                    .iter()
                    .map(|entry| (entry.organisation.clone(), entry.because.clone()))
                    .collect::<Vec<_>>()
            };
            known.component_name == answer.component_name && reasons(known) == reasons(answer)
        };
        match said.iter_mut().find(|(known, _)| same(known)) {
            Some((_, list)) => list.push(answer),
            None => said.push((answer, vec![answer])),
        }
    }
    let several = |answer: &AnswerView| {
        said.iter().filter(|(other, _)| other.component_name == answer.component_name).count() > 1
    };
    for (answer, list) in said.iter().take(6) {
        let people: f64 = list.iter().map(|answer| answer.people).sum();
        let whom = if several(answer) { format!(", for {}", people_in_words(people)) } else { String::new() };
        why_not(document, report, answer, &whom);
    }
    if said.len() > 6 {
        document.paragraph(format!("and {} more: --format csv lists them all", said.len() - 6));
    }
    if !said.is_empty() && report.answers.iter().any(|answer| answer.function != "commission") {
        document.paragraph("Of the other functions too: --format csv.");
    }
}

/// Why every other body does not: those of one kind with one reason in one line.
fn why_not(document: &mut Document, report: &WhoReport, answer: &AnswerView, whom: &str) {
    let mut groups: Vec<(&str, &str, Vec<&WhyNotView>)> = Vec::new();
    for entry in &answer.why_not {
        match groups.iter_mut().find(|(kind, because, _)| *kind == entry.kind && *because == entry.because) {
            Some((_, _, list)) => list.push(entry),
            None => groups.push((&entry.kind, &entry.because, vec![entry])),
        }
    }
    let weight = |because: &str| usize::from(because.starts_with("nothing recorded"));
    groups.sort_by(|(a, x, _), (b, y, _)| (weight(x), a, x).cmp(&(weight(y), b, y)));
    let component = if report.service.is_some() { format!("{}: ", answer.component_name) } else { String::new() };
    document.heading(format!("Why not somebody else: {component}{}{whom}", answer.function_name.to_lowercase()));
    let (named, nothing): (Vec<_>, Vec<_>) = groups.into_iter().partition(|(_, because, _)| weight(because) == 0);
    let mut table = Table::new(vec![Column::words("who"), Column::words("because")]);
    for (kind, because, list) in &named {
        table.row(match list.as_slice() {
            [one] => vec![one.name.clone(), (*because).to_owned()],
            many => vec![format!("{} {}", many.len(), plural(kind)), of_each(because)],
        });
    }
    document.table(table);
    if !nothing.is_empty() {
        let kinds: Vec<String> = nothing
            .iter()
            .map(|(kind, _, list)| match list.len() {
                1 => (*kind).to_owned(),
                count => format!("{count} {}", plural(kind)),
            })
            .collect();
        let bodies: usize = nothing.iter().map(|(_, _, list)| list.len()).sum();
        let others = if bodies == 1 { "one other live body".to_owned() } else { format!("other {bodies} live bodies") };
        document.paragraph(format!("Nothing recorded gives it to the {others} on any day: {}.", kinds.join(", ")));
    }
}

/// A reason that is told of one body, told of several.
fn of_each(because: &str) -> String {
    [("it has ", "each has "), ("it may,", "each may,"), ("its claim", "each claim"), ("its resp", "each resp")]
        .iter()
        .fold(because.to_owned(), |text, (one, each)| text.replace(one, each))
}

/// The titles behind the citations, and what the notes say.
fn laws(document: &mut Document, report: &WhoReport) {
    let units = || report.answers.iter().flat_map(|answer| &answer.units);
    let mut law: Vec<&str> = units().flat_map(|unit| unit.law.iter().map(String::as_str)).collect();
    law.sort_unstable();
    law.dedup();
    if !law.is_empty() && law.len() <= 12 {
        document.heading("Says who");
        let mut table = Table::new(vec![Column::words("")]);
        law.iter().for_each(|line| table.row(vec![(*line).to_owned()]));
        document.table(table);
    }
    let mut notes: Vec<&str> = units().flat_map(|unit| unit.notes.iter().map(String::as_str)).collect();
    notes.sort_unstable();
    notes.dedup();
    if report.service.is_none() {
        notes.iter().take(6).for_each(|note| document.paragraph(format!("Note: {note}")));
    }
}

fn next(document: &mut Document, report: &WhoReport, path: &str) {
    let first = report.answers.iter().flat_map(|answer| &answer.units).flat_map(|unit| &unit.organisations).next();
    match first {
        Some(body) => document.next(
            "Everything that this body holds",
            format!("remit holds {path} {} --organisation {body}", report.scenario.asked),
        ),
        None => document.next("What is wrong", format!("remit check {path} {}", report.scenario.asked)),
    }
}

/// The answers for a spreadsheet: a row for each unit, and with `--why` one for each other body.
pub fn table(report: &WhoReport) -> Table {
    let mut table = Table::new(vec![
        Column::words("scenario"),
        Column::words("on"),
        Column::words("component"),
        Column::words("place"),
        Column::words("cohort"),
        Column::words("function"),
        Column::numbers("area_count"),
        Column::numbers("people"),
        Column::words("organisations"),
        Column::words("holds"),
        Column::words("certainty"),
        Column::words("strength"),
        Column::words("basis"),
        Column::words("evidence"),
        Column::words("arrangements"),
        Column::words("because"),
    ]);
    for answer in &report.answers {
        let component = answer.component.clone().or_else(|| report.component.clone()).unwrap_or_default();
        let start = vec![
            report.scenario.asked.clone(),
            report.scenario.on.clone(),
            component,
            report.area.clone(),
            answer.cohort.clone(),
            answer.function.clone(),
            answer.area_count.map_or_else(|| "1".to_owned(), |count| count.to_string()),
            exact(Some(answer.people)),
        ];
        if answer.units.is_empty() {
            let mut row = start.clone();
            row.extend(["", "nobody", "", "", "", "", "", ""].map(str::to_owned));
            table.row(row);
        }
        for unit in &answer.units {
            let mut row = start.clone();
            row.extend([
                unit.organisations.join(";"),
                "yes".to_owned(),
                unit.certainty.to_owned(),
                unit.strength.to_owned(),
                unit.basis.join(";"),
                unit.evidence.to_owned(),
                unit.arrangements.join(";"),
                String::new(),
            ]);
            table.row(row);
        }
        for entry in &answer.why_not {
            let mut row = start.clone();
            row.extend([entry.organisation.clone(), "no".to_owned()]);
            row.extend(["", "", "", "", ""].map(str::to_owned));
            row.push(entry.because.clone());
            table.row(row);
        }
    }
    table
}
