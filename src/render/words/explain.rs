//! What `remit explain` says: each check's own words.

use serde::Serialize;

use crate::checks::Check;
use crate::render::{Column, Document, Table};
use crate::report::common::capital;

/// Some checks as data.
#[derive(Debug, Serialize)]
pub struct ExplainReport {
    /// The name and version of this shape.
    pub schema: &'static str,
    /// The checks.
    pub checks: Vec<ExplainedCheck>,
}

/// A check as data.
#[derive(Debug, Serialize)]
pub struct ExplainedCheck {
    /// Its code.
    pub code: &'static str,
    /// How bad a certain finding is.
    pub severity: &'static str,
    /// One line.
    pub summary: &'static str,
    /// All of it, as Markdown.
    pub explanation: &'static str,
}

/// Some checks, as a report.
pub fn report(checks: &[&Check]) -> ExplainReport {
    ExplainReport {
        schema: "remit/explain/1",
        checks: checks
            .iter()
            .map(|check| ExplainedCheck {
                code: check.code,
                severity: check.severity.word(),
                summary: check.summary,
                explanation: check.explanation,
            })
            .collect(),
    }
}

/// One check in full, or all of them with a line each.
pub fn document(report: &ExplainReport) -> Document {
    if let [check] = report.checks.as_slice() {
        let mut document = Document::new(format!("{} ({})", check.code, check.severity));
        document.lead(format!("{}.", capital(check.summary)));
        for line in check.explanation.lines().filter(|line| !line.trim().is_empty()) {
            match line.strip_prefix("## ") {
                Some(heading) => document.heading(heading),
                None => document.paragraph(line.replace('`', "")),
            }
        }
        document.next("Where it stands in a landscape", "remit check LANDSCAPE");
        return document;
    }
    let mut document = Document::new("What remit finds");
    document.table(table(report));
    document.next("One of them in full", "remit explain CODE");
    document
}

/// One check in full, or all of them in full, as Markdown: the page of all checks is written with it.
pub fn markdown(report: &ExplainReport) -> String {
    let mut text = String::new();
    if let [_, _, ..] = report.checks.as_slice() {
        text.push_str(
            "# What remit finds\n\nWritten by `remit explain --format markdown` from the checks themselves.\n\n",
        );
        text.push_str("| code | severity | what it finds |\n| --- | --- | --- |\n");
        for check in &report.checks {
            text.push_str(&format!("| `{}` | {} | {} |\n", check.code, check.severity, check.summary));
        }
        text.push('\n');
    }
    for check in &report.checks {
        text.push_str(&format!("## {} ({})\n\n", check.code, check.severity));
        text.push_str(&check.explanation.replace("\n## ", "\n### ").replacen("## ", "### ", 1));
        text.push('\n');
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// All checks with a line each.
pub fn table(report: &ExplainReport) -> Table {
    let mut table = Table::new(vec![Column::words("code"), Column::words("severity"), Column::words("summary")]);
    for check in &report.checks {
        table.row(vec![check.code.to_owned(), check.severity.to_owned(), check.summary.to_owned()]);
    }
    table
}
