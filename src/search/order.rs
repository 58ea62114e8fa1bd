//! Orders of results. Every order ends in case number and item, so that it is total and pages of
//! results neither overlap nor skip.

use tantivy::columnar::Column;
use tantivy::{DocId, Score, SegmentReader};

use super::columns::{BlockValues, Numbers};
use crate::fields::FieldId;
use crate::index::schema;

/// What results are ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// Best match first.
    #[default]
    Score,
    /// Oldest decision first; undated ones last.
    Decided,
    /// Newest decision first; undated ones last.
    NewestDecided,
    /// By case number.
    Case,
}

/// A place in an order: what is smaller comes first.
pub(super) type Rank = (u64, u64);

/// Ranks the documents of one segment.
pub(super) struct Ranker {
    sort: Sort,
    decided: Option<Column<u64>>,
    block: BlockValues,
    order: Numbers,
}

impl Sort {
    /// Whether documents must be scored.
    pub(super) fn needs_score(self) -> bool {
        self == Self::Score
    }
}

impl Ranker {
    pub(super) fn new(sort: Sort, segment: &SegmentReader) -> tantivy::Result<Self> {
        let decided = match sort {
            Sort::Decided | Sort::NewestDecided => {
                Some(segment.fast_fields().u64(FieldId::Decided.name())?)
            }
            Sort::Score | Sort::Case => None,
        };
        let order = Numbers::open(segment, schema::ORDER, u64::MAX)?;
        Ok(Self { sort, decided, block: BlockValues::default(), order })
    }

    /// Puts the first halves of the ranks of a block of documents into `keys`.
    pub(super) fn first_keys(&mut self, docs: &[DocId], scores: &[Score], keys: &mut Vec<u64>) {
        keys.clear();
        match self.sort {
            // Scores are not negative, so their bits grow as they do.
            Sort::Score => keys.extend(scores.iter().map(|score| score_key(*score))),
            Sort::Decided => self.dates(docs, keys, |date| date),
            Sort::NewestDecided => self.dates(docs, keys, |date| u64::MAX - 1 - date),
            Sort::Case => self.order.fetch(docs, keys),
        }
    }

    fn dates(&mut self, docs: &[DocId], keys: &mut Vec<u64>, key: impl Fn(u64) -> u64) {
        keys.resize(docs.len(), u64::MAX);
        if let Some(column) = &self.decided {
            self.block.fetch(column, docs);
            self.block.each().for_each(|(at, date)| keys[at] = key(date));
        }
    }

    /// The second half: case number and item.
    pub(super) fn second_key(&self, doc: DocId) -> u64 {
        self.order.get(doc)
    }
}

fn score_key(score: Score) -> u64 {
    u64::from(u32::MAX - score.to_bits())
}

/// The score in a rank of [`Sort::Score`].
pub(super) fn score_of(rank: Rank) -> Score {
    Score::from_bits(u32::MAX - rank.0 as u32)
}
