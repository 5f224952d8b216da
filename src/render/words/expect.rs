//! What `remit expect` says: contradictions first, because they are what a reader wants to know.

use super::shared::{counted, exact, under};
use crate::render::{Column, Document, Table};
use crate::report::expect::{ExpectReport, ExpectationView};

/// The report in words.
pub fn document(report: &ExpectReport, path: &str) -> Document {
    let mut document =
        Document::new(format!("{} – published claims as tests{}", report.landscape, under(&report.reforms)));
    let count = |result: &str| report.expectations.iter().filter(|claim| claim.result == result).count();
    if report.expectations.is_empty() {
        document.lead("The landscape has no published claims as tests.");
        return document;
    }
    let failed: Vec<&ExpectationView> =
        report.expectations.iter().filter(|claim| claim.result != claim.declared).collect();
    let mut lead = format!(
        "Of {}: {} reproduced, {} contradicted, {} not computable.",
        counted(report.expectations.len(), "test of a claim", "tests of claims"),
        count("reproduced"),
        count("contradicted"),
        count("not-computable")
    );
    if failed.is_empty() {
        lead.push_str(" Each as declared.");
    } else {
        let many = if failed.len() == 1 { "is" } else { "are" };
        lead = format!("{lead} {} {many} not as declared.", failed.len());
    }
    document.lead(lead);
    section(&mut document, "Not as declared", &failed);
    let mut rest: Vec<&ExpectationView> =
        report.expectations.iter().filter(|claim| claim.result == claim.declared).collect();
    // By paper, those without one last; within a paper in order of the numbers in the ids.
    rest.sort_by_key(|claim| {
        (claim.paper.is_none(), claim.paper.clone(), number_in(&claim.expectation), claim.expectation.clone())
    });
    let (contradicted, rest): (Vec<_>, Vec<_>) = rest.into_iter().partition(|claim| claim.result == "contradicted");
    section(&mut document, "Contradicted", &contradicted);
    for group in rest.chunk_by(|a, b| a.paper == b.paper) {
        let title = group[0].paper.as_ref().map_or("No source given", |paper| paper.title.as_str());
        for (result, heading) in [("reproduced", "reproduced"), ("not-computable", "not computable")] {
            let list: Vec<&ExpectationView> = group.iter().copied().filter(|claim| claim.result == result).collect();
            section(&mut document, &format!("{title} – {heading}"), &list);
        }
    }
    document.next("People as tests", format!("remit journey {path}"));
    document
}

/// The first number in an id, so that `finding-9` stands before `finding-10`.
fn number_in(id: &str) -> u64 {
    let digits = id.chars().skip_while(|letter| !letter.is_ascii_digit()).take_while(char::is_ascii_digit);
    digits.collect::<String>().parse().unwrap_or(u64::MAX)
}

fn section(document: &mut Document, heading: &str, list: &[&ExpectationView]) {
    if list.is_empty() {
        return;
    }
    document.heading(format!("{heading} ({})", list.len()));
    for claim in list {
        let declared = if claim.result == claim.declared {
            String::new()
        } else {
            format!(" Declared {}, and it is {}.", claim.declared, claim.result)
        };
        let by = if claim.by.is_empty() { String::new() } else { format!(" ({})", claim.by.join("; ")) };
        document.lead(format!("{}{by}", claim.says));
        document.paragraph(format!("{}: {}.{declared}", claim.expectation, claim.because));
        if let Some(remark) = &claim.remark {
            document.paragraph(remark.clone());
        }
    }
}

/// The claims for a spreadsheet.
pub fn table(report: &ExpectReport) -> Table {
    let mut columns = ["expectation", "result", "declared", "says", "basis"].map(Column::words).to_vec();
    columns.extend(["from", "to"].map(Column::numbers));
    columns.push(Column::words("because"));
    let mut table = Table::new(columns);
    for claim in &report.expectations {
        table.row(vec![
            claim.expectation.clone(),
            claim.result.to_owned(),
            claim.declared.to_owned(),
            claim.says.clone(),
            claim.by.join("; "),
            exact(claim.from),
            exact(claim.to),
            claim.because.clone(),
        ]);
    }
    table
}
