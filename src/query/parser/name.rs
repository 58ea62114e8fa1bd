//! Fields: the name before a value, and what it makes of what follows.

use super::Parser;
use crate::fields::Kind as FieldKind;
use crate::model::CitedBy;
use crate::query::ast::{Expr, FieldRef, Node, Span, Value};
use crate::query::error::{QueryError, QueryErrorKind as Kind};
use crate::query::field;
use crate::query::{scan, value};

impl Parser<'_> {
    /// A value, with or without a field's name before it.
    pub(super) fn parse_named(&mut self, field: Option<FieldRef>) -> Result<Node, QueryError> {
        let start = self.at;
        let name_end = start + name_length(self.rest());
        if name_end == start || self.at_quote() || !self.input[name_end..].starts_with(':') {
            return self.parse_value(field, start);
        }
        let name = self.input[start..name_end].to_lowercase();
        let named = read_name(&name, start..name_end, self.input)?;
        self.at = name_end + 1;
        self.skip_space();
        if matches!(self.peek(), None | Some(')')) {
            let kind = Kind::MissingValue(named.to_string());
            return Err(QueryError::new(start..name_end + 1, kind)
                .suggest(format!("for example `{}`", named.field.example)));
        }
        if matches!(named.field.kind, FieldKind::OneCitation) {
            return self.parse_one_citation(named.side, start);
        }
        match self.peek() {
            Some('(') => self.parse_group(Some(named)),
            Some('*') if self.is_lone_star() => self.parse_present(named, start),
            _ => self.parse_value(Some(named), start),
        }
    }

    pub(super) fn parse_present(
        &mut self,
        field: FieldRef,
        start: usize,
    ) -> Result<Node, QueryError> {
        self.at += 1;
        if matches!(field.field.kind, FieldKind::Class) {
            return Err(value::no_pattern(field, start..self.at));
        }
        self.finish(Some(field), Value::Any, start..self.at)
    }

    fn parse_one_citation(
        &mut self,
        side: Option<CitedBy>,
        start: usize,
    ) -> Result<Node, QueryError> {
        if self.peek() != Some('(') {
            return Err(QueryError::new(self.here(), Kind::NotCited)
                .suggest("for example `cite:(page:46 source:MTUS)`"));
        }
        let mut inner = self.parse_group(None)?;
        keep_to_side(&mut inner, side)?;
        Ok(Node { span: start..self.at, expr: Expr::OneCitation(side, Box::new(inner)) })
    }
}

/// Bytes of the word before a colon.
fn name_length(text: &str) -> usize {
    text.find(|c| !scan::is_word_char(c) || matches!(c, '\\' | '*' | '~')).unwrap_or(text.len())
}

/// The field of a name in lower case. `input` is for the suggestion.
fn read_name(name: &str, span: Span, input: &str) -> Result<FieldRef, QueryError> {
    let (side, bare) = field::split_side(name);
    let Some(field) = field::find(bare) else {
        let error = QueryError::new(span.clone(), Kind::UnknownField(input[span.clone()].into()));
        return Err(match field::find_nearest(name) {
            Some(nearest) => error.suggest(format!("did you mean `{nearest}`?")),
            None => {
                error.suggest("text with a colon is put in quotes; `imr fields` lists the fields")
            }
        });
    };
    match side {
        Some(_) if !field.has_sides() => {
            let prefix = CitedBy::prefix(side);
            Err(QueryError::new(span, Kind::NoSides(field.name.into(), prefix))
                .suggest(format!("did you mean `{}`?", field.name)))
        }
        _ => Ok(FieldRef { field, side }),
    }
}

/// Lets the facts in `node` be those of one side. Anything but facts is an error.
fn keep_to_side(node: &mut Node, side: Option<CitedBy>) -> Result<(), QueryError> {
    match &mut node.expr {
        Expr::And(parts) | Expr::Or(parts) => {
            parts.iter_mut().try_for_each(|part| keep_to_side(part, side))
        }
        Expr::Clause(clause) => match &mut clause.field {
            Some(field) if field.is_cited() && (field.side.is_none() || field.side == side) => {
                field.side = side;
                Ok(())
            }
            _ => Err(QueryError::new(node.span.clone(), Kind::NotCited)),
        },
        _ => Err(QueryError::new(node.span.clone(), Kind::NotCited)),
    }
}
