//! When two files hold the same letter.

use super::ledger::Hash128;
use crate::model::Determination;

/// The id of a letter: the same for files of the same bytes, and for files of one case number
/// that say the same once flowed, be they text or PDF. Letters without a case number are told
/// apart by their bytes.
pub fn letter_id(determination: &Determination, content: Hash128) -> Hash128 {
    if determination.case_number.is_none() {
        return content;
    }
    // All that the letter says, but not where it was read from.
    let letter = determination;
    let facts = (
        (letter.layout, &letter.case_number, &letter.dates, letter.priority, &letter.patient),
        (&letter.reviewer, &letter.diagnoses, &letter.summary, &letter.items, &letter.text),
    );
    match postcard::to_extend(&facts, Vec::with_capacity(1 << 14)) {
        Ok(bytes) => Hash128::of(&bytes),
        Err(_) => content,
    }
}
