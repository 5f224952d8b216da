//! What must hold for every landscape: remit agrees with a second, naive way of working everything out, cell by cell;
//! and what should change nothing changes nothing.
//!
//! The landscapes are random and always the same: 64 of them for each property, from a fixed seed, nothing kept between
//! runs. `REMIT_CASES=5000 cargo test --release --test all properties` looks at more.

mod agree;
mod agree_compare;
mod findings;
mod generate;
mod measures;
mod naive;
mod places;
mod reforms;
mod refused;
mod regret;
mod repair;
mod sensitivity;
mod tables;
mod text;
mod tipping;
mod tool;
mod unchanged;
mod world;

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestError, TestRunner};

/// What a property says of one case.
pub type Holds = Result<(), TestCaseError>;

/// Looks at a property for every case of a strategy; the smallest case that breaks it is shown.
pub fn hold<S: Strategy>(strategy: S, show: impl Fn(&S::Value) -> String, property: impl Fn(&S::Value) -> Holds) {
    let cases = std::env::var("REMIT_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(64);
    let seed = std::env::var("REMIT_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(20_130_401);
    let config = Config {
        cases,
        rng_seed: RngSeed::Fixed(seed),
        failure_persistence: None,
        max_shrink_iters: 600,
        ..Config::default()
    };
    let mut runner = TestRunner::new(config);
    match runner.run(&strategy, |case| property(&case)) {
        Ok(()) => {}
        Err(TestError::Fail(reason, case)) => panic!("{reason}\n\n{}", show(&case)),
        Err(TestError::Abort(reason)) => panic!("given up: {reason}"),
    }
}

/// Fails a property with words.
macro_rules! holds {
    ($condition:expr, $($words:tt)+) => {
        if !$condition {
            return Err(proptest::test_runner::TestCaseError::fail(format!($($words)+)));
        }
    };
}
pub(crate) use holds;

/// Whether two numbers are the same but for rounding.
pub fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}
