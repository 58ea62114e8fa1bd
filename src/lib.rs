//! Full-text search over California Independent Medical Review (IMR) determinations,
//! disputed item by disputed item.
//!
//! The rooms, in the order data flows through them:
//!
//! | room | takes | gives |
//! |---|---|---|
//! | [`model`] | - | the plain data every room speaks of |
//! | [`corpus`] | folders | files: path, size, modification time, bytes |
//! | [`extract`] | bytes of a text or PDF file | [`extract::Text`] |
//! | [`letter`] | a text | [`model::Determination`] |
//! | [`query`] | what a person typed | a syntax tree, terms expanded by the vocabulary |
//! | [`index`] | determinations | a tantivy index, a document a disputed item |
//! | [`ingest`] | corpus folders | an index brought up to date, and a report |
//! | [`search`] | a compiled query, an index | hits, facets, snippets |
//! | [`render`] | results | text, JSON, CSV |
//! | [`cli`] | arguments | an exit code |

pub mod cli;
pub mod corpus;
pub mod extract;
pub mod index;
pub mod ingest;
pub mod letter;
pub mod model;
pub mod query;
pub mod render;
pub mod search;
