//! Mistakes as a person reads them: file, line, column, the line itself, the way out.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::error::Error;
use crate::source::{Problem, Sources, Span};

/// At most so many mistakes are shown with their lines; the rest with their places.
const MOST_IN_FULL: usize = 50;

/// A longer line is not shown, only its place.
const LONGEST_LINE: usize = 400;

/// An error in full, with colours for a terminal.
pub fn render(error: &Error) -> String {
    match error {
        Error::ReaderGone => String::new(),
        Error::Usage { message, help } | Error::Work { message, help } => {
            let mut text = format!("{}: {message}\n", styled("error"));
            if let Some(help) = help {
                text.push_str(&format!("  help: {help}\n"));
            }
            text
        }
        Error::Invalid { problems, sources } => invalid(problems, sources),
    }
}

fn styled(word: &str) -> String {
    format!("\u{1b}[1m\u{1b}[91m{word}\u{1b}[0m")
}

fn invalid(problems: &[Problem], sources: &Sources) -> String {
    let renderer = Renderer::styled();
    let mut text = String::new();
    for problem in problems.iter().take(MOST_IN_FULL) {
        text.push_str(&one(problem, sources, &renderer));
        text.push_str("\n\n");
    }
    for problem in problems.iter().skip(MOST_IN_FULL) {
        let at = problem.at.map_or_else(String::new, |at| {
            let position = sources.position(at);
            format!("{}:{}:{}: ", sources.file(at.file).path, position.line, position.column)
        });
        text.push_str(&format!("{at}{}\n", problem.message));
    }
    let noun = if problems.len() == 1 { "mistake" } else { "mistakes" };
    text.push_str(&format!("The landscape has {} {noun}; nothing was worked out.\n", problems.len()));
    text
}

fn one(problem: &Problem, sources: &Sources, renderer: &Renderer) -> String {
    let title = Level::ERROR.primary_title(problem.message.as_str());
    let mut group = Group::with_title(title);
    if let Some(at) = problem.at {
        let mut files = vec![at.file];
        files.extend(problem.also.iter().map(|label| label.at.file).filter(|file| *file != at.file));
        files.dedup();
        for file in files {
            let source = sources.file(file);
            let places = problem.also.iter().map(|label| label.at).chain([at]).filter(|span| span.file == file);
            if places.clone().any(|span| line_length(span, &source.text) > LONGEST_LINE) {
                for span in places {
                    let position = sources.position(span);
                    let origin = Origin::path(source.path.as_str()).line(position.line).char_column(position.column);
                    group = group.element(origin);
                }
                continue;
            }
            let mut snippet = Snippet::source(shown_text(source.text.as_str(), problem, file))
                .line_start(1)
                .path(source.path.as_str())
                .fold(true);
            if file == at.file {
                snippet = snippet.annotation(AnnotationKind::Primary.span(range(at, &source.text)));
            }
            for label in problem.also.iter().filter(|label| label.at.file == file) {
                let annotation = AnnotationKind::Context.span(range(label.at, &source.text));
                snippet = snippet.annotation(annotation.label(label.message.as_str()));
            }
            group = group.element(snippet);
        }
    }
    if let Some(help) = &problem.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
}

/// The text up to a little behind the last place shown, so that a large file is not handed over whole; a line longer
/// than anybody reads is not shown.
fn shown_text<'t>(text: &'t str, problem: &Problem, file: crate::source::FileId) -> &'t str {
    let spans = problem.at.into_iter().chain(problem.also.iter().map(|label| label.at));
    let last = spans.filter(|span| span.file == file).map(|span| span.end as usize).max().unwrap_or(0);
    let last = last.min(text.len());
    let rest = &text.as_bytes()[last..];
    let end = rest.iter().position(|byte| *byte == b'\n').map_or(text.len(), |newline| last + newline);
    &text[..end]
}

fn line_length(span: Span, text: &str) -> usize {
    let start = (span.start as usize).min(text.len());
    let bytes = text.as_bytes();
    let before = bytes[..start].iter().rev().take_while(|byte| **byte != b'\n').count();
    before + bytes[start..].iter().take_while(|byte| **byte != b'\n').count()
}

fn range(span: Span, text: &str) -> std::ops::Range<usize> {
    let boundary = |at: u32| {
        let mut at = (at as usize).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, mut end) = (boundary(span.start), boundary(span.end));
    // A place that spans several lines is shown at its first.
    if let Some(newline) = text[start..end.max(start)].find('\n') {
        end = start + newline;
    }
    start..end.max(start)
}
