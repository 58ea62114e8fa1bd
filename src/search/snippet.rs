//! The passage of an item to quote: its ground first, then where it matches best.

use std::borrow::Cow;
use std::ops::Range;

use super::hit::Passage;
use crate::fields::{Field, FieldId, Quoted, Strings, Text};
use crate::index::document::StoredItem;

/// Finds what matches in a text of a field: byte ranges in order, not overlapping.
pub type Marker<'a> = dyn Fn(FieldId, &str) -> Vec<Range<usize>> + Sync + 'a;

/// How long a snippet is at the most, bytes.
const LENGTH: usize = 240;

/// A passage with what matched in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Snippet {
    /// The field it is from; `None` where the item has no text.
    pub field: Option<FieldId>,
    /// The passage, with `...` where it was cut.
    pub text: String,
    /// What matched: start and end in characters.
    pub highlights: Vec<(usize, usize)>,
}

/// A text that may be quoted.
struct Quotable<'a> {
    field: FieldId,
    text: Cow<'a, str>,
    quoted: Quoted,
}

/// The texts of an item that are quoted, the one with the reasons first.
fn texts(stored: &StoredItem) -> Vec<Quotable<'_>> {
    let mut found = Vec::new();
    for field in Field::all() {
        let Some(&Text { values, quoted: Some(quoted), .. }) = field.text() else { continue };
        let mut texts = Strings::default();
        values(stored.subject(), &mut texts);
        found.extend(texts.into_iter().map(|text| Quotable { field: field.id, text, quoted }));
    }
    found.sort_by_key(|text| text.quoted.place);
    found
}

/// Whether a hit shows the text of `field` anyway.
fn is_shown(field: FieldId) -> bool {
    matches!(
        field,
        FieldId::Treatment | FieldId::Requested | FieldId::Authorized | FieldId::Citation
    )
}

/// The ground of the decision with what matches in it; where nothing does, the ground and then the
/// passage with the most different matches. Without a ground, that passage; the beginning of the
/// reasons where nothing in the texts matches (a query for an outcome, say).
pub fn snippet(stored: &StoredItem, marker: &Marker<'_>) -> Snippet {
    let ground = ground(stored, marker);
    match (ground, best_passage(stored, marker)) {
        (Some(ground), Some(best)) if ground.highlights.is_empty() => join(ground, &best),
        (Some(ground), _) => ground,
        (None, Some(best)) => best,
        (None, None) => texts(stored)
            .first()
            .map_or_else(Snippet::default, |Quotable { field, text, .. }| {
                cut(*field, text, window_around(text, 0..0), &[])
            }),
    }
}

/// The passage with the most different matches in the texts that a hit does not show anyway.
fn best_passage(stored: &StoredItem, marker: &Marker<'_>) -> Option<Snippet> {
    let mut best: Option<(usize, Snippet)> = None;
    let texts = texts(stored);
    for Quotable { field, text, quoted } in texts.iter().filter(|one| !is_shown(one.field)) {
        let marks = marker(*field, text);
        let Some((window, worth)) = best_window(text, &marks) else { continue };
        let worth = worth * quoted.worth;
        if best.as_ref().is_none_or(|(most, _)| worth > *most) {
            best = Some((worth, cut(*field, text, window, &marks)));
        }
    }
    best.map(|(_, snippet)| snippet)
}

/// Of the sentences that carry the decision, the one with the most different matches, else the
/// first; of a long one, as much as a snippet holds.
fn ground(stored: &StoredItem, marker: &Marker<'_>) -> Option<Snippet> {
    let item = stored.item.as_ref()?;
    let rationale = item.rationale.as_deref()?;
    let all = marker(FieldId::Rationale, rationale);
    let sentences = item.ground.iter().filter_map(|&place| item.reasoning.get(place));
    let mut best: Option<(usize, Snippet)> = None;
    for sentence in sentences {
        let range = sentence.range.clone();
        let text = rationale.get(range.clone())?;
        let inside = all.iter().filter(|mark| range.start <= mark.start && mark.end <= range.end);
        let marks: Vec<_> =
            inside.map(|mark| mark.start - range.start..mark.end - range.start).collect();
        let (window, worth) =
            best_window(text, &marks).unwrap_or_else(|| (window_around(text, 0..0), 0));
        if best.as_ref().is_none_or(|(most, _)| worth > *most) {
            best = Some((worth, cut(FieldId::Rationale, text, window, &marks)));
        }
    }
    best.map(|(_, snippet)| snippet)
}

/// One passage and then `other`, whose field counts: it is the one that matches.
fn join(one: Snippet, other: &Snippet) -> Snippet {
    let is_cut = one.text.ends_with(" ...") || other.text.starts_with("... ");
    let gap = if is_cut { " " } else { " ... " };
    let offset = one.text.chars().count() + gap.len();
    let moved = other.highlights.iter().map(|&(from, to)| (from + offset, to + offset));
    let highlights = one.highlights.into_iter().chain(moved).collect();
    Snippet { field: other.field, text: format!("{}{gap}{}", one.text, other.text), highlights }
}

/// Every passage of the item that matches, sentence by sentence, in the order of the letter's
/// own importance: reasons first.
pub fn passages(stored: &StoredItem, marker: &Marker<'_>) -> Vec<Passage> {
    let mut passages = Vec::new();
    for Quotable { field, text, .. } in texts(stored) {
        let text = &*text;
        let marks = marker(field, text);
        let mut marks = marks.as_slice();
        while let Some(first) = marks.first() {
            let sentence = sentence_around(text, first.clone());
            let inside = marks.iter().take_while(|mark| mark.start < sentence.end).count();
            let snippet = cut(field, text, sentence, &marks[..inside]);
            let (text, highlights) = (snippet.text, snippet.highlights);
            passages.push(Passage { field: field.name(), text, highlights });
            marks = &marks[inside.max(1)..];
        }
    }
    passages
}

/// The window with the most different matched words, then the most matches, then the first; and
/// what it is worth.
fn best_window(text: &str, marks: &[Range<usize>]) -> Option<(Range<usize>, usize)> {
    let mut best: Option<(usize, Range<usize>)> = None;
    for (index, first) in marks.iter().enumerate() {
        let reach = first.start + LENGTH;
        let inside: Vec<_> = marks[index..].iter().take_while(|mark| mark.end <= reach).collect();
        let mut words: Vec<String> =
            inside.iter().map(|mark| text[(*mark).clone()].to_lowercase()).collect();
        words.sort_unstable();
        words.dedup();
        let worth = words.len() * 16 + inside.len().min(15);
        if best.as_ref().is_none_or(|(most, _)| worth > *most) {
            let end = inside.last().map_or(first.end, |mark| mark.end);
            best = Some((worth, first.start..end));
        }
    }
    best.map(|(worth, core)| (window_around(text, core), worth))
}

/// At most [`LENGTH`] bytes around `core`, from the beginning of its sentence where that fits.
fn window_around(text: &str, core: Range<usize>) -> Range<usize> {
    let sentence = sentence_start(text, core.start);
    let spare = LENGTH.saturating_sub(core.end - core.start);
    let start = if core.start - sentence <= spare {
        sentence
    } else {
        word_start(text, core.start - spare / 2)
    };
    let end = word_end(text, (start + LENGTH).max(core.end));
    start..end
}

fn sentence_around(text: &str, core: Range<usize>) -> Range<usize> {
    let start = sentence_start(text, core.start);
    let bytes = text.as_bytes();
    let ends = |at: &usize| is_sentence_end(bytes, *at);
    let end = (core.end..text.len()).find(ends).map_or(text.len(), |at| at + 1);
    start..end
}

fn sentence_start(text: &str, before: usize) -> usize {
    let bytes = text.as_bytes();
    let ends = |at: &usize| is_sentence_end(bytes, *at);
    let end = (0..before).rev().find(ends);
    end.map_or(0, |at| (at + 2).min(before))
}

/// Whether a sentence ends with the byte at `at`: a full stop, question or exclamation mark before
/// a space and a capital, and no abbreviation of one letter.
fn is_sentence_end(bytes: &[u8], at: usize) -> bool {
    matches!(bytes[at], b'.' | b'?' | b'!')
        && bytes.get(at + 1) == Some(&b' ')
        && bytes.get(at + 2).is_some_and(u8::is_ascii_uppercase)
        && !(at >= 2 && bytes[at - 1].is_ascii_uppercase() && bytes[at - 2] == b' ')
        && !bytes[..at].ends_with(b"Dr")
}

fn word_start(text: &str, near: usize) -> usize {
    let near = floor(text, near);
    text[near..].find(' ').map_or(near, |space| near + space + 1)
}

fn word_end(text: &str, near: usize) -> usize {
    if near >= text.len() {
        return text.len();
    }
    let near = floor(text, near);
    text[..near].rfind(' ').unwrap_or(near)
}

/// The character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at)
}

fn cut(field: FieldId, text: &str, window: Range<usize>, marks: &[Range<usize>]) -> Snippet {
    let before = if window.start > 0 { "... " } else { "" };
    let after = if window.end < text.len() { " ..." } else { "" };
    let passage = &text[window.clone()];
    let characters = |to: usize| before.len() + text[window.start..to].chars().count();
    let inside = marks.iter().filter(|mark| window.start <= mark.start && mark.end <= window.end);
    let highlights = inside.map(|mark| (characters(mark.start), characters(mark.end))).collect();
    Snippet { field: Some(field), text: format!("{before}{passage}{after}"), highlights }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn marks_of(text: &str, word: &str) -> Vec<Range<usize>> {
        text.match_indices(word).map(|(at, _)| at..at + word.len()).collect()
    }

    fn cut_best(text: &str, words: &[&str]) -> Snippet {
        let mut marks: Vec<_> = words.iter().flat_map(|word| marks_of(text, word)).collect();
        marks.sort_by_key(|mark| mark.start);
        let (window, _) = best_window(text, &marks).unwrap();
        cut(FieldId::Rationale, text, window, &marks)
    }

    fn marked(snippet: &Snippet) -> Vec<String> {
        let text: Vec<char> = snippet.text.chars().collect();
        snippet.highlights.iter().map(|&(from, to)| text[from..to].iter().collect()).collect()
    }

    #[test]
    fn the_passage_with_both_words_wins() {
        let filler = "Nothing is said of it here. ".repeat(20);
        let text =
            format!("An injection was given. {filler}The epidural injection helped. {filler}");
        let snippet = cut_best(&text, &["epidural", "injection"]);
        assert!(snippet.text.starts_with("... The epidural injection helped."), "{}", snippet.text);
        assert_eq!(marked(&snippet), ["epidural", "injection"]);
    }

    #[test]
    fn highlights_count_characters_not_bytes() {
        let snippet = cut_best("Ménière’s disease, été, pain.", &["pain"]);
        assert_eq!(marked(&snippet), ["pain"]);
    }

    #[test]
    fn what_matches_elsewhere_follows_on_the_ground() {
        let ground = cut(FieldId::Rationale, "No instability is noted.", 0..24, &[]);
        let text = "Treated with a brace. He improved.";
        let other = cut(FieldId::Summary, text, 0..21, &marks_of(text, "brace"));
        let both = join(ground, &other);
        assert_eq!(both.text, "No instability is noted. ... Treated with a brace. ...");
        assert_eq!(marked(&both), ["brace"]);
        assert_eq!(both.field, Some(FieldId::Summary));
    }

    proptest! {
        #[test]
        fn windows_never_cut_a_character_or_a_mark(
            text in "(\\PC{0,12}|[a-zé. ]{0,80}|needle ){0,30}"
        ) {
            let marks = marks_of(&text, "needle");
            if let Some((window, _)) = best_window(&text, &marks) {
                let snippet = cut(FieldId::Summary, &text, window, &marks);
                prop_assert!(marked(&snippet).iter().all(|mark| mark == "needle"));
                prop_assert!(!snippet.highlights.is_empty());
            }
        }
    }
}
