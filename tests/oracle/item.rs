//! An item to scan: the words of its texts with their places, and its facts.

use imr_search::index::analyzer;
use imr_search::model::{Citation, Determination, DisputedItem};

/// One disputed item with its letter's facts, or a letter without items.
pub struct Item {
    /// The letter's id.
    pub letter: String,
    /// Its place in the letter; `None` for a letter without items.
    pub place: Option<u32>,
    /// The letter's facts.
    pub facts: Determination,
    /// The item.
    pub item: Option<DisputedItem>,
    texts: Vec<(&'static str, Vec<(i64, String)>)>,
}

/// The fields in which a bare word is looked for.
pub const DEFAULT: [&str; 6] =
    ["treatment", "diagnosis", "rationale", "citation", "summary", "text"];

impl Item {
    /// The items of a letter; the letter itself where it has none.
    pub fn all_of(id: &str, letter: &Determination) -> Vec<Self> {
        let mut facts = letter.clone();
        let items = std::mem::take(&mut facts.items);
        if items.is_empty() {
            return vec![Self::new(id, &facts, None)];
        }
        items.into_iter().map(|item| Self::new(id, &facts, Some(item))).collect()
    }

    fn new(id: &str, facts: &Determination, item: Option<DisputedItem>) -> Self {
        let mut texts = vec![
            ("diagnosis", words(facts.diagnoses.iter())),
            ("specialty", words(facts.reviewer.specialties.iter())),
            ("summary", words(facts.summary.iter())),
            ("text", words(facts.text.iter())),
        ];
        if let Some(item) = &item {
            texts.push(("treatment", words([&item.treatment])));
            texts.push(("rationale", words(item.rationale.iter())));
            texts.push(("authorized", words(item.authorized.iter())));
            texts.push(("citation", words(item.citations.iter().map(|citation| &citation.text))));
        }
        let place = item.as_ref().map(|item| item.item);
        Self { letter: id.into(), place, facts: facts.clone(), item, texts }
    }

    /// The words of a field with their places; none where it has no text.
    pub fn words(&self, field: &str) -> &[(i64, String)] {
        self.texts.iter().find(|(name, _)| *name == field).map_or(&[], |(_, words)| words)
    }

    /// The citations of the item.
    pub fn citations(&self) -> &[Citation] {
        self.item.as_ref().map_or(&[], |item| &item.citations)
    }
}

/// The stems of several texts with their places. A place is free between two texts, so that no
/// phrase runs from one into the next.
pub fn words<'t>(texts: impl IntoIterator<Item = &'t String>) -> Vec<(i64, String)> {
    let mut words = Vec::new();
    let mut place = 0;
    for text in texts {
        for stem in analyzer::terms(text) {
            words.push((place, stem));
            place += 1;
        }
        place += 1;
    }
    words
}
