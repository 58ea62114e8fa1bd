//! Citation clauses to the facts that one citation must have.

use tantivy::query::{BooleanQuery, Query as TantivyQuery};

use super::citation::{CitationQuery, Facts};
use super::term_set::{TermSet, Which};
use super::text::text_patterns;
use super::{Compiler, filter, filter_box};
use crate::fields::{Fact, Kind};
use crate::index::cite::CiteFact;
use crate::model::CitedBy;
use crate::query::ast::{Expr, Node, Value};

/// Whose citations clauses speak of: one side's, or either's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scope(Option<CitedBy>);

impl Scope {
    /// The scope of a part that is made of citation clauses only, all of one scope, none negated.
    pub(super) fn of(node: &Node) -> Option<Self> {
        match &node.expr {
            Expr::And(parts) | Expr::Or(parts) => Self::common(parts.iter()),
            Expr::Either { typed, added } => Self::common(std::iter::once(&**typed).chain(added)),
            Expr::Boost(inner, _) => Self::of(inner),
            Expr::Clause(clause) => clause.field.filter(|f| f.is_cited()).map(|f| Self(f.side)),
            Expr::All | Expr::Not(_) | Expr::OneCitation(..) => None,
        }
    }

    fn common<'n>(mut parts: impl Iterator<Item = &'n Node>) -> Option<Self> {
        let first = Self::of(parts.next()?)?;
        parts.all(|part| Self::of(part) == Some(first)).then_some(first)
    }

    fn sides(self) -> &'static [CitedBy] {
        match self.0 {
            None => &[CitedBy::ClaimsAdministrator, CitedBy::Reviewer],
            Some(CitedBy::ClaimsAdministrator) => &[CitedBy::ClaimsAdministrator],
            Some(CitedBy::Reviewer) => &[CitedBy::Reviewer],
        }
    }
}

impl Compiler<'_> {
    /// One citation within `scope` that has all of `group`.
    pub(super) fn citation(&self, scope: Scope, group: &[&Node]) -> Box<dyn TantivyQuery> {
        let facts = match group {
            [only] => facts_of(only),
            _ => Facts::All(group.iter().map(|node| facts_of(node)).collect()),
        };
        self.cited_facts(scope.sides(), &facts)
    }

    fn cited_facts(&self, sides: &[CitedBy], facts: &Facts) -> Box<dyn TantivyQuery> {
        let query = |side: &CitedBy| -> Box<dyn TantivyQuery> {
            Box::new(CitationQuery { field: self.fields.cite(*side), facts: facts.clone() })
        };
        match sides {
            [only] => filter_box(query(only)),
            _ => filter(BooleanQuery::union(sides.iter().map(query).collect())),
        }
    }
}

/// What `node`, which has a [`Scope`], asks of a citation.
fn facts_of(node: &Node) -> Facts {
    match &node.expr {
        Expr::And(parts) => Facts::All(parts.iter().map(facts_of).collect()),
        Expr::Or(parts) => Facts::Any(parts.iter().map(facts_of).collect()),
        Expr::Either { typed, added } => {
            Facts::Any(std::iter::once(&**typed).chain(added).map(facts_of).collect())
        }
        Expr::Boost(inner, _) => facts_of(inner),
        Expr::Clause(clause) => match clause.field.map(|field| field.field.kind) {
            Some(Kind::Cited(fact)) => facts_of_value(fact, &clause.value),
            _ => Facts::Any(Vec::new()),
        },
        Expr::All | Expr::Not(_) | Expr::OneCitation(..) => Facts::Any(Vec::new()),
    }
}

fn facts_of_value(fact: Fact, value: &Value) -> Facts {
    match value {
        Value::Any => any_fact(fact),
        Value::Keyword(value) => whole(fact, value),
        Value::Interval { from, to, .. } => {
            let set =
                TermSet { prefix: cite_fact(fact).prefix(), which: Which::Numbers(*from, *to) };
            Facts::Words(vec![(0, set)])
        }
        Value::Path(path) => path_facts(fact, path),
        _ => words(fact, value),
    }
}

/// Any value of a fact; that nothing was cited is none.
fn any_fact(fact: Fact) -> Facts {
    let set = TermSet { prefix: cite_fact(fact).prefix(), which: Which::AllBut("none") };
    Facts::Words(vec![(0, set)])
}

/// The fact has exactly this value, in any case.
fn whole(fact: Fact, value: &str) -> Facts {
    let prefix = cite_fact(fact).whole_prefix();
    Facts::Words(vec![(0, TermSet::term(prefix, &value.to_lowercase()))])
}

fn words(fact: Fact, value: &Value) -> Facts {
    let prefix = cite_fact(fact).prefix();
    let (patterns, _) = text_patterns(value).unwrap_or_default();
    if patterns.is_empty() {
        return Facts::Any(Vec::new());
    }
    let set = |pattern| TermSet { prefix, which: Which::Pattern(pattern) };
    Facts::Words(patterns.into_iter().map(|(offset, pattern)| (offset, set(pattern))).collect())
}

/// The path of a facet value: source, then title, then section or page, each as a whole. A slash
/// may be part of a title, so every way to split the rest is an alternative.
fn path_facts(fact: Fact, path: &str) -> Facts {
    let leaf = if fact == Fact::Page { Fact::Page } else { Fact::Section };
    let (source, rest) = path.split_once('/').unwrap_or((path, ""));
    let source = whole(Fact::Source, source);
    if rest.is_empty() {
        return source;
    }
    let mut ways = vec![whole(Fact::Guideline, rest)];
    for (slash, _) in rest.match_indices('/') {
        ways.push(Facts::All(vec![
            whole(Fact::Guideline, &rest[..slash]),
            whole(leaf, &rest[slash + 1..]),
        ]));
    }
    Facts::All(vec![source, Facts::Any(ways)])
}

fn cite_fact(fact: Fact) -> CiteFact {
    match fact {
        Fact::Source => CiteFact::Source,
        Fact::Guideline => CiteFact::Guideline,
        Fact::Section => CiteFact::Section,
        Fact::Page => CiteFact::Page,
        Fact::Edition => CiteFact::Edition,
    }
}
