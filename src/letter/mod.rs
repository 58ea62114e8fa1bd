//! Text of a letter to a [`Determination`](crate::model::Determination).

pub mod category;
pub mod citation;
pub mod diagnosis;
mod phrases;

/// Grows with every change of what the parser gives for a letter, so that an index knows which
/// letters to read again.
pub const PARSER_VERSION: u32 = 1;
