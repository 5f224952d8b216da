//! All tests that look at remit from outside, in one binary, so that they are linked once.
//!
//! `REMIT_BLESS=1 cargo test --test all` rewrites what lies beside the cases (`expected.txt`) and the golden files. The
//! difference is then read against docs/format.md and docs/method.md: an expectation is derived by hand and written into the case as a comment,
//! never taken over from the program.

mod layering;
mod support;

#[cfg(feature = "cli")]
mod blame;
#[cfg(feature = "cli")]
mod brief;
#[cfg(feature = "cli")]
mod cases;
#[cfg(feature = "cli")]
mod cli;
#[cfg(feature = "cli")]
mod docs;
#[cfg(all(feature = "cli", feature = "word"))]
mod docx;
#[cfg(feature = "explore")]
mod explore;
#[cfg(feature = "cli")]
mod fact_base;
#[cfg(feature = "cli")]
mod gallery;
mod golden;
#[cfg(feature = "cli")]
mod hostile;
#[cfg(feature = "cli")]
mod invalid;
#[cfg(feature = "cli")]
mod law;
#[cfg(feature = "cli")]
mod page;
mod properties;
#[cfg(feature = "cli")]
mod reforms;
#[cfg(feature = "cli")]
mod repair;
#[cfg(feature = "cli")]
mod scenarios;
#[cfg(feature = "cli")]
mod structure;
#[cfg(feature = "cli")]
mod timeline;
#[cfg(feature = "cli")]
mod tipping;
#[cfg(all(feature = "cli", feature = "word"))]
mod verify;
#[cfg(feature = "cli")]
mod words;
mod written_pages;
