//! Why a question has no answer.

use std::path::PathBuf;

use thiserror::Error as ThisError;

use super::request::ItemRef;
use crate::index::IndexError;
use crate::query::QueryError;
use crate::query::ast::Span;

/// Why a question has no answer. `Display` is the cause in one line; [`Error::report`] adds the
/// place in a query and what was probably meant.
#[derive(Debug, ThisError)]
#[non_exhaustive]
pub enum Error {
    /// There is no index in the folder.
    #[error("no index in `{}`; `imr index` makes one", folder.display())]
    NoIndex {
        /// The folder.
        folder: PathBuf,
    },
    /// The query cannot be read.
    #[error("{error}")]
    Query {
        /// The query as it was typed.
        typed: String,
        /// What is wrong, and where.
        error: QueryError,
    },
    /// No facet has this name.
    #[error("no facet `{name}`; did you mean `{nearest}`? There are: {}", known.join(", "))]
    UnknownFacet {
        /// The name that was given.
        name: String,
        /// The name most like it.
        nearest: String,
        /// All names.
        known: Vec<String>,
    },
    /// The item's number is not a number.
    #[error("`{item}` is not an item number in `{typed}`")]
    BadItemNumber {
        /// What stands for the number.
        item: String,
        /// The whole reference as it was typed.
        typed: String,
    },
    /// The index has no letter of this case number.
    #[error("no letter `{0}` in the index")]
    NoLetter(ItemRef),
    /// The letter has fewer items.
    #[error("`{letter}` has no item {item}; it has {count}")]
    NoItem {
        /// The reference as it was given.
        letter: ItemRef,
        /// The item's number.
        item: u32,
        /// How many items the letter has.
        count: usize,
    },
    /// The index is there, but is not what was written.
    #[error(transparent)]
    Damaged(IndexError),
    /// The index was made by something else, or by another version of the program.
    #[error(transparent)]
    OtherFormat(IndexError),
    /// The index cannot be read for another reason, of the system or of the engine.
    #[error(transparent)]
    Unavailable(IndexError),
}

impl Error {
    /// A short name that stays the same, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoIndex { .. } => "no_index",
            Self::Query { .. } => "bad_query",
            Self::UnknownFacet { .. } => "unknown_facet",
            Self::BadItemNumber { .. } => "bad_item_number",
            Self::NoLetter(_) => "no_letter",
            Self::NoItem { .. } => "no_item",
            Self::Damaged(_) => "damaged",
            Self::OtherFormat(_) => "other_format",
            Self::Unavailable(_) => "unavailable",
        }
    }

    /// The place in the query that is wrong, in bytes.
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Query { error, .. } => Some(error.span.clone()),
            _ => None,
        }
    }

    /// What was probably meant: a sentence where a query is wrong, a name where a facet is.
    pub fn suggestion(&self) -> Option<&str> {
        match self {
            Self::Query { error, .. } => error.suggestion.as_deref(),
            Self::UnknownFacet { nearest, .. } => Some(nearest),
            _ => None,
        }
    }

    /// The cause for a person: of a query, with carets under the place and what was probably
    /// meant, in lines of their own.
    pub fn report(&self) -> String {
        match self {
            Self::Query { typed, error } => error.report(typed),
            other => other.to_string(),
        }
    }
}

impl From<IndexError> for Error {
    fn from(error: IndexError) -> Self {
        match error {
            IndexError::Missing { folder } => Self::NoIndex { folder },
            IndexError::Damaged { .. } | IndexError::Ledger(_) => Self::Damaged(error),
            IndexError::Foreign { .. } | IndexError::OtherFormat { .. } => Self::OtherFormat(error),
            _ => Self::Unavailable(error),
        }
    }
}
