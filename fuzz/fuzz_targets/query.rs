//! Whatever is typed: a query whose canonical form means the same, or an error inside the text.

#![no_main]

use imr_search::index::schema;
use imr_search::query::error::QueryErrorKind;
use imr_search::query::highlight::Marks;
use imr_search::query::{Vocabulary, compile, parse};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    match parse(&text) {
        Ok(query) => {
            let canonical = query.to_string();
            match parse(&canonical) {
                Ok(again) => assert_eq!(again.to_string(), canonical, "{text:?}"),
                // Brackets that the text left out may bring the canonical form past a limit.
                Err(error) => assert!(
                    matches!(
                        error.kind,
                        QueryErrorKind::TooLong { .. } | QueryErrorKind::TooDeep { .. }
                    ),
                    "{error:?} in {canonical:?}"
                ),
            }
            let query = query.expand(&Vocabulary::built_in());
            Marks::of(&query);
            compile(&query, &schema::build().1);
        }
        Err(error) => {
            assert!(text.get(error.span.clone()).is_some(), "{error:?} in {text:?}");
            assert!(!error.report(&text).is_empty());
        }
    }
});
