//! What was meant, one line of JSON a letter, in the shape of `imr parse`.

use imr_search::model::{CitedBy, Layout, LetterSource, ParsedLetter};
use serde_json::{Map, Value, json};

use crate::case::Case;

/// The line for this letter; with `texts` the summary and the rationales stand in it too.
pub(crate) fn line(case: &Case, source: &LetterSource, texts: bool) -> String {
    let facts = &case.facts;
    if facts.layout == Layout::Unknown {
        return json!({"path": source.path, "format": source.format, "layout": "unknown", "items": []})
            .to_string();
    }
    let mut value = serde_json::to_value(ParsedLetter { source, determination: facts, item: None })
        .unwrap_or_default();
    let Some(letter) = value.as_object_mut() else { return String::new() };
    letter.remove("warnings");
    letter.remove("conditions");
    if !texts {
        letter.remove("summary");
    }
    for item in letter.get_mut("items").and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(item) = item.as_object_mut() {
            claim_item(item, facts.layout, texts);
        }
    }
    value.to_string()
}

/// Facts of an item that the generator does not draw.
const UNCLAIMED: [&str; 12] = [
    "subcategory",
    "class",
    "state_category",
    "services",
    "quantity",
    "frequency",
    "strength",
    "context",
    "reasoning",
    "ground",
    "basis",
    "mentioned_citations",
];

/// Keeps of an item what its letter states.
fn claim_item(item: &mut Map<String, Value>, layout: Layout, texts: bool) {
    // What the generator does not draw, it does not claim.
    for unclaimed in UNCLAIMED {
        item.remove(unclaimed);
    }
    if !texts {
        item.remove("rationale");
    }
    let Some(citations) = item.get_mut("citations").and_then(Value::as_array_mut) else { return };
    for citation in citations.iter_mut().filter_map(Value::as_object_mut) {
        citation.remove("text");
        if citation["source"] == "Other" {
            // The title of a free citation is anybody's cut.
            for unclaimed in ["guideline", "edition", "sections", "pages"] {
                citation.remove(unclaimed);
            }
        }
    }
    if layout == Layout::ProfessionalReview {
        citations.retain(|citation| citation["cited_by"] == CitedBy::Reviewer.name());
    }
    for side in [CitedBy::ClaimsAdministrator, CitedBy::Reviewer] {
        let is_quoted = layout != Layout::ProfessionalReview || side == CitedBy::Reviewer;
        if is_quoted && !citations.iter().any(|citation| citation["cited_by"] == side.name()) {
            citations.push(json!({"cited_by": side.name(), "source": null, "guideline": null,
                "edition": null, "sections": [], "pages": []}));
        }
    }
}
