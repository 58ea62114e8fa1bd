//! An item to scan: the words of its texts with their places, and its facts.

use imr_search::index::analyzer;
use imr_search::model::{Citation, Determination, DisputedItem};

/// One disputed item with its letter's facts, or a letter without items.
pub(crate) struct Item {
    /// The letter's id.
    pub(crate) letter: String,
    /// Its place in the letter; `None` for a letter without items.
    pub(crate) place: Option<u32>,
    /// The letter's facts.
    pub(crate) facts: Determination,
    /// The item.
    pub(crate) item: Option<DisputedItem>,
    /// Its citations.
    pub(crate) cited: Vec<Cited>,
    texts: Vec<(&'static str, Vec<(i64, String)>)>,
}

/// A citation with the words of its title and of each of its sections.
pub(crate) struct Cited {
    pub(crate) facts: Citation,
    pub(crate) title: Vec<(i64, String)>,
    pub(crate) sections: Vec<Vec<(i64, String)>>,
}

impl Cited {
    fn new(citation: &Citation) -> Self {
        let sections = citation.sections.iter().map(|section| words([section])).collect();
        Self { facts: citation.clone(), title: words(&citation.guideline), sections }
    }
}

/// The fields in which a bare word is looked for.
pub(crate) const DEFAULT: [&str; 6] =
    ["treatment", "diagnosis", "rationale", "citation", "summary", "text"];

impl Item {
    /// The items of a letter; the letter itself where it has none.
    pub(crate) fn all_of(id: &str, letter: &Determination) -> Vec<Self> {
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
        let cited = item.iter().flat_map(|item| &item.citations).map(Cited::new).collect();
        Self { letter: id.into(), place, facts: facts.clone(), item, cited, texts }
    }

    /// The words of a field with their places; none where it has no text.
    pub(crate) fn words(&self, field: &str) -> &[(i64, String)] {
        self.texts.iter().find(|(name, _)| *name == field).map_or(&[], |(_, words)| words)
    }
}

/// The stems of several texts with their places. A place is free between two texts, so that no
/// phrase runs from one into the next.
pub(crate) fn words<'t>(texts: impl IntoIterator<Item = &'t String>) -> Vec<(i64, String)> {
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
