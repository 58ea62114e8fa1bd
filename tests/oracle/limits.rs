//! Whatever is typed, there is an answer or an error soon.

use std::time::{Duration, Instant};

use imr_search::query::highlight::Marks;
use imr_search::query::{self, Vocabulary};
use proptest::prelude::*;

use crate::{CORPUS, cases};

/// No query takes longer, in a debug build and on a busy machine.
const SOON: Duration = Duration::from_secs(1);

/// Reads, expands, compiles and runs a query; gives the number of items it finds.
fn answer(text: &str) -> Option<usize> {
    let start = Instant::now();
    let query = query::parse(text).map_err(|error| {
        assert!(text.get(error.span.clone()).is_some(), "{error:?} is inside {text:?}");
        assert!(!error.report(text).is_empty());
    });
    let query = query.ok()?.expand(Vocabulary::built_in());
    Marks::of(&query);
    let found = CORPUS.find_compiled(&query::compile(&query, &CORPUS.fields)).len();
    assert!(start.elapsed() < SOON, "{:?} for {text:?}", start.elapsed());
    Some(found)
}

#[test]
fn what_is_too_much_is_refused_or_quick() {
    let many = |text: &str, times: usize| text.repeat(times);
    CORPUS.searcher.num_docs();
    for (text, answered) in [
        (many("a", 100_000), false),
        (many("pain ", 10_000), false),
        (many("(", 10_000), false),
        (many("-", 10_000), false),
        (many("NOT ", 3_000), false),
        (many("pain OR ", 2_000), false),
        (many("a* ", 1_000), false),
        (format!("{}pain", many("pain OR ", 990)), true),
        (many("a* ", 32), true),
        (many("pain~2 ", 32), true),
        ("age:[1 TO 99999999]".into(), true),
        ("page:[1 TO 9999999]".into(), true),
        ("page:[0 TO 18446744073709551615]".into(), false),
        ("x~99".into(), false),
        (format!("\"{}\"", many("pain ", 2_000)), true),
        (format!("\"{}\"~100", many("pain of the ", 500)), true),
        ("\u{0}\u{1}\u{7f}".into(), false),
    ] {
        let shown: String = text.chars().take(30).collect();
        assert_eq!(answer(&text).is_some(), answered, "{shown}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases() / 4, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_answered_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        answer(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn anything_like_a_query_is_answered_or_refused(
        pieces in proptest::collection::vec(
            "(pain|of|[a-z]{1,3}|page:|imr\\.section:|treatment:|cite:|age:>|decided:\\[|TO|\\]|[ ()\"*~^:+\\\\-]|[12]| AND | OR | NOT |upheld|ESI|\\PC)", 0..24)
    ) {
        answer(&pieces.concat());
    }
}
