//! Pages in what a citation says about a guideline: `Page(s): 46,47`, `pg. 64`, `pages 74-97`.

use std::collections::HashSet;

/// The longest range that is written out page by page; a longer one is kept as written.
const LONGEST_RANGE: u32 = 200;

/// Pages in order of citation, none twice.
#[derive(Default)]
pub(super) struct Pages {
    listed: Vec<String>,
    /// Whether a page is listed, by its number: a set of hashes would cost more than the reading
    /// where ranges overlap again and again.
    seen: Vec<bool>,
    /// The ranges that are listed as written.
    absurd: HashSet<(u32, u32)>,
}

impl Pages {
    /// The pages as they go into a citation.
    pub(super) fn into_list(self) -> Vec<String> {
        self.listed
    }

    /// Adds the pages `first` to `last`: one by one, or as written where the range runs backwards
    /// or is absurd.
    fn add(&mut self, first: u32, last: u32, written: &str) {
        if first > last || last - first > LONGEST_RANGE {
            if self.absurd.insert((first, last)) {
                self.listed.push(written.replace(' ', ""));
            }
            return;
        }
        let (from, to) = (first as usize, last as usize);
        if self.seen.len() <= to {
            self.seen.resize(to + 1, false);
        }
        for (page, seen) in (first..).zip(&mut self.seen[from..=to]) {
            if !std::mem::replace(seen, true) {
                self.listed.push(page.to_string());
            }
        }
    }

    /// Adds the pages of `part` if it is nothing but numbers (`326`, `46-47`, `80 & 124`).
    pub(super) fn add_bare(&mut self, part: &str) -> bool {
        let Some((run, end)) = read_run(part, 0, true) else { return false };
        if !part[end..].trim().is_empty() {
            return false;
        }
        self.add_run(part, run);
        true
    }

    fn add_run(&mut self, text: &str, run: Vec<Range>) {
        for range in run {
            self.add(range.first, range.last, &text[range.start..range.end]);
        }
    }
}

/// A page or a range of pages, and where it is written.
struct Range {
    first: u32,
    last: u32,
    start: usize,
    end: usize,
}

/// Takes the pages out of `body` and gives the stretches of text between them.
pub(super) fn cut_pages<'b>(body: &'b str, pages: &mut Pages) -> Vec<&'b str> {
    let mut rest = Vec::new();
    let mut from = 0;
    let mut at = 0;
    while let Some((start, numbers)) = find_marker(body, at) {
        at = numbers;
        if let Some((run, end)) = read_run(body, numbers, false) {
            rest.push(&body[from..start]);
            pages.add_run(body, run);
            from = end;
            at = end;
        }
    }
    rest.push(&body[from..]);
    rest
}

/// The next page marker at or after `from`: where it begins, and where its numbers would.
pub(super) fn find_marker(text: &str, from: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(found) = memchr::memchr2(b'p', b'P', &bytes[at..]) {
        let start = at + found;
        at = start + 1;
        if start > 0 && bytes[start - 1].is_ascii_alphanumeric() {
            continue;
        }
        let end = start + bytes[start..].iter().take_while(|b| b.is_ascii_alphabetic()).count();
        let word = &bytes[start..end];
        if !["page", "pages", "pg", "pgs", "pp", "p"]
            .iter()
            .any(|m| word.eq_ignore_ascii_case(m.as_bytes()))
        {
            continue;
        }
        let mut numbers = end;
        if bytes[end..].get(..3).is_some_and(|s| s.eq_ignore_ascii_case(b"(s)")) {
            numbers += 3;
        }
        let sign = |b: &&u8| matches!(b, b'.' | b':' | b' ' | b'#');
        numbers += bytes[numbers..].iter().take_while(sign).count();
        // A lone letter is a marker only with its dot, or directly before digits.
        let digit = bytes.get(numbers).is_some_and(u8::is_ascii_digit);
        if digit && (word.len() > 1 || numbers > end) {
            return Some((start, numbers));
        }
    }
    None
}

/// Reads pages from `at`: numbers and ranges with commas, semicolons, `&` or `and` between.
/// Gives them and the end of the last; `None` where no page stands there.
fn read_run(text: &str, at: usize, bare: bool) -> Option<(Vec<Range>, usize)> {
    let mut run = Vec::new();
    let mut at = at + (text.len() - at - text[at..].trim_start().len());
    let mut end = at;
    while let Some(range) = read_range(text, at) {
        let first = run.is_empty();
        if looks_like_year(&range) && (bare || !first) || counts_something(text, range.end, first) {
            break;
        }
        end = skip_total(text, range.end);
        run.push(range);
        at = skip_separators(text, end);
        if at == end {
            break;
        }
    }
    (!run.is_empty()).then_some((run, end))
}

/// One page or range at `at`.
fn read_range(text: &str, at: usize) -> Option<Range> {
    let (first, end) = read_number(text, at)?;
    let single = Range { first, last: first, start: at, end };
    let after = text[end..].trim_start();
    let dash =
        ["-", "–", "—", "to ", "through ", "thru "].iter().find_map(|d| after.strip_prefix(d));
    let range = dash.and_then(|rest| {
        let start = text.len() - rest.trim_start().len();
        read_number(text, start).map(|(last, end)| Range { first, last, start: at, end })
    });
    Some(range.unwrap_or(single))
}

/// A number of at most four digits that is no part of a longer one, a decimal, a date or a word.
fn read_number(text: &str, at: usize) -> Option<(u32, usize)> {
    let bytes = text.as_bytes();
    let length = bytes[at..].iter().take_while(|b| b.is_ascii_digit()).take(5).count();
    let end = at + length;
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let joined = match bytes.get(end) {
        Some(b'.' | b'/') => digit(end + 1),
        Some(b) => b.is_ascii_alphabetic(),
        None => false,
    };
    if !(1..=4).contains(&length) || joined {
        return None;
    }
    Some((text[at..end].parse().ok()?, end))
}

/// `2009` behind a list of pages is an edition.
fn looks_like_year(range: &Range) -> bool {
    range.first == range.last && super::edition::is_year(range.first)
}

/// Does the number that ends at `at` count what follows (`12 visits`, `8 C.C.R.`)?
fn counts_something(text: &str, at: usize, first: bool) -> bool {
    let Some(rest) = text[at..].strip_prefix(' ') else { return false };
    let word = rest.split([' ', ',', ';', ')']).next().unwrap_or_default();
    let connects = [
        "and",
        "of",
        "to",
        "through",
        "thru",
        "which",
        "under",
        "in",
        "from",
        "section",
        "for",
        "regarding",
    ];
    word.starts_with("C.C.R")
        || word.starts_with("CCR")
        || !first && word.starts_with(|c: char| c.is_ascii_lowercase()) && !connects.contains(&word)
}

/// Skips ` of 127`, the number of pages that the document has.
fn skip_total(text: &str, at: usize) -> usize {
    let total =
        text[at..].strip_prefix(" of ").and_then(|rest| read_number(text, text.len() - rest.len()));
    total.map_or(at, |(_, end)| end)
}

/// Skips what may stand between two pages of a list.
fn skip_separators(text: &str, at: usize) -> usize {
    let mut rest = &text[at..];
    loop {
        let next = rest.trim_start_matches([' ', ',', ';', '&']);
        let next = next.strip_prefix("and ").unwrap_or(next);
        if next.len() == rest.len() {
            return text.len() - rest.len();
        }
        rest = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> (Vec<String>, Vec<&str>) {
        let mut pages = Pages::default();
        let rest = cut_pages(body, &mut pages);
        (pages.into_list(), rest)
    }

    #[test]
    fn every_marker_is_understood() {
        for body in [
            "Page(s): 46,47",
            "page 46-47",
            "pp. 46 and 47",
            "pgs 46 & 47",
            "p. 46, 47.",
            "Pages 46 to 47",
            "pg.46-47",
        ] {
            assert_eq!(read(body).0, ["46", "47"], "{body}");
        }
    }

    #[test]
    fn a_range_is_written_out_unless_it_is_absurd() {
        assert_eq!(read("pages 74-97").0.len(), 24);
        assert_eq!(read("pages 97-74, 12").0, ["97-74", "12"]);
        assert_eq!(read("pages 1 - 9000").0, ["1-9000"]);
    }

    #[test]
    fn ranges_that_overlap_again_and_again_are_listed_once() {
        let mut body = String::from("pages");
        for first in (1..=9000).chain(1..=9000).chain(1..=9000) {
            body.push_str(&format!(" {first}-{},", first + LONGEST_RANGE));
        }
        assert_eq!(read(&body).0.len(), 9200);
        assert_eq!(read("pages 50-40, 9000-1, 50-40, 41").0, ["50-40", "9000-1", "41"]);
    }

    #[test]
    fn what_is_no_page_stays_text() {
        assert_eq!(read("Table 12-8, page 309").0, ["309"]);
        assert_eq!(read("page 22 of 127").0, ["22"]);
        assert_eq!(read("Page(s): 98, 12 visits").0, ["98"]);
        assert_eq!(read("Page(s): 46, 2009").0, ["46"]);
        assert_eq!(read("Shop 46, page 9792.24.2"), (vec![], vec!["Shop 46, page 9792.24.2"]));
    }
}
