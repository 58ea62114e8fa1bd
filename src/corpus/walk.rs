//! The walk over the folders of a corpus.

use std::ffi::OsStr;
use std::fs::Metadata;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;
use walkdir::{DirEntry, WalkDir};

/// A folder (or a single file) of a corpus.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Root {
    /// As a person typed it: what paths are shown with.
    pub typed: PathBuf,
    /// Absolute, links resolved: what files are known by.
    pub canonical: PathBuf,
}

/// Why a corpus folder cannot be walked.
#[derive(Debug, Error)]
pub enum RootError {
    /// It is not there, or may not be entered.
    #[error("cannot open the corpus `{}`: {cause}", path.display())]
    Unreachable {
        /// As typed.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
}

/// What a link is called that would never end.
const LOOP: &str = "a link back to a folder above it";

/// One regular file of the corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFile {
    /// The path to show: the root as typed, and the way from there. Typed in another folder,
    /// perhaps: [`FoundFile::location`] is what can be opened.
    pub path: PathBuf,
    /// The absolute path, by which the file is known from run to run. Bytes, because names need
    /// not be UTF-8.
    pub key: Box<[u8]>,
    /// Bytes.
    pub size: u64,
    /// Time of last modification, nanoseconds since 1970.
    pub modified: i64,
}

/// What the walk came across.
#[derive(Debug)]
pub enum Found {
    /// A regular file.
    File(FoundFile),
    /// Something that is no regular file, and is never opened.
    Special {
        /// The path to show.
        path: PathBuf,
        /// What it is.
        what: &'static str,
    },
    /// A place that could not be looked at. Files known below it may well be there still.
    Failed {
        /// The path to show.
        path: PathBuf,
        /// The absolute path.
        key: Box<[u8]>,
        /// What the system said.
        reason: String,
    },
}

impl FoundFile {
    /// Where the file is.
    pub fn location(&self) -> &Path {
        Path::new(OsStr::from_bytes(&self.key))
    }
}

impl Root {
    /// The corpus folder at `typed`.
    ///
    /// # Errors
    /// When nothing can be reached there.
    pub fn open(typed: &Path) -> Result<Self, RootError> {
        let unreachable = |cause| RootError::Unreachable { path: typed.into(), cause };
        let canonical = typed.canonicalize().map_err(unreachable)?;
        if canonical.is_dir() {
            std::fs::read_dir(&canonical).map_err(unreachable)?;
        }
        Ok(Self { typed: typed.into(), canonical })
    }

    /// Whether the file known by `key` lies in this folder.
    pub fn holds(&self, key: &[u8]) -> bool {
        let root = self.canonical.as_os_str().as_bytes();
        match key.strip_prefix(root) {
            Some(rest) => rest.is_empty() || rest[0] == b'/' || root == b"/",
            None => false,
        }
    }

    /// The path to show for the absolute path `full`: this folder as it was typed, and the way
    /// from there.
    pub fn shown(&self, full: &Path) -> PathBuf {
        match full.strip_prefix(&self.canonical) {
            Ok(below) if below.as_os_str().is_empty() => self.typed.clone(),
            Ok(below) => self.typed.join(below),
            Err(_) => full.into(),
        }
    }
}

/// The folders that lie in no other of them: walking these gives every file once.
pub fn outermost(mut roots: Vec<Root>) -> Vec<Root> {
    roots.sort_by(|a, b| a.canonical.cmp(&b.canonical));
    let mut kept: Vec<Root> = Vec::new();
    for root in roots {
        if !kept.iter().any(|outer| outer.holds(root.canonical.as_os_str().as_bytes())) {
            kept.push(root);
        }
    }
    kept
}

fn key_of(path: &Path) -> Box<[u8]> {
    path.as_os_str().as_bytes().into()
}

/// Walks `root`, giving what it finds to `each`, until that says to stop (`false`). The folder
/// `skip` (the index itself, say; canonical) is left out.
pub fn walk(root: &Root, skip: Option<&Path>, mut each: impl FnMut(Found) -> bool) {
    let mut entries = WalkDir::new(&root.canonical).follow_links(true).into_iter();
    while let Some(entry) = entries.next() {
        let found = match entry {
            Ok(entry) if entry.file_type().is_dir() => {
                if leads_above(root, &entry) {
                    entries.skip_current_dir();
                    Found::Special { path: root.shown(entry.path()), what: LOOP }
                } else {
                    if skip.is_some_and(|skip| is_same(&entry, skip)) {
                        entries.skip_current_dir();
                    }
                    continue;
                }
            }
            Ok(entry) => look_at(root, &entry),
            Err(error) => failed(root, &error),
        };
        if !each(found) {
            return;
        }
    }
}

/// Whether a folder is a link to one that holds `root`: all of the corpus lies below it again.
fn leads_above(root: &Root, entry: &DirEntry) -> bool {
    let target = || entry.path().canonicalize();
    entry.path_is_symlink() && target().is_ok_and(|target| root.canonical.starts_with(target))
}

fn is_same(entry: &DirEntry, folder: &Path) -> bool {
    Some(entry.file_name()) == folder.file_name()
        && entry.path().canonicalize().is_ok_and(|path| path == folder)
}

fn look_at(root: &Root, entry: &DirEntry) -> Found {
    match entry.metadata() {
        Ok(metadata) if metadata.is_file() => Found::File(FoundFile {
            path: root.shown(entry.path()),
            key: key_of(entry.path()),
            size: metadata.len(),
            modified: modified(&metadata),
        }),
        Ok(metadata) => Found::Special { path: root.shown(entry.path()), what: kind_of(&metadata) },
        Err(error) => failed(root, &error),
    }
}

fn failed(root: &Root, error: &walkdir::Error) -> Found {
    let full = error.path().unwrap_or(&root.canonical);
    let path = root.shown(full);
    if error.loop_ancestor().is_some() {
        return Found::Special { path, what: LOOP };
    }
    let dangling = full.is_symlink() && !full.exists();
    if dangling {
        return Found::Special { path, what: "a link to nothing" };
    }
    let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
    Found::Failed { path, key: key_of(full), reason }
}

fn kind_of(metadata: &Metadata) -> &'static str {
    let kind = metadata.file_type();
    if kind.is_fifo() {
        "a named pipe"
    } else if kind.is_socket() {
        "a socket"
    } else if kind.is_block_device() || kind.is_char_device() {
        "a device"
    } else {
        "not a regular file"
    }
}

/// Time of last modification, nanoseconds since 1970.
pub(super) fn modified(metadata: &Metadata) -> i64 {
    metadata.mtime().saturating_mul(1_000_000_000).saturating_add(metadata.mtime_nsec())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    fn walked(root: &Path, skip: Option<&Path>) -> (Vec<PathBuf>, Vec<&'static str>) {
        let (mut files, mut special) = (Vec::new(), Vec::new());
        walk(&Root::open(root).unwrap(), skip, |found| {
            match found {
                Found::File(file) => files.push(file.path.strip_prefix(root).unwrap().into()),
                Found::Special { what, .. } => special.push(what),
                Found::Failed { reason, .. } => panic!("{reason}"),
            }
            true
        });
        files.sort();
        (files, special)
    }

    #[test]
    fn loops_of_links_end_and_pipes_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        std::fs::create_dir(root.join("a")).unwrap();
        std::fs::write(root.join("a/letter.txt"), "x").unwrap();
        symlink(root, root.join("a/back")).unwrap();
        symlink("..", root.join("above")).unwrap();
        symlink(root.join("gone"), root.join("dangling")).unwrap();
        let (files, mut special) = walked(root, None);
        special.sort_unstable();
        assert_eq!(files, [PathBuf::from("a/letter.txt")]);
        assert_eq!(special, [LOOP, LOOP, "a link to nothing"]);
    }

    #[test]
    fn the_index_inside_a_corpus_is_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        std::fs::create_dir(root.join("index")).unwrap();
        std::fs::write(root.join("index/meta.json"), "x").unwrap();
        std::fs::write(root.join("letter.txt"), "x").unwrap();
        let (files, _) = walked(&root, Some(&root.join("index")));
        assert_eq!(files, [PathBuf::from("letter.txt")]);
    }

    #[test]
    fn folders_inside_others_are_walked_with_them() {
        let root = |path: &str| Root { typed: path.into(), canonical: path.into() };
        let roots = ["/b/2014", "/b", "/b2", "/a", "/a"].map(root).to_vec();
        assert_eq!(outermost(roots), ["/a", "/b", "/b2"].map(root));
    }

    #[test]
    fn a_folder_holds_what_is_below_it_only() {
        let root = Root { typed: "c".into(), canonical: "/data/corpus".into() };
        assert!(root.holds(b"/data/corpus/2014/a.txt"));
        assert!(!root.holds(b"/data/corpus2/a.txt"));
    }
}
