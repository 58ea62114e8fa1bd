//! What can be asked.

use std::fmt;
use std::str::FromStr;

use super::error::Error;
use crate::model::Outcome;
use crate::query::Vocabulary;
use crate::search::{Grouping, Question, Sort};

/// Which other forms of a query's words are looked for, too.
#[derive(Debug, Clone, Default)]
pub enum WordForms {
    /// Those of the built-in vocabulary: abbreviations, brand and generic names, spellings.
    #[default]
    Known,
    /// None: words are taken as they are.
    Exact,
    /// Those of this vocabulary.
    Of(Box<Vocabulary>),
}

/// A search for disputed items.
#[derive(Debug, Clone)]
pub struct SearchRequest {
    /// The query, as it was typed; empty for all items.
    pub query: String,
    /// Which other forms of its words are looked for.
    pub words: WordForms,
    /// The order of the hits.
    pub sort: Sort,
    /// Whether hits are items, or letters with those of their items that match.
    pub by: Grouping,
    /// Hits left out before the first.
    pub offset: usize,
    /// Hits at the most.
    pub limit: usize,
    /// Names of facets to count on the way, `ur.guideline` for one.
    pub facets: Vec<String>,
    /// What those counts are of.
    pub facet_mode: FacetMode,
    /// Give every matching passage of a hit, not only the best.
    pub passages: bool,
}

/// What the counts of a facet beside hits are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FacetMode {
    /// The items that match the whole query.
    #[default]
    Conjunctive,
    /// Those that match it without its own filters on the facet's field: what other values would
    /// find.
    Disjunctive,
}

/// Counts of items by the values of a field.
#[derive(Debug, Clone, Default)]
pub struct FacetsRequest {
    /// The name of the facet, with `ur.` or `imr.` before it for one side's citations.
    pub field: String,
    /// The query whose matches are counted; empty for all items.
    pub query: String,
    /// Which other forms of its words are looked for.
    pub words: WordForms,
    /// The path of the value whose children are counted, `/` between levels; empty for the top.
    pub under: String,
    /// Count the values of the deepest level with their whole paths, too. At the top of pages
    /// that is always done: sources alone say little of them.
    pub deepest: bool,
    /// Values at the most, those with most items; `None` for all.
    pub limit: Option<usize>,
}

/// A search for items like one.
#[derive(Debug, Clone)]
pub struct SimilarRequest {
    /// The item; the first of the letter where none is named.
    pub item: ItemRef,
    /// Only items decided so.
    pub outcome: Option<Outcome>,
    /// Items at the most.
    pub limit: usize,
}

/// A letter or one of its items, as people name it: `CM14-0050318`, `CM14-0050318#2`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemRef {
    /// The case number.
    pub case: String,
    /// The item's number in the letter, from 1; `None` for the letter.
    pub item: Option<u32>,
}

/// Hits of a page where nobody says how many.
const LIMIT: usize = 10;

impl SearchRequest {
    /// The first ten items that match `query`, best first.
    pub fn new(query: impl Into<String>) -> Self {
        Self { query: query.into(), ..Self::default() }
    }
}

impl Default for SearchRequest {
    fn default() -> Self {
        Self {
            query: String::new(),
            words: WordForms::default(),
            sort: Sort::default(),
            by: Grouping::Item,
            offset: 0,
            limit: LIMIT,
            facets: Vec::new(),
            facet_mode: FacetMode::default(),
            passages: false,
        }
    }
}

impl FacetsRequest {
    /// All values of a field's top level, over all items.
    pub fn new(field: impl Into<String>) -> Self {
        Self { field: field.into(), ..Self::default() }
    }
}

impl SimilarRequest {
    /// The ten items most like `item`.
    pub fn new(item: ItemRef) -> Self {
        Self { item, outcome: None, limit: LIMIT }
    }
}

impl FromStr for ItemRef {
    type Err = Error;

    fn from_str(typed: &str) -> Result<Self, Error> {
        let Some((case, item)) = typed.split_once('#') else {
            return Ok(Self { case: typed.into(), item: None });
        };
        let number = item
            .parse()
            .map_err(|_| Error::BadItemNumber { item: item.into(), typed: typed.into() });
        Ok(Self { case: case.into(), item: Some(number?) })
    }
}

impl fmt::Display for ItemRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.case)?;
        self.item.map_or(Ok(()), |item| write!(f, "#{item}"))
    }
}

/// Reads a query.
///
/// # Errors
/// [`Error::Query`] where it cannot be read.
pub(super) fn read(query: &str, words: &WordForms) -> Result<Question, Error> {
    let vocabulary = match words {
        WordForms::Known => Some(Vocabulary::built_in()),
        WordForms::Exact => None,
        WordForms::Of(vocabulary) => Some(&**vocabulary),
    };
    Question::read(query, vocabulary).map_err(|error| Error::Query { typed: query.into(), error })
}
