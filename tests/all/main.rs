//! All tests.
mod layering;
mod support;
