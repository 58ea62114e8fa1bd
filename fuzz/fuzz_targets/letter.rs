//! Whatever the text of a letter: a determination whose texts are flowed, whose items are numbered,
//! and that JSON gives back unchanged.

#![no_main]

use imr_search::extract::Text;
use imr_search::letter::parse;
use imr_search::model::{Determination, Format};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let body = String::from_utf8_lossy(bytes).into_owned();
    let letter = parse(&Text { format: Format::Txt, body });
    for text in texts(&letter) {
        assert!(is_flowed(text), "{text:?}");
    }
    for (item, number) in letter.items.iter().zip(1..) {
        assert_eq!(item.item, number, "{item:?}");
    }
    let json = serde_json::to_string(&letter).expect("plain data");
    let again: Determination = serde_json::from_str(&json).expect("what was written");
    assert_eq!(again, letter);
});

/// Every text that a letter's reader is shown.
fn texts(letter: &Determination) -> impl Iterator<Item = &str> {
    let items = letter.items.iter().flat_map(|item| {
        let parts = [&item.requested, &item.authorized, &item.rationale].into_iter().flatten();
        let cited = item.citations.iter().map(|citation| &citation.text);
        parts.chain(cited).chain([&item.treatment])
    });
    let reviewer = letter.reviewer.specialties.iter().chain(&letter.reviewer.licensed_in);
    let whole = letter.summary.iter().chain(&letter.text).chain(&letter.diagnoses);
    whole.chain(reviewer).chain(items).map(String::as_str)
}

/// Words one space apart, nothing around them.
fn is_flowed(text: &str) -> bool {
    text.trim() == text && !text.contains("  ") && !text.contains(char::is_control)
}
