//! The syntax tree of a query. It knows field names, but no schema.

use std::ops::Range;

use crate::fields::Field;
use crate::model::CitedBy;

/// Bytes of the query's text, from and to.
pub type Span = Range<usize>;

/// A query as read. `Display` writes it in canonical form, which parses to the same meaning.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// The whole of it.
    pub root: Node,
}

/// A part of a query with the place it was typed at.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it asks for.
    pub expr: Expr,
    /// Where it stands. What the vocabulary added stands where its occasion does.
    pub span: Span,
}

/// What a part of a query asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// Every item: an empty query, or `*`.
    All,
    /// All of two or more.
    And(Vec<Node>),
    /// Any of two or more.
    Or(Vec<Node>),
    /// Everything but this.
    Not(Box<Node>),
    /// The same, weighing more or less in the ranking.
    Boost(Box<Node>, f32),
    /// `cite:(...)`: one citation, of this side if any, that has all of it. It stands for itself
    /// and joins no other citation clause.
    OneCitation(Option<CitedBy>, Box<Node>),
    /// What was typed, or one of the forms that the vocabulary added for it.
    Either {
        /// What was typed.
        typed: Box<Node>,
        /// What was added: words and phrases.
        added: Vec<Node>,
    },
    /// One condition.
    Clause(Clause),
}

/// One condition on one field, or on the text fields of a bare word.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// The field; `None` for a bare word or phrase.
    pub field: Option<FieldRef>,
    /// What must be found there.
    pub value: Value,
}

/// A field of [`crate::fields`], of one side's citations if a side was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldRef {
    /// The field.
    pub field: &'static Field,
    /// `ur.` or `imr.`.
    pub side: Option<CitedBy>,
}

/// What must be found.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A word. Several terms (`10/325mg`) are a phrase.
    Word(String),
    /// `inject*`: words that begin so.
    Prefix(String),
    /// `hydrocodon~1`: words that differ by so many letters at most.
    Fuzzy(String, u8),
    /// Words in order.
    Phrase {
        /// The text between the quotes.
        text: String,
        /// By how many places, added up, the words may be out of their order.
        slop: u32,
        /// Whether the last word is the beginning of a word.
        prefix: bool,
    },
    /// A number, or a date as the number `yyyymmdd`, from and to, both included.
    Interval {
        /// The least.
        from: u64,
        /// The greatest; `u64::MAX` where there is none.
        to: u64,
        /// In the words of the query language.
        shown: String,
    },
    /// An exact value, in canonical spelling: `upheld`, `CM14-0050318`, `MTUS`, `46`.
    Keyword(String),
    /// The path of a facet value of `guideline` or `page`: `MTUS/Low Back Complaints/Imaging`.
    Path(String),
    /// Any value: `field:*`.
    Any,
}

impl Node {
    /// A condition at a place.
    pub fn clause(field: Option<FieldRef>, value: Value, span: Span) -> Self {
        Self { expr: Expr::Clause(Clause { field, value }), span }
    }

    /// All of `parts`; the part itself where there is one only. Conjunctions in it are opened.
    pub fn all_of(parts: Vec<Self>, span: Span) -> Self {
        let mut flat = Vec::with_capacity(parts.len());
        for part in parts {
            match part.expr {
                Expr::And(inner) => flat.extend(inner),
                _ => flat.push(part),
            }
        }
        Self::join(flat, span, Expr::And)
    }

    /// Any of `parts`; the part itself where there is one only. Alternatives in it are opened.
    pub fn any_of(parts: Vec<Self>, span: Span) -> Self {
        let mut flat = Vec::with_capacity(parts.len());
        for part in parts {
            match part.expr {
                Expr::Or(inner) => flat.extend(inner),
                _ => flat.push(part),
            }
        }
        Self::join(flat, span, Expr::Or)
    }

    fn join(mut parts: Vec<Self>, span: Span, expr: fn(Vec<Self>) -> Expr) -> Self {
        match parts.len() {
            1 => parts.swap_remove(0),
            _ => Self { expr: expr(parts), span },
        }
    }

    /// Everything but this one.
    pub fn negate(self, span: Span) -> Self {
        Self { expr: Expr::Not(Box::new(self)), span }
    }
}
