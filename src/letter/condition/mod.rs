//! Takes diagnoses apart into condition, body region, side and ICD-10 category.
//!
//! Takes a diagnosis as written and the code that stands with it in the letter; gives the canonical
//! name of `data/conditions.tsv`, the regions and side of `data/body_regions.tsv`, and the
//! three-character category: that of the letter's code, or else the table's. What the tables do not
//! know stays empty.

mod table;

#[cfg(test)]
mod tests;

use super::body::{parent, read_body};
use super::diagnosis::Diagnosis;
use crate::model::Condition;

pub use table::group_of;

/// How many characters of an ICD-10 code name its category.
const CATEGORY_LENGTH: usize = 3;

/// Where ICD-10-CM names a level, the limb that it names, too, only carries the side: "strain of
/// muscle at forearm level, right arm".
const LEVEL: &str = " level";

/// What `diagnosis` says.
pub(super) fn read_condition(diagnosis: &Diagnosis<'_>) -> Condition {
    let body = read_body(diagnosis.text);
    let entry = table::find(diagnosis.text);
    let mut regions = body.regions;
    if diagnosis.text.contains(LEVEL) {
        let limbs: Vec<&str> = regions.iter().map(|region| parent(region)).collect();
        regions.retain(|region| !limbs.contains(region));
    }
    if regions.is_empty() {
        regions.extend(entry.and_then(|entry| entry.region));
    }
    let stated = diagnosis.code.and_then(|code| code.get(..CATEGORY_LENGTH));
    let derived = || entry.and_then(|entry| entry.category(regions.first().copied()));
    Condition {
        text: diagnosis.text.to_owned(),
        name: entry.map(|entry| entry.name.to_owned()),
        icd10: stated.map(str::to_ascii_uppercase).or_else(|| derived().map(str::to_owned)),
        body: regions.into_iter().map(str::to_owned).collect(),
        side: body.side,
    }
}

/// Whether `text` surely names a condition, and not just a complaint such as pain.
pub(super) fn is_condition(text: &str) -> bool {
    table::find(text).is_some_and(|entry| !entry.is_general)
}
