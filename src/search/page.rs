//! A page of results.

use tantivy::query::{ConstScoreQuery, Query};
use tantivy::{DocAddress, SegmentOrdinal};

use super::collect::{Best, Collected, Grouping, MatchCollector};
use super::facet::{FacetCount, FacetRequest, FacetTable};
use super::hit::{Hit, Hits, LetterHits};
use super::order::{Rank, Sort, score_of};
use super::snippet::{Marker, passages};
use crate::index::{IndexError, Reader};

/// What to search for.
pub struct Request<'a> {
    /// The compiled query.
    pub query: &'a (dyn Query + 'static),
    /// What matches in a text.
    pub marker: &'a Marker<'a>,
    /// The order of the hits.
    pub sort: Sort,
    /// Items or letters.
    pub grouping: Grouping,
    /// Hits left out before the first.
    pub offset: usize,
    /// Hits at the most.
    pub limit: usize,
    /// Facets to count in the same pass.
    pub facets: &'a [FacetRequest],
    /// Give every matching passage, not only the best.
    pub passages: bool,
}

/// A page of results.
#[derive(Debug, Clone)]
pub struct Page {
    /// Matching items, all of them.
    pub total: usize,
    /// The letters they belong to.
    pub letters: usize,
    /// What was found for this page.
    pub hits: Hits,
    /// The values of the facets asked for, in that order.
    pub facets: Vec<FacetTable>,
}

/// Finds the items that match.
///
/// # Errors
/// When the index cannot be read.
pub fn search(reader: &Reader, request: &Request<'_>) -> Result<Page, IndexError> {
    let request = &Request { sort: sort_that_counts(request), ..*request };
    let collector = MatchCollector {
        sort: request.sort,
        grouping: request.grouping,
        count_letters: true,
        keep: if request.limit == 0 { 0 } else { request.offset.saturating_add(request.limit) },
        facets: request.facets.to_vec(),
    };
    let found = reader.searcher().search(request.query, &collector)?;
    let Collected { total, letters, best, facets } = found;
    let best: Vec<_> = best.into_iter().skip(request.offset).collect();
    let hits = match request.grouping {
        Grouping::Item => Hits::Items(item_hits(reader, request, &best)?),
        Grouping::Letter => Hits::Letters(letter_hits(reader, request, &best)?),
    };
    Ok(Page { total, letters, hits, facets: tables(request.facets, total, facets) })
}

/// The order asked for; by case number where a score was asked for and the query gives none.
/// Every order ends in that, so hits are the same, and much time is saved.
fn sort_that_counts(request: &Request<'_>) -> Sort {
    match request.sort {
        Sort::Score if request.query.is::<ConstScoreQuery>() => Sort::Case,
        sort => sort,
    }
}

/// Counts the items that match by the values of a field; by those of its deepest level, too, where
/// the request says so.
///
/// # Errors
/// When the index cannot be read.
pub fn facets(
    reader: &Reader,
    query: &dyn Query,
    request: FacetRequest,
) -> Result<FacetTable, IndexError> {
    let mut requests = vec![FacetRequest { deepest: false, ..request.clone() }];
    if request.deepest {
        requests.push(request);
    }
    let collector = MatchCollector {
        sort: Sort::Case,
        grouping: Grouping::Item,
        keep: 0,
        count_letters: false,
        facets: requests.clone(),
    };
    let found = reader.searcher().search(query, &collector)?;
    let mut tables = tables(&requests, found.total, found.facets).into_iter();
    let mut table = tables.next().ok_or(IndexError::Damaged { what: "no counts".into() })?;
    table.deepest = tables.next().map_or_else(Vec::new, |deepest| deepest.values);
    Ok(table)
}

fn tables(
    requests: &[FacetRequest],
    total: usize,
    counts: Vec<Vec<FacetCount>>,
) -> Vec<FacetTable> {
    let named = requests.iter().zip(counts);
    named
        .map(|(request, values)| FacetTable {
            field: request.field.to_string(),
            under: request.under.clone(),
            total_items: total as u64,
            values,
            deepest: Vec::new(),
        })
        .collect()
}

fn item_hits(
    reader: &Reader,
    request: &Request<'_>,
    best: &[(Rank, Best)],
) -> Result<Vec<Hit>, IndexError> {
    reader.map(best.iter(), |(rank, best)| hit(reader, request, best.address, *rank))
}

fn hit(
    reader: &Reader,
    request: &Request<'_>,
    address: DocAddress,
    rank: Rank,
) -> Result<Hit, IndexError> {
    let stored = reader.stored(address)?;
    let score = if request.sort.needs_score() { score_of(rank) } else { 0.0 };
    let mut hit = Hit::new(&stored, score, request.marker);
    if request.passages {
        hit.passages = passages(&stored, request.marker);
    }
    Ok(hit)
}

fn letter_hits(
    reader: &Reader,
    request: &Request<'_>,
    best: &[(Rank, Best)],
) -> Result<Vec<LetterHits>, IndexError> {
    reader.map(best.iter(), |(rank, best)| {
        let matching = matching_items(reader, request, best)?.into_iter();
        let items = matching.map(|doc| hit(reader, request, doc, *rank));
        let items = items.collect::<Result<_, IndexError>>()?;
        let letter = reader.stored(best.address)?.letter;
        Ok(LetterHits {
            case_number: letter.determination.case_number,
            decision_date: letter.determination.dates.decision,
            outcome: letter.determination.outcome,
            path: letter.source.path,
            score: if request.sort.needs_score() { score_of(*rank) } else { 0.0 },
            items,
        })
    })
}

/// The matching documents of one letter: those between its first and its last that match.
fn matching_items(
    reader: &Reader,
    request: &Request<'_>,
    best: &Best,
) -> Result<Vec<DocAddress>, IndexError> {
    let segment: SegmentOrdinal = best.address.segment_ord;
    let segment_reader = reader.searcher().segment_reader(segment);
    let scoring = tantivy::query::EnableScoring::disabled_from_searcher(reader.searcher());
    let weight = request.query.weight(scoring)?;
    let mut scorer = weight.scorer(segment_reader, 1.0)?;
    let mut doc = if scorer.doc() < best.first { scorer.seek(best.first) } else { scorer.doc() };
    let mut found = Vec::new();
    while doc <= best.last && doc != tantivy::TERMINATED {
        if segment_reader.alive_bitset().is_none_or(|alive| alive.is_alive(doc)) {
            found.push(DocAddress::new(segment, doc));
        }
        doc = scorer.advance();
    }
    Ok(found)
}
