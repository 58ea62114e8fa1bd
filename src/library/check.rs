//! Whether the index is whole, what could not be read, and how far the corpus has moved on.

use std::path::Path;

use serde::Serialize;

use super::Library;
use super::error::Error;
use crate::corpus::{self, Found, Root, outermost};
use crate::index::ledger::{FileState, Ledger};
use crate::index::{Checkup, check, load_ledger};

/// What was found when an index was looked over.
#[derive(Debug, Serialize)]
pub struct CheckAnswer {
    /// What the index holds, and what is wrong with it.
    pub index: Checkup,
    /// How far the corpus has moved on.
    pub corpus: Drift,
}

/// How far the corpus on disk has moved on since the index was brought up to date.
#[derive(Debug, Default, Serialize)]
pub struct Drift {
    /// Files that the index does not know.
    pub new: usize,
    /// Files of another size or time than the index knows.
    pub changed: usize,
    /// Files that the index knows and that are not there.
    pub gone: usize,
    /// Folders that cannot be listed, each with the reason.
    pub unreachable: Vec<String>,
}

/// A file of the corpus that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnreadableFile {
    /// Its path, as the corpus folder was named.
    pub path: String,
    /// A short name of the reason that stays the same.
    pub kind: String,
    /// The reason for a person.
    pub reason: String,
}

impl Library {
    /// Looks the index over: checksums of all its files, its list of files against what is
    /// indexed, and the corpus against that list. Reads the whole index.
    ///
    /// # Errors
    /// When the index cannot be opened at all; what is wrong with one that can is in the answer.
    pub fn check(&self) -> Result<CheckAnswer, Error> {
        let (index, ledger) = check(&self.folder)?;
        Ok(CheckAnswer { index, corpus: Drift::of(&ledger, &self.folder) })
    }

    /// The files of the corpus that could not be read, by path.
    ///
    /// # Errors
    /// When the index cannot be opened.
    pub fn unreadable(&self) -> Result<Vec<UnreadableFile>, Error> {
        let ledger = load_ledger(&self.folder)?;
        let mut files: Vec<UnreadableFile> = ledger
            .files()
            .filter_map(|file| {
                let path = || ledger.shown_path(&file.key).to_string_lossy().into_owned();
                let FileState::Unreadable(failure) = file.state else { return None };
                Some(UnreadableFile { path: path(), kind: failure.kind, reason: failure.reason })
            })
            .collect();
        files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        Ok(files)
    }
}

impl Drift {
    /// How far the corpus folders of `ledger` have moved on; the index folder is left out.
    fn of(ledger: &Ledger, index: &Path) -> Self {
        let index = index.canonicalize().ok();
        let mut drift = Self::default();
        let mut known = 0;
        for root in outermost(ledger.roots().to_vec()) {
            match Root::open(&root.canonical) {
                Ok(_) => drift.walk(&root, index.as_deref(), ledger, &mut known),
                Err(error) => drift.unreachable.push(error.to_string()),
            }
        }
        if drift.unreachable.is_empty() {
            drift.gone = ledger.len().saturating_sub(known);
        }
        drift
    }

    fn walk(&mut self, root: &Root, index: Option<&Path>, ledger: &Ledger, known: &mut usize) {
        corpus::walk(root, index, |found| {
            match found {
                Found::File(file) => match ledger.get(&file.key) {
                    None => self.new += 1,
                    Some(record) => {
                        *known += 1;
                        // A file so fresh that its time was not trusted is told apart by size.
                        let timed = record.modified == 0 || record.modified == file.modified;
                        self.changed += usize::from(record.size != file.size || !timed);
                    }
                },
                Found::Special { .. } => {}
                Found::Failed { path, reason, .. } => {
                    self.unreachable.push(format!("{}: {reason}", path.display()));
                }
            }
            true
        });
    }
}
