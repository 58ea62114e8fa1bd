//! The date of injury from the summary's prose, for letters without a header.

use jiff::civil::Date;
use memchr::memmem;

use super::date;
use super::text::head;

/// Words that a date of injury follows, in lower case.
const CUES: [&str; 6] =
    ["injur", "occupational claim", "industrial claim", "accident", "doi", "trauma"];

/// How far behind its cue a date may stand, in bytes.
const NEAR: usize = 90;

/// How much of the summary is searched, in bytes.
const INTRODUCTION: usize = 6000;

/// Words that may stand between the cue and its date.
const CONNECTING: [&str; 46] = [
    "a",
    "about",
    "and",
    "approximately",
    "around",
    "as",
    "at",
    "being",
    "claim",
    "cumulative",
    "date",
    "dated",
    "dates",
    "documented",
    "from",
    "happened",
    "in",
    "incident",
    "industrial",
    "injuries",
    "injury",
    "is",
    "known",
    "listed",
    "occurred",
    "occurring",
    "of",
    "on",
    "or",
    "related",
    "reported",
    "reportedly",
    "sustained",
    "that",
    "the",
    "through",
    "to",
    "trauma",
    "was",
    "were",
    "which",
    "while",
    "work",
    "working",
    "occupational",
    "industrially",
];

/// Words after which `on` no longer tells of the injury: something else happened that day.
const ELSEWHERE: [&str; 14] = [
    "worker",
    "employee",
    "evaluated",
    "seen",
    "examined",
    "underwent",
    "treated",
    "noted",
    "visit",
    "report",
    "dated",
    "exam",
    "examination",
    "diagnosed",
];

/// The dates of injury that `summary` states: those behind the first cue that has any.
pub(super) fn find_injury_dates(summary: &str) -> Vec<Date> {
    let text = head(summary, INTRODUCTION);
    let lower = text.to_ascii_lowercase();
    let mut cues: Vec<usize> =
        CUES.iter().flat_map(|cue| memmem::find_iter(lower.as_bytes(), cue.as_bytes())).collect();
    cues.sort_unstable();
    cues.into_iter().find_map(|at| dates_behind(text, at)).unwrap_or_default()
}

/// The dates behind the cue at `at`, if they follow it as its date.
fn dates_behind(text: &str, at: usize) -> Option<Vec<Date>> {
    if at > 0 && text.as_bytes()[at - 1].is_ascii_alphanumeric() {
        return None;
    }
    let word = text[at..].find(|letter: char| !letter.is_alphanumeric())?;
    let rest = head(&text[at + word..], NEAR);
    let first = date::next_date(rest, 0)?;
    if !leads_to_date(&rest[..first.range.start]) {
        return None;
    }
    let from = at + word + first.range.start;
    let mut dates: Vec<Date> = Vec::new();
    let run = date::find_run(head(&text[from..], 4 * NEAR));
    for date in run.into_iter().filter_map(|found| found.date) {
        if !dates.contains(&date) {
            dates.push(date);
        }
    }
    (!dates.is_empty()).then_some(dates)
}

/// Whether the words between a cue and a date join them: only small words, or a part of the body
/// and `on` (`injured her left knee on`).
fn leads_to_date(between: &str) -> bool {
    if between.contains(". ") || between.contains(';') {
        return false;
    }
    let words: Vec<String> = between
        .split(|letter: char| !letter.is_ascii_alphabetic())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let is = |list: &[&str], word: &String| list.contains(&word.as_str());
    if words.iter().all(|word| is(&CONNECTING, word)) {
        return true;
    }
    let ends_in_on = words.last().is_some_and(|word| word == "on" || word == "of");
    ends_in_on && !words.iter().any(|word| is(&ELSEWHERE, word))
}
