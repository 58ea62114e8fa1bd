//! Text for people: 80 columns, in colour where the stream lets it through.

use std::io::{self, Write};
use std::ops::Range;
use std::path::PathBuf;

use textwrap::Options;

use super::printable::printable;
use super::style::{self, paint};
use super::{LetterMarks, Renderer, facet_table, hits, letter};
use crate::library::SearchAnswer;
use crate::model::ParsedLetter;
use crate::search::FacetTable;

/// Text for people.
pub(crate) struct Text {
    /// Columns.
    pub(crate) width: usize,
    /// The folder that paths are relative to, where case numbers shall be links to their files:
    /// for terminals that open them.
    pub(crate) links: Option<PathBuf>,
}

impl Renderer for Text {
    fn search(&self, answer: &SearchAnswer, to: &mut dyn Write) -> io::Result<()> {
        hits::write(self, answer, to)
    }

    fn facets(&self, table: &FacetTable, to: &mut dyn Write) -> io::Result<()> {
        facet_table::write(self, table, to)
    }

    fn letter(
        &self,
        parsed: &ParsedLetter<'_>,
        marks: &LetterMarks<'_>,
        to: &mut dyn Write,
    ) -> io::Result<()> {
        letter::write(self, parsed, marks, to)
    }

    fn table(&self, names: &[&str], rows: &[Vec<String>], to: &mut dyn Write) -> io::Result<()> {
        let all = || {
            let cleaned = rows
                .iter()
                .map(|row| row.iter().map(|cell| printable(cell).into_owned()).collect());
            std::iter::once(names.iter().map(|name| (*name).to_string()).collect::<Vec<_>>())
                .chain(cleaned)
        };
        let mut widths = vec![0; names.len()];
        for row in all() {
            for (width, cell) in widths.iter_mut().zip(&row) {
                *width = (*width).max(textwrap::core::display_width(cell));
            }
        }
        for (number, row) in all().enumerate() {
            let last = row.len().saturating_sub(1);
            let cells: Vec<String> = row
                .iter()
                .enumerate()
                .map(|(column, cell)| {
                    let gap = if column == last {
                        0
                    } else {
                        widths[column] - textwrap::core::display_width(cell)
                    };
                    let cell = if number == 0 { paint(style::LABEL, cell) } else { cell.clone() };
                    format!("{cell}{}", " ".repeat(gap))
                })
                .collect();
            writeln!(to, "{}", cells.join("  "))?;
        }
        Ok(())
    }
}

impl Text {
    /// Writes `text` wrapped, every line after `indent`, with `marks` (byte ranges) highlighted.
    pub(super) fn wrapped(
        &self,
        text: &str,
        marks: &[Range<usize>],
        indent: &str,
        to: &mut dyn Write,
    ) -> io::Result<()> {
        let width = self.width.saturating_sub(indent.len()).max(20);
        let mut from = 0;
        for line in textwrap::wrap(text, Options::new(width).break_words(true)) {
            // Lines are slices of the text, in order; spaces at their ends are left out.
            let at = text[from..].find(&*line).map_or(from, |offset| from + offset);
            writeln!(to, "{indent}{}", highlighted(&text[at..at + line.len()], at, marks))?;
            from = at + line.len();
        }
        Ok(())
    }
}

/// A piece of text that starts at byte `at` of the whole, with the marks that lie in it.
fn highlighted(piece: &str, at: usize, marks: &[Range<usize>]) -> String {
    let mut painted = String::with_capacity(piece.len() + 32);
    let mut done = 0;
    for mark in marks {
        let from = mark.start.max(at).min(at + piece.len()) - at;
        let to = mark.end.max(at).min(at + piece.len()) - at;
        if from >= to || from < done {
            continue;
        }
        painted.push_str(&printable(&piece[done..from]));
        painted.push_str(&paint(style::MATCH, &piece[from..to]));
        done = to;
    }
    painted.push_str(&printable(&piece[done..]));
    painted
}

/// Ranges of characters as ranges of bytes.
pub(super) fn byte_ranges(text: &str, characters: &[(usize, usize)]) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    starts.push(text.len());
    let at = |character: usize| starts.get(character).copied().unwrap_or(text.len());
    characters.iter().map(|&(from, to)| at(from)..at(to)).collect()
}

/// `1 item`, `2 items`.
pub(super) fn counted(count: usize, one: &str, several: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { several })
}

/// A number with commas between thousands.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_survive_wrapping() {
        let text = "one two three four five six seven eight";
        let mut out = Vec::new();
        let marks = vec![4..7, 14..23];
        Text { width: 24, links: None }.wrapped(text, &marks, "  ", &mut out).unwrap();
        let plain = anstream::adapter::strip_str(std::str::from_utf8(&out).unwrap()).to_string();
        assert_eq!(plain, "  one two three four\n  five six seven eight\n");
        let painted = String::from_utf8(out).unwrap();
        assert!(painted.contains(&paint(style::MATCH, "two")));
        assert!(painted.contains(&paint(style::MATCH, "four")));
        assert!(painted.contains(&paint(style::MATCH, "five")));
    }

    #[test]
    fn thousands_are_grouped() {
        assert_eq!(counted(1, "item", "items"), "1 item");
        assert_eq!(counted(1_600_000, "item", "items"), "1,600,000 items");
    }
}
