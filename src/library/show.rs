//! Letters as they were parsed.

use std::ops::Range;

use super::Library;
use super::error::Error;
use super::request::{ItemRef, WordForms, read};
use crate::fields::FieldId;
use crate::index::document::LetterRecord;
use crate::model::{Determination, LetterSource, ParsedLetter};
use crate::search::Question;

/// A letter, whole or reduced to one item.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Where it was read.
    pub source: LetterSource,
    /// Other places that hold the same letter.
    pub copies: Vec<LetterSource>,
    /// What it says.
    pub determination: Determination,
    /// The only item that was asked for; `None` for all.
    pub item: Option<u32>,
}

impl Letter {
    /// The letter as `imr parse` prints it: it serialises to that JSON.
    pub fn parsed(&self) -> ParsedLetter<'_> {
        let Self { source, determination, item, .. } = self;
        ParsedLetter { source, determination, item: *item }
    }
}

impl Library {
    /// The letters of a case number: one, as a rule; several where different letters share it.
    ///
    /// # Errors
    /// [`Error::NoLetter`], [`Error::NoItem`], or when the index cannot be read.
    pub fn show(&self, wanted: &ItemRef) -> Result<Vec<Letter>, Error> {
        let records = self.current.reader()?.letters().of_case(&wanted.case)?;
        let Some(first) = records.first() else { return Err(Error::NoLetter(wanted.clone())) };
        let has = |item| records.iter().any(|record| has_item(record, item));
        if let Some(item) = wanted.item.filter(|&item| !has(item)) {
            let count = first.determination.items.len();
            return Err(Error::NoItem { letter: wanted.clone(), item, count });
        }
        let shown = |LetterRecord { source, copies, determination, .. }| Letter {
            source,
            copies,
            determination,
            item: wanted.item,
        };
        Ok(records.into_iter().map(shown).collect())
    }
}

/// Whether a letter has an item of this number.
pub(super) fn has_item(letter: &LetterRecord, number: u32) -> bool {
    letter.determination.items.iter().any(|item| item.item == number)
}

/// Finds in texts what a query looks for.
pub struct Highlighter(Option<Question>);

impl Highlighter {
    /// What `query` looks for.
    ///
    /// # Errors
    /// [`Error::Query`] where it cannot be read.
    pub fn read(query: &str, words: &WordForms) -> Result<Self, Error> {
        read(query, words).map(Some).map(Self)
    }

    /// Finds nothing.
    pub fn none() -> Self {
        Self(None)
    }

    /// Where `text`, of this field, has what is looked for: byte ranges in order.
    pub fn mark(&self, field: FieldId, text: &str) -> Vec<Range<usize>> {
        self.0.as_ref().map_or_else(Vec::new, |question| question.mark(field, text))
    }
}
