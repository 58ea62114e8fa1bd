//! The records of all files, and the ways to find one: by its path, and by the letter or the
//! bytes that it holds.
//!
//! There may be millions, so a record is kept packed, and what finds it is a table of slots that
//! looks into the records for what it is asked.

use std::hash::{BuildHasher, BuildHasherDefault};

use hashbrown::HashTable;
use rustc_hash::FxHasher;

use super::Hash128;
use super::packed::Packed;

/// The place of a file in the ledger.
pub(super) type Slot = u32;

#[derive(Default)]
pub(super) struct Files {
    slots: Slots,
    free: Vec<Slot>,
    by_key: HashTable<Slot>,
    by_letter: HashTable<Slot>,
    by_content: Option<HashTable<Slot>>,
    letters: usize,
}

#[derive(Default)]
struct Slots(Vec<Option<Packed>>);

impl Slots {
    fn get(&self, slot: Slot) -> Option<&Packed> {
        self.0[slot as usize].as_ref()
    }

    fn key(&self, slot: Slot) -> &[u8] {
        self.get(slot).map_or(&[], Packed::key)
    }

    fn letter(&self, slot: Slot) -> Option<Hash128> {
        self.get(slot)?.letter()
    }

    fn case_number(&self, slot: Slot) -> &str {
        self.get(slot).and_then(Packed::case_number).unwrap_or_default()
    }

    fn key_hash(&self, slot: Slot) -> u64 {
        hash(self.key(slot))
    }

    fn letter_hash(&self, slot: Slot) -> u64 {
        self.letter(slot).map_or(0, Hash128::short)
    }

    fn content_hash(&self, slot: Slot) -> u64 {
        self.get(slot).and_then(Packed::content).map_or(0, Hash128::short)
    }

    fn holds_content(&self, slot: Slot, content: Hash128) -> bool {
        self.get(slot).and_then(Packed::content) == Some(content)
    }

    fn iter(&self) -> impl Iterator<Item = (Slot, &Packed)> {
        let slots = self.0.iter().enumerate();
        slots.filter_map(|(slot, file)| Some((slot as Slot, file.as_ref()?)))
    }
}

impl Files {
    /// Makes room for so many more: tables that grow look at every record again.
    pub(super) fn reserve(&mut self, more: usize) {
        let slots = &self.slots;
        self.by_key.reserve(more, |&slot| slots.key_hash(slot));
        self.by_letter.reserve(more, |&slot| slots.letter_hash(slot));
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.by_key.len()
    }

    /// How many slots are or were taken.
    pub(super) fn slots(&self) -> usize {
        self.slots.0.len()
    }

    /// How many different letters they hold.
    pub(super) fn letters(&self) -> usize {
        self.letters
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (Slot, &Packed)> {
        self.slots.iter()
    }

    pub(super) fn get(&self, slot: Slot) -> Option<&Packed> {
        self.slots.get(slot)
    }

    pub(super) fn find(&self, key: &[u8]) -> Option<Slot> {
        self.by_key.find(hash(key), |&slot| self.slots.key(slot) == key).copied()
    }

    /// The files that hold a letter.
    pub(super) fn with_letter(&self, letter: Hash128) -> impl Iterator<Item = &Packed> {
        let slots = self.by_letter.iter_hash(letter.short());
        slots.filter_map(move |&slot| {
            self.slots.get(slot).filter(|file| file.letter() == Some(letter))
        })
    }

    fn holds(&self, letter: Hash128) -> bool {
        self.with_letter(letter).next().is_some()
    }

    /// The letter in a file whose bytes have the hash `content`. Knows the files that were there
    /// when this was first asked: it is mostly never asked.
    pub(super) fn letter_of_content(&mut self, content: Hash128) -> Option<Hash128> {
        let slots = &self.slots;
        let table = self.by_content.get_or_insert_with(|| contents_of(slots));
        let slot = table.find(content.short(), |&slot| slots.holds_content(slot, content))?;
        slots.letter(*slot)
    }

    pub(super) fn put(&mut self, file: Packed) -> Slot {
        self.remove(file.key());
        let (key_hash, letter) = (hash(file.key()), file.letter());
        let slot = self.free.pop().unwrap_or(self.slots.0.len() as Slot);
        if slot as usize == self.slots.0.len() {
            self.slots.0.push(None);
        }
        self.slots.0[slot as usize] = Some(file);
        let slots = &self.slots;
        self.by_key.insert_unique(key_hash, slot, |&slot| slots.key_hash(slot));
        if let Some(letter) = letter {
            self.letters += usize::from(!self.holds(letter));
            let slots = &self.slots;
            self.by_letter.insert_unique(letter.short(), slot, |&slot| slots.letter_hash(slot));
        }
        slot
    }

    pub(super) fn remove(&mut self, key: &[u8]) -> Option<Packed> {
        let slot = self.find(key)?;
        forget(&mut self.by_key, hash(key), slot);
        self.free.push(slot);
        let file = self.slots.0[slot as usize].take()?;
        if let Some(letter) = file.letter() {
            forget(&mut self.by_letter, letter.short(), slot);
            self.letters -= usize::from(!self.holds(letter));
        }
        Some(file)
    }

    /// The case numbers that several different letters carry, sorted.
    pub(super) fn shared_case_numbers(&self) -> Vec<String> {
        let slots = &self.slots;
        let mut carriers = HashTable::with_capacity(self.len());
        let mut shared = Vec::new();
        for (slot, file) in self.iter() {
            let Some(case) = file.case_number() else { continue };
            let is_it = |&other: &Slot| slots.case_number(other) == case;
            match carriers.find(hash(case.as_bytes()), is_it) {
                Some(&other) if slots.letter(other) != file.letter() => shared.push(case.into()),
                Some(_) => {}
                None => {
                    let rehash = |&other: &Slot| hash(slots.case_number(other).as_bytes());
                    carriers.insert_unique(hash(case.as_bytes()), slot, rehash);
                }
            }
        }
        shared.sort_unstable();
        shared.dedup();
        shared
    }
}

fn contents_of(slots: &Slots) -> HashTable<Slot> {
    let mut table = HashTable::with_capacity(slots.0.len());
    for (slot, file) in slots.iter().filter(|(_, file)| file.letter().is_some()) {
        if let Some(content) = file.content() {
            table.insert_unique(content.short(), slot, |&slot| slots.content_hash(slot));
        }
    }
    table
}

fn forget(table: &mut HashTable<Slot>, hash: u64, slot: Slot) {
    if let Ok(entry) = table.find_entry(hash, |&other| other == slot) {
        entry.remove();
    }
}

fn hash(key: &[u8]) -> u64 {
    BuildHasherDefault::<FxHasher>::default().hash_one(key)
}
