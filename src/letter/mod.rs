//! Text of a letter to a [`Determination`].
//!
//! The way through the room: [`flow`] undoes lines, pages and hyphens once; [`heading`] finds every
//! heading and label in one scan; [`layout`] tells which layout they are; then each part of the
//! letter is read from slices of the flow: [`header`] (with [`date`]), [`reviewer`], the summary
//! (with [`patient`], [`injury`], [`diagnosis`], [`condition`]), and the [`items`] (with [`citation`],
//! [`service`] and [`reasoning`]). A part that is missing leaves its facts empty; whatever is
//! doubtful becomes a [`Warning`]; nothing stops the parse, and everything takes time linear in the
//! text.

pub mod citation;
pub mod condition;
pub mod diagnosis;
mod phrases;
pub mod service;

mod body;
mod capitals;
mod case_number;
mod date;
mod flow;
mod header;
mod heading;
mod heading_table;
mod injury;
mod items;
mod layout;
mod openings;
mod page_artifacts;
mod patient;
mod reasoning;
mod reviewer;
mod sentence;
mod shift_table;
mod summary;
mod table;
mod text;
mod trie;
mod version;
mod words;

#[cfg(test)]
mod tests;

use self::flow::Flow;
use self::header::Header;
use self::heading::Hit;
pub use self::version::PARSER_VERSION;
use crate::extract::Text;
use crate::model::{
    Determination, DisputedItem, Layout, LetterOutcome, Outcome, Warning, WarningKind,
};

/// The share of letters among the characters of a text, in percent, below which it looks damaged.
/// Real letters have more than 90.
const LOW_SHARE_OF_LETTERS: usize = 60;

/// How much of a text is looked at to tell whether it is damaged, in bytes: fonts without a
/// character map spoil every line.
const LETTERS_SAMPLE: usize = 2000;

/// Reads the letter `text`. Never fails: what could not be read is absent and said in the warnings.
pub fn parse(text: &Text) -> Determination {
    let flow = Flow::new(&text.body);
    let hits = heading::find_headings(&flow);
    let known = layout::find_layout(&hits);
    let layout = known.map_or(Layout::Unknown, |known| known.layout);
    let mut warnings = Vec::new();
    doubt_text(&flow, layout, &mut warnings);

    let header = header::parse_header(&flow, &hits, &mut warnings);
    let found = known.map(|known| (known.parse_items)(&flow, &hits)).unwrap_or_default();
    let summary = summary::find_summary(&flow, &hits, found.begins);
    let mut items = found.finish(&mut warnings);
    reasoning::fill(&mut items);
    if items.is_empty() && layout != Layout::Unknown {
        let message = "the layout is known, but no disputed item could be read";
        warnings.push(Warning::new(WarningKind::NoItems, message));
    }
    let outcome = LetterOutcome::of(items.iter().filter_map(|item| item.outcome));
    doubt_outcome(&header, &items, outcome, &mut warnings);

    let told = summary.unwrap_or_default();
    let diagnoses = diagnosis::find_diagnoses(told);
    let conditions: Vec<_> = diagnoses.iter().map(condition::read_condition).collect();
    let mut dates = header.dates;
    summary::fill_dates(&mut dates, header.has_injury, &flow, &hits, told);
    Determination {
        layout,
        case_number: header.case_number,
        dates,
        priority: header.priority,
        patient: patient::parse_patient(told),
        reviewer: reviewer::parse_reviewer(&flow, &hits),
        diagnoses: conditions.iter().map(|condition| condition.text.clone()).collect(),
        conditions,
        summary: summary.map(str::to_owned),
        outcome,
        text: items.is_empty().then_some(flow.text),
        items,
        warnings,
    }
}

fn doubt_text(flow: &Flow, layout: Layout, warnings: &mut Vec<Warning>) {
    let (letters, printed) = count_letters(text::head(&flow.text, LETTERS_SAMPLE));
    if letters * 100 < printed * LOW_SHARE_OF_LETTERS || printed == 0 {
        let message = format!("{letters} letters and digits among {printed} characters");
        warnings.push(Warning::new(WarningKind::DamagedText, message));
    }
    if layout == Layout::Unknown {
        let message = "none of the known headings: indexed as full text";
        warnings.push(Warning::new(WarningKind::UnknownLayout, message));
    }
}

/// How many letters and digits `sample` holds, and how many characters besides spaces.
fn count_letters(sample: &str) -> (usize, usize) {
    if !sample.is_ascii() {
        let letters = sample.chars().filter(|letter| letter.is_alphanumeric()).count();
        let printed = sample.chars().filter(|&letter| letter != ' ').count();
        return (letters, printed);
    }
    (
        count_bytes(sample, |byte| byte.is_ascii_alphanumeric()),
        count_bytes(sample, |byte| byte != b' '),
    )
}

fn count_bytes(text: &str, wanted: impl Fn(u8) -> bool) -> usize {
    // In pieces short enough to be counted in a byte, so that the compiler takes many at once.
    let pieces = text.as_bytes().chunks(128);
    let counts = pieces.map(|piece| piece.iter().map(|&byte| u8::from(wanted(byte))).sum::<u8>());
    counts.map(usize::from).sum()
}

/// Compares the outcome that the header states with that of the items.
fn doubt_outcome(
    header: &Header,
    items: &[DisputedItem],
    outcome: Option<LetterOutcome>,
    warnings: &mut Vec<Warning>,
) {
    let Some(stated) = header.stated else { return };
    let is_complete = items.iter().all(|item| item.outcome.is_some());
    if is_complete && outcome.is_some_and(|outcome| outcome != stated) {
        let count =
            |outcome: Outcome| items.iter().filter(|item| item.outcome == Some(outcome)).count();
        let message = format!(
            "the header says {stated:?}, the items are {} upheld and {} overturned",
            count(Outcome::Upheld),
            count(Outcome::Overturned)
        );
        warnings.push(Warning::new(WarningKind::ContradictoryOutcome, message));
    }
}

/// The first of `hits` that `wanted` accepts.
fn first_hit(hits: &[Hit], wanted: impl Fn(heading::Heading) -> bool) -> Option<&Hit> {
    hits.iter().find(|hit| wanted(hit.heading))
}
