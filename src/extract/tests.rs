//! Which files are read, and what is said of the others.

use super::{ExtractError, Text, extract_in_process};
use crate::model::Format;

fn text_of(bytes: &[u8]) -> String {
    extract_in_process(bytes).expect("a text").body
}

fn kind_of(bytes: &[u8]) -> &'static str {
    extract_in_process(bytes).expect_err("no text").kind()
}

#[test]
fn plain_text_is_read_as_it_is() {
    let text = "Case Number: CM14-1\r\n\r\n “Pain” 7/10\x0c\n";
    let read = extract_in_process(text.as_bytes());
    assert_eq!(read, Ok(Text { format: Format::Txt, body: text.to_owned() }));
}

#[test]
fn the_content_decides_not_the_name() {
    assert_eq!(kind_of(b"%PDF-1.4\n"), "damaged_pdf");
    assert_eq!(kind_of(b"From: clerk\r\n%PDF-1.4\n"), "damaged_pdf");
}

#[test]
fn marks_of_byte_order_are_no_text() {
    assert_eq!(text_of(b"\xef\xbb\xbfUpheld"), "Upheld");
    assert_eq!(text_of(b"\xff\xfeU\0p\0"), "Up");
    assert_eq!(text_of(b"\xfe\xff\0U\0p"), "Up");
}

#[test]
fn utf16_is_known_without_a_mark() {
    let bytes: Vec<u8> = "Upheld – ok".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(text_of(&bytes), "Upheld – ok");
}

#[test]
fn old_windows_text_keeps_its_quotes() {
    assert_eq!(text_of(b"the patient\x92s \x93pain\x94"), "the patient’s “pain”");
}

#[test]
fn one_bad_byte_does_not_turn_utf8_into_windows_text() {
    let letter = "The patient’s “pain” – 7/10. ".repeat(5);
    let read = text_of(&[letter.as_bytes(), b"\xff"].concat());
    assert_eq!(read, format!("{letter}\u{fffd}"));
}

#[test]
fn stray_control_characters_are_dropped() {
    let letter = format!("{}up\0held\x07", "words of a letter ".repeat(9));
    assert!(text_of(letter.as_bytes()).ends_with("letter upheld"));
}

#[test]
fn lines_may_end_as_on_an_old_macintosh() {
    assert_eq!(text_of(b"one\rtwo"), "one\ntwo");
}

#[test]
fn blank_files_are_empty() {
    for bytes in [b"".as_slice(), b" \n\t ", b"\xef\xbb\xbf", b"\xff\xfe"] {
        assert_eq!(kind_of(bytes), "empty");
    }
}

#[test]
fn other_formats_are_named() {
    assert_eq!(kind_of(b"PK\x03\x04rest"), "binary");
    assert_eq!(kind_of(&[0; 999]), "binary");
    let error = extract_in_process(b"\x89PNG\r\n\x1a\n").expect_err("no text");
    assert!(error.to_string().contains("a PNG image"), "{error}");
}

#[test]
fn messages_read_as_sentences_within_a_report() {
    let errors = [
        ExtractError::Empty,
        ExtractError::NoTextLayer,
        ExtractError::TimedOut(std::time::Duration::from_secs(10)),
        ExtractError::OutOfMemory(512 << 20),
    ];
    let messages = errors.map(|error| error.to_string());
    assert_eq!(messages[2], "timed out after 10 s");
    assert_eq!(messages[3], "ran out of memory (limit 512 MB)");
    assert!(messages.iter().all(|m| m.starts_with(char::is_lowercase) && !m.ends_with('.')));
}
