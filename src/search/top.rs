//! The best hits of one segment.

use std::collections::BinaryHeap;

use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::collect::{Best, Grouping, MatchCollector};
use super::order::{Rank, Ranker};

/// Keeps the best of the hits offered: items, or letters at the place of their best item.
pub(super) struct TopHits {
    segment: SegmentOrdinal,
    ranker: Ranker,
    grouping: Grouping,
    keep: usize,
    /// The worst of the kept is on top.
    best: BinaryHeap<(Rank, Best)>,
    /// First halves of the ranks of a block.
    keys: Vec<u64>,
    /// The letter under way, and the first half of its rank so far.
    letter: Option<(u64, Best)>,
}

impl TopHits {
    pub(super) fn new(
        wanted: &MatchCollector,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<Self> {
        Ok(Self {
            segment,
            ranker: Ranker::new(wanted.sort, reader)?,
            grouping: wanted.grouping,
            keep: wanted.keep,
            best: BinaryHeap::new(),
            keys: Vec::new(),
            letter: None,
        })
    }

    /// Looks at the next matches, in order. `scores` are theirs where scores count; `begins` tells
    /// which are of another letter than the match before.
    pub(super) fn look_at(&mut self, docs: &[DocId], scores: &[Score], begins: &[bool]) {
        let mut keys = std::mem::take(&mut self.keys);
        self.ranker.first_keys(docs, scores, &mut keys);
        match self.grouping {
            Grouping::Item => self.look_at_items(docs, &keys),
            Grouping::Letter => {
                for ((&doc, &key), &begins) in docs.iter().zip(&keys).zip(begins) {
                    self.add_to_letter(doc, key, begins);
                }
            }
        }
        self.keys = keys;
    }

    /// The best hits, in no order.
    pub(super) fn finish(mut self) -> Vec<(Rank, Best)> {
        self.end_letter();
        self.best.into_vec()
    }

    fn look_at_items(&mut self, docs: &[DocId], keys: &[u64]) {
        let mut worst = self.worst_key();
        for (&doc, &key) in docs.iter().zip(keys) {
            if key <= worst {
                self.offer(key, self.item(doc));
                worst = self.worst_key();
            }
        }
    }

    fn item(&self, doc: DocId) -> Best {
        Best { address: DocAddress::new(self.segment, doc), first: doc, last: doc }
    }

    /// Of a letter's items that match equally well, the first is its best.
    fn add_to_letter(&mut self, doc: DocId, key: u64, begins: bool) {
        if begins {
            self.end_letter();
            self.letter = Some((key, self.item(doc)));
        } else if let Some((best_key, best)) = &mut self.letter {
            best.last = doc;
            if key < *best_key {
                *best_key = key;
                best.address.doc_id = doc;
            }
        }
    }

    fn end_letter(&mut self) {
        if let Some((key, best)) = self.letter.take()
            && key <= self.worst_key()
        {
            self.offer(key, best);
        }
    }

    fn offer(&mut self, key: u64, best: Best) {
        let rank = (key, self.ranker.second_key(best.address.doc_id));
        if self.best.len() < self.keep {
            self.best.push((rank, best));
        } else if let Some(mut worst) = self.best.peek_mut()
            && (rank, best) < *worst
        {
            *worst = (rank, best);
        }
    }

    /// What the first half of a rank may be at the most to be worth an offer.
    fn worst_key(&self) -> u64 {
        let full = self.best.len() >= self.keep;
        self.best.peek().filter(|_| full).map_or(u64::MAX, |(rank, _)| rank.0)
    }
}
