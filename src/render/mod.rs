//! Results to text, JSON, JSON Lines and CSV. Writes to whatever it is given; touches no disk.
//!
//! Each format is one [`Renderer`]; what they render are the answers of the library, which are
//! plain data.

mod csv;
mod facet_table;
mod hits;
mod json;
mod letter;
mod printable;
mod style;
mod text;

use std::io::{self, Write};

use crate::library::SearchAnswer;
use crate::model::ParsedLetter;
use crate::search::FacetTable;
pub(crate) use csv::Csv;
pub(crate) use json::{Json, JsonLines};
pub(crate) use letter::LetterMarks;
pub(crate) use printable::{printable, printable_lines, printable_styled};
pub(crate) use text::Text;

/// A format of results.
pub(crate) trait Renderer {
    /// A page of results.
    ///
    /// # Errors
    /// When `to` cannot be written.
    fn search(&self, answer: &SearchAnswer, to: &mut dyn Write) -> io::Result<()>;

    /// The values of a facet.
    ///
    /// # Errors
    /// When `to` cannot be written.
    fn facets(&self, table: &FacetTable, to: &mut dyn Write) -> io::Result<()>;

    /// One letter; only one of its items where one is named.
    ///
    /// # Errors
    /// When `to` cannot be written.
    fn letter(
        &self,
        letter: &ParsedLetter<'_>,
        marks: &LetterMarks<'_>,
        to: &mut dyn Write,
    ) -> io::Result<()>;

    /// Rows of a plain table: a line of names, then the values.
    ///
    /// # Errors
    /// When `to` cannot be written.
    fn table(&self, names: &[&str], rows: &[Vec<String>], to: &mut dyn Write) -> io::Result<()>;
}
