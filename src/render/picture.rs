//! What pictures are made of: a pen, text that is measured and broken, marks, a page with its title, key and source.
//!
//! Must not know what any one picture shows.

#[cfg(test)]
pub(in crate::render) mod check;
pub(in crate::render) mod marks;
pub(in crate::render) mod page;
pub(in crate::render) mod patterns;
pub(in crate::render) mod pen;
pub(in crate::render) mod text;
