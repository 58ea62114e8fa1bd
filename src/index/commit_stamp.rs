//! Telling one commit from the next without reading it.

use std::os::unix::fs::MetadataExt;
use std::path::Path;

use super::open::META;

/// What tells `meta.json` of one commit from that of another. The engine never writes into the
/// file: it puts a new one in its place, with an inode and times of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CommitStamp {
    device: u64,
    inode: u64,
    size: u64,
    /// Seconds and nanoseconds since 1970 when it was last written.
    modified: (i64, i64),
}

impl CommitStamp {
    /// The stamp of the last commit in `folder`; `None` where there is none.
    pub(super) fn of(folder: &Path) -> Option<Self> {
        let meta = std::fs::metadata(folder.join(META)).ok()?;
        Some(Self {
            device: meta.dev(),
            inode: meta.ino(),
            size: meta.size(),
            modified: (meta.mtime(), meta.mtime_nsec()),
        })
    }
}
