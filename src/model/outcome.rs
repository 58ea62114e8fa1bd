//! Outcomes: of a disputed item, and derived from the items, of a letter.

use serde::{Deserialize, Serialize};

/// How one disputed item was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The denial stands: the treatment is not medically necessary.
    Upheld,
    /// The denial is overturned: the treatment is medically necessary.
    Overturned,
}

/// How a letter decided its items, taken together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterOutcome {
    /// Every item upheld.
    Upheld,
    /// Every item overturned.
    Overturned,
    /// Some items upheld, some overturned.
    PartiallyOverturned,
}

impl Outcome {
    /// The name in JSON, facets and queries.
    pub fn name(self) -> &'static str {
        match self {
            Self::Upheld => "upheld",
            Self::Overturned => "overturned",
        }
    }
}

impl LetterOutcome {
    /// The name in JSON, facets and queries.
    pub fn name(self) -> &'static str {
        match self {
            Self::Upheld => "upheld",
            Self::Overturned => "overturned",
            Self::PartiallyOverturned => "partially_overturned",
        }
    }

    /// The letter's outcome from those of its items; `None` where no item has a known outcome.
    pub fn of(items: impl IntoIterator<Item = Outcome>) -> Option<Self> {
        let (mut upheld, mut overturned) = (false, false);
        for outcome in items {
            match outcome {
                Outcome::Upheld => upheld = true,
                Outcome::Overturned => overturned = true,
            }
        }
        match (upheld, overturned) {
            (true, false) => Some(Self::Upheld),
            (false, true) => Some(Self::Overturned),
            (true, true) => Some(Self::PartiallyOverturned),
            (false, false) => None,
        }
    }
}
