//! Whatever is typed: a query whose canonical form means the same and whose words are found where
//! they stand, or an error inside the text.

#![no_main]

use std::sync::LazyLock;

use imr_search::fields::FieldId;
use imr_search::index::schema::{self, Fields};
use imr_search::query::error::QueryErrorKind;
use imr_search::query::highlight::Marks;
use imr_search::query::{Vocabulary, compile, parse};

static FIELDS: LazyLock<Fields> = LazyLock::new(|| schema::build().1);

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
            let query = query.expand(Vocabulary::built_in());
            let marks = Marks::of(&query);
            // What was typed holds the words that are looked for.
            for found in FieldId::ALL.iter().flat_map(|&field| marks.find(field, &text)) {
                assert!(text.get(found.clone()).is_some_and(|word| !word.is_empty()), "{text:?}");
            }
            compile(&query, &FIELDS);
        }
        Err(error) => {
            assert!(text.get(error.span.clone()).is_some(), "{error:?} in {text:?}");
            assert!(!error.report(&text).is_empty());
        }
    }
});
