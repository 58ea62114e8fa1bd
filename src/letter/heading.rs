//! Finds the headings and labels of a letter, all in one scan.
//!
//! Headings are matched without regard to case, spaces, line breaks and punctuation: only letters
//! and digits are compared, so that `CLINICAL CASE SUMMARY` is found as well where a PDF gives
//! `CLINICALCASE SUMMARY`. What a place must look like beyond its letters (a colon after a label,
//! capitals in a heading) is checked then. The words stand in `data/headings.tsv`.

use std::ops::Range;
use std::sync::LazyLock;

use super::capitals::capitals;
use super::flow::Flow;
use super::openings::Openings;
use super::table;
use super::trie::{LETTERS_ALONE, Trie};

/// What a heading or label announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heading {
    /// The end of what the reviewer wrote: effects, signature, disclaimer.
    Closing,
    /// The section of items in the decisions layout.
    Decisions,
    /// The list of documents reviewed.
    Documents,
    /// A field of the header.
    Field(Field),
    /// How the determination was made: the reviewer's qualifications.
    HowMade,
    /// What the reviewer based the decision on, in a sentence.
    ImrBasis,
    /// What the reviewer cited.
    ImrGuideline,
    /// The reviewer's rationale, in the decisions layout.
    ImrRationale,
    /// The section of items in the rationales layout.
    Issues,
    /// The states of licensure, as a list.
    Licensure,
    /// The second half of a notice, which repeats the determinations.
    NoticeDecision,
    /// The determination of an item in a notice.
    NoticeDetermined,
    /// The rationale of an item in a notice.
    NoticeRationale,
    /// An item's section in a notice.
    NoticeRegarding,
    /// The guidelines of an item in a notice.
    NoticeSection,
    /// The title of a notice.
    NoticeTitle,
    /// The guidelines of a professional review.
    ProfessionalGuideline,
    /// The issues of a professional review.
    ProfessionalIssue,
    /// The rationale of a professional review.
    ProfessionalRationale,
    /// The title of a professional review.
    ProfessionalTitle,
    /// The reviewer's qualifications.
    Qualifications,
    /// The rationale of an item in the rationales layout.
    Rationale,
    /// The sentence before the items.
    SetForth,
    /// The reviewer's specialties, as a list.
    Specialty,
    /// The clinical case summary.
    Summary,
    /// What the claims administrator based the denial on, in a sentence.
    UrBasis,
    /// What the claims administrator cited.
    UrGuideline,
}

/// A field of the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// When the application arrived.
    Application,
    /// When a reviewer was assigned.
    Assigned,
    /// The case number.
    Case,
    /// When the determination was made.
    Decision,
    /// The dates of injury.
    Injury,
    /// A field that is not read, but ends the one before it.
    Other,
    /// How fast the review had to be.
    Priority,
    /// The outcome of the whole letter, as stated.
    Stated,
    /// When utilization review denied the request.
    Ur,
}

/// What a place must look like for a heading to count.
enum Form {
    /// A colon follows.
    Label,
    /// Capitals, a colon, or a line of its own.
    Title,
    /// Part of a sentence.
    Sentence,
}

impl Heading {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "closing" => Self::Closing,
            "decisions" => Self::Decisions,
            "documents" => Self::Documents,
            "how_made" => Self::HowMade,
            "imr_basis" => Self::ImrBasis,
            "imr_guideline" => Self::ImrGuideline,
            "imr_rationale" => Self::ImrRationale,
            "issues" => Self::Issues,
            "licensure" => Self::Licensure,
            "notice_decision" => Self::NoticeDecision,
            "notice_determined" => Self::NoticeDetermined,
            "notice_rationale" => Self::NoticeRationale,
            "notice_regarding" => Self::NoticeRegarding,
            "notice_section" => Self::NoticeSection,
            "notice_title" => Self::NoticeTitle,
            "professional_guideline" => Self::ProfessionalGuideline,
            "professional_issue" => Self::ProfessionalIssue,
            "professional_rationale" => Self::ProfessionalRationale,
            "professional_title" => Self::ProfessionalTitle,
            "qualifications" => Self::Qualifications,
            "rationale" => Self::Rationale,
            "set_forth" => Self::SetForth,
            "specialty" => Self::Specialty,
            "summary" => Self::Summary,
            "ur_basis" => Self::UrBasis,
            "ur_guideline" => Self::UrGuideline,
            _ => Self::Field(Field::from_name(name.strip_prefix("field_")?)?),
        })
    }

    fn form(self) -> Form {
        match self {
            Self::Field(_)
            | Self::ImrGuideline
            | Self::ImrRationale
            | Self::Licensure
            | Self::NoticeRationale
            | Self::Rationale
            | Self::Specialty
            | Self::UrGuideline => Form::Label,
            Self::Closing
            | Self::ImrBasis
            | Self::NoticeDetermined
            | Self::NoticeRegarding
            | Self::SetForth
            | Self::UrBasis => Form::Sentence,
            _ => Form::Title,
        }
    }
}

impl Field {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "application" => Self::Application,
            "assigned" => Self::Assigned,
            "case" => Self::Case,
            "decision" => Self::Decision,
            "injury" => Self::Injury,
            "other" => Self::Other,
            "priority" => Self::Priority,
            "stated" => Self::Stated,
            "ur" => Self::Ur,
            _ => return None,
        })
    }
}

/// A heading in its place.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    /// What it announces.
    pub(super) heading: Heading,
    /// Where its first letter stands.
    pub(super) start: usize,
    /// Where its last letter ends.
    end: usize,
    /// Where what it announces begins: after its last letter, bracket, colon and space.
    pub(super) body: usize,
}

/// The headings of the table.
static HEADINGS: LazyLock<Trie<Heading>> = LazyLock::new(|| Trie::new(&LETTERS_ALONE, headings()));

/// What they begin with.
static OPENINGS: LazyLock<Openings> =
    LazyLock::new(|| Openings::new(headings().map(|(words, _)| words)));

fn headings() -> impl Iterator<Item = (&'static str, Heading)> {
    table::rows(include_str!("../../data/headings.tsv")).filter_map(|row| {
        let (name, words) = row.split_once('\t')?;
        Some((words, Heading::from_name(name)?))
    })
}

/// The headings of a letter, in order, none within another.
///
/// They are looked for at capitals and at line starts, which are few and where they are in every
/// letter seen; in a text where that finds nothing, at every word.
pub(super) fn find_headings(flow: &Flow) -> Vec<Hit> {
    let text = flow.text.as_bytes();
    let (known, openings) = (&*HEADINGS, &*OPENINGS);
    let mut hits = Vec::with_capacity(MANY_HITS);
    capitals(text)
        .filter(|&at| openings.may_begin(text, at))
        .for_each(|at| hits.extend(hit_at(known, flow, at)));
    let small = flow.lines.iter().filter(|&&at| text.get(at).is_some_and(u8::is_ascii_lowercase));
    let at_capitals = hits.len();
    hits.extend(small.filter_map(|&at| hit_at(known, flow, at)));
    if hits.is_empty() {
        let words = (0..text.len()).filter(|&at| {
            text[at].is_ascii_lowercase() && (at == 0 || !text[at - 1].is_ascii_alphanumeric())
        });
        hits.extend(words.filter_map(|at| hit_at(known, flow, at)));
    } else if hits.len() > at_capitals {
        hits.sort_by_key(|hit| hit.start);
    }
    let mut end = 0;
    hits.retain(|hit| {
        let is_free = hit.start >= end;
        if is_free {
            end = hit.end;
        }
        is_free
    });
    hits
}

/// Room for the headings of an ordinary letter.
const MANY_HITS: usize = 64;

/// The longest heading at `start` that looks like one: a longer one may have taken its last letter
/// from the next word (`Decision: S...` for `Decisions`).
fn hit_at(known: &Trie<Heading>, flow: &Flow, start: usize) -> Option<Hit> {
    known.find_at(flow.text.as_bytes(), start, |heading, end| {
        let body = body_of(flow, heading, start..end)?;
        Some(Hit { heading, start, end, body })
    })
}

/// Where the body of a heading at `range` begins; `None` where the place does not look like one.
fn body_of(flow: &Flow, heading: Heading, range: Range<usize>) -> Option<usize> {
    let text = &flow.text;
    let bytes = text.as_bytes();
    if range.start > 0
        && bytes[range.start - 1].is_ascii_alphanumeric()
        && !is_run_together(bytes, range.start)
    {
        return None;
    }
    let mut end = skip(bytes, range.end, b")]");
    if bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) && !is_run_together(bytes, end) {
        return None;
    }
    let after_spaces = skip(bytes, end, b" ");
    let has_colon = bytes.get(after_spaces) == Some(&b':');
    if has_colon {
        end = skip(bytes, after_spaces, b":");
    }
    let counts = match heading.form() {
        Form::Label => has_colon,
        Form::Sentence => bytes[range.start].is_ascii_uppercase(),
        Form::Title => {
            has_colon || is_capitalised(&text[range.clone()]) || is_line(flow, range.start, end)
        }
    };
    counts.then(|| skip(bytes, end, b" "))
}

/// Whether a heading runs into the word after it: `MADEMAXIMUS`, `SUMMARYThe`.
fn is_run_together(bytes: &[u8], end: usize) -> bool {
    let (before, next) = (bytes[end - 1], bytes[end]);
    next.is_ascii_uppercase() && !before.is_ascii_digit()
}

fn skip(bytes: &[u8], from: usize, what: &[u8]) -> usize {
    from + bytes[from..].iter().take_while(|byte| what.contains(byte)).count()
}

/// Whether every word but the small ones begins with a capital.
fn is_capitalised(heading: &str) -> bool {
    heading
        .split(|letter: char| !letter.is_ascii_alphabetic())
        .filter(|word| word.len() > 3)
        .all(|word| word.as_bytes()[0].is_ascii_uppercase())
}

/// Whether `start..end` fills lines of its own.
fn is_line(flow: &Flow, start: usize, end: usize) -> bool {
    let next = skip(flow.text.as_bytes(), end, b" ");
    flow.is_line_start(start) && (next == flow.text.len() || flow.is_line_start(next))
}
