//! One pass over the matching documents.

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::facet::{FacetCount, Outcomes};
use super::facet::{FacetRequest, SegmentFacet, SegmentFacetCounts, merge_counts};
use super::letters::Letters;
use super::order::{Rank, Sort};
use super::top::TopHits;

/// What a hit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Grouping {
    /// A disputed item.
    #[default]
    Item,
    /// A letter, at the place of its best item.
    Letter,
}

/// What to collect in one pass.
pub(super) struct MatchCollector {
    pub(super) sort: Sort,
    pub(super) grouping: Grouping,
    /// Hits kept: those of the page and all before it.
    pub(super) keep: usize,
    /// Whether the letters are counted; they are when there are hits.
    pub(super) count_letters: bool,
    pub(super) facets: Vec<FacetRequest>,
}

/// Documents that are looked at together.
const BLOCK: usize = 512;

/// What one pass found.
#[derive(Debug, Default)]
pub struct Collected {
    /// Matching items.
    pub total: usize,
    /// Letters they belong to.
    pub letters: usize,
    /// The best, in order: an item each, or the first matching item of a letter with the number of
    /// documents from there to the last one.
    pub(super) best: Vec<(Rank, Best)>,
    /// A list of counts for each facet asked for, most items first.
    pub facets: Vec<Vec<FacetCount>>,
}

/// An item, or a letter that matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Best {
    /// The best matching item.
    pub(super) address: DocAddress,
    /// The first matching document of its letter.
    pub(super) first: DocId,
    /// The last matching document of its letter.
    pub(super) last: DocId,
}

pub(super) struct SegmentMatches {
    /// Matches that wait to be looked at together; their scores, where they have any.
    docs: Vec<DocId>,
    scores: Vec<Score>,
    total: usize,
    /// Where letters are counted.
    letters: Option<Letters>,
    /// Where there are hits.
    hits: Option<TopHits>,
    facets: Vec<SegmentFacet>,
    /// Where there are facets, which are counted apart for each outcome.
    outcomes: Option<Outcomes>,
}

/// The result of one segment.
pub(super) struct SegmentFruit {
    total: usize,
    letters: usize,
    best: Vec<(Rank, Best)>,
    facets: Vec<SegmentFacetCounts>,
}

impl Collector for MatchCollector {
    type Fruit = Collected;
    type Child = SegmentMatches;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<SegmentMatches> {
        let facets = self.facets.iter().map(|request| SegmentFacet::open(request, reader));
        let hits = (self.keep > 0).then(|| TopHits::new(self, segment, reader));
        Ok(SegmentMatches {
            docs: Vec::with_capacity(2 * BLOCK),
            scores: Vec::with_capacity(BLOCK),
            total: 0,
            letters: self.count_letters.then(|| Letters::new(reader)).transpose()?,
            hits: hits.transpose()?,
            facets: facets.collect::<tantivy::Result<_>>()?,
            outcomes: (!self.facets.is_empty()).then(|| Outcomes::open(reader)).transpose()?,
        })
    }

    fn requires_scoring(&self) -> bool {
        self.sort.needs_score() && self.keep > 0
    }

    fn merge_fruits(&self, segments: Vec<SegmentFruit>) -> tantivy::Result<Collected> {
        let mut collected = Collected::default();
        let mut counts: Vec<Vec<SegmentFacetCounts>> =
            self.facets.iter().map(|_| Vec::new()).collect();
        for segment in segments {
            collected.total += segment.total;
            collected.letters += segment.letters;
            collected.best.extend(segment.best);
            counts.iter_mut().zip(segment.facets).for_each(|(all, of)| all.push(of));
        }
        collected.best.sort_unstable();
        collected.best.truncate(self.keep);
        let merged = counts.iter().zip(&self.facets);
        collected.facets = merged
            .map(|(counts, request)| merge_counts(counts, request.limit))
            .collect::<tantivy::Result<_>>()?;
        Ok(collected)
    }
}

impl SegmentCollector for SegmentMatches {
    type Fruit = SegmentFruit;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.docs.push(doc);
        self.scores.push(score);
        if self.docs.len() >= BLOCK {
            self.look_at_block();
        }
    }

    fn collect_block(&mut self, docs: &[DocId]) {
        self.docs.extend_from_slice(docs);
        if self.docs.len() >= BLOCK {
            self.look_at_block();
        }
    }

    fn harvest(mut self) -> SegmentFruit {
        self.look_at_block();
        SegmentFruit {
            total: self.total,
            letters: self.letters.map_or(0, |letters| letters.count),
            best: self.hits.map_or_else(Vec::new, TopHits::finish),
            facets: self.facets.into_iter().map(SegmentFacet::finish).collect(),
        }
    }
}

impl SegmentMatches {
    fn look_at_block(&mut self) {
        if self.docs.is_empty() {
            return;
        }
        self.total += self.docs.len();
        if let Some(letters) = &mut self.letters {
            letters.look_at(&self.docs);
        }
        if let Some(hits) = &mut self.hits {
            let begins = self.letters.as_ref().map_or(&[][..], |letters| &letters.begins);
            hits.look_at(&self.docs, &self.scores, begins);
        }
        if let Some(outcomes) = &mut self.outcomes {
            outcomes.fetch(&self.docs);
            self.facets.iter_mut().for_each(|facet| facet.count(&self.docs, outcomes));
        }
        self.docs.clear();
        self.scores.clear();
    }
}
