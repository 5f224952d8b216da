//! Why the files of a landscape give no page: every mistake with its place, the line itself and the way out.

use crate::report::problems::{ProblemView, problems};
use crate::source::{Problem, Sources};

/// What is wrong.
#[derive(Debug)]
pub struct Trouble {
    /// The first of them, in the order of file and position.
    pub list: Vec<Mistake>,
    /// How many there are.
    pub count: usize,
}

/// One mistake.
#[derive(Debug)]
pub struct Mistake {
    /// Where and what.
    pub problem: ProblemView,
    /// The line in which it stands, where it can be shown.
    pub line: Option<String>,
}

/// At most so many are shown.
const MOST: usize = 100;
/// A longer line is not shown.
const LONGEST_LINE: usize = 400;

impl Trouble {
    /// Mistakes in files.
    pub fn new(list: &[Problem], sources: &Sources) -> Trouble {
        let shown = &list[..list.len().min(MOST)];
        let views = problems(shown, sources).problems;
        let mistake = |(problem, of): (ProblemView, &Problem)| {
            let line = of.at.and_then(|at| {
                let text = sources.file(at.file).text.lines().nth(sources.position(at).line - 1)?;
                (text.len() <= LONGEST_LINE && !text.trim().is_empty()).then(|| text.to_owned())
            });
            Mistake { problem, line }
        };
        Trouble { list: views.into_iter().zip(shown).map(mistake).collect(), count: list.len() }
    }

    /// Something that is in no file: a scenario that is no more, a directory that is gone.
    pub fn of_words(message: String, help: Option<String>) -> Trouble {
        let problem = ProblemView { message, file: None, line: None, column: None, help, also: Vec::new() };
        Trouble { list: vec![Mistake { problem, line: None }], count: 1 }
    }
}
