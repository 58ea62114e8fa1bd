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
/// To look a name up takes as long as to read so many names in a row.
const LOOKUP: usize = 16;

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
    let counted: usize = segments.iter().map(|segment| segment.counted().len()).sum();
    // Each segment's first names may have to be looked up in each.
    let lookups = |depth: usize| depth.saturating_mul(segments.len() * segments.len());
    let mut depth = limit.saturating_mul(DEPTH);
    while limit > 0 && lookups(depth).saturating_mul(LOOKUP) < counted {
        let (names, others_at_most) = first_names(segments, depth)?;
        let mut sums: Vec<Sum> = Vec::with_capacity(names.len());
        for name in names {
            let mut sum = Tally::default();
            for segment in segments {
                add(&mut sum, segment.tally_of(&name)?);
            }
            sums.push((name, sum));
        }
        let clear = sums.iter().filter(|(_, sum)| items(sum) > others_at_most).count();
        if clear >= limit || others_at_most == 0 {
            return Ok(Some(sums));
        }
        depth *= 4;
    }
    Ok(None)
}

/// The names of the `depth` values with most items of each segment, and how many items any other
/// value can have at most.
fn first_names(
    segments: &[SegmentFacetCounts],
    depth: usize,
) -> tantivy::Result<(Vec<String>, u64)> {
    let mut names: Vec<String> = Vec::new();
    let mut others_at_most = 0;
    for segment in segments {
        let mut places = segment.counted();
        if places.len() > depth {
            let fewest_last = |&place: &usize| Reverse(items(&segment.tallies[place]));
            let (_, &mut next, _) = places.select_nth_unstable_by_key(depth, fewest_last);
            others_at_most += items(&segment.tallies[next]);
            places.truncate(depth);
            places.sort_unstable();
        }
        segment.each_value(&places, |name, _| names.push(name.to_owned()))?;
    }
    names.sort_unstable();
    names.dedup();
    Ok((names, others_at_most))
}

fn add(sum: &mut Tally<u64>, tally: Tally) {
    sum.iter_mut().zip(tally).for_each(|(sum, count)| *sum += u64::from(count));
}
