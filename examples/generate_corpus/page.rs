//! Blocks printed as text, with what scanners and extractors make of a page.

use crate::case::Case;
use crate::layout::Block;
use crate::rng::Rng;

/// Stands for the gap between two blocks while lines are laid out.
const GAP: &str = "\u{0}";

/// How one letter was extracted.
struct Style {
    width: usize,
    double_spaced: bool,
    gaps: bool,
    crlf: bool,
    break_hyphens: bool,
    /// Lines a page, and the form of what stands between pages.
    pages: Option<(usize, Footer)>,
    two_columns: bool,
    outcome_alone: bool,
}

/// What stands between two pages.
#[derive(Clone, Copy)]
enum Footer {
    Number,
    PageOf,
    DashedNumber,
    CaseAndNumber,
    FormFeed,
}

/// The letter as text.
pub(crate) fn print(blocks: &[Block], case: &Case, rng: &mut Rng) -> String {
    let style = draw_style(rng);
    let mut lines = Vec::new();
    for block in blocks {
        lay_out(block, &style, &mut lines);
        lines.push(GAP.to_owned());
    }
    lines.pop();
    if let Some((height, footer)) = style.pages {
        // A letter without a header does not give its number away at the foot of a page.
        let is_numbered = case.facts.case_number.is_some();
        let footer = if is_numbered { footer } else { Footer::PageOf };
        lines = paginate(&lines, height, footer, &case.number);
    }
    join(&lines, &style)
}

fn draw_style(rng: &mut Rng) -> Style {
    let widths = [92, 96, 88, 80, 104, 72, 120];
    let footers = [
        Footer::FormFeed,
        Footer::Number,
        Footer::PageOf,
        Footer::DashedNumber,
        Footer::CaseAndNumber,
    ];
    let paged = rng.chance(0.45);
    Style {
        // One in fifty is a single long line a paragraph.
        width: if rng.chance(0.02) { usize::MAX } else { *rng.zipf(&widths) },
        double_spaced: rng.chance(0.25),
        gaps: rng.chance(0.6),
        crlf: rng.chance(0.05),
        break_hyphens: rng.chance(0.3),
        pages: paged.then(|| (rng.between(30, 50) as usize, *rng.zipf(&footers))),
        two_columns: rng.chance(0.3),
        outcome_alone: rng.chance(0.05),
    }
}

fn lay_out(block: &Block, style: &Style, lines: &mut Vec<String>) {
    match block {
        Block::Header(rows) => lay_out_header(rows, style, lines),
        Block::Lines(texts) => lines.extend_from_slice(texts),
        Block::Heading(text) | Block::Prose(text) => wrap(text, style, lines),
        Block::Item(text) => {
            wrap(text, style, lines);
            if style.outcome_alone {
                put_outcome_alone(lines);
            }
        }
    }
}

/// In two columns, or as extractors read them: left to right, one label broken around its date.
fn lay_out_header(rows: &[(String, Option<String>)], style: &Style, lines: &mut Vec<String>) {
    for (left, right) in rows {
        match right {
            None => lines.push(left.clone()),
            Some(right) if style.two_columns => lines.push(format!("{left:<46}{right}")),
            Some(right) => match right.strip_prefix("Application Received: ") {
                Some(date) => lines.extend([
                    format!("{left} Application"),
                    "Received:".to_owned(),
                    date.to_owned(),
                ]),
                None => lines.push(format!("{left} {right}")),
            },
        }
    }
}

/// `...: Upheld` with the outcome on a line of its own.
fn put_outcome_alone(lines: &mut Vec<String>) {
    let Some(last) = lines.pop() else { return };
    match last.rsplit_once(": ") {
        Some((treatment, outcome)) if outcome == "Upheld" || outcome == "Overturned" => {
            lines.push(treatment.to_owned());
            lines.push(format!(": {outcome}"));
        }
        _ => lines.push(last),
    }
}

/// Greedy wrapping; where the style says so, also after the hyphen of a word.
fn wrap(text: &str, style: &Style, lines: &mut Vec<String>) {
    let mut line = String::new();
    for word in text.split(' ') {
        let room = style.width.saturating_sub(line.len() + 1);
        if line.is_empty() || word.len() <= room {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
            continue;
        }
        let (head, tail) = match hyphen(word).filter(|at| style.break_hyphens && at < &room) {
            Some(at) => word.split_at(at + 1),
            None => ("", word),
        };
        if !head.is_empty() {
            line.push(' ');
            line.push_str(head);
        }
        lines.push(std::mem::take(&mut line));
        line.push_str(tail);
    }
    lines.push(line);
}

/// The hyphen of a word such as `non-certified`: letters on both sides.
fn hyphen(word: &str) -> Option<usize> {
    let bytes = word.as_bytes();
    let is_inner = |&at: &usize| {
        at > 0
            && bytes[at - 1].is_ascii_lowercase()
            && bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase)
    };
    word.find('-').filter(is_inner)
}

/// Cuts the lines into pages, wherever a page happens to end.
fn paginate(lines: &[String], height: usize, footer: Footer, case: &str) -> Vec<String> {
    let total = lines.len().div_ceil(height);
    let mut paged = Vec::with_capacity(lines.len() + 2 * total);
    for (number, page) in lines.chunks(height).enumerate() {
        if number > 0 {
            let mark = match footer {
                Footer::Number => number.to_string(),
                Footer::PageOf => format!("Page {number} of {total}"),
                Footer::DashedNumber => format!("- {number} -"),
                Footer::CaseAndNumber => {
                    format!("Final Determination Letter for IMR Case Number {case} {number}")
                }
                Footer::FormFeed => String::new(),
            };
            if !mark.is_empty() {
                paged.push(mark);
            }
            paged.push("\u{c}".to_owned());
        }
        paged.extend_from_slice(page);
    }
    paged
}

fn join(lines: &[String], style: &Style) -> String {
    let end = if style.crlf { "\r\n" } else { "\n" };
    let mut text = String::with_capacity(8_000);
    for line in lines {
        match line.as_str() {
            GAP if style.double_spaced => text.push(' '),
            GAP if !style.gaps => continue,
            GAP => {}
            "\u{c}" => {
                text.push('\u{c}');
                continue;
            }
            line => text.push_str(line),
        }
        text.push_str(end);
        if style.double_spaced {
            text.push_str(end);
        }
    }
    text
}
