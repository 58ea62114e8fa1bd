//! Columns, read for a block of documents at a time: a call for each value would cost more than
//! the value. Documents that follow each other without a gap, as when everything matches, are
//! read fastest.

use std::ops::Range;
use std::sync::Arc;

use tantivy::columnar::{Cardinality, Column, ColumnValues};
use tantivy::{DocId, SegmentReader};

/// Documents without a value are found one by one where at most one in so many has none.
const MOSTLY: usize = 16;

/// A number for each document: a column that the index fills for all of them.
pub(super) struct Numbers(Arc<dyn ColumnValues<u64>>);

impl Numbers {
    /// Opens a column; a document without a value, which only a damaged index has, gets `default`.
    pub(super) fn open(segment: &SegmentReader, name: &str, default: u64) -> tantivy::Result<Self> {
        let column = segment.fast_fields().u64(name)?;
        Ok(Self(match column.get_cardinality() {
            Cardinality::Full => column.values,
            _ => column.first_or_default_col(default),
        }))
    }

    /// The number of one document.
    pub(super) fn get(&self, doc: DocId) -> u64 {
        self.0.get_val(doc)
    }

    /// Puts the numbers of `docs` into `numbers`, in that order.
    pub(super) fn fetch(&self, docs: &[DocId], numbers: &mut Vec<u64>) {
        fetch(&*self.0, docs, numbers);
    }
}

/// The values that a block of documents has in a column: none, one or several each.
#[derive(Default)]
pub(super) struct BlockValues {
    values: Vec<u64>,
    /// Whose each value is: the place of the document in the block.
    owners: Vec<u32>,
    rows: Vec<u32>,
}

impl BlockValues {
    /// Reads the values of `docs`, which are in order.
    pub(super) fn fetch(&mut self, column: &Column<u64>, docs: &[DocId]) {
        self.owners.clear();
        match (column.get_cardinality(), without_gap(docs)) {
            (Cardinality::Full, _) => {
                self.owners.extend(0..docs.len() as u32);
                fetch(&*column.values, docs, &mut self.values);
            }
            (Cardinality::Optional, Some(range)) => self.fetch_range(column, docs, range),
            _ => self.fetch_each(column, docs),
        }
    }

    /// The values of documents without a gap between them, some of which have none.
    fn fetch_range(&mut self, column: &Column<u64>, docs: &[DocId], range: Range<DocId>) {
        let rows = column.index.docid_range_to_rowids(range.clone());
        if docs.len() - rows.len() > docs.len() / MOSTLY {
            return self.fetch_each(column, docs);
        }
        self.own(column, range.start, range, rows.clone());
        self.values.resize(rows.len(), 0);
        column.values.get_range(u64::from(rows.start), &mut self.values);
    }

    /// Finds the owners of `rows` among `docs` by halving, as long as some of them have no value.
    fn own(&mut self, column: &Column<u64>, first: DocId, docs: Range<DocId>, rows: Range<u32>) {
        if rows.len() == docs.len() {
            self.owners.extend(docs.start - first..docs.end - first);
        } else if !rows.is_empty() {
            let middle = docs.start + (docs.end - docs.start) / 2;
            let middle_row = column.index.docid_range_to_rowids(docs.start..middle).end;
            self.own(column, first, docs.start..middle, rows.start..middle_row);
            self.own(column, first, middle..docs.end, middle_row..rows.end);
        }
    }

    fn fetch_each(&mut self, column: &Column<u64>, docs: &[DocId]) {
        self.rows.clear();
        column.row_ids_for_docs(docs, &mut self.owners, &mut self.rows);
        let mut place = 0;
        for owner in &mut self.owners {
            while docs[place] != *owner {
                place += 1;
            }
            *owner = place as u32;
        }
        self.values.resize(self.rows.len(), 0);
        column.values.get_vals(&self.rows, &mut self.values);
    }

    /// Each value with the place of its document in `docs`, in the order of the documents.
    pub(super) fn each(&self) -> impl Iterator<Item = (usize, u64)> {
        self.owners.iter().map(|&place| place as usize).zip(self.values.iter().copied())
    }
}

fn fetch(column: &dyn ColumnValues<u64>, docs: &[DocId], values: &mut Vec<u64>) {
    values.resize(docs.len(), 0);
    match without_gap(docs) {
        Some(docs) => column.get_range(u64::from(docs.start), values),
        None => column.get_vals(docs, values),
    }
}

/// The documents as a range, where they follow each other without a gap.
fn without_gap(docs: &[DocId]) -> Option<Range<DocId>> {
    let (&first, &last) = (docs.first()?, docs.last()?);
    ((last - first) as usize == docs.len() - 1).then_some(first..last + 1)
}
