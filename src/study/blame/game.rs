//! Who is responsible for an outcome that several brought about together: a cooperative game over players who take part or
//! do not.
//!
//! The Shapley value (L. S. Shapley, A value for n-person games, 1953) is the mean, over all orders in which the players may
//! come, of what each adds when it comes. Up to [`EXACT`] players every coalition is worked out; with more, random orders are
//! drawn, each with its reverse (J. Castro and others, Polynomial calculation of the Shapley value based on sampling, 2009).

use rustc_hash::FxHashMap;

/// Up to so many players every coalition is looked at.
pub const EXACT: usize = 12;

/// Who takes part, player by player.
pub type Coalition = Box<[bool]>;

/// How the world does many jobs, and whether it wants to go on.
pub trait Workers {
    /// Does jobs that do not depend on each other, each once.
    fn side_by_side(&self, jobs: usize, job: &(dyn Fn(usize) + Sync));

    /// Hears that so many of so many are done of a part of the work. `false`: stop as soon as something can be said.
    fn go_on(&self, part: &str, done: usize, of: usize) -> bool;

    /// For how many more seconds it would wait; `None`: to the end.
    fn seconds_left(&self) -> Option<f64> {
        None
    }
}

/// One after the other, to the end.
#[derive(Debug, Clone, Copy)]
pub struct Patient;

impl Workers for Patient {
    fn side_by_side(&self, jobs: usize, job: &(dyn Fn(usize) + Sync)) {
        (0..jobs).for_each(job);
    }

    fn go_on(&self, _part: &str, _done: usize, _of: usize) -> bool {
        true
    }
}

/// What a player is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// Its Shapley value.
    pub value: f64,
    /// Half the width of a 95% confidence interval; 0 where the value is exact.
    pub error: f64,
}

/// What each player is worth.
#[derive(Debug, Clone, PartialEq)]
pub struct Shares {
    /// Player by player.
    pub shares: Vec<Share>,
    /// Whether every coalition was looked at.
    pub exact: bool,
}

/// The smallest sets of players without whom it does not happen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Smallest {
    /// The sets, all of one size, in order; none where there is none of the sizes that were looked at.
    pub sets: Vec<Vec<usize>>,
    /// Sets of up to so many players were looked at.
    pub up_to: usize,
}

/// A game: what each coalition brings about, worked out once.
pub struct Game<'g> {
    players: usize,
    value: &'g (dyn Fn(&[bool]) -> f64 + Sync),
    known: FxHashMap<Coalition, f64>,
    workers: &'g dyn Workers,
    /// Whether the world would not wait for all of it.
    stopped: bool,
}

impl<'g> Game<'g> {
    /// A game of so many players.
    pub fn new(players: usize, value: &'g (dyn Fn(&[bool]) -> f64 + Sync), workers: &'g dyn Workers) -> Self {
        Game { players, value, known: FxHashMap::default(), workers, stopped: false }
    }

    /// Whether the world would not wait for all that was asked.
    pub fn stopped(&self) -> bool {
        self.stopped
    }

    fn go_on(&mut self, part: &str, done: usize, of: usize) -> bool {
        let goes_on = self.workers.go_on(part, done, of);
        self.stopped |= !goes_on && done < of;
        goes_on
    }

    /// How many coalitions have been worked out.
    pub fn known(&self) -> usize {
        self.known.len()
    }

    /// What a coalition brings about.
    pub fn of(&mut self, coalition: &[bool]) -> f64 {
        self.work_out(&[coalition.into()]);
        self.known[coalition]
    }

    /// What all bring about, less what happens without any.
    pub fn total(&mut self) -> f64 {
        self.of(&vec![true; self.players]) - self.nothing()
    }

    /// For each player, what the others bring about without it, less what happens without any.
    pub fn without_each(&mut self) -> Vec<f64> {
        let lists: Vec<Coalition> = (0..self.players).map(|player| self.all_but(&[player])).collect();
        self.work_out(&lists);
        let nothing = self.nothing();
        lists.iter().map(|coalition| self.known[coalition] - nothing).collect()
    }

    /// What each player is worth; `None` where the world would not wait for anything to be said.
    pub fn shares(&mut self, orders: usize, seed: u64) -> Option<Shares> {
        if self.players <= EXACT { self.exact_shares() } else { self.sampled_shares(orders, seed) }
    }

    /// The smallest sets of players without whom what is left does not `happen` any more; at most so many coalitions are
    /// worked out for it.
    pub fn smallest(&mut self, happens: impl Fn(f64) -> bool, budget: usize) -> Smallest {
        let nothing = self.nothing();
        let mut found = Smallest::default();
        let mut spent = 0_usize;
        for size in 1..=self.players {
            let sets = subsets(self.players, size, budget.saturating_sub(spent) + 1);
            spent += sets.len();
            if spent > budget {
                break;
            }
            let mut done = 0;
            for chunk in sets.chunks(CHUNK) {
                done += chunk.len();
                let coalitions: Vec<Coalition> = chunk.iter().map(|set| self.all_but(set)).collect();
                self.work_out(&coalitions);
                for (set, coalition) in chunk.iter().zip(&coalitions) {
                    if !happens(self.known[coalition] - nothing) {
                        found.sets.push(set.clone());
                    }
                }
                if !self.go_on("sets of steps that could be needed", spent - sets.len() + done, budget) {
                    return found;
                }
            }
            found.up_to = size;
            if !found.sets.is_empty() {
                break;
            }
        }
        found
    }

    fn nothing(&mut self) -> f64 {
        self.of(&vec![false; self.players])
    }

    fn all_but(&self, without: &[usize]) -> Coalition {
        (0..self.players).map(|player| !without.contains(&player)).collect()
    }

    fn work_out(&mut self, coalitions: &[Coalition]) {
        let mut wanted: Vec<&Coalition> = coalitions.iter().filter(|one| !self.known.contains_key(*one)).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let found: Vec<std::sync::OnceLock<f64>> = wanted.iter().map(|_| std::sync::OnceLock::new()).collect();
        self.workers.side_by_side(wanted.len(), &|place| {
            found[place].get_or_init(|| (self.value)(wanted[place]));
        });
        let found = found.into_iter().map(|value| value.into_inner().unwrap_or(f64::NAN));
        let found: Vec<(Coalition, f64)> = wanted.into_iter().cloned().zip(found).collect();
        self.known.extend(found);
    }

    fn exact_shares(&mut self) -> Option<Shares> {
        let players = self.players;
        let coalitions: Vec<Coalition> =
            (0..1_usize << players).map(|bits| (0..players).map(|player| bits >> player & 1 == 1).collect()).collect();
        for chunk in coalitions.chunks(CHUNK) {
            self.work_out(chunk);
            if !self.go_on("combinations of steps", self.known.len(), coalitions.len()) {
                return None;
            }
        }
        // Of all orders, the part in which exactly these come first: (their number)! (the others but the player)! / all!
        let weight = |before: usize| 1.0 / (players as f64 * binomial(players - 1, before));
        let shares = (0..players).map(|player| {
            let mut value = 0.0;
            for coalition in coalitions.iter().filter(|coalition| !coalition[player]) {
                let mut with = coalition.clone();
                with[player] = true;
                let before = coalition.iter().filter(|there| **there).count();
                value += weight(before) * (self.known[&with] - self.known[coalition]);
            }
            Share { value, error: 0.0 }
        });
        Some(Shares { shares: shares.collect(), exact: true })
    }

    /// Orders come in pairs, each with its reverse; what a pair gives is one observation.
    fn sampled_shares(&mut self, orders: usize, seed: u64) -> Option<Shares> {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut seen: Vec<Vec<f64>> = vec![Vec::new(); self.players];
        let pairs = orders.div_ceil(2).max(2);
        for pair in 0..pairs {
            let mut order: Vec<usize> = (0..self.players).collect();
            random.shuffle(&mut order);
            let forward = self.added(&order);
            order.reverse();
            let backward = self.added(&order);
            for (player, list) in seen.iter_mut().enumerate() {
                list.push(f64::midpoint(forward[player], backward[player]));
            }
            if !self.go_on("pairs of orders", pair + 1, pairs) && pair > 0 {
                break;
            }
        }
        let shares = seen.iter().map(|list| {
            let count = list.len() as f64;
            let mean = list.iter().sum::<f64>() / count;
            let variance = list.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (count - 1.0);
            Share { value: mean, error: 1.96 * (variance / count).sqrt() }
        });
        Some(Shares { shares: shares.collect(), exact: false })
    }

    /// What each player adds when they come in this order.
    fn added(&mut self, order: &[usize]) -> Vec<f64> {
        let mut coalition: Coalition = vec![false; self.players].into();
        let mut prefixes = vec![coalition.clone()];
        for player in order {
            coalition[*player] = true;
            prefixes.push(coalition.clone());
        }
        self.work_out(&prefixes);
        let mut added = vec![0.0; self.players];
        for (pair, player) in prefixes.windows(2).zip(order) {
            added[*player] = self.known[&pair[1]] - self.known[&pair[0]];
        }
        added
    }
}

/// So many coalitions are worked out before the world is asked whether to go on.
const CHUNK: usize = 32;

/// The first so many subsets of a size, in order.
fn subsets(players: usize, size: usize, most: usize) -> Vec<Vec<usize>> {
    let mut found = Vec::new();
    let mut set: Vec<usize> = (0..size).collect();
    while found.len() < most {
        found.push(set.clone());
        // The last place that can still move on.
        let Some(place) = (0..size).rev().find(|place| set[*place] < players - size + place) else { break };
        set[place] += 1;
        for next in place + 1..size {
            set[next] = set[next - 1] + 1;
        }
    }
    found
}

fn binomial(of: usize, take: usize) -> f64 {
    (0..take).fold(1.0, |product, place| product * (of - place) as f64 / (place + 1) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Left gloves and a right one: the textbook's game.
    fn gloves(coalition: &[bool]) -> f64 {
        f64::from(u8::from((coalition[0] || coalition[1]) && coalition[2]))
    }

    #[test]
    fn the_glove_game_is_shared_as_in_the_textbook() {
        let mut game = Game::new(3, &gloves, &Patient);
        let shares = game.shares(0, 0).expect("nobody stops");
        let values: Vec<f64> = shares.shares.iter().map(|share| share.value).collect();
        for (found, expected) in values.iter().zip([1.0 / 6.0, 1.0 / 6.0, 4.0 / 6.0]) {
            assert!((found - expected).abs() < 1e-12, "{values:?}");
        }
        assert_eq!(game.total(), 1.0);
        assert_eq!(game.without_each(), [1.0, 1.0, 0.0]);
        assert_eq!(game.smallest(|left| left > 0.0, 100).sets, [[2]]);
    }

    #[test]
    fn sampled_shares_come_near_the_exact_ones_and_know_how_near() {
        // Players of whom only the first three matter; thirteen are too many to look at every coalition.
        let value = |coalition: &[bool]| gloves(&coalition[..3]);
        let mut game = Game::new(13, &value, &Patient);
        let shares = game.shares(400, 7).expect("nobody stops");
        assert!(!shares.exact);
        for (share, expected) in shares.shares.iter().zip([1.0 / 6.0, 1.0 / 6.0, 4.0 / 6.0, 0.0]) {
            assert!((share.value - expected).abs() <= 1.5 * share.error + 1e-12, "{share:?} {expected}");
        }
        let sum: f64 = shares.shares.iter().map(|share| share.value).sum();
        assert!((sum - 1.0).abs() < 1e-9, "what is shared is the total: {sum}");
        assert_eq!(game.shares(400, 7), Some(shares), "the same seed, the same answer");
    }

    #[test]
    fn two_that_do_the_same_must_both_be_left_out() {
        let value = |coalition: &[bool]| f64::from(u8::from(coalition[0] || coalition[3]));
        let mut game = Game::new(4, &value, &Patient);
        assert_eq!(game.smallest(|left| left > 0.0, 100), Smallest { sets: vec![vec![0, 3]], up_to: 2 });
        assert_eq!(game.smallest(|left| left > 0.0, 4), Smallest { sets: vec![], up_to: 1 }, "it may not look further");
    }

    #[test]
    fn subsets_come_in_order() {
        assert_eq!(subsets(4, 2, 99), [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]]);
        assert_eq!(subsets(3, 3, 99), [[0, 1, 2]]);
        assert_eq!(subsets(4, 2, 2), [[0, 1], [0, 2]]);
    }
}
