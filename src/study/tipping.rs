//! Which facts an answer hangs on: the fewest disputed or unverified responsibilities that would have to be otherwise for
//! it to be another one; and what stands whichever way disputes go.
//!
//! A disputed fact may turn out to hold, or not to be there; a fact that nobody disputes but nobody has verified may turn
//! out not to be there. One table is one fact, with all that reforms have passed on from it. Everything else stays as
//! recorded.

mod facts;
mod findings;
mod order;
mod readings;
mod search;
mod topic;
mod verdict;

pub use facts::{Becomes, Change, Record, Side, Unsettled};
pub use findings::{Hangs, MOST_DISPUTES, Readings, Stands, State, Which, findings};
pub use order::{Means, Pair, order};
pub use readings::{Fails, Held, holds_in_every_reading};
pub use search::{MOST_SETS, Tips};
pub use topic::Topic;
pub use verdict::{VerdictHangs, verdict};

/// How hard to look: where a search would go beyond this, it ends with the size that it has looked through.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    /// For each finding's topic, at most so many sets are tried.
    pub sets: usize,
    /// For an order, at most so many means are worked out.
    pub means: usize,
    /// For a verdict, topics are looked at so many times at most.
    pub verdicts: usize,
    /// At most so many sets are put together out of what has been worked out.
    pub pairs: usize,
}

impl Default for Effort {
    fn default() -> Self {
        Effort { sets: 300, means: 3000, verdicts: 6000, pairs: 300_000 }
    }
}
