//! What is wrong with a query: where, why, and what was probably meant.

use textwrap::core::display_width;
use thiserror::Error;

use super::ast::Span;

/// A query that cannot be read. `Display` is the cause, in one line.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{kind}")]
pub struct QueryError {
    /// The place in the query, in bytes; it lies inside the text and on character boundaries.
    pub span: Span,
    /// What is wrong.
    pub kind: QueryErrorKind,
    /// What was probably meant, as a sentence of its own.
    pub suggestion: Option<String>,
}

/// What can be wrong with a query.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum QueryErrorKind {
    /// More bytes than [`MAX_BYTES`](super::parser::MAX_BYTES).
    #[error("the query is {bytes} bytes long, and {limit} is the limit")]
    TooLong {
        /// Its length.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// More clauses than [`MAX_CLAUSES`](super::parser::MAX_CLAUSES).
    #[error("the query has more than {limit} clauses")]
    TooManyClauses {
        /// The limit.
        limit: usize,
    },
    /// More patterns than [`MAX_PATTERNS`](super::parser::MAX_PATTERNS).
    #[error("the query has more than {limit} patterns (`word*`, `word~1`)")]
    TooManyPatterns {
        /// The limit.
        limit: usize,
    },
    /// Parentheses and negations within each other beyond
    /// [`MAX_DEPTH`](super::parser::MAX_DEPTH).
    #[error("the query is nested more than {limit} levels deep")]
    TooDeep {
        /// The limit.
        limit: usize,
    },
    /// A quote without its end.
    #[error("this quote is not closed")]
    UnclosedQuote,
    /// `(` without `)`.
    #[error("this parenthesis is not closed")]
    UnclosedParenthesis,
    /// `)` without `(`.
    #[error("this parenthesis closes nothing")]
    UnopenedParenthesis,
    /// `()`.
    #[error("these parentheses are empty")]
    EmptyGroup,
    /// A character of the language at a place where it means nothing.
    #[error("`{0}` means nothing here")]
    Unexpected(char),
    /// Only punctuation, or a word longer than any that is indexed.
    #[error("nothing to search for in `{0}`")]
    NothingToSearch(String),
    /// `AND`, `OR`, `NOT` with nothing to work on.
    #[error("`{0}` needs a clause {1}")]
    MissingOperand(&'static str, &'static str),
    /// `+a OR b`.
    #[error("`+` contradicts `OR`")]
    PlusBesideOr,
    /// A name that no field has.
    #[error("unknown field `{0}`")]
    UnknownField(String),
    /// A colon with nothing before it.
    #[error("a field's name is missing before `:`")]
    MissingField,
    /// A colon with nothing after it.
    #[error("`{0}:` needs a value")]
    MissingValue(String),
    /// `ur.` or `imr.` before the name of a field that has no sides.
    #[error("`{0}` has no sides, so `{1}` cannot stand before it")]
    NoSides(String, &'static str),
    /// A value that the field does not have.
    #[error("`{value}` is not a value of `{field}`")]
    UnknownValue {
        /// The field.
        field: String,
        /// What was given.
        value: String,
    },
    /// Not a date.
    #[error("`{0}` is not a date")]
    BadDate(String),
    /// Not a whole number.
    #[error("`{0}` is not a number")]
    BadNumber(String),
    /// Several pages in one value.
    #[error("`{0}` is more than one page")]
    ManyPages(String),
    /// A range that does not read `[low TO high]`.
    #[error("a range reads `[low TO high]`")]
    BadRange,
    /// A range or comparison without a field.
    #[error("a range needs a field")]
    RangeWithoutField,
    /// A range or comparison for a field of words.
    #[error("`{0}` cannot be searched by range")]
    NoRange(String),
    /// A range that holds nothing.
    #[error("no value lies in this range")]
    EmptyRange,
    /// A pattern for a field of exact values.
    #[error("`{0}` cannot be searched by pattern")]
    NoPattern(String),
    /// A phrase with a slop for a fact of citations.
    #[error("`{0}` cannot be searched by distance")]
    NoDistance(String),
    /// `*` anywhere but at the end of a word.
    #[error("`*` can only stand at the end of a word")]
    MisplacedStar,
    /// `field:-word`.
    #[error("`-` stands before the field, not after it")]
    MisplacedMinus,
    /// A fuzzy word other than `word~1` and `word~2`.
    #[error("a fuzzy word reads `word~1` or `word~2`")]
    BadFuzzy,
    /// A phrase with a slop that is no number or too great.
    #[error("the distance of a phrase is a number from 0 to {limit}")]
    BadSlop {
        /// The greatest.
        limit: u32,
    },
    /// A boost that is no positive number.
    #[error("a weight reads `^2` or `^0.5`, up to 1000")]
    BadBoost,
    /// A regular expression.
    #[error("regular expressions are not supported")]
    Regex,
    /// In `cite:(...)`, anything but citation clauses.
    #[error("`cite:(...)` holds page, guideline, section, source and edition only")]
    NotCited,
}

impl QueryError {
    /// An error at a place.
    pub fn new(span: Span, kind: QueryErrorKind) -> Self {
        Self { span, kind, suggestion: None }
    }

    /// The same with what was probably meant.
    pub fn suggest(mut self, suggestion: impl Into<String>) -> Self {
        self.suggestion = Some(suggestion.into());
        self
    }

    /// The cause, the query with carets under the place, and what was probably meant. `input` is
    /// the text that was parsed; a long one is cut around the place.
    pub fn report(&self, input: &str) -> String {
        let mut report =
            format!("{}\n{}", printable(&self.to_string()), pointed(input, &self.span));
        if let Some(suggestion) = &self.suggestion {
            report.push('\n');
            report.push_str(&printable(suggestion));
        }
        report
    }
}

/// Columns of the query that a report shows, the ellipses aside.
const SHOWN: usize = 76;
/// Columns of them before the place.
const BEFORE: usize = 32;

/// The line of the query around `span` and the line of carets under it, indented.
fn pointed(input: &str, span: &Span) -> String {
    let start = floor_boundary(input, span.start);
    let end = floor_boundary(input, span.end).max(start);
    let from = start - tail_within(&input[..start], BEFORE);
    let to = from + head_within(&input[from..], SHOWN);
    let left = if from > 0 { "…" } else { "" };
    let right = if to < input.len() { "…" } else { "" };
    let shown = printable(&input[from..to]);
    let indent = display_width(left) + display_width(&printable(&input[from..start]));
    let carets = display_width(&printable(&input[start..end.min(to).max(start)])).max(1);
    format!("  {left}{shown}{right}\n  {}{}", " ".repeat(indent), "^".repeat(carets))
}

/// Control characters would break the line: each shows as a space.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Bytes of the longest end of `text` that takes no more than `columns`.
fn tail_within(text: &str, columns: usize) -> usize {
    let chars = text.chars().rev();
    within(chars, columns)
}

/// Bytes of the longest beginning of `text` that takes no more than `columns`.
fn head_within(text: &str, columns: usize) -> usize {
    within(text.chars(), columns)
}

fn within(chars: impl Iterator<Item = char>, columns: usize) -> usize {
    let (mut bytes, mut used) = (0, 0);
    for c in chars {
        used += display_width(c.encode_utf8(&mut [0; 4]));
        if used > columns {
            break;
        }
        bytes += c.len_utf8();
    }
    bytes
}

fn floor_boundary(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at.min(text.len()))
}

#[cfg(test)]
mod tests;
