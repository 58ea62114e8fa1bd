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

mod groups;
mod record;
mod store;

use std::ffi::OsStr;
use std::hash::{BuildHasher, BuildHasherDefault};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use hashbrown::HashTable;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use crate::corpus::Root;
use groups::Groups;
pub use record::{FileRecord, FileState, Hash128, LetterFacts, Unreadable};
use store::{Change, File};
pub use store::{LedgerError, load, remove_leftovers};

/// The place of a file in the ledger.
type Slot = u32;

/// What the index knows of the files of its corpus.
#[derive(Default)]
pub struct Ledger {
    roots: Vec<Root>,
    slots: Vec<Option<FileRecord>>,
    free: Vec<Slot>,
    by_key: HashTable<Slot>,
    groups: Groups,
    stale: FxHashSet<Hash128>,
    seen: Vec<bool>,
    changes: Vec<Change>,
    files: Vec<File>,
}

impl Ledger {
    /// The corpus folders of the index.
    pub fn roots(&self) -> &[Root] {
        &self.roots
    }

    /// Adds a corpus folder, unless it is known.
    pub fn add_root(&mut self, root: &Root) {
        if !self.roots.iter().any(|known| known.canonical == root.canonical) {
            self.changes.push(Change::AddRoot(root.clone()));
            self.apply_root(root.clone());
        }
    }

    /// Forgets a corpus folder; its files stay until they are removed.
    pub fn remove_root(&mut self, root: &Root) {
        self.changes.push(Change::RemoveRoot(root.clone()));
        self.roots.retain(|known| known != root);
    }

    /// Every file, in no particular order.
    pub fn files(&self) -> impl Iterator<Item = &FileRecord> {
        self.slots.iter().flatten()
    }

    /// How many files are known.
    pub fn len(&self) -> usize {
        self.by_key.len()
    }

    /// Whether no file is known.
    pub fn is_empty(&self) -> bool {
        self.by_key.is_empty()
    }

    /// The file at the absolute path `key`.
    pub fn get(&self, key: &[u8]) -> Option<&FileRecord> {
        self.find_slot(key).and_then(|slot| self.slots[slot as usize].as_ref())
    }

    /// The files that hold a letter, sorted by path.
    pub fn group(&self, letter: Hash128) -> Vec<&FileRecord> {
        let slots = self.groups.members(letter);
        let mut files: Vec<_> =
            slots.iter().filter_map(|&slot| self.slots[slot as usize].as_ref()).collect();
        files.sort_unstable_by(|a, b| a.key.cmp(&b.key));
        files
    }

    /// Which letter holds bytes of which hash, for files read before.
    pub fn letters_by_content(&self) -> FxHashMap<Hash128, Hash128> {
        self.files().filter_map(|file| Some((file.content?, file.letter()?))).collect()
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
        let mut letter_of: FxHashMap<&str, Hash128> = FxHashMap::default();
        let mut shared = Vec::new();
        for file in self.files() {
            let FileState::Letter(facts) = &file.state else { continue };
            let Some(case) = facts.case_number.as_deref() else { continue };
            if *letter_of.entry(case).or_insert(facts.id) != facts.id {
                shared.push(case.to_string());
            }
        }
        shared.sort_unstable();
        shared.dedup();
        shared
    }

    /// How many files hold a letter.
    pub fn group_size(&self, letter: Hash128) -> usize {
        self.groups.members(letter).len()
    }

    /// How many different letters the files hold.
    pub fn letters(&self) -> usize {
        self.groups.len()
    }

    /// Puts a file in, in place of what was known of its path.
    pub fn put(&mut self, record: FileRecord) {
        if self.see(&record.key) == Some(&record) {
            return;
        }
        self.changes.push(Change::Put(record.clone()));
        self.apply_put(record);
    }

    /// Takes a file out.
    pub fn remove(&mut self, key: &[u8]) -> Option<FileRecord> {
        let removed = self.apply_remove(key);
        if removed.is_some() {
            self.changes.push(Change::Remove(key.into()));
        }
        removed
    }

    /// Letters whose documents do not show the paths of their group.
    pub fn stale(&self) -> impl Iterator<Item = Hash128> {
        self.stale.iter().copied()
    }

    /// Marks a letter stale, or no longer so.
    pub fn set_stale(&mut self, letter: Hash128, stale: bool) {
        let changed = if stale { self.stale.insert(letter) } else { self.stale.remove(&letter) };
        if changed {
            self.changes.push(Change::Stale(letter, stale));
        }
    }

    /// Begins a walk over the corpus: no file is seen yet.
    pub fn forget_seen(&mut self) {
        self.seen = vec![false; self.slots.len()];
    }

    /// The file at `key`, which is thereby seen.
    pub fn see(&mut self, key: &[u8]) -> Option<&FileRecord> {
        let slot = self.find_slot(key)?;
        self.mark_seen(slot);
        self.slots[slot as usize].as_ref()
    }

    /// Whether the file at `key` was seen or put since the walk began.
    pub fn is_seen(&self, key: &[u8]) -> bool {
        let slot = self.find_slot(key);
        slot.and_then(|slot| self.seen.get(slot as usize)).copied().unwrap_or(false)
    }

    /// The files that were neither seen nor put since the walk began.
    pub fn unseen(&self) -> impl Iterator<Item = &FileRecord> {
        let seen = |slot: usize| self.seen.get(slot).copied().unwrap_or(false);
        let unseen = self.slots.iter().enumerate().filter(move |(slot, _)| !seen(*slot));
        unseen.filter_map(|(_, record)| record.as_ref())
    }

    fn mark_seen(&mut self, slot: Slot) {
        let slot = slot as usize;
        if self.seen.len() <= slot {
            self.seen.resize(slot + 1, false);
        }
        self.seen[slot] = true;
    }

    /// Whether anything changed since the last commit.
    pub fn is_changed(&self) -> bool {
        !self.changes.is_empty()
    }

    fn find_slot(&self, key: &[u8]) -> Option<Slot> {
        let is_it = |&slot: &Slot| self.key_at(slot) == key;
        self.by_key.find(hash(key), is_it).copied()
    }

    fn key_at(&self, slot: Slot) -> &[u8] {
        self.slots[slot as usize].as_ref().map_or(&[], |record| &record.key)
    }

    fn apply(&mut self, change: Change) {
        match change {
            Change::AddRoot(root) => self.apply_root(root),
            Change::RemoveRoot(root) => self.roots.retain(|known| *known != root),
            Change::Put(record) => self.apply_put(record),
            Change::Remove(key) => {
                self.apply_remove(&key);
            }
            Change::Stale(letter, true) => {
                self.stale.insert(letter);
            }
            Change::Stale(letter, false) => {
                self.stale.remove(&letter);
            }
        }
    }

    fn apply_root(&mut self, root: Root) {
        self.roots.push(root);
    }

    fn apply_put(&mut self, record: FileRecord) {
        self.apply_remove(&record.key);
        let slot = self.free.pop().unwrap_or(self.slots.len() as Slot);
        if let Some(letter) = record.letter() {
            self.groups.add(letter, slot);
        }
        let key_hash = hash(&record.key);
        if slot as usize == self.slots.len() {
            self.slots.push(Some(record));
        } else {
            self.slots[slot as usize] = Some(record);
        }
        self.mark_seen(slot);
        let slots = &self.slots;
        let rehash = |&slot: &Slot| slots[slot as usize].as_ref().map_or(0, |r| hash(&r.key));
        self.by_key.insert_unique(key_hash, slot, rehash);
    }

    fn apply_remove(&mut self, key: &[u8]) -> Option<FileRecord> {
        let slot = self.find_slot(key)?;
        let slots = &self.slots;
        let is_it = |&other: &Slot| slots[other as usize].as_ref().is_some_and(|r| *r.key == *key);
        if let Ok(entry) = self.by_key.find_entry(hash(key), is_it) {
            entry.remove();
        }
        let record = self.slots[slot as usize].take()?;
        self.free.push(slot);
        if let Some(letter) = record.letter() {
            self.groups.remove(letter, slot);
        }
        Some(record)
    }
}

fn hash(key: &[u8]) -> u64 {
    BuildHasherDefault::<FxHasher>::default().hash_one(key)
}

#[cfg(test)]
mod tests;
