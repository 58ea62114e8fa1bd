//! Hits as text: outcome, treatment, where it stands, what each side cited, the passage.

use std::io::{self, Write};

use jiff::civil::Date;

use super::facet_table;
use super::printable::{linked, printable};
use super::style::{self, paint};
use super::text::{Text, byte_ranges, counted};
use crate::library::SearchAnswer;
use crate::model::{Citation, CitedBy};
use crate::search::{Hit, Hits, LetterHits};

const INDENT: &str = "    ";
/// Under the treatment, behind number and outcome.
const TITLE_INDENT: &str = "               ";

pub(super) fn write(text: &Text, answer: &SearchAnswer, to: &mut dyn Write) -> io::Result<()> {
    write_head(text, answer, to)?;
    let first = answer.offset + 1;
    match &answer.hits {
        Hits::Letters(letters) => {
            for (number, letter) in (first..).zip(letters) {
                writeln!(to)?;
                write_letter(text, number, letter, to)?;
            }
        }
        Hits::Items(items) => {
            for (number, hit) in (first..).zip(items) {
                writeln!(to)?;
                write_hit(text, &format!("{number:>2}."), hit, true, to)?;
            }
        }
    }
    for table in &answer.facets {
        writeln!(to)?;
        facet_table::write(text, table, to)?;
    }
    Ok(())
}

fn write_head(text: &Text, answer: &SearchAnswer, to: &mut dyn Write) -> io::Result<()> {
    let items = counted(answer.total, "item", "items");
    let letters = counted(answer.letters, "letter", "letters");
    let range = match (answer.hits.len(), answer.offset) {
        (0, _) => String::new(),
        (shown, offset) => format!(", {} to {} shown", offset + 1, offset + shown),
    };
    writeln!(to, "{items} in {letters}{range}")?;
    if !answer.read_as.is_empty() {
        let read_as = format!("read as: {}", answer.read_as);
        for line in textwrap::wrap(&read_as, text.width) {
            writeln!(to, "{}", paint(style::LABEL, &line))?;
        }
    }
    if let Some(meant) = &answer.did_you_mean {
        writeln!(to, "did you mean: {}", paint(style::TITLE, meant))?;
    }
    Ok(())
}

fn write_letter(
    text: &Text,
    number: usize,
    letter: &LetterHits,
    to: &mut dyn Write,
) -> io::Result<()> {
    let case = link(text, letter.case_number.as_deref(), &letter.path);
    let outcome = match letter.outcome {
        Some(crate::model::LetterOutcome::Upheld) => "upheld",
        Some(crate::model::LetterOutcome::Overturned) => "overturned",
        Some(crate::model::LetterOutcome::PartiallyOverturned) => "partially overturned",
        None => "no outcome",
    };
    let date = shown_date(letter.decision_date);
    writeln!(to, "{number:>2}. {case}, {date}, {outcome}, {}", printable(&letter.path))?;
    for hit in &letter.items {
        let item = hit.item.map_or_else(|| "-".into(), |item| format!("#{item}"));
        write_hit(text, &format!("{item:>3}"), hit, false, to)?;
    }
    Ok(())
}

fn write_hit(
    text: &Text,
    number: &str,
    hit: &Hit,
    with_letter: bool,
    to: &mut dyn Write,
) -> io::Result<()> {
    let (outcome_style, outcome) = style::outcome(hit.outcome);
    write!(to, "{number} {} ", paint(outcome_style, outcome))?;
    write_title(text, hit, to)?;
    if with_letter {
        writeln!(to, "{INDENT}{}", place(text, hit))?;
    }
    write_citations(text, "UR ", CitedBy::ClaimsAdministrator, hit, to)?;
    write_citations(text, "IMR", CitedBy::Reviewer, hit, to)?;
    if hit.passages.is_empty() {
        let marks = byte_ranges(&hit.snippet, &hit.highlights);
        return text.wrapped(&hit.snippet, &marks, INDENT, to);
    }
    if !hit.ground.is_empty() {
        writeln!(to, "{INDENT}{}", paint(style::LABEL, "ground"))?;
        text.wrapped(&hit.ground.join(" "), &[], "      ", to)?;
    }
    for passage in &hit.passages {
        writeln!(to, "{INDENT}{}", paint(style::LABEL, passage.field))?;
        let marks = byte_ranges(&passage.text, &passage.highlights);
        text.wrapped(&passage.text, &marks, "      ", to)?;
    }
    Ok(())
}

/// The treatment after number and outcome; marked, where the match is there.
fn write_title(text: &Text, hit: &Hit, to: &mut dyn Write) -> io::Result<()> {
    let title = hit.treatment.as_deref().unwrap_or("letter without readable items");
    let mut lines = Vec::new();
    text.wrapped(title, &hit.treatment_marks, TITLE_INDENT, &mut lines)?;
    to.write_all(lines.get(TITLE_INDENT.len()..).unwrap_or(b"\n"))
}

/// Case, item, date and category in a line.
fn place(text: &Text, hit: &Hit) -> String {
    let case = link(text, hit.case_number.as_deref(), &hit.path);
    let item = hit.item.map_or_else(String::new, |item| format!("#{item}"));
    let date = shown_date(hit.decision_date);
    let category = printable(hit.category.as_deref().unwrap_or_default());
    let more = match hit.paths.len() {
        0 => String::new(),
        paths => format!(" and {}", counted(paths - 1, "other path", "other paths")),
    };
    format!("{case}{item}  {date}  {category}  {}{more}", paint(style::LABEL, &hit.path))
}

fn write_citations(
    text: &Text,
    label: &str,
    side: CitedBy,
    hit: &Hit,
    to: &mut dyn Write,
) -> io::Result<()> {
    let cited: Vec<String> =
        hit.citations.iter().filter(|c| c.cited_by == side).map(short_citation).collect();
    if cited.is_empty() {
        return Ok(());
    }
    let line = cited.join("; ");
    let line = printable(&line);
    let width = text.width.saturating_sub(8).max(20);
    for (number, line) in textwrap::wrap(&line, width).iter().enumerate() {
        let label = if number == 0 { label } else { "   " };
        writeln!(to, "{INDENT}{} {line}", paint(style::LABEL, label))?;
    }
    Ok(())
}

/// A citation in a few words: source, title, edition, sections, pages.
pub(super) fn short_citation(citation: &Citation) -> String {
    let Some(source) = citation.source else { return "nothing cited".into() };
    let mut words = source.name().to_string();
    for part in [&citation.guideline, &citation.edition].into_iter().flatten() {
        words.push(' ');
        words.push_str(part);
    }
    if !citation.sections.is_empty() {
        words.push_str(", ");
        words.push_str(&citation.sections.join(", "));
    }
    match citation.pages.as_slice() {
        [] => {}
        [page] => words.push_str(&format!(", p. {page}")),
        pages => words.push_str(&format!(", pp. {}", ranges(pages))),
    }
    if let Some(until) = citation.in_force().and_then(|period| period.until) {
        words.push_str(&format!(" (superseded since {})", until.strftime("%Y-%m")));
    }
    words
}

/// Pages with runs of three and more put together: `46, 74-97`.
fn ranges(pages: &[String]) -> String {
    let number = |page: &String| page.parse::<u32>().ok();
    let mut parts = Vec::new();
    let mut rest = pages;
    while let Some(first) = rest.first() {
        let run = match number(first) {
            Some(start) => {
                let follows = |(at, page): &(u32, &String)| number(page) == Some(start + at);
                (0..).zip(rest).take_while(follows).count()
            }
            None => 1,
        };
        let run = if run >= 3 { run } else { 1 };
        let last = &rest[run - 1];
        parts.push(if run > 1 { format!("{first}-{last}") } else { first.clone() });
        rest = &rest[run..];
    }
    parts.join(", ")
}

/// The case number, as a link to the file where the terminal opens those (OSC 8).
fn link(text: &Text, case: Option<&str>, path: &str) -> String {
    let shown = case.unwrap_or("no case number");
    let target = text.links.as_ref().map(|base| base.join(path));
    match target {
        Some(target) => linked(shown, &target),
        None => printable(shown).into_owned(),
    }
}

fn shown_date(date: Option<Date>) -> String {
    date.map_or_else(|| "undated".into(), |date| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_pages_are_written_as_ranges() {
        let pages =
            |list: &[&str]| ranges(&list.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(pages(&["46", "47"]), "46, 47");
        assert_eq!(pages(&["46", "74", "75", "76", "A1"]), "46, 74-76, A1");
    }
}
