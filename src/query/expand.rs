//! Adds to the words of a query the other forms that the vocabulary knows.
//!
//! Bare words next to each other are taken together, the longest form first: `physical therapy`
//! finds the entry of `PT` as `PT` finds it. What was typed stays as it was, so expansion only
//! ever finds more; within `NOT` it therefore excludes more, under every name. Patterns and words
//! out of order are left alone.

use super::ast::{Clause, Expr, FieldRef, Node, Query, Value};
use super::vocabulary::Vocabulary;
use crate::fields::{Fact, Kind};
use crate::index::analyzer;

impl Query {
    /// The query with the other forms of its words as alternatives.
    pub fn expand(self, vocabulary: &Vocabulary) -> Self {
        Self { root: Expander { vocabulary }.node(self.root) }
    }
}

struct Expander<'v> {
    vocabulary: &'v Vocabulary,
}

impl Expander<'_> {
    fn node(&self, node: Node) -> Node {
        let Node { expr, span } = node;
        let expr = match expr {
            Expr::And(parts) => return Node::all_of(self.conjunction(&parts), span),
            Expr::Or(parts) => Expr::Or(parts.into_iter().map(|part| self.node(part)).collect()),
            Expr::Not(inner) => Expr::Not(Box::new(self.node(*inner))),
            Expr::Boost(inner, by) => Expr::Boost(Box::new(self.node(*inner)), by),
            Expr::OneCitation(side, inner) => Expr::OneCitation(side, Box::new(self.node(*inner))),
            Expr::Clause(_) => {
                let typed = Node { expr, span };
                let words = find_words(&typed);
                return match words {
                    Some((field, words)) => self.either(field, &words, typed),
                    None => typed,
                };
            }
            Expr::All | Expr::Either { .. } => expr,
        };
        Node { expr, span }
    }

    /// Takes runs of words together that are a form, the longest first.
    fn conjunction(&self, parts: &[Node]) -> Vec<Node> {
        let mut expanded = Vec::with_capacity(parts.len());
        let mut rest = parts;
        while let Some((first, others)) = rest.split_first() {
            match self.find_run(rest) {
                Some((length, node)) => {
                    expanded.push(node);
                    rest = &rest[length..];
                }
                None => {
                    expanded.push(self.node(first.clone()));
                    rest = others;
                }
            }
        }
        expanded
    }

    /// The longest run of two words or more at the start of `parts` that is a form.
    fn find_run(&self, parts: &[Node]) -> Option<(usize, Node)> {
        let field = find_words(parts.first()?)?.0;
        let mut run: Vec<Vec<String>> = Vec::new();
        for part in parts.iter().take(self.vocabulary.longest()) {
            match (find_words(part), &part.expr) {
                (Some((of, words)), Expr::Clause(Clause { value: Value::Word(_), .. }))
                    if of == field =>
                {
                    run.push(words);
                }
                _ => break,
            }
        }
        (2..=run.len()).rev().find_map(|length| {
            let span = parts[0].span.start..parts[length - 1].span.end;
            let typed = Node { expr: Expr::And(parts[..length].to_vec()), span };
            let node = self.either(field, &run[..length].concat(), typed);
            matches!(node.expr, Expr::Either { .. }).then_some((length, node))
        })
    }

    /// `typed`, whose words these are, or one of its other forms.
    fn either(&self, field: Option<FieldRef>, words: &[String], typed: Node) -> Node {
        let span = typed.span.clone();
        let others = self.vocabulary.other_forms(words).into_iter();
        let added: Vec<Node> =
            others.map(|form| Node::clause(field, form_value(form), span.clone())).collect();
        if added.is_empty() {
            return typed;
        }
        Node { expr: Expr::Either { typed: Box::new(typed), added }, span }
    }
}

/// A form as it is searched for: a plain word as such, anything else as a phrase.
fn form_value(form: &str) -> Value {
    if form.bytes().all(|b| b.is_ascii_alphanumeric()) && !super::parser::is_taken(form) {
        return Value::Word(form.into());
    }
    Value::Phrase { text: form.into(), slop: 0, prefix: false }
}

/// The stems of a word or exact phrase, with its field, where the vocabulary holds: text, and the
/// names of sections.
fn find_words(node: &Node) -> Option<(Option<FieldRef>, Vec<String>)> {
    let Expr::Clause(Clause { field, value }) = &node.expr else { return None };
    let holds =
        |field: &FieldRef| matches!(field.field.kind, Kind::Words(_) | Kind::Cited(Fact::Section));
    let text = match value {
        Value::Word(word) => word,
        Value::Phrase { text, slop: 0, prefix: false } => text,
        _ => return None,
    };
    field.as_ref().is_none_or(holds).then(|| (*field, analyzer::terms(text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;

    fn read_as(input: &str) -> String {
        let vocabulary = Vocabulary::default()
            .with_text("abbreviation\tESI | epidural steroid injection\nabbreviation\tPT | physical therapy\nabbreviation\tPT | prothrombin time\ndrug\tNorco | hydrocodone/acetaminophen\n");
        parse(input).unwrap().expand(&vocabulary.unwrap()).to_string()
    }

    #[test]
    fn an_abbreviation_finds_its_words_as_a_phrase() {
        assert_eq!(read_as("ESI"), r#"ESI OR "epidural steroid injection""#);
        assert_eq!(
            read_as("esis upheld"),
            r#"(esis OR "epidural steroid injection") AND outcome:upheld"#
        );
        assert_eq!(read_as("-ESI"), r#"NOT (ESI OR "epidural steroid injection")"#);
    }

    #[test]
    fn words_next_to_each_other_find_their_abbreviation() {
        assert_eq!(
            read_as("cervical epidural steroid injections"),
            "cervical AND ((epidural AND steroid AND injections) OR ESI)"
        );
        assert_eq!(read_as("\"physical therapy\""), r#""physical therapy" OR PT"#);
        assert_eq!(read_as("physical OR therapy"), "physical OR therapy");
        assert_eq!(read_as("physical treatment:therapy"), "physical AND treatment:therapy");
    }

    #[test]
    fn a_form_may_stand_for_several_things() {
        assert_eq!(read_as("PT"), r#"PT OR "physical therapy" OR "prothrombin time""#);
    }

    #[test]
    fn brand_and_generic_names_find_each_other_in_the_field_asked() {
        assert_eq!(
            read_as("treatment:norco"),
            r#"treatment:norco OR treatment:"hydrocodone/acetaminophen""#
        );
        assert_eq!(read_as("hydrocodone/acetaminophen"), "hydrocodone/acetaminophen OR Norco");
        assert_eq!(
            read_as("section:ESI^2"),
            r#"(section:ESI OR section:"epidural steroid injection")^2"#
        );
    }

    #[test]
    fn patterns_and_guideline_titles_are_left_alone() {
        assert_eq!(
            read_as("norco* norco~1 guideline:norco"),
            "norco* AND norco~1 AND guideline:norco"
        );
        assert_eq!(read_as("\"physical therapy\"~2"), "\"physical therapy\"~2");
    }
}
