//! Where a text has what a query looks for.
//!
//! Only what must or may be there is marked: forms that the vocabulary added are, words that are
//! excluded never. A phrase is marked where it stands as a phrase.

use std::ops::Range;

use tantivy::tokenizer::{TokenStream, Tokenizer};

use super::ast::{Clause, Expr, Node, Query, Value};
use super::compile::text_patterns;
use super::pattern::Pattern;
use super::vocabulary;
use crate::fields::{Field, FieldId, Kind};
use crate::index::analyzer::{Initials, LetterTokenizer};

/// What a query looks for in the text fields.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    marks: Vec<(FieldId, Mark)>,
}

/// Terms at their places.
#[derive(Debug, Clone)]
struct Mark {
    patterns: Vec<(u32, Pattern)>,
    slop: u32,
}

/// A word of a text that fits some term: its place among all words, and its bytes.
struct Word {
    place: i64,
    bytes: Range<usize>,
}

/// For each of a mark's terms, the words that fit it: indices, in order.
type Fitting = Vec<Vec<usize>>;

impl Marks {
    /// What `query` looks for, after expansion.
    pub fn of(query: &Query) -> Self {
        let mut marks = Self::default();
        marks.add(&query.root);
        marks
    }

    fn add(&mut self, node: &Node) {
        match &node.expr {
            Expr::And(parts) | Expr::Or(parts) => parts.iter().for_each(|part| self.add(part)),
            Expr::Either { typed, added } => {
                self.add(typed);
                added.iter().for_each(|part| self.add(part));
            }
            Expr::Boost(inner, _) => self.add(inner),
            Expr::Clause(clause) => self.add_clause(clause),
            Expr::All | Expr::Not(_) | Expr::OneCitation(..) => {}
        }
    }

    fn add_clause(&mut self, clause: &Clause) {
        match (clause.field.map(|field| field.field), &clause.value) {
            (None, value) => {
                Field::of_bare_words().iter().for_each(|(field, _)| self.add_value(*field, value));
            }
            (Some(Field { kind: Kind::Class, .. }), Value::Keyword(class)) => {
                for name in vocabulary::drugs_of(class) {
                    self.add_value(FieldId::Treatment, &Value::Word(name.into()));
                }
            }
            (Some(Field { kind: Kind::Words(_), id, .. }), value) => self.add_value(*id, value),
            _ => {}
        }
    }

    fn add_value(&mut self, field: FieldId, value: &Value) {
        if let Some((patterns, slop)) = text_patterns(value) {
            self.marks.push((field, Mark { patterns, slop }));
        }
    }

    /// The bytes of `text`, a value of `field`, that the query looks for: in order, words each for
    /// itself, none twice.
    pub fn find(&self, field: FieldId, text: &str) -> Vec<Range<usize>> {
        let marks: Vec<&Mark> =
            self.marks.iter().filter(|(of, _)| *of == field).map(|(_, mark)| mark).collect();
        if marks.is_empty() {
            return Vec::new();
        }
        let (words, fitting) = fitting_words(&marks, text);
        let mut marked = vec![false; words.len()];
        for (mark, fitting) in marks.iter().zip(&fitting) {
            mark.find(&words, fitting, &mut marked);
        }
        let marked_words = words.into_iter().zip(marked).filter(|(_, marked)| *marked);
        marked_words.map(|(word, _)| word.bytes).collect()
    }
}

/// The words of `text` that fit any term of `marks`, in order; and for each mark, which fit its
/// terms.
fn fitting_words(marks: &[&Mark], text: &str) -> (Vec<Word>, Vec<Fitting>) {
    let mut words: Vec<Word> = Vec::new();
    let mut fitting: Vec<Fitting> =
        marks.iter().map(|mark| vec![Vec::new(); mark.patterns.len()]).collect();
    let patterns = marks.iter().flat_map(|mark| &mark.patterns);
    let beginnings = patterns.flat_map(|(_, pattern)| pattern.beginnings());
    let mut tokenizer = LetterTokenizer::only(Initials::of(beginnings));
    let mut tokens = tokenizer.token_stream(text);
    while tokens.advance() {
        let token = tokens.token();
        let mut fits = false;
        for (mark, fitting) in marks.iter().zip(&mut fitting) {
            for ((_, pattern), fitting) in mark.patterns.iter().zip(fitting) {
                if pattern.matches(&token.text) {
                    fitting.push(words.len());
                    fits = true;
                }
            }
        }
        if fits {
            let bytes = token.offset_from..token.offset_to;
            words.push(Word { place: token.position as i64, bytes });
        }
    }
    (words, fitting)
}

impl Mark {
    /// Sets in `marked` the words that stand as the terms do.
    fn find(&self, words: &[Word], fitting: &Fitting, marked: &mut [bool]) {
        let mut run = Vec::with_capacity(self.patterns.len());
        for &first in fitting.first().into_iter().flatten() {
            run.clear();
            if self.follow(words, first, fitting, &mut run) {
                run.iter().for_each(|&word: &usize| marked[word] = true);
            }
        }
    }

    /// Follows the terms from the word at `first`, each to the nearest word that fits; gives the
    /// words in `run`.
    fn follow(
        &self,
        words: &[Word],
        first: usize,
        fitting: &[Vec<usize>],
        run: &mut Vec<usize>,
    ) -> bool {
        let mut slop = i64::from(self.slop);
        let mut last: Option<(usize, u32)> = None;
        for ((offset, _), fitting) in self.patterns.iter().zip(fitting) {
            let next = match last {
                None => Some((first, 0)),
                Some((word, from)) => {
                    let wanted = words[word].place + i64::from(offset - from);
                    nearest(words, fitting, wanted).filter(|(_, off)| *off <= slop)
                }
            };
            let Some((word, off)) = next else { return false };
            slop -= off;
            last = Some((word, *offset));
            run.push(word);
        }
        true
    }
}

/// The word among `fitting` that is nearest to the place `wanted`, and how far off it is.
fn nearest(words: &[Word], fitting: &[usize], wanted: i64) -> Option<(usize, i64)> {
    let behind = fitting.partition_point(|&word| words[word].place < wanted);
    let beside = &fitting[behind.saturating_sub(1)..fitting.len().min(behind + 1)];
    let off = |&word: &usize| (word, (words[word].place - wanted).abs());
    beside.iter().map(off).min_by_key(|(_, off)| *off)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Vocabulary, parse};

    fn marked(query: &str, text: &str) -> Vec<String> {
        let vocabulary = Vocabulary::default().with_text("a\tESI | epidural steroid injection\n");
        let query = parse(query).unwrap().expand(&vocabulary.unwrap());
        let found = Marks::of(&query).find(FieldId::Rationale, text);
        found.into_iter().map(|bytes| text[bytes].to_owned()).collect()
    }

    #[test]
    fn words_are_marked_in_all_their_forms() {
        assert_eq!(marked("injection", "Injected. No injections!"), ["Injected", "injections"]);
        assert_eq!(marked("meniere", "Ménière's disease"), ["Ménière"]);
    }

    #[test]
    fn patterns_and_added_forms_are_marked() {
        assert_eq!(marked("radic*", "radicular radiculopathy"), ["radicular", "radiculopathy"]);
        assert_eq!(marked("hydrocodnoe~1", "hydrocodone"), ["hydrocodone"]);
        let text = "a second epidural steroid injection, a steroid";
        assert_eq!(marked("ESI", text), ["epidural", "steroid", "injection"]);
    }

    #[test]
    fn excluded_words_and_other_fields_are_not_marked() {
        assert_eq!(marked("lumbar -pain treatment:spine", "lumbar spine pain"), ["lumbar"]);
        assert!(marked("upheld imr.section:pain", "upheld pain").is_empty());
    }

    #[test]
    fn phrases_are_marked_as_phrases() {
        assert_eq!(marked("\"low back\"", "back pain, low; low back"), ["low", "back"]);
        assert_eq!(marked("\"low back\"~1", "low lumbar back"), ["low", "back"]);
        assert_eq!(marked("\"low ba*\"", "low backs, low pain"), ["low", "backs"]);
        assert!(marked("\"low back\"~1", "low a b back").is_empty());
    }

    #[test]
    fn a_wide_distance_takes_no_longer_than_none() {
        let text = "a b c d e f g ".repeat(500);
        let took = |phrase: &str| {
            let begun = std::time::Instant::now();
            assert_eq!(marked(&phrase.repeat(100), &text).len(), 3000, "{phrase}");
            begun.elapsed()
        };
        let exact = took("\"a b c d e f\" ");
        let wide = took("\"a b c d e f\"~100 ");
        assert!(wide < 5 * exact, "{wide:?} against {exact:?}");
    }
}
