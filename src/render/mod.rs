//! Results to text, JSON, JSON Lines and CSV. Writes to whatever it is given; touches no disk.
//!
//! Each format is one [`Renderer`]; what they render is plain data of other rooms, and
//! [`SearchAnswer`] for a page of results with the query it answers.

mod csv;
mod facet_table;
mod hits;
mod json;
mod letter;
mod style;
mod text;

use std::io::{self, Write};

use serde::Serialize;

use crate::model::ParsedLetter;
use crate::search::{FacetTable, Hit, LetterHits, Page};
pub use csv::Csv;
pub use json::{Json, JsonLines};
pub use letter::LetterMarks;
pub use text::Text;

/// A page of results and the query it answers.
#[derive(Debug)]
pub struct SearchAnswer<'a> {
    /// As it was typed.
    pub query: &'a str,
    /// As it was understood, in canonical form.
    pub read_as: &'a str,
    /// Whether hits are letters.
    pub by_letter: bool,
    /// Hits left out before the first.
    pub offset: usize,
    /// The results.
    pub page: &'a Page,
    /// What was probably meant, where nothing was found.
    pub did_you_mean: Option<&'a str>,
    /// Milliseconds from the query to the page.
    pub took_ms: f64,
}

/// The hits of a page, whichever they are.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Hits<'a> {
    Items(&'a [Hit]),
    Letters(&'a [LetterHits]),
}

impl SearchAnswer<'_> {
    fn hits(&self) -> Hits<'_> {
        if self.by_letter {
            Hits::Letters(&self.page.by_letter)
        } else {
            Hits::Items(&self.page.hits)
        }
    }
}

/// A format of results.
pub trait Renderer {
    /// A page of results.
    ///
    /// # Errors
    /// When `to` cannot be written.
    fn search(&self, answer: &SearchAnswer<'_>, to: &mut dyn Write) -> io::Result<()>;

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
