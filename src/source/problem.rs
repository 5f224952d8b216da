//! A mistake in the input: what is wrong, where, and the way out.

use super::{Sources, Span};

/// A second place that a problem speaks of.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// What stands there.
    pub message: String,
    /// Where.
    pub at: Span,
}

/// One mistake in the files of a landscape.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// A sentence without a full stop.
    pub message: String,
    /// Where it belongs; none where it belongs to the whole landscape.
    pub at: Option<Span>,
    /// The way out, where one is known.
    pub help: Option<String>,
    /// The other places that it speaks of.
    pub also: Vec<Label>,
}

impl Problem {
    /// A problem at a place.
    pub fn new(at: Span, message: impl Into<String>) -> Self {
        Problem { message: short(message.into()), at: Some(at), help: None, also: Vec::new() }
    }

    /// A problem of the whole landscape.
    pub fn general(message: impl Into<String>) -> Self {
        Problem { message: message.into(), at: None, help: None, also: Vec::new() }
    }

    /// Adds the way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds the way out where there is one.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn also(mut self, at: Span, message: impl Into<String>) -> Self {
        self.also.push(Label { message: message.into(), at });
        self
    }
}

/// Nobody reads a longer message.
const LONGEST: usize = 400;

/// A message that quotes something endless, with its middle left out.
fn short(message: String) -> String {
    if message.len() <= LONGEST {
        return message;
    }
    let letters: Vec<char> = message.chars().collect();
    let half = LONGEST / 2;
    if letters.len() <= LONGEST {
        return message;
    }
    let (start, end) = (&letters[..half], &letters[letters.len() - half..]);
    start.iter().chain(" … ".chars().collect::<Vec<_>>().iter()).chain(end).collect()
}

/// Every mistake of one run.
#[derive(Debug, Clone, Default)]
pub struct Problems {
    list: Vec<Problem>,
}

impl Problems {
    /// Adds one.
    pub fn push(&mut self, problem: Problem) {
        self.list.push(problem);
    }

    /// Adds all of another list.
    pub fn append(&mut self, mut other: Problems) {
        self.list.append(&mut other.list);
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// All of them in the order of file (by path) and position, each once; those of the whole landscape last.
    pub fn sorted(mut self, sources: &Sources) -> Vec<Problem> {
        self.list.sort_by(|a, b| {
            let place = |p: &Problem| match p.at {
                Some(at) => (0, sources.file(at.file).path.clone(), at.start),
                None => (1, String::new(), 0),
            };
            place(a).cmp(&place(b)).then_with(|| a.message.cmp(&b.message))
        });
        self.list.dedup();
        self.list
    }
}
