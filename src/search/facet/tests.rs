//! Counts and shares; and that the values with most items are the same, however few values are
//! looked at.

use proptest::prelude::*;
use tantivy::indexer::NoMergePolicy;
use tantivy::query::AllQuery;
use tantivy::{Index, IndexWriter, TantivyDocument};

use super::{FacetCount, FacetRequest, Interval};
use crate::fields::{FacetField, FieldId};
use crate::index::schema;
use crate::search::collect::MatchCollector;
use crate::search::{Grouping, Sort};

/// An index of documents with one treatment each; a list for each segment.
fn index_of(segments: &[Vec<u32>]) -> Index {
    let (schema, fields) = schema::build();
    let index = Index::create_in_ram(schema);
    crate::index::analyzer::register(index.tokenizers());
    let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000).unwrap();
    writer.set_merge_policy(Box::new(NoMergePolicy));
    for segment in segments {
        for (number, treatment) in segment.iter().enumerate() {
            let mut document = TantivyDocument::default();
            let column = fields.facet(FacetField::of(FieldId::Treatment))[0];
            document.add_text(column, format!("Treatment {treatment:05}"));
            let outcome = if number % 3 == 0 { "overturned" } else { "upheld" };
            if number % 50 != 0 {
                document.add_text(fields.facet(FacetField::of(FieldId::Outcome))[0], outcome);
            }
            writer.add_document(document).unwrap();
        }
        writer.commit().unwrap();
    }
    index
}

fn first(index: &Index, limit: usize) -> Vec<FacetCount> {
    let field = FacetField::of(FieldId::Treatment);
    let request = FacetRequest { field, under: String::new(), deepest: false, limit };
    let collector = MatchCollector {
        sort: Sort::Case,
        grouping: Grouping::Item,
        keep: 0,
        count_letters: false,
        facets: vec![request],
    };
    let searcher = index.reader().unwrap().searcher();
    searcher.search(&AllQuery, &collector).unwrap().facets.remove(0)
}

fn assert_same_first(segments: &[Vec<u32>]) {
    let index = index_of(segments);
    let all = first(&index, usize::MAX);
    let items: u64 = all.iter().map(|count| count.items).sum();
    assert_eq!(items, segments.iter().map(Vec::len).sum::<usize>() as u64);
    for limit in [1, 2, 7] {
        assert_eq!(first(&index, limit), all[..limit.min(all.len())], "{limit}");
    }
}

/// Common values have numbers near 0, and there are thousands of rare ones.
fn skewed(shift: u32) -> Vec<u32> {
    let common = (0..60).flat_map(|value| vec![value + shift; 60 - value as usize]);
    common.chain(1000..4000).collect()
}

#[test]
fn common_values_come_first_though_segments_differ() {
    assert_same_first(&[skewed(0), skewed(1), skewed(30), vec![5; 3], Vec::new()]);
}

#[test]
fn a_value_that_leads_in_no_segment_may_lead_in_all() {
    let leading = |start: u32| (start..start + 40).flat_map(|value| [value; 3]);
    let rare = 2000..4000;
    let segment = |start| leading(start).chain([999; 2]).chain(rare.clone()).collect();
    assert_same_first(&[segment(0), segment(100), segment(200)]);
}

#[test]
fn the_interval_is_wilsons() {
    assert_eq!(Interval::wilson(0, 0), None);
    let Interval(low, high) = Interval::wilson(31, 301).unwrap();
    assert!((low - 0.0735).abs() < 5e-4 && (high - 0.1424).abs() < 5e-4, "{low} {high}");
    let Interval(low, high) = Interval::wilson(0, 10).unwrap();
    assert!(low == 0.0 && (high - 0.2775).abs() < 1e-3, "{low} {high}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn any_counts_give_the_same_first(
        segments in prop::collection::vec((any::<u64>(), 0u32..3000, 1u32..40), 1..4)
    ) {
        let spread = |&(seed, size, power): &(u64, u32, u32)| -> Vec<u32> {
            let mut state = seed | 1;
            (0..size)
                .map(|_| {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    let uniform = (state >> 33) as f64 / f64::from(1u32 << 31);
                    (uniform.powi(power as i32) * 5000.0) as u32
                })
                .collect()
        };
        assert_same_first(&segments.iter().map(spread).collect::<Vec<_>>());
    }
}
