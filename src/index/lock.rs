//! One writer at a time.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::Path;

use super::error::IndexError;

/// The file that the writer holds locked; it holds the writer's process number.
const NAME: &str = ".imr-writer.lock";

/// The right to write an index, held until dropped. The system takes it back from a process that
/// dies, so a left-over file is harmless.
pub(super) struct WriterLock {
    file: File,
}

impl Drop for WriterLock {
    /// Gives the lock back at once. Closing the file alone would not: a process that is being
    /// started at this moment still holds it open.
    fn drop(&mut self) {
        let _ = self.file.unlock();
    }
}

impl WriterLock {
    pub(super) fn acquire(folder: &Path) -> Result<Self, IndexError> {
        let path = folder.join(NAME);
        let io = |cause| IndexError::io("open", &path, cause);
        let mut file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .map_err(io)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let holder = name_of_holder(&mut file);
                return Err(IndexError::Locked { folder: folder.into(), holder });
            }
            Err(TryLockError::Error(cause)) => return Err(io(cause)),
        }
        file.set_len(0).map_err(io)?;
        writeln!(file, "{}", std::process::id()).map_err(io)?;
        Ok(Self { file })
    }
}

/// The process that writes the index in `folder` now.
pub(super) fn holder(folder: &Path) -> Option<String> {
    let mut file = File::open(folder.join(NAME)).ok()?;
    match file.try_lock_shared() {
        Err(TryLockError::WouldBlock) => Some(name_of_holder(&mut file)),
        _ => None,
    }
}

/// What the one who holds the lock wrote: its process number.
fn name_of_holder(file: &mut File) -> String {
    let mut holder = String::new();
    let _ = file.read_to_string(&mut holder);
    // Empty for the moment that lies between its locking and its writing.
    let holder = Some(holder.trim()).filter(|id| !id.is_empty()).unwrap_or("unknown");
    holder.into()
}
