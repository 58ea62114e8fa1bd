//! Counts of items by the values of a field.

use super::Library;
use super::error::Error;
use super::request::{FacetsRequest, read};
use crate::fields::{FacetField, FieldId};
use crate::search::{self, FacetRequest, FacetTable};

/// The values of a field and the query whose matches were counted.
#[derive(Debug, Clone)]
pub struct FacetsAnswer {
    /// The query as it was typed.
    pub query: String,
    /// The query as it was understood, in canonical form.
    pub read_as: String,
    /// The values, those with most items first.
    pub table: FacetTable,
}

impl Library {
    /// Counts the items that match a query by the values of a field.
    ///
    /// # Errors
    /// When the facet is unknown, the query cannot be read, or the index cannot be read.
    pub fn facets(&self, request: &FacetsRequest) -> Result<FacetsAnswer, Error> {
        let mut counted = facet_request(&request.field, &request.under)?;
        counted.limit = request.limit.unwrap_or(usize::MAX);
        let top_of_pages = counted.field.field == FieldId::Page && counted.under.is_empty();
        counted.deepest = request.deepest || top_of_pages;
        let question = read(&request.query, &request.words)?;
        let reader = self.current.reader()?;
        let table = search::facets(&reader, &*question.compile(reader.fields()), counted)?;
        let read_as = question.read_as().to_string();
        Ok(FacetsAnswer { query: request.query.clone(), read_as, table })
    }
}

/// The facet called `name`, below the value `under`.
///
/// # Errors
/// [`Error::UnknownFacet`].
pub(super) fn facet_request(name: &str, under: &str) -> Result<FacetRequest, Error> {
    let field = FacetField::find(name).ok_or_else(|| unknown(name))?;
    let under = under.trim_end_matches('/').into();
    Ok(FacetRequest { field, under, deepest: false, limit: usize::MAX })
}

/// The names of all facets.
pub fn facet_names() -> Vec<String> {
    FacetField::all().map(|field| field.to_string()).collect()
}

fn unknown(name: &str) -> Error {
    let known = facet_names();
    let likeness = |other: &String| strsim::jaro_winkler(name, other);
    let nearest = known.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    let nearest = nearest.cloned().unwrap_or_default();
    Error::UnknownFacet { name: name.into(), nearest, known }
}
