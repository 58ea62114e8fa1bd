//! Which terms a word, the beginning of a word, or a fuzzy word stands for.
//!
//! The terms of the index are stems, so a pattern cannot be held against the words of the text
//! themselves. These rules come as near to that as stems allow:
//!
//! - `inject*` is every stem that begins with `inject`, and every shorter stem that `inject`
//!   followed by one of the usual endings has. So `injecti*` finds `injection`, whose stem is
//!   `inject`.
//! - `epidurla~1` is every stem within one letter of the word as typed or of its stem, and the
//!   stem of every word one letter away. So it finds `epidural`, whose stem is `epidur`.

use std::collections::BTreeSet;

use tantivy::tokenizer::{
    AsciiFoldingFilter, LowerCaser, RawTokenizer, TextAnalyzer, Token, TokenStream,
};

use crate::index::analyzer;

/// A set of terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pattern {
    /// One term.
    Term(String),
    /// Terms that begin so, and some others.
    Prefix {
        /// In lower case, accents folded.
        typed: String,
        /// The others.
        stems: BTreeSet<String>,
    },
    /// Terms near to any of these words, and some others.
    Fuzzy {
        /// The word as typed (folded), and its stem.
        words: Vec<String>,
        /// How many letters may differ: put in, left out, changed, or two swapped.
        distance: u8,
        /// The others.
        stems: BTreeSet<String>,
    },
}

/// The shortest stem that an ending may be taken off to.
const SHORTEST_STEM: usize = 3;

/// Ends of English words; the ends of these are tried as well.
const ENDINGS: [&str; 24] = [
    "ability", "ally", "ances", "ations", "ators", "ences", "ers", "fully", "iously", "isms",
    "istic", "ities", "itis", "ively", "ization", "izing", "lessly", "ments", "nesses", "ological",
    "ous", "ying", "ings", "ized",
];

impl Pattern {
    /// The beginning of a word.
    pub fn prefix(typed: &str) -> Self {
        let typed = fold(typed);
        let mut stems = BTreeSet::new();
        for ending in ENDINGS {
            for (cut, _) in ending.char_indices() {
                let stem = stem(&format!("{typed}{}", &ending[cut..]));
                if stem.len() >= SHORTEST_STEM && stem.len() < typed.len() {
                    stems.insert(stem);
                }
            }
        }
        let whole = stem(&typed);
        if !whole.starts_with(&typed) {
            stems.insert(whole);
        }
        stems.retain(|stem| !stem.is_empty());
        Self::Prefix { typed, stems }
    }

    /// A word in which letters may differ.
    pub fn fuzzy(typed: &str, distance: u8) -> Self {
        let typed = fold(typed);
        let mut stems: BTreeSet<String> =
            neighbours(&typed).iter().map(|word| stem(word)).collect();
        stems.remove("");
        let mut words = vec![stem(&typed), typed];
        words.dedup();
        Self::Fuzzy { words, distance, stems }
    }

    /// What its terms begin with, each with one of these.
    pub fn beginnings(&self) -> impl Iterator<Item = &str> {
        let (own, stems) = match self {
            Self::Term(own) => (own.as_str(), None),
            Self::Prefix { typed, stems } => (typed.as_str(), Some(stems)),
            Self::Fuzzy { .. } => ("", None),
        };
        std::iter::once(own).chain(stems.into_iter().flatten().map(String::as_str))
    }

    /// Whether `term` belongs to it.
    pub fn matches(&self, term: &str) -> bool {
        match self {
            Self::Term(own) => own == term,
            Self::Prefix { typed, stems } => term.starts_with(typed) || stems.contains(term),
            Self::Fuzzy { words, distance, stems } => {
                let near =
                    |word: &String| strsim::osa_distance(word, term) <= usize::from(*distance);
                stems.contains(term) || words.iter().any(near)
            }
        }
    }
}

/// The terms of a phrase with their places, the last of which may be the beginning of a word.
pub fn phrase_patterns(text: &str, prefix: bool) -> Vec<(u32, Pattern)> {
    let mut patterns = Vec::new();
    let mut last = 0..0;
    analyzer::build().token_stream(text).process(&mut |token: &Token| {
        last = token.offset_from..token.offset_to;
        patterns.push((token.position as u32, Pattern::Term(token.text.clone())));
    });
    if let (true, Some((_, pattern))) = (prefix, patterns.last_mut()) {
        *pattern = Pattern::prefix(&text[last]);
    }
    patterns
}

/// Lower case, accents folded, as the analyzer does before it stems.
pub fn fold(word: &str) -> String {
    let mut folder = TextAnalyzer::builder(RawTokenizer::default())
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .build();
    let mut folded = String::new();
    folder.token_stream(word).process(&mut |token| folded.push_str(&token.text));
    folded
}

/// The stem of one word; empty for what is no word.
fn stem(word: &str) -> String {
    analyzer::terms(word).pop().unwrap_or_default()
}

/// All words of letters one edit away from a word of ASCII letters and digits; none for others.
fn neighbours(word: &str) -> Vec<String> {
    let bytes = word.as_bytes();
    if !bytes.iter().all(u8::is_ascii_alphanumeric) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for at in 0..=bytes.len() {
        let (left, right) = word.split_at(at);
        if let Some((first, rest)) = right.split_at_checked(1) {
            found.push(format!("{left}{rest}"));
            if let Some((second, rest)) = rest.split_at_checked(1) {
                found.push(format!("{left}{second}{first}{rest}"));
            }
            found.extend(('a'..='z').map(|letter| format!("{left}{letter}{rest}")));
        }
        found.extend(('a'..='z').map(|letter| format!("{left}{letter}{right}")));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(pattern: &Pattern, word: &str) -> bool {
        pattern.matches(&analyzer::terms(word)[0])
    }

    #[test]
    fn a_beginning_finds_words_whose_stem_is_shorter() {
        for (typed, word) in [
            ("inject", "injections"),
            ("injecti", "injection"),
            ("injections", "injections"),
            ("inflammat", "inflammation"),
            ("inflammat", "inflammatory"),
            ("therapie", "therapies"),
            ("radiculopat", "radiculopathy"),
            ("MÉN", "Ménière"),
        ] {
            assert!(finds(&Pattern::prefix(typed), word), "{typed}* {word}");
        }
        assert!(!finds(&Pattern::prefix("inject"), "injury"));
        assert!(!finds(&Pattern::prefix("injecti"), "in"));
    }

    #[test]
    fn a_fuzzy_word_finds_what_was_meant() {
        for (typed, distance, word) in [
            ("hydrocodon", 1, "hydrocodone"),
            ("epidurla", 1, "epidural"),
            ("injectoin", 1, "injections"),
            ("radiclopathy", 1, "radiculopathy"),
            ("hidrocodine", 2, "hydrocodone"),
        ] {
            assert!(finds(&Pattern::fuzzy(typed, distance), word), "{typed}~{distance} {word}");
        }
        assert!(!finds(&Pattern::fuzzy("lumbar", 1), "number"));
    }
}
