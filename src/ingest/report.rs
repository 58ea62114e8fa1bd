//! What a run did, file by file and counted.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use serde::Serialize;

use crate::index::ledger::{FileState, Unreadable};
use crate::model::{Layout, WarningKind};

/// What became of one file in one run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// Its letter was added to the index, or replaced there.
    Indexed,
    /// Nothing to do: as it was at the last run.
    Unchanged,
    /// Its letter is in the index under another path.
    Duplicate,
    /// It should hold a letter but could not be read.
    Unreadable,
    /// It is something else.
    NotALetter,
    /// It is gone from the corpus, and from the index.
    Removed,
}

/// One file of a run.
#[derive(Debug, Serialize)]
pub struct FileReport<'a> {
    /// The path, as it is shown.
    pub path: &'a Path,
    /// What became of it.
    pub fate: Fate,
    /// A short stable name of the reason, where one is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'a str>,
    /// The reason, for a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'a str>,
    /// What the parser doubts of its letter.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub warnings: &'a [WarningKind],
}

/// What became of a file, with what there is to say of it.
pub(super) struct Ending {
    pub(super) fate: Fate,
    pub(super) failure: Option<Box<Unreadable>>,
    pub(super) warnings: Box<[WarningKind]>,
}

impl Ending {
    /// How a file ends that the index knows as `state`; a letter, as `letter`.
    pub(super) fn of(state: FileState, letter: Fate) -> Self {
        let (fate, failure, warnings) = match state {
            FileState::Letter(facts) => (letter, None, facts.warnings),
            FileState::Unreadable(failure) => (Fate::Unreadable, Some(failure), Box::default()),
            FileState::NotALetter => (Fate::NotALetter, None, Box::default()),
        };
        Self { fate, failure, warnings }
    }

    /// The report of the file at `path`.
    pub(super) fn report<'a>(&'a self, path: &'a Path) -> FileReport<'a> {
        FileReport {
            path,
            fate: self.fate,
            kind: self.failure.as_ref().map(|failure| &*failure.kind),
            reason: self.failure.as_ref().map(|failure| &*failure.reason),
            warnings: &self.warnings,
        }
    }
}

impl<'a> FileReport<'a> {
    /// The report of a file that holds no letter, or none any more.
    pub(super) fn without_letter(path: &'a Path, fate: Fate, reason: Option<&'a str>) -> Self {
        Self { path, fate, kind: None, reason, warnings: &[] }
    }
}

/// Is told of every file as a run goes on, from several threads.
pub trait Observer: Sync {
    /// One file is done.
    fn file(&self, file: &FileReport<'_>);

    /// A place of the corpus could not be looked at; what was known below it is kept.
    fn unreachable(&self, path: &Path, reason: &str);

    /// What was done so far is safe on disk.
    fn committed(&self, letters: usize);
}

/// Files by fate. Every file seen is in exactly one of them; `removed` are those no longer seen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Added or replaced.
    pub indexed: usize,
    /// As at the last run.
    pub unchanged: usize,
    /// In the index under another path.
    pub duplicate: usize,
    /// Not readable.
    pub unreadable: usize,
    /// Something else than letters.
    pub not_a_letter: usize,
    /// Gone.
    pub removed: usize,
}

/// What a run did.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Report {
    /// Files that the walk came across.
    pub seen: usize,
    /// What became of them.
    pub files: Counts,
    /// Disputed items in the letters that were indexed.
    pub items: usize,
    /// Letters indexed, by layout.
    pub layouts: BTreeMap<&'static str, usize>,
    /// Warnings of the letters indexed, by kind.
    pub warnings: BTreeMap<&'static str, usize>,
    /// Places of the corpus that could not be looked at.
    pub unreachable: usize,
    /// Files that could not be read for no fault of their own: the next run tries them again.
    pub to_retry: usize,
    /// Case numbers that different letters share.
    pub shared_case_numbers: Vec<String>,
    /// Letters in the index now.
    pub letters_in_index: usize,
    /// Wall time.
    #[serde(serialize_with = "as_seconds")]
    pub took: Duration,
}

fn as_seconds<S: serde::Serializer>(took: &Duration, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_f64((took.as_secs_f64() * 1000.0).round() / 1000.0)
}

impl Counts {
    /// Counts one file.
    pub fn count(&mut self, fate: Fate) {
        *match fate {
            Fate::Indexed => &mut self.indexed,
            Fate::Unchanged => &mut self.unchanged,
            Fate::Duplicate => &mut self.duplicate,
            Fate::Unreadable => &mut self.unreadable,
            Fate::NotALetter => &mut self.not_a_letter,
            Fate::Removed => &mut self.removed,
        } += 1;
    }

    /// Files seen, counted by their fates.
    pub fn seen(&self) -> usize {
        self.indexed + self.unchanged + self.duplicate + self.unreadable + self.not_a_letter
    }
}

impl Report {
    /// Counts a letter that was indexed.
    pub(super) fn count_letter(&mut self, layout: Layout, items: u32, warnings: &[WarningKind]) {
        *self.layouts.entry(layout.name()).or_default() += 1;
        self.items += items as usize;
        for warning in warnings {
            *self.warnings.entry(warning.name()).or_default() += 1;
        }
    }
}
