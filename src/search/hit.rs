//! Hits: what is shown of an item that was found.

use std::ops::Range;

use jiff::civil::Date;
use serde::Serialize;

use super::snippet::{Marker, snippet};
use crate::fields::FieldId;
use crate::fields::paths::guideline_paths;
use crate::index::document::{LetterRecord, StoredItem};
use crate::model::{Basis, Citation, DisputedItem, Outcome};

/// A disputed item that was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// The case number.
    pub case_number: Option<String>,
    /// The item's place in its letter, from 1; `None` for a letter without readable items.
    pub item: Option<u32>,
    /// The treatment in dispute.
    pub treatment: Option<String>,
    /// How it was decided.
    pub outcome: Option<Outcome>,
    /// The treatment's category.
    pub category: Option<String>,
    /// The treatment's subcategory.
    pub subcategory: Option<String>,
    /// When it was decided, ISO 8601.
    pub decision_date: Option<Date>,
    /// Pages that either side cited, in order, none twice.
    pub pages: Vec<String>,
    /// Guidelines that either side cited: source / guideline / section, none twice.
    pub guidelines: Vec<String>,
    /// What each side cited, for display.
    #[serde(skip)]
    pub citations: Vec<Citation>,
    /// How well it matches; comparable within one query only.
    pub score: f32,
    /// The one to three sentences that carry the decision, in order; empty where none does.
    pub ground: Vec<String>,
    /// What the decision rests on; `None` without a rationale.
    pub basis: Option<Basis>,
    /// The ground, and where nothing matches in it, the passage that matches best behind it.
    pub snippet: String,
    /// What matched in it: start and end in characters.
    pub highlights: Vec<(usize, usize)>,
    /// What matched in the treatment, for display: ranges of bytes.
    #[serde(skip)]
    pub treatment_marks: Vec<Range<usize>>,
    /// The field the snippet is from; of two passages, that of the one that matches.
    pub snippet_field: Option<&'static str>,
    /// Every matching passage, where they were asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub passages: Vec<Passage>,
    /// Where the letter was read from.
    pub path: String,
    /// All paths of the letter, where it has more than one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub paths: Vec<String>,
}

/// A passage that matches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// The field it is from.
    pub field: &'static str,
    /// The passage.
    pub text: String,
    /// What matched: start and end in characters.
    pub highlights: Vec<(usize, usize)>,
}

/// A letter that was found, with those of its items that match.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LetterHits {
    /// The case number.
    pub case_number: Option<String>,
    /// When it was decided, ISO 8601.
    pub decision_date: Option<Date>,
    /// The letter's outcome.
    pub outcome: Option<crate::model::LetterOutcome>,
    /// Where the letter was read from.
    pub path: String,
    /// How well its best item matches.
    pub score: f32,
    /// The matching items, in the order of the letter.
    pub items: Vec<Hit>,
}

/// The hits of a page.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Hits {
    /// Items.
    Items(Vec<Hit>),
    /// Letters, each with those of its items that match.
    Letters(Vec<LetterHits>),
}

impl Hits {
    /// How many they are.
    pub fn len(&self) -> usize {
        match self {
            Self::Items(items) => items.len(),
            Self::Letters(letters) => letters.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The items, those of letters one letter after the other.
    pub fn items(&self) -> impl Iterator<Item = &Hit> {
        let (items, letters): (&[Hit], &[LetterHits]) = match self {
            Self::Items(items) => (items, &[]),
            Self::Letters(letters) => (&[], letters),
        };
        items.iter().chain(letters.iter().flat_map(|letter| &letter.items))
    }
}

impl Hit {
    /// The hit for a stored item.
    pub(super) fn new(stored: &StoredItem, score: f32, marker: &Marker<'_>) -> Self {
        let record = &stored.letter;
        let letter = &record.determination;
        let item = stored.item.as_ref();
        let best = snippet(stored, marker);
        let citations = item.map(|item| item.citations.clone()).unwrap_or_default();
        Self {
            case_number: letter.case_number.clone(),
            item: item.map(|item| item.item),
            treatment: item.map(|item| item.treatment.clone()),
            outcome: item.and_then(|item| item.outcome),
            category: item.map(|item| item.category.clone()),
            subcategory: item.and_then(|item| item.subcategory.clone()),
            decision_date: letter.dates.decision,
            pages: distinct(citations.iter().flat_map(|citation| citation.pages.iter().cloned())),
            guidelines: distinct(
                citations.iter().flat_map(guideline_paths).map(|path| path.parts().join("/")),
            ),
            citations,
            score,
            ground: item.map(ground).unwrap_or_default(),
            basis: item.and_then(|item| item.basis),
            treatment_marks: item
                .map(|item| marker(FieldId::Treatment, &item.treatment))
                .unwrap_or_default(),
            snippet: best.text,
            highlights: best.highlights,
            snippet_field: best.field.map(FieldId::name),
            passages: Vec::new(),
            path: record.source.path.clone(),
            paths: all_paths(record),
        }
    }
}

/// The sentences that carry the decision of `item`.
fn ground(item: &DisputedItem) -> Vec<String> {
    item.ground.iter().filter_map(|&place| item.sentence(place)).map(str::to_owned).collect()
}

/// Every path of a letter that has more than one.
fn all_paths(record: &LetterRecord) -> Vec<String> {
    if record.copies.is_empty() {
        return Vec::new();
    }
    record.sources().map(|source| source.path.clone()).collect()
}

fn distinct(values: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = Vec::new();
    for value in values {
        if !seen.contains(&value) {
            seen.push(value);
        }
    }
    seen
}
