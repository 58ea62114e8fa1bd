//! A diagnosis, taken apart into condition, body region and side.

use serde::{Deserialize, Serialize};

use super::Side;

/// One diagnosis of a letter in the canonical names of `data/conditions.tsv` and
/// `data/body_regions.tsv`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// The diagnosis as written.
    pub text: String,
    /// The canonical name (`meniscus tear`); `None` where the table does not know it.
    pub name: Option<String>,
    /// Canonical body regions, in the order of the text, none twice.
    pub body: Vec<String>,
    /// The side of the body.
    pub side: Option<Side>,
    /// The three-character category of ICD-10-CM (`S83`), from a code in the letter or from the
    /// table; `None` where neither gives one.
    pub icd10: Option<String>,
}
