//! The commit that answers: the newest one.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::index::{IndexError, Reader};

/// The newest commit of an index, opened when it is first asked for and again when a newer one is
/// there.
pub(super) struct Current {
    folder: PathBuf,
    threads: usize,
    open: Mutex<Option<Arc<Reader>>>,
}

impl Current {
    /// The commits of the index in `folder`, none of them open.
    pub(super) fn new(folder: &Path, threads: usize) -> Self {
        Self { folder: folder.into(), threads, open: Mutex::new(None) }
    }

    /// The newest commit. Who asks while another opens it waits for that one.
    ///
    /// # Errors
    /// When it cannot be opened; the one before is then no answer, either.
    pub(super) fn reader(&self) -> Result<Arc<Reader>, IndexError> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(reader) = open.as_ref().filter(|reader| reader.is_current()) {
            return Ok(Arc::clone(reader));
        }
        let reader = Arc::new(Reader::open(&self.folder, self.threads)?);
        *open = Some(Arc::clone(&reader));
        Ok(reader)
    }
}
