//! The words that tell what a sentence of a rationale is about, found in one pass.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind};

use crate::letter::table;

/// A class of words, by its place among the names of all classes.
pub(super) type Class = u8;

/// The words of `data/reasoning_words.tsv`.
pub(super) struct Words {
    automaton: Option<AhoCorasick>,
    /// The classes of each word.
    classes: Vec<Vec<Class>>,
    names: Vec<&'static str>,
}

/// A word found: where, in bytes, and its classes.
pub(super) struct Found<'w> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) classes: &'w [Class],
}

static WORDS: LazyLock<Words> = LazyLock::new(Words::load);

/// The table.
pub(super) fn table() -> &'static Words {
    &WORDS
}

impl Words {
    fn load() -> Self {
        let mut words: Vec<&str> = Vec::new();
        let mut classes: Vec<Vec<Class>> = Vec::new();
        let mut names: Vec<&str> = Vec::new();
        for row in table::rows(include_str!("../../../data/reasoning_words.tsv")) {
            let [word, class] = row[..] else { continue };
            let known = names.iter().position(|&name| name == class).unwrap_or(names.len());
            if known == names.len() {
                names.push(class);
            }
            // The table is sorted: a word of several classes stands in lines next to each other.
            if words.last() == Some(&word) {
                classes.last_mut().into_iter().for_each(|all| all.push(known as Class));
            } else {
                words.push(word);
                classes.push(vec![known as Class]);
            }
        }
        let automaton = AhoCorasickBuilder::new()
            .kind(Some(AhoCorasickKind::DFA))
            .ascii_case_insensitive(true)
            .build(&words);
        Self { automaton: automaton.ok(), classes, names }
    }

    /// The class called `name`, if a word has it.
    pub(super) fn class(&self, name: &str) -> Option<Class> {
        self.names.iter().position(|&known| known == name).map(|place| place as Class)
    }

    /// The whole words in `text`, in the order of their ends; they may overlap.
    pub(super) fn find_all<'w>(&'w self, text: &'w str) -> impl Iterator<Item = Found<'w>> {
        let bytes = text.as_bytes();
        let in_word = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
        let matches = self.automaton.iter().flat_map(move |them| them.find_overlapping_iter(text));
        matches
            .filter(move |one| {
                (one.start() == 0 || !in_word(one.start() - 1)) && !in_word(one.end())
            })
            .map(|one| Found {
                start: one.start(),
                end: one.end(),
                classes: &self.classes[one.pattern().as_usize()],
            })
    }
}
