//! Everything that a reader may see, as plain data: what JSON prints as it is, and what pages, tables and pictures are
//! drawn from. Ids stand in the fields that JSON shows; names for people stand beside them and are left out there.
//!
//! Must not know formats.

pub mod blame;
pub mod check;
pub mod common;
pub mod compare;
pub mod expect;
pub mod explore;
pub mod holds;
pub mod journey;
pub mod law;
pub mod map;
pub mod matrix;
pub mod measure;
pub mod network;
pub mod overview;
pub mod page;
pub mod pathway;
pub mod plan;
pub mod problems;
pub mod repair;
pub mod sensitivity;
pub mod suggestions;
pub mod timeline;
pub mod tipping;
pub mod titles;
pub mod transfers;
pub mod verify;
pub mod who;

pub use common::{Chosen, EvidenceCounts, FindingView, SHARED_LIST, ScenarioView, Viewer};
