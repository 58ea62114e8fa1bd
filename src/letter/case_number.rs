//! Case numbers: `CM13-0012345`.

use std::ops::Range;

use super::text::head;

/// How much of a text is searched, in bytes.
const LONGEST: usize = 200;

/// The first case number in `text`, as it should be written, and where it stands.
pub(super) fn find_case_number(text: &str) -> Option<(String, Range<usize>)> {
    let text = head(text, LONGEST);
    let bytes = text.as_bytes();
    (0..bytes.len()).find_map(|start| {
        let rest = &bytes[start..];
        if !rest.get(..2)?.eq_ignore_ascii_case(b"CM") {
            return None;
        }
        let (year, used) = digits(rest, 2, 2)?;
        let (serial, used) = digits(rest, used, 7)?;
        let ends = !rest.get(used).is_some_and(u8::is_ascii_alphanumeric);
        ends.then(|| (format!("CM{year}-{serial}"), start..start + used))
    })
}

/// Exactly `count` digits of `bytes` from `at`, after spaces and hyphens.
fn digits(bytes: &[u8], at: usize, count: usize) -> Option<(&str, usize)> {
    let from = at + bytes[at..].iter().take_while(|byte| b" -".contains(byte)).count();
    let found = bytes.get(from..from + count)?;
    if !found.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some((std::str::from_utf8(found).ok()?, from + count))
}
