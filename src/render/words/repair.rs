//! What `remit repair` says.

use super::shared::{MOST_ROWS, bare_law, counted, sources, under};
use crate::checks::list_in_words;
use crate::render::{Column, Document, Table, Tone};
use crate::report::repair::{ChangeView, RepairReport};

/// So many others of the same cost are told.
const MOST_TOLD: usize = 5;

/// The repair, in words.
pub fn document(report: &RepairReport, path: &str, command: &str) -> Document {
    let scenario = &report.scenario;
    let under = under(&scenario.reforms);
    let mut document = Document::new(format!(
        "{}, {}{under}: the smallest set of changes that mends it",
        report.landscape, scenario.day
    ));
    if report.wanted == 0 {
        document.lead("There is nothing to mend: none of the findings asked for is there.");
        return document;
    }
    what_it_comes_to(&mut document, report);
    bare_law(&mut document, scenario);
    if !report.changes.is_empty() {
        document.heading(format!("Changes ({})", report.changes.len()));
        document.table(changes(&report.changes));
        if report.changes.len() > MOST_ROWS {
            document.paragraph(format!(
                "And {} more: --format csv has them all, --out FILE.toml writes the reform.",
                report.changes.len() - MOST_ROWS
            ));
        }
    }
    same_cost(&mut document, report);
    impossible(&mut document, report);
    prices(&mut document, report);
    if !report.changes.is_empty() {
        document.next("The reform as a file", format!("{command} --out repair.toml"));
        document.next("What it would do", format!("remit plan {path} {} --reform repair.toml", scenario.asked));
    }
    document
}

fn what_it_comes_to(document: &mut Document, report: &RepairReport) {
    let (cleared, changes) = (report.cleared.len(), report.changes.len());
    if changes == 0 {
        document.lead(format!(
            "Nothing that is considered here mends any of the {} without opening another.",
            counted(report.wanted, "finding", "findings")
        ));
        return;
    }
    let all = if report.impossible.is_empty() { "all " } else { "" };
    document.lead(format!(
        "{} would clear {all}{} and open no other error or warning: {}. In all a cost of {}.",
        counted(changes, "change", "changes"),
        counted(cleared, "finding", "findings"),
        list(&by_vehicle(&report.changes)),
        report.cost
    ));
    document.lead(if report.optimal {
        "Nothing cheaper among the changes considered clears them.".to_owned()
    } else if report.bound > 0 {
        format!(
            "It is not proved to be the cheapest: no set of the changes considered costs less than {}. More time (--time) may \
             find a cheaper one.",
            report.bound
        )
    } else {
        "It is not proved to be the cheapest; more time (--time) may find a cheaper one.".to_owned()
    });
    document.paragraph(
        "A proposal, subject to lawyers: it says what would have to be so, and not how it is drafted. The reform was read again \
         and applied, and what it clears and opens was looked up there.",
    );
}

/// `3 agreements, 1 set of directions`.
fn by_vehicle(changes: &[ChangeView]) -> Vec<String> {
    const WORDS: [(&str, &str, &str); 5] = [
        ("agreement", "agreement", "agreements"),
        ("delegation", "delegation", "delegations"),
        ("directions", "by directions", "by directions"),
        ("regulations", "by regulations", "by regulations"),
        ("act", "by an Act of Parliament", "by Act of Parliament"),
    ];
    WORDS
        .iter()
        .map(|(word, one, many)| (changes.iter().filter(|change| change.legal == *word).count(), *one, *many))
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| counted(count, one, many))
        .collect()
}

fn list(parts: &[String]) -> String {
    match parts {
        [] | [_] => list_in_words(parts),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}

fn changes(changes: &[ChangeView]) -> Table {
    let mut table = Table::new(vec![
        Column::words("what"),
        Column::words("clears"),
        Column::words("legal vehicle"),
        Column::words("who could make it"),
        Column::words("law it touches"),
        Column::numbers("cost"),
    ]);
    for change in changes.iter().take(MOST_ROWS) {
        table.row(vec![
            change.what.clone(),
            match change.mends.as_slice() {
                [] => "nothing by itself: keeps the others from opening something".to_owned(),
                few if few.len() <= 2 => few.join(", "),
                [first, rest @ ..] => format!("{first} and {} more", rest.len()),
            },
            change.legal.to_owned(),
            if change.alone { change.maker.clone() } else { format!("{} together", change.maker) },
            sources(&change.law),
            change.cost.to_string(),
        ]);
    }
    table
}

fn same_cost(document: &mut Document, report: &RepairReport) {
    if report.ties == 0 {
        if report.optimal && !report.changes.is_empty() {
            document.paragraph("No other set of the changes considered costs the same.");
        }
        return;
    }
    document.heading("Other ways at the same cost");
    let at_least = if report.ties >= crate::report::repair::MOST_TIES { "At least " } else { "" };
    document.paragraph(format!(
        "{at_least}{} same: which one is right is a question of policy, and not of counting.",
        counted(report.ties, "other set of changes costs the", "other sets of changes cost the")
    ));
    let mut table = Table::new(vec![Column::words("instead of"), Column::words("this")]);
    for [ours, theirs] in report.instead.iter().take(MOST_TOLD) {
        table.row(vec![ours.clone(), theirs.clone()]);
    }
    document.table(table);
}

fn impossible(document: &mut Document, report: &RepairReport) {
    if report.impossible.is_empty() {
        return;
    }
    document.heading(format!("What stays ({})", report.impossible.len()));
    let mut table = Table::new(vec![Column::words("finding"), Column::words("because")]);
    for one in report.impossible.iter().take(MOST_ROWS) {
        table.toned(Tone::Careful, vec![one.finding.clone(), one.because.join("; ")]);
    }
    document.table(table);
    if report.impossible.len() > MOST_ROWS {
        document.paragraph(format!("And {} more: --format json has them all.", report.impossible.len() - MOST_ROWS));
    }
}

/// What was counted as what.
fn prices(document: &mut Document, report: &RepairReport) {
    let prices: Vec<String> =
        report.costs.iter().map(|(change, vehicle, cost)| format!("{change}: {vehicle}, {cost}")).collect();
    document.paragraph(format!(
        "What each change was taken to need, and to cost ({} tried; --costs FILE says otherwise): {}.",
        counted(report.tried, "possibility was", "possibilities were"),
        prices.join("; ")
    ));
}

/// The changes for a spreadsheet.
pub fn table(report: &RepairReport) -> Table {
    let mut table = Table::new(vec![
        Column::numbers("change"),
        Column::words("do"),
        Column::words("what"),
        Column::words("clears"),
        Column::words("legal"),
        Column::words("maker"),
        Column::words("basis"),
        Column::numbers("cost"),
    ]);
    for (place, change) in report.changes.iter().enumerate() {
        table.row(vec![
            (place + 1).to_string(),
            change.kind.to_owned(),
            change.what.clone(),
            change.mends.join("; "),
            change.legal.to_owned(),
            change.maker.clone(),
            change.law.join("; "),
            change.cost.to_string(),
        ]);
    }
    table
}
