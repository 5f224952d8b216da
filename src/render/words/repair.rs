//! What `remit repair` says.

use super::shared::{MOST_ROWS, bare_law, counted, sources, under};
use crate::checks::list_in_words;
use crate::render::{Column, Document, Table, Tone};
use crate::report::repair::{ChangeView, NoRegretView, RepairReport};

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
        document.lead("There is nothing to mend: none of the findings asked for is there as an error or a warning that nobody has accepted.");
        return document;
    }
    what_it_comes_to(&mut document, report);
    for sentence in &report.says {
        document.paragraph(format!("To be mended: {sentence}."));
    }
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
    disputes(&mut document, report);
    same_cost(&mut document, report);
    impossible(&mut document, report);
    prices(&mut document, report);
    if !report.changes.is_empty() {
        document.next("The reform as a file", format!("{command} --out repair.toml"));
        if report.no_regret.as_ref().is_some_and(|held| !held.asked && !held.holds) {
            let next = "Changes that hold whichever way disputes go";
            document.next(next, format!("{command} --no-regret"));
        }
        let bare = if scenario.unsaid.is_some() { " --bare-law" } else { "" };
        document.next("What it would do", format!("remit plan {path} {} --reform repair.toml{bare}", scenario.asked));
    }
    document
}

fn what_it_comes_to(document: &mut Document, report: &RepairReport) {
    let (cleared, changes) = (report.cleared.len(), report.changes.len());
    if changes == 0 {
        let reading = if report.only_no_regret { ", whichever way disputes go" } else { "" };
        document.lead(format!(
            "Nothing that is considered here, and was allowed, mends {} without opening another{reading}.",
            match report.wanted {
                1 => "the finding".to_owned(),
                wanted => format!("any of the {wanted} findings"),
            }
        ));
        return;
    }
    let wanted = report.wanted.max(cleared);
    let which = match (cleared, wanted) {
        (_, 1) => "the finding".to_owned(),
        _ if cleared == wanted => format!("all {cleared} findings"),
        _ => format!("{cleared} of the {wanted} findings"),
    };
    document.lead(format!(
        "{} would clear {which} and open no other error or warning: {}. In all a cost of {}.",
        counted(changes, "change", "changes"),
        list(&by_vehicle(&report.changes)),
        report.cost
    ));
    document.lead(if report.optimal {
        let reading = if report.only_no_regret { " in every reading of what is disputed" } else { "" };
        format!("Nothing cheaper among the changes considered clears {}{reading}.", if cleared == 1 { "it" } else { "them" })
    } else if report.bound > 0 {
        format!(
            "It is not proved to be the cheapest: no set of the changes considered costs less than {}. More time (--time) may \
             find a cheaper one.",
            report.bound
        )
    } else {
        "It is not proved to be the cheapest; more time (--time) may find a cheaper one.".to_owned()
    });
    document.lead(heaviest(&report.changes));
    document.paragraph(
        "A proposal, subject to lawyers: it says what would have to be so, and not how it is drafted. The reform was read again \
         and applied, and what it clears and opens was looked up there.",
    );
}

/// What of it needs most in law, and who could make that.
fn heaviest(changes: &[ChangeView]) -> String {
    let Some(most) = changes.iter().max_by_key(|change| change.cost) else { return String::new() };
    let all: Vec<&ChangeView> = changes.iter().filter(|change| change.legal == most.legal).collect();
    let mut makers: Vec<String> = all.iter().map(|change| maker(change)).collect();
    makers.dedup();
    let vehicle = match most.legal {
        "agreement" => "an agreement",
        "delegation" => "a delegation",
        "directions" => "directions",
        "regulations" => "regulations",
        _ => "an Act of Parliament",
    };
    match makers.as_slice() {
        [one] => format!("The heaviest legal vehicle in it: {vehicle}, which {one}."),
        _ => format!("The heaviest legal vehicle in it: {vehicle}."),
    }
}

/// `NHS England could make alone`.
fn maker(change: &ChangeView) -> String {
    let who = change.maker.strip_prefix("The ").map_or_else(|| change.maker.clone(), |rest| format!("the {rest}"));
    match (change.legal, change.alone) {
        ("agreement", true) => format!("{who} could make among themselves"),
        (_, true) => format!("{who} could make alone"),
        (_, false) => format!("{who} could make together"),
    }
}

/// Whether it holds whichever way the disputes go that it leaves open.
fn disputes(document: &mut Document, report: &RepairReport) {
    let Some(held) = &report.no_regret else { return };
    let bear = match held.disputes {
        0 => {
            document.paragraph("No dispute that it leaves open bears on what it changes.");
            return;
        }
        1 => "One disputed fact bears".to_owned(),
        count => format!("{count} disputed facts bear"),
    };
    let settled = if held.disputes == 1 { "that is settled" } else { "they are settled" };
    match (held.holds, held.exact) {
        (true, true) => document.paragraph(format!(
            "{bear} on what it changes. Whichever way {settled}, it clears the same and opens nothing."
        )),
        (true, false) => document.paragraph(format!(
            "{bear} on what it changes. Not every way in which {settled} was looked at; in those that were, it clears the \
             same and opens nothing."
        )),
        (false, _) => {
            document.heading(format!("Where disputes decide ({})", held.fails.len()));
            document.paragraph(format!(
                "{bear} on what it changes, and it does not hold whichever way {settled}: as the facts are recorded it does \
                 what is said above; settled like this, it would not."
            ));
            document.table(deciding(held));
            if held.fails.len() > MOST_ROWS {
                document.paragraph(format!("And {} more: --format json has them all.", held.fails.len() - MOST_ROWS));
            }
        }
    }
}

fn deciding(held: &NoRegretView) -> Table {
    let mut table = Table::new(vec![Column::words("once"), Column::words("then"), Column::words("law of the dispute")]);
    for one in held.fails.iter().take(MOST_ROWS) {
        let once: Vec<String> = one.decided_by.iter().map(|fact| fact.says.clone()).collect();
        let mut law: Vec<String> = one.decided_by.iter().flat_map(|fact| fact.basis.clone()).collect();
        law.sort();
        law.dedup();
        table.toned(
            Tone::Careful,
            vec![
                if once.is_empty() {
                    "the disputes are settled, whichever way".to_owned()
                } else {
                    list_in_words(&once)
                },
                match one.is {
                    "left" => format!("{} is not cleared", one.finding),
                    _ => format!("{} opens", one.finding),
                },
                sources(&law),
            ],
        );
    }
    table
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
        Column::words("what the claims concerned rest on"),
        Column::numbers("cost"),
    ]);
    for change in changes.iter().take(MOST_ROWS) {
        table.row(vec![
            change.what.clone(),
            match change.mends.as_slice() {
                [] => match &change.keeps {
                    Some(keeps) => format!("nothing by itself: {keeps}, which the others would open"),
                    None => "nothing by itself: keeps the others from opening something".to_owned(),
                },
                few if few.len() <= 2 => few.join(", "),
                [first, rest @ ..] => format!("{first} and {} more", rest.len()),
            },
            change.legal.to_owned(),
            if change.alone { change.maker.clone() } else { format!("{} together", change.maker) },
            if change.beside {
                format!("no claim to this yet; what it holds next to it rests on {}", sources(&change.law))
            } else {
                sources(&change.law)
            },
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
