//! Words and phrases of text.

use tantivy::Term;
use tantivy::query::{BooleanQuery, BoostQuery, PhraseQuery, Query as TantivyQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use super::any_term::AnyTermQuery;
use super::near::NearQuery;
use super::term_set::TermSet;
use super::{Compiler, nothing};
use crate::fields::FieldId;
use crate::query::ast::Value;
use crate::query::pattern::{Pattern, phrase_patterns};

/// A value as terms at their places, and by how many places they may be out of order. `None` for
/// values that are no text.
pub(in crate::query) fn text_patterns(value: &Value) -> Option<(Vec<(u32, Pattern)>, u32)> {
    match value {
        Value::Word(word) => Some((phrase_patterns(word, false), 0)),
        Value::Prefix(word) => Some((phrase_patterns(word, true), 0)),
        Value::Fuzzy(word, distance) => Some((vec![(0, Pattern::fuzzy(word, *distance))], 0)),
        Value::Phrase { text, slop, prefix } => Some((phrase_patterns(text, *prefix), *slop)),
        Value::Path(text) => Some((phrase_patterns(text, false), 0)),
        Value::Interval { .. } | Value::Keyword(_) | Value::Any => None,
    }
}

impl Compiler<'_> {
    /// The value in any of these fields: the whole of it in one of them. The more fields have it,
    /// the better, each with its weight.
    pub(super) fn text(&self, fields: &[(FieldId, f32)], value: &Value) -> Box<dyn TantivyQuery> {
        let Some((patterns, slop)) = text_patterns(value) else { return nothing() };
        let mut union = Vec::with_capacity(fields.len());
        for &(field, weight) in fields {
            let Some(field) = self.fields.values(field) else { continue };
            let query = text_query(field, &patterns, slop);
            union.push(if weight == 1.0 {
                query
            } else {
                Box::new(BoostQuery::new(query, weight))
            });
        }
        match <[_; 1]>::try_from(union) {
            Ok([only]) => only,
            Err(union) => Box::new(BooleanQuery::union(union)),
        }
    }
}

fn text_query(field: Field, patterns: &[(u32, Pattern)], slop: u32) -> Box<dyn TantivyQuery> {
    match patterns {
        [] => nothing(),
        [(_, Pattern::Term(term))] => {
            let term = Term::from_field_text(field, term);
            Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
        }
        [(_, pattern)] => Box::new(AnyTermQuery { field, set: TermSet::of(pattern.clone()) }),
        _ => phrase_query(field, patterns, slop),
    }
}

fn phrase_query(field: Field, patterns: &[(u32, Pattern)], slop: u32) -> Box<dyn TantivyQuery> {
    let whole: Option<Vec<(usize, Term)>> = patterns
        .iter()
        .map(|(offset, pattern)| match pattern {
            Pattern::Term(term) => Some((*offset as usize, Term::from_field_text(field, term))),
            _ => None,
        })
        .collect();
    match whole {
        Some(terms) if slop == 0 => Box::new(PhraseQuery::new_with_offset(terms)),
        _ => {
            let terms = patterns.iter().map(|(offset, p)| (*offset, TermSet::of(p.clone())));
            Box::new(NearQuery { field, terms: terms.collect(), slop })
        }
    }
}
