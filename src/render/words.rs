//! What each report says, in sentences and tables: one file a command.
//!
//! First what it comes to, in words that a minister's office would understand; then the tables; last the next command.

pub mod blame;
pub mod check;
pub mod compare;
pub mod expect;
pub mod explain;
pub mod holds;
pub mod init;
pub mod journey;
pub mod law;
pub mod map;
pub mod matrix;
pub mod measure;
pub mod network;
mod options;
pub mod overview;
pub mod pathway;
pub mod plan;
pub mod repair;
pub mod report;
mod sensitivity;
pub(in crate::render) mod shared;
pub mod timeline;
pub mod tipping;
pub mod transfers;
pub mod verify;
pub mod who;
