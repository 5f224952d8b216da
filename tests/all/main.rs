//! All tests.
mod layering;
mod support;
mod brief;
mod cases;
