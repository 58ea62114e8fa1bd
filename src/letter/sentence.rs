//! Where sentences end, and which of them are prose rather than the name of a treatment.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::table;

/// Words whose full stop ends no sentence, in lower case.
static ABBREVIATIONS: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| table::lines(include_str!("../../data/abbreviations.tsv")).collect());

/// Words that only sentences hold, in lower case.
static PROSE: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| table::lines(include_str!("../../data/prose_words.tsv")).collect());

/// The longest word of the tables in bytes.
const LONGEST_WORD: usize = 16;

/// The shortest word that closes a sentence before one in lower case: what is shorter is rather an
/// abbreviation (`pain mgmt. for`, `6 hrs. as needed`).
const SHORTEST_CLOSING: usize = 6;

/// Where the first sentence of `text` ends, its closing mark included; the end of `text` if it
/// holds no other.
pub(super) fn first_end(text: &str) -> usize {
    next_start(text, 0).map_or(text.len(), |start| text[..start].trim_end().len())
}

/// Where the first sentence after `from` begins; `None` where none follows.
pub(super) fn next_start(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(found) = memchr::memchr3(b'.', b'!', b'?', bytes.get(at..)?) {
        let mark = at + found;
        at = mark + 1;
        if let Some(start) = start_behind(text, mark) {
            return Some(start);
        }
    }
    None
}

/// Where the next sentence begins, if the mark at `mark` ends one.
fn start_behind(text: &str, mark: usize) -> Option<usize> {
    if text.as_bytes()[mark] == b'.' && is_inside_word(text, mark) {
        return None;
    }
    let rest = &text[mark + 1..];
    let closed = rest.trim_start_matches(['"', '\'', ')', ']', '”', '’', '.']);
    let next = closed.trim_start();
    let first = next.chars().next()?;
    if first.is_lowercase() && last_word(&text[..mark]).len() < SHORTEST_CLOSING {
        return None;
    }
    let has_space = next.len() < closed.len();
    let glued = first.is_ascii_uppercase()
        && text[..mark].bytes().rev().take(3).all(|byte| byte.is_ascii_lowercase() || byte == b')')
        && next.as_bytes().get(1).is_some_and(|byte| byte.is_ascii_lowercase() || *byte == b' ');
    (has_space || glued).then(|| text.len() - next.len())
}

/// Whether the full stop at `mark` belongs to an abbreviation or to a number in a list (`2.`).
fn is_inside_word(text: &str, mark: usize) -> bool {
    let before = &text[..mark];
    let word = last_word(before);
    if word.is_empty() || word.len() > LONGEST_WORD {
        return false;
    }
    let rest = &before[..before.len() - word.len()];
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        let opens = rest.trim_end();
        return word.len() <= 2 && (opens.is_empty() || opens.ends_with(['.', ':', '!', '?']));
    }
    let is_initial = word.len() == 1 && word.as_bytes()[0].is_ascii_alphabetic();
    (is_initial && !rest.ends_with(['-', '\'', '’']))
        || ABBREVIATIONS.contains(word.to_ascii_lowercase().as_str())
}

/// The letters or digits at the end of `text`.
fn last_word(text: &str) -> &str {
    let length =
        text.bytes().rev().take(LONGEST_WORD + 1).take_while(u8::is_ascii_alphanumeric).count();
    &text[text.len() - length..]
}

/// Whether `text` closes as a sentence does.
pub(super) fn ends_sentence(text: &str) -> bool {
    let open = text.trim_end().trim_end_matches(['"', '\'', ')', ']', '”', '’']);
    match open.as_bytes().last() {
        Some(b'!' | b'?') => true,
        Some(b'.') => !is_inside_word(open, open.len() - 1),
        _ => false,
    }
}

/// Whether `text` reads like a sentence: it holds a word that no treatment's name does.
pub(super) fn is_prose(text: &str) -> bool {
    text.split(|letter: char| !letter.is_ascii_alphabetic())
        .filter(|word| (2..=LONGEST_WORD).contains(&word.len()))
        .any(|word| {
            PROSE.contains(word)
                || (word.as_bytes()[0].is_ascii_uppercase()
                    && PROSE.contains(word.to_ascii_lowercase().as_str()))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_behind_a_possessive_and_behind_a_list() {
        for text in ["It is the worker's. He agreed.", "Ice, heat, etc. Rest was advised."] {
            assert!(next_start(text, 0).is_some(), "{text}");
        }
        for text in ["Seen by J. Smith.", "Pain, i.e. none.", "See pg. 12.", "Dose of 2.5 mg."] {
            assert_eq!(next_start(text, 0), None, "{text}");
        }
    }
}
