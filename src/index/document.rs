//! Letters to documents of the index, and back.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use tantivy::TantivyDocument;
use tantivy::schema::Field;

use super::cite;
use super::facet_path::{Path, guideline_paths, page_paths, values_at};
use super::ledger::Hash128;
use super::schema::{FacetField, Fields, TextField};
use crate::model::{Citation, CitedBy, Determination, DisputedItem, LetterSource, ParsedLetter};

/// A letter on its way into the index, and as it comes out again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterRecord {
    /// The letter's id in the index.
    pub id: Hash128,
    /// Where what it says was read: of the places it was found at, the first by path.
    pub source: LetterSource,
    /// The other places it was found at, sorted by path.
    pub copies: Vec<LetterSource>,
    /// The version of the parser that read it.
    pub parser: u32,
    /// The hash of the bytes of `source`.
    pub content: Hash128,
    /// What it says.
    pub determination: Determination,
}

impl LetterRecord {
    /// Every place the letter was found at, sorted by path.
    pub fn sources(&self) -> impl Iterator<Item = &LetterSource> {
        std::iter::once(&self.source).chain(&self.copies)
    }

    /// The letter as `imr parse` prints it.
    pub fn parsed(&self) -> ParsedLetter<'_> {
        ParsedLetter { source: &self.source, determination: &self.determination, item: None }
    }
}

/// What the index stores for one document: the item with its letter's facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredItem {
    /// The letter; it has no items here.
    pub letter: LetterRecord,
    /// The disputed item; `None` for a letter without readable items.
    pub item: Option<DisputedItem>,
}

/// The documents of one letter, in the order of its items: one each, or a single one where no item
/// could be read.
pub fn documents(fields: &Fields, mut letter: LetterRecord) -> Vec<TantivyDocument> {
    let items = std::mem::take(&mut letter.determination.items);
    let mut stored = StoredItem { letter, item: None };
    let json = LetterJson::new(&stored);
    if items.is_empty() {
        return vec![DocumentBuilder::new(fields, &stored, 0).build(json.with(None))];
    }
    let mut documents = Vec::with_capacity(items.len());
    for (place, item) in items.into_iter().enumerate() {
        let json = json.with(Some(&item));
        stored.item = Some(item);
        documents.push(DocumentBuilder::new(fields, &stored, place).build(json));
    }
    documents
}

/// The JSON of a [`StoredItem`] up to its item, which comes last: a letter's facts are written once
/// for all its items.
struct LetterJson(Vec<u8>);

impl LetterJson {
    /// Bytes that JSON takes beside long texts, about.
    const AROUND: usize = 2048;

    /// The beginning of what is stored for each item of a letter; `stored` has none.
    fn new(stored: &StoredItem) -> Self {
        let letter = &stored.letter.determination;
        let texts = [&letter.summary, &letter.text].into_iter().flatten();
        let length: usize = texts.map(String::len).sum();
        let mut json = Vec::with_capacity(length + Self::AROUND);
        // Writing to memory does not fail, nor does writing strings, numbers and lists of them.
        serde_json::to_writer(&mut json, stored).unwrap_or_default();
        json.truncate(json.len().saturating_sub("null}".len()));
        Self(json)
    }

    /// The whole JSON, with `item`.
    fn with(&self, item: Option<&DisputedItem>) -> String {
        let rationale = item.and_then(|item| item.rationale.as_deref()).unwrap_or_default();
        let mut json = Vec::with_capacity(self.0.len() + rationale.len() + Self::AROUND);
        json.extend_from_slice(&self.0);
        serde_json::to_writer(&mut json, &item).unwrap_or_default();
        json.push(b'}');
        String::from_utf8(json).unwrap_or_default()
    }
}

/// Bytes that the facets of a document take, about.
const FACETS: usize = 2048;

/// Fills one document.
struct DocumentBuilder<'a> {
    fields: &'a Fields,
    stored: &'a StoredItem,
    place: usize,
    document: TantivyDocument,
}

impl<'a> DocumentBuilder<'a> {
    fn new(fields: &'a Fields, stored: &'a StoredItem, place: usize) -> Self {
        Self { fields, stored, place, document: TantivyDocument::default() }
    }

    /// The document; `json` is what it stores.
    fn build(mut self, json: String) -> TantivyDocument {
        let stored = self.stored;
        // Once as it is stored, once as it is indexed, and the facets.
        self.document = TantivyDocument::with_capacity(2 * json.len() + FACETS);
        self.add_letter(&stored.letter.determination);
        if let Some(item) = &stored.item {
            self.add_item(item);
        }
        self.document.add_text(self.fields.letter, stored.letter.id.to_string());
        self.document.add_u64(self.fields.place, self.place as u64);
        self.document.add_u64(self.fields.order, order_key(stored));
        self.document.add_text(self.fields.stored, json);
        self.document
    }

    fn add_letter(&mut self, letter: &Determination) {
        for diagnosis in &letter.diagnoses {
            self.text(TextField::Diagnosis, diagnosis);
        }
        for specialty in &letter.reviewer.specialties {
            self.text(TextField::Specialty, specialty);
        }
        for state in &letter.reviewer.licensed_in {
            self.text(TextField::Licensed, state);
        }
        self.optional_text(TextField::Summary, letter.summary.as_deref());
        self.optional_text(TextField::Text, letter.text.as_deref());
        self.distinct(FacetField::Diagnosis, letter.diagnoses.iter().map(String::as_str));
        let specialties = letter.reviewer.specialties.iter().map(String::as_str);
        self.distinct(FacetField::Specialty, specialties);
        if let Some(case) = &letter.case_number {
            self.document.add_text(self.fields.case, case.to_uppercase());
            self.present("case");
        }
        if let Some(priority) = letter.priority {
            self.keyword(self.fields.priority, FacetField::Priority, priority.name());
        }
        if let Some(gender) = letter.patient.gender {
            self.keyword(self.fields.gender, FacetField::Gender, gender.name());
        }
        self.keyword(self.fields.layout, FacetField::Layout, letter.layout.name());
        self.add_numbers(letter);
    }

    fn add_numbers(&mut self, letter: &Determination) {
        if let Some(decided) = letter.dates.decision.map(date_number) {
            self.document.add_u64(self.fields.decided, decided);
            self.distinct(FacetField::Year, [format!("{:04}", decided / 10_000).as_str()]);
            self.present("decided");
        }
        let injured: Vec<_> = letter.dates.injury.iter().map(|&date| date_number(date)).collect();
        if !injured.is_empty() {
            self.present("injured");
        }
        for date in injured {
            self.document.add_u64(self.fields.injured, date);
        }
        if let Some(age) = letter.patient.age {
            self.document.add_u64(self.fields.age, u64::from(age));
            self.distinct(FacetField::Age, [decade(age).as_str()]);
            self.present("age");
        }
    }

    fn add_item(&mut self, item: &DisputedItem) {
        self.text(TextField::Treatment, &item.treatment);
        self.distinct(FacetField::Treatment, [item.treatment.as_str()]);
        self.optional_text(TextField::Requested, item.requested.as_deref());
        self.optional_text(TextField::Authorized, item.authorized.as_deref());
        self.optional_text(TextField::Rationale, item.rationale.as_deref());
        if let Some(outcome) = item.outcome {
            self.keyword(self.fields.outcome, FacetField::Outcome, outcome.name());
        }
        let category: Vec<&str> = [Some(item.category.as_str()), item.subcategory.as_deref()]
            .into_iter()
            .flatten()
            .collect();
        self.text(TextField::Category, &category.join("/"));
        for level in 0..category.len() {
            let values = values_at(level, [category.as_slice()].into_iter());
            self.level(FacetField::Category, level, &values);
        }
        self.add_citations(&item.citations);
    }

    fn add_citations(&mut self, citations: &[Citation]) {
        for citation in citations {
            self.text(TextField::Citation, &citation.text);
        }
        for side in SIDES {
            let cited = || citations.iter().filter(|citation| citation.cited_by == side);
            if cited().next().is_some() {
                self.document.add_text(self.fields.cite(side), cite::encode(cited()));
            }
            if cited().any(|citation| citation.source.is_some()) {
                self.distinct_more(FacetField::CitedBy, side.name());
            }
        }
        self.add_citation_facets(FacetField::Guideline, guideline_paths, citations);
        self.add_citation_facets(FacetField::Page, page_paths, citations);
    }

    /// Adds the facets of each side and those of both.
    fn add_citation_facets(
        &mut self,
        facet: fn(Option<CitedBy>) -> FacetField,
        paths_of: fn(&Citation) -> Vec<Path<'_>>,
        citations: &[Citation],
    ) {
        let sides = SIDES.map(|side| {
            let cited = citations.iter().filter(|citation| citation.cited_by == side);
            (side, cited.flat_map(paths_of).collect::<Vec<_>>())
        });
        for level in 0..self.fields.facet(facet(None)).len() {
            let mut both = Vec::new();
            for (side, paths) in &sides {
                let values = values_at(level, paths.iter().map(Path::parts));
                self.level(facet(Some(*side)), level, &values);
                both.extend(values);
            }
            both.sort_unstable();
            both.dedup();
            self.level(facet(None), level, &both);
        }
    }

    fn text(&mut self, field: TextField, text: &str) {
        if !text.is_empty() {
            self.document.add_text(self.fields.text(field), text);
            self.present(field.name());
        }
    }

    fn optional_text(&mut self, field: TextField, text: Option<&str>) {
        self.text(field, text.unwrap_or_default());
    }

    fn keyword(&mut self, field: Field, facet: FacetField, value: &str) {
        self.document.add_text(field, value);
        self.distinct(facet, [value]);
        self.present(&facet.to_string());
    }

    fn present(&mut self, name: &str) {
        self.document.add_text(self.fields.present, name);
    }

    /// Adds the values of a flat facet, each once.
    fn distinct<'v>(&mut self, facet: FacetField, values: impl IntoIterator<Item = &'v str>) {
        let mut values: Vec<&str> = values.into_iter().collect();
        values.sort_unstable();
        values.dedup();
        for value in values {
            self.distinct_more(facet, value);
        }
    }

    fn distinct_more(&mut self, facet: FacetField, value: &str) {
        if let (Some(&column), false) = (self.fields.facet(facet).first(), value.is_empty()) {
            self.document.add_text(column, value);
        }
    }

    /// Adds the values of one level of a hierarchical facet, which has its own column.
    fn level(&mut self, facet: FacetField, level: usize, values: &[String]) {
        if let Some(&column) = self.fields.facet(facet).get(level) {
            values.iter().for_each(|value| self.document.add_text(column, value));
        }
    }
}

const SIDES: [CitedBy; 2] = [CitedBy::ClaimsAdministrator, CitedBy::Reviewer];

/// 2014-08-28 as the number 20140828.
pub fn date_number(date: Date) -> u64 {
    let part = |number: i16| u64::from(number.unsigned_abs());
    part(date.year()) * 10_000 + part(date.month().into()) * 100 + part(date.day().into())
}

/// The decade of an age: `40-49`.
pub fn decade(age: u8) -> String {
    let start = age / 10 * 10;
    format!("{start}-{}", start + 9)
}

/// A number that grows with the case number, then the item. Letters without a case number of the
/// usual form (`CM14-0050318`) come last. The low bits keep two letters of one case apart.
fn order_key(stored: &StoredItem) -> u64 {
    const ITEM_BITS: u32 = 10;
    const LETTER_BITS: u32 = 18;
    let item =
        u64::from(stored.item.as_ref().map_or(0, |item| item.item)).min((1 << ITEM_BITS) - 1);
    let case = stored
        .letter
        .determination
        .case_number
        .as_deref()
        .and_then(case_rank)
        .unwrap_or((1 << 36) - 1);
    let letter = stored.letter.id.leading_bits();
    let letter = letter & ((1 << LETTER_BITS) - 1);
    case << (LETTER_BITS + ITEM_BITS) | letter << ITEM_BITS | item
}

/// Year and running number of a case number as one number of at most 36 bits.
fn case_rank(case: &str) -> Option<u64> {
    let (prefix, number) = case.split_once('-')?;
    let year: u64 = prefix.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()?;
    let number: u64 = number.parse().ok()?;
    (year < 100 && number < 1 << 29).then_some(year << 29 | number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Text;
    use crate::letter;
    use crate::model::Format;

    #[test]
    fn json_in_two_parts_is_the_json_of_the_whole() {
        let body = "Norco \"10/325\" #120: Upheld\nClaims Administrator guideline: MTUS, page 46.\n\
                    MAXIMUS guideline: ODG.\nDecision rationale: It is not medically necessary.";
        let text = Text { format: Format::Txt, body: body.into() };
        let mut letter = letter::parse(&text);
        let items = std::mem::take(&mut letter.items);
        assert_eq!(items.len(), 1);
        let letter = LetterRecord {
            id: Hash128::of(b"id"),
            source: LetterSource::file("a \\ b.txt", Format::Txt),
            copies: Vec::new(),
            parser: 1,
            content: Hash128::of(b"content"),
            determination: letter,
        };
        let mut stored = StoredItem { letter, item: None };
        let json = LetterJson::new(&stored);
        for item in items.into_iter().map(Some).chain([None]) {
            stored.item = item;
            let whole = serde_json::to_string(&stored).unwrap_or_default();
            assert_eq!(json.with(stored.item.as_ref()), whole);
        }
    }
}
