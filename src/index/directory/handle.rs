//! A file that is read through a window.

use std::fmt;
use std::fs::File;
use std::io;
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tantivy::HasLen;
use tantivy::directory::{Directory, FileHandle, MmapDirectory, OwnedBytes};

/// Ranges of this size are mapped, for as long as they are used: only what is looked at of a
/// dictionary is then read.
const LARGE: usize = 256 << 10;
/// The smallest window: a page.
const SMALL: usize = 4 << 10;

/// A file of which a part is in memory. Who reads on where they left off, as a merge does from
/// term to term, gets windows twice the size each time, and most of what they ask for is there.
pub(super) struct WindowedFile {
    path: PathBuf,
    file: File,
    length: usize,
    window: Mutex<Window>,
    mapped: MmapDirectory,
}

struct Window {
    start: usize,
    bytes: OwnedBytes,
}

impl WindowedFile {
    /// The file `path` in `folder`, which `mapped` is, too.
    pub(super) fn open(folder: &Path, path: &Path, mapped: &MmapDirectory) -> io::Result<Self> {
        let file = File::open(folder.join(path))?;
        let length = file.metadata()?.len() as usize;
        let window = Mutex::new(Window { start: 0, bytes: OwnedBytes::empty() });
        Ok(Self { path: path.into(), file, length, window, mapped: mapped.clone() })
    }

    /// A range of the file as it is mapped. None where that fails: the file was removed, say,
    /// and is only there because it is open.
    fn map(&self, range: Range<usize>) -> Option<OwnedBytes> {
        let mapped = self.mapped.get_file_handle(&self.path).ok()?;
        if mapped.len() == self.length { mapped.read_bytes(range).ok() } else { None }
    }

    fn read(&self, start: usize, length: usize) -> io::Result<OwnedBytes> {
        let mut bytes = vec![0; length.min(self.length - start)];
        self.file.read_exact_at(&mut bytes, start as u64)?;
        Ok(OwnedBytes::new(bytes))
    }
}

impl Window {
    fn get(&self, range: &Range<usize>) -> Option<OwnedBytes> {
        let start = range.start.checked_sub(self.start)?;
        let end = start + range.len();
        (end <= self.bytes.len()).then(|| self.bytes.slice(start..end))
    }

    /// How many bytes to read for `range`, which begins outside of the window or ends there.
    fn next_size(&self, range: &Range<usize>) -> usize {
        let goes_on = (self.start..=self.start + self.bytes.len()).contains(&range.start);
        let wished = if goes_on { (2 * self.bytes.len()).clamp(SMALL, LARGE) } else { SMALL };
        wished.max(range.len())
    }
}

impl HasLen for WindowedFile {
    fn len(&self) -> usize {
        self.length
    }
}

impl fmt::Debug for WindowedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.path.fmt(f)
    }
}

impl FileHandle for WindowedFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.end > self.length || range.start > range.end {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if range.len() >= LARGE
            && let Some(bytes) = self.map(range.clone())
        {
            return Ok(bytes);
        }
        let mut window = self.window.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bytes) = window.get(&range) {
            return Ok(bytes);
        }
        let bytes = self.read(range.start, window.next_size(&range))?;
        let asked = bytes.slice(0..range.len());
        *window = Window { start: range.start, bytes };
        Ok(asked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file_of(bytes: &[u8]) -> (tempfile::TempDir, WindowedFile) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("file"), bytes).unwrap();
        let mapped = MmapDirectory::open(folder.path()).unwrap();
        let file = WindowedFile::open(folder.path(), Path::new("file"), &mapped).unwrap();
        (folder, file)
    }

    fn some_bytes(length: usize) -> Vec<u8> {
        (0..length as u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 24) as u8).collect()
    }

    #[test]
    fn every_range_reads_as_it_is_in_the_file() {
        let bytes = some_bytes(3 * LARGE);
        let (_folder, file) = file_of(&bytes);
        let mut starts: Vec<usize> = (0..bytes.len()).step_by(777).collect();
        starts.extend((0..bytes.len()).step_by(60_013).rev());
        for start in starts {
            for length in [0, 1, 776, 778, SMALL, LARGE - 1, LARGE, 2 * LARGE] {
                let range = start..(start + length).min(bytes.len());
                assert_eq!(*file.read_bytes(range.clone()).unwrap(), bytes[range]);
            }
        }
        assert!(file.read_bytes(bytes.len()..bytes.len() + 1).is_err());
    }

    #[test]
    fn a_removed_file_that_is_open_can_be_read() {
        let bytes = some_bytes(2 * LARGE);
        let (folder, file) = file_of(&bytes);
        std::fs::remove_file(folder.path().join("file")).unwrap();
        assert_eq!(*file.read_bytes(1..2 * LARGE).unwrap(), bytes[1..]);
    }
}
