//! Where a list of diagnoses ends.

use super::list::list_number;
use super::words::{Word, words};
use crate::letter::text::head;

/// No list of diagnoses is longer, in bytes.
const LONGEST_LIST: usize = 1500;

/// The list at the start of `text`: up to the end of the sentence or the start of another clause.
pub(super) fn list_at(text: &str) -> &str {
    let text = head(text, LONGEST_LIST);
    let end = end_of_sentence(text);
    let sentence = &text[..end];
    let stop = words()
        .find_all(sentence)
        .find(|found| {
            found.meanings.contains(&Word::Stop) && !sentence[..found.start].trim().is_empty()
        })
        .map_or(end, |found| found.start);
    &sentence[..stop.min(start_of_date(sentence))]
}

/// Where the first sentence of `text` ends. Decimals, codes, titles and the numbers of a list end
/// none: `L4.5`, `M54.5`, `Dr. X`, `1. Lumbar strain. 2. Neck pain.`
pub(super) fn end_of_sentence(text: &str) -> usize {
    let mut expected = 1;
    for dot in memchr::memchr_iter(b'.', text.as_bytes()) {
        let before = &text[..dot];
        if list_number(before, expected) {
            expected += 1;
            continue;
        }
        let after = &text[dot + 1..];
        let next = after.trim_start_matches(['"', '”', ')', ' ']);
        let numbered = expected > 1
            && next
                .strip_prefix(&expected.to_string())
                .is_some_and(|rest| rest.starts_with(['.', ')']));
        let glued =
            after.starts_with(|c: char| c.is_alphanumeric()) && !glued_sentence(before, after);
        if !numbered && !glued && !is_abbreviation(before) {
            return dot;
        }
    }
    text.len()
}

/// `2016.On 1-12-17 ...`: a sentence that begins without a space.
fn glued_sentence(before: &str, after: &str) -> bool {
    let capital = after.starts_with(|c: char| c.is_ascii_uppercase());
    let word = after.as_bytes().get(1).is_some_and(u8::is_ascii_lowercase);
    capital && word && before.ends_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
}

/// Does the text before a dot end in a title or another abbreviation?
fn is_abbreviation(before: &str) -> bool {
    let word = before.rsplit([' ', '(', '.']).next().unwrap_or_default();
    ["Dr", "Mr", "Mrs", "Ms", "vs", "e", "g", "i", "No", "approx", "St"].contains(&word)
}

/// Where ` on 10/12/2016` or ` on March 3` begins, or the end of `text`.
fn start_of_date(text: &str) -> usize {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let dated = |after: &str| {
        after.starts_with(|c: char| c.is_ascii_digit())
            || MONTHS.iter().any(|m| after.starts_with(m))
    };
    [" on ", " in ", " since "]
        .iter()
        .flat_map(|word| text.match_indices(word))
        .filter(|(at, word)| dated(&text[at + word.len()..]))
        .map(|(at, _)| at)
        .min()
        .unwrap_or(text.len())
}
