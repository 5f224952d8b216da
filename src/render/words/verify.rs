//! What `remit verify` says.

use super::shared::{MOST_ROWS, counted};
use crate::render::{Column, Document, Table, Tone};
use crate::report::verify::{Difference, VerifyReport};

/// The longest text of a page that is shown in full.
const LONGEST: usize = 120;

/// The report in words.
pub fn document(report: &VerifyReport) -> Document {
    let mut document = Document::new(if report.same {
        "The page is what its receipt says"
    } else {
        "The page is not what its receipt gives"
    });
    document.lead(lead(report));
    if let Some(version) = &report.made_by {
        document.paragraph(format!("Another remit made it: version {version}."));
    }
    if !report.files.is_empty() {
        document.heading("Files that differ");
        let mut table = Table::new(["file", ""].map(Column::words).to_vec());
        for file in report.files.iter().take(MOST_ROWS) {
            table.toned(Tone::Bad, vec![file.file.clone(), file.is.to_owned()]);
        }
        document.table(table);
        if report.files.len() > MOST_ROWS {
            document.paragraph(format!("and {} more: --format csv", report.files.len() - MOST_ROWS));
        }
    }
    if !report.differences.is_empty() {
        document.heading("What differs on the page");
        let mut table = Table::new(["section", "the page says", "it should say", "near"].map(Column::words).to_vec());
        for one in report.differences.iter().take(MOST_ROWS) {
            table.toned(Tone::Bad, vec![one.section.clone(), short(&one.says), short(&one.should), one.anchor.clone()]);
        }
        document.table(table);
        if report.differences.len() > MOST_ROWS {
            document.paragraph(format!("and {} more: --format csv", report.differences.len() - MOST_ROWS));
        }
    }
    document.next("The page as it would be today", format!("{} --out report.html", report.command));
    document
}

fn lead(report: &VerifyReport) -> String {
    if report.same {
        return format!(
            "Made again from the same files, it is the same to the last letter: {} confirmed.",
            counted(report.numbers, "number", "numbers")
        );
    }
    let files = match report.files.len() {
        0 => "The files are those it was made from".to_owned(),
        _ => format!("{} since it was made", counted(report.files.len(), "file is another", "files are others")),
    };
    let numbers = if report.same_figures {
        "what they give is what its receipt says"
    } else {
        "what they give is not what its receipt says"
    };
    let places = match report.differences.len() {
        0 => "and no text of the page differs".to_owned(),
        some => format!("and the page differs in {}", counted(some, "place", "places")),
    };
    format!("{files}, {numbers}, {places}.")
}

/// Nothing as a dash, and long texts cut.
fn short(text: &str) -> String {
    if text.is_empty() {
        return "–".to_owned();
    }
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain(std::iter::once('…')).collect()
}

/// A row for each file and each place that differs.
pub fn table(report: &VerifyReport) -> Table {
    let mut table = Table::new(["what", "section", "anchor", "says", "should"].map(Column::words).to_vec());
    for file in &report.files {
        table.row(vec!["file".to_owned(), String::new(), file.file.clone(), file.is.to_owned(), String::new()]);
    }
    for Difference { section, anchor, says, should } in &report.differences {
        table.row(["page", section, anchor, says, should].map(str::to_owned).to_vec());
    }
    table
}
