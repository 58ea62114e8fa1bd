//! Reading one file whole, although others may be writing it.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use thiserror::Error;

use super::walk::modified;

/// Why a file could not be read.
#[derive(Debug, Error)]
pub enum ReadError {
    /// The system refused, or the file is gone.
    #[error("cannot be read: {0}")]
    Io(#[from] io::Error),
    /// It is larger than allowed.
    #[error(
        "larger than the limit: {size} bytes, at most {limit} are read (raise --max-file-size)"
    )]
    TooLarge {
        /// Bytes.
        size: u64,
        /// Bytes.
        limit: u64,
    },
    /// It changed each time it was read.
    #[error("the file changes while it is being read; the next run will try again")]
    Changing,
    /// A pipe, device or folder has taken its place.
    #[error("not a regular file any more")]
    NotRegular,
}

impl ReadError {
    /// A short stable name, for counts and reports.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Io(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                "permission_denied"
            }
            Self::Io(error) if error.kind() == io::ErrorKind::NotFound => "vanished",
            Self::Io(_) => "read_error",
            Self::TooLarge { .. } => "too_large",
            Self::Changing => "changing",
            Self::NotRegular => "not_regular",
        }
    }

    /// Whether the fault is not the file's, so that it may be read another time.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Io(_) | Self::Changing)
    }
}

/// How often a file that changes under the reader is tried.
const TRIES: usize = 3;

/// The bytes of the file at `path`, with its size and time of modification as they were while it
/// was read.
///
/// # Errors
/// When it cannot be read whole and unchanged, or has more than `limit` bytes.
pub fn read(path: &Path, limit: u64) -> Result<(Vec<u8>, u64, i64), ReadError> {
    for _ in 0..TRIES {
        let mut file = open(path)?;
        let before = file.metadata()?;
        if !before.is_file() {
            return Err(ReadError::NotRegular);
        }
        if before.len() > limit {
            return Err(ReadError::TooLarge { size: before.len(), limit });
        }
        let mut bytes = Vec::with_capacity(before.len() as usize + 1);
        (&mut file).take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
        let after = file.metadata()?;
        let steady = before.len() == after.len() && modified(&before) == modified(&after);
        if steady && bytes.len() as u64 == after.len() {
            return Ok((bytes, after.len(), modified(&after)));
        }
    }
    Err(ReadError::Changing)
}

/// Opens without waiting, so that a pipe that took the file's place cannot hold the run.
fn open(path: &Path) -> io::Result<File> {
    let nonblock = rustix::fs::OFlags::NONBLOCK.bits() as i32;
    OpenOptions::new().read(true).custom_flags(nonblock).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_over_the_limit_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("big.txt");
        std::fs::write(&path, [b'x'; 100]).unwrap();
        assert_eq!(read(&path, 100).unwrap().0.len(), 100);
        assert_eq!(read(&path, 99).unwrap_err().kind(), "too_large");
    }

    #[test]
    fn a_missing_file_and_a_folder_say_so() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(read(&folder.path().join("gone"), 9).unwrap_err().kind(), "vanished");
        assert_eq!(read(folder.path(), 9).unwrap_err().kind(), "not_regular");
    }
}
