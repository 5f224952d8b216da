//! What asks a situation, or many, a question of its own: who answers for this person, what a body holds, journeys,
//! published claims, what opens and closes over the years.
//!
//! Must not know formats.

pub mod blame;
pub mod expectations;
pub mod holds;
pub mod journeys;
pub mod law;
pub mod place;
pub mod repair;
pub mod sensitivity;
pub mod timeline;
pub mod tipping;
mod trouble;
pub mod who;
