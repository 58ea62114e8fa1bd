//! Tables of phrases, found in text as whole words.
//!
//! The knowledge of this room lives in tab-separated files under `data/`, written for people who
//! read no Rust. A [`Phrases`] takes such a table and finds its entries in a text in one pass,
//! however many entries there are.

use std::collections::HashMap;

use super::shift_table::ShiftTable;
use super::trie::{EVERY_BYTE, Trie};

/// Phrases with a meaning each; several meanings where a phrase is entered more than once.
pub(super) struct Phrases<T> {
    shifts: ShiftTable,
    /// Which meanings a phrase has.
    trie: Trie<usize>,
    meanings: Vec<Vec<T>>,
}

/// A phrase found in a text: where, in bytes, and what it means.
pub(super) struct Found<'p, T> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) meanings: &'p [T],
}

impl<T: Copy> Phrases<T> {
    /// Builds the table from phrases and their meanings.
    pub(super) fn new(entries: impl IntoIterator<Item = (String, T)>) -> Self {
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut meanings: Vec<Vec<T>> = Vec::new();
        for (phrase, meaning) in entries {
            for spelling in spellings(&phrase.to_ascii_lowercase()) {
                let next = meanings.len();
                let place = *places.entry(spelling).or_insert(next);
                if place == next {
                    meanings.push(Vec::new());
                }
                meanings[place].push(meaning);
            }
        }
        let phrases: Vec<_> = places.keys().map(String::as_str).collect();
        let shifts = ShiftTable::new(&phrases);
        let trie = Trie::new(&EVERY_BYTE, places.iter().map(|(phrase, &at)| (phrase.as_str(), at)));
        Self { shifts, trie, meanings }
    }

    /// Whether one of the phrases is in `text`, if only as a part of longer words.
    pub(super) fn are_within(&self, text: &str) -> bool {
        let text = text.as_bytes();
        let places = std::iter::successors(self.shifts.next(text, 0), |&place| {
            self.shifts.next(text, place + 1)
        });
        places.into_iter().any(|place| self.trie.find_at(text, place, |_, _| Some(())).is_some())
    }

    /// The phrases in `text`, from left to right, none overlapping, the longest where several
    /// begin at one place. A plural `s` may follow a phrase.
    pub(super) fn find_all<'p>(&'p self, text: &'p str) -> impl Iterator<Item = Found<'p, T>> {
        let text = text.as_bytes();
        let mut from = 0;
        std::iter::from_fn(move || {
            loop {
                let start = self.shifts.next(text, from)?;
                let longest = self.trie.find_at(text, start, |place, end| Some((place, end)));
                let Some((place, end)) = longest else {
                    from = start + 1;
                    continue;
                };
                from = end;
                if let Some(end) = word_end(text, start, end) {
                    return Some(Found { start, end, meanings: &self.meanings[place] });
                }
            }
        })
    }
}

/// The end of the phrase at `start..end` if it stands as whole words, its plural `s` included.
fn word_end(bytes: &[u8], start: usize, end: usize) -> Option<usize> {
    let letter = |at: usize| {
        bytes.get(at).is_some_and(|b| b.is_ascii_alphabetic() || *b >= 0x80 && !is_quote(bytes, at))
    };
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let in_word = |at: usize| letter(at) || digit(at);
    // "325mg": a word may follow directly on a number.
    if start > 0 && in_word(start) && (letter(start - 1) || digit(start - 1) && digit(start)) {
        return None;
    }
    if !in_word(end - 1) || !in_word(end) {
        return Some(end);
    }
    let plural = bytes[end].eq_ignore_ascii_case(&b's') && !in_word(end + 1);
    plural.then_some(end + 1)
}

/// Is the byte part of general punctuation (curly quotes, dashes), and so of no word?
fn is_quote(bytes: &[u8], at: usize) -> bool {
    let from = at.saturating_sub(2);
    bytes[from..=at].contains(&0xE2)
}

/// A phrase and its neighbours: `and` may be `&`, and the comma before it may be missing.
fn spellings(phrase: &str) -> Vec<String> {
    let mut all = vec![phrase.to_owned()];
    for (from, to) in [(" & ", " and "), (", and ", " and "), (" and ", " & ")] {
        let more: Vec<String> = all
            .iter()
            .filter(|known| known.contains(from))
            .map(|known| known.replace(from, to))
            .collect();
        for spelling in more {
            if !all.contains(&spelling) {
                all.push(spelling);
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(phrases: &[&str], text: &str) -> Vec<String> {
        let table = Phrases::new(phrases.iter().map(|p| ((*p).to_owned(), ())));
        table.find_all(text).map(|f| text[f.start..f.end].to_owned()).collect()
    }

    #[test]
    fn only_whole_words_are_found_and_a_plural_counts() {
        assert_eq!(found(&["pain", "mri"], "painful MRIs, no Pain"), ["MRIs", "Pain"]);
    }

    #[test]
    fn an_ampersand_and_a_missing_comma_make_no_difference() {
        let phrase = ["Forearm, Wrist, and Hand"];
        for text in ["forearm, wrist and hand", "Forearm, Wrist & Hand", "Forearm, Wrist, & Hand"] {
            assert_eq!(found(&phrase, text), [text]);
        }
    }

    #[test]
    fn the_longest_phrase_wins() {
        assert_eq!(found(&["low back", "low back pain"], "low back pain"), ["low back pain"]);
    }
}
