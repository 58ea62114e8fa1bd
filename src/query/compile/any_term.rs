//! Documents that have any term of a set: beginnings of words, fuzzy words, numbers in a range.
//!
//! tantivy's own queries either stop at some number of terms or know only one kind of pattern.

use tantivy::query::{
    BitSetDocSet, ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, DocId, Score, SegmentReader, TERMINATED};

use super::term_set::TermSet;

/// Documents that have any term of a set. All have the same score.
#[derive(Debug, Clone)]
pub(super) struct AnyTermQuery {
    pub field: Field,
    pub set: TermSet,
}

impl Query for AnyTermQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for AnyTermQuery {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let index = reader.inverted_index(self.field)?;
        let infos = self.set.find(&index, self.field)?;
        let option = IndexRecordOption::Basic;
        match &infos[..] {
            [] => Ok(Box::new(EmptyScorer)),
            [info] => {
                let postings = index.read_postings_from_terminfo(info, option)?;
                Ok(Box::new(ConstScorer::new(postings, boost)))
            }
            infos => {
                let mut docs = BitSet::with_max_value(reader.max_doc());
                for info in infos {
                    let mut blocks = index.read_block_postings_from_terminfo(info, option)?;
                    while !blocks.docs().is_empty() {
                        for &doc in blocks.docs() {
                            docs.insert(doc);
                        }
                        blocks.advance();
                    }
                }
                Ok(Box::new(ConstScorer::new(BitSetDocSet::from(docs), boost)))
            }
        }
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        explain_constant(self, reader, doc)
    }
}

/// Explains the score of a query that gives every document the same.
pub(super) fn explain_constant(
    weight: &dyn Weight,
    reader: &SegmentReader,
    doc: DocId,
) -> tantivy::Result<Explanation> {
    let mut scorer = weight.scorer(reader, 1.0)?;
    let found = doc < TERMINATED && scorer.doc() <= doc && scorer.seek(doc) == doc;
    if found {
        return Ok(Explanation::new("constant", scorer.score()));
    }
    Err(tantivy::TantivyError::InvalidArgument(format!("document {doc} does not match")))
}
