//! A letter as `imr parse` prints it: the public JSON, spelt out field by field, so that what the
//! index stores can change without it.

use serde::{Serialize, Serializer};

use super::{
    Basis, Citation, Condition, Dates, Determination, DisputedItem, Format, Layout, LetterOutcome,
    LetterSource, Outcome, Patient, Priority, Quantity, Reviewer, Role, Service, Warning,
};

/// A letter and where it was read from, to be serialised.
#[derive(Debug, Clone, Copy)]
pub struct ParsedLetter<'a> {
    /// Where it was read from.
    pub source: &'a LetterSource,
    /// What it says.
    pub determination: &'a Determination,
    /// The only item to show; all where `None`.
    pub item: Option<u32>,
}

impl<'a> ParsedLetter<'a> {
    /// The items to show.
    pub fn items(&self) -> impl Iterator<Item = &'a DisputedItem> {
        let one = self.item;
        self.determination.items.iter().filter(move |item| one.is_none_or(|one| item.item == one))
    }
}

impl Serialize for ParsedLetter<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let letter = self.determination;
        LetterJson {
            path: &self.source.path,
            format: self.source.format,
            layout: letter.layout,
            case_number: letter.case_number.as_deref(),
            dates: &letter.dates,
            priority: letter.priority,
            patient: &letter.patient,
            reviewer: &letter.reviewer,
            diagnoses: &letter.diagnoses,
            conditions: &letter.conditions,
            summary: letter.summary.as_deref(),
            outcome: letter.outcome,
            items: self.items().map(ItemJson::new).collect(),
            warnings: &letter.warnings,
            text: letter.text.as_deref(),
        }
        .serialize(serializer)
    }
}

#[derive(Serialize)]
struct LetterJson<'a> {
    path: &'a str,
    format: Format,
    layout: Layout,
    case_number: Option<&'a str>,
    dates: &'a Dates,
    priority: Option<Priority>,
    patient: &'a Patient,
    reviewer: &'a Reviewer,
    diagnoses: &'a [String],
    conditions: &'a [Condition],
    summary: Option<&'a str>,
    outcome: Option<LetterOutcome>,
    items: Vec<ItemJson<'a>>,
    warnings: &'a [Warning],
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
}

#[derive(Serialize)]
struct ItemJson<'a> {
    item: u32,
    treatment: &'a str,
    outcome: Option<Outcome>,
    category: &'a str,
    subcategory: Option<&'a str>,
    class: Option<&'a str>,
    state_category: Option<&'a str>,
    services: &'a [Service],
    quantity: Option<&'a Quantity>,
    frequency: Option<&'a str>,
    strength: Option<&'a str>,
    context: &'a [String],
    requested: Option<&'a str>,
    authorized: Option<&'a str>,
    citations: &'a [Citation],
    rationale: Option<&'a str>,
    reasoning: Vec<SentenceJson<'a>>,
    ground: Vec<&'a str>,
    basis: Option<Basis>,
    mentioned_citations: &'a [Citation],
}

#[derive(Serialize)]
struct SentenceJson<'a> {
    role: Role,
    lacking: bool,
    text: &'a str,
}

impl<'a> ItemJson<'a> {
    fn new(item: &'a DisputedItem) -> Self {
        let sentence = |place: usize| item.sentence(place).unwrap_or_default();
        let reasoning = item.reasoning.iter().enumerate().map(|(place, of)| SentenceJson {
            role: of.role,
            lacking: of.lacking,
            text: sentence(place),
        });
        Self {
            item: item.item,
            treatment: &item.treatment,
            outcome: item.outcome,
            category: &item.category,
            subcategory: item.subcategory.as_deref(),
            class: item.class.as_deref(),
            state_category: item.state_category.as_deref(),
            services: &item.services,
            quantity: item.quantity.as_ref(),
            frequency: item.frequency.as_deref(),
            strength: item.strength.as_deref(),
            context: &item.context,
            requested: item.requested.as_deref(),
            authorized: item.authorized.as_deref(),
            citations: &item.citations,
            rationale: item.rationale.as_deref(),
            reasoning: reasoning.collect(),
            ground: item.ground.iter().map(|&place| sentence(place)).collect(),
            basis: item.basis,
            mentioned_citations: &item.mentioned_citations,
        }
    }
}
