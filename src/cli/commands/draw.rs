//! `remit draw`: pictures.

use super::super::args::DrawArgs;
use super::super::{Error, Outcome};

/// Runs it.
pub fn run(_args: &DrawArgs) -> Result<Outcome, Error> {
    Err(Error::work("drawing is not built in yet"))
}
