//! Which of the matching documents begin another letter.
//!
//! Documents of a letter stand next to each other in the order of its items, and `place` counts
//! them from 0. So of two matches in a row, the second is of the same letter when its place is at
//! least as large as the distance between them.

use tantivy::{DocId, SegmentReader};

use super::columns::Numbers;
use crate::index::schema;

/// Counts the letters of one segment's matches.
pub(super) struct Letters {
    /// The letters met.
    pub(super) count: usize,
    /// Of each document of the last block, whether it is of another letter than the match before.
    pub(super) begins: Vec<bool>,
    place: Numbers,
    places: Vec<u64>,
    /// The last match of the block before.
    before: Option<DocId>,
}

impl Letters {
    pub(super) fn new(segment: &SegmentReader) -> tantivy::Result<Self> {
        let place = Numbers::open(segment, schema::PLACE, 0)?;
        Ok(Self { count: 0, begins: Vec::new(), place, places: Vec::new(), before: None })
    }

    /// Looks at the next matches, in order.
    pub(super) fn look_at(&mut self, docs: &[DocId]) {
        let Some((&first, &last)) = docs.first().zip(docs.last()) else { return };
        self.place.fetch(docs, &mut self.places);
        self.begins.clear();
        let same = self.before.is_some_and(|before| u64::from(first - before) <= self.places[0]);
        self.begins.push(!same);
        let pairs = docs.windows(2).zip(&self.places[1..]);
        self.begins.extend(pairs.map(|(pair, &place)| place < u64::from(pair[1] - pair[0])));
        self.before = Some(last);
        self.count += self.begins.iter().filter(|begins| **begins).count();
    }
}
