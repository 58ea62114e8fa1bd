//! The letter as one line of text: what was wrapped, double-spaced or cut by pages is joined.
//!
//! Line breaks and blank lines say little in a determination letter (some sources put a blank line
//! after every line), so they are undone once, before anything is read: words stand one space
//! apart, line-end hyphens are mended, page artifacts are left out. Where lines began is kept
//! beside the text, as a hint for the few places where the words alone do not decide.

use std::cell::OnceCell;

use memchr::memmem;

use super::page_artifacts::{self, RunningHeader};
use super::text::next_line;

/// A letter's text, flowed.
#[derive(Debug)]
pub(super) struct Flow {
    /// The words, one space apart.
    pub(super) text: String,
    /// Where in `text` a line of the source began, ascending.
    pub(super) lines: Vec<usize>,
    /// A case number that stood alone on a line: the letter's, repeated at the head of pages.
    pub(super) case_number: Option<String>,
}

impl Flow {
    /// Flows `body`, in one pass and linear time.
    pub(super) fn new(body: &str) -> Self {
        let mut flow = Self {
            text: String::with_capacity(body.len()),
            lines: Vec::with_capacity(body.len() / 80 + 1),
            case_number: None,
        };
        let width = OnceCell::new();
        let has_inline = page_artifacts::may_hold_inline(body);
        let mut header = RunningHeader::default();
        let mut rest = body;
        while let Some((line, after)) = next_line(rest) {
            rest = behind_blank(after);
            let words = trimmed(line);
            if words.is_empty() {
                continue;
            }
            if let Some(number) = page_artifacts::case_number_line(words) {
                flow.case_number.get_or_insert(number);
                header.saw_artifact();
            } else if page_artifacts::is_page_mark(words, after, || {
                *width.get_or_init(|| widest(body))
            }) || header.repeats(words)
            {
                header.saw_artifact();
            } else {
                flow.push_line(words, has_inline);
            }
        }
        flow
    }

    /// Whether a line of the source began at `offset`.
    pub(super) fn is_line_start(&self, offset: usize) -> bool {
        self.lines.binary_search(&offset).is_ok()
    }

    /// The line starts within `from..to`.
    pub(super) fn lines_within(&self, from: usize, to: usize) -> &[usize] {
        let first = self.lines.partition_point(|&start| start < from);
        let last = self.lines.partition_point(|&start| start < to);
        self.lines.get(first..last).unwrap_or_default()
    }

    /// The words of `from..to`, without space around them; empty where the range is.
    pub(super) fn slice(&self, from: usize, to: usize) -> &str {
        self.text.get(from..to).unwrap_or_default().trim()
    }

    fn push_line(&mut self, words: &str, has_inline: bool) {
        let before = self.text.len();
        if has_inline {
            let number =
                page_artifacts::for_each_kept(words, |kept| push_words(&mut self.text, kept));
            if let Some(number) = number {
                self.case_number.get_or_insert(number);
            }
        } else {
            push_words(&mut self.text, words);
        }
        if self.text.len() > before {
            let spaced = self.text.as_bytes().get(before) == Some(&b' ');
            self.lines.push(before + usize::from(spaced));
        }
    }
}

/// `text` without the blank lines and the space that it begins with.
fn behind_blank(text: &str) -> &str {
    let is_blank = |byte: &u8| matches!(byte, b' ' | b'\n' | b'\r' | b'\x0c');
    &text[text.bytes().take_while(is_blank).count()..]
}

/// `text` without the space around it: most lines have none, and their ends tell so.
fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    }
}

/// The length of the longest line in bytes.
fn widest(mut body: &str) -> usize {
    let mut widest = 0;
    while let Some((line, rest)) = next_line(body) {
        widest = widest.max(line.trim().len());
        body = rest;
    }
    widest
}

/// Appends the words of a line to the flow.
fn push_words(flow: &mut String, line: &str) {
    let line = trimmed(line);
    if line.is_empty() {
        return;
    }
    if is_plain(line.as_bytes()) {
        join(flow, line);
        flow.push_str(line);
    } else if line.is_ascii() {
        for word in line.split_ascii_whitespace() {
            push_word(flow, word);
        }
    } else {
        for word in line.split_whitespace() {
            push_word(flow, word);
        }
    }
}

/// Whether a line can be copied as it stands: printable ASCII, no two spaces together, no hyphen
/// before a space.
fn is_plain(line: &[u8]) -> bool {
    const BLOCK: usize = 16;
    let Some((first, nexts)) = line.split_first() else { return false };
    let bytes = &line[..nexts.len()];
    let is_odd = match (bytes.last_chunk::<BLOCK>(), nexts.last_chunk::<BLOCK>()) {
        // Blocks of one length, the last one over the end of the one before it: the compiler
        // compares the bytes of each at once.
        (Some(last), Some(next)) => {
            let (blocks, nexts) = (bytes.as_chunks::<BLOCK>().0, nexts.as_chunks::<BLOCK>().0);
            let blocks = blocks.iter().zip(nexts);
            blocks.fold(are_odd(last, next), |odd, (block, next)| odd | are_odd(block, next))
        }
        _ => are_odd(bytes, nexts),
    };
    !is_odd && (b' '..0x7f).contains(first)
}

/// Whether one of `bytes` and the one after it forbid to copy a line; they stand in `nexts`.
fn are_odd(bytes: &[u8], nexts: &[u8]) -> bool {
    bytes.iter().zip(nexts).fold(false, |odd, (&byte, &next)| {
        let is_spaced = (next == b' ') & ((byte == b' ') | (byte == b'-'));
        // Printable ASCII is 0x20..0x7f.
        odd | is_spaced | (next.wrapping_sub(b' ') >= 0x5f)
    })
}

fn push_word(flow: &mut String, word: &str) {
    if word.bytes().all(|byte| (b'!'..0x7f).contains(&byte)) {
        join(flow, word);
        flow.push_str(word);
        return;
    }
    let mut plain = String::with_capacity(word.len());
    for letter in word.chars() {
        match letter {
            '\u{2010}' | '\u{2011}' => plain.push('-'),
            '\u{fb00}' => plain.push_str("ff"),
            '\u{fb01}' => plain.push_str("fi"),
            '\u{fb02}' => plain.push_str("fl"),
            '\u{fb03}' => plain.push_str("ffi"),
            '\u{fb04}' => plain.push_str("ffl"),
            '\u{ad}' | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' => {}
            _ if letter.is_control() => {}
            _ => plain.push(letter),
        }
    }
    if !plain.is_empty() {
        join(flow, &plain);
        flow.push_str(&plain);
    }
}

/// Puts the space between the flow and its next word, or none where a hyphen is mended:
/// `Non- MTUS` and `anti-` at a line's end are one word, `short- and long-acting` stays.
fn join(flow: &mut String, next: &str) {
    if flow.is_empty() {
        return;
    }
    let end = flow.as_bytes();
    let hyphened = end.len() > 1
        && end[end.len() - 1] == b'-'
        && end[end.len() - 2].is_ascii_alphanumeric()
        && next.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric);
    let is_word = || flow.ends_with(" and-") || !is_conjunction(next);
    if !hyphened || !is_word() {
        flow.push(' ');
    }
}

/// Whether the first word of `next` leaves a hyphen before it hanging on purpose.
fn is_conjunction(next: &str) -> bool {
    let end = memmem::find(next.as_bytes(), b" ").unwrap_or(next.len());
    matches!(
        &next[..end],
        "and" | "and/or" | "or" | "to" | "nor" | "but" | "through" | "versus" | "vs" | "vs."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flowed(body: &str) -> String {
        Flow::new(body).text
    }

    #[test]
    fn a_letter_reads_the_same_however_it_is_spaced() {
        let single = flowed("The request for a\nlumbar brace is\nnot supported.");
        assert_eq!(single, "The request for a lumbar brace is not supported.");
        assert_eq!(
            single,
            flowed("The request for a\r\n\r\n lumbar brace   is\r\n \r\nnot supported. ")
        );
        assert_eq!(single, flowed("The request\tfor a lumbar\u{a0}brace is not supported."));
    }

    #[test]
    fn line_end_hyphens_are_mended_and_hanging_ones_stay() {
        assert_eq!(
            flowed("a Non-\nMTUS citation of 10-\n13-16"),
            "a Non-MTUS citation of 10-13-16"
        );
        assert_eq!(flowed("Electro- diagnostic"), "Electro-diagnostic");
        assert_eq!(
            flowed("short-\nand long-acting, 3 -\n5 visits"),
            "short- and long-acting, 3 - 5 visits"
        );
    }

    #[test]
    fn page_artifacts_do_not_cut_a_sentence() {
        for cut in
            ["Page 2 of 4", "3", "- 3 -", "\u{c}", "Case Number: CM13-0000001\nPage 3", "\u{c}\n7"]
        {
            let body =
                format!("The request for a lumbar\n{cut}\nbrace is not supported here at all.");
            assert_eq!(
                flowed(&body),
                "The request for a lumbar brace is not supported here at all."
            );
        }
    }

    #[test]
    fn a_number_that_wrapping_left_alone_stays() {
        assert_eq!(flowed("visits\n3\nsessions"), "visits 3 sessions");
    }

    #[test]
    fn ligatures_and_invisible_characters_do_not_hide_words() {
        assert_eq!(flowed("de\u{fb01}cit o\u{ad}f e\u{200b}ffort\u{0}"), "deficit of effort");
    }
}
