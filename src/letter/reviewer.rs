//! The expert reviewer: specialties and states of licensure, from lists or from prose.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use memchr::memmem;

use super::flow::Flow;
use super::heading::{Heading, Hit};
use super::text::head;
use super::words::{AFTER_SPECIALTY, BEFORE_SPECIALTY};
use super::{sentence, table};
use crate::model::Reviewer;

/// Known specialties in lower case, longest first.
static SPECIALTIES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut names: Vec<_> = table::lines(include_str!("../../data/specialties.tsv"))
        .map(str::to_ascii_lowercase)
        .collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names
});

/// Known states.
static STATES: LazyLock<Vec<&str>> =
    LazyLock::new(|| table::lines(include_str!("../../data/states.tsv")).collect());

/// The longest list or sentence about the reviewer in bytes.
const LONGEST: usize = 600;

/// What comes before a specialty in prose.
static BEFORE: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let cues: Vec<String> = BEFORE_SPECIALTY.iter().map(|cue| format!("{cue} ")).collect();
    finder(&cues)
});

/// What ends the specialties in prose.
static AFTER: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let spaced = |cue: &str| if cue.starts_with(',') { cue.into() } else { format!(" {cue}") };
    let cues: Vec<String> = AFTER_SPECIALTY.iter().map(spaced).collect();
    finder(&cues)
});

/// Finds the first of `words`, the longest where several begin at one place, in any case.
fn finder(words: &[String]) -> AhoCorasick {
    AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::DFA))
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostLongest)
        .build(words)
        .expect("a few short phrases are far below the automaton's limits")
}

/// Reads the lists if there are any, else the prose.
pub(super) fn parse_reviewer(flow: &Flow, hits: &[Hit]) -> Reviewer {
    let list = |heading| {
        let place = hits.iter().position(|hit| hit.heading == heading)?;
        let end = hits.get(place + 1).map_or(flow.text.len(), |next| next.start);
        Some(first_sentence(flow.slice(hits[place].body, end)))
    };
    let mut reviewer = Reviewer {
        licensed_in: list(Heading::Licensure).map(split_states).unwrap_or_default(),
        specialties: list(Heading::Specialty).map(split_list).unwrap_or_default(),
    };
    if reviewer.specialties.is_empty() || reviewer.licensed_in.is_empty() {
        let prose = find_prose(flow, hits).unwrap_or_default();
        if reviewer.specialties.is_empty() {
            reviewer.specialties = prose_specialties(prose);
        }
        if reviewer.licensed_in.is_empty() {
            reviewer.licensed_in = prose_states(prose);
        }
    }
    reviewer
}

/// A list ends where a sentence does, if no heading follows it.
fn first_sentence(list: &str) -> &str {
    let list = head(list, LONGEST);
    let end = sentence::first_end(list);
    list[..end].trim_end_matches(['.', ' '])
}

/// The sentence in which the letter states the reviewer's qualifications.
fn find_prose<'a>(flow: &'a Flow, hits: &[Hit]) -> Option<&'a str> {
    let place = hits
        .iter()
        .position(|hit| matches!(hit.heading, Heading::HowMade | Heading::Qualifications));
    let (from, to) = match place {
        Some(place) => (hits[place].body, hits.get(place + 1).map_or(flow.text.len(), |h| h.start)),
        None => (0, hits.iter().find(|hit| hit.heading == Heading::Summary)?.start),
    };
    let section = head(flow.slice(from, to), 4 * LONGEST);
    let licensed = || memmem::find(section.to_ascii_lowercase().as_bytes(), b"licensed ");
    let start = BEFORE.find(section).map(|cue| cue.start()).or_else(licensed)?;
    let sentence = head(section.get(start..)?, LONGEST);
    Some(sentence[..sentence::first_end(sentence)].trim_end_matches(['.', ' ']))
}

fn prose_specialties(prose: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(cue) = BEFORE.find(&prose[at..]) {
        let from = at + cue.end();
        let end = AFTER.find(&prose[from..]).map_or(prose.len(), |end| from + end.start());
        for name in split_specialties(&prose[from..end]) {
            if !found.contains(&name) {
                found.push(name);
            }
        }
        at = end.max(from);
    }
    found
}

fn prose_states(prose: &str) -> Vec<String> {
    let lower = prose.to_ascii_lowercase();
    let cues = ["licensed to practice in ", "licensed to practice medicine in ", "licensed in "];
    cues.iter()
        .find_map(|cue| memmem::rfind(lower.as_bytes(), cue.as_bytes()).map(|at| at + cue.len()))
        .map(|from| split_states(&prose[from..]))
        .unwrap_or_default()
}

/// The states of a list; a list without any known one is split at its commas.
fn split_states(list: &str) -> Vec<String> {
    let mut found = Vec::new();
    for part in list.split([',', ';', '/']) {
        if let Some(state) = find_state(part.trim().trim_end_matches('.')) {
            add_state(&mut found, state);
            continue;
        }
        for name in part.split(" and ").flat_map(|part| part.split(" & ")) {
            let name = name.trim().trim_start_matches("and ").trim_end_matches('.');
            let name = name.trim_start_matches("the ").trim_start_matches("State of ").trim();
            match find_state(name) {
                Some(state) => add_state(&mut found, state),
                None if !name.is_empty() && name.split(' ').count() <= 4 => {
                    add_state(&mut found, name);
                }
                None => {}
            }
        }
    }
    found
}

/// A known state as it should be written.
fn find_state(name: &str) -> Option<&'static str> {
    STATES.iter().copied().find(|state| state.eq_ignore_ascii_case(name))
}

fn add_state(found: &mut Vec<String>, state: &str) {
    if !found.iter().any(|other| other == state) {
        found.push(state.to_owned());
    }
}

/// The specialties of a printed list: commas divide them.
fn split_list(list: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for name in split_specialties(list) {
        if !found.contains(&name) {
            found.push(name);
        }
    }
    found
}

/// Divides at commas and semicolons, and at `and` where a known specialty stands on both sides;
/// a known specialty is never divided.
fn split_specialties(list: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = strip_joint(list);
    while !rest.is_empty() {
        let length = known_length(rest).unwrap_or_else(|| unknown_length(rest));
        let name = rest[..length].trim().trim_end_matches('.');
        if !name.is_empty() {
            found.push(name.to_owned());
        }
        rest = strip_joint(&rest[length..]);
    }
    found
}

/// Without the comma, `and` or space that stands before the next specialty.
fn strip_joint(text: &str) -> &str {
    let text = text.trim_start_matches([',', ';', '/', '&', ' ', '.']);
    let text = text.strip_prefix("and ").unwrap_or(text);
    text.strip_prefix("in ").unwrap_or(text).trim_start()
}

/// The length of the longest known specialty that `text` begins with, as a whole member of a list.
fn known_length(text: &str) -> Option<usize> {
    let start = text.as_bytes().first_chunk()?.map(|byte: u8| byte.to_ascii_lowercase());
    let begins = |name: &&String| name.as_bytes().first_chunk::<2>() == Some(&start);
    SPECIALTIES.iter().filter(begins).find_map(|name| {
        let length = matching_length(text, name)?;
        let rest = &text[length..];
        let is_whole = rest.is_empty()
            || rest.starts_with([',', ';', '.', '/'])
            || rest.starts_with(" and ")
            || rest.starts_with(" & ");
        is_whole.then_some(length)
    })
}

/// How much of `text` spells `name`, where `&` and `and` are the same.
fn matching_length(text: &str, name: &str) -> Option<usize> {
    let mut at = 0;
    for (place, word) in name.split(' ').enumerate() {
        if place > 0 {
            at += usize::from(text.as_bytes().get(at) == Some(&b' '));
        }
        let rest = text.as_bytes().get(at..)?;
        if word == "and" && rest.starts_with(b"&") {
            at += 1;
        } else if rest.get(..word.len())?.eq_ignore_ascii_case(word.as_bytes()) {
            at += word.len();
        } else {
            return None;
        }
    }
    text.is_char_boundary(at).then_some(at)
}

/// The length of an unknown specialty: up to a comma, or to an `and` before a known one.
fn unknown_length(text: &str) -> usize {
    let comma = text.find([',', ';']).unwrap_or(text.len());
    let joint = text[..comma]
        .match_indices(" and ")
        .find(|(at, joint)| known_length(&text[at + joint.len()..]).is_some())
        .map_or(comma, |(at, _)| at);
    joint.max(text.chars().next().map_or(0, char::len_utf8))
}
