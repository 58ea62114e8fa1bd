//! Partial approvals: headings that tell what was requested, what was authorized and what is left.
//!
//! - `A was the original request. B was authorized by the Claims Administrator. The remaining IMR
//!   eligible portion of the original request, C is: Upheld`
//! - `A was the original request. The Claims Administrator authorized B, leaving the original
//!   request IMR eligible. The original request, A is: Upheld`

use memchr::memmem;

/// The three parts of a partial approval.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Partial<'a> {
    /// What was requested.
    pub(crate) requested: &'a str,
    /// What the claims administrator authorized.
    pub(crate) authorized: Option<&'a str>,
    /// What is left in dispute.
    pub(crate) disputed: &'a str,
}

const REQUEST: &str = "original request";

/// Verbs of an authorization, in lower case.
const AUTHORIZED: [&str; 5] = ["authorized", "approved", "certified", "granted", "allowed"];

/// Reads a heading without its outcome; `None` where it tells of no partial approval.
pub(crate) fn parse_partial(heading: &str) -> Option<Partial<'_>> {
    let lower = heading.to_ascii_lowercase();
    let first = memmem::find(lower.as_bytes(), REQUEST.as_bytes())?;
    let requested = strip_verb(strip_word(&heading[..first], "the")?)?;
    let after =
        first + REQUEST.len() + usize::from(lower[first + REQUEST.len()..].starts_with('s'));
    let last = memmem::rfind(lower.as_bytes(), REQUEST.as_bytes())?;
    let authorized = find_authorized(heading, &lower, after);
    if authorized.is_none() && last == first {
        return None;
    }
    let disputed = if last > first { find_disputed(&heading[last + REQUEST.len()..]) } else { "" };
    let disputed = if disputed.is_empty() { requested } else { disputed };
    Some(Partial { requested, authorized, disputed })
}

/// `B` of `B was authorized by the Claims Administrator` or `The Claims Administrator authorized B,
/// leaving`.
fn find_authorized<'a>(heading: &'a str, lower: &str, from: usize) -> Option<&'a str> {
    const WHO: &str = "claims administrator";
    let who = from + memmem::find(&lower.as_bytes()[from..], WHO.as_bytes())?;
    let before = strip_word(&heading[from..who], "the").unwrap_or(&heading[from..who]).trim_end();
    if let Some(passive) = strip_word(before, "by") {
        let verb = AUTHORIZED.iter().find_map(|verb| strip_word(passive, verb))?;
        let what = strip_verb(verb).unwrap_or(verb);
        return non_empty(what.trim_start_matches(['.', ',', ':', ';', ' ']));
    }
    let active = heading[who + WHO.len()..].trim_start();
    let active =
        active.strip_prefix("has ").or_else(|| active.strip_prefix("had ")).unwrap_or(active);
    let (verb, what) = active.split_once(' ')?;
    if !AUTHORIZED.iter().any(|known| verb.eq_ignore_ascii_case(known)) {
        return None;
    }
    let lower = what.to_ascii_lowercase();
    let end = [", leaving", " leaving the", ". the ", " and the remaining"]
        .iter()
        .filter_map(|end| memmem::find(lower.as_bytes(), end.as_bytes()))
        .min()?;
    non_empty(&what[..end])
}

/// `C` of `, C is` behind the last mention of the original request.
fn find_disputed(tail: &str) -> &str {
    let plural = tail.strip_prefix('s').filter(|rest| !rest.starts_with(char::is_alphanumeric));
    let mut rest = plural.unwrap_or(tail).trim_start_matches([',', ':', '.', ';', ' ']);
    for lead in ["is ", "are ", "was ", "were ", "IMR eligible", "for "] {
        if let Some(after) = rest.strip_prefix(lead) {
            rest = after.trim_start_matches([',', ':', '.', ';', ' ']);
        }
    }
    strip_verb(rest).unwrap_or(rest).trim_end_matches([',', ':', ';', ' '])
}

fn strip_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let text = text.trim_end();
    let start = text.len().checked_sub(word.len())?;
    let is_word = text.as_bytes()[start..].eq_ignore_ascii_case(word.as_bytes())
        && (start == 0 || text.as_bytes()[start - 1] == b' ');
    is_word.then(|| text[..start].trim_end())
}

/// Without the verb at its end: `A was`, `B has been`.
fn strip_verb(text: &str) -> Option<&str> {
    let text = strip_word(text, "been").unwrap_or(text);
    let found = ["is", "are", "was", "were", "has", "have", "is:"];
    let stripped = found.iter().find_map(|verb| strip_word(text, verb))?;
    non_empty(stripped.trim_end_matches([',', ' ']))
}

fn non_empty(text: &str) -> Option<&str> {
    let text = text.trim();
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_remaining_portion_is_in_dispute() {
        let heading = "Gabapentin 300mg #90 with 2 refills was the original request. Gabapentin 300mg #90 \
            was authorized by the Claims Administrator. The remaining IMR eligible portion of the \
            original request, 2 refills of Gabapentin 300mg #90 is";
        let partial = Partial {
            requested: "Gabapentin 300mg #90 with 2 refills",
            authorized: Some("Gabapentin 300mg #90"),
            disputed: "2 refills of Gabapentin 300mg #90",
        };
        assert_eq!(parse_partial(heading), Some(partial));
    }

    #[test]
    fn the_whole_request_may_stay_in_dispute() {
        let heading = "Work hardening was the original request. The Claims Administrator authorized a \
            screening visit, leaving the original request IMR eligible. The original request, Work \
            hardening is";
        let partial = Partial {
            requested: "Work hardening",
            authorized: Some("a screening visit"),
            disputed: "Work hardening",
        };
        assert_eq!(parse_partial(heading), Some(partial));
    }

    #[test]
    fn a_request_keeps_the_letter_that_it_begins_with() {
        let heading = "Two splints was the original request. One splint was authorized by the Claims \
            Administrator. The remaining IMR eligible portion of the original request, soft splint is";
        assert_eq!(parse_partial(heading).map(|partial| partial.disputed), Some("soft splint"));
    }

    #[test]
    fn an_ordinary_heading_is_none() {
        assert_eq!(parse_partial("Back brace (original request dated 1/2/14)"), None);
        assert_eq!(parse_partial("Back brace"), None);
    }
}
