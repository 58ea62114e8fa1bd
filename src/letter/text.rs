//! Small helpers over text that the whole room uses.

/// The beginning of `text`, at most `length` bytes of it.
pub(super) fn head(text: &str, length: usize) -> &str {
    &text[..text.floor_char_boundary(length.min(text.len()))]
}

/// The end of `text`, at most `length` bytes of it, and where in `text` it begins.
pub(super) fn tail(text: &str, length: usize) -> (&str, usize) {
    let start = text.ceil_char_boundary(text.len().saturating_sub(length));
    (&text[start..], start)
}

/// The first line of `text` and what follows it; `None` at the end. Lines end in a line feed, a
/// carriage return or a form feed.
pub(super) fn next_line(text: &str) -> Option<(&str, &str)> {
    if text.is_empty() {
        return None;
    }
    match memchr::memchr3(b'\n', b'\r', b'\x0c', text.as_bytes()) {
        Some(end) => Some((&text[..end], &text[end + 1..])),
        None => Some((text, "")),
    }
}

/// Where `lower`, which is in lower case and not empty, first stands in `text`, in any case.
pub(super) fn find_ignoring_case(text: &str, lower: &str) -> Option<usize> {
    let lower = lower.as_bytes();
    text.as_bytes().windows(lower.len()).position(|window| {
        window[0].to_ascii_lowercase() == lower[0] && window.eq_ignore_ascii_case(lower)
    })
}
