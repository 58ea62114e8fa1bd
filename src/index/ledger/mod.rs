//! The ledger: which files the index knows, and what became of each.
//!
//! It lives in the index folder, in files that only a commit makes valid: the commit's payload in
//! tantivy's `meta.json` names them. So the ledger is never ahead of the index nor behind it, and
//! a run that dies leaves the pair of the last commit. A commit adds one small file of changes;
//! when those add up, they are folded into one.
//!
//! Files are known by their absolute path. Several files may hold one letter; they form its
//! *group*, and the letter stands in the index once. A letter whose group changed after its
//! documents were written is *stale*: the ledger remembers it until its documents show the paths
//! of the group again.

mod files;
mod packed;
mod record;
mod store;

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;

use crate::corpus::Root;
use files::{Files, Slot};
use packed::Packed;
pub use record::{FileRecord, FileState, Hash128, LetterFacts, Unreadable};
use store::File;
pub use store::{LedgerError, load, newest, remove_replaced, remove_unfinished, roots};

/// What the index knows of the files of its corpus.
#[derive(Default)]
pub struct Ledger {
    roots: Vec<Root>,
    files: Files,
    stale: FxHashSet<Hash128>,
    seen: Vec<bool>,
    changes: Changes,
    written: Vec<File>,
    replaced: Vec<String>,
    newest: Option<String>,
}

/// What changed since the last commit. Nothing that can be looked up when it is written is kept
/// here: a run changes a million files before it commits.
#[derive(Default)]
struct Changes {
    roots: Vec<RootChange>,
    removed: Vec<Box<[u8]>>,
    put: Vec<Slot>,
    stale: Vec<Hash128>,
}

enum RootChange {
    Add(Root),
    Remove(Root),
}

impl Ledger {
    /// The corpus folders of the index.
    pub fn roots(&self) -> &[Root] {
        &self.roots
    }

    /// Adds a corpus folder, unless it is known.
    pub fn add_root(&mut self, root: &Root) {
        if !self.roots.iter().any(|known| known.canonical == root.canonical) {
            self.changes.roots.push(RootChange::Add(root.clone()));
            self.roots.push(root.clone());
        }
    }

    /// Forgets a corpus folder; its files stay until they are removed.
    pub fn remove_root(&mut self, root: &Root) {
        self.changes.roots.push(RootChange::Remove(root.clone()));
        self.roots.retain(|known| known != root);
    }

    /// Every file, in no particular order.
    pub fn files(&self) -> impl Iterator<Item = FileRecord> {
        self.files.iter().map(|(_, file)| file.record())
    }

    /// The paths of the files that hold letters.
    pub fn files_with_letters(&self) -> impl Iterator<Item = &[u8]> {
        let letters = self.files.iter().filter(|(_, file)| file.letter().is_some());
        letters.map(|(_, file)| file.key())
    }

    /// How many files are known.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether no file is known.
    pub fn is_empty(&self) -> bool {
        self.files.len() == 0
    }

    /// The file at the absolute path `key`.
    pub fn get(&self, key: &[u8]) -> Option<FileRecord> {
        self.find(key).map(Packed::record)
    }

    /// The letter in the file at the absolute path `key`.
    pub fn letter_at(&self, key: &[u8]) -> Option<Hash128> {
        self.find(key).and_then(Packed::letter)
    }

    /// The files that hold a letter, sorted by path.
    pub fn group(&self, letter: Hash128) -> Vec<FileRecord> {
        let mut files: Vec<_> = self.files.with_letter(letter).map(Packed::record).collect();
        files.sort_unstable_by(|a, b| a.key.cmp(&b.key));
        files
    }

    /// Which letter is in bytes of the hash `content`, as far as files that the ledger knew when
    /// it was first asked hold them.
    pub fn letter_of_content(&mut self, content: Hash128) -> Option<Hash128> {
        self.files.letter_of_content(content)
    }

    /// The path to show for a file: its corpus folder as it was typed, and the way from there.
    pub fn shown_path(&self, key: &[u8]) -> PathBuf {
        let full = Path::new(OsStr::from_bytes(key));
        let holding = self.roots.iter().filter(|root| root.holds(key));
        let root = holding.min_by_key(|root| root.canonical.as_os_str().len());
        root.map_or_else(|| full.into(), |root| root.shown(full))
    }

    /// The case numbers that several different letters carry, sorted.
    pub fn shared_case_numbers(&self) -> Vec<String> {
        self.files.shared_case_numbers()
    }

    /// How many files hold a letter.
    pub fn group_size(&self, letter: Hash128) -> usize {
        self.files.with_letter(letter).count()
    }

    /// How many different letters the files hold.
    pub fn letters(&self) -> usize {
        self.files.letters()
    }

    /// Puts a file in, in place of what was known of its path.
    pub fn put(&mut self, record: &FileRecord) {
        let file = Packed::of(record);
        let known = self.see_slot(&record.key).and_then(|slot| self.files.get(slot));
        if known == Some(&file) {
            return;
        }
        let slot = self.files.put(file);
        self.changes.put.push(slot);
        self.mark_seen(slot);
    }

    /// Takes a file out.
    pub fn remove(&mut self, key: &[u8]) -> Option<FileRecord> {
        let removed = self.files.remove(key)?;
        self.changes.removed.push(key.into());
        Some(removed.record())
    }

    /// Letters whose documents do not show the paths of their group.
    pub fn stale(&self) -> impl Iterator<Item = Hash128> {
        self.stale.iter().copied()
    }

    /// Marks a letter stale, or no longer so.
    pub fn set_stale(&mut self, letter: Hash128, stale: bool) {
        let changed = if stale { self.stale.insert(letter) } else { self.stale.remove(&letter) };
        if changed {
            self.changes.stale.push(letter);
        }
    }

    /// Begins a walk over the corpus: no file is seen yet.
    pub fn forget_seen(&mut self) {
        self.seen = vec![false; self.files.slots()];
    }

    /// The file at `key`, which is thereby seen.
    pub fn see(&mut self, key: &[u8]) -> Option<FileRecord> {
        let slot = self.see_slot(key)?;
        self.files.get(slot).map(Packed::record)
    }

    /// Whether the file at `key`, which is thereby seen, is known to hold a letter.
    pub fn see_letter(&mut self, key: &[u8]) -> bool {
        let slot = self.see_slot(key);
        slot.and_then(|slot| self.files.get(slot)).is_some_and(|file| file.letter().is_some())
    }

    /// Whether the file at `key` was seen or put since the walk began.
    pub fn is_seen(&self, key: &[u8]) -> bool {
        self.files.find(key).is_some_and(|slot| self.is_slot_seen(slot))
    }

    /// The paths of the files that were seen or put since the walk began.
    pub fn seen(&self) -> impl Iterator<Item = &[u8]> {
        let seen = self.files.iter().filter(|(slot, _)| self.is_slot_seen(*slot));
        seen.map(|(_, file)| file.key())
    }

    /// The paths of the files that were neither seen nor put since the walk began.
    pub fn unseen(&self) -> impl Iterator<Item = &[u8]> {
        let unseen = self.files.iter().filter(|(slot, _)| !self.is_slot_seen(*slot));
        unseen.map(|(_, file)| file.key())
    }

    /// Whether anything changed since the last commit.
    pub fn is_changed(&self) -> bool {
        let Changes { roots, removed, put, stale } = &self.changes;
        !(roots.is_empty() && removed.is_empty() && put.is_empty() && stale.is_empty())
    }

    fn find(&self, key: &[u8]) -> Option<&Packed> {
        self.files.find(key).and_then(|slot| self.files.get(slot))
    }

    fn is_slot_seen(&self, slot: Slot) -> bool {
        self.seen.get(slot as usize).copied().unwrap_or(false)
    }

    fn see_slot(&mut self, key: &[u8]) -> Option<Slot> {
        let slot = self.files.find(key)?;
        self.mark_seen(slot);
        Some(slot)
    }

    fn mark_seen(&mut self, slot: Slot) {
        let slot = slot as usize;
        if self.seen.len() <= slot {
            self.seen.resize(slot + 1, false);
        }
        self.seen[slot] = true;
    }
}

#[cfg(test)]
mod tests;
