//! Web addresses in a citing line: a source of its own, or where a guideline was read.

use std::ops::Range;
use std::sync::LazyLock;

use super::words::wordings;
use crate::letter::phrases::Phrases;

/// The sites of guidelines that have a source of their own.
static SITES: LazyLock<Phrases<()>> =
    LazyLock::new(|| Phrases::new(wordings("site").map(|site| (site.to_owned(), ()))));

/// Does an address stand at the start of `text`?
pub(super) fn begins(text: &str) -> bool {
    ["http://", "https://", "www."]
        .iter()
        .any(|start| text.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start)))
}

/// Where the addresses of `line` stand, from left to right.
pub(super) fn find_all(line: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in memchr::memchr3_iter(b'h', b'w', b'W', line.as_bytes()) {
        let inside = found.last().is_some_and(|last| at < last.end);
        let word = at > 0 && line.as_bytes()[at - 1].is_ascii_alphanumeric();
        if !inside && !word && line.is_char_boundary(at) && begins(&line[at..]) {
            let address = line[at..].split(' ').next().unwrap_or_default();
            let address = address.trim_end_matches(['.', ',', ';', ')', ']', '"']);
            found.push(at..at + address.len());
        }
    }
    found
}

/// Is it the site of a guideline's publisher, which says only where the guideline was read?
pub(super) fn is_publishers(address: &str) -> bool {
    SITES.are_within(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_before_the_marks_of_its_sentence() {
        let line = "see www.example.org/a,b.html; and (https://example.com/x).";
        let texts: Vec<&str> = find_all(line).into_iter().map(|range| &line[range]).collect();
        assert_eq!(texts, ["www.example.org/a,b.html", "https://example.com/x"]);
    }

    #[test]
    fn a_publisher_is_known_by_its_site() {
        assert!(is_publishers("http://www.odg-twc.com/index.html"));
        assert!(!is_publishers("www.example.org"));
    }
}
