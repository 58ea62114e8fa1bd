//! Why a disputed item was decided as it was: the rationale, sentence by sentence.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// One sentence of a decision rationale and the part it plays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// The part it plays.
    pub role: Role,
    /// Whether it says that something needed is missing, not documented, not tried, not improved,
    /// or that the amount exceeds what is supported.
    pub lacking: bool,
    /// Where it stands in the rationale, in bytes. The sentences of a rationale follow each other
    /// in order and are together the whole of it, the spaces between them aside.
    pub range: Range<usize>,
}

/// The part that a sentence plays in a rationale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// What a guideline, study, label or general knowledge says, not about this patient.
    Guideline,
    /// This patient, the record, the comparison with the criteria.
    Patient,
    /// Says whether the treatment is necessary, and little else.
    Conclusion,
    /// Restates the request, names or refers.
    Request,
}

/// What a decision rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// The kind of ground.
    pub kind: BasisKind,
    /// The item whose decision this one follows, counted from 1; only of [`BasisKind::Follows`],
    /// and only where it is known.
    pub item: Option<u32>,
}

/// The kinds of ground that a decision rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BasisKind {
    /// The merits of the request.
    Merits,
    /// Only that another item of the letter was decided so.
    Follows,
    /// That records were not provided.
    NoRecords,
    /// That no guideline supports the request or covers it.
    NoGuideline,
}

impl Role {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Guideline => "guideline",
            Self::Patient => "patient",
            Self::Conclusion => "conclusion",
            Self::Request => "request",
        }
    }
}

impl BasisKind {
    /// The name in JSON and facets.
    pub fn name(self) -> &'static str {
        match self {
            Self::Merits => "merits",
            Self::Follows => "follows",
            Self::NoRecords => "no_records",
            Self::NoGuideline => "no_guideline",
        }
    }
}
