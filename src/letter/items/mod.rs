//! The disputed items of a letter, layout by layout.
//!
//! Each layout gives [`Draft`]s: slices of the flow with a decision. What all layouts share (partial
//! approvals, citations, category, doubts) is done here, once.

mod decisions;
mod labelled;
mod notice;
mod partial;
mod professional;
mod rationales;
mod split;
mod verdict;

use super::citation::{parse_citations, parse_mentions};
use super::layout::Descriptor;
use super::sentence;
use super::service::{self, Request};
use crate::model::{Citation, CitedBy, DisputedItem, Outcome, Warning, WarningKind};

/// An item as it stands in the letter.
#[derive(Debug, Default)]
struct Draft<'a> {
    treatment: &'a str,
    outcome: Option<Outcome>,
    /// What the claims administrator cited.
    ur: &'a str,
    /// What the reviewer cited.
    imr: &'a str,
    rationale: Option<&'a str>,
}

/// The items of a letter as they stand in it.
#[derive(Debug, Default)]
pub(super) struct Items<'a> {
    drafts: Vec<Draft<'a>>,
    /// Where the first item begins: the summary ends there at the latest.
    pub(super) begins: Option<usize>,
}

/// The layouts, in the order in which marks of the same sureness count.
pub(super) static LAYOUTS: [&Descriptor; 4] =
    [&rationales::LAYOUT, &decisions::LAYOUT, &professional::LAYOUT, &notice::LAYOUT];

impl Items<'_> {
    /// Reads each item, and says what was doubtful.
    pub(super) fn finish(&self, warnings: &mut Vec<Warning>) -> Vec<DisputedItem> {
        let items: Vec<_> =
            (1..).zip(&self.drafts).map(|(item, draft)| draft.finish(item)).collect();
        for item in &items {
            doubt(item, warnings);
        }
        if let Some(rationale) = items.last().and_then(|item| item.rationale.as_deref())
            && !sentence::ends_sentence(rationale)
            && !rationale.trim_end().ends_with(|last: char| last.is_ascii_digit())
            && !rationale.ends_with("necessary")
            && !rationale.ends_with("appropriate")
        {
            let message = "the letter ends within a sentence of its last rationale";
            warnings.push(Warning::new(WarningKind::Incomplete, message));
        }
        items
    }
}

fn doubt(item: &DisputedItem, warnings: &mut Vec<Warning>) {
    let number = item.item;
    let mut warn = |kind, what: &str| {
        warnings.push(Warning::new(kind, format!("item {number}: {what}")));
    };
    if item.outcome.is_none() {
        warn(WarningKind::UnclearOutcome, "the letter does not say clearly how it was decided");
    }
    if item.rationale.is_none() {
        warn(WarningKind::NoRationale, "no decision rationale");
    }
    if item.treatment.is_empty() {
        warn(WarningKind::Incomplete, "the treatment is not named");
    }
}

impl Draft<'_> {
    fn finish(&self, item: u32) -> DisputedItem {
        let heading = clean(self.treatment, item);
        let partial = partial::parse_partial(heading);
        let treatment = partial.as_ref().map_or(heading, |partial| partial.disputed);
        let Request {
            services,
            quantity,
            frequency,
            strength,
            context,
            category,
            subcategory,
            class,
            state_category,
        } = service::read_request(treatment);
        DisputedItem {
            item,
            treatment: treatment.to_owned(),
            outcome: self.outcome,
            category,
            subcategory,
            class,
            state_category,
            services,
            quantity,
            frequency,
            strength,
            context,
            requested: partial.as_ref().map(|partial| partial.requested.to_owned()),
            authorized: partial.and_then(|partial| partial.authorized).map(str::to_owned),
            citations: self.citations(),
            mentioned_citations: self.rationale.map(parse_mentions).unwrap_or_default(),
            rationale: self.rationale.map(str::to_owned),
            ..DisputedItem::default()
        }
    }

    fn citations(&self) -> Vec<Citation> {
        let mut citations = parse_citations(CitedBy::ClaimsAdministrator, self.ur);
        let mut reviewers = parse_citations(CitedBy::Reviewer, self.imr);
        if reviewers.is_empty() && adopts_claims_administrators(self.imr) {
            reviewers = citations
                .iter()
                .cloned()
                .map(|citation| Citation { cited_by: CitedBy::Reviewer, ..citation })
                .collect();
        }
        citations.append(&mut reviewers);
        citations
    }
}

/// Whether the reviewer found the claims administrator's guidelines relevant, which cites them
/// without their names (seen in notices of 2013).
fn adopts_claims_administrators(sentence: &str) -> bool {
    let lower = sentence.to_ascii_lowercase();
    lower.contains("used by the claims administrator")
        && lower.contains("relevant and appropriate")
        && !lower.contains("not relevant")
}

/// A treatment without its number in the letter, its colon and its verb.
fn clean(treatment: &str, item: u32) -> &str {
    let mut clean = treatment.trim();
    let digits = clean.bytes().take_while(u8::is_ascii_digit).count();
    if clean[..digits].parse() == Ok(item)
        && let Some(rest) = clean[digits..].strip_prefix(['.', ')'])
        && rest.starts_with(' ')
    {
        clean = rest.trim_start();
    }
    let clean = clean.trim_end_matches([' ', ':', ';', ',', '-', '–']);
    let verbs = [" is", " are"];
    verbs
        .iter()
        .find_map(|verb| clean.strip_suffix(verb))
        .unwrap_or(clean)
        .trim_end_matches([' ', ':', ','])
}
