//! One pass over the matching documents.

use std::collections::BinaryHeap;
use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::ColumnValues;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::facet::{FacetCount, Outcomes};
use super::facet::{FacetRequest, SegmentFacet, SegmentFacetCounts, merge_counts};
use super::order::{Rank, Ranker, Sort};

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

/// Documents that are looked at together: columns are read faster in blocks.
const BLOCK: usize = 256;

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
    segment: SegmentOrdinal,
    ranker: Ranker,
    place: Arc<dyn ColumnValues<u64>>,
    grouping: Grouping,
    keep: usize,
    count_letters: bool,
    /// Matches that wait to be looked at together, and their scores.
    docs: Vec<DocId>,
    scores: Vec<Score>,
    places: Vec<u64>,
    /// The worst of the kept is on top.
    best: BinaryHeap<(Rank, Best)>,
    total: usize,
    letters: usize,
    /// The letter under way: its first document's number, and its best item so far.
    letter: Option<(DocId, Rank, Best)>,
    facets: Vec<SegmentFacet>,
    outcomes: Outcomes,
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
        Ok(SegmentMatches {
            segment,
            ranker: Ranker::new(self.sort, reader)?,
            place: reader.fast_fields().u64("place")?.first_or_default_col(0),
            grouping: self.grouping,
            keep: self.keep,
            count_letters: self.count_letters,
            docs: Vec::with_capacity(BLOCK),
            scores: Vec::with_capacity(BLOCK),
            places: vec![0; BLOCK],
            best: BinaryHeap::new(),
            total: 0,
            letters: 0,
            letter: None,
            facets: facets.collect::<tantivy::Result<_>>()?,
            outcomes: Outcomes::open(reader)?,
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
        if self.docs.len() == BLOCK {
            self.look_at_block();
        }
    }

    fn harvest(mut self) -> SegmentFruit {
        self.look_at_block();
        if self.grouping == Grouping::Letter {
            self.end_letter();
        }
        SegmentFruit {
            total: self.total,
            letters: self.letters,
            best: self.best.into_vec(),
            facets: self.facets.into_iter().map(SegmentFacet::finish).collect(),
        }
    }
}

impl SegmentMatches {
    fn look_at_block(&mut self) {
        let (docs, scores) = (std::mem::take(&mut self.docs), std::mem::take(&mut self.scores));
        self.total += docs.len();
        if self.count_letters {
            self.look_at_letters(&docs, &scores);
        }
        if !self.facets.is_empty() && !docs.is_empty() {
            self.outcomes.fetch(&docs);
            self.facets.iter_mut().for_each(|facet| facet.count(&docs, &self.outcomes));
        }
        (self.docs, self.scores) = (docs, scores);
        self.docs.clear();
        self.scores.clear();
    }

    /// Counts letters and offers hits. Documents of a letter stand next to each other, so a change
    /// of the letter's first document begins another.
    fn look_at_letters(&mut self, docs: &[DocId], scores: &[Score]) {
        let mut places = std::mem::take(&mut self.places);
        self.place.get_vals(docs, &mut places[..docs.len()]);
        for ((&doc, &score), &place) in docs.iter().zip(scores).zip(&places) {
            let letter = doc - place as DocId;
            let same_letter = self.letter.is_some_and(|(under_way, ..)| under_way == letter);
            match self.grouping {
                Grouping::Item => {
                    if !same_letter {
                        self.letters += 1;
                        let address = DocAddress::new(self.segment, doc);
                        let best = Best { address, first: doc, last: doc };
                        self.letter = Some((letter, (0, 0), best));
                    }
                    self.offer_item(doc, score);
                }
                Grouping::Letter => self.add_to_letter(letter, same_letter, doc, score),
            }
        }
        self.places = places;
    }

    fn offer_item(&mut self, doc: DocId, score: Score) {
        let first_key = self.ranker.first_key(doc, score);
        if self.keep == 0 || self.is_full() && self.best.peek().is_some_and(|w| w.0.0 < first_key) {
            return;
        }
        let rank = (first_key, self.ranker.second_key(doc));
        let address = DocAddress::new(self.segment, doc);
        self.offer(rank, Best { address, first: doc, last: doc });
    }

    fn add_to_letter(&mut self, letter: DocId, same_letter: bool, doc: DocId, score: Score) {
        let rank = (self.ranker.first_key(doc, score), self.ranker.second_key(doc));
        let address = DocAddress::new(self.segment, doc);
        if !same_letter {
            self.end_letter();
            self.letters += 1;
            self.letter = Some((letter, rank, Best { address, first: doc, last: doc }));
        } else if let Some((_, best_rank, best)) = &mut self.letter {
            best.last = doc;
            if rank < *best_rank {
                *best_rank = rank;
                best.address = address;
            }
        }
    }

    fn end_letter(&mut self) {
        if let Some((_, rank, best)) = self.letter.take() {
            self.offer(rank, best);
        }
    }

    fn offer(&mut self, rank: Rank, best: Best) {
        if self.keep == 0 {
            return;
        }
        if !self.is_full() {
            self.best.push((rank, best));
        } else if let Some(mut worst) = self.best.peek_mut()
            && (rank, best) < *worst
        {
            *worst = (rank, best);
        }
    }

    fn is_full(&self) -> bool {
        self.best.len() >= self.keep
    }
}
