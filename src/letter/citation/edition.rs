//! Years that tell an edition.

/// Could this number be the year of a guideline's edition?
pub(super) fn is_year(number: u32) -> bool {
    (1990..=2035).contains(&number)
}

/// The year in `text` if it is nothing but a year.
pub(super) fn parse_year(text: &str) -> Option<&str> {
    let plain = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    let year = plain.then(|| text.parse().ok()).flatten()?;
    is_year(year).then_some(text)
}

/// The last year that stands alone in `text`, unless `text` dates an update rather than an
/// edition: `(updated 11/22/16)`.
pub(super) fn find_year(text: &str) -> Option<&str> {
    let lower = |word: &str| {
        text.split(|c: char| !c.is_ascii_alphabetic()).any(|w| w.eq_ignore_ascii_case(word))
    };
    if ["updated", "update", "accessed", "retrieved"].into_iter().any(lower) {
        return None;
    }
    // A year in a numeric date is no edition: cut at everything but digits and slashes.
    text.rsplit(|c: char| !(c.is_ascii_digit() || c == '/')).find_map(parse_year)
}
