//! Letters to documents of the index, and back.

use serde::{Deserialize, Serialize};
use tantivy::TantivyDocument;

use super::cite;
use super::ledger::Hash128;
use super::schema::Fields;
use crate::fields::paths::{Path, values_at};
use crate::fields::{Facet, FacetField, Field, FieldId, Kind, Strings, Subject, Text};
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

impl StoredItem {
    /// What the values of fields are taken from.
    pub fn subject(&self) -> Subject<'_> {
        Subject { letter: &self.letter.determination, item: self.item.as_ref() }
    }
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

const SIDES: [CitedBy; 2] = [CitedBy::ClaimsAdministrator, CitedBy::Reviewer];

/// Fills one document.
struct DocumentBuilder<'a> {
    fields: &'a Fields,
    stored: &'a StoredItem,
    subject: Subject<'a>,
    place: usize,
    document: TantivyDocument,
    /// Values of the field at hand.
    strings: Strings<'a>,
    numbers: Vec<u64>,
}

impl<'a> DocumentBuilder<'a> {
    fn new(fields: &'a Fields, stored: &'a StoredItem, place: usize) -> Self {
        Self {
            fields,
            stored,
            subject: stored.subject(),
            place,
            document: TantivyDocument::default(),
            strings: Strings::default(),
            numbers: Vec::new(),
        }
    }

    /// The document; `json` is what it stores.
    fn build(mut self, json: String) -> TantivyDocument {
        // Once as it is stored, once as it is indexed, and the facets.
        self.document = TantivyDocument::with_capacity(2 * json.len() + FACETS);
        for field in Field::all() {
            self.add_values(field);
            self.add_facet(field);
        }
        self.add_citations();
        self.document.add_text(self.fields.letter, self.stored.letter.id.to_string());
        self.document.add_u64(self.fields.place, self.place as u64);
        self.document.add_u64(self.fields.order, order_key(self.stored));
        self.document.add_text(self.fields.stored, json);
        self.document
    }

    /// Adds the terms or numbers of a field. The strings are left for its facet.
    fn add_values(&mut self, field: &'static Field) {
        self.strings.clear();
        self.numbers.clear();
        match field.kind {
            Kind::Words(Text { values, .. }) | Kind::Choice(_, values) | Kind::Code(values) => {
                values(self.subject, &mut self.strings);
            }
            Kind::Date(numbers) | Kind::Number(numbers) => {
                numbers(self.subject, &mut self.numbers);
            }
            Kind::Cited(_) | Kind::Class | Kind::OneCitation | Kind::Like(_) => {}
        }
        let Some(to) = self.fields.values(field.id) else { return };
        self.strings.iter().for_each(|value| self.document.add_text(to, value));
        self.numbers.iter().for_each(|&number| self.document.add_u64(to, number));
        if !self.strings.is_empty() || !self.numbers.is_empty() {
            self.document.add_text(self.fields.present, field.name);
        }
    }

    fn add_facet(&mut self, field: &'static Field) {
        let facet = FacetField::of(field.id);
        match field.facet {
            Facet::None | Facet::TopOf(_) => {}
            Facet::Own => self.add_distinct(facet),
            Facet::Flat(values) => {
                self.strings.clear();
                values(self.subject, &mut self.strings);
                self.add_distinct(facet);
            }
            Facet::Tree(levels, paths) => {
                let mut found = Vec::new();
                paths(self.subject, &mut found);
                for level in 0..levels {
                    self.add_level(facet, level, &values_at(level, found.iter().map(Path::parts)));
                }
            }
            Facet::Cited(levels, paths) => self.add_cited(field.id, levels, paths),
        }
    }

    /// Adds the strings to a flat facet, each once.
    fn add_distinct(&mut self, facet: FacetField) {
        let Some(&column) = self.fields.facet(facet).first() else { return };
        self.strings.sort_distinct();
        self.strings.iter().for_each(|value| self.document.add_text(column, value));
    }

    /// Adds what a facet counts of the citations of each side, and of both.
    fn add_cited(
        &mut self,
        field: FieldId,
        levels: usize,
        paths_of: fn(&Citation) -> Vec<Path<'_>>,
    ) {
        let sides = SIDES.map(|side| {
            let paths = self.citations_of(side).flat_map(paths_of).collect::<Vec<_>>();
            (FacetField { field, side: Some(side) }, paths)
        });
        for level in 0..levels {
            let mut both = Vec::new();
            for (facet, paths) in &sides {
                let values = values_at(level, paths.iter().map(Path::parts));
                self.add_level(*facet, level, &values);
                both.extend(values);
            }
            both.sort_unstable();
            both.dedup();
            self.add_level(FacetField::of(field), level, &both);
        }
    }

    /// Adds the values of one level of a facet, which has its own column.
    fn add_level(&mut self, facet: FacetField, level: usize, values: &[String]) {
        if let Some(&column) = self.fields.facet(facet).get(level) {
            values.iter().for_each(|value| self.document.add_text(column, value));
        }
    }

    /// Adds the blocks of the citations, a field for each side.
    fn add_citations(&mut self) {
        for side in SIDES {
            if self.citations_of(side).next().is_some() {
                let blocks = cite::encode(self.citations_of(side));
                self.document.add_text(self.fields.cite(side), blocks);
            }
        }
    }

    fn citations_of(&self, side: CitedBy) -> impl Iterator<Item = &'a Citation> + use<'a> {
        let citations = self.subject.item.map_or(&[][..], |item| &item.citations);
        citations.iter().filter(move |citation| citation.cited_by == side)
    }
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
    use crate::extract;
    use crate::letter;
    use crate::model::Format;

    #[test]
    fn json_in_two_parts_is_the_json_of_the_whole() {
        let body = "Norco \"10/325\" #120: Upheld\nClaims Administrator guideline: MTUS, page 46.\n\
                    MAXIMUS guideline: ODG.\nDecision rationale: It is not medically necessary.";
        let text = extract::Text { format: Format::Txt, body: body.into() };
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
