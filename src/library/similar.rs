//! Items like one.

use std::time::Instant;

use super::Library;
use super::error::Error;
use super::request::{ItemRef, SimilarRequest};
use super::search::SearchAnswer;
use super::show::has_item;
use crate::search::similar;

impl Library {
    /// Finds the items most like one: by treatment, diagnoses and rationale. The item itself is
    /// not among them.
    ///
    /// # Errors
    /// [`Error::NoLetter`], [`Error::NoItem`], or when the index cannot be read.
    pub fn similar(&self, request: &SimilarRequest) -> Result<SearchAnswer, Error> {
        let start = Instant::now();
        let ItemRef { case, item } = &request.item;
        let whole = ItemRef { case: case.clone(), item: None };
        let item = item.unwrap_or(1);
        let reader = self.current.reader()?;
        let letters = reader.letters().of_case(case)?;
        let Some(letter) = letters.first() else { return Err(Error::NoLetter(whole)) };
        if !has_item(letter, item) {
            let count = letter.determination.items.len();
            return Err(Error::NoItem { letter: whole, item, count });
        }
        let page = similar(&reader, letter, item, request.outcome, request.limit)?;
        let read_as = format!("like {case}#{item}");
        Ok(SearchAnswer::new(request.item.to_string(), read_as, page, start))
    }
}
