//! One file a format: data in, text out. `words` says what a report says in sentences and tables; the formats know
//! nothing of commissioning, and the words nothing of formats.
//!
//! Must not know the landscape, the disk or the terminal.

pub mod csv;
pub mod digest;
mod document;
#[cfg(feature = "word")]
pub mod docx;
pub mod graphviz_svg;
pub mod html;
pub mod json;
pub mod map_svg;
pub mod markdown;
pub mod matrix_svg;
pub mod network_dot;
pub mod network_svg;
pub mod overview_svg;
pub mod pathway_svg;
mod picture;
#[cfg(feature = "print")]
pub mod print;
pub mod text;
pub mod timeline_svg;
pub mod transfers_svg;
pub mod words;

pub use document::{Align, Block, Column, Document, Table, Tone};
