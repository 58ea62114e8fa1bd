//! Whatever the text of a letter: a determination that JSON holds and gives back unchanged.

#![no_main]

use imr_search::extract::Text;
use imr_search::letter::parse;
use imr_search::model::{Determination, Format};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let body = String::from_utf8_lossy(bytes).into_owned();
    let letter = parse("letter.txt", &Text { format: Format::Txt, body });
    let json = serde_json::to_string(&letter).expect("plain data");
    let again: Determination = serde_json::from_str(&json).expect("what was written");
    assert_eq!(again, letter);
});
