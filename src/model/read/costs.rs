//! Reads a file of costs: what changes cost in the eyes of whoever asks.

use std::sync::{Mutex, PoisonError};

use super::add;
use crate::model::Costs;
use crate::source::{Files, Problem, Problems, Sources};
use crate::text::toml::{self, Table};

/// Reads what a file says of costs; what it does not speak of stays as it is.
///
/// # Errors
/// Every mistake in the file, with the file.
pub fn read_costs(files: &dyn Files, path: &str) -> Result<Costs, (Vec<Problem>, Sources)> {
    let mut problems = Problems::default();
    let shared = Mutex::new(Sources::default());
    let mut costs = Costs::default();
    if let Some((file, text)) = add(path, files.proposal(path), None, &shared, &mut problems)
        && let Some(root) = toml::parse(file, &text, &mut problems)
    {
        costs = Costs::read(Table::root(file, &root, "a file of costs"), &mut problems);
    }
    if problems.is_empty() {
        return Ok(costs);
    }
    let sources = shared.into_inner().unwrap_or_else(PoisonError::into_inner);
    Err((problems.sorted(&sources), sources))
}
