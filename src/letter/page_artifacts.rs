//! Page artifacts: what a printed page repeats and no sentence holds, such as page numbers and
//! running headers.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::case_number::find_case_number;
use super::heading_table;
use super::table;
use super::text::{find_ignoring_case, next_line};

/// Lines of `data/page_artifacts.tsv`, in lower case.
static LINES: LazyLock<Vec<String>> = LazyLock::new(|| {
    table::lines(include_str!("../../data/page_artifacts.tsv"))
        .map(str::to_ascii_lowercase)
        .collect()
});

/// The highest number that is taken for a page number: no letter is as long.
const LAST_PAGE: u32 = 60;

/// The longest line that is looked at as artifact, in bytes.
const LONGEST: usize = 120;

/// How many lines the header of a letter may have.
const HEADER_LINES: usize = 16;

/// The header at the top of the letter, to know it again where pages repeat it.
#[derive(Debug, Default)]
pub(super) struct RunningHeader<'a> {
    lines: Vec<&'a str>,
    seen: usize,
    after_artifact: bool,
}

impl<'a> RunningHeader<'a> {
    /// Notes that a line was left out: the next ones may belong to it.
    pub(super) fn saw_artifact(&mut self) {
        self.seen += 1;
        self.after_artifact = true;
    }

    /// Whether `line` is one of the header's, come again.
    pub(super) fn repeats(&mut self, line: &'a str) -> bool {
        let after_artifact = std::mem::take(&mut self.after_artifact);
        self.seen += 1;
        if self.seen > 2
            && line.len() <= LONGEST
            && self.lines.contains(&line)
            && (after_artifact || heading_table::starts_with_field(line))
        {
            return true;
        }
        if self.seen <= HEADER_LINES
            && line.len() <= LONGEST
            && heading_table::starts_with_field(line)
        {
            self.lines.push(line);
        }
        false
    }
}

/// The case number of a line that holds nothing else but a page number:
/// `Case Number: CM13-0000001`, `Final Determination Letter for IMR Case Number CM13-0000001 2`.
pub(super) fn case_number_line(line: &str) -> Option<String> {
    let ends_in_digit = line.as_bytes().last().is_some_and(u8::is_ascii_digit);
    if line.len() > LONGEST || !ends_in_digit {
        return None;
    }
    let at = find_ignoring_case(line, "case number")?;
    let before = line[..at].trim_end().to_ascii_lowercase();
    if !matches!(before.as_str(), "" | "imr" | "maximus" | "final determination letter for imr") {
        return None;
    }
    let (number, range) = find_case_number(&line[at..])?;
    let between = line[at..][..range.start].get("case number".len()..)?;
    let after = line[at..][range.end..].trim();
    let is_alone = between.trim_matches([' ', ':', '#', '.']).is_empty();
    (is_alone && (after.is_empty() || page_number(after).is_some())).then_some(number)
}

/// Whether a line is a page number or a running title. `after` is the text below it, `width` the
/// length of the longest line: a bare number is a page number only where it was not wrapping that
/// left it alone, that is, where the next word would have found room beside it.
pub(super) fn is_page_mark(line: &str, after: &str, width: impl FnOnce() -> usize) -> bool {
    if line.len() > LONGEST {
        return false;
    }
    if line.len() <= 24
        && let Some(mark) = page_number(line)
    {
        return mark.is_explicit || has_room_for_next(line, after, width);
    }
    is_running_title(line)
}

fn has_room_for_next(line: &str, after: &str, width: impl FnOnce() -> usize) -> bool {
    let mut rest = after;
    while let Some((next, below)) = next_line(rest) {
        if let Some(word) = next.split_whitespace().next() {
            return line.len() + 1 + word.len() <= width();
        }
        rest = below;
    }
    true
}

fn is_running_title(line: &str) -> bool {
    let title = line.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == ' ');
    LINES.iter().any(|known| title.eq_ignore_ascii_case(known))
}

struct PageNumber {
    /// It says `Page 2 of 4`: no sentence of a letter does.
    is_explicit: bool,
}

/// Reads `3`, `- 3 -`, `Page 3`, `3 of 4`, `Page 3 of 4`.
fn page_number(line: &str) -> Option<PageNumber> {
    let inner = line.trim_matches(|letter: char| matches!(letter, '-' | '–' | '—' | '|' | ' '));
    let word = inner.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
    let label = &inner[..inner.len() - word.len()];
    if !["", "page", "pg"].iter().any(|known| label.eq_ignore_ascii_case(known)) {
        return None;
    }
    let (number, rest) = leading_number(word.trim_start_matches(['.', ' ']))?;
    let rest = rest.trim_start();
    if rest.is_empty() {
        return (number <= LAST_PAGE).then_some(PageNumber { is_explicit: false });
    }
    let total = rest.strip_prefix("of ").or_else(|| rest.strip_prefix("OF "))?;
    let (total, rest) = leading_number(total.trim_start())?;
    let is_page = rest.is_empty() && number <= total && total <= LAST_PAGE;
    is_page.then_some(PageNumber { is_explicit: !label.is_empty() })
}

fn leading_number(text: &str) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=3).contains(&digits) {
        return None;
    }
    Some((text[..digits].parse().ok()?, &text[digits..]))
}

const FOOTER: &[u8] = b"Final Determination Letter for IMR Case Number";

/// Finds what every page number within a line begins with.
static PAGES: LazyLock<Finder> = LazyLock::new(|| Finder::new("Page "));

/// Finds the running title that stands within lines.
static FOOTERS: LazyLock<Finder> = LazyLock::new(|| Finder::new(FOOTER));

/// Whether artifact may stand within the lines of `body`, as when it was wrapped anew with its
/// page numbers in it. Letters that hold none need not be searched line by line.
pub(super) fn may_hold_inline(body: &str) -> bool {
    PAGES.find_iter(body.as_bytes()).any(|at| inline_page(&body[at..]).is_some())
        || FOOTERS.find(body.as_bytes()).is_some()
}

/// Gives the parts of `line` around artifact such as `Page 2 of 4` to `keep`, and returns a case
/// number that was left out with it.
pub(super) fn for_each_kept<'a>(line: &'a str, mut keep: impl FnMut(&'a str)) -> Option<String> {
    let mut number = None;
    let mut kept = 0;
    let mut from = 0;
    while let Some(found) = memchr::memchr2(b'P', b'F', &line.as_bytes()[from..]) {
        let at = from + found;
        let length = inline_page(&line[at..])
            .filter(|_| !line[..at].ends_with(['(', '"']))
            .or_else(|| inline_footer(&line[at..], &mut number));
        from = at + length.unwrap_or(1);
        if length.is_some() {
            keep(&line[kept..at]);
            kept = from;
        }
    }
    keep(&line[kept..]);
    number
}

/// The length of a `Page 2 of 4` at the start of `text`.
fn inline_page(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("Page ")?;
    let (number, rest) = leading_number(rest)?;
    let (total, rest) = leading_number(rest.strip_prefix(" of ")?)?;
    let ends = !rest.starts_with(|next: char| next.is_alphanumeric());
    (ends && number <= total && total <= LAST_PAGE).then(|| text.len() - rest.len())
}

/// The length of `Final Determination Letter for IMR Case Number CM13-0000001 2` at the start of
/// `text`, with its page number.
fn inline_footer(text: &str, number: &mut Option<String>) -> Option<usize> {
    if !text.as_bytes().starts_with(FOOTER) {
        return None;
    }
    let head = &text[FOOTER.len()..];
    let (found, range) = find_case_number(head)?;
    if range.start > 3 {
        return None;
    }
    number.get_or_insert(found);
    let after = &head[range.end..];
    let page = after.trim_start();
    let digits = page.bytes().take_while(u8::is_ascii_digit).count();
    let end = page.as_bytes().get(digits).is_none_or(|&next| next == b' ');
    let taken =
        if (1..=2).contains(&digits) && end { after.len() - page.len() + digits } else { 0 };
    Some(FOOTER.len() + range.end + taken)
}
