//! The guidelines that a rationale names in its prose.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::marks::{Mark, is_canonical, names};
use super::parse_citations;
use crate::letter::phrases::Phrases;
use crate::letter::{sentence, text};
use crate::model::{Citation, CitedBy, Source};

/// Sources and titles that tell a guideline wherever they stand.
static NAMES: LazyLock<Phrases<Mark>> = LazyLock::new(|| Phrases::new(names()));

/// More than this of a sentence, in bytes, says nothing of the guideline that it names.
const LONGEST: usize = 300;

/// The guidelines named in `rationale`, each once, in order: source, title, edition and pages, but
/// no sections, since prose does not say where a section's name ends.
///
/// A source alone counts where no guideline of it is named.
pub fn parse_mentions(rationale: &str) -> Vec<Citation> {
    let mut mentions: Vec<Citation> = Vec::new();
    let mut read_to = 0;
    for found in NAMES.find_all(rationale) {
        let is_title = found.meanings.iter().any(|mark| mark.title().is_some());
        if found.start < read_to || !is_name(&rationale[found.start..found.end], is_title) {
            continue;
        }
        let window = window(rationale, found.start);
        read_to = found.start + window.len();
        for citation in parse_citations(CitedBy::Reviewer, window) {
            add(citation, &mut mentions);
        }
    }
    let titled: HashSet<Option<Source>> =
        mentions.iter().filter(|m| m.guideline.is_some()).map(|m| m.source).collect();
    mentions
        .retain(|m| m.guideline.is_some() || !m.pages.is_empty() || !titled.contains(&m.source));
    mentions
}

/// Is it written as a name is: with a capital, and a title with one at each of its longer words?
/// "Acupuncture treatments" are none.
fn is_name(written: &str, is_title: bool) -> bool {
    let capital = |word: &str| word.starts_with(|c: char| c.is_ascii_uppercase());
    let is_long = |word: &&str| word.len() > 3;
    let words = || written.split(' ').filter(is_long);
    capital(written)
        && (!is_title || words().all(|word| capital(word) || word.starts_with("guideline")))
}

/// The sentence from `start` on.
fn window(rationale: &str, start: usize) -> &str {
    let rest = text::head(&rationale[start..], LONGEST);
    &rest[..sentence::first_end(rest)]
}

/// Adds what is known of a citation, to one of the same guideline if there is one.
fn add(mut citation: Citation, mentions: &mut Vec<Citation>) {
    let named = citation.text.starts_with(|c: char| c.is_ascii_uppercase());
    if !named || !matches!(citation.source, Some(Source::Mtus | Source::Odg | Source::Acoem)) {
        return;
    }
    citation.sections.clear();
    if !citation.guideline.as_deref().is_some_and(is_canonical) {
        citation.guideline = None;
        citation.edition = None;
    }
    let same = |m: &&mut Citation| {
        (m.source, &m.guideline, &m.edition)
            == (citation.source, &citation.guideline, &citation.edition)
    };
    let Some(known) = mentions.iter_mut().find(same) else { return mentions.push(citation) };
    for page in citation.pages {
        if !known.pages.contains(&page) {
            known.pages.push(page);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mentions(rationale: &str) -> Vec<String> {
        let show = |c: Citation| {
            let source = c.source.map_or("-", Source::name);
            let guideline = c.guideline.unwrap_or_else(|| "-".into());
            format!("{source} | {guideline} | {}", c.pages.join(","))
        };
        parse_mentions(rationale).into_iter().map(show).collect()
    }

    #[test]
    fn a_rationale_names_guidelines_in_prose() {
        assert_eq!(
            mentions(
                "The Chronic Pain Medical Treatment Guidelines state on page 81 that it helps. Pages 3-4 of the chart do not."
            ),
            ["MTUS | Chronic Pain Medical Treatment Guidelines | 81"]
        );
        assert_eq!(
            mentions("Per MTUS guidelines pages 78-80, use is limited."),
            ["MTUS | - | 78,79,80"]
        );
        assert_eq!(
            mentions("The ODG Low Back chapter recommends bracing. ODG asks for an exam."),
            ["ODG | Low Back | "]
        );
        assert_eq!(
            mentions("As the MTUS Guideline in ACOEM Chapter 9, page 214 notes, rest is advised."),
            ["MTUS | Shoulder Complaints | 214"]
        );
    }

    #[test]
    fn symptoms_are_no_guidelines() {
        assert!(mentions("The patient has low back complaints and knee complaints.").is_empty());
        assert!(mentions("Acupuncture treatments may go on.").is_empty());
        assert!(mentions("Chronic pain and opioids were discussed on page 3.").is_empty());
    }
}
