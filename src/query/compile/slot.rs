//! Walking through postings with positions: one place of a phrase, and phrases.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use tantivy::index::InvertedIndexReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, TERMINATED};

use super::term_set::TermSet;

/// One place of a phrase: the union of the postings of the terms that may stand there.
pub(super) struct Slot {
    postings: Vec<SegmentPostings>,
    /// The postings that are past the document, by their own document.
    ahead: BinaryHeap<Reverse<(DocId, usize)>>,
    /// The postings at the document.
    at: Vec<usize>,
    doc: DocId,
}

impl Slot {
    pub(super) fn open(
        set: &TermSet,
        index: &InvertedIndexReader,
        field: Field,
    ) -> tantivy::Result<Self> {
        let mut postings = Vec::new();
        for info in set.find_few(index, field)? {
            let option = IndexRecordOption::WithFreqsAndPositions;
            postings.push(index.read_postings_from_terminfo(&info, option)?);
        }
        let ahead = postings.iter().enumerate().map(|(n, p)| Reverse((p.doc(), n))).collect();
        let mut slot = Self { postings, ahead, at: Vec::new(), doc: 0 };
        slot.settle(0);
        Ok(slot)
    }

    /// How many documents there are at most.
    pub(super) fn size_hint(&self) -> u32 {
        self.postings.iter().fold(0, |sum, postings| sum.saturating_add(postings.size_hint()))
    }

    pub(super) fn doc(&self) -> DocId {
        self.doc
    }

    /// Goes to the first document from `target` on; stays where it is if that is past it.
    pub(super) fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            for number in self.at.drain(..) {
                let doc = self.postings[number].seek(target);
                self.ahead.push(Reverse((doc, number)));
            }
            self.settle(target);
        }
        self.doc
    }

    /// Brings what lies before `target` up to it, and takes out what lies at the new document.
    fn settle(&mut self, target: DocId) {
        while let Some(mut first) = self.ahead.peek_mut() {
            let Reverse((doc, number)) = *first;
            if doc >= target {
                break;
            }
            *first = Reverse((self.postings[number].seek(target), number));
        }
        self.doc = self.ahead.peek().map_or(TERMINATED, |Reverse((doc, _))| *doc);
        while let Some(Reverse((doc, number))) = self.ahead.peek().copied() {
            if doc != self.doc || doc == TERMINATED {
                break;
            }
            self.ahead.pop();
            self.at.push(number);
        }
    }

    /// The positions in the document, in order.
    pub(super) fn positions(&mut self, positions: &mut Vec<u32>) {
        positions.clear();
        for &number in &self.at {
            self.postings[number].append_positions_with_offset(0, positions);
        }
        if self.at.len() > 1 {
            positions.sort_unstable();
            positions.dedup();
        }
    }
}

/// Slots that must all have a document, each at its offset.
pub(super) struct Phrase {
    slots: Vec<(u32, Slot)>,
    positions: Vec<u32>,
}

impl Phrase {
    pub(super) fn open(
        terms: &[(u32, TermSet)],
        index: &InvertedIndexReader,
        field: Field,
    ) -> tantivy::Result<Self> {
        let mut slots = Vec::with_capacity(terms.len());
        for (offset, set) in terms {
            slots.push((*offset, Slot::open(set, index, field)?));
        }
        Ok(Self { slots, positions: Vec::new() })
    }

    pub(super) fn size_hint(&self) -> u32 {
        self.slots.iter().map(|(_, slot)| slot.size_hint()).min().unwrap_or(0)
    }

    /// The first document from `target` on that has a term for each slot.
    pub(super) fn seek(&mut self, mut target: DocId) -> DocId {
        loop {
            let mut all = true;
            for (_, slot) in &mut self.slots {
                let doc = slot.seek(target);
                all &= doc == target;
                target = target.max(doc);
            }
            if all || target == TERMINATED {
                return target;
            }
        }
    }

    /// The document of the slots, after [`Self::seek`].
    pub(super) fn doc(&self) -> DocId {
        self.slots.iter().map(|(_, slot)| slot.doc()).max().unwrap_or(TERMINATED)
    }

    /// The positions at which the phrase starts in the document, in order.
    pub(super) fn starts(&mut self, starts: &mut Vec<u32>) {
        starts.clear();
        for (number, (offset, slot)) in self.slots.iter_mut().enumerate() {
            slot.positions(&mut self.positions);
            let here = self.positions.iter().filter_map(|position| position.checked_sub(*offset));
            if number == 0 {
                starts.extend(here);
            } else {
                let mut here = here.peekable();
                starts.retain(|start| {
                    while here.next_if(|position| position < start).is_some() {}
                    here.peek() == Some(start)
                });
            }
        }
    }

    /// How often the words stand together in the document, out of their order by `slop` places at
    /// most, added up over the words.
    pub(super) fn count_near(&mut self, slop: u32, chain: &mut Chain) -> u32 {
        for (number, (offset, slot)) in self.slots.iter_mut().enumerate() {
            slot.positions(&mut self.positions);
            let here =
                self.positions.iter().map(|&position| i64::from(position) - i64::from(*offset));
            if number == 0 { chain.start(here) } else { chain.add(here) }
        }
        chain.count(slop)
    }
}

/// The cheapest way to each position of the last word, over positions of the words before it: a
/// step costs the places by which a word is out of line with the one before.
#[derive(Default)]
pub(super) struct Chain {
    ways: Vec<(i64, u32)>,
    next: Vec<(i64, u32)>,
}

impl Chain {
    /// Begins with the positions of the first word, in order.
    pub(super) fn start(&mut self, positions: impl Iterator<Item = i64>) {
        self.ways.clear();
        self.ways.extend(positions.map(|position| (position, 0)));
    }

    /// Goes on to the positions of the next word, in order: once from the left, once from the
    /// right, each with the cheapest way so far.
    pub(super) fn add(&mut self, positions: impl Iterator<Item = i64>) {
        self.next.clear();
        let mut left = self.ways.iter().peekable();
        let mut best = None;
        for position in positions {
            while let Some((at, cost)) = left.next_if(|(at, _)| *at <= position) {
                best = cheaper(best, i64::from(*cost) - at);
            }
            let cost = best.map_or(i64::MAX, |best| best + position);
            self.next.push((position, u32::try_from(cost).unwrap_or(u32::MAX)));
        }
        let mut right = self.ways.iter().rev().peekable();
        let mut best = None;
        for (position, known) in self.next.iter_mut().rev() {
            while let Some((at, cost)) = right.next_if(|(at, _)| *at >= *position) {
                best = cheaper(best, i64::from(*cost) + at);
            }
            let cost = best.map_or(i64::MAX, |best| best - *position);
            *known = (*known).min(u32::try_from(cost).unwrap_or(u32::MAX));
        }
        std::mem::swap(&mut self.ways, &mut self.next);
    }

    /// How many positions of the last word are reached within `slop`.
    pub(super) fn count(&self, slop: u32) -> u32 {
        self.ways.iter().filter(|(_, cost)| *cost <= slop).count() as u32
    }
}

fn cheaper(best: Option<i64>, cost: i64) -> Option<i64> {
    Some(best.map_or(cost, |best| best.min(cost)))
}
