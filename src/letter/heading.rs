//! Finds the headings and labels of a letter, all in one scan.
//!
//! Headings are matched without regard to case, spaces, line breaks and punctuation: only letters
//! and digits are compared, so that `CLINICAL CASE SUMMARY` is found as well where a PDF gives
//! `CLINICALCASE SUMMARY`. What a place must look like beyond its letters (a colon after a label,
//! capitals in a heading) is checked then.

use std::ops::Range;
use std::sync::LazyLock;

use super::capitals::capitals;
use super::flow::Flow;
use super::heading_table::KINDS;
pub(super) use super::heading_table::{Field, Form, Heading, Kind, Role};
use super::openings::Openings;
use super::trie::{LETTERS_ALONE, Trie};

/// A heading in its place.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    /// What it announces.
    pub(super) heading: Heading,
    kind: &'static Kind,
    /// Where its first letter stands.
    pub(super) start: usize,
    /// Where its last letter ends.
    end: usize,
    /// Where what it announces begins: after its last letter, bracket, colon and space.
    pub(super) body: usize,
}

/// The headings of the table.
static HEADINGS: LazyLock<Trie<&'static Kind>> =
    LazyLock::new(|| Trie::new(&LETTERS_ALONE, headings()));

/// What they begin with.
static OPENINGS: LazyLock<Openings> =
    LazyLock::new(|| Openings::new(headings().map(|(words, _)| words)));

fn headings() -> impl Iterator<Item = (&'static str, &'static Kind)> {
    KINDS.iter().flat_map(|kind| kind.wordings.iter().map(move |words| (*words, kind)))
}

impl Hit {
    /// Whether the heading does this.
    pub(super) fn has(&self, role: Role) -> bool {
        self.kind.roles.contains(&role)
    }
}

/// The headings of a letter, in order, none within another.
///
/// They are looked for at capitals and at line starts, which are few and where they are in every
/// letter seen; in a text where that finds nothing, at every word.
pub(super) fn find_headings(flow: &Flow) -> Vec<Hit> {
    let text = flow.text.as_bytes();
    let (known, openings) = (&*HEADINGS, &*OPENINGS);
    let mut hits = Vec::with_capacity(MANY_HITS);
    capitals(text)
        .filter(|&at| openings.may_begin(text, at))
        .for_each(|at| hits.extend(hit_at(known, flow, at)));
    let small = flow.lines.iter().filter(|&&at| text.get(at).is_some_and(u8::is_ascii_lowercase));
    let at_capitals = hits.len();
    hits.extend(small.filter_map(|&at| hit_at(known, flow, at)));
    if hits.is_empty() {
        let words = (0..text.len()).filter(|&at| {
            text[at].is_ascii_lowercase() && (at == 0 || !text[at - 1].is_ascii_alphanumeric())
        });
        hits.extend(words.filter_map(|at| hit_at(known, flow, at)));
    } else if hits.len() > at_capitals {
        hits.sort_by_key(|hit| hit.start);
    }
    let mut end = 0;
    hits.retain(|hit| {
        let is_free = hit.start >= end;
        if is_free {
            end = hit.end;
        }
        is_free
    });
    hits
}

/// Room for the headings of an ordinary letter.
const MANY_HITS: usize = 64;

/// The longest heading at `start` that looks like one: a longer one may have taken its last letter
/// from the next word (`Decision: S...` for `Decisions`).
fn hit_at(known: &Trie<&'static Kind>, flow: &Flow, start: usize) -> Option<Hit> {
    known.find_at(flow.text.as_bytes(), start, |kind, end| {
        let body = body_of(flow, kind.form, start..end)?;
        Some(Hit { heading: kind.heading, kind, start, end, body })
    })
}

/// Where the body of a heading at `range` begins; `None` where the place does not look like one.
fn body_of(flow: &Flow, form: Form, range: Range<usize>) -> Option<usize> {
    let text = &flow.text;
    let bytes = text.as_bytes();
    if range.start > 0
        && bytes[range.start - 1].is_ascii_alphanumeric()
        && !is_run_together(bytes, range.start)
    {
        return None;
    }
    let mut end = skip(bytes, range.end, b")]");
    if bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) && !is_run_together(bytes, end) {
        return None;
    }
    let after_spaces = skip(bytes, end, b" ");
    let has_colon = bytes.get(after_spaces) == Some(&b':');
    if has_colon {
        end = skip(bytes, after_spaces, b":");
    }
    let counts = match form {
        Form::Label => has_colon,
        Form::Sentence => bytes[range.start].is_ascii_uppercase(),
        Form::Title => {
            has_colon || is_capitalised(&text[range.clone()]) || is_line(flow, range.start, end)
        }
    };
    counts.then(|| skip(bytes, end, b" "))
}

/// Whether a heading runs into the word after it: `MADEMAXIMUS`, `SUMMARYThe`.
fn is_run_together(bytes: &[u8], end: usize) -> bool {
    let (before, next) = (bytes[end - 1], bytes[end]);
    next.is_ascii_uppercase() && !before.is_ascii_digit()
}

fn skip(bytes: &[u8], from: usize, what: &[u8]) -> usize {
    from + bytes[from..].iter().take_while(|byte| what.contains(byte)).count()
}

/// Whether every word but the small ones begins with a capital.
fn is_capitalised(heading: &str) -> bool {
    heading
        .split(|letter: char| !letter.is_ascii_alphabetic())
        .filter(|word| word.len() > 3)
        .all(|word| word.as_bytes()[0].is_ascii_uppercase())
}

/// Whether `start..end` fills lines of its own.
fn is_line(flow: &Flow, start: usize, end: usize) -> bool {
    let next = skip(flow.text.as_bytes(), end, b" ");
    flow.is_line_start(start) && (next == flow.text.len() || flow.is_line_start(next))
}
