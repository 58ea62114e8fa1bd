//! The little words of a citing line: the rows of `data/citation_words.tsv` that are compared as
//! words, not searched for.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::letter::table::{entries, rows};

/// The longest of these words, in bytes: what is longer is none of them.
const LONGEST: usize = 24;

/// The words of one role, in lower case.
pub(super) struct Words(FxHashSet<&'static str>);

impl Words {
    /// Is `word` one of them, whatever its case?
    pub(super) fn have(&self, word: &str) -> bool {
        word.len() <= LONGEST
            && (self.0.contains(word) || self.0.contains(word.to_ascii_lowercase().as_str()))
    }
}

/// Words that may stand between a title and its sections.
pub(super) static HEADER: LazyLock<Words> = LazyLock::new(|| words("header"));
/// Such words where a number, a bracket or punctuation follows.
pub(super) static NUMBERED: LazyLock<Words> = LazyLock::new(|| words("numbered"));
/// `second`, `third`: such words before an edition.
pub(super) static ORDINAL: LazyLock<Words> = LazyLock::new(|| words("ordinal"));
/// Words that make a bracket date a guideline.
pub(super) static DATE: LazyLock<Words> = LazyLock::new(|| words("date"));
/// Words of brackets that say how far a chapter reaches.
pub(super) static SCOPE: LazyLock<Words> = LazyLock::new(|| words("scope"));
/// Words that join citations or sections.
pub(super) static JOINT: LazyLock<Words> = LazyLock::new(|| words("joint"));
/// What is no section where it stands alone.
pub(super) static NO_SECTION: LazyLock<Words> = LazyLock::new(|| words("no-section"));
/// What is taken off the beginning of a section's name, the longest first.
pub(super) static LEAD_IN: LazyLock<Vec<&str>> = LazyLock::new(|| longest_first("lead-in"));
/// What is taken off the end of a section's name, the longest first.
pub(super) static LEAD_OUT: LazyLock<Vec<&str>> = LazyLock::new(|| longest_first("lead-out"));
/// The roles above: their rows are not searched for.
#[cfg(test)]
pub(super) const ROLES: [&str; 11] = [
    "date",
    "header",
    "joint",
    "lead-in",
    "lead-out",
    "no-section",
    "numbered",
    "ordinal",
    "remark",
    "scope",
    "site",
];

/// The wordings of `role`.
pub(super) fn wordings(role: &str) -> impl Iterator<Item = &'static str> {
    rows(include_str!("../../../data/citation_words.tsv"))
        .filter_map(move |row| (row[0] == role).then(|| row[1]))
        .flat_map(entries)
}

fn words(role: &str) -> Words {
    Words(wordings(role).collect())
}

fn longest_first(role: &str) -> Vec<&'static str> {
    let mut all: Vec<&str> = wordings(role).collect();
    all.sort_by_key(|word| std::cmp::Reverse(word.len()));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_words_short_enough_to_be_compared() {
        for role in ROLES {
            assert!(wordings(role).next().is_some(), "{role}");
        }
        for role in ["date", "header", "joint", "no-section", "numbered", "ordinal", "scope"] {
            assert!(wordings(role).all(|word| word.len() <= LONGEST), "{role}");
        }
    }
}
