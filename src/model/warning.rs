//! What the parser was not sure of.

use serde::{Deserialize, Serialize};

/// One doubt about one letter: it is kept, indexed, and says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// The kind, for counting.
    pub kind: WarningKind,
    /// What and where, for a person.
    pub message: String,
}

/// The kinds of doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WarningKind {
    /// The text fits none of the known layouts; it is indexed as full text.
    UnknownLayout,
    /// The layout is known, but no disputed item could be read.
    NoItems,
    /// An item has no outcome, or two that contradict each other.
    UnclearOutcome,
    /// An item has no decision rationale.
    NoRationale,
    /// A date could not be read.
    UnreadableDate,
    /// The stated outcome of the letter differs from that of its items.
    ContradictoryOutcome,
    /// The text looks damaged: few letters among its characters.
    DamagedText,
    /// The letter ends within an item, or its parts contradict each other.
    Incomplete,
}

impl Warning {
    /// A doubt of this kind.
    pub fn new(kind: WarningKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into() }
    }
}

impl WarningKind {
    /// The name in JSON and counts.
    pub fn name(self) -> &'static str {
        match self {
            Self::UnknownLayout => "unknown_layout",
            Self::NoItems => "no_items",
            Self::UnclearOutcome => "unclear_outcome",
            Self::NoRationale => "no_rationale",
            Self::UnreadableDate => "unreadable_date",
            Self::ContradictoryOutcome => "contradictory_outcome",
            Self::DamagedText => "damaged_text",
            Self::Incomplete => "incomplete",
        }
    }
}
