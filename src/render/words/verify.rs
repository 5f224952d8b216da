//! What `remit verify` says.

use super::shared::{MOST_ROWS, counted};
use crate::render::{Column, Document, Table, Tone};
use crate::report::verify::{Difference, VerifyReport};

/// The longest text of a page that is shown in full.
const LONGEST: usize = 120;

/// The report in words.
pub fn document(report: &VerifyReport) -> Document {
    let is = if report.same { "is what its receipt says" } else { "is not what its receipt gives" };
    let mut document = Document::new(format!("The {} {is}", report.is));
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
        let is = report.is;
        let on = if is == "page" { "on" } else { "in" };
        document.heading(format!("What differs {on} the {is}"));
        let says = format!("the {is} says");
        let mut table = Table::new(["section", &says, "it should say", "near"].map(Column::words).to_vec());
        for one in report.differences.iter().take(MOST_ROWS) {
            table.toned(Tone::Bad, vec![one.section.clone(), short(&one.says), short(&one.should), one.anchor.clone()]);
        }
        document.table(table);
        if report.differences.len() > MOST_ROWS {
            document.paragraph(format!("and {} more: --format csv", report.differences.len() - MOST_ROWS));
        }
    }
    let file = if report.is == "page" { "report.html" } else { "brief.docx" };
    let command =
        report.command.replace(" --audience brief", if report.is == "page" { " --audience brief" } else { "" });
    document.next(format!("The {} as it would be today", report.is), format!("{command} --out {file}"));
    document
}

fn lead(report: &VerifyReport) -> String {
    if report.same {
        let numbers = counted(report.numbers, "number", "numbers");
        return match report.is {
            "page" => {
                format!("Made again from the same files, it is the same to the last letter: {numbers} confirmed.")
            }
            _ => format!(
                "Made again from the same files, it shows the same: every text, every cell of its tables and every picture, and \
                 the {numbers} behind them."
            ),
        };
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
        0 => format!("and no text of the {} differs", report.is),
        some => format!("and the {} differs in {}", report.is, counted(some, "place", "places")),
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
        table.row([report.is, section, anchor, says, should].map(str::to_owned).to_vec());
    }
    table
}
