//! Counts of items by the values of a field.
//!
//! In each segment a value's items are counted by its ordinal, apart for each outcome ([`count`]).
//! Names are looked up when the counting is over, and only as many as it takes to know the values
//! with most items of the whole index ([`merge`]). Counts are exact, however many values a field
//! has.

mod count;
mod merge;

use serde::Serialize;

pub(super) use count::{Outcomes, SegmentFacet, SegmentFacetCounts};
pub(super) use merge::merge_counts;

use crate::fields::FacetField;

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
type Tally<N = u32> = [N; 3];

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
mod tests;
