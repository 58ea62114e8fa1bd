//! Hits with what was understood of the query.

use std::time::Instant;

use super::Library;
use super::error::Error;
use super::facets::facet_request;
use super::request::{FacetMode, SearchRequest, read};
use crate::index::Reader;
use crate::search::{self, FacetRequest, FacetTable, Hits, Page, Question, Request, suggest};

/// A page of results and the query it answers.
#[derive(Debug, Clone)]
pub struct SearchAnswer {
    /// The query as it was typed.
    pub query: String,
    /// The query as it was understood, in canonical form.
    pub read_as: String,
    /// Items that match, all of them.
    pub total: usize,
    /// The letters they belong to.
    pub letters: usize,
    /// Hits left out before the first.
    pub offset: usize,
    /// The hits of this page.
    pub hits: Hits,
    /// The values of the facets asked for, in that order.
    pub facets: Vec<FacetTable>,
    /// What was probably meant, where nothing was found.
    pub did_you_mean: Option<String>,
    /// Milliseconds from the query to the answer.
    pub took_ms: f64,
}

impl SearchAnswer {
    /// The answer that a page of results makes, to a query that came at `start`.
    pub(super) fn new(query: String, read_as: String, page: Page, start: Instant) -> Self {
        Self {
            query,
            read_as,
            total: page.total,
            letters: page.letters,
            offset: 0,
            hits: page.hits,
            facets: page.facets,
            did_you_mean: None,
            took_ms: start.elapsed().as_secs_f64() * 1000.0,
        }
    }
}

impl Library {
    /// Finds the disputed items that match a query.
    ///
    /// # Errors
    /// When the query cannot be read, a facet is unknown, or the index cannot be read.
    pub fn search(&self, request: &SearchRequest) -> Result<SearchAnswer, Error> {
        let start = Instant::now();
        let question = read(&request.query, &request.words)?;
        let facets = request.facets.iter().map(|name| facet_request(name, ""));
        let facets: Vec<FacetRequest> = facets.collect::<Result<_, Error>>()?;
        let reader = self.current.reader()?;
        let mut page = find(&reader, &question, request, &facets)?;
        if request.facet_mode == FacetMode::Disjunctive {
            count_without_own_filters(&reader, &question, &facets, &mut page)?;
        }
        let did_you_mean = if page.total == 0 { suggest(&reader, &question)? } else { None };
        let read_as = question.read_as().to_string();
        let answer = SearchAnswer::new(request.query.clone(), read_as, page, start);
        Ok(SearchAnswer { offset: request.offset, did_you_mean, ..answer })
    }
}

fn find(
    reader: &Reader,
    question: &Question,
    request: &SearchRequest,
    facets: &[FacetRequest],
) -> Result<Page, Error> {
    let query = question.compile(reader.fields());
    let request = Request {
        query: &*query,
        marker: &|field, text| question.mark(field, text),
        sort: request.sort,
        grouping: request.by,
        offset: request.offset,
        limit: request.limit,
        facets,
        passages: request.passages,
    };
    Ok(search::search(reader, &request)?)
}

/// Counts each facet again without the query's own filters on that field.
fn count_without_own_filters(
    reader: &Reader,
    question: &Question,
    requests: &[FacetRequest],
    page: &mut Page,
) -> Result<(), Error> {
    for (request, table) in requests.iter().zip(&mut page.facets) {
        if let Some(wider) = question.without(request.field) {
            let query = wider.compile(reader.fields());
            *table = search::facets(reader, &*query, request.clone())?;
        }
    }
    Ok(())
}
