//! Whatever stands behind a label: each side's citations, diagnoses and what is asked for.

#![no_main]

use imr_search::letter::citation::parse_citations;
use imr_search::letter::diagnosis::find_diagnoses;
use imr_search::letter::service::read_request;
use imr_search::model::CitedBy;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    for side in [CitedBy::ClaimsAdministrator, CitedBy::Reviewer] {
        for citation in parse_citations(side, &text) {
            assert_eq!(citation.cited_by, side, "{citation:?} in {text:?}");
        }
    }
    for diagnosis in find_diagnoses(&text) {
        assert!(text.contains(diagnosis.text), "{diagnosis:?} not in {text:?}");
    }
    assert!(!read_request(&text).category.is_empty(), "{text:?}");
});
