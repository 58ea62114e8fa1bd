//! Counting in one segment.

use std::ops::{Bound, Range};

use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, SegmentReader};

use super::{FacetRequest, Tally};
use crate::fields::{FacetField, FieldId};
use crate::model::Outcome;
use crate::search::columns::BlockValues;

/// The outcomes of a block of documents, as places in a [`Tally`].
pub(in crate::search) struct Outcomes {
    ordinals: Option<Column<u64>>,
    places: Vec<u8>,
    block: BlockValues,
    of_block: Vec<u8>,
}

impl Outcomes {
    pub(in crate::search) fn open(segment: &SegmentReader) -> tantivy::Result<Self> {
        let (block, of_block) = (BlockValues::default(), Vec::new());
        let mut outcomes = Self { ordinals: None, places: Vec::new(), block, of_block };
        let Some(column) =
            segment.fast_fields().str(&FacetField::of(FieldId::Outcome).column(0))?
        else {
            return Ok(outcomes);
        };
        let mut name = String::new();
        for ordinal in 0..column.num_terms() as u64 {
            column.ord_to_str(ordinal, &mut name)?;
            outcomes.places.push(if name == Outcome::Overturned.name() { 2 } else { 1 });
        }
        outcomes.ordinals = Some(column.ords().clone());
        Ok(outcomes)
    }

    /// Looks up the outcomes of a block of documents.
    pub(in crate::search) fn fetch(&mut self, docs: &[DocId]) {
        self.of_block.clear();
        self.of_block.resize(docs.len(), 0);
        let Some(column) = &self.ordinals else { return };
        self.block.fetch(column, docs);
        let (of_block, places) = (&mut self.of_block, &self.places);
        for (at, ordinal) in self.block.each() {
            of_block[at] = places.get(ordinal as usize).copied().unwrap_or(0);
        }
    }
}

/// Counts one facet in one segment.
pub(in crate::search) struct SegmentFacet {
    column: Option<StrColumn>,
    /// The ordinals that are counted: all, or the children of one value.
    wanted: Range<u64>,
    block: BlockValues,
    tallies: Vec<Tally>,
    under: usize,
}

/// The counts of one facet in one segment.
pub(in crate::search) struct SegmentFacetCounts {
    column: Option<StrColumn>,
    /// The ordinal of the first value that was counted.
    start: u64,
    /// The items of each value from there.
    pub(super) tallies: Vec<Tally>,
    /// Bytes of a value's path before its name.
    pub(super) under: usize,
}

impl SegmentFacetCounts {
    /// The places in `tallies` of the values that some item has, in order.
    pub(super) fn counted(&self) -> Vec<usize> {
        let tallies = self.tallies.iter().enumerate();
        tallies.filter(|(_, tally)| **tally != [0; 3]).map(|(place, _)| place).collect()
    }

    /// Gives the paths and items of the values at `places`, which are in order.
    pub(super) fn each_value(
        &self,
        places: &[usize],
        mut each: impl FnMut(&str, Tally),
    ) -> tantivy::Result<()> {
        let Some(column) = &self.column else { return Ok(()) };
        let ordinals: Vec<u64> = places.iter().map(|&place| self.start + place as u64).collect();
        let mut tallies = places.iter().map(|&place| self.tallies[place]);
        column.dictionary().sorted_ords_to_term_cb(&ordinals, |name| {
            if let (Some(tally), Ok(name)) = (tallies.next(), std::str::from_utf8(name)) {
                each(name, tally);
            }
        })?;
        Ok(())
    }

    /// The items of the value with this path.
    pub(super) fn tally_of(&self, path: &str) -> tantivy::Result<Tally> {
        let Some(column) = &self.column else { return Ok(Tally::default()) };
        let ordinal = column.dictionary().term_ord(path)?;
        let place = ordinal.and_then(|ordinal| ordinal.checked_sub(self.start));
        Ok(place.and_then(|place| self.tallies.get(place as usize)).copied().unwrap_or_default())
    }
}

impl SegmentFacet {
    pub(in crate::search) fn open(
        request: &FacetRequest,
        segment: &SegmentReader,
    ) -> tantivy::Result<Self> {
        let block = BlockValues::default;
        let none =
            Self { column: None, wanted: 0..0, block: block(), tallies: Vec::new(), under: 0 };
        let Some(level) = level_below(request, segment)? else { return Ok(none) };
        let Some(column) = segment.fast_fields().str(&request.field.column(level))? else {
            return Ok(none);
        };
        let wanted = children(&column, &request.under)?;
        let tallies = vec![Tally::default(); (wanted.end - wanted.start) as usize];
        let under = if request.under.is_empty() { 0 } else { request.under.len() + 1 };
        Ok(Self { column: Some(column), wanted, block: block(), tallies, under })
    }

    /// Counts the values of a block of documents, whose outcomes were fetched.
    pub(in crate::search) fn count(&mut self, docs: &[DocId], outcomes: &Outcomes) {
        let Some(column) = &self.column else { return };
        self.block.fetch(column.ords(), docs);
        let (wanted, tallies) = (&self.wanted, &mut self.tallies);
        for (at, ordinal) in self.block.each() {
            if wanted.contains(&ordinal) {
                tallies[(ordinal - wanted.start) as usize][usize::from(outcomes.of_block[at])] += 1;
            }
        }
    }

    pub(in crate::search) fn finish(self) -> SegmentFacetCounts {
        SegmentFacetCounts {
            column: self.column,
            start: self.wanted.start,
            tallies: self.tallies,
            under: self.under,
        }
    }
}

/// The level of the children of the request's path: one below the level that has the path as a
/// value. Names may hold a `/` of their own, so the level cannot be read off the path.
fn level_below(request: &FacetRequest, segment: &SegmentReader) -> tantivy::Result<Option<usize>> {
    if request.deepest {
        return Ok(Some(request.field.levels() - 1));
    }
    if request.under.is_empty() {
        return Ok(Some(0));
    }
    for level in 0..request.field.levels().saturating_sub(1) {
        let column = segment.fast_fields().str(&request.field.column(level))?;
        if let Some(column) = column
            && column.dictionary().term_ord(&request.under)?.is_some()
        {
            return Ok(Some(level + 1));
        }
    }
    Ok(None)
}

/// The ordinals of the values that begin with `under` and a `/`.
fn children(column: &StrColumn, under: &str) -> tantivy::Result<Range<u64>> {
    let all = column.num_terms() as u64;
    if under.is_empty() {
        return Ok(0..all);
    }
    let (from, to) = (format!("{under}/"), format!("{under}{}", char::from(b'/' + 1)));
    let bounds = column
        .dictionary()
        .term_bounds_to_ord(Bound::Included(from.as_bytes()), Bound::Excluded(to.as_bytes()))?;
    let start = match bounds.0 {
        Bound::Included(start) => start,
        Bound::Excluded(before) => before + 1,
        Bound::Unbounded => 0,
    };
    let end = match bounds.1 {
        Bound::Included(last) => last + 1,
        Bound::Excluded(end) => end,
        Bound::Unbounded => all,
    };
    Ok(start.min(end)..end.min(all))
}
