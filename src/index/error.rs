//! What can go wrong with an index.

use std::io;
use std::path::{Path, PathBuf};

use tantivy::TantivyError;
use tantivy::directory::error::{OpenReadError, OpenWriteError};
use thiserror::Error;

use super::format;
use super::ledger::LedgerError;

/// Why an index cannot be opened, read or written.
#[derive(Debug, Error)]
pub enum IndexError {
    /// Nothing is there.
    #[error("no index in `{}`; `imr index` makes one", folder.display())]
    Missing {
        /// The index folder.
        folder: PathBuf,
    },
    /// A tantivy index, but not one of ours.
    #[error("the index in `{}` was not made by imr; name another folder with --index", folder.display())]
    Foreign {
        /// The index folder.
        folder: PathBuf,
    },
    /// A folder of other things.
    #[error(
        "`{}` is not empty and holds no index: `{first}` is one of {count} other files there; \
         name a new or empty folder with --index", folder.display()
    )]
    Occupied {
        /// The folder.
        folder: PathBuf,
        /// The name of one of the things.
        first: String,
        /// How many they are.
        count: usize,
    },
    /// Made by another version.
    #[error(
        "the index in `{}` has format {found}, but this version of imr reads format {}; \
         `imr index --rebuild` builds it from scratch", folder.display(), format::version()
    )]
    OtherFormat {
        /// The index folder.
        folder: PathBuf,
        /// The format version found.
        found: u32,
    },
    /// Another process writes it.
    #[error("the index in `{}` is being written by process {holder}; try again when it is done", folder.display())]
    Locked {
        /// The index folder.
        folder: PathBuf,
        /// The process number.
        holder: String,
    },
    /// The index is not what was written.
    #[error(
        "the index is damaged: {what}; `imr check` tells more, `imr index --rebuild` builds it from scratch"
    )]
    Damaged {
        /// What is wrong.
        what: String,
    },
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The system refused.
    #[error("cannot {action} `{}`: {cause}", path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// The system refused the engine something.
    #[error("the index cannot be read or written: {0}")]
    Disk(io::Error),
    /// The engine failed.
    #[error("the search engine failed: {0}")]
    Engine(TantivyError),
}

impl IndexError {
    /// Whether a writer that removes files under a reader may be behind it.
    pub(super) fn may_be_passing(&self) -> bool {
        matches!(self, Self::Damaged { .. } | Self::Ledger(LedgerError::Missing { .. }))
    }

    pub(super) fn io(action: &'static str, path: &Path, cause: io::Error) -> Self {
        Self::Io { action, path: path.into(), cause }
    }
}

impl From<TantivyError> for IndexError {
    fn from(error: TantivyError) -> Self {
        match error {
            TantivyError::DataCorruption(what) => Self::Damaged { what: in_one_line(&what) },
            TantivyError::IncompatibleIndex(what) => Self::Damaged { what: in_one_line(&what) },
            TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(path)) => {
                Self::Damaged { what: format!("`{}` is missing", path.display()) }
            }
            TantivyError::OpenReadError(OpenReadError::IoError { io_error, filepath })
                if is_of_the_engine(&io_error) =>
            {
                Self::Damaged { what: format!("`{}`: {io_error}", filepath.display()) }
            }
            TantivyError::OpenReadError(OpenReadError::IoError { io_error, filepath }) => {
                Self::Io { action: "read", path: filepath, cause: same(&io_error) }
            }
            TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, filepath }) => {
                Self::Io { action: "write", path: filepath, cause: same(&io_error) }
            }
            TantivyError::IoError(cause) if is_of_the_engine(&cause) => {
                Self::Damaged { what: cause.to_string() }
            }
            TantivyError::IoError(cause) => Self::Disk(same(&cause)),
            other => Self::Engine(other),
        }
    }
}

/// Whether it was the engine that could not read what a file holds, rather than the system that
/// could not read the file.
fn is_of_the_engine(error: &io::Error) -> bool {
    let full = [io::ErrorKind::StorageFull, io::ErrorKind::WriteZero];
    error.raw_os_error().is_none() && !full.contains(&error.kind())
}

/// What the engine says over several lines, or only in its debug form.
fn in_one_line(what: &impl std::fmt::Debug) -> String {
    format!("{what:?}").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The error behind an `Arc`, as its own.
fn same(error: &io::Error) -> io::Error {
    match error.raw_os_error() {
        Some(code) => io::Error::from_raw_os_error(code),
        None => io::Error::new(error.kind(), error.to_string()),
    }
}
