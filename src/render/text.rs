//! Words and tables for a terminal of a hundred columns. Colour is in the text as escapes; the shell takes it out where
//! nobody would see it.

use super::document::{Align, Block, Document, Table, Tone};

/// The width that paragraphs are broken to.
const WIDTH: usize = 100;
/// No column but the last is wider.
const WIDEST: usize = 60;

/// A document as text.
pub fn render(document: &Document) -> String {
    let mut text = format!("{}\n", bold(&clean(&document.title)));
    let mut after_table = false;
    for block in &document.blocks {
        if after_table && matches!(block, Block::Paragraph(_)) {
            text.push('\n');
        }
        after_table = matches!(block, Block::Table(_));
        match block {
            Block::Heading(heading) => text.push_str(&format!("\n{}\n", bold(&clean(heading)))),
            Block::Paragraph(paragraph) => text.push_str(&wrap(&clean(paragraph), WIDTH, "")),
            Block::Lead(lead) => text.push_str(&format!("\n{}", wrap(&clean(lead), WIDTH, ""))),
            Block::Table(table) => {
                text.push('\n');
                render_table(&mut text, table);
            }
            Block::Next(answers, command) => {
                text.push_str(&format!("\n{}: {}\n", clean(answers), bold(&clean(command))));
            }
        }
    }
    text
}

fn bold(text: &str) -> String {
    format!("\u{1b}[1m{text}\u{1b}[0m")
}

fn toned(tone: Tone, text: &str) -> String {
    let code = match tone {
        Tone::Plain => return text.to_owned(),
        Tone::Bad => "31",
        Tone::Careful => "33",
        Tone::Good => "32",
        Tone::Quiet => "2",
    };
    format!("\u{1b}[{code}m{text}\u{1b}[0m")
}

/// Names come from files: control characters, and those that turn the direction of text, are shown as a mark.
fn clean(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            '\n' | '\t' | '\r' => ' ',
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' => '\u{fffd}',
            letter if letter.is_control() => '\u{fffd}',
            letter => letter,
        })
        .collect()
}

fn width(text: &str) -> usize {
    text.chars().count()
}

fn wrap(text: &str, most: usize, indent: &str) -> String {
    let mut wrapped = String::new();
    for line in lines(text, most.saturating_sub(width(indent))) {
        wrapped.push_str(indent);
        wrapped.push_str(&line);
        wrapped.push('\n');
    }
    wrapped
}

/// Breaks a text into lines of at most so many characters, between words where there are any.
fn lines(text: &str, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let mut word: Vec<char> = word.chars().collect();
        while !word.is_empty() {
            let line = lines.last_mut().map_or(0, |line| width(line));
            let gap = usize::from(line > 0);
            if line + gap + word.len() <= most {
                if let Some(last) = lines.last_mut() {
                    if gap > 0 {
                        last.push(' ');
                    }
                    last.extend(word.drain(..));
                }
            } else if line > 0 {
                lines.push(String::new());
            } else {
                let rest = word.split_off(most.min(word.len()).max(1));
                if let Some(last) = lines.last_mut() {
                    last.extend(word);
                }
                word = rest;
                lines.push(String::new());
            }
        }
    }
    if lines.len() > 1 && lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

fn render_table(text: &mut String, table: &Table) {
    let cells: Vec<Vec<String>> = table.rows.iter().map(|row| row.iter().map(|cell| clean(cell)).collect()).collect();
    let widths: Vec<usize> = (0..table.columns.len())
        .map(|column| {
            let heading = width(&table.columns[column].name);
            let widest = cells.iter().map(|row| width(&row[column])).max().unwrap_or(0);
            // The last column is never broken: keys and laws can be copied whole.
            if column + 1 == table.columns.len() { widest.max(heading) } else { widest.max(heading).min(WIDEST) }
        })
        .collect();
    if table.columns.iter().any(|column| !column.name.is_empty()) {
        let names: Vec<String> = table.columns.iter().map(|column| clean(&column.name)).collect();
        line(text, table, &names, &widths, Tone::Quiet);
    }
    for (place, row) in cells.iter().enumerate() {
        line(text, table, row, &widths, table.tones.get(place).copied().unwrap_or_default());
    }
}

fn line(text: &mut String, table: &Table, cells: &[String], widths: &[usize], tone: Tone) {
    let wrapped: Vec<Vec<String>> = cells.iter().zip(widths).map(|(cell, most)| lines(cell, *most)).collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(1);
    for height in 0..height {
        let mut row = String::from(" ");
        for (column, parts) in wrapped.iter().enumerate() {
            let part = parts.get(height).map_or("", String::as_str);
            let space = " ".repeat(widths[column].saturating_sub(width(part)));
            row.push(' ');
            match table.columns[column].align {
                Align::Left => row.push_str(&format!("{part}{space} ")),
                Align::Right => row.push_str(&format!("{space}{part} ")),
            }
        }
        text.push_str(&toned(tone, row.trim_end()));
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_long_words_break_too() {
        assert_eq!(lines("one two three", 7), ["one two", "three"]);
        assert_eq!(lines("abcdefgh ij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(lines("", 4), [""]);
    }

    #[test]
    fn names_cannot_turn_the_terminal() {
        assert_eq!(clean("a\u{1b}[31mb\u{202e}c"), "a\u{fffd}[31mb\u{fffd}c");
    }
}
