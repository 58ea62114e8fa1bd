//! The fields of the query language.

use serde::Serialize;

use super::Library;
use super::error::Error;
use crate::fields::Field;

/// A field that a query may name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldAnswer {
    /// Its name before the colon.
    pub name: &'static str,
    /// How many items have a value in it; `None` where that is not known.
    pub items: Option<u64>,
    /// What it holds, in a line.
    pub about: &'static str,
    /// A query that uses it.
    pub example: &'static str,
}

/// All fields, those for most people first; without an index, nothing is counted.
pub fn fields() -> Vec<FieldAnswer> {
    let answers = Field::all().map(|field| FieldAnswer {
        name: field.name,
        items: None,
        about: field.help,
        example: field.example,
    });
    answers.collect()
}

impl Library {
    /// All fields, with how many items have a value in each.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn fields(&self) -> Result<Vec<FieldAnswer>, Error> {
        let reader = self.current.reader()?;
        let counted = fields().into_iter().map(|field| {
            let items = reader.items_with(field.name)?;
            Ok(FieldAnswer { items, ..field })
        });
        counted.collect()
    }
}
