//! What went wrong for the person at the terminal, and the exit status that says so.

use crate::source::{Problem, Sources};

/// Why a command gives no answer.
#[derive(Debug)]
pub enum Error {
    /// The command was asked in a way that it does not understand.
    Usage {
        /// What is wrong.
        message: String,
        /// The way out.
        help: Option<String>,
    },
    /// The landscape has mistakes.
    Invalid {
        /// All of them.
        problems: Vec<Problem>,
        /// The files that they point into.
        sources: Box<Sources>,
    },
    /// The tool could not do its work.
    Work {
        /// What it could not do.
        message: String,
        /// The way out.
        help: Option<String>,
    },
    /// Whoever reads the output has gone away: nothing to say, and nobody to say it to.
    ReaderGone,
}

impl Error {
    /// Wrong usage.
    pub fn usage(message: impl Into<String>) -> Error {
        Error::Usage { message: message.into(), help: None }
    }

    /// Work that could not be done.
    pub fn work(message: impl Into<String>) -> Error {
        Error::Work { message: message.into(), help: None }
    }

    /// With the way out, where one is known.
    #[must_use]
    pub fn help(mut self, way_out: Option<String>) -> Error {
        if let Error::Usage { help, .. } | Error::Work { help, .. } = &mut self {
            *help = way_out;
        }
        self
    }

    /// The exit status.
    pub fn status(&self) -> u8 {
        match self {
            Error::Usage { .. } | Error::Invalid { .. } => 2,
            Error::Work { .. } => 1,
            Error::ReaderGone => 0,
        }
    }
}
