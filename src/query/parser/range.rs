//! Ranges: `[74 TO 97]`, `{2014 TO *]`, `>=65`.

use super::Parser;
use crate::query::ast::{FieldRef, Node, Span};
use crate::query::error::{QueryError, QueryErrorKind as Kind};
use crate::query::scan;
use crate::query::value::{self, Bound};

impl Parser<'_> {
    pub(super) fn parse_comparison(
        &mut self,
        field: Option<FieldRef>,
        start: usize,
    ) -> Result<Node, QueryError> {
        let sign_start = self.at;
        let sign = [">=", "<=", ">", "<"].into_iter().find(|sign| self.rest().starts_with(sign));
        let sign = sign.unwrap_or(">");
        self.at += sign.len();
        self.skip_space();
        let bound_start = self.at;
        let length = self.rest().find(|c: char| !scan::is_word_char(c));
        self.at += length.unwrap_or(self.rest().len());
        let text = self.input[bound_start..self.at].to_owned();
        let Some(field) = field else {
            let error = QueryError::new(sign_start..self.at, Kind::RangeWithoutField);
            return Err(error.suggest(format!("for example `age:{sign}{text}`")));
        };
        if text.is_empty() {
            let kind = Kind::MissingValue(field.to_string());
            return Err(QueryError::new(sign_start..bound_start.min(self.input.len()), kind));
        }
        let shown = format!("{sign}{text}");
        let open = Bound { text: None, inclusive: true };
        let bound = Bound { text: Some((text, bound_start..self.at)), inclusive: sign.len() == 2 };
        let (low, high) = if sign.starts_with('>') { (bound, open) } else { (open, bound) };
        let value = value::read_range(field, &low, &high, &(sign_start..self.at), shown)?;
        self.finish(Some(field), value, start..self.at)
    }

    pub(super) fn parse_range(
        &mut self,
        field: Option<FieldRef>,
        start: usize,
    ) -> Result<Node, QueryError> {
        let open = self.at;
        let close = self.rest().find([']', '}']);
        let Some(field) = field else {
            let end = close.map_or(open + 1, |close| open + close + 1);
            return Err(QueryError::new(open..end, Kind::RangeWithoutField)
                .suggest("for example `page:[74 TO 97]`"));
        };
        let Some(close) = close.map(|close| open + close) else {
            return Err(QueryError::new(open..open + 1, Kind::BadRange).suggest("`]` is missing"));
        };
        self.at = close + 1;
        let span = open..self.at;
        let bounds = split_range(self.input, open, close);
        let (low, high) = bounds.ok_or_else(|| {
            QueryError::new(span.clone(), Kind::BadRange)
                .suggest("`*` stands for no bound, `{ }` leave the bounds out")
        })?;
        let shown = self.input[span.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
        let value = value::read_range(field, &low, &high, &span, shown)?;
        self.finish(Some(field), value, start..self.at)
    }
}

/// The bounds of the range whose brackets stand at `open` and `close`.
fn split_range(input: &str, open: usize, close: usize) -> Option<(Bound, Bound)> {
    let mut words = Vec::with_capacity(3);
    let inside = &input[open + 1..close];
    for word in inside.split_whitespace() {
        let start = word.as_ptr() as usize - input.as_ptr() as usize;
        words.push((word.trim_matches('"'), start..start + word.len()));
    }
    let [low, (to, _), high] = <[(&str, Span); 3]>::try_from(words).ok()?;
    let bound = |(text, span): (&str, Span), inclusive| Bound {
        text: (text != "*").then(|| (text.to_owned(), span)),
        inclusive,
    };
    let low = bound(low, input[open..].starts_with('['));
    let high = bound(high, input[close..].starts_with(']'));
    (to == "TO").then_some((low, high))
}
