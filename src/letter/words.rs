//! The lists of words in `data/words.tsv`.

use std::sync::LazyLock;

use super::table::{entries, rows};

const TABLE: &str = include_str!("../../data/words.tsv");

/// A list of the table.
pub(super) struct WordList(LazyLock<Vec<&'static str>>);

macro_rules! lists {
    ($($name:ident = $row:literal,)*) => {
        $(pub(super) static $name: WordList = WordList(LazyLock::new(|| read($row)));)*

        #[cfg(test)]
        const ALL: &[(&str, &WordList)] = &[$(($row, &$name),)*];
    };
}

lists! {
    AFTER_SPECIALTY = "after_specialty",
    BEFORE_SPECIALTY = "before_specialty",
    DATE_JOINTS = "date_joints",
    DECISION_TRAILERS = "decision_trailers",
    FEMALE = "female",
    INJURY_CONNECTING = "injury_connecting",
    INJURY_CUES = "injury_cues",
    INJURY_ELSEWHERE = "injury_elsewhere",
    MALE = "male",
    MONTHS = "months",
    NOTICE_OTHERS = "notice_others",
    NOTICE_REVIEWERS = "notice_reviewers",
    ONES = "ones",
    PATIENTS = "patients",
    TENS = "tens",
}

fn read(list: &str) -> Vec<&'static str> {
    let found = rows(TABLE).find(|row| row.first() == Some(&list));
    found.and_then(|row| row.get(1).copied()).map(entries).into_iter().flatten().collect()
}

impl WordList {
    /// The words, in the order of the table.
    pub(super) fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().copied()
    }

    /// Whether `word` is one of them, in any case.
    pub(super) fn has(&self, word: &str) -> bool {
        self.place(word).is_some()
    }

    /// The place of `word` among them, from 0, in any case.
    pub(super) fn place(&self, word: &str) -> Option<usize> {
        self.iter().position(|known| known.eq_ignore_ascii_case(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_has_words_and_every_row_is_a_list() {
        for (name, list) in ALL {
            assert!(list.iter().next().is_some(), "{name}");
        }
        for row in rows(TABLE) {
            assert!(ALL.iter().any(|(name, _)| *name == row[0]), "{row:?}");
        }
    }
}
