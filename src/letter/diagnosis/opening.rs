//! Where a summary begins to list diagnoses.
//!
//! ```text
//! opening = lead
//!         | noun { link } open { link | open }
//!         | noun other-words open { link | open }      never a sure one
//!         | verb [ other-words having ]
//! ```
//!
//! The words of each kind stand in `data/diagnosis_words.tsv`.

use super::sentence::end_of_sentence;
use super::words::{Word, denials, ends_as_diagnosis, kin, leads, links, patients, words};
use crate::letter::text::{head, tail};

/// How far behind a noun the list may begin, in bytes.
const LONGEST_OPENING: usize = 160;
/// How many bytes of other words may stand behind a noun.
const LONGEST_BETWEEN: usize = 80;
/// A word of so many bytes ("as") opens no list behind other words.
const SHORTEST_OPENER: usize = 2;
/// How far before an opening a word of kin is looked for, in bytes.
const KIN_WITHIN: usize = 60;

/// The words that begin a list of diagnoses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Opening {
    /// Where its words begin.
    pub(super) start: usize,
    /// Where the list begins.
    pub(super) list: usize,
    /// Whether the list holds diagnoses whatever its words are.
    pub(super) sure: bool,
}

/// The openings in `summary` that speak of the patient and are not denied, from left to right.
pub(super) fn find_openings(summary: &str) -> Vec<Opening> {
    let mut openings: Vec<Opening> = Vec::new();
    for lead in leads().find_all(summary) {
        let Some((list, sure)) = lead.meanings.iter().find_map(|word| {
            let behind = list_behind(&summary[lead.end..], *word);
            behind.map(|(at, sure)| (lead.end + at, sure))
        }) else {
            continue;
        };
        let before = &summary[..lead.start];
        // "a diagnosis list": what an opening has taken begins no other one.
        let taken = openings.last().is_some_and(|last| lead.start < last.list);
        if !taken && !is_denied(before) && !is_of_kin(before) {
            openings.push(Opening { start: lead.start, list, sure });
        }
    }
    openings
}

/// Where `summary` says what the patient has: the places at which conditions may be listed though
/// nothing calls them diagnoses.
pub(super) fn find_patients(summary: &str) -> Vec<Opening> {
    let found = patients().find_all(summary);
    found
        .filter(|found| !is_of_kin(&summary[..found.start]))
        .map(|found| Opening { start: found.start, list: found.end, sure: false })
        .collect()
}

/// Where the list begins behind a lead that means `word`, and whether it is a sure one.
fn list_behind(text: &str, word: Word) -> Option<(usize, bool)> {
    match word {
        Word::Lead => Some((0, true)),
        Word::Maybe => Some((0, false)),
        Word::Noun => behind_noun(text, false),
        Word::Nouns => behind_noun(text, true),
        Word::Verb => behind_verb(text),
        _ => None,
    }
}

/// Follows the linking words behind a noun, and goes on across other words to the next one that
/// opens a list, if none of them is a diagnosis.
fn behind_noun(text: &str, several: bool) -> Option<(usize, bool)> {
    let window = head(text, LONGEST_OPENING);
    let run = follow(window, 0, several);
    let sentence = &window[..end_of_sentence(window).max(run.end)];
    let is_open = |word: &Word, length: usize| match word {
        Word::Open => length > SHORTEST_OPENER,
        Word::Be => true,
        _ => false,
    };
    let next = links().find_all(sentence).find(|found| {
        found.start >= run.end
            && found.meanings.iter().any(|word| is_open(word, found.end - found.start))
    });
    match next {
        Some(next) if is_between(&sentence[run.end..next.start]) => {
            Some((follow(window, next.end, several).end, false))
        }
        _ => run.opened.map(|sure| (run.end, sure)),
    }
}

/// May `text` stand between a noun and what opens its list: is it short, and no diagnosis?
fn is_between(text: &str) -> bool {
    let named = |word: &Word| matches!(word, Word::Term | Word::Head);
    text.len() <= LONGEST_BETWEEN
        && !text.contains([';', ':'])
        && !words().find_all(text).any(|found| found.meanings.iter().any(named))
        && !text.split(' ').any(ends_as_diagnosis)
}

/// How far linking words go.
struct Run {
    end: usize,
    /// Whether the list behind an opening word among them is sure; `None` without such a word.
    opened: Option<bool>,
}

/// Follows the linking words of `window` from `start`, and the marks that open a list.
fn follow(window: &str, start: usize, several: bool) -> Run {
    let mut run = Run { end: start, opened: None };
    for found in links().find_all(window) {
        if found.start < run.end {
            continue;
        }
        if !pass_marks(&window[..found.start], &mut run) {
            break;
        }
        for word in found.meanings {
            match word {
                Word::Open => run.opened = Some(true),
                Word::Be => run.opened = Some(several || run.opened == Some(true)),
                Word::Link => {}
                _ => continue,
            }
            run.end = found.end;
        }
        if run.end < found.end {
            break;
        }
    }
    pass_marks(window, &mut run);
    run
}

/// Passes the marks and spaces at the end of `run`, of which a colon or a dash opens a list; false
/// where a word follows them.
fn pass_marks(window: &str, run: &mut Run) -> bool {
    let rest = &window[run.end..];
    let marks = rest.len() - rest.trim_start_matches([' ', ',', ':', '-', '–']).len();
    let passed = &rest[..marks];
    if passed.contains(':') || passed.contains(" -") || passed.contains(" –") {
        run.opened = Some(true);
    }
    let only_marks = marks == rest.len();
    if only_marks || passed.contains([':', '-', '–']) {
        run.end += marks;
    }
    only_marks
}

/// "diagnosed by the surgeon on 3/4/2017 with", or "diagnosed" alone.
fn behind_verb(text: &str) -> Option<(usize, bool)> {
    let window = head(text, LONGEST_OPENING / 2);
    let sentence = &window[..end_of_sentence(window)];
    let having = links().find_all(sentence).find(|found| found.meanings.contains(&Word::Having));
    let Some(having) = having else { return Some((0, false)) };
    let between = sentence[..having.start].trim();
    if between.contains([',', ';', ':']) {
        return Some((0, false));
    }
    let run = follow(window, having.end, true);
    let list = if run.opened.is_some() { run.end } else { having.end };
    Some((list, between.is_empty()))
}

/// Does what stands before an opening deny it: "not diagnosed with", "no diagnosis of"?
fn is_denied(before: &str) -> bool {
    let before = before.trim_end();
    denials().iter().any(|word| {
        let Some(at) = before.len().checked_sub(word.len()) else { return false };
        let ends = before.get(at..).is_some_and(|end| end.eq_ignore_ascii_case(word));
        ends && !before[..at].ends_with(|c: char| c.is_alphanumeric())
    })
}

/// Is it said of another person: "her mother was diagnosed with"?
fn is_of_kin(before: &str) -> bool {
    let (before, _) = tail(before, KIN_WITHIN);
    let clause = before.rsplit(['.', ';', ',']).next().unwrap_or_default();
    kin().find_all(clause).next().is_some()
}
