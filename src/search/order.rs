//! Orders of results. Every order ends in case number and item, so that it is total and pages of
//! results neither overlap nor skip.

use std::sync::Arc;

use tantivy::columnar::{Column, ColumnValues};
use tantivy::{DocId, Score, SegmentReader};

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
    order: Arc<dyn ColumnValues<u64>>,
}

impl Sort {
    /// Whether documents must be scored.
    pub(super) fn needs_score(self) -> bool {
        self == Self::Score
    }
}

impl Ranker {
    pub(super) fn new(sort: Sort, segment: &SegmentReader) -> tantivy::Result<Self> {
        let columns = segment.fast_fields();
        let decided = match sort {
            Sort::Decided | Sort::NewestDecided => Some(columns.u64("decided")?),
            Sort::Score | Sort::Case => None,
        };
        Ok(Self { sort, decided, order: columns.u64("order")?.first_or_default_col(u64::MAX) })
    }

    /// The first half of a document's rank, which is cheap to find.
    pub(super) fn first_key(&self, doc: DocId, score: Score) -> u64 {
        let decided = || self.decided.as_ref().and_then(|column| column.first(doc));
        match self.sort {
            // Scores are not negative, so their bits grow as they do.
            Sort::Score => u64::from(u32::MAX - score.to_bits()),
            Sort::Decided => decided().unwrap_or(u64::MAX),
            Sort::NewestDecided => decided().map_or(u64::MAX, |date| u64::MAX - 1 - date),
            Sort::Case => 0,
        }
    }

    /// The second half: case number and item.
    pub(super) fn second_key(&self, doc: DocId) -> u64 {
        self.order.get_val(doc)
    }
}

/// The score in a rank of [`Sort::Score`].
pub(super) fn score_of(rank: Rank) -> Score {
    Score::from_bits(u32::MAX - rank.0 as u32)
}
