//! What a person typed, to a syntax tree, to a tantivy query.
//!
//! ```text
//! text --parse--> Query --expand(vocabulary)--> Query --compile(fields)--> tantivy query
//! ```
//!
//! - [`parser`] holds the grammar; [`ast`] the tree, whose `Display` is the canonical form that
//!   results show as `read_as`; [`field`] the fields that a query may name; [`value`] reads what
//!   stands after their colon; [`error`] says what is wrong, where, and what was probably meant.
//! - [`vocabulary`] and [`expand`] add abbreviations, brand and generic names.
//! - [`mod@compile`] is the only part that knows the schema; [`highlight`] finds in a text what a
//!   query matches there.
//!
//! The grammar is our own and not tantivy's because errors need spans, `a AND NOT b` must mean
//! what it says, and a bare `upheld` is no word; where both speak, both mean the same, which a
//! test holds.

pub mod ast;
pub mod compile;
mod date;
mod display;
pub mod error;
pub mod expand;
pub mod field;
pub mod highlight;
pub mod parser;
pub mod pattern;
mod scan;
pub mod value;
pub mod vocabulary;

pub use ast::Query;
pub use compile::compile;
pub use error::QueryError;
pub use parser::parse;
pub use vocabulary::Vocabulary;
