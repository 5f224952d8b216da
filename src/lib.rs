//! Remit: who is responsible for commissioning each part of each health service, for which people, since when and
//! under which law; and where nobody is, where two are, and where a pathway is cut into too many hands.
//!
//! The rooms of the house, in the order in which data walks through them; each uses only those above it.

/// Files and places in them.
pub mod source;

/// Days and periods.
pub mod day;

/// TOML and CSV to tables that know their places.
pub mod text;

/// What the files declare.
pub mod model;

/// What it says on all days, names resolved; and what is live on one.
pub mod landscape;

/// Steps over it: a new landscape, and what each step did.
pub mod reform;

/// Facts worked out once for a situation.
pub mod analysis;

/// Facts to findings.
pub mod checks;

/// Two scenarios to one comparison.
pub mod compare;

/// What asks a situation, or many, a question of its own.
pub mod study;

/// Everything that a reader may see, as plain data.
pub mod report;

/// Data in, text or bytes out: one file a format.
pub mod render;

/// Arguments, files, colour, exit status.
#[cfg(feature = "cli")]
pub mod cli;
