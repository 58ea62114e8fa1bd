//! The canonical form of a query: what was understood, in the query language itself.

use std::fmt::{self, Display, Formatter, Write};

use super::ast::{Clause, Expr, FieldRef, Node, Query, Value};
use super::scan;
use crate::model::CitedBy;

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.root.expr.fmt(f)
    }
}

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("*"),
            Self::And(parts) => join(f, parts.iter(), " AND "),
            Self::Or(parts) => join(f, parts.iter(), " OR "),
            Self::Not(inner) => {
                f.write_str("NOT ")?;
                write_part(f, inner)
            }
            Self::Boost(inner, by) => {
                write_tight(f, inner)?;
                write!(f, "^{by}")
            }
            Self::OneCitation(side, inner) => {
                write!(f, "{}cite:({})", CitedBy::prefix(*side), inner.expr)
            }
            Self::Either { typed, added } => {
                join(f, std::iter::once(&**typed).chain(added), " OR ")
            }
            Self::Clause(clause) => clause.fmt(f),
        }
    }
}

fn join<'n>(
    f: &mut Formatter<'_>,
    parts: impl Iterator<Item = &'n Node>,
    word: &str,
) -> fmt::Result {
    for (place, part) in parts.enumerate() {
        if place > 0 {
            f.write_str(word)?;
        }
        write_part(f, part)?;
    }
    Ok(())
}

/// Writes a part of an expression, in parentheses where it is made of parts itself.
fn write_part(f: &mut Formatter<'_>, part: &Node) -> fmt::Result {
    match part.expr {
        Expr::And(_) | Expr::Or(_) | Expr::Either { .. } => write!(f, "({})", part.expr),
        _ => part.expr.fmt(f),
    }
}

/// Writes what something is attached to.
fn write_tight(f: &mut Formatter<'_>, part: &Node) -> fmt::Result {
    match part.expr {
        Expr::Clause(_) | Expr::OneCitation(..) => part.expr.fmt(f),
        _ => write!(f, "({})", part.expr),
    }
}

impl Display for Clause {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(field) = self.field {
            write!(f, "{field}:")?;
        }
        match &self.value {
            Value::Word(word) => scan::write_word(f, word, self.field.is_none()),
            Value::Prefix(word) => {
                scan::write_word(f, word, false)?;
                f.write_char('*')
            }
            Value::Fuzzy(word, distance) => {
                scan::write_word(f, word, false)?;
                write!(f, "~{distance}")
            }
            Value::Phrase { text, slop, prefix } => write_phrase(f, text, *slop, *prefix),
            Value::Interval { shown, .. } => f.write_str(shown),
            Value::Keyword(value) if scan::is_plain(value) => f.write_str(value),
            Value::Keyword(value) | Value::Path(value) => write_phrase(f, value, 0, false),
            Value::Any => f.write_char('*'),
        }
    }
}

fn write_phrase(f: &mut Formatter<'_>, text: &str, slop: u32, prefix: bool) -> fmt::Result {
    f.write_char('"')?;
    for c in text.chars() {
        if matches!(c, '"' | '\\' | '*' | '“' | '”') {
            f.write_char('\\')?;
        }
        f.write_char(c)?;
    }
    f.write_char('"')?;
    if prefix {
        f.write_char('*')?;
    }
    if slop > 0 {
        write!(f, "~{slop}")?;
    }
    Ok(())
}

impl Display for FieldRef {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", CitedBy::prefix(self.side), self.field.name)
    }
}
