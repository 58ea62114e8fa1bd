//! A query, ready to be put to an index.

use std::ops::Range;

use tantivy::query::Query as TantivyQuery;

use crate::fields::{FacetField, FieldId};
use crate::index::schema::Fields;
use crate::query::ast::{Clause, Expr, Node};
use crate::query::highlight::Marks;
use crate::query::{self, Query, QueryError, Vocabulary};

/// What a person typed, understood.
pub struct Question {
    typed: String,
    query: Query,
    read_as: String,
    marks: Marks,
}

impl Question {
    /// Reads a query, and adds what the vocabulary knows of its words.
    ///
    /// # Errors
    /// When it cannot be read; the error knows the place.
    pub fn read(typed: &str, vocabulary: Option<&Vocabulary>) -> Result<Self, QueryError> {
        let query = query::parse(typed)?;
        let query = match vocabulary {
            Some(vocabulary) => query.expand(vocabulary),
            None => query,
        };
        Ok(Self::of(typed, query))
    }

    fn of(typed: &str, query: Query) -> Self {
        Self { typed: typed.into(), read_as: query.to_string(), marks: Marks::of(&query), query }
    }

    /// The query in canonical form, with all that was added.
    pub fn read_as(&self) -> &str {
        &self.read_as
    }

    /// The query for an index with these fields.
    pub fn compile(&self, fields: &Fields) -> Box<dyn TantivyQuery> {
        query::compile(&self.query, fields)
    }

    /// What was typed.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// The query itself.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// Where `text`, of this field, has what the query looks for: byte ranges in order.
    pub fn mark(&self, field: FieldId, text: &str) -> Vec<Range<usize>> {
        self.marks.find(field, text)
    }

    /// The question without its own filters on a facet's field; `None` where it has none.
    pub fn without(&self, facet: FacetField) -> Option<Self> {
        let filters = |node: &Node| match &node.expr {
            Expr::Clause(clause) => is_filter_on(facet, clause),
            // Alternatives within the field, as boxes that are ticked make them.
            Expr::Or(parts) => parts.iter().all(
                |part| matches!(&part.expr, Expr::Clause(clause) if is_filter_on(facet, clause)),
            ),
            _ => false,
        };
        let span = self.query.root.span.clone();
        let kept = match &self.query.root.expr {
            Expr::And(parts) if parts.iter().any(filters) => {
                parts.iter().filter(|part| !filters(part)).cloned().collect()
            }
            _ if filters(&self.query.root) => Vec::new(),
            _ => return None,
        };
        let root = match kept.len() {
            0 => Node { expr: Expr::All, span },
            _ => Node::all_of(kept, span),
        };
        Some(Self::of(&self.typed, Query { root }))
    }
}

/// Whether a condition is one on the field that a facet counts.
fn is_filter_on(facet: FacetField, clause: &Clause) -> bool {
    clause.field.is_some_and(|field| facet.is_filtered_by(field.field.id, field.side))
}
