//! The ledger's files: a line that names the format, changes one after the other, and a BLAKE3
//! hash of all that comes before it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{FileRecord, Hash128, Ledger};
use crate::corpus::Root;

/// What ledger files begin with.
const MAGIC: &[u8] = b"imr ledger 1\n";
/// As many files are kept without a look at their size ...
const FEW_FILES: usize = 8;
/// ... and as many at the most, before they are folded into one.
const MOST_FILES: usize = 64;
const PREFIX: &str = "ledger-";

/// One change of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Change {
    AddRoot(Root),
    RemoveRoot(Root),
    Put(FileRecord),
    Remove(Box<[u8]>),
    Stale(Hash128, bool),
}

/// A ledger file that the last commit names.
#[derive(Debug, Clone)]
pub(super) struct File {
    name: String,
    size: u64,
}

/// Why the ledger cannot be read or written.
#[derive(Debug, Error)]
pub enum LedgerError {
    /// The system refused.
    #[error("cannot {action} `{}`: {cause}", path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// The ledger file.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// The file is not what was written.
    #[error("the ledger `{}` is damaged: {what}; `imr index --rebuild` makes the index anew", path.display())]
    Damaged {
        /// The ledger file.
        path: PathBuf,
        /// What is wrong with it.
        what: &'static str,
    },
}

/// Loads the ledger from the files that a commit names, in that order.
///
/// # Errors
/// When one is missing or damaged.
pub fn load(folder: &Path, names: &[String]) -> Result<Ledger, LedgerError> {
    let mut ledger = Ledger::default();
    for name in names {
        let path = folder.join(name);
        let bytes = fs::read(&path).map_err(|cause| LedgerError::Io {
            action: "read",
            path: path.clone(),
            cause,
        })?;
        let damaged = |what| LedgerError::Damaged { path: path.clone(), what };
        let mut rest = checked(&bytes).map_err(damaged)?;
        while !rest.is_empty() {
            let (change, more) =
                postcard::take_from_bytes(rest).map_err(|_| damaged("a change cannot be read"))?;
            ledger.apply(change);
            rest = more;
        }
        ledger.files.push(File { name: name.clone(), size: bytes.len() as u64 });
    }
    Ok(ledger)
}

/// The changes between the first line and the hash.
fn checked(bytes: &[u8]) -> Result<&[u8], &'static str> {
    let (body, sum) = bytes.split_last_chunk::<32>().ok_or("it is cut off")?;
    if *blake3::hash(body).as_bytes() != *sum {
        return Err("its checksum does not match");
    }
    body.strip_prefix(MAGIC).ok_or("it is of another format")
}

/// Removes ledger files that no commit names: those of a run that died, and those folded into
/// others.
pub fn remove_leftovers(folder: &Path, names: &[String]) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        if name.starts_with(PREFIX) && !names.iter().any(|kept| kept == name) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

impl Ledger {
    /// Writes the changes since the last commit, safe on disk, and returns the names of all files
    /// that make up the ledger now: what the commit has to name. Files that the last commit names
    /// are left as they are.
    ///
    /// # Errors
    /// When the disk is full or the folder may not be written.
    pub fn write_changes(&mut self, folder: &Path) -> Result<Vec<String>, LedgerError> {
        if self.is_changed() {
            let name = self.next_name();
            let path = folder.join(&name);
            let fold = self.should_fold();
            let changes = if fold { self.as_changes() } else { std::mem::take(&mut self.changes) };
            let size = write(&path, &changes).map_err(|cause| LedgerError::Io {
                action: "write",
                path,
                cause,
            })?;
            if fold {
                self.files.clear();
                self.changes.clear();
            }
            self.files.push(File { name, size });
        }
        Ok(self.files.iter().map(|file| file.name.clone()).collect())
    }

    /// A name that no file of the last commit has: one number higher than the newest of them.
    fn next_name(&self) -> String {
        let newest = self.files.last().and_then(|file| number_of(&file.name)).unwrap_or(0);
        format!("{PREFIX}{:012}.bin", newest + 1)
    }

    /// Whether the files of changes have become many, or larger than what they change.
    fn should_fold(&self) -> bool {
        let first = self.files.first().map_or(0, |file| file.size);
        let later: u64 = self.files.iter().skip(1).map(|file| file.size).sum();
        let count = self.files.len();
        count >= MOST_FILES || count >= FEW_FILES && later > first / 2
    }

    fn as_changes(&self) -> Vec<Change> {
        let roots = self.roots.iter().cloned().map(Change::AddRoot);
        let files = self.files().cloned().map(Change::Put);
        let stale = self.stale().map(|letter| Change::Stale(letter, true));
        roots.chain(files).chain(stale).collect()
    }
}

fn number_of(name: &str) -> Option<u64> {
    name.strip_prefix(PREFIX)?.strip_suffix(".bin")?.parse().ok()
}

fn write(path: &Path, changes: &[Change]) -> io::Result<u64> {
    let mut bytes = MAGIC.to_vec();
    for change in changes {
        bytes = postcard::to_extend(change, bytes).map_err(io::Error::other)?;
    }
    bytes.extend_from_slice(blake3::hash(&bytes).as_bytes());
    fs::write(path, &bytes)?;
    fs::File::open(path)?.sync_all()?;
    Ok(bytes.len() as u64)
}
