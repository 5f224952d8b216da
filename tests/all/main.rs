//! All tests.
mod layering;
mod support;
mod brief;
mod cases;
mod invalid;
mod cli;
mod hostile;
mod docs;
mod scenarios;
mod golden;
