//! All tests.
mod brief;
mod cases;
mod cli;
mod docs;
mod golden;
mod hostile;
mod invalid;
mod layering;
mod properties;
mod scenarios;
mod support;
