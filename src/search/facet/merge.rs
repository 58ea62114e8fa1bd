//! The counts of all segments, added up.
//!
//! A field may have a hundred thousand values, and a page shows ten. A value that is not among the
//! first `n` of any segment has at most as many items as the next ones of all segments together.
//! As soon as enough of the values that are among them have more than that, no other needs a look:
//! the threshold algorithm of Fagin, R., Lotem, A., Naor, M. (2001): Optimal aggregation
//! algorithms for middleware. PODS, 102-113.

use std::cmp::Reverse;

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

use super::count::SegmentFacetCounts;
use super::{FacetCount, Tally};

/// A value's path, and its items in the whole index.
type Sum = (String, Tally<u64>);

/// Values of each segment that are looked at first, for each one that is wanted.
const DEPTH: usize = 4;
/// To find the name of one value takes as long as to read the names of so many in a row.
const LOOKUP: usize = 50;

/// The `limit` values with most items, most first; of those with equally many, the first by name.
pub(in crate::search) fn merge_counts(
    segments: &[SegmentFacetCounts],
    limit: usize,
) -> tantivy::Result<Vec<FacetCount>> {
    let under = segments.iter().map(|segment| segment.under).max().unwrap_or(0);
    let mut sums = match first_sums(segments, limit)? {
        Some(sums) => sums,
        None => all_sums(segments)?,
    };
    sort(&mut sums);
    sums.truncate(limit);
    Ok(sums.into_iter().map(|(path, sum)| FacetCount::new(path, under, sum)).collect())
}

/// Most items first, then by name.
fn sort(sums: &mut [Sum]) {
    sums.sort_unstable_by(|(a_name, a), (b_name, b)| {
        items(b).cmp(&items(a)).then_with(|| a_name.cmp(b_name))
    });
}

fn items<N: Copy + Into<u64>>(tally: &Tally<N>) -> u64 {
    tally.iter().map(|&count| count.into()).sum()
}

/// The sums of all values.
fn all_sums(segments: &[SegmentFacetCounts]) -> tantivy::Result<Vec<Sum>> {
    let mut sums: HashMap<String, Tally<u64>, FxBuildHasher> = HashMap::default();
    for segment in segments {
        segment.each_value(&segment.counted(), |name, tally| {
            add(sums.entry_ref(name).or_default(), tally);
        })?;
    }
    Ok(sums.into_iter().collect())
}

/// The sums of so many values that the first `limit` of all are among them; `None` where it does
/// not pay.
fn first_sums(segments: &[SegmentFacetCounts], limit: usize) -> tantivy::Result<Option<Vec<Sum>>> {
    let most = segments.iter().map(|segment| segment.tallies.len()).max().unwrap_or(0);
    let mut depth = limit.saturating_mul(DEPTH);
    while limit > 0 && depth.saturating_mul(LOOKUP) < most {
        let leaders = Leaders::of(segments, depth)?;
        if let Some(least) = leaders.least_of_first(limit) {
            return leaders.sums_from(least, segments).map(Some);
        }
        depth *= 4;
    }
    Ok(None)
}

/// The first values of each segment.
struct Leaders {
    known: HashMap<String, Known, FxBuildHasher>,
    /// For each segment, the items that any other of its values can have at most.
    others: Vec<u64>,
}

/// What is known of a value's items.
#[derive(Default)]
struct Known {
    sum: Tally<u64>,
    /// The segments that it is among the first of, in order.
    segments: Vec<usize>,
}

impl Leaders {
    fn of(segments: &[SegmentFacetCounts], depth: usize) -> tantivy::Result<Self> {
        let mut leaders = Self { known: HashMap::default(), others: Vec::new() };
        for (number, segment) in segments.iter().enumerate() {
            let mut places = segment.counted();
            let mut others = 0;
            if places.len() > depth {
                let most_first = |&place: &usize| Reverse(items(&segment.tallies[place]));
                let (_, &mut next, _) = places.select_nth_unstable_by_key(depth, most_first);
                others = items(&segment.tallies[next]);
                places.truncate(depth);
                places.sort_unstable();
            }
            leaders.others.push(others);
            segment.each_value(&places, |name, tally| {
                let known = leaders.known.entry_ref(name).or_default();
                add(&mut known.sum, tally);
                known.segments.push(number);
            })?;
        }
        Ok(leaders)
    }

    /// The items that each of the first `limit` values has at least; `None` where a value that
    /// leads in no segment may have as many.
    fn least_of_first(&self, limit: usize) -> Option<u64> {
        let others: u64 = self.others.iter().sum();
        let mut least: Vec<u64> = self.known.values().map(|known| items(&known.sum)).collect();
        if others == 0 && least.len() <= limit {
            return Some(0);
        }
        least.sort_unstable_by_key(|&items| Reverse(items));
        least.get(limit - 1).copied().filter(|&least| least > others)
    }

    /// The sums of the values that may have `least` items or more.
    fn sums_from(self, least: u64, segments: &[SegmentFacetCounts]) -> tantivy::Result<Vec<Sum>> {
        let mut sums = Vec::new();
        for (name, known) in self.known {
            let is_unknown = |segment: &usize| known.segments.binary_search(segment).is_err();
            let unknown: Vec<usize> = (0..segments.len()).filter(is_unknown).collect();
            let more: u64 = unknown.iter().map(|&segment| self.others[segment]).sum();
            let mut sum = known.sum;
            if items(&sum) + more < least {
                continue;
            }
            for segment in unknown.into_iter().filter(|&segment| self.others[segment] > 0) {
                add(&mut sum, segments[segment].tally_of(&name)?);
            }
            sums.push((name, sum));
        }
        Ok(sums)
    }
}

fn add(sum: &mut Tally<u64>, tally: Tally) {
    sum.iter_mut().zip(tally).for_each(|(sum, count)| *sum += u64::from(count));
}
