//! The date of injury from the summary's prose, for letters without a header.

use jiff::civil::Date;
use memchr::memmem;

use super::date;
use super::text::head;
use super::words::{INJURY_CONNECTING, INJURY_CUES, INJURY_ELSEWHERE};

/// How far behind its cue a date may stand, in bytes.
const NEAR: usize = 90;

/// How much of the summary is searched, in bytes.
const INTRODUCTION: usize = 6000;

/// The dates of injury that `summary` states: those behind the first cue that has any.
pub(super) fn find_injury_dates(summary: &str) -> Vec<Date> {
    let text = head(summary, INTRODUCTION);
    let lower = text.to_ascii_lowercase();
    let mut cues: Vec<usize> = INJURY_CUES
        .iter()
        .flat_map(|cue| memmem::find_iter(lower.as_bytes(), cue.as_bytes()))
        .collect();
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
    let words: Vec<&str> = between
        .split(|letter: char| !letter.is_ascii_alphabetic())
        .filter(|word| !word.is_empty())
        .collect();
    if words.iter().all(|word| INJURY_CONNECTING.has(word)) {
        return true;
    }
    let ends_in_on = words
        .last()
        .is_some_and(|word| word.eq_ignore_ascii_case("on") || word.eq_ignore_ascii_case("of"));
    ends_in_on && !words.iter().any(|word| INJURY_ELSEWHERE.has(word))
}
