//! CSV, for spreadsheets: a header row and the rows, as RFC 4180 has them.

use super::document::Table;

/// A table as CSV.
///
/// A cell that a spreadsheet would take for a formula is given an apostrophe in front, as spreadsheets do themselves.
pub fn render(table: &Table) -> String {
    let mut text = String::new();
    let header: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    line(&mut text, &header);
    for row in &table.rows {
        let cells: Vec<&str> = row.iter().map(String::as_str).collect();
        line(&mut text, &cells);
    }
    text
}

fn line(text: &mut String, cells: &[&str]) {
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            text.push(',');
        }
        let guarded = if is_formula(cell) { format!("'{cell}") } else { (*cell).to_owned() };
        if guarded.contains(['"', ',', '\n', '\r']) {
            text.push('"');
            text.push_str(&guarded.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(&guarded);
        }
    }
    text.push_str("\r\n");
}

/// Whether a spreadsheet would work the cell out rather than show it.
fn is_formula(cell: &str) -> bool {
    match cell.chars().next() {
        Some('=' | '@' | '\t' | '\r') => true,
        Some('+' | '-') => cell.parse::<f64>().is_err(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::Column;

    #[test]
    fn cells_are_quoted_and_formulas_disarmed() {
        let mut table = Table::new(vec![Column::words("name"), Column::numbers("people")]);
        table.row(vec!["=1+1".into(), "-2.5".into()]);
        table.row(vec!["a \"b\", c".into(), "+cmd".into()]);
        assert_eq!(render(&table), "name,people\r\n'=1+1,-2.5\r\n\"a \"\"b\"\", c\",'+cmd\r\n");
    }
}
