//! When two files hold the same letter.

use super::ledger::Hash128;
use crate::model::{Determination, Format};

/// The id of a letter: the same for files of the same bytes, and for files of one case number
/// that say the same once flowed, be they text or PDF. Letters without a case number are told
/// apart by their bytes.
pub fn letter_id(determination: &Determination, content: Hash128) -> Hash128 {
    if determination.case_number.is_none() {
        return content;
    }
    let facts = Determination {
        path: String::new(),
        format: Format::Txt,
        warnings: Vec::new(),
        ..determination.clone()
    };
    match serde_json::to_vec(&facts) {
        Ok(json) => Hash128::of(&json),
        Err(_) => content,
    }
}
