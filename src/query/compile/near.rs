//! Words near each other, and phrases that end in the beginning of a word.
//!
//! Exact phrases are tantivy's. For words out of order its phrase query keeps an approximate
//! account of three words and more, and for beginnings it takes the first fifty words and drops
//! the rest; this one is exact in both.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::{Bm25Weight, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::Field;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

use super::any_term::explain_constant;
use super::slot::{Chain, Phrase};
use super::term_set::{TermSet, Which};
use crate::query::pattern::Pattern;

/// Documents in which the terms stand at their offsets from each other, give or take `slop`.
#[derive(Debug, Clone)]
pub(super) struct NearQuery {
    pub field: Field,
    /// Two at least.
    pub terms: Vec<(u32, TermSet)>,
    pub slop: u32,
}

struct NearWeight {
    query: NearQuery,
    similarity: Option<Bm25Weight>,
}

struct NearScorer {
    phrase: Phrase,
    chain: Chain,
    starts: Vec<u32>,
    slop: u32,
    doc: DocId,
    count: u32,
    similarity: Option<Bm25Weight>,
    norms: FieldNormReader,
    boost: Score,
}

impl NearQuery {
    /// The terms that are whole words: they make the score.
    fn whole_terms(&self) -> Vec<Term> {
        let whole = self.terms.iter().filter_map(|(_, set)| match &set.which {
            Which::Pattern(Pattern::Term(term)) => Some(Term::from_field_text(self.field, term)),
            _ => None,
        });
        whole.collect()
    }
}

impl Query for NearQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let terms = self.whole_terms();
        let similarity = match scoring {
            EnableScoring::Enabled { statistics_provider, .. } if !terms.is_empty() => {
                Some(Bm25Weight::for_terms(statistics_provider, &terms)?)
            }
            _ => None,
        };
        Ok(Box::new(NearWeight { query: self.clone(), similarity }))
    }
}

impl Weight for NearWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let NearQuery { field, terms, slop } = &self.query;
        let index = reader.inverted_index(*field)?;
        let norms = match &self.similarity {
            Some(_) => reader.fieldnorms_readers().get_field(*field)?,
            None => None,
        };
        let mut scorer = NearScorer {
            phrase: Phrase::open(terms, &index, *field)?,
            chain: Chain::default(),
            starts: Vec::new(),
            slop: *slop,
            doc: 0,
            count: 0,
            similarity: self.similarity.as_ref().map(|similarity| similarity.boost_by(boost)),
            norms: norms.unwrap_or_else(|| FieldNormReader::constant(reader.max_doc(), 1)),
            boost,
        };
        scorer.find_from(0);
        Ok(Box::new(scorer))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        explain_constant(self, reader, doc)
    }
}

impl NearScorer {
    fn find_from(&mut self, target: DocId) -> DocId {
        self.doc = self.phrase.seek(target);
        while self.doc != TERMINATED {
            self.count = self.count_here();
            if self.count > 0 {
                break;
            }
            self.doc = self.phrase.seek(self.doc + 1);
        }
        self.doc
    }

    fn count_here(&mut self) -> u32 {
        if self.slop > 0 {
            return self.phrase.count_near(self.slop, &mut self.chain);
        }
        self.phrase.starts(&mut self.starts);
        self.starts.len() as u32
    }
}

impl DocSet for NearScorer {
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
        self.phrase.size_hint() / 2
    }

    fn cost(&self) -> u64 {
        u64::from(self.phrase.size_hint()) * 10
    }
}

impl Scorer for NearScorer {
    fn score(&mut self) -> Score {
        match &self.similarity {
            Some(similarity) => similarity.score(self.norms.fieldnorm_id(self.doc), self.count),
            None => self.boost,
        }
    }
}
