//! A syntax tree to a tantivy query. The only part of the room that knows the schema.
//!
//! - Words and phrases of text are ranked; every other condition is a filter: it decides what
//!   matches and adds nothing to the score.
//! - The citation clauses of a conjunction that speak of the same side (`ur.`, `imr.`, or neither)
//!   must hold for one and the same citation: `imr.page:46 imr.section:"epidural steroid"` is one
//!   citation that has both. Alternatives among such clauses only, as in `page:46 (source:ODG OR
//!   section:opioids)`, are alternatives for that citation. Clauses of different sides ask for a
//!   citation each; so do `cite:(...)` groups. A negated clause says that no citation has it.
//! - Patterns are looked up in the dictionary of each segment when the query runs.

mod any_term;
mod citation;
mod cited;
mod excluded;
mod near;
mod slot;
mod term_set;
mod text;

pub(super) use self::text::text_patterns;

use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, Occur, Query as TantivyQuery, RangeQuery,
    TermQuery,
};
use tantivy::schema::{Field as Column, IndexRecordOption};

use self::any_term::AnyTermQuery;
use self::cited::Scope;
use self::excluded::ExcludedQuery;
use self::term_set::{TermSet, Which};
use super::ast::{Clause, Expr, Node, Query, Value};
use super::pattern::Pattern;
use super::vocabulary;
use crate::fields::{Field, FieldId, Kind};
use crate::index::schema::Fields;

/// The tantivy query that means what `query` means, for an index with these fields.
pub fn compile(query: &Query, fields: &Fields) -> Box<dyn TantivyQuery> {
    Compiler { fields }.node(&query.root)
}

struct Compiler<'a> {
    fields: &'a Fields,
}

impl Compiler<'_> {
    fn node(&self, node: &Node) -> Box<dyn TantivyQuery> {
        match &node.expr {
            Expr::All => filter(AllQuery),
            Expr::And(parts) => self.all_of(&parts.iter().collect::<Vec<_>>()),
            Expr::Or(parts) if Scope::of(node).is_none() => self.any_of(parts.iter()),
            Expr::Either { typed, added } if Scope::of(node).is_none() => {
                self.any_of(std::iter::once(&**typed).chain(added))
            }
            Expr::Or(_) | Expr::Either { .. } | Expr::Not(_) => self.all_of(&[node]),
            Expr::Boost(inner, by) => Box::new(BoostQuery::new(self.node(inner), *by)),
            Expr::OneCitation(_, inner) => self.all_of(&[inner]),
            Expr::Clause(clause) => self.clause(node, clause),
        }
    }

    fn any_of<'n>(&self, parts: impl Iterator<Item = &'n Node>) -> Box<dyn TantivyQuery> {
        let parts: Vec<_> = parts.map(|part| self.node(part)).collect();
        let filters = parts.iter().all(|part| is_filter(&**part));
        let any = BooleanQuery::union(parts);
        if filters { filter(any) } else { Box::new(any) }
    }

    /// A conjunction. Its citation clauses are gathered by their scope.
    fn all_of(&self, parts: &[&Node]) -> Box<dyn TantivyQuery> {
        let mut clauses: Vec<(Occur, Box<dyn TantivyQuery>)> = Vec::with_capacity(parts.len() + 1);
        let mut cited: Vec<(Scope, Vec<&Node>)> = Vec::new();
        for part in parts {
            if let Expr::Not(inner) = &part.expr {
                let excluded = ExcludedQuery(self.node(inner));
                clauses.push((Occur::MustNot, Box::new(excluded)));
            } else if let Some(scope) = Scope::of(part) {
                match cited.iter_mut().find(|(known, _)| *known == scope) {
                    Some((_, group)) => group.push(part),
                    None => cited.push((scope, vec![part])),
                }
            } else {
                clauses.push((Occur::Must, self.node(part)));
            }
        }
        for (scope, group) in cited {
            clauses.push((Occur::Must, self.citation(scope, &group)));
        }
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, filter(AllQuery)));
        }
        match <[_; 1]>::try_from(clauses) {
            Ok([(_, only)]) => only,
            Err(clauses) => {
                let scores = |(occur, query): &(Occur, Box<dyn TantivyQuery>)| {
                    *occur != Occur::MustNot && !is_filter(&**query)
                };
                let scored = clauses.iter().any(scores);
                let all = BooleanQuery::new(clauses);
                if scored { Box::new(all) } else { filter(all) }
            }
        }
    }

    fn clause(&self, node: &Node, clause: &Clause) -> Box<dyn TantivyQuery> {
        let Some(field) = clause.field else {
            return self.text(Field::of_bare_words(), &clause.value);
        };
        let field = field.field;
        match field.kind {
            Kind::Cited(_) | Kind::OneCitation => self.all_of(&[node]),
            Kind::Class => self.class(&clause.value),
            _ if clause.value == Value::Any => filter_term(self.fields.present, field.name),
            Kind::Words(_) => self.text(&[(field.id, 1.0)], &clause.value),
            Kind::Date(_) | Kind::Number(_) => self.interval(field.id, &clause.value),
            Kind::Choice(..) | Kind::Code(_) => self.keyword(field.id, &clause.value),
            // The parser reads it as the other field.
            Kind::Like(_) => nothing(),
        }
    }

    /// Treatments with a drug of a class, under any of its names.
    fn class(&self, value: &Value) -> Box<dyn TantivyQuery> {
        let Value::Keyword(class) = value else { return nothing() };
        let names = vocabulary::drugs_of(class).into_iter().map(|name| {
            let phrase = Value::Phrase { text: name.into(), slop: 0, prefix: false };
            self.text(&[(FieldId::Treatment, 1.0)], &phrase)
        });
        filter(BooleanQuery::union(names.collect()))
    }

    fn keyword(&self, field: FieldId, value: &Value) -> Box<dyn TantivyQuery> {
        let Some(field) = self.fields.values(field) else { return nothing() };
        match value {
            Value::Keyword(value) => filter_term(field, value),
            Value::Prefix(start) => {
                let pattern = Pattern::Prefix { typed: start.clone(), stems: Default::default() };
                let set = TermSet { prefix: "", which: Which::Pattern(pattern) };
                filter(AnyTermQuery { field, set })
            }
            _ => nothing(),
        }
    }

    fn interval(&self, field: FieldId, value: &Value) -> Box<dyn TantivyQuery> {
        let (Some(column), Value::Interval { from, to, .. }) = (self.fields.values(field), value)
        else {
            return nothing();
        };
        let bound = |number| Bound::Included(Term::from_field_u64(column, number));
        filter(RangeQuery::new(bound(*from), bound(*to)))
    }
}

/// A query that decides what matches and adds nothing to the score.
fn filter(query: impl TantivyQuery) -> Box<dyn TantivyQuery> {
    filter_box(Box::new(query))
}

/// Whether a query is one that [`filter`] made.
fn is_filter(query: &(dyn TantivyQuery + 'static)) -> bool {
    query.is::<ConstScoreQuery>()
}

fn filter_box(query: Box<dyn TantivyQuery>) -> Box<dyn TantivyQuery> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

fn filter_term(field: Column, term: &str) -> Box<dyn TantivyQuery> {
    filter(TermQuery::new(Term::from_field_text(field, term), IndexRecordOption::Basic))
}

fn nothing() -> Box<dyn TantivyQuery> {
    Box::new(tantivy::query::EmptyQuery)
}
