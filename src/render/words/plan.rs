//! What `remit plan` says.

use super::compare::{findings, transfers, verdict};
use super::shared::{MOST_ROWS, bare_law, counted, people_in_column, title};
use crate::checks::{list_in_words, name_in_sentence, plural};
use crate::render::{Column, Document, Table, Tone};
use crate::report::common::people_in_words;
use crate::report::plan::{BodiesOfKind, LedgerView, PlanReport, StepView};

/// The report in words.
pub fn document(report: &PlanReport, path: &str) -> Document {
    let days = [&report.from, &report.to];
    let mut document =
        Document::new(format!("{}: {}", report.title, title(&[], &report.landscape, &days, report.population)));
    if report.only_abolishes {
        document.lead(
            "This reform only abolishes. What follows says what would be so if no provision for transfer were made; it \
             does not say that none will be.",
        );
    }
    if !report.basis.is_empty() {
        document.paragraph(format!("Basis: {}.", report.basis.join("; ")));
    }
    bare_law(&mut document, &report.to);
    document.paragraph(bodies(&report.bodies));
    document.heading("What it does, step by step");
    document.table(steps(&report.steps));
    document.paragraph(format!("{} {}", legal(report), "How it would be done is for lawyers to say."));
    for step in report.steps.iter().filter(|step| !step.idle.is_empty()) {
        document.paragraph(format!(
            "Step {} also names {}, of which there is nothing to change.",
            step.step,
            list_in_words(&step.idle)
        ));
    }
    document.heading("The ledger: what it takes from whom, and where that goes");
    document.table(ledger(&report.ledger));
    document.lead(balance(report));
    document.heading("What is new, and what is mended");
    document.lead(verdict(&report.verdict, &report.findings));
    findings(&mut document, &report.findings);
    document.table(transfers(&report.comparison));
    document.heading("In one sentence");
    document.lead(board_sentence(report));
    document.next("What is wrong under the reform", format!("remit check {path} {}", report.to.asked));
    document
}

/// `Ends 151 PCTs and 10 SHAs; creates 211 CCGs.`
fn bodies(list: &[BodiesOfKind]) -> String {
    let count = |names: &[String], kind: &str| match names {
        [one] => one.clone(),
        several => format!("{} {}", several.len(), plural(kind)),
    };
    let each = |of: &dyn Fn(&BodiesOfKind) -> Option<String>| list.iter().filter_map(of).collect::<Vec<_>>();
    let ended = each(&|kind| {
        (!kind.ended.is_empty()).then(|| {
            let followed = match (kind.succeeded, kind.ended.len()) {
                (0, _) => String::new(),
                (some, all) if some == all => " (followed by others)".to_owned(),
                (some, _) => format!(" ({some} followed by others)"),
            };
            format!("{}{followed}", count(&kind.ended, &kind.kind))
        })
    });
    let begun = each(&|kind| (!kind.begun.is_empty()).then(|| count(&kind.begun, &kind.kind)));
    let mut said = Vec::new();
    if !ended.is_empty() {
        said.push(format!("It ends {}", all_in_words(&ended)));
    }
    if !begun.is_empty() {
        said.push(format!("it creates {}", all_in_words(&begun)));
    }
    match said.as_slice() {
        [] => "It ends and creates no organisation.".to_owned(),
        [one] => format!("{}.", capital(one)),
        [first, second, ..] => format!("{}; {second}.", capital(first)),
    }
}

fn all_in_words(list: &[String]) -> String {
    match list {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Steps that repeat from body to body are one row; a body whose steps differ from the others of its kind has its own.
fn steps(steps: &[StepView]) -> Table {
    let mut table = Table::new(vec![
        Column::words("step"),
        Column::words("what"),
        Column::numbers("responsibilities"),
        Column::words("legal vehicle"),
    ]);
    for group in fold(steps) {
        for (place, step) in group.steps.iter().enumerate() {
            let number = match (group.bodies.len(), place) {
                (0 | 1, _) => step.step.to_string(),
                (_, 0) => format!("{} and so on", step.step),
                _ => String::new(),
            };
            let what = match (group.bodies.len(), place) {
                (0, _) => capital(&step.words),
                (1, 0) if group.exception => format!("Exception, {}: {}", group.bodies[0], step.words),
                (1, _) => format!("{} ({})", capital(&step.words), group.bodies[0]),
                (count, 0) => format!(
                    "{count} {}: the same {}: {}",
                    plural(&group.kind),
                    counted(group.steps.len(), "step", "steps"),
                    step.words
                ),
                _ => format!("   {}", step.words),
            };
            let responsibilities =
                if group.bodies.len() > 1 { String::new() } else { step.responsibilities.to_string() };
            table.row(vec![number, what, responsibilities, step.legal.unwrap_or("–").to_owned()]);
        }
    }
    table
}

/// Steps that read alike, for the bodies they are about.
struct Group<'s> {
    kind: String,
    bodies: Vec<&'s str>,
    steps: Vec<&'s StepView>,
    exception: bool,
}

fn fold(steps: &[StepView]) -> Vec<Group<'_>> {
    let mut of_body: Vec<(&crate::report::plan::Subject, Vec<&StepView>)> = Vec::new();
    for step in steps {
        let Some(subject) = &step.subject else { continue };
        match of_body.iter_mut().find(|(known, _)| *known == subject) {
            Some((_, list)) => list.push(step),
            None => of_body.push((subject, vec![step])),
        }
    }
    let alike = |a: &[&StepView], b: &[&StepView]| {
        a.len() == b.len() && a.iter().zip(b).all(|(x, y)| x.words == y.words && x.legal == y.legal)
    };
    let mut groups: Vec<Group<'_>> = Vec::new();
    for step in steps.iter().filter(|step| step.subject.is_none()) {
        groups.push(Group { kind: String::new(), bodies: Vec::new(), steps: vec![step], exception: false });
    }
    for (subject, list) in of_body {
        let known = groups.iter_mut().find(|group| group.kind == subject.kind && alike(&group.steps, &list));
        match known {
            Some(group) => group.bodies.push(&subject.name),
            None => groups.push(Group {
                kind: subject.kind.clone(),
                bodies: vec![&subject.name],
                steps: list,
                exception: false,
            }),
        }
    }
    // Beside a rule for many of a kind, what differs is an exception.
    let rules: Vec<String> =
        groups.iter().filter(|group| group.bodies.len() > 2).map(|group| group.kind.clone()).collect();
    for group in &mut groups {
        group.exception = group.bodies.len() == 1 && rules.contains(&group.kind);
    }
    groups.sort_by_key(|group| group.steps[0].step);
    groups
}

/// `Of its 14 steps, 3 need an Act of Parliament, 2 regulations; 9 do not say.`
fn legal(report: &PlanReport) -> String {
    let words = [
        ("act", "an Act of Parliament"),
        ("regulations", "regulations"),
        ("directions", "directions"),
        ("delegation", "a delegation"),
        ("agreement", "an agreement"),
    ];
    let said: Vec<String> = words
        .iter()
        .filter_map(|(word, name)| Some((report.legal.get(word)?, name)))
        .map(|(count, name)| format!("{count} {} {name}", if *count == 1 { "needs" } else { "need" }))
        .collect();
    let all = report.steps.len();
    let unsaid = all - report.legal.values().sum::<usize>();
    let rest = match unsaid {
        0 => String::new(),
        count if count == all => {
            return format!("Of its {}, none says what law it needs.", counted(all, "step", "steps"));
        }
        1 => "; one does not say what law it needs".to_owned(),
        count => format!("; {count} do not say what law they need"),
    };
    format!("Of its {}: {}{rest}.", counted(all, "step", "steps"), said.join(", "))
}

/// Components that go the same way are one row.
fn ledger(rows: &[LedgerView]) -> Table {
    let mut groups: Vec<(&LedgerView, Vec<&LedgerView>)> = Vec::new();
    for row in rows {
        let same = |other: &LedgerView| {
            (&other.function, &other.from, &other.to, other.fate) == (&row.function, &row.from, &row.to, row.fate)
        };
        match groups.iter_mut().find(|(first, _)| same(first)) {
            Some((_, list)) => list.push(row),
            None => groups.push((row, vec![row])),
        }
    }
    let rank = |fate: &str| match fate {
        "nowhere" => 0,
        "ended" => 1,
        _ => 2,
    };
    groups.sort_by(|(a, x), (b, y)| rank(a.fate).cmp(&rank(b.fate)).then(y.len().cmp(&x.len())));
    let mut table = Table::new(vec![
        Column::words("taken from"),
        Column::words("goes to"),
        Column::words("function"),
        Column::numbers("components"),
        Column::words("such as"),
        Column::numbers("people, at most"),
        Column::words("by step"),
    ]);
    let more = groups.len().saturating_sub(MOST_ROWS);
    for (first, list) in groups.iter().take(MOST_ROWS) {
        let names: Vec<String> = list.iter().take(2).map(|row| name_in_sentence(&row.name)).collect();
        let mut components: Vec<&str> = list.iter().map(|row| row.component.as_str()).collect();
        components.dedup();
        let mut steps: Vec<usize> = list.iter().map(|row| row.step).collect();
        steps.sort_unstable();
        steps.dedup();
        let to = match first.fate {
            "nowhere" => "NOWHERE".to_owned(),
            "ended" => "ends on purpose".to_owned(),
            _ => first.words[1].clone(),
        };
        let tone = match first.fate {
            "nowhere" => Tone::Bad,
            _ => Tone::Plain,
        };
        table.toned(
            tone,
            vec![
                first.words[0].clone(),
                to,
                first.function.clone(),
                components.len().to_string(),
                list_in_words(&names),
                people_in_column(list.iter().map(|row| row.people).reduce(f64::max)),
                match steps.as_slice() {
                    [one] => one.to_string(),
                    [first, .., last] => format!("{first} to {last}"),
                    [] => String::new(),
                },
            ],
        );
    }
    if more > 0 {
        let mut row = vec![String::new(); 7];
        row[0] = format!("and {more} more: --format csv");
        table.toned(Tone::Quiet, row);
    }
    table
}

/// Whether the ledger balances, and if not which lines do not.
fn balance(report: &PlanReport) -> String {
    let count = |fate: &str| report.ledger.iter().filter(|row| row.fate == fate).count();
    let (passed, ended, nowhere) = (count("passed"), count("ended"), count("nowhere"));
    if report.ledger.is_empty() {
        return "The reform takes no responsibility from anybody: there is nothing to balance.".to_owned();
    }
    let lines = counted(report.ledger.len(), "line", "lines");
    if nowhere == 0 {
        return format!(
            "The ledger balances: of {lines}, {passed} pass to somebody, {ended} end on purpose, none goes nowhere."
        );
    }
    let mut names: Vec<&str> =
        report.ledger.iter().filter(|row| row.fate == "nowhere").map(|row| row.name.as_str()).collect();
    names.dedup();
    let names: Vec<String> = names.into_iter().map(name_in_sentence).collect();
    format!(
        "The ledger does not balance: of {lines}, {passed} pass to somebody, {ended} end on purpose and {nowhere} {} nowhere, \
         for {} in all: {}.",
        if nowhere == 1 { "goes" } else { "go" },
        people_in_words(report.people_nowhere),
        list_in_words(&names)
    )
}

/// What a board paper would quote.
fn board_sentence(report: &PlanReport) -> String {
    let opening = if report.only_abolishes {
        format!("If no provision for transfer were made, “{}” would from {}", report.title, report.to.day)
    } else {
        format!("From {}, “{}” would", report.to.day, report.title)
    };
    let count = |fate: &str| {
        let mut components: Vec<(&str, &str)> = report
            .ledger
            .iter()
            .filter(|row| row.fate == fate)
            .map(|row| (row.component.as_str(), row.function.as_str()))
            .collect();
        components.sort_unstable();
        components.dedup();
        components.len()
    };
    let mut does: Vec<String> = Vec::new();
    let names = |list: &dyn Fn(&BodiesOfKind) -> usize| report.bodies.iter().map(list).sum::<usize>();
    let (ended, begun) = (names(&|kind| kind.ended.len()), names(&|kind| kind.begun.len()));
    if ended > 0 {
        does.push(format!("end {}", counted(ended, "organisation", "organisations")));
    }
    if begun > 0 {
        does.push(format!("create {begun}"));
    }
    let (passed, on_purpose, nowhere) = (count("passed"), count("ended"), count("nowhere"));
    if passed > 0 {
        does.push(format!("pass on {}", counted(passed, "responsibility", "responsibilities")));
    }
    if on_purpose > 0 {
        does.push(format!("end {on_purpose} on purpose"));
    }
    if nowhere > 0 {
        does.push(format!(
            "leave {} with nobody, for {}",
            counted(nowhere, "responsibility", "responsibilities"),
            people_in_words(report.people_nowhere)
        ));
    }
    let does = match does.as_slice() {
        [] => "take nothing from anybody".to_owned(),
        [one] => one.clone(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    };
    let verdict = &report.verdict;
    let (new, mended) = (people_in_words(verdict.people_new), people_in_words(verdict.people_resolved));
    let outcome = match verdict.is {
        "same" => "what is wrong would be wrong for the same people as before".to_owned(),
        "better" => format!("something would be mended for {mended} and nothing would be newly wrong"),
        "worse" => format!("something would be newly wrong for {new} and nothing mended"),
        _ => format!("something would be newly wrong for {new} and something mended for {mended}"),
    };
    let heaviest = ["act", "regulations", "directions", "delegation", "agreement"]
        .into_iter()
        .find(|word| report.legal.contains_key(word))
        .map(|word| match word {
            "act" => "an Act of Parliament",
            "regulations" => "regulations",
            "directions" => "directions",
            "delegation" => "a delegation",
            _ => "an agreement",
        });
    let law = heaviest.map_or_else(String::new, |law| format!("; it would need {law}"));
    format!("{opening} {does}; {outcome}{law}.")
}

/// The ledger for a spreadsheet.
pub fn table(report: &PlanReport) -> Table {
    let mut columns: Vec<Column> = ["component", "name", "function", "from", "to", "fate"].map(Column::words).to_vec();
    columns.extend(["people", "step"].map(Column::numbers));
    let mut table = Table::new(columns);
    for row in &report.ledger {
        table.row(vec![
            row.component.clone(),
            row.name.clone(),
            row.function.clone(),
            row.from.join(";"),
            row.to.join(";"),
            row.fate.to_owned(),
            row.people.to_string(),
            row.step.to_string(),
        ]);
    }
    table
}
