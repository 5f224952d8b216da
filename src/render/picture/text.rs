//! Text in a picture: how wide it is, where it breaks, how it is written so that no name can do harm.

/// How wide a text is, in the units of its size: as in Helvetica and Arial and a little more, so that it also fits
/// where another font stands in for them.
pub(in crate::render) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(letter_width).sum::<f64>() * size
}

/// How much wider heavy text runs.
pub(in crate::render) const BOLD: f64 = 1.06;

/// What is added for fonts that run wider.
const ROOM: f64 = 1.08;

/// The widths of the letters from the space to the tilde in thousandths of the size, from the metrics of Helvetica.
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];

fn letter_width(letter: char) -> f64 {
    let known = u32::from(letter).checked_sub(32).and_then(|place| WIDTHS.get(place as usize));
    let ems = match letter {
        // Marks that stand above or below another letter, and what joins letters.
        '\u{300}'..='\u{36F}' | '\u{200B}'..='\u{200F}' | '\u{FE00}'..='\u{FE0F}' => 0.0,
        '’' | '‘' | '·' => 0.28,
        '“' | '”' => 0.36,
        '—' | '…' | '→' => 1.0,
        '\u{1100}'..='\u{11FF}' | '\u{2E80}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' => 1.0,
        '\u{1F000}'.. => 1.3,
        _ => known.map_or(0.65, |width| f64::from(*width) / 1000.0),
    };
    ems * ROOM
}

/// A name on one line with nothing in it that is not to be seen: no control, no change of the direction of writing.
pub(in crate::render) fn clean(text: &str) -> String {
    let seen = |letter: char| match letter {
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}' => None,
        letter if letter.is_control() || letter == '\u{2028}' || letter == '\u{2029}' => Some(' '),
        letter => Some(letter),
    };
    let seen: String = text.chars().filter_map(seen).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text for XML: in an element or between quotes.
pub(in crate::render) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in clean(text).chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// As much of a text as fits, with `…` where something is left out, if need be in the middle of a word.
pub(in crate::render) fn fit(text: &str, size: f64, room: f64) -> String {
    let text = clean(text);
    if width(&text, size) <= room {
        return text;
    }
    let mut used = width("…", size);
    let fits = text.chars().take_while(|letter| {
        used += letter_width(*letter) * size;
        used <= room
    });
    format!("{}…", fits.collect::<String>().trim_end())
}

/// A text in lines of at most `room`, the first shorter by `indent`; at most so many, the last with `…` where
/// something is left out. A word that is too long for a line is broken.
pub(in crate::render) fn wrap(text: &str, size: f64, room: f64, indent: f64, most: usize) -> Vec<String> {
    let text = clean(text);
    let mut lines: Vec<String> = Vec::new();
    let mut rest = text.as_str();
    while !rest.is_empty() && lines.len() < most {
        let here = if lines.is_empty() { room - indent } else { room };
        let last = lines.len() + 1 == most;
        if width(rest, size) <= here {
            lines.push(rest.to_owned());
            return lines;
        }
        let dots = if last { width("…", size) } else { 0.0 };
        let end = break_at(rest, size, here - dots);
        let (line, after) = rest.split_at(end);
        lines.push(if last { format!("{}…", line.trim_end()) } else { line.trim_end().to_owned() });
        rest = after.trim_start();
    }
    lines
}

/// Where a text that is too long is broken: behind the last word that fits, else within the word; never at its start.
fn break_at(text: &str, size: f64, room: f64) -> usize {
    let (mut used, mut fits, mut word) = (0.0, 0, None);
    for (place, letter) in text.char_indices() {
        used += letter_width(letter) * size;
        if used > room {
            break;
        }
        fits = place + letter.len_utf8();
        if letter == ' ' {
            word = Some(place);
        } else if matches!(letter, '-' | '/') {
            word = Some(fits);
        }
    }
    let first = text.chars().next().map_or(0, char::len_utf8);
    // A space just behind what fits ends a word too.
    if text[fits..].starts_with(' ') && fits > 0 {
        return fits;
    }
    word.filter(|place| *place > 0).unwrap_or(fits).max(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_say_what_they_leave_out() {
        assert_eq!(wrap("one two three", 10.0, 45.0, 0.0, 3), ["one two", "three"]);
        assert_eq!(wrap("one two three", 10.0, 45.0, 30.0, 3), ["on", "e two", "three"]);
        assert_eq!(wrap("one two three four five", 10.0, 45.0, 0.0, 2).last().map(String::as_str), Some("three…"));
        assert_eq!(fit("short", 10.0, 100.0), "short");
        assert!(wrap("", 10.0, 45.0, 0.0, 3).is_empty());
    }

    #[test]
    fn no_line_is_wider_than_its_room() {
        let long = "x".repeat(300);
        let wide = "\u{5F88}\u{957F}".repeat(10);
        let names = [&long, "a name of several words, (some) with signs", &wide, "e\u{301} \u{1F469}\u{200D}\u{1F467}"];
        for name in names {
            for line in wrap(name, 18.0, 200.0, 30.0, 3) {
                assert!(width(&line, 18.0) <= 200.0, "{line}");
            }
        }
        assert!(!wrap(&long, 18.0, 0.0, 0.0, 3).is_empty());
    }

    #[test]
    fn names_are_shown_and_not_obeyed() {
        assert_eq!(escape("<script>\"a\" & 'b'"), "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;");
        assert_eq!(escape("a\0b\u{202E}c\nd\u{FFFE}"), "a bc d");
    }
}
