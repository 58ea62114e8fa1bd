//! A folder that is written, and read without keeping its files mapped.
//!
//! Who searches wants the index in memory; a writer does not. A merge reads every file of eight
//! segments once, from beginning to end, and as long as they are mapped, all of that counts as
//! memory of this process.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
};

use super::handle::WindowedFile;
use super::replace::replace;
use crate::index::error::IndexError;

#[derive(Clone)]
pub(in crate::index) struct WriteDirectory {
    folder: PathBuf,
    files: MmapDirectory,
}

impl WriteDirectory {
    pub(in crate::index) fn open(folder: &Path) -> Result<Self, IndexError> {
        let files = MmapDirectory::open(folder).map_err(tantivy::TantivyError::from)?;
        Ok(Self { folder: folder.into(), files })
    }
}

impl fmt::Debug for WriteDirectory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.files.fmt(f)
    }
}

impl Directory for WriteDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        match WindowedFile::open(&self.folder, path, &self.files) {
            Ok(file) => Ok(Arc::new(file)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Err(OpenReadError::FileDoesNotExist(path.into()))
            }
            Err(error) => Err(OpenReadError::wrap_io_error(error, path.into())),
        }
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.files.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.files.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.files.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.files.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> std::io::Result<()> {
        replace(&self.folder, path, data)
    }

    fn sync_directory(&self) -> std::io::Result<()> {
        self.files.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.files.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.files.watch(callback)
    }
}
