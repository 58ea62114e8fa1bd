//! What a person typed to a syntax tree. Knows no schema.

pub mod vocabulary;
