//! Where tantivy's own query language speaks as well, it means the same.

use imr_search::fields::Field;
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use proptest::sample::select;
use tantivy::query::QueryParser;

use crate::letters::WORDS;
use crate::{CORPUS, cases};

fn parser() -> QueryParser {
    let fields =
        Field::of_bare_words().iter().filter_map(|(field, _)| CORPUS.fields.values(*field));
    let mut parser = QueryParser::for_index(CORPUS.searcher.index(), fields.collect());
    parser.set_conjunction_by_default();
    parser
}

fn word() -> impl Strategy<Value = String> {
    let plain = |word: &&str| *word != "upheld" && !word.contains("'");
    select(WORDS.iter().copied().filter(plain).collect::<Vec<_>>()).prop_map(Into::into)
}

fn leaf() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => word(),
        1 => (word(), 2..9u32).prop_map(|(word, by)| format!("{word}^{by}")),
        1 => word().prop_map(|word| format!("treatment:{word}")),
        1 => (word(), word())
            .prop_filter("different", |(a, b)| a != b)
            .prop_map(|(a, b)| format!("rationale:({a} OR {b})")),
        1 => (word(), word()).prop_map(|(a, b)| format!("\"{a} {b}\"")),
        1 => ("(of|the|pain|lumbar)", "(of|the|pain|lumbar)", 1..4u32)
            .prop_map(|(a, b, slop)| format!("summary:\"{a} {b}\"~{slop}")),
        1 => (20..60u32, 1..30u32).prop_map(|(low, more)| format!("age:[{low} TO {}]", low + more)),
        1 => (20..80u32).prop_map(|age| format!("age:>={age}")),
        1 => (20..80u32).prop_map(|age| format!("age:{{{age} TO *]")),
    ]
}

/// Groups of one kind of operator each, so that no rule of precedence is in question. Only words
/// are excluded: an excluded phrase fails an assertion in tantivy's own query. No alternative stands
/// twice: tantivy makes `a (b OR b)` into `a` with a wish for `b`.
fn query() -> impl Strategy<Value = String> {
    leaf().prop_recursive(3, 16, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 2..4).prop_map(|parts| format!("({})", parts.join(" AND "))),
            vec(inner.clone(), 2..4).prop_map(|parts| format!("({})", parts.join(" "))),
            btree_set(inner.clone(), 2..4)
                .prop_map(|parts| format!("({})", Vec::from_iter(parts).join(" OR "))),
            (inner.clone(), "(of|the|pain)").prop_map(|(a, b)| format!("({a} -{b})")),
            (inner, "(of|the|pain)").prop_map(|(a, b)| format!("({a} NOT {b})")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases() / 4, ..ProptestConfig::default() })]

    #[test]
    fn where_both_speak_both_mean_the_same(text in query()) {
        let theirs = parser().parse_query(&text);
        prop_assert!(theirs.is_ok(), "{}: {:?}", text, theirs);
        if let Ok(theirs) = theirs {
            prop_assert_eq!(&CORPUS.find(&text)[0], &CORPUS.find_compiled(&theirs), "{}", text);
        }
    }
}
