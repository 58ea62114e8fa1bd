//! Counts of items by the values of a field.
//!
//! A value's items are counted by ordinal in an array, apart for each outcome; strings are looked
//! up once, when the counting is over. So counts are exact, however many values a field has.

use std::ops::{Bound, Range};

use serde::Serialize;
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, SegmentReader};

use crate::index::schema::FacetField;
use crate::model::Outcome;

/// Which values to count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetRequest {
    /// The field.
    pub field: FacetField,
    /// The path of the value whose children are counted; empty for the top level.
    pub under: String,
    /// Count the values of the deepest level instead, whatever they are under.
    pub deepest: bool,
    /// Values at the most, those with most items.
    pub limit: usize,
}

/// A value of a facet and its items.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FacetCount {
    /// The value: the last part of its path.
    pub value: String,
    /// The path from the top of the hierarchy, `/` between levels.
    pub path: String,
    /// Items that have it; an item counts once, however often it has the value.
    pub items: u64,
    /// Of these, upheld.
    pub upheld: u64,
    /// Of these, overturned.
    pub overturned: u64,
    /// Share of the overturned among the decided items; `None` where none was decided.
    pub overturn_rate: Option<f64>,
    /// Where that share lies with 95% confidence.
    pub interval: Option<Interval>,
}

/// Wilson's score interval, 95%: lower and upper bound.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval(pub f64, pub f64);

/// The values of a field, most items first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FacetTable {
    /// The field.
    pub field: String,
    /// The path whose children these are; empty at the top.
    pub under: String,
    /// Items that match the query, whether they have a value or not.
    pub total_items: u64,
    /// The values.
    pub values: Vec<FacetCount>,
    /// The values of the deepest level, where they were asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deepest: Vec<FacetCount>,
}

impl Interval {
    /// The interval for `hits` of `trials`.
    ///
    /// Wilson, E. B. (1927): Probable inference, the law of succession, and statistical
    /// inference. Journal of the American Statistical Association 22, 209-212.
    pub fn wilson(hits: u64, trials: u64) -> Option<Self> {
        const Z: f64 = 1.959_963_984_540_054;
        if trials == 0 {
            return None;
        }
        let (n, share) = (trials as f64, hits as f64 / trials as f64);
        let middle = share + Z * Z / (2.0 * n);
        let spread = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
        let scale = 1.0 + Z * Z / n;
        let bound = |value: f64| rounded((value / scale).clamp(0.0, 1.0));
        Some(Self(bound(middle - spread), bound(middle + spread)))
    }
}

/// To six decimals: more would only be noise.
fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

/// Items by outcome: without one, upheld, overturned.
type Tally = [u32; 3];

/// The values that a block of documents has in a column, read together.
#[derive(Default)]
struct BlockValues {
    docs: Vec<DocId>,
    rows: Vec<u32>,
    values: Vec<u64>,
}

impl BlockValues {
    fn fetch(&mut self, column: &Column<u64>, docs: &[DocId]) {
        self.docs.clear();
        self.rows.clear();
        column.row_ids_for_docs(docs, &mut self.docs, &mut self.rows);
        self.values.resize(self.rows.len(), 0);
        column.values.get_vals(&self.rows, &mut self.values);
    }

    /// Gives each value with the place of its document in `docs`. Values come in the order of
    /// their documents; some documents have none, some several.
    fn each(&self, docs: &[DocId], mut each: impl FnMut(usize, u64)) {
        let mut at = 0;
        for (&doc, &value) in self.docs.iter().zip(&self.values) {
            while docs[at] != doc {
                at += 1;
            }
            each(at, value);
        }
    }
}

/// The outcomes of a block of documents, as places in a [`Tally`].
pub(super) struct Outcomes {
    ordinals: Option<Column<u64>>,
    places: Vec<usize>,
    block: BlockValues,
    of_block: Vec<usize>,
}

impl Outcomes {
    pub(super) fn open(segment: &SegmentReader) -> tantivy::Result<Self> {
        let (block, of_block) = (BlockValues::default(), Vec::new());
        let mut outcomes = Self { ordinals: None, places: Vec::new(), block, of_block };
        let Some(column) = segment.fast_fields().str(&FacetField::Outcome.column(0))? else {
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
    pub(super) fn fetch(&mut self, docs: &[DocId]) {
        self.of_block.clear();
        self.of_block.resize(docs.len(), 0);
        let Some(column) = &self.ordinals else { return };
        self.block.fetch(column, docs);
        let (of_block, places) = (&mut self.of_block, &self.places);
        self.block.each(docs, |at, ordinal| {
            of_block[at] = places.get(ordinal as usize).copied().unwrap_or(0);
        });
    }
}

/// Counts one facet in one segment.
pub(super) struct SegmentFacet {
    column: Option<StrColumn>,
    /// The ordinals that are counted: all, or the children of one value.
    wanted: Range<u64>,
    block: BlockValues,
    tallies: Vec<Tally>,
    under: usize,
}

/// The counts of one facet in one segment.
pub(super) struct SegmentFacetCounts {
    column: Option<StrColumn>,
    start: u64,
    tallies: Vec<Tally>,
    under: usize,
}

impl SegmentFacet {
    pub(super) fn open(request: &FacetRequest, segment: &SegmentReader) -> tantivy::Result<Self> {
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
    pub(super) fn count(&mut self, docs: &[DocId], outcomes: &Outcomes) {
        let Some(column) = &self.column else { return };
        self.block.fetch(column.ords(), docs);
        let (wanted, tallies) = (&self.wanted, &mut self.tallies);
        self.block.each(docs, |at, ordinal| {
            if wanted.contains(&ordinal) {
                tallies[(ordinal - wanted.start) as usize][outcomes.of_block[at]] += 1;
            }
        });
    }

    pub(super) fn finish(self) -> SegmentFacetCounts {
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

/// The values of one segment that were counted, in their order: names in one string, one after
/// the other.
#[derive(Default)]
struct CountedValues {
    names: String,
    /// Where each name ends, and its items.
    ends: Vec<(usize, Tally)>,
    next: usize,
}

impl CountedValues {
    fn of(segment: &SegmentFacetCounts) -> tantivy::Result<Self> {
        let mut values = Self::default();
        let Some(column) = &segment.column else { return Ok(values) };
        let counted = segment.tallies.iter().zip(segment.start..).filter(|(t, _)| **t != [0; 3]);
        let (tallies, ordinals): (Vec<&Tally>, Vec<u64>) = counted.unzip();
        let mut tallies = tallies.into_iter();
        column.dictionary().sorted_ords_to_term_cb(&ordinals, |name| {
            if let (Some(tally), Ok(name)) = (tallies.next(), std::str::from_utf8(name)) {
                values.names.push_str(name);
                values.ends.push((values.names.len(), *tally));
            }
        })?;
        Ok(values)
    }

    /// The next name, if there is one left.
    fn peek(&self) -> Option<&str> {
        let start = self.next.checked_sub(1).map_or(0, |before| self.ends[before].0);
        self.ends.get(self.next).map(|(end, _)| &self.names[start..*end])
    }
}

/// Adds up the counts of all segments. Names come in the same order from each, so that those that
/// are equal meet.
pub(super) fn merge_counts(
    segments: &[SegmentFacetCounts],
    limit: usize,
) -> tantivy::Result<Vec<FacetCount>> {
    let under = segments.iter().map(|segment| segment.under).max().unwrap_or(0);
    let mut values: Vec<CountedValues> =
        segments.iter().map(CountedValues::of).collect::<tantivy::Result<_>>()?;
    let mut sums: Vec<(String, [u64; 3])> = Vec::new();
    let mut least = 0;
    while let Some(name) = values.iter().filter_map(CountedValues::peek).min() {
        let has_it: Vec<bool> = values.iter().map(|value| value.peek() == Some(name)).collect();
        let mut sum = [0; 3];
        for (value, _) in values.iter().zip(&has_it).filter(|(_, has_it)| **has_it) {
            let tally = value.ends[value.next].1;
            sum.iter_mut().zip(tally).for_each(|(sum, count)| *sum += u64::from(count));
        }
        if sum.iter().sum::<u64>() > least {
            sums.push((name.to_string(), sum));
        }
        values.iter_mut().zip(has_it).for_each(|(value, has)| value.next += usize::from(has));
        // Names come in their order, so of equal counts those that came before stay.
        if limit > 0 && sums.len() >= limit.saturating_mul(2).max(64) {
            sort(&mut sums);
            sums.truncate(limit);
            least = sums.last().map_or(0, |(_, sum)| sum.iter().sum());
        }
    }
    sort(&mut sums);
    sums.truncate(limit);
    Ok(sums.into_iter().map(|(path, sum)| FacetCount::new(path, under, sum)).collect())
}

/// Most items first, then by name.
fn sort(sums: &mut [(String, [u64; 3])]) {
    let items = |sum: &[u64; 3]| sum.iter().sum::<u64>();
    sums.sort_unstable_by(|(a_name, a), (b_name, b)| {
        items(b).cmp(&items(a)).then_with(|| a_name.cmp(b_name))
    });
}

impl FacetCount {
    fn new(path: String, under: usize, [none, upheld, overturned]: [u64; 3]) -> Self {
        let decided = upheld + overturned;
        let rate = (decided > 0).then(|| rounded(overturned as f64 / decided as f64));
        Self {
            value: path.get(under..).unwrap_or(&path).to_string(),
            path,
            items: none + decided,
            upheld,
            overturned,
            overturn_rate: rate,
            interval: Interval::wilson(overturned, decided),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_wilsons() {
        assert_eq!(Interval::wilson(0, 0), None);
        let Interval(low, high) = Interval::wilson(31, 301).unwrap();
        assert!((low - 0.0735).abs() < 5e-4 && (high - 0.1424).abs() < 5e-4, "{low} {high}");
        let Interval(low, high) = Interval::wilson(0, 10).unwrap();
        assert!(low == 0.0 && (high - 0.2775).abs() < 1e-3, "{low} {high}");
    }
}
