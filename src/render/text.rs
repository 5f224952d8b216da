//! Words and tables for a terminal of a hundred columns. Colour is in the text as escapes; the shell takes it out where
//! nobody would see it.

use super::document::{Align, Block, Document, Table, Tone};

/// The width that paragraphs are broken to.
const WIDTH: usize = 100;
/// No column is wider, unless a word in it is.
const WIDEST: usize = 60;
/// No column of words is made narrower than this where the table then fits, and than the second where it does not.
const NARROWEST: [usize; 2] = [24, 46];
/// A longer word is broken.
const LONGEST: usize = 160;

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
    let widths = widths(table, &cells);
    if table.columns.iter().any(|column| !column.name.is_empty()) {
        let names: Vec<String> = table.columns.iter().map(|column| clean(&column.name)).collect();
        line(text, table, &names, &widths, Tone::Quiet);
    }
    for (place, row) in cells.iter().enumerate() {
        line(text, table, row, &widths, table.tones.get(place).copied().unwrap_or_default());
    }
}

/// How wide each column is. What has spaces is broken between words, so that the table fits the terminal; a word never is
/// (keys and ids can be copied whole), and where words alone are too wide for it, sentences stay as wide as they read well.
fn widths(table: &Table, cells: &[Vec<String>]) -> Vec<usize> {
    let longest_word = |text: &str| text.split(' ').map(width).max().unwrap_or(0).min(LONGEST);
    let column = |column: usize, of: &dyn Fn(&str) -> usize, heading: &dyn Fn(&str) -> usize| {
        let widest = cells.iter().map(|row| of(&row[column])).max().unwrap_or(0);
        widest.max(heading(&table.columns[column].name))
    };
    let least = |narrowest: usize| -> Vec<usize> {
        let of = table.columns.iter().enumerate().map(|(place, of)| match of.align {
            Align::Left => column(place, &longest_word, &longest_word).max(narrowest),
            Align::Right => column(place, &width, &width),
        });
        of.collect()
    };
    let words = least(0);
    let mut widths: Vec<usize> =
        words.iter().enumerate().map(|(place, words)| column(place, &width, &width).min(WIDEST.max(*words))).collect();
    // Two spaces before the first column and between any two.
    let room = WIDTH.saturating_sub(2 * widths.len());
    let fits =
        |least: &Vec<usize>| least.iter().zip(&widths).map(|(least, whole)| least.min(whole)).sum::<usize>() <= room;
    let narrow = least(NARROWEST[0]);
    let least = if fits(&narrow) { narrow } else { least(NARROWEST[1]) };
    while widths.iter().sum::<usize>() > room {
        let can = (0..widths.len()).filter(|place| widths[*place] > least[*place]);
        let Some(widest) = can.max_by_key(|place| widths[*place]) else { break };
        widths[widest] -= 1;
    }
    widths
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

    /// A table of these cells, all of them words.
    fn shown(rows: &[&[&str]]) -> String {
        let mut table = Table::new(rows[0].iter().map(|_| crate::render::Column::words("")).collect());
        rows.iter().for_each(|row| table.row(row.iter().map(|cell| (*cell).to_owned()).collect()));
        let mut text = String::new();
        render_table(&mut text, &table);
        text
    }

    #[test]
    fn a_table_fits_the_terminal_where_its_words_do_and_no_word_is_broken() {
        let sentence = "somebody has to say who commissions what for whom ".repeat(6);
        let text = shown(&[&[&sentence, &sentence, "short"]]);
        assert!(text.lines().all(|line| width(line) <= WIDTH), "{text}");
        let key = format!("fragmentation/handoff:{}>{}", "a".repeat(40), "b".repeat(40));
        let text = shown(&[&[&key, &sentence], &["x", &sentence]]);
        assert!(text.contains(&key), "{text}");
        assert!(text.lines().all(|line| width(line) <= width(&key) + WIDEST + 4), "{text}");
    }

    #[test]
    fn names_cannot_turn_the_terminal() {
        assert_eq!(clean("a\u{1b}[31mb\u{202e}c"), "a\u{fffd}[31mb\u{fffd}c");
    }
}
