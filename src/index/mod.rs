//! The tantivy index: one document a disputed item, carrying its letter's facts.
//!
//! - [`schema`] is the only place where field names are spelt.
//! - [`analyzer`] turns text into terms, the same way at indexing and at search.
//! - [`cite`] lays citations out so that a query can ask for facts of one and the same citation.
//! - [`document`] turns a letter into documents and back.

pub mod analyzer;
pub mod cite;
pub mod document;
pub mod schema;
