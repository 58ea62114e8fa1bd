//! Dates as letters write them: `11/18/2016`, `7/4/13`, `10-13-16`, `10/14/ 2016`, `July 4, 2013`,
//! `4 July 2013`, `2013-07-04`.

use std::ops::Range;

use jiff::civil::Date;

use super::words::{DATE_JOINTS, MONTHS};

/// What stands where a date is expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Where in the text it stands.
    pub(super) range: Range<usize>,
    /// The date; `None` where the calendar has no such day.
    pub(super) date: Option<Date>,
}

/// Two-digit years up to this one lie in this century: nobody's injury is from after it.
const LAST_SHORT_YEAR: i16 = 40;

/// The dates in `text`, in order.
#[cfg(test)]
pub(super) fn find_dates(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(date) = next_date(text, at) {
        at = date.range.end;
        found.push(date);
    }
    found
}

/// The first date in `text` and those that follow it with no more than a few words between them,
/// as in `CT 1/1/2010 - 2/2/2012` and `1/1/2010, 2/2/2012 and 3/3/2013`.
pub(super) fn find_run(text: &str) -> Vec<Found> {
    let mut run: Vec<Found> = Vec::new();
    while let Some(date) = next_date(text, run.last().map_or(0, |last| last.range.end)) {
        if let Some(last) = run.last() {
            let between = &text[last.range.end..date.range.start];
            let joint =
                between.trim_matches([' ', ',', ';', '-', '–', '—', '&', '(', ')', '/', ':']);
            if !joint.is_empty() && !DATE_JOINTS.has(joint) {
                break;
            }
        }
        run.push(date);
    }
    run
}

/// The first date in `text` at or after `from`.
pub(super) fn next_date(text: &str, from: usize) -> Option<Found> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        if bytes[at].is_ascii_alphanumeric() {
            if let Some(date) = date_at(text, at) {
                return Some(date);
            }
            at += bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        } else {
            at += 1;
        }
    }
    None
}

/// The date that begins at `at`, which is the start of a word.
fn date_at(text: &str, at: usize) -> Option<Found> {
    let rest = &text[at..];
    let (length, parts) = if rest.as_bytes()[0].is_ascii_digit() {
        numeric(rest).or_else(|| day_first(rest))?
    } else {
        month_first(rest)?
    };
    let date = Date::new(parts.0, parts.1, parts.2);
    let date = date.ok().filter(|date| (1900..2100).contains(&date.year()));
    Some(Found { range: at..at + length, date })
}

/// Year, month, day; months and days that no calendar has are carried on to be refused there.
type Parts = (i16, i8, i8);

/// `11/18/2016`, `10-13-16`, `5.15.2011`, `2013-07-04`; a space may stand after a separator.
fn numeric(text: &str) -> Option<(usize, Parts)> {
    let (first, first_digits, mut at) = number(text, 0)?;
    let separator = *text.as_bytes().get(at)?;
    if !matches!(separator, b'/' | b'-' | b'.') {
        return None;
    }
    at = after_separator(text, at);
    let (second, second_digits, end) = number(text, at)?;
    if text.as_bytes().get(end) != Some(&separator) {
        return None;
    }
    let (third, third_digits, end) = number(text, after_separator(text, end))?;
    let is_word_end = !text.as_bytes().get(end).is_some_and(u8::is_ascii_alphanumeric);
    if !is_word_end || second_digits > 2 {
        return None;
    }
    match (first_digits, third_digits) {
        (4, 1 | 2) => Some((end, (first, small(second), small(third)))),
        (1 | 2, 2 | 4) => {
            Some((end, (full_year(third, third_digits), small(first), small(second))))
        }
        _ => None,
    }
}

fn after_separator(text: &str, at: usize) -> usize {
    let next = at + 1;
    next + usize::from(text.as_bytes()[at] != b'.' && text.as_bytes().get(next) == Some(&b' '))
}

/// `July 4, 2013`, `Oct. 13 2016`.
fn month_first(text: &str) -> Option<(usize, Parts)> {
    let (month, at) = month(text)?;
    let (day, digits, at) = number(text, spaces(text, at))?;
    let at = at + ordinal(&text[at..]);
    let at = spaces(text, at);
    let at = if text.as_bytes().get(at) == Some(&b',') { spaces(text, at + 1) } else { at };
    let (year, year_digits, at) = number(text, at)?;
    (digits <= 2 && year_digits == 4).then_some((at, (year, month, small(day))))
}

/// `4 July 2013`.
fn day_first(text: &str) -> Option<(usize, Parts)> {
    let (day, digits, at) = number(text, 0)?;
    let at = spaces(text, at + ordinal(&text[at..]));
    let (month, length) = month(text.get(at..)?)?;
    let (year, year_digits, at) = number(text, spaces(text, at + length))?;
    (digits <= 2 && year_digits == 4).then_some((at, (year, month, small(day))))
}

/// The month that `text` begins with, and its length.
fn month(text: &str) -> Option<(i8, usize)> {
    let length = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = &text.as_bytes()[..length];
    if !(3..=9).contains(&length) {
        return None;
    }
    let names = || MONTHS.iter().map(str::as_bytes);
    // Three letters tell the months apart.
    let place = names().position(|name| word[..3].eq_ignore_ascii_case(&name[..3]))?;
    let name = names().nth(place)?;
    if length > name.len() || !word.eq_ignore_ascii_case(&name[..length]) && length > 4 {
        return None;
    }
    let dot = usize::from(text.as_bytes().get(length) == Some(&b'.'));
    i8::try_from(place + 1).ok().map(|month| (month, length + dot))
}

fn ordinal(text: &str) -> usize {
    if ["st", "nd", "rd", "th"].iter().any(|suffix| text.starts_with(suffix)) { 2 } else { 0 }
}

fn spaces(text: &str, at: usize) -> usize {
    at + text.as_bytes()[at..].iter().take_while(|&&byte| byte == b' ').count()
}

/// The number at `at`, how many digits it has (at most 4), and where it ends.
fn number(text: &str, at: usize) -> Option<(i16, usize, usize)> {
    let bytes = text.as_bytes().get(at..)?;
    let digits = bytes.iter().take(5).take_while(|byte| byte.is_ascii_digit()).count();
    if !(1..=4).contains(&digits) {
        return None;
    }
    Some((text[at..at + digits].parse().ok()?, digits, at + digits))
}

fn small(number: i16) -> i8 {
    i8::try_from(number).unwrap_or(i8::MAX)
}

fn full_year(year: i16, digits: usize) -> i16 {
    match digits {
        2 if year <= LAST_SHORT_YEAR => 2000 + year,
        2 => 1900 + year,
        _ => year,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn isos(text: &str) -> Vec<Option<String>> {
        find_dates(text).into_iter().map(|found| found.date.map(|date| date.to_string())).collect()
    }

    #[test]
    fn every_form_is_read() {
        for form in [
            "7/4/2013",
            "07/04/13",
            "7-4-13",
            "7/4/ 2013",
            "7.4.2013",
            "July 4, 2013",
            "Jul. 4 2013",
            "4 July 2013",
            "July 4th, 2013",
            "2013-07-04",
            "JULY 4 , 2013",
        ] {
            assert_eq!(isos(form), [Some("2013-07-04".to_owned())], "{form}");
        }
    }

    #[test]
    fn ranges_give_both_ends() {
        let both = [Some("2010-01-01".to_owned()), Some("2012-02-02".to_owned())];
        assert_eq!(isos("CT 1/1/2010 - 2/2/2012"), both);
        assert_eq!(isos("1/1/2010-2/2/2012"), both);
    }

    #[test]
    fn impossible_days_are_found_and_not_guessed() {
        assert_eq!(isos("13/45/2014 and 2/30/2014"), [None, None]);
    }

    #[test]
    fn what_is_no_date_is_left_alone() {
        for text in [
            "7/10",
            "L4-5",
            "10-325",
            "May",
            "1/2/3",
            "pages 74-97",
            "2/10/20145",
            "3-4-5",
            "Marching 4, 2013",
            "1-800-555",
        ] {
            assert_eq!(isos(text), [], "{text}");
        }
    }

    #[test]
    fn short_years_before_the_program_lie_in_the_last_century() {
        assert_eq!(isos("3/9/87"), [Some("1987-03-09".to_owned())]);
    }
}
