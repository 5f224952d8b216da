//! A reform with some of its steps left out: what would have come of the others alone.

use std::sync::Arc;

use super::{apply, begin, take_steps};
use crate::landscape::{Landscape, Reform, Responsibility};
use crate::source::{Problem, Problems};

use super::Worlds;

/// The last of some reforms, ready to be applied again and again with some of its steps.
#[derive(Debug)]
pub struct Replay {
    before: Arc<Landscape>,
    number: usize,
}

impl Replay {
    /// The last reform of a chain, the others applied.
    ///
    /// # Errors
    /// Every mistake in the steps of any of them; none where the chain is empty, and then there is nothing to replay.
    pub fn new(worlds: &Worlds, chain: &[usize]) -> Result<Option<Self>, Vec<Problem>> {
        let Some((number, others)) = chain.split_last() else { return Ok(None) };
        // With every step it must be right.
        worlds.under(chain)?;
        let mut before = apply(worlds.base(), others)?;
        begin(&mut before, *number);
        Ok(Some(Replay { before: Arc::new(before), number: *number }))
    }

    /// The reform.
    pub fn reform(&self) -> &Reform {
        &self.before.reforms[self.number]
    }

    /// The landscape before the first step, and after the freeze.
    pub fn before(&self) -> &Landscape {
        &self.before
    }

    /// The same without responsibilities that are not wanted, for a question that does not depend on them.
    #[must_use]
    pub fn narrowed(&self, wanted: impl Fn(&Responsibility) -> bool) -> Self {
        let mut before = (*self.before).clone();
        for fact in before.responsibilities.iter_mut().filter(|fact| !wanted(fact)) {
            (fact.components, fact.basis) = (Vec::new(), Vec::new());
        }
        // Nor does it depend on words, which would be copied each time.
        before.responsibilities.iter_mut().for_each(|fact| (fact.quote, fact.note) = (None, None));
        before.organisations.iter_mut().for_each(|one| one.name = Box::default());
        Replay { before: Arc::new(before), number: self.number }
    }

    /// The landscape with the steps that are wanted, by their places. A step that finds nothing to do without those left
    /// out, or would be a mistake without them, is left out too.
    pub fn with(&self, wanted: impl Fn(usize) -> bool) -> Landscape {
        take_steps(Arc::clone(&self.before), self.number, wanted, &mut Problems::default())
    }
}
