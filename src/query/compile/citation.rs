//! One citation that has several facts.
//!
//! Every citation has a block of positions of its own in the field of its side (see
//! [`crate::index::cite`]), so facts are of the same citation when their positions lie in the same
//! block.

use tantivy::index::InvertedIndexReader;
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::Field;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED};

use super::any_term::{AnyTermQuery, explain_constant};
use super::slot::Phrase;
use super::term_set::TermSet;
use crate::index::cite::BLOCK;

/// What one citation must have.
#[derive(Debug, Clone)]
pub(super) enum Facts {
    /// All of these.
    All(Vec<Facts>),
    /// Any of these.
    Any(Vec<Facts>),
    /// Terms at their offsets from each other; one at least.
    Words(Vec<(u32, TermSet)>),
}

/// Documents with a citation that has these facts. All have the same score.
#[derive(Debug, Clone)]
pub(super) struct CitationQuery {
    pub field: Field,
    pub facts: Facts,
}

impl Query for CitationQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        match &self.facts {
            // A single term needs no positions.
            Facts::Words(words) if words.len() == 1 => {
                AnyTermQuery { field: self.field, set: words[0].1.clone() }.weight(scoring)
            }
            _ => Ok(Box::new(self.clone())),
        }
    }
}

impl Weight for CitationQuery {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let index = reader.inverted_index(self.field)?;
        let finder = Finder::open(&self.facts, &index, self.field)?;
        let mut scorer = CitationScorer { finder, doc: 0, blocks: Vec::new(), boost };
        scorer.find_from(0);
        Ok(Box::new(scorer))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        explain_constant(self, reader, doc)
    }
}

struct CitationScorer {
    finder: Finder,
    doc: DocId,
    blocks: Vec<u32>,
    boost: Score,
}

impl CitationScorer {
    fn find_from(&mut self, target: DocId) -> DocId {
        self.doc = self.finder.seek(target);
        while self.doc != TERMINATED {
            self.finder.blocks(self.doc, &mut self.blocks);
            if !self.blocks.is_empty() {
                break;
            }
            self.doc = self.finder.seek(self.doc + 1);
        }
        self.doc
    }
}

impl DocSet for CitationScorer {
    fn advance(&mut self) -> DocId {
        if self.doc == TERMINATED { TERMINATED } else { self.find_from(self.doc + 1) }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target { self.doc } else { self.find_from(target) }
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.finder.size_hint()
    }

    fn cost(&self) -> u64 {
        u64::from(self.finder.size_hint()) * 10
    }
}

impl Scorer for CitationScorer {
    fn score(&mut self) -> Score {
        self.boost
    }
}

/// [`Facts`] with their postings in one segment.
enum Finder {
    All(Vec<Finder>),
    Any(Vec<Finder>),
    Words(Phrase),
}

impl Finder {
    fn open(facts: &Facts, index: &InvertedIndexReader, field: Field) -> tantivy::Result<Self> {
        let open_each = |parts: &[Facts]| -> tantivy::Result<Vec<Self>> {
            parts.iter().map(|part| Self::open(part, index, field)).collect()
        };
        Ok(match facts {
            Facts::All(parts) => Self::All(open_each(parts)?),
            Facts::Any(parts) => Self::Any(open_each(parts)?),
            Facts::Words(words) => Self::Words(Phrase::open(words, index, field)?),
        })
    }

    fn size_hint(&self) -> u32 {
        match self {
            Self::All(parts) => parts.iter().map(Self::size_hint).min().unwrap_or(0),
            Self::Any(parts) => parts.iter().fold(0, |sum, p| p.size_hint().saturating_add(sum)),
            Self::Words(phrase) => phrase.size_hint(),
        }
    }

    /// The first document from `target` on that may have such a citation.
    fn seek(&mut self, mut target: DocId) -> DocId {
        match self {
            Self::Words(phrase) => phrase.seek(target),
            Self::Any(parts) => {
                parts.iter_mut().map(|part| part.seek(target)).min().unwrap_or(TERMINATED)
            }
            Self::All(parts) => loop {
                let before = target;
                for part in parts.iter_mut() {
                    target = part.seek(target);
                }
                if target == before || target == TERMINATED {
                    break target;
                }
            },
        }
    }

    /// The blocks of the citations in `doc` that have the facts, in order. `doc` is where
    /// [`Self::seek`] went, for this part or for the whole.
    fn blocks(&mut self, doc: DocId, blocks: &mut Vec<u32>) {
        blocks.clear();
        match self {
            Self::Words(phrase) => {
                if phrase.doc() == doc {
                    phrase.starts(blocks);
                    blocks.iter_mut().for_each(|position| *position /= BLOCK);
                    blocks.dedup();
                }
            }
            Self::Any(parts) => {
                let mut more = Vec::new();
                for part in parts {
                    part.blocks(doc, &mut more);
                    blocks.append(&mut more);
                }
                blocks.sort_unstable();
                blocks.dedup();
            }
            Self::All(parts) => {
                let mut others = Vec::new();
                for (number, part) in parts.iter_mut().enumerate() {
                    if number == 0 {
                        part.blocks(doc, blocks);
                    } else if !blocks.is_empty() {
                        part.blocks(doc, &mut others);
                        blocks.retain(|block| others.binary_search(block).is_ok());
                    }
                }
            }
        }
    }
}
