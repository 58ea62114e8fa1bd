//! An index that is made beside the one in its place, and takes that place once it is whole.
//!
//! It grows in a folder of its own within the index folder, where no reader looks. Then its files
//! are moved into the index folder, where they meet no others: the engine's names are random, and
//! the ledger's numbers go on from those that are there. At last its `meta.json` replaces the old
//! one in one step. Up to then the old index is all there; from then on its files belong to no
//! commit, and are removed by the lists that name them: the engine's list of its files, which was
//! given both, and the ledger files that the new commit says it has replaced.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::Payload;
use super::directory::{WriteDirectory, replace};
use super::error::IndexError;
use super::ledger;
use super::open::{MANAGED, META};

/// The folder in which an index is made beside the one in its place. It holds nothing else.
const NAME: &str = ".imr-rebuild";

/// An index that is made beside another. Dropped before it took its place, it goes.
pub(super) struct Beside {
    home: PathBuf,
    folder: PathBuf,
}

impl Beside {
    /// Makes room beside the index in `home`.
    pub(super) fn begin(home: &Path) -> Result<Self, IndexError> {
        let folder = home.join(NAME);
        fs::create_dir(&folder).map_err(|cause| IndexError::io("create", &folder, cause))?;
        Ok(Self { home: home.into(), folder })
    }

    /// Where the new index is made.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Has the new index, which nobody writes any more, take the place of the old one. Gives its
    /// folder.
    pub(super) fn take_place(self) -> Result<PathBuf, IndexError> {
        let files = files_of(&self.folder);
        self.list_in_home(&files)?;
        for name in files.iter().chain(&ledger_of(&self.folder)) {
            self.move_home(name)?;
        }
        sync(&self.home)?;
        let (from, to) = (self.folder.join(META), self.home.join(META));
        fs::rename(&from, &to).map_err(|cause| IndexError::io("replace", &to, cause))?;
        sync(&self.home)?;
        Ok(self.home.clone())
    }

    /// Adds files to those that the engine knows to be its own in the index folder: whatever
    /// happens from here on, they are removed when no commit names them.
    fn list_in_home(&self, files: &BTreeSet<String>) -> Result<(), IndexError> {
        let mut listed = managed(&self.home).unwrap_or_default();
        listed.extend(files.iter().cloned());
        listed.insert(META.into());
        let json = serde_json::to_vec(&listed).unwrap_or_default();
        let path = self.home.join(MANAGED);
        replace(&self.home, Path::new(MANAGED), &json)
            .map_err(|cause| IndexError::io("write", &path, cause))
    }

    fn move_home(&self, name: &str) -> Result<(), IndexError> {
        let (from, to) = (self.folder.join(name), self.home.join(name));
        if to.exists() {
            return Err(IndexError::io("write", &to, std::io::ErrorKind::AlreadyExists.into()));
        }
        fs::rename(&from, &to).map_err(|cause| IndexError::io("write", &to, cause))
    }
}

impl Drop for Beside {
    /// Takes away the folder, with what is in it.
    fn drop(&mut self) {
        clear(&self.home);
    }
}

/// Removes what a run left in `home` that was making an index beside it. What it had moved
/// already, the engine removes by its list, and the ledger's here.
pub(super) fn clear(home: &Path) {
    let folder = home.join(NAME);
    if !folder.exists() {
        return;
    }
    let kept = ledger_of(home);
    let moved: Vec<String> =
        ledger_of(&folder).into_iter().filter(|name| !kept.contains(name)).collect();
    ledger::remove_replaced(home, &moved);
    let _ = fs::remove_dir_all(folder);
}

/// The files of the engine that the index in `folder` is made of, but for its `meta.json`.
fn files_of(folder: &Path) -> BTreeSet<String> {
    let mut files = managed(folder).unwrap_or_default();
    files.retain(|name| name != META && folder.join(name).exists());
    files
}

/// The files that the engine knows to be its own in `folder`.
fn managed(folder: &Path) -> Option<BTreeSet<String>> {
    serde_json::from_slice(&fs::read(folder.join(MANAGED)).ok()?).ok()
}

/// The ledger files that the last commit in `folder` names.
fn ledger_of(folder: &Path) -> Vec<String> {
    Payload::unchecked(folder).unwrap_or_default()
}

/// Makes the names in a folder safe on disk.
fn sync(folder: &Path) -> Result<(), IndexError> {
    let synced = File::open(folder).and_then(|folder| folder.sync_all());
    synced.map_err(|cause| IndexError::io("write", folder, cause))
}

/// Removes the files of the engine in `folder` that its last commit does not name.
pub(super) fn remove_old_files(folder: &Path) -> Result<(), IndexError> {
    let mut index = tantivy::Index::open(WriteDirectory::open(folder)?)?;
    let mut used = index.load_metas()?.list_segment_files();
    used.insert(META.into());
    index.directory_mut().garbage_collect(|| used)?;
    Ok(())
}
