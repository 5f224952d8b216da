//! Markdown, for documents.

use super::document::{Align, Block, Document, Table};

/// A document as Markdown.
pub fn render(document: &Document) -> String {
    let mut text = format!("# {}\n", escape(&document.title));
    for block in &document.blocks {
        text.push('\n');
        match block {
            Block::Heading(heading) => text.push_str(&format!("## {}\n", escape(heading))),
            Block::Paragraph(paragraph) => text.push_str(&format!("{}\n", escape(paragraph))),
            Block::Lead(lead) => text.push_str(&format!("**{}**\n", escape(lead))),
            Block::Table(table) => render_table(&mut text, table),
            Block::Next(answers, command) => {
                text.push_str(&format!("{}:\n\n```\n{command}\n```\n", escape(answers)));
            }
        }
    }
    text
}

fn render_table(text: &mut String, table: &Table) {
    let line = |cells: &mut dyn Iterator<Item = String>| {
        let cells: Vec<String> = cells.collect();
        format!("| {} |\n", cells.join(" | "))
    };
    text.push_str(&line(&mut table.columns.iter().map(|column| escape(&column.name))));
    text.push_str(&line(&mut table.columns.iter().map(|column| match column.align {
        Align::Left => "---".to_owned(),
        Align::Right => "---:".to_owned(),
    })));
    for row in &table.rows {
        text.push_str(&line(&mut row.iter().map(|cell| escape(cell))));
    }
}

/// Text that Markdown shows as it is.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' | '\r' => escaped.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_shown_and_not_obeyed() {
        assert_eq!(escape("a|b <script> *c* snake_case"), "a\\|b &lt;script&gt; \\*c\\* snake\\_case");
    }
}
