//! The headings and labels of letters, as `data/headings.tsv` gives them.

use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::value::{Error, StrDeserializer};

use super::table::{entries, rows};

/// What a heading or label announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Heading {
    /// The end of what the reviewer wrote: effects, signature, disclaimer.
    Closing,
    /// The section of items in the decisions layout.
    Decisions,
    /// The list of documents reviewed.
    Documents,
    /// A field of the header.
    #[serde(skip)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Form {
    /// A colon follows.
    Label,
    /// Capitals, a colon, or a line of its own.
    Title,
    /// Part of a sentence.
    Sentence,
}

/// What a heading does to the part of the letter before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Role {
    /// It may stand in the header, which any other heading ends.
    InHeader,
    /// The clinical case summary ends there at the latest.
    EndsSummary,
    /// A section of a professional review ends there.
    EndsReviewSection,
}

/// One kind of heading: a row of the table.
#[derive(Debug)]
pub(super) struct Kind {
    /// What it announces.
    pub(super) heading: Heading,
    /// What its place must look like.
    pub(super) form: Form,
    /// What it does.
    pub(super) roles: Vec<Role>,
    /// How it is written.
    pub(super) wordings: Vec<&'static str>,
}

/// All kinds, in the order of the table.
pub(super) static KINDS: LazyLock<Vec<Kind>> = LazyLock::new(|| {
    rows(include_str!("../../data/headings.tsv")).filter_map(|row| read_kind(&row)).collect()
});

fn read_kind(row: &[&'static str]) -> Option<Kind> {
    let &[name, form, roles, wordings] = row else { return None };
    let heading = match name.strip_prefix("field_") {
        Some(field) => Heading::Field(named(field)?),
        None => named(name)?,
    };
    let roles = roles.split(", ").filter(|role| *role != "-").map(named).collect::<Option<_>>()?;
    Some(Kind { heading, form: named(form)?, roles, wordings: entries(wordings).collect() })
}

/// The variant that the table calls `name`.
fn named<T: Deserialize<'static>>(name: &'static str) -> Option<T> {
    T::deserialize(StrDeserializer::<Error>::new(name)).ok()
}

/// Whether a line begins with a field of the header: its label, then a colon or a number.
pub(super) fn starts_with_field(line: &str) -> bool {
    let fields = KINDS.iter().filter(|kind| matches!(kind.heading, Heading::Field(_)));
    fields.flat_map(|kind| &kind.wordings).any(|wording| {
        let start = line.as_bytes().get(..wording.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(wording.as_bytes()))
            && starts_value(line[wording.len()..].trim_start())
    })
}

/// Whether `text`, which follows a label, is its colon or its value: a date or a case number.
fn starts_value(text: &str) -> bool {
    text.starts_with(|next: char| next == ':' || next.is_ascii_digit()) || text.starts_with("CM")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_read() {
        let table = include_str!("../../data/headings.tsv");
        for row in rows(table) {
            assert!(read_kind(&row).is_some_and(|kind| !kind.wordings.is_empty()), "{row:?}");
        }
    }

    #[test]
    fn a_line_of_the_header_is_told_from_prose() {
        for line in ["Case Number: CM13-0000001", "Priority: Standard", "date of injury 1/2/2013"] {
            assert!(starts_with_field(line), "{line}");
        }
        for line in
            ["Priority was given to", "Provider notes say", "Claims Administrator guideline:"]
        {
            assert!(!starts_with_field(line), "{line}");
        }
    }
}
