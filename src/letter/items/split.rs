//! Finds where a rationale ends and the next treatment's heading begins.
//!
//! Nothing is printed between the two, and a heading may hold everything that a sentence does. In
//! order of trust:
//!
//! 1. A rationale closes with a decision (`... is not medically necessary.`); no heading does.
//! 2. Where the letter's labels stand at the start of lines, so does the heading.
//! 3. A sentence of a rationale holds words that no heading does (`therefore`, `is`, `should`).
//!
//! About one rationale in thirty closes in another way, and a text that was wrapped anew has no
//! lines to go by, so each alone is not enough.

use std::sync::LazyLock;

use memchr::memmem::{self, Finder};

use crate::letter::flow::Flow;
use crate::letter::sentence;
use crate::letter::text::tail;
use crate::letter::words::DECISION_TRAILERS;

/// How far back from its end a heading's beginning is looked for, in bytes.
const WINDOW: usize = 4000;

/// Where the heading that ends at `end` begins, at or after `from`. `lines` says whether line
/// starts can be trusted.
pub(crate) fn heading_start(flow: &Flow, from: usize, end: usize, lines: bool) -> usize {
    let (window, skipped) = tail(flow.text.get(from..end).unwrap_or_default(), WINDOW);
    let base = from + skipped;
    let closed = after_decision(flow, window, base, lines);
    let floor = closed.unwrap_or(0);
    if let Some(partial) = partial_approval(&window[floor..])
        && partial > 0
    {
        return heading_start(flow, from, base + floor + partial, lines);
    }
    let start =
        if lines { by_lines(flow, window, base, closed) } else { by_sentences(window, closed) };
    base + start
}

/// Where the heading number `item` that ends at `end` begins, if its number stands before it:
/// `2. Wrist splint`. `is_expected` says that the items before were numbered, so that the number
/// counts even behind a rationale that lacks its full stop.
pub(crate) fn numbered_start(
    flow: &Flow,
    from: usize,
    end: usize,
    item: usize,
    is_expected: bool,
) -> Option<usize> {
    let (window, skipped) = tail(flow.text.get(from..end)?, WINDOW);
    let base = from + skipped;
    let number = item.to_string();
    let places: Vec<_> = memmem::rfind_iter(window.as_bytes(), number.as_bytes())
        .filter(|&at| {
            let rest = &window[at + number.len()..];
            let is_number = rest.starts_with(". ") || rest.starts_with(") ");
            is_number && (at == 0 || window.as_bytes()[at - 1] == b' ')
        })
        .take_while(|&at| memmem::find(&window.as_bytes()[at..], b"medically necess").is_none())
        .take(16)
        .collect();
    let closes = |&&at: &&usize| at == 0 || sentence::ends_sentence(&window[..at]);
    let place = places.iter().find(closes).or_else(|| places.last().filter(|_| is_expected));
    place.map(|at| base + at)
}

/// Finds the words by which a heading tells of a partial approval.
static REQUESTS: LazyLock<Finder> = LazyLock::new(|| Finder::new(" the original request"));

/// Where the first `was the original request` in `text` stands: the words before it belong to a
/// heading of several sentences.
fn partial_approval(text: &str) -> Option<usize> {
    REQUESTS
        .find_iter(text.as_bytes())
        .find(|&at| [" was", " were", " is", " are"].iter().any(|verb| text[..at].ends_with(verb)))
}

/// Where the text after the last closing decision of `window` begins.
fn after_decision(flow: &Flow, window: &str, base: usize, lines: bool) -> Option<usize> {
    let end = memmem::rfind_iter(window.as_bytes(), b"necess")
        .take(4)
        .filter_map(|at| decision_end(window, at))
        .next()?;
    let rest = &window[end..];
    let trailers = rest.strip_prefix(' ').unwrap_or_default();
    let trailer = DECISION_TRAILERS.iter().find(|trailer| trailers.starts_with(trailer));
    let open_end = end + trailer.map_or(0, |trailer| 1 + trailer.len());
    let next = open_end + window[open_end..].len() - window[open_end..].trim_start().len();
    let follows = window[next..].chars().next();
    let is_open = next > open_end && follows.is_some_and(char::is_alphanumeric);
    let is_capital = follows.is_some_and(|first| first.is_uppercase() || first.is_ascii_digit());
    let begins = is_capital && (!lines || flow.is_line_start(base + next));
    if is_open && begins {
        return Some(next);
    }
    Some(sentence::next_start(window, end).unwrap_or(if next < window.len() && !is_open {
        next + window[next..].len() - window[next..].trim_start_matches(['.', ' ']).len()
    } else {
        end
    }))
}

/// The end of a `medically necessary` or `medical necessity` at `at`, unless a heading begins with
/// it.
fn decision_end(window: &str, at: usize) -> Option<usize> {
    let rest = &window.as_bytes()[at..];
    if !rest.starts_with(b"necessary") && !rest.starts_with(b"necessity") {
        return None;
    }
    let before = window[..at].trim_end();
    let before = before.strip_suffix("medically").or_else(|| before.strip_suffix("medical"))?;
    let is_within =
        before.trim_end().ends_with(|last: char| last.is_ascii_lowercase() || last == ',');
    is_within.then_some(at + "necessary".len())
}

/// The starts of sentences in `window` after `floor`, with the sentence before each.
fn sentences(window: &str, floor: usize) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut at = floor;
    while let Some(start) = sentence::next_start(window, at) {
        starts.push(start);
        at = start;
    }
    starts
}

/// The last sentence start after prose.
fn by_sentences(window: &str, closed: Option<usize>) -> usize {
    let floor = closed.unwrap_or(0);
    let starts = sentences(window, floor);
    let before = |place: usize| if place == 0 { floor } else { starts[place - 1] };
    (0..starts.len())
        .rev()
        .find(|&place| sentence::is_prose(&window[before(place)..starts[place]]))
        .map(|place| starts[place])
        .or(closed)
        .or_else(|| starts.last().copied())
        .unwrap_or(0)
}

/// The last line start after prose, if a sentence or a paragraph ends there; else the last line
/// after the end of a sentence or of a paragraph.
fn by_lines(flow: &Flow, window: &str, base: usize, closed: Option<usize>) -> usize {
    let floor = closed.unwrap_or(0);
    let lines = flow.lines_within(base + floor + 1, base + window.len());
    let starts = sentences(window, floor);
    let width = width_around(flow, base, base + window.len());
    let ends = |line: usize| sentence::ends_sentence(&window[..line - base]);
    let is_after_prose = |line: usize| {
        let place = starts.partition_point(|&start| start < line - base);
        let sentence = if place == 0 { floor } else { starts[place - 1] };
        sentence::is_prose(&window[sentence..line - base])
    };
    let last = |wanted: &dyn Fn(usize) -> bool| lines.iter().rev().copied().find(|&at| wanted(at));
    let is_paragraph = |line: usize| begins_paragraph(flow, line, width);
    last(&|line| (ends(line) || is_paragraph(line)) && is_after_prose(line))
        .map(|line| line - base)
        .or(closed)
        .or_else(|| last(&ends).or_else(|| last(&is_paragraph)).map(|line| line - base))
        .unwrap_or_else(|| by_sentences(window, closed))
}

/// The longest line that a page has room for, in bytes; where lines are longer, each is a paragraph.
const WIDEST: usize = 160;

/// How far before a heading the width of lines is measured, in bytes.
const AROUND: usize = 2000;

/// The length of the longest line near `from..to`.
fn width_around(flow: &Flow, from: usize, to: usize) -> usize {
    let lines = flow.lines_within(from.saturating_sub(AROUND), to);
    lines
        .windows(2)
        .map(|pair| pair[1] - pair[0])
        .filter(|&width| width <= WIDEST)
        .max()
        .unwrap_or(0)
}

/// Whether the first word of the line at `line` would have found room on the line before, or the
/// line before was too long to be one of a wrapped paragraph.
fn begins_paragraph(flow: &Flow, line: usize, width: usize) -> bool {
    let place = flow.lines.partition_point(|&start| start < line);
    let Some(before) = place.checked_sub(1).and_then(|place| flow.lines.get(place)) else {
        return true;
    };
    let word = flow.text[line..].split(' ').next().map_or(0, str::len);
    let length = line - before;
    length > WIDEST || length + word <= width
}
