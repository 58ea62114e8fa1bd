//! Finds the headings and labels of a letter, all in one scan.
//!
//! Headings are matched without regard to case, spaces, line breaks and punctuation: the scan runs
//! over the letters and digits of the flow alone, so that `CLINICAL CASE SUMMARY` is found as well
//! where a PDF gives `CLINICALCASE SUMMARY`. What a place must look like beyond its letters (a
//! colon after a label, capitals in a heading) is checked in the flow. The words stand in
//! `data/headings.tsv`.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::flow::Flow;
use super::table;

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
    /// Where what it announces begins: after its last letter, bracket, colon and space.
    pub(super) body: usize,
}

struct Headings {
    automaton: AhoCorasick,
    kinds: Vec<Heading>,
}

static HEADINGS: LazyLock<Headings> = LazyLock::new(|| {
    let mut kinds = Vec::new();
    let mut words = Vec::new();
    for row in table::rows(include_str!("../../data/headings.tsv")) {
        if let Some((name, heading)) = row.split_once('\t')
            && let Some(kind) = Heading::from_name(name)
        {
            kinds.push(kind);
            words.push(letters_of(heading.bytes()));
        }
    }
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .kind(Some(AhoCorasickKind::DFA))
        .build(words)
        .expect("a fixed table of a hundred short phrases makes an automaton");
    Headings { automaton, kinds }
});

fn letters_of(text: impl Iterator<Item = u8>) -> Vec<u8> {
    text.filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase()).collect()
}

/// The headings of a letter, in order.
pub(super) fn find_headings(flow: &Flow) -> Vec<Hit> {
    let letters = Letters::of(&flow.text);
    let known = &*HEADINGS;
    let mut hits = Vec::new();
    for found in known.automaton.find_iter(&letters.bytes) {
        let heading = known.kinds[found.pattern().as_usize()];
        let start = letters.offset_of(&flow.text, found.start());
        let end = letters.offset_of(&flow.text, found.end() - 1) + 1;
        if let Some(body) = body_of(flow, heading, start..end) {
            hits.push(Hit { heading, start, body });
        }
    }
    hits
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
        Form::Sentence => true,
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

/// The letters and digits of a text, in lower case, and the way back to their places.
struct Letters {
    bytes: Vec<u8>,
    /// How many letters stand before each block of the text.
    before_block: Vec<usize>,
}

/// Bytes of text in a block.
const BLOCK: usize = 64;

/// A letter's or digit's lower case; 0 for every other byte.
const FOLDED: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let letter = byte as u8;
        if letter.is_ascii_alphanumeric() {
            table[byte] = letter.to_ascii_lowercase();
        }
        byte += 1;
    }
    table
};

impl Letters {
    fn of(text: &str) -> Self {
        let mut bytes = vec![0; text.len()];
        let mut before_block = Vec::with_capacity(text.len() / BLOCK + 1);
        let mut count = 0;
        for block in text.as_bytes().chunks(BLOCK) {
            before_block.push(count);
            for &byte in block {
                let folded = FOLDED[usize::from(byte)];
                bytes[count] = folded;
                count += usize::from(folded != 0);
            }
        }
        bytes.truncate(count);
        Self { bytes, before_block }
    }

    /// Where in the text the letter number `index` stands.
    fn offset_of(&self, text: &str, index: usize) -> usize {
        let block = self.before_block.partition_point(|&before| before <= index) - 1;
        let mut left = index - self.before_block[block];
        let start = block * BLOCK;
        for (place, &byte) in text.as_bytes()[start..].iter().enumerate() {
            if FOLDED[usize::from(byte)] != 0 {
                if left == 0 {
                    return start + place;
                }
                left -= 1;
            }
        }
        text.len()
    }
}
