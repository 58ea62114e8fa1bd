//! Items like one.

use tantivy::Term;
use tantivy::query::{BooleanQuery, ConstScoreQuery, MoreLikeThisQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, OwnedValue};

use super::hit::{Hit, Hits};
use super::page::{Page, Request, search};
use super::{Grouping, Sort};
use crate::fields::FieldId;
use crate::index::document::LetterRecord;
use crate::index::{IndexError, Reader};
use crate::model::Outcome;

/// A word of the item counts where at least so many items have it ...
const LEAST_ITEMS: u64 = 2;
/// ... and so many of the item's most telling words make the query.
const MOST_WORDS: usize = 40;

/// The items most like the item numbered `item` of `letter`: by treatment, diagnoses and
/// rationale. The item itself is not among them; other items of its letter are.
///
/// # Errors
/// When the index cannot be read.
pub fn similar(
    reader: &Reader,
    letter: &LetterRecord,
    item: u32,
    outcome: Option<Outcome>,
    limit: usize,
) -> Result<Page, IndexError> {
    let fields = reader.fields();
    let mut clauses: Vec<(Occur, Box<dyn Query>)> =
        vec![(Occur::Must, Box::new(alike(reader, letter, item)))];
    if let Some(outcome) = outcome {
        clauses.extend(fields.values(FieldId::Outcome).map(|field| decided(field, outcome)));
    }
    let query = BooleanQuery::new(clauses);
    let request = Request {
        query: &query,
        marker: &|_, _| Vec::new(),
        sort: Sort::Score,
        grouping: Grouping::Item,
        offset: 0,
        limit: limit.saturating_add(1),
        facets: &[],
        passages: false,
    };
    let mut page = search(reader, &request)?;
    let is_itself = |hit: &Hit| hit.item == Some(item) && hit.path == letter.source.path;
    if let Hits::Items(hits) = &mut page.hits {
        let before = hits.len();
        hits.retain(|hit| !is_itself(hit));
        page.total = page.total.saturating_sub(before - hits.len());
        hits.truncate(limit);
    }
    Ok(page)
}

/// Keeps to the items decided so; `field` holds the outcomes.
fn decided(field: Field, outcome: Outcome) -> (Occur, Box<dyn Query>) {
    let term = Term::from_field_text(field, outcome.name());
    let query = TermQuery::new(term, IndexRecordOption::Basic);
    (Occur::Must, Box::new(ConstScoreQuery::new(Box::new(query), 0.0)))
}

/// The engine's query for the words that tell this item from others.
fn alike(reader: &Reader, letter: &LetterRecord, item: u32) -> MoreLikeThisQuery {
    let fields = reader.fields();
    let determination = &letter.determination;
    let text = |text: &str| vec![OwnedValue::from(text)];
    let mut values = Vec::new();
    let mut add = |field: FieldId, value: &str| {
        values.extend(fields.values(field).map(|field| (field, text(value))));
    };
    for diagnosis in &determination.diagnoses {
        add(FieldId::Diagnosis, diagnosis);
    }
    if let Some(item) = determination.items.iter().find(|one| one.item == item) {
        add(FieldId::Treatment, &item.treatment);
        add(FieldId::Rationale, item.rationale.as_deref().unwrap_or_default());
    }
    MoreLikeThisQuery::builder()
        .with_min_doc_frequency(LEAST_ITEMS)
        // Words that half of all items have tell nothing; and the engine fails on one that more
        // documents have, deleted ones among them, than there are.
        .with_max_doc_frequency((reader.searcher().num_docs() / 2).max(1))
        .with_min_term_frequency(1)
        .with_max_query_terms(MOST_WORDS)
        .with_document_fields(values)
}
