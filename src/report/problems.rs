//! What is wrong with the files of a landscape.

use serde::Serialize;

use crate::source::{Problem, Sources};

/// `remit/problems/1`.
#[derive(Debug, Serialize)]
pub struct ProblemsReport {
    /// The name and version of this shape.
    pub schema: &'static str,
    /// In the order of file and position.
    pub problems: Vec<ProblemView>,
}

/// One mistake.
#[derive(Debug, Serialize)]
pub struct ProblemView {
    /// What is wrong.
    pub message: String,
    /// The file; null where it is the whole landscape.
    pub file: Option<String>,
    /// The line, from 1.
    pub line: Option<usize>,
    /// The column in characters, from 1.
    pub column: Option<usize>,
    /// The way out.
    pub help: Option<String>,
    /// The other places that it speaks of.
    pub also: Vec<AlsoView>,
}

/// Another place that a problem speaks of.
#[derive(Debug, Serialize)]
pub struct AlsoView {
    /// What stands there.
    pub message: String,
    /// The file.
    pub file: String,
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// Reports the mistakes of a landscape.
pub fn problems(list: &[Problem], sources: &Sources) -> ProblemsReport {
    let place = |span| {
        let position = sources.position(span);
        (sources.file(span.file).path.clone(), position.line, position.column)
    };
    ProblemsReport {
        schema: "remit/problems/1",
        problems: list
            .iter()
            .map(|problem| {
                let at = problem.at.map(place);
                ProblemView {
                    message: problem.message.clone(),
                    file: at.as_ref().map(|(file, _, _)| file.clone()),
                    line: at.as_ref().map(|(_, line, _)| *line),
                    column: at.map(|(_, _, column)| column),
                    help: problem.help.clone(),
                    also: problem
                        .also
                        .iter()
                        .map(|label| {
                            let (file, line, column) = place(label.at);
                            AlsoView { message: label.message.clone(), file, line, column }
                        })
                        .collect(),
                }
            })
            .collect(),
    }
}
