//! Items like one.

use std::collections::BTreeMap;

use tantivy::Term;
use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use super::hit::{Hit, Hits};
use super::page::{Page, Request, search};
use super::{Grouping, Sort};
use crate::fields::FieldId;
use crate::index::document::LetterRecord;
use crate::index::{IndexError, Reader, analyzer};
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
        vec![(Occur::Must, Box::new(alike(reader, letter, item)?))];
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

/// A query for the words that tell this item from others, the more telling weighing more.
///
/// The engine has one of its own, which keeps words in a hash map, so that of words that tell as
/// much others are taken each time: the same question would have different answers.
fn alike(reader: &Reader, letter: &LetterRecord, item: u32) -> Result<BooleanQuery, IndexError> {
    let words = telling_words(reader, &words_of(reader, letter, item))?;
    let most = words.first().map_or(1.0, |(worth, _)| *worth);
    let clauses = words.into_iter().map(|(worth, word)| {
        let query: Box<dyn Query> = Box::new(TermQuery::new(word, IndexRecordOption::Basic));
        (Occur::Should, Box::new(BoostQuery::new(query, worth / most)) as Box<dyn Query>)
    });
    Ok(BooleanQuery::new(clauses.collect()))
}

/// The words of an item, each in its field, with how often it stands there.
fn words_of(reader: &Reader, letter: &LetterRecord, item: u32) -> BTreeMap<Term, u32> {
    let determination = &letter.determination;
    let mut texts: Vec<(FieldId, &str)> = Vec::new();
    texts.extend(determination.diagnoses.iter().map(|text| (FieldId::Diagnosis, text.as_str())));
    if let Some(item) = determination.items.iter().find(|one| one.item == item) {
        texts.push((FieldId::Treatment, &item.treatment));
        texts.extend(item.rationale.as_deref().map(|text| (FieldId::Rationale, text)));
    }
    let mut words = BTreeMap::new();
    for (field, text) in texts {
        let Some(field) = reader.fields().values(field) else { continue };
        for word in analyzer::terms(text) {
            *words.entry(Term::from_field_text(field, &word)).or_default() += 1;
        }
    }
    words
}

/// The words that tell most, with what they are worth: frequency in the item, times inverse
/// frequency among all.
fn telling_words(
    reader: &Reader,
    words: &BTreeMap<Term, u32>,
) -> Result<Vec<(f32, Term)>, IndexError> {
    let items = reader.searcher().num_docs();
    let mut telling = Vec::new();
    for (word, frequency) in words {
        let having = reader.searcher().doc_freq(word)?;
        // Words that half of all items have tell nothing; and more documents may have one, deleted
        // ones among them, than there are items.
        if (LEAST_ITEMS..=(items / 2).max(1)).contains(&having) {
            let share = ((items - having) as f32 + 0.5) / (having as f32 + 0.5);
            telling.push((*frequency as f32 * share.ln_1p(), word.clone()));
        }
    }
    telling.sort_by(|(one, word), (other, next)| other.total_cmp(one).then(word.cmp(next)));
    telling.truncate(MOST_WORDS);
    Ok(telling)
}
