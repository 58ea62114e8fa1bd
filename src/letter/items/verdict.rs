//! Reads decisions: `: Upheld` at the end of a heading, `is not medically necessary` in a sentence.

use memchr::memmem;

use crate::letter::sentence;
use crate::letter::text::{head, tail};
use crate::model::Outcome;

/// A decision and where the treatment that it decides ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// The decision; `None` where two words contradict each other.
    pub(crate) outcome: Option<Outcome>,
    /// Where in the text the words before the decision end.
    pub(crate) treatment_end: usize,
    /// Where in the text the decision ends.
    pub(crate) end: usize,
}

/// The words for a decision in a heading, in lower case.
const WORDS: [(&str, Outcome); 4] = [
    ("upheld", Outcome::Upheld),
    ("uphold", Outcome::Upheld),
    ("overturned", Outcome::Overturned),
    ("overturn", Outcome::Overturned),
];

/// How far a sentence's decision may stand from the words beside it, in bytes.
const NEAR: usize = 120;

/// The decision that closes `text`: `<treatment>: Upheld`.
pub(crate) fn heading_before(text: &str) -> Option<Verdict> {
    let end = text.trim_end().len();
    let (outcome, before) = last_word(text)?;
    if let Some(before) = strip_end(&text[..before], "partially") {
        let treatment_end = before.trim_end_matches([' ', ':']).len();
        return Some(Verdict { outcome: None, treatment_end, end });
    }
    let (outcome, before) = match last_word(&text[..before]) {
        Some((other, before)) if other != outcome => (None, before),
        Some((_, before)) => (Some(outcome), before),
        None => (Some(outcome), before),
    };
    Some(Verdict { outcome, treatment_end: before, end })
}

/// The outcome word at the end of `text`, and where the words before its colon end.
fn last_word(text: &str) -> Option<(Outcome, usize)> {
    let trimmed = text.trim_end_matches([' ', '.', ',', ';', '*']);
    let (word, outcome) = WORDS.iter().find(|(word, _)| ends_with(trimmed, word))?;
    let rest = &trimmed[..trimmed.len() - word.len()];
    let rest = rest.trim_end_matches([' ', ':', ';', '-', '–', '—']);
    let has_joint = rest.len() + word.len() < trimmed.len();
    has_joint.then_some((*outcome, rest.len()))
}

fn ends_with(text: &str, lower: &str) -> bool {
    let start = text.len().checked_sub(lower.len());
    start.is_some_and(|start| text.as_bytes()[start..].eq_ignore_ascii_case(lower.as_bytes()))
}

fn strip_end<'a>(text: &'a str, lower: &str) -> Option<&'a str> {
    ends_with(text, lower).then(|| text[..text.len() - lower.len()].trim_end())
}

/// The decision in the sentence that closes `text`: `<treatment> is not medically necessary and
/// appropriate.`
pub(crate) fn sentence_before(text: &str) -> Option<Verdict> {
    let end = text.trim_end().len();
    let mut rest = text.trim_end_matches([' ', '.', ':', ';']);
    for tail in ["appropriate", "and", "or", "&"] {
        rest = strip_end(rest, tail).unwrap_or(rest);
    }
    let rest = rest.trim_end_matches([',', ' ']);
    necessity_before(strip_end(rest, "necessary")?, end)
}

/// The first decision in a sentence of `text`.
pub(crate) fn find_sentence(text: &str) -> Option<Verdict> {
    memmem::find_iter(text.as_bytes(), b"ecessary")
        .filter(|&at| at > 0 && text.as_bytes()[at - 1].eq_ignore_ascii_case(&b'n'))
        .find_map(|at| necessity_before(text[..at - 1].trim_end(), at + "ecessary".len()))
}

/// The decision in the sentence that closes `text`, looking at its end only: what is said before
/// may tell of another review.
pub(crate) fn find_last_sentence(text: &str) -> Option<Verdict> {
    let (closing, _) = tail(text, 600);
    memmem::rfind_iter(closing.as_bytes(), b"necessary")
        .find_map(|at| necessity_before(closing[..at].trim_end(), at + "necessary".len()))
        .filter(|verdict| sentence::next_start(closing, verdict.end).is_none())
}

/// Reads `is [not] medically` at the end of `text`; `notmedically` is seen in real letters.
fn necessity_before(text: &str, end: usize) -> Option<Verdict> {
    let rest = strip_end(text, "medically")?;
    let (rest, is_not) = match strip_end(rest, "not") {
        Some(rest) => (rest, true),
        None => (rest, false),
    };
    let rest = ["is", "are", "was", "were"].iter().find_map(|verb| {
        strip_end(rest, verb).filter(|before| before.len() < rest.len() - verb.len())
    })?;
    let outcome = if is_not { Outcome::Upheld } else { Outcome::Overturned };
    Some(Verdict { outcome: Some(outcome), treatment_end: rest.len(), end })
}

/// The one outcome that a heading states in its midst (`Upheld (see below)`).
pub(crate) fn find_within(heading: &str) -> Option<Verdict> {
    let lower = head(heading, 4000).to_ascii_lowercase();
    let (mark, outcome) = WORDS.iter().find_map(|(word, outcome)| {
        let at = memmem::rfind(lower.as_bytes(), word.as_bytes())?;
        let before = lower[..at].trim_end();
        before.ends_with(':').then_some((at, *outcome))
    })?;
    let treatment_end = lower[..mark].trim_end_matches([' ', ':']).len();
    (lower.len() - mark < NEAR).then_some(Verdict {
        outcome: Some(outcome),
        treatment_end,
        end: heading.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(text: &str) -> Option<(&str, Option<Outcome>)> {
        heading_before(text).map(|verdict| (&text[..verdict.treatment_end], verdict.outcome))
    }

    fn sentence(text: &str) -> Option<(&str, Option<Outcome>)> {
        sentence_before(text).map(|verdict| (&text[..verdict.treatment_end], verdict.outcome))
    }

    #[test]
    fn headings_end_in_their_outcome() {
        assert_eq!(heading("Back brace: Upheld "), Some(("Back brace", Some(Outcome::Upheld))));
        assert_eq!(heading("X-ray : OVERTURNED."), Some(("X-ray", Some(Outcome::Overturned))));
        assert_eq!(heading("Brace: Upheld: Overturned"), Some(("Brace", None)));
        assert_eq!(heading("The denial was kept."), None);
    }

    #[test]
    fn sentences_state_necessity_even_run_together() {
        let upheld = Some(("A brace", Some(Outcome::Upheld)));
        assert_eq!(sentence("A brace is not medically necessary and appropriate. "), upheld);
        assert_eq!(sentence("A brace is notmedically necessary"), upheld);
        let overturned = Some(("Two visits", Some(Outcome::Overturned)));
        assert_eq!(sentence("Two visits are medically necessary and appropriate."), overturned);
        assert_eq!(sentence("This medically necessary."), None);
    }
}
