//! Which files hold which letter. Nearly all letters have one file, so that case is kept small.

use rustc_hash::FxHashMap;

use super::{Hash128, Slot};

#[derive(Default)]
pub(super) struct Groups {
    first: FxHashMap<Hash128, [Slot; 1]>,
    several: FxHashMap<Hash128, Vec<Slot>>,
}

impl Groups {
    pub(super) fn len(&self) -> usize {
        self.first.len() + self.several.len()
    }

    pub(super) fn members(&self, letter: Hash128) -> &[Slot] {
        match self.first.get(&letter) {
            Some(slot) => slot,
            None => self.several.get(&letter).map_or(&[], Vec::as_slice),
        }
    }

    pub(super) fn add(&mut self, letter: Hash128, slot: Slot) {
        if let Some(members) = self.several.get_mut(&letter) {
            members.push(slot);
        } else if let Some([first]) = self.first.remove(&letter) {
            self.several.insert(letter, vec![first, slot]);
        } else {
            self.first.insert(letter, [slot]);
        }
    }

    pub(super) fn remove(&mut self, letter: Hash128, slot: Slot) {
        let Some(members) = self.several.get_mut(&letter) else {
            self.first.remove(&letter);
            return;
        };
        members.retain(|&member| member != slot);
        if let [last] = **members {
            self.several.remove(&letter);
            self.first.insert(letter, [last]);
        }
    }
}
