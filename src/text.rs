//! TOML and CSV to tables whose every value knows its place, and what could not be read.
//!
//! Must not know the domain: which keys there are and what they mean is the model's to say.

pub mod csv;
pub mod nearest;
pub mod toml;
