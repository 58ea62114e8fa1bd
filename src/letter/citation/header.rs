//! What stands between the name of a source or title and its sections and pages: editions,
//! `Chapter`, `(updated 11/22/16)`, `(Acute & Chronic)`.

use super::edition::{find_year, parse_year};
use super::words::{DATE, HEADER, JOINT, NUMBERED, ORDINAL, SCOPE};
use crate::letter::words::MONTHS;

/// A bracket longer than this, in bytes, dates nothing.
const LONGEST_BRACKET: usize = 80;
/// More than this, in bytes, is no mere glue.
const LONGEST_GLUE: usize = 80;

/// Is there nothing but punctuation and little words in `gap`?
pub(super) fn is_glue(gap: &str) -> bool {
    gap.len() <= LONGEST_GLUE
        && gap.split(|c: char| !c.is_alphanumeric()).all(|word| word.is_empty() || JOINT.have(word))
}

/// Skips what tells nothing of sections and pages, from `at` on. Gives the place behind it and
/// the year of the edition, if it was among what was skipped.
pub(super) fn skip_header(text: &str, at: usize) -> (usize, Option<&str>) {
    let mut rest = &text[at..];
    let mut edition = None;
    loop {
        let next = rest.trim_start_matches(is_separator);
        let (skipped, year) = skip_one(next);
        edition = edition.or(year);
        if skipped == 0 {
            // Punctuation alone is left for the reader of sections.
            return (text.len() - next.len(), edition);
        }
        rest = &next[skipped..];
    }
}

fn is_separator(mark: char) -> bool {
    matches!(mark, ' ' | ',' | '.' | ':' | ';' | '-' | '–' | '—' | '/' | ')' | ']')
}

/// The length of one bracket or word at the start of `text` that can be skipped, and its year.
fn skip_one(text: &str) -> (usize, Option<&str>) {
    if text.starts_with('(') {
        return skip_bracket(text);
    }
    let special = regulation_length(text).max(date_length(text));
    if special > 0 {
        return (special, None);
    }
    let length = text.bytes().take_while(u8::is_ascii_alphanumeric).take(20).count();
    let (word, rest) = text.split_at(length);
    // "3.3.9" begins no header.
    if rest.starts_with(['/', '-']) && word.bytes().all(|b| b.is_ascii_digit()) {
        return (0, None);
    }
    match parse_year(word) {
        Some(year) => (length, Some(year)),
        None if is_header_word(word, rest) => (length, None),
        None => (0, None),
    }
}

/// A bracket that dates a guideline, or says how far it reaches.
fn skip_bracket(text: &str) -> (usize, Option<&str>) {
    let window = text.as_bytes().get(..LONGEST_BRACKET.min(text.len())).unwrap_or_default();
    let Some(close) = memchr::memchr(b')', window) else { return (0, None) };
    let inside = &text[1..close];
    if dates_or_scopes(inside) { (close + 1, find_year(inside)) } else { (0, None) }
}

/// The regulation that holds the MTUS: "8 C.C.R. §§9792.20 - 9792.26".
fn regulation_length(text: &str) -> usize {
    let regulation = text.trim_start_matches(['§', ' ']);
    if !regulation.starts_with("9792.") {
        return 0;
    }
    let end = regulation
        .find(|c: char| !(c.is_ascii_digit() || ".-–§ ".contains(c)))
        .unwrap_or(regulation.len());
    text.len() - regulation.len() + end
}

/// A date in figures tells when a chapter was last changed: `12/20/2016`.
fn date_length(text: &str) -> usize {
    let length = text.bytes().take_while(|b| b.is_ascii_digit() || *b == b'/').take(11).count();
    let mut parts = text[..length].split('/');
    let part = |part: Option<&str>, range: std::ops::RangeInclusive<usize>| {
        part.is_some_and(|digits| range.contains(&digits.len()))
    };
    let whole = part(parts.next(), 1..=2) && part(parts.next(), 1..=2) && part(parts.next(), 2..=4);
    if whole && parts.next().is_none() { length } else { 0 }
}

/// Does a bracket date a guideline or say how far it reaches, rather than name a section?
fn dates_or_scopes(inside: &str) -> bool {
    let words = || inside.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let digits = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    words().any(|word| DATE.have(word))
        || words().all(|word| SCOPE.have(word))
        || words().all(|word| digits(word) || is_month(word)) && find_year(inside).is_some()
}

/// Is `word`, with `rest` behind it, one of a header?
fn is_header_word(word: &str, rest: &str) -> bool {
    if HEADER.have(word) {
        return true;
    }
    let next = rest.trim_start();
    let before_number = next.is_empty()
        || rest.starts_with(is_separator) && !rest.starts_with(' ')
        || next.starts_with(|c: char| c.is_ascii_digit() || c == '(');
    if NUMBERED.have(word) || is_month(word) {
        return before_number;
    }
    // "second surgical opinion" is a section.
    (is_ordinal(word) || ORDINAL.have(word))
        && HEADER.have(next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default())
}

fn is_ordinal(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &word[digits.len()..];
    let number =
        !digits.is_empty() && digits.len() < 3 && digits.bytes().all(|b| b.is_ascii_digit());
    number && ["st", "nd", "rd", "th"].iter().any(|e| ending.eq_ignore_ascii_case(e))
}

fn is_month(word: &str) -> bool {
    let Some(first) = word.bytes().next().map(|byte| byte.to_ascii_lowercase()) else {
        return false;
    };
    let begins = |month: &str| {
        month.as_bytes()[0] == first
            && month.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    word.len() >= 3 && word.is_ascii() && MONTHS.iter().any(begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skip(text: &str) -> (&str, Option<&str>) {
        let (end, edition) = skip_header(text, 0);
        (&text[end..], edition)
    }

    #[test]
    fn an_edition_is_a_year_and_an_update_is_not() {
        assert_eq!(skip(" 2016, Opioids"), ("Opioids", Some("2016")));
        assert_eq!(skip(" (2009), pages 3"), ("pages 3", Some("2009")));
        assert_eq!(skip(" (updated 11/22/16) Chapter: Bracing"), ("Bracing", None));
        assert_eq!(skip(", 2nd Edition (2004), Chapter 12"), ("12", Some("2004")));
        assert_eq!(skip(" (Effective July 18, 2009) x"), ("x", Some("2009")));
        assert_eq!(skip(" (Acute & Chronic) 12/20/2016 Bracing"), ("Bracing", None));
    }

    #[test]
    fn a_section_may_begin_like_a_header() {
        for section in ["Second surgical opinion", "Revision arthroplasty", "March fracture"] {
            assert_eq!(skip(&format!(" Chapter, {section}")).0, section);
        }
    }

    #[test]
    fn a_bracket_with_a_section_is_left() {
        assert_eq!(skip(" (Chronic pain programs)").0, "(Chronic pain programs)");
        assert_eq!(skip(" (Acute & Chronic) MRIs").0, "MRIs");
    }
}
