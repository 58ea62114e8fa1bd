//! The tantivy index: one document a disputed item, carrying its letter's facts.
//!
//! - [`schema`] makes the fields that [`crate::fields`] declares the engine's; [`format`] is the
//!   version of what they hold.
//! - [`analyzer`] turns text into terms, the same way at indexing and at search.
//! - [`cite`] lays citations out so that a query can ask for facts of one and the same citation.
//! - [`document`] turns a letter into documents and back.
//! - [`ledger`] knows the files behind the documents; [`Catalog`] writes both in step, and
//!   [`Reader`] opens a commit of them.

pub mod analyzer;
mod backlog;
mod beside;
mod catalog;
mod check;
pub mod cite;
mod commit_stamp;
mod directory;
pub mod document;
mod error;
mod first_build;
pub mod format;
pub mod identity;
pub mod ledger;
mod lock;
mod open;
mod payload;
mod reader;
pub mod schema;
mod stems;

pub use catalog::{Attached, Catalog, WriterOptions};
pub use check::{Checkup, check, load_ledger};
pub use error::IndexError;
pub use first_build::{FirstBuild, first_build};
pub use open::{exists, known_roots};
use payload::Payload;
pub use reader::{Reader, StoredLetters};
