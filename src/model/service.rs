//! What a disputed item asks for, in the canonical names of `data/services.tsv` and
//! `data/body_regions.tsv`.

use serde::{Deserialize, Serialize};

/// One service that a disputed item asks for: `EMG/NCS` is two.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// The canonical name (`MRI`; of a drug, its generic name). `None` where the tables do not know
    /// the service: never the nearest name.
    pub name: Option<String>,
    /// Canonical body regions, in the order in which the treatment names them, none twice.
    pub body: Vec<String>,
    /// The side of the body.
    pub side: Option<Side>,
    /// Vertebral levels: `L4-L5` for a disc or joint, `C7` for a single vertebra.
    pub levels: Vec<String>,
}

/// The side of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The patient's left.
    Left,
    /// The patient's right.
    Right,
    /// Both.
    Bilateral,
}

/// How much of a service is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    /// How many.
    pub count: u32,
    /// Of what, in the singular: `session`, `tablet`, `month`.
    pub unit: String,
}

impl Side {
    /// The name in JSON and facets.
    pub fn name(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
            Self::Bilateral => "bilateral",
        }
    }
}
